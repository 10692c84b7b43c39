"""Rulings on what verdicts, speakers and cuts are, each with a sentence and its document."""

from __future__ import annotations

from typing import Any

import pytest

import quoteattr
from case_tables import cases
from quoteattr.tracing import Document, Trace, trace


def traced(article: str, document: str, other: str | None, kind: str | None, issuer: str | None) -> list[Trace]:
    documents = [Document(id="document", text=document, kind=kind, issuer=issuer)]
    documents += [] if other is None else [Document(id="other", text=other, kind="press release")]
    return list(trace(quoteattr.extract(article), documents))


@cases("trace/rulings")
def test_ruling(
    article: str,
    document: str,
    found: list[list[str]],
    kind: str | None,
    issuer: str | None,
    other: str | None,
    cuts: list[Any] | None,
    edits: list[list[str]] | None,
    first: str | None,
) -> None:
    traces = traced(article, document, other, kind, issuer)
    told = [[t.verdict.value, t.speaker.value, *(span.text for span in t.spans)] for t in traces]
    assert told == found
    assert traces[0].document in {None, first or "document"}
    if cuts is not None:
        assert [t.cut.text if t.cut else False for t in traces] == cuts
    if edits is not None:
        kinds = {(True, True): "declared", (False, True): "minor", (False, False): "major"}
        assert [[e.article.text, e.document.text, kinds[e.declared, e.minor]] for e in traces[0].edits] == edits


@cases("trace/layout")
def test_layout_is_no_word(article: str, document: str, span: str, kind: str | None, issuer: str | None) -> None:
    (found,) = traced(article, document, None, kind, issuer)
    assert (found.verdict.value, found.speaker.value, [s.text for s in found.spans]) == ("verbatim", "same", [span])
    assert document[found.spans[0].start : found.spans[0].end] == span
    with pytest.raises(AttributeError):
        found.verdict = None  # type: ignore[misc]
