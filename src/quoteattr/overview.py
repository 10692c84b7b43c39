"""What an article as a whole, and all its sentences that name a speaker, say of media and dates: how often, and where.

An article on a debate says *debate* once and again, though no sentence with a quotation does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import regex
from attrs import frozen

from quoteattr.evidence import NAMED, tie_of
from quoteattr.occasions import Offsets, Page
from quoteattr.tables import Tables

__all__ = ["Overview", "overlook"]

# How many sentences open an article: what they speak of is often what the article is about.
OPENING = 4
# How many values are options by the article as a whole.
MOST = 3

Values = Mapping[Any, tuple[str, ...]]


@frozen
class Overview:
    """For each field, its values with features: of the whole article, and of a speaker by last name."""

    article: Mapping[str, Values]
    of_speaker: Callable[[str], Mapping[str, Values]]


def overlook(page: Page, tables: Tables) -> Overview:
    """Look over the article of `page`. Kinds are values as such, names and dates by their words, as offsets."""
    spots: defaultdict[str, list[tuple[int, Any]]] = defaultdict(list)
    words: dict[str, Offsets] = {}
    for medium in page.media:
        tie = tie_of(medium, tables)
        kind = (tie.kind if tie is not None else None) or medium.kind
        at = page.sentence_number(medium.start)
        if kind is not None and (tie is not None or medium.frame == ""):
            spots["kind"].append((at, kind))
        if medium.group in NAMED:
            spots["name"].append(
                (at, words.setdefault(page.words(medium.start, medium.end), (medium.start, medium.end)))
            )
    for start, end in page.dates:
        spots["date"].append((page.sentence_number(start), words.setdefault(page.words(start, end), (start, end))))

    @cache
    def of_speaker(name: str) -> Mapping[str, Values]:
        if not name:
            return {}
        found = regex.finditer(rf"\b{regex.escape(name)}\b", page.text)
        sentences = {page.sentence_number(match.start()) for match in found}
        return {f: _counted("named", (s for s in spots[f] if s[0] in sentences)) for f in ("kind", "name", "date")}

    return Overview({f: _counted("article", spots[f]) for f in ("kind", "name", "date")}, of_speaker)


def _counted(label: str, spots: Iterable[tuple[int, Any]]) -> Values:
    kept = list(spots)
    counts = Counter(value for _, value in kept)
    opening = {value for at, value in kept if at < OPENING}
    found = {}
    for rank, (value, count) in enumerate(counts.most_common(MOST)):
        place = "in the opening" if value in opening else "further on"
        times = str(count) if count < 4 else "4-7" if count < 8 else "more"
        alone = "alone" if len(counts) == 1 else "of several"
        found[value] = (
            label,
            f"{label} rank {rank}",
            f"{label} times {times}",
            f"{label} {place}",
            f"{label} rank {rank} {place}",
            f"{label} rank {rank} times {times}",
            f"{label} rank {rank} {alone}",
        )
    return found
