"""Quotation attribution in Spark: a DataFrame with a column of texts in, a DataFrame with a row an attribution out.

The package must be installed where the workers run. Each Python worker loads the model once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from quoteattr.arrow import ERROR, TRACES, annotate_batches, check_columns
from quoteattr.scale import LoadOptions, check_batch_size, checked_options
from quoteattr.serialization import ROW_TYPES
from quoteattr.tracing.serialization import TRACE_TYPES

try:
    from pyspark.sql import DataFrame
    from pyspark.sql.functions import col
    from pyspark.sql.types import ArrayType, DataType, DoubleType, LongType, StringType, StructField, StructType
except ImportError as error:
    raise ImportError('quoteattr.spark needs pyspark; install it with: pip install "quoteattr[spark]"') from error

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["RESULT_SCHEMA", "TRACES_FIELD", "annotate"]

_SPARK_TYPES = {str: StringType(), int: LongType(), float: DoubleType()}


def _type_of(kind: Any) -> DataType:
    """The type of a list of one kind, of a struct of several, or of a plain value."""
    if isinstance(kind, list):
        return ArrayType(_type_of(kind[0]))
    if isinstance(kind, Mapping):
        return StructType([StructField(name, _type_of(inner)) for name, inner in kind.items()])
    return _SPARK_TYPES[kind]


# The columns of the result behind those that are carried through: those of `Article.to_rows()`, and the error.
RESULT_SCHEMA = StructType(
    [*(StructField(name, _SPARK_TYPES[kind]) for name, kind in ROW_TYPES.items()), StructField(ERROR, StringType())]
)
# With an index of documents it has this one, too, before the error: a struct of each quoted part's trace.
TRACES_FIELD = StructField(TRACES, _type_of([TRACE_TYPES]))


def annotate(
    frame: DataFrame,
    text_column: str,
    *,
    keep: Sequence[str] | None = None,
    batch_size: int = 64,
    index: str | Path | None = None,
    **options: Unpack[LoadOptions],
) -> DataFrame:
    """The attributions of the texts in `text_column`: the columns to `keep`, then those of `RESULT_SCHEMA`.

    `keep` names the columns of the text's row that each of its rows repeats, by default all the others. A text without
    attributions has one row, of nulls; so has a text that is null or at which anything is raised, with an `error`.
    `batch_size` texts are read together, and `options` are those of `quoteattr.load`, a pipeline by its name. `index`
    is the path of an index of documents that every worker sees: then a column `traces` stands before the error.

    Raises Spark's AnalysisException for a column that does not exist, ValueError for one to be kept under a name that
    the result has itself, and for a batch size or a kind that is none, TypeError where the texts are no strings. What
    `load` raises in a worker ends the job.
    """
    check_batch_size(batch_size)
    checked_options(options)
    names = list(dict.fromkeys([*(frame.columns if keep is None else keep), text_column]))
    # By their numbers, since mapInArrow does not find a column with a dot in its name.
    numbered = frame.select(*(col(_quoted(name)).alias(f"c{number}") for number, name in enumerate(names)))
    check_columns(names, text_column, traces=index is not None)
    fields = {name: StructField(name, field.dataType) for name, field in zip(names, numbered.schema, strict=True)}
    kind = fields.pop(text_column).dataType
    if not isinstance(kind, StringType):
        raise TypeError(f"column {text_column!r} is {kind.simpleString()}, not string")

    def annotated(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        named = (batch.rename_columns(names) for batch in batches)
        return annotate_batches(named, text_column, batch_size=batch_size, index=index, **options)

    own = RESULT_SCHEMA.fields if index is None else [*RESULT_SCHEMA.fields[:-1], TRACES_FIELD, RESULT_SCHEMA[ERROR]]
    return numbered.mapInArrow(annotated, StructType([*fields.values(), *own]))


def _quoted(name: str) -> str:
    """Write a column's name so that Spark takes dots and backticks in it for what they are."""
    return "`" + name.replace("`", "``") + "`"
