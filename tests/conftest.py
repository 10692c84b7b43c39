"""Options and fixtures that several test modules share."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import hypothesis
import pytest
import spacy

import quoteattr
from extras import ENCODER, missing
from quoteattr.evaluation.pytest_items import CorpusFile
from strategies import FEW, MANY

# Runs pytest within a test, for the tests of the plugin.
pytest_plugins = ["pytester"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--shared",
        type=Path,
        default=Path("../shared"),
        help="folder with corpora/ and eval/ (relative to the project): without it their tests are skipped",
    )
    parser.addoption("--slow", action="store_true", help="run the tests that are marked slow, too")


def pytest_configure(config: pytest.Config) -> None:
    """Tell the files of `shared_corpora/` where the shared corpora are, and pytest what `slow` means; heed Ctrl-C.

    Of each property few examples are drawn, and many in a slow run. A busy machine must not make one fail.
    """
    hypothesis.settings.register_profile("few", max_examples=FEW, deadline=None)
    hypothesis.settings.register_profile("many", max_examples=MANY, deadline=None)
    hypothesis.settings.load_profile("many" if config.getoption("slow") else "few")
    config.addinivalue_line("markers", "slow: takes long or wants what few machines have; skipped without --slow")
    # In the background of a shell Ctrl-C is ignored, also by the commands that tests start and interrupt.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.setdefault("QUOTEATTR_SHARED", str((config.rootpath / config.getoption("shared")).resolve()))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what is slow unless it was asked for, and corpora that the encoder reads where it is not installed."""
    no_encoder = missing(*ENCODER)
    for item in items:
        if item.get_closest_marker("slow") and not config.getoption("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: run it with --slow"))
        file = item.parent
        if no_encoder is not None and isinstance(file, CorpusFile) and file.settings.extractor.reader == "encoder":
            item.add_marker(pytest.mark.skip(reason=no_encoder))


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


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test as in a plain terminal of 80 columns, wherever the suite runs.

    Where `CI` is set pytest does not cut its lines; the others make rich, typer and pytest write colours.
    """
    for name in ("CI", "BUILD_NUMBER", "GITHUB_ACTIONS", "FORCE_COLOR", "PY_COLORS", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def empty(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Make an empty folder, whose runs have none of this run's options; hypothesis is slow to be loaded anew."""
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:hypothesispytest")
    return pytester
