"""Bylines: the lines above an article that name its authors: By Ann Lee and RAJ RAO, Associated Press.

What else stands in such a line is no author: a job, an outlet, a place, an address, the time of day.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from quoteattr.lexicon.agencies import agency_pattern
from quoteattr.lexicon.gender import given_name_gender
from quoteattr.lexicon.name_words import is_outlet
from quoteattr.lexicon.tables import Tables

__all__ = ["agencies_of", "authors_of", "is_name_of_person", "is_signature", "names_from"]

_PARTICLE = r"(?:van|von|der|den|de|del|da|dos|di|du|la|le|ter|ten|zu|bin|ibn|al|el)"
# JANE DOE, MAARTEN van der BERG, KATE McALLEN; what has lower case after it is no part of the name: JANE DOE Reuters
_CAPITALS = r"(?:Mc|Mac|De|La)?\p{Lu}[\p{Lu}\p{M}'’.-]*(?!\p{Ll})"
_NAME_IN_CAPITALS = rf"{_CAPITALS}(?:\s+(?:{_PARTICLE}\s+){{0,3}}{_CAPITALS}){{1,4}}+"
_WORD = r"(?!(?:The|By|From|For|In|At|On|And|With|Special|Updated|Published)\b)(?:(?:al|el|d|l)[-'’])?\p{Lu}[\p{L}\p{M}'’.-]*"
_NAME_IN_TITLE_CASE = rf"{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,3}}{_WORD}){{0,4}}"
_NAME = f"(?:{_NAME_IN_CAPITALS}|{_NAME_IN_TITLE_CASE})"
_FIRST = regex.compile(_NAME)
_LEAD = regex.compile(
    r"[^\p{L}]*(?:(?i:(?:(?:written|posted|reported|reporting|story|words|text|analysis|report)\s+)?by|from|authors?|text|words)\b:?\s+)?"
)
# What parts authors; a comma may part a name from a job or a place as well.
_SEPARATOR = regex.compile(r"\s*,?\s*(?:\b(?i:and|with)\b|&)\s*|\s*[,;|/·•]\s*")
_JOINING = regex.compile(r"\b(?i:and|with)\b|&")
_COMMA = regex.compile(r"\s*,\s*")
# A name of one word that is also a person's ("By Petra Nowak") is an agency only where it stands apart.
_APART_BEFORE = regex.compile(r"(?:^|\b(?:by|for|from|of|the)|[^\p{L}\p{M}\s.])\s*\Z", regex.IGNORECASE)
_APART_AFTER = regex.compile(r"\s*(?:\Z|[^\p{L}\p{M}\s]|\p{Ll})")
_SIGNED = regex.compile(rf"{_NAME}(?:(?:,|\s+and|,\s+and|\s+&)\s+{_NAME}){{0,3}}?(?:,\s+(?P<outlet>[^,.!?]{{2,40}}))?")


def authors_of(line: str, tables: Tables) -> tuple[tuple[int, int], ...]:
    """The authors that a byline names, in order, as character ranges of `line`; of "By AP" none."""
    lead = _LEAD.match(line)
    at = lead.end() if lead else 0
    agencies = [match.start() for match in agencies_of(line, tables)]
    job = _job_pattern(tables)
    found: list[tuple[int, int]] = []
    separator = ""
    while at < len(line):
        name = _FIRST.match(line, at, min([a for a in agencies if a >= at], default=len(line)))
        following = _SEPARATOR.search(line, name.end() if name else at)
        end = following.start() if following else len(line)
        if name is not None:
            person = _without_job(name, job)
            whole = person == name.span()
            joined = not found or bool(_JOINING.search(separator)) or (whole and _is_listed(line, at, end, tables))
            if person is not None and joined and not is_outlet(line[slice(*person)], tables):
                found.append(person)
        if following is None:
            break
        separator, at = following.group(), following.end()
    return tuple(found)


def names_from(line: str, authors: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """From the first of `authors` to the last of those between whom nothing but *and* or a comma stands."""
    if not authors:
        return None
    end = authors[0][1]
    for start, behind in authors[1:]:
        if not _SEPARATOR.fullmatch(line, end, start):
            break
        end = behind
    return authors[0][0], end


def is_signature(line: str, tables: Tables) -> bool:
    """Whether a line is a byline without *By*: Ann Lee and Raj Rao, AFP; two people by their given names."""
    match = _SIGNED.fullmatch(line)
    if match is None:
        return False
    if match["outlet"]:
        return is_outlet(match["outlet"], tables)
    names = _SEPARATOR.split(line)
    return len(names) > 1 and all(is_name_of_person(name, tables) for name in names)


def is_name_of_person(line: str, tables: Tables) -> bool:
    """Whether a line is nothing but a name of several words that begins with a given name."""
    return " " in line and _FIRST.fullmatch(line) is not None and _given(line, tables)


def _given(name: str, tables: Tables) -> bool:
    return given_name_gender(name.split()[0].casefold(), tables) is not None


def agencies_of(line: str, tables: Tables) -> Iterator[regex.Match[str]]:
    """The agencies that a byline names: "By JANE DOE Associated Press", "Jane Doe | Reuters"."""
    for match in regex.finditer(agency_pattern(tables), line):
        before, after = line[: match.start()], line[match.end() :]
        distinct = " " in match.group() or match.group().isupper() or _APART_BEFORE.search(before)
        if distinct and (" " in match.group() or _APART_AFTER.match(after)):
            yield match


def _without_job(name: regex.Match[str], job: regex.Pattern[str]) -> tuple[int, int] | None:
    """A name up to the first word of a job: JANE DOE | Staff Writer."""
    found = job.search(name.string, *name.span())
    end = found.start() if found else name.end()
    text = name.string[name.start() : end].rstrip()
    return (name.start(), name.start() + len(text)) if text else None


def _is_listed(line: str, start: int, end: int, tables: Tables) -> bool:
    """Whether what follows a comma is one more author: an *and* comes after it, or it begins with a given name."""
    later = _SEPARATOR.match(line, end)
    while later is not None and _COMMA.fullmatch(later.group()):
        name = _FIRST.match(line, later.end())
        later = _SEPARATOR.match(line, name.end()) if name else None
    words = line[start:end]
    return (" " in words.strip() and _given(words, tables)) or (later is not None and bool(_JOINING.search(later.group())))


@cache
def _job_pattern(tables: Tables) -> regex.Pattern[str]:
    words = "|".join(row["word"] for row in tables.rows("byline_jobs"))
    return regex.compile(rf"(?i)\b(?:{words})s?\b")
