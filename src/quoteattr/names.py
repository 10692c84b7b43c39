"""Names: the proper names of an article, cut free of titles, and what kind of thing each names.

Capitals, particles and title words find a name's borders; the pipeline's entities, where it has them, split runs of
capitals and vote on the kind. One occurrence can mislead (a surname tagged as a place), so all occurrences vote.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from functools import cache

from attrs import evolve, frozen
from spacy.tokens import Doc, Token

from quoteattr.gender import given_name_gender
from quoteattr.tables import Tables

__all__ = ["Name", "NameKind", "find_names", "title_words", "words_used_as"]


class NameKind(Enum):
    """What a name names; `OTHER` is a work, an event, a nationality or unknown."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    OTHER = "other"


@frozen
class Name:
    """An occurrence of a name: token indices, half-open, without titles.

    `titled` where a title stands before it; `outlet` where it names a news outlet or agency, which relays words.
    """

    start: int
    end: int
    text: str
    kind: NameKind
    titled: bool
    outlet: bool = False


ENTITY_KINDS = {
    "PERSON": NameKind.PERSON,
    "ORG": NameKind.ORGANIZATION,
    "GPE": NameKind.PLACE,
    "LOC": NameKind.PLACE,
    "FAC": NameKind.PLACE,
}


@cache
def words_used_as(tables: Tables, use: str) -> frozenset[str]:
    """The words of table `name_words` with that use, casefolded."""
    return frozenset(word for row in tables.rows("name_words") if row["use"] == use for word in row["words"])


@cache
def title_words(tables: Tables, kinds: frozenset[str] | None = None) -> frozenset[str]:
    """The last words of all titles that have no preposition: *general* of Attorney General."""
    rows = [row for row in tables.rows("titles") if kinds is None or row["kind"] in kinds]
    titles = [title.split() for row in rows for title in row["words"]]
    return frozenset(words[-1].rstrip(".") for words in titles if not {"of", "for", "the", "to", "at"} & set(words))


@cache
def _words_after_of(tables: Tables) -> frozenset[str]:
    """What ends a title after *of*: *state* of Secretary of State Ann Poe."""
    titles = [title.split() for row in tables.rows("titles") for title in row["words"]]
    return frozenset(words[-1] for words in titles if "of" in words[:-1])


CONNECTORS = frozenset(["of", "for", "and", "the", "on", "in"])
OFFICES = frozenset(["office", "rank", "abbreviation", "voice"])


def find_names(
    doc: Doc, headlines: Sequence[tuple[int, int]], boilerplate: Sequence[tuple[int, int]], tables: Tables
) -> tuple[Name, ...]:
    """The names of the article in text order; none overlap.

    `headlines` are character ranges where capitals mean nothing: there only names that stand elsewhere are found.
    Names in `boilerplate`, likewise character ranges, are none of the article's.
    """
    midsentence = _words_capital_midsentence(doc, headlines, tables)
    left_out = _membership([*headlines, *boilerplate])
    found: list[Name] = []
    for start, end in _runs(doc, midsentence, tables):
        if left_out(doc[start].idx):
            continue
        pieces = list(_split_at_entities(doc, start, end))
        for piece in pieces:
            name = _without_titles(doc, *piece, tables, last=piece is pieces[-1])
            if name is not None:
                found.append(name)
    known = _named_in_headlines(doc, headlines, {name.text: name for name in found})
    return _with_voted_kinds(doc, [*known, *found], tables)


def _named_in_headlines(doc: Doc, headlines: Sequence[tuple[int, int]], known: dict[str, Name]) -> Iterator[Name]:
    """Names of the article that a headline repeats, the longest at each place."""
    by_first: defaultdict[str, list[tuple[tuple[str, ...], Name]]] = defaultdict(list)
    for name in known.values():
        words = tuple(token.text for token in doc[name.start : name.end])
        by_first[words[0]].append((words, name))
    for start, end in headlines:
        span = doc.char_span(start, end, alignment_mode="expand")
        index = span.start if span is not None else 0
        while span is not None and index < span.end:
            here = [
                n for n in by_first[doc[index].text] if n[0] == tuple(t.text for t in doc[index : index + len(n[0])])
            ]
            longest = max(here, key=lambda n: len(n[0]), default=None)
            if longest is not None:
                yield evolve(longest[1], start=index, end=index + len(longest[0]), titled=False)
            index += len(longest[0]) if longest is not None else 1


def _membership(ranges: Sequence[tuple[int, int]]) -> Callable[[int], bool]:
    """Whether an offset lies in one of the ranges, which do not overlap."""
    ordered = sorted(ranges)
    starts = [start for start, _ in ordered]

    def contains(offset: int) -> bool:
        at = bisect_right(starts, offset) - 1
        return at >= 0 and offset < ordered[at][1]

    return contains


def _is_capital(token: Token) -> bool:
    text = token.text
    return text[0].isupper() or (len(text) > 2 and text[0].islower() and text[1].isupper())  # eBay, iPhone


def _starts_sentence(doc: Doc, index: int) -> bool:
    """Whether a capital at `index` may only be that of a sentence's first word."""
    while index and not (doc[index - 1].is_alpha or doc[index - 1].like_num or doc[index - 1].text in ",;—–-)"):
        previous = doc[index - 1]
        if previous.is_space or previous.is_quote or previous.text in ".?!:•*…“‘'([" or previous.text.endswith("."):
            return not (previous.text.endswith(".") and len(previous.text) > 1 and previous.text[0].isupper())
        index -= 1
    return index == 0


def _words_capital_midsentence(doc: Doc, headlines: Sequence[tuple[int, int]], tables: Tables) -> frozenset[str]:
    plain = words_used_as(tables, "plain")
    in_headline = _membership(headlines)
    return frozenset(
        token.text
        for token in doc
        if _is_capital(token)
        and token.lower_ not in plain
        and not in_headline(token.idx)
        and not _starts_sentence(doc, token.i)
    )


def _runs(doc: Doc, midsentence: frozenset[str], tables: Tables) -> Iterator[tuple[int, int]]:
    """Runs of capital words, with the small particles inside them, as token ranges."""
    particles, plain = words_used_as(tables, "particle"), words_used_as(tables, "plain")
    calendar, organizations = words_used_as(tables, "calendar"), words_used_as(tables, "organization")

    def opens(token: Token) -> bool:
        if not (_is_capital(token) and token.text[0].isalpha()) or token.lower_.rstrip(".s") in calendar:
            return False
        if token.lower_ in plain and token.ent_type_ not in ENTITY_KINDS:
            return False
        if not _starts_sentence(doc, token.i) or token.text in midsentence:
            return True
        # *Asserting* Poe’s claim …: a verb that opens a sentence before a name.
        if token.tag_ in ("VBD", "VBG", "VBN", "VBZ", "IN", "RB"):
            return False
        if token.ent_type_ in ENTITY_KINDS:
            return True
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        followed = following is not None and _is_capital(following) and following.lower_ not in plain
        return token.tag_ in ("NNP", "NNPS") or (not token.tag_ and followed)

    index = 0
    while index < len(doc):
        if not opens(doc[index]):
            index += 1
            continue
        start = index
        index += 1
        while index < len(doc):
            token = doc[index]
            if token.lower_.rstrip(".s") in calendar:
                break
            if (
                (_is_capital(token) and token.text[0].isalpha() and token.lower_ not in plain)
                or (
                    token.text in ("&", "-", "–", "'", "’")
                    and not doc[index - 1].whitespace_
                    and _capital_at(doc, index + 1)
                )
                or (token.text == "&" and _capital_at(doc, index + 1))
                or (token.text == "." and not doc[index - 1].whitespace_ and len(doc[index - 1].text) == 1)
            ):
                index += 1
            elif end := _past_particles(doc, index, particles) or _past_connector(doc, index, organizations):
                index = end
            else:
                break
        yield start, index


def _joins(doc: Doc, index: int) -> bool:
    """Whether a mark joins two capital words without white space, as in Atlantic-Pacific and O’Hara."""
    return not doc[index - 1].whitespace_ and not doc[index].whitespace_ and _capital_at(doc, index + 1)


def _inside_organization(doc: Doc, start: int, end: int) -> bool:
    return all(doc[i].ent_type_ == "ORG" and doc[i].ent_iob_ == "I" for i in range(start, end + 1))


def _capital_at(doc: Doc, index: int) -> bool:
    return index < len(doc) and _is_capital(doc[index])


def _past_particles(doc: Doc, index: int, particles: frozenset[str]) -> int:
    """The index after up to three particles that a capital follows, else 0."""
    end = index
    while end < len(doc) and end - index < 3 and (doc[end].lower_ in particles or doc[end].text in "-'’"):
        end += 1
    return end if end > index and _capital_at(doc, end) and doc[end].text.lower() != "i" else 0


def _past_connector(doc: Doc, index: int, organizations: frozenset[str]) -> int:
    """The index after the small words inside an organization's name, else 0: Board *of* Elections."""
    end = index
    while end < len(doc) and end - index < 2 and doc[end].lower_ in CONNECTORS:
        end += 1
    if end == index or not _capital_at(doc, end) or not doc[end].text[0].isalpha():
        return 0
    one_entity = _inside_organization(doc, index, end)
    heads = (
        doc[index].lower_ in ("of", "for") and doc[index - 1].lower_ in organizations and doc[end].ent_type_ != "PERSON"
    )
    return end if one_entity or heads else 0


def _split_at_entities(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run cut where an entity of another kind starts: *Fox News* | *Chris Wallace*."""
    cut = start
    for index in range(start + 1, end):
        token, before = doc[index], doc[index - 1]
        person = token.ent_type_ == "PERSON" and token.ent_iob_ == "B"
        long_enough = index + 1 < end and doc[index + 1].ent_iob_ == "I"
        another = before.ent_type_ in ("ORG", "GPE", "NORP") or (not before.ent_type_ and index - cut > 1)
        if person and long_enough and another and token.lower_ not in ("de", "van"):
            yield cut, index
            cut = index
    yield cut, end


def _without_titles(doc: Doc, start: int, end: int, tables: Tables, *, last: bool) -> Name | None:
    """The name of a run without the titles before it: *Lt. Rosalind Acheampong* names Rosalind Acheampong.

    A run that another follows may end with that one's title: *FBI Director* | *James Comey*.
    """
    titles = title_words(tables) | words_used_as(tables, "honorific")
    offices = title_words(tables, OFFICES) | words_used_as(tables, "honorific")
    organizations = words_used_as(tables, "organization")
    bare = start
    while not last and end - start > 1 and doc[end - 1].lower_.rstrip(".") in titles:
        end -= 1
    if doc[end - 1].lower_.rstrip(".") not in organizations:
        for index in range(start, end - 1):
            # Occupations are first names too (*Hunter*, *Mason*): those the pipeline takes into a person's name stay.
            inside_person = doc[index].ent_type_ == "PERSON" and doc[index + 1].ent_iob_ == "I"
            word = doc[index].lower_.rstrip(".")
            after_of = (
                index == start and start > 0 and doc[start - 1].lower_ == "of" and word in _words_after_of(tables)
            )
            title = after_of or word in (offices if inside_person else titles - organizations)
            if title and _opens_name(doc[index + 1]):
                bare = index + 1
    while bare < end and doc[bare].text in ".-'’":
        bare += 1
    titled = bare > start or (start > 0 and doc[start - 1].lower_.rstrip(".") in titles)
    while end > bare and doc[end - 1].text in "-'’&":
        end -= 1
    if bare >= end or (end - bare == 1 and _is_bare_title(doc[bare], tables, stripped=bare > start)):
        return None
    text = doc[bare:end].text
    return Name(bare, end, text, NameKind.OTHER, titled, _bare_form(text) in _outlets(tables))


@cache
def _outlets(tables: Tables) -> frozenset[str]:
    rows = [*tables.rows("outlets"), *tables.rows("agencies")]
    return frozenset(_bare_form(name) for row in rows for name in (row["name"], *row.get("aliases", ())))


def _bare_form(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _opens_name(token: Token) -> bool:
    return token.text not in ".-'’&" and token.lower_ not in CONNECTORS


def _is_bare_title(token: Token, tables: Tables, *, stripped: bool) -> bool:
    """Whether one capital word is a title (*the President*, *Associate Director*) and not a surname (*Weaver*)."""
    word = token.lower_.rstrip(".")
    if word in title_words(tables, OFFICES) | words_used_as(tables, "honorific"):
        return token.ent_type_ != "PERSON"
    after_article = stripped or (token.i > 0 and token.nbor(-1).lower_ in ("the", "a", "an"))
    return word in title_words(tables) and token.ent_type_ != "PERSON" and after_article


def _with_voted_kinds(doc: Doc, names: Sequence[Name], tables: Tables) -> tuple[Name, ...]:
    """The names with the kind that all occurrences of the same text, and of its last word, vote for."""
    votes: defaultdict[str, Counter[NameKind]] = defaultdict(Counter)
    for name in names:
        votes[name.text].update(_evidence(doc, name, tables))
    # Names in full vote for their surnames too, with as much weight as the surname's own occurrences.
    for full in dict.fromkeys(n.text for n in names if " " in n.text):
        last = full.rsplit(maxsplit=1)[-1]
        if last in votes and max(votes[full], key=votes[full].__getitem__, default=None) is NameKind.PERSON:
            votes[last].update({NameKind.PERSON: votes[last].total() + 1})
    return tuple(
        evolve(name, kind=max(votes[name.text], key=votes[name.text].__getitem__, default=NameKind.OTHER))
        for name in names
    )


def _evidence(doc: Doc, name: Name, tables: Tables) -> Counter[NameKind]:
    """What speaks for each kind at one occurrence of a name."""
    votes: Counter[NameKind] = Counter()
    for index in range(name.start, name.end):
        kind = ENTITY_KINDS.get(doc[index].ent_type_)
        if kind is not None:
            votes[kind] += 2
    last = doc[name.end - 1].lower_.rstrip(".")
    if last in words_used_as(tables, "organization"):
        votes[NameKind.ORGANIZATION] += 6
    if last in words_used_as(tables, "place"):
        votes[NameKind.PLACE] += 4
    if name.titled:
        votes[NameKind.PERSON] += 3
    if given_name_gender(doc[name.start].lower_, tables) is not None and last not in words_used_as(
        tables, "organization"
    ):
        votes[NameKind.PERSON] += 5 if name.end - name.start > 1 else 1
    if name.end - name.start == 1 and name.text.isupper() and len(name.text) > 1:
        votes[NameKind.ORGANIZATION] += 2
    before = doc[name.start - 1].lower_ if name.start else ""
    after = doc[name.end].lower_ if name.end < len(doc) else ""
    following = doc[name.end + 1] if name.end + 1 < len(doc) else None
    if before == "the":
        votes[NameKind.ORGANIZATION] += 1
        votes[NameKind.PERSON] -= 2
    if before in ("in", "near"):
        votes[NameKind.PLACE] += 1
    if following is not None and after == "," and (following.lower_ in ("who", "whose") or following.like_num):
        votes[NameKind.PERSON] += 3
    if after in ("who", "whose"):
        votes[NameKind.PERSON] += 3
    return votes
