"""Figures from decisions, with intervals by the bootstrap over articles: shares of right ones, and calibration.

Errors come in clumps: a misread name is wrong in every quotation of its article. So articles are drawn, not decisions
(Efron & Tibshirani 1993, ch. 6; for text, Berg-Kirkpatrick et al., EMNLP 2012, D12-1091).

Figures of calibration say how far a confidence can be trusted. They take the confidences of all speakers named, highest
first, and whether each was right, as arrays of equal length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from quoteattr.evaluation.measures.decisions import Decision
from quoteattr.evaluation.measures.metrics import METRICS, Measure, Metric

__all__ = [
    "Figure",
    "Samples",
    "area_under_curve",
    "calibration_error",
    "draw_samples",
    "measure",
    "right_at_precision",
]

RESAMPLES = 1000
_SEED = 20161108
_TAILS = (2.5, 97.5)
_BINS = 10

Numbers = NDArray[np.float64]
Confidences = NDArray[np.float64]
Rights = NDArray[np.bool_]


@frozen(kw_only=True, repr=False)
class Figure:
    """A figure's `value`, the bounds of its 95 % interval, and the number of `cases` below it.

    `cases` are what the gold expects or, of precision and calibration, what the system said.
    """

    name: str
    value: float
    low: float
    high: float
    cases: int

    def __repr__(self) -> str:
        return f"{self.name} {self.value:.3f} [{self.low:.3f}, {self.high:.3f}] of {self.cases}"


@frozen(eq=False)
class Samples:
    """How often each article counts: a row of ones, for the corpus itself, above a row for each resample."""

    articles: tuple[str, ...]
    weights: Numbers


def draw_samples(articles: Sequence[str]) -> Samples:
    """Draw as many articles as there are, with replacement, a thousand times; the same draws for the same number."""
    count = len(articles)
    if not count:
        return Samples((), np.ones((1 + RESAMPLES, 0)))
    drawn = np.random.default_rng(_SEED).multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
    return Samples(tuple(articles), np.vstack([np.ones(count), drawn]).astype(np.float64))


def measure(decisions: Iterable[Decision], samples: Samples) -> dict[str, Numbers]:
    """Compute every figure that has a case, by name: its value first, then one for each resample."""
    by_field: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_field.setdefault(decision.field, []).append(decision)
    found = {}
    for metric in METRICS.values():
        values = _MEASURES[metric.measure](by_field.get(metric.field, []), samples)
        if values is not None and not np.isnan(values[0]):
            found[metric.name] = values
    return found


def as_figures(values: Mapping[str, Numbers], decisions: Iterable[Decision]) -> dict[str, Figure]:
    """Make the figures of what `measure` computed from the same decisions."""
    decisions = tuple(decisions)
    figures = {}
    for name, row in values.items():
        low, high = np.nanpercentile(row[1:], _TAILS)
        cases = _cases(METRICS[name], decisions)
        figures[name] = Figure(name=name, value=float(row[0]), low=float(low), high=float(high), cases=cases)
    return figures


def _cases(metric: Metric, decisions: Iterable[Decision]) -> int:
    of_gold = metric.measure in (Measure.RECALL, Measure.F1, Measure.AT_PRECISION)
    return sum(d.expected if of_gold else d.predicted for d in decisions if metric.counts(d))


def _sums(
    decisions: Sequence[Decision], samples: Samples, counts: Callable[[Decision], bool]
) -> tuple[Numbers, Numbers]:
    """Sum how far the decisions that count are right, and how many they are, for each sample."""
    row_of = {article: row for row, article in enumerate(samples.articles)}
    right, number = np.zeros(len(row_of)), np.zeros(len(row_of))
    for decision in decisions:
        if counts(decision):
            right[row_of[decision.article]] += decision.right
            number[row_of[decision.article]] += 1
    return samples.weights @ right, samples.weights @ number


def _share(right: Numbers, number: Numbers) -> Numbers:
    shares: Numbers = np.divide(right, number, out=np.full(len(number), np.nan), where=number > 0)
    return shares


def _precision(decisions: Sequence[Decision], samples: Samples) -> Numbers:
    return _share(*_sums(decisions, samples, lambda decision: decision.predicted))


def _recall(decisions: Sequence[Decision], samples: Samples) -> Numbers:
    return _share(*_sums(decisions, samples, lambda decision: decision.expected))


def _f1(decisions: Sequence[Decision], samples: Samples) -> Numbers:
    """The harmonic mean; 0 where the system predicted nothing, no number where the gold expects nothing."""
    precision, recall = np.nan_to_num(_precision(decisions, samples)), _recall(decisions, samples)
    both = precision + recall
    mean = np.divide(2 * precision * recall, both, out=np.zeros(len(both)), where=both > 0)
    return np.where(np.isnan(recall), np.nan, mean)


def _calibration(
    of_sample: Callable[[Numbers, NDArray[np.bool_], float], float | None],
) -> Callable[[Sequence[Decision], Samples], Numbers | None]:
    """Make a measure of the confidences, the rights and the number of decisions that the gold expects."""

    def measured(decisions: Sequence[Decision], samples: Samples) -> Numbers | None:
        named = sorted((d for d in decisions if d.predicted), key=lambda d: -(d.confidence or 0.0))
        if not named or any(decision.confidence is None for decision in named):
            return None
        row_of = {article: row for row, article in enumerate(samples.articles)}
        rows = np.array([row_of[decision.article] for decision in named])
        confidences = np.array([decision.confidence for decision in named], dtype=np.float64)
        rights = np.array([decision.right == 1.0 for decision in named])
        _, expected = _sums(decisions, samples, lambda decision: decision.expected)
        values = []
        for weights, number in zip(samples.weights, expected, strict=True):
            times = weights[rows].astype(int)
            value = of_sample(np.repeat(confidences, times), np.repeat(rights, times), number) if times.any() else None
            values.append(np.nan if value is None else value)
        return np.array(values)

    return measured


_MEASURES: dict[Measure, Callable[[Sequence[Decision], Samples], Numbers | None]] = {
    Measure.PRECISION: _precision,
    Measure.RECALL: _recall,
    Measure.F1: _f1,
    Measure.AT_PRECISION: _calibration(
        lambda confidences, rights, expected: right_at_precision(confidences, rights) / expected if expected else None
    ),
    Measure.CALIBRATION_ERROR: _calibration(lambda confidences, rights, _: calibration_error(confidences, rights)),
    Measure.AREA_UNDER_CURVE: _calibration(lambda confidences, rights, _: area_under_curve(confidences, rights)),
}


def right_at_precision(confidences: Confidences, rights: Rights, precision: float = 0.98) -> int:
    """Count the right ones above the lowest threshold from which `precision` of all above it are right."""
    counts = np.arange(1, len(rights) + 1)
    right = np.cumsum(rights)
    # A threshold cannot part equal confidences.
    last_of_its_value = np.append(confidences[1:] < confidences[:-1], True)[: len(rights)]
    reached = right[(right >= precision * counts) & last_of_its_value]
    return int(reached[-1]) if len(reached) else 0


def calibration_error(confidences: Confidences, rights: Rights) -> float:
    """The expected calibration error over ten bins of equal mass (Nguyen & O'Connor, EMNLP 2015, D15-1182)."""
    bounds = len(rights) * np.arange(_BINS + 1) // _BINS
    excess = np.append(0.0, np.cumsum(confidences - rights))
    return float(np.abs(np.diff(excess[bounds])).sum() / len(rights))


def area_under_curve(confidences: Confidences, rights: Rights) -> float | None:
    """How likely a right one has the higher confidence than a wrong one, ties half; None without one of either.

    This is the area under the ROC curve (Hanley & McNeil, Radiology 143, 1982).
    """
    wrong = np.sort(confidences[~rights])
    right = confidences[rights]
    if not len(wrong) or not len(right):
        return None
    lower = np.searchsorted(wrong, right, side="left")
    not_higher = np.searchsorted(wrong, right, side="right")
    return float((lower + not_higher).sum() / (2 * len(right) * len(wrong)))
