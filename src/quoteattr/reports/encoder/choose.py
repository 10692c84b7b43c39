"""From the encoder's spans to reports: each content, its cue and its mention as tokens of the parsed article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from quoteattr.cues.cues import cue_at
from quoteattr.document.article import Scene, cues_between
from quoteattr.reports.choose import FoundReport
from quoteattr.reports.encoder.model import Encoder, ReadSpan, read_spans
from quoteattr.values import FoundCue, Mention, MentionKind

__all__ = ["read_reports_with"]


def read_reports_with(encoder: Encoder, scene: Scene) -> tuple[FoundReport, ...]:
    """The reports of an article as the encoder reads it, in text order."""
    starts = [token.idx for token in scene.doc]
    return tuple(_reports(scene, starts, read_spans(scene, encoder)))


def _reports(scene: Scene, starts: Sequence[int], spans: Sequence[ReadSpan]) -> Iterator[FoundReport]:
    for span in spans:
        if span.kind != "content" or span.cue is None:
            continue
        start, end = _tokens(starts, span.start, span.end)
        first, last = _tokens(starts, *span.cue)
        if first >= last:
            continue
        cue = _cue(scene, first, last)
        mention = _mention(scene, *_words(scene, *_tokens(starts, *span.source))) if span.source is not None else None
        if start < end and not start <= cue.head < end:
            yield FoundReport(start, end, cue, mention, "encoder", "encoder", span.probability)


def _tokens(starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The tokens of which some characters lie from `start` to `end`."""
    return max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)


def _words(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """The tokens of a stretch without white space and punctuation at its edges."""
    while start < end and not scene.doc[start].is_alpha and not scene.doc[start].like_num:
        start += 1
    while end > start and (scene.doc[end - 1].is_space or scene.doc[end - 1].is_punct):
        end -= 1
    return start, end


def _root(scene: Scene, start: int, end: int) -> int:
    doc = scene.doc
    if not scene.finder.parsed:
        return end - 1
    return next((i for i in range(start, end) if not start <= doc[i].head.i < end or doc[i].head.i == i), end - 1)


def _cue(scene: Scene, start: int, end: int) -> FoundCue:
    """The cue of the tables in the span, rather a listed one and the last; otherwise the span's own root."""
    found = cues_between(scene, start, end)
    if found:
        return max(found, key=lambda cue: (cue.listed, cue.head))
    return cue_at(scene.doc, start, end, _root(scene, start, end), scene.tables)


def _mention(scene: Scene, start: int, end: int) -> Mention | None:
    """The mention that the source's root belongs to, or the source as it stands; None where it has no word."""
    if start >= end:
        return None
    root = _root(scene, start, end)
    found = scene.finder.at(root)
    if found is not None and found.start < end and start < found.end:
        return found
    return Mention(start, end, root, MentionKind.DESCRIPTION)
