"""A text cut at every edge of what is marked in it: quotations, mentions and cues, however they overlap.

The segments partition the text, so that what is made of them one after the other has lost nothing and doubled nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import pairwise

from attrs import frozen

from quoteattr.types import Article, Cue, Span

__all__ = ["Layer", "Segment", "Use", "cut", "layers_of"]


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
