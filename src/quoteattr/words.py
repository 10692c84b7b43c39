"""A parse as words: compounds whole, so that a stage that looks left and right meets each word once."""

from __future__ import annotations

from collections.abc import Set

from attrs import frozen

from quoteattr.parse import Parse

__all__ = ["Word", "read_words"]

HYPHENS = frozenset("-‐‑")
LINE_ENDS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PARTICIPLES = frozenset({"VBN", "VBG"})
NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD", "AFX", "FW", "HYPH"})


@frozen
class Word:
    """Tokens `start` to `end` (half-open) that are one word: a token, or a compound such as *vice-president*.

    `tag` is the fine tag of the last token, "" without a tagger; `attributive` says that the parser hangs the word
    under a noun to its right; `entity` is the label of the entity that the word is in.
    """

    start: int
    end: int
    text: str
    lower: str
    tag: str
    attributive: bool
    entity: str

    @property
    def capitalized(self) -> bool:
        """Whether the word is written like a name: Home, NATO, iPhone, al-Sabah."""
        return self.lower != self.text

    @property
    def nominal(self) -> bool:
        """Whether the word can be part of a noun phrase's core; without a tagger every alphabetic word may be."""
        if not self.text[0].isalnum():
            return False
        if self.entity in NAMES and self.capitalized:
            return True
        if not self.tag:
            return True
        return self.tag in NOMINAL_TAGS or (self.tag in PARTICIPLES and (self.attributive or "-" in self.text))

    @property
    def compound_tail(self) -> str:
        """The last part of a compound if that is in lower case: *based* of Turin-based; else ""."""
        _, hyphen, tail = self.text.rpartition("-")
        return tail if hyphen and tail.islower() else ""

    @property
    def verbal(self) -> bool:
        """Whether the tagger calls the word a verb that is not an attribute."""
        return self.tag.startswith(("VB", "MD")) and not self.nominal


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
        words.append(Word(at, last + 1, text, text.lower(), token.tag_, attributive, token.ent_type_))
        at = last + 1
    return tuple(words)


def _is_hyphen(doc: Parse, at: int) -> bool:
    """Whether the token at `at` joins its neighbours into one word."""
    return doc[at].text in HYPHENS and not doc[at].whitespace_ and not doc[at + 1].is_space
