"""What a name names: all its occurrences vote, since one can mislead (a surname tagged as a place)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from attrs import evolve

from quoteattr.lexicon.gender import given_name_gender
from quoteattr.lexicon.name_words import last_words_of_titles, words_used_as
from quoteattr.lexicon.tables import Tables
from quoteattr.parse.tokens import Parse
from quoteattr.values import Name, NameKind

__all__ = ["with_voted_kinds"]


ENTITY_KINDS = {
    "PERSON": NameKind.PERSON,
    "ORG": NameKind.ORGANIZATION,
    "GPE": NameKind.PLACE,
    "LOC": NameKind.PLACE,
    "FAC": NameKind.PLACE,
}


def with_voted_kinds(doc: Parse, names: Sequence[Name], tables: Tables) -> tuple[Name, ...]:
    """The names with the kind that all occurrences of the same text, and of its last word, vote for."""
    votes: defaultdict[str, Counter[NameKind]] = defaultdict(Counter)
    for name in names:
        votes[name.text].update(_evidence(doc, name, tables))
    # Names in full vote for their surnames too, with as much weight as the surname's own occurrences.
    for full in dict.fromkeys(n.text for n in names if " " in n.text):
        last = full.rsplit(maxsplit=1)[-1]
        if last in votes and max(votes[full], key=votes[full].__getitem__, default=None) is NameKind.PERSON:
            votes[last].update({NameKind.PERSON: votes[last].total() + 1})
    return tuple(
        evolve(name, kind=max(votes[name.text], key=votes[name.text].__getitem__, default=NameKind.OTHER))
        for name in names
    )


def _evidence(doc: Parse, name: Name, tables: Tables) -> Counter[NameKind]:
    """What speaks for each kind at one occurrence of a name."""
    votes = _evidence_inside(doc, name, tables)
    before = doc[name.start - 1].lower_ if name.start else ""
    after = doc[name.end].lower_ if name.end < len(doc) else ""
    following = doc[name.end + 1] if name.end + 1 < len(doc) else None
    if before == "the":
        votes[NameKind.ORGANIZATION] += 1
        votes[NameKind.PERSON] -= 2
    if before in ("in", "near"):
        votes[NameKind.PLACE] += 1
    if following is not None and after == "," and (following.lower_ in ("who", "whose") or following.like_num):
        votes[NameKind.PERSON] += 3
    if after in ("who", "whose"):
        votes[NameKind.PERSON] += 3
    last = doc[name.end - 1]
    if last.dep_ == "appos" and last.head.tag_ == "NN" and last.head.lower_ in last_words_of_titles(tables):
        votes[NameKind.PERSON] += 6  # its founder, Kaarel Tammsalu
    return votes


def _evidence_inside(doc: Parse, name: Name, tables: Tables) -> Counter[NameKind]:
    """What the words of the name themselves, and the title before it, speak for."""
    votes: Counter[NameKind] = Counter()
    organizations = words_used_as(tables, "organization")
    for index in range(name.start, name.end):
        kind = ENTITY_KINDS.get(doc[index].ent_type_)
        if kind is not None:
            votes[kind] += 2
    first, last = doc[name.start].lower_, doc[name.end - 1].lower_.rstrip(".")
    if last in organizations or first == "team":
        votes[NameKind.ORGANIZATION] += 6
    if last in words_used_as(tables, "place"):
        votes[NameKind.PLACE] += 4
    if name.titled:
        votes[NameKind.PERSON] += 3
    if name.outlet:
        votes[NameKind.ORGANIZATION] += 6
    if given_name_gender(first, tables) is not None and last not in organizations:
        votes[NameKind.PERSON] += 5 if name.end - name.start > 1 else 1
    if name.end - name.start == 1 and name.text.isupper() and len(name.text) > 1:
        votes[NameKind.ORGANIZATION] += 2
    return votes
