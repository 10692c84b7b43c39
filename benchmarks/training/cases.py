"""Cases to train on: a document's choices with their features and the right answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen
from labelling import is_speech, mention_text, right_by_relation, right_by_row, same_name
from listwise import Case

from quoteattr.antecedents import Cast, propose_antecedents
from quoteattr.candidates import Candidate, Scene, propose, set_scene
from quoteattr.cues import find_cues
from quoteattr.entities import find_entities
from quoteattr.features import History, candidate_features, quotation_features, view_quotation
from quoteattr.kinds import kind_features
from quoteattr.mentions import MentionKind
from quoteattr.names import find_names
from quoteattr.passages import PassageKind, find_passages
from quoteattr.quotations import find_quoted_spans
from quoteattr.roles import find_roles
from quoteattr.tables import load_tables

from corpora import Document

__all__ = ["Choice", "antecedent_cases", "choices_of", "kind_cases", "link_cases", "stage"]

TABLES = load_tables()


@frozen(eq=False)
class Choice:
    """One quoted span with its candidates, the right ones, and what was said before it."""

    span: int
    answer: dict[str, Any] | None
    speech: bool
    candidates: tuple[Candidate, ...]
    right: tuple[int, ...]
    history: History


def stage(document: Document) -> Cast:
    """The cast of a document: everything before linking."""
    passages = find_passages(document.text, TABLES)
    spans = find_quoted_spans(document.text, passages)
    names = find_names(document.doc, [(p.start, p.end) for p in passages if p.kind is PassageKind.HEADLINE], TABLES)
    roles = find_roles(document.doc, [(name.start, name.end) for name in names], TABLES)
    scene = set_scene(document.doc, passages, spans, find_cues(document.doc, TABLES), names)
    return Cast.of(scene, find_entities(document.doc, names, roles, TABLES), roles, TABLES)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def choices_of(document: Document, scene: Scene) -> Iterator[Choice]:
    """The choices of a document in text order; spans that its answers do not speak of are left out."""
    spoken: dict[int, Any] = {}
    history = History()
    for span in scene.top:
        extent = (scene.spans[span].start, scene.spans[span].end)
        if scene.token_spans[span][0] >= scene.token_spans[span][1]:
            continue
        if document.relations is None:
            answer = max(document.rows, key=lambda r: _overlap(extent, (r["start"], r["end"])), default=None)
            if answer is None or 2 * _overlap(extent, (answer["start"], answer["end"])) < answer["end"] - answer["start"]:
                continue
            if is_speech(answer) and set(answer["kind"]) & {"unattributed", "broken"}:
                continue
        else:
            pieces = [(_overlap(extent, p), r) for r in document.relations for p in r["content"]]
            most, answer = max(pieces, key=lambda piece: piece[0], default=(0, None))
            answer = answer if 2 * most >= extent[1] - extent[0] else None
        candidates = propose(scene, span, tuple(spoken))
        if answer is None:
            speech, right = False, [n for n, c in enumerate(candidates) if c.pattern == "nobody"]
        elif document.relations is None:
            speech, right = is_speech(answer), right_by_row(scene, answer, candidates, spoken)
        else:
            speech, right = True, right_by_relation(scene, answer, candidates, spoken)
        yield Choice(span, answer, speech, candidates, tuple(right), history)
        if speech:
            spoken[span] = answer["id"] if document.relations is not None else answer
            history = History(span, candidates[right[0]] if right else None)


def link_cases(document: Document, scene: Scene, group: str) -> Iterator[Case]:
    """A case for the linker from every choice with a right candidate."""
    for choice in choices_of(document, scene):
        if choice.right and not scene.spans[choice.span].continues:
            view = view_quotation(scene, choice.span)
            own = quotation_features(scene, view)
            sets = tuple(own + candidate_features(scene, view, c, choice.history) for c in choice.candidates)
            yield Case(group, sets, choice.right)


def kind_cases(document: Document, scene: Scene, group: str) -> Iterator[Case]:
    """Direct (the first of two) or mixed, from every quoted string whose kind is one of them."""
    for choice in choices_of(document, scene):
        if document.relations is None and choice.right and choice.answer["kind"] in (["direct"], ["mixed"]):
            view = view_quotation(scene, choice.span)
            own = quotation_features(scene, view)
            features = kind_features(scene, view, own, choice.candidates[choice.right[0]])
            yield Case(group, (features, ()), (0 if choice.answer["kind"] == ["direct"] else 1,))


def antecedent_cases(document: Document, cast: Cast, group: str) -> Iterator[Case]:
    """Whom a pronoun or description stands for, from every quoted string that one of them attributes."""
    scene = cast.scene
    last: int | None = None
    for choice in choices_of(document, scene):
        if document.relations is not None or not choice.speech:
            continue
        speakers = [s for s in choice.answer["speaker"] if s]
        chosen = choice.candidates[choice.right[0]] if choice.right else None
        mention = chosen.mention if chosen is not None else None
        if mention is not None and mention.kind is not MentionKind.NAME:
            antecedents = propose_antecedents(cast, mention, scene.token_spans[choice.span], last)
            named = [a.entity for a in antecedents if a.entity is not None]
            right = [n for n, e in enumerate(named) if any(_is(cast, e, s) for s in speakers)]
            described = mention.kind is MentionKind.DESCRIPTION and any(
                s in mention_text(scene, mention) or mention_text(scene, mention) in s for s in speakers
            )
            if described or not right:
                right = [len(antecedents) - 1] if described or not speakers else []
            if right:
                yield Case(group, tuple(a.features for a in antecedents), tuple(right))
        known = [e for e in range(len(cast.entities)) if any(_is(cast, e, s) for s in speakers)]
        last = known[0] if known else None


def _is(cast: Cast, entity: int, speaker: str) -> bool:
    return any(same_name(form, speaker) for form in cast.entities[entity].forms if len(form) > 1) and (
        same_name(cast.entities[entity].name, speaker)
    )
