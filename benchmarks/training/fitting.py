"""Fitting: the weights of a linear judge from cases, by gradient descent on the log-likelihood.

A case is a choice among options, of which several may be right (the name and, in apposition to it, its description):
what is maximised is the probability of all right ones together.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np
from attrs import evolve, frozen
from benchmarks.training.settings import Settings
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from quoteattr.decisions import LinearJudge, Option
from quoteattr.decisions.judges import THOUSANDTHS

__all__ = ["Case", "Weights", "fit", "mean_of", "write_weights"]

# How fast weights change at first, and how fast they decay; so many cases make a step.
RATE, DECAY = 0.004, 2e-5
BATCH = 64


@frozen(eq=False)
class Case:
    """One choice: the features of each option, and those that all share; the right options; how much it counts."""

    options: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    weight: float = 1.0
    shared: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        options: Iterable[Option[Any]],
        is_right: Iterable[bool],
        *,
        weight: float = 1.0,
        shared: tuple[str, ...] = (),
    ) -> Case:
        """The choice among `options`, of each of which is said whether it is right."""
        right = tuple(number for number, holds in enumerate(is_right) if holds)
        return cls(tuple(tuple(map(intern, option.features())) for option in options), right, weight, shared)


@frozen(eq=False)
class Weights:
    """What was learnt from a number of `cases`: rows of a linear weight and the hidden layer's, one a feature."""

    features: tuple[str, ...]
    rows: NDArray[np.float32]
    bias: NDArray[np.float32]
    output: NDArray[np.float32]
    cases: int

    def judge(self, thresholds: Mapping[str, float]) -> LinearJudge:
        """The judge of these weights."""
        return LinearJudge(
            numbers={feature: number for number, feature in enumerate(self.features)},
            rows=self.rows,
            bias=self.bias,
            output=self.output,
            card={"thresholds": dict(thresholds)},
        )


@frozen(eq=False)
class _Cases:
    """Cases as numbers: a row an option, a column a feature; `bounds` are the first rows of cases, and the end."""

    features: tuple[str, ...]
    matrix: csr_matrix
    bounds: NDArray[np.int64]
    right: NDArray[np.bool_]
    weights: NDArray[np.float32]


def fit(cases: Iterable[Case], settings: Settings) -> Weights:
    """Weights from `cases` by Adam over batches of them, without features of few cases. Seeded."""
    known = _with_frequent(_numbered(cases), settings.rarest)
    return mean_of([_of_one_run(known, settings, seed) for seed in range(settings.runs)])


def mean_of(runs: Sequence[Weights]) -> Weights:
    """The weights by which an option scores the mean of what it scores in several `runs` over the same features.

    Linear weights are averaged. The units of the hidden layers stand side by side, since no two are alike.
    """
    linear = np.mean([run.rows[:, :1] for run in runs], axis=0, dtype=np.float32)
    return evolve(
        runs[0],
        rows=np.concatenate([linear, *(run.rows[:, 1:] for run in runs)], axis=1),
        bias=np.concatenate([run.bias for run in runs]),
        output=np.concatenate([run.output for run in runs]) / np.float32(len(runs)),
    )


def _of_one_run(cases: _Cases, settings: Settings, seed: int) -> Weights:
    random = np.random.default_rng(seed)
    width, hidden = len(cases.features), settings.hidden
    rows = np.concatenate([np.zeros((width, 1)), random.normal(0, 0.05, (width, hidden))], axis=1)
    state = [rows.astype(np.float32), np.zeros(hidden, np.float32), random.normal(0, 0.3, hidden).astype(np.float32)]
    _descend(state, cases, random, settings)
    return Weights(cases.features, *state, len(cases.weights))


def _numbered(cases: Iterable[Case]) -> _Cases:
    """All features of all cases, in the order of the alphabet."""
    found: dict[str, int] = {}
    columns, ends, bounds, right, weights = array("i"), array("q", [0]), array("q", [0]), array("b"), array("f")
    for case in cases:
        for number, features in enumerate(case.options):
            for feature in (*case.shared, *features):
                columns.append(found.setdefault(feature, len(found)))
            ends.append(len(columns))
            right.append(number in case.right)
        bounds.append(len(right))
        weights.append(case.weight)
    features = sorted(found)
    places = np.empty(len(found), np.int32)
    places[[found[feature] for feature in features]] = np.arange(len(found), dtype=np.int32)
    indices = places[np.frombuffer(columns, np.int32)]
    shape = (len(right), len(found))
    matrix = csr_matrix((np.ones(len(indices), np.float32), indices, np.frombuffer(ends, np.int64)), shape=shape)
    matrix.sum_duplicates()  # in order, and each feature once
    matrix.data[:] = 1
    return _Cases(
        tuple(features),
        matrix,
        np.frombuffer(bounds, np.int64),
        np.frombuffer(right, np.bool_),
        np.frombuffer(weights, np.float32),
    )


def _with_frequent(cases: _Cases, rarest: int) -> _Cases:
    """The cases without features that fewer cases than `rarest` have."""
    rows = cases.bounds[-1]
    members = csr_matrix((np.ones(rows, np.float32), np.arange(rows), cases.bounds), shape=(len(cases.weights), rows))
    counts = np.bincount((members @ cases.matrix).indices, minlength=len(cases.features))
    kept = np.flatnonzero(counts >= rarest)
    features = tuple(cases.features[number] for number in kept)
    matrix = cases.matrix[:, kept]
    matrix.sort_indices()
    return _Cases(features, matrix, cases.bounds, cases.right, cases.weights)


def _descend(state: list[Any], cases: _Cases, random: np.random.Generator, settings: Settings) -> None:
    """Bring `state` down the slope of the loss, in place (Kingma and Ba 2015)."""
    moments = [(np.zeros_like(p), np.zeros_like(p)) for p in state]
    number = len(cases.weights)
    step, total = 0, settings.epochs * (number // BATCH + 1)
    for _ in range(settings.epochs):
        order = random.permutation(number)
        for at in range(0, number, BATCH):
            chosen = order[at : at + BATCH]
            index = np.concatenate([np.arange(cases.bounds[c], cases.bounds[c + 1]) for c in chosen])
            x = cases.matrix[index]
            if settings.dropout:
                x.data *= (random.random(len(x.data)) >= settings.dropout) / (1 - settings.dropout)
            gradients = _gradients(x, cases, index, chosen, state)
            step += 1
            speed = RATE * (1 - step / (total + 1))
            for place, (parameter, gradient) in enumerate(zip(state, gradients, strict=True)):
                first, second = moments[place]
                first += 0.1 * (gradient - first)
                second += 0.001 * (gradient**2 - second)
                corrected = first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
                state[place] -= speed * (corrected + DECAY / RATE * parameter)


def _gradients(
    x: csr_matrix, cases: _Cases, index: NDArray[np.int64], chosen: NDArray[np.int64], state: Sequence[Any]
) -> list[Any]:
    """The slopes of the loss over the rows `x` of the `chosen` cases."""
    rows, bias, output = state
    sums = x @ rows
    before = sums[:, 1:] + bias
    hidden = np.maximum(before, 0)
    scores = sums[:, 0] + hidden @ output
    lengths = cases.bounds[chosen + 1] - cases.bounds[chosen]
    starts = np.concatenate([[0], np.cumsum(lengths[:-1])])

    def of_case(ufunc: np.ufunc, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """For each row what `ufunc` makes of all rows of its case."""
        return np.repeat(ufunc.reduceat(values, starts), lengths)

    powers = np.exp(scores - of_case(np.maximum, scores))
    share = powers / of_case(np.add, powers)
    right = np.where(cases.right[index], share, 0)
    right /= np.maximum(of_case(np.add, right), 1e-9)
    slopes = np.repeat(cases.weights[chosen], lengths) * (share - right) / len(chosen)
    inner = np.outer(slopes, output) * (before > 0)
    return [x.T @ np.column_stack([slopes, inner]), inner.sum(axis=0), hidden.T @ slopes]


def write_weights(weights: Weights, card: Mapping[str, Any], path: Path) -> None:
    """Write `weights` as a line a feature, in thousandths, with the model card before them."""
    kept = {
        f: [round(THOUSANDTHS * float(v)) for v in row] for f, row in zip(weights.features, weights.rows, strict=True)
    }
    lines = [
        f"{json.dumps(f, ensure_ascii=False)}: {json.dumps(row, separators=(',', ':'))}" for f, row in kept.items()
    ]
    rounded = {name: [round(float(v), 4) for v in getattr(weights, name)] for name in ("bias", "output")}
    head = json.dumps({"card": card, **rounded}, ensure_ascii=False, indent=1)[:-2]
    path.write_text(head + ',\n "weights": {\n' + ",\n".join(lines) + "\n}}\n", encoding="utf8")
