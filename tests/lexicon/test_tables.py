"""Tables: the package's own rows, and those of a user's folder before them; the characters that part a text."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

import pytest

import quoteattr
from case_tables import cases
from quoteattr.lexicon import typography
from quoteattr.lexicon.tables import OWN, load_tables
from quoteattr.types import CueKind

NAMES = sorted(
    entry.name.removesuffix(".toml")
    for folder in ("lexicon", "layout")
    for entry in (files("quoteattr") / "data" / folder).iterdir()
    if entry.name.endswith(".toml")
)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_the_package_has_rows(name: str) -> None:
    rows = load_tables().rows(name)
    assert rows
    assert all(isinstance(row, dict) and row for row in rows)


@pytest.mark.parametrize(("table", "key"), [("cues", "verb"), ("cue_phrases", "phrase")])
def test_cue_rows_are_unique_and_of_a_known_kind(table: str, key: str) -> None:
    rows = load_tables().rows(table)
    words = [row[key] for row in rows]
    assert sorted(words) == sorted(set(words))
    assert {row["kind"] for row in rows} <= {kind.value for kind in CueKind}
    assert all(word == word.lower() for word in words)


def test_own_rows_come_first(tmp_path: Path) -> None:
    (tmp_path / "cues.toml").write_text('[[row]]\nverb = "yodel"\nkind = "speech"\n', encoding="utf8")
    rows = load_tables(tmp_path).rows("cues")
    assert rows[0] == {"verb": "yodel", "kind": "speech"}
    assert rows[1:] == load_tables().rows("cues")


def test_a_folder_without_a_table_leaves_the_packaged_one(tmp_path: Path) -> None:
    assert load_tables(tmp_path).rows("cues") == load_tables().rows("cues")


def test_own_rows_teach_the_extractor(blank: quoteattr.Extractor, tmp_path: Path) -> None:
    text = "“The goats are home,” yodelled Marta Okello."
    row = '[[row]]\nverb = "yodel"\nkind = "speech"\nforms = ["yodelled"]\n'
    (tmp_path / "cues.toml").write_text(row, encoding="utf8")
    taught = quoteattr.load(blank.nlp, tables=tmp_path)

    def cues(extractor: quoteattr.Extractor) -> list[str | None]:
        return [found.cue.text if found.cue else None for found in extractor.extract(text).attributions]

    assert "yodelled" not in cues(blank)
    assert cues(taught) == ["yodelled"]


def test_a_table_that_the_package_does_not_have() -> None:
    with pytest.raises(KeyError, match="ferries"):
        load_tables().rows("ferries")


@pytest.mark.parametrize(("name", "hint"), [("outlet", r"did you mean outlets\.toml"), ("ferries", "the tables are")])
def test_a_file_that_no_table_is_named_after_is_refused(tmp_path: Path, name: str, hint: str) -> None:
    (tmp_path / f"{name}.toml").write_text('[[row]]\nname = "Tern"\n', encoding="utf8")
    with pytest.raises(ValueError, match=f"{name}.*{hint}"):
        load_tables(tmp_path)


@cases("lexicon/tables/overruled")
def test_own_row_overrules_the_packages(
    extractor: quoteattr.Extractor, tmp_path: Path, table: str, row: str, text: str
) -> None:
    (tmp_path / f"{table}.toml").write_text(f"[[row]]\n{row}\n", encoding="utf8")
    every_kind = frozenset(quoteattr.CueKind)
    kinds = [
        [a.cue.kind.value for a in one.extract(text).attributions if a.cue]
        for one in (
            quoteattr.load(extractor.nlp, cue_kinds=every_kind),
            quoteattr.load(extractor.nlp, cue_kinds=every_kind, tables=tmp_path),
        )
    ]
    assert kinds[0] not in ([], ["writing"])
    assert kinds[1] == ["writing"]


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        load_tables(tmp_path / "nowhere")


@cases("lexicon/tables/wrong")
def test_a_wrong_table_is_refused_with_its_row_and_what_is_allowed(
    tmp_path: Path, file: str | None, content: str, message: str
) -> None:
    path = tmp_path / (file or "cues.toml")
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(ValueError, match=message) as raised:
        load_tables(tmp_path)
    assert str(path) in str(raised.value)


def test_a_byte_order_mark_is_no_row(tmp_path: Path) -> None:
    (tmp_path / "cues.toml").write_text('\ufeff[[row]]\nverb = "yodel"\nkind = "speech"\n', encoding="utf8")
    assert load_tables(tmp_path).rows("cues")[0] == {"verb": "yodel", "kind": "speech"}


@pytest.mark.parametrize("name", sorted(set(NAMES) - OWN))
def test_rows_of_the_package_would_do_as_a_users(tmp_path: Path, name: str) -> None:
    [own] = (files("quoteattr") / "data").glob(f"*/{name}.toml")
    (tmp_path / own.name).write_bytes(own.read_bytes())
    assert len(load_tables(tmp_path).rows(name)) == 2 * len(load_tables().rows(name))


def test_tables_of_one_folder_are_equal_by_any_path(tmp_path: Path) -> None:
    assert load_tables(tmp_path) == load_tables(tmp_path / ".") == load_tables(str(tmp_path))
    assert hash(load_tables(tmp_path)) == hash(load_tables(str(tmp_path)))


def test_line_ends_are_those_of_python() -> None:
    ends = {character for code in range(sys.maxunicode + 1) if len(f"a{(character := chr(code))}b".splitlines()) > 1}
    assert set(typography.LINE_ENDS) == ends


def test_marks_of_quotation_are_in_the_table() -> None:
    glyphs = {row["glyph"] for row in load_tables().rows("marks")}
    tokens = {*typography.QUOTATION_MARK_TOKENS, *typography.CLOSING_MARK_TOKENS}
    assert {*tokens, *typography.OPENING_MARKS, *typography.CLOSING_MARKS} <= glyphs
