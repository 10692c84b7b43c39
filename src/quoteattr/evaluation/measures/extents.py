"""Arithmetic of stretches of text (character offsets, half-open): overlap, intersection over union, pairs."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.evaluation.corpora import Extent

__all__ = ["intersection_over_union", "overlap", "pair_up", "trimmed"]

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
