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

from quoteattr.lexicon import NAMING, SENTENCE_ENDS, SET_OFF_DASHES, Tables, given_name_gender
from quoteattr.parse.tokens import Parse, Token
from quoteattr.types import Span
from quoteattr.values import FoundCue, Mention, MentionKind, Name, NameKind, Passage, QuotedSpan, Release

__all__ = ["Document", "MentionFinder", "cues_between", "ends_sentence", "is_age", "sentence_at", "tokens_between"]

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
# Pronouns that pick one out of several.
PICKED_OUT = frozenset(["one", "another"])
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
# What joins two titles before a name, and their tags.
JOINING_TITLES = SET_OFF_DASHES | {"and", "&", "-", "–"}
TITLE_TAGS = frozenset(["NN", "NNP", "JJ", "NNS"])
# Words in brackets behind a name: Ann Poe (*Lib Dem, Sandmoor and Vale*).
LONGEST_BRACKET = 10
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
        if token.lower_ in PICKED_OUT and (picked := self._picked_out(token)) is not None:
            return picked
        if token.lower_ in SPEAKING_PRONOUNS and token.pos_ in ("PRON", "", "DET", "NUM", "ADJ", "PROPN"):
            return Mention(index, index + 1, index, MentionKind.PRONOUN)
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or (token.pos_ == "PRON" and token.tag_ in ("NN", "DT")):
            return self._described(token)
        return None

    def _picked_out(self, token: Token) -> Mention | None:
        """Some of several, or whom an apposition names of them: *one of the sisters*, Nell Falk; not *one of us*."""
        end = token.i + 1
        if end >= len(self.doc) or self.doc[end].lower_ not in ("of", ","):
            return None
        described = self._described(token)
        if self.doc[end].text == ",":  # said one, *Nell Falk*
            return described if described.name is not None else None
        several = any(self.doc[i].pos_ == "NOUN" for i in range(end, described.end))
        return described if several or described.name is not None else None

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
        joined = next((child for child in token.rights if child.dep_ == "conj"), None)
        number = self.name_of_token.get(token.i)
        if number is None or (joined is not None and joined.i in self.name_of_token):
            return joined
        # The parser takes the second of two for the subject alone: Councillors *Poe and Rao* left.
        end = self.names[number].end
        other = self.name_of_token.get(end + 1) if self.doc[end : end + 1] and self.doc[end].lower_ == "and" else None
        subject = None if other is None else self.doc[self._head(self.names[other])]
        return subject if subject is not None and subject.dep_ in ("nsubj", "nsubjpass") else joined

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
        end = self._compound_end(token.i + 1)
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in KEPT_PREPOSITIONS and child.i == end:
                end = self._preposition_end(child)
        return start, end

    def _compound_end(self, end: int) -> int:
        """The end of a word that the tokenizer splits at its hyphens: a passer*-by*, her sister*-in-law*."""
        doc = self.doc
        while end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].idx == doc[end].idx + 1:
            if doc[end].idx != doc[end - 1].idx + len(doc[end - 1].text):
                break
            end += 2
        return end

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
        """Names in apposition to a noun: *the agency’s director, Ann Poe*, and *General store owner Ann Poe*.

        What stands behind a name, in brackets or as its degree, is no noun of its own: Ann Poe (*Lab, Sandmoor*), Ann
        Poe *QC*.
        """
        ahead = self._name_ahead(token.i)
        if ahead is not None:
            return [ahead]
        beside = [self.name_of_token[c.i] for c in token.children if c.dep_ == "appos" and c.i in self.name_of_token]
        number = self.name_of_token.get(self._past_naming(token, end))
        if number is not None:
            beside.append(number)
        comma = self._comma_after(end)
        if comma is not None:
            number = self.name_of_token.get(self._past_titles(comma + 1))
            if number is not None and self._closes(number):
                beside.append(number)
        return beside

    def _past_naming(self, token: Token, end: int) -> int:
        """The token behind what leads from a noun to a name: a man *named* Poe; Acme CEO *and President* Ann Poe."""
        if end < len(self.doc) and self.doc[end].lower_ in NAMING:
            return end + 1
        bare = token.tag_ in ("NN", "NNP") and not any(child.tag_ in ("DT", "PRP$") for child in token.lefts)
        if not bare or end >= len(self.doc) or self.doc[end].lower_ not in JOINING_TITLES:
            return end
        at = end + 1
        while at < min(end + LONGEST_TAIL, len(self.doc)) and at not in self.name_of_token:
            if self.doc[at].tag_ not in TITLE_TAGS:
                return end
            at += 1
        return at

    def _name_ahead(self, at: int) -> int | None:
        """The name behind which word `at` stands in brackets, or as an abbreviation that the parse hangs it on."""
        before = at - 1
        if before < 0:
            return None
        if self.doc[at].text.isupper() and len(self.doc[at].text) > 1 and self.doc[before].head.i == at:
            return self.name_of_token.get(before)
        while before > max(0, at - LONGEST_BRACKET) and self.doc[before].text not in "()":
            before -= 1
        return self.name_of_token.get(before - 1) if before > 0 and self.doc[before].text == "(" else None

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
            at < last
            and at not in self.name_of_token
            and (self.doc[at].lower_ == "the" or _may_be_title(self.doc[at]) or self._is_trade(at))
        ):
            at += 1
        return at

    def _is_trade(self, at: int) -> bool:
        """Whether a word may be the trade right before a name: her neighbour, the *architect* Ann Poe."""
        return self.doc[at].tag_ == "NN" and at + 1 in self.name_of_token and self.doc[at - 1].lower_ == "the"

    def _closes(self, number: int) -> bool:
        """Whether a name after a comma is set off by a second one, as an apposition is."""
        after = self.names[number].end
        return after < len(self.doc) and self.doc[after].text in AFTER_APPOSITION


PUNCTUATION_TAGS = frozenset([".", ":", ",", "NFP", ""])


@frozen(kw_only=True, eq=False, slots=False)
class Document:
    """One parsed article: its `text`, its `tokens`, and the passages, quoted spans, cues and names found in it.

    `release` says that it is a press release, a statement or an interview itself.
    """

    text: str = field(repr=False)
    doc: Parse = field(repr=False)
    passages: Sequence[Passage]
    spans: Sequence[QuotedSpan]
    cues: Sequence[FoundCue] = field(repr=False)
    names: Sequence[Name]
    tables: Tables = field(repr=False)
    release: Release | None = None

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
    def words_outside(self) -> str:
        """The words outside quotation marks, casefolded, each with a blank on both sides."""
        return f" {' '.join(self.doc[i].lower_ for i in self.outside if not self.doc[i].is_punct)} "

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
