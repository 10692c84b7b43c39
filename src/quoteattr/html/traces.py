"""What a page says of traces: the quotation and its source side by side, with what differs marked on both sides."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from quoteattr.html.cards import Entry
from quoteattr.tracing.differences import Piece, count_verdicts, pieces_of_article, pieces_of_document
from quoteattr.tracing.values import Trace, TracedSpeaker

__all__ = ["Side", "TraceRow", "TracesShown", "show_traces"]


@frozen(kw_only=True)
class Side:
    """One side of a row: its words in pieces, and whose words they are there, as far as that is known."""

    pieces: tuple[Piece, ...]
    speaker: str | None


@frozen(kw_only=True)
class TraceRow:
    """A row: a trace with its two sides, and the entry of its quotation, if the article shows it as one."""

    trace: Trace
    entry: Entry | None
    article: Side
    document: Side

    @property
    def by_another(self) -> bool:
        """Whether the document gives the words to somebody else."""
        return self.trace.speaker is TracedSpeaker.ANOTHER


@frozen(kw_only=True)
class TracesShown:
    """All that a page shows of traces: the rows, and how many of them have which verdict."""

    rows: tuple[TraceRow, ...]
    verdicts: tuple[tuple[str, int], ...]


def show_traces(traces: Sequence[Trace], entries: Sequence[Entry]) -> TracesShown:
    """Make a row of each trace, and count; `entries` are those of the article's quotations."""
    entry_of = {entry.quotation: entry for entry in reversed(entries)}
    rows = [_row(trace, None if trace.quotation is None else entry_of.get(trace.quotation)) for trace in traces]
    return TracesShown(rows=tuple(rows), verdicts=count_verdicts(traces))


def _row(trace: Trace, entry: Entry | None) -> TraceRow:
    said = None if entry is None or entry.attribution is None else entry.attribution.speaker
    theirs = None if trace.attribution is None else trace.attribution.speaker
    return TraceRow(
        trace=trace,
        entry=entry,
        article=Side(pieces=pieces_of_article(trace), speaker=None if said is None else said.name),
        document=Side(pieces=pieces_of_document(trace), speaker=trace.label if theirs is None else theirs.name),
    )
