"""Run a system over a corpus and report every figure with its interval and the cases behind it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import regex
from attrs import field, frozen
from jinja2 import Environment, PackageLoader, StrictUndefined
from rich.console import Console
from rich.progress import track

from quoteattr.evaluation.corpora import Corpus, Extent, GoldArticle
from quoteattr.evaluation.measures import (
    METRICS,
    Decision,
    Figure,
    as_figures,
    decide_relations,
    decide_strings,
    decide_unmarked,
    draw_samples,
    measure,
)
from quoteattr.evaluation.settings import Bound
from quoteattr.types import Article

__all__ = [
    "BoundedReport",
    "Context",
    "Report",
    "context_of",
    "describe",
    "evaluate",
    "on_a_line",
    "report_paths",
    "write_reports",
]

_CONTEXT = 100
_INSIDE = 240
_BREAK = regex.compile(r"\s*\n\s*")
_LAST_WORD = regex.compile(r"\s\S*+$")
# Controls, of a terminal or of the direction of writing: an article must not paint the screen that shows it.
_CONTROL = regex.compile(r"[\p{Cc}\p{Bidi_Control}]")


@frozen
class Context:
    """The words of a decision, and those before and after it, on one line: paragraphs are parted by ¶."""

    before: str
    inside: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}[{self.inside}]{self.after}"


def context_of(text: str, extent: Extent, around: int = _CONTEXT) -> Context:
    """Cut `around` characters before and behind `extent` (characters of `text`, half-open), at the borders of words.

    The middle of an extent of more than 240 characters is left out.
    """
    start, end = extent
    first, last = max(0, start - around), min(len(text), end + around)
    before = text[first:start] if first else text[:start].lstrip()
    if first and " " in before:
        before = f"… {before.split(' ', 1)[1]}"
    after = f"{_LAST_WORD.sub('', text[end:last])} …" if last < len(text) else text[end:].rstrip()
    inside = text[start:end]
    if len(inside) > _INSIDE:
        inside = f"{inside[: _INSIDE // 2]} … {inside[-_INSIDE // 2 :]}"
    return Context(*(_BREAK.sub(" ¶ ", part) for part in (before, inside, after)))


def describe(decision: Decision, text: str) -> str:
    """Say in two lines what was expected and what came out, and show the place in the article's `text`."""
    expected = " or ".join(_answer(one) for one in decision.accepted) if decision.accepted else "nothing"
    partly = f" ({decision.right:.2f} right)" if 0 < decision.right < 1 else ""
    sure = "" if decision.confidence is None else f" (confidence {decision.confidence:.2f})"
    start, end = decision.extent
    return (
        f"{on_a_line(decision.article)} [{start}, {end}): "
        f"expected {expected}, got {_answer(decision.answer)}{partly}{sure}\n"
        f"    {on_a_line(str(context_of(text, decision.extent)))}"
    )


def on_a_line(words: str) -> str:
    """Make words safe to show on a line of a terminal: line breaks become ¶ and controls their escapes."""
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], _BREAK.sub(" ¶ ", words))


def _answer(answer: str | None) -> str:
    return "nothing" if answer is None else on_a_line(answer)


_DECIDE: tuple[Callable[[GoldArticle, Article], Iterator[Decision]], ...] = (
    decide_strings,
    decide_unmarked,
    decide_relations,
)


class _Pipe(Protocol):
    """What reads many texts, as quoteattr's Extractor does."""

    def pipe(self, texts: Any) -> Iterator[Article]: ...


@frozen(kw_only=True, repr=False)
class Report:
    """A system's decisions on a corpus and the figures made of them, by name (see `METRICS`).

    A figure that the corpus has no case for is not there.
    """

    corpus: Corpus
    decisions: tuple[Decision, ...]
    figures: Mapping[str, Figure] = field(hash=False)

    def wrong(self, name: str) -> tuple[Decision, ...]:
        """The wrong decisions behind the figure `name`, in the corpus's order. Raises KeyError for no such figure."""
        return tuple(decision for decision in self._behind(name) if decision.is_wrong)

    def worst_articles(self, name: str) -> tuple[tuple[str, int, int], ...]:
        """The articles with a wrong decision behind the figure `name`: id, how many, of how many; most wrong first."""
        wrong = Counter(decision.article for decision in self.wrong(name))
        all_of = Counter(decision.article for decision in self._behind(name))
        return tuple((article, count, all_of[article]) for article, count in wrong.most_common())

    def describe(self, decision: Decision) -> str:
        """Say in two lines what was expected and what came out, and show the place in the article."""
        return describe(decision, self.corpus.text_of(decision.article))

    def _behind(self, name: str) -> Iterator[Decision]:
        return filter(METRICS[name].counts, self.decisions)

    def __repr__(self) -> str:
        return f"Report({len(self.corpus.articles)} articles, {len(self.figures)} figures)"

    def __str__(self) -> str:
        return "\n".join(
            f"{figure.name:24} {figure.value:.3f}   [{figure.low:.3f}, {figure.high:.3f}]   {figure.cases:5} cases"
            for figure in self.figures.values()
        )


def evaluate(corpus: Corpus, system: _Pipe | Mapping[str, Article]) -> Report:
    """Score a system on `corpus`: an extractor, which reads its texts now, or articles by id that were read before.

    Intervals are 95 %, by a thousand resamples of articles with a fixed seed. Raises KeyError for an article that
    is missing in a mapping, ValueError for one whose text is not the corpus's.
    """
    decisions: list[Decision] = []
    for gold, article in _read(corpus, system):
        if article.text != gold.text:
            raise ValueError(f"the text of article {gold.id!r} is not the corpus's: offsets would not agree")
        for decide in _DECIDE:
            decisions += decide(gold, article)
    samples = draw_samples([gold.id for gold in corpus.articles])
    figures = as_figures(measure(decisions, samples), decisions)
    return Report(corpus=corpus, decisions=tuple(decisions), figures=figures)


def _read(corpus: Corpus, system: _Pipe | Mapping[str, Article]) -> Iterator[tuple[GoldArticle, Article]]:
    if isinstance(system, Mapping):
        for gold in corpus.articles:
            if gold.id not in system:
                raise KeyError(f"no article {gold.id!r} among those given")
            yield gold, system[gold.id]
        return
    articles = zip(corpus.articles, system.pipe([gold.text for gold in corpus.articles]), strict=True)
    console = Console(stderr=True)
    yield from track(
        articles,
        description="quoteattr",
        total=len(corpus.articles),
        console=console,
        transient=True,
        disable=not sys.stderr.isatty(),
    )


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
