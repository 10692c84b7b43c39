"""The picture: what one article costs as it grows, a panel for each unit that it grows by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from attrs import frozen
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

__all__ = ["Curve", "draw"]

# Apart for the colour-blind (Okabe and Ito 2008) and, by their shapes, in print without colours.
LOOKS = (("#0072b2", "o"), ("#d55e00", "s"), ("#009e73", "D"), ("#cc79a7", "^"))
LINES = {"full": "-", "blank": "--"}

# The same figures give the same file, with text that can be searched and read aloud.
STYLE: Any = {"svg.hashsalt": "growth", "svg.fonttype": "none", "font.size": 9.0}


@frozen(kw_only=True)
class Curve:
    """A series over a pipeline: CPU `seconds` for each of `sizes`, which count `unit`.

    `whole` is the exponent that fits all sizes, `end` the last ones.
    """

    series: str
    pipeline: str
    unit: str
    sizes: Sequence[int]
    seconds: Sequence[float]
    whole: float
    end: float


def draw(curves: Sequence[Curve], path: Path) -> None:
    """Draw the picture into `path`, in the format of its suffix."""
    units = list(dict.fromkeys(curve.unit for curve in curves))
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(4.4 * len(units), 5.0), layout="constrained")
        panels = figure.subplots(1, len(units), sharey=True, squeeze=False)[0]
        for panel, unit in zip(panels, units, strict=True):
            _draw_panel(panel, unit, [curve for curve in curves if curve.unit == unit])
        panels[0].set_ylabel("CPU seconds")
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None, facecolor="white")


def _draw_panel(panel: Axes, unit: str, curves: Sequence[Curve]) -> None:
    series = list(dict.fromkeys(curve.series for curve in curves))
    for curve in curves:
        color, shape = LOOKS[series.index(curve.series) % len(LOOKS)]
        panel.plot(
            curve.sizes,
            curve.seconds,
            LINES[curve.pipeline],
            color=color,
            marker=shape,
            markersize=4,
            markerfacecolor=color if curve.pipeline == "full" else "white",
            label=f"{curve.series}, {curve.pipeline}: {curve.whole:.2f} / {curve.end:.2f}",
        )
    panel.set_xscale("log")
    panel.set_yscale("log")
    _draw_linear(panel, curves)
    panel.set_xlabel(unit)
    panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    panel.grid(visible=True, color="#dddddd", linewidth=0.6)
    panel.set_axisbelow(True)
    panel.legend(
        loc="upper center",
        bbox_to_anchor=(0.5, -0.14),
        frameon=False,
        title="series, pipeline: exponent, of all sizes / of the last four",
    )


def _draw_linear(panel: Axes, curves: Sequence[Curve]) -> None:
    """A line of slope 1 through the last point of the costliest curve, for the eye."""
    top = max(curves, key=lambda curve: curve.seconds[-1])
    first = min(curve.sizes[0] for curve in curves)
    last, seconds = top.sizes[-1], 1.6 * top.seconds[-1]
    panel.plot([first, last], [seconds * first / last, seconds], ":", color="#7a7a7a", label="linear: 1")
