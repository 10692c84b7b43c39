"""A phrase that says what somebody is, taken apart: "the former Leeds council chief executive" and its kind.

A phrase is read as people write it: what stands before the head (rank, field, organization), the head itself, further
heads after *and*, and what follows with *of*, *for*, *at*: a field if it is a bare common noun ("professor of
history"), the organization otherwise ("president of the Board of Trade").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from attrs import evolve, frozen

from quoteattr.lexicon.titles import TitleMatch, Titles
from quoteattr.parse.words import Word
from quoteattr.roles.mentions.complements import (
    CONNECTORS,
    OPENING_WORDS,
    POSSESSIVE_PRONOUNS,
    Range,
    is_possessive,
    read_complements,
)
from quoteattr.roles.mentions.modifiers import Group, split_before_head
from quoteattr.types import RoleStatus

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


def read_role_phrase(words: Sequence[Word], start: int, stop: int, titles: Titles) -> RolePhrase | None:
    """The role that the phrase starting at word `start`, and not going on beyond `stop`, states; None if none.

    `start` and `stop` index `words`; a leading *the* or *his* may stand there and is left out.
    """
    stop = min(stop, start + LONGEST_PHRASE)
    group = _read_group(words, start, stop, titles)
    if group is None:
        return None
    title, organization = split_before_head(words, group, titles)
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


def _read_group(words: Sequence[Word], start: int, stop: int, titles: Titles) -> Group | None:
    """The noun group at `start` if its last word is a title."""
    while start < stop and words[start].lower in OPENING_WORDS:
        start += 1
    at, head, owner_end = start, None, None
    match: TitleMatch | None = None
    while at < min(stop, start + LONGEST_GROUP):
        found = _title_at(words, at, start, stop, titles)
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
    if at > start and (match is None or head is None or not _may_trail(words[head + match.length : at], titles)):
        head, match = at - 1, titles.match_by_ending(words[at - 1])
    if match is None or head is None:
        return None
    trailing = takewhile(lambda word: titles.status(word) is not None, words[head + match.length : at])
    return Group(start, owner_end, head, head + match.length + sum(1 for _ in trailing), match)


def _title_at(words: Sequence[Word], at: int, start: int, stop: int, titles: Titles) -> TitleMatch | None:
    """The title at word `at` of a group from `start`: only *member* in Harbour Committee member."""
    found = titles.match(words, at, stop)
    if found is None or found.length == 1 or at == start or not words[at - 1].capitalized:
        return found
    ends_name = words[at].capitalized and not words[at + 1].capitalized and titles.sort_is(words[at].lower, "body")
    return None if ends_name else found


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
        word.tag.startswith("JJ")
        or word.lower.endswith("ing")  # "the mayor admitting it", whatever the tagger takes that for
        or not (word.tag or word.capitalized)
        or titles.status(word) is not None
        for word in words
    )


def _with_further_heads(words: Sequence[Word], first: Group, stop: int, titles: Titles) -> int:
    """The end of `first` moved over "and chief executive", ", lecturer and broadcaster".

    The last comma needs an *and* after it. A head that does not share what stands before the first is a role of its
    own: "presidential candidate and former surgeon".
    """
    reached = at = first.end
    while at + 1 < stop and words[at].lower in JOINTS and words[at + 1].lower not in OPENING_WORDS:
        group = _read_group(words, at + 1, stop, titles)
        if group is None or group.owner_end is not None or group.end - at > LONGEST_FURTHER_HEAD:
            break
        has_status = any(titles.status(word) is not None for word in words[group.start : group.end])
        if has_status or (group.match.kind == "candidacy") != (first.match.kind == "candidacy"):
            break
        if split_before_head(words, group, titles)[1] is not None:
            break
        if words[at].text != ",":
            reached = group.end
        at = group.end
    return reached


def _status(words: Sequence[Word], titles: Titles) -> RoleStatus:
    """The first status that a word of the title says."""
    return next((status for word in words if (status := titles.status(word)) is not None), RoleStatus.CURRENT)
