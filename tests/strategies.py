"""Hypothesis strategies: odd texts, and valid articles over them."""

from __future__ import annotations

from hypothesis import strategies as st

from quoteattr.types import (
    Article,
    Attribution,
    Cue,
    CueKind,
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

__all__ = ["articles", "mark_soup"]

# Both halves of a surrogate pair are among them: side by side in a str they are still two characters.
CHARACTERS = st.one_of(st.characters(exclude_categories=()), st.sampled_from("\ud83d\ude00\x00 \n“”"))

MARKS = ["“", "”", '"', "‘", "’", "'", "''", "``", "«", "»", "„", "‹", "›", "–", "—", ":", "(", ")"]
WORDS = [
    "she",
    "said",
    "Ann Obi",
    "told",
    "the board",
    "according to",
    "We will",
    "rock ’n’ roll",
    "’90s",
    "6'2\"",
    "AP",
]
ENDS = [". ", ", ", "? ", " ", "\n", "\n\n", "\r\n", "\r\r", "\u2028", "\x0b", "\t", "\x00", "\x85"]
ODD = ["\ud800", "\udc00", "\u202e", "\u200f", "\ufeff", "\u0301", "🙂", "👩‍👩‍👧", "\x1b[31m", "\x7f", "ﷺ"]


def mark_soup() -> st.SearchStrategy[str]:
    """Draw texts of marks, words and line ends in any order, odd characters among them."""
    pieces = st.sampled_from([*MARKS, *WORDS, *ENDS, *ODD, " ", " "])
    return st.lists(pieces, max_size=60).map("".join)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Draw valid articles that hold anything the types allow."""
    text = draw(st.text(CHARACTERS, min_size=1, max_size=30))
    offsets = st.integers(0, len(text))
    bounds = st.tuples(offsets, offsets).map(sorted)
    spans = bounds.map(lambda pair: Span.of(text, *pair))
    maybe_span = st.none() | spans
    few_spans = st.lists(spans, max_size=3).map(tuple)
    names = st.text(CHARACTERS, min_size=1, max_size=5)
    few_names = st.lists(names, max_size=2).map(tuple)

    roles = st.builds(Role, title=spans, organization=maybe_span, status=st.sampled_from(RoleStatus)) | st.builds(
        Role, organization=spans
    )
    sources = st.builds(Source, kind=st.sampled_from(SourceKind), name=maybe_span, date=maybe_span)
    cues = st.builds(
        lambda pair, kind, negated: Cue(
            start=pair[0], end=pair[1], text=text[slice(*pair)], kind=kind, negated=negated
        ),
        bounds,
        st.sampled_from(CueKind),
        st.booleans(),
    )
    speakers = draw(
        st.lists(
            st.builds(
                Speaker,
                name=names,
                kind=st.sampled_from(SpeakerKind),
                aliases=few_names,
                mentions=few_spans,
                roles=st.lists(roles, max_size=2).map(tuple),
                members=few_names,
            ),
            max_size=3,
        )
    )
    ordered = sorted(draw(st.lists(spans, max_size=4)), key=lambda span: (span.start, -span.end))
    quotations = [
        Quotation(
            span=span,
            kind=draw(st.sampled_from(QuotationKind)),
            quoted=draw(few_spans),
            utterance=draw(st.integers(0, 3)),
            parent=draw(st.none() | st.integers(0, number - 1)) if number else None,
        )
        for number, span in enumerate(ordered)
    ]
    attributions = [
        Attribution(
            quotation=quotation,
            speaker=draw(st.sampled_from([None, *speakers])),
            mention=draw(maybe_span),
            cue=draw(st.none() | cues),
            role=draw(st.none() | roles),
            source=draw(st.none() | sources),
            link=draw(st.sampled_from(LinkKind)),
            confidence=draw(st.floats(0, 1)),
            evidence=draw(names),
        )
        for quotation in quotations
        if quotation.kind is not QuotationKind.SCARE
    ]
    return Article(
        text=text,
        quotations=tuple(quotations),
        attributions=tuple(attributions),
        speakers=tuple(speakers),
        provenance=draw(
            st.none()
            | st.builds(
                Provenance,
                agency=maybe_span,
                dateline=maybe_span,
                place=maybe_span,
                date=maybe_span,
                byline=maybe_span,
            )
        ),
        made_by=draw(st.none() | st.builds(Maker, reader=names, pipeline=st.text(), pipeline_version=st.text())),
    )
