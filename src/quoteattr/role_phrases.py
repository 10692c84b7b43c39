"""A phrase that says what somebody is, taken apart: "the former Leeds council chief executive" and its kind.

A phrase is read as people write it: what stands before the head (rank, field, organization), the head itself, further
heads after *and*, and what follows with *of*, *for*, *at*: a field if it is a bare common noun ("professor of
history"), the organization otherwise ("president of the Board of Trade").
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from quoteattr.role_complements import (
    CONNECTORS,
    DETERMINERS,
    POSSESSIVE_PRONOUNS,
    Range,
    is_possessive,
    read_complements,
)
from quoteattr.titles import TitleMatch, Titles
from quoteattr.types import RoleStatus
from quoteattr.words import Word

__all__ = ["LONGEST_PHRASE", "RolePhrase", "read_role_phrase", "with_status"]

# Lengths in words. News prose rarely goes beyond them, and they keep the search linear.
LONGEST_PHRASE = 40
LONGEST_GROUP = 14
LONGEST_FURTHER_HEAD = 6
PLACES = frozenset({"GPE", "LOC"})
JOINTS = frozenset({"and", "&", "/", ","})


@frozen
class RolePhrase:
    """A role as ranges of tokens, half-open, one of which may be None; `end` is the index of the word after it all.

    `pronoun` is the possessive that stands for the organization, if one does: *its* director.
    """

    title: Range | None
    organization: Range | None
    status: RoleStatus
    kind: str
    plural: bool
    end: int
    pronoun: str = ""

    @property
    def start(self) -> int:
        """The first token of what the phrase says."""
        return min(part[0] for part in (self.title, self.organization) if part is not None)


@frozen
class _Group:
    """Words that a head ends: `start` without determiner, the word after a possessive mark, the head, the end."""

    start: int
    owner_end: int | None
    head: int
    end: int
    match: TitleMatch


def read_role_phrase(words: Sequence[Word], start: int, stop: int, titles: Titles) -> RolePhrase | None:
    """The role that the phrase starting at word `start`, and not going on beyond `stop`, states; None if none.

    `start` and `stop` index `words`; a leading *the* or *his* may stand there and is left out.
    """
    stop = min(stop, start + LONGEST_PHRASE)
    group = _read_group(words, start, stop, titles)
    if group is None:
        return None
    title, organization = _split_before_head(words, group, titles)
    end = _with_further_heads(words, group, stop, titles)
    title_end, organization_after, end = read_complements(words, end, stop, group.match.kind, titles)
    status = _status(words[title[0] : title_end], titles)
    if organization is None:
        organization = organization_after
    elif (
        organization_after is not None
        and group.match.kind != "office"
        and _is_place(words, organization)
        and not _is_place(words, organization_after)
    ):
        # "The Lyon director of Fair Rivers" is its Lyon director.
        title, organization = (organization[0], title[1]), organization_after
    before = words[group.start - 1].lower if group.start > start else ""
    return RolePhrase(
        title=(words[title[0]].start, words[title_end - 1].end),
        organization=None if organization is None else (words[organization[0]].start, words[organization[1] - 1].end),
        status=status,
        kind=group.match.kind,
        plural=group.match.plural,
        end=end,
        pronoun=before if before in POSSESSIVE_PRONOUNS and organization is None else "",
    )


def _is_place(words: Sequence[Word], name: Range) -> bool:
    return all(word.entity in PLACES for word in words[name[0] : name[1]])


def with_status(phrase: RolePhrase, status: RoleStatus) -> RolePhrase:
    """`phrase` with `status` unless its own words say one."""
    return evolve(phrase, status=status) if phrase.status is RoleStatus.CURRENT else phrase


def _read_group(words: Sequence[Word], start: int, stop: int, titles: Titles) -> _Group | None:
    """The noun group at `start` if its last word is a title."""
    while start < stop and words[start].lower in DETERMINERS | POSSESSIVE_PRONOUNS:
        start += 1
    at, head, owner_end = start, None, None
    match: TitleMatch | None = None
    while at < min(stop, start + LONGEST_GROUP):
        found = titles.match(words, at, stop)
        if found is not None and found.length > 1 and _ends_body(words, at, start, titles):
            found = None  # a Harbour Committee member is a member of the Harbour Committee
        if found is not None:
            head, match = at, found
            at += found.length
        elif is_possessive(words, at):
            head, match, owner_end = None, None, at
            at += 1
        elif _continues(words[at], titles) or (head is None and _joins(words, at, start, stop)):
            at += 1
        else:
            break
    if at == start:
        return None
    if match is None or head is None or not _may_trail(words[head + match.length : at], titles):
        head, match = at - 1, titles.match_by_ending(words[at - 1])
    if match is None:
        return None
    end = head + match.length
    while end < at and titles.status(words[end]) is not None:
        end += 1
    return _Group(start, owner_end, head, end, match)


def _ends_body(words: Sequence[Word], at: int, start: int, titles: Titles) -> bool:
    """Whether word `at` ends a name in capitals that a head in lower case follows."""
    within = at > start and words[at - 1].capitalized
    return within and words[at].capitalized and not words[at + 1].capitalized and titles.sort_is(words[at].lower, "body")


def _continues(word: Word, titles: Titles) -> bool:
    """Whether `word`, itself no title, goes on with a noun group."""
    if titles.sort_is(word.lower, "time") or word.verbal:
        return False
    if titles.sort_is(word.lower, "modifier") or titles.status(word) is not None:
        return True
    return word.nominal and (bool(word.tag) or word.capitalized or not titles.sort_is(word.lower, "border"))


def _joins(words: Sequence[Word], at: int, start: int, stop: int) -> bool:
    """Whether word `at` stands inside a name: Bank *of* England."""
    inside = start < at < stop - 1 and words[at].lower in CONNECTORS
    return inside and words[at - 1].capitalized and words[at + 1].capitalized


def _may_trail(words: Sequence[Word], titles: Titles) -> bool:
    """Whether `words` after a head leave it the head: an official *familiar* with the talks, a director *emeritus*."""
    return all(
        word.tag.startswith("JJ") or not (word.tag or word.capitalized) or titles.status(word) is not None
        for word in words
    )


def _split_before_head(words: Sequence[Word], group: _Group, titles: Titles) -> tuple[Range, Range | None]:
    """Where the title starts in `group`, and the organization before it, as ranges of words."""
    first = group.start if group.owner_end is None else group.owner_end + 1
    owner = None if group.owner_end is None else _owner(words, group.start, group.owner_end, titles)
    at = group.head
    while at > first and _belongs_to_title(words, at - 1, first, group, titles):
        at -= 1
    start, run = at, at
    if _names_ministry(words, at - 2, first, titles):
        run = ministry = at - 2
    else:
        ministry = at
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
    return None if start == end or titles.sort_is(words[end - 1].lower, "time") else (start, end)


def _belongs_to_title(words: Sequence[Word], at: int, first: int, group: _Group, titles: Titles) -> bool:
    """Whether word `at`, directly before what is known of the title, belongs to it."""
    word, head = words[at], words[group.head]
    if titles.status(word) is not None:
        return True
    if word.lower in CONNECTORS or word.compound_tail or word.verbal:
        return titles.sort_is(word.compound_tail, "modifier")
    if titles.sort_is(word.lower, "body"):
        # "Harker campaign chairman", "trade ministry official" have an organization, "state campaign chairman" has none.
        return not (word.capitalized or _names_ministry(words, at - 1, first, titles)) and not (
            at > first and _is_name(words, at - 1, titles)
        )
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


def _with_further_heads(words: Sequence[Word], first: _Group, stop: int, titles: Titles) -> int:
    """The end of `first` moved over "and chief executive", ", lecturer and broadcaster".

    The last comma needs an *and* after it. A head that does not share what stands before the first is a role of its
    own: "presidential candidate and former surgeon".
    """
    reached = at = first.end
    while at + 1 < stop and words[at].lower in JOINTS and words[at + 1].lower not in DETERMINERS | POSSESSIVE_PRONOUNS:
        group = _read_group(words, at + 1, stop, titles)
        if group is None or group.owner_end is not None or group.end - at > LONGEST_FURTHER_HEAD:
            break
        has_status = any(titles.status(word) is not None for word in words[group.start : group.end])
        if has_status or (group.match.kind == "candidacy") != (first.match.kind == "candidacy"):
            break
        if _split_before_head(words, group, titles)[1] is not None:
            break
        if words[at].text != ",":
            reached = group.end
        at = group.end
    return reached


def _status(words: Sequence[Word], titles: Titles) -> RoleStatus:
    """The first status that a word of the title says."""
    return next((status for word in words if (status := titles.status(word)) is not None), RoleStatus.CURRENT)
