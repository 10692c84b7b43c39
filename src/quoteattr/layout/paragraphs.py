"""Paragraphs: which lines of a text belong together.

Much news text has one line break between paragraphs; some is wrapped at 72 characters, with blank lines between them or
without. A text is wrapped where nearly every line is as full as the next word lets it be, and most break a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

__all__ = ["find_paragraphs"]

# Lines are wrapped to a width of these, in characters.
WRAPPED_WIDTH = range(45, 101)
# The shares of a wrapped text's lines that are full, and that break a sentence before a small word.
FULL = 0.9
BREAKING = 0.5

_LINE = regex.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+|\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INK = regex.compile(r"[^\s\x1c-\x1f\ufeff\u200b](?s:.*[^\s\x1c-\x1f\ufeff\u200b])?")
_LINE_ENDS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_SENTENCE_ENDS = ".!?…:;”’\"')]"
# What can be broken off a line is not longer than this many characters.
_FIRST_WORD = regex.compile(r"\S{1,40}")
# A line of its own that begins something: an item of a list, a label.
_OPENS = regex.compile(r"(?:[•·▪●○◦‣⁃∙■□►▶➤✓✔*+»>]|[-–—]{1,2}|\(?\d{1,2}[.)]|\([a-z]\))\s|\p{Lu}[\p{L}.’'-]*:\s")

Line = tuple[int, int]


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of `text` that are not blank, in order, as character ranges without white space around them."""
    blocks = list(_blocks(text))
    width = _width(text, blocks)
    return [paragraph for block in blocks for paragraph in _joined(text, block, width)]


def _blocks(text: str) -> Iterator[list[Line]]:
    """The lines with ink, parted where a blank line stands between them."""
    block: list[Line] = []
    breaks = 0
    for match in _LINE.finditer(text):
        ink = _INK.search(text, match.start(), match.end())
        if ink is not None:
            if breaks > 1 and block:
                yield block
                block = []
            block.append(ink.span())
            breaks = 0
        elif match.group()[0] in _LINE_ENDS:
            breaks += 1
    if block:
        yield block


def _width(text: str, blocks: Sequence[Sequence[Line]]) -> int | None:
    """The width that a text is wrapped to, None where it is not."""
    pairs = [pair for block in blocks for pair in pairwise(block) if not _opens(text, *pair)]
    width = max((_length(line) for line, _ in pairs), default=0)
    if width not in WRAPPED_WIDTH:
        return None
    full = [_is_full(text, *pair, width) for pair in pairs]
    breaking = sum(_breaks_sentence(text, *pair) for pair, fills in zip(pairs, full, strict=True) if fills)
    # Where no blank lines part them, the last lines of paragraphs are not full, and end a sentence.
    regular = sum(
        fills or text[line[1] - 1] in _SENTENCE_ENDS for (line, _), fills in zip(pairs, full, strict=True)
    )
    wrapped = regular >= FULL * len(pairs) and breaking >= BREAKING * sum(full)
    return width if wrapped and breaking else None


def _joined(text: str, block: Sequence[Line], width: int | None) -> Iterator[Line]:
    """Join the lines of `block` that one sentence runs across; all of them if they are wrapped to a width."""
    inside = [_breaks_sentence(text, line, following) for line, following in pairwise(block)]
    even = all(_length(line) in WRAPPED_WIDTH for line in block[:-1]) and sum(inside) * 2 >= len(inside)
    first = 0
    for index in range(1, len(block) + 1):
        if index < len(block):
            pair = block[index - 1], block[index]
            goes_on = even if width is None else _is_full(text, *pair, width) and not _opens(text, *pair)
            if goes_on or inside[index - 1]:
                continue
        yield block[first][0], block[index - 1][1]
        first = index


def _length(line: Line) -> int:
    return line[1] - line[0]


def _is_full(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the next line had no room on this one."""
    word = _FIRST_WORD.match(text, *following)
    blanks = 2 if text[line[1] - 1] in ".!?" else 1  # many a typist has two behind a sentence
    return word is not None and _length(line) + blanks + len(word.group()) > width


def _breaks_sentence(text: str, line: Line, following: Line) -> bool:
    """Tell whether a sentence goes on from one line to the next: `…off the coast of` and `the island`."""
    long_enough = _length(line) >= WRAPPED_WIDTH.start
    return long_enough and text[line[1] - 1] not in _SENTENCE_ENDS and text[following[0]].islower()


def _opens(text: str, line: Line, following: Line) -> bool:
    """Whether an item of a list or a turn begins behind a line: not with the *26.* of “since Jan.⏎26.”"""
    ended = text[line[1] - 1] in _SENTENCE_ENDS or _length(line) < WRAPPED_WIDTH.start
    return ended and _OPENS.match(text, *following) is not None
