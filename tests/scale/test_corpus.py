"""The gold of a small corpus of our own: articles of unlike genres and countries, every marked string read.

`corpus/NAME.txt` is an article; `corpus/gold.jsonl` has a line a marked string, each field a list of accepted answers
(null among them where "nothing" is accepted). `corpus/quoteattr.toml` holds the floors of its figures.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quoteattr.evaluation.corpora.gold import STRING_KEYS

FOLDER = Path(__file__).parents[1] / "corpus"
TEXTS = {path.stem: path.read_bytes().decode() for path in sorted(FOLDER.glob("*.txt"))}
GOLD = [json.loads(line) for line in (FOLDER / "gold.jsonl").read_text(encoding="utf8").splitlines()]


def test_gold_stands_where_it_says() -> None:
    for row in GOLD:
        assert TEXTS[row["doc"]][row["start"] : row["end"]] == row["text"]
        assert set(row) == {"doc", "q", "start", "end", "text", *STRING_KEYS}
        assert all(isinstance(row[field], list) and row[field] for field in STRING_KEYS)


@pytest.mark.parametrize("name", TEXTS)
def test_every_double_mark_is_in_the_gold(name: str) -> None:
    covered = {at for row in GOLD if row["doc"] == name for at in range(row["start"], row["end"])}
    assert {at for at, character in enumerate(TEXTS[name]) if character in '“”"'} <= covered
