"""The decisions of the pipeline in the order in which they are made and learnt, and the judges that make them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate, chain, repeat
from types import MappingProxyType
from typing import Any

import numpy as np
from attrs import field, frozen

from quoteattr.decisions.option import Floats, Judge, Option

__all__ = ["DECISIONS", "THOUSANDTHS", "Decision", "Judges", "LinearJudge", "load_judge", "load_judges"]

# Weights are kept in thousandths: whole numbers are read in half the time of fractions.
THOUSANDTHS = 1000


@frozen(eq=False)
class LinearJudge:
    """Weights by feature: `rows` are (features, 1 + hidden): the linear weight and the hidden layer's."""

    numbers: dict[str, int] = field(repr=False)
    rows: Floats = field(repr=False)
    bias: Floats = field(repr=False)
    output: Floats = field(repr=False)
    card: dict[str, Any]

    @property
    def thresholds(self) -> Mapping[str, float]:
        """The thresholds that the card has for these weights."""
        found: dict[str, float] = self.card.get("thresholds", {})
        return found

    def score(self, options: Sequence[Option[Any]], shared: Sequence[str] = ()) -> Floats:
        """A score for each option's features together with those `shared` by all; unknown features count nothing."""
        if not len(self.output):
            weight = self._linear.get
            common = sum(map(weight, shared, repeat(0.0)))
            return np.array([sum(map(weight, o.features(), repeat(0.0)), common) for o in options], np.float32)
        # Every set ends in a feature that is unknown: a sum over no row at all would be that of the next set's first.
        sets = [*[(*option.features(), "") for option in options], (*shared, "")]
        *starts, count = accumulate(map(len, sets), initial=0)
        numbers = map(self.numbers.get, chain.from_iterable(sets), repeat(len(self.numbers)))
        rows = self._rows_and_nothing.take(np.fromiter(numbers, np.intp, count), axis=0)
        sums = np.add.reduceat(rows, starts, axis=0)
        sums = sums[:-1] + sums[-1]
        hidden = np.maximum(sums[:, 1:] + self.bias, 0)
        return np.asarray(sums[:, 0] + hidden @ self.output, dtype=np.float32)

    def __call__(self, options: Sequence[Option[Any]], shared: Sequence[str] = ()) -> Floats:
        """The softmax of `score` over the options. Raises ValueError for none."""
        scores = self.score(options, shared)
        powers = np.exp(scores - np.maximum.reduce(scores))
        return np.asarray(powers / np.add.reduce(powers), dtype=np.float32)

    @cached_property
    def _rows_and_nothing(self) -> Floats:
        """The rows, and one of zeros behind them."""
        return np.vstack([self.rows, np.zeros((1, self.rows.shape[1]), np.float32)])

    @cached_property
    def _linear(self) -> dict[str, float]:
        """The weights of a scorer without hidden layer, which are summed faster one by one than as rows."""
        return dict(zip(self.numbers, self.rows[:, 0].tolist(), strict=True))


def load_judge(name: str) -> LinearJudge:
    """The packaged judge of the decision of that name."""
    file = files("quoteattr") / "data" / "decisions" / f"{name}.json"
    data = json.loads(file.read_text(encoding="utf8"))
    weights: dict[str, list[int]] = data["weights"]
    rows = np.fromiter(chain.from_iterable(weights.values()), np.float32).reshape(len(weights), -1)
    return LinearJudge(
        numbers={feature: number for number, feature in enumerate(weights)},
        rows=rows / np.float32(THOUSANDTHS),
        bias=np.array(data["bias"], dtype=np.float32),
        output=np.array(data["output"], dtype=np.float32),
        card=data["card"],
    )


#: The judge of each decision, by the decision's name.
Judges = Mapping[str, Judge]


@frozen
class Decision:
    """A decision: `name` is that of its weights, `after` are the decisions whose answers it builds on."""

    name: str
    after: tuple[str, ...] = ()


DECISIONS = (
    Decision("content"),  # what a cue reports, if anything
    Decision("mention", after=("content",)),  # by whose words
    Decision("link"),  # the cue and mention that attribute a quoted span
    Decision("kind", after=("link",)),  # direct, mixed or nobody's speech
    Decision("antecedent", after=("link",)),  # whom a mention means
    Decision("title"),
    Decision("organization", after=("title",)),
    Decision("source_kind", after=("content", "mention", "kind", "antecedent")),
    Decision("source_name", after=("source_kind",)),
    Decision("source_date", after=("source_kind",)),
    Decision("confidence", after=("content", "mention", "kind", "antecedent")),  # that the speaker is right
)


@cache
def load_judges() -> Judges:
    """The packaged judges, from data files of the decisions' names; each `card` says how it was trained."""
    return MappingProxyType({decision.name: load_judge(decision.name) for decision in DECISIONS})
