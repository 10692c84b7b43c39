"""Cross-validation: every training article attributed by scorers that have not seen it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cases import TABLES
from corpora import Document
from fitting import Gathered, fit, scorers_of

from quoteattr.pipeline import DEFAULT_PIPELINE, Wanted, attribute
from quoteattr.reports import load_reader
from quoteattr.types import Article, Maker

__all__ = ["attribute_fold", "cross_validate"]

MAKER = Maker(reader="parse", pipeline=DEFAULT_PIPELINE, pipeline_version="")


def cross_validate(gathered: Gathered, attributed: Collection[str], folds: int) -> Iterator[tuple[Document, Article]]:
    """The articles of those documents whose corpus is `attributed`, each by scorers of the other folds."""
    for fold in range(folds):
        yield from attribute_fold(gathered, attributed, fold, folds)


def attribute_fold(
    gathered: Gathered, attributed: Collection[str], fold: int, folds: int
) -> Iterator[tuple[Document, Article]]:
    """The articles of one fold. An article that stands in two corpora is in one fold with both its answers."""
    held_out = frozenset(sorted({document.name for document, _ in gathered.documents})[fold::folds])
    scorers = scorers_of(fit(gathered.where(lambda name: name not in held_out)))
    reader = load_reader("parse", scorers)
    for document, _ in gathered.documents:
        if document.corpus in attributed and document.name in held_out:
            yield document, attribute(document.text, document.doc, TABLES, scorers, reader, Wanted(), MAKER)
