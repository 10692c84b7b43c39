"""The parse reader: finds every report, *content* by *cue*, and chooses content and mention of each by trained scorers.

For each cue of the article the proposed contents stand against each other and against `no report`; a second scorer
chooses the mention of those whom the parse and the place propose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from attrs import frozen

from quoteattr.cues.cues import find_cue_nouns
from quoteattr.decisions.linear import Scorer
from quoteattr.document.agents import mentions_of
from quoteattr.document.article import Scene, sentence_at
from quoteattr.reports.features import content_features, cue_features, mention_features
from quoteattr.reports.options import Content, propose_contents
from quoteattr.values import FoundCue, Mention

__all__ = ["FoundReport", "cues_that_may_report", "mentions_outside", "read_reports"]

# Of ten occurrences of a verb in news, those that report: verbs that no table has are read from here on.
LEAST_RATE = 1
# A report must be as likely as none.
LEAST_LIKELY = 0.5
# The score of `no report` from which on a content that is good enough is rare: one report in fifty, by a third of cues.
SURELY_NONE = 1.2
# What a report is known by, from the first word of the pattern that proposed its content.
EVIDENCE = {
    "ccomp": "clausal_complement",
    "xcomp": "infinitive",
    "opening": "clausal_complement",
    "shared": "shared_complement",
    "before": "cue_behind",
    "start": "cue_behind",
    "behind": "cue_before",
    "behind colon": "colon_lead_in",
    "parataxis": "parataxis",
    "prep": "prepositional_complement",
    "agent": "prepositional_complement",
    "hung": "modifier",
    "acl": "modifier",
    "relcl": "modifier",
    "nsubj": "subject",
    "nsubjpass": "subject",
}


@frozen
class FoundReport:
    """A report: content as token indices, half-open, its cue and mention, and the probability that it is one.

    `found_by` says how the mention was reached from the cue, `evidence` what the content is known by.
    """

    start: int
    end: int
    cue: FoundCue
    mention: Mention | None
    found_by: str
    evidence: str
    probability: float


def read_reports(
    scene: Scene, contents: Scorer, reporters: Scorer, *, with_marks: bool = False
) -> tuple[FoundReport, ...]:
    """The reports of an article in text order, none crossing another; none where there is no parse.

    `with_marks` leaves out sentences without quotation marks, in which no mixed quotation can be.
    """
    if not scene.finder.parsed:
        return ()
    cues: Iterable[FoundCue] = cues_that_may_report(scene)
    if with_marks:
        sentences = {sentence_at(scene, at) for start, end in scene.token_spans for at in range(start, end)}
        cues = (cue for cue in cues if sentence_at(scene, cue.head) in sentences)
    featured = [(cue, cue_features(scene, cue)) for cue in cues]
    scores = contents.score([of_cue for _, of_cue in featured])
    read = (
        _read(scene, cue, of_cue, contents, reporters)
        for (cue, of_cue), score in zip(featured, scores, strict=True)
        if score <= SURELY_NONE
    )
    return _apart(scene, [report for report in read if report is not None])


def cues_that_may_report(scene: Scene) -> Iterator[FoundCue]:
    """Cues outside quotation marks that report often enough to be worth a look."""
    for cue in chain(scene.cues, find_cue_nouns(scene.doc, scene.tables)):
        known = cue.listed or (cue.classed and cue.rate is None)
        if scene.outermost[cue.head] < 0 and (known or (cue.rate or 0) >= LEAST_RATE):
            yield cue


def mentions_outside(scene: Scene, cue: FoundCue, content: Content) -> list[tuple[Mention, str]]:
    """Who may be speaking by a cue, and how each was reached, but for those within the content."""
    return [(m, by) for m, by in mentions_of(scene, cue) if not content.start <= m.head < content.end]


def _read(
    scene: Scene, cue: FoundCue, of_cue: tuple[str, ...], contents: Scorer, reporters: Scorer
) -> FoundReport | None:
    proposed = propose_contents(scene, cue)
    if not proposed:
        return None
    probabilities = contents.probabilities([*content_features(scene, cue, proposed), of_cue])
    probability = 1 - float(probabilities[-1])
    if probability < LEAST_LIKELY:
        return None
    content = proposed[int(probabilities[:-1].argmax())]
    mention, found_by = _mention(scene, cue, content, reporters)
    return FoundReport(content.start, content.end, cue, mention, found_by, _evidence(cue, content), probability)


def _mention(scene: Scene, cue: FoundCue, content: Content, reporters: Scorer) -> tuple[Mention | None, str]:
    mentions = mentions_outside(scene, cue, content)
    scores = reporters.score(mention_features(scene, cue, content, mentions))
    return [*mentions, (None, "")][int(scores.argmax())]


def _evidence(cue: FoundCue, content: Content) -> str:
    if cue.base.startswith("accord"):
        return "according_to"
    return EVIDENCE.get(content.pattern, EVIDENCE.get(content.pattern.split(" ")[0].rstrip(","), "object"))


def _apart(scene: Scene, found: Sequence[FoundReport]) -> tuple[FoundReport, ...]:
    """The likelier of two reports of a sentence that cross or have half their words in common.

    A report within a report stays, with its cue: Falk wrote *that the mayor had said that the mill must stay*.
    """
    kept: dict[int, list[FoundReport]] = {}
    for report in sorted(found, key=lambda report: -report.probability):
        of_sentence = kept.setdefault(sentence_at(scene, report.cue.head)[0], [])
        if not any(_rivals(report, other) for other in of_sentence):
            of_sentence.append(report)
    return tuple(sorted(chain.from_iterable(kept.values()), key=lambda report: (report.start, -report.end)))


def _rivals(one: FoundReport, other: FoundReport) -> bool:
    outer, inner = sorted((one, other), key=lambda report: report.start - report.end)
    shared = min(outer.end, inner.end) - max(outer.start, inner.start)
    if shared <= 0 or (outer.start <= inner.cue.head < outer.end and shared == inner.end - inner.start):
        return False
    return shared < inner.end - inner.start or 2 * shared >= outer.end - outer.start
