"""Documents out of files: a text each, or JSON Lines with one a line, or all of those in a folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from quoteattr.scale.corpus import LONGEST_LINE, Line, read_lines
from quoteattr.tracing.values import Document

__all__ = ["is_index", "read_documents"]

_FIRST_BYTES_OF_SQLITE = b"SQLite format 3\0"
_TEXT, _LINES = ".txt", ".jsonl"
_PACKED = frozenset([".gz", ".bz2", ".xz"])
_NEEDED = ("id", "text")
_FIELDS = (*_NEEDED, "kind", "issuer", "date")


def is_index(path: Path) -> bool:
    """Whether a file is a database, and so may be an index. Raises OSError where it cannot be read."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_FIRST_BYTES_OF_SQLITE)) == _FIRST_BYTES_OF_SQLITE


def read_documents(path: Path, tell: Callable[[str], None]) -> Iterator[Document]:
    """Yield the documents of a file, or of the `.txt` and `.jsonl` files in a folder, by their names.

    A text is called by its file; in a folder, by its path there. What is no document is told, and left out. Raises
    OSError for a file that cannot be read.
    """
    if path.is_dir():
        for file in sorted(file for file in path.rglob("*") if _ending(file) in {_TEXT, _LINES} and file.is_file()):
            yield from _of_file(file, file.relative_to(path).as_posix(), tell)
    else:
        yield from _of_file(path, path.name, tell)


def _of_file(path: Path, name: str, tell: Callable[[str], None]) -> Iterator[Document]:
    if _ending(path) == _LINES:
        for line in read_lines(path):
            try:
                yield _of_line(line)
            except (ValueError, TypeError, RecursionError) as error:
                tell(f"{path}:{line.number}: {error}")
        return
    try:
        yield Document(id=name, text=path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        tell(f"{path}: not UTF-8: byte {error.object[error.start]:#x} at {error.start}")


def _ending(path: Path) -> str:
    """The ending that says what is in a file, below that of its packing."""
    return Path(path.stem).suffix.lower() if path.suffix in _PACKED else path.suffix.lower()


def _of_line(line: Line) -> Document:
    if len(line.content) > LONGEST_LINE:
        raise ValueError(f"the line is longer than {LONGEST_LINE:,} bytes")
    record = json.loads(line.content.decode("utf-8-sig"))
    if not isinstance(record, dict):
        raise TypeError(f"not a JSON object but {type(record).__name__}")
    missing = [name for name in _NEEDED if name not in record]
    if missing:
        raise ValueError(f"no field {missing[0]!r}")
    values: dict[str, Any] = {name: record[name] for name in _FIELDS if name in record}
    if isinstance(values["id"], int) and not isinstance(values["id"], bool):
        values["id"] = str(values["id"])
    for name, value in values.items():
        if not isinstance(value, str) and (name in _NEEDED or value is not None):
            raise TypeError(f"{name!r} is not a string but {type(value).__name__}")
    return Document(**values)
