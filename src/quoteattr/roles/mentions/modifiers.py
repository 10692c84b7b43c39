"""What stands before the head of a role phrase: the title's own words, and the organization's.

In "former Leeds council chief executive" *former* is the title's and *Leeds council* the organization; "Republican
nominee" has no organization, "French president" does. Capitals, entities and the table of title words tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from quoteattr.lexicon.titles import TitleMatch, Titles
from quoteattr.parse.words import Word
from quoteattr.roles.mentions.complements import CONNECTORS, Range

__all__ = ["Group", "split_before_head"]


@frozen
class Group:
    """Words that a head ends: `start` without determiner, the word after a possessive mark, the head, the end."""

    start: int
    owner_end: int | None
    head: int
    end: int
    match: TitleMatch


def split_before_head(words: Sequence[Word], group: Group, titles: Titles) -> tuple[Range, Range | None]:
    """The title of `group`, and the organization before it if there is one, as half-open ranges of `words`."""
    first = group.start if group.owner_end is None else group.owner_end + 1
    owner = None if group.owner_end is None else _owner(words, group.start, group.owner_end, titles)
    at = group.head
    while at > first and _belongs_to_title(words, at - 1, first, group, titles):
        at -= 1
    start = at
    run = ministry = at - 2 if _names_ministry(words, at - 2, first, titles) else at
    while run > first and _belongs_to_organization(words, run - 1, run < at, titles):
        run -= 1
    while run < ministry and (words[run].tag == "CD" or not words[run].capitalized):
        run += 1
    organization = (run, at) if run < at else None
    if organization is not None and group.match.length > 1 and titles.sort_is(words[at].lower, "body"):
        organization = (run, at + 1)  # "Harker campaign manager" is the campaign manager of the Harker campaign
    if organization is not None and group.match.kind == "candidacy" and words[at - 1].entity == "GPE":
        organization = None
    for index in range(first, run):
        if titles.status(words[index]) is not None:
            start = index
            break
    # "Oduya's Labour Party spokesman" speaks for the party, "Oduya's Ohio spokesman" for Oduya.
    if (
        owner is not None
        and first in (at, run)
        and (organization is None or words[organization[1] - 1].entity != "ORG")
    ):
        organization = owner
    return (start, group.end), organization


def _names_ministry(words: Sequence[Word], at: int, first: int, titles: Titles) -> bool:
    """Whether a body named by its field stands at word `at`, not before `first`: a *trade ministry* official."""
    if at < first or not titles.sort_is(words[at].lower, "portfolio"):
        return False
    return not words[at + 1].capitalized and titles.sort_is(words[at + 1].lower, "body")


def _owner(words: Sequence[Word], start: int, end: int, titles: Titles) -> Range | None:
    """What stands before a possessive mark, if it can own a role: not *this year's* winner."""
    if start == end or titles.sort_is(words[end - 1].lower, "time"):
        return None
    return start + (end - start > 1 and titles.is_address(words[start])), end


def _belongs_to_title(words: Sequence[Word], at: int, first: int, group: Group, titles: Titles) -> bool:
    """Whether word `at`, directly before what is known of the title, belongs to it."""
    word, head = words[at], words[group.head]
    if titles.status(word) is not None:
        return True
    if word.lower in CONNECTORS or word.verbal:
        return False
    if word.compound_tail:
        # "a golf-course broker" is that, "the Turin-based broker" is a broker.
        is_tie = word.text[0].isdigit() or word.capitalized or titles.sort_is(word.compound_tail, "tie")
        return titles.sort_is(word.compound_tail, "modifier") or not is_tie
    if titles.sort_is(word.lower, "body"):
        # "Harker campaign chairman", "trade ministry aide" have an organization, "state campaign chairman" has none.
        named = at > first and (_is_name(words, at - 1, titles) or _names_ministry(words, at - 1, first, titles))
        return not word.capitalized and not named
    if titles.sort_is(word.lower.rpartition("-")[2], "demonym", "party"):
        # "Republican Sen. Ruiz" is a Sen., "the Republican senator" is that; "French president" has an organization.
        is_party = titles.sort_is(word.lower, "party")
        return not head.text.endswith(".") if is_party else group.match.kind != "office"
    known = titles.sort_is(word.lower, "modifier", "portfolio")
    if not word.capitalized:
        # A lower-case word before a capital title is of another phrase: "at the rally Sen. Ruiz said".
        return known or not head.capitalized
    return _is_capital_modifier(words, at, first, known=known, head=head, titles=titles)


def _is_capital_modifier(
    words: Sequence[Word], at: int, first: int, *, known: bool, head: Word, titles: Titles
) -> bool:
    """Whether the capital of word `at` is the title's or the sentence's: *Defence* Minister, not *Acme* director."""
    word = words[at]
    in_name = at > first and word.entity == words[at - 1].entity == "ORG"
    if known:
        in_name &= titles.sort_is(word.lower, "portfolio")
        return not in_name and (head.capitalized or _opens_sentence(words, at))
    return _opens_sentence(words, at) and not word.entity and word.tag in ("NN", "JJ")


def _is_name(words: Sequence[Word], at: int, titles: Titles) -> bool:
    word = words[at]
    return (
        word.capitalized
        and not titles.sort_is(word.lower, "party")
        and not _opens_sentence_as_modifier(words, at, titles)
    )


def _opens_sentence_as_modifier(words: Sequence[Word], at: int, titles: Titles) -> bool:
    return _opens_sentence(words, at) and titles.sort_is(words[at].lower, "modifier", "portfolio")


def _opens_sentence(words: Sequence[Word], at: int) -> bool:
    """Whether a capital at `at` says nothing, as it is the first of a sentence or a quotation."""
    if at == 0:
        return True
    before = words[at - 1].text
    return not before[-1].isalnum() and before not in (",", "&")


def _belongs_to_organization(words: Sequence[Word], at: int, inside: bool, titles: Titles) -> bool:
    """Whether word `at`, directly before what is known of a name or, if not `inside`, of a title, is part of a name."""
    word = words[at]
    within_entity = bool(word.entity) and word.entity == words[at + 1].entity
    if titles.status(word) is not None or (_opens_sentence_as_modifier(words, at, titles) and not within_entity):
        return False
    if word.compound_tail or (titles.sort_is(word.lower, "party") and not inside):
        return False
    if word.lower in CONNECTORS:
        between = inside and at > 0 and words[at - 1].capitalized
        return between and (word.lower not in ("and", "&") or (bool(words[at - 1].entity) and within_entity))
    return word.capitalized or word.tag == "CD" or titles.sort_is(word.lower, "body")
