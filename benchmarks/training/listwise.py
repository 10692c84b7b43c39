"""Training of the scorer: a choice among the candidates of a case, by gradient descent on the log-likelihood.

Several candidates of a case may be right (the name and, in apposition to it, its description): what is maximised is the
probability of all right ones together.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from quoteattr.decisions.linear import THOUSANDTHS, Scorer

__all__ = ["Case", "Weights", "as_scorer", "train", "write_weights"]


# How fast weights change at first, and how fast they decay.
RATE, DECAY = 0.004, 2e-5


@frozen(eq=False)
class Case:
    """One choice: the features of each candidate, which of them are right, and how much it counts."""

    candidates: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    weight: float = 1.0


@frozen(eq=False)
class Weights:
    """What `quoteattr.decisions.linear.Scorer` reads."""

    features: tuple[str, ...]
    rows: NDArray[np.float32]
    bias: NDArray[np.float32]
    output: NDArray[np.float32]


def train(
    cases: Sequence[Case],
    *,
    hidden: int,
    epochs: int,
    dropout: float,
    rarest: int = 8,
    runs: int = 1,
) -> Weights:
    """Weights from `cases` by Adam over batches of 64 cases, without features of fewer than `rarest` cases.

    Without a hidden layer, several `runs` in other orders give a model of less chance: the mean of their weights.
    """
    if hidden and runs > 1:
        raise ValueError("the mean of several runs is one of linear models: hidden layers are not alike")
    counts = Counter(f for case in cases for f in {f for candidate in case.candidates for f in candidate})
    features = tuple(sorted(f for f, count in counts.items() if count >= rarest))
    matrix, bounds = _matrix(cases, {f: n for n, f in enumerate(features)})
    states = []
    for seed in range(runs):
        random = np.random.default_rng(seed)
        rows = np.concatenate(
            [np.zeros((len(features), 1)), random.normal(0, 0.05, (len(features), hidden))], axis=1
        ).astype(np.float32)
        state = [rows, np.zeros(hidden, np.float32), random.normal(0, 0.3, hidden).astype(np.float32)]
        _descend(state, cases, matrix, bounds, random, epochs, dropout)
        states.append(state)
    return Weights(features, *(np.mean(parts, axis=0, dtype=np.float32) for parts in zip(*states, strict=True)))


def _descend(
    state: list[Any],
    cases: Sequence[Case],
    matrix: csr_matrix,
    bounds: NDArray[np.int64],
    random: np.random.Generator,
    epochs: int,
    dropout: float,
) -> None:
    """Bring `state` down the slope of the loss, in place."""
    moments = [(np.zeros_like(p), np.zeros_like(p)) for p in state]
    step, batch = 0, 64
    total = epochs * (len(cases) // batch + 1)
    for _ in range(epochs):
        order = random.permutation(len(cases))
        for at in range(0, len(order), batch):
            chosen = order[at : at + batch]
            index = np.concatenate([np.arange(bounds[c], bounds[c + 1]) for c in chosen])
            x = matrix[index]
            if dropout:
                x = x.copy()
                x.data = x.data * (random.random(len(x.data)) >= dropout) / (1 - dropout)
            gradients = _gradients(x, [cases[c] for c in chosen], state)
            step += 1
            speed = RATE * (1 - step / (total + 1))
            for number, (parameter, gradient) in enumerate(zip(state, gradients, strict=True)):
                first, second = moments[number]
                first += 0.1 * (gradient - first)
                second += 0.001 * (gradient**2 - second)
                corrected = first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
                state[number] -= speed * (corrected + DECAY / RATE * parameter)


def _matrix(cases: Sequence[Case], numbers: dict[str, int]) -> tuple[csr_matrix, NDArray[np.int64]]:
    """One row a candidate, one column a feature; and where each case's rows start."""
    columns, ends, bounds = [], [0], [0]
    for case in cases:
        for candidate in case.candidates:
            columns += sorted({numbers[f] for f in candidate if f in numbers})
            ends.append(len(columns))
        bounds.append(len(ends) - 1)
    data = np.ones(len(columns), np.float32)
    return csr_matrix((data, columns, ends), shape=(len(ends) - 1, len(numbers))), np.array(bounds)


def _gradients(x: csr_matrix, cases: Sequence[Case], state: list[Any]) -> list[Any]:
    rows, bias, output = state
    sums = x @ rows
    before = sums[:, 1:] + bias
    hidden = np.maximum(before, 0)
    scores = sums[:, 0] + hidden @ output
    slopes = np.zeros_like(scores)
    at = 0
    for case in cases:
        end = at + len(case.candidates)
        powers = np.exp(scores[at:end] - scores[at:end].max())
        share = powers / powers.sum()
        right = np.zeros_like(share)
        right[list(case.right)] = share[list(case.right)]
        slopes[at:end] = case.weight * (share - right / max(right.sum(), 1e-9))
        at = end
    slopes /= len(cases)
    inner = np.outer(slopes, output) * (before > 0)
    return [x.T @ np.column_stack([slopes, inner]), inner.sum(axis=0), hidden.T @ slopes]


def as_scorer(weights: Weights) -> Scorer:
    """The scorer that reads `weights`."""
    numbers = {feature: number for number, feature in enumerate(weights.features)}
    return Scorer(numbers=numbers, rows=weights.rows, bias=weights.bias, output=weights.output, card={})


def write_weights(weights: Weights, card: dict[str, Any], path: Path) -> None:
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
