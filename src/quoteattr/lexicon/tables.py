"""Knowledge as tables: the package's own under `data/`, and rows of a user's own on top of them.

A table file is TOML with any number of `[[row]]` blocks. A user's folder may hold files of the same names: their rows
are read before the package's, so that a row of one's own wins where two say different things of the same words.
"""

from __future__ import annotations

import difflib
import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from attrs import frozen

__all__ = ["Tables", "load_tables"]

Row = dict[str, Any]
# Where under `data/` tables lie: what words mean, what forms a text has, and how words are compared.
FOLDERS = ("lexicon", "layout", "trace")


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
    rows: list[Row] = []
    if own is not None and own.is_file():
        try:
            rows += tomllib.loads(own.read_text(encoding="utf8"))["row"]
        except (tomllib.TOMLDecodeError, KeyError) as error:
            raise ValueError(f"{own} is not a table of [[row]] blocks: {error}") from error
    rows += tomllib.loads(packaged.read_text(encoding="utf8"))["row"]
    return tuple(rows)


@cache
def _packaged() -> dict[str, Traversable]:
    """The package's own files, by the names of their tables."""
    folders = (files("quoteattr") / "data" / folder for folder in FOLDERS)
    return {
        Path(file.name).stem: file for folder in folders for file in folder.iterdir() if file.name.endswith(".toml")
    }


def load_tables(folder: str | Path | None = None) -> Tables:
    """The package's tables with those of `folder` on top.

    Raises FileNotFoundError where the folder does not exist, ValueError where a file in it bears no table's name.
    """
    path = None if folder is None else Path(folder).resolve()
    if path is not None:
        if not path.is_dir():
            raise FileNotFoundError(f"no folder of tables at {path}")
        _check_names(path)
    return _tables(path)


@cache
def _tables(folder: Path | None) -> Tables:
    return Tables(folder)


def _check_names(folder: Path) -> None:
    """Refuse a file that would never be read: *outlet.toml* beside the table *outlets*."""
    known = sorted(_packaged())
    for file in sorted(folder.glob("*.toml")):
        if file.stem not in known:
            near = difflib.get_close_matches(file.stem, known, n=1)
            hint = f"did you mean {near[0]}.toml?" if near else f"the tables are {', '.join(known)}"
            raise ValueError(f"{file}: quoteattr has no table {file.stem!r}; {hint}")
