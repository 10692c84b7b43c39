"""Cases to train on: a document's choices with their features and the right answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen
from labelling import is_speech, mention_text, right_by_relation, right_by_row, same_name, words_of
from listwise import Case

from quoteattr.antecedents import Cast, Someone, Unnamed, propose_antecedents
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
    scene = set_scene(document.text, document.doc, passages, spans, find_cues(document.doc, TABLES), names)
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
        right = right or [n for n, c in enumerate(candidates) if c.pattern == "unknown"]
        yield Choice(span, answer, speech, candidates, tuple(right), history)
        if speech:
            spoken[span] = answer["id"] if document.relations is not None else answer
            history = History(span, candidates[right[0]])


def link_cases(document: Document, scene: Scene, group: str) -> Iterator[Case]:
    """A case for the linker from every choice."""
    for choice in choices_of(document, scene):
        if not scene.spans[choice.span].continues:
            view = view_quotation(scene, choice.span)
            own = quotation_features(scene, view)
            sets = tuple(own + candidate_features(scene, view, c, choice.history) for c in choice.candidates)
            yield Case(group, sets, choice.right)


def kind_cases(document: Document, scene: Scene, group: str) -> Iterator[Case]:
    """Direct (the first of two) or mixed, from every quoted string whose kind is one of them."""
    for choice in choices_of(document, scene):
        if document.relations is None and choice.speech and choice.answer["kind"] in (["direct"], ["mixed"]):
            view = view_quotation(scene, choice.span)
            own = quotation_features(scene, view)
            features = kind_features(scene, view, own, choice.candidates[choice.right[0]])
            yield Case(group, (features, ()), (0 if choice.answer["kind"] == ["direct"] else 1,))


def antecedent_cases(document: Document, cast: Cast, group: str) -> Iterator[Case]:
    """Whom a pronoun or description stands for, from every quoted string that one of them attributes."""
    scene = cast.scene
    last: Someone = None
    meant: dict[str, Someone] = {}
    for choice in choices_of(document, scene):
        if document.relations is not None or not choice.speech:
            continue
        speakers = [s for s in choice.answer["speaker"] if s]
        mention = choice.candidates[choice.right[0]].mention
        speaker: Someone = next((e for e in range(len(cast.entities)) if _is(cast, e, speakers)), None)
        if mention is not None and mention.kind is not MentionKind.NAME and speakers:
            antecedents = propose_antecedents(cast, mention, scene.token_spans[choice.span], last, meant)
            right = [n for n, a in enumerate(antecedents) if _is(cast, a.someone, speakers)]
            if not right and mention.kind is MentionKind.DESCRIPTION and _is(cast, Unnamed(mention), speakers):
                right, speaker = [len(antecedents) - 1], Unnamed(mention)
            if right:
                yield Case(group, tuple(a.features for a in antecedents), tuple(right))
                speaker = antecedents[right[0]].someone or speaker
            meant[scene.doc[mention.head].lower_] = speaker
        last = speaker


def _is(cast: Cast, someone: Someone, speakers: Sequence[str]) -> bool:
    if someone is None:
        return False
    if isinstance(someone, Unnamed):
        described = " ".join(words_of(mention_text(cast.scene, someone.mention)))
        return any(described in (wanted := " ".join(words_of(s))) or wanted in described for s in speakers)
    return any(same_name(cast.entities[someone].name, speaker) for speaker in speakers)
