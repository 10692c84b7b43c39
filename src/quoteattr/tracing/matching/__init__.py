"""Matching: a part and a document, word by word.

In: a `Part` and a `Reading`. Out: `Alignment`s, and a `Finding` of each: the verdict, the edits, where the words stand.
"""

from quoteattr.tracing.matching.alignment import CLOSED_CLASS, align, weight_of
from quoteattr.tracing.matching.verdicts import STITCHED, Finding, judge

__all__ = ["CLOSED_CLASS", "STITCHED", "Finding", "align", "judge", "weight_of"]
