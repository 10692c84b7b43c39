"""The tests that pytest makes of a TOML file: that its corpus can be evaluated, and one for each floor and ceiling."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from quoteattr.evaluation.corpora import GoldError
from quoteattr.evaluation.report import BoundedReport, Report, evaluate, on_a_line, write_reports
from quoteattr.evaluation.settings import Bound, MissingCorpusError, Settings, SettingsError, read_settings

__all__ = ["EVALUATED", "CorpusFile", "summarize"]

_WORST_ARTICLES = 5
_WRONG_CASES = 10

# What was evaluated in this run, for the summary and the report.
EVALUATED = pytest.StashKey[list[BoundedReport]]()


class _EvaluationError(AssertionError):
    """A figure beyond its bound, or none at all; its message says what there is to know."""


class CorpusFile(pytest.File):
    """A TOML file: a test that its corpus can be evaluated, and one for each floor and ceiling."""

    @cached_property
    def settings(self) -> Settings:
        """What the file says."""
        return read_settings(self.path)

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the tests. Raises CollectError where the file cannot be understood."""
        try:
            bounds = self.settings.bounds
        except SettingsError as error:
            raise self.CollectError(str(error)) from None
        yield _CorpusItem.from_parent(self, name="corpus")
        for bound in bounds:
            yield _BoundItem.from_parent(self, name=bound.figure, bound=bound)

    @cached_property
    def report(self) -> Report | Exception:
        """The evaluation, once for all tests of the file, or the error that stopped it, for each of them to raise."""
        try:
            corpus = self.settings.corpus.read(self.path.parent)
            report = evaluate(corpus, self.settings.extractor.load())
        except Exception as error:  # each test of the file fails by it
            return error
        name = self.nodeid or self.path.name
        self.config.stash.setdefault(EVALUATED, []).append(BoundedReport(name, report, self.settings.bounds))
        return report


class _Item(pytest.Item):
    """A test on the evaluation of its file."""

    def evaluated(self) -> Report:
        """The report. Skips where the corpus is missing, raises what else stopped the evaluation."""
        file = self.getparent(CorpusFile)
        assert file is not None
        if isinstance(file.report, MissingCorpusError):
            pytest.skip(str(file.report))
        if isinstance(file.report, Exception):
            raise file.report
        return file.report

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the message alone where it says everything."""
        if isinstance(excinfo.value, (_EvaluationError, GoldError, SettingsError, OSError, ImportError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the test stands, for headlines."""
        return self.path, 0, f"{self.path.name}: {self.name}"


class _CorpusItem(_Item):
    """That the corpus can be read and has something to score."""

    def runtest(self) -> None:
        if not self.evaluated().figures:
            raise _EvaluationError(
                "the corpus has no gold for its articles: [corpus] names gold (strings in marks) or unmarked (reports "
                "without), brat, or articles with attributions"
            )


class _BoundItem(_Item):
    """That a figure keeps to its floor or ceiling."""

    def __init__(self, *, bound: Bound, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bound = bound

    def runtest(self) -> None:
        report = self.evaluated()
        figure = report.figures.get(self.bound.figure)
        if figure is None:
            raise _EvaluationError(
                f"there is no case for {self.bound.figure}, which has a {self.bound.name}: "
                f"the gold asks for none, or nothing was found"
            )
        if not self.bound.holds(figure.value):
            raise _EvaluationError(_explanation(report, self.bound))


def _explanation(report: Report, bound: Bound) -> str:
    """Say how far the figure is beyond its bound, where most is wrong, and show wrong cases."""
    figure = report.figures[bound.figure]
    beyond = "above its ceiling" if bound.is_ceiling else "below its floor"
    wrong = report.wrong(bound.figure)
    interval = f"95 % interval {figure.low:.3f} to {figure.high:.3f}, {figure.cases} cases"
    lines = [
        f"{bound.figure} {figure.value:.4f} is {beyond} {bound.value:g} ({interval})",
        "",
        "wrong cases by article:",
        *(
            f"  {on_a_line(name)}: {count} of {all_of}"
            for name, count, all_of in report.worst_articles(bound.figure)[:_WORST_ARTICLES]
        ),
        "",
        f"wrong cases, {min(len(wrong), _WRONG_CASES)} of {len(wrong)}:",
        *(f"  {report.describe(decision)}" for decision in wrong[:_WRONG_CASES]),
    ]
    if len(wrong) > _WRONG_CASES:
        lines.append("  (all of them: --quoteattr-report PATH)")
    return "\n".join(lines)


def summarize(reports: list[BoundedReport], terminal: pytest.TerminalReporter, path: Path | None) -> None:
    """Show all figures of each corpus, and write JSON and page to `path`, if there is one."""
    for one in reports:
        count = len(one.report.corpus.articles)
        terminal.section(f"quoteattr: {one.name}, {count} article{'' if count == 1 else 's'}")
        for line in _table(one):
            terminal.write_line(line)
    if path is not None:
        as_json, as_page = write_reports(reports, path)
        terminal.write_line(f"quoteattr: wrote {as_json} and {as_page}")


def _table(one: BoundedReport) -> Iterator[str]:
    bounds = {bound.figure: bound for bound in one.bounds}
    yield f"{'figure':<27}{'value':>6}   {'95 % interval':<15}{'cases':>6}   bound"
    for name, figure in one.report.figures.items():
        bound = bounds.get(name)
        held = "" if bound is None else f"{bound.name} {bound.value:g}{'' if bound.holds(figure.value) else '  broken'}"
        interval = f"{figure.low:.3f}–{figure.high:.3f}"
        yield f"{name:<27}{figure.value:>6.3f}   {interval:<15}{figure.cases:>6}   {held}".rstrip()
