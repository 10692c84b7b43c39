"""Where names start and end, what they name, and the mention that a word belongs to: a name, a pronoun, a description.

All people and bodies are invented.
"""

from __future__ import annotations

from typing import Any

import pytest
from spacy.language import Language

import quoteattr
from case_tables import cases, plain
from quoteattr.document.article import MentionFinder
from quoteattr.entities.names import find_names
from quoteattr.lexicon.tables import load_tables
from quoteattr.lexicon.words import last_words_of_titles
from quoteattr.parse.batches import parse_texts
from quoteattr.values import Name, NameKind

TABLES = load_tables()


def _names(nlp: Language, text: str, *, headline: str = "") -> tuple[Name, ...]:
    """The names of `text`, whose first line may be a `headline`."""
    (doc,) = parse_texts(nlp, [text])
    headlines = [(text.index(headline), text.index(headline) + len(headline))] if headline else []
    return find_names(doc, headlines, TABLES)


@cases("entities/names/borders", "entities/names/known")
def test_borders_are_told_by_the_sentence_and_by_the_rest_of_the_article(
    extractor: quoteattr.Extractor, text: str, expected: list[str]
) -> None:
    assert [name.text for name in _names(extractor.nlp, text)] == expected


@cases("entities/names/kinds")
def test_kinds(extractor: quoteattr.Extractor, text: str, kind: str) -> None:
    assert [name.kind.value for name in _names(extractor.nlp, text)] == [kind]


def test_all_occurrences_vote_on_one_kind(extractor: quoteattr.Extractor) -> None:
    names = _names(extractor.nlp, "Susan Falk owns the mill.\n\nFalk sold it in May. Falk was glad.")
    assert [(name.text, name.kind) for name in names] == [
        ("Susan Falk", NameKind.PERSON),
        ("Falk", NameKind.PERSON),
        ("Falk", NameKind.PERSON),
    ]


@cases("entities/names/titled")
def test_titled_where_a_title_stands_before(extractor: quoteattr.Extractor, text: str, titled: bool) -> None:
    assert [name.titled for name in _names(extractor.nlp, text)] == [titled]


@pytest.mark.parametrize(("name", "outlet"), [("Reuters", True), ("Susan Falk", False)], ids=["agency", "person"])
def test_outlets_are_known_by_table(extractor: quoteattr.Extractor, name: str, outlet: bool) -> None:
    found = _names(extractor.nlp, f"He spoke to {name} at noon.")
    assert [(each.text, each.outlet) for each in found] == [(name, outlet)]


@cases("entities/names/headlines")
def test_headlines_name_only_whom_the_article_names(
    extractor: quoteattr.Extractor, text: str, expected: list[str]
) -> None:
    headline = text.partition("\n")[0]
    assert [name.text for name in _names(extractor.nlp, text, headline=headline)] == expected


@cases("entities/names/untagged")
def test_names_from_the_tokens_alone(blank: quoteattr.Extractor, text: str, expected: list[str]) -> None:
    assert [name.text for name in _names(blank.nlp, text)] == expected


@cases("entities/names/kinds_by_words")
def test_kinds_from_the_words_alone(blank: quoteattr.Extractor, text: str, kind: str) -> None:
    assert [name.kind.value for name in _names(blank.nlp, text)] == [kind]


def test_last_words_of_titles() -> None:
    words = last_words_of_titles(TABLES)
    assert {"general", "minister", "mayor"} <= words
    assert "of" not in words


def _mention_at(nlp: Language, text: str, word: str) -> list[str] | None:
    """The mention that the first token `word` of `text` belongs to."""
    (doc,) = parse_texts(nlp, [text])
    finder = MentionFinder.over(doc, find_names(doc, [], TABLES))
    mention = finder.at(next(token.i for token in doc if token.text == word))
    return None if mention is None else [doc.stretch(mention.start, mention.end).text, mention.kind.value]


@cases("entities/mentions/mentions")
def test_mention_of_a_word(extractor: quoteattr.Extractor, text: str, word: str, expected: list[str] | None) -> None:
    assert _mention_at(extractor.nlp, text, word) == expected


@cases("entities/mentions/joint")
def test_joint_mention(extractor: quoteattr.Extractor, text: str, expected: list[Any] | None) -> None:
    (doc,) = parse_texts(extractor.nlp, [text])
    finder = MentionFinder.over(doc, find_names(doc, [], TABLES))
    mention = finder.joint_at(finder.names[0].start)
    found = mention and (doc.stretch(mention.start, mention.end).text, [finder.names[n].text for n in mention.members])
    assert plain(found) == expected


@cases("entities/mentions/unparsed")
def test_mention_from_the_tokens_alone(
    blank: quoteattr.Extractor, text: str, word: str, expected: list[str] | None
) -> None:
    assert _mention_at(blank.nlp, text, word) == expected


def test_a_named_mention_tells_which_name(extractor: quoteattr.Extractor) -> None:
    (doc,) = parse_texts(extractor.nlp, ["Susan Falk met Robert Okello."])
    names = find_names(doc, [], TABLES)
    finder = MentionFinder.over(doc, names)
    found = [finder.at(name.end - 1) for name in names]
    assert [mention.name if mention else None for mention in found] == [0, 1]
