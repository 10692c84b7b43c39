"""A small article with everything that a page shows: each kind, nesting, an unknown speaker, a block, a source."""

from __future__ import annotations

from attrs import evolve

from quoteattr.types import (
    Article,
    Attribution,
    Cue,
    LinkKind,
    Maker,
    Provenance,
    Quotation,
    QuotationKind,
    Role,
    RoleStatus,
    Source,
    SourceKind,
    Span,
    Speaker,
    SpeakerKind,
)

__all__ = ["ARTICLE"]

TEXT = (
    "Bridge to reopen\n\nSEVO (AFP) – “We go,” acting mayor Ann Obi of Sevo told RTV on May 2. It was a “first” for "
    "the town.\n\nAccording to her, the board had said it was “ready”.\n\nThe notice reads:\n\nNo carts.\n\nNo geese."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def cue(words: str) -> Cue:
    place = span(words)
    return Cue(start=place.start, end=place.end, text=words)


ANN = Speaker(
    name="Ann Obi",
    kind=SpeakerKind.PERSON,
    aliases=("Obi",),
    roles=(Role(title=span("acting mayor"), organization=span("Sevo"), status=RoleStatus.ACTING),),
)
BOARD = Speaker(name="the board", kind=SpeakerKind.ORGANIZATION, members=("Ann Obi", "Ben Ek"))
WE_GO = Quotation(span=span("“We go,”"), kind=QuotationKind.DIRECT, quoted=(span("We go,"),), utterance=0)
FIRST = Quotation(span=span("“first”"), kind=QuotationKind.SCARE, utterance=1)
HAD_SAID = Quotation(span=span("the board had said it was “ready”"), kind=QuotationKind.INDIRECT, utterance=2)
READY = Quotation(span=span("it was “ready”"), kind=QuotationKind.MIXED, utterance=3, parent=2)
NOTICE = Quotation(span=span("No carts.\n\nNo geese."), kind=QuotationKind.BLOCK, utterance=4)
ARTICLE = Article(
    text=TEXT,
    quotations=(WE_GO, FIRST, HAD_SAID, READY, NOTICE),
    attributions=(
        Attribution(
            quotation=WE_GO,
            speaker=ANN,
            mention=span("Ann Obi"),
            cue=cue("told"),
            source=Source(kind=SourceKind.INTERVIEW, name=span("RTV"), date=span("May 2")),
            link=LinkKind.EXPLICIT,
            confidence=0.973,
            evidence="inverted_cue",
        ),
        Attribution(
            quotation=HAD_SAID,
            speaker=ANN,
            mention=span("her"),
            cue=cue("According to"),
            link=LinkKind.ANAPHORIC,
            confidence=0.8,
            evidence="according_to",
        ),
        Attribution(
            quotation=READY,
            speaker=BOARD,
            mention=span("the board"),
            cue=evolve(cue("had said"), negated=True),
            link=LinkKind.EXPLICIT,
            confidence=0.9,
            evidence="cue_before",
        ),
        Attribution(quotation=NOTICE, speaker=None, link=LinkKind.IMPLICIT, confidence=0.25, evidence="colon_lead_in"),
    ),
    speakers=(ANN, BOARD),
    provenance=Provenance(agency=span("AFP"), dateline=span("SEVO (AFP)")),
    made_by=Maker(reader="parse", pipeline="en_core_web_sm", pipeline_version="3.8.0"),
)
