"""Who is behind a document. All people are invented."""

from __future__ import annotations

import pytest

import quoteattr
from quoteattr.issuers import find_issues
from quoteattr.nouns import document_kinds
from quoteattr.parsing import parse_texts
from quoteattr.pipeline import cast_of
from quoteattr.tables import load_tables

TABLES = load_tables()

ISSUERS = {
    "possessor": ("We read Susan Falk’s letter.", [("letter", "Susan Falk", "possessor")]),
    "preposition": ("We read a letter from Susan Falk.", [("letter", "Susan Falk", "preposition")]),
    "agent": ("A lawsuit filed by Susan Falk was dropped.", [("lawsuit", "Susan Falk", "agent")]),
    "agent of the verb": (
        "The plan was described by Susan Falk in a letter.",
        [("letter", "Susan Falk", "object of in")],
    ),
    "relative clause": ("We read the letter that Susan Falk wrote.", [("letter", "Susan Falk", "relative")]),
    "object": ("Susan Falk filed a lawsuit.", [("lawsuit", "Susan Falk", "object")]),
    "object of a verb that shares its subject": (
        "Susan Falk resigned and sent a letter.",
        [("letter", "Susan Falk", "object")],
    ),
    "what is said in it": ("Susan Falk said so in a statement.", [("statement", "Susan Falk", "object of in")]),
    "whom it goes to": ("We read a letter to Susan Falk.", []),
    "no document": ("We read Susan Falk’s mind.", []),
    "within quotation marks": ("“We read Susan Falk’s letter.”", []),
}


@pytest.mark.parametrize(("text", "expected"), ISSUERS.values(), ids=ISSUERS.keys())
def test_who_is_behind_a_document(
    extractor: quoteattr.Extractor, text: str, expected: list[tuple[str, str, str]]
) -> None:
    (doc,) = parse_texts(extractor.nlp, [text])
    scene = cast_of(text, doc, TABLES).scene
    names = {name.end - 1: name.text for name in scene.names}
    found = [(scene.doc[issue.token].text, issue.who, issue.tie) for issue in find_issues(scene, names)]
    assert found == expected


@pytest.mark.parametrize(
    ("noun", "kind"),
    [("lawsuit", "court filing"), ("release", "press release"), ("tweet", "social media"), ("mill", None)],
)
def test_kind_of_a_document(noun: str, kind: str | None) -> None:
    assert document_kinds(TABLES).get(noun) == kind
