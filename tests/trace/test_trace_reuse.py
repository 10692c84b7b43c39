"""What an article has from a document besides its quotations."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quoteattr
from case_tables import cases
from quoteattr.tracing import Document
from quoteattr.tracing.index import TraceIndex
from quoteattr.tracing.reuse import FEWEST_WORDS, reuse


@cases("trace/reuse")
def test_stretches_and_share(
    blank: quoteattr.Extractor, tmp_path: Path, article: str, document: str, stretches: list[str], share: float
) -> None:
    """In memory and in an index, with offsets that are exact on both sides."""
    documents = [Document(id="other", text="Nothing of it."), Document(id="release", text=document)]
    read = blank.extract(article)
    found = reuse(read, documents)
    assert [span.article.text for one in found for span in one.stretches] == stretches
    assert [(one.document, one.share) for one in found] == ([("release", share)] if stretches else [])
    for span in (span for one in found for span in one.stretches):
        assert article[span.article.start : span.article.end] == span.article.text
        assert document[span.document.start : span.document.end] == span.document.text
    assert reuse(read, TraceIndex.build(tmp_path / "index.sqlite", documents)) == found


WORDS = st.lists(st.sampled_from(["gates", "open", "Monday", "sooner", "water", "a"]), min_size=FEWEST_WORDS)


@given(WORDS, WORDS, WORDS)
def test_a_copy_is_reuse_whatever_stands_around_it(before: list[str], copied: list[str], after: list[str]) -> None:
    article = quoteattr.Article(text=" ".join(copied), quotations=(), attributions=(), speakers=(), provenance=None)
    (found,) = reuse(article, [Document(id="release", text=" ".join([*before, *copied, *after]))])
    assert found.share == pytest.approx(1, abs=(FEWEST_WORDS - 1) / len(copied))
    assert found.share >= FEWEST_WORDS / len(copied)
