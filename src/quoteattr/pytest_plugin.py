"""The pytest plugin: a TOML file that names a corpus, an extractor and floors is collected, and every floor is a test.

What such a file says is told in `quoteattr.evaluation.settings`. A corpus that is not there skips its tests with the
reason; one that is broken fails them with file and line. `--quoteattr-report PATH` writes all figures and every wrong
case in context as JSON and as a page.

Every pytest run on a machine with quoteattr loads this module, so what takes time is imported when a file is found.
"""

from __future__ import annotations

import os
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

__all__: list[str] = []

_PATTERNS = "quoteattr_files"
_DEFAULT_PATTERNS = ("quoteattr.toml", "quoteattr_*.toml", "*.quoteattr.toml")
_ITEMS = "quoteattr.evaluation.pytest_items"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--quoteattr-report` and the names of files to collect."""
    group = parser.getgroup("quoteattr", "quotation attribution on corpora")
    group.addoption(
        "--quoteattr-report",
        type=Path,
        metavar="PATH",
        help="write figures and wrong cases as JSON and as a page: into the folder PATH, or beside each other where "
        "PATH ends in .json or .html",
    )
    parser.addini(
        _PATTERNS,
        "names of the TOML files that name a corpus for quoteattr (globs)",
        type="args",
        default=list(_DEFAULT_PATTERNS),
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a report that could not be written, before hours of evaluation and not after. Raises UsageError."""
    path = config.getoption("quoteattr_report")
    if path is None:
        return
    from quoteattr.evaluation.report import report_paths

    folder = report_paths(path)[0].parent
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise pytest.UsageError(
            f"--quoteattr-report: no report can be written to {folder}: {there} is not a folder to write in"
        )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the TOML files that name a corpus."""
    if not any(fnmatch(file_path.name, pattern) for pattern in parent.config.getini(_PATTERNS)):
        return None
    from quoteattr.evaluation.pytest_items import CorpusFile

    return CorpusFile.from_parent(parent, path=file_path)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Show all figures of each corpus, and write the report that was asked for."""
    path = config.getoption("quoteattr_report")
    if _ITEMS in sys.modules:
        from quoteattr.evaluation.pytest_items import EVALUATED, summarize

        if evaluated := config.stash.get(EVALUATED, []):
            summarize(evaluated, terminalreporter, path)
            return
    if path is not None:
        terminalreporter.write_line("quoteattr: no corpus was evaluated, so no report was written")
