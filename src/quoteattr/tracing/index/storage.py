"""The file of an index: its tables, how it is opened, and what is wrong with one that cannot be.

Documents stand in it as they were given, their texts compressed. Their words stand in a full-text table that has no
texts (`content=''`), and what quoteattr finds in them, if they were read, as JSON. A number joins the three.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import zlib
from pathlib import Path
from urllib.parse import quote

from attrs import field, frozen

from quoteattr.tracing.values import Document

__all__ = ["COLUMNS", "Readers", "document_of_row", "open_to_read", "open_to_write", "packed", "unpacked"]

#: What `PRAGMA application_id` of an index says, *qatr* in ASCII, and the number of its schema.
APPLICATION = 0x71617472
SCHEMA = 1
# One who builds waits so long for another who has the file.
SECONDS_TO_WAIT = 10.0
COLUMNS = "id, text, kind, issuer, date"
# Signs that are words of a quotation stay words here: $5 is not 5.
_TABLES = """
CREATE TABLE documents (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT, issuer TEXT, date TEXT,
    text BLOB NOT NULL);
CREATE TABLE articles (number INTEGER PRIMARY KEY REFERENCES documents, article BLOB NOT NULL);
CREATE TABLE frequent (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(word, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '€$£%&'");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
"""


def document_of_row(row: tuple[str, bytes, str | None, str | None, str | None]) -> Document:
    """Make the document of a row with `COLUMNS`."""
    identifier, packed, kind, issuer, date = row
    return Document(id=identifier, text=unpacked(packed), kind=kind, issuer=issuer, date=date)


def packed(text: str) -> bytes:
    """Make of a text what the file holds of it: short, and of any text, lone surrogates and all."""
    return zlib.compress(text.encode("utf8", "surrogatepass"))


def unpacked(content: bytes) -> str:
    """Read back what `packed` made."""
    return zlib.decompress(content).decode("utf8", "surrogatepass")


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open an index that is there, without a right to change it. Raises ValueError where there is none."""
    if not path.exists():
        raise ValueError(f"there is no index {path}: make it with TraceIndex.build")
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, check_same_thread=False)
    try:
        _check(connection, path)
    except ValueError:
        connection.close()
        raise
    return connection


def open_to_write(path: Path) -> sqlite3.Connection:
    """Open an index to put something in, and make it where there is none.

    Raises ValueError for a file that is something else, or that another process is writing.
    """
    connection = sqlite3.connect(path, timeout=SECONDS_TO_WAIT, isolation_level=None)
    try:
        if not _is_empty(connection, path):
            _check(connection, path)
        else:
            # In one transaction with its marks, so that a file that was left half made is empty.
            marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA};"
            connection.executescript(f"BEGIN IMMEDIATE; {marks} {_TABLES} COMMIT;")
    except (ValueError, sqlite3.Error) as error:
        connection.close()
        raise error if isinstance(error, ValueError) else ValueError(f"{path} cannot be written: {error}") from error
    return connection


def _is_empty(connection: sqlite3.Connection, path: Path) -> bool:
    try:
        return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0)
    except sqlite3.DatabaseError as error:
        raise _no_index(path, error) from error


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise ValueError where a file is no index, or one of another schema."""
    try:
        application, schema = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _MARKS)
    except sqlite3.DatabaseError as error:
        raise _no_index(path, error) from error
    if application != APPLICATION:
        raise _no_index(path, "it was made by another program")
    if schema != SCHEMA:
        raise ValueError(
            f"{path} is an index of schema {schema}, and this version reads schema {SCHEMA}: build it anew"
        )


_MARKS = ("application_id", "user_version")


def _no_index(path: Path, why: object) -> ValueError:
    return ValueError(f"{path} is not an index of documents: {why}")


@frozen(kw_only=True)
class Readers:
    """The connections to an index, one for each thread of each process: none is ever shared by two."""

    path: Path
    _local: threading.local = field(factory=threading.local, init=False, eq=False, repr=False)

    def connection(self) -> sqlite3.Connection:
        """Give the connection of this thread, which is opened when it is first asked for."""
        process = os.getpid()
        if getattr(self._local, "process", None) != process:
            self._local.connection = open_to_read(self.path)
            self._local.process = process
        connection: sqlite3.Connection = self._local.connection
        return connection
