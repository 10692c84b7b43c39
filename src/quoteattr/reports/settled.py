"""What grammar settles of reports, whoever reads them: tags in the middle, who never speaks, what never reports."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from attrs import evolve

from quoteattr.document import Document, may_speak, mentions_of, only_quotes
from quoteattr.lexicon import Tables
from quoteattr.reports.tags import Tag, find_tags
from quoteattr.types import QuotationKind
from quoteattr.values import Pattern, Place, Report

__all__ = ["settle"]

# How sure a report is whose tag parts one clause.
BY_TAG = 0.95


def settle(document: Document, found: Iterable[Report]) -> tuple[Report, ...]:
    """The reports of a reader, in text order, once those are mended in which grammar leaves no choice."""
    if not document.finder.parsed:
        return tuple(found)
    tags = [_report(document, tag) for tag in find_tags(document)]
    reporting = (report for report in found if not _gives_no_words(document, report))
    kept = [_spoken(document, report) for report in reporting if not any(_gives_way(report, tag) for tag in tags)]
    return tuple(sorted((*kept, *tags), key=lambda report: (report.start, -report.end)))


def _report(document: Document, tag: Tag) -> Report:
    start, end = _offsets(document, tag.start, tag.end)
    return Report(
        start=start,
        end=end,
        kind=QuotationKind.INDIRECT,
        cue=tag.cue,
        mention=tag.mention,
        pattern=Pattern.ACCORDING_TO if "after" in tag.cue.frames else Pattern.PARATAXIS,
        place=Place.AFTER,
        probability=BY_TAG,
    )


def _offsets(document: Document, start: int, end: int) -> tuple[int, int]:
    """The characters of a content without punctuation and blanks at its edges."""
    doc = document.doc
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space) and document.outermost[end - 1] < 0:
        end -= 1
    while start < end - 1 and (doc[start].is_punct or doc[start].is_space) and document.outermost[start] < 0:
        start += 1
    return document.offsets(start, end)


def _gives_no_words(document: Document, report: Report) -> bool:
    """Whether a cue leads to another that reports in its stead, or asks for namelessness: asked *not to be named*."""
    assert report.cue is not None
    if only_quotes(document, report.cue):
        return True
    return document.text[report.start : report.end].lower().startswith(_nameless(document.tables))


@cache
def _nameless(tables: Tables) -> tuple[str, ...]:
    return tuple(phrase for row in tables.rows("anonymity") for phrase in row["phrases"])


def _gives_way(report: Report, tag: Report) -> bool:
    """Whether a report is by the cue of a tag, or crosses what that reports."""
    assert report.cue is not None
    assert tag.cue is not None
    if report.cue.head == tag.cue.head:
        return True
    shared = min(report.end, tag.end) - max(report.start, tag.start)
    return 0 < shared < min(report.end - report.start, tag.end - tag.start)


def _spoken(document: Document, report: Report) -> Report:
    """A report by one of those who may be speaking by its cue: never by whoever is told."""
    cue, mention = report.cue, report.mention
    assert cue is not None
    if mention is None or may_speak(document, cue, mention):
        return report
    return evolve(report, mention=next((m for m, _ in mentions_of(document, cue)), None))
