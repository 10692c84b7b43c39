"""Documents on disk, thousands to millions of them, and which of them matter for an article.

In: documents, once. Out: the `Reading`s of those few that share words with an article, and, where they were read, their
attributions. It is SQLite with a full-text table: what is in memory does not grow with the number of documents.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from attrs import field, frozen

from quoteattr.tracing.index.building import decode_article, keep_articles, put_articles, put_documents
from quoteattr.tracing.index.search import count_documents, find_documents, find_sharing
from quoteattr.tracing.index.storage import COLUMNS, Readers, document_of_row, open_to_read, open_to_write
from quoteattr.tracing.reading import read_document, text_to_attribute
from quoteattr.tracing.texts import Part, Reading
from quoteattr.tracing.values import Document
from quoteattr.types import Article

__all__ = ["TraceIndex", "build_steps"]

# Of so many documents what was read stays in memory, for the articles that follow.
KEPT = 128


@frozen(slots=False, eq=False, repr=False)
class TraceIndex:
    """Documents in a file, made by `build`, and opened by its path: to be read only, by as many processes as want to.

    With `keep`, what quoteattr finds in a document, when words of an article are found in it, is kept in the file for
    those who ask later, unless somebody else is writing at the moment. Threads may share an index, and it is pickled as
    its path. Raises ValueError where there is no file, where it is no index, and for one of another schema.
    """

    path: Path = field(converter=Path)
    keep: bool = field(default=False, kw_only=True)
    _readers: Readers = field(init=False)
    _reading: Callable[[int], Reading] = field(init=False)

    def __attrs_post_init__(self) -> None:
        open_to_read(self.path).close()
        object.__setattr__(self, "_readers", Readers(path=self.path))
        object.__setattr__(self, "_reading", lru_cache(KEPT)(self._read))

    @classmethod
    def build(
        cls,
        path: str | Path,
        documents: Iterable[Document],
        *,
        read: bool = False,
        n_process: int = 1,
        progress: Callable[[int], None] | None = None,
    ) -> TraceIndex:
        """Put `documents` into the index at `path`, which is made where there is none, and open it.

        They are written some hundred at a time. Who is interrupted loses none of them and calls again with the same
        documents: those that are there are passed over. So are more documents put into an index that is there.

        With `read`, what quoteattr finds in each document is found now, by `n_process` processes, which takes as long
        as extracting the documents. Without, a document is read when words of an article are first found in it, and
        then kept. `progress` is called with the number of documents that are done, of those with `read` twice: when
        they are put in, and when they are read.

        Raises ValueError for two texts with one id, and for a file that is something else or cannot be written.
        """
        for done in build_steps(Path(path), documents, read=read, n_process=n_process):
            if progress is not None:
                progress(done)
        return cls(path, keep=True)

    def __len__(self) -> int:
        return count_documents(self._readers.connection())

    def __iter__(self) -> Iterator[Document]:
        """Every document, in the order in which they were put in."""
        rows = open_to_read(self.path)
        with closing(rows):
            yield from map(document_of_row, rows.execute(f"SELECT {COLUMNS} FROM documents ORDER BY number"))

    def __repr__(self) -> str:
        return f"TraceIndex({str(self.path)!r}, {len(self):,} documents)"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the path: each process opens the file for itself."""
        return partial(TraceIndex, keep=self.keep), (self.path,)

    def candidates(self, parts: Sequence[Part]) -> tuple[tuple[Reading, ...], ...]:
        """For each part the readings of the documents that it may come from, the likeliest first."""
        found = find_documents(self._readers.connection(), [part.forms for part in parts])
        return tuple(tuple(self._reading(number) for number in numbers) for numbers in found)

    def sharing(self, words: Sequence[str]) -> tuple[Reading, ...]:
        """The readings of the documents that share long runs of `words`, the forms of a text, with it."""
        found = find_sharing(self._readers.connection(), words)
        return tuple(self._reading(number) for number in found)

    def _read(self, number: int) -> Reading:
        query = f"SELECT {COLUMNS} FROM documents WHERE number = ?"
        document = document_of_row(self._readers.connection().execute(query, (number,)).fetchone())
        return read_document(document, partial(self._article, number, document))

    def _article(self, number: int, document: Document) -> Article:
        """What quoteattr finds in a document: as it was kept, or found now."""
        text = text_to_attribute(document)
        query = "SELECT article FROM articles WHERE number = ?"
        row = self._readers.connection().execute(query, (number,)).fetchone()
        if row is not None:
            return decode_article(row[0], text)
        from quoteattr.pipeline import extract  # noqa: PLC0415 - spaCy takes a second, which an index may do without

        article = extract(text)
        if self.keep:
            self._keep(number, article)
        return article

    def _keep(self, number: int, article: Article) -> None:
        """Keep an article for others, if the file can be written and nobody else does so: it can be read again."""
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(self.path, timeout=0, isolation_level=None)) as connection,
        ):
            keep_articles(connection, [(number, article)])


def build_steps(path: Path, documents: Iterable[Document], *, read: bool, n_process: int) -> Iterator[int]:
    """Do what `build` does, and tell after each portion how many documents are done."""
    connection = open_to_write(path)
    with closing(connection):
        try:
            yield from put_documents(connection, documents)
            if read:
                yield from put_articles(connection, n_process)
        except sqlite3.Error as error:
            raise ValueError(f"{path} cannot be written: {error}") from error
