"""The reader of brat standoff: relations as PolNeAR's annotation tool writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from case_tables import cases
from quoteattr.evaluation import GoldError, GoldRelation, read_brat

TEXT = "🦊 “No,” said Ann Poe.\n“It is\nlate,” she added."
POE, SAID, NO = "T1\tSource 13 20\tAnn Poe", "T2\tCue 8 12\tsaid", "T3\tContent 2 7\t“No,”"
SHE, ADDED, LATE = "T4\tSource 36 39\tshe", "T5\tCue 40 45\tadded", "T6\tContent 22 28;29 35\t“It is late,”"
FIRST = GoldRelation(source=((13, 20),), cue=((8, 12),), content=((2, 7),))
SECOND = GoldRelation(source=((36, 39),), cue=((40, 45),), content=((22, 28), (29, 35)))


def relations(folder: Path, *lines: str, newline: str = "\n", text: str = TEXT) -> tuple[GoldRelation, ...]:
    (folder / "a.txt").write_bytes(text.encode())
    (folder / "a.ann").write_bytes("".join(line + newline for line in lines).encode())
    (article,) = read_brat(folder).articles
    assert article.relations is not None
    return article.relations


TIES = [
    pytest.param((POE, SAID, NO, "E1\tCue:T2 Source:T1 Content:T3"), (FIRST,), id="an event"),
    pytest.param((NO, "E1\tContent:T3 Cue:T2 Source:T1", SAID, POE), (FIRST,), id="stretches below their event"),
    pytest.param(
        (POE, SAID, NO, SHE, ADDED, LATE, "E1\tCue:T2 Source:T1 Content:T3", "E2\tCue:T5 Source:T4 Content:T6"),
        (FIRST, SECOND),
        id="two events",
    ),
    pytest.param(
        (POE, SAID, NO, ADDED, LATE, "E1\tCue:T2 Source:T1 Content:T3", "E2\tCue:T5 Source:T1 Content:T6"),
        (FIRST, GoldRelation(source=((13, 20),), cue=((40, 45),), content=((22, 28), (29, 35)))),
        id="two events that share their source",
    ),
    pytest.param(
        (SAID, NO, LATE, "E1\tCue:T2 Content:T6 Content2:T3"),
        (GoldRelation(source=(), cue=((8, 12),), content=((2, 7), (22, 28), (29, 35))),),
        id="pieces in text order, and no source",
    ),
    pytest.param(
        (POE, SAID, NO, "R1\tBy Arg1:T3 Arg2:T1", "R2\tWith Arg1:T3 Arg2:T2"), (FIRST,), id="relations of two"
    ),
    pytest.param(
        (SHE, ADDED, LATE, POE, SAID, NO, *(f"R{n}\tBy Arg1:T{a} Arg2:T{b}" for n, a, b in ((1, 4, 5), (2, 1, 2)))),
        (
            GoldRelation(source=((36, 39),), cue=((40, 45),), content=()),
            GoldRelation(source=((13, 20),), cue=((8, 12),), content=()),
        ),
        id="relations that share nothing",
    ),
    pytest.param((POE, "A1\tSure T1", "#1\tAnnotatorNotes T1\tan aside", "*\tAlias T1 T1", ""), (), id="other lines"),
    pytest.param(
        (POE, "T9\tTopic 2 7", "E1\tTopic:T9 Source:T1"),
        (GoldRelation(source=((13, 20),), cue=(), content=()),),
        id="another label",
    ),
    pytest.param((), (), id="an empty annotation"),
]


@pytest.mark.parametrize(("lines", "expected"), TIES)
def test_ties_are_relations(tmp_path: Path, lines: tuple[str, ...], expected: tuple[GoldRelation, ...]) -> None:
    assert relations(tmp_path, *lines) == expected


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
def test_a_broken_line_is_named_by_file_and_line(tmp_path: Path, lines: tuple[str, ...], message: str) -> None:
    with pytest.raises(GoldError, match=f"a.ann, {message}"):
        relations(tmp_path, *lines)


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
