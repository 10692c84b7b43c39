"""Reports as JSON and as a page of every wrong case in context."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from attrs import frozen
from jinja2 import Environment, PackageLoader, StrictUndefined

from quoteattr.evaluation.cases import context_of
from quoteattr.evaluation.decisions import Decision
from quoteattr.evaluation.metrics import METRICS
from quoteattr.evaluation.report import Report
from quoteattr.evaluation.settings import Bound

__all__ = ["BoundedReport", "report_paths", "write_reports"]

_SCHEMA = 1


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
    environment = Environment(loader=PackageLoader("quoteattr.evaluation"), autoescape=True, undefined=StrictUndefined)
    page = environment.get_template("report.html.jinja").render(data=data)
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
        "figures": {
            name: {
                "definition": METRICS[name].definition,
                "value": figure.value,
                "low": figure.low,
                "high": figure.high,
                "cases": figure.cases,
                **_bound(bounds.get(name), figure.value),
            }
            for name, figure in report.figures.items()
        },
        "wrong": {field: list(_wrong(report.decisions, field, texts)) for field in fields},
    }


def _bound(bound: Bound | None, value: float) -> dict[str, Any]:
    return {} if bound is None else {"bound": bound.name, "at": bound.value, "holds": bound.holds(value)}


def _wrong(decisions: Iterable[Decision], field: str, texts: dict[str, str]) -> Iterable[dict[str, Any]]:
    for decision in decisions:
        if decision.field == field and decision.is_wrong:
            context = context_of(texts[decision.article], decision.extent)
            yield {
                "article": decision.article,
                "start": decision.extent[0],
                "end": decision.extent[1],
                "right": decision.right,
                "accepted": list(decision.accepted),
                "answer": decision.answer,
                "confidence": decision.confidence,
                "before": context.before,
                "inside": context.inside,
                "after": context.after,
            }
