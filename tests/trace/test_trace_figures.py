"""How often traces are right, on the articles and documents of the shared corpora."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.tracing import documents_of, lines_of

import quoteattr

LEAST = {"verdict": 0.93, "document": 0.97, "speaker": 0.93}


def _is_right(found: quoteattr.Trace, right: dict[str, Any]) -> dict[str, bool]:
    documents = [row["id"] for row in right["documents"]]
    return {
        "verdict": found.verdict == right["verdict"],
        "document": found.document in documents if documents else found.document is None,
        "speaker": found.speaker == right["speaker"],
    }


def test_traces_of_the_shared_articles(shared: Path) -> None:
    folder = shared / "trace" / "dev"
    if not folder.exists():
        pytest.skip("no trace/dev among the shared corpora")
    documents = documents_of(folder)
    gold = {(row["article"], row["start"]): row for row in lines_of(folder / "gold.jsonl")}
    found = {
        (article["id"], trace.part.start): trace
        for article in lines_of(folder / "articles.jsonl")
        for trace in quoteattr.trace(article["text"], documents)
    }
    answers = [_is_right(found[key], row) if key in found else dict.fromkeys(LEAST, False) for key, row in gold.items()]
    shares = {name: sum(answer[name] for answer in answers) / len(answers) for name in LEAST}
    assert {name: share for name, share in shares.items() if share < LEAST[name]} == {}, json.dumps(shares)
