"""Two runs over one corpus, decision by decision: what was won, what was lost, and whether that may be chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from math import comb

import numpy as np
from attrs import field, frozen

from quoteattr.evaluation.corpora import Extent
from quoteattr.evaluation.measures import METRICS, Decision, Measure, Metric, Numbers, draw_samples, measure
from quoteattr.evaluation.report import Report

__all__ = ["Change", "Comparison", "compare"]

_TAILS = (2.5, 97.5)
_SUMS = frozenset([Measure.PRECISION, Measure.RECALL, Measure.F1])

_Key = tuple[str, str, Extent, bool]


@frozen(kw_only=True, repr=False)
class Change:
    """How a figure changed: from `before` to `after`, the 95 % interval of the difference, and the decisions behind it.

    `won` and `lost` are those that the later run has more right and less right, as the later run has them, if it does.
    `p_value` is that of the two-sided sign test on them: how likely chance alone is to part them so unevenly, or more.
    A figure of calibration is no sum over decisions: it has none of either, and no p-value.
    """

    name: str
    before: float
    after: float
    low: float
    high: float
    won: tuple[Decision, ...]
    lost: tuple[Decision, ...]
    p_value: float | None

    def __repr__(self) -> str:
        change = (
            f"{self.name} {self.before:.3f} -> {self.after:.3f} "
            f"({self.after - self.before:+.3f} [{self.low:+.3f}, {self.high:+.3f}])"
        )
        if self.p_value is None:
            return change
        return f"{change}, won {len(self.won)}, lost {len(self.lost)}, p = {self.p_value:.3f}"


@frozen(kw_only=True)
class Comparison:
    """The change of each figure that both runs have, by name."""

    changes: Mapping[str, Change] = field(hash=False)

    def __str__(self) -> str:
        return "\n".join(map(repr, self.changes.values()))


def compare(before: Report, after: Report) -> Comparison:
    """Compare two reports on one corpus.

    The interval is of the difference over the same thousand resamples of articles. Raises ValueError where the corpora
    differ.
    """
    if before.corpus != after.corpus:
        raise ValueError("the two reports are on different corpora")
    samples = draw_samples([gold.id for gold in before.corpus.articles])
    earlier, later = measure(before.decisions, samples), measure(after.decisions, samples)
    return Comparison(
        changes={
            name: _change(name, before, after, earlier[name], later[name])
            for name in METRICS
            if name in earlier.keys() & later.keys()
        }
    )


def _change(name: str, before: Report, after: Report, earlier: Numbers, later: Numbers) -> Change:
    metric = METRICS[name]
    low, high = np.nanpercentile(later[1:] - earlier[1:], _TAILS)
    is_sum = metric.measure in _SUMS
    gains = list(_gains(before, after, metric)) if is_sum else []
    won = tuple(decision for gain, decision in gains if gain > 0)
    lost = tuple(decision for gain, decision in gains if gain < 0)
    return Change(
        name=name,
        before=float(earlier[0]),
        after=float(later[0]),
        low=float(low),
        high=float(high),
        won=won,
        lost=lost,
        p_value=_sign_test(len(won), len(lost)) if is_sum else None,
    )


def _gains(before: Report, after: Report, metric: Metric) -> Iterator[tuple[float, Decision]]:
    """Yield how much more right each decision behind a figure became."""
    old, new = (_by_key(filter(metric.counts, run.decisions)) for run in (before, after))
    for key in new | old:
        for earlier, later in zip_longest(old.get(key, []), new.get(key, [])):
            decision = later or earlier
            if decision is not None:
                yield _right(later) - _right(earlier), decision


def _by_key(decisions: Iterable[Decision]) -> dict[_Key, list[Decision]]:
    """Gather decisions by key: relations that share a piece of content have several of one."""
    found: dict[_Key, list[Decision]] = {}
    for decision in decisions:
        found.setdefault(decision.key, []).append(decision)
    return found


def _right(decision: Decision | None) -> float:
    """How far a decision is right; one that a run did not make is a false alarm that it did not raise."""
    return 1.0 if decision is None else decision.right


def _sign_test(won: int, lost: int) -> float:
    """Compute the two-sided p-value of `won` against `lost` under even odds (Conover 1999, section 3.4)."""
    count = won + lost
    tail: float = sum(comb(count, k) for k in range(min(won, lost) + 1)) / 2**count
    return min(1.0, 2 * tail)
