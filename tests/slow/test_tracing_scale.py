"""Tracing against an index takes no more memory for more documents, and less time than extracting the article."""

from __future__ import annotations

import os
import time
from itertools import chain
from pathlib import Path

import pytest
from many_articles import many_articles
from test_memory import peak_of

import quoteattr

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "wait4"), reason="reads a process's peak memory by wait4"),
]

FEW, MEDIUM, MANY = 1_000, 10_000, 100_000
HIGHEST_RATIO_OF_MEMORY = 1.3
HIGHEST_RATIO_OF_TIME = 1.0
ARTICLE = (Path(__file__).parent.parent.parent / "docs/examples/harbour.txt").read_text(encoding="utf8")
TRACE = "import sys, quoteattr; quoteattr.trace(sys.argv[1], quoteattr.TraceIndex(sys.argv[2]))"


def index_of(folder: Path, count: int) -> quoteattr.TraceIndex:
    """Make an index of the article, and of short ones."""
    texts = chain([ARTICLE], many_articles(count - 1))
    documents = (quoteattr.Document(id=str(number), text=text) for number, text in enumerate(texts))
    return quoteattr.TraceIndex.build(folder / f"{count}.sqlite", documents)


def test_memory_does_not_grow_with_the_documents(tmp_path: Path) -> None:
    peaks = [peak_of(["-c", TRACE, ARTICLE, str(index_of(tmp_path, count).path)]) for count in (FEW, MANY)]
    print(f"memory for {MANY:,} documents over that for {FEW:,}: {peaks[1] / peaks[0]:.3f}, {peaks}")
    assert peaks[1] / peaks[0] <= HIGHEST_RATIO_OF_MEMORY


def test_tracing_takes_no_longer_than_extracting(tmp_path: Path) -> None:
    """Once the document was read, which is done once for all articles that quote it."""
    index, shares = index_of(tmp_path, MEDIUM), []
    for _ in range(5):
        started = time.perf_counter()
        article = quoteattr.extract(ARTICLE)
        extracted = time.perf_counter()
        traces = quoteattr.trace(article, index)
        shares.append((time.perf_counter() - extracted) / (extracted - started))
    assert {trace.document for trace in traces} == {"0"}
    print(f"tracing over extracting, each time: {[round(share, 2) for share in shares]}")
    assert min(shares) <= HIGHEST_RATIO_OF_TIME
