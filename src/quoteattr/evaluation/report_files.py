"""Reports as JSON and as a page of every wrong case in context."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from attrs import frozen
from jinja2 import Environment, PackageLoader, StrictUndefined

from quoteattr.evaluation.cases import context_of
from quoteattr.evaluation.measures import METRICS, Decision
from quoteattr.evaluation.report import Report
from quoteattr.evaluation.settings import Bound

__all__ = ["BoundedReport", "report_paths", "write_reports"]

_SCHEMA = 1
# Enough of an article to judge who speaks, in characters on either side.
_AROUND = 360


@frozen
class BoundedReport:
    """A report with the name that readers know it by, and the bounds that its figures are held to."""

    name: str
    report: Report
    bounds: tuple[Bound, ...] = ()


def report_paths(path: Path) -> tuple[Path, Path]:
    """Where JSON and page go: beside each other for a path that ends in .json or .html, else into a folder."""
    if path.suffix in (".json", ".html"):
        return path.with_suffix(".json"), path.with_suffix(".html")
    return path / "report.json", path / "report.html"


def write_reports(reports: Sequence[BoundedReport], path: Path) -> tuple[Path, Path]:
    """Write `reports` as JSON and as a page, at `report_paths(path)`; folders are made. Returns the two paths."""
    data = {
        "schema": _SCHEMA,
        "quoteattr": version("quoteattr"),
        "corpora": [_corpus(one) for one in reports],
    }
    as_json, as_page = report_paths(path)
    as_json.parent.mkdir(parents=True, exist_ok=True)
    as_json.write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf8", errors="replace")
    environment = Environment(
        loader=PackageLoader("quoteattr.evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("report.html.jinja").render(data=data, rows_of=_rows)
    as_page.write_text(page, encoding="utf8", errors="replace")
    return as_json, as_page


def _corpus(one: BoundedReport) -> dict[str, Any]:
    report = one.report
    bounds = {bound.figure: bound for bound in one.bounds}
    texts = {article.id: article.text for article in report.corpus.articles}
    fields = dict.fromkeys(METRICS[name].field for name in report.figures)
    return {
        "name": one.name,
        "articles": len(texts),
        "figures": {name: _figure(report, name, bounds.get(name)) for name in report.figures},
        "wrong": {field: list(_wrong(report, field, texts)) for field in fields},
    }


def _figure(report: Report, name: str, bound: Bound | None) -> dict[str, Any]:
    metric, figure = METRICS[name], report.figures[name]
    held = None if bound is None else {"kind": bound.name, "at": bound.value, "holds": bound.holds(figure.value)}
    return {
        "field": metric.field,
        "measure": metric.measure.value,
        "definition": metric.definition,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "cases": figure.cases,
        "wrong": len(report.wrong(name)),
        "bound": held,
    }


def _wrong(report: Report, field: str, texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for decision in report.decisions:
        if decision.field == field and decision.is_wrong:
            context = context_of(texts[decision.article], decision.extent, _AROUND)
            yield {
                "article": decision.article,
                "start": decision.extent[0],
                "end": decision.extent[1],
                "error": _error(decision),
                "right": decision.right,
                "accepted": list(decision.accepted),
                "answer": decision.answer,
                "confidence": decision.confidence,
                "before": context.before,
                "inside": context.inside,
                "after": context.after,
            }


def _error(decision: Decision) -> str:
    """Name the error: what is missed or wrong costs recall, what is wrong or a false alarm costs precision."""
    if 0 < decision.right < 1:
        return "right in part"
    if not decision.expected:
        return "false alarm"
    return "missed" if decision.answer is None else "wrong"


def _rows(figures: Mapping[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield a row for each figure, but precision and recall within that of the figure they belong to."""
    for name, figure in figures.items():
        field = figure["field"]
        sides = {side: figures.get(f"{field}_{side}") for side in ("precision", "recall")}
        if name == field:
            yield {"name": name, **figure, **sides}
        elif figure not in sides.values() or figure["bound"] is not None or field not in figures:
            yield {"name": name, **figure, "precision": None, "recall": None}
