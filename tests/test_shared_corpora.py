"""The figures that must not be lost on the shared corpora, by their own scorer; skipped where there are none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

Figures = dict[str, dict[str, object]]

SEED = ("seed/article.jsonl", "quotes", "seed/gold.jsonl")
SEED_UNMARKED = ("seed/article.jsonl", "unmarked", "seed/unmarked.jsonl")
GOLD = ("gold/dev.articles.jsonl", "quotes", "gold/dev.jsonl")
WRITTEN = ("written/dev.articles.jsonl", "quotes", "written/dev.gold.jsonl")

FLOORS = [
    *((SEED, figure, 1.0) for figure in ("not_speech_rejected", "speaker", "mention", "cue", "kind")),
    *((SEED, f"{field}.f1", 1.0) for field in ("detection", "role", "organization", "source_kind", "source_date")),
    (SEED_UNMARKED, "block_found", 1.0),
    (SEED_UNMARKED, "block_speaker", 1.0),
    (GOLD, "detection.f1", 0.95),
    (GOLD, "speaker", 0.76),
    (GOLD, "role.f1", 0.55),
    (GOLD, "organization.f1", 0.54),
    (GOLD, "source_kind.f1", 0.52),
    (GOLD, "source_date.f1", 0.54),
    (WRITTEN, "detection.f1", 0.96),
    (WRITTEN, "speaker", 0.67),
]


@pytest.fixture(scope="session")
def figures(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> object:
    """Score a task, predicting each file of articles once."""
    folder = tmp_path_factory.mktemp("predictions")

    def predicted(articles: str) -> Path:
        path = folder / articles.replace("/", "_")
        if not path.exists():
            _run(shared / "eval/predict.py", shared / "corpora" / articles, path)
        return path

    def figures(articles: str, task: str, gold: str) -> Figures:
        return json.loads(
            _run(shared / "eval/score.py", task, shared / "corpora" / gold, predicted(articles), "--json")
        )

    return figures


def _run(*command: object) -> str:
    result = subprocess.run(
        [sys.executable, *map(str, command)], stdout=subprocess.PIPE, text=True, check=True, encoding="utf8"
    )
    return result.stdout


@pytest.mark.parametrize(
    ("scored", "figure", "floor"),
    [pytest.param(*row, id=f"{Path(row[0][2]).parent}-{row[0][1]}-{row[1]}") for row in FLOORS],
)
def test_figure_is_not_below_its_floor(
    figures: object, scored: tuple[str, str, str], figure: str, floor: float
) -> None:
    found: object = figures(*scored)
    for key in figure.split("."):
        found = found[key]
    assert found >= floor
