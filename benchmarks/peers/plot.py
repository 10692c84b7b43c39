"""The picture: how often the speaker is right beside what it costs, a panel for each corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, PercentFormatter

from quoteattr.evaluation import Figure as Accuracy

from .scoring import Scores

__all__ = ["draw"]

# The colour and the shape of a peer's points.
Look = tuple[str, str]

# Apart for the colour-blind (Okabe and Ito 2008) and, by their shapes, in print without colours.
COLORS = ("#d55e00", "#e69f00", "#0072b2", "#56b4e9", "#009e73", "#cc79a7", "#7a7a7a", "#000000")
SHAPES = "osD^vPX*"

# The same figures give the same file, with text that can be searched and read aloud.
STYLE: Any = {"svg.hashsalt": "peers", "svg.fonttype": "none", "font.size": 9.0}


def draw(scores: Sequence[Scores], path: Path) -> None:
    """Draw the picture into `path`, in the format of its suffix; peers without figures or times are left out."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(3.6 * len(scores) + 1.2, 4.4), layout="constrained")
        panels = figure.subplots(1, len(scores), sharey=True, squeeze=False)[0]
        looks = dict(zip(_drawn_peers(scores), cycle(zip(COLORS, SHAPES, strict=True)), strict=False))
        for panel, each in zip(panels, scores, strict=True):
            _draw_panel(panel, each, looks)
        panels[0].set_ylabel("right speaker, of all strings of speech in marks")
        handles = [_marker(title, look) for title, look in looks.items()]
        figure.legend(handles=handles, loc="outside lower center", ncols=len(scores), frameon=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None, facecolor="white")


def _drawn_peers(scores: Sequence[Scores]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(peer for each in scores for peer, _, _ in _points(each)))


def _points(scores: Scores) -> Iterator[tuple[str, float, Accuracy]]:
    """Yield the title, the CPU time and the figure of each peer that has both."""
    for row in scores.rows:
        if row.measured.ratio is not None and "speaker" in row.figures:
            yield row.peer.title, row.measured.ratio, row.figures["speaker"]


def _marker(title: str, look: Look) -> Line2D:
    color, shape = look
    return Line2D([], [], color=color, marker=shape, linestyle="none", label=title)


def _draw_panel(panel: Axes, scores: Scores, looks: Mapping[str, Look]) -> None:
    for peer, ratio, speaker in _points(scores):
        color, shape = looks[peer]
        bounds = [[speaker.value - speaker.low], [speaker.high - speaker.value]]
        panel.errorbar([ratio], [speaker.value], yerr=bounds, fmt=shape, color=color, capsize=3)
    panel.set_title(scores.name)
    panel.set_xscale("log", base=2)
    panel.margins(x=0.2)
    panel.set_xlabel("CPU time, times that of plain spaCy")
    panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    panel.yaxis.set_major_formatter(PercentFormatter(1.0))
    panel.set_ylim(0.0, 1.0)
    panel.grid(visible=True, color="#dddddd", linewidth=0.6)
    panel.set_axisbelow(True)
