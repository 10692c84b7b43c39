"""Quoted spans: which marks open, which close, which are none, and what holds of every result."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from quoteattr.layout.passages import find_passages
from quoteattr.layout.quoted_spans import find_quoted_spans
from quoteattr.lexicon.tables import load_tables
from quoteattr.values import QuotedSpan

TABLES = load_tables()


def spans_of(text: str) -> tuple[QuotedSpan, ...]:
    return find_quoted_spans(text, find_passages(text, TABLES))


def quoted(text: str) -> list[str]:
    return [text[span.start : span.end] for span in spans_of(text)]


@cases(
    "layout/quotations/marks",
    "layout/quotations/single_marks",
    "layout/quotations/feet_and_inches",
    "layout/quotations/without_partner",
)
def test_what_stands_in_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_odd_characters_beside_marks() -> None:
    assert quoted('\0"We stay,"\0 she said \ud800"and swim".') == ['"We stay,"', '"and swim"']


@cases("layout/quotations/apostrophes", named="text")
def test_apostrophes_are_no_marks(text: str) -> None:
    assert quoted(text) == []


@cases("layout/quotations/nesting")
def test_nesting(text: str, expected: list[Any]) -> None:
    assert [[text[span.start : span.end], span.parent] for span in spans_of(text)] == expected


@cases("layout/quotations/utterances")
def test_utterance_over_paragraphs(text: str, expected: list[Any]) -> None:
    assert [[text[span.start : span.end], span.continues, span.closed] for span in spans_of(text)] == expected


@cases("layout/quotations/inside", named="text")
def test_inside_is_without_marks(text: str, inside: str) -> None:
    (span,) = spans_of(text)
    assert text[span.inner_start : span.inner_end] == inside


PIECES = [
    *("“", "”", '"', "'", "‘", "’", "''", "``", "«", "»", "„", "‹", "—"),
    *("a", "s", " ", ". ", ", ", "\n", "2", "said"),
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=40).map("".join)


@given(TEXTS)
def test_spans_are_nested_and_sorted(text: str) -> None:
    spans = spans_of(text)
    assert [(s.start, -s.end) for s in spans] == sorted({(s.start, -s.end) for s in spans})
    for index, span in enumerate(spans):
        assert 0 <= span.start <= span.inner_start <= span.inner_end <= span.end <= len(text)
        assert span.start < span.end
        assert span.closed == (span.inner_end < span.end)
        around = [i for i, other in enumerate(spans) if i != index and overlap(other, span) and i < index]
        assert span.parent == (around[-1] if around else None)
        for other in around:
            assert spans[other].inner_start <= span.start
            assert span.end <= spans[other].inner_end


def overlap(one: QuotedSpan, other: QuotedSpan) -> bool:
    return one.start < other.end and other.start < one.end


@given(TEXTS, TEXTS)
def test_a_paragraph_more_leaves_earlier_spans_alone(text: str, more: str) -> None:
    spans = spans_of(text)
    assert spans_of(f"{text}\n\n{more}")[: len(spans)] == spans
