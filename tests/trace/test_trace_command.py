"""`quoteattr-trace`, pages of traces, JSON and Arrow: what they show of an article and its documents."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

import quoteattr
from case_tables import cases
from extras import missing
from html_tree import parse
from quoteattr.tracing import Trace, Verdict, trace
from quoteattr.tracing.desk.command import app
from quoteattr.tracing.desk.documents import read_documents
from quoteattr.tracing.index import TraceIndex
from quoteattr.tracing.serialization import TRACE_TYPES, trace_from_dict, trace_to_dict, trace_to_row

STORY = """“Nobody could hear the bell,” said Ann Poe. “The gates will\x1b]\u202e open on Tuesday,” she said.

She called it “a <b>great</b> success”.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "releases/more").mkdir(parents=True)
    (tmp_path / "story.txt").write_text(STORY)
    (tmp_path / "releases/more/hear.txt").write_text("“Nobody could hear the bell,” Poe said.")
    (tmp_path / "releases/image.png").write_bytes(b"\x89PNG")
    lines = [
        {"id": 1, "text": "“The gates will open on Monday,” Poe said."},
        {"id": "2", "text": "Nothing.", "date": None},
    ]
    (tmp_path / "releases/lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    bad = ['{"id": "0"}', json.dumps(lines[0]), '{"id": "3", "text": 3}', "not JSON"]
    (tmp_path / "bad.jsonl").write_text(
        "\n".join([*bad, '{"id": "4", "text": "“Nobody could hear the bell,” Poe said."}'])
    )
    sqlite3.connect(tmp_path / "other.sqlite").executescript("CREATE TABLE gates (opens TEXT)").close()
    return tmp_path


@pytest.fixture
def traces(folder: Path, extractor: quoteattr.Extractor) -> tuple[Trace, ...]:
    return trace(extractor.extract(STORY), read_documents(folder / "releases", pytest.fail))


@pytest.mark.usefixtures("folder")
@cases("trace/command")
def test_command(arguments: list[str], code: int, output: str) -> None:
    done = CliRunner().invoke(app, arguments)
    assert (done.exit_code, bool(re.search(output, done.output))) == (code, True), done.output
    assert not {"\x1b", "\u202e"} & set(done.output)


def test_files_of_a_folder_are_called_by_their_path(folder: Path) -> None:
    found = list(read_documents(folder / "releases", pytest.fail))
    assert [(document.id, document.date) for document in found] == [("1", None), ("2", None), ("more/hear.txt", None)]


def test_json_and_back(traces: tuple[Trace, ...]) -> None:
    assert [found.verdict for found in traces] == [Verdict.VERBATIM, Verdict.ALTERED, Verdict.ABSENT]
    assert tuple(trace_from_dict(json.loads(json.dumps(trace_to_dict(found)))) for found in traces) == traces
    with pytest.raises(ValueError, match="this is no trace"):
        trace_from_dict({"verdict": "true"})


def test_page_has_both_sides(traces: tuple[Trace, ...], extractor: quoteattr.Extractor) -> None:
    article = extractor.extract(STORY)
    page = article.to_html(traces=traces)
    parse(page)
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", page)
    assert (marked, "<script" in page, "<b>" in page, "\x1b" in page) == (["Tuesday", "Monday"], False, False, False)
    assert article.to_html(traces=()) == article.to_html() != page


@pytest.mark.skipif(missing("pyarrow") is not None, reason="wants pyarrow")
def test_a_column_of_traces(folder: Path, traces: tuple[Trace, ...], extractor: quoteattr.Extractor) -> None:
    import pyarrow as pa

    from quoteattr.arrow import annotate_batches, result_schema

    TraceIndex.build(folder / "index.sqlite", read_documents(folder / "releases", pytest.fail))
    batch = pa.RecordBatch.from_pydict({"body": [STORY, None, "No marks."]})
    (result,) = annotate_batches([batch], "body", index="index.sqlite")
    assert result.schema == result_schema(batch.schema, "body", traces=True)
    rows = result.to_pylist()
    kept = [found for row in rows for found in row["traces"] or ()]
    quoted = {a.quotation for a in extractor.extract(STORY).attributions}
    assert kept == [trace_to_row(found) for found in traces if found.quotation in quoted]
    assert {tuple(found) for found in kept} == {tuple(TRACE_TYPES)}
    assert [row["traces"] for row in rows[-2:]] == [None, None]
