"""JSON there and back, and rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from random import Random
from typing import Any

import pytest
from hypothesis import given

from case_tables import cases, read_cases
from made_articles import read_article, spoken
from quoteattr.serialization import ROW_TYPES
from quoteattr.types import Article, LinkKind, Span, Speaker, SpeakerKind
from strategies import articles, examples

ARTICLE = read_article("serialization/article")


@given(articles())
def test_json_gives_back_the_article(article: Article) -> None:
    line = article.to_json()
    line.encode("ascii")
    assert "\n" not in line
    assert Article.from_json(line) == article
    assert Article.from_json(line.encode()) == article
    assert Article.from_dict(article.to_dict()) == article


@given(articles())
def test_to_dict_holds_plain_json_values(article: Article) -> None:
    assert json.loads(json.dumps(article.to_dict())) == article.to_dict()


def test_envelope_says_what_made_it() -> None:
    envelope = ARTICLE.to_dict()
    assert envelope["schema"] == 1
    made_by = {"reader": "parse", "pipeline": "en_core_web_sm", "pipeline_version": "3.8.0"}
    assert made_by.items() <= envelope.items()
    assert envelope["attributions"][0]["quotation"] == 0
    assert envelope["attributions"][0]["speaker"] == 0
    assert envelope["quotations"][0]["span"] == [13, 21]


def test_surrogates_side_by_side_stay_two_characters() -> None:
    text = "a \ud83d\ude00 b"
    assert Article.from_json(Article(text=text).to_json()).text == text


def test_keys_of_others_are_left_aside() -> None:
    assert Article.from_dict({"file": "a.txt", **ARTICLE.to_dict()}) == ARTICLE


def test_size_is_linear_in_the_number_of_quotations() -> None:
    """One speaker's many mentions stand in the JSON once, not once an attribution."""

    def size(count: int) -> int:
        text = "“Go,” he said. " * count
        places = range(0, len(text), 15)
        mentions = tuple(Span.of(text, at + 6, at + 8) for at in places)
        he = Speaker(name="he", kind=SpeakerKind.UNNAMED, mentions=mentions)
        said = ((at, at + 5) for at in places)
        return len(spoken(text, *said, speakers=(he,), link=LinkKind.ANAPHORIC).to_json())

    assert size(400) < 4.5 * size(100)


@cases("serialization/refused")
def test_what_is_no_article_is_refused(data: str | None, changed: dict[str, object] | None, message: str) -> None:
    given = json.dumps({**ARTICLE.to_dict(), **(changed or {})}) if data is None else data
    with pytest.raises(ValueError, match=message):
        Article.from_json(given)


@pytest.mark.parametrize("data", ["[" * 100_000, b"\xff"], ids=["too_deep", "not_utf8"])
def test_what_is_no_json_is_refused(data: str | bytes) -> None:
    with pytest.raises(ValueError, match="not JSON"):
        Article.from_json(data)


@pytest.mark.parametrize("key", ["schema", "text", "reader", "quotations", "speakers", "attributions", "kind"])
def test_values_that_are_too_deep_are_refused(key: str) -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    data = ARTICLE.to_dict()
    with pytest.raises(ValueError, match="schema"):
        Article.from_dict(
            {**data, key: deep} if key in data else {**data, "quotations": [{**data["quotations"][0], key: deep}]}
        )


def places_in(value: object) -> Iterator[tuple[Any, Any]]:
    """Every item of a list or an object within `value`, as what holds it and its index or key there."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield value, key
        yield from places_in(item)


def test_a_mutant_is_read_as_it_is_or_refused() -> None:
    """Nothing is taken for something else, and nothing but ValueError comes out."""
    odd = [None, True, False, 0, -1, 7, 1.9, float("inf"), float("nan"), 10**400, "", "speech", "ab", [], {}, [0, 4]]
    draw, refused, count = Random(0), 0, examples(10_000)
    for _ in range(count):
        mutant = json.loads(ARTICLE.to_json())
        holder, key = draw.choice(list(places_in(mutant)))
        change = draw.choice(["take out", "put in", "copy"])
        if change == "put in":
            holder[key] = draw.choice(odd)
        elif change == "take out":
            del holder[key]
        else:
            holder[key] = [holder[key], holder[key]]
        try:
            read = Article.from_dict(mutant)
        except ValueError:
            refused += 1
        else:
            assert read.to_dict() == mutant | {"quoteattr": version("quoteattr")}
    assert count // 2 < refused < count


def test_rows_are_flat() -> None:
    assert ARTICLE.to_rows() == [read_cases("serialization/rows")["of the article"]]


def test_rows_of_nothing_have_their_columns() -> None:
    rows = Article(text="").to_rows()
    assert (rows, list(rows.columns)) == ([], list(ROW_TYPES))
    pandas = pytest.importorskip("pandas")
    assert list(pandas.DataFrame(rows, columns=rows.columns).columns) == list(ROW_TYPES)


@given(articles())
def test_rows_have_the_columns_and_types_that_are_told(article: Article) -> None:
    """A row an attribution, with every key in each; Spark and Arrow need to know the columns before the first row."""
    rows = article.to_rows()
    assert len(rows) == len(article.attributions)
    for row in rows:
        assert list(row) == list(ROW_TYPES)
        assert all(value is None or type(value) is ROW_TYPES[name] for name, value in row.items())
