"""Batches of Arrow in and out, as Spark, Ray and Dask hand them over."""

from __future__ import annotations

import pytest

import quoteattr
from extras import skip_without
from quoteattr.serialization import ROW_TYPES

skip_without("pyarrow")

import pyarrow as pa  # noqa: E402

from quoteattr import arrow  # noqa: E402
from quoteattr.arrow import annotate_batches, result_schema  # noqa: E402

TEXTS = ["“We will go,” said Ann Obi.", "No marks here.", "“No,” he said. “Never,” she told Ben Achterberg."]
NO_ROW = dict.fromkeys(ROW_TYPES)


@pytest.fixture(autouse=True)
def loaded(blank: quoteattr.Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with an extractor that only tokenizes."""
    monkeypatch.setattr(arrow, "extractor_of", lambda **_: blank)


def batch_of(texts: object, **columns: object) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({**columns, "body": texts})


def test_a_row_an_attribution_behind_the_other_columns(blank: quoteattr.Extractor) -> None:
    batch = batch_of(TEXTS, id=[7, 8, 9], tags=[["a"], None, ["b", "c"]])
    (result,) = annotate_batches([batch], "body")
    assert result.to_pylist() == [
        {"id": number, "tags": tags, **row, "error": None}
        for number, tags, text in zip([7, 8, 9], [["a"], None, ["b", "c"]], TEXTS, strict=True)
        for row in blank.extract(text).to_rows() or [NO_ROW]
    ]
    assert result.schema == result_schema(batch.schema, "body")


@pytest.mark.parametrize("batch_size", [1, 2, 64])
def test_order_and_rows_do_not_depend_on_the_size_of_batches(batch_size: int) -> None:
    batches = [
        batch_of(TEXTS, id=[0, 1, 2]),
        batch_of([], id=[]).cast(batch_of(TEXTS, id=[0] * 3).schema),
        batch_of(TEXTS, id=[3, 4, 5]),
    ]
    results = list(annotate_batches(batches, "body", batch_size=batch_size))
    whole = list(annotate_batches(batches, "body"))
    assert pa.Table.from_batches(results).to_pylist() == pa.Table.from_batches(whole).to_pylist()
    assert max(len(set(result["id"].to_pylist())) for result in results) <= batch_size


NOT_UTF8 = pa.Array.from_buffers(pa.string(), 1, pa.array([b"caf\xe9"], pa.binary()).buffers())


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        pytest.param(pa.array([None], pa.string()), "the text is not a str but NoneType", id="null"),
        pytest.param(pa.array([None], pa.null()), "the text is not a str but NoneType", id="nothing_but_null"),
        pytest.param(pa.array([7]), "the text is not a str but int", id="number"),
        pytest.param(pa.array([b"He left."]), "the text is not a str but bytes", id="bytes"),
        pytest.param(NOT_UTF8, "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position 3", id="not_utf8"),
    ],
)
def test_a_bad_text_is_a_row_with_an_error(column: pa.Array, reason: str) -> None:
    (result,) = annotate_batches([batch_of(column, id=["a"])], "body")
    (row,) = result.to_pylist()
    assert row.pop("error").startswith(reason)
    assert row == {"id": "a", **NO_ROW}


def test_a_bad_text_does_not_harm_its_neighbours() -> None:
    good = pa.array(TEXTS[:1])
    column = pa.chunked_array([good, NOT_UTF8, good]).combine_chunks()
    (result,) = annotate_batches([batch_of(column, id=[1, 2, 3])], "body")
    assert [(row["id"], row["speaker"], row["error"] is None) for row in result.to_pylist()] == [
        (1, "Ann Obi", True),
        (2, None, False),
        (3, "Ann Obi", True),
    ]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()], ids=str)
def test_strings_are_of_the_type_of_the_texts(kind: pa.DataType) -> None:
    (result,) = annotate_batches([batch_of(pa.array(TEXTS, kind))], "body")
    assert result.schema.field("speaker").type == kind
    assert "Ann Obi" in result["speaker"].to_pylist()


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        pytest.param({"text": TEXTS}, "no column 'body' among text", id="no_such_column"),
        pytest.param({"date": TEXTS, "error": TEXTS, "body": TEXTS}, "of its own called date, error", id="name_taken"),
    ],
)
def test_columns_that_do_not_fit_are_refused(columns: dict[str, list[str]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        next(annotate_batches([pa.RecordBatch.from_pydict(columns)], "body"))


def test_the_text_may_be_called_as_a_column_of_the_result() -> None:
    (result,) = annotate_batches([pa.RecordBatch.from_pydict({"text": TEXTS[:1]})], "text")
    assert result["text"].to_pylist() == ["“We will go,”"]
