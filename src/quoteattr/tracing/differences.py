"""A trace as two sides that can be shown beside each other: the words of the article and those of the document.

In: a `Trace`. Out: the pieces of either side, in order, each with what its words are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from attrs import frozen

from quoteattr.tracing.values import Edit, Trace, Verdict
from quoteattr.types import Span

__all__ = ["Piece", "PieceKind", "count_verdicts", "pieces_of_article", "pieces_of_document"]


class PieceKind(StrEnum):
    """What the words of a piece are."""

    #: The same on both sides.
    SAME = "same"
    #: Other words, or words that the other side lacks, as the article declares.
    DECLARED = "declared"
    #: Other words, or words that the other side lacks, in silence; the sense is the same.
    MINOR = "minor"
    #: Other words, or words that the other side lacks, in silence.
    MAJOR = "major"
    #: What stands between two spans of the document, left out here.
    GAP = "gap"


@frozen
class Piece:
    """Words of one side, and what they are."""

    words: str
    kind: PieceKind


def pieces_of_article(trace: Trace) -> tuple[Piece, ...]:
    """The quoted part in pieces; put together they are its words."""
    return tuple(_pieces(trace.part, [(edit.article, edit) for edit in trace.edits]))


def pieces_of_document(trace: Trace) -> tuple[Piece, ...]:
    """What the document has, in pieces: its spans, in the article's order, with a gap between two."""
    pieces: list[Piece] = []
    for number, span in enumerate(trace.spans):
        if number:
            pieces.append(Piece(" … ", PieceKind.GAP))
        pieces += _pieces(span, [(edit.document, edit) for edit in trace.edits])
    return tuple(pieces)


def _pieces(span: Span, differing: Sequence[tuple[Span, Edit]]) -> Iterator[Piece]:
    """Cut `span` at what differs in it, and leave out what stands elsewhere."""
    at = span.start
    for other, edit in sorted(differing, key=lambda pair: (pair[0].start, pair[0].end)):
        start, end = max(other.start, at), min(other.end, span.end)
        if start < end:
            if at < start:
                yield _piece(span, at, start, PieceKind.SAME)
            yield _piece(span, start, end, _kind(edit))
            at = end
    if at < span.end:
        yield _piece(span, at, span.end, PieceKind.SAME)


def _piece(span: Span, start: int, end: int, kind: PieceKind) -> Piece:
    return Piece(span.text[start - span.start : end - span.start], kind)


def _kind(edit: Edit) -> PieceKind:
    if edit.declared:
        return PieceKind.DECLARED
    return PieceKind.MINOR if edit.minor else PieceKind.MAJOR


def count_verdicts(traces: Sequence[Trace]) -> tuple[tuple[str, int], ...]:
    """Count the traces of each verdict that there are, the gravest last."""
    counts = [(verdict.value, sum(trace.verdict is verdict for trace in traces)) for verdict in Verdict]
    return tuple((name, count) for name, count in counts if count)
