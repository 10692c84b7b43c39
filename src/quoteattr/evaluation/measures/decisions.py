"""What every figure is made of: one decision for each thing that the gold asks, or that a system says unasked.

A figure is a sum over decisions, so that it can be resampled by article (intervals), compared with another run decision
by decision, and traced to the cases behind it.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise

import regex
from attrs import frozen

from quoteattr.evaluation.corpora import Extent

__all__ = ["Decision", "is_close_phrase", "is_like_name", "is_same_name", "is_within"]


@frozen(kw_only=True)
class Decision:
    """One decision of a system, against the gold.

    It counts among those that the gold expects (`expected`: recall's denominator), among those that the system made
    (`predicted`: precision's), or both. `right` is how far it is right, 0 to 1; only spans are ever right in part.
    `extent` is what it is about, in characters of the article, half-open; `accepted` are the answers that the gold
    accepts and `answer` is the system's, None for nothing. `confidence` is that of the system, where it gave one.
    """

    article: str
    field: str
    extent: Extent
    right: float
    expected: bool = False
    predicted: bool = False
    accepted: tuple[str | None, ...] = ()
    answer: str | None = None
    confidence: float | None = None

    @property
    def key(self) -> tuple[str, str, Extent, bool]:
        """What makes it the same decision in another run over the same corpus."""
        return self.article, self.field, self.extent, self.expected

    @property
    def is_wrong(self) -> bool:
        """Whether anything is wrong with it."""
        return self.right < 1.0


_TABLE = tomllib.loads((files("quoteattr.evaluation.measures") / "answers.toml").read_text(encoding="utf8"))
_ARTICLES = frozenset(_TABLE["articles"])
_TITLES = frozenset(_TABLE["titles"]) | _ARTICLES
_RANKS = frozenset(_TABLE["ranks"])
_COMPANY_FORMS = frozenset(_TABLE["company_forms"])
_SMALL_WORDS = frozenset(_TABLE["small_words"])
_BEFORE_A_COMPLEMENT = frozenset(_TABLE["before_a_complement"])
_PLACES_IN_FRONT = frozenset(_TABLE["places_in_front"])

_WORD = regex.compile(r"\w++")
_POSSESSIVE = regex.compile(r"'s?\b")
_IN_BRACKETS = regex.compile(r"\([^)]*+(?:\)|(*SKIP)(*FAIL))")


def is_same_name(answer: str, accepted: str) -> bool:
    """Whether both are one name but for case, punctuation, possessives and leading titles."""
    return _untitled(answer) == _untitled(accepted)


def is_like_name(answer: str, accepted: str, *, of_person: bool = True) -> bool:
    """Whether one is the other said shorter: the same last word, a person's first name, an acronym, no company form."""
    if is_same_name(answer, accepted):
        return True
    first, second = (_untitled(_IN_BRACKETS.sub(" ", name)) for name in (answer, accepted))
    if not first or not second:
        return False
    short, long = sorted((first, second), key=len)
    return _is_shortened(short, long, answered=short is first, of_person=of_person) or (
        len(short) == 1 < len(long) and short[0] in set(_acronyms(long))
    )


def _is_shortened(short: list[str], long: list[str], *, answered: bool, of_person: bool) -> bool:
    if not set(short) <= set(long):
        return False
    same_end = short[-1] == long[-1]
    if same_end and (of_person or len(short) == len(long) or len(short) > 1 or long[0] in _PLACES_IN_FRONT):
        return True
    begins = short == long[: len(short)]
    return begins and ((of_person and answered) or set(long[len(short) :]) <= _COMPANY_FORMS)


def is_close_phrase(answer: str, accepted: str) -> bool:
    """Whether both have most words in common, the same head and the same rank words.

    For roles, organizations and outlets, whose borders are a matter of taste: *spokeswoman* and *campaign spokeswoman*.
    """
    first, second = _words(answer), _words(accepted)
    if not first or not second or set(first) & _RANKS != set(second) & _RANKS:
        return False
    if _head(first) not in second and _head(second) not in first:
        return False
    shared = (Counter(first) & Counter(second)).total()
    return 3 * shared > len(first) + len(second)  # F1 over two thirds


def is_within(answer: str, accepted: str) -> bool:
    """Whether the words of one are a run of those of the other."""
    short, long = sorted((" ".join(_words(words)) for words in (answer, accepted)), key=len)
    return bool(short) and f" {short} " in f" {long} "


def _words(phrase: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", phrase).casefold().replace("’", "'")
    plain = plain.replace("united states", "us").replace("u.s.", "us")
    plain = _POSSESSIVE.sub("", plain).replace(".", "")
    # A name without any other word, such as *The The* or *?!*, is all that there is to compare.
    return [word for word in _WORD.findall(plain) if word not in _ARTICLES] or plain.split()


def _untitled(name: str) -> list[str]:
    words = _words(name)
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    return words


def _acronyms(words: list[str]) -> Iterator[str]:
    """Make *cia* of central intelligence agency, and *ice* of us immigration and customs enforcement."""
    for name in (words, words[1:] if words[0] == "us" else words):
        yield "".join(word[0] for word in name)
        yield "".join(word[0] for word in name if word not in _SMALL_WORDS)


def _head(words: list[str]) -> str:
    """Find the word before the first complement, *secretary* in secretary of state, or the last one."""
    return next((word for word, after in pairwise(words) if after in _BEFORE_A_COMPLEMENT), words[-1])
