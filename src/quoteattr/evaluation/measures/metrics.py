"""Every figure by name: what it says, which decisions it sums, and whose definition it is.

A figure of precision is over the decisions that a system made (`predicted`), one of recall or a share over those that
the gold expects (`expected`), F1 their harmonic mean. Figures of calibration read the confidences of speakers named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from types import MappingProxyType

from attrs import frozen

from quoteattr.evaluation.corpora import Extent
from quoteattr.evaluation.measures.decisions import Decision

__all__ = ["METRICS", "Measure", "Metric", "intersection_over_union", "overlap", "pair_up", "trimmed"]

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


class Measure(Enum):
    """How a figure is made of the decisions of its field."""

    PRECISION = "precision"
    RECALL = "recall"
    F1 = "F1"
    AT_PRECISION = "recall at a precision of 0.98"
    CALIBRATION_ERROR = "calibration error"
    AREA_UNDER_CURVE = "area under the curve"


@frozen(kw_only=True)
class Metric:
    """A figure: its `definition` in a sentence, the `field` of its decisions, the `measure`, and who defined it."""

    name: str
    definition: str
    field: str
    measure: Measure
    source: str = ""
    lower_is_better: bool = False

    def counts(self, decision: Decision) -> bool:
        """Whether the figure is made of `decision`, among others."""
        return decision.field == self.field and _COUNTS[self.measure](decision)


_COUNTS: Mapping[Measure, Callable[[Decision], bool]] = {
    Measure.PRECISION: lambda decision: decision.predicted,
    Measure.RECALL: lambda decision: decision.expected,
    Measure.F1: lambda decision: decision.expected or decision.predicted,
    Measure.AT_PRECISION: lambda decision: decision.expected or decision.predicted,
    Measure.CALIBRATION_ERROR: lambda decision: decision.predicted,
    Measure.AREA_UNDER_CURVE: lambda decision: decision.predicted,
}

_PARETI = "Pareti et al., EMNLP 2013 (D13-1101), there by tokens"
_OKEEFE = "O'Keefe et al., EMNLP 2012 (D12-1072)"

# What is asked of each string or report: field, measure of the figure that bears its name, definition, source.
_FIELDS = (
    ("detection", Measure.F1, "speech in marks told from other strings in marks: half of the string covered", ""),
    ("speaker", Measure.RECALL, "strings of speech with the right speaker, a name said shorter included", _OKEEFE),
    (
        "role",
        Measure.F1,
        "the speaker's title: most words, the head and the rank in common",
        "after Santa Clara, arXiv 2501.00164",
    ),
    ("organization", Measure.F1, "the organization of the role, compared like a role", ""),
    ("source_kind", Measure.F1, "the medium or occasion, as one of the kinds", "after Santa Clara, arXiv 2501.00164"),
    ("source_name", Measure.F1, "the outlet, programme or publication, compared like a role or a name", ""),
    ("source_date", Measure.F1, "when the words were delivered, in the article's words", ""),
    ("content_exact", Measure.F1, "content spans equal but for marks and stops at their ends", _PARETI),
    ("content_partial", Measure.F1, "mean share of content spans covered, in characters", _PARETI),
    ("relation_linked", Measure.F1, "content half right or more and the mention within the gold source", ""),
)

# Shares of one question each: name, field, measure, definition.
_SHARES = (
    ("not_speech_rejected", "not_speech", Measure.RECALL, "strings that are nobody's speech left out"),
    ("speaker_strict", "speaker_strict", Measure.RECALL, "strings of speech with the same speaker's name in full"),
    ("kind", "kind", Measure.RECALL, "direct or mixed right, of the strings of speech found"),
    ("mention", "mention", Measure.RECALL, "the words that stand for the speaker, one within the other"),
    ("cue", "cue", Measure.RECALL, "the words that report, one within the other"),
    ("quoted_found", "quoted_found", Measure.RECALL, "pieces with marks overlapped by half of the shorter"),
    ("quoted_linked", "quoted_linked", Measure.RECALL, "pieces with marks that the right source is linked to"),
    (
        "quoted_precision",
        "quoted_precision",
        Measure.PRECISION,
        "quotations with marks that are such pieces, rightly linked",
    ),
    ("indirect_found", "indirect_found", Measure.RECALL, "indirect reports found: half or more of both in common"),
    ("indirect_speaker", "indirect_speaker", Measure.RECALL, "indirect reports found and with the right speaker"),
    ("block_found", "block_found", Measure.RECALL, "block quotations found: half or more of both in common"),
    ("block_speaker", "block_speaker", Measure.RECALL, "block quotations found and with the right speaker"),
)

_CALIBRATION = (
    Metric(
        name="at_p98",
        field="speaker",
        measure=Measure.AT_PRECISION,
        definition="right speakers kept at the lowest confidence from which 98 in 100 are right",
    ),
    Metric(
        name="ece",
        field="speaker",
        measure=Measure.CALIBRATION_ERROR,
        definition="calibration error of the confidence, ten bins of equal mass",
        source="Nguyen & O'Connor, EMNLP 2015 (D15-1182)",
        lower_is_better=True,
    ),
    Metric(
        name="auroc",
        field="speaker",
        measure=Measure.AREA_UNDER_CURVE,
        definition="how likely a right speaker has the higher confidence than a wrong one",
        source="Hanley & McNeil, Radiology 143 (1982)",
    ),
)

_SIDES = {
    Measure.F1: (("precision", Measure.PRECISION), ("recall", Measure.RECALL)),
    Measure.RECALL: (("precision", Measure.PRECISION),),
}


def _of_field(name: str, measure: Measure, definition: str, source: str) -> tuple[Metric, ...]:
    """Make the figure that bears the field's name, and its precision and recall where they say something else."""
    return (
        Metric(name=name, field=name, measure=measure, definition=definition, source=source),
        *(
            Metric(name=f"{name}_{side}", field=name, measure=of_side, definition=f"{side} of {name}", source=source)
            for side, of_side in _SIDES[measure]
        ),
    )


# By name, in the order of reports.
METRICS: Mapping[str, Metric] = MappingProxyType(
    {
        metric.name: metric
        for metric in (
            *(metric for row in _FIELDS for metric in _of_field(*row)),
            *(Metric(name=n, field=f, measure=m, definition=d) for n, f, m, d in _SHARES),
            *_CALIBRATION,
        )
    }
)
