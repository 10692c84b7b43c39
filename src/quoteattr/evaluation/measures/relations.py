"""Decisions on source-cue-content relations, as PARC and PolNeAR annotate them.

An utterance that its cue interrupts, or that runs over paragraphs, counts piece by piece. Pieces are paired one to one
with predicted quotations, nested ones left out since the guides annotate the outermost report only, and compared but
for marks and stops at their ends. Exact and partial spans are those of Pareti et al. (EMNLP 2013, D13-1101), here in
characters: partial precision is the mean share of a predicted span that a gold piece covers, recall the other way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from quoteattr.evaluation.corpora import Extent, GoldArticle
from quoteattr.evaluation.measures.decisions import Decision
from quoteattr.evaluation.measures.figures import intersection_over_union, overlap, pair_up, trimmed
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
    for row in (*_on_pairs(pieces, found), *_on_shares(pieces, found), *_on_marked(gold.text, pieces, found)):
        yield Decision(
            article=gold.id,
            field=row.field,
            extent=row.extent,
            right=float(row.right),
            expected=row.expected,
            predicted=row.predicted,
            accepted=tuple(gold.text[start:end] for start, end in row.accepted),
            answer=None if row.answer is None else gold.text[slice(*row.answer)],
        )


@frozen(kw_only=True)
class _Row:
    """A decision before its answers are cut from the text."""

    field: str
    extent: Extent
    right: float
    expected: bool = False
    predicted: bool = False
    accepted: tuple[Extent, ...] = ()
    answer: Extent | None = None


def _on_pairs(pieces: Sequence[_Piece], found: Sequence[_Found]) -> Iterator[_Row]:
    """Decide whether the content is exact, and linked: half of it or more, and the right source."""
    pairs = pair_up([piece.extent for piece in pieces], [one.extent for one in found])
    for index, piece in enumerate(pieces):
        if not piece.source:
            continue  # reported by nobody: neither asked for nor held against who finds it
        one = found[pairs[index]] if index in pairs else None
        is_half = one is not None and intersection_over_union(one.extent, piece.extent) >= 0.5
        yield _Row(
            field="content_exact",
            extent=piece.extent,
            right=one is not None and one.extent == piece.extent,
            expected=True,
            predicted=one is not None,
            accepted=(piece.extent,),
            answer=one.extent if one else None,
        )
        yield _Row(
            field="relation_linked",
            extent=piece.extent,
            right=one is not None and is_half and _is_linked(one.attribution, piece),
            expected=True,
            predicted=one is not None,
            accepted=piece.source,
            answer=_mention(one.attribution, piece.extent) if one and is_half else None,
        )
    for index, one in enumerate(found):
        if index not in pairs.values():
            yield _Row(field="content_exact", extent=one.extent, right=0.0, predicted=True, answer=one.extent)
            mention = _mention(one.attribution, one.extent)
            yield _Row(field="relation_linked", extent=one.extent, right=0.0, predicted=True, answer=mention)


def _on_shares(pieces: Sequence[_Piece], found: Sequence[_Found]) -> Iterator[_Row]:
    """Decide what share of each piece was found, and what share of each found span is content."""
    of_gold, of_system = [piece.extent for piece in pieces], [one.extent for one in found]
    of_nobody = {j for i, j in pair_up(of_gold, of_system).items() if not pieces[i].source}
    for piece in pieces:
        if piece.source:
            other = _covering(piece.extent, of_system)
            yield _Row(
                field="content_partial",
                extent=piece.extent,
                right=_share(piece.extent, other),
                expected=True,
                accepted=(piece.extent,),
                answer=other,
            )
    for index, span in enumerate(of_system):
        if index not in of_nobody:
            other = _covering(span, of_gold)
            yield _Row(
                field="content_partial",
                extent=span,
                right=_share(span, other),
                predicted=True,
                accepted=() if other is None else (other,),
                answer=span,
            )


def _covering(extent: Extent, others: Sequence[Extent]) -> Extent | None:
    """Find the one of `others` that covers most of `extent`, if any does."""
    best = max(others, key=lambda other: overlap(extent, other), default=None)
    return best if best is not None and overlap(extent, best) else None


def _share(extent: Extent, other: Extent | None) -> float:
    return 0.0 if other is None else overlap(extent, other) / (extent[1] - extent[0])


def _on_marked(text: str, pieces: Sequence[_Piece], found: Sequence[_Found]) -> Iterator[_Row]:
    """Decide on the pieces with quotation marks, by the best overlapping span alone."""
    linked: set[int] = set()
    sources: dict[int, tuple[Extent, ...]] = {}
    for piece in pieces:
        start, end = piece.extent
        if not piece.source or not any(mark in text[max(0, start - 2) : end + 2] for mark in _MARKS):
            continue
        index = _most_overlapping(piece.extent, found)
        one = found[index] if index is not None else None
        right = one is not None and _is_linked(one.attribution, piece)
        if index is not None:
            sources[index] = piece.source
            linked |= {index} if right else set()
        yield _Row(
            field="quoted_found",
            extent=piece.extent,
            right=one is not None,
            expected=True,
            accepted=(piece.extent,),
            answer=one.extent if one else None,
        )
        yield _Row(
            field="quoted_linked",
            extent=piece.extent,
            right=right,
            expected=True,
            accepted=piece.source,
            answer=_mention(one.attribution, piece.extent) if one else None,
        )
    for index, one in enumerate(found):
        if one.is_marked:
            yield _Row(
                field="quoted_precision",
                extent=one.extent,
                right=index in linked,
                predicted=True,
                accepted=sources.get(index, ()),
                answer=_mention(one.attribution, one.extent),
            )


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
