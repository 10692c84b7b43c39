"""What may be chosen, and who weighs it: the seam between a decision and the model behind it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

__all__ = ["Floats", "Judge", "Option", "bucket"]

Floats = NDArray[np.float32]
Value = TypeVar("Value")


@frozen
class Option(Generic[Value]):
    """Something to choose: its `value`, None for nothing or nobody, and the `features` that speak for it.

    Every decision has an option of nothing, so that no choice is ever empty. Features are strings of facts, each
    `name=value` or a bare name, joined by `|`. They are made from typed facts if a judge asks, and never read back.
    """

    value: Value | None
    features: Callable[[], Iterable[str]] = tuple


class Judge(Protocol):
    """Weighs options against each other: a linear model of features today; a network's head can stand in its place."""

    @property
    def thresholds(self) -> Mapping[str, float]:
        """The thresholds that were found for this judge, by name; they belong to its weights."""

    @property
    def card(self) -> Mapping[str, Any]:
        """What the judge was trained on, and how."""

    def score(self, options: Sequence[Option[Any]], shared: Sequence[str] = ()) -> Floats:
        """A score for each option, together with the features that are `shared` by all."""

    def __call__(self, options: Sequence[Option[Any]], shared: Sequence[str] = ()) -> Floats:
        """The probability of each option, the softmax of their scores. Raises ValueError for no options."""


SIZES = (0, 1, 2, 3, 5, 8, 12, 20, 40)
SIZE_NAMES = (*map(str, SIZES), "more")


def bucket(number: int) -> str:
    """The smallest of `SIZES` that holds `number`, as its name."""
    return SIZE_NAMES[bisect_left(SIZES, number)]
