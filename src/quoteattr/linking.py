"""Linking: for each quotation the one candidate that attributes it, or nobody, by a scored choice in text order.

What was chosen for the speech before is evidence for the next (an interrupted utterance shares its cue), so the text is
read once from left to right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from quoteattr.blocks import Block
from quoteattr.candidate_features import History, candidate_features
from quoteattr.candidates import NOBODY, Candidate, answer, label_inside, propose, turn_label
from quoteattr.cues import FoundCue
from quoteattr.kinds import decide_kind
from quoteattr.quotation_features import quotation_features, view_quotation
from quoteattr.reporters import mentions_of
from quoteattr.rivals import rival_features
from quoteattr.scene import Scene, cues_between
from quoteattr.scorer import Floats, Scorer
from quoteattr.types import QuotationKind

__all__ = ["Link", "link_blocks", "link_quotations"]


@frozen
class Link:
    """The candidate chosen for a quotation, the probability of the choice, and the kind that follows."""

    candidate: Candidate
    probability: float
    kind: QuotationKind


def link_quotations(scene: Scene, scorer: Scorer, kind_scorer: Scorer) -> dict[int, Link]:
    """The link of every quoted span of the scene; those that are nobody's speech have the pattern `nobody`."""
    links: dict[int, Link] = {}
    speech: list[int] = []
    history = History()
    for before, index in pairwise((None, *scene.top)):
        assert index is not None
        if scene.token_spans[index][0] == scene.token_spans[index][1]:
            links[index] = Link(NOBODY, 1.0, QuotationKind.SCARE)
            continue
        link = _choose(scene, index, before, speech, history, scorer, kind_scorer)
        links[index] = link
        if link.candidate.pattern != "nobody":
            speech.append(index)
            history = History(index, link.candidate)
    for index, span in enumerate(scene.spans):
        if span.parent is not None:
            links[index] = _nested(scene, index, links[span.parent])
    return links


def _choose(
    scene: Scene,
    index: int,
    before: int | None,
    speech: Sequence[int],
    history: History,
    scorer: Scorer,
    kind_scorer: Scorer,
) -> Link:
    labelled = next(label_inside(scene, index), None)
    if labelled is not None:
        return Link(labelled, 0.95, QuotationKind.DIRECT)
    if scene.spans[index].continues and speech and speech[-1] == before:
        return Link(Candidate("continued_paragraph", same_as=speech[-1]), 0.98, QuotationKind.DIRECT)
    candidates = propose(scene, index, speech)
    view = view_quotation(scene, index)
    own = quotation_features(scene, view)
    rivals = rival_features(scene, candidates)
    features = [
        candidate_features(scene, view, candidate, history) + of_rivals
        for candidate, of_rivals in zip(candidates, rivals, strict=True)
    ]
    probabilities = scorer.probabilities(features, own)
    # A guess beats no answer unless no answer is the likelier of all.
    likely = probabilities if probabilities[-1] > 0.5 else probabilities[:-1]
    best = int(likely.argmax()) if len(likely) else 0
    kind, probability = decide_kind(own, features[best], kind_scorer)
    if kind is QuotationKind.SCARE:
        return Link(NOBODY, probability, kind)
    return Link(candidates[best], probability * _agreeing(candidates, probabilities, best), kind)


def _agreeing(candidates: Sequence[Candidate], probabilities: Floats, best: int) -> float:
    """The probability of all candidates that lead to the same mention, or to the same other quotation."""
    chosen = candidates[best]
    same = [
        float(p)
        for candidate, p in zip(candidates, probabilities, strict=True)
        if (candidate.mention, candidate.same_as) == (chosen.mention, chosen.same_as)
    ]
    return min(1.0, sum(same))


def _nested(scene: Scene, index: int, outer: Link) -> Link:
    """A quotation within a quotation has a cue beside it, inside the outer one; without one it is in scare marks."""
    span = scene.spans[index]
    assert span.parent is not None
    low, high = scene.token_spans[span.parent]
    start, end = scene.token_spans[index]
    for cue, where in _touching(scene, start, end, low, high):
        for mention, found_by in mentions_of(scene, cue):
            if low <= mention.head < high and not start <= mention.head < end:
                return Link(Candidate("quotation_within", where, cue, mention, found_by), 0.7, QuotationKind.DIRECT)
    return Link(NOBODY, outer.probability, QuotationKind.SCARE)


def _touching(scene: Scene, start: int, end: int, low: int, high: int) -> Iterator[tuple[FoundCue, str]]:
    for cue in cues_between(scene, max(low, start - 12), min(high, end + 12)):
        if cue.listed and not start <= cue.head < end:
            between = scene.doc[cue.end : start] if cue.head < start else scene.doc[end : cue.start]
            if len(between) <= 3 and not any(token.text in ".?!" for token in between):
                yield cue, "before" if cue.head < start else "after"


def link_blocks(scene: Scene, blocks: Sequence[Block]) -> dict[int, Link]:
    """The link of each block quotation: the last cue of the paragraph that leads to it, and who speaks by it.

    Keys go on after those of the quoted spans.
    """
    keys = range(len(scene.spans), len(scene.spans) + len(blocks))
    return {key: Link(_lead(scene, block), 0.9, QuotationKind.BLOCK) for key, block in zip(keys, blocks, strict=True)}


def _lead(scene: Scene, block: Block) -> Candidate:
    if scene.passages[block.lead].end == block.end:
        labelled = (*turn_label(scene, block.lead), *answer(scene, block.lead))
        return labelled[0] if labelled else Candidate("turn_label", "before")
    around = cues_between(scene, *scene.passage_tokens[block.lead])
    cues = [cue for cue in around if scene.outermost[cue.head] < 0]
    for cue in sorted(cues, key=lambda c: (c.listed, c.head), reverse=True):
        for mention, found_by in mentions_of(scene, cue):
            if scene.outermost[mention.head] < 0:
                return Candidate("block_lead_in", "previous", cue, mention, found_by)
    return Candidate("block_lead_in", "previous", cues[-1] if cues else None)
