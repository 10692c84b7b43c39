"""Checkers of quotations, each by its own function: which parts stand word for word in which documents.

A line of JSON comes in on standard input, with the name of a `peer`, `parts` and `documents` (id and text); a line goes
out, with the ids of the documents that each part is verbatim in by the peer's own word. It runs in an environment that
has the peers, and imports nothing of this project.
"""

# ruff: noqa: PLC0415 - each peer is imported by its own function alone

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Check = Callable[[str], list[str]]


def quotecheck(documents: list[dict[str, Any]]) -> Check:
    """Found, or found with some page furniture in between."""
    from quotecheck import check

    return lambda part: [row["id"] for row in documents if part.strip() and check(part, row["text"]).ok]


def gtrex(documents: list[dict[str, Any]]) -> Check:
    """Grounded by the default policy."""
    from gtrex import Policy, Verifier

    verifiers = [(row["id"], Verifier(row["text"], Policy())) for row in documents]
    return lambda part: [name for name, verifier in verifiers if verifier.verify(part).grounded]


def gtrex_permissive(documents: list[dict[str, Any]]) -> Check:
    """Grounded by the policy that ignores punctuation."""
    from gtrex import PERMISSIVE, Verifier

    verifiers = [(row["id"], Verifier(row["text"], PERMISSIVE)) for row in documents]
    return lambda part: [name for name, verifier in verifiers if verifier.verify(part).grounded]


def krokai(documents: list[dict[str, Any]]) -> Check:
    """Verified, or an exact piece of a source that goes on with a limit, or that somebody else said."""
    from krokai.corpus import Corpus
    from krokai.verify import check

    exact = {"VERIFIED", "TRUNCATED_CONDITION", "WRONG_SPEAKER"}
    corpora = []
    for row in documents:
        folder = Path(tempfile.mkdtemp())
        (folder / "document.txt").write_text(row["text"], encoding="utf8")
        corpora.append((row["id"], Corpus([str(folder)], quiet=True)))
    return lambda part: [name for name, corpus in corpora if check(part, corpus)[0] in exact]


def verbatimeter(documents: list[dict[str, Any]]) -> Check:
    """No token of it differs."""
    from verbatimeter import check

    return lambda part: [row["id"] for row in documents if check(part, row["text"]).differing_tokens == 0]


PEERS = {checker.__name__: checker for checker in (quotecheck, gtrex, gtrex_permissive, krokai, verbatimeter)}


def main() -> None:
    """Answer the line that comes in."""
    given = json.loads(sys.stdin.read())
    check = PEERS[given["peer"]](given["documents"])
    print(json.dumps([check(part) for part in given["parts"]]))


if __name__ == "__main__":
    main()
