"""What stands directly before a name, or before a comma: "the museum's director Ines Roth"."""

from __future__ import annotations

from quoteattr.lexicon.titles import JOB_ENDINGS
from quoteattr.roles.mentions.complements import OPENING_WORDS, is_possessive
from quoteattr.roles.mentions.phrases import RolePhrase, read_role_phrase
from quoteattr.roles.mentions.surroundings import Page

__all__ = ["read_lead", "read_leads"]

LONGEST_LEAD = 16  # words
LEADING_WORDS = OPENING_WORDS | {"of", "for", "and", "&", "at", "to"}


def read_leads(page: Page, first: int) -> tuple[list[RolePhrase], int]:
    """The role phrases before the name at word `first`, the nearest first, and where all that leads to it starts."""
    found: list[RolePhrase] = []
    start = first
    while start > 0:
        if page.titles.is_address(page.words[start - 1]):
            start -= 1
            continue
        stop = start - 1 if found and page.words[start - 1].lower == "and" else start
        lead = read_lead(page, stop)
        if lead is None or (lead.plural and found):
            break
        found.append(lead)
        start = page.word_of[lead.start]
    return found, start


def read_lead(page: Page, stop: int) -> RolePhrase | None:
    """The role phrase that ends directly before word `stop`: tried from its last word leftwards, as far as it goes."""
    found: RolePhrase | None = None
    for start in range(stop - 1, max(-1, stop - 1 - LONGEST_LEAD), -1):
        if not _may_lead(page, start):
            break
        phrase = read_role_phrase(page.words, start, stop, page.titles)
        if phrase is not None and phrase.end == stop and (found is None or _ends_alike(phrase, found)):
            found = phrase
    return found


def _ends_alike(one: RolePhrase, other: RolePhrase) -> bool:
    """Whether two phrases have the same last head, so that one is the other with more before it."""
    return one.title is not None and other.title is not None and one.title[1] == other.title[1]


def _may_lead(page: Page, at: int) -> bool:
    """Whether a phrase before a name may go on leftwards over word `at`."""
    word = page.words[at]
    if page.is_break(at):
        return False
    # A tagger takes the last word of "said strategist Ines Roth" for a verb now and then.
    if word.nominal or word.lower.endswith(JOB_ENDINGS) or word.lower in LEADING_WORDS or is_possessive(page.words, at):
        return True
    return page.titles.sort_is(word.lower, "modifier") or page.titles.status(word) is not None
