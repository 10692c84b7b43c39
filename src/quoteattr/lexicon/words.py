"""What single words tell of who is named: look-ups in `name_words`, `titles`, `outlets`, `media`, `nouns` and others.

Which words end a title or name an outlet, which nouns a person, a body or a document is called by, and what gender
titles, kinship, occupations and given names tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import regex

from quoteattr.lexicon.tables import Tables

if TYPE_CHECKING:  # the parse takes its typography from this room
    from quoteattr.parse.tokens import Parse

__all__ = [
    "NAMING",
    "SUFFIXES",
    "agency_pattern",
    "document_kinds",
    "gender_before",
    "gender_of_words",
    "given_name_gender",
    "is_body_word",
    "is_document_noun",
    "is_outlet",
    "is_person_noun",
    "last_words_of_titles",
    "listed_noun",
    "nationalities",
    "noun_class",
    "nouns_of_body",
    "nouns_of_media",
    "offices_of_two_words",
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
def offices_of_two_words(tables: Tables) -> frozenset[str]:
    """Offices that are not what their last word alone is: *prime minister*, *attorney general*."""
    titles = (title for row in tables.rows("titles") if row["kind"] == "office" for title in row["words"])
    return frozenset(title for title in titles if title.count(" ") == 1)


@cache
def nationalities(tables: Tables) -> frozenset[str]:
    """What somebody is called by their nation, casefolded: *the Spaniard*, *the Norwegian*."""
    rows = [row for row in tables.rows("title_words") if row["kind"] == "demonym"]
    return words_used_as(tables, "compatriot") | {word for row in rows for word in row["words"]}


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


# What leads from a noun to a name: a man *named* Poe, the song *called* “Grey Harbour”.
NAMING = frozenset(["named", "called"])
DOCUMENT_KINDS = frozenset(
    ["press release", "statement", "document", "court filing", "email", "ad", "book", "social media"]
)


def noun_class(word: str, tables: Tables) -> str:
    """Whether a noun, casefolded, is what a body, a person, a document or a place is called by, or another thing."""
    if word in words_used_as(tables, "body"):
        return "body"
    if is_person_noun(word, tables):
        return "person"
    if word in document_kinds(tables):
        return "document"
    found = listed_noun(word, tables)
    return "thing" if found is None else found


# The classes of table `nouns` that are people.
PEOPLE = frozenset(["job", "kin", "person"])


def listed_noun(word: str, tables: Tables) -> str | None:
    """The class of a noun, casefolded, in table `nouns`: job, kin, person, body, document, place; None if not there."""
    return _listed_nouns(tables).get(word)


@cache
def _listed_nouns(tables: Tables) -> dict[str, str]:
    return {word: row["class"] for row in reversed(tables.rows("nouns")) for word in row["words"]}


def is_person_noun(word: str, tables: Tables) -> bool:
    """Whether a noun is what a person is called by: a title, an occupation, *man*, *widow*, *Dane*."""
    if word in words_used_as(tables, "person") or listed_noun(word, tables) in PEOPLE:
        return True
    if word in _last_words_of_people(tables) or word in nationalities(tables):
        return True
    return gender_of_words([word], tables) is not None


@cache
def _last_words_of_people(tables: Tables) -> frozenset[str]:
    """The last words of titles, and of what only looks like one but for a *letter* or a *mirror*, which is nobody."""
    kinds = frozenset(row["kind"] for row in tables.rows("titles")) - {"none"}
    return last_words_of_titles(tables, kinds)


@cache
def document_kinds(tables: Tables) -> dict[str, str]:
    """What documents are called by, each with the kind of source that it means: *lawsuit* is a court filing."""
    rows = [row for row in tables.rows("media") if row["kind"] in DOCUMENT_KINDS]
    return {noun.split()[-1].lower(): row["kind"] for row in reversed(rows) for noun in row["nouns"]}


def is_body_word(word: str, tables: Tables) -> bool:
    """Whether a word, casefolded, is what the name of a body is built on: the Plumbers’ *Guild*, *Union* of Bakers."""
    if word in words_used_as(tables, "organization"):
        return True
    places = words_used_as(tables, "polity") | words_used_as(tables, "place")
    return noun_class(word, tables) == "body" and word not in places


def is_document_noun(word: str, tables: Tables) -> bool:
    """Whether a noun, casefolded, is what a document is called by: *letter*, *brochure*."""
    return word in document_kinds(tables) or noun_class(word, tables) == "document"


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


# A longer name of an agency is no acronym, and is matched in any case.
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


# How many forms of bodies' names have their nouns kept: an archive has ever new ones.
KEPT_FORMS = 4096


@lru_cache(maxsize=KEPT_FORMS)
def nouns_of_body(form: str, tables: Tables) -> frozenset[str]:
    """What a body of that name goes by, casefolded: *bureau* for the FBI, and the words of its own name."""
    name = form.casefold().removeprefix("the ")
    words = frozenset(word.strip(".,") for word in name.split())
    found = set(words & words_used_as(tables, "body"))
    classes = outlet_classes(form, tables)
    for row in tables.rows("body_nouns"):
        named = name in (n.casefold() for n in row.get("names", ()))
        if named or words & set(row.get("words", ())) or row.get("class") in classes:
            found.update(row["nouns"])
    return frozenset(found)


@cache
def nouns_of_media(tables: Tables) -> frozenset[str]:
    """What only news media are called by: *newspaper*, *broadcaster*."""
    rows = tables.rows("body_nouns")
    others = {noun for row in rows if "class" not in row for noun in row["nouns"]}
    return frozenset(noun for row in rows if "class" in row for noun in row["nouns"]) - others
