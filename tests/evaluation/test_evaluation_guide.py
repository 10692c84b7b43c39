"""The guide to evaluation: its corpus is evaluated as it stands there, and its tables name what there is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from attrs import fields

import quoteattr
from quoteattr.evaluation import METRICS, pytest_items
from quoteattr.evaluation.corpora.gold import STRING_KEYS
from quoteattr.evaluation.settings import CorpusSettings, ExtractorSettings, read_settings

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "corpora.md").read_text(encoding="utf8")
CONFIDENCE = re.compile(r"\d\.\d\d(?=\))")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, flags=re.MULTILINE | re.DOTALL)


def test_pytest_says_of_the_corpus_what_the_guide_says(empty: pytest.Pytester) -> None:
    assert pytest_items
    quoteattr.load()
    files = {"articles.jsonl": blocks("json")[0], "gold.jsonl": blocks("json")[1], "quoteattr.toml": blocks("toml")[0]}
    for name, content in files.items():
        (empty.path / name).write_text(content, encoding="utf8")
    shown = iter(empty.runpytest_inprocess().outlines)
    for line in blocks("text")[0].splitlines():
        if line != "...":
            wanted = CONFIDENCE.sub("?", line)
            assert any(CONFIDENCE.sub("?", other) == wanted for other in shown), f"pytest does not show, there: {line}"


def test_the_toml_file_with_every_key_has_every_key(tmp_path: Path) -> None:
    content = blocks("toml")[1]
    (tmp_path / "quoteattr.toml").write_text(content, encoding="utf8")
    assert len(read_settings(tmp_path / "quoteattr.toml").bounds) == 3
    tables = tomllib.loads(content.replace("# brat", "brat"))
    assert set(tables) == {"corpus", "extractor", "floors", "ceilings"}
    assert set(tables["corpus"]) == {field.name for field in fields(CorpusSettings)}
    assert set(tables["extractor"]) == {field.name for field in fields(ExtractorSettings)}


def test_the_table_of_gold_has_every_key() -> None:
    table = GUIDE.split("`gold`: a line a string")[1].split("`unmarked`:")[0]
    named = {
        name for row in re.findall(r"^\| (`.*?) \|", table, flags=re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }
    assert named == {"doc", "start", "end", "text", *STRING_KEYS}


def rows_of_figures() -> list[str]:
    """Make the table's rows: a figure with its precision and recall in one."""
    sides = {f"{metric.field}_{side}": side for metric in METRICS.values() for side in ("precision", "recall")}
    # The field of marked spans is itself named quoted_precision.
    of_another = {name for name in sides if name in METRICS and METRICS[name].field in METRICS.keys() - {name}}
    rows = []
    for name, metric in METRICS.items():
        if name not in of_another:
            own = [sides[other] for other in sorted(of_another) if METRICS[other].field == name]
            measures = ", ".join([metric.measure.value, *own])
            rows.append(f"| `{name}` | {metric.definition} | {measures} | {metric.source} |")
    return rows


def test_the_table_of_figures_is_that_of_the_metrics() -> None:
    table = GUIDE.split("| figure | what it says | measure | after |\n|---|---|---|---|\n")[1].split("\n\n")[0]
    assert table.splitlines() == rows_of_figures()
