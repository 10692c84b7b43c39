"""What every figure is made of: one decision for each thing that the gold asks, or that a system says unasked.

A figure is a sum over decisions, so that it can be resampled by article (intervals), compared with another run decision
by decision, and traced to the cases behind it.
"""

from __future__ import annotations

from attrs import frozen

from quoteattr.evaluation.corpora import Extent

__all__ = ["Decision"]


@frozen(kw_only=True)
class Decision:
    """One decision of a system, against the gold.

    It counts among those that the gold expects (`expected`: recall's denominator), among those that the system made
    (`predicted`: precision's), or both. `right` is how far it is right, 0 to 1; only spans are ever right in part.
    `extent` is what it is about, in characters of the article, half-open; `accepted` are the answers that the gold
    accepts and `answer` is the system's, None for nothing. `confidence` is that of the system, where it gave one.
    """

    article: str
    field: str
    extent: Extent
    right: float
    expected: bool = False
    predicted: bool = False
    accepted: tuple[str | None, ...] = ()
    answer: str | None = None
    confidence: float | None = None

    @property
    def key(self) -> tuple[str, str, Extent, bool]:
        """What makes it the same decision in another run over the same corpus."""
        return self.article, self.field, self.extent, self.expected

    @property
    def is_wrong(self) -> bool:
        """Whether anything is wrong with it."""
        return self.right < 1.0
