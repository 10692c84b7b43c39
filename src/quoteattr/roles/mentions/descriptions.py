"""Roles of people that stand away from their names: "the Vermont senator", "She is a former nurse".

Whom such words mean is not asked here: each is a use of the role for those named shortly before, which the choice of
roles weighs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quoteattr.roles.mentions.complements import Range, is_possessive
from quoteattr.roles.mentions.phrases import RolePhrase, read_role_phrase
from quoteattr.roles.mentions.surroundings import Page

__all__ = ["SUBJECTS", "Described", "read_away"]

Described = tuple[int, str, RolePhrase]

# How many words may own what stands beside: "the billionaire developer's".
LONGEST_OWNER = 8
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# "Becoming the nominee", "elected the leader": the words say what somebody will be or is not, as often as what he is.
PREDICATES = frozenset({"attr", "oprd", "acomp"})

# What opens a role away from names, and its pattern.
OPENERS_OF_ROLES: Mapping[str, str] = {
    "the": "the", "as": "as", "a": "a", "an": "a", "his": "possessed", "her": "possessed", "its": "possessed",
    "their": "possessed",
}  # fmt: skip


def read_away(page: Page) -> Iterator[tuple[int, str, RolePhrase]]:
    """Every role of one person away from names: the word it starts at, what opens it, and its phrase.

    Of people unknown, too: "as secretary of the port", "his agent".
    """
    for at, word in enumerate(page.words):
        if word.lower not in OPENERS_OF_ROLES:
            continue
        phrase = _read_description(page, at + (word.lower == "as"))
        if phrase is None or phrase.plural or phrase.title is None:
            continue
        after = page.words[phrase.end] if phrase.end < len(page.words) else None
        if after is None or not (phrase.end in page.starts or after.tag.startswith("NNP")):
            predicate = " predicate" if word.lower != "as" and _is_predicate(page, phrase.title) else ""
            yield at, OPENERS_OF_ROLES[word.lower] + predicate, phrase


def _read_description(page: Page, at: int) -> RolePhrase | None:
    """The role phrase at word `at`, or the one that owns what stands there: *the billionaire developer*'s tone."""
    phrase = read_role_phrase(page.words, at, len(page.words), page.titles)
    if phrase is not None:
        return phrase
    reach = range(at + 2, min(at + LONGEST_OWNER, len(page.words)))
    mark = next((n for n in reach if is_possessive(page.words, n)), None)
    owner = None if mark is None else read_role_phrase(page.words, at, mark, page.titles)
    return owner if owner is not None and owner.end == mark else None


def _is_predicate(page: Page, title: Range) -> bool:
    """Whether a title is what somebody becomes or is called: "hopes to become the nominee", "elected as the leader"."""
    if not page.parsed:
        return False
    head = page.doc.stretch(*title).root
    return head.dep_ in PREDICATES or (head.dep_ == "pobj" and head.head.lower_ == "as")
