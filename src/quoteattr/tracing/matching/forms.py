"""Whether a change of words leaves the sense alone: the same word in another form, a filler dropped, a function word.

In: the words on both sides, by their keys. Out: whether the change is minor.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from quoteattr.lexicon import load_tables
from quoteattr.tracing.texts import units_of, value_of_number

__all__ = ["is_minor"]

Keys = Sequence[str]
_SIGNS = frozenset("€$£%&")
# Spellings of one word in two countries: their ends, or what stands in them.
_SPELLINGS = (
    (regex.compile(r"is(e[sdr]?|ing|ations?)$"), r"iz\1"),
    (regex.compile(r"our(s|ed|ing|ite|able|hood)?$"), r"or\1"),
    (regex.compile(r"(?<=\p{L}{2})tre(s?)$"), r"ter\1"),
    (regex.compile(r"ogue(s?)$"), r"og\1"),
    (regex.compile(r"ence(s?)$"), r"ense\1"),
    (regex.compile(r"ll(ed|ing|er)$"), r"l\1"),
    (regex.compile(r"yse([sd]?)$"), r"yze\1"),
    (regex.compile(r"ae|oe"), "e"),
    (regex.compile(r"grey"), "gray"),
    (regex.compile(r"mme(s?)$"), r"m\1"),
    (regex.compile(r"wards$"), "ward"),
    (regex.compile(r"st$(?<=whilst|amongst)"), ""),
)


def is_minor(ours: Keys, theirs: Keys, around: tuple[Keys, Keys] = ((), ())) -> bool:
    """Whether replacing `theirs` by `ours` leaves the sense alone; `around` are the document's words on both sides."""
    if _is_same(ours, theirs) or "".join(ours) == "".join(theirs):
        return True
    if not ours and _is_filler(theirs, around):
        return True
    return _is_same(_without_function_words(ours), _without_function_words(theirs))


def _is_same(ours: Keys, theirs: Keys) -> bool:
    """Whether the words are the same in other forms."""
    mine, other = _units(ours), _units(theirs)
    if len(mine) == len(other) and all(_is_form(a, b) for a, b in zip(mine, other, strict=True)):
        return True
    if not mine or not other or sorted(_signs(mine)) != sorted(_signs(other)):
        return False
    first, second = ([key for key in keys if not _SIGNS.intersection(units_of(key))] for keys in (ours, theirs))
    values = value_of_number(first), value_of_number(second)
    return values[0] is not None and values[0] == values[1]


def _units(keys: Keys) -> list[str]:
    units = [unit for key in keys for unit in units_of(key)]
    return " ".join(units).replace("per cent", "%").split()


def _signs(units: Keys) -> list[str]:
    return [unit for unit in units if unit in _SIGNS]


def _is_form(first: str, second: str) -> bool:
    return first == second or _stem(first) == _stem(second) or second in _alike().get(first, ())


@cache
def _stem(word: str) -> str:
    """A word without the mark of the plural or of the third person, in one country's spelling."""
    for pattern, new in _SPELLINGS:
        word = pattern.sub(new, word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("es") and word[-3:-2] in "sxzh" and len(word) > 4:
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word.removesuffix("'")


def _without_function_words(keys: Keys) -> list[str]:
    return [key for key in keys if key not in _function_words()]


def _is_filler(dropped: Keys, around: tuple[Keys, Keys]) -> bool:
    """Whether what was dropped says nothing, or says again what stands beside it."""
    text = " ".join(dropped)
    for filler in _fillers():
        text = regex.sub(rf"\b{regex.escape(filler)}\b", " ", text)
    left = text.split()
    if not left:
        return True
    before, behind = list(around[0]), list(around[1])
    return before[-len(left) :] == left or behind[: len(left)] == left


@cache
def _function_words() -> frozenset[str]:
    return frozenset(
        word for row in load_tables().rows("minor_words") if row["kind"] == "function" for word in row["words"]
    )


@cache
def _fillers() -> tuple[str, ...]:
    rows = load_tables().rows("minor_words")
    return tuple(
        sorted((word for row in rows if row["kind"] == "filler" for word in row["words"]), key=len, reverse=True)
    )


@cache
def _alike() -> dict[str, frozenset[str]]:
    """The words that stand for each other with the sense unchanged: someone and somebody."""
    alike: dict[str, frozenset[str]] = {}
    for row in load_tables().rows("minor_words"):
        if row["kind"] == "alike":
            for word in row["words"]:
                alike[word] = alike.get(word, frozenset()) | frozenset(row["words"])
    return alike
