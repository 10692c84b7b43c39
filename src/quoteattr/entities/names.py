"""Names: the proper names of an article, cut free of titles, and what kind of thing each names.

Capitals, particles and title words find a name's borders; the pipeline's entities, where it has them, split runs of
capitals and vote on the kind. What one occurrence leaves open the others tell: after *Marco Rao* a run *Marco Rao
Answers* names nobody new, and a surname tagged as a place is outvoted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache

import regex
from attrs import evolve

from quoteattr.entities.capitals import CONNECTORS, Capitals, is_capital, membership, starts_sentence
from quoteattr.lexicon import (
    APOSTROPHES,
    DASHES,
    NAME_HYPHENS,
    NAMING,
    SENTENCE_ENDS,
    SUFFIXES,
    Tables,
    given_name_gender,
    is_body_word,
    is_document_noun,
    is_outlet,
    is_person_noun,
    last_words_of_titles,
    nationalities,
    read_titles,
    titles_before_names,
    words_after_of,
    words_used_as,
)
from quoteattr.parse.tokens import Parse, Token
from quoteattr.values import Name, NameKind

__all__ = ["find_names", "with_voted_kinds"]

ARTICLES = frozenset(["the", "a", "an", "another", "this", "that"])
OFFICES = frozenset(["office", "rank", "abbreviation", "voice"])
JOINTS = NAME_HYPHENS | APOSTROPHES | {".", "&"}
# What the tokenizer leaves on a name: the dash before a signature, ‘s for ’s, what follows an inner mark, a full stop.
_LEFT_ON = regex.compile(rf"^[{DASHES}]+|[‘’'`´]s?$|(?<=\p{{L}})[:;“”\"]\S.*$|(?<=[\p{{Lu}}\p{{N}}]\p{{Lu}})\.$")
# Behind a name, after a comma or in brackets, and in brackets alone.
_BEHIND_NAME = r"(?<=\b\p{Lu}[\p{L}.’'-]*(?:,\s|\s[(\[]))"
_IN_BRACKETS = r"(?<=\b\p{Lu}[\p{L}.’'-]*\s[(\[])"
_CAPITALS = r"\p{Lu}[\p{L}.’'-]*(?:[ -](?:(?:and|of|the|on|upon|in)[ -])*\p{Lu}[\p{L}.’'-]*)*"
VERB_TAGS = frozenset(["VBD", "VBZ", "VBN"])
# How far behind a subject a pronoun that tells what it is may stand.
NEAR_PRONOUN = 20


@cache
def _party_tag(tables: Tables) -> regex.Pattern[str]:
    """The party and place of a politician: Ann Poe, *R-Ohio*, or (*R*), or (*Lib Dem, Sandmoor*); not *D-Day*."""
    parties = "|".join(sorted((regex.escape(party) for party in words_used_as(tables, "party")), reverse=True))
    short = rf"{_BEHIND_NAME}(?:{parties})(?:[-–]\p{{Lu}}[\p{{L}}.]*)?(?=[,.;)\]])"
    placed = rf"{_IN_BRACKETS}{_CAPITALS},\s{_CAPITALS}(?=[)\]])"
    alone = rf"{_IN_BRACKETS}(?:{parties})(?=[)\]])"
    return regex.compile(f"{placed}|{short}|{alone}")


def find_names(doc: Parse, headlines: Sequence[tuple[int, int]], tables: Tables) -> tuple[Name, ...]:
    """The names of the article in text order; none overlap.

    `headlines` are character ranges where capitals mean nothing: there only names that stand elsewhere are found.
    """
    capitals = Capitals.of(doc, headlines, tables)
    in_headline = membership(headlines)
    in_party_tag = membership([match.span() for match in _party_tag(tables).finditer(doc.text)])
    found: list[Name] = []
    for start, end in capitals.runs():
        if in_headline(doc[start].idx):
            continue
        pieces = list(_split_at_entities(doc, start, end, tables))
        for piece in pieces:
            name = _without_titles(capitals, *piece, last=piece is pieces[-1])
            if name is not None and not in_party_tag(doc[name.start].idx):
                found.append(name)
    found = _cut_from_offices(capitals, _cut_to_known(capitals, found))
    found += [n for n in _surnames_like_words(capitals, found) if not in_headline(doc[n.start].idx)]
    found += _named_in_headlines(capitals, headlines, {name.text: name for name in found})
    return with_voted_kinds(doc, sorted(found, key=lambda name: name.start), tables)


def _split_at_entities(doc: Parse, start: int, end: int, tables: Tables) -> Iterator[tuple[int, int]]:
    """A run cut where an entity of another kind starts: *Fox News* | *Chris Wallace*."""
    cut = start
    for index in range(start + 1, end):
        token, before = doc[index], doc[index - 1]
        person = token.ent_type_ == "PERSON" and token.ent_iob_ == "B" and is_capital(token)
        long_enough = index + 1 < end and doc[index + 1].ent_iob_ == "I"
        another = before.ent_type_ in ("ORG", "GPE", "NORP") or (not before.ent_type_ and index - cut > 1)
        if person and long_enough and another and token.lower_ not in words_used_as(tables, "particle"):
            yield cut, index
            cut = index
    yield cut, end


def _without_titles(capitals: Capitals, start: int, end: int, *, last: bool) -> Name | None:
    """The name of a run without the titles before it: *Lt. Rosalind Acheampong* names Rosalind Acheampong.

    A run that another follows may end with that one's title: *FBI Director* | *James Comey*.
    """
    doc, tables = capitals.doc, capitals.tables
    titles = titles_before_names(tables)
    if _is_nationality(capitals, start, end):
        return None
    end = _before_post_nominals(capitals, start, end)
    while end - start > 1 and doc[end - 1].lower_.rstrip(".") in titles and _ends_in_title(capitals, start, end, last):
        end -= 1
    bare = titled_at = _start_of_name(capitals, start, end)
    if bare == start and _opens_with_a_plain_word(capitals, start, end):
        bare = start + 1
    while bare < end and doc[bare].text in JOINTS:
        bare += 1
    titled = titled_at > start or (start > 0 and doc[start - 1].lower_.rstrip(".") in titles)
    while end > bare and (doc[end - 1].text in JOINTS - {"."} or doc[end - 1].is_space):
        end -= 1
    if bare >= end or (end - bare == 1 and _is_bare_title(doc[bare], tables, stripped=bare > start or not last)):
        return None
    return _name(doc, bare, end, tables, titled=titled)


def _name(doc: Parse, start: int, end: int, tables: Tables, *, titled: bool) -> Name:
    words = " ".join(doc.stretch(start, end).text.split())
    text = _LEFT_ON.sub("", words) or words
    return Name(start, end, text, NameKind.OTHER, titled, is_outlet(text, tables))


def _is_nationality(capitals: Capitals, start: int, end: int) -> bool:
    """Whether a run calls somebody by their nation: *the Spaniard*; the Norwegian *Refugee Council* is longer.

    A paper may have such a name: *The Scotsman* reported.
    """
    if end - start > 1 or start == 0 or capitals.doc[start - 1].lower_ not in ARTICLES:
        return False
    if is_outlet(capitals.doc[start].text, capitals.tables):
        return False
    return capitals.doc[start].lower_ in nationalities(capitals.tables)


def _before_post_nominals(capitals: Capitals, start: int, end: int) -> int:
    """The end of a run without the degrees and honours behind the name: Ann Poe *QC*; its start where it is no more."""
    titles, doc = read_titles(capitals.tables), capitals.doc
    bare = end
    while bare > start and titles.sort_is(doc[bare - 1].lower_.rstrip("."), "post-nominal"):
        bare -= 1
    if bare > start:
        return bare
    behind_name = start > 1 and doc[start - 1].text == "," and is_capital(doc[start - 2])
    return start if behind_name else end


def _before_suffixes(doc: Parse, start: int, end: int) -> int:
    """The end of a run without *Jr.* or *III*: the word before it is a surname, whatever else it may mean."""
    bare = end
    while bare - start > 1 and (doc[bare - 1].lower_.rstrip(".") in SUFFIXES or not doc[bare - 1].text[0].isalpha()):
        bare -= 1
    return bare


def _ends_in_title(capitals: Capitals, start: int, end: int, last: bool) -> bool:
    """Whether the title that a run ends with is somebody else's: *Fox News Chairman* | and founder Ann Poe."""
    posts = last_words_of_titles(capitals.tables, OFFICES | {"post"})
    named = capitals.is_given_name(start) or capitals.doc[end - 1].ent_type_ in ("PERSON", "ORG")
    speaks = end < len(capitals.doc) and capitals.doc[end].tag_ in VERB_TAGS
    plain = capitals.doc[end - 1].lower_ in posts
    return not last or (plain and (_joins_title(capitals, end) or not (named or speaks)))


def _joins_title(capitals: Capitals, end: int) -> bool:
    """Whether another title is joined to the one before token `end`: Acme CEO *and President* Ann Poe."""
    doc = capitals.doc
    joined = end + 1 < len(doc) and doc[end].lower_ in ("and", "&")
    return joined and doc[end + 1].lower_ in titles_before_names(capitals.tables)


def _start_of_name(capitals: Capitals, start: int, end: int) -> int:
    """The token at which a run's name starts, after the titles."""
    doc, tables = capitals.doc, capitals.tables
    organizations = words_used_as(tables, "organization")
    titles = titles_before_names(tables)
    if _names_body(doc, start, end, tables) or is_outlet(doc.stretch(start, end).text, tables):
        return start
    offices = last_words_of_titles(tables, OFFICES) | words_used_as(tables, "honorific")
    particles = words_used_as(tables, "particle")
    bare = start
    for index in range(start, _before_suffixes(doc, start, end) - 1):
        # Occupations are first names too (*Hunter*, *Mason*): those the pipeline takes into a person's name stay,
        # unless a given name follows (*Comedian* Susan Poe).
        inside_person = doc[index].ent_type_ == "PERSON" and doc[index + 1].ent_iob_ == "I"
        before_given = capitals.is_given_name(index + 1) and not capitals.is_given_name(index) and index + 2 < end
        known = offices if inside_person and not before_given else titles - organizations
        word = doc[index].lower_.rstrip(".")
        if doc[index].lower_ in particles and not doc[index].text.isupper():
            continue  # *da* Costa is no district attorney
        if (word in known or _is_title_after_of(doc, index, start, tables)) and _opens_name(doc[index + 1]):
            bare = index + 1
    return max(bare, _behind_portfolio(doc, start, end, tables))


def _behind_portfolio(doc: Parse, start: int, end: int, tables: Tables) -> int:
    """Where a run goes on behind the field of a minister who has the name: Minister for *Health* | Ann Poe."""
    titles = read_titles(tables)
    if start < 2 or doc[start - 1].lower_ not in ("of", "for") or not titles.sort_is(doc[start - 2].lower_, "fielded"):
        return start
    bare = start
    while bare < end - 1 and titles.sort_is(doc[bare].lower_, "portfolio") and _opens_name(doc[bare + 1]):
        bare += 1
    return bare if bare < end - 1 or not titles.sort_is(doc[bare].lower_, "portfolio") else start


def _names_body(doc: Parse, start: int, end: int, tables: Tables) -> bool:
    """Whether a run is built on a word for bodies, its last one or one before *of*: Academic Staff *Union* of Arden."""
    head = next((i - 1 for i in range(start + 1, end) if doc[i].lower_ in ("of", "for")), end - 1)
    behind = [doc[i].lower_ for i in range(head + 1, end)]
    if not titles_before_names(tables).isdisjoint(behind):
        return False
    return is_body_word(doc[head].lower_.rstrip("."), tables) and (head > start or head == end - 1)


def _is_title_after_of(doc: Parse, index: int, start: int, tables: Tables) -> bool:
    """Whether a run's first word ends a title: *State* of Secretary of State Ann Poe."""
    after_of = index == start and start > 0 and doc[start - 1].lower_ == "of"
    return after_of and doc[index].lower_.rstrip(".") in words_after_of(tables)


def _opens_with_a_plain_word(capitals: Capitals, start: int, end: int) -> bool:
    """Whether the first of three words only has its capital from the sentence: *Jonkheer* Robert Poe."""
    doc = capitals.doc
    return (
        end - start > 2
        and starts_sentence(doc, start)
        and doc[start].text not in capitals.midsentence
        and doc[start].is_alpha
        and len(doc[start].text) > 2
        and not capitals.is_given_name(start)
        and capitals.is_given_name(start + 1)
        and is_capital(doc[start + 2])
    )


def _opens_name(token: Token) -> bool:
    return token.text not in JOINTS and token.lower_ not in CONNECTORS


def _is_bare_title(token: Token, tables: Tables, *, stripped: bool) -> bool:
    """Whether one capital word is a title (*the President*, *Associate Director*) and no surname (*Weaver*) or paper.

    *The Guardian* is a paper by its article. `stripped` says that words of a title were cut from before it, or that a
    person's name follows.
    """
    article = token.nbor(-1).lower_ if token.i > 0 else ""
    if article == "the" and not stripped and is_outlet(token.text, tables):
        return False
    word = token.lower_.rstrip(".")
    if word in last_words_of_titles(tables, OFFICES) | words_used_as(tables, "honorific"):
        return token.ent_type_ != "PERSON"
    after_article = stripped or article in ("the", "a", "an")
    return is_person_noun(word, tables) and token.ent_type_ != "PERSON" and after_article


def _cut_to_known(capitals: Capitals, names: Sequence[Name]) -> list[Name]:
    """The names, with those cut that go on after a person's: *Susan Poe Answers*, the *Susan Poe Show*.

    The person must stand elsewhere too, by the first two words or by the second alone.
    """
    times = Counter(name.text for name in names)
    return [_cut(capitals, name, times) for name in names]


def _cut(capitals: Capitals, name: Name, times: Counter[str]) -> Name:
    words = name.text.split()
    if len(words) < 3 or name.end - name.start != len(words) or not capitals.is_given_name(name.start):
        return name
    bodies = words_used_as(capitals.tables, "organization") | words_used_as(capitals.tables, "place")
    last = words[-1].casefold().rstrip(".")
    person = capitals.doc[name.end - 1].ent_type_ == "PERSON"
    known = times[" ".join(words[:2])] or (times[words[1]] > 1 and not person)
    if not known or times[name.text] > 1 or times[words[-1]] or last in bodies | SUFFIXES:
        return name
    return _name(capitals.doc, name.start, name.start + 2, capitals.tables, titled=name.titled)


def _cut_from_offices(capitals: Capitals, names: Sequence[Name]) -> list[Name]:
    """The names, with those cut that begin with the end of an office: Ministry of Health *Jonas Falk*.

    The last word must stand elsewhere as the name of somebody, who has a given name or a word between them.
    """
    doc = capitals.doc
    alone = {n.text for n in names if " " not in n.text and (not n.start or doc[n.start - 1].lower_ not in ARTICLES)}
    return [_cut_from_office(capitals, name, alone) for name in names]


def _cut_from_office(capitals: Capitals, name: Name, alone: Collection[str]) -> Name:
    doc, start = capitals.doc, name.end - 2
    joints = [i for i in range(name.start + 1, name.end) if doc[i].lower_ in CONNECTORS]
    if not joints or start - joints[-1] < 2 or name.text.rsplit(maxsplit=1)[-1] not in alone:
        return name
    last = doc[name.end - 1].lower_.rstrip(".")
    bodies = words_used_as(capitals.tables, "organization") | words_used_as(capitals.tables, "place")
    if last in bodies or not all(doc[i].is_alpha and is_capital(doc[i]) for i in range(joints[-1] + 1, name.end)):
        return name
    return _name(doc, start, name.end, capitals.tables, titled=True)


def _surnames_like_words(capitals: Capitals, names: Sequence[Name]) -> Iterator[Name]:
    """Surnames of people named in full that are plain words or titles too: *Will* urged, *Seaman* said."""
    doc, tables = capitals.doc, capitals.tables
    ordinary = words_used_as(tables, "plain") | titles_before_names(tables)
    full = [n for n in names if n.end - n.start > 1 and _names_a_person(capitals, n)]
    surnames = {doc[n.end - 1].text for n in full if doc[n.end - 1].lower_ in ordinary}
    covered = {index for name in names for index in range(name.start, name.end)} if surnames else set()
    for token in doc:
        if token.text not in surnames or token.i in covered:
            continue
        speaks = token.i + 1 < len(doc) and doc[token.i + 1].tag_ in VERB_TAGS
        named_before = token.i + 1 in covered and not doc[token.i + 1].is_space
        if not named_before and (speaks or not starts_sentence(doc, token.i)):
            yield _name(doc, token.i, token.i + 1, tables, titled=False)


def _names_a_person(capitals: Capitals, name: Name) -> bool:
    return name.titled or capitals.is_given_name(name.start) or capitals.doc[name.end - 1].ent_type_ == "PERSON"


def _named_in_headlines(
    capitals: Capitals, headlines: Sequence[tuple[int, int]], known: dict[str, Name]
) -> Iterator[Name]:
    """Names of the article that a headline repeats, the longest at each place; a surname with its given name."""
    doc = capitals.doc
    by_first: defaultdict[str, list[tuple[tuple[str, ...], Name]]] = defaultdict(list)
    for name in known.values():
        words = tuple(token.text for token in doc[name.start : name.end])
        by_first[words[0]].append((words, name))
    for start, end in headlines:
        span = doc.char_span(start, end)
        index = span.start if span is not None else 0
        while span is not None and index < span.end:
            here = [
                n for n in by_first[doc[index].text] if n[0] == tuple(t.text for t in doc[index : index + len(n[0])])
            ]
            if not here:
                index += 1
                continue
            words, name = max(here, key=lambda n: len(n[0]))
            given = len(words) == 1 and index > span.start and _is_given_before(capitals, index)
            first = index - 1 if given else index
            text = f"{doc[first].text} {name.text}" if given else name.text
            yield evolve(name, start=first, end=index + len(words), text=text, titled=False)
            index += len(words)


def _is_given_before(capitals: Capitals, index: int) -> bool:
    """Whether a surname at `index` of a headline has its given name before it: *Susan Poe*: “We Stay” Put."""
    return capitals.is_given_name(index - 1) and bool(capitals.doc[index - 1].whitespace_)


ENTITY_KINDS = {
    "PERSON": NameKind.PERSON,
    "ORG": NameKind.ORGANIZATION,
    "GPE": NameKind.PLACE,
    "LOC": NameKind.PLACE,
    "FAC": NameKind.PLACE,
}


KIND_OF_OWNER = {
    "its": NameKind.ORGANIZATION,
    "itself": NameKind.ORGANIZATION,
    "his": NameKind.PERSON,
    "her": NameKind.PERSON,
    "himself": NameKind.PERSON,
    "herself": NameKind.PERSON,
}


def with_voted_kinds(doc: Parse, names: Sequence[Name], tables: Tables) -> tuple[Name, ...]:
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


def _evidence(doc: Parse, name: Name, tables: Tables) -> Counter[NameKind]:
    """What speaks for each kind at one occurrence of a name."""
    votes = _evidence_inside(doc, name, tables)
    before = doc[name.start - 1].lower_ if name.start else ""
    after = doc[name.end].lower_ if name.end < len(doc) else ""
    following = doc[name.end + 1] if name.end + 1 < len(doc) else None
    if before == "the":
        votes[NameKind.ORGANIZATION] += 1
        votes[NameKind.PERSON] -= 2
    if before in ("in", "near"):
        alone = name.end - name.start == 1 and given_name_gender(doc[name.start].lower_, tables) is None
        votes[NameKind.PLACE] += 3 if alone else 1
    if following is not None and after == "," and (following.lower_ in ("who", "whose") or following.like_num):
        votes[NameKind.PERSON] += 3
    if following is not None and after == "," and following.lower_ == "which":
        votes[NameKind.ORGANIZATION] += 6  # Kestrel Rail, which is owned by Umbra
    if after in ("who", "whose"):
        votes[NameKind.PERSON] += 3
    if before in NAMING and name.start > 1 and is_person_noun(doc[name.start - 2].lower_, tables):
        votes[NameKind.PERSON] += 3
    if after in words_used_as(tables, "organization"):
        votes[NameKind.ORGANIZATION] += 12  # Tarn Wharf plc
    last = doc[name.end - 1]
    given = given_name_gender(doc[name.start].lower_, tables) is not None
    votes.update(_evidence_of_apposition(last, tables, given=given))
    if before != "the" and name.end - name.start == 1 and _shares_surname(doc, name, tables):
        votes[NameKind.PERSON] += 3  # Rhos and Elin Poe
    if _is_before_noun(doc, name, tables):
        votes[NameKind.ORGANIZATION] += 3  # a Tarn Wharf source
        votes[NameKind.PERSON] -= 2
    kind = KIND_OF_OWNER.get(_next_pronoun(last)) if last.dep_ == "nsubj" else None
    if kind is not None and (kind is NameKind.ORGANIZATION or name.end - name.start > 1):
        votes[kind] += 5  # Tarn Mutual cut its rates; Oru Mbe says her uncle left
    return votes


# Seldom a body, and hardly ever brought in as one: the mill's *owner*, Quarl Tammsaar.
OWNER = "owner"


def _evidence_of_apposition(last: Token, tables: Tables, *, given: bool) -> Counter[NameKind]:
    """What the nouns in apposition to the name that ends with `last` call it.

    An operator or a maker is a body, unless the name opens with a `given` name: the mill's *owner*, Susan Falk.
    """
    votes = Counter[NameKind]()
    for noun, ahead in _in_apposition(last):
        if is_body_word(noun.lower_, tables) and (
            not is_person_noun(noun.lower_, tables) or not (given or noun.lower_ == OWNER)
        ):
            votes[NameKind.ORGANIZATION] += 6  # the port's operator, Tarn Wharf; Tarn Mutual, the insurer
        elif ahead and is_person_noun(noun.lower_, tables):
            votes[NameKind.PERSON] += 6  # its founder, Kaarel Tammsalu
        elif ahead and is_document_noun(noun.lower_, tables):
            votes[NameKind.OTHER] += 12  # her new book, Salt
    return votes


def _shares_surname(doc: Parse, name: Name, tables: Tables) -> bool:
    """Whether *and* joins a name to a given name with a surname: *Rhos* and Elin Poe."""
    behind = doc[name.end : name.end + 3]
    if len(behind) < 3 or behind[0].lower_ != "and" or not (is_capital(behind[1]) and is_capital(behind[2])):
        return False
    return given_name_gender(behind[1].lower_, tables) is not None or behind[2].ent_type_ == "PERSON"


def _is_before_noun(doc: Parse, name: Name, tables: Tables) -> bool:
    """Whether a name of several words stands before a common noun and an article before it: the *Tarn Wharf* scheme."""
    after = doc[name.end] if name.end < len(doc) else None
    if after is None or after.tag_ not in ("NN", "NNS") or doc[name.end - 1].dep_ not in ("compound", "nmod"):
        return False
    article = name.start > 0 and doc[name.start - 1].lower_ in ARTICLES
    several = name.end - name.start > 1 and given_name_gender(doc[name.start].lower_, tables) is None
    return several and (article or after.tag_ == "NNS")


def _in_apposition(last: Token) -> Iterator[tuple[Token, bool]]:
    """The nouns in apposition to the name that ends with a token, each with whether it stands before it."""
    if last.dep_ == "appos" and last.head.tag_ == "NN":
        yield last.head, True
    behind = (child for child in last.rights if child.dep_ == "appos" and child.tag_ == "NN")
    yield from ((child, False) for child in behind if last.nbor(1).text == ",")


def _next_pronoun(subject: Token) -> str:
    """The first pronoun behind a subject in its sentence, if nobody is named between."""
    for token in subject.doc[subject.i + 1 : subject.i + NEAR_PRONOUN]:
        if token.is_space or token.text in SENTENCE_ENDS or token.ent_type_ in ENTITY_KINDS or token.tag_[:3] == "PRP":
            return token.lower_
    return ""


def _is_head_of_body(doc: Parse, name: Name, tables: Tables) -> bool:
    """Whether a name of several words is built on a word for bodies, and does not begin with a given name."""
    if name.end - name.start < 2 or given_name_gender(doc[name.start].lower_, tables) is not None:
        return False
    return _names_body(doc, name.start, name.end, tables)


def _evidence_inside(doc: Parse, name: Name, tables: Tables) -> Counter[NameKind]:
    """What the words of the name themselves, and the title before it, speak for."""
    votes: Counter[NameKind] = Counter()
    organizations = words_used_as(tables, "organization")
    for index in range(name.start, name.end):
        kind = ENTITY_KINDS.get(doc[index].ent_type_)
        if kind is not None:
            votes[kind] += 2
    first, last = doc[name.start].lower_, doc[name.end - 1].lower_.rstrip(".")
    if last in organizations or first == "team" or _is_head_of_body(doc, name, tables):
        votes[NameKind.ORGANIZATION] += 6
    if last in words_used_as(tables, "place"):
        votes[NameKind.PLACE] += 4
    if name.titled:
        votes[NameKind.PERSON] += 3
    if name.outlet:
        votes[NameKind.ORGANIZATION] += 6
    if given_name_gender(first, tables) is not None and last not in organizations:
        votes[NameKind.PERSON] += 5 if name.end - name.start > 1 else 1
    if name.end - name.start == 1 and name.text.isupper() and len(name.text) > 1:
        votes[NameKind.ORGANIZATION] += 2
    return votes
