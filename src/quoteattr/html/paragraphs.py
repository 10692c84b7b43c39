"""The text of a page: its paragraphs, each a run of pieces with what opens and closes at every one.

The text is cut at every edge of what is marked in it: quotations, mentions and cues, however they overlap. The segments
partition it, so that what is made of them one after the other has lost nothing and doubled nothing.

Where two marked stretches cross, the inner one is closed with the outer one and opened again after it, so that any
stretches make well nested elements.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import pairwise

from attrs import frozen

from quoteattr.html.cards import Entry
from quoteattr.types import Article, Cue, QuotationKind, Span
from quoteattr.values import Passage, PassageKind

__all__ = ["Layer", "Opening", "Piece", "Segment", "ShownParagraph", "Use", "cut", "layers_of", "show_text"]

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


class Use(Enum):
    """What a marked stretch is, the outer one first where two are of the same extent."""

    QUOTATION = "quotation"
    MENTION = "mention"
    CUE = "cue"


@frozen(kw_only=True)
class Layer:
    """A marked stretch, `start` to `end` in characters, half-open; `quotation` is the index of the one it belongs to.

    A mention or cue that several quotations share belongs to the first of them.
    """

    start: int
    end: int
    use: Use
    quotation: int


@frozen(kw_only=True)
class Segment:
    """A stretch, `start` to `end` in characters, half-open, and the layers that all of it is in, outermost first."""

    start: int
    end: int
    layers: tuple[Layer, ...]


def layers_of(article: Article) -> tuple[Layer, ...]:
    """Every quotation, mention and cue of `article`, each stretch once, outer ones before inner ones; none is empty."""
    first: dict[tuple[Use, int, int], Layer] = {}
    for use, span, quotation in _marked(article):
        if span is not None and span.start < span.end:
            # Two quotations of the same extent are two layers, since each has a place to link to.
            key = (use, span.start, quotation if use is Use.QUOTATION else span.end)
            first.setdefault(key, Layer(start=span.start, end=span.end, use=use, quotation=quotation))
    return tuple(sorted(first.values(), key=_outer_first))


def cut(length: int, layers: Sequence[Layer], edges: Iterable[int] = ()) -> tuple[Segment, ...]:
    """Cut a text of `length` characters at the edges of `layers` (sorted as by `layers_of`) and at `edges`.

    The segments are in order, none is empty, and each begins where the one before it ends. Takes time linear in the
    sum of their layers, after sorting.
    """
    inner = {at for layer in layers for at in (layer.start, layer.end)} | set(edges)
    bounds = sorted({0, length} | {at for at in inner if 0 < at < length})
    upcoming = iter(layers)
    following = next(upcoming, None)
    segments: list[Segment] = []
    open_layers: list[Layer] = []
    for start, end in pairwise(bounds):
        open_layers = [layer for layer in open_layers if layer.end > start]
        while following is not None and following.start <= start:
            open_layers.append(following)
            following = next(upcoming, None)
        segments.append(Segment(start=start, end=end, layers=tuple(open_layers)))
    return tuple(segments)


def _marked(article: Article) -> Iterator[tuple[Use, Span | Cue | None, int]]:
    number_of = {}
    for number, quotation in enumerate(article.quotations):
        yield Use.QUOTATION, quotation.span, number
        number_of[quotation] = number
    for attribution in article.attributions:
        number = number_of[attribution.quotation]
        yield Use.MENTION, attribution.mention, number
        yield Use.CUE, attribution.cue, number


_DEPTH = {use: depth for depth, use in enumerate(Use)}


def _outer_first(layer: Layer) -> tuple[int, int, int, int]:
    return layer.start, -layer.end, _DEPTH[layer.use], layer.quotation
