"""Organizations that a role names by a pronoun or their kind alone, by the name that the article gave them before.

"The task force's coordinator" is that of the River Fraud Task Force of an earlier paragraph, "its director" directs the
museum that the text was just speaking of, and "her agent" is the agent of the person named last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from attrs import evolve

from quoteattr.role_complements import Range, read_organization
from quoteattr.role_page import Page
from quoteattr.role_phrases import LONGEST_PHRASE, RolePhrase

__all__ = ["Bodies", "name_organization", "read_bodies"]

# Names of organizations, as tokens in text order, by each word in them that says a kind; all of them under "".
Bodies = Mapping[str, Sequence[Range]]

NAMES_BACK = 4
PERSONAL_PRONOUNS = frozenset({"his", "her"})


def read_bodies(page: Page) -> Bodies:
    """The names in `page` that have a word for a kind of organization in them."""
    words = page.words
    bodies: dict[str, list[Range]] = {}
    at = 0
    while at < len(words):
        stop = min(len(words), at + LONGEST_PHRASE)
        is_name = words[at].capitalized and words[at].nominal
        organization = read_organization(words, at, stop, page.titles) if is_name else None
        if organization is None:
            at += 1
            continue
        end = page.word_of[organization[1] - 1] + 1
        kinds = {word.lower for word in words[at:end] if word.capitalized and page.titles.sort_is(word.lower, "body")}
        if kinds and end > at + 1:
            for kind in ("", *kinds):
                bodies.setdefault(kind, []).append(organization)
        at = end
    return bodies


def name_organization(page: Page, bodies: Bodies, phrase: RolePhrase, number: int) -> RolePhrase:
    """`phrase`, a role of the name at index `number`, with a name for an organization called by kind or pronoun."""
    known = None
    if phrase.organization is not None:
        start, end = phrase.organization
        words = page.words[page.word_of[start] : page.word_of[end - 1] + 1]
        is_kind = not any(word.capitalized for word in words)
        known = _last_before(bodies.get(words[-1].lower, ()), start) if is_kind else None
    elif phrase.pronoun in PERSONAL_PRONOUNS:
        known = _person_before(page, number)
    elif phrase.pronoun and phrase.title is not None:
        known = _last_before(bodies.get("", ()), phrase.title[0])
    return phrase if known is None else evolve(phrase, organization=known)


def _last_before(ranges: Sequence[Range], token: int) -> Range | None:
    at = bisect_left(ranges, (token, 0))
    return ranges[at - 1] if at else None


def _person_before(page: Page, number: int) -> Range | None:
    """Tokens of the last name before the one at index `number` that is of someone else."""
    surname = page.words[page.names[number][1] - 1].lower
    for first, last in reversed(page.names[max(0, number - NAMES_BACK) : number]):
        if page.words[last - 1].lower != surname:
            return page.words[first].start, page.words[last - 1].end
    return None
