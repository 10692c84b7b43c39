"""Where pages are written, the index of several, and the command line that writes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from case_tables import cases
from hostile import ATTACKS, BIDI
from html_tree import ELEMENTS, parse
from quoteattr import pipeline
from quoteattr.cli import app
from quoteattr.html.page import PageLink, index_to_page, plan_pages
from quoteattr.types import Article


def test_index_leads_to_every_page() -> None:
    links = [
        PageLink(href="./a%20b.html", title=ATTACKS[0], file=f"{BIDI}.txt", quotations=1, speakers=2),
        PageLink(href="./c.html", title="Two", file="\udc80.txt", quotations=3, speakers=1),
    ]
    markup = index_to_page(links)
    markup.encode()
    page = parse(markup)
    assert [(a.attributes["href"], a.text) for a in page.of_tag("a")] == [
        ("./a%20b.html", ATTACKS[0]),
        ("./c.html", "Two"),
    ]
    assert {element.tag for element in page} <= ELEMENTS
    assert "1 quotation by 2 speakers in" in " ".join(page.text.split())
    assert "3 quotations by 1 speaker in \ufffd.txt" in " ".join(page.text.split())


@cases("html/page_files/places")
def test_pages_have_places_of_their_own(names: list[str], path: str, expected: list[str]) -> None:
    assert [page.as_posix() for page in plan_pages(names, Path(path))] == expected


@cases("html/page_files/no_places")
def test_a_place_that_is_none_is_refused(
    names: list[str], path: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "old.html", "index.html"):
        Path(name).write_text("It rained.", encoding="utf8")
    Path("link.html").symlink_to("a.txt")
    with pytest.raises(ValueError, match=re.escape(message)):
        plan_pages(names, Path(path))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> object:
    """Run the command line in an empty folder, with an extractor that finds nothing and stops at a word."""

    class FindsNothing:
        def extract(self, text: str) -> Article:
            if "stop" in text:
                raise KeyboardInterrupt
            return Article(text=text)

    monkeypatch.setattr(pipeline, "load", lambda **_: FindsNothing())
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    for name, text in {"a.txt": "It rained.", "b.txt": "It snowed.", "sub/a.txt": "Hail.", "stop.txt": "stop"}.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf8")
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def test_one_file_makes_a_page(run: object) -> None:
    result = run("--html", "deep/down/page.html", "a.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "quoteattr: wrote deep/down/page.html\n"
    assert Path("deep/down/page.html").read_text(encoding="utf8") == Article(text="It rained.").to_html()


def test_several_files_make_a_folder_with_an_index(run: object) -> None:
    result = run("--html", "out", "a.txt", "b.txt", "sub/a.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "quoteattr: wrote 3 pages, see out/index.html\n"
    index = parse(Path("out/index.html").read_text(encoding="utf8"))
    pages = [a.attributes["href"] for a in index.of_tag("a")]
    assert pages == ["./a.html", "./b.html", "./a-2.html"]
    shown = (parse(Path("out", page).read_text(encoding="utf8")).of_tag("article")[0] for page in pages)
    assert [article.text.strip() for article in shown] == ["It rained.", "It snowed.", "Hail."]
    assert "in sub/a.txt" in " ".join(index.text.split())


def test_pages_and_json_go_together(run: object) -> None:
    result = run("--html", "a.html", "--jsonl", "a.txt")
    assert result.exit_code == 0
    assert Article.from_json(result.stdout) == Article(text="It rained.")
    assert Path("a.html").exists()


def test_interrupt_keeps_the_pages_and_their_index(run: object) -> None:
    result = run("--html", "out", "a.txt", "stop.txt", "b.txt")
    assert result.exit_code == 130
    assert result.stderr == "quoteattr: interrupted after 1 of 3 files\nquoteattr: wrote 1 page, see out/index.html\n"
    assert sorted(path.name for path in Path("out").iterdir()) == ["a.html", "index.html"]


def test_a_file_that_cannot_be_read_costs_its_page_only(run: object) -> None:
    result = run("--html", "out", "a.txt", "missing.txt")
    assert result.exit_code == 1
    assert "cannot read missing.txt" in result.stderr
    assert "wrote 1 page, see out/index.html" in result.stderr


def test_a_page_that_cannot_be_written_is_said(run: object) -> None:
    result = run("--html", "a.txt/page.html", "b.txt")
    assert result.exit_code == 1
    assert re.fullmatch(r"quoteattr: cannot write a\.txt/page\.html: .+\n", result.stderr)


def test_a_wrong_place_is_refused_before_anything_is_read(run: object) -> None:
    result = run("--html", "out", "stop.txt")
    assert result.exit_code == 2
    assert "call it out.html" in result.stderr


@pytest.mark.parametrize("name", ["javascript:alert(1).txt", "<img src=x onerror=alert(1)>.txt", "a\u202eb\x01#?%.txt"])
def test_hostile_file_names_are_led_to(run: object, name: str) -> None:
    Path(name).write_text("Fog.", encoding="utf8")
    assert run("--html", "out", "a.txt", name).exit_code == 0
    index = parse(Path("out/index.html").read_text(encoding="utf8"))
    assert {element.tag for element in index} <= ELEMENTS
    href = index.of_tag("a")[1].attributes["href"]
    assert re.fullmatch(r"\./[A-Za-z0-9_.~%/-]+\.html", href)
