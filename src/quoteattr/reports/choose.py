"""The parse reader: finds every report, *content* by *cue*, and chooses content and mention of each by trained scorers.

For each cue of the article the proposed contents stand against each other and against `no report`; a second scorer
chooses the mention of those whom the parse and the place propose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from attrs import frozen

from quoteattr.cues import find_cue_nouns
from quoteattr.decisions import Judges, Option
from quoteattr.document import Document, sentence_at
from quoteattr.reports.features import content_options, mention_options, no_report, opens_that
from quoteattr.reports.options import Content, propose_contents
from quoteattr.types import QuotationKind
from quoteattr.values import FoundCue, Pattern, Place, Report

__all__ = ["cues_that_may_report", "read_reports"]

# Of ten occurrences of a verb in news, those that report: verbs that no table has are read from here on.
LEAST_RATE = 1
ACCORDING_TO = "according to"


@frozen
class _Read:
    """A report as it was read: its content and cue by token, and the report."""

    content: Content
    cue: FoundCue
    report: Report


def read_reports(document: Document, judges: Judges, *, with_marks: bool = False) -> tuple[Report, ...]:
    """The reports of an article in text order, none crossing another; none where there is no parse.

    `with_marks` leaves out sentences without quotation marks, in which no mixed quotation can be.
    """
    if not document.finder.parsed:
        return ()
    cues: Iterable[FoundCue] = cues_that_may_report(document)
    if with_marks:
        sentences = {sentence_at(document, at) for start, end in document.token_spans for at in range(start, end)}
        cues = (cue for cue in cues if sentence_at(document, cue.head) in sentences)
    nothing = [(cue, no_report(document, cue)) for cue in cues]
    scores = judges["content"].score([option for _, option in nothing])
    surely_none = judges["content"].thresholds["surely_none"]
    read = (
        _read(document, cue, option, judges)
        for (cue, option), score in zip(nothing, scores, strict=True)
        if score <= surely_none
    )
    return _apart(document, [found for found in read if found is not None])


def cues_that_may_report(document: Document) -> Iterator[FoundCue]:
    """Cues outside quotation marks that report often enough to be worth a look."""
    for cue in chain(document.cues, find_cue_nouns(document.doc, document.tables)):
        known = cue.listed or (cue.classed and cue.rate is None)
        often = known or (cue.rate or 0) >= LEAST_RATE
        if document.outermost[cue.head] < 0 and (often or opens_that(document, cue)):
            yield cue


def _read(document: Document, cue: FoundCue, nothing: Option[Content], judges: Judges) -> _Read | None:
    proposed = propose_contents(document, cue)
    if not proposed:
        return None
    judge = judges["content"]
    probabilities = judge([*content_options(document, cue, proposed), nothing])
    probability = 1 - float(probabilities[-1])
    if probability < judge.thresholds["least"]:
        return None
    content = proposed[int(probabilities[:-1].argmax())]
    options = mention_options(document, cue, content)
    start, end = document.offsets(content.start, content.end)
    report = Report(
        start=start,
        end=end,
        kind=QuotationKind.INDIRECT,
        cue=cue,
        mention=options[int(judges["mention"].score(options).argmax())].value,
        pattern=Pattern.ACCORDING_TO if cue.base == ACCORDING_TO else content.pattern,
        place=Place.AFTER if cue.head >= content.end else Place.BEFORE,
        probability=probability,
    )
    return _Read(content, cue, report)


def _apart(document: Document, found: Sequence[_Read]) -> tuple[Report, ...]:
    """The likelier of two reports of a sentence that cross or have half their words in common.

    A report within a report stays, with its cue: Falk wrote *that the mayor had said that the mill must stay*.
    """
    kept: dict[int, list[_Read]] = {}
    for read in sorted(found, key=lambda read: -read.report.probability):
        of_sentence = kept.setdefault(sentence_at(document, read.cue.head)[0], [])
        if not any(_rivals(read, other) for other in of_sentence):
            of_sentence.append(read)
    reports = (read.report for read in chain.from_iterable(kept.values()))
    return tuple(sorted(reports, key=lambda report: (report.start, -report.end)))


def _rivals(one: _Read, other: _Read) -> bool:
    outer, inner = sorted((one, other), key=lambda read: read.content.start - read.content.end)
    low, high, within = outer.content.start, outer.content.end, inner.content
    shared = min(high, within.end) - max(low, within.start)
    if shared <= 0 or (low <= inner.cue.head < high and shared == within.end - within.start):
        return False
    return shared < within.end - within.start or 2 * shared >= high - low
