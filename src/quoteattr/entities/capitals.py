"""Runs of capital words: where a name may start and how far it goes, before titles are cut from it.

A capital says nothing at the start of a sentence, so that there the tagger, the pipeline's entities and the rest of the
article are asked. Small words and marks belong to a run only inside it: Bank *of* Quellen, Ann *“Nan”* Poe.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from attrs import frozen

from quoteattr.lexicon import (
    APOSTROPHES,
    DASHES,
    NAME_HYPHENS,
    NICKNAME_MARKS,
    SENTENCE_STOPS,
    Tables,
    given_name_gender,
    is_body_word,
    words_used_as,
)
from quoteattr.parse.tokens import Parse, Token

__all__ = [
    "CONNECTORS",
    "ENTITY_LABELS",
    "Capitals",
    "is_capital",
    "membership",
    "starts_sentence",
]

ENTITY_LABELS = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC"])
CONNECTORS = frozenset(["of", "for", "and", "the", "on", "in"])
# Tags of words that open a sentence before a name: *Asserting* Poe’s claim, she left.
OPENING_TAGS = frozenset(["VBD", "VBG", "VBN", "VBZ", "IN", "RB"])
# Behind these a sentence goes on; behind those, quotation marks and line ends apart, one may start: • He stayed.
WITHIN_SENTENCE = frozenset([*DASHES, ",", ";", ")"])
BEFORE_SENTENCE = frozenset([*SENTENCE_STOPS, ":", "•", "*", "(", "["])
JOINING = NAME_HYPHENS | APOSTROPHES
MOST_PARTICLES = 3
SHORTENED_SUFFIXES = frozenset(["jr", "sr"])
LONGEST_BODY = 4
LONGEST_LABEL = 4


def membership(ranges: Sequence[tuple[int, int]]) -> Callable[[int], bool]:
    """Whether an offset lies in one of the ranges, which do not overlap."""
    ordered = sorted(ranges)
    starts = [start for start, _ in ordered]

    def contains(offset: int) -> bool:
        at = bisect_right(starts, offset) - 1
        return at >= 0 and offset < ordered[at][1]

    return contains


def is_capital(token: Token) -> bool:
    """Whether a token is written like a word of a name: Poe, eBay, and -Ann, where a dash introduces a signature."""
    text = token.text
    if text[0] in DASHES:
        text = text.lstrip(DASHES) or text
    return text[0].isupper() or (len(text) > 2 and text[1].isupper() and text[0].islower())


def starts_sentence(doc: Parse, index: int) -> bool:
    """Whether a capital at `index` may only be that of a sentence's first word."""
    while index and not (doc[index - 1].is_alpha or doc[index - 1].like_num or doc[index - 1].text in WITHIN_SENTENCE):
        previous = doc[index - 1]
        if previous.is_space or previous.is_quote or previous.text in BEFORE_SENTENCE or previous.text.endswith("."):
            return not (previous.text.endswith(".") and len(previous.text) > 1 and previous.text[0].isupper())
        index -= 1
    return index == 0


@frozen(eq=False)
class Capitals:
    """The capital words of one article; `midsentence` are those that have their capital inside a sentence too."""

    doc: Parse
    tables: Tables
    midsentence: frozenset[str]

    @classmethod
    def of(cls, doc: Parse, headlines: Sequence[tuple[int, int]], tables: Tables) -> Capitals:
        """The capitals of `doc`; those in `headlines`, character ranges, tell nothing."""
        plain = words_used_as(tables, "plain")
        in_headline = membership(headlines)
        midsentence = frozenset(
            token.text
            for token in doc
            if is_capital(token)
            and token.lower_ not in plain
            and not in_headline(token.idx)
            and not starts_sentence(doc, token.i)
        )
        return cls(doc, tables, midsentence)

    def runs(self) -> Iterator[tuple[int, int]]:
        """Runs of capital words, with the small words and marks inside them, as token ranges."""
        runs = list(self._from_capitals())
        led = frozenset(words for start, end in runs for words in self._led_surnames(start, end))
        for start, end in runs:
            first = self._first_particle(start)
            yield (first if tuple(t.lower_ for t in self.doc[first : start + 1]) in led else start), end

    def _from_capitals(self) -> Iterator[tuple[int, int]]:
        index = 0
        while index < len(self.doc):
            if not self._opens(self.doc[index]):
                index += 1
                continue
            start = index
            index += 1
            while index < len(self.doc) and (end := self._next(start, index)):
                index = end
            yield start, index

    def _led_surnames(self, start: int, end: int) -> Iterator[tuple[str, ...]]:
        """Every surname with its particles in a run, each a tuple of words: *da Costa* of Ana da Costa."""
        for index in range(start + 2, end):
            first = self._first_particle(index)
            if start < first < index:
                yield tuple(token.lower_ for token in self.doc[first : index + 1])

    def _first_particle(self, index: int) -> int:
        """The first of the particles before the capital at `index`, written small, which is `index` without any."""
        doc, particles, first = self.doc, words_used_as(self.tables, "particle"), index
        while first > 0 and index - first < MOST_PARTICLES:
            joins = first > 1 and doc[first - 1].text in NAME_HYPHENS and not doc[first - 2].whitespace_
            before = first - 1 - joins
            if doc[before].lower_ not in particles or is_capital(doc[before]) or (joins and doc[first - 1].whitespace_):
                break
            first = before
        return first

    def is_given_name(self, index: int) -> bool:
        """Whether the token at `index` is written like a given name of the table."""
        inside = index < len(self.doc) and is_capital(self.doc[index])
        return inside and given_name_gender(self.doc[index].lower_.lstrip(DASHES), self.tables) is not None

    def _opens(self, token: Token) -> bool:
        if not self._is_name_word(token) or self._is_calendar(token):
            return False
        if self._is_plain(token) and token.ent_type_ not in ENTITY_LABELS:
            return False
        if not starts_sentence(self.doc, token.i) or token.text in self.midsentence or token.text[0] in DASHES:
            return True
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        followed = following is not None and is_capital(following) and not self._is_plain(following)
        commanding = token.tag_ == "VB" and followed and self.is_given_name(token.i)
        if commanding or self._is_label(token.i):
            return True  # *Layla* Haddad (Lab), whom the tagger takes for a command
        if token.tag_ in OPENING_TAGS:
            return False
        if token.ent_type_ in ENTITY_LABELS:
            return True
        return token.tag_ in ("NNP", "NNPS") or (not token.tag_ and followed)

    def _is_label(self, index: int) -> bool:
        """Whether the label of a turn begins at a token: *PRIYA NAIR*, CNB ANCHOR: / *PRIYA NAIR* (on screen):."""
        ahead = self.doc[index : index + LONGEST_LABEL]
        label = list(takewhile(lambda token: token.is_upper and token.is_alpha, ahead))
        behind = [token.text for token in self.doc[index + len(label) : index + len(label) + 2] if not token.is_space]
        return len(label) > 1 and behind[:1] in ([":"], [","], ["("])

    def _is_name_word(self, token: Token) -> bool:
        return is_capital(token) and (token.text.lstrip(DASHES) or token.text)[0].isalpha()

    def _is_plain(self, token: Token) -> bool:
        return token.lower_ in words_used_as(self.tables, "plain")

    def _is_calendar(self, token: Token) -> bool:
        """Whether a token is a day or a month, and not *April* of April Rao."""
        if token.lower_.rstrip(".s") not in words_used_as(self.tables, "calendar"):
            return False
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        if following is not None and self.is_given_name(token.i) and self._is_given_before(token.i, following):
            return False
        follows = following is not None and following.ent_iob_ == "I"
        return token.ent_type_ != "PERSON" or not (token.ent_iob_ == "I" or follows)

    def _is_given_before(self, index: int, following: Token) -> bool:
        """Whether a month that is a given name, too, has a surname behind it: *June* Poe; not last *June* Poe."""
        before = self.doc[index - 1].lower_ if index else ""
        dated = before in words_used_as(self.tables, "plain") and before not in ("and", "said", "mrs", "ms")
        surname = is_capital(following) and following.tag_ == "NNP" and following.is_alpha and not following.is_upper
        return surname and not dated and following.ent_type_ not in ("ORG", "GPE", "NORP", "DATE")

    def _next(self, start: int, index: int) -> int:
        """Where the run from `start` goes on after the token at `index`, 0 where it ends before that."""
        doc, token = self.doc, self.doc[index]
        if self._is_calendar(token):
            return 0
        if self._is_name_word(token) and (not self._is_plain(token) or self._is_plain_inside(start, token)):
            return index + 1
        shortened = len(doc[index - 1].text) == 1 or doc[index - 1].lower_ in SHORTENED_SUFFIXES
        if token.text == "." and not doc[index - 1].whitespace_ and shortened:
            return index + 1
        if token.text == "&" and self._capital_at(index + 1):
            return index + 1
        return (
            self._past_space(index)
            or self._past_comma(index)
            or self._past_mark(index)
            or self._past_particles(index)
            or self._past_connector(index)
            or self._past_nickname(start, index)
        )

    def _is_plain_inside(self, start: int, token: Token) -> bool:
        """Whether a word that is no name by itself is part of one: New *Democratic* Party, Al *From*."""
        before = self.doc[token.i - 1]
        follows = self._capital_at(token.i + 1) and self._inside("ORG", token.i + 1, token.i + 1)
        surname = token.i == start + 1 and self._inside("PERSON", token.i, token.i) and before.ent_iob_ != "O"
        return (follows and self._inside("ORG", token.i, token.i)) or (surname and not self._capital_at(token.i + 1))

    def _past_space(self, index: int) -> int:
        """The index after a no-break space that the tokenizer kept, between James and Poe."""
        token = self.doc[index]
        return index + 1 if token.text == "\xa0" and self._capital_at(index + 1) else 0

    def _past_comma(self, index: int) -> int:
        """The index after a comma and the suffix of a name: Samuel Poe, *Jr.*."""
        doc = self.doc
        suffix = index + 1 < len(doc) and doc[index + 1].lower_.rstrip(".") in SHORTENED_SUFFIXES
        return index + 2 if doc[index].text == "," and suffix and self._capital_at(index + 1) else 0

    def _past_mark(self, index: int) -> int:
        """The index after a mark that joins what stands on both its sides: Poe-Rao, O’Hara, Ki-moon, Farmers’ Union."""
        doc, token = self.doc, self.doc[index]
        if doc[index - 1].whitespace_ or index + 1 >= len(doc):
            return 0
        possessive = token.tag_ == "POS" or token.text in APOSTROPHES
        if possessive and self._capital_at(index + 1) and self._is_owner_in_body(index):
            return index + 1
        if token.whitespace_ or token.text not in JOINING:
            return 0
        if self._capital_at(index + 1):
            return index + 1
        small = self._inside("PERSON", index, index + 1) and doc[index + 1].tag_.startswith("NN")
        return index + 2 if small and token.text in NAME_HYPHENS else 0

    def _is_owner_in_body(self, index: int) -> bool:
        """Whether a possessive belongs to a body's name: the Northern Farmers’ Union, not the News’ Ann Poe."""
        if self.is_given_name(index + 1):
            return False
        if self._inside("ORG", index, index + 1):
            return True
        capitals = takewhile(is_capital, self.doc[index + 1 : index + 1 + LONGEST_BODY])
        return self.doc[index].text in APOSTROPHES and any(is_body_word(t.lower_, self.tables) for t in capitals)

    def _past_particles(self, index: int) -> int:
        """The index after up to three particles that a capital follows, else 0: van der Poe, al-Rao."""
        doc, particles = self.doc, words_used_as(self.tables, "particle")
        end = index
        while end < len(doc) and end - index < MOST_PARTICLES:
            joins = doc[end].text in JOINING and not (doc[end - 1].whitespace_ or doc[end].whitespace_)
            if doc[end].lower_ not in particles and not joins:
                break
            end += 1
        return end if end > index and self._capital_at(end) and doc[end].lower_ != "i" else 0

    def _past_connector(self, index: int) -> int:
        """The index after the small words inside an organization's name, else 0: Board *of* Elections."""
        doc = self.doc
        end = index
        while end < len(doc) and end - index < 2 and doc[end].lower_ in CONNECTORS:
            end += 1
        if end == index or not self._capital_at(end) or not doc[end].text[0].isalpha():
            return 0
        of_body = is_body_word(doc[index - 1].lower_, self.tables)
        heads = doc[index].lower_ in ("of", "for") and of_body and doc[end].ent_type_ != "PERSON"
        return end if heads or self._inside("ORG", index, end) else 0

    def _past_nickname(self, start: int, index: int) -> int:
        """The index after a nickname in marks between given name and surname: Ann *“Nan”* Poe, William (Bill) Rao."""
        doc = self.doc
        closing = NICKNAME_MARKS.get(doc[index].text)
        first, close = index + 1, index + 2
        if closing is None or not doc[index - 1].whitespace_ or close + 1 >= len(doc):
            return 0
        if doc[close].text != closing or not doc[close].whitespace_ or not self._is_name_word(doc[first]):
            return 0
        given = any(self.is_given_name(i) for i in range(max(start, index - 2), index))
        named = given and (doc[index].text != "(" or self.is_given_name(first))
        return close + 1 if named and self._capital_at(close + 1) and not self._is_plain(doc[close + 1]) else 0

    def _inside(self, label: str, start: int, last: int) -> bool:
        """Whether the tokens from `start` to `last` go on with an entity of that label."""
        return all(self.doc[i].ent_type_ == label and self.doc[i].ent_iob_ == "I" for i in range(start, last + 1))

    def _capital_at(self, index: int) -> bool:
        return index < len(self.doc) and is_capital(self.doc[index])
