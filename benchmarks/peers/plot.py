"""The picture: how often the speaker is right beside what it costs, a panel for each corpus."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, PercentFormatter

from .scoring import Row, Scores

__all__ = ["draw"]

OURS, OTHERS = "#b4451f", "#33526e"

# The same figures give the same file, with text that can be searched and read aloud.
STYLE: Any = {"svg.hashsalt": "peers", "svg.fonttype": "none", "font.size": 9.0}


def draw(scores: Sequence[Scores], path: Path) -> None:
    """Draw the picture into `path`, in the format of its suffix; peers without figures or times are left out."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(5.2 * len(scores), 4.2), layout="constrained")
        panels = figure.subplots(1, len(scores), sharey=True, squeeze=False)[0]
        for panel, each in zip(panels, scores, strict=True):
            _draw_panel(panel, each)
        panels[0].set_ylabel("right speaker, of all strings of speech in marks")
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None, facecolor="white")


def _draw_panel(panel: Axes, scores: Scores) -> None:
    for row in scores.rows:
        if row.measured.ratio is not None and "speaker" in row.figures:
            _draw_peer(panel, row, row.measured.ratio)
    panel.set_title(scores.name)
    panel.set_xscale("log", base=2)
    panel.set_xlabel("CPU time, times that of plain spaCy")
    panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    panel.yaxis.set_major_formatter(PercentFormatter(1.0))
    panel.set_ylim(0.0, 1.0)
    panel.margins(x=0.3)
    panel.grid(visible=True, color="#dddddd", linewidth=0.6)
    panel.set_axisbelow(True)


def _draw_peer(panel: Axes, row: Row, ratio: float) -> None:
    speaker = row.figures["speaker"]
    color = OURS if row.peer.name.startswith("quoteattr") else OTHERS
    bounds = [[speaker.value - speaker.low], [speaker.high - speaker.value]]
    panel.errorbar([ratio], [speaker.value], yerr=bounds, fmt="o", color=color, capsize=3, linewidth=1.2)
    panel.annotate(row.peer.title, (ratio, speaker.value), xytext=(6, 5), textcoords="offset points", color=color)
