"""Extents: where each quotation starts and ends, once quoted spans, blocks and reports are seen together.

A report whose content has fragments in marks is one mixed quotation, with all of its content: Rao said *the plan was “a
disgrace” and would fail*. One without is an indirect quotation. A report of words that stand in marks as a whole is the
direct quotation that the linker found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from attrs import frozen

from quoteattr.document.article import Scene
from quoteattr.linking.choose import Link
from quoteattr.linking.options import Candidate
from quoteattr.reports.choose import FoundReport
from quoteattr.types import CueKind, QuotationKind
from quoteattr.values import Block

__all__ = ["Extent", "find_extents"]

SUBJECTS = frozenset(["nsubj", "nsubjpass", "expl"])


@frozen
class Extent:
    """A quotation: `start` to `end` in characters, half-open, its link, and the quoted spans that it holds in marks.

    `key` is the index of its first quoted span; blocks and indirect reports have keys behind those.
    """

    key: int
    start: int
    end: int
    link: Link
    spans: tuple[int, ...] = ()


def find_extents(
    scene: Scene,
    links: Mapping[int, Link],
    blocks: Sequence[Block],
    reports: Sequence[FoundReport],
    cue_kinds: Collection[CueKind],
) -> tuple[Extent, ...]:
    """Every quotation, sorted by (start, -end); none crosses another. `reports` are in text order.

    `links` are those of quoted spans by index, and of blocks behind them. Reports by other cues than those of
    `cue_kinds` make no indirect quotation.
    """
    found = {key: Extent(key, span.start, span.end, links[key], (key,)) for key, span in enumerate(scene.spans)}
    for number, block in enumerate(blocks, len(scene.spans)):
        found[number] = Extent(number, block.start, block.end, links[number])
    fresh = len(found)
    open_reports: list[Extent] = []
    for report in reports:
        extent = _of_report(scene, links, report, fresh, cue_kinds)
        if extent is None:
            continue
        open_reports = [other for other in open_reports if other.end > extent.start]
        if any(_crosses(extent, other) for other in open_reports) or not found.keys() >= set(extent.spans):
            continue
        open_reports.append(extent)
        for key in extent.spans:
            del found[key]
        found[extent.key] = extent
        fresh += extent.key == fresh
    return tuple(sorted(found.values(), key=lambda e: (e.start, -e.end)))


def _crosses(one: Extent, other: Extent) -> bool:
    """Whether two that overlap are not nested, or are the same stretch."""
    if (one.start, one.end) == (other.start, other.end):
        return True
    outer, inner = sorted((one, other), key=lambda extent: extent.start - extent.end)
    return not outer.start <= inner.start <= inner.end <= outer.end


def _of_report(
    scene: Scene, links: Mapping[int, Link], report: FoundReport, fresh: int, cue_kinds: Collection[CueKind]
) -> Extent | None:
    doc = scene.doc
    last = doc[report.end - 1]
    start, end = doc[report.start].idx, last.idx + len(last.text)
    within = sorted({scene.outermost[i] for i in range(report.start, report.end)} - {-1})
    if any(_holds(scene, span, report) for span in within):
        return None
    # A content never ends inside a pair of marks that it has words of: marks are harder evidence than either reader.
    if within:
        start, end = min(start, scene.spans[within[0]].start), max(end, scene.spans[within[-1]].end)
    if _in_marks(scene, start) or _in_marks(scene, end):
        return None
    spoken = [span for span in within if links[span].kind is not QuotationKind.SCARE]
    if any(links[span].kind is QuotationKind.DIRECT for span in spoken):
        return None
    members = [span for span in spoken if _is_by(links, span, report, spoken)]
    if members:
        cues = {span: links[span].candidate.cue for span in members}
        chosen = next((s for s, cue in cues.items() if cue is not None and cue.head == report.cue.head), members[0])
        return Extent(members[0], start, end, links[chosen], tuple(members))
    if not _reports_words(scene, report, cue_kinds):
        return None
    where = "after" if report.cue.head >= report.end else "before"
    candidate = Candidate(report.evidence, where, report.cue, report.mention, report.found_by)
    return Extent(fresh, start, end, Link(candidate, report.probability, QuotationKind.INDIRECT))


def _reports_words(scene: Scene, report: FoundReport, cue_kinds: Collection[CueKind]) -> bool:
    """Whether a report without marks is one of words: a clause or infinitive by a cue of the wanted kinds.

    Who wants every kind gets *denied the charge* and *painted the bridge* too, as corpora of attribution have them.
    """
    if frozenset(CueKind) <= frozenset(cue_kinds):
        return True
    kind = report.cue.kind if report.cue.classed else CueKind.EVIDENCE
    content = scene.doc[report.start : report.end]
    return kind in cue_kinds and any(token.dep_ in SUBJECTS or token.tag_ in ("TO", "MD") for token in content[:-1])


def _holds(scene: Scene, span: int, report: FoundReport) -> bool:
    """Whether a quoted span has all of a report's content, or its cue."""
    low, high = scene.token_spans[span]
    return (low <= report.start and report.end <= high) or low <= report.cue.head < high


def _in_marks(scene: Scene, at: int) -> bool:
    """Whether the place before character `at` lies within marks: one token of a bad scan can stand on both sides."""
    number = bisect_left(scene.top, at, key=lambda span: scene.spans[span].start) - 1
    return number >= 0 and at < scene.spans[scene.top[number]].end


def _is_by(links: Mapping[int, Link], span: int, report: FoundReport, others: Sequence[int]) -> bool:
    """Whether a fragment is part of the report: by its cue, or by no cue of its own."""
    candidate = links[span].candidate
    return candidate.cue is None or candidate.cue.head == report.cue.head or candidate.same_as in others
