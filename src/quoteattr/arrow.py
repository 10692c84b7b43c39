"""Batches of Arrow in, batches of Arrow out: what Spark, Ray and Dask have in common.

The result has a row an attribution: first the other columns of the text's row, untouched, then those of
`Article.to_rows()`, then `error`. A text without attributions has one row, with nulls in the columns between. So has a
text that could not be read, and there `error` says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Unpack

from quoteattr.scale import Failed, LoadOptions, attribute_each, check_batch_size, extractor_of, rows_of
from quoteattr.serialization import ROW_TYPES

try:
    import pyarrow as pa
except ImportError as error:
    raise ImportError('quoteattr.arrow needs pyarrow; install it with: pip install "quoteattr[spark]"') from error

if TYPE_CHECKING:
    from quoteattr.pipeline import Extractor

__all__ = ["ERROR", "annotate_batches", "check_columns", "result_schema"]

ERROR = "error"
_ARROW_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64()}


def annotate_batches(
    batches: Iterable[pa.RecordBatch], text_column: str, *, batch_size: int = 64, **options: Unpack[LoadOptions]
) -> Iterator[pa.RecordBatch]:
    """The attributions of the texts in `text_column`, one batch for each `batch_size` texts, in order.

    The extractor with these `options` of `quoteattr.load` is loaded once a process. A text that is null, not a string
    or not UTF-8, or at which anything is raised, costs its own row alone. Raises ValueError as `check_columns` does and
    for a batch size or a kind that is none, and whatever `load` raises.
    """
    check_batch_size(batch_size)
    return _batches(batches, text_column, batch_size, extractor_of(**options))


def _batches(
    batches: Iterable[pa.RecordBatch], text_column: str, batch_size: int, extractor: Extractor
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        check_columns(batch.schema.names, text_column)
        for start in range(0, batch.num_rows, batch_size):
            yield _annotated(batch.slice(start, batch_size), text_column, extractor)


def check_columns(names: Iterable[str], text_column: str) -> None:
    """Raise ValueError where there is no such column, or another one is called as one of the result."""
    names = list(names)
    if text_column not in names:
        raise ValueError(f"no column {text_column!r} among {', '.join(names)}")
    taken = [name for name in names if name != text_column and (name in ROW_TYPES or name == ERROR)]
    if taken:
        raise ValueError(
            f"the result has columns of its own called {', '.join(taken)}: rename yours, or leave them out"
        )


def result_schema(schema: pa.Schema, text_column: str) -> pa.Schema:
    """The schema of what `annotate_batches` makes of batches with `schema`: strings are of the type of the text's."""
    given = schema.field(text_column).type
    types = {**_ARROW_TYPES, str: given if _is_string(given) else pa.string()}
    carried = [field for field in schema if field.name != text_column]
    found = [pa.field(name, types[kind]) for name, kind in ROW_TYPES.items()]
    return pa.schema([*carried, *found, pa.field(ERROR, types[str])])


def _annotated(batch: pa.RecordBatch, text_column: str, extractor: Extractor) -> pa.RecordBatch:
    outcomes = attribute_each(extractor, [_value(scalar) for scalar in batch.column(text_column)])
    found = [
        (number, {**row, ERROR: outcome.reason if isinstance(outcome, Failed) else None})
        for number, outcome in enumerate(outcomes)
        for row in rows_of(outcome)
    ]
    carried = batch.drop_columns([text_column]).take(pa.array([number for number, _ in found], pa.int64()))
    schema = result_schema(batch.schema, text_column)
    own = [pa.array([row[name] for _, row in found], schema.field(name).type) for name in (*ROW_TYPES, ERROR)]
    return pa.RecordBatch.from_arrays([*carried.columns, *own], schema=schema)


def _value(scalar: Any) -> object:
    try:
        return scalar.as_py()
    except ValueError as error:  # bytes that are not UTF-8 stand in a string column after a cast in Spark
        return Failed(f"{type(error).__name__}: {error}")


def _is_string(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))
