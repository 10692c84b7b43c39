"""The text of a page: its paragraphs, each a run of pieces with what opens and closes at every one.

Where two marked stretches cross, the inner one is closed with the outer one and opened again after it, so that any
stretches make well nested elements.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from quoteattr.html.cards import Entry
from quoteattr.html.segments import Layer, Segment, Use, cut, layers_of
from quoteattr.types import Article, QuotationKind
from quoteattr.values import Passage, PassageKind

__all__ = ["Opening", "Piece", "ShownParagraph", "show_text"]

STANDFIRST = "standfirst"


@frozen(kw_only=True)
class Opening:
    """The beginning of a marked stretch: its `use`, the `entry` it belongs to, and whether its `first` words follow."""

    use: str
    entry: Entry
    first: bool


@frozen(kw_only=True)
class Piece:
    """So many elements to close, then some to open, then words."""

    closes: int
    opens: tuple[Opening, ...]
    words: str


@frozen(kw_only=True)
class ShownParagraph:
    """A paragraph: its `pieces`, how many elements its end `closes`, and the block quotation that is all of it.

    `kind` is the passage's as a key, `list-item`; a headline below the first is a `standfirst`.
    """

    pieces: tuple[Piece, ...]
    closes: int
    kind: str
    block: Entry | None


def show_text(article: Article, passages: Sequence[Passage], entries: Sequence[Entry]) -> tuple[ShownParagraph, ...]:
    """Cut the `passages` of `article` into pieces; `entries` has the entry of each quotation at its index.

    The words of a paragraph's pieces are its passage's text, and between passages is nothing to be seen.
    """
    edges = [at for passage in passages for at in (passage.start, passage.end)]
    segments = cut(len(article.text), layers_of(article), edges)
    begins = [segment.start for segment in segments]
    runs = [segments[bisect_left(begins, passage.start) : bisect_left(begins, passage.end)] for passage in passages]
    # Where a stretch is first seen, which is not at its start if that is in the blank lines before a paragraph.
    seen_at = {layer: segment.start for run in reversed(runs) for segment in reversed(run) for layer in segment.layers}
    return tuple(
        ShownParagraph(
            pieces=tuple(_pieces(article.text, run, entries, seen_at)),
            closes=len(run[-1].layers),
            kind=_kind(passage, place),
            block=_block(run, entries),
        )
        for place, (passage, run) in enumerate(zip(passages, runs, strict=True))
    )


def _kind(passage: Passage, place: int) -> str:
    """Name the kind of the passage at `place`; a page has one headline, and what else leads stands below it."""
    if passage.kind is PassageKind.HEADLINE and place > 0:
        return STANDFIRST
    return passage.kind.value.replace(" ", "-")


def _pieces(
    text: str, segments: Sequence[Segment], entries: Sequence[Entry], seen_at: Mapping[Layer, int]
) -> Iterator[Piece]:
    """Yield a paragraph's segments with what each opens and closes, nothing being open before the first."""
    before: tuple[Layer, ...] = ()
    for segment in segments:
        kept = _common(before, segment.layers)
        yield Piece(
            closes=len(before) - kept,
            opens=tuple(
                Opening(use=layer.use.value, entry=entries[layer.quotation], first=seen_at[layer] == segment.start)
                for layer in segment.layers[kept:]
            ),
            words=text[segment.start : segment.end],
        )
        before = segment.layers


def _common(left: Sequence[Layer], right: Sequence[Layer]) -> int:
    """Count the layers that two segments share from the outermost on."""
    pairs = zip(left, right, strict=False)
    return next((depth for depth, (one, other) in enumerate(pairs) if one != other), min(len(left), len(right)))


def _block(segments: Sequence[Segment], entries: Sequence[Entry]) -> Entry | None:
    """Find the block quotation that every segment of a paragraph is in."""
    shared = [layer for layer in segments[0].layers if all(layer in segment.layers for segment in segments)]
    within = (entries[layer.quotation] for layer in shared if layer.use is Use.QUOTATION)
    return next((entry for entry in within if entry.quotation.kind is QuotationKind.BLOCK), None)
