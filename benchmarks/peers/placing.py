"""Find what a peer found in its own version of a text back in the article's.

Some peers straighten marks, drop blank lines or insert letters before they read (sayswho makes *the workers' union*
into *the workers'x union*), so that their offsets, and even their words, are not the article's. A peer is not to be
punished for that: words are compared without marks, punctuation, case, accents and space, and one in five may differ.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

import regex
from attrs import frozen

__all__ = ["place"]

# So large a share of the words must be the article's, in the same order.
SIMILAR = 0.8
_WORD = regex.compile(r"[^\W_](?:\p{M}|[^\W_])*")


@frozen
class _Words:
    """The words of a text, folded, and where each stands."""

    folded: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def place(text: str, wanted: str, near: int) -> tuple[int, int] | None:
    """Return where the words of `wanted` stand in `text`, from the first to the last, half-open; None if nowhere.

    Of several places the one that starts nearest to the offset `near` is taken.
    """
    words, sought = _words(text), _words(wanted).folded
    if not sought:
        return None
    size = len(sought)
    places = [
        (first, first + size - 1)
        for first in range(len(words.folded) - size + 1)
        if words.folded[first : first + size] == sought
    ]
    found = min(places, key=lambda ends: abs(words.spans[ends[0]][0] - near), default=None) or _similar(
        words.folded, sought
    )
    return (words.spans[found[0]][0], words.spans[found[1]][1]) if found else None


def _similar(words: tuple[str, ...], sought: tuple[str, ...]) -> tuple[int, int] | None:
    """The first and last word of the stretch around the longest run in common, if enough of it is the same."""
    size = len(sought)
    run = SequenceMatcher(None, words, sought, autojunk=False).find_longest_match()
    slack = round((1 - SIMILAR) * size)
    first = max(0, run.a - run.b - slack)
    window = words[first : run.a - run.b + size + slack]
    blocks = SequenceMatcher(None, window, sought, autojunk=False).get_matching_blocks()[:-1]
    if sum(block.size for block in blocks) < SIMILAR * size:
        return None
    return first + blocks[0].a, first + blocks[-1].a + blocks[-1].size - 1


@lru_cache(maxsize=64)
def _words(text: str) -> _Words:
    matches = list(_WORD.finditer(text))
    return _Words(tuple(_fold(match.group()) for match in matches), tuple(match.span() for match in matches))


def _fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
