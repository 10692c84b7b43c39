"""What the article calls its people: title, organization and status, beside their names and away from them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from quoteattr.parse import Parse
from quoteattr.role_descriptions import SUBJECTS, Described, read_away, read_descriptions
from quoteattr.role_organizations import Bodies, name_organization, read_bodies
from quoteattr.role_page import Page, read_page
from quoteattr.role_patterns import phrases_of_name, phrases_of_pair
from quoteattr.role_phrases import RolePhrase, read_role_phrase
from quoteattr.tables import Tables
from quoteattr.titles import read_titles
from quoteattr.types import Role, Span
from quoteattr.words import read_words

__all__ = [
    "AwayRole",
    "RoleMention",
    "RolePage",
    "find_away_roles",
    "find_roles",
    "read_role_page",
    "role_of_description",
]

# Patterns that give a name a role which stands elsewhere.
AWAY_PATTERNS = frozenset({"description", "pronoun"})


@frozen
class RoleMention:
    """A role that the article gives the name at index `name` of those looked at, and the `pattern` that found it."""

    name: int
    role: Role
    pattern: str

    @property
    def beside(self) -> bool:
        """Whether the role stands beside the name."""
        return self.pattern not in AWAY_PATTERNS


@frozen
class AwayRole:
    """A role of somebody that stands away from names, at token `at`; `pattern` says what opens it.

    `subject` says whether it is the subject of a verb: *the mayor* refused.
    """

    at: int
    role: Role
    pattern: str
    subject: bool


@frozen(eq=False)
class RolePage:
    """An article as this stage looks at it, read once: its words and names, and the organizations among them."""

    page: Page
    bodies: Bodies


def read_role_page(doc: Parse, names: Sequence[tuple[int, int]], tables: Tables) -> RolePage:
    """The article of `doc`, ready to be searched for the roles of `names`.

    `names` are those of the article, of people and others, as half-open ranges of tokens in text order, not
    overlapping; a title taken into one, or a given name left out of it, is put right.
    """
    page = read_page(doc, names, read_titles(tables))
    return RolePage(page, read_bodies(page))


def find_roles(read: RolePage) -> tuple[RoleMention, ...]:
    """The roles that the article gives its names, in their order, each name's most telling patterns first.

    The patterns `description` and `pronoun` find roles away from the name that they give, the last one used of whom
    they most likely mean; all other patterns look beside it. Without tags and a parse the patterns see words only, and
    find less.
    """
    page, bodies = read.page, read.bodies
    found: list[Described] = []
    shared: RolePhrase | None = None
    for number in range(len(page.names)):
        phrases = phrases_of_name(page, number, shared)
        if not page.is_bracketed(number):
            plural = (phrase for pattern, phrase in phrases if pattern == "prenominal" and phrase.plural)
            shared = next(plural, None)
        found += [(number, pattern, phrase) for pattern, phrase in phrases]
        joint = phrases_of_pair(page, number)
        found += [(of, "apposition", phrase) for of in (number - 1, number) for phrase in joint]
    found += read_descriptions(page, found)
    return tuple(
        RoleMention(
            number, _of_one(_as_role(page.doc, name_organization(page, bodies, phrase, number)), phrase), pattern
        )
        for number, pattern, phrase in sorted(found, key=lambda item: item[0])
    )


def find_away_roles(read: RolePage, mentions: Sequence[RoleMention]) -> tuple[AwayRole, ...]:
    """All roles of one person that stand away from names, in text order; `mentions` are those found for names."""
    page, bodies = read.page, read.bodies
    beside = frozenset(m.role.title.start for m in mentions if m.role.title is not None and m.beside)
    found = []
    for at, pattern, phrase in read_away(page):
        # Whose agent "her agent" is depends on whom it means, which is not known yet.
        role = _as_role(page.doc, phrase if phrase.pronoun else name_organization(page, bodies, phrase, 0))
        if role.title is not None and role.title.start not in beside:
            found.append(AwayRole(page.words[at].start, role, pattern, _is_subject(page, phrase)))
    return tuple(found)


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


def _of_one(role: Role, phrase: RolePhrase) -> Role:
    """`role` as that of one of several who share it, where the singular stands in the plural: *senator*s."""
    title = role.title
    if not phrase.plural or title is None or not title.text.endswith("s") or title.text.endswith("ies"):
        return role
    return evolve(role, title=Span(start=title.start, end=title.end - 1, text=title.text[:-1]))


def _as_role(doc: Parse, phrase: RolePhrase) -> Role:
    return Role(
        title=None if phrase.title is None else _as_span(doc, *phrase.title),
        organization=None if phrase.organization is None else _as_span(doc, *phrase.organization),
        status=phrase.status,
    )


def _as_span(doc: Parse, start: int, end: int) -> Span:
    span = doc.stretch(start, end)
    return Span(start=span.start_char, end=span.end_char, text=span.text)
