"""The mention that a word belongs to: a bare name, a pronoun, or a whole description. All people are invented."""

from __future__ import annotations

import pytest
from spacy.language import Language

import quoteattr
from quoteattr.document.mentions import MentionFinder
from quoteattr.entities.names import find_names
from quoteattr.lexicon.tables import load_tables
from quoteattr.parse.batches import parse_texts
from quoteattr.values import MentionKind

TABLES = load_tables()
NAME, PRONOUN, DESCRIPTION = MentionKind.NAME, MentionKind.PRONOUN, MentionKind.DESCRIPTION


def _mention_at(nlp: Language, text: str, word: str) -> tuple[str, MentionKind] | None:
    """The mention that the first token `word` of `text` belongs to."""
    (doc,) = parse_texts(nlp, [text])
    finder = MentionFinder.over(doc, find_names(doc, [], TABLES))
    mention = finder.at(next(token.i for token in doc if token.text == word))
    return None if mention is None else (doc.stretch(mention.start, mention.end).text, mention.kind)


MENTIONS = {
    "name by its last word": ("“It leaks,” Susan Falk said.", "Falk", ("Susan Falk", NAME)),
    "name by its first word": ("“It leaks,” Susan Falk said.", "Susan", ("Susan Falk", NAME)),
    "name without its title": ("“It leaks,” said Mayor Susan Falk.", "Falk", ("Susan Falk", NAME)),
    "name without its apposition": ("Susan Falk, a miller, said so.", "Falk", ("Susan Falk", NAME)),
    "pronoun": ("“It leaks,” she said.", "she", ("she", PRONOUN)),
    "plural pronoun": ("“It leaks,” they said.", "they", ("they", PRONOUN)),
    "description with its article": ("“It leaks,” the miller said.", "miller", ("the miller", DESCRIPTION)),
    "description with its adjectives": (
        "“It leaks,” the tired old miller said.",
        "miller",
        ("the tired old miller", DESCRIPTION),
    ),
    "description with of": ("The owner of the mill said so.", "owner", ("The owner of the mill", DESCRIPTION)),
    "description with for": (
        "A spokeswoman for the mill said so.",
        "spokeswoman",
        ("A spokeswoman for the mill", DESCRIPTION),
    ),
    "description without its relative clause": (
        "A miller who had slept badly said so.",
        "miller",
        ("A miller", DESCRIPTION),
    ),
    "possessive description": ("“It leaks,” his sister said.", "sister", ("his sister", DESCRIPTION)),
    "name in apposition to a description": (
        "“It leaks,” said his sister, Mabel Okello.",
        "sister",
        ("Mabel Okello", NAME),
    ),
    "name in apposition behind a title": (
        "“It leaks,” the vicar, the Rev Mabel Okello, said.",
        "vicar",
        ("Mabel Okello", NAME),
    ),
    "name in apposition to two nouns": (
        "“It leaks,” said its founder and owner, Mabel Okello.",
        "founder",
        ("Mabel Okello", NAME),
    ),
    "name in apposition behind a phrase": (
        "An adviser to the mayor, Mabel Okello, said so.",
        "adviser",
        ("Mabel Okello", NAME),
    ),
    "one of two people": (
        "The mayor and the miller, Mabel Okello, said so.",
        "mayor",
        ("The mayor", DESCRIPTION),
    ),
    "somebody else behind a verb": (
        "The miller told the mayor, Mabel Okello, that it leaks.",
        "miller",
        ("The miller", DESCRIPTION),
    ),
    "age": ("“It leaks,” the 44-year-old said.", "old", ("the 44-year-old", DESCRIPTION)),
    "name after a description without a comma": (
        "“It leaks,” said his sister Mabel Okello.",
        "sister",
        ("Mabel Okello", NAME),
    ),
    "group": ("Three angry farmers said so.", "farmers", ("Three angry farmers", DESCRIPTION)),
    "a verb can speak for nobody": ("Susan Falk said so.", "said", None),
    "a mark can speak for nobody": ("“It leaks,” she said.", "”", None),
    "a preposition can speak for nobody": ("She sat at the mill.", "at", None),
}


@pytest.mark.parametrize(("text", "word", "expected"), MENTIONS.values(), ids=MENTIONS.keys())
def test_mention_of_a_word(
    extractor: quoteattr.Extractor, text: str, word: str, expected: tuple[str, MentionKind] | None
) -> None:
    assert _mention_at(extractor.nlp, text, word) == expected


JOINT = {
    "two people": (
        "Susan Falk and Robert Okello said so.",
        ("Susan Falk and Robert Okello", ["Susan Falk", "Robert Okello"]),
    ),
    "a title inside": (
        "Falk and Mayor Robert Okello said so.",
        ("Falk and Mayor Robert Okello", ["Falk", "Robert Okello"]),
    ),
    "one person": ("Susan Falk said so.", None),
    "somebody without a name": ("Susan Falk and her lawyers said so.", None),
    "either": ("Susan Falk or Robert Okello said so.", None),
    "bodies": ("The Quellen Council and the Quellen Bank said so.", None),
}


@pytest.mark.parametrize(("text", "expected"), JOINT.values(), ids=JOINT.keys())
def test_joint_mention(extractor: quoteattr.Extractor, text: str, expected: tuple[str, list[str]] | None) -> None:
    (doc,) = parse_texts(extractor.nlp, [text])
    finder = MentionFinder.over(doc, find_names(doc, [], TABLES))
    mention = finder.joint_at(finder.names[0].start)
    found = mention and (doc.stretch(mention.start, mention.end).text, [finder.names[n].text for n in mention.members])
    assert found == expected


UNPARSED = {
    "name": ("“It leaks,” Susan Falk said.", "Susan", ("Susan Falk", NAME)),
    "pronoun": ("“It leaks,” she said.", "she", ("she", PRONOUN)),
    "a description needs a tagger": ("“It leaks,” the miller said.", "miller", None),
}


@pytest.mark.parametrize(("text", "word", "expected"), UNPARSED.values(), ids=UNPARSED.keys())
def test_mention_from_the_tokens_alone(
    blank: quoteattr.Extractor, text: str, word: str, expected: tuple[str, MentionKind] | None
) -> None:
    assert _mention_at(blank.nlp, text, word) == expected


def test_a_named_mention_tells_which_name(extractor: quoteattr.Extractor) -> None:
    (doc,) = parse_texts(extractor.nlp, ["Susan Falk met Robert Okello."])
    names = find_names(doc, [], TABLES)
    finder = MentionFinder.over(doc, names)
    found = [finder.at(name.end - 1) for name in names]
    assert [mention.name if mention else None for mention in found] == [0, 1]
