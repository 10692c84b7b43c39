"""Files of a corpus as text: UTF-8, and where it is not, the file and the line."""

from __future__ import annotations

from pathlib import Path

from quoteattr.evaluation.corpora.gold import GoldError

__all__ = ["read_lines", "read_text"]

_BYTE_ORDER_MARK = "\ufeff"


def read_text(path: Path) -> str:
    """The text of the file at `path`, character for character: offsets count every carriage return and byte order mark.

    Raises GoldError where it is not UTF-8.
    """
    content = path.read_bytes()
    try:
        return content.decode("utf8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise GoldError(f"{path}, line {line}: not UTF-8 (byte {content[error.start]:#x})") from error


def read_lines(path: Path) -> list[tuple[str, str]]:
    """The lines of a file of records, each after its place (*gold.jsonl, line 3*) for messages.

    What a Windows editor adds, a byte order mark and carriage returns, is left out. Raises what `read_text` raises.
    """
    lines = read_text(path).removeprefix(_BYTE_ORDER_MARK).split("\n")
    return [(f"{path}, line {number}", line.removesuffix("\r")) for number, line in enumerate(lines, start=1)]
