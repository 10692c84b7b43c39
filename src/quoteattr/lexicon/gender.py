"""Gender and number as words tell them: titles, kinship, occupations, given names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from quoteattr.lexicon.tables import Tables
from quoteattr.parse.tokens import Parse

__all__ = ["gender_before", "gender_of_words", "given_name_gender"]


@cache
def _gendered(table: str, tables: Tables) -> dict[str, str]:
    return {word: row["gender"] for row in reversed(tables.rows(table)) for word in row["words"]}


def gender_of_words(words: Sequence[str], tables: Tables) -> str | None:
    """The gender that most of the gendered words among `words` tell, None without any or in a tie."""
    genders = _gendered("gender_words", tables)
    told = [genders[bare] for word in words if (bare := word.rstrip(".")) in genders]
    female, male = told.count("female"), told.count("male")
    if female == male:
        return None
    return "female" if female > male else "male"


def gender_before(doc: Parse, start: int, tables: Tables) -> str | None:
    """The gender that the word before token `start` tells, as *Mrs* or *Lord* before a name, or None."""
    return gender_of_words([doc[start - 1].lower_], tables) if start else None


def given_name_gender(name: str, tables: Tables) -> str | None:
    """The gender that a given name, casefolded, nearly always goes with."""
    return _gendered("given_names", tables).get(name)
