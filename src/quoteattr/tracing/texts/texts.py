"""Texts as tracing reads them: the words of a text, a quoted part of an article, a document and its voices."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from enum import Enum
from functools import cached_property

from attrs import field, frozen

from quoteattr.tracing.texts.names import names_in
from quoteattr.tracing.values import Document
from quoteattr.types import Article, Quotation, Span

__all__ = ["Declared", "DeclaredKind", "Part", "Reading", "Voice", "VoiceKind", "Words"]


@frozen(eq=False)
class Words:
    """The words of a text in order, each with its `key`, its offsets in the text as it was given, and its sentence.

    `forms` are those of the units, `owners` the words that they belong to. `hyphened` are the words that a hyphen or
    the end of a line ties to the next or parts within. `gaps` is what stands before each word, and after the last.
    """

    keys: tuple[str, ...]
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)
    sentences: tuple[int, ...] = field(repr=False)
    gaps: tuple[str, ...] = field(repr=False)
    hyphened: frozenset[int] = field(repr=False)
    forms: tuple[str, ...] = field(repr=False)
    owners: tuple[int, ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.keys)

    def first_at(self, offset: int) -> int:
        """The first word that starts at `offset` of the text or after it."""
        return bisect_left(self.starts, offset)


class DeclaredKind(Enum):
    """What editors declare."""

    #: Words are left out: … [...]
    OMISSION = "omission"
    #: Words are put in, or put for others: [the city], [W]e.
    BRACKETS = "brackets"
    #: A note on the words: [sic], [our emphasis].
    NOTE = "note"


@frozen
class Declared:
    """A mark of editors at `start` to `end` of the article; `first` to `last` are the part's units that stand in it.

    `inside` where it stands in a word: [W]e.
    """

    start: int
    end: int
    kind: DeclaredKind
    first: int
    last: int
    inside: bool = False


@frozen(eq=False)
class Part:
    """A quoted part: its span, the quotation it belongs to, its words, and what is declared in it, in order."""

    span: Span
    quotation: Quotation | None
    words: Words
    declared: tuple[Declared, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms of its units."""
        return self.words.forms


class VoiceKind(Enum):
    """What a stretch of a document is."""

    #: The text's own words.
    OWN = "own"
    #: Words in marks.
    QUOTED = "quoted"
    #: A turn of a transcript, below its label.
    TURN = "turn"
    #: A post of a thread, below its header.
    POST = "post"
    #: A label, a header: nobody's words.
    LABEL = "label"


@frozen
class Voice:
    """A stretch of a document: `start` to `end` in characters, half-open, and the label that it stands below.

    `within` is the label of the turn or post that words in marks stand in.
    """

    start: int
    end: int
    kind: VoiceKind
    label: str | None = None


@frozen(eq=False, slots=False)
class Reading:
    """A document with its words, units and voices; offsets are those of the document's own text.

    `article` is what quoteattr finds in the document: computed, or fetched from where it is kept, when a speaker is
    asked for.
    """

    document: Document
    words: Words = field(repr=False)
    read_voices: Callable[[], tuple[Voice, ...]] = field(repr=False)
    attribute: Callable[[], Article] = field(repr=False)

    @cached_property
    def voices(self) -> tuple[Voice, ...]:
        """Whose words stand where, as far as the form of the text tells; they cover it."""
        return self.read_voices()

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
