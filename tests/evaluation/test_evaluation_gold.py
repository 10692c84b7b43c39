"""The reader of quoteattr's own format: what it reads, and what it says of a line that is broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from case_tables import cases, plain
from quoteattr.evaluation import Corpus, GoldArticle, GoldError, GoldRelation, GoldReport, read_gold
from quoteattr.evaluation.corpora.gold import STRING_KEYS

TEXT = "“No,” said Ann Poe. 🦊 The gates, she added, would open on Monday."
ARTICLE = {"id": "gates", "text": TEXT}
STRING = {"doc": "gates", "start": 0, "end": 5}
REPORT = {"doc": "gates", "kind": "indirect", "start": 44, "end": 64, "text": "would open on Monday"}


def lines(*rows: object) -> str:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def read(
    folder: Path, articles: str | bytes, gold: str | None = None, unmarked: str | None = None, newline: str = "\n"
) -> Corpus:
    """Write the files and read them."""
    paths = {}
    for name, content in {"articles": articles, "gold": gold, "unmarked": unmarked}.items():
        if content is not None:
            paths[name] = folder / f"{name}.jsonl"
            encoded = content if isinstance(content, bytes) else content.replace("\n", newline).encode()
            paths[name].write_bytes(encoded)
    return read_gold(**paths)


@cases("evaluation/gold/accepted")
def test_a_string_has_the_answers_that_were_annotated(
    tmp_path: Path, fields: dict[str, Any], accepted: dict[str, Any]
) -> None:
    (article,) = read(tmp_path, lines(ARTICLE), lines(STRING | fields)).articles
    (found,) = article.strings
    assert (found.extent, plain(found.accepted)) == ((0, 5), accepted)


@cases("evaluation/gold/speakers")
def test_a_report_has_its_accepted_speakers(tmp_path: Path, fields: dict[str, Any], speaker: list[Any]) -> None:
    (article,) = read(tmp_path, lines(ARTICLE), unmarked=lines(REPORT | fields)).articles
    assert article.reports == (GoldReport(extent=(44, 64), kind="indirect", speaker=tuple(speaker)),)


def test_relations_stand_with_their_article(tmp_path: Path) -> None:
    relation = {"source": [[11, 18]], "cue": [[6, 10]], "content": [[0, 5], [22, 31]]}
    corpus = read(tmp_path, lines(ARTICLE | {"attributions": [relation]}, {"id": "b", "text": ""}))
    assert [article.relations for article in corpus.articles] == [
        (GoldRelation(source=((11, 18),), cue=((6, 10),), content=((0, 5), (22, 31))),),
        None,
    ]


def test_an_article_without_a_line_of_gold_has_none(tmp_path: Path) -> None:
    corpus = read(tmp_path, lines({"id": "empty", "text": "“Yes.”"}, ARTICLE), lines(STRING), lines(REPORT))
    assert [(a.id, len(a.strings), len(a.reports), a.relations) for a in corpus.articles] == [
        ("empty", 0, 0, None),
        ("gates", 1, 1, None),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n"], ids=["unix", "windows", "blank lines"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no byte order mark", "byte order mark"])
def test_what_an_editor_adds_is_no_matter(tmp_path: Path, newline: str, mark: str) -> None:
    corpus = read(tmp_path, mark + lines(ARTICLE), mark + lines(STRING), mark + lines(REPORT), newline)
    assert corpus == read(tmp_path, lines(ARTICLE), lines(STRING), lines(REPORT))


def test_a_folder_has_an_article_in_each_text_file(tmp_path: Path) -> None:
    for name, text in {"b": "“B.”\r\n", "a": "\ufeff“A.”\n"}.items():
        (tmp_path / f"{name}.txt").write_bytes(text.encode())
    (tmp_path / "notes.md").write_text("no article", encoding="utf8")
    assert read_gold(tmp_path).articles == (
        GoldArticle(id="a", text="\ufeff“A.”\n"),
        GoldArticle(id="b", text="“B.”\r\n"),
    )


@cases("evaluation/gold/broken_articles")
def test_a_broken_article_is_named_by_file_and_line(tmp_path: Path, articles: str, message: str) -> None:
    with pytest.raises(GoldError, match=f"articles.jsonl(, |: ){message}"):
        read(tmp_path, articles)


@pytest.mark.parametrize("line", ["[" * 100_000, '{"id": ' + "1" * 5000 + "}"], ids=["nested", "a number"])
def test_what_has_no_end_is_named_by_file_and_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(GoldError, match=r"articles\.jsonl, line 1: not JSON that can be read"):
        read(tmp_path, f"{line}\n")


def test_articles_that_are_not_utf8_are_named_by_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"articles\.jsonl, line 2: not UTF-8 \(byte 0xff\)"):
        read(tmp_path, b'{"id": "a",\n"text": "\xff"}\n')


@cases("evaluation/gold/broken_gold")
def test_a_broken_string_is_named_by_file_and_line(tmp_path: Path, row: dict[str, Any], message: str) -> None:
    with pytest.raises(GoldError, match=f"gold.jsonl, {message}"):
        read(tmp_path, lines(ARTICLE), lines({"doc": "gates", "start": 6, "end": 10}, row))


@cases("evaluation/gold/broken_unmarked")
def test_a_broken_report_is_named_by_file_and_line(tmp_path: Path, row: dict[str, Any], message: str) -> None:
    with pytest.raises(GoldError, match=f"unmarked.jsonl, {message}"):
        read(tmp_path, lines(ARTICLE), unmarked=lines(row))


def test_a_text_file_that_is_not_utf8_is_named_by_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("one\n“caf".encode() + b"\xe9")
    with pytest.raises(GoldError, match=r"a\.txt, line 2: not UTF-8 \(byte 0xe9\)"):
        read_gold(tmp_path)


def test_an_empty_folder_has_no_article(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no article there"):
        read_gold(tmp_path)


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        read_gold(tmp_path / "nowhere.jsonl")


def test_two_articles_of_a_corpus_have_unlike_ids() -> None:
    with pytest.raises(ValueError, match="two articles have the id 'a'"):
        Corpus(articles=(GoldArticle(id="a", text=""), GoldArticle(id="a", text="x")))


def test_an_article_is_found_by_its_id() -> None:
    corpus = Corpus(articles=(GoldArticle(id="a", text="A"), GoldArticle(id="b", text="B")))
    assert corpus.text_of("b") == "B"
    with pytest.raises(KeyError, match="c"):
        corpus.text_of("c")


# ---- the gold of the articles in tests/corpus, every string in marks read; `quoteattr.toml` there holds the floors

FOLDER = Path(__file__).parents[1] / "corpus"
TEXTS = {path.stem: path.read_bytes().decode() for path in sorted(FOLDER.glob("*.txt"))}
GOLD = [json.loads(line) for line in (FOLDER / "gold.jsonl").read_text(encoding="utf8").splitlines()]


def test_gold_stands_where_it_says() -> None:
    for row in GOLD:
        assert TEXTS[row["doc"]][row["start"] : row["end"]] == row["text"]
        assert set(row) == {"doc", "q", "start", "end", "text", *STRING_KEYS}
        assert all(isinstance(row[field], list) and row[field] for field in STRING_KEYS)


@pytest.mark.parametrize("name", TEXTS)
def test_every_double_mark_is_in_the_gold(name: str) -> None:
    covered = {at for row in GOLD if row["doc"] == name for at in range(row["start"], row["end"])}
    assert {at for at, character in enumerate(TEXTS[name]) if character in '“”"'} <= covered
