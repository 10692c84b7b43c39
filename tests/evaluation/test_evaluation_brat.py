"""The reader of brat standoff: relations as PolNeAR's annotation tool writes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import asdict

from case_tables import cases, plain
from quoteattr.evaluation import GoldError, GoldRelation, read_brat

TEXT = "🦊 “No,” said Ann Poe.\n“It is\nlate,” she added."
POE, SAID, NO = "T1\tSource 13 20\tAnn Poe", "T2\tCue 8 12\tsaid", "T3\tContent 2 7\t“No,”"
FIRST = GoldRelation(source=((13, 20),), cue=((8, 12),), content=((2, 7),))


def relations(folder: Path, *lines: str, newline: str = "\n", text: str = TEXT) -> tuple[GoldRelation, ...]:
    (folder / "a.txt").write_bytes(text.encode())
    (folder / "a.ann").write_bytes("".join(line + newline for line in lines).encode())
    (article,) = read_brat(folder).articles
    assert article.relations is not None
    return article.relations


@cases("evaluation/brat/ties")
def test_ties_are_relations(tmp_path: Path, lines: list[str], expected: list[Any]) -> None:
    assert plain([asdict(relation) for relation in relations(tmp_path, *lines)]) == expected


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no byte order mark", "byte order mark"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
def test_what_an_editor_adds_is_no_matter(tmp_path: Path, newline: str, mark: str) -> None:
    found = relations(tmp_path, mark + POE, SAID, NO, "E1\tCue:T2 Source:T1 Content:T3", newline=newline)
    assert found == (FIRST,)


def test_offsets_count_the_carriage_returns_of_the_text(tmp_path: Path) -> None:
    found = relations(tmp_path, "T1\tContent 3 8\tNo. N", "E1\tContent:T1", text="A\r\nNo.\nNo.\r\n")
    assert found == (GoldRelation(source=(), cue=(), content=((3, 8),)),)


def test_ids_are_paths_below_the_folder(tmp_path: Path) -> None:
    for name in ("b/one", "a", "b/c/two"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / f"{name}.txt").write_text("x", encoding="utf8")
        (tmp_path / f"{name}.ann").touch()
    assert [article.id for article in read_brat(tmp_path).articles] == ["a", "b/c/two", "b/one"]


@cases("evaluation/brat/broken")
def test_a_broken_line_is_named_by_file_and_line(tmp_path: Path, lines: list[str], message: str) -> None:
    with pytest.raises(GoldError, match=f"a.ann, {message}"):
        relations(tmp_path, *lines)


def test_a_number_without_end_is_named_by_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"a\.ann, line 1: not ID, label and offsets"):
        relations(tmp_path, f"T2\tCue 0 {'9' * 5000}")


@pytest.mark.parametrize("name", ["a.txt", "a.ann"])
def test_a_file_that_is_not_utf8_is_named_by_line(tmp_path: Path, name: str) -> None:
    relations(tmp_path)
    (tmp_path / name).write_bytes(b"x\n\xff")
    with pytest.raises(GoldError, match=f"{name}, line 2: not UTF-8"):
        read_brat(tmp_path)


def test_an_article_without_annotation_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf8")
    with pytest.raises(FileNotFoundError, match=r"a\.txt has no annotation beside it: a\.ann is missing"):
        read_brat(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no folder at .*nowhere"):
        read_brat(tmp_path / "nowhere")


def test_an_empty_folder_has_no_article(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no article there"):
        read_brat(tmp_path)
