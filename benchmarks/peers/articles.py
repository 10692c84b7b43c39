"""A peer's answer as an article of quoteattr, so that one scorer reads them all."""

from __future__ import annotations

from quoteattr import Article, Attribution, Cue, LinkKind, Quotation, QuotationKind, Span, Speaker, SpeakerKind

from .placing import place
from .results import Answer, Found, Piece

__all__ = ["article_of"]

MARKS = "\"“”„«»'‘’"


def article_of(text: str, answer: Answer) -> Article:
    """Make the article of `text` that `answer` describes; a quotation that is not found back in it is left out.

    What peers do not tell is filled in: a quotation is direct, a speaker a person, confidence 1 where there is one.
    Of several answers to the same words the first counts.
    """
    if answer.article is not None:
        return Article.from_dict(answer.article)
    spans: dict[tuple[int, int], Found] = {}
    for found in answer.quotations:
        span = _placed(text, found.content, found.content.start)
        if span is not None:
            spans.setdefault(span, found)
    attributions = tuple(
        _attribution(text, number, span, found)
        for number, (span, found) in enumerate(sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])))
    )
    return Article(
        text=text,
        quotations=tuple(attribution.quotation for attribution in attributions),
        attributions=attributions,
        speakers=tuple(dict.fromkeys(a.speaker for a in attributions if a.speaker is not None)),
    )


def _attribution(text: str, number: int, span: tuple[int, int], found: Found) -> Attribution:
    start, end = span
    speaker = _speaker(found)
    # Words that stand beside a quotation in the peer's text stand as far from it in the article.
    shift = start - found.content.start
    mention = _span(text, found.mention, shift)
    cue = _span(text, found.cue, shift)
    inside = (start + (text[start] in MARKS), end - (text[end - 1] in MARKS))
    return Attribution(
        quotation=Quotation(
            span=Span.of(text, start, end),
            kind=QuotationKind.DIRECT,
            quoted=(Span.of(text, *inside),) if inside[0] < inside[1] else (),
            utterance=number,
        ),
        speaker=speaker,
        mention=mention,
        cue=Cue(start=cue.start, end=cue.end, text=cue.text) if cue else None,
        link=LinkKind.EXPLICIT,
        confidence=1.0 if speaker else 0.0,
        evidence="peer",
    )


def _speaker(found: Found) -> Speaker | None:
    name = " ".join((found.speaker or "").split())
    return Speaker(name=name, kind=SpeakerKind.PERSON) if name else None


def _span(text: str, piece: Piece | None, shift: int) -> Span | None:
    span = piece and _placed(text, piece, piece.start + shift)
    return Span.of(text, *span) if span else None


def _placed(text: str, piece: Piece, near: int) -> tuple[int, int] | None:
    """The offsets are taken at their word where the article has the same words there."""
    if piece.text and text[piece.start : piece.end] == piece.text:
        return piece.start, piece.end
    return place(text, piece.text, near)
