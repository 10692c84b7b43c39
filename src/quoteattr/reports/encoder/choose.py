"""From the encoder's spans to reports: each content, its cue and its mention as tokens of the parsed article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from quoteattr.cues.cues import cue_at
from quoteattr.document.article import Document, cues_between
from quoteattr.reports.encoder.model import Encoder, ReadSpan, read_spans
from quoteattr.types import QuotationKind
from quoteattr.values import FoundCue, Mention, MentionKind, Pattern, Place, Report

__all__ = ["read_reports_with"]


def read_reports_with(encoder: Encoder, document: Document) -> tuple[Report, ...]:
    """The reports of an article as the encoder reads it, in text order."""
    return tuple(_reports(document, read_spans(document, encoder)))


def _reports(document: Document, spans: Sequence[ReadSpan]) -> Iterator[Report]:
    for span in spans:
        if span.kind != "content" or span.cue is None:
            continue
        start, end = _tokens(document, span.start, span.end)
        first, last = _tokens(document, *span.cue)
        if first >= last:
            continue
        cue = _cue(document, first, last)
        if start < end and not start <= cue.head < end:
            yield Report(
                start=document.doc[start].idx,
                end=document.offsets(start, end)[1],
                kind=QuotationKind.INDIRECT,
                cue=cue,
                mention=None if span.source is None else _mention(document, *_words(document, span.source)),
                pattern=Pattern.ENCODER,
                place=Place.AFTER if cue.head >= end else Place.BEFORE,
                probability=span.probability,
            )


def _tokens(document: Document, start: int, end: int) -> tuple[int, int]:
    """The tokens of which some characters lie from `start` to `end`."""
    return max(0, bisect_right(document.token_starts, start) - 1), bisect_left(document.token_starts, end)


def _words(document: Document, source: tuple[int, int]) -> tuple[int, int]:
    """The tokens of a stretch without white space and punctuation at its edges."""
    start, end = _tokens(document, *source)
    while start < end and not document.doc[start].is_alpha and not document.doc[start].like_num:
        start += 1
    while end > start and (document.doc[end - 1].is_space or document.doc[end - 1].is_punct):
        end -= 1
    return start, end


def _root(document: Document, start: int, end: int) -> int:
    doc = document.doc
    if not document.finder.parsed:
        return end - 1
    return next((i for i in range(start, end) if not start <= doc[i].head.i < end or doc[i].head.i == i), end - 1)


def _cue(document: Document, start: int, end: int) -> FoundCue:
    """The cue of the tables in the span, rather a listed one and the last; otherwise the span's own root."""
    found = cues_between(document, start, end)
    if found:
        return max(found, key=lambda cue: (cue.listed, cue.head))
    return cue_at(document.doc, start, end, _root(document, start, end), document.tables)


def _mention(document: Document, start: int, end: int) -> Mention | None:
    """The mention that the source's root belongs to, or the source as it stands; None where it has no word."""
    if start >= end:
        return None
    root = _root(document, start, end)
    found = document.finder.at(root)
    if found is not None and found.start < end and start < found.end:
        return found
    return Mention(start, end, root, MentionKind.DESCRIPTION)
