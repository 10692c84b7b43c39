"""How far a confidence can be trusted: recall at a precision, calibration error, area under the ROC curve.

Each function takes the confidences of all speakers named, highest first, and whether each was right, as arrays of equal
length.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["area_under_curve", "calibration_error", "right_at_precision"]

Confidences = NDArray[np.float64]
Rights = NDArray[np.bool_]

_BINS = 10


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
