"""Texts become one Doc each that stands over the caller's own offsets; a batch leaves nothing behind."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import quoteattr
from case_tables import cases, read_cases
from quoteattr.parse.batches import LONGEST_PIECE, LONGEST_WORD, forgetting, parse_texts, uncollected
from quoteattr.parse.tokens import Token
from quoteattr.scale.workers import attribute_each

TOKENIZER = spacy.blank("en")
LONG_PARAGRAPH = "The tide came in. " * 600
TEXTS = {name: case["text"] for name, case in read_cases("parse/parsing/texts").items()} | {
    "a run of marks": "“" * (LONGEST_WORD + 5) + " left.",
    "a paragraph longer than a piece": LONG_PARAGRAPH,
    "a paragraph of one long word": "x" * 9000,
    "a lone surrogate": "The \ud83d ferry left.",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_tokens_lie_on_the_offsets_of_the_text(extractor: quoteattr.Extractor, text: str) -> None:
    (doc,) = parse_texts(extractor.nlp, [text])
    plain = text.replace("\ud83d", "\ufffd")
    assert doc.text == plain
    assert [plain[token.idx : token.idx + len(token)] for token in doc] == [token.text for token in doc]


@given(st.text(max_size=80))
def test_any_text_keeps_its_length(text: str) -> None:
    (doc,) = parse_texts(TOKENIZER, [text])
    assert len(doc.text) == len(text)


@cases("parse/parsing/sentences")
def test_sentences_end_with_their_paragraph(extractor: quoteattr.Extractor, text: str, sentences: list[str]) -> None:
    (parse,) = parse_texts(extractor.nlp, [text])
    starts = [token.i for token in parse if token.is_sent_start]
    assert [parse.stretch(start, end).text for start, end in pairwise([*starts, len(parse)])] == sentences


def test_a_paragraph_is_parsed_the_same_wherever_it_stands(extractor: quoteattr.Extractor) -> None:
    paragraph = "Marta Okello said the ferry had left Lisbon at noon."
    alone, after = parse_texts(extractor.nlp, [paragraph, f"It rained.\n\n{paragraph}"])
    shift = len(after) - len(alone)
    there = after[shift:]
    assert [(t.tag_, t.dep_, t.ent_type_, t.lemma_) for t in alone] == [
        (t.tag_, t.dep_, t.ent_type_, t.lemma_) for t in there
    ]
    assert [t.head.i + shift for t in alone] == [t.head.i for t in there]


@pytest.mark.parametrize("batch_size", [1, 2, 64])
def test_docs_come_in_the_order_of_their_texts(batch_size: int) -> None:
    texts = ["One.\n\nTwo.\n\nThree.", "", "Four.", "", "Five.\nSix."]
    assert [doc.text for doc in parse_texts(TOKENIZER, iter(texts), batch_size=batch_size)] == texts


@pytest.mark.parametrize("annotation", ["DEP", "TAG"])
def test_a_tokenizer_alone_claims_no_annotation(annotation: str) -> None:
    (doc,) = parse_texts(TOKENIZER, ["The ferry left."])
    assert not doc.has_annotation(annotation)


def test_no_piece_for_the_parser_holds_a_long_run(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp: Language = spacy.blank("en")
    seen: list[str] = []
    tokenizer = nlp.tokenizer

    def watched(text: str) -> Doc:
        seen.append(text)
        return tokenizer(text)

    monkeypatch.setattr(nlp, "tokenizer", watched)
    list(parse_texts(nlp, [f"It rained. {'“' * 50_000} It poured.\n{LONG_PARAGRAPH}"]))
    assert max(map(len, seen)) <= LONGEST_PIECE
    assert not any("“" in text for text in seen)


# ---- what a batch leaves behind: no words that only it has, no collector at rest

KNOWN = "“We will reopen the bridge in May,” the mayor, Ann Obi, said."
NEW = "Gloriaxa Perunqvist said that she blenquered the brontings. “I do,” she said."


def test_nothing_new_stays(extractor: quoteattr.Extractor) -> None:
    nlp = extractor.nlp
    attribute_each(extractor, [KNOWN])
    strings, words = set(nlp.vocab.strings), len(list(nlp.vocab))
    with forgetting(nlp):
        list(extractor.pipe([NEW]))
        assert "blenquered" in nlp.vocab.strings
        assert nlp.get_pipe("lemmatizer").cache
    assert set(nlp.vocab.strings) == strings
    assert len(list(nlp.vocab)) == words
    assert not nlp.get_pipe("lemmatizer").cache


def test_the_extractors_own_pipeline_forgets_after_each_batch(extractor: quoteattr.Extractor) -> None:
    attribute_each(extractor, [KNOWN])
    strings = set(extractor.nlp.vocab.strings)
    attribute_each(extractor, [NEW, NEW.replace("blenquered", "drostulated")])
    assert set(extractor.nlp.vocab.strings) == strings


def test_what_was_forgotten_is_read_again(extractor: quoteattr.Extractor) -> None:
    first, again, beside = (attribute_each(extractor, texts) for texts in ([NEW], [NEW], [KNOWN, NEW]))
    assert first == again == beside[1:] == [extractor.extract(NEW)]


def test_a_zone_of_the_callers_is_left_to_them(extractor: quoteattr.Extractor) -> None:
    with extractor.nlp.memory_zone():
        with forgetting(extractor.nlp):
            doc = extractor.nlp("The brontings were blenquered.")
        assert doc[1].text == "brontings"


def test_threads_wait_for_one_another(extractor: quoteattr.Extractor) -> None:
    texts = [f"{NEW} He called it “the {name} affair”." for name in ("Ombrix", "Quallo", "Vreem", "Zadd")]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda text: attribute_each(extractor, [text]), texts))
    assert found == [[extractor.extract(text)] for text in texts]


def test_words_of_two_batches_are_kept() -> None:
    nlp = spacy.blank("en")
    for words, kept in (({"Perunqvist", "said."}, False), ({"said."}, True), ({"said."}, True)):
        with forgetting(nlp, words):
            nlp(" ".join(words))
        assert ("said" in nlp.vocab.strings) is kept
        assert "Perunqvist" not in nlp.vocab.strings


def test_not_more_words_are_kept_than_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoteattr.parse.batches.MOST_FAMILIAR", 1)
    nlp = spacy.blank("en")
    for word in ("brontings", "brontings", "blenquered", "blenquered"):
        with forgetting(nlp, {word}):
            nlp(word)
    assert "brontings" in nlp.vocab.strings
    assert "blenquered" not in nlp.vocab.strings


def test_what_is_released_needs_no_collector(extractor: quoteattr.Extractor) -> None:
    gc.collect()
    with uncollected():
        before = _tokens()
        parse = next(parse_texts(extractor.nlp, [KNOWN]))
        assert _tokens() > before
        parse.release()
        del parse
        assert _tokens() == before


def _tokens() -> int:
    return sum(isinstance(each, Token) for each in gc.get_objects())


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    yield
    gc.enable()


@pytest.mark.parametrize(
    ("switch", "behind"),
    [pytest.param(gc.enable, True, id="awake before"), pytest.param(gc.disable, False, id="at rest before")],
)
def test_behind_it_is_as_before(switch: Callable[[], None], behind: bool) -> None:
    switch()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled() is behind


def test_an_error_within_wakes_it() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_it_is_awake_while_the_caller_has_an_article(blank: quoteattr.Extractor) -> None:
    awake = [gc.isenabled() for _ in blank.pipe(["“No,” said Ann Poe."] * 3, batch_size=2)]
    assert awake == [True] * 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_a_process_that_is_forked_meanwhile_has_its_collector_awake() -> None:
    """Its own thread is none of those that would wake it."""
    with uncollected():
        child = os.fork()
        if child == 0:
            os._exit(0 if gc.isenabled() else 1)
        assert not gc.isenabled()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
