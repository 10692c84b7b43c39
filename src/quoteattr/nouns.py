"""Nouns: what a description’s head is called by: a person, a body, a document or another thing."""

from __future__ import annotations

from functools import cache

from quoteattr.gender import gender_of_words
from quoteattr.names import title_words, words_used_as
from quoteattr.tables import Tables

__all__ = ["document_nouns", "is_person_noun", "noun_class"]

PERSON_NOUNS = frozenset(
    [
        "person",
        "user",
        "caller",
        "relative",
        "neighbour",
        "neighbor",
        "friend",
        "colleague",
        "cousin",
        "protester",
        "critic",
        "heckler",
        "fan",
    ]
)
DOCUMENT_KINDS = frozenset(
    ["press release", "statement", "document", "court filing", "email", "ad", "book", "social media"]
)


def noun_class(word: str, tables: Tables) -> str:
    """Whether a noun, casefolded, is what a body, a person or a document is called by, or another thing."""
    if word in words_used_as(tables, "body"):
        return "body"
    if is_person_noun(word, tables):
        return "person"
    return "document" if word in document_nouns(tables) else "thing"


def is_person_noun(word: str, tables: Tables) -> bool:
    """Whether a noun is what a person is called by: a title, an occupation, *man*, *widow*."""
    return word in title_words(tables) or gender_of_words([word], tables) is not None or word in PERSON_NOUNS


@cache
def document_nouns(tables: Tables) -> frozenset[str]:
    """What documents are called by: *letter*, *lawsuit*, *tweet*."""
    rows = [row for row in tables.rows("media") if row["kind"] in DOCUMENT_KINDS]
    return frozenset(noun.split()[-1].lower() for row in rows for noun in row["nouns"])
