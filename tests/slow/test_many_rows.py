"""Ten thousand rows through Spark, twenty of them bad, against the library in one process."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import Any

import pytest
from many_articles import many_articles

import quoteattr
from extras import SPARK, skip_without
from local_spark import local_spark
from quoteattr.serialization import ROW_TYPES

pytestmark = pytest.mark.slow
skip_without(*SPARK)

ROWS = 10_000
BAD = {number: (None, b"caf\xe9")[number // 500 % 2] for number in range(250, ROWS, 500)}


def test_good_rows_are_the_librarys_and_bad_ones_are_told(extractor: quoteattr.Extractor) -> None:
    from quoteattr.spark import annotate

    assert len(BAD) == 20
    texts = dict(enumerate(many_articles(ROWS)))
    raw = [(number, BAD.get(number, text.encode())) for number, text in texts.items()]
    with local_spark() as spark:
        given = spark.createDataFrame(raw, "id int, raw binary").selectExpr("id", "cast(raw as string) as text")
        given = given.repartition(8).cache()
        annotate(given.filter("id < 64"), "text").collect()  # starts the workers and loads the model
        started = time.perf_counter()
        found = [row.asDict() for row in annotate(given, "text").collect()]
        in_spark = time.perf_counter() - started

    started = time.perf_counter()
    good = [(text, number) for number, text in texts.items() if number not in BAD]
    expected = {number: article.to_rows() for article, number in extractor.pipe(good, as_tuples=True)}
    alone = time.perf_counter() - started
    print(f"\n{ROWS / in_spark:.1f} rows a second in Spark on local[2], {len(good) / alone:.1f} in one process")

    rows: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(found, key=lambda row: (row["id"], row["start"] or 0)):
        rows[row.pop("id")].append(row)
    errors = {number: [row.pop("error") for row in group] for number, group in rows.items()}
    assert {number for number, group in errors.items() if group != [None] * len(group)} == set(BAD)
    no_row = [dict.fromkeys(ROW_TYPES)]
    assert {number: group for number, group in rows.items() if number in BAD} == dict.fromkeys(BAD, no_row)
    assert {number: group for number, group in rows.items() if number not in BAD} == {
        number: group or no_row for number, group in expected.items()
    }
