"""A parse as words: compounds whole, so that a stage that looks left and right meets each word once."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from quoteattr.lexicon.typography import COMPOUND_HYPHENS, LINE_ENDS
from quoteattr.parse.tokens import Parse

__all__ = ["Word", "read_words"]

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
