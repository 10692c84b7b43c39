"""The documentation: its blocks run and show what they say, and it leaves nothing out that a user can see."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from contextlib import nullcontext
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer
from typer.main import get_command

import quoteattr
from extras import ENCODER, GROUPS, skip_without
from local_spark import local_spark
from pages import PAGES, ROOT, run_page
from quoteattr import evaluation
from quoteattr.cli import app
from quoteattr.scale.corpus_cli import app as corpus_app
from quoteattr.serialization import ROW_TYPES

# Languages of blocks that run or are checked, of those that are shown, and the directives that are in use.
CHECKED = {"python", "sh", "toml", "json"}
SHOWN = {"js", "jq", "text"}
DIRECTIVES = {"{toctree}", "{eval-rst}"}

FENCE = re.compile(r"^ *```(\S*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"(?:\A|\n)[ \t]*\n(?: {4}|\t)\S")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")
ARTICLES = sorted([*(ROOT / "docs/examples").glob("*.txt"), *(ROOT / "tests/corpus").glob("*.txt")])

CHECKED_PAGES = (*PAGES, ROOT / "CONTRIBUTING.md")

each_page = pytest.mark.parametrize("page", CHECKED_PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def read(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf8")


def wanted_by(text: str) -> list[str]:
    """What the blocks of a page want of the extras."""
    code = "\n".join(block for language, block in FENCE.findall(text) if language in CHECKED)
    imported = re.findall(r"^>>> *(?:import|from) (\w+)", code, re.MULTILINE)
    encoder = ENCODER if re.search(r"""--reader encoder|^(?:>>>|\.\.\.).*"encoder\"""", code, re.MULTILINE) else ()
    return [*encoder, *(package for package in GROUPS if package in imported)]


@each_page
def test_blocks_run_and_show_what_they_say(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.chdir(tmp_path)
    text = page.read_text(encoding="utf8")
    wanted = wanted_by(text)
    skip_without(*wanted)
    if "pyspark" in wanted and not pytestconfig.getoption("slow"):
        pytest.skip("starts a Spark of its own: run it with --slow")
    with local_spark() if "pyspark" in wanted else nullcontext():
        ran = run_page(page)
    for block in FENCE.finditer(text):
        assert block[1] not in CHECKED or any(block.start() <= start < block.end() for start in ran), block[0]


@each_page
def test_no_code_escapes_the_run(page: Path) -> None:
    text = page.read_text(encoding="utf8")
    blocks = FENCE.findall(text)
    assert len(blocks) * 2 == text.count("```")
    assert {language for language, _ in blocks} <= CHECKED | SHOWN | DIRECTIVES
    shown = [code for language, code in blocks if language in SHOWN]
    assert not [code for code in shown if re.search(r"^>>>|\bimport quoteattr\b", code, re.MULTILINE)]
    assert not INDENTED.search(FENCE.sub("", text))


@each_page
def test_links_lead_to_files(page: Path) -> None:
    assert [link for link in LINK.findall(page.read_text(encoding="utf8")) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("package", [quoteattr, evaluation])
def test_example_of_a_package_shows_what_it_says(package: ModuleType) -> None:
    done = doctest.testmod(package)
    assert (done.attempted > 0, done.failed) == (True, 0)


def test_every_page_is_in_a_table_of_contents() -> None:
    listed = set()
    for page in PAGES[1:]:
        for language, lines in FENCE.findall(page.read_text(encoding="utf8")):
            if language == "{toctree}":
                names = [line.strip() for line in lines.splitlines() if line.strip() and not line.startswith(":")]
                listed |= {(page.parent / f"{name}.md").resolve() for name in names}
    assert listed == {page for page in PAGES[1:] if page != ROOT / "docs/index.md"}


@pytest.mark.parametrize(
    ("package", "pages"),
    [(quoteattr, ["reference/functions.md", "reference/values.md"]), (evaluation, ["reference/evaluation.md"])],
)
def test_reference_has_every_public_name(package: ModuleType, pages: list[str]) -> None:
    name = re.escape(package.__name__)
    named = re.findall(rf"^\.\. (?:auto|py:)\w+:: {name}\.(\w+)(?:\(\))?$", "".join(map(read, pages)), re.MULTILINE)
    assert set(named) == set(package.__all__)


@pytest.mark.parametrize(("command", "page"), [(app, "reference/command.md"), (corpus_app, "scale.md")])
def test_every_option_of_a_command_is_described(command: typer.Typer, page: str) -> None:
    options = {n for parameter in get_command(command).params for n in parameter.opts if n.startswith("--")}
    assert {option for option in options if f"`{option}" not in read(page)} == set()


def test_every_column_of_a_corpus_is_described_with_its_type() -> None:
    types = {"string": str, "long": int, "double": float}
    lines = re.findall(r"^\| (`.*?) \| (\w+) \|", read("scale.md"), re.MULTILINE)
    described = [(name, types[kind]) for names, kind in lines for name in re.findall(r"`(\w+)`", names)]
    assert described == [*ROW_TYPES.items(), ("error", str)]


def keys(value: Any) -> Iterator[str]:
    """The keys of JSON values, at every depth."""
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys(inner)


@pytest.fixture(scope="module")
def articles(extractor: quoteattr.Extractor) -> list[quoteattr.Article]:
    return list(extractor.pipe(path.read_text(encoding="utf8") for path in ARTICLES))


def test_what_is_found_in_our_articles_is_described(articles: list[quoteattr.Article]) -> None:
    """Every key of the JSON, every column of the rows, every name of evidence."""
    found = {
        "guides/json.md": {key for article in articles for key in keys(article.to_dict())},
        "guides/dataframes.md": {key for article in articles for row in article.to_rows() for key in row},
        "how.md": {attribution.evidence for article in articles for attribution in article.attributions},
    }
    assert {(page, name) for page, names in found.items() for name in names if f"`{name}`" not in read(page)} == set()


@pytest.mark.parametrize("kinds", [quoteattr.QuotationKind, quoteattr.CueKind, quoteattr.SourceKind])
def test_every_value_of_an_enum_is_in_the_json_guide(kinds: type[Enum]) -> None:
    assert {kind.value for kind in kinds if f"`{kind.value}`" not in read("guides/json.md")} == set()
