"""Decisions on quotations, in marks and without: is it speech, whose, by which words, in what role, from what source.

A gold string in marks counts as found where a direct or mixed quotation has a quoted part over half of it. Every other
quoted part in double marks that touches no gold string is a false alarm; single marks are not in every gold, so they
are not. A report without marks is found where a quotation of any kind has an intersection over union of half or more
with it; what is found besides is no false alarm, since not every gold has all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from attrs import frozen

from quoteattr.evaluation.corpora import Accepted, Extent, GoldArticle, GoldReport, GoldString
from quoteattr.evaluation.measures.decisions import Decision, is_close_phrase, is_like_name, is_same_name, is_within
from quoteattr.evaluation.measures.figures import intersection_over_union, overlap, pair_up, trimmed
from quoteattr.types import Article, Attribution, LinkKind, QuotationKind

__all__ = ["decide_relations", "decide_strings", "decide_unmarked"]

_DOUBLE_MARKS = frozenset('“”"„«»')
_PERSONS = frozenset(["person", "unnamed", None])

Comparison = Callable[[str, str], bool]


def _is_same_outlet(answer: str, accepted: str) -> bool:
    return is_close_phrase(answer, accepted) or is_like_name(answer, accepted, of_person=False)


@frozen
class _Field:
    """A field of the gold that is scored by precision and recall: where its answer stands, and when it is right."""

    name: str
    answer: Callable[[Attribution], str | None]
    is_right: Comparison


_FIELDS = (
    _Field("role", lambda a: a.role.title.text if a.role and a.role.title else None, is_close_phrase),
    _Field(
        "organization", lambda a: a.role.organization.text if a.role and a.role.organization else None, is_close_phrase
    ),
    _Field("source_kind", lambda a: a.source.kind.value if a.source and a.source.kind else None, is_same_name),
    _Field("source_name", lambda a: a.source.name.text if a.source and a.source.name else None, _is_same_outlet),
    _Field("source_date", lambda a: a.source.date.text if a.source and a.source.date else None, is_same_name),
)
# Fields of which it is only asked whether the gold's answer was found.
_WORDINGS = (
    _Field("mention", lambda a: a.mention.text if a.mention else None, is_within),
    _Field("cue", lambda a: a.cue.text if a.cue else None, is_within),
)


@frozen
class _Spoken:
    """A quoted part that the system takes for speech, and the character before it."""

    extent: Extent
    attribution: Attribution
    mark: str


def decide_strings(gold: GoldArticle, article: Article) -> Iterator[Decision]:
    """Yield the decisions on the strings of `gold`, if it has any, and on what `article` found besides."""
    if not gold.strings:
        return
    spoken = _spoken(article)
    used: set[int] = set()
    for string in gold.strings:
        index = _best(spoken, string.extent)
        attribution = spoken[index].attribution if index is not None else None
        if index is not None:
            used.add(index)
        if not string.is_disputed:
            decisions = _on_speech if string.is_speech else _on_other
            yield from decisions(string, attribution, partial(Decision, article=gold.id, extent=string.extent))
    for index, part in enumerate(spoken):
        touched = any(overlap(part.extent, string.extent) for string in gold.strings)
        if index not in used and part.mark in _DOUBLE_MARKS and not touched:
            yield Decision(
                article=gold.id,
                field="detection",
                extent=part.extent,
                right=0.0,
                predicted=True,
                answer=part.attribution.quotation.kind.value,
            )


def _spoken(article: Article) -> list[_Spoken]:
    return [
        _Spoken((part.start, part.end), attribution, article.text[part.start - 1] if part.start else " ")
        for attribution in article.attributions
        if attribution.quotation.kind in (QuotationKind.DIRECT, QuotationKind.MIXED)
        for part in attribution.quotation.quoted
    ]


def _best(spoken: Sequence[_Spoken], string: Extent) -> int | None:
    """Find the part with the most of the string, if that is half of it."""
    best = max(range(len(spoken)), key=lambda index: overlap(spoken[index].extent, string), default=None)
    if best is None or 2 * overlap(spoken[best].extent, string) < string[1] - string[0]:
        return None
    return best


def _on_other(
    string: GoldString, attribution: Attribution | None, decide: Callable[..., Decision]
) -> Iterator[Decision]:
    """Decide on a string that is nobody's speech: whatever is said of it counts against precision."""
    kinds = string.kinds
    answer = attribution.quotation.kind.value if attribution else None
    yield decide(field="not_speech", expected=True, right=float(attribution is None), accepted=kinds, answer=answer)
    if attribution is None:
        return
    yield decide(field="detection", predicted=True, right=0.0, accepted=kinds, answer=answer)
    if attribution.speaker is not None:
        name, confidence = attribution.speaker.name, attribution.confidence
        yield decide(field="speaker", predicted=True, right=0.0, accepted=(None,), answer=name, confidence=confidence)
    for field in _FIELDS:
        answer = field.answer(attribution)
        if answer is not None:
            yield decide(field=field.name, predicted=True, right=0.0, accepted=(None,), answer=answer)


def _on_speech(
    string: GoldString, attribution: Attribution | None, decide: Callable[..., Decision]
) -> Iterator[Decision]:
    found, kinds = attribution is not None, string.kinds
    kind = attribution.quotation.kind.value if attribution else None
    yield decide(field="detection", expected=True, predicted=found, right=float(found), accepted=kinds, answer=kind)
    if found and "kind" in string.accepted:
        yield decide(
            field="kind", expected=True, predicted=True, right=float(kind in kinds), accepted=kinds, answer=kind
        )
    yield from _on_speaker(string, attribution, decide)
    for field in _WORDINGS:
        accepted = string.accepted.get(field.name, (None,))
        if None not in accepted:
            answer = field.answer(attribution) if attribution else None
            right = _accepts(accepted, answer, field.is_right)
            yield decide(field=field.name, expected=True, right=float(right), accepted=accepted, answer=answer)
    for field in _FIELDS:
        annotated = string.accepted.get(field.name)
        if annotated is None:
            continue
        answer = field.answer(attribution) if attribution else None
        expected, predicted = None not in annotated, answer is not None
        if expected or predicted:
            yield decide(
                field=field.name,
                expected=expected,
                predicted=predicted,
                right=float(_accepts(annotated, answer, field.is_right)),
                accepted=annotated,
                answer=answer,
            )


def _on_speaker(
    string: GoldString, attribution: Attribution | None, decide: Callable[..., Decision]
) -> Iterator[Decision]:
    """Decide on the speaker; a missing one is not counted where the gold accepts that nobody can be inferred."""
    accepted = string.accepted.get("speaker", (None,))
    names = tuple(name for name in accepted if name is not None)
    answer = attribution.speaker.name if attribution and attribution.speaker else None
    if not names or (None in accepted and attribution is not None and answer is None):
        return
    of_person = set(string.accepted.get("speaker_type", (None,))) <= _PERSONS
    comparisons: dict[str, Comparison] = {
        "speaker": partial(is_like_name, of_person=of_person),
        "speaker_strict": is_same_name,
    }
    for field, is_right in comparisons.items():
        yield decide(
            field=field,
            expected=True,
            predicted=answer is not None,
            right=float(_accepts(names, answer, is_right)),
            accepted=accepted,
            answer=answer,
            confidence=attribution.confidence if attribution and answer is not None else None,
        )


def _accepts(accepted: Accepted, answer: str | None, is_right: Comparison) -> bool:
    return answer is not None and any(is_right(answer, one) for one in accepted if one is not None)


def decide_unmarked(gold: GoldArticle, article: Article) -> Iterator[Decision]:
    """Yield the decisions on each report of `gold`: whether it was found, and whether its speaker is right.

    Where speakers were not annotated, or nobody can be inferred, the second is not asked.
    """
    for report in gold.reports:
        found = _found(report, article)
        yield Decision(
            article=gold.id,
            field=f"{report.kind}_found",
            extent=report.extent,
            right=float(found is not None),
            expected=True,
            accepted=(report.kind,),
            answer=found.quotation.kind.value if found else None,
        )
        names = [name for name in report.speaker if name is not None]
        if not names:
            continue
        answer = found.speaker.name if found and found.speaker else None
        yield Decision(
            article=gold.id,
            field=f"{report.kind}_speaker",
            extent=report.extent,
            right=float(answer is not None and any(_is_named(answer, name) for name in names)),
            expected=True,
            accepted=report.speaker,
            answer=answer,
        )


def _found(report: GoldReport, article: Article) -> Attribution | None:
    best, found = 0.0, None
    for attribution in article.attributions:
        span = attribution.quotation.span
        shared = intersection_over_union((span.start, span.end), report.extent)
        if shared > best:
            best, found = shared, attribution
    return found if best >= 0.5 else None


def _is_named(name: str, accepted: str) -> bool:
    return is_like_name(name, accepted, of_person=False) or is_like_name(name, accepted)


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
