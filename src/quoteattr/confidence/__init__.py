"""Confidence: how likely the speaker of a report is right. One decision, `confidence`.

In: reports and their resolutions. Out: a probability for each, calibrated on articles that the other judges did not see
(after Platt 1999).
"""

from quoteattr.confidence.choose import find_confidences

__all__ = ["find_confidences"]
