"""The units of words and their forms, and the numbers that words write: what spelling alone tells apart.

In: words by their keys. Out: forms, alike for what a reader takes for the same word in another spelling.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from quoteattr.lexicon import load_tables

__all__ = ["units_of", "value_of_number"]


@cache
def units_of(key: str) -> tuple[str, ...]:
    """The forms of the units that a word is made of."""
    ends: list[str] = []  # from the last
    while (whole := _forms().get(key)) is None:
        head, mark, tail = key.rpartition("'")
        if mark and tail == "t" and head.endswith("n"):
            key, end = head[:-1], "not"
        elif mark and tail in _endings():
            key, end = head, _endings()[tail]
        else:
            return (key, *reversed(ends))
        ends.append(end)
    return (*whole, *reversed(ends))


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """The forms of words that have another spelling: *years* of *yrs*, *can not* of *can't*, *12* of *twelve*."""
    rows = load_tables().rows("word_forms")
    forms = {word: tuple(row["form"].split()) for row in rows for word in row["words"]}
    return forms | {word: (str(value),) for word, value in _numbers().items() if "'" not in word}


@cache
def _endings() -> dict[str, str]:
    """What stands behind an apostrophe, and its form: *'re* is *are*; *'s* and *'d* may be several words."""
    return {ending: row["form"] for row in load_tables().rows("contracted") for ending in row["endings"]}


@cache
def _numbers() -> dict[str, int]:
    return {word: row["value"] for row in load_tables().rows("number_words") for word in row["words"]}


_SCALED = regex.compile(r"(\d+(?:\.\d+)?)(k|m|mn|bn|tn|million|billion)?(?:st|nd|rd|th)?")
_SCALES = {"k": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9, "tn": 12}


def value_of_number(keys: Sequence[str]) -> float | None:
    """The number that words write: *thirty one*, *31*, *three hundred and five*, *2.6 million*, *2.6m*."""
    total, group, seen = 0.0, 0.0, False
    for key in keys:
        scaled = _SCALED.fullmatch(key)
        if key in {"and", "a"}:
            if key == "a":
                group = group or 1.0
            continue
        if scaled is not None:
            group += float(scaled.group(1)) * 10 ** _SCALES.get(scaled.group(2) or "", 0)
        elif (value := _numbers().get(key)) is None:
            return None
        elif value == 100:
            group = (group or 1.0) * 100
        elif value >= 1000:
            total, group = total + (group or 1.0) * value, 0.0
        else:
            group += value
        seen = True
    return total + group if seen else None
