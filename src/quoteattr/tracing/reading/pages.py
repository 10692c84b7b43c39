"""What in a document is layout: page heads, line numbers, time stamps, stage directions, post numbers.

In: a text. Out: the ranges of characters that are none of its words. A page head goes with the blank lines around it,
for a sentence may run across it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import regex

from quoteattr.lexicon import load_tables

__all__ = ["find_layout"]

Range = tuple[int, int]

# Fewer than these are no numbering of lines, and what recurs less often no running head.
FEWEST_NUMBERED = 6
NUMBERED = 0.5
FEWEST_FIFTHS = 3
FEWEST_HEADS = 2
# A running head stands this near, in lines with ink, to a page's number.
NEAR_PAGE = 2
LONGEST_HEAD = 100

_LINE = regex.compile(r"[^\n\r\f]+")
_PAGE = regex.compile(
    r"\s*(?:[\[(|•·–—-]+\s*)?(?:(?:page|pg\.?|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[–—-]\s*\d{1,4}\s*[–—-]|\d{1,4}\s*/\s*\d{1,4}"
    r"|\d{1,4})\s*[\])|•·–—-]*\s*",
    regex.IGNORECASE,
)
_WORDS = regex.compile(r"[\p{L}’'-]+")
_PAGE_WORD = regex.compile(r"\b(?:page|pg)\b", regex.IGNORECASE)
_HEAD_WITH_PAGE = regex.compile(
    r"\S.*(?:\s{3,}|\t|\s[|•·–—]\s*)(?:page\s*)?\d{1,4}(?:\s*of\s*\d+)?\s*|\s*(?:page\s*)?\d{1,4}(?:\s{3,}|\t|\s[|•·–—]\s).*\S\s*",
    regex.I,
)
_NUMBER = regex.compile(r"[^\S\n]{0,12}(\d{1,3})(?:[.:]?[^\S\n]{1,12}(?=\S)|[^\S\n]*(?=\n|\Z))")
_STAMP = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_STAMPS = regex.compile(
    rf"(?P<arrow>^[^\S\n]*{_STAMP}[^\S\n]*-->[^\n]*)"
    rf"|(?P<bracketed>[\[(](?:at\s)?{_STAMP}(?:\s*[–—-]\s*{_STAMP})?[\])])"
    rf"|(?P<bare>^[^\S\n]*{_STAMP}(?:[^\S\n]*[–—-])?(?=[^\S\n]+\S|[^\S\n]*$)(?!\s*[ap]\.?m))",
    regex.MULTILINE | regex.IGNORECASE,
)
_CUE_NUMBER = regex.compile(rf"^[^\S\n]*\d{{1,5}}[^\S\n]*\n(?=[^\S\n]*{_STAMP}[^\S\n]*-->)", regex.MULTILINE)
_BRACKETED = regex.compile(
    r"\[([^\[\]\n]{1,60})\]|\(([^()\n]{1,60})\)|\*([^*\n]{3,40})\*|(?<=\s)_([^_\n]{3,40})_(?=\s)"
)
_POST_NUMBER = regex.compile(
    r"^[^\S\n]*(?:🧵\s*)?\(?\d{1,3}/(?:\d{1,3}|[nx])?[).:]?(?=\s)|[^\S\n]\(?\d{1,2}/\d{1,2}\)?[^\S\n]*$",
    regex.MULTILINE,
)
_BLANK_LINES = regex.compile(r"\s*\n\s*")
_DIGITS = regex.compile(r"\d+")


def find_layout(text: str, turns: bool) -> tuple[Range, ...]:
    """The ranges of `text` that are layout, in order and apart; `turns` where it is a transcript."""
    lines = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    numbers = list(_line_numbers(text, lines))
    found = [*numbers, *_stamps(text), *_directions(text, turns)]
    posts = [match.span() for match in _POST_NUMBER.finditer(text)]
    found += posts if len(posts) > 1 else ()
    if not numbers:
        found += (_with_blank_lines(text, *head) for head in _page_heads(text, lines))
    else:
        found += (_with_blank_lines(text, *head) for head in _page_heads(text, lines) if head not in numbers)
    return tuple(_apart(sorted(found)))


def _apart(ranges: Sequence[Range]) -> Iterator[Range]:
    """Join what overlaps."""
    start, end = -1, -1
    for first, last in ranges:
        if first >= end or start < 0:
            if start >= 0:
                yield start, end
            start, end = first, last
        else:
            end = max(end, last)
    if start >= 0:
        yield start, end


def _line_numbers(text: str, lines: Sequence[Range]) -> Iterator[Range]:
    """Numbers in the margin of lines: each one more than the last, from one again on each page; or every fifth."""
    found = [(match, int(match.group(1))) for match in (_NUMBER.match(text, *line) for line in lines) if match]
    if len(found) < FEWEST_FIFTHS:
        return
    values = [value for _, value in found]
    by_one = sum(b - a == 1 or b == 1 for a, b in pairwise(values))
    by_five = sum(b - a == 5 or b == 5 for a, b in pairwise(values))
    every = len(found) >= max(FEWEST_NUMBERED, NUMBERED * len(lines)) and by_one >= 0.9 * (len(values) - 1)
    fifth = by_five >= 0.9 * (len(values) - 1) and all(value % 5 == 0 for value in values)
    if every or fifth:
        yield from ((match.start(), match.end()) for match, _ in found)


def _page_heads(text: str, lines: Sequence[Range]) -> Iterator[Range]:
    """Lines that only number a page, and the heads that recur beside them."""
    shapes = Counter(_shape(text, line) for line in lines)
    pages = [
        index
        for index, line in enumerate(lines)
        if _PAGE.fullmatch(text, *line)
        and (
            _PAGE_WORD.search(text, *line)
            or text[max(0, line[0] - 1) : line[0]] == "\f"
            or shapes[_shape(text, line)] >= FEWEST_HEADS
        )
    ]
    pages += [
        index
        for index, line in enumerate(lines)
        if line[1] - line[0] <= LONGEST_HEAD
        and shapes[_shape(text, line)] >= FEWEST_HEADS
        and _HEAD_WITH_PAGE.fullmatch(text, *line)
    ]
    of_pages = set(pages)
    for index in sorted(of_pages):
        near = range(max(0, index - NEAR_PAGE), min(len(lines), index + NEAR_PAGE + 1))
        of_pages |= {
            other
            for other in near
            if shapes[_shape(text, lines[other])] >= FEWEST_HEADS
            and lines[other][1] - lines[other][0] <= LONGEST_HEAD
            and not text[: lines[other][1]].rstrip().endswith((".", "?", ":", ",", "!", '"', "”"))
        }
    yield from (lines[index] for index in of_pages)


def _shape(text: str, line: Range) -> str:
    return _DIGITS.sub("#", " ".join(text[line[0] : line[1]].split()))


def _with_blank_lines(text: str, start: int, end: int) -> Range:
    """A line with the blank ones around it."""
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return start, end


def _stamps(text: str) -> Iterator[Range]:
    found = list(_STAMPS.finditer(text))
    bare = sum(match.lastgroup == "bare" for match in found)
    yield from (match.span() for match in found if match.lastgroup != "bare" or bare > 1)
    yield from (match.span() for match in _CUE_NUMBER.finditer(text))


def _directions(text: str, turns: bool) -> Iterator[Range]:
    """Stage directions; in a transcript whatever stands in square brackets with a capital is one."""
    for match in _BRACKETED.finditer(text):
        square, words = match.group(1), next(group for group in match.groups() if group is not None)
        content = set(_WORDS.findall(words.casefold()))
        if (content & _of_stage() and len(content) <= 6) or (turns and square and square[0].isupper()):
            yield match.span()


@cache
def _of_stage() -> frozenset[str]:
    return frozenset(word for row in load_tables().rows("stage_directions") for word in row["words"])
