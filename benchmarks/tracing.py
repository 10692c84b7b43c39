"""Trace the articles of a folder: `python -m benchmarks.tracing --folder FOLDER --out predictions.jsonl`.

The folder has `documents.jsonl` (id, text, kind, issuer, date) and `articles.jsonl` (id, text). What is written is a
line for each quoted part: article, start, end, verdict, document, spans, speaker, cut.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import quoteattr
from quoteattr.tracing import Document, Trace, trace


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a file of JSON lines."""
    with path.open(encoding="utf8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def documents_of(folder: Path) -> list[Document]:
    """The documents of a folder."""
    fields = ("id", "text", "kind", "issuer", "date")
    return [Document(**{name: row.get(name) for name in fields}) for row in lines_of(folder / "documents.jsonl")]


def record_of(article: str, found: Trace) -> dict[str, Any]:
    """A line of predictions."""
    return {
        "article": article,
        "start": found.part.start,
        "end": found.part.end,
        "text": found.part.text,
        "verdict": found.verdict.value,
        "document": found.document,
        "spans": [[span.start, span.end] for span in found.spans],
        "speaker": found.speaker.value,
        "cut": None if found.cut is None else found.cut.text,
        "edits": [{"article": edit.article.text, "document": edit.document.text} for edit in found.edits],
    }


def main() -> None:
    """Write the predictions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    documents = documents_of(given.folder)
    with given.out.open("w", encoding="utf8") as out:
        for row in lines_of(given.folder / "articles.jsonl"):
            for found in trace(quoteattr.extract(row["text"]), documents):
                out.write(json.dumps(record_of(row["id"], found), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
