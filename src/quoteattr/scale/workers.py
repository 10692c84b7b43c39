"""What runs in a worker process, whoever started it: for each text an article, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from attrs import frozen

from quoteattr.serialization import ROW_TYPES
from quoteattr.types import Article, CueKind, QuotationKind

if TYPE_CHECKING:
    from quoteattr.pipeline import Extractor

__all__ = ["Failed", "LoadOptions", "attribute_each", "extractor_of", "rows_of"]


class LoadOptions(TypedDict, total=False):
    """The options of `quoteattr.load` that can travel to another process: a pipeline goes by its name."""

    nlp: str
    reader: str
    kinds: Collection[QuotationKind]
    cue_kinds: Collection[CueKind]
    tables: str | Path


@frozen
class Failed:
    """Why a text has no article."""

    reason: str


def extractor_of(**options: Unpack[LoadOptions]) -> Extractor:
    """The extractor with these options, loaded once a process. Raises whatever `quoteattr.load` raises."""
    values: dict[str, Any] = dict(options)
    for name in ("kinds", "cue_kinds"):
        if name in values:
            values[name] = frozenset(values[name])
    return _loaded(**values)


@cache
def _loaded(**options: Any) -> Extractor:
    from quoteattr.pipeline import load

    return load(**options)


def attribute_each(extractor: Extractor, texts: Sequence[object]) -> list[Article | Failed]:
    """The article of each of `texts`, in order, or Failed where it is not a str or anything is raised.

    They are read as one batch, and one by one where the batch fails. A Failed among them, as of a text that could not
    even be read, stays what it is.
    """
    good = [text for text in texts if isinstance(text, str)]
    try:
        articles: list[Article | Failed] = list(extractor.pipe(good, batch_size=len(good) or 1))
    except Exception:  # of which text it is, shows when each is read alone
        articles = [_alone(extractor, text) for text in good]
    in_order = iter(articles)
    return [next(in_order) if isinstance(text, str) else _not_a_text(text) for text in texts]


def rows_of(outcome: Article | Failed) -> list[dict[str, Any]]:
    """Make the rows of an article; one row of nothing but None where there is none, so that no text goes missing."""
    rows = outcome.to_rows() if isinstance(outcome, Article) else []
    return rows or [dict.fromkeys(ROW_TYPES)]


def _alone(extractor: Extractor, text: str) -> Article | Failed:
    try:
        return extractor.extract(text)
    except Exception as error:
        return Failed(f"{type(error).__name__}: {error}")


def _not_a_text(value: object) -> Failed:
    return value if isinstance(value, Failed) else Failed(f"the text is not a str but {type(value).__name__}")
