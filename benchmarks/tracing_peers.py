"""Verbatim parts found, beside other checkers: `python -m benchmarks.tracing_peers --folder FOLDER --venv VENV`.

The folder has `documents.jsonl`, `articles.jsonl` and `gold.jsonl`. VENV is an environment outside of the project,
which is made, with the peers in it, where there is none. Peers are given the parts; quoteattr finds them in articles.
A part is found where it is said to be verbatim in one of the documents that the gold has for it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.tracing import documents_of, lines_of

import quoteattr

WORKER = Path(__file__).parent / "peers/workers/with_checkers.py"
PACKAGES = ("quotecheck==0.1.0", "gtrex==1.1.0", "krokai==0.15.0", "verbatimeter==0.1.3")
PEERS = ("quotecheck", "gtrex", "gtrex_permissive", "krokai", "verbatimeter")

Key = tuple[str, int, int]
Answers = Mapping[Key, Sequence[str]]


def python_of(venv: Path) -> Path:
    """The interpreter of the peers' environment, which is made where there is none."""
    python = venv / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    return python


def ask_peer(python: Path, peer: str, gold: Sequence[dict[str, Any]], documents: Sequence[dict[str, Any]]) -> Answers:
    """The documents that a peer finds each part of the gold in."""
    given = {"peer": peer, "parts": [row["text"] for row in gold], "documents": documents}
    done = subprocess.run([python, WORKER], input=json.dumps(given), capture_output=True, text=True, check=True)
    return dict(zip(map(key_of, gold), json.loads(done.stdout.splitlines()[-1]), strict=True))


def ask_quoteattr(folder: Path) -> Answers:
    """The documents that quoteattr finds each verbatim part in."""
    documents = documents_of(folder)
    found: dict[Key, Sequence[str]] = {}
    for row in lines_of(folder / "articles.jsonl"):
        for trace in quoteattr.trace(quoteattr.extract(row["text"]), documents):
            if trace.verdict is quoteattr.Verdict.VERBATIM and trace.document is not None:
                where = [trace.document, *(other.document for other in trace.elsewhere)]
                found[row["id"], trace.part.start, trace.part.end] = where
    return found


def key_of(row: dict[str, Any]) -> Key:
    """What tells a part from others."""
    return row["article"], row["start"], row["end"]


def figures(gold: Sequence[dict[str, Any]], answers: Answers) -> tuple[int, int, float, float]:
    """Parts called verbatim, the right ones among them, precision and recall."""
    right = {key_of(row): {one["id"] for one in row["documents"]} for row in gold if row["verdict"] == "verbatim"}
    called = [key for key, where in answers.items() if where]
    hits = sum(bool(right.get(key, set()) & set(answers[key])) for key in called)
    return len(called), hits, hits / max(len(called), 1), hits / max(len(right), 1)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--venv", type=Path, required=True)
    given = parser.parse_args()
    gold = list(lines_of(given.folder / "gold.jsonl"))
    documents = list(lines_of(given.folder / "documents.jsonl"))
    python = python_of(given.venv)
    print("| checker | called verbatim | right | precision | recall | seconds |\n|---|--:|--:|--:|--:|--:|")
    for name in ("quoteattr", *PEERS):
        start = time.perf_counter()
        answers = ask_quoteattr(given.folder) if name == "quoteattr" else ask_peer(python, name, gold, documents)
        called, hits, precision, recall = figures(gold, answers)
        print(f"| {name} | {called} | {hits} | {precision:.3f} | {recall:.3f} | {time.perf_counter() - start:.1f} |")


if __name__ == "__main__":
    main()
