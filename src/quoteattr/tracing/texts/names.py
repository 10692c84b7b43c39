"""The names in a text, by their capitals alone: enough to tell whether two texts speak of the same people.

In: a text. Out: the tokens of its names, casefolded, without titles, nouns of bodies and small words.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from quoteattr.lexicon import is_person_noun, load_tables, words_used_as

__all__ = ["PRONOUNS", "TOKEN", "is_common", "names_in", "words_in"]

TOKEN = regex.compile(r"@?[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’]\p{Lu}[\p{L}]+)?")
PRONOUNS = frozenset(
    [
        "i",
        "we",
        "he",
        "she",
        "they",
        "you",
        "it",
        "him",
        "her",
        "them",
        "us",
        "me",
        "who",
        "this",
        "that",
        "one",
        "nobody",
        "somebody",
        "someone",
        "everyone",
        "no",
    ]
)


def names_in(text: str) -> frozenset[str]:
    """The tokens of names in a text: what has a capital and is no title, no noun of a body, no small word."""
    return frozenset(token.casefold().lstrip("@") for token in _capitals(text))


def _capitals(text: str) -> Iterable[str]:
    for match in TOKEN.finditer(text):
        token = match.group()
        folded = token.casefold()
        if len(token) > 1 and (token[0].isupper() or token[0] in "@" or token.isdigit()) and not is_common(folded):
            yield token


@cache
def is_common(token: str) -> bool:
    """Whether a token, casefolded, names nobody: a title, an occupation, a noun of bodies, a small word."""
    tables = load_tables()
    if token in PRONOUNS or is_person_noun(token, tables) or token in words_used_as(tables, "body"):
        return True
    return token in _small_words()


@cache
def _small_words() -> frozenset[str]:
    tables = load_tables()
    small = {word for row in tables.rows("function_words") for word in row["words"]}
    return frozenset(small | {word for row in tables.rows("speaker_words") for word in row["words"]})


def words_in(text: str) -> frozenset[str]:
    """The words of a text, casefolded, without pronouns and articles."""
    return frozenset(match.group().casefold() for match in TOKEN.finditer(text)) - PRONOUNS - {"the", "a", "an", "of"}
