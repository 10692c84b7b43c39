"""What always holds of an extracted article, on any text at all (DESIGN: what always holds)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from quoteattr import Article, Cue, LinkKind, Quotation, QuotationKind, Role, Span

__all__ = ["assert_what_always_holds", "spans_of"]

IN_MARKS = frozenset({QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.SCARE})


def assert_what_always_holds(article: Article, text: str) -> None:
    """Check `article`, which was extracted from `text`."""
    assert article.text == text
    for span in spans_of(article):
        assert 0 <= span.start <= span.end <= len(text)
        assert text[span.start : span.end] == span.text
    _assert_quotations(article)
    _assert_attributions(article)
    _assert_speakers(article)
    assert Article.from_json(article.to_json()) == article
    rows = article.to_rows()
    assert len(rows) == len(article.attributions)
    assert all(isinstance(cell, str | int | float | None) for row in rows for cell in row.values())


def spans_of(article: Article) -> Iterator[Span | Cue]:
    """Every span that an article holds."""
    for quotation in article.quotations:
        yield from (quotation.span, *quotation.quoted)
    for attribution in article.attributions:
        source = attribution.source
        found = (attribution.mention, attribution.cue, *_of_role(attribution.role))
        yield from (span for span in found if span is not None)
        yield from (span for span in (source and source.name, source and source.date) if span is not None)
    for speaker in article.speakers:
        yield from speaker.mentions
        yield from (span for role in speaker.roles for span in _of_role(role) if span is not None)
    if article.provenance is not None:
        origin = article.provenance
        found = (origin.agency, origin.dateline, origin.place, origin.date, origin.byline)
        yield from (span for span in found if span is not None)


def _of_role(role: Role | None) -> tuple[Span | None, ...]:
    return () if role is None else (role.title, role.organization)


def _assert_quotations(article: Article) -> None:
    """Sorted, each once, none empty; nested or apart, the nested ones with a parent; a quoted part has one owner."""
    quotations = article.quotations
    order = [(quotation.span.start, -quotation.span.end) for quotation in quotations]
    assert order == sorted(set(order))
    around: list[tuple[int, Quotation]] = []
    for number, quotation in enumerate(quotations):
        assert quotation.span.start < quotation.span.end
        around = [(n, outer) for n, outer in around if outer.span.end > quotation.span.start]
        assert all(quotation.span.end <= outer.span.end for _, outer in around)
        assert quotation.parent == (around[-1][0] if around else None)
        around.append((number, quotation))
        assert bool(quotation.quoted) == (quotation.kind in IN_MARKS)
        for quoted in quotation.quoted:
            assert quotation.span.start <= quoted.start <= quoted.end <= quotation.span.end
        for before, after in pairwise(quotation.quoted):
            assert before.end <= after.start
    parts = [quoted for quotation in quotations for quoted in quotation.quoted]
    assert len(parts) == len(set(parts))


def _assert_attributions(article: Article) -> None:
    """One for every quotation but the scare ones; what is never None; confidence with four digits."""
    spoken = [quotation for quotation in article.quotations if quotation.kind is not QuotationKind.SCARE]
    assert [attribution.quotation for attribution in article.attributions] == spoken
    for attribution in article.attributions:
        assert 0 <= attribution.confidence <= 1
        assert attribution.confidence == round(attribution.confidence, 4)
        assert attribution.evidence
        assert (attribution.link is LinkKind.IMPLICIT) == (attribution.mention is None)
    for one in article.quotations:
        attribution = article.attribution_of(one)
        assert (attribution is None) == (one.kind is QuotationKind.SCARE)
        assert attribution is None or attribution.quotation == one


def _assert_speakers(article: Article) -> None:
    """Those of the attributions, by first appearance; their mentions in text order, with those of the attributions."""
    speakers = [attribution.speaker for attribution in article.attributions if attribution.speaker is not None]
    assert list(dict.fromkeys(speakers)) == list(article.speakers)
    for speaker in article.speakers:
        places = [(mention.start, mention.end) for mention in speaker.mentions]
        assert places == sorted(set(places))
    for attribution in article.attributions:
        if attribution.speaker is not None and attribution.mention is not None:
            assert attribution.mention in attribution.speaker.mentions
