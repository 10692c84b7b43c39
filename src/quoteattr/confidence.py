"""Confidence: how likely it is that the speaker of a quotation is right, as a probability that can be trusted.

What the linker and the choice of antecedents hold likely are probabilities of a choice given all that came before, and
too sure of themselves. A scorer turns them, and what kind of evidence there is, into the share of such speakers that
are right; it learns from quoted strings of articles that the other scorers did not see (Platt 1999, with more signs
than one). For blocks and indirect reports, which it does not learn from, it is a guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from math import exp, log

from quoteattr.decisions import Judge, Option, bucket
from quoteattr.document import Discourse
from quoteattr.values import MentionKind, Report, Resolution, Someone, Unnamed

__all__ = ["confidence_option", "find_confidences"]

# The log-odds that a probability is compared with: one feature for each that it reaches.
STEPS = tuple(step / 2 for step in range(-4, 15))


def find_confidences(
    discourse: Discourse, reports: Sequence[Report], resolutions: Sequence[Resolution], judge: Judge
) -> dict[int, float]:
    """The probability, 0 to 1, that the speaker of each report is right, by its index; only of those with a speaker."""
    known = [n for n, resolution in enumerate(resolutions) if resolution.speaker is not None]
    options = [confidence_option(discourse, reports[n], resolutions[n]) for n in known]
    *scores, nothing = judge.score([*options, Option(None)])
    return {number: 1 / (1 + exp(float(nothing - score))) for number, score in zip(known, scores, strict=True)}


def confidence_option(discourse: Discourse, report: Report, resolution: Resolution) -> Option[Someone]:
    """The speaker that `resolution` gives a report, with what speaks for and against it."""
    return Option(resolution.speaker, partial(_features, discourse, report, resolution))


def _features(discourse: Discourse, report: Report, resolution: Resolution) -> tuple[str, ...]:
    someone = resolution.speaker
    kind = _kind_of_mention(discourse, report)
    words = len(discourse.document.text[report.start : report.end].split())
    facts = (
        f"pattern={report.pattern.value}",
        f"mention={kind}",
        f"speaker={_kind_of_speaker(discourse, someone)}",
        f"breaks={report.breaks}|place={'' if report.place is None else report.place.value}",
        f"distance={bucket(report.distance)}",
        f"cue_rate={report.cue.rate if report.cue is not None else None}",
        f"quotation={report.kind.value}|words={bucket(words)}",
        f"mention={kind}|named={_times_named(discourse, someone)}",
    )
    reached = (
        *_reached("link", report.probability),
        *_reached("resolution", resolution.probability),
        *_reached("both", report.probability * resolution.probability),
    )
    return ("any", *facts, *reached, *(f"mention={kind}|{step}" for step in reached))


def _times_named(discourse: Discourse, someone: Someone) -> str:
    return bucket(len(discourse.entities[someone].occurrences)) if isinstance(someone, int) else "never"


def _kind_of_mention(discourse: Discourse, report: Report) -> str:
    mention = report.mention
    if mention is None:
        return "none"
    if mention.kind is MentionKind.PRONOUN:
        return discourse.document.doc[mention.head].lower_
    shared = mention.name is not None and mention.name in discourse.claimants
    return "shared name" if shared else mention.kind.value


def _kind_of_speaker(discourse: Discourse, someone: int | Unnamed | None) -> str:
    return discourse.entities[someone].kind.value if isinstance(someone, int) else "never named"


def _reached(name: str, probability: float) -> Iterator[str]:
    held = min(max(probability, 1e-4), 1 - 1e-4)
    odds = log(held / (1 - held))
    return (f"{name}>={step}" for step in STEPS if odds >= step)
