"""Buckets: numbers as features, few values for small ones and fewer for large."""

from __future__ import annotations

from bisect import bisect_left

__all__ = ["bucket"]

SIZES = (0, 1, 2, 3, 5, 8, 12, 20, 40)
SIZE_NAMES = (*map(str, SIZES), "more")


def bucket(number: int) -> str:
    """The smallest of `SIZES` that holds `number`, as its name."""
    return SIZE_NAMES[bisect_left(SIZES, number)]
