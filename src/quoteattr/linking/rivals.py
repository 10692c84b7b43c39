"""Rivals: what the other candidates of a quotation say of one: a better cue, a mention that the parse prefers.

*A White House official who spoke to discuss internal strategy said “…”*: that *said* has a subject speaks against the
strategy that stands next to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quoteattr.document.article import Document
from quoteattr.linking.options import Candidate
from quoteattr.values import FoundCue, MentionKind, NameKind, Place

__all__ = ["rival_features"]

STEPS_UP = 8
NEAR = frozenset([Place.BEFORE, Place.AFTER, Place.BEFORE_BEYOND])
BY_PARSE = frozenset(["subject", "agent", "frame", "possessor", "relative"])


def rival_features(document: Document, candidates: Sequence[Candidate]) -> tuple[tuple[str, ...], ...]:
    """For each candidate how it stands among all of them."""
    cues = {c.cue.head: c.cue for c in candidates if c.cue is not None and c.place in NEAR}
    above = {head: _above(document, head, cues) for head in cues}
    found: dict[int, set[str]] = {}
    animate: dict[int, bool] = {}
    speaking = [_can_speak(document, candidate) for candidate in candidates]
    for candidate, speaks in zip(candidates, speaking, strict=True):
        if candidate.cue is not None:
            head = candidate.cue.head
            found.setdefault(head, set()).add(candidate.found_by)
            animate[head] = animate.get(head, False) or speaks
    best = max((_rate(cue) for cue in cues.values()), default=0)
    levels = {head: _levels(head, cues, above) for head in cues}
    return tuple(
        tuple(_of_one(candidate, best, levels, animate, found, speaks))
        for candidate, speaks in zip(candidates, speaking, strict=True)
    )


def _levels(head: int, cues: Mapping[int, FoundCue], above: Mapping[int, tuple[int, ...]]) -> tuple[str, str]:
    """How the cues above and under one compare to it, by how often they report."""
    own = _step(_rate(cues[head]))
    top = max((_rate(cues[h]) for h in above[head]), default=-1)
    under = max((_rate(cues[h]) for h, heads in above.items() if head in heads), default=-1)
    return f"under={_step(top)}|{own}", f"over={_step(under)}|{own}"


def _of_one(
    candidate: Candidate,
    best: int,
    levels: Mapping[int, tuple[str, str]],
    animate: Mapping[int, bool],
    found: Mapping[int, set[str]],
    speaks: bool,
) -> Iterator[str]:
    cue = candidate.cue
    if cue is None:
        yield f"rivals|{candidate.pattern.value}|best_rate={best}"
        return
    assert candidate.place is not None
    place = candidate.place.value
    yield f"rate_below_best={min(best - _rate(cue), 6)}|{place}"
    if cue.head not in levels:
        yield f"rivals|{candidate.pattern.value}|best_rate={best}"
        return
    yield from (f"{level}|{place}" for level in levels[cue.head])
    by_parse = bool(found[cue.head] & BY_PARSE)
    yield f"by_parse={candidate.found_by in BY_PARSE}|{by_parse}|{candidate.found_by}"
    yield f"can_speak={speaks}|another={animate[cue.head]}|{candidate.found_by}"


def _rate(cue: FoundCue) -> int:
    if cue.rate is not None:
        return cue.rate
    return 5 if cue.listed else 1


def _step(rate: int) -> str:
    return "none" if rate < 0 else "low" if rate < 3 else "middle" if rate < 6 else "high"


def _above(document: Document, head: int, cues: dict[int, FoundCue]) -> tuple[int, ...]:
    """The other cues that govern this one by the parse."""
    climbing, found = document.doc[head], []
    for _ in range(STEPS_UP):
        if climbing.head.i == climbing.i:
            break
        climbing = climbing.head
        if climbing.i in cues:
            found.append(climbing.i)
    return tuple(found)


def _can_speak(document: Document, candidate: Candidate) -> bool:
    """Whether a mention names a person, or is a pronoun of one."""
    mention = candidate.mention
    if mention is None:
        return False
    if mention.kind is MentionKind.NAME and mention.name is not None:
        return document.names[mention.name].kind is NameKind.PERSON
    return mention.kind is MentionKind.PRONOUN and document.doc[mention.head].lower_ in ("he", "she")
