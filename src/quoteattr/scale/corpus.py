"""A JSON Lines file of articles to a JSON Lines file of what is found in them, on all cores and in bounded memory.

Every record of the source, a line that is not blank, has its place in the target, in the same order: an article (or its
rows), or the error that it costs.
"""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from itertools import chain, dropwhile, islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import regex
from attrs import evolve, frozen

from quoteattr.scale.workers import Failed, attribute_each, extractor_of, map_in_order, prepare_worker, rows_of
from quoteattr.types import Article

if TYPE_CHECKING:
    from quoteattr.reports import ReaderName

__all__ = [
    "BadRecord",
    "Form",
    "Line",
    "Progress",
    "Step",
    "StrangeTargetError",
    "annotate_corpus",
    "read_lines",
    "read_progress",
    "read_record",
    "target_line",
]

# A longer line is no article (War and Peace has 3.2 million characters), and is not read into memory.
LONGEST_LINE = 2**23

_HEAD = regex.compile(rb'\{"line": ([0-9]++), ("error": ")?+')
_START_OF_HEAD = b'{"line": '
_OPENERS: dict[str, Callable[[BinaryIO], Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}


@frozen
class Line:
    """A line that is not blank, with its number, counted from 1.

    `content` is cut where it is longer than LONGEST_LINE bytes. `position` is the byte of the file, as it lies on disk,
    that has been read up to.
    """

    number: int
    content: bytes
    position: int


def read_lines(path: Path) -> Iterator[Line]:
    """Yield the lines of a file, read through gzip, bzip2 or xz by its suffix.

    Raises OSError for a file that cannot be read or decompressed.
    """
    with path.open("rb") as file, closing(_OPENERS.get(path.suffix, _as_it_is)(file)) as lines:
        for number, content in enumerate(_bounded(lines, path), start=1):
            if not content.isspace():
                yield Line(number, content, file.tell())


def read_record(line: bytes, text_field: str, id_field: str) -> tuple[Any, str | Failed]:
    """Read the id of a record, None where it has none, and its text, or Failed where there is none to be had."""
    if len(line) > LONGEST_LINE:
        return None, Failed(f"the line is longer than {LONGEST_LINE:,} bytes")
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return None, Failed(f"not UTF-8: byte {line[error.start]:#x} at {error.start}")
    except (ValueError, RecursionError) as error:
        return None, Failed(f"not JSON: {error}")
    if not isinstance(record, dict):
        return None, Failed(f"not a JSON object but {type(record).__name__}")
    identifier = record.get(id_field)
    if text_field not in record:
        return identifier, Failed(f"no field {text_field!r}")
    text = record[text_field]
    if not isinstance(text, str):
        return identifier, Failed(f"{text_field!r} is not a string but {type(text).__name__}")
    return identifier, text


def _bounded(lines: Any, path: Path) -> Iterator[bytes]:
    """Yield the lines of an open file, each cut behind LONGEST_LINE bytes."""
    try:
        while content := lines.readline(LONGEST_LINE + 1):
            yield content
            while len(content) > LONGEST_LINE and not content.endswith(b"\n"):
                content = lines.readline(LONGEST_LINE + 1)
    except (EOFError, zlib.error, lzma.LZMAError) as error:
        raise OSError(f"{path} cannot be decompressed: {error}") from error


def _as_it_is(file: BinaryIO) -> BinaryIO:
    return file


class StrangeTargetError(Exception):
    """The target is not what `quoteattr-corpus` made of this source with these options; its message says why."""


@frozen(kw_only=True)
class Progress:
    """The records of a target that are kept: their number, the bad among them, and the line that the last is made from.

    They end at byte `end`. `next_record` is a line of the record behind them, which is done again; None where there is
    none.
    """

    records: int = 0
    bad: int = 0
    line: int = 0
    end: int = 0
    next_record: dict[str, Any] | None = None


def target_line(line: int, values: dict[str, Any]) -> bytes:
    """Make a line of the target, in ASCII: the number of the source's line, then `values`.

    The first of them is `error` where there is one, so that bad records can be counted without reading JSON.
    """
    return json.dumps({"line": line, **values}).encode("ascii") + b"\n"


def read_progress(target: Path) -> Progress:
    """Read how far `target` has got; a file that does not exist is at its beginning.

    Raises StrangeTargetError for a file of another kind, OSError for one that cannot be read.
    """
    if not target.exists():
        return Progress()
    kept = Progress()
    line, bad, at, last = 0, False, 0, b""
    with target.open("rb") as lines:
        for content in lines:
            if not content.endswith(b"\n") and content.startswith(_START_OF_HEAD[: len(content)]):
                break
            head = _HEAD.match(content)
            if head is None or int(head[1]) < line:
                raise StrangeTargetError(f"byte {at} of it does not begin a record that could stand there")
            if int(head[1]) > line:
                if line:
                    kept = Progress(records=kept.records + 1, bad=kept.bad + bad, line=line, end=at)
                line, bad = int(head[1]), head[2] is not None
            at += len(content)
            last = content
    return evolve(kept, next_record=json.loads(last)) if last else kept


# What a worker is given at a time: some seconds of work, so that little is done again after a kill.
LINES_AT_A_TIME = 16
BYTES_AT_A_TIME = 2**18
# How many such portions for each worker are read ahead or wait for an earlier one to be written.
PORTIONS_AHEAD = 3


@frozen(kw_only=True)
class Form:
    """What the records of the source look like, and those of the target: an article each, or its rows."""

    text_field: str = "text"
    id_field: str = "id"
    rows: bool = False
    reader: ReaderName = "parse"


@frozen
class BadRecord:
    """The line, counted from 1, of a record that has no article, and why."""

    line: int
    reason: str


@frozen(kw_only=True)
class Step:
    """What has just been written: a number of records, with the bad ones among them.

    `position` is the byte of the source, as it lies on disk, that has been read up to.
    """

    records: int
    bad: tuple[BadRecord, ...]
    position: int


@frozen(kw_only=True)
class _Done:
    """A portion's lines of the target, and the step that it is."""

    content: bytes
    step: Step


def annotate_corpus(source: Path, target: Path, form: Form, *, processes: int, resumed: Progress) -> Iterator[Step]:
    """Write what the records of `source` hold to `target`, behind what it has `resumed`, and tell each step.

    A step is told after its lines were written; whoever stops in between loses nothing of it. Raises StrangeTargetError
    before the target is changed where it was made from another source or in another form; OSError for a file that
    cannot be read or written; BrokenProcessPool for a worker that was killed; and what `quoteattr.load`
    raises.
    """
    lines = dropwhile(lambda line: line.number <= resumed.line, read_lines(source))
    first = list(islice(lines, 1))
    _check_same(first, resumed.next_record, form)
    with target.open("ab") as written:
        written.truncate(resumed.end)
        for done in _annotated(_portions(chain(first, lines)), form, processes):
            written.write(done.content)
            written.flush()
            yield done.step


def annotate_lines(lines: Sequence[Line], form: Form) -> _Done:
    """What a worker does: the target's lines of a portion of the source's."""
    records = [read_record(line.content, form.text_field, form.id_field) for line in lines]
    outcomes = attribute_each(extractor_of(reader=form.reader), [text for _, text in records])
    content = [
        target_line(line.number, values)
        for line, (identifier, _), outcome in zip(lines, records, outcomes, strict=True)
        for values in _values(identifier, outcome, form)
    ]
    bad = [
        BadRecord(line.number, outcome.reason)
        for line, outcome in zip(lines, outcomes, strict=True)
        if isinstance(outcome, Failed)
    ]
    step = Step(records=len(lines), bad=tuple(bad), position=lines[-1].position)
    return _Done(content=b"".join(content), step=step)


def _values(identifier: Any, outcome: Article | Failed, form: Form) -> list[dict[str, Any]]:
    """What stands in the lines of one record, behind their number."""
    error = outcome.reason if isinstance(outcome, Failed) else None
    if form.rows:
        return [{"error": error, "id": identifier, **row} for row in rows_of(outcome)]
    return [
        {"id": identifier, **outcome.to_dict()} if isinstance(outcome, Article) else {"error": error, "id": identifier}
    ]


def _check_same(first: list[Line], made_of_it: dict[str, Any] | None, form: Form) -> None:
    """Raise StrangeTargetError where what the target has of the first line that is done again is not of its like."""
    if made_of_it is None:
        return
    identifier = read_record(first[0].content, form.text_field, form.id_field)[0] if first else None
    if not first or first[0].number != made_of_it["line"] or identifier != made_of_it.get("id"):
        raise StrangeTargetError(f"its line {made_of_it['line']} was made from another source")
    if form.rows != ("kind" in made_of_it) or made_of_it.get("reader", form.reader) != form.reader:
        raise StrangeTargetError("it was made with other options")


def _portions(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the lines in lists of bounded size."""
    portion: list[Line] = []
    size = 0
    for line in lines:
        portion.append(line)
        size += len(line.content)
        if len(portion) == LINES_AT_A_TIME or size >= BYTES_AT_A_TIME:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _annotated(portions: Iterable[list[Line]], form: Form, processes: int) -> Iterator[_Done]:
    """Yield what was made of each portion, in order; only so many are read ahead."""
    work = partial(annotate_lines, form=form)
    if processes == 1:
        yield from map(work, portions)
        return
    pool = ProcessPoolExecutor(processes, get_context("spawn"), prepare_worker)
    yield from map_in_order(pool, work, portions, ahead=processes * PORTIONS_AHEAD)
