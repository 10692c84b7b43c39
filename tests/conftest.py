"""Options and fixtures that several test modules share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import spacy

import quoteattr

# Runs pytest within a test, for the tests of the plugin.
pytest_plugins = ["pytester"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--shared",
        type=Path,
        default=Path("../shared"),
        help="folder with corpora/ and eval/ (relative to the project): without it their tests are skipped",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Tell the files of `shared_corpora/` where the shared corpora are."""
    os.environ.setdefault("QUOTEATTR_SHARED", str((config.rootpath / config.getoption("shared")).resolve()))


@pytest.fixture(scope="session")
def shared(pytestconfig: pytest.Config) -> Path:
    """Find the folder with the shared corpora; a test that asks for it is skipped where there is none."""
    folder = (pytestconfig.rootpath / pytestconfig.getoption("shared")).resolve()
    if not (folder / "corpora").is_dir():
        pytest.skip(f"no corpora in {folder}: say where with --shared PATH")
    return folder


@pytest.fixture(scope="session")
def extractor() -> quoteattr.Extractor:
    """Load the default extractor, with tagger, parser and entities."""
    return quoteattr.load()


@pytest.fixture(scope="session")
def blank() -> quoteattr.Extractor:
    """Load an extractor over a pipeline that only tokenizes."""
    return quoteattr.load(spacy.blank("en"))
