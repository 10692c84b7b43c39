"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import quoteattr
from case_tables import cases
from quoteattr import pipeline
from quoteattr.cli import app

STORY = "SEVO (AFP) – “We will reopen the bridge in May,” the mayor, Ann Obi, said.\r\n\r\nIt was “a first”.\r\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_bytes(STORY.encode())
    return path


@pytest.fixture
def run(extractor: quoteattr.Extractor, monkeypatch: pytest.MonkeyPatch) -> object:
    """Run the command line with the session's extractor, so that no test loads a model of its own."""
    monkeypatch.setattr(pipeline, "load", lambda **_: extractor)
    monkeypatch.setenv("COLUMNS", "120")

    def run(*arguments: object, **more: object) -> object:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], **more)

    return run


def test_table_shows_quotation_and_speaker(run: object, story: Path) -> None:
    result = run(story)
    assert result.exit_code == 0
    shown = re.sub(r"[│\s]+", " ", result.stdout)
    for words in ("story.txt", "agency: AFP", "“We will reopen", "Ann Obi", "mayor", "said"):
        assert words in shown


def test_jsonl_is_a_line_a_file_that_reads_back(run: object, story: Path, extractor: quoteattr.Extractor) -> None:
    """Offsets count the file's own characters, carriage returns among them."""
    result = run("--jsonl", story, story)
    lines = result.stdout.splitlines()
    assert [json.loads(line)["file"] for line in lines] == [str(story), str(story)]
    assert quoteattr.Article.from_json(lines[0]) == extractor.extract(STORY)


def test_standard_input_is_a_dash(run: object) -> None:
    result = run("--jsonl", "-", input=STORY.encode())
    assert json.loads(result.stdout)["text"] == STORY


def test_byte_order_mark_is_no_part_of_the_text(run: object, story: Path) -> None:
    story.write_bytes(b"\xef\xbb\xbf" + STORY.encode())
    assert json.loads(run("--jsonl", story).stdout)["text"] == STORY


@pytest.mark.parametrize("content", [b"", b" \n\n", b"No marks here."], ids=["empty", "blank", "no_quotation"])
def test_nothing_to_show_is_said(run: object, story: Path, content: bytes) -> None:
    story.write_bytes(content)
    result = run(story)
    assert result.exit_code == 0
    assert "No quotations." in result.stdout


def test_markup_and_escapes_in_a_text_do_nothing(run: object, story: Path) -> None:
    story.write_text("“We [red]will[/red] \x1b[31m not go\u202e there at all,” Ann Obi said.", encoding="utf8")
    result = run(story)
    assert "[red]will[/red]" in re.sub(r"[│\s]+", " ", result.stdout)
    assert not {"\x1b", "\u202e"} & set(result.stdout)


def test_scare_quotes_are_counted_not_shown(monkeypatch: pytest.MonkeyPatch, story: Path) -> None:
    text = "A “bold” plan."
    span = quoteattr.Span.of(text, 2, 8)
    scare = quoteattr.Quotation(span=span, kind=quoteattr.QuotationKind.SCARE, utterance=0)

    class OnlyScare:
        def extract(self, _: str) -> quoteattr.Article:
            return quoteattr.Article(text=text, quotations=(scare,))

    monkeypatch.setattr(pipeline, "load", lambda **_: OnlyScare())
    result = CliRunner().invoke(app, [str(story)])
    assert "“bold”" not in result.stdout
    assert "Left out: 1 in marks" in result.stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(None, r"cannot read .*bad\.txt: No such file", id="missing"),
        pytest.param(b"caf\xe9", r"bad\.txt is not UTF-8 \(byte 0xe9 at 3\).*iconv -f", id="not_utf8"),
    ],
)
def test_a_bad_file_costs_itself_only(run: object, story: Path, content: bytes | None, message: str) -> None:
    bad = story.with_name("bad.txt")
    if content is not None:
        bad.write_bytes(content)
    result = run("--jsonl", bad, story)
    assert result.exit_code == 1
    assert re.search(message, result.stderr)
    assert [json.loads(line)["file"] for line in result.stdout.splitlines()] == [str(story)]


@pytest.mark.parametrize("error", [OSError, ImportError])
def test_what_keeps_a_reader_from_being_loaded_is_said(
    monkeypatch: pytest.MonkeyPatch, story: Path, error: type[Exception]
) -> None:
    def load(**options: object) -> None:
        raise error(f"no packages for {options['reader']}")

    monkeypatch.setattr(pipeline, "load", load)
    result = CliRunner().invoke(app, ["--reader", "encoder", str(story)])
    assert (result.exit_code, result.stderr) == (1, "quoteattr: no packages for encoder\n")


def test_unknown_reader_is_refused(story: Path) -> None:
    assert CliRunner().invoke(app, ["--reader", "oracle", str(story)]).exit_code == 2


def test_interrupt_keeps_what_was_done(monkeypatch: pytest.MonkeyPatch, story: Path) -> None:
    class Interrupted:
        done = 0

        def extract(self, text: str) -> quoteattr.Article:
            self.done += 1
            if self.done == 3:
                raise KeyboardInterrupt
            return quoteattr.Article(text=text)

    monkeypatch.setattr(pipeline, "load", lambda **_: Interrupted())
    result = CliRunner().invoke(app, ["--jsonl", *[str(story)] * 4])
    assert result.exit_code == 130
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == "quoteattr: interrupted after 2 of 4 files\n"


@cases("cli/commands")
def test_module_runs_as_a_command(arguments: list[str], code: int, output: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "quoteattr", *arguments], capture_output=True, text=True, check=False, encoding="utf8"
    )
    assert result.returncode == code
    assert re.search(output, result.stdout + result.stderr)
