"""What an article as a whole, and all its sentences that name a speaker, say of media and dates: how often, and where.

An article on a debate says *debate* once and again, though no sentence with a quotation does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import regex
from attrs import frozen

from quoteattr.lexicon.tables import Tables
from quoteattr.sources.evidence import NAMED, tie_of
from quoteattr.sources.page import Offsets, Page
from quoteattr.types import SourceKind

__all__ = ["Overview", "overlook"]

# How many sentences open an article: what they speak of is often what the article is about.
OPENING = 4
# Where longer texts are read, this many characters tell what they are about; also keeps two million linear.
LONGEST = 40_000
# How many values are options by the article as a whole.
MOST = 3

Spots = Mapping[str, Sequence[tuple[int, Any]]]


@frozen
class Overview:
    """By field, the numbers of sentences with the values that stand there: kinds as such, else character offsets.

    Names and dates of the same words are one value, at its first place. `ties` are the kinds that the words before a
    name, or the name itself, give (*told the Courier*), None among them where neither does. `naming` tells which
    sentences name somebody.
    """

    spots: Spots
    ties: Mapping[Offsets, frozenset[SourceKind | None]]
    naming: Callable[[str], frozenset[int]]

    def values(self, field: str, last_name: str, without: Container[int]) -> Iterator[tuple[Any, tuple[str, ...]]]:
        """The values that the article has most, and the sentences with `last_name` in them, with features.

        What only the sentences `without` say, by number, is left out: those of the quotation itself, which are read
        more closely, and those of others' occasions.
        """
        elsewhere = {value for at, value in self.spots[field] if at not in without}
        spots = [spot for spot in self.spots[field] if spot[1] in elsewhere]
        yield from _counted("article", spots)
        if last_name:
            naming = self.naming(last_name)
            yield from _counted("named", [spot for spot in spots if spot[0] in naming])


def overlook(page: Page, tables: Tables) -> Overview:
    """Look over the article of `page`."""
    spots: dict[str, list[tuple[int, Any]]] = {"kind": [], "name": [], "date": []}
    first: dict[str, Offsets] = {}
    ties: defaultdict[Offsets, set[SourceKind | None]] = defaultdict(set)
    for medium in page.media_in(0, LONGEST):
        tie = tie_of(medium, tables)
        kind = (tie.kind if tie is not None else None) or medium.kind
        at = page.sentence_number(medium.start)
        if kind is not None and (tie is not None or medium.frame == ""):
            spots["kind"].append((at, kind))
        if medium.group in NAMED:
            place = (medium.start, medium.end)
            named = first.setdefault(page.words(*place), place)
            spots["name"].append((at, named))
            ties[named].add(kind)
    for date in page.dates_in(0, LONGEST):
        spots["date"].append((page.sentence_number(date[0]), first.setdefault(page.words(*date), date)))

    @cache
    def naming(name: str) -> frozenset[int]:
        found = regex.finditer(rf"\b{regex.escape(name)}\b", page.text, endpos=LONGEST)
        return frozenset(page.sentence_number(match.start()) for match in found)

    return Overview(spots, {name: frozenset(kinds) for name, kinds in ties.items()}, naming)


def _counted(label: str, spots: Sequence[tuple[int, Any]]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    counts = Counter(value for _, value in spots)
    opening = {value for at, value in spots if at < OPENING}
    for rank, (value, count) in enumerate(counts.most_common(MOST)):
        place = "in the opening" if value in opening else "further on"
        times = str(count) if count < 4 else "4-7" if count < 8 else "more"
        yield (
            value,
            (
                label,
                f"{label} rank {rank}",
                f"{label} times {times}",
                f"{label} {place}",
                f"{label} rank {rank} {place}",
                f"{label} rank {rank} times {times}",
                f"{label} rank {rank} {'alone' if len(counts) == 1 else 'of several'}",
            ),
        )
