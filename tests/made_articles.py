"""Articles and gold made by hand, for tests of what scores them."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from quoteattr import (
    Article,
    Attribution,
    Cue,
    LinkKind,
    Quotation,
    QuotationKind,
    Role,
    Source,
    SourceKind,
    Span,
    Speaker,
    SpeakerKind,
)
from quoteattr.evaluation import GoldString

__all__ = ["Said", "extent_of", "made_article", "made_string"]

_MARKS = {"“": "”", '"': '"', "‘": "’", "'": "'"}


@frozen(kw_only=True)
class Said:
    """A quotation and what is said of it, each by its words, which stand once in the text."""

    words: str
    kind: str = "direct"
    speaker: str | None = None
    mention: str | None = None
    cue: str | None = None
    title: str | None = None
    organization: str | None = None
    source_kind: str | None = None
    source_name: str | None = None
    source_date: str | None = None
    parent: int | None = None
    speaker_mentions: tuple[str, ...] = ()
    confidence: float = 0.5


def extent_of(text: str, words: str) -> tuple[int, int]:
    """Where `words` stand in `text`, where they stand once."""
    assert text.count(words) == 1, f"{words!r} does not stand once in the text"
    start = text.index(words)
    return start, start + len(words)


def made_string(text: str, words: str, **accepted: Any) -> GoldString:
    """A gold string on `words`; each field is a list of accepted answers, or the only one."""
    return GoldString(
        extent=extent_of(text, words),
        accepted={
            name: tuple(answers) if isinstance(answers, list) else (answers,) for name, answers in accepted.items()
        },
    )


def made_article(text: str, *said: Said) -> Article:
    """An article in which `said`, in text order, was found."""
    quotations = tuple(_quotation(text, number, one) for number, one in enumerate(said))
    speakers = {one.speaker: _speaker(text, one) for one in said if one.speaker is not None}
    return Article(
        text=text,
        quotations=quotations,
        speakers=tuple(speakers.values()),
        attributions=tuple(
            _attribution(text, quotation, one, speakers)
            for quotation, one in zip(quotations, said, strict=True)
            if quotation.kind is not QuotationKind.SCARE
        ),
    )


def _span(text: str, words: str | None) -> Span | None:
    return None if words is None else Span.of(text, *extent_of(text, words))


def _quotation(text: str, number: int, one: Said) -> Quotation:
    start, end = extent_of(text, one.words)
    is_marked = one.words[-1] == _MARKS.get(one.words[0])
    return Quotation(
        span=Span.of(text, start, end),
        kind=QuotationKind(one.kind),
        quoted=(Span.of(text, start + 1, end - 1),) if is_marked else (),
        utterance=number,
        parent=one.parent,
    )


def _speaker(text: str, one: Said) -> Speaker:
    mentions = tuple(Span.of(text, *extent_of(text, words)) for words in one.speaker_mentions)
    return Speaker(name=one.speaker or "", kind=SpeakerKind.PERSON, mentions=mentions)


def _attribution(text: str, quotation: Quotation, one: Said, speakers: dict[str | None, Speaker]) -> Attribution:
    title, organization = _span(text, one.title), _span(text, one.organization)
    kind = None if one.source_kind is None else SourceKind(one.source_kind)
    name, date = _span(text, one.source_name), _span(text, one.source_date)
    cue = None if one.cue is None else extent_of(text, one.cue)
    return Attribution(
        quotation=quotation,
        speaker=speakers.get(one.speaker),
        mention=_span(text, one.mention),
        cue=None if cue is None else Cue(start=cue[0], end=cue[1], text=one.cue or ""),
        role=Role(title=title, organization=organization) if title or organization else None,
        source=Source(kind=kind, name=name, date=date) if kind or name or date else None,
        link=LinkKind.EXPLICIT if one.mention else LinkKind.IMPLICIT,
        confidence=one.confidence,
        evidence="by hand",
    )
