"""The benchmark of growth: sizes, exponents, and the picture."""

from __future__ import annotations

from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks.growth import SERIES, Point, exponent, sizes_between

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_exponent_of_a_power_is_its_power(power: float) -> None:
    points = [Point(size, 0.001 * size**power, 0.0, 1.0) for size in sizes_between(10, 10_000)]
    assert exponent(points) == pytest.approx(power)


@pytest.mark.parametrize(("first", "last"), [(1, 20_000), (10_000, 2_000_000), (7, 8)])
def test_sizes_rise_by_about_one_ratio_from_first_to_last(first: int, last: int) -> None:
    sizes = list(sizes_between(first, last))
    assert (sizes[0], sizes[-1]) == (first, last)
    assert sizes == sorted(set(sizes))
    assert all(b <= 3 * a for a, b in pairwise(sizes))


@pytest.mark.parametrize("name", SERIES)
def test_a_series_has_a_text_of_each_size(name: str) -> None:
    series = SERIES[name]
    for size in (30, 300):
        text = series.make(size)
        assert (len(text) if series.unit == "characters" else text.count("“")) == size


def test_a_picture_tells_every_curve_with_its_exponents(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    plot = import_module("benchmarks.growth_plot")
    sizes, seconds = [1, 10, 100], [0.1, 1.0, 10.0]
    curves = [
        plot.Curve(series=name, pipeline=below, unit=unit, sizes=sizes, seconds=seconds, whole=1.0, end=1.07)
        for name, unit in (("examples", "characters"), ("quotations", "quotations"))
        for below in ("full", "blank")
    ]
    pictures = []
    for path in (tmp_path / "new" / "one.svg", tmp_path / "two.svg"):
        plot.draw(curves, path)
        pictures.append(path.read_text(encoding="utf8"))
    for curve in curves:
        assert f"{curve.series}, {curve.pipeline}: 1.00 / 1.07" in pictures[0]
    assert pictures[0] == pictures[1]
