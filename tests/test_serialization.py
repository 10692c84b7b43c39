"""JSON there and back, and rows."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from case_tables import read_cases
from quoteattr.serialization import ROW_TYPES
from quoteattr.types import (
    Article,
    Attribution,
    Cue,
    LinkKind,
    Maker,
    Provenance,
    Quotation,
    QuotationKind,
    Role,
    RoleStatus,
    Source,
    SourceKind,
    Span,
    Speaker,
    SpeakerKind,
)
from strategies import articles

TEXT = "SEVO (AFP) – “We go,” acting mayor Ann Obi of Sevo told RTV on May 2."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


QUOTATION = Quotation(span=span("“We go,”"), kind=QuotationKind.DIRECT, quoted=(span("We go,"),), utterance=0)
ANN = Speaker(name="Ann Obi", kind=SpeakerKind.PERSON, mentions=(span("Ann Obi"),))
ATTRIBUTION = Attribution(
    quotation=QUOTATION,
    speaker=ANN,
    mention=span("Ann Obi"),
    cue=Cue(start=span("told").start, end=span("told").end, text="told"),
    role=Role(title=span("acting mayor"), organization=span("Sevo"), status=RoleStatus.ACTING),
    source=Source(kind=SourceKind.INTERVIEW, name=span("RTV"), date=span("May 2")),
    link=LinkKind.EXPLICIT,
    confidence=0.9731,
    evidence="inverted_cue",
)
ARTICLE = Article(
    text=TEXT,
    quotations=(QUOTATION,),
    attributions=(ATTRIBUTION,),
    speakers=(ANN,),
    provenance=Provenance(agency=span("AFP"), dateline=span("SEVO (AFP) –")),
    made_by=Maker(reader="parse", pipeline="en_core_web_sm", pipeline_version="3.8.0"),
)


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
    assert [envelope[key] for key in ("reader", "pipeline", "pipeline_version")] == [
        "parse",
        "en_core_web_sm",
        "3.8.0",
    ]
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
        spoken = tuple(
            Quotation(span=Span.of(text, at, at + 5), kind=QuotationKind.DIRECT, utterance=at)
            for at in range(0, len(text), 15)
        )
        he = Speaker(
            name="he",
            kind=SpeakerKind.UNNAMED,
            mentions=tuple(Span.of(text, at + 6, at + 8) for at in range(0, len(text), 15)),
        )
        said = tuple(
            Attribution(quotation=one, speaker=he, link=LinkKind.ANAPHORIC, confidence=0.5, evidence="cue_after")
            for one in spoken
        )
        return len(Article(text=text, quotations=spoken, attributions=said, speakers=(he,)).to_json())

    assert size(400) < 4.5 * size(100)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param("{", "not JSON", id="broken_json"),
        pytest.param("[" * 100_000, "not JSON", id="too_deep"),
        pytest.param(b"\xff", "not JSON", id="not_utf8"),
        pytest.param("[1]", "schema None was found", id="not_an_object"),
        pytest.param("{}", "schema None was found", id="no_schema"),
        pytest.param('{"schema": 7}', r"schema 7 was found, and quoteattr \S+ reads schema 1", id="later_schema"),
        pytest.param('{"schema": 1}', "not an article of schema 1: KeyError", id="no_text"),
        pytest.param(
            json.dumps({**ARTICLE.to_dict(), "text": "short"}), "not an article of schema 1", id="offsets_past_the_text"
        ),
        pytest.param(
            json.dumps({**ARTICLE.to_dict(), "quotations": []}), "not an article of schema 1", id="index_past_the_end"
        ),
        pytest.param(
            json.dumps({**ARTICLE.to_dict(), "quotations": [3]}), "not an article of schema 1", id="number_for_object"
        ),
    ],
)
def test_what_is_no_article_is_refused(data: str | bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
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


def test_rows_are_flat() -> None:
    assert ARTICLE.to_rows() == [read_cases("serialization/rows")["of the article"]]


@given(articles())
def test_rows_hold_plain_values_under_the_same_keys(article: Article) -> None:
    """A row an attribution, with every key in each, so that a data frame has its columns."""
    rows = article.to_rows()
    assert len(rows) == len(article.attributions)
    assert {tuple(row) for row in rows} <= {tuple(ARTICLE.to_rows()[0])}
    assert {type(value) for row in rows for value in row.values()} <= {str, int, float, type(None)}


@given(articles())
def test_columns_have_the_types_that_are_told(article: Article) -> None:
    """Spark and Arrow need to know the columns before the first row."""
    for row in article.to_rows():
        assert list(row) == list(ROW_TYPES)
        assert all(value is None or type(value) is ROW_TYPES[name] for name, value in row.items())
