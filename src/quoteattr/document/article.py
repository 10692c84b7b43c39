"""A document: one parsed article with what was found in it before anything is chosen, ready to be asked by token.

What is asked of a quotation's surroundings is indexed once, so that it costs no more in a long article: each index
is made when it is first asked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

import regex
from attrs import field, frozen

from quoteattr.document.mentions import MentionFinder
from quoteattr.lexicon.gender import given_name_gender
from quoteattr.lexicon.tables import Tables
from quoteattr.parse.tokens import Parse, Token
from quoteattr.types import Span
from quoteattr.values import FoundCue, Mention, Name, NameKind, Passage, QuotedSpan

__all__ = [
    "DASHES",
    "SENTENCE_ENDS",
    "Document",
    "cues_between",
    "ends_sentence",
    "sentence_at",
    "tokens_between",
]

SENTENCE_ENDS = frozenset([".", "?", "!", "...", "…", ";"])
DASHES = frozenset(["—", "–", "-", "--", "―", "~"])
PUNCTUATION_TAGS = frozenset([".", ":", ",", "NFP", ""])


@frozen(kw_only=True, eq=False, slots=False)
class Document:
    """One parsed article: its `text`, its `tokens`, and the passages, quoted spans, cues and names found in it."""

    text: str = field(repr=False)
    doc: Parse = field(repr=False)
    passages: Sequence[Passage]
    spans: Sequence[QuotedSpan]
    cues: Sequence[FoundCue] = field(repr=False)
    names: Sequence[Name]
    tables: Tables = field(repr=False)

    @cached_property
    def finder(self) -> MentionFinder:
        """Finds the mention that a token belongs to."""
        return MentionFinder.over(self.doc, self.names)

    @cached_property
    def token_spans(self) -> tuple[tuple[int, int], ...]:
        """The tokens of each quoted span, marks included."""
        return self._token_ranges([(span.start, span.end) for span in self.spans])

    @cached_property
    def passage_tokens(self) -> tuple[tuple[int, int], ...]:
        """The tokens of each passage."""
        return self._token_ranges([(passage.start, passage.end) for passage in self.passages])

    def _token_ranges(self, ranges: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Character ranges as ranges of the tokens that start within them."""
        return tuple(self.tokens(*characters) for characters in ranges)

    @cached_property
    def top(self) -> tuple[int, ...]:
        """The outermost quoted spans, in text order."""
        return tuple(index for index, span in enumerate(self.spans) if span.parent is None)

    @cached_property
    def outermost(self) -> tuple[int, ...]:
        """For each token the outermost quoted span that it stands in, or -1."""
        found = [-1] * len(self.doc)
        for index in self.top:
            start, end = self.token_spans[index]
            found[start:end] = [index] * (end - start)
        return tuple(found)

    @cached_property
    def passage_of(self) -> tuple[int, ...]:
        """For each token its passage, or -1."""
        found = [-1] * len(self.doc)
        for index, (start, end) in enumerate(self.passage_tokens):
            found[start:end] = [index] * (end - start)
        return tuple(found)

    @cached_property
    def cue_starts(self) -> tuple[int, ...]:
        """The first token of each cue."""
        return tuple(cue.start for cue in self.cues)

    @cached_property
    def name_starts(self) -> tuple[int, ...]:
        """The first token of each name."""
        return tuple(name.start for name in self.names)

    @cached_property
    def surnames(self) -> Mapping[str, int]:
        """By the last word of a name, casefolded, the first name that has it."""
        return {name.text.casefold().split()[-1]: n for n, name in reversed(list(enumerate(self.names)))}

    @cached_property
    def reports(self) -> frozenset[int]:
        """The passages with a listed cue outside quotation marks."""
        listed = (cue.head for cue in self.cues if cue.listed)
        return frozenset(self.passage_of[head] for head in listed if self.outermost[head] < 0)

    @cached_property
    def told(self) -> frozenset[int]:
        """The passages with words outside quotation marks."""
        return frozenset(self.passage_of[i] for i in self.outside if self.doc[i].is_alpha)

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """The tokens that open a sentence by the parse."""
        return tuple(token.i for token in self.doc if not token.i or token.is_sent_start)

    @cached_property
    def sentence_ends(self) -> tuple[int, ...]:
        """The tokens that end a sentence outside quotation marks."""
        return tuple(i for i in self.outside if ends_sentence(self.doc[i]))

    @cached_property
    def outside(self) -> tuple[int, ...]:
        """The tokens outside quotation marks."""
        return tuple(at for at, span in enumerate(self.outermost) if span < 0)

    @cached_property
    def verbs(self) -> tuple[int, ...]:
        """The verbs outside quotation marks."""
        return tuple(i for i in self.outside if self.doc[i].pos_ == "VERB")

    @cached_property
    def repeated(self) -> Mapping[int, int]:
        """For each quoted span whose first words stand again in a longer or later one: that one."""
        return _repeated(self.text, self.spans, self.top)

    @cached_property
    def words_in_marks(self) -> tuple[str, ...]:
        """The words of each quoted span, casefolded, without punctuation."""
        insides = (self.text[span.inner_start : span.inner_end] for span in self.spans)
        return tuple(" ".join(_WORDS.findall(inside)).casefold() for inside in insides)

    @cached_property
    def times_in_marks(self) -> Mapping[str, int]:
        """How many quoted spans have just these words."""
        return Counter(self.words_in_marks)

    @cached_property
    def initials(self) -> Mapping[str, int]:
        """By the initials of a name of several words, casefolded, the first person who has it: *nf* for Nora Falk."""
        several = [(n, name.text.split()) for n, name in enumerate(self.names) if " " in name.text]
        named = [(n, words) for n, words in several if self._names_person(self.names[n], words[0])]
        return {"".join(word[0] for word in words).casefold(): n for n, words in reversed(named)}

    def _names_person(self, name: Name, first: str) -> bool:
        return name.kind is NameKind.PERSON or given_name_gender(first.casefold(), self.tables) is not None

    @cached_property
    def mentions_of_cue(self) -> dict[FoundCue, Sequence[tuple[Mention, str]]]:
        """What `agents` found for each cue so far: every quotation asks again of the cues around it."""
        return {}

    @cached_property
    def token_starts(self) -> tuple[int, ...]:
        """The first character of each token."""
        return tuple(token.idx for token in self.doc)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that begin within characters `start` to `end`, half-open."""
        return bisect_left(self.token_starts, start), bisect_left(self.token_starts, end)

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """The characters of tokens `start` to `end`, half-open, of which there is at least one."""
        last = self.doc[end - 1]
        return self.doc[start].idx, last.idx + len(last.text)

    def span(self, start: int, end: int) -> Span:
        """The text of tokens `start` to `end`, half-open, of which there is at least one."""
        return Span.of(self.text, *self.offsets(start, end))


def ends_sentence(token: Token) -> bool:
    """Whether a token ends a sentence; the full stop that the tokenizer splits from *Lt.* does not."""
    return token.text in SENTENCE_ENDS and token.tag_ in PUNCTUATION_TAGS


_WORDS = regex.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _repeated(text: str, spans: Sequence[QuotedSpan], top: Sequence[int]) -> dict[int, int]:
    """For each span whose first words stand again in a longer or later one (a headline’s, a pull quote’s): that one."""
    shortest = 3
    words = {
        i: tuple(w.casefold() for w in _WORDS.findall(text[spans[i].inner_start : spans[i].inner_end])) for i in top
    }
    places: dict[tuple[str, ...], list[int]] = {}
    for index in top:
        for opening in {words[index][at : at + shortest] for at in range(len(words[index]) - shortest + 1)}:
            places.setdefault(opening, []).append(index)
    found: dict[int, int] = {}
    for index in top:
        own = words[index]
        if len(own) < shortest:
            continue
        # A headline may run two quotations together: what counts is that four words, or all, come back.
        first_words = " ".join(own[: max(shortest, min(len(own), 4))])
        for other in places[own[:shortest]][:20]:
            longer = len(words[other]) > len(own) or other > index
            comes_back = f" {first_words} " in f" {' '.join(words[other])} "
            if other != index and longer and other not in found and comes_back:
                found[index] = other
                break
    return found


def sentence_at(document: Document, token: int) -> tuple[int, int]:
    """The sentence of a token by the parse, as token indices, half-open; without one it is the whole article."""
    number = bisect_right(document.sentence_starts, token)
    last = number == len(document.sentence_starts)
    return document.sentence_starts[number - 1], len(document.doc) if last else document.sentence_starts[number]


def tokens_between(tokens: Sequence[int], start: int, end: int) -> int:
    """How many of `tokens`, which are in text order, stand from token `start` to `end`."""
    return max(0, bisect_left(tokens, end) - bisect_left(tokens, start))


def cues_between(document: Document, start: int, end: int) -> Sequence[FoundCue]:
    """The cues that stand from token `start` to `end`, in quotation marks or not."""
    return document.cues[bisect_left(document.cue_starts, start) : bisect_left(document.cue_starts, end)]
