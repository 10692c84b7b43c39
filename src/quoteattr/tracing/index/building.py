"""Putting documents into an index, some at a time: who stops in between loses nothing, and the same call goes on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from quoteattr.tracing.index.search import count_documents, learn_frequent_words
from quoteattr.tracing.index.storage import COLUMNS, document_of_row, packed, unpacked
from quoteattr.tracing.reading import fold, read_words, text_to_attribute
from quoteattr.tracing.values import Document
from quoteattr.types import Article

__all__ = ["decode_article", "keep_articles", "put_articles", "put_documents"]

# What is written at a time: some seconds of work at most, so that little is done again after a kill.
DOCUMENTS_AT_A_TIME = 500
CHARACTERS_AT_A_TIME = 2**22
ARTICLES_AT_A_TIME = 64


def put_documents(connection: sqlite3.Connection, documents: Iterable[Document]) -> Iterator[int]:
    """Put in the documents that are not there yet, and tell after each portion how many are in the file for good.

    Raises ValueError where two texts have one id; what was told before stays.
    """
    for portion in _portions(documents):
        _put(connection, portion)
        yield len(portion)
    connection.execute("BEGIN IMMEDIATE")
    learn_frequent_words(connection)
    connection.execute("COMMIT")
    connection.execute("INSERT INTO words(words) VALUES('optimize')")


def _put(connection: sqlite3.Connection, portion: list[Document]) -> None:
    """Write a portion in one transaction: all of it, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        number = count_documents(connection)
        for document in portion:
            known = connection.execute("SELECT text FROM documents WHERE id = ?", (document.id,)).fetchone()
            if known is None:
                number += 1
                _insert(connection, number, document)
            elif unpacked(known[0]) != document.text:
                raise ValueError(f"two texts have the id {document.id!r}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _insert(connection: sqlite3.Connection, number: int, document: Document) -> None:
    forms = read_words(fold(document.text)).forms
    connection.execute(
        "INSERT INTO documents (number, id, kind, issuer, date, text) VALUES (?, ?, ?, ?, ?, ?)",
        (number, document.id, document.kind, document.issuer, document.date, packed(document.text)),
    )
    connection.execute("INSERT INTO words (rowid, word) VALUES (?, ?)", (number, " ".join(forms)))


def _portions(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield the documents in lists of bounded size."""
    portion: list[Document] = []
    size = 0
    for document in documents:
        portion.append(document)
        size += len(document.text)
        if len(portion) == DOCUMENTS_AT_A_TIME or size >= CHARACTERS_AT_A_TIME:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def put_articles(connection: sqlite3.Connection, n_process: int) -> Iterator[int]:
    """Read every document that was not read yet, and tell after each portion how many are in the file for good."""
    from quoteattr.pipeline import load  # noqa: PLC0415 - spaCy takes a second, which an index may do without

    portion: list[tuple[int, Article]] = []
    for article, number in load().pipe(_unread(connection), as_tuples=True, n_process=n_process):
        portion.append((number, article))
        if len(portion) == ARTICLES_AT_A_TIME:
            keep_articles(connection, portion)
            yield len(portion)
            portion = []
    if portion:
        keep_articles(connection, portion)
        yield len(portion)


def keep_articles(connection: sqlite3.Connection, articles: Iterable[tuple[int, Article]]) -> None:
    """Write articles, by the numbers of their documents, in one transaction; those that are kept already stay."""
    rows = [(number, packed(json.dumps({**article.to_dict(), "text": ""}))) for number, article in articles]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT OR IGNORE INTO articles (number, article) VALUES (?, ?)", rows)
    connection.execute("COMMIT")


def _unread(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Yield what is to be read of each document that was not read, and its number, none twice."""
    query = f"""SELECT {COLUMNS}, number FROM documents
        WHERE number > ? AND number NOT IN (SELECT number FROM articles) ORDER BY number LIMIT ?"""
    last = 0
    while rows := connection.execute(query, (last, ARTICLES_AT_A_TIME)).fetchall():
        yield from ((text_to_attribute(document_of_row(row[:-1])), row[-1]) for row in rows)
        last = rows[-1][-1]


def decode_article(content: bytes, text: str) -> Article:
    """Read back what was kept of the article of `text`, which stands beside it."""
    return Article.from_dict({**json.loads(unpacked(content)), "text": text})
