"""Pronouns with two names, of which they mean one or neither; all people are invented but those of GAP."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.gap import f1, figures, meant_by, read_passages

from quoteattr.decisions import load_judges
from quoteattr.lexicon import load_tables

LEAST, LEAST_OF_FEMININE = 0.66, 0.97

TEXT = "Susan Falk met Robert Okello at the mill. She sold it in May."


def _extent(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_a_pronoun_means_one_of_two_names(tmp_path: Path) -> None:
    path = tmp_path / "gap.jsonl"
    named = {"a": _extent("Susan Falk"), "b": _extent("Robert Okello"), "pronoun": _extent("She")}
    path.write_text(json.dumps({"text": TEXT, "part": "dev", "a_is": True, "b_is": False, **named}) + "\n")
    [passage] = read_passages(path, "dev", load_tables())
    assert passage.is_feminine
    assert meant_by(load_judges()["antecedent"], passage) == (True, False)


def test_f1_counts_names() -> None:
    right, wrong, left_open = (
        ((True, False), (True, False)),
        ((False, True), (True, False)),
        ((False,) * 2, (True, False)),
    )
    assert f1([right, right]) == 1
    assert f1([right, wrong]) == pytest.approx(1 / 2)
    assert f1([right, left_open]) == pytest.approx(2 / 3)


def test_pronouns_of_gap(shared: Path) -> None:
    path = shared / "corpora" / "open" / "gap.jsonl"
    if not path.exists():
        pytest.skip("no gap.jsonl among the shared corpora")
    found = figures(read_passages(path, "dev", load_tables()), load_judges()["antecedent"])
    assert found["f1"] >= LEAST
    assert found["bias"] >= LEAST_OF_FEMININE
