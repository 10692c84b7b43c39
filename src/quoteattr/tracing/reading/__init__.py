"""Both texts as words: an article's quoted parts, and the documents that they may come from.

In: an article, or a document and what attributes it. Out: `Part`s and a `Reading`, read once and compared unit by unit.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import regex

from quoteattr.layout import find_paragraphs
from quoteattr.tracing.reading.pages import find_layout
from quoteattr.tracing.reading.parts import find_parts, read_part
from quoteattr.tracing.reading.voices import find_labels, find_turns, find_voices
from quoteattr.tracing.reading.words import fold, read_words
from quoteattr.tracing.texts import Part, Reading, VoiceKind, Words
from quoteattr.tracing.values import Document
from quoteattr.types import Article

__all__ = [
    "Part",
    "Reading",
    "Words",
    "find_parts",
    "fold",
    "read_document",
    "read_part",
    "read_words",
    "text_to_attribute",
]

_INK = regex.compile(r"\S")


def read_document(document: Document, attribute: Callable[[], Article]) -> Reading:
    """Read a document; `attribute` gives its article when a speaker is asked for."""
    text = document.text
    labels = find_labels(text, document.kind)
    turns = any(label.kind is VoiceKind.TURN for label in labels)
    dropped = [*find_layout(text, turns), *((label.start, label.end) for label in labels)]
    folded = fold(text, _apart(sorted(dropped)))
    words = read_words(folded, [start for start, _ in find_paragraphs(folded.text)])
    return Reading(document, words, partial(find_voices, text, labels), attribute)


def _apart(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges without what they share."""
    apart: list[tuple[int, int]] = []
    for start, end in ranges:
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return apart


def text_to_attribute(document: Document) -> str:
    """The document's text as quoteattr is to read it: blanks stand for its layout, and every offset is as it was."""
    text = document.text
    pieces: list[str] = []
    at = 0
    for start, end in find_layout(text, bool(find_turns(text, document.kind))):
        pieces += (text[at:start], _INK.sub(" ", text[start:end]))
        at = end
    return "".join((*pieces, text[at:]))
