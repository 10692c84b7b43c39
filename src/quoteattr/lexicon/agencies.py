"""The names of news agencies, from the table `agencies`, as one pattern."""

from __future__ import annotations

from functools import cache

import regex

from quoteattr.lexicon.tables import Tables

__all__ = ["agency_pattern"]

LONGEST_ACRONYM = 5


@cache
def agency_pattern(tables: Tables) -> str:
    """A regular expression for any agency's name or alias, with its article: "the Associated Press", "AFP".

    A short name, mostly an acronym, is matched in its own case ("Pa." is not PA), a longer one in any case. There is
    no white space in the pattern, so that it can stand in a verbose one.
    """
    names = {name for row in tables.rows("agencies") for name in (row["name"], *row.get("aliases", ()))}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return rf"(?:\b(?i:the)\s+)?(?<![\w@#])(?:{'|'.join(map(_as_printed, longest_first))})(?![\w'’])"


def _as_printed(name: str) -> str:
    words = r"\s+".join(regex.escape(word) for word in name.split())
    return words if len(name) <= LONGEST_ACRONYM else f"(?i:{words})"
