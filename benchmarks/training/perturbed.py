"""Perturbed copies of training articles: other people, outlets and marks, and speakers whose names are withheld.

In: an article with its answers, and words to put in: the half of those of `tests/behaviour` that training may see. Out:
a copy of the same id, with its answers in the offsets and words of its own text. What the page does to a text, such as
datelines and wrapped lines, is evened before any judge sees it, so that copies leave that as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from random import Random

import regex
from attrs import evolve

from quoteattr.evaluation.behaviour.templates import Lexicon
from quoteattr.evaluation.corpora.gold import Accepted, Extent, GoldArticle, GoldString
from quoteattr.lexicon import given_name_gender
from quoteattr.lexicon.tables import Tables

__all__ = ["perturbed_copy"]

# Answers that are words of the article.
WORDED = frozenset(["speaker", "mention", "cue", "role", "organization", "source_name", "source_date"])
GENDER_OF_PRONOUN = {"he": "male", "she": "female"}
# Kinds of source that an outlet gives its name to.
OF_OUTLETS = frozenset(["interview", "broadcast", "news report", "book"])
# How often a speaker who is named once loses the name, and a copy gets other marks.
UNNAMED, MARKED = 0.3, 0.5
# The descriptions of speakers who have lost their names, by their kinds in the lexicon.
DESCRIBED = {"official": ("a", "an"), "job": ("a", "an"), "somebody": ("the", "the")}
STRAIGHT = str.maketrans("“”‘’", "\"\"''")
SINGLE = str.maketrans("“”", "‘’")
# Words of a name shorter than this are initials or particles.
SHORTEST = 3

# A stretch of a text, and what takes its place.
Edit = tuple[Extent, str]


def perturbed_copy(article: GoldArticle, lexicon: Lexicon, tables: Tables) -> GoldArticle:
    """A copy of `article`: always the same one, since its id is the seed."""
    random = Random(article.id)
    article = _with_other_words(article, _descriptions(article, lexicon, random))
    people, outlets = _other_people(article, lexicon, tables, random), _other_outlets(article, lexicon, random)
    article = _with_other_words(article, {**people, **outlets})
    return _with_other_marks(article, random)


def _with_other_words(article: GoldArticle, others: Mapping[str, str]) -> GoldArticle:
    """The article with other words for some, in its text and in its answers."""
    if not others:
        return article
    pattern = regex.compile(r"(?<![\w-])\L<words>(?![\w-])", words=list(others))

    def edits_of(text: str) -> list[Edit]:
        return [(found.span(), others[found[0]]) for found in pattern.finditer(text)]

    edits = edits_of(article.text)

    def moved(string: GoldString) -> GoldString:
        start, end = (at + sum(len(w) - (e - s) for (s, e), w in edits if e <= at) for at in string.extent)
        return evolve(string, extent=(start, end))

    text = _edited(article.text, edits)
    strings = _with_answers(map(moved, article.strings), lambda answer: _edited(answer, edits_of(answer)))
    return GoldArticle(id=article.id, text=text, strings=strings)


def _edited(text: str, edits: Iterable[Edit]) -> str:
    pieces, at = [], 0
    for (start, end), words in edits:
        pieces += [text[at:start], words]
        at = end
    return "".join([*pieces, text[at:]])


def _with_answers(strings: Iterable[GoldString], changed: Callable[[str], str]) -> tuple[GoldString, ...]:
    def renewed(field: str, answers: Accepted) -> Accepted:
        return tuple(changed(a) if a is not None and field in WORDED else a for a in answers)

    return tuple(
        evolve(string, accepted={field: renewed(field, answers) for field, answers in string.accepted.items()})
        for string in strings
    )


def _people(article: GoldArticle) -> Mapping[str, Sequence[GoldString]]:
    """The strings of each person who is called by a name of several words."""
    found: dict[str, list[GoldString]] = {}
    for string in article.strings:
        name, words = string.accepted["speaker"][0], (string.accepted["speaker"][0] or "").split()
        if (
            name
            and "person" in string.accepted["speaker_type"]
            and len(words) > 1
            and all(w[0].isupper() for w in words)
        ):
            found.setdefault(name, []).append(string)
    return found


def _descriptions(article: GoldArticle, lexicon: Lexicon, random: Random) -> Mapping[str, str]:
    """A description for some of the speakers who are named but once, without a title or an apposition."""
    described: dict[str, str] = {}
    for name in _people(article):
        alone = regex.compile(r"(?:\p{Ll}|[”’\"'],?) \L<name>(?=\.? \p{Ll}|\. \p{Lu}|\.?\n)", name=[name])
        once = article.text.count(name.split()[-1]) == 1 and alone.search(article.text) is not None
        if once and random.random() < UNNAMED:
            kind = random.choice(sorted(DESCRIBED))
            noun = random.choice(lexicon.entries(kind))["name"]
            described[name] = f"{DESCRIBED[kind][noun[0].lower() in 'aeiou']} {noun}"
    return described


def _other_people(article: GoldArticle, lexicon: Lexicon, tables: Tables, random: Random) -> Mapping[str, str]:
    """For the given name and the surname of each speaker whose gender is told those of somebody of the same gender."""
    others: dict[str, str] = {}
    left = random.sample(lexicon.entries("person"), len(lexicon.entries("person")))
    for name, strings in _people(article).items():
        given, *_, surname = name.split()
        gender = _gender(given, strings, tables)
        entry = next((entry for entry in left if entry["gender"] == gender), None)
        if entry is not None and not any(_may_be_a_word(word, article.text) for word in (given, surname)):
            left.remove(entry)
            others.setdefault(surname, entry["surname"])
            others.setdefault(given, " ".join(word for word in entry["name"].split() if word != entry["surname"]))
    return others


def _gender(given: str, strings: Iterable[GoldString], tables: Tables) -> str | None:
    mentions = chain.from_iterable(string.accepted["mention"] for string in strings)
    told = {GENDER_OF_PRONOUN[m.lower()] for m in mentions if m is not None and m.lower() in GENDER_OF_PRONOUN}
    return told.pop() if len(told) == 1 else given_name_gender(given.casefold(), tables)


def _may_be_a_word(name: str, text: str) -> bool:
    return len(name) < SHORTEST or regex.search(r"\b\L<words>\b", text, words=[name.lower()]) is not None


def _other_outlets(article: GoldArticle, lexicon: Lexicon, random: Random) -> Mapping[str, str]:
    """Another outlet for each that the source of a string is named after."""

    def bare(name: str) -> str:
        return name.removeprefix("the ").removeprefix("The ")

    sources = [s.accepted["source_name"] for s in article.strings if OF_OUTLETS.intersection(s.accepted["source_kind"])]
    named = sorted({bare(name) for name in chain.from_iterable(sources) if name and bare(name)[0].isupper()})
    outlets = [bare(entry["name"]) for entry in lexicon.entries("outlet")]
    return dict(zip(named, random.sample(outlets, len(outlets)), strict=False))


def _with_other_marks(article: GoldArticle, random: Random) -> GoldArticle:
    """The article with straight marks for curly ones, or single for double ones, or with its own."""
    if random.random() >= MARKED:
        return article
    table = random.choice([STRAIGHT, STRAIGHT if "‘" in article.text else SINGLE])
    strings = _with_answers(article.strings, lambda answer: answer.translate(table))
    return evolve(article, text=article.text.translate(table), strings=strings)
