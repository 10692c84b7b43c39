"""A whole corpus by the command line: what it writes, what it passes over, and how it goes on after a kill."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from case_tables import cases
from quoteattr import Article, Extractor
from quoteattr.scale import corpus
from quoteattr.scale.corpus import LINES_AT_A_TIME, PORTIONS_AHEAD, Form, Progress, annotate_corpus, read_progress
from quoteattr.scale.corpus_cli import app
from quoteattr.serialization import ROW_TYPES
from running import children_of, is_running, wait_until

Run = Callable[..., Result]
TEXTS = ["“We will go,” said Ann Obi.", "No marks here.", "“No,” he said. “Never,” she told Ben Achterberg."]
RECORDS = [{"id": f"a{number}", "text": text} for number, text in enumerate(TEXTS)]
LINES = [json.dumps(record).encode() for record in RECORDS]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join(LINES))
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


@pytest.fixture
def run(blank: Extractor, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process, with an extractor that only tokenizes."""
    monkeypatch.setattr(corpus, "extractor_of", lambda **_: blank)

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in (*arguments, "--processes", 1)])

    return run


def written(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_a_line_a_record_with_its_article(run: Run, source: Path, target: Path, blank: Extractor) -> None:
    result = run(source, target)
    assert (result.exit_code, result.stderr) == (0, f"quoteattr-corpus: 3 records in {target}, 0 of them bad\n")
    assert written(target) == [
        {"line": number, "id": f"a{number - 1}", **blank.extract(text).to_dict()}
        for number, text in enumerate(TEXTS, start=1)
    ]
    read_back = [Article.from_json(line) for line in target.read_bytes().splitlines()]
    assert read_back == [blank.extract(text) for text in TEXTS]


def test_rows_are_a_line_an_attribution(run: Run, source: Path, target: Path, blank: Extractor) -> None:
    """An article without attributions has one line, with nothing in it: no id goes missing."""
    assert run(source, target, "--rows").exit_code == 0
    assert written(target) == [
        {"line": number, "error": None, "id": f"a{number - 1}", **row}
        for number, text in enumerate(TEXTS, start=1)
        for row in blank.extract(text).to_rows() or [dict.fromkeys(ROW_TYPES)]
    ]


@pytest.mark.parametrize("rows", [False, True], ids=["articles", "rows"])
@cases("scale/corpus_cli/bad_records")
def test_a_bad_record_costs_only_itself(
    run: Run,
    source: Path,
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    times: int | None,
    identifier: object,
    reason: str,
    rows: bool,
) -> None:
    """The characters of a case's line are its bytes."""
    monkeypatch.setattr(corpus, "LONGEST_LINE", 200 if times is None else 2**20)
    source.write_bytes(b"\n".join([LINES[0], line.encode("latin-1") * (times or 1), LINES[2]]))
    result = run(source, target, *(["--rows"] if rows else []))
    assert result.exit_code == 1
    assert re.search(rf"in\.jsonl:2: {reason}\n.*3 records in .*, 1 of them bad\n\Z", result.stderr)
    found = {record["line"]: record for record in written(target)}
    assert list(found) == [1, 2, 3]
    assert [found[number].get("error") is None for number in found] == [True, False, True]
    assert re.fullmatch(reason, found[2]["error"])
    assert found[2]["id"] == identifier


@cases("scale/corpus_cli/odd_files")
def test_odd_files_are_read(run: Run, source: Path, target: Path, content: str, found: list[list[Any]]) -> None:
    for number, line in enumerate(LINES):
        content = content.replace(f"{{{number}}}", line.decode("latin-1"))
    source.write_bytes(content.encode("latin-1"))
    assert run(source, target).exit_code == 0
    ids = [(record["line"], record["id"]) for record in written(target)]
    assert [[line, id_ and id_.encode("ascii", "backslashreplace").decode()] for line, id_ in ids] == found


def test_fields_are_those_that_were_named(run: Run, source: Path, target: Path) -> None:
    source.write_text('{"uri": 5, "body": "He left.", "id": 1, "text": "No."}')
    assert run(source, target, "--text-field", "body", "--id-field", "uri").exit_code == 0
    assert [(record["id"], record["text"]) for record in written(target)] == [(5, "He left.")]


@pytest.mark.parametrize(
    ("suffix", "compress"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
def test_compressed_sources_are_read(
    run: Run, source: Path, target: Path, suffix: str, compress: Callable[[bytes], bytes]
) -> None:
    compressed = source.with_name("in.jsonl" + suffix)
    compressed.write_bytes(compress(source.read_bytes()))
    assert run(compressed, target).exit_code == 0
    assert [record["id"] for record in written(target)] == ["a0", "a1", "a2"]

    compressed.write_bytes(compressed.read_bytes()[:-15])
    target.unlink()
    result = run(compressed, target)
    assert result.exit_code == 1
    assert "cannot be decompressed" in result.stderr


@pytest.mark.parametrize("rows", [False, True], ids=["articles", "rows"])
def test_a_target_cut_anywhere_is_completed(run: Run, source: Path, target: Path, rows: bool) -> None:
    """Wherever a kill cut it: within a line, between the rows of a record, or not at all."""
    form = ["--rows"] if rows else []
    source.write_bytes(b"\n".join([*LINES, b"bad", b"", *LINES]))
    assert run(source, target, *form).exit_code == 1
    whole = target.read_bytes()
    ends = [match.end() for match in re.finditer(rb"\n", whole)]
    cuts = {0, *range(1, len(whole), 97), *(end + shift for end in ends for shift in (-1, 0, 1, 9, 10))}
    for cut in sorted(cut for cut in cuts if cut <= len(whole)):
        target.write_bytes(whole[:cut])
        result = run(source, target, *form)
        assert target.read_bytes() == whole, cut
        assert result.exit_code == 1
        assert "7 records in" in result.stderr
        assert "1 of them bad" in result.stderr


def test_what_is_there_is_not_done_again(run: Run, source: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what is complete, only the last record is done again: nobody can tell whether rows of it are missing."""
    run(source, target)
    seen: list[int] = []
    annotate_lines = corpus.annotate_lines
    monkeypatch.setattr(
        corpus,
        "annotate_lines",
        lambda lines, form: seen.extend(line.number for line in lines) or annotate_lines(lines, form),
    )
    result = run(source, target)
    assert seen == [3]
    assert f"2 records are in {target} already" in result.stderr


@cases("scale/corpus_cli/strange_targets")
def test_a_strange_target_stays_as_it_is(
    run: Run, source: Path, target: Path, content: str, options: list[str], message: str
) -> None:
    target.write_bytes(content.encode())
    result = run(source, target, *options)
    assert result.exit_code == 1
    assert message in result.stderr
    assert target.read_bytes() == content.encode()


@cases("scale/corpus_cli/files_that_do_not_work")
def test_files_that_do_not_work_are_told(
    run: Run, source: Path, names: tuple[str, ...], code: int, message: str
) -> None:
    result = run(*(source.parent / name for name in names))
    assert (result.exit_code, message in result.stderr) == (code, True)
    assert not source.with_name("out.jsonl").exists()
    assert source.read_bytes() == b"\n".join(LINES)


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        pytest.param(OSError("no model: pip install it"), 1, "no model: pip install it", id="no_model"),
        pytest.param(ImportError("no extra"), 1, "no extra", id="no_extra"),
        pytest.param(BrokenProcessPool(), 1, "a worker was killed", id="dead_worker"),
        pytest.param(KeyboardInterrupt(), 130, "interrupted after 16 records", id="interrupted"),
    ],
)
def test_what_stops_a_run_is_told_and_leaves_what_was_done(
    run: Run, source: Path, target: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, message: str
) -> None:
    source.write_bytes(b"\n".join(LINES[:1] * 40))
    attribute_each = corpus.attribute_each
    calls = iter([None, error])

    def gives_out(*arguments: Any) -> Any:
        if (stop := next(calls)) is not None:
            raise stop
        return attribute_each(*arguments)

    monkeypatch.setattr(corpus, "attribute_each", gives_out)
    result = run(source, target)
    assert result.exit_code == code
    assert message in result.stderr
    assert len(written(target)) == LINES_AT_A_TIME


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch, blank: Extractor) -> None:
    """Let threads play the workers, the first portion taking longest."""
    monkeypatch.setattr(corpus, "extractor_of", lambda **_: blank)
    annotate_lines = corpus.annotate_lines

    def first_is_slow(lines: Any, form: Form) -> Any:
        time.sleep(0.3 if lines[0].number == 1 else 0)
        return annotate_lines(lines, form)

    monkeypatch.setattr(corpus, "annotate_lines", first_is_slow)
    monkeypatch.setattr(corpus, "ProcessPoolExecutor", lambda number, *_: ThreadPoolExecutor(number))


@pytest.mark.usefixtures("threads")
def test_lines_stay_in_order_and_few_are_read_ahead(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.write_bytes(b"\n".join(LINES[:1] * 400))
    read: list[int] = []
    read_lines = corpus.read_lines

    def counted(path: Path) -> Iterator[corpus.Line]:
        for line in read_lines(path):
            read.append(line.number)
            yield line

    monkeypatch.setattr(corpus, "read_lines", counted)
    steps = annotate_corpus(source, target, Form(), processes=2, resumed=Progress())
    next(steps)
    assert len(read) <= LINES_AT_A_TIME * (2 * PORTIONS_AHEAD + 1)
    assert sum(step.records for step in steps) == 400 - LINES_AT_A_TIME
    assert [record["line"] for record in written(target)] == list(range(1, 401))


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="tells processes by /proc")
@pytest.mark.parametrize(
    ("ending", "code"),
    [
        pytest.param(signal.SIGKILL, -signal.SIGKILL, id="kill_9"),
        pytest.param(signal.SIGINT, 130, id="ctrl_c", marks=pytest.mark.slow),
    ],
)
def test_a_killed_run_goes_on_without_loss_or_doubles(
    source: Path, target: Path, extractor: Extractor, ending: signal.Signals, code: int
) -> None:
    """With worker processes of its own, which end with the command and leave nothing behind."""
    texts = [f"“We will go to hall {n},” said Ann Obi, the mayor.\n\n" * 6 for n in range(64)]
    source.write_text("".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate(texts)))
    command = [sys.executable, "-m", "quoteattr.scale.corpus_cli", str(source), str(target), "--processes"]
    process = subprocess.Popen([*command, "2"], stderr=subprocess.PIPE, text=True)
    wait_until(lambda: target.exists() and b"\n" in target.read_bytes(), "something is written")
    children = children_of(process.pid)
    os.kill(process.pid, ending)
    assert process.wait(timeout=120) == code
    assert len(children) >= 2
    wait_until(lambda: not any(is_running(child) for child in children), "the workers have gone")
    done = read_progress(target).records + 1
    assert done < len(texts), "it had been through before it was killed"
    assert process.stderr is not None
    messages = process.stderr.read()
    assert ("interrupted after" in messages) == (ending is signal.SIGINT)
    assert "Traceback" not in messages

    again = subprocess.run([*command, "1"], capture_output=True, text=True, check=True)
    assert f"{done - 1} records are in" in again.stderr
    expected = [{"line": n + 1, "id": n, **article.to_dict()} for n, article in enumerate(extractor.pipe(texts))]
    assert written(target) == expected


def test_a_terminal_sees_records_rate_and_time_left(
    run: Run, source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", run(source, target).stderr)
    assert re.search(r"100% 3 records, [0-9.]+ a second 0:00:\d\d 0:00:00", shown)
