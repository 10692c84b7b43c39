"""Batches of Arrow in, batches of Arrow out: what Spark, Ray and Dask have in common.

The result has a row an attribution: first the other columns of the text's row, untouched, then those of
`Article.to_rows()`, then `traces` where there is an index of documents, then `error`. A text without attributions has
one row, with nulls in the columns between. So has a text that could not be read, and there `error` says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from quoteattr.scale import Failed, LoadOptions, attribute_each, check_batch_size, extractor_of, rows_of
from quoteattr.serialization import ROW_TYPES
from quoteattr.tracing.serialization import TRACE_TYPES, trace_to_row
from quoteattr.types import Article, Quotation

try:
    import pyarrow as pa
except ImportError as error:
    raise ImportError('quoteattr.arrow needs pyarrow; install it with: pip install "quoteattr[spark]"') from error

if TYPE_CHECKING:
    from quoteattr.pipeline import Extractor
    from quoteattr.tracing.index import TraceIndex

__all__ = ["ERROR", "TRACES", "annotate_batches", "check_columns", "result_schema"]

ERROR = "error"
TRACES = "traces"
_ARROW_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64()}


def annotate_batches(
    batches: Iterable[pa.RecordBatch],
    text_column: str,
    *,
    batch_size: int = 64,
    index: str | Path | None = None,
    **options: Unpack[LoadOptions],
) -> Iterator[pa.RecordBatch]:
    """The attributions of the texts in `text_column`, one batch for each `batch_size` texts, in order.

    The extractor with these `options` of `quoteattr.load` is loaded once a process. With an `index` of documents, named
    by its path, each row has the traces of its quotation's parts. A text that is null, not a string or not UTF-8, or at
    which anything is raised, costs its own row alone. Raises ValueError as `check_columns` and `TraceIndex` do and for
    a batch size or a kind that is none, and whatever `load` raises.
    """
    check_batch_size(batch_size)
    documents = None if index is None else _opened(index)
    return _batches(batches, text_column, batch_size, extractor_of(**options), documents)


def _batches(
    batches: Iterable[pa.RecordBatch],
    text_column: str,
    batch_size: int,
    extractor: Extractor,
    documents: TraceIndex | None,
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        check_columns(batch.schema.names, text_column, traces=documents is not None)
        for start in range(0, batch.num_rows, batch_size):
            yield _annotated(batch.slice(start, batch_size), text_column, extractor, documents)


@cache
def _opened(index: str | Path) -> TraceIndex:
    """The index at a path, opened once a process: it remembers the documents that it has read."""
    from quoteattr.tracing.index import TraceIndex  # noqa: PLC0415

    return TraceIndex(index)


def check_columns(names: Iterable[str], text_column: str, *, traces: bool = False) -> None:
    """Raise ValueError where there is no such column, or another one is called as one of the result."""
    names = list(names)
    if text_column not in names:
        raise ValueError(f"no column {text_column!r} among {', '.join(names)}")
    own = {*ROW_TYPES, *([TRACES] if traces else []), ERROR}
    taken = [name for name in names if name != text_column and name in own]
    if taken:
        raise ValueError(
            f"the result has columns of its own called {', '.join(taken)}: rename yours, or leave them out"
        )


def result_schema(schema: pa.Schema, text_column: str, *, traces: bool = False) -> pa.Schema:
    """The schema of what `annotate_batches` makes of batches with `schema`: strings are of the type of the text's."""
    given = schema.field(text_column).type
    types = {**_ARROW_TYPES, str: given if _is_string(given) else pa.string()}
    carried = [field for field in schema if field.name != text_column]
    found = [pa.field(name, types[kind]) for name, kind in ROW_TYPES.items()]
    found += [pa.field(TRACES, _nested([TRACE_TYPES], types))] if traces else []
    return pa.schema([*carried, *found, pa.field(ERROR, types[str])])


def _nested(kind: Any, types: Mapping[type, pa.DataType]) -> pa.DataType:
    """The type of a list of one kind, of a struct of several, or of a plain value."""
    if isinstance(kind, list):
        return pa.list_(_nested(kind[0], types))
    if isinstance(kind, Mapping):
        return pa.struct([pa.field(name, _nested(inner, types)) for name, inner in kind.items()])
    return types[kind]


def _annotated(
    batch: pa.RecordBatch, text_column: str, extractor: Extractor, documents: TraceIndex | None
) -> pa.RecordBatch:
    outcomes = attribute_each(extractor, [_value(scalar) for scalar in batch.column(text_column)])
    found = [(number, row) for number, outcome in enumerate(outcomes) for row in _rows(outcome, documents)]
    carried = batch.drop_columns([text_column]).take(pa.array([number for number, _ in found], pa.int64()))
    schema = result_schema(batch.schema, text_column, traces=documents is not None)
    own = [pa.array([row[field.name] for _, row in found], field.type) for field in list(schema)[carried.num_columns :]]
    return pa.RecordBatch.from_arrays([*carried.columns, *own], schema=schema)


def _rows(outcome: Article | Failed, documents: TraceIndex | None) -> Iterator[dict[str, Any]]:
    """Yield the rows of an article with the traces of each quotation, if there are documents, and the error."""
    from quoteattr.tracing.tracing import trace  # noqa: PLC0415

    traces: dict[Quotation | None, list[dict[str, Any]]] = {}
    if documents is not None and isinstance(outcome, Article):
        try:
            for found in trace(outcome, documents):
                traces.setdefault(found.quotation, []).append(trace_to_row(found))
        except Exception as error:  # as with any other text that cannot be read
            outcome = Failed(f"{type(error).__name__}: {error}")
    quotations: list[Quotation | None] = [None]
    if isinstance(outcome, Article) and outcome.attributions:
        quotations = [attribution.quotation for attribution in outcome.attributions]
    reason = outcome.reason if isinstance(outcome, Failed) else None
    for quotation, row in zip(quotations, rows_of(outcome), strict=True):
        yield {**row, TRACES: None if quotation is None else traces.get(quotation, []), ERROR: reason}


def _value(scalar: Any) -> object:
    try:
        return scalar.as_py()
    except ValueError as error:  # bytes that are not UTF-8 stand in a string column after a cast in Spark
        return Failed(f"{type(error).__name__}: {error}")


def _is_string(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))
