"""The parse of an article as plain values, with the names that spaCy gives them.

spaCy makes a new object each time a token is asked for, and looks its strings up each time; the stages ask some eighty
times a token. Here tokens are made once, their attributes are fields, and they bear spaCy's names. A parse holds
nothing of spaCy's memory, so its texts may be forgotten.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from typing import NamedTuple, overload

from quoteattr.lexicon.typography import COMPOUND_HYPHENS, LINE_ENDS

__all__ = ["Lexeme", "Parse", "Stretch", "Token", "Word", "read_words"]


class Lexeme:
    """What a token has by its letters alone, wherever it stands; named and filled as spaCy's.

    Its text, that in lower case, whether it is alphabetic, punctuation, a quotation mark or a blank, written as a title
    or in capitals, like a number.
    """

    __slots__ = (
        "is_alpha",
        "is_punct",
        "is_quote",
        "is_space",
        "is_title",
        "is_upper",
        "like_num",
        "lower_",
        "text",
    )

    text: str
    lower_: str
    is_alpha: bool
    is_punct: bool
    is_quote: bool
    is_space: bool
    is_title: bool
    is_upper: bool
    like_num: bool

    def __repr__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)


class Token(Lexeme):
    """A lexeme in its place in a parse, its fields named and filled as spaCy's; `children` are in text order.

    Nothing changes after the parse is made.
    """

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_sent_start",
        "lemma_",
        "pos_",
        "tag_",
        "whitespace_",
    )

    doc: Parse
    i: int
    idx: int
    whitespace_: str
    tag_: str
    pos_: str
    lemma_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    is_sent_start: bool
    head: Token
    children: Sequence[Token]

    @property
    def lefts(self) -> Iterator[Token]:
        """The children before the token."""
        return (child for child in self.children if child.i < self.i)

    @property
    def rights(self) -> Iterator[Token]:
        """The children behind the token."""
        return (child for child in self.children if child.i > self.i)

    def nbor(self, distance: int = 1) -> Token:
        """The token so many further on. Raises IndexError outside the text."""
        at = self.i + distance
        if at < 0:
            raise IndexError(at)
        return self.doc[at]

    @property
    def ancestors(self) -> Iterator[Token]:
        """The head, its head, and so on."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def left_edge(self) -> Token:
        """The first token of the subtree."""
        return self.doc[self.doc.edges[0][self.i]]

    @property
    def right_edge(self) -> Token:
        """The last token of the subtree."""
        return self.doc[self.doc.edges[1][self.i]]


class Stretch:
    """Tokens `start` to `end` of a parse, half-open; `label_` is that of an entity."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Parse, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> Stretch: ...
    def __getitem__(self, index: int | slice) -> Token | Stretch:
        if isinstance(index, slice):
            first, last, _ = index.indices(len(self))
            return Stretch(self.doc, self.start + first, self.start + max(first, last))
        return self.doc[self.start : self.end][index]

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    @property
    def start_char(self) -> int:
        """The character where the first token begins. Raises IndexError for no token."""
        return self.doc[self.start].idx

    @property
    def end_char(self) -> int:
        """The character behind the last token. Raises IndexError for no token."""
        last = self.doc[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The text from the first token to the last, without the blank behind it."""
        return self.doc.text[self.start_char : self.end_char] if self.start < self.end else ""

    @property
    def root(self) -> Token:
        """The token with the shortest way to the root of its sentence; bare punctuation only where there is no word.

        Raises ValueError for no token.
        """
        return min(self, key=lambda token: (_is_bare(token), sum(1 for _ in token.ancestors)))


def _is_bare(token: Token) -> bool:
    """Whether a token is a mark or blank that nothing hangs on, within a sentence."""
    return (token.is_punct or token.is_space) and not token.children and token.head is not token


class Parse(tuple[Token, ...]):
    """The tokens of an article, in order, and its `text`, which has the length of the caller's.

    Two parses are equal only where they are the same.
    """

    text: str
    __hash__ = object.__hash__
    __eq__ = object.__eq__

    def release(self) -> None:
        """Let go of what tokens hold of one another, when nobody will ask again: memory is then free at once.

        Python's collector would have to find them, a hundred articles later.
        """
        for token in self:
            del token.doc, token.head, token.children
        vars(self).clear()

    def stretch(self, start: int, end: int) -> Stretch:
        """The tokens from `start` to `end`, half-open, as far as there are any."""
        return Stretch(self, start, min(end, len(self)))

    def has_annotation(self, name: str, *, require_complete: bool = False) -> bool:
        """Whether any token, or each, has the attribute *TAG* or *DEP*, as spaCy has it."""
        found, complete = self._annotated[name]
        return complete if require_complete else found

    @cached_property
    def _annotated(self) -> dict[str, tuple[bool, bool]]:
        values = {"TAG": [bool(t.tag_) for t in self], "DEP": [bool(t.dep_) for t in self]}
        return {name: (any(given), all(given)) for name, given in values.items()}

    @cached_property
    def ents(self) -> tuple[Stretch, ...]:
        """The entities, in text order."""
        found: list[Stretch] = []
        start = None
        for token in (*self, None):
            if start is not None and (token is None or token.ent_iob_ != "I"):
                found.append(Stretch(self, start, len(self) if token is None else token.i, self[start].ent_type_))
                start = None
            if token is not None and (token.ent_iob_ == "B" or (token.ent_iob_ == "I" and start is None)):
                start = token.i
        return tuple(found)

    def char_span(self, start: int, end: int) -> Stretch | None:
        """The tokens that have a character of [start, end), None where that is not within the text."""
        if not 0 <= start < len(self.text) or not 0 < end <= len(self.text):
            return None
        first = bisect_right(self._starts, start) - 1
        if start >= self[first].idx + len(self[first].text):
            first += 1  # the blank behind a token is not of it
        return Stretch(self, first, max(first + 1, bisect_left(self._starts, end)))

    @cached_property
    def _starts(self) -> list[int]:
        return [token.idx for token in self]

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """The first and the last token of each token's subtree, by their indices.

        One sweep each way reaches every ancestor where the tree is projective, nearly always; spaCy does the same.
        """
        left, right = list(range(len(self))), list(range(len(self)))
        heads = [token.head.i for token in self]
        for order in (range(len(self)), range(len(self) - 1, -1, -1)):
            for i in order:
                head = heads[i]
                left[head] = min(left[head], left[i])
                right[head] = max(right[head], right[i])
        return left, right


NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PARTICIPLES = frozenset({"VBN", "VBG"})
NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD", "AFX", "FW", "HYPH"})


class Word(NamedTuple):
    """Tokens `start` to `end` (half-open) that are one word: a token, or a compound such as *vice-president*.

    `tag` is the fine tag of the last token, "" without a tagger; `attributive` says that the parser hangs the word
    under a noun to its right; `entity` is the label of the entity that the word is in. A word is `capitalized` where it
    is written like a name (Home, NATO, iPhone, al-Sabah), `nominal` where it can be part of a noun phrase's core (any
    alphabetic one without a tagger), and `verbal` where the tagger calls it a verb that is not an attribute.
    """

    start: int
    end: int
    text: str
    lower: str
    tag: str
    attributive: bool
    entity: str
    capitalized: bool
    nominal: bool
    verbal: bool

    @property
    def compound_tail(self) -> str:
        """The last part of a compound if that is in lower case: *based* of Turin-based; else ""."""
        _, hyphen, tail = self.text.rpartition("-")
        return tail if hyphen and tail.islower() else ""


def read_words(doc: Parse, start: int, end: int, short_forms: Set[str] = frozenset()) -> tuple[Word, ...]:
    """The words of tokens `start` to `end` of `doc`, in order; their offsets are token indices.

    Blanks between words, such as a second space, are no words; line ends are. A full stop that the tokenizer cut off
    one of `short_forms` (in lower case, with their stop: "capt.") is put back.
    """
    words: list[Word] = []
    at = start
    while at < end:
        last = at
        while last + 2 < end and not doc[last].whitespace_ and _is_hyphen(doc, last + 1):
            last += 2
        token = doc[last]
        if token.is_space and not any(mark in LINE_ENDS for mark in token.text):
            at = last + 1
            continue
        stopped = last + 1 < end and doc[last + 1].text == "." and token.text[0].isupper()
        last += stopped and f"{token.text.lower()}." in short_forms
        text = doc.stretch(at, last + 1).text if last > at else token.text
        attributive = token.dep_ in ("amod", "compound", "nmod") and token.head.i > token.i
        words.append(_word(at, last + 1, text, token.tag_, attributive, token.ent_type_))
        at = last + 1
    return tuple(words)


def _word(start: int, end: int, text: str, tag: str, attributive: bool, entity: str) -> Word:
    lower = text.lower()
    capitalized = lower != text
    nominal = text[0].isalnum() and (
        not tag
        or tag in NOMINAL_TAGS
        or (tag in PARTICIPLES and (attributive or "-" in text))
        or (capitalized and entity in NAMES)
    )
    verbal = not nominal and tag.startswith(("VB", "MD"))
    return Word(start, end, text, lower, tag, attributive, entity, capitalized, nominal, verbal)


def _is_hyphen(doc: Parse, at: int) -> bool:
    """Whether the token at `at` joins its neighbours into one word."""
    return doc[at].text in COMPOUND_HYPHENS and not doc[at].whitespace_ and not doc[at + 1].is_space
