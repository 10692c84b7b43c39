"""The mention that a word belongs to: a bare name, a pronoun, or a whole description. All people are invented."""

from __future__ import annotations

from typing import Any

from spacy.language import Language

import quoteattr
from case_tables import cases, plain
from quoteattr.document.article import MentionFinder
from quoteattr.entities.names import find_names
from quoteattr.lexicon.tables import load_tables
from quoteattr.parse.batches import parse_texts

TABLES = load_tables()


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
