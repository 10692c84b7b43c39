"""Mentions: the words that can stand for a speaker: a bare name, a pronoun, or a whole description.

Borders follow the annotation guide: *Josh Earnest* without *White House press secretary*, but all of *the influential
US daily*; where a description stands beside a name (*his sister, Mabel Kuptana*), the name is the mention.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from quoteattr.lexicon.typography import SET_OFF_DASHES
from quoteattr.parse.tokens import Parse, Token
from quoteattr.values import Mention, MentionKind, Name, NameKind

__all__ = ["MentionFinder", "is_age"]


SPEAKING_PRONOUNS = frozenset(
    [
        "i",
        "he",
        "she",
        "they",
        "we",
        "it",
        "you",
        "who",
        "him",
        "her",
        "his",
        "them",
        "their",
        "my",
        "our",
        "its",
        "another",
        "others",
        "someone",
        "somebody",
        "everyone",
        "both",
        "one",
        "many",
        "some",
        "several",
        "most",
        "few",
        "all",
        "neither",
        "none",
    ]
)
# A description keeps these: the elder *of the sisters*, a spokesman *for the ministry*, women *in red collars*.
KEPT_PREPOSITIONS = frozenset(["of", "for", "from", "at", "in", "with"])


def _may_be_title(token: Token) -> bool:
    """Whether a word behind a comma can be a title, or the full stop of its abbreviation."""
    return token.text[0].isupper() or token.text == "."


def is_age(token: Token) -> bool:
    """Whether a word is the last of *44-year-old*, which the tokenizer splits."""
    if token.lower_ != "old":
        return token.lower_.endswith("-year-old")
    return token.doc.stretch(max(0, token.i - 3), token.i).text.lower().endswith(("year-", "year -"))


# Words between a noun and the comma before the name in apposition to it, and of titles behind that comma.
LONGEST_TAIL = 6
# What sets an apposition off behind it.
AFTER_APPOSITION = SET_OFF_DASHES | {",", ".", ":", ";", "”", "("}
# The chief of the staff of the head of the board goes three deep.
DEEPEST_PHRASE = 30
# What a noun phrase goes on with, and the parts of speech that may follow: *and the senator* would be somebody else.
GOING_ON = {
    "and": frozenset(["NOUN", "PROPN", "ADJ", "PART"]),
    "to": frozenset(["DET", "NOUN", "PROPN", "ADJ", "PART"]),
}


@frozen
class MentionFinder:
    """Finds the mention that a word belongs to, in one parsed article."""

    doc: Parse
    names: Sequence[Name]
    name_of_token: dict[int, int]
    parsed: bool

    @classmethod
    def over(cls, doc: Parse, names: Sequence[Name]) -> MentionFinder:
        """A finder over `doc` and the names found in it."""
        tokens = {i: n for n, name in enumerate(names) for i in range(name.start, name.end)}
        return cls(doc, names, tokens, doc.has_annotation("DEP"))

    def at(self, index: int) -> Mention | None:
        """The mention whose head, or any word of whose name, is the token at `index`; None where nothing can speak."""
        token = self.doc[index]
        number = self.name_of_token.get(index)
        if number is not None:
            return self._named(number)
        if token.lower_ in SPEAKING_PRONOUNS and token.pos_ in ("PRON", "", "DET", "NUM", "ADJ", "PROPN"):
            return Mention(index, index + 1, index, MentionKind.PRONOUN)
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or (token.pos_ == "PRON" and token.tag_ in ("NN", "DT")):
            return self._described(token)
        return None

    def joint_at(self, index: int) -> Mention | None:
        """The people whom *and* joins to the one whose head, or any word of whose name, is the token at `index`.

        The mention goes from the first name to the end of the last, titles between them included. None where nobody, or
        somebody without a name, is joined: *Falk and her lawyers* are more than the names tell.
        """
        first = self.at(index)
        if first is None or first.name is None:
            return None
        members = [first.name]
        at = self._joined_to(self.doc[first.head])
        while at is not None:
            mention = self.at(at.i)
            if mention is None or mention.name is None or mention.start < self.names[members[-1]].end:
                return None
            members.append(mention.name)
            at = self._joined_to(at)
        kinds = {self.names[n].kind for n in members}
        if len(members) == 1 or not {NameKind.PERSON} <= kinds <= {NameKind.PERSON, NameKind.OTHER}:
            return None
        if not self._joined_by_and(first.end, self.names[members[-1]].start):
            return None
        return Mention(
            first.start, self.names[members[-1]].end, first.head, MentionKind.NAME, first.name, tuple(members)
        )

    def _joined_to(self, token: Token) -> Token | None:
        return next((child for child in token.rights if child.dep_ == "conj"), None)

    def _joined_by_and(self, start: int, end: int) -> bool:
        return any(self.doc[i].lower_ in ("and", "&") for i in range(start, end))

    def _named(self, number: int) -> Mention:
        name = self.names[number]
        return Mention(name.start, name.end, self._head(name), MentionKind.NAME, number)

    def _head(self, name: Name) -> int:
        if not self.parsed:
            return name.end - 1
        inside = range(name.start, name.end)
        return next((i for i in inside if self.doc[i].head.i not in inside or self.doc[i].head.i == i), name.end - 1)

    def _described(self, token: Token) -> Mention:
        """A noun phrase, or the person's name in apposition to it."""
        start, end = self._borders(token)
        for number in self._names_beside(token, end):
            if self.names[number].kind is NameKind.PERSON:
                return self._named(number)
        return Mention(start, end, token.i, MentionKind.DESCRIPTION)

    def _borders(self, token: Token) -> tuple[int, int]:
        lefts = [
            child
            for child in token.lefts
            if child.dep_ not in ("punct", "cc", "conj", "relcl", "advcl", "mark", "preconj")
        ]
        start = min((child.left_edge.i for child in lefts), default=token.i)
        if is_age(token) and start and self.doc[start - 1].tag_ == "DT":
            start -= 1  # the parser hangs *the* of “…,” *the 44-year-old* said on the verb
        while start < token.i and (self.doc[start].is_punct or self.doc[start].is_space):
            start += 1
        end = token.i + 1
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in KEPT_PREPOSITIONS and child.i == end:
                end = self._preposition_end(child)
        return start, end

    def _preposition_end(self, preposition: Token, depth: int = 0) -> int:
        """The end of a prepositional phrase without clauses that hang on it, of DEEPEST_PHRASE within one another."""
        end = preposition.i
        for obj in preposition.children:
            if obj.dep_ in ("pobj", "pcomp") and obj.i >= end:
                end = obj.i + 1
                for child in obj.rights:
                    if child.dep_ == "nummod" and child.i == end:
                        end += 1
                    inner = child.dep_ == "prep" and child.lower_ in ("of", "for") and child.i == end
                    if inner and depth < DEEPEST_PHRASE:
                        end = self._preposition_end(child, depth + 1)
        return end

    def _names_beside(self, token: Token, end: int) -> list[int]:
        """Names in apposition to a noun: *the agency’s director, Ann Poe*, and *General store owner Ann Poe*."""
        beside = [self.name_of_token[c.i] for c in token.children if c.dep_ == "appos" and c.i in self.name_of_token]
        number = self.name_of_token.get(end)
        if number is not None:
            beside.append(number)
        comma = self._comma_after(end)
        if comma is not None:
            number = self.name_of_token.get(self._past_titles(comma + 1))
            if number is not None and self._closes(number):
                beside.append(number)
        return beside

    def _comma_after(self, end: int) -> int | None:
        """The comma that ends a noun phrase: its founder *and chief executive*, an adviser *to the mayor*, Ann Poe."""
        at, last = end, min(end + LONGEST_TAIL, len(self.doc) - 1)
        going_on = GOING_ON.get(self.doc[end].lower_) if end <= last else None
        while at < last and going_on is not None and (at == end or self.doc[at].pos_ in going_on):
            at += 1
        return at if at <= last and self.doc[at].text == "," else None

    def _past_titles(self, at: int) -> int:
        """The token after titles that are no part of a name: the vicar, *the Rev.* Ann Poe."""
        last = min(at + LONGEST_TAIL, len(self.doc) - 1)
        while (
            at < last and at not in self.name_of_token and (self.doc[at].lower_ == "the" or _may_be_title(self.doc[at]))
        ):
            at += 1
        return at

    def _closes(self, number: int) -> bool:
        """Whether a name after a comma is set off by a second one, as an apposition is."""
        after = self.names[number].end
        return after < len(self.doc) and self.doc[after].text in AFTER_APPOSITION
