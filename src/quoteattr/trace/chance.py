"""Whether words come from a document, or only happen to stand in it.

In: a part, its place in the article, what was found of it. Out: how much ties the place to the document. Words that are
many or rare need no tie; a stock phrase needs one: the same speaker, names that both have, other words of the same
document around.
"""

from __future__ import annotations

from attrs import frozen

from quoteattr.trace.speakers import Who
from quoteattr.trace.values import Verdict
from quoteattr.trace.verdicts import Finding
from quoteattr.types import QuotationKind

__all__ = ["Place", "is_strong", "tie"]

# The weight of words from which on they have no other origin.
PARTICULAR = 4.5
PARTICULAR_IF_ALTERED = 5.5
# Names of the paragraph that the document has as well.
SHARED_NAMES = 2


@frozen
class Place:
    """Where a part stands in its article: who speaks, and the names of its paragraph and of the one before."""

    who: Who
    names: frozenset[str]
    kind: QuotationKind | None


def is_strong(finding: Finding) -> bool:
    """Whether the words are many or rare enough to have no other origin."""
    verbatim = finding.verdict in {Verdict.VERBATIM, Verdict.MARKED}
    return finding.weight >= (PARTICULAR if verbatim else PARTICULAR_IF_ALTERED)


def tie(place: Place, finding: Finding, supported: frozenset[str]) -> float:
    """How closely the place is tied to the document: 0 where words that stand there stand there by chance.

    `supported` are the documents that other, stronger parts of the article come from.
    """
    document = finding.reading.document
    there = finding.reading.names
    who = place.who
    same = bool(who.names & there)
    ties = 2.0 * same + 1.0 * (document.id in supported) + min(1.0, 0.25 * len(place.names & there))
    if is_strong(finding):
        return 1.0 + ties
    if same:
        return ties
    if who.stated and who.named and not same:
        return 0.0  # somebody of whom the document knows nothing
    if place.kind is QuotationKind.SCARE and not (
        document.id in supported and len(place.names & there) >= SHARED_NAMES
    ):
        return 0.0
    if document.id in supported:
        return ties
    return ties if len(place.names & there) >= SHARED_NAMES and not who.named else 0.0
