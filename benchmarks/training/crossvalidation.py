"""Cross-validation: every training article attributed by scorers that have not seen it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from cases import TABLES, QuotationCase
from corpora import Document
from fitting import fit, scorers_of

from quoteattr.cast import Cast
from quoteattr.pipeline import DEFAULT_PIPELINE, attribute
from quoteattr.types import Article, Maker, QuotationKind

__all__ = ["attribute_fold", "cross_validate"]

MAKER = Maker(reader="parse", pipeline=DEFAULT_PIPELINE, pipeline_version="")


def cross_validate(
    quotations: Sequence[QuotationCase],
    documents: Sequence[tuple[Document, Cast]],
    attributed: Collection[str],
    folds: int,
) -> Iterator[tuple[Document, Article]]:
    """The articles of those `documents` whose corpus is `attributed`, each by scorers of the other folds."""
    for fold in range(folds):
        yield from attribute_fold(quotations, documents, attributed, fold, folds)


def attribute_fold(
    quotations: Sequence[QuotationCase],
    documents: Sequence[tuple[Document, Cast]],
    attributed: Collection[str],
    fold: int,
    folds: int,
) -> Iterator[tuple[Document, Article]]:
    """The articles of one fold. An article that stands in two corpora is in one fold with both its answers."""
    held_out = set(sorted({document.name for document, _ in documents})[fold::folds])
    scorers = scorers_of(
        fit(
            [case for case in quotations if case.document not in held_out],
            [(document, cast) for document, cast in documents if document.name not in held_out],
        )
    )
    for document, _ in documents:
        if document.corpus in attributed and document.name in held_out:
            yield document, attribute(document.text, document.doc, TABLES, scorers, frozenset(QuotationKind), MAKER)
