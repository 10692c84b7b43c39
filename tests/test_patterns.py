"""Texts that are made to cost: no regular expression of the package backtracks without bound."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import regex

from case_tables import cases
from patterns import patterns, unseen_patterns, ways_in
from quoteattr.layout.provenance import LONGEST_DATELINE, LONGEST_NOTE
from quoteattr.sources.narration import LONGEST_ABBREVIATION, LONGEST_NAMING, LONGEST_WORD
from quoteattr.tracing.reading.pages import LONGEST_HEAD

PATTERNS = patterns()

ATTACKS = tomllib.loads((Path(__file__).parent / "patterns" / "attacks.toml").read_text(encoding="utf8"))
MOST_WORDS = 10
# In CPU seconds, what is too short to measure. What takes longer on SIZE characters takes about four times as long on
# four times as many, and sixteen times where it is quadratic.
SIZE, NOTHING = 500, 0.0001
TIMES, RATIO = 4, 8
GIVE_UP = 0.2
# What the code gives to these is cut to so many characters, on which they may take at most HARMLESS seconds.
BOUNDS = {
    "layout.provenance._dateline_pattern()": LONGEST_DATELINE,
    "layout.provenance._SECOND_DASH": LONGEST_DATELINE,
    "sources.narration._ABBREVIATED": LONGEST_ABBREVIATION + 1,
    "sources.narration._NAMING": LONGEST_NAMING,
    "sources.narration._WORD_BEFORE": LONGEST_WORD,
    "layout.provenance._REPORTING_BY": LONGEST_NOTE,
    "tracing.reading.pages._HEAD_WITH_PAGE": LONGEST_HEAD,
}
HARMLESS = 0.005
Attack = tuple[str, str, str]


def attacks(pattern: regex.Pattern[str]) -> Iterator[Attack]:
    """Yield prefixes, units and suffixes to try on a pattern.

    A suffix has what a pattern ends with: where a literal of it is nowhere in the text, none of it is tried.
    """
    source = regex.sub(r"\\(?:p\{\w+\}|\p{L})", " ", str(pattern.pattern)).replace("\\", "")
    words = list(dict.fromkeys(regex.findall(r"\p{L}{2,}", source)))
    chosen = words[:: len(words) // MOST_WORDS + 1]
    units = [*ATTACKS["units"], *(f"{word} " for word in chosen), *(f"A {word} " for word in chosen)]
    yield from (
        attack
        for unit in units
        for attack in (("", unit, "\x00"), ("a", unit, "a"), ("", unit, f"\x00{source[-100:]}"))
    )
    yield from product(ATTACKS["openings"], ATTACKS["behind_openings"], ["\x00"])


def cost(pattern: regex.Pattern[str], way: str, attack: Attack, size: int, times: int = 1) -> float:
    """CPU seconds, the least of several, that a way of using a pattern takes on an attack of `size` characters."""
    prefix, unit, suffix = attack
    text = prefix + unit * ((size - len(prefix)) // len(unit)) + suffix
    given = text.encode() if isinstance(pattern.pattern, bytes) else text
    return min(_seconds(pattern, way, given) for _ in range(times))


def _seconds(pattern: regex.Pattern[str], way: str, given: str | bytes) -> float:
    start = time.thread_time()
    try:
        found = getattr(pattern, way)(given, timeout=GIVE_UP)
        if way == "finditer":
            for _ in found:
                pass
    except TimeoutError:
        return float("inf")
    return time.thread_time() - start


def is_superlinear(pattern: regex.Pattern[str], way: str, attack: Attack) -> bool:
    """Whether TIMES the text takes more than RATIO times as long; what seems to is measured anew, against chance."""
    once = cost(pattern, way, attack, SIZE)
    if once == float("inf"):
        return cost(pattern, way, attack, SIZE, times=2) == float("inf")
    return once > NOTHING and all(
        cost(pattern, way, attack, TIMES * SIZE, times) > RATIO * cost(pattern, way, attack, SIZE, times)
        for times in (1, 3, 5)
    )


def is_slow(pattern: regex.Pattern[str], way: str, attack: Attack, size: int) -> bool:
    """Whether a text of `size` characters takes more than HARMLESS seconds."""
    return all(cost(pattern, way, attack, size, times) > HARMLESS for times in (1, 3))


def costly(
    name: str, pattern: regex.Pattern[str], ways: frozenset[str], *, quick: bool = False
) -> Iterator[tuple[str, Attack]]:
    """Yield the attacks, each with its way, under which a pattern backtracks without bound.

    A `quick` run tries each unit with one of its three prefixes and suffixes in turn.
    """
    bound = BOUNDS.get(name)
    tried = [attack for at, attack in enumerate(attacks(pattern)) if not quick or at % 3 == at // 3 % 3]
    for way, attack in product(sorted(ways), tried):
        if is_superlinear(pattern, way, attack) if bound is None else is_slow(pattern, way, attack, bound):
            yield way, attack


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_backtracks_without_bound(name: str, pytestconfig: pytest.Config) -> None:
    assert next(costly(name, *PATTERNS[name], quick=not pytestconfig.getoption("slow")), None) is None


def test_no_bound_is_left_of_a_pattern_that_is_gone() -> None:
    assert set(BOUNDS) <= set(PATTERNS)


@cases("patterns/backtracking")
def test_the_check_sees_a_pattern_that_does(name: str, pattern: str, way: str) -> None:
    assert next(costly(name, regex.compile(pattern), frozenset({way})), None) is not None


def test_a_pattern_is_attacked_in_the_way_it_is_used() -> None:
    assert PATTERNS["layout.passages._ONE_SENTENCE"][1] == {"fullmatch"}
    blanks_at_the_end = regex.compile(r"\s+$")
    assert next(costly("new", blanks_at_the_end, frozenset({"match"})), None) is None


@cases("patterns/ways")
def test_ways_in_the_source(source: str, place: str, ways: list[str]) -> None:
    assert sorted(ways_in(source, place)) == ways


def test_no_pattern_is_out_of_sight() -> None:
    """Each is in a module or made of the tables by a cached function, but for escaped words, agencies' and a user's."""
    assert set(unseen_patterns()) == {
        "evaluation.behaviour.templates.neutral",
        "layout.blocks._speaks_again",
        "sources.places.count",
        "sources.places.naming",
        "layout.provenance.agencies_of",
        "lexicon.tables._broken",
        "tracing.limits.is_told",
        "tracing.matching.forms._is_filler",
    }
