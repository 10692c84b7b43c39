"""When an answer of a corpus is met: by its words, as titles, articles and possessives leave them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from quoteattr.evaluation.corpora.gold import Extent, GoldString

__all__ = [
    "EDGES",
    "given",
    "mostly_alike",
    "overlap",
    "same_name",
    "string_under",
    "trimmed",
    "within",
    "words_of",
]

ARTICLES = frozenset(["the", "a", "an"])
HONORIFICS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "dame",
        "lord",
        "lady",
        "rep",
        "sen",
        "gov",
        "lt",
        "col",
        "capt",
        "sgt",
        "gen",
        "prof",
        "president",
    ]
)
# White space, marks and punctuation, which borders of contents are compared without.
EDGES = " \t\n\r\"'“”‘’„«».,;:!?"


def words_of(text: str | None) -> list[str]:
    """The words that count when two answers are compared: casefolded, without articles and possessives."""
    folded = unicodedata.normalize("NFKC", text or "").casefold().replace("’", "'").replace("u.s.", "us")
    return [w for w in re.findall(r"\w+", re.sub(r"'s?\b", "", folded).replace(".", "")) if w not in ARTICLES]


def within(one: str, other: str) -> bool:
    """Whether the words of one answer stand in the other."""
    short, long = sorted((" ".join(words_of(one)), " ".join(words_of(other))), key=len)
    return bool(short) and f" {short} " in f" {long} "


def same_name(one: str, other: str) -> bool:
    """Whether two names name one: the same but for titles, or one said shorter."""
    short, long = sorted(([w for w in words_of(n) if w not in HONORIFICS] for n in (one, other)), key=len)
    if not short:
        return False
    initials = "".join(word[0] for word in long)
    return short in (long[-len(short) :], long[: len(short)]) or (len(long) > 1 and short == [initials])


def mostly_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two answers have more than two thirds of their words in common: *CNN’s The Lookout*, *The Lookout*."""
    return 3 * (Counter(one) & Counter(other)).total() > len(one) + len(other)


def given(string: GoldString, field: str) -> list[str]:
    """The accepted answers for a field but nothing."""
    return [answer for answer in string.accepted[field] if answer]


def overlap(one: Extent, other: Extent) -> int:
    """How many characters two stretches share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def string_under(strings: Iterable[GoldString], extent: Extent) -> GoldString | None:
    """The string that a stretch covers at least half of, if there is one."""
    string = max(strings, key=lambda s: overlap(extent, s.extent), default=None)
    if string is None or 2 * overlap(extent, string.extent) < string.extent[1] - string.extent[0]:
        return None
    return string


def trimmed(text: str, start: int, end: int, edges: str = EDGES) -> Extent:
    """A stretch of `text`, half-open, without characters of `edges` at its start and end."""
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges:
        end -= 1
    return start, end
