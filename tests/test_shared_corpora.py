"""The figures that must not be lost on the shared corpora, by their own scorer; skipped where there are none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

Figures = dict[str, dict[str, object]]

# Articles, the task of the scorer, its gold, and options of the predictions.
SEED = ("seed/article.jsonl", "quotes", "seed/gold.jsonl")
SEED_UNMARKED = ("seed/article.jsonl", "unmarked", "seed/unmarked.jsonl")
GOLD = ("gold/dev.articles.jsonl", "quotes", "gold/dev.jsonl")
WRITTEN = ("written/dev.articles.jsonl", "quotes", "written/dev.gold.jsonl")
WRITTEN_UNMARKED = ("written/dev.articles.jsonl", "unmarked", "written/dev.unmarked.jsonl")
POLNEAR = ("polnear/dev.jsonl", "relations", "polnear/dev.jsonl", "--all-cues")
POLNEAR_ENCODER = (*POLNEAR, "--reader", "encoder")

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
    (WRITTEN_UNMARKED, "indirect_found", 0.80),
    (WRITTEN_UNMARKED, "indirect_speaker", 0.65),
    (WRITTEN_UNMARKED, "block_found", 0.60),
    (POLNEAR, "content_exact.f1", 0.62),
    (POLNEAR, "content_partial.f1", 0.80),
    (POLNEAR, "relation_linked.f1", 0.66),
    (POLNEAR, "quoted_linked", 0.885),
    (POLNEAR_ENCODER, "content_exact.f1", 0.67),
    (POLNEAR_ENCODER, "content_partial.f1", 0.84),
    (POLNEAR_ENCODER, "relation_linked.f1", 0.71),
    (POLNEAR_ENCODER, "quoted_linked", 0.91),
]


@pytest.fixture(scope="session")
def figures(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> object:
    """Score a task, predicting each file of articles once."""
    folder = tmp_path_factory.mktemp("predictions")

    def predicted(articles: str, *options: str) -> Path:
        path = folder / "_".join((articles.replace("/", "_"), *options))
        if not path.exists():
            _run(shared / "eval/predict.py", shared / "corpora" / articles, path, *options)
        return path

    def figures(articles: str, task: str, gold: str, *options: str) -> Figures:
        predictions = predicted(articles, *options)
        return json.loads(_run(shared / "eval/score.py", task, shared / "corpora" / gold, predictions, "--json"))

    return figures


def _run(*command: object) -> str:
    result = subprocess.run(
        [sys.executable, *map(str, command)], stdout=subprocess.PIPE, text=True, check=True, encoding="utf8"
    )
    return result.stdout


@pytest.mark.parametrize(
    ("scored", "figure", "floor"),
    [pytest.param(*row, id="-".join((str(Path(row[0][2]).parent), row[0][1], *row[0][3:], row[1]))) for row in FLOORS],
)
def test_figure_is_not_below_its_floor(figures: object, scored: tuple[str, ...], figure: str, floor: float) -> None:
    found: object = figures(*scored)
    for key in figure.split("."):
        found = found[key]
    assert found >= floor
