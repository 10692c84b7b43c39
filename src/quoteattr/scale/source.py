"""The records of a JSON Lines file, compressed or not, one at a time: their lines, and what stands in one."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

from attrs import frozen

from quoteattr.scale.workers import Failed

__all__ = ["Line", "read_lines", "read_record"]

# A longer line is no article (War and Peace has 3.2 million characters), and is not read into memory.
LONGEST_LINE = 2**23

_OPENERS: dict[str, Callable[[BinaryIO], Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}


@frozen
class Line:
    """A line that is not blank, with its number, counted from 1.

    `content` is cut where it is longer than LONGEST_LINE bytes. `position` is the byte of the file, as it lies on disk,
    that has been read up to.
    """

    number: int
    content: bytes
    position: int


def read_lines(path: Path) -> Iterator[Line]:
    """Yield the lines of a file, read through gzip, bzip2 or xz by its suffix.

    Raises OSError for a file that cannot be read or decompressed.
    """
    with path.open("rb") as file, closing(_OPENERS.get(path.suffix, _as_it_is)(file)) as lines:
        for number, content in enumerate(_bounded(lines, path), start=1):
            if not content.isspace():
                yield Line(number, content, file.tell())


def read_record(line: bytes, text_field: str, id_field: str) -> tuple[Any, str | Failed]:
    """Read the id of a record, None where it has none, and its text, or Failed where there is none to be had."""
    if len(line) > LONGEST_LINE:
        return None, Failed(f"the line is longer than {LONGEST_LINE:,} bytes")
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return None, Failed(f"not UTF-8: byte {line[error.start]:#x} at {error.start}")
    except (ValueError, RecursionError) as error:
        return None, Failed(f"not JSON: {error}")
    if not isinstance(record, dict):
        return None, Failed(f"not a JSON object but {type(record).__name__}")
    identifier = record.get(id_field)
    if text_field not in record:
        return identifier, Failed(f"no field {text_field!r}")
    text = record[text_field]
    if not isinstance(text, str):
        return identifier, Failed(f"{text_field!r} is not a string but {type(text).__name__}")
    return identifier, text


def _bounded(lines: Any, path: Path) -> Iterator[bytes]:
    """Yield the lines of an open file, each cut behind LONGEST_LINE bytes."""
    try:
        while content := lines.readline(LONGEST_LINE + 1):
            yield content
            while len(content) > LONGEST_LINE and not content.endswith(b"\n"):
                content = lines.readline(LONGEST_LINE + 1)
    except (EOFError, zlib.error, lzma.LZMAError) as error:
        raise OSError(f"{path} cannot be decompressed: {error}") from error


def _as_it_is(file: BinaryIO) -> BinaryIO:
    return file
