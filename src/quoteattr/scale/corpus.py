"""A JSON Lines file of articles to a JSON Lines file of what is found in them, on all cores and in bounded memory.

Every record of the source, a line that is not blank, has its place in the target, in the same order: an article (or its
rows), or the error that it costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain, dropwhile, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from attrs import frozen

from quoteattr.scale.processes import map_in_order, prepare_worker
from quoteattr.scale.records import Line, Progress, StrangeTargetError, read_lines, read_record, target_line
from quoteattr.scale.workers import Failed, attribute_each, extractor_of, rows_of
from quoteattr.types import Article

__all__ = ["BadRecord", "Form", "Step", "annotate_corpus"]

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
    reader: str = "parse"


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
