"""What the article calls its people: title, organization and status, beside their names and away from them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import lru_cache

from attrs import evolve

from quoteattr.lexicon.tables import Tables
from quoteattr.lexicon.titles import read_titles
from quoteattr.parse.tokens import Parse
from quoteattr.parse.words import read_words
from quoteattr.roles.mentions.descriptions import SUBJECTS, Described, read_away, read_descriptions
from quoteattr.roles.mentions.organizations import Bodies, name_organization, read_bodies
from quoteattr.roles.mentions.patterns import phrases_of_name, phrases_of_pair
from quoteattr.roles.mentions.phrases import RolePhrase, read_role_phrase
from quoteattr.roles.mentions.surroundings import Page, read_page
from quoteattr.types import Role, Span
from quoteattr.values import AwayRole, RoleMention

__all__ = ["find_away_roles", "find_roles", "role_of_description"]


def find_roles(
    doc: Parse, names: Sequence[tuple[int, int]], quoted: Set[int], tables: Tables
) -> tuple[RoleMention, ...]:
    """The roles that the article gives `names`, in the order of `names`, each name's most telling patterns first.

    `names` are those of the article, of people and others, as half-open ranges of tokens in text order, not
    overlapping; a title taken into one, or a given name left out of it, is put right. `quoted` are the tokens in
    quotation marks, where *she* need not be whom the article speaks of. The patterns `description` and `pronoun` find
    roles away from the name that they give, the last one used of whom they most likely mean; all other patterns look
    beside it. Without tags and a parse the patterns see words only, and find less.
    """
    page, bodies = _page_and_bodies(doc, tuple(names), tables)
    found: list[Described] = []
    shared: RolePhrase | None = None
    for number in range(len(names)):
        phrases = phrases_of_name(page, number, shared)
        if not page.is_bracketed(number):
            plural = (phrase for pattern, phrase in phrases if pattern == "prenominal" and phrase.plural)
            shared = next(plural, None)
        found += [(number, pattern, phrase) for pattern, phrase in phrases]
        joint = phrases_of_pair(page, number)
        found += [(of, "apposition", phrase) for of in (number - 1, number) for phrase in joint]
    found += read_descriptions(page, found, quoted)
    return tuple(
        RoleMention(number, _of_one(_named_role(page, bodies, phrase, number), phrase, page), pattern)
        for number, pattern, phrase in sorted(found, key=lambda item: item[0])
    )


def find_away_roles(
    doc: Parse, names: Sequence[tuple[int, int]], mentions: Sequence[RoleMention], tables: Tables
) -> tuple[AwayRole, ...]:
    """All roles of one person that stand away from `names`, in text order; `mentions` are those found for names."""
    page, bodies = _page_and_bodies(doc, tuple(names), tables)
    beside = frozenset(m.role.title.start for m in mentions if m.role.title is not None and m.beside)
    found = []
    for at, pattern, phrase in read_away(page):
        # Whose agent "her agent" is depends on whom it means, which is not known yet.
        role = _as_role(doc, phrase) if phrase.pronoun else _named_role(page, bodies, phrase, 0)
        if role.title is not None and role.title.start not in beside:
            found.append(AwayRole(page.words[at].start, role, pattern, _is_subject(page, phrase)))
    return tuple(found)


@lru_cache(maxsize=4)
def _page_and_bodies(doc: Parse, names: tuple[tuple[int, int], ...], tables: Tables) -> tuple[Page, Bodies]:
    """What both public functions look at, read once for an article."""
    page = read_page(doc, names, read_titles(tables))
    return page, read_bodies(page)


def _is_subject(page: Page, phrase: RolePhrase) -> bool:
    return page.parsed and phrase.title is not None and page.doc.stretch(*phrase.title).root.dep_ in SUBJECTS


def role_of_description(doc: Parse, start: int, end: int, tables: Tables) -> Role | None:
    """The role that a description states, tokens `start` to `end` of `doc`: "a spokesman for the ministry".

    None for one that says no title, job or civic capacity: "the woman", "a source close to the talks".
    """
    titles = read_titles(tables)
    words = read_words(doc, start, end, titles.short_forms)
    phrase = read_role_phrase(words, 0, len(words), titles)
    return None if phrase is None else _as_role(doc, phrase)


def _named_role(page: Page, bodies: Bodies, phrase: RolePhrase, number: int) -> Role:
    """The role that `phrase` states of the name at index `number`, with a name for its organization."""
    return _as_role(page.doc, name_organization(page, bodies, phrase, number))


def _of_one(role: Role, phrase: RolePhrase, page: Page) -> Role:
    """`role`, which `phrase` states, as that of one of several who share it: *senator*s."""
    if not phrase.plural or role.title is None:
        return role
    start, title = role.title.start, page.titles.of_one(role.title.text)
    return evolve(role, title=Span(start=start, end=start + len(title), text=title))


def _as_role(doc: Parse, phrase: RolePhrase) -> Role:
    return Role(
        title=None if phrase.title is None else _as_span(doc, *phrase.title),
        organization=None if phrase.organization is None else _as_span(doc, *phrase.organization),
        status=phrase.status,
    )


def _as_span(doc: Parse, start: int, end: int) -> Span:
    span = doc.stretch(start, end)
    return Span(start=span.start_char, end=span.end_char, text=span.text)
