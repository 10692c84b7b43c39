"""Decisions on source-cue-content relations, as PARC and PolNeAR annotate them.

An utterance that its cue interrupts, or that runs over paragraphs, counts piece by piece. Pieces are paired one to one
with predicted quotations, nested ones left out since the guides annotate the outermost report only, and compared but
for marks and stops at their ends. Exact and partial spans are those of Pareti et al. (EMNLP 2013, D13-1101), here in
characters: partial precision is the mean share of a predicted span that a gold piece covers, recall the other way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from quoteattr.evaluation.decisions import Decision, Extent
from quoteattr.evaluation.extents import intersection_over_union, overlap, pair_up, trimmed
from quoteattr.evaluation.gold import GoldArticle
from quoteattr.types import Article, Attribution, LinkKind, QuotationKind

__all__ = ["decide_relations"]

_MARKS = ("“", "”", '"', "''")


@frozen
class _Piece:
    extent: Extent
    source: tuple[Extent, ...]


@frozen
class _Found:
    extent: Extent
    attribution: Attribution

    @property
    def mention(self) -> str | None:
        return self.attribution.mention.text if self.attribution.mention else None

    @property
    def is_marked(self) -> bool:
        quotation = self.attribution.quotation
        return quotation.kind in (QuotationKind.DIRECT, QuotationKind.MIXED) or bool(quotation.quoted)


def decide_relations(gold: GoldArticle, article: Article) -> Iterator[Decision]:
    """Yield the decisions on the pieces of content in `gold`, if it has relations, and on what else was found."""
    if gold.relations is None:
        return
    trimmed_pieces = (
        _Piece(trimmed(gold.text, content), relation.source)
        for relation in gold.relations
        for content in relation.content
    )
    pieces = [piece for piece in trimmed_pieces if piece.extent[1] > piece.extent[0]]
    outermost = (
        _Found(trimmed(gold.text, (a.quotation.span.start, a.quotation.span.end)), a)
        for a in article.attributions
        if a.quotation.parent is None
    )
    found = [one for one in outermost if one.extent[1] > one.extent[0]]
    for decision in (*_on_pairs(pieces, found), *_on_shares(pieces, found), *_on_marked(gold.text, pieces, found)):
        field, extent, right, expected, predicted, accepted, answer = decision
        yield Decision(
            article=gold.id,
            field=field,
            extent=extent,
            right=right,
            expected=expected,
            predicted=predicted,
            accepted=tuple(gold.text[start:end] for start, end in accepted),
            answer=answer,
        )


# A field, what it is about, how far right, whether expected and predicted, the accepted pieces and the answer.
_Row = tuple[str, Extent, float, bool, bool, tuple[Extent, ...], str | None]


def _on_pairs(pieces: Sequence[_Piece], found: Sequence[_Found]) -> Iterator[_Row]:
    """Decide whether the content is exact, and linked: half of it or more, and the right source."""
    pairs = pair_up([piece.extent for piece in pieces], [one.extent for one in found])
    for index, piece in enumerate(pieces):
        if not piece.source:
            continue  # reported by nobody: neither asked for nor held against who finds it
        one = found[pairs[index]] if index in pairs else None
        exact = one is not None and one.extent == piece.extent
        linked = (
            one is not None
            and intersection_over_union(one.extent, piece.extent) >= 0.5
            and _is_linked(one.attribution, piece)
        )
        answer = one.mention if one else None
        yield "content_exact", piece.extent, float(exact), True, one is not None, (piece.extent,), answer
        yield "relation_linked", piece.extent, float(linked), True, one is not None, piece.source, answer
    for index, one in enumerate(found):
        if index not in pairs.values():
            yield "content_exact", one.extent, 0.0, False, True, (), one.mention
            yield "relation_linked", one.extent, 0.0, False, True, (), one.mention


def _on_shares(pieces: Sequence[_Piece], found: Sequence[_Found]) -> Iterator[_Row]:
    """Decide what share of each piece was found, and what share of each found span is content."""
    pairs = pair_up([piece.extent for piece in pieces], [one.extent for one in found])
    of_nobody = {j for i, j in pairs.items() if not pieces[i].source}
    for piece in pieces:
        if piece.source:
            share = _best_share(piece.extent, [one.extent for one in found])
            yield "content_partial", piece.extent, share, True, False, (piece.extent,), None
    for index, one in enumerate(found):
        if index not in of_nobody:
            share = _best_share(one.extent, [piece.extent for piece in pieces])
            yield "content_partial", one.extent, share, False, True, (), one.mention


def _best_share(extent: Extent, others: Sequence[Extent]) -> float:
    return max((overlap(extent, other) for other in others), default=0) / (extent[1] - extent[0])


def _on_marked(text: str, pieces: Sequence[_Piece], found: Sequence[_Found]) -> Iterator[_Row]:
    """Decide on the pieces with quotation marks, by the best overlapping span alone."""
    linked: set[int] = set()
    for piece in pieces:
        start, end = piece.extent
        if not piece.source or not any(mark in text[max(0, start - 2) : end + 2] for mark in _MARKS):
            continue
        index = _most_overlapping(piece.extent, found)
        mention = found[index].mention if index is not None else None
        right = index is not None and _is_linked(found[index].attribution, piece)
        if index is not None and right:
            linked.add(index)
        yield "quoted_found", piece.extent, float(index is not None), True, False, (piece.extent,), mention
        yield "quoted_linked", piece.extent, float(right), True, False, piece.source, mention
    for index, one in enumerate(found):
        if one.is_marked:
            yield "quoted_precision", one.extent, float(index in linked), False, True, (), one.mention


def _most_overlapping(extent: Extent, found: Sequence[_Found]) -> int | None:
    """Find the span with the most of `extent`, if half of the shorter of both is shared."""
    best = max(
        range(len(found)),
        key=lambda index: (
            overlap(found[index].extent, extent),
            intersection_over_union(found[index].extent, extent),
        ),
        default=None,
    )
    if best is None:
        return None
    span = found[best].extent
    return best if 2 * overlap(span, extent) >= min(extent[1] - extent[0], span[1] - span[0]) else None


def _is_linked(attribution: Attribution, piece: _Piece) -> bool:
    """Whether the mention is within a gold source, or they have half of their characters in common."""
    mention = _mention(attribution, piece.extent)
    if mention is None or mention[1] <= mention[0]:
        return False
    length = mention[1] - mention[0]
    return any(
        shared and (shared == length or 4 * shared >= length + source[1] - source[0])
        for source in piece.source
        for shared in (overlap(mention, source),)
    )


def _mention(attribution: Attribution, piece: Extent) -> Extent | None:
    """Take the mention or, of an implicit link, the last words before the quotation that stand for its speaker."""
    if attribution.mention is not None:
        return attribution.mention.start, attribution.mention.end
    if attribution.link is not LinkKind.IMPLICIT or attribution.speaker is None:
        return None
    before = [m for m in attribution.speaker.mentions if m.start < attribution.quotation.span.start]
    return (before[-1].start, before[-1].end) if before and before[-1].start < piece[0] else None
