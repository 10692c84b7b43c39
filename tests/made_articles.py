"""Articles and gold made by hand, for tests of what shows, stores and scores them."""

from __future__ import annotations

from typing import Any

from attrs import field, frozen

import quoteattr
from case_tables import read_cases
from quoteattr import Article, Attribution, Quotation, QuotationKind, Span, Speaker, SpeakerKind
from quoteattr.evaluation import GoldString

__all__ = ["Said", "extent_of", "made_article", "made_string", "read_article", "spoken"]

_MARKS = {"“": "”", '"': '"', "‘": "’", "'": "'"}


@frozen(kw_only=True)
class Said:
    """A quotation and what is said of it, each by its words, which stand once in the text; `who` are the speaker's."""

    words: str
    kind: str = "direct"
    speaker: str | None = None
    mention: str | None = None
    cue: str | None = None
    negated: bool = False
    title: str | None = None
    organization: str | None = None
    status: str = "current"
    source_kind: str | None = None
    source_name: str | None = None
    source_date: str | None = None
    parent: int | None = None
    quoted: bool = True
    speaker_mentions: tuple[str, ...] = ()
    who: dict[str, Any] = field(factory=dict)
    link: str | None = None
    confidence: float = 0.5
    evidence: str = "by hand"


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


def made_article(text: str, *said: Said, **more: Any) -> Article:
    """An article in which `said`, in text order, was found."""
    quotations = tuple(_quotation(text, number, one) for number, one in enumerate(said))
    speakers: dict[str | None, Speaker] = {}
    for one in said:
        if one.speaker is not None:
            speakers.setdefault(one.speaker, _speaker(text, one))
    return Article(
        text=text,
        quotations=quotations,
        speakers=tuple(speakers.values()),
        attributions=tuple(
            _attribution(text, quotation, one, speakers)
            for quotation, one in zip(quotations, said, strict=True)
            if quotation.kind is not QuotationKind.SCARE
        ),
        **more,
    )


def read_article(table: str) -> Article:
    """The article of a TOML file: its `text`, what was `said` in it, its `provenance` and what it was `made_by`."""
    made = read_cases(table)["article"]
    text = made["text"]
    origin = quoteattr.Provenance(**{name: _span(text, words) for name, words in made["provenance"].items()})
    said = (Said(**one) for one in made["said"])
    return made_article(text, *said, provenance=origin, made_by=quoteattr.Maker(**made["made_by"]))


def spoken(text: str, *extents: tuple[int, int], speakers: tuple[Speaker, ...] = (), **more: Any) -> Article:
    """An article with a direct quotation in each of `extents`, said by `speakers` in turn, if there are any."""
    said = tuple(
        Attribution(
            quotation=Quotation(span=Span.of(text, *extent), kind=QuotationKind.DIRECT, utterance=number),
            **{"link": quoteattr.LinkKind.EXPLICIT, "confidence": 0.5, "evidence": "by hand", **more},
            speaker=speakers[number % len(speakers)] if speakers else None,
        )
        for number, extent in enumerate(extents)
    )
    quotations = tuple(one.quotation for one in said)
    return Article(text=text, quotations=quotations, attributions=said, speakers=speakers if said else ())


def _span(text: str, words: str | None) -> Span | None:
    return None if words is None else Span.of(text, *extent_of(text, words))


def _quotation(text: str, number: int, one: Said) -> Quotation:
    start, end = extent_of(text, one.words)
    is_marked = one.quoted and one.words[-1] == _MARKS.get(one.words[0])
    return Quotation(
        span=Span.of(text, start, end),
        kind=QuotationKind(one.kind),
        quoted=(Span.of(text, start + 1, end - 1),) if is_marked else (),
        utterance=number,
        parent=one.parent,
    )


def _speaker(text: str, one: Said) -> Speaker:
    who = {name: tuple(value) for name, value in one.who.items() if name in ("aliases", "members")}
    roles = tuple(_role(text, **role) for role in one.who.get("roles", ()))
    mentions = tuple(Span.of(text, *extent_of(text, words)) for words in one.speaker_mentions)
    kind = SpeakerKind(one.who.get("kind", "person"))
    return Speaker(name=one.speaker or "", kind=kind, mentions=mentions, roles=roles, **who)


def _role(text: str, title: str | None, organization: str | None, status: str) -> quoteattr.Role | None:
    found = {"title": _span(text, title), "organization": _span(text, organization)}
    return quoteattr.Role(**found, status=quoteattr.RoleStatus(status)) if title or organization else None


def _attribution(text: str, quotation: Quotation, one: Said, speakers: dict[str | None, Speaker]) -> Attribution:
    kind = None if one.source_kind is None else quoteattr.SourceKind(one.source_kind)
    name, date = _span(text, one.source_name), _span(text, one.source_date)
    cue = None if one.cue is None else extent_of(text, one.cue)
    return Attribution(
        quotation=quotation,
        speaker=speakers.get(one.speaker),
        mention=_span(text, one.mention),
        cue=None if cue is None else quoteattr.Cue(start=cue[0], end=cue[1], text=one.cue or "", negated=one.negated),
        role=_role(text, one.title, one.organization, one.status),
        source=quoteattr.Source(kind=kind, name=name, date=date) if kind or name or date else None,
        link=quoteattr.LinkKind(one.link or ("explicit" if one.mention else "implicit")),
        confidence=one.confidence,
        evidence=one.evidence,
    )
