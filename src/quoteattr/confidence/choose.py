"""Confidence: how likely it is that the speaker of a quotation is right, as a probability that can be trusted.

What the linker and the choice of antecedents hold likely are probabilities of a choice given all that came before, and
too sure of themselves. A scorer turns them, and what kind of evidence there is, into the share of such speakers that
are right; it learns from quoted strings of articles that the other scorers did not see (Platt 1999, with more signs
than one). For blocks and indirect reports, which it does not learn from, it is a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp, log

from quoteattr.assembly import Draft
from quoteattr.coreference.choose import Resolution
from quoteattr.decisions.buckets import bucket
from quoteattr.decisions.linear import Scorer
from quoteattr.document.discourse import Cast
from quoteattr.values import MentionKind, Unnamed

__all__ = ["confidence_features", "find_confidences"]

# The log-odds that a probability is compared with: one feature for each that it reaches.
STEPS = tuple(step / 2 for step in range(-4, 15))


def find_confidences(
    cast: Cast, drafts: Sequence[Draft], resolutions: Mapping[int, Resolution], scorer: Scorer
) -> dict[int, float]:
    """The probability, 0 to 1, that the speaker of each draft is right, by its key; drafts without one are left out."""
    known = [d for d in drafts if d.key in resolutions and resolutions[d.key].speaker is not None]
    *scores, nothing = scorer.score([*(confidence_features(cast, d, resolutions[d.key]) for d in known), ()])
    return {draft.key: 1 / (1 + exp(float(nothing - score))) for draft, score in zip(known, scores, strict=True)}


def confidence_features(cast: Cast, draft: Draft, resolution: Resolution) -> tuple[str, ...]:
    """What speaks for and against the speaker that `resolution` gives a draft."""
    candidate, someone = draft.link.candidate, resolution.speaker
    kind = _kind_of_mention(cast, draft)
    facts = (
        f"pattern {candidate.pattern}",
        f"mention {kind}",
        f"speaker {_kind_of_speaker(cast, someone)}",
        f"breaks {candidate.breaks} {candidate.where}",
        f"distance {bucket(candidate.distance)}",
        f"cue {candidate.cue.rate if candidate.cue is not None else None}",
        f"quotation {draft.quotation.kind.value} {bucket(len(draft.quotation.span.text.split()))}",
        f"named {kind} {bucket(len(cast.entities[someone].occurrences)) if isinstance(someone, int) else 'never'}",
    )
    reached = (
        *_reached("link", draft.link.probability),
        *_reached("resolution", resolution.probability),
        *_reached("both", draft.link.probability * resolution.probability),
    )
    return ("any", *facts, *reached, *(f"{kind}: {step}" for step in reached))


def _kind_of_mention(cast: Cast, draft: Draft) -> str:
    mention = draft.link.candidate.mention
    if mention is None:
        return "none"
    if mention.kind is MentionKind.PRONOUN:
        return cast.scene.doc[mention.head].lower_
    shared = mention.name is not None and mention.name in cast.claimants
    return "shared name" if shared else mention.kind.value


def _kind_of_speaker(cast: Cast, someone: int | Unnamed | None) -> str:
    return cast.entities[someone].kind.value if isinstance(someone, int) else "never named"


def _reached(name: str, probability: float) -> Iterator[str]:
    held = min(max(probability, 1e-4), 1 - 1e-4)
    odds = log(held / (1 - held))
    return (f"{name} over {step}" for step in STEPS if odds >= step)
