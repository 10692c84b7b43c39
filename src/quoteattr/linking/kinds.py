"""Direct, mixed or scare: what a span in marks is, once the best candidate to attribute it is known.

Decided on evidence, never on length alone: the span's own words and edges, how it hangs in the sentence, and how good
the cue is that would report it. In *whether there was a “stand down” order* no cue is near.
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.decisions import Judge, Option
from quoteattr.types import QuotationKind

__all__ = ["decide_kind", "kind_options"]


def decide_kind(own: Sequence[str], chosen: Sequence[str], judge: Judge) -> tuple[QuotationKind, float]:
    """The kind of a span, and the probability that it is speech or is not, as decided.

    `own` are the span's features, `chosen` those of the candidate chosen for it.
    """
    direct, mixed, scare = (float(p) for p in judge(kind_options(own, chosen)))
    if scare > direct + mixed:
        return QuotationKind.SCARE, scare
    return (QuotationKind.DIRECT if direct > mixed else QuotationKind.MIXED), direct + mixed


def kind_options(own: Sequence[str], chosen: Sequence[str]) -> tuple[Option[QuotationKind], ...]:
    """The three kinds; a scare quotation is what is left when nothing speaks for speech."""
    speech = (*own, *chosen)
    return (
        Option(QuotationKind.DIRECT, lambda: (*speech, *(f"kind=direct|{f}" for f in own))),
        Option(QuotationKind.MIXED, lambda: (*speech, *(f"kind=mixed|{f}" for f in own))),
        Option(QuotationKind.SCARE),
    )
