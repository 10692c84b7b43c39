"""The narration: the article's own words, outside its quotations, sentence by sentence.

Quotations are blanked out: a date or a medium that somebody speaks *of* is not that of the saying.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

import regex
from attrs import field, frozen

from quoteattr.lexicon import (
    CLOSING_MARKS,
    FULL_STOPS,
    LINE_ENDS,
    OPENING_MARKS,
    Tables,
    find_dates,
    given_name_gender,
    titles_before_names,
)
from quoteattr.parse.tokens import Parse, Stretch, Token
from quoteattr.sources.facts import Offsets
from quoteattr.sources.media import Medium, find_media, find_told

__all__ = ["Act", "Narration", "find_narration"]


@frozen
class Act:
    """Someone named, as the subject of a verb: character offsets, half-open. *Okello* and *visited*.

    `speaks` says that the verb is one of saying or appearing, so that where it happens is where words are said.
    """

    name: Offsets
    verb: Offsets
    speaks: bool


@frozen
class Narration:
    """An article without its quotations.

    `text` is as long as the article's; `starts` are the starts of its sentences; `media` and `dates` are what those
    stages find, and `acts` what is said of each of the names asked for: all in text order, offsets in characters.
    `paragraphs` are the starts of its paragraphs, and `tokens` what the pipeline sees, by offset. `lead` is where
    its first sentence starts: what is shorter is a headline or a byline.
    """

    text: str
    starts: tuple[int, ...]
    media: tuple[Medium, ...]
    dates: tuple[Offsets, ...]
    acts: Mapping[str, tuple[Act, ...]]
    paragraphs: tuple[int, ...]
    tokens: Mapping[int, Token] = field(repr=False)
    lead: int
    doc: Parse = field(repr=False)

    def offsets(self, start: int, end: int) -> Offsets:
        """Give the characters of tokens `start` to `end`, half-open."""
        last = self.doc[end - 1]
        return self.doc[start].idx, last.idx + len(last.text)

    def sentence(self, offset: int) -> Offsets:
        """Give the bounds of the sentence around `offset`."""
        index = bisect_right(self.starts, offset)
        return self.starts[index - 1], self.starts[index] if index < len(self.starts) else len(self.text)

    def around(self, start: int, end: int) -> Offsets:
        """Give the bounds of the sentence around [`start`, `end`), not further than `REACH` characters from it."""
        first, last = self.sentence(start)
        return max(first, start - REACH), min(last, end + REACH)

    def media_in(self, start: int, end: int) -> tuple[Medium, ...]:
        """Give the media that begin in [`start`, `end`)."""
        low = bisect_left(self.media, start, key=lambda medium: medium.start)
        return self.media[low : bisect_left(self.media, end, lo=low, key=lambda medium: medium.start)]

    def dates_in(self, start: int, end: int) -> tuple[Offsets, ...]:
        """Give the dates that begin in [`start`, `end`)."""
        low = bisect_left(self.dates, (start, 0))
        return self.dates[low : bisect_left(self.dates, (end, 0), lo=low)]

    def words(self, start: int, end: int) -> str:
        """Give the words between two offsets as they are compared: in lower case, without an article."""
        return self.text[start:end].lower().removeprefix("the ")

    def paragraph(self, offset: int) -> int:
        """Give the number of the paragraph around `offset`."""
        return bisect_right(self.paragraphs, offset) - 1

    def sentence_number(self, offset: int) -> int:
        """Give the number of the sentence around `offset`."""
        return bisect_right(self.starts, offset) - 1

    def is_noun(self, offset: int) -> bool:
        """Whether the tagger, if there is one, sees a common noun at `offset`."""
        return offset in self.tokens and self.tokens[offset].tag_ in _COMMON_NOUNS

    def word_before(self, offset: int) -> str:
        """Give the word before `offset` in lower case, but for articles and the like: *in* of *in a statement*."""
        match = _WORD_BEFORE.search(self.text, max(0, offset - LONGEST_WORD), offset)
        return match["word"].lower() if match else ""

    def name_before(self, offset: int) -> int:
        """Give the start of what makes a name of the noun at `offset`: *second Arlund* in the second Arlund debate."""
        match = _NAMING.search(self.text, max(0, offset - LONGEST_NAMING), offset)
        return match.start("name") if match else offset

    def acts_of(self, name: str, start: int, end: int) -> tuple[Act, ...]:
        """Give the acts of `name` that begin in [`start`, `end`)."""
        acts = self.acts.get(name, ())
        low = bisect_left(acts, start, key=lambda act: act.name[0])
        return acts[low : bisect_left(acts, end, lo=low, key=lambda act: act.name[0])]


_ABBREVIATED = regex.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Maj|Adm|Rev|Hon|St|Sr|Jr|No|vs|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|Corp|Ave|Calif|Fla|Pa|Mass|Ont|a\.m|p\.m)|\b\p{Lu}(?:\.\p{Lu})*)\.\Z"
)
LONGEST_ABBREVIATION = 8
# What counts stands near the cue; also keeps a line of two million characters linear.
REACH = 300
_SENTENCE_END = regex.compile(
    rf"[{FULL_STOPS}][{CLOSING_MARKS})\]]*+[ \t\xa0]++(?=[{OPENING_MARKS}(\[]?[\p{{Lu}}\d_])|[{LINE_ENDS}]\s*+"
)
_PARAGRAPH = regex.compile(rf"[{LINE_ENDS}]\s*+(?=\S)")
SHORTEST_LEAD = 80
LONGEST_WORD, LONGEST_NAMING = 40, 60
_WORD_BEFORE = regex.compile(
    r"\b(?P<word>[\p{L}’'-]++)[^\p{L}\n_]*+(?:(?:the|an?|his|her|its|their|that|this|another)\s++)?+\Z",
    regex.IGNORECASE,
)
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NAMING = regex.compile(
    r"(?<![\w’'-])(?:(?:The|An?|In|At|During|On|After|Before|That)\s)?+(?:(?:Last|This|Next)\s)?+"
    rf"(?:{_DAY}[’']s\s)?+(?!{_DAY}\s\Z)"
    r"(?P<name>(?:(?:\p{Lu}[\w.’'&-]*+|first|second|third|fourth|fifth|final|annual|presidential|primary)\s)++)\Z"
)
_COMMON_NOUNS = frozenset({"NN", "NNS"})
ENTITY_GROUPS = {"ORG": "organization", "WORK_OF_ART": "work", "PERSON": "person"}
# What is told that is no outlet: a country, a people, a day.
PLACES = frozenset({"GPE", "NORP", "LOC", "FAC", "DATE", "TIME", "LANGUAGE", "EVENT", "LAW", "PRODUCT"})
# What the names of papers abroad begin with, and few people's: *Le Matin*, *Der Anzeiger*, *El Correo*.
FOREIGN_ARTICLES = frozenset({"le", "la", "les", "l’", "l'", "der", "die", "das", "el", "los", "il", "het", "the"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# From a name up to the noun phrase that it stands in: *Okello's comments came in …*, *the Okello campaign said …*.
_WITHIN_SUBJECT = frozenset({"poss", "compound", "flat", "nmod", "appos", "conj"})


def find_narration(
    text: str, doc: Parse, quotations: Sequence[Offsets], names: Iterable[str], tables: Tables
) -> Narration:
    """Find the narration of `text`, parsed as `doc`.

    `quotations` are offsets in text order, and `names` the last names to look out for, whose acts are wanted. Where
    `doc` has no parse, a name's act is the name itself.
    """
    text = _blanked(text, quotations)
    starts = [0]
    for match in _SENTENCE_END.finditer(text):
        before = text[max(0, match.start() - LONGEST_ABBREVIATION) : match.start() + 1]
        if match.group().isspace() or not _ABBREVIATED.search(before):
            starts.append(match.end())
    paragraphs = (0, *(match.end() for match in _PARAGRAPH.finditer(text)))
    tokens = {token.idx: token for token in doc}
    dates = find_dates(text)
    date_starts = frozenset(start for start, _ in dates)
    media = tuple(
        m
        for m in find_media(text, tables, _entities(doc, text, frozenset(names), tables))
        if m.start not in date_starts and (m.kind is None or _heads(tokens, m, date_starts))
    )
    acts = _acts(doc, text, frozenset(names), _speaking_verbs(tables))
    lead = next((s for s, e in pairwise([*starts, len(text)]) if e - s >= SHORTEST_LEAD), 0)
    return Narration(text, tuple(starts), media, dates, acts, paragraphs, tokens, lead, doc)


def _entities(doc: Parse, text: str, speakers: frozenset[str], tables: Tables) -> dict[int, tuple[int, str]]:
    """What the pipeline sees that can be a medium's name or stand for one, by start: its end and its group.

    The name of a person is no outlet's: *Ada Obi*, and then *Obi*. *Pepperpot*, which the pipeline takes for a person,
    may be one's.
    """
    found: dict[int, tuple[int, str]] = {}
    full = {word.text for entity in doc.ents if entity.label_ == "PERSON" and len(entity) > 1 for word in entity}
    people = frozenset(speakers | full)
    for entity in doc.ents:
        if _is_person(entity, people, tables):
            continue
        group = ENTITY_GROUPS.get(entity.label_)
        words = entity[1:] if entity[0].lower_ == "the" else entity
        end = words.end_char - (2 if words.text.endswith(("’s", "'s")) else 0)
        if group is not None and len(words) and "_" not in text[words.start_char : end]:
            found[words.start_char] = (end, group)
    others = {entity.start_char: entity.label_ for entity in doc.ents}
    tokens = {token.idx: token for token in doc}
    for start, end, group in find_told(text, tables):
        if _may_be_outlet(text[start:end], people, tables) and others.get(start) not in PLACES:
            behind = tokens.get(end + 1)
            if behind is None or behind.tag_ not in _COMMON_NOUNS:  # told Arlund Bank analysts
                found[start] = (end, group)
    return found


def _may_be_outlet(name: str, people: frozenset[str], tables: Tables) -> bool:
    """Whether a name that something is told can be an outlet's: no person's, and with no title before it."""
    words = name.split()
    first = words[0].lower()
    titled = first.rstrip(".") in titles_before_names(tables) or first in titles_before_names(tables)
    person = given_name_gender(first, tables) is not None and len(words) > 1
    return not titled and not person and people.isdisjoint(words)


def _is_person(entity: Stretch, people: frozenset[str], tables: Tables) -> bool:
    """Whether an entity is a person's name: of two words or more, with a given name, or one of `people`'s words."""
    words = [word for word in entity if word.is_alpha]
    if not words:
        return False
    named = any(given_name_gender(word.lower_, tables) is not None for word in words[:-1])
    titled = words[0].lower_ in titles_before_names(tables) and len(words) > 1
    if entity.label_ != "PERSON":
        return titled or (named and len(words) == 2)
    if len(words) > 1:
        return named or titled or words[0].lower_ not in FOREIGN_ARTICLES
    return words[0].text in people or given_name_gender(words[0].lower_, tables) is not None


def _blanked(text: str, quotations: Sequence[Offsets]) -> str:
    """`text` with low lines for each quotation, and a full stop for its end where one stands within the marks."""
    pieces: list[str] = []
    done = 0
    for start, end in quotations:
        if start < done or start == end:
            continue
        stop = "." if text[start:end].rstrip(CLOSING_MARKS).endswith(".") else "_"
        pieces += [text[done:start], "_" * (end - start - 1), stop]
        done = end
    return "".join([*pieces, text[done:]])


def _heads(tokens: Mapping[int, Token], medium: Medium, dates: Container[int]) -> bool:
    """Whether the noun heads its phrase: not in *to debate* nor *the speech writer*, but in *a statement today*."""
    if medium.start in tokens and tokens[medium.start].pos_ == "VERB":
        return False
    behind = tokens.get(medium.end + 1)
    return behind is None or behind.tag_ not in _COMMON_NOUNS or behind.idx in dates


def _acts(doc: Parse, text: str, names: frozenset[str], speaking: frozenset[str]) -> dict[str, tuple[Act, ...]]:
    """Find the acts of each of `names` outside quotations."""
    found: dict[str, list[Act]] = {}
    parsed = doc.has_annotation("DEP", require_complete=True)  # line breaks always have a label
    for token in doc:
        if token.text not in names or text[token.idx] == "_":
            continue
        verb = _verb(token) if parsed else token
        if verb is not None:
            found.setdefault(token.text, []).append(Act(_offsets(token), _offsets(verb), verb.lemma_ in speaking))
    return {name: tuple(acts) for name, acts in found.items()}


@cache
def _speaking_verbs(tables: Tables) -> frozenset[str]:
    appearing = (verb for row in tables.rows("media_cues") if "kind" not in row for verb in row["verbs"])
    return frozenset(appearing) | {row["verb"] for row in tables.rows("cues") if "needs_particle" not in row}


def _offsets(token: Token) -> Offsets:
    return token.idx, token.idx + len(token)


def _verb(token: Token) -> Token | None:
    """Find the verb whose subject the name is, or stands in."""
    top = token
    while top.dep_ in _WITHIN_SUBJECT and top.head.i != top.i:
        top = top.head
    return top.head if top.dep_ in _SUBJECTS else None
