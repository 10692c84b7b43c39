"""The packaged pipeline, computed cheaper: the same annotation as by spaCy itself, wherever a paragraph stands."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import quoteattr
from quoteattr.parse import analysis
from quoteattr.parse.analysis import Analyze, analyze_as_packaged, analyze_as_spacy
from quoteattr.parse.batches import parse_texts
from quoteattr.parse.tokens import Parse
from quoteattr.pipeline import DEFAULT_PIPELINE

TEXTS = [path.read_bytes().decode() for path in sorted((Path(__file__).parents[1] / "corpus").glob("*.txt"))]
FIELDS = ("text", "tag_", "pos_", "lemma_", "dep_", "ent_type_", "ent_iob_", "is_sent_start")


@pytest.fixture(scope="module")
def own() -> Language:
    """Load a pipeline of the tests' own: the cheaper analysis changes how its parser multiplies."""
    return spacy.load(DEFAULT_PIPELINE)


@pytest.fixture(scope="module")
def packaged(own: Language) -> Analyze:
    return analyze_as_packaged(own)


def _annotation(parse: Parse) -> list[tuple[object, ...]]:
    return [(*(getattr(token, field) for field in FIELDS), token.head.i) for token in parse]


def test_annotation_is_that_of_spacy(own: Language, packaged: Analyze) -> None:
    plain = spacy.load(DEFAULT_PIPELINE)
    cheaper = parse_texts(own, TEXTS, analyze=packaged)
    differing = [
        (one, other)
        for parse, expected in zip(cheaper, parse_texts(plain, TEXTS), strict=True)
        for one, other in zip(_annotation(parse), _annotation(expected), strict=True)
        if one != other
    ]
    assert differing == []


def test_a_paragraph_is_analysed_alike_alone_and_in_a_batch(own: Language, packaged: Analyze) -> None:
    together = list(parse_texts(own, TEXTS, analyze=packaged))
    alone = [parse for text in TEXTS for parse in parse_texts(own, [text], analyze=packaged)]
    assert [_annotation(parse) for parse in together] == [_annotation(parse) for parse in alone]


def test_words_that_were_forgotten_are_looked_up_again(
    own: Language, packaged: Analyze, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = [_annotation(parse) for parse in parse_texts(own, TEXTS, analyze=packaged)]
    monkeypatch.setattr(analysis, "_REMEMBERED", 50)
    few = analyze_as_packaged(own)
    assert [_annotation(parse) for text in TEXTS for parse in parse_texts(own, [text], analyze=few)] == expected
    kept = len(few._known) + len(few._known_before)  # type: ignore[attr-defined]
    assert kept < len(packaged._known)  # type: ignore[attr-defined]


def test_another_pipeline_is_run_as_spacy_runs_it(own: Language) -> None:
    other = spacy.load(DEFAULT_PIPELINE, exclude=["ner"])
    assert [analyze_as_packaged(nlp).__qualname__ for nlp in (other, spacy.blank("en"))] == [
        analyze_as_spacy(own).__qualname__
    ] * 2


@pytest.mark.parametrize("texts", [[], [""], ["", "\n\n", " "]], ids=["no text", "empty", "blank"])
def test_nothing_to_analyse_is_no_error(own: Language, packaged: Analyze, texts: list[str]) -> None:
    assert [parse.text for parse in parse_texts(own, texts, analyze=packaged)] == texts


def test_articles_are_equal_by_threads_processes_and_alone(extractor: quoteattr.Extractor) -> None:
    texts = TEXTS[:6]
    alone = [extractor.extract(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(extractor.extract, texts)) == alone
    assert list(extractor.pipe(texts)) == alone
    assert list(extractor.pipe(texts, batch_size=2, n_process=2)) == alone


def test_there_are_as_many_processes_as_cores(blank: quoteattr.Extractor) -> None:
    assert list(blank.pipe(TEXTS[:6], batch_size=2, n_process=-1)) == [blank.extract(text) for text in TEXTS[:6]]


def test_texts_are_not_taken_far_ahead_of_their_articles(extractor: quoteattr.Extractor) -> None:
    taken: list[int] = []

    def stream() -> object:
        for number in range(100):
            taken.append(number)
            yield "“No,” said Ann Poe."

    articles = extractor.pipe(stream(), batch_size=1, n_process=2)
    next(articles)
    assert len(taken) <= 5
    articles.close()
