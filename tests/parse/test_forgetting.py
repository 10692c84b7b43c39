"""Words that only one batch has do not stay in memory, and are read again as if for the first time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import quoteattr
from quoteattr.parse.batches import forgetting
from quoteattr.scale.workers import attribute_each

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
