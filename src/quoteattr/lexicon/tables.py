"""Knowledge as tables: the package's own under `data/`, and rows of a user's own on top of them.

A table file is TOML with any number of `[[row]]` blocks. A user's folder may hold files of the same names: their rows
are read before the package's, so that a row of one's own wins where two say different things of the same words.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import regex
from attrs import frozen

__all__ = ["Tables", "load_tables"]

Row = dict[str, Any]
# Where under `data/` tables lie: what words mean, what forms a text has, and how words are compared.
FOLDERS = ("lexicon", "layout", "trace")
# Tables that are read from the package alone: marks are found before any folder is known, colours belong to the pages.
OWN = frozenset(["apostrophes", "mark_sides", "marks", "page_colors", "speaker_colors"])
# Columns whose words are a closed set, in every table or in one: those that the package's rows have.
CLOSED = frozenset(
    [
        "kind",
        "class",
        "use",
        "gender",
        "status",
        "where",
        "speaker",
        "place",
        ("cues", "frames"),
        ("role_verbs", "particle"),
    ]
)
# Columns with the same words as that of another table, which has them all.
_CUES, _MEDIA = ("cue_kinds", "kind"), ("media", "kind")
KINDS_OF = {
    **{(table, "kind"): _CUES for table in ("cues", "cue_nouns", "cue_phrases")},
    ("cues", "kind_with_infinitive"): _CUES,
    **{(table, "kind"): _MEDIA for table in ("audiences", "media_cues", "media_frames")},
}
TYPES = {str: "string", list: "list", bool: "true or false", int: "whole number", float: "number"}


@frozen(eq=False)
class Tables:
    """Every table by its file's name without `.toml`, each a tuple of rows; those of one folder are one object."""

    folder: Path | None

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the folder."""
        return _tables, (self.folder,)

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of table `name`, a user's first. Raises KeyError for a table that the package does not have."""
        return _read(self.folder, name)


@cache
def _read(folder: Path | None, name: str) -> tuple[Row, ...]:
    packaged = _packaged().get(name)
    if packaged is None:
        raise KeyError(f"quoteattr has no table {name!r}")
    own = folder / f"{name}.toml" if folder is not None else None
    rows: Sequence[Row] = _own_rows(own) if own is not None and own.is_file() else ()
    return (*rows, *tomllib.loads(packaged.read_text(encoding="utf8"))["row"])


def _own_rows(file: Path) -> list[Row]:
    """The rows of a user's file. Raises ValueError, with the row and what is allowed, for one that is none."""
    try:
        held = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{file} is not TOML in UTF-8: {error}") from error
    rows = held.get("row")
    if set(held) != {"row"} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        others = ", ".join(sorted(set(held) - {"row"}))
        raise ValueError(f"{file} is not a table of [[row]] blocks{f' alone, but has {others}' if others else ''}")
    columns = _columns(file.stem)
    for number, row in enumerate(rows, start=1):
        problem = next(_problems(row, columns), None)
        if problem is not None:
            raise ValueError(f"{file}, row {number}: {problem}")
    return rows


@frozen
class _Column:
    """What a table's rows may hold under a key: values of a `type`, and of a closed set of `words` if it has one."""

    type: type
    needed: bool
    words: frozenset[str] = frozenset()


@cache
def _columns(table: str) -> Mapping[str, _Column]:
    """What the package's own rows show of the columns of a table."""
    rows = _read(None, table)
    found = {}
    for key in dict.fromkeys(key for row in rows for key in row):
        values = [row[key] for row in rows if key in row]
        other = KINDS_OF.get((table, key))
        closed = [values] if key in CLOSED or (table, key) in CLOSED else []
        closed += [[row[other[1]] for row in _read(None, other[0])]] if other else []
        words = (word for some in closed for value in some for word in (value if isinstance(value, list) else [value]))
        needed = len(values) == len(rows) and key != "example"
        found[key] = _Column(type(values[0]), needed, frozenset(words))
    return found


def _problems(row: Row, columns: Mapping[str, _Column]) -> Iterator[str]:
    for key in sorted(set(row) - set(columns)):
        yield f"there is no key {key!r}; {_near(key, columns)}"
    for key, column in columns.items():
        if key not in row and column.needed:
            yield f"the key {key!r} is missing"
        if key in row:
            yield from _wrong(key, row[key], column)


def _wrong(key: str, value: Any, column: _Column) -> Iterator[str]:
    """What is wrong with a value: of a list, with each word in it."""
    if type(value) is not column.type and not (column.type is float and type(value) is int):
        yield f"{key} is not a {TYPES[column.type]}: {value!r}"
    elif column.type in (str, list):
        for word in value if isinstance(value, list) else [value]:
            if not isinstance(word, str):
                yield f"{key} holds words, not {word!r}"
            elif not word.strip():
                yield f"{key} has an empty word"
            elif column.words and word not in column.words:
                yield f"{key} is not {word!r}; {_near(word, column.words)}"
        if key == "pattern":
            yield from _broken(str(value))


def _broken(pattern: str) -> Iterator[str]:
    try:
        regex.compile(pattern)
    except regex.error as error:
        yield f"pattern is no regular expression: {error}"


def _near(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {near[0]}?" if near else f"allowed are {', '.join(sorted(known))}"


@cache
def _packaged() -> dict[str, Traversable]:
    """The package's own files, by the names of their tables."""
    folders = (files("quoteattr") / "data" / folder for folder in FOLDERS)
    return {
        Path(file.name).stem: file for folder in folders for file in folder.iterdir() if file.name.endswith(".toml")
    }


def load_tables(folder: str | Path | None = None) -> Tables:
    """The package's tables with those of `folder` on top.

    Raises FileNotFoundError where the folder does not exist, ValueError where a file in it would not be read, or a row
    holds what it cannot.
    """
    path = None if folder is None else Path(folder).resolve()
    if path is not None:
        if not path.is_dir():
            raise FileNotFoundError(f"no folder of tables at {path}")
        for name in _names(path):
            _read(path, name)
    return _tables(path)


@cache
def _tables(folder: Path | None) -> Tables:
    return Tables(folder)


def _names(folder: Path) -> Iterator[str]:
    """The tables of a folder. Raises ValueError for a file that would never be read: *outlet.toml* for *outlets*."""
    known = sorted(set(_packaged()) - OWN)
    for file in sorted(folder.iterdir()):
        if file.stem in OWN:
            raise ValueError(f"{file}: quoteattr reads {file.stem!r} from the package alone")
        if file.suffix == ".toml" and file.stem not in known:
            near = difflib.get_close_matches(file.stem, known, n=1)
            hint = f"did you mean {near[0]}.toml?" if near else f"the tables are {', '.join(known)}"
            raise ValueError(f"{file}: quoteattr has no table {file.stem!r}; {hint}")
        if file.suffix != ".toml" and file.stem in known:
            raise ValueError(f"{file} is not read: name it {file.stem}.toml")
        if file.suffix == ".toml":
            yield file.stem
