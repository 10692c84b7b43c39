"""A document as tracing reads it: its words without layout, its voices, and, when they are asked for, its attributions.

In: a `Document`, and what attributes one. Out: a `Reading`, read once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property

import regex
from attrs import field, frozen

from quoteattr.trace.reading.names import names_in
from quoteattr.trace.reading.pages import find_layout
from quoteattr.trace.reading.voices import Voice, VoiceKind, find_turns, find_voices
from quoteattr.trace.reading.words import Words, fold, read_words
from quoteattr.trace.values import Document
from quoteattr.types import Article

__all__ = ["Reading", "read_document", "text_to_attribute"]

_INK = regex.compile(r"\S")


@frozen(eq=False, slots=False)
class Reading:
    """A document with its words, units and voices; offsets are those of the document's own text.

    `article` is what quoteattr finds in the document: computed, or fetched from where it is kept, when a speaker is
    asked for.
    """

    document: Document
    words: Words = field(repr=False)
    voices: tuple[Voice, ...] = field(repr=False)
    attribute: Callable[[], Article] = field(repr=False)

    @cached_property
    def article(self) -> Article:
        """The document's attributions."""
        return self.attribute()

    @cached_property
    def names(self) -> frozenset[str]:
        """The tokens of names in the document, and of its issuer."""
        return names_in(f"{self.document.text}\n{self.document.issuer or ''}")

    @cached_property
    def voice_starts(self) -> tuple[int, ...]:
        """Where the voices start."""
        return tuple(voice.start for voice in self.voices)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The units of each form, in order."""
        places: dict[str, list[int]] = {}
        for unit, form in enumerate(self.words.forms):
            places.setdefault(form, []).append(unit)
        return places

    @cached_property
    def voice_of_unit(self) -> tuple[int, ...]:
        """The index of each unit's voice."""
        of_words = [self.voice_at(start) for start in self.words.starts]
        return tuple(of_words[word] for word in self.words.owners)

    @cached_property
    def sentence_of_unit(self) -> tuple[int, ...]:
        """The sentence of each unit."""
        return tuple(self.words.sentences[word] for word in self.words.owners)

    @cached_property
    def sentence_units(self) -> dict[int, tuple[int, int]]:
        """The units of each sentence, the first and the one behind the last."""
        found: dict[int, tuple[int, int]] = {}
        for unit, sentence in enumerate(self.sentence_of_unit):
            first, _ = found.get(sentence, (unit, unit))
            found[sentence] = (first, unit + 1)
        return found

    def voice_at(self, offset: int) -> int:
        """The index of the voice that the character at `offset` belongs to."""
        return max(0, bisect_right(self.voice_starts, offset) - 1)


def read_document(document: Document, attribute: Callable[[], Article]) -> Reading:
    """Read a document; `attribute` gives its article when a speaker is asked for."""
    text = document.text
    turns = find_turns(text, document.kind)
    voices = find_voices(text, turns)
    dropped = sorted([*find_layout(text, bool(turns)), *_labels(voices)])
    return Reading(document, read_words(fold(text, _apart(dropped))), voices, attribute)


def _labels(voices: tuple[Voice, ...]) -> Iterator[tuple[int, int]]:
    return ((voice.start, voice.end) for voice in voices if voice.kind is VoiceKind.LABEL)


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
