"""Cases for the parse reader: which content each cue of an article reports, if any, and by whom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen
from corpora import Document
from labelling import EDGES, trimmed
from listwise import Case

from quoteattr.document.article import Scene
from quoteattr.entities.index import Cast
from quoteattr.parse.tokens import Parse
from quoteattr.reports.choose import cues_that_may_report, mentions_outside
from quoteattr.reports.features import content_features, cue_features, mention_features
from quoteattr.reports.options import Content, propose_contents
from quoteattr.values import FoundCue

__all__ = ["CueCase", "cue_cases"]

# Dashes, too, are no part of a content.
CONTENT_EDGES = EDGES + "—–-"
# A content that no candidate has to the letter teaches what is nearest to it, where they share so much.
NEAR = 0.7


@frozen(eq=False)
class CueCase:
    """One cue of a document: the choice of a content or none, and of a mention where it reports."""

    document: str
    contents: Case
    reporters: Case | None


def cue_cases(document: Document, cast: Cast) -> Iterator[CueCase]:
    """A case from each cue outside marks of a document with relations.

    Cues within contents teach nothing, since relations leave nested reports out; nor do those whose content is not
    among the proposed ones.
    """
    if document.relations is None:
        return
    cues = sorted((start, end, n) for n, r in enumerate(document.relations) for start, end in r["cue"])
    starts = [start for start, _, _ in cues]
    inside = [piece for relation in document.relations for piece in relation["content"]]
    for cue in cues_that_may_report(cast.scene):
        at = cast.scene.doc[cue.head].idx
        proposed = propose_contents(cast.scene, cue)
        place = bisect_right(starts, at) - 1
        if not proposed:
            continue
        if place >= 0 and at < cues[place][1]:
            yield from _of_report(document, cast, cue, proposed, document.relations[cues[place][2]])
        elif not any(start <= at < end for start, end in inside):
            yield CueCase(document.name, _contents_case(cast.scene, cue, proposed, [len(proposed)]), None)


def _of_report(
    document: Document, cast: Cast, cue: FoundCue, proposed: Sequence[Content], relation: Mapping[str, Any]
) -> Iterator[CueCase]:
    scene, text = cast.scene, document.text
    pieces = [trimmed(text, *piece, CONTENT_EDGES) for piece in relation["content"]]
    likeness = [max((_iou(_extent(scene.doc, text, c), piece) for piece in pieces), default=0.0) for c in proposed]
    best = max(likeness)
    if best < NEAR:
        return
    right = tuple(n for n, value in enumerate(likeness) if value == best)
    contents = _contents_case(scene, cue, proposed, right)
    yield CueCase(document.name, contents, _mention_case(cast, cue, proposed[right[0]], relation["source"]))


def _contents_case(scene: Scene, cue: FoundCue, proposed: Sequence[Content], right: Sequence[int]) -> Case:
    return Case((*content_features(scene, cue, proposed), cue_features(scene, cue)), tuple(right))


def _mention_case(cast: Cast, cue: FoundCue, content: Content, source: Sequence[Sequence[int]]) -> Case | None:
    if not source:
        return None
    doc = cast.scene.doc
    mentions = mentions_outside(cast.scene, cue, content)
    meant = [n for n, (m, _) in enumerate(mentions) if any(start <= doc[m.head].idx < end for start, end in source)]
    features = mention_features(cast.scene, cue, content, mentions)
    return Case(tuple(features), tuple(meant or [len(mentions)]))


def _extent(doc: Parse, text: str, content: Content) -> tuple[int, int]:
    last = doc[content.end - 1]
    return trimmed(text, doc[content.start].idx, last.idx + len(last.text), CONTENT_EDGES)


def _iou(one: Sequence[int], other: Sequence[int]) -> float:
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return shared / (one[1] - one[0] + other[1] - other[0] - shared) if shared else 0.0
