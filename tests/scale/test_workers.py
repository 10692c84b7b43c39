"""What runs in a worker: a bad text costs only itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
from attrs import frozen
from spacy.language import Language

import quoteattr
from quoteattr.scale import workers
from quoteattr.scale.workers import Failed, attribute_each, extractor_of, rows_of
from quoteattr.serialization import ROW_TYPES
from quoteattr.types import QuotationKind

TEXTS = [
    "“We will reopen the bridge in May,” the mayor, Ann Obi, said.",
    "",
    "Ann Obi told reporters that the bridge would reopen in May. “No,” she said.",
    "No marks here.",
]
POISON = "“Poison,” he said."


@frozen
class Fragile:
    """An extractor that gives out at POISON."""

    whole: quoteattr.Extractor

    @property
    def nlp(self) -> Language:
        """The pipeline, which knows no poison."""
        return self.whole.nlp

    def pipe(self, texts: Iterable[str], **options: Any) -> Iterator[quoteattr.Article]:
        """Yield the articles up to POISON. Raises ZeroDivisionError there."""
        for article in self.whole.pipe(texts, **options):
            if article.text == POISON:
                raise ZeroDivisionError("poison")
            yield article

    def extract(self, text: str) -> quoteattr.Article:
        """The article of one text."""
        return next(self.pipe([text]))


def test_articles_are_those_of_the_library(extractor: quoteattr.Extractor) -> None:
    assert attribute_each(extractor, TEXTS) == [extractor.extract(text) for text in TEXTS]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        pytest.param(None, "the text is not a str but NoneType", id="none"),
        pytest.param(7, "the text is not a str but int", id="number"),
        pytest.param(b"He left.", "the text is not a str but bytes", id="bytes"),
        pytest.param(Failed("no such field"), "no such field", id="failed_before"),
        pytest.param(POISON, "ZeroDivisionError: poison", id="raises"),
    ],
)
def test_a_bad_text_costs_only_itself(blank: quoteattr.Extractor, value: object, reason: str) -> None:
    outcomes = attribute_each(Fragile(blank), [TEXTS[0], value, TEXTS[2]])  # type: ignore[arg-type]
    assert outcomes == [blank.extract(TEXTS[0]), Failed(reason), blank.extract(TEXTS[2])]


def test_extractor_is_loaded_once_for_the_same_options(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = []
    monkeypatch.setattr("quoteattr.pipeline.load", lambda **options: loaded.append(options))
    monkeypatch.setattr(workers, "_loaded", cache(workers._loaded.__wrapped__))
    for kinds in ([QuotationKind.DIRECT], (QuotationKind.DIRECT,), {QuotationKind.DIRECT}):
        extractor_of(reader="parse", kinds=kinds)
    extractor_of(reader="encoder")
    assert loaded == [{"reader": "parse", "kinds": frozenset([QuotationKind.DIRECT])}, {"reader": "encoder"}]


@pytest.mark.parametrize("text", TEXTS, ids=["quotation", "empty", "two", "none"])
def test_every_text_has_a_row_with_every_column(extractor: quoteattr.Extractor, text: str) -> None:
    article = extractor.extract(text)
    assert rows_of(article) == (article.to_rows() or [dict.fromkeys(ROW_TYPES)])


def test_a_failure_has_an_empty_row() -> None:
    assert rows_of(Failed("why")) == [dict.fromkeys(ROW_TYPES)]
