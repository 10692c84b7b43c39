"""Nouns: what a description’s head is called by: a person, a body, a document or another thing."""

from __future__ import annotations

from functools import cache

from quoteattr.lexicon.gender import gender_of_words
from quoteattr.lexicon.name_words import last_words_of_titles, words_used_as
from quoteattr.lexicon.tables import Tables

__all__ = ["document_kinds", "is_person_noun", "noun_class"]

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
    return "document" if word in document_kinds(tables) else "thing"


def is_person_noun(word: str, tables: Tables) -> bool:
    """Whether a noun is what a person is called by: a title, an occupation, *man*, *widow*."""
    return word in last_words_of_titles(tables) or gender_of_words([word], tables) is not None or word in PERSON_NOUNS


@cache
def document_kinds(tables: Tables) -> dict[str, str]:
    """What documents are called by, each with the kind of source that it means: *lawsuit* is a court filing."""
    rows = [row for row in tables.rows("media") if row["kind"] in DOCUMENT_KINDS]
    return {noun.split()[-1].lower(): row["kind"] for row in reversed(rows) for noun in row["nouns"]}
