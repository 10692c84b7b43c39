"""Spark itself, with two local workers: the library's rows, each id kept, a bad row costing only itself."""

from __future__ import annotations

import datetime
import decimal
import os
from collections.abc import Iterator
from typing import Any

import pytest

import quoteattr
from extras import SPARK, skip_without
from local_spark import local_spark
from quoteattr.serialization import ROW_TYPES

skip_without(*SPARK)

import pyarrow as pa  # noqa: E402
from pyspark.errors import AnalysisException  # noqa: E402
from pyspark.sql import DataFrame, SparkSession  # noqa: E402

from quoteattr.spark import RESULT_SCHEMA, annotate  # noqa: E402

TEXTS = [
    "“We will reopen the bridge in May,” the mayor, Ann Obi, said in a statement on Friday.",
    None,
    "No marks here.",
    "",
    "Ben Achterberg told reporters that the ferry would leave at noon. “It always does,” he said.",
]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    with local_spark(**{"spark.sql.execution.arrow.maxRecordsPerBatch": "3"}) as session:
        yield session


@pytest.fixture(scope="module")
def frame(spark: SparkSession) -> DataFrame:
    rows = [(f"a{number}", text) for number, text in enumerate(TEXTS)]
    return spark.createDataFrame(rows, "id string, body string").repartition(4, "id")


def in_order(frame: DataFrame, *keys: str) -> list[dict[str, Any]]:
    return sorted((row.asDict() for row in frame.collect()), key=lambda row: [row[key] or 0 for key in keys])


def test_rows_are_those_of_the_library(frame: DataFrame, extractor: quoteattr.Extractor) -> None:
    """A row an attribution, one of nulls where there is none, and one with an error where the text is null."""
    result = annotate(frame, "body")
    assert result.schema.names == ["id", *RESULT_SCHEMA.names] == ["id", *ROW_TYPES, "error"]
    error = {1: "the text is not a str but NoneType"}
    assert in_order(result, "id", "start") == [
        {"id": f"a{number}", **row, "error": error.get(number)}
        for number, text in enumerate(TEXTS)
        for row in (extractor.extract(text).to_rows() if text else []) or [dict.fromkeys(ROW_TYPES)]
    ]


def test_extractor_is_loaded_once_a_worker(frame: DataFrame) -> None:
    """Over more partitions than workers, and over the jobs before this one."""

    def loaded(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from quoteattr.scale.workers import _loaded

        for _ in batches:
            found = _loaded.cache_info()
            yield pa.RecordBatch.from_pylist([{"process": os.getpid(), "loads": found.misses, "uses": found.hits}])

    annotate(frame, "body").collect()
    workers = frame.mapInArrow(loaded, "process long, loads long, uses long").distinct().collect()
    assert 1 <= len(workers) <= 2
    assert [worker["loads"] for worker in workers] == [1] * len(workers)
    assert sum(worker["uses"] for worker in workers) >= 2


def test_columns_of_any_type_are_kept_as_they_are(spark: SparkSession) -> None:
    values = {
        "a number": (7, "int"),
        "when": (datetime.datetime(2024, 2, 29, 23, 59), "timestamp"),  # noqa: DTZ001 - Spark's own are naive, too
        "day": (datetime.date(2024, 2, 29), "date"),
        "price": (decimal.Decimal("1.50"), "decimal(9,2)"),
        "raw": (bytearray(b"\xff"), "binary"),
        "tags": (["a", None], "array<string>"),
        "place.name`s": ({"lat": 1.5}, "map<string,double>"),
        "nothing": (None, "struct<a:int>"),
    }
    types = ", ".join(f"`{name.replace('`', '``')}` {kind}" for name, (_, kind) in values.items())
    given = spark.createDataFrame(
        [(*(value for value, _ in values.values()), "“No,” said Ann Obi. “Never.”")], f"{types}, body string"
    )
    result = annotate(given, "body")
    assert [(field.name, field.dataType) for field in result.schema][: len(values)] == [
        (field.name, field.dataType) for field in given.schema
    ][:-1]
    rows = [row.asDict() for row in result.collect()]
    assert len(rows) == 2
    for row in rows:
        assert {name: row[name] for name in values} == {name: value for name, (value, _) in values.items()}


def test_bytes_that_are_not_utf8_cost_only_their_row(spark: SparkSession) -> None:
    """A cast makes a string of any bytes."""
    rows = [(1, "“No,” said Ann Obi.".encode()), (2, b"caf\xe9"), (3, "“No,” said Ann Obi.".encode())]
    cast = spark.createDataFrame(rows, "id int, raw binary").selectExpr("id", "cast(raw as string) as body")
    found = in_order(annotate(cast, "body"), "id")
    assert [(row["id"], row["speaker"]) for row in found] == [(1, "Ann Obi"), (2, None), (3, "Ann Obi")]
    assert [bool(row["error"]) for row in found] == [False, True, False]


def test_options_are_those_of_load(frame: DataFrame) -> None:
    kinds = [quoteattr.QuotationKind.INDIRECT]
    found = in_order(annotate(frame, "body", keep=["id"], kinds=kinds), "id", "start")
    assert {row["kind"] for row in found} == {"indirect", None}


def test_strings_may_be_large(spark: SparkSession, frame: DataFrame) -> None:
    spark.conf.set("spark.sql.execution.arrow.useLargeVarTypes", "true")
    try:
        assert len(annotate(frame, "body").collect()) >= len(TEXTS)
    finally:
        spark.conf.unset("spark.sql.execution.arrow.useLargeVarTypes")


@pytest.mark.parametrize(
    ("columns", "keep", "error", "message"),
    [
        pytest.param("id string, txt string", None, AnalysisException, "body", id="no_such_text"),
        pytest.param("id string, body string", ["uri"], AnalysisException, "uri", id="no_such_column"),
        pytest.param("date string, body string", None, ValueError, "of its own called date", id="name_taken"),
        pytest.param("id string, body bigint", None, TypeError, "'body' is bigint, not string", id="no_string"),
    ],
)
def test_columns_that_do_not_fit_are_refused_at_once(
    spark: SparkSession, columns: str, keep: list[str] | None, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        annotate(spark.createDataFrame([], columns), "body", keep=keep)


def test_columns_left_out_may_have_any_name(spark: SparkSession) -> None:
    given = spark.createDataFrame([("a0", "2024-02-29", "No marks.")], "id string, date string, body string")
    assert annotate(given, "body", keep=["id"]).columns == ["id", *RESULT_SCHEMA.names]


def test_an_extractor_that_cannot_be_loaded_ends_the_job(frame: DataFrame) -> None:
    """It is no bad row: no row would ever be right."""
    with pytest.raises(Exception, match="no reader 'oracle': choose one of parse, encoder"):
        annotate(frame, "body", reader="oracle").collect()
