"""Antecedents: whom a pronoun, a description or a document may stand for, with the features that score the choice.

A choice among the entities named before the mention, the speaker of the speech before, and nobody named (a description
then stands for itself). After Lappin & Leass (1994): salience by recency, subjecthood and repetition, filtered by
agreement; but weighed by a trained scorer instead of by hand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from attrs import frozen

from quoteattr.coreference.descriptions import described_alike, issues_before, named_in_phrase
from quoteattr.coreference.features import (
    PRONOUN_GENDER,
    Recent,
    View,
    agreement_of,
    features_of_entity,
    features_of_nobody,
    features_of_unnamed,
    mention_group,
)
from quoteattr.document.discourse import Cast, Step, unnamed_class
from quoteattr.document.mentions import is_age
from quoteattr.lexicon.gender import gender_before, gender_of_words
from quoteattr.lexicon.nouns import document_kinds, is_person_noun, noun_class
from quoteattr.parse.tokens import Token
from quoteattr.types import SpeakerKind
from quoteattr.values import Mention, MentionKind, Someone, Unnamed

__all__ = ["Antecedent", "Moment", "inside", "mention_type", "propose_antecedents"]

# Who was last named further back than this many other names is not the antecedent of a pronoun.
MOST_RECENT = 12
# What *they* and *it* stand for without a name: a group, a body; *he* and *she* for a person.
UNNAMED_CLASSES = {"they": ("group", "body"), "it": ("body", "document"), "their": ("group", "body")}
FARTHEST_UNNAMED = 250
INDEFINITE = frozenset(
    ["a", "an", "one", "another", "some", "several", "many", "two", "three", "no", "both", "few", "most"]
)


@frozen
class Antecedent:
    """A choice for a mention, with its features."""

    someone: Someone
    features: tuple[str, ...]


def mention_type(cast: Cast, mention: Mention) -> str:
    """A pronoun's own word, or the form of a description: document, definite, indefinite, possessed; plural or not.

    A name is asked about only where several people share it.
    """
    token = cast.scene.doc[mention.head]
    if mention.kind is MentionKind.NAME:
        return "surname"
    if mention.kind is MentionKind.PRONOUN:
        return token.lower_
    first = cast.scene.doc[mention.start]
    if token.lemma_.lower() in document_kinds(cast.scene.tables) or token.lower_ in document_kinds(cast.scene.tables):
        return "document"
    number = "plural" if token.tag_ in ("NNS", "NNPS") else "singular"
    if first.lower_ in INDEFINITE:
        return f"indefinite {number}"
    form = "possessed" if first.tag_ == "PRP$" or _possessor(first, mention) else "definite"
    return f"{form} {number} {noun_class(token.lower_, cast.scene.tables)}"


def _possessor(first: Token, mention: Mention) -> bool:
    return any(first.doc[i].tag_ == "POS" for i in range(first.i, mention.head))


@frozen
class Moment:
    """The story where a mention stands.

    `quotation` is the token range that the mention speaks (a speaker seldom names himself), `cue` the verb that says
    so; `last_speaker` who spoke before, `meant` whom each word stood for when a mention with that head was resolved
    before, `document` whom the last document did (*the letter said*; *it* went on), `trail` the steps of the story so
    far, pronouns among them.
    """

    quotation: tuple[int, int] | None = None
    cue: str | None = None
    last_speaker: Someone = None
    meant: Mapping[str, Someone] = MappingProxyType({})
    document: Someone = None
    trail: Sequence[Step] = ()


def propose_antecedents(cast: Cast, mention: Mention, moment: Moment) -> tuple[Antecedent, ...]:
    """Everyone whom `mention` may stand for, the last one nobody; of a name all who share it."""
    recent = _recent(cast, mention)
    view = _view(cast, mention, moment, recent)
    if mention.name is not None:
        sharing = _sharing(cast, mention, mention.name)
        return tuple(Antecedent(number, tuple(features_of_entity(cast, view, number))) for number in sharing)
    choices = [
        Antecedent(
            someone,
            tuple(
                features_of_unnamed(cast, view, someone)
                if isinstance(someone, Unnamed)
                else features_of_entity(cast, view, someone)
            ),
        )
        for someone in _considered(cast, view, recent)
        if someone == view.meant or not _clashes(cast, mention, someone)
    ]
    nobody = Antecedent(None, tuple(features_of_nobody(cast, mention, view.kind, len(recent))))
    return (*choices, nobody)


def _view(cast: Cast, mention: Mention, moment: Moment, recent: Sequence[int]) -> View:
    kind, trail, head = mention_type(cast, mention), moment.trail, cast.scene.doc[mention.head].lower_
    orders = {
        "subject": _ranks(trail),
        "reporting": _ranks([step for step in trail[-40:] if step.reporting]),
        "main": _ranks([step for step in trail[-40:] if step.main or step.reporting]),
    }
    meant = moment.meant.get(head) if mention.kind is MentionKind.DESCRIPTION else None
    return View(
        mention=mention,
        kind=kind,
        group=mention_group(kind),
        ranks={entity: rank for rank, entity in enumerate(recent)},
        recent=_by_kind(cast, kind, recent),
        orders=orders,
        fitting={name: [e for e in order if _may_be(cast, kind, e)] for name, order in orders.items()},
        last_step=trail[-1].someone if trail else None,
        inside=_named_within(cast, moment.quotation) if moment.quotation else frozenset(),
        last_speaker=moment.last_speaker,
        cue=moment.cue,
        meant=moment.document if head == "it" else meant,
    )


def _by_kind(cast: Cast, kind: str, recent: Sequence[int]) -> dict[SpeakerKind, Recent]:
    """The entities named last by their own kind, for a mention of `kind`."""
    named: defaultdict[SpeakerKind, list[tuple[int, str]]] = defaultdict(list)
    for number in recent:
        entity = cast.entities[number]
        named[entity.kind].append((number, agreement_of(kind, entity)))
    return {
        of_kind: Recent(
            [number for number, _ in found],
            [number for number, agreement in found if agreement != "clash"],
            [number for number, agreement in found if agreement == "match"],
        )
        for of_kind, found in named.items()
    }


def _may_be(cast: Cast, kind: str, someone: Someone) -> bool:
    """Whether no gender speaks against it that a mention of `kind` stands for `someone`."""
    return not isinstance(someone, int) or agreement_of(kind, cast.entities[someone]) not in ("clash", "thing")


def _sharing(cast: Cast, mention: Mention, name: int) -> Sequence[int]:
    """Those who share a name, without those whom *Mr* or *Mrs* before it rules out."""
    sharing = cast.claimants.get(name, (cast.entity_of_name[name],))
    told = gender_before(cast.scene.doc, mention.start, cast.scene.tables)
    return [n for n in sharing if told is None or cast.entities[n].gender in (told, None)] or sharing


def _considered(cast: Cast, view: View, recent: Sequence[int]) -> Iterable[int | Unnamed]:
    """Everybody in question for a pronoun or a description, once each."""
    mention = view.mention
    considered: dict[int | Unnamed, None] = dict.fromkeys(recent)
    considered |= dict.fromkeys(e for e in (view.last_speaker, view.meant, view.last_step) if e is not None)
    considered |= dict.fromkeys(named_in_phrase(cast, mention))
    if mention.kind is MentionKind.DESCRIPTION:
        considered |= dict.fromkeys(described_alike(cast, mention))
    considered |= dict.fromkeys(_recent_unnamed(cast, mention))
    if view.group == "document":
        considered |= dict.fromkeys(issue.who for issue in issues_before(cast, mention))
    return considered


def _ranks(steps: Sequence[Step]) -> dict[Someone, int]:
    """Who took the last steps, the latest with rank 0."""
    return {someone: rank for rank, someone in enumerate(dict.fromkeys(step.someone for step in reversed(steps[-20:])))}


def _recent_unnamed(cast: Cast, mention: Mention) -> list[Unnamed]:
    """Those without a name whom the mention may mean: the last of its class, and those called by the same noun."""
    doc = cast.scene.doc
    at = bisect_left(cast.unnamed_starts, mention.start)
    near = [u for u in cast.unnamed[max(0, at - 12) : at] if mention.start - u.mention.start < FARTHEST_UNNAMED]
    classes = UNNAMED_CLASSES.get(doc[mention.head].lower_, ("person",))
    recent = [u for u in near if unnamed_class(cast.scene, u) in classes][-3:]
    if mention.kind is not MentionKind.DESCRIPTION:
        return recent
    called = cast.unnamed_by_noun.get(doc[mention.head].lemma_.lower(), ())
    before = bisect_left(called, mention.start, key=lambda someone: someone.mention.end - 1)
    return list(dict.fromkeys([*recent, *called[: min(1, before)], *called[max(0, before - 2) : before]]))


def _clashes(cast: Cast, mention: Mention, someone: int | Unnamed) -> bool:
    """Whether one is a person and the other a body or a document: *she* is no council, *the company* no man."""
    wanted = _wanted(cast, mention)
    if isinstance(someone, Unnamed):
        found = unnamed_class(cast.scene, someone)
        return bool(wanted) and found not in wanted
    kind = cast.entities[someone].kind
    return (wanted == ("person",) and kind is not SpeakerKind.PERSON) or (
        wanted == ("body",) and kind is SpeakerKind.PERSON
    )


def _wanted(cast: Cast, mention: Mention) -> tuple[str, ...]:
    """What a mention can stand for, as far as its word tells; empty where it does not."""
    token = cast.scene.doc[mention.head]
    if mention.kind is MentionKind.PRONOUN:
        return UNNAMED_CLASSES.get(token.lower_, ("person",) if token.lower_ in PRONOUN_GENDER else ())
    if mention.kind is not MentionKind.DESCRIPTION or token.tag_ in ("NNS", "NNPS"):
        return ()
    if is_age(token):
        return ("person",)
    found = noun_class(token.lower_, cast.scene.tables)
    return (found,) if found in ("person", "body") else ()


def _recent(cast: Cast, mention: Mention) -> list[int]:
    """The entities named outside quotation marks before the mention, the latest first."""
    scene = cast.scene
    at = bisect_left(cast.scene.name_starts, mention.start)
    found: dict[int, None] = {}
    for number in range(at - 1, max(-1, at - 120), -1):
        if scene.outermost[scene.names[number].start] < 0:
            found.setdefault(cast.entity_of_name[number])
            if len(found) >= MOST_RECENT:
                break
    return list(found)


def _named_within(cast: Cast, tokens: tuple[int, int]) -> frozenset[int]:
    low, high = bisect_left(cast.scene.name_starts, tokens[0]), bisect_left(cast.scene.name_starts, tokens[1])
    return frozenset(cast.entity_of_name[n] for n in range(low, high))


def inside(cast: Cast, mention: Mention, quotation: tuple[int, int]) -> Someone:
    """Whom a pronoun in a quotation means of those whom the same quotation names before it, the last one that agrees.

    “I was with *the old man who washes the shirts*. *He* told me …”
    """
    scene = cast.scene
    wanted = PRONOUN_GENDER.get(scene.doc[mention.head].lower_)
    if wanted is None:
        return None
    for index in range(mention.start - 1, max(quotation[0], mention.start - FARTHEST_UNNAMED), -1):
        number = scene.finder.name_of_token.get(index)
        if number is not None:
            entity = cast.entities[cast.entity_of_name[number]]
            if entity.kind is SpeakerKind.PERSON and entity.gender in (wanted, None):
                return cast.entity_of_name[number]
        token = scene.doc[index]
        if token.tag_ == "NN" and is_person_noun(token.lower_, scene.tables):
            described = scene.finder.at(index)
            if described is not None and gender_of_words([token.lower_], scene.tables) in (wanted, None):
                return Unnamed(described) if described.name is None else cast.entity_of_name[described.name]
    return None
