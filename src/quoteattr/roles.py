"""What the article calls its people: title, organization and status, and which of them an attribution shows."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen
from spacy.tokens import Doc

from quoteattr.role_descriptions import Described, read_away, read_descriptions
from quoteattr.role_organizations import name_organization, read_bodies
from quoteattr.role_page import read_page
from quoteattr.role_patterns import phrases_of_name, phrases_of_pair
from quoteattr.role_phrases import RolePhrase, read_role_phrase
from quoteattr.tables import Tables, load_tables
from quoteattr.titles import read_titles, same_title
from quoteattr.types import Role, RoleStatus, Span
from quoteattr.words import read_words

__all__ = ["AwayRole", "RoleMention", "choose_role", "find_away_roles", "find_roles", "role_of_description"]

AWAY_PATTERNS = frozenset({"description", "pronoun"})


@frozen
class RoleMention:
    """A role that the article gives the name at index `name` of those looked at, and the `pattern` that found it."""

    name: int
    role: Role
    pattern: str


@frozen
class AwayRole:
    """A role of somebody that stands away from names: the token `at` which it starts, and the `pattern` of its opening.
    """

    at: int
    role: Role
    pattern: str
    subject: bool


def find_away_roles(
    doc: Doc, names: Sequence[tuple[int, int]], mentions: Sequence[RoleMention], tables: Tables
) -> tuple[AwayRole, ...]:
    """All roles of one person that stand away from `names`, in text order; `mentions` are those found for names."""
    page = read_page(doc, names, read_titles(tables))
    bodies = read_bodies(page)
    beside = [m.role.title.start for m in mentions if m.role.title is not None and m.pattern not in AWAY_PATTERNS]
    starts = {doc[word.start].idx: word.start for word in page.words}
    taken = frozenset(starts[start] for start in beside if start in starts)
    found = []
    for at, pattern, phrase in read_away(page, taken):
        known = name_organization(page, bodies, phrase, 0) if not phrase.pronoun else phrase
        found.append(AwayRole(page.words[at].start, _as_role(doc, known), pattern, doc[slice(*known.title)].root.dep_ in ("nsubj", "nsubjpass")))
    return tuple(found)


def find_roles(doc: Doc, names: Sequence[tuple[int, int]], tables: Tables) -> tuple[RoleMention, ...]:
    """The roles that the article gives `names`, in the order of `names`, each name's most telling patterns first.

    `names` are those of the article, of people and others, as half-open ranges of tokens in text order, not
    overlapping; a title taken into one, or a given name left out of it, is put right. The patterns `description` and
    `pronoun` find roles away from the name that they give, the last one used of whom they most likely mean; all other
    patterns look beside it. Without tags and a parse the patterns see words only, and find less.
    """
    page = read_page(doc, names, read_titles(tables))
    bodies = read_bodies(page)
    found: list[Described] = []
    shared: RolePhrase | None = None
    for number in range(len(names)):
        phrases = phrases_of_name(page, number, shared)
        shared = next((phrase for pattern, phrase in phrases if pattern == "prenominal" and phrase.plural), None)
        found += [(number, pattern, phrase) for pattern, phrase in phrases]
        joint = phrases_of_pair(page, number)
        found += [(of, "apposition", phrase) for of in (number - 1, number) for phrase in joint]
    found += read_descriptions(page, found)
    return tuple(
        RoleMention(number, _of_one(_as_role(doc, name_organization(page, bodies, phrase, number)), phrase), pattern)
        for number, pattern, phrase in sorted(found, key=lambda item: item[0])
    )


def role_of_description(doc: Doc, start: int, end: int, tables: Tables) -> Role | None:
    """The role that a description states, tokens `start` to `end` of `doc`: "a spokesman for the ministry".

    None for one that says no title, job or civic capacity: "the woman", "a source close to the talks".
    """
    titles = read_titles(tables)
    words = read_words(doc, start, end, titles.short_forms)
    phrase = read_role_phrase(words, 0, len(words), titles)
    return None if phrase is None else _as_role(doc, phrase)


def choose_role(roles: Sequence[Role]) -> Role | None:
    """The role of a speaker for an attribution, of all that the article gives it; None of none.

    A role with a title goes before a mere organization, one held now before a past one, and what says more before a
    lone word, unless that is an office: "owner of the mill" before "billionaire", but "mayor" before "head of a choir".
    The earlier of two equals is taken, in full rather than in short. An organization that the chosen one lacks is
    filled in from another with the same title.
    """
    if not roles:
        return None
    best = max(roles, key=_worth)
    if best.title is not None and best.title.text.endswith("."):
        full = [role for role in roles if role.status is best.status and _is_full_form(role, best.title.text)]
        best = max(full, key=lambda role: (_worth(role), -len(_title(role).split())), default=best)
    if best.organization is not None or best.title is None:
        return best
    same = [role for role in roles if role.organization and role.title and same_title(role.title.text, best.title.text)]
    return evolve(best, organization=same[0].organization) if same else best


def _worth(role: Role) -> tuple[bool, bool, bool]:
    if role.title is None:
        return False, True, True
    title = role.title.text.lower()
    telling = role.organization is not None or " " in title or read_titles(load_tables()).kinds.get(title) == "office"
    return True, role.status is not RoleStatus.FORMER, telling


def _title(role: Role) -> str:
    return "" if role.title is None else role.title.text


def _is_full_form(role: Role, short: str) -> bool:
    return role.title is not None and not role.title.text.endswith(".") and same_title(role.title.text, short)


def _of_one(role: Role, phrase: RolePhrase) -> Role:
    """`role` as that of one of several who share it, where the singular stands in the plural: *senator*s."""
    title = role.title
    if not phrase.plural or title is None or not title.text.endswith("s"):
        return role
    return evolve(role, title=Span(start=title.start, end=title.end - 1, text=title.text[:-1]))


def _as_role(doc: Doc, phrase: RolePhrase) -> Role:
    return Role(
        title=None if phrase.title is None else _as_span(doc, *phrase.title),
        organization=None if phrase.organization is None else _as_span(doc, *phrase.organization),
        status=phrase.status,
    )


def _as_span(doc: Doc, start: int, end: int) -> Span:
    span = doc[start:end]
    return Span(start=span.start_char, end=span.end_char, text=span.text)
