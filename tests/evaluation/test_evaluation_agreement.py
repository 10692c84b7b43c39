"""On the same predictions, quoteattr's figures are those of the shared yardstick; skipped where there is none."""

from __future__ import annotations

import json
import runpy
import sys
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

import quoteattr
from quoteattr.evaluation import Report, evaluate, read_gold

# Articles and gold of each task of the yardstick, and how many articles are enough.
TASKS = [
    pytest.param("seed/article.jsonl", "quotes", "seed/gold.jsonl", 1, id="seed"),
    pytest.param("written/dev.articles.jsonl", "quotes", "written/dev.gold.jsonl", 18, id="strings"),
    pytest.param("written/dev.articles.jsonl", "unmarked", "written/dev.unmarked.jsonl", 18, id="reports"),
    pytest.param("polnear/dev.jsonl", "relations", "polnear/dev.jsonl", 12, id="relations"),
]
# The sizes of the gold, which are no figures, and what the yardstick prints as 0 for want of a case.
SIZES = {"quotes", "relations", "quoted_relations", "indirect", "block"}


@pytest.mark.parametrize(("articles", "task", "gold", "count"), TASKS)
def test_figures_are_those_of_the_yardstick(
    shared: Path, tmp_path: Path, articles: str, task: str, gold: str, count: int
) -> None:
    few = tmp_path / "articles.jsonl"
    few.write_text("".join(_lines(shared / "corpora" / articles)[:count]), encoding="utf8")
    of_gold = few if gold == articles else shared / "corpora" / gold
    yardstick = _flat(_scored_by_yardstick(shared, few, task, of_gold, tmp_path / "predicted.jsonl"))
    found = _scored_here(few, task, of_gold)
    assert {name: round(figure.value, 4) for name, figure in found.figures.items() if name in yardstick} == (
        pytest.approx({name: value for name, value in yardstick.items() if name in found.figures}, abs=6e-5)
    )
    assert not {name for name in yardstick if yardstick[name]} - set(found.figures) - SIZES


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf8").splitlines(keepends=True)


def _scored_by_yardstick(shared: Path, articles: Path, task: str, gold: Path, predicted: Path) -> dict[str, object]:
    every_cue = ["--all-cues"] if task == "relations" else []
    _run(shared / "eval/predict.py", articles, predicted, *every_cue)
    return json.loads(_run(shared / "eval/score.py", task, gold, predicted, "--json"))


def _run(script: Path, *arguments: object) -> str:
    """Run a script as a command would be, but in this process, which has loaded what it wants; returns its output."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as output:
        patch.setattr(sys, "argv", [str(script), *map(str, arguments)])
        patch.setattr(quoteattr, "load", _load)
        runpy.run_path(str(script), run_name="__main__")
    return output.getvalue()


_load = cache(quoteattr.load)


def _scored_here(articles: Path, task: str, gold: Path) -> Report:
    if task == "relations":
        return evaluate(read_gold(articles), _load(cue_kinds=frozenset(quoteattr.CueKind)))
    role = {"quotes": "gold", "unmarked": "unmarked"}[task]
    return evaluate(read_gold(articles, **{role: gold}), _load())


def _flat(figures: dict[str, object]) -> dict[str, float]:
    """Name the parts of a figure as quoteattr does: F1 by the figure's name, its precision and recall beside it."""
    parts = {"f1": "", "p": "_precision", "r": "_recall"}
    flat: dict[str, float] = {}
    for name, value in figures.items():
        if isinstance(value, dict):
            flat |= {f"{name}{parts[part]}": share for part, share in value.items()}
        else:
            flat[name] = float(str(value))
    return flat
