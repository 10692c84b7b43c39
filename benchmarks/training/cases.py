"""Cases to train on: a document's choices with their features and the right answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen
from corpora import Document
from labelling import is_speech, mention_text, right_by_relation, right_by_row, same_name, words_of
from listwise import Case

from quoteattr.assembly import Draft, arrange, cast_speakers
from quoteattr.coreference.choose import UNKNOWN, by_score, resolve_speakers
from quoteattr.values import Resolution
from quoteattr.coreference.options import Antecedent
from quoteattr.decisions.linear import Scorer
from quoteattr.document.article import Scene
from quoteattr.entities.index import Cast
from quoteattr.lexicon.tables import load_tables
from quoteattr.linking.choose import Link
from quoteattr.linking.choose import link_quotations
from quoteattr.linking.extents import find_extents
from quoteattr.linking.features import History, candidate_features
from quoteattr.reports.encoder.model import KINDS
from quoteattr.linking.kinds import kind_features
from quoteattr.linking.options import Candidate, propose
from quoteattr.linking.quotation import quotation_features, view_quotation
from quoteattr.linking.rivals import rival_features
from quoteattr.pipeline import DEFAULT_CUE_KINDS, cast_of
from quoteattr.reports.choose import read_reports
from quoteattr.types import QuotationKind, Speaker
from quoteattr.values import Mention, MentionKind, Someone, Unnamed

__all__ = [
    "Attributed",
    "QuotationCase",
    "antecedent_cases",
    "attributed",
    "choices_of",
    "kind_case",
    "link_case",
    "quotation_cases",
    "stage",
]

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
    return cast_of(document.text, document.doc, TABLES)


@frozen(eq=False)
class Attributed:
    """The quotations of a document but scare ones, whom each was resolved to, and the speakers."""

    drafts: tuple[Draft, ...]
    resolutions: Mapping[int, Resolution]
    speakers: Mapping[int | Unnamed, Speaker]


SPEECH = frozenset(QuotationKind) - {QuotationKind.SCARE}


def attributed(document: Document, cast: Cast, scorers: Mapping[str, Scorer]) -> Attributed:
    """What `scorers` of the stages up to coreference find in a document, blocks left out."""
    links = link_quotations(cast.scene, scorers["linker"], scorers["kinds"])
    reports = read_reports(cast.scene, scorers["contents"], scorers["reporters"])
    extents = find_extents(cast.scene, links, (), reports, DEFAULT_CUE_KINDS)
    links |= {extent.key: extent.link for extent in extents}
    resolutions = resolve_speakers(cast, links, by_score(scorers["antecedents"]), None)
    drafts = arrange(document.text, cast, extents, SPEECH)
    return Attributed(drafts, resolutions, cast_speakers(document.text, cast, drafts, resolutions))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def choices_of(document: Document, scene: Scene) -> Iterator[Choice]:
    """The choices of a document in text order; spans that its answers do not speak of are left out."""
    spans = [span for span in scene.top if scene.token_spans[span][0] < scene.token_spans[span][1]]
    answers = {span: _answer(document, (scene.spans[span].start, scene.spans[span].end)) for span in spans}
    spoken = {span: answer for span, answer in answers.items() if answer is not None and _says_speech(document, answer)}
    before: list[int] = []
    history = History()
    for span in spans:
        answer = answers[span]
        if document.relations is None and (answer is None or _either(answer)):
            continue
        candidates = propose(scene, span, before)
        right: list[int] = []
        if span in spoken and document.relations is None:
            right = right_by_row(scene, spoken[span], candidates, spoken)
        elif span in spoken:
            right = right_by_relation(scene, spoken[span], candidates, spoken)
        if span in spoken and not right:
            right = [n for n, c in enumerate(candidates) if c.pattern == "unknown"]
        yield Choice(span, answer, span in spoken, candidates, tuple(right), history)
        if span in spoken:
            before.append(span)
            history = History(span, candidates[right[0]])


def _answer(document: Document, extent: tuple[int, int]) -> dict[str, Any] | None:
    """The quoted string, or the relation, that covers half of a span, or half of which the span covers."""
    if document.relations is None:
        row = max(document.rows, key=lambda r: _overlap(extent, (r["start"], r["end"])), default=None)
        covered = row is not None and 2 * _overlap(extent, (row["start"], row["end"])) >= row["end"] - row["start"]
        return row if covered else None
    pieces = [(_overlap(extent, piece), relation) for relation in document.relations for piece in relation["content"]]
    most, relation = max(pieces, key=lambda piece: piece[0], default=(0, None))
    return relation if 2 * most >= extent[1] - extent[0] else None


def _says_speech(document: Document, answer: dict[str, Any]) -> bool:
    return document.relations is not None or is_speech(answer)


def _either(row: dict[str, Any]) -> bool:
    """Whether speech and no speech are both accepted."""
    return is_speech(row) and bool(set(row["kind"]) & {"unattributed", "broken"})


@frozen(eq=False)
class QuotationCase:
    """One quoted span: its own features, those of its candidates, the right ones, and the kinds that are right.

    A span that is nobody's speech has no right candidate.
    """

    corpus: str
    document: str
    own: tuple[str, ...]
    candidates: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]
    kinds: tuple[int, ...]


# Relations leave whole speeches out that nobody would call scare quotes: of marked spans of more words than this 99 %
# are speech, so that those without a relation teach nothing.
LONGEST_SCARE = 12


def quotation_cases(document: Document, scene: Scene) -> Iterator[QuotationCase]:
    """A case from every choice."""
    for choice in choices_of(document, scene):
        if scene.spans[choice.span].continues:
            continue
        view = view_quotation(scene, choice.span)
        if document.relations is not None and not choice.speech and len(view.words) > LONGEST_SCARE:
            continue
        own = quotation_features(scene, view)
        sets = tuple(
            candidate_features(scene, view, candidate, choice.history) + of_rivals
            for candidate, of_rivals in zip(choice.candidates, rival_features(scene, choice.candidates), strict=True)
        )
        right = choice.right if choice.speech else ()
        yield QuotationCase(document.corpus, document.name, own, sets, right, _kinds(document, choice))


def _kinds(document: Document, choice: Choice) -> tuple[int, ...]:
    """Indices into KINDS; relations do not tell direct from mixed."""
    if not choice.speech:
        return (KINDS.index(QuotationKind.SCARE),)
    if document.relations is not None or choice.answer is None:
        return (0, 1)
    return tuple(n for n, kind in enumerate(KINDS) if kind.value in choice.answer["kind"])


def link_case(case: QuotationCase, weight: float) -> Case:
    """The choice of a candidate, for the linker."""
    return Case(tuple(case.own + features for features in case.candidates), case.right, weight)


def kind_case(case: QuotationCase, scorer: Scorer, weight: float) -> Case:
    """The choice of a kind, given the candidate that `scorer` prefers."""
    best = int(scorer.score(case.candidates, case.own).argmax())
    return Case(kind_features(case.own, case.candidates[best]), case.kinds, weight)


def antecedent_cases(document: Document, cast: Cast, scorer: Scorer | None) -> list[Case]:
    """Whom a pronoun or description stands for, from every quoted string that one of them attributes.

    Pronouns between the quotations, of which the answers say nothing, are resolved by `scorer`, where there is one.
    """
    if document.relations is not None:
        return []
    choices = {choice.span: choice for choice in choices_of(document, cast.scene) if choice.speech}
    links = {
        span: Link(choice.candidates[choice.right[0]], 1.0, QuotationKind.DIRECT) for span, choice in choices.items()
    }
    cases: list[Case] = []

    def decide(key: int | None, mention: Mention, antecedents: Sequence[Antecedent]) -> Resolution:
        if key is None:
            return by_score(scorer)(key, mention, antecedents) if scorer is not None else UNKNOWN
        answer = choices[key].answer
        speakers = [s for s in answer["speaker"] if s] if answer is not None else []
        right = [n for n, a in enumerate(antecedents) if _is(cast, a.someone, speakers)]
        if not right and mention.kind is MentionKind.DESCRIPTION and _is(cast, Unnamed(mention), speakers):
            cases.append(Case(tuple(a.features for a in antecedents), (len(antecedents) - 1,)))
            return Resolution(Unnamed(mention), 1.0)
        if right:
            cases.append(Case(tuple(a.features for a in antecedents), tuple(right)))
            return Resolution(antecedents[right[0]].someone, 1.0)
        return Resolution(next((e for e in range(len(cast.entities)) if _is(cast, e, speakers)), None), 1.0)

    resolve_speakers(cast, links, decide, None)
    return cases


def _is(cast: Cast, someone: Someone, speakers: Sequence[str]) -> bool:
    if someone is None:
        return False
    if isinstance(someone, Unnamed):
        described = " ".join(words_of(mention_text(cast.scene, someone.mention)))
        return any(described in (wanted := " ".join(words_of(s))) or wanted in described for s in speakers)
    return any(same_name(cast.entities[someone].name, speaker) for speaker in speakers)
