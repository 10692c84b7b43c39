"""The tables in Markdown: a corpus's figures, the versions measured, and what papers report."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from quoteattr.evaluation import Figure

from .results import Measurement
from .scoring import Row, Scores

__all__ = ["corpus_table", "page", "published_table", "replace_generated", "versions_list"]

PUBLISHED = Path(__file__).parent / "published.toml"
BEGIN, END = "<!-- begin: written by benchmarks/peers -->", "<!-- end: written by benchmarks/peers -->"
NOTHING = "–"

# Columns with figures: their heads, and the figures' names.
FIGURES = {
    "speaker (95 % interval)": "speaker",
    "speaker precision": "speaker_precision",
    "detection F1": "detection",
    "mention": "mention",
    "cue": "cue",
}
COSTS = ("articles with a crash", "CPU, × plain spaCy", "CPU s per 1,000 words")


def page(scores: Sequence[Scores]) -> str:
    """Put together all that is written for the docs: a table for each corpus, versions, figures of papers."""
    sections = [f"### {each.name}\n\n{_size(each)}\n\n{corpus_table(each)}" for each in scores]
    return "\n\n".join([*sections, versions_list(scores), "### Figures from papers\n\n" + published_table()]) + "\n"


def corpus_table(scores: Scores) -> str:
    """Make the table of a corpus, the most right speakers first; below it why a peer has no figures."""
    rows = sorted(scores.rows, key=lambda row: -_value(row, "speaker"))
    table = _table(("", *FIGURES, *COSTS), [_cells(row, scores) for row in rows])
    reasons = [f"- {row.peer.title} – {row.measured.failure}" for row in rows if row.measured.failure is not None]
    return "\n".join([table, "", *reasons]) if reasons else table


def versions_list(scores: Iterable[Scores]) -> str:
    """List the packages that were measured with their versions, once each."""
    found = {
        f"{name} {version}" for each in scores for row in each.rows for name, version in row.measured.versions.items()
    }
    return f"Versions: {', '.join(sorted(found))}."


def published_table() -> str:
    """Make the table of what `published.toml` has."""
    figures = tomllib.loads(PUBLISHED.read_text(encoding="utf8"))["figure"]
    columns = ("system", "corpus", "asked", "value", "source", "seen")
    return _table(columns, [[row[column] for column in columns] for row in figures])


def replace_generated(document: str, generated: str) -> str:
    """Put `generated` between the two marks that the hand-written `document` has for it.

    Raises ValueError where it does not have them, in this order.
    """
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document needs the lines {BEGIN} and {END}, in this order")
    return f"{before}{BEGIN}\n\n{generated}\n{END}{after}"


def _size(scores: Scores) -> str:
    return f"{scores.articles} articles, {scores.words:,} words, {scores.strings} strings of speech in marks."


def _cells(row: Row, scores: Scores) -> list[str]:
    measured = row.measured
    if measured.failure is not None:
        return [row.peer.title, *[NOTHING] * (len(FIGURES) + len(COSTS))]
    # A peer that never names a cue is not wrong about cues.
    silent = {"cue"} if measured.is_silent_on_cues else set()
    figures = [
        _figure(None if name in silent else row.figures.get(name), with_interval=name == "speaker")
        for name in FIGURES.values()
    ]
    return [row.peer.title, *figures, _crashes(measured), *_costs(measured, scores.words)]


def _value(row: Row, name: str) -> float:
    return row.figures[name].value if name in row.figures else -1.0


def _figure(figure: Figure | None, *, with_interval: bool) -> str:
    if figure is None:
        return NOTHING
    return f"{figure.value:.3f}" + (f" ({figure.low:.2f} to {figure.high:.2f})" if with_interval else "")


def _crashes(measured: Measurement) -> str:
    return f"{len(measured.crashed)} of {len(measured.answers)}"


def _costs(measured: Measurement, words: int) -> tuple[str, str]:
    if measured.ratio is None or measured.seconds is None:
        return NOTHING, NOTHING
    return f"{measured.ratio:.2f}", f"{1000 * measured.seconds / words:.3f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
