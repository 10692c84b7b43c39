"""Word pieces: an article as windows of numbered pieces for the encoder, with marks and paragraphs made visible.

The encoder's vocabulary knows neither paragraphs nor which of two straight marks opens. Both are read off the stages
before it and written as pieces of their own, so that the encoder sees “Go”, "Go", ‘Go’ and «Go» alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import regex
from attrs import frozen

from quoteattr.values import Passage, PassageKind, QuotedSpan

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["WINDOW", "Window", "cut_windows"]

# Pieces in a window, with the two that stand at its ends.
WINDOW = 320
FIRST, LAST = 101, 102
# Numbers that the vocabulary leaves unused.
PARAGRAPH, OPENING, CLOSING = 1, 2, 3
SPECIAL_PARAGRAPHS = {PassageKind.HEADLINE: 4, PassageKind.BOILERPLATE: 5, PassageKind.BYLINE: 5, PassageKind.TURN: 6}
_SURROGATE = regex.compile(r"[\ud800-\udfff]")


@frozen
class Window:
    """A stretch of an article: the numbers of its pieces, with the two at its ends, and where each stands in the text.

    `offsets` are half-open character offsets; those of a piece that stands for no characters are empty.
    """

    pieces: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


def cut_windows(
    text: str, passages: Sequence[Passage], spans: Sequence[QuotedSpan], tokenizer: Tokenizer
) -> Iterator[Window]:
    """The windows of a text in order; each ends with a paragraph where one ends in its second half."""
    pieces, offsets, breaks = _number(text, passages, spans, tokenizer)
    start, room = 0, WINDOW - 2
    while start < len(pieces):
        end = min(start + room, len(pieces))
        if end < len(pieces):
            last_break = breaks[bisect_left(breaks, end + 1) - 1]
            end = last_break if last_break > start + room // 2 else end
        here, last = offsets[start][0], offsets[end - 1][1]
        yield Window((FIRST, *pieces[start:end], LAST), ((here, here), *offsets[start:end], (last, last)))
        start = end


def _number(
    text: str, passages: Sequence[Passage], spans: Sequence[QuotedSpan], tokenizer: Tokenizer
) -> tuple[list[int], list[tuple[int, int]], list[int]]:
    """The numbers of all pieces, their offsets, and the indices of those that start a paragraph."""
    marks = {at: OPENING for span in spans for at in range(span.start, span.inner_start)}
    marks |= {at: CLOSING for span in spans for at in range(span.inner_end, span.end)}
    starts = {passage.start: SPECIAL_PARAGRAPHS.get(passage.kind, PARAGRAPH) for passage in passages}
    to_come = sorted(starts, reverse=True)
    encoded = tokenizer.encode(_SURROGATE.sub("?", text), add_special_tokens=False)
    pieces: list[int] = []
    offsets: list[tuple[int, int]] = []
    breaks = [0]
    for number, (start, end) in zip(encoded.ids, encoded.offsets, strict=True):
        if to_come and start >= to_come[-1]:
            while to_come and start >= to_come[-1]:
                at = to_come.pop()
            breaks.append(len(pieces))
            pieces.append(starts[at])
            offsets.append((start, start))
        pieces.append(marks.get(start, number))
        offsets.append((start, end))
    return pieces, offsets, breaks
