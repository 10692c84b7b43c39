"""What somebody is by a verb: "Ines Roth, who is the president of the court", "Roth teaches law at Turin"."""

from __future__ import annotations

from collections.abc import Callable, Set

from quoteattr.roles.mentions.complements import DETERMINERS, read_organization
from quoteattr.roles.mentions.phrases import RolePhrase, with_status
from quoteattr.roles.mentions.surroundings import Page
from quoteattr.types import RoleStatus

__all__ = ["phrases_after_verb", "read_relative_clause"]

LONGEST_VERB = 3
# Words between a verb and the preposition before its body: "teaches *modern European history* at Turin University".
LONGEST_OBJECT = 4
# How far a clause may be from its name: "Ines Roth, *the grand old lady of the stage* who was its director".
LONGEST_ANTECEDENT = 8

Reader = Callable[[Page, int], list[RolePhrase]]


def read_relative_clause(page: Page, at: int, read_phrases: Reader) -> list[RolePhrase]:
    """The roles in the clause whose *who* stands at word `at` or a few nouns on.

    They are those of its first verb, or of a later one after *and*; one with a title goes before a mere body.
    """
    reach = min(page.phrase_end(at), at + LONGEST_ANTECEDENT)
    who = next((n for n in range(at, reach) if page.words[n].lower == "who"), None)
    if who is None or any(word.verbal or word.text in ",)(" for word in page.words[at:who]):
        return []
    end = page.phrase_end(who)
    verbs = [who + 1, *(n + 1 for n in range(who + 1, end) if page.words[n].lower == "and")]
    found = [phrases for verb in verbs if (phrases := phrases_after_verb(page, verb, read_phrases))]
    return max(found, key=lambda phrases: phrases[0].title is not None, default=[])


def phrases_after_verb(page: Page, at: int, read_phrases: Reader) -> list[RolePhrase]:
    """The roles that the verb at word `at` introduces, as `read_phrases` reads them; or the body that it names."""
    for length in range(LONGEST_VERB, 0, -1):
        verb = " ".join(word.lower for word in page.words[at : at + length])
        status = page.titles.copulas.get(verb)
        if status is not None:
            return [with_status(phrase, status) for phrase in read_phrases(page, at + length)]
    prepositions = page.titles.affiliations.get(page.lower(at))
    return [] if prepositions is None else _body(page, at + 1, prepositions)


def _body(page: Page, start: int, prepositions: Set[str]) -> list[RolePhrase]:
    """The body named at word `start`, or after one of `prepositions` there or a few words on."""
    end = page.phrase_end(start)
    if prepositions:
        reach = range(start, min(end, start + LONGEST_OBJECT))
        start = next((n + 1 for n in reach if page.words[n].lower in prepositions), end)
    start += page.lower(start) in DETERMINERS
    name = read_organization(page.words, start, end, page.titles, common=True) if start < end else None
    return [] if name is None else [RolePhrase(None, name, RoleStatus.CURRENT, "post", False, start)]
