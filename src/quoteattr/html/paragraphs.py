"""The paragraphs that a text is shown in.

News text comes with blank lines between paragraphs, or one line break, or wrapped to a width with blank lines between;
an address or a list of results has short lines that stay lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from attrs import evolve, frozen

__all__ = ["Paragraph", "find_paragraphs"]

WRAPPED_WIDTH = range(45, 101)
LONGEST_HEADLINE = 220
_SENTENCE_END = regex.compile(r"[.!?…:;,][\p{Pf}\p{Pe}\"'’”]*+\s*$")
_LETTER = regex.compile(r"\p{L}")


@frozen(kw_only=True)
class Paragraph:
    """A paragraph at `start` to `end`, in characters, half-open, without the line break at its end.

    The line breaks within a `wrapped` one are only spaces. The `headline` is the first paragraph, if it is no sentence.
    """

    start: int
    end: int
    wrapped: bool = False
    headline: bool = False


# Start of a line, its end without the break, and its words.
_Line = tuple[int, int, str]


def find_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Find the paragraphs of `text` in order; between them is nothing but line breaks and blank lines."""
    blocks = list(_blocks(text))
    found = [paragraph for block in blocks for paragraph in _within(block, alone=len(blocks) == 1)]
    if len(found) > 1 and _is_headline(text[found[0].start : found[0].end]):
        found[0] = evolve(found[0], headline=True)
    return tuple(found)


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Yield the runs of lines that no blank line breaks."""
    block: list[_Line] = []
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.splitlines()[0]
        if words.strip():
            block.append((start, start + len(words), words))
        elif block:
            yield block
            block = []
        start += len(line)
    if block:
        yield block


def _within(block: Sequence[_Line], *, alone: bool) -> Iterator[Paragraph]:
    """Yield the paragraphs of a run of lines; `alone` says that the text has no blank line to tell them apart."""
    if _is_wrapped(block):
        yield Paragraph(start=block[0][0], end=block[-1][1], wrapped=True)
    elif alone or any(len(words) >= WRAPPED_WIDTH.stop for _, _, words in block):
        for start, end, _ in block:
            yield Paragraph(start=start, end=end)
    else:
        yield Paragraph(start=block[0][0], end=block[-1][1])


def _is_wrapped(block: Sequence[_Line]) -> bool:
    """Tell whether the lines are all of a width and most of them break a sentence."""
    before_last = [words for _, _, words in block[:-1]]
    broken = sum(not _SENTENCE_END.search(words, max(0, len(words) - 8)) for words in before_last)
    return (
        bool(before_last)
        and all(len(words) in WRAPPED_WIDTH for words in before_last)
        and (2 * broken >= len(before_last))
    )


def _is_headline(words: str) -> bool:
    """Tell whether the first paragraph is a headline: short, in one line, and no full sentence."""
    short = len(words) <= LONGEST_HEADLINE and len(words.splitlines()) == 1
    return short and bool(_LETTER.search(words)) and not _SENTENCE_END.search(words)
