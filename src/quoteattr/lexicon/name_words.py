"""Words that decide where a name starts and ends and what it names: look-ups in `name_words`, `titles`, `outlets`."""

from __future__ import annotations

from functools import cache

from quoteattr.lexicon.tables import Tables

__all__ = [
    "SUFFIXES",
    "is_outlet",
    "last_words_of_titles",
    "outlet_classes",
    "outlet_of",
    "titles_before_names",
    "words_after_of",
    "words_used_as",
]

SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "filho", "neto"])
PREPOSITIONS = frozenset(["of", "for", "the", "to", "at"])


@cache
def words_used_as(tables: Tables, use: str) -> frozenset[str]:
    """The words of table `name_words` with that use, casefolded."""
    return frozenset(word for row in tables.rows("name_words") if row["use"] == use for word in row["words"])


@cache
def last_words_of_titles(tables: Tables, kinds: frozenset[str] | None = None) -> frozenset[str]:
    """The last words of all titles that have no preposition: *general* of Attorney General."""
    rows = [row for row in tables.rows("titles") if kinds is None or row["kind"] in kinds]
    titles = [title.split() for row in rows for title in row["words"]]
    return frozenset(words[-1].rstrip(".") for words in titles if not PREPOSITIONS & set(words))


@cache
def titles_before_names(tables: Tables) -> frozenset[str]:
    """What may stand before a name without being part of it, in the plural too: *Senators* Poe and Rao.

    Words that the table only has in order to say that they are no titles are left out where they are given names.
    """
    given = frozenset(word for row in tables.rows("given_names") for word in row["words"])
    kinds = frozenset(row["kind"] for row in tables.rows("titles")) - {"none"}
    titles = (
        last_words_of_titles(tables, kinds)
        | (last_words_of_titles(tables) - given)
        | words_used_as(tables, "honorific")
    )
    return titles | {f"{title}s" for title in titles}


@cache
def words_after_of(tables: Tables) -> frozenset[str]:
    """What ends a title after *of*: *state* of Secretary of State Ann Poe."""
    titles = [title.split() for row in tables.rows("titles") for title in row["words"]]
    return frozenset(words[-1] for words in titles if "of" in words[:-1])


@cache
def _outlets(tables: Tables) -> dict[str, str]:
    rows = [*tables.rows("outlets"), *tables.rows("agencies")]
    return {_bare(form): row["name"] for row in reversed(rows) for form in (row["name"], *row.get("aliases", ()))}


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ")


def outlet_of(name: str, tables: Tables) -> str | None:
    """The name under which the tables list the news outlet or agency that `name` names, in full or by an alias."""
    return _outlets(tables).get(_bare(name))


@cache
def _classes(tables: Tables) -> dict[str, frozenset[str]]:
    rows = [(row, row["class"]) for row in tables.rows("outlets")]
    rows += [(row, "agency") for row in tables.rows("agencies")]
    found: dict[str, frozenset[str]] = {}
    for row, kind in rows:
        for form in (row["name"], *row.get("aliases", ())):
            found[_bare(form)] = found.get(_bare(form), frozenset()) | {kind}
    return found


def outlet_classes(name: str, tables: Tables) -> frozenset[str]:
    """The classes of the outlet that `name` names, such as press or station; "agency" for a news agency."""
    return _classes(tables).get(_bare(name), frozenset())


def is_outlet(name: str, tables: Tables) -> bool:
    """Whether `name` names a news outlet or agency of the tables."""
    return outlet_of(name, tables) is not None
