"""A text of four times the length takes about four times as long, not sixteen: stage by stage, and all of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

import quoteattr
from made_reports import bare_document, made_report
from quoteattr.decisions import load_judges
from quoteattr.layout.passages import find_passages
from quoteattr.layout.quoted_spans import find_quoted_spans
from quoteattr.lexicon.tables import load_tables
from quoteattr.parse.analysis import parse_of
from quoteattr.sources.choose import find_sources
from quoteattr.types import Article, SpeakerKind

pytestmark = pytest.mark.slow

TABLES = load_tables()
NEWS = (
    "SEVO, May 2 (AFP) – “We will reopen the bridge,” said Ann Obi, mayor of Sevo. “Not before June.”\n\n"
    "The ‘temporary’ closure, she said, was “a first”.\n\n“It’s the workers’ bridge,” Obi added."
)


def seconds_of(stage: Callable[..., object], *given: Any) -> float:
    start = time.process_time()
    stage(*given)
    return time.process_time() - start


@pytest.mark.parametrize("piece", ["Pier.\n", "Jo Lind: ", "(related: ", "<a ", "By Jo and ", "x" * 20, "\n", "— "])
def test_passages(piece: str) -> None:
    find_passages(piece * 100, TABLES)
    few, many = (seconds_of(find_passages, piece * count, TABLES) for count in (5_000, 20_000))
    assert many < 0.2 + 8 * few


@pytest.mark.parametrize(
    "piece",
    ['"', '" ', ' "', '"a ', "“”", "“ ", "“‘", "a' ", "a,” b ", "“a\n\n", "6'2\" ", '="', "« ", "\u200b'", "”’"],
)
def test_quoted_spans(piece: str) -> None:
    def seconds(count: int) -> float:
        return seconds_of(find_quoted_spans, piece * count, find_passages(piece * count, TABLES))

    seconds(100)
    assert seconds(12_000) < 0.2 + 8 * seconds(3_000)


@pytest.mark.parametrize("piece", ["It rained.\n", "“Go,” said Obi. ", "• No\n \n"])
def test_page(piece: str) -> None:
    def seconds(count: int) -> float:
        return seconds_of(Article(text=piece * count).to_html)

    seconds(100)
    assert seconds(4_000) < 0.2 + 8 * seconds(1_000)


@pytest.mark.parametrize("unit", ["“Go,” he said. ", "“Go,” he said, ", "“Go,” he told Lee on Monday in a statement, "])
def test_sources(unit: str) -> None:
    blank, judges, step = spacy.blank("en"), load_judges(), len(unit)

    def seconds(count: int) -> float:
        words = [(token.text, bool(token.whitespace_)) for token in blank(unit)] * count
        parse = parse_of(Doc(blank.vocab, words=[word for word, _ in words], spaces=[space for _, space in words]))
        document = bare_document(unit * count, parse, TABLES)
        reports = [
            made_report(
                document,
                (at, at + 5),
                (at + 9, at + 13),
                (at + 6, at + 8),
                speaker=("Ann Lee", SpeakerKind.PERSON),
                utterance=at // step,
            )
            for at in range(0, step * count, step)
        ]
        return seconds_of(find_sources, document, reports, judges)

    seconds(10)
    assert seconds(4_000) < 10 * seconds(1_000)


def assert_linear_time(extractor: quoteattr.Extractor, unit: str, count: int) -> None:
    """The largest text comes last, so that a quadratic stage fails before it takes minutes."""
    extractor.extract(unit)
    few, more = (seconds_of(extractor.extract, unit * (count // part)) for part in (16, 4))
    assert more < 9 * max(few, 0.03)
    assert seconds_of(extractor.extract, unit * count) < 9 * max(more, 0.03)


@pytest.mark.parametrize("unit", ["“", '"', "'", "“”", '" ', "“a ", "‘“", "“Go,” he said. ", "“Go”\n\n"])
def test_marks(blank: quoteattr.Extractor, unit: str) -> None:
    assert_linear_time(blank, unit, 100_000 // sum(character in "“”‘\"'" for character in unit))


def test_a_text_as_long_as_a_book(blank: quoteattr.Extractor) -> None:
    assert_linear_time(blank, NEWS + "\n\n", 400_000 // len(NEWS))


def test_a_run_of_blanks(blank: quoteattr.Extractor) -> None:
    assert seconds_of(blank.extract, f"“No,”{' ' * 100_000}said Ann Poe.") < 2
