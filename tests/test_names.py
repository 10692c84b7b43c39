"""Where names start and end, and what they name. All people and bodies are invented."""

from __future__ import annotations

import pytest
from spacy.language import Language

import quoteattr
from quoteattr.entities.names import find_names
from quoteattr.lexicon.name_words import last_words_of_titles
from quoteattr.lexicon.tables import load_tables
from quoteattr.parse.batches import parse_texts
from quoteattr.values import Name, NameKind

TABLES = load_tables()


def _names(nlp: Language, text: str, *, headline: str = "") -> tuple[Name, ...]:
    """The names of `text`, whose first line may be a `headline`."""
    (doc,) = parse_texts(nlp, [text])
    headlines = [(text.index(headline), text.index(headline) + len(headline))] if headline else []
    return find_names(doc, headlines, TABLES)


BORDERS = {
    "title before the name is none of it": ("Mayor Susan Falk spoke.", ["Susan Falk"]),
    "honorific is none of it": ("We met Mrs. Falk at noon.", ["Falk"]),
    "rank is none of it": ("We met Lt. Robert Okello at noon.", ["Robert Okello"]),
    "initial": ("We met Robert J. Okello at noon.", ["Robert J. Okello"]),
    "particle": ("We met Pieter van der Laan at noon.", ["Pieter van der Laan"]),
    "hyphen": ("We met Anna Falk-Okello at noon.", ["Anna Falk-Okello"]),
    "apostrophe": ("We met Sean O’Tierney at noon.", ["Sean O’Tierney"]),
    "possessive is none of it": ("We saw Susan Falk’s mill.", ["Susan Falk"]),
    "days and months are no names": ("It rained on Monday and in March.", []),
    "words that open a sentence are no names": ("However, it rained. Nobody came.", []),
    "bare title is no name": ("Then the President left.", []),
    "two people": ("We met Susan Falk and Robert Okello.", ["Susan Falk", "Robert Okello"]),
    "body with of": ("We asked the Department of Fisheries.", ["Department of Fisheries"]),
    "ampersand": ("We asked Falk & Sons about it.", ["Falk & Sons"]),
    "nickname in marks": ("We met Robert “Tig” Okello at noon.", ["Robert “Tig” Okello"]),
    "nickname in brackets": ("We met William (Bill) Okello at noon.", ["William (Bill) Okello"]),
    "a term in brackets is none of it": ("We met Susan (Ohio) Senator Falk.", ["Susan", "Ohio", "Falk"]),
    "titles of several people": ("We met Senators Susan Falk and Robert Okello.", ["Susan Falk", "Robert Okello"]),
    "occupation that opens a sentence": ("Comedian Susan Falk left.", ["Susan Falk"]),
    "word that opens a sentence": ("Jonkheer Robert Falk left.", ["Robert Falk"]),
    "a dash between blanks joins nothing": ("QUELLEN - Susan Falk left.", ["QUELLEN", "Susan Falk"]),
    "dash before a signature": ("“It leaks.”\n\n-Susan Falk, Quellen", ["Susan Falk", "Quellen"]),
    "no-break space": ("We met Susan\xa0Falk at noon.", ["Susan Falk"]),
    "surname that is a month": ("We met Susan June at noon.", ["Susan June"]),
    "farmers’ union": ("We asked the Northern Farmers’ Union.", ["Northern Farmers’ Union"]),
    "outlet’s reporter": ("We met Quellen News’ Susan Falk.", ["Quellen News", "Susan Falk"]),
    "party in brackets": ("We met Susan Falk (D-Ohio) and Robert Okello (R).", ["Susan Falk", "Robert Okello"]),
    "a day is no party": ("On June 6, D-Day began (D-Day).", ["D-Day", "D-Day"]),
    "a firm is no party": ("We asked two firms, D-Wave Systems and others.", ["D-Wave Systems"]),
    "party between commas": ("We met Rep. Susan Falk, R-Valdosta, at noon.", ["Susan Falk"]),
    "name at the end of the text": ("We met Susan Falk", ["Susan Falk"]),
}


@pytest.mark.parametrize(("text", "expected"), BORDERS.values(), ids=BORDERS.keys())
def test_borders(extractor: quoteattr.Extractor, text: str, expected: list[str]) -> None:
    assert [name.text for name in _names(extractor.nlp, text)] == expected


KINDS = {
    "given name and surname": ("We met Susan Falk at noon.", NameKind.PERSON),
    "apposition to a title": ("“It leaks,” says its founder, Quarl Tammsaar.", NameKind.PERSON),
    "honorific": ("We met Mr. Quellen at noon.", NameKind.PERSON),
    "head noun of a body": ("We asked the Coastal Water Council.", NameKind.ORGANIZATION),
    "place by preposition and pipeline": ("It rained in Kenya.", NameKind.PLACE),
    "city": ("We flew to Lisbon.", NameKind.PLACE),
    "acronym after the article": ("We asked the CWQ for a reply.", NameKind.ORGANIZATION),
}


@pytest.mark.parametrize(("text", "kind"), KINDS.values(), ids=KINDS.keys())
def test_kinds(extractor: quoteattr.Extractor, text: str, kind: NameKind) -> None:
    assert [name.kind for name in _names(extractor.nlp, text)] == [kind]


def test_all_occurrences_vote_on_one_kind(extractor: quoteattr.Extractor) -> None:
    names = _names(extractor.nlp, "Susan Falk owns the mill.\n\nFalk sold it in May. Falk was glad.")
    assert [(name.text, name.kind) for name in names] == [
        ("Susan Falk", NameKind.PERSON),
        ("Falk", NameKind.PERSON),
        ("Falk", NameKind.PERSON),
    ]


KNOWN = {
    "words behind a person named elsewhere": (
        "We met Susan Falk at noon. Susan Falk Answers Critics. ",
        ["Susan Falk", "Susan Falk"],
    ),
    "show named after a person": (
        "We saw the Susan Falk Show. Then Falk left, and Falk was glad.",
        ["Susan Falk", "Falk", "Falk"],
    ),
    "foundation named after a person": (
        "We met Susan Falk. We asked the Susan Falk Foundation.",
        ["Susan Falk", "Susan Falk Foundation"],
    ),
    "surname that is a word": ("We met Robert Will, a miller. “No,” Will said.", ["Robert Will", "Will"]),
    "surname that is a rank": ("We met Robert Seaman. “No,” Seaman said.", ["Robert Seaman", "Seaman"]),
    "the word itself is no surname": ("We met Robert Will, a miller. Will it rain?", ["Robert Will"]),
}


@pytest.mark.parametrize(("text", "expected"), KNOWN.values(), ids=KNOWN.keys())
def test_the_rest_of_the_article_tells_borders(extractor: quoteattr.Extractor, text: str, expected: list[str]) -> None:
    assert [name.text for name in _names(extractor.nlp, text)] == expected


TITLED = {
    "honorific": ("We met Mr. Quellen at noon.", True),
    "office": ("We met Mayor Susan Falk at noon.", True),
    "bare": ("We met Susan Falk at noon.", False),
}


@pytest.mark.parametrize(("text", "titled"), TITLED.values(), ids=TITLED.keys())
def test_titled_where_a_title_stands_before(extractor: quoteattr.Extractor, text: str, titled: bool) -> None:
    assert [name.titled for name in _names(extractor.nlp, text)] == [titled]


OUTLETS = {
    "agency": ("He spoke to Reuters at noon.", [("Reuters", True)]),
    "person": ("He spoke to Susan Falk at noon.", [("Susan Falk", False)]),
}


@pytest.mark.parametrize(("text", "expected"), OUTLETS.values(), ids=OUTLETS.keys())
def test_outlets_are_known_by_table(
    extractor: quoteattr.Extractor, text: str, expected: list[tuple[str, bool]]
) -> None:
    assert [(name.text, name.outlet) for name in _names(extractor.nlp, text)] == expected


HEADLINES = {
    "capitals of a headline are no names": ("Old Mill Sold At Last\n\nIt rained.", []),
    "a headline repeats a name of the article": (
        "Falk Sells Old Mill\n\nOn Monday we met Falk again.",
        ["Falk", "Falk"],
    ),
    "a surname with its given name": ("Susan Falk Sells Old Mill\n\nThen Falk left.", ["Susan Falk", "Falk"]),
    "the longest at each place": (
        "Susan Falk Sells Old Mill\n\nWe met Susan Falk. Then Falk left.",
        ["Susan Falk", "Susan Falk", "Falk"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), HEADLINES.values(), ids=HEADLINES.keys())
def test_headlines_name_only_whom_the_article_names(
    extractor: quoteattr.Extractor, text: str, expected: list[str]
) -> None:
    headline = text.partition("\n")[0]
    assert [name.text for name in _names(extractor.nlp, text, headline=headline)] == expected


UNTAGGED = {
    "full name": ("We met Susan Falk at noon.", ["Susan Falk"]),
    "title and particle": ("We met Mayor Pieter van der Laan at noon.", ["Pieter van der Laan"]),
    "no name": ("It rained on Monday.", []),
}


@pytest.mark.parametrize(("text", "expected"), UNTAGGED.values(), ids=UNTAGGED.keys())
def test_names_from_the_tokens_alone(blank: quoteattr.Extractor, text: str, expected: list[str]) -> None:
    assert [name.text for name in _names(blank.nlp, text)] == expected


KINDS_BY_WORDS = {
    "head noun of a body": ("We asked Coastal Water Council.", NameKind.ORGANIZATION),
    "head noun of a place": ("We crossed Quellen Island on foot.", NameKind.PLACE),
    "honorific": ("We met Mr Quellen at noon.", NameKind.PERSON),
    "given name": ("We met Susan Quellen at noon.", NameKind.PERSON),
    "acronym": ("We asked CWQ for a reply.", NameKind.ORGANIZATION),
    "age after the name": ("We met Xoli Quellen, 43, at noon.", NameKind.PERSON),
    "relative clause of a person": ("We met Xoli Quellen, who was late.", NameKind.PERSON),
    "nothing tells": ("We met Xoli Quellen at noon.", NameKind.OTHER),
}


@pytest.mark.parametrize(("text", "kind"), KINDS_BY_WORDS.values(), ids=KINDS_BY_WORDS.keys())
def test_kinds_from_the_words_alone(blank: quoteattr.Extractor, text: str, kind: NameKind) -> None:
    assert [name.kind for name in _names(blank.nlp, text)] == [kind]


def test_last_words_of_titles() -> None:
    words = last_words_of_titles(TABLES)
    assert {"general", "minister", "mayor"} <= words
    assert "of" not in words
