"""Hypothesis strategies: odd texts, articles that something went wrong with, and valid Articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import regex
from hypothesis import settings
from hypothesis import strategies as st

import quoteattr
from mutations import MUTATIONS, mutated

__all__ = ["articles", "examples", "layouts", "mark_soup", "mutated_articles", "nested_marks", "odd_texts", "texts"]

ORIGIN = ("agency", "dateline", "place", "date", "byline")
# What the profiles of conftest.py draw for a property, with --slow and without.
MANY, FEW = 100, 20

# Both halves of a surrogate pair are among them: side by side in a str they are still two characters.
CHARACTERS = st.one_of(st.characters(exclude_categories=()), st.sampled_from("\ud83d\ude00\x00 \n“”"))

MARKS = ["“", "”", '"', "‘", "’", "'", "''", "``", "«", "»", "„", "‹", "›", "–", "—", ":", "(", ")"]
WORDS = [
    *("she", "said", "Ann Obi", "told", "the board", "according to", "We will"),
    *("rock ’n’ roll", "’90s", "6'2\"", "AP"),
]
ENDS = [". ", ", ", "? ", " ", "\n", "\n\n", "\r\n", "\r\r", "\u2028", "\x0b", "\t", "\x00", "\x85"]
ODD = ["\ud800", "\udc00", "\u202e", "\u200f", "\ufeff", "\u0301", "🙂", "👩‍👩‍👧", "\x1b[31m", "\x7f", "ﷺ"]

PAIRS = [("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'"), ("«", "»"), ("„", "“"), ("``", "''"), ("‹", "›"), ("“", "’")]
# Lines of news of every kind, whole or cut.
LINES = (Path(__file__).parent / "lines.txt").read_text(encoding="utf8").splitlines()


def examples(count: int) -> int:
    """How many examples to draw where the slow run draws `count`: the profile of the run says what share."""
    return max(5, count * settings.default.max_examples // MANY)


def mark_soup() -> st.SearchStrategy[str]:
    """Draw texts of marks, words and line ends in any order, odd characters among them."""
    pieces = st.sampled_from([*MARKS, *WORDS, *ENDS, *ODD, " ", " "])
    return st.lists(pieces, max_size=60).map("".join)


def odd_texts() -> st.SearchStrategy[str]:
    """Draw texts of any characters: of the astral planes, combining, lone surrogates, NUL, every line end."""
    return st.lists(st.text(CHARACTERS, max_size=20) | st.sampled_from([*MARKS, *ENDS, *ODD]), max_size=12).map("".join)


@st.composite
def nested_marks(draw: st.DrawFn) -> str:
    """Draw quotations in quotations, ever deeper, some of them never closed."""
    pairs = draw(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=8))
    text = draw(st.sampled_from(WORDS))
    for opening, closing in pairs:
        before, after = (
            draw(st.sampled_from(["", "He said, ", "Ann Obi told me "])),
            draw(st.sampled_from(["", ". ", " "])),
        )
        text = f"{before}{opening}{text}{closing}{after}" if draw(st.booleans()) else f"{before}{opening}{text}{after}"
    return text + draw(st.sampled_from(["", ",” he said.", "\n\n“And,” she added."]))


def layouts() -> st.SearchStrategy[str]:
    """Draw articles of lines of every kind, in any order: datelines, bylines, labels of turns, lists, letters."""
    line = st.sampled_from(LINES) | st.sampled_from(WORDS) | mark_soup()
    return st.lists(st.tuples(line, st.sampled_from(["\n", "\n\n", "\r\n", "\n \n", "\u2029"])), max_size=12).map(
        lambda lines: "".join(part for pair in lines for part in pair)
    )


@st.composite
def mutated_articles(draw: st.DrawFn, bases: Sequence[str]) -> str:
    """Draw a few paragraphs of one of `bases` with one to four things gone wrong."""
    paragraphs = regex.split(r"(?<=\n)(?=\S)", draw(st.sampled_from(bases)))
    start = draw(st.integers(0, len(paragraphs) - 1))
    names = draw(st.lists(st.sampled_from(sorted(MUTATIONS)), min_size=1, max_size=4))
    text = "".join(paragraphs[start : start + draw(st.integers(1, 8))])
    return mutated(text, names, Random(draw(st.integers(0, 2**32))))


def texts(bases: Sequence[str]) -> st.SearchStrategy[str]:
    """Draw texts of any of these kinds, every other one an article of `bases` with things gone wrong."""
    others = st.one_of(mark_soup(), odd_texts(), nested_marks(), layouts())
    return st.booleans().flatmap(lambda soup: others if soup else mutated_articles(bases))


@st.composite
def articles(draw: st.DrawFn) -> quoteattr.Article:
    """Draw valid articles that hold anything the types allow."""
    text = draw(st.text(CHARACTERS, min_size=1, max_size=30))
    offsets = st.integers(0, len(text))
    bounds = st.tuples(offsets, offsets).map(sorted)
    spans = bounds.map(lambda pair: quoteattr.Span.of(text, *pair))
    maybe_span = st.none() | spans
    few_spans = st.lists(spans, max_size=3).map(tuple)
    names = st.text(CHARACTERS, min_size=1, max_size=5)
    makers = st.builds(quoteattr.Maker, reader=names, pipeline=st.text(), pipeline_version=st.text())
    few_names = st.lists(names, max_size=2).map(tuple)

    roles = st.builds(
        quoteattr.Role, title=spans, organization=maybe_span, status=st.sampled_from(quoteattr.RoleStatus)
    ) | st.builds(quoteattr.Role, organization=spans)
    sources = st.builds(quoteattr.Source, kind=st.sampled_from(quoteattr.SourceKind), name=maybe_span, date=maybe_span)
    cues = st.builds(
        lambda pair, kind, negated: quoteattr.Cue(
            start=pair[0], end=pair[1], text=text[slice(*pair)], kind=kind, negated=negated
        ),
        bounds,
        st.sampled_from(quoteattr.CueKind),
        st.booleans(),
    )
    speakers = draw(
        st.lists(
            st.builds(
                quoteattr.Speaker,
                name=names,
                kind=st.sampled_from(quoteattr.SpeakerKind),
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
        quoteattr.Quotation(
            span=span,
            kind=draw(st.sampled_from(quoteattr.QuotationKind)),
            quoted=draw(few_spans),
            utterance=draw(st.integers(0, 3)),
            parent=draw(st.none() | st.integers(0, number - 1)) if number else None,
        )
        for number, span in enumerate(ordered)
    ]
    attributions = [
        quoteattr.Attribution(
            quotation=quotation,
            speaker=draw(st.sampled_from([None, *speakers])),
            mention=draw(maybe_span),
            cue=draw(st.none() | cues),
            role=draw(st.none() | roles),
            source=draw(st.none() | sources),
            link=draw(st.sampled_from(quoteattr.LinkKind)),
            confidence=draw(st.floats(0, 1)),
            evidence=draw(names),
        )
        for quotation in quotations
        if quotation.kind is not quoteattr.QuotationKind.SCARE
    ]
    return quoteattr.Article(
        text=text,
        quotations=tuple(quotations),
        attributions=tuple(attributions),
        speakers=tuple(speakers),
        provenance=draw(st.none() | st.builds(quoteattr.Provenance, **dict.fromkeys(ORIGIN, maybe_span))),
        made_by=draw(st.none() | makers),
    )
