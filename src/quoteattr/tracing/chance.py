"""Whether words come from a document, or only happen to stand in it.

In: a part, its place in the article, what was found of it. Out: how much ties the place to the document. Words that are
many or rare need no tie; a stock phrase needs one: the same speaker, names that both have, other words of the same
document around.
"""

from __future__ import annotations

from attrs import frozen

from quoteattr.tracing.matching import Finding
from quoteattr.tracing.speakers import Who
from quoteattr.tracing.values import Verdict
from quoteattr.types import QuotationKind

__all__ = ["Place", "is_strong", "tie"]

# The weight of words from which on they have no other origin.
PARTICULAR = 4.0
PARTICULAR_IF_ALTERED = 4.8
# Names of the paragraph that the document has as well.
SHARED_NAMES = 2
# A pronoun's speaker is held against a document only so sure, and of a fragment.
SURE_OF_STRANGER = 0.8
FRAGMENT = 2.0


@frozen
class Place:
    """Where a part stands in its article: who speaks, and the names of its paragraph and of the one before."""

    who: Who
    names: frozenset[str]
    kind: QuotationKind | None
    headline: bool


def is_strong(finding: Finding) -> bool:
    """Whether the words are many or rare enough to have no other origin."""
    verbatim = finding.verdict in {Verdict.VERBATIM, Verdict.MARKED}
    return finding.weight >= (PARTICULAR if verbatim else PARTICULAR_IF_ALTERED)


def tie(place: Place, finding: Finding, supported: frozenset[str]) -> float:
    """How closely the place is tied to the document: 0 where words that stand there stand there by chance.

    `supported` are the documents that other, stronger parts of the article come from.
    """
    reading, who = finding.reading, place.who
    same = bool(who.names & reading.names)
    shared = len(place.names & reading.names)
    supports = reading.document.id in supported
    ties = 2.0 * same + 1.0 * supports + min(1.0, 0.25 * shared)
    if is_strong(finding):
        return 1.0 + ties
    if place.headline and supports:
        return ties
    if _is_stranger(who, finding):
        return 0.0
    if same:
        return ties
    if place.kind is QuotationKind.SCARE:
        return ties if supports and shared >= SHARED_NAMES else 0.0
    return ties if supports or (shared >= SHARED_NAMES and not who.named) else 0.0


def _is_stranger(who: Who, finding: Finding) -> bool:
    """Whether the article's speaker is somebody of whom the document knows nothing."""
    reading = finding.reading
    if who.names & reading.names:
        return False
    if who.stated:
        there = {form for form in reading.places if form in who.proper}
        return bool(who.proper or who.names) and not there
    short = finding.weight <= FRAGMENT
    return short and bool(who.names) and who.sure >= SURE_OF_STRANGER
