"""Records in JSON Lines: those of a source, compressed or not, one at a time, and those that a target has by now.

Each line of a target begins with the number of the source's line that it is made from. A kill may have cut the last
line short, or left out rows of the last record: the last record is taken off and done again, with what is behind its
last whole line. So a run goes on from there.
"""

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

import regex
from attrs import evolve, frozen

from quoteattr.scale.workers import Failed

__all__ = ["Line", "Progress", "StrangeTargetError", "read_lines", "read_progress", "read_record", "target_line"]

# A longer line is no article (War and Peace has 3.2 million characters), and is not read into memory.
LONGEST_LINE = 2**23

_HEAD = regex.compile(rb'\{"line": ([0-9]++), ("error": ")?+')
_START_OF_HEAD = b'{"line": '
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


class StrangeTargetError(Exception):
    """The target is not what `quoteattr-corpus` made of this source with these options; its message says why."""


@frozen(kw_only=True)
class Progress:
    """The records of a target that are kept: their number, the bad among them, and the line that the last is made from.

    They end at byte `end`. `next_record` is a line of the record behind them, which is done again; None where there is
    none.
    """

    records: int = 0
    bad: int = 0
    line: int = 0
    end: int = 0
    next_record: dict[str, Any] | None = None


def target_line(line: int, values: dict[str, Any]) -> bytes:
    """Make a line of the target, in ASCII: the number of the source's line, then `values`.

    The first of them is `error` where there is one, so that bad records can be counted without reading JSON.
    """
    return json.dumps({"line": line, **values}).encode("ascii") + b"\n"


def read_progress(target: Path) -> Progress:
    """Read how far `target` has got; a file that does not exist is at its beginning.

    Raises StrangeTargetError for a file of another kind, OSError for one that cannot be read.
    """
    if not target.exists():
        return Progress()
    kept = Progress()
    line, bad, at, last = 0, False, 0, b""
    with target.open("rb") as lines:
        for content in lines:
            if not content.endswith(b"\n") and content.startswith(_START_OF_HEAD[: len(content)]):
                break
            head = _HEAD.match(content)
            if head is None or int(head[1]) < line:
                raise StrangeTargetError(f"byte {at} of it does not begin a record that could stand there")
            if int(head[1]) > line:
                if line:
                    kept = Progress(records=kept.records + 1, bad=kept.bad + bad, line=line, end=at)
                line, bad = int(head[1]), head[2] is not None
            at += len(content)
            last = content
    return evolve(kept, next_record=json.loads(last)) if last else kept
