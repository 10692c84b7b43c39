"""The files that BookNLP writes for a text: `article.tokens`, `article.entities` and `article.quotes`."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from protocol import piece

__all__ = ["read_files"]

Row = dict[str, str]


def read_files(folder: Path, text: str) -> Iterator[dict[str, Any]]:
    """Read the quotations of `article.quotes` in `folder`; tokens are numbered, with the last one included."""
    tokens = _rows(folder / "article.tokens")
    names = _names(_rows(folder / "article.entities"))

    def found(first: str, last: str) -> dict[str, Any]:
        # The columns are called bytes, but hold spaCy's offsets in characters.
        start, end = int(tokens[int(first)]["byte_onset"]), int(tokens[int(last)]["byte_offset"])
        return piece(start, end, text[start:end])

    for row in _rows(folder / "article.quotes"):
        mention = None if row["mention_start"] == "None" else found(row["mention_start"], row["mention_end"])
        yield {
            "content": found(row["quote_start"], row["quote_end"]),
            "speaker": mention and names.get(row["char_id"], mention["text"]),
            "mention": mention,
            "cue": None,
        }


def _names(entities: list[Row]) -> dict[str, str]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in entities:
        if row["prop"] == "PROP":
            counts[row["COREF"]][row["text"]] += 1
    return {character: names.most_common(1)[0][0] for character, names in counts.items()}


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
