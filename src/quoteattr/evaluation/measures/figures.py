"""Figures from decisions, with intervals by the bootstrap over articles: shares of right ones, and calibration.

Errors come in clumps: a misread name is wrong in every quotation of its article. So articles are drawn, not decisions
(Efron & Tibshirani 1993, ch. 6; for text, Berg-Kirkpatrick et al., EMNLP 2012, D12-1091).

Figures of calibration say how far a confidence can be trusted. They take the confidences of all speakers named, highest
first, and whether each was right, as arrays of equal length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from types import MappingProxyType

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from quoteattr.evaluation.corpora import Extent
from quoteattr.evaluation.measures.decisions import Decision

__all__ = [
    "METRICS",
    "Figure",
    "Measure",
    "Metric",
    "Samples",
    "area_under_curve",
    "calibration_error",
    "draw_samples",
    "intersection_over_union",
    "measure",
    "overlap",
    "pair_up",
    "right_at_precision",
    "trimmed",
]

# What annotation guides disagree on at the ends of a span: marks, stops and white space.
_ENDS = " \t\n\r\"'“”‘’„«».,;:!?"


def overlap(first: Extent, second: Extent) -> int:
    """Count the characters that both have."""
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))


def intersection_over_union(first: Extent, second: Extent) -> float:
    """The share of both that they have in common (Jaccard)."""
    shared = overlap(first, second)
    return shared / (first[1] - first[0] + second[1] - second[0] - shared) if shared else 0.0


def trimmed(text: str, extent: Extent) -> Extent:
    """Leave out marks, stops and white space at both ends of `extent`; empty where there is nothing else."""
    start, end = extent
    while start < end and text[start] in _ENDS:
        start += 1
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    return start, end


def pair_up(gold: Sequence[Extent], found: Sequence[Extent]) -> dict[int, int]:
    """Pair stretches one to one, the largest intersection over union first: index in `gold` to index in `found`."""
    overlapping = sorted(
        (
            (intersection_over_union(wanted, span), i, j)
            for i, wanted in enumerate(gold)
            for j, span in enumerate(found)
            if overlap(wanted, span)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in overlapping:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


class Measure(Enum):
    """How a figure is made of the decisions of its field."""

    PRECISION = "precision"
    RECALL = "recall"
    F1 = "F1"
    AT_PRECISION = "recall at a precision of 0.98"
    CALIBRATION_ERROR = "calibration error"
    AREA_UNDER_CURVE = "area under the curve"


@frozen(kw_only=True)
class Metric:
    """A figure: its `definition` in a sentence, the `field` of its decisions, the `measure`, and who defined it."""

    name: str
    definition: str
    field: str
    measure: Measure
    source: str = ""
    lower_is_better: bool = False

    def counts(self, decision: Decision) -> bool:
        """Whether the figure is made of `decision`, among others."""
        return decision.field == self.field and _COUNTS[self.measure](decision)


_COUNTS: Mapping[Measure, Callable[[Decision], bool]] = {
    Measure.PRECISION: lambda decision: decision.predicted,
    Measure.RECALL: lambda decision: decision.expected,
    Measure.F1: lambda decision: decision.expected or decision.predicted,
    Measure.AT_PRECISION: lambda decision: decision.expected or decision.predicted,
    Measure.CALIBRATION_ERROR: lambda decision: decision.predicted,
    Measure.AREA_UNDER_CURVE: lambda decision: decision.predicted,
}

_PARETI = "Pareti et al., EMNLP 2013 (D13-1101), there by tokens"
_OKEEFE = "O'Keefe et al., EMNLP 2012 (D12-1072)"

# What is asked of each string or report: field, measure of the figure that bears its name, definition, source.
_FIELDS = (
    ("detection", Measure.F1, "speech in marks told from other strings in marks: half of the string covered", ""),
    ("speaker", Measure.RECALL, "strings of speech with the right speaker, a name said shorter included", _OKEEFE),
    (
        "role",
        Measure.F1,
        "the speaker's title: most words, the head and the rank in common",
        "after Santa Clara, arXiv 2501.00164",
    ),
    ("organization", Measure.F1, "the organization of the role, compared like a role", ""),
    ("source_kind", Measure.F1, "the medium or occasion, as one of the kinds", "after Santa Clara, arXiv 2501.00164"),
    ("source_name", Measure.F1, "the outlet, programme or publication, compared like a role or a name", ""),
    ("source_date", Measure.F1, "when the words were delivered, in the article's words", ""),
    ("content_exact", Measure.F1, "content spans equal but for marks and stops at their ends", _PARETI),
    ("content_partial", Measure.F1, "mean share of content spans covered, in characters", _PARETI),
    ("relation_linked", Measure.F1, "content half right or more and the mention within the gold source", ""),
)

# Shares of one question each: name, field, measure, definition.
_SHARES = (
    ("not_speech_rejected", "not_speech", Measure.RECALL, "strings that are nobody's speech left out"),
    ("speaker_strict", "speaker_strict", Measure.RECALL, "strings of speech with the same speaker's name in full"),
    ("kind", "kind", Measure.RECALL, "direct or mixed right, of the strings of speech found"),
    ("mention", "mention", Measure.RECALL, "the words that stand for the speaker, one within the other"),
    ("cue", "cue", Measure.RECALL, "the words that report, one within the other"),
    ("quoted_found", "quoted_found", Measure.RECALL, "pieces with marks overlapped by half of the shorter"),
    ("quoted_linked", "quoted_linked", Measure.RECALL, "pieces with marks that the right source is linked to"),
    (
        "quoted_precision",
        "quoted_precision",
        Measure.PRECISION,
        "quotations with marks that are such pieces, rightly linked",
    ),
    ("indirect_found", "indirect_found", Measure.RECALL, "indirect reports found: half or more of both in common"),
    ("indirect_speaker", "indirect_speaker", Measure.RECALL, "indirect reports found and with the right speaker"),
    ("block_found", "block_found", Measure.RECALL, "block quotations found: half or more of both in common"),
    ("block_speaker", "block_speaker", Measure.RECALL, "block quotations found and with the right speaker"),
)

_CALIBRATION = (
    Metric(
        name="at_p98",
        field="speaker",
        measure=Measure.AT_PRECISION,
        definition="right speakers kept at the lowest confidence from which 98 in 100 are right",
    ),
    Metric(
        name="ece",
        field="speaker",
        measure=Measure.CALIBRATION_ERROR,
        definition="calibration error of the confidence, ten bins of equal mass",
        source="Nguyen & O'Connor, EMNLP 2015 (D15-1182)",
        lower_is_better=True,
    ),
    Metric(
        name="auroc",
        field="speaker",
        measure=Measure.AREA_UNDER_CURVE,
        definition="how likely a right speaker has the higher confidence than a wrong one",
        source="Hanley & McNeil, Radiology 143 (1982)",
    ),
)

_SIDES = {
    Measure.F1: (("precision", Measure.PRECISION), ("recall", Measure.RECALL)),
    Measure.RECALL: (("precision", Measure.PRECISION),),
}


def _of_field(name: str, measure: Measure, definition: str, source: str) -> tuple[Metric, ...]:
    """Make the figure that bears the field's name, and its precision and recall where they say something else."""
    return (
        Metric(name=name, field=name, measure=measure, definition=definition, source=source),
        *(
            Metric(name=f"{name}_{side}", field=name, measure=of_side, definition=f"{side} of {name}", source=source)
            for side, of_side in _SIDES[measure]
        ),
    )


# By name, in the order of reports.
METRICS: Mapping[str, Metric] = MappingProxyType(
    {
        metric.name: metric
        for metric in (
            *(metric for row in _FIELDS for metric in _of_field(*row)),
            *(Metric(name=n, field=f, measure=m, definition=d) for n, f, m, d in _SHARES),
            *_CALIBRATION,
        )
    }
)


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
