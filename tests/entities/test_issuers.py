"""Who is behind a document. All people are invented."""

from __future__ import annotations

import quoteattr
from case_tables import cases, plain
from quoteattr.issuers import find_issues
from quoteattr.nouns import document_kinds
from quoteattr.parsing import parse_texts
from quoteattr.pipeline import cast_of
from quoteattr.tables import load_tables

TABLES = load_tables()


@cases("entities/issuers/issuers")
def test_who_is_behind_a_document(extractor: quoteattr.Extractor, text: str, expected: list[list[str]]) -> None:
    (doc,) = parse_texts(extractor.nlp, [text])
    scene = cast_of(text, doc, TABLES).scene
    names = {name.end - 1: name.text for name in scene.names}
    found = [(scene.doc[issue.token].text, issue.who, issue.tie) for issue in find_issues(scene, names)]
    assert plain(found) == expected


@cases("entities/issuers/kind_of_a_document", named="noun")
def test_kind_of_a_document(noun: str, kind: str | None) -> None:
    assert document_kinds(TABLES).get(noun) == kind
