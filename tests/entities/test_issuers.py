"""Who is behind a document. All people are invented."""

from __future__ import annotations

import quoteattr
from case_tables import cases, plain
from quoteattr.entities.index import find_issues
from quoteattr.layout import mask
from quoteattr.lexicon.tables import load_tables
from quoteattr.lexicon.words import document_kinds
from quoteattr.parse.batches import parse_texts
from quoteattr.pipeline import read_discourse_of

TABLES = load_tables()


@cases("entities/issuers/issuers")
def test_who_is_behind_a_document(extractor: quoteattr.Extractor, text: str, expected: list[list[str]]) -> None:
    (doc,) = parse_texts(extractor.nlp, [text])
    document = read_discourse_of(mask(text, TABLES), doc, TABLES).document
    names = {name.end - 1: name.text for name in document.names}
    found = [(document.doc[issue.token].text, issue.who, issue.tie) for issue in find_issues(document, names)]
    assert plain(found) == expected


@cases("entities/issuers/kind_of_a_document", named="noun")
def test_kind_of_a_document(noun: str, kind: str | None) -> None:
    assert document_kinds(TABLES).get(noun) == kind
