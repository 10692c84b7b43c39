"""Salience: what speaks for one antecedent of a mention, as features: recency, subjecthood, agreement, repetition.

After Lappin & Leass (1994), but weighed by a trained scorer instead of by hand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from quoteattr.coreference.descriptions import features_of_description, features_of_issuer, named_in_phrase, tie_to
from quoteattr.decisions.buckets import bucket
from quoteattr.document.article import Scene, ends_sentence
from quoteattr.document.discourse import Cast, unnamed_class
from quoteattr.lexicon.gender import gender_of_words
from quoteattr.lexicon.nouns import noun_class
from quoteattr.parse.tokens import Token
from quoteattr.roles.mentions.find import role_of_description
from quoteattr.types import SpeakerKind
from quoteattr.values import Entity, Mention, MentionKind, Someone, Unnamed

__all__ = [
    "Recent",
    "View",
    "agreement_of",
    "features_of_entity",
    "features_of_nobody",
    "features_of_unnamed",
    "mention_group",
]

ASKING = frozenset(["ask", "press", "question", "grill", "interview", "quiz", "challenge"])
PRONOUN_GENDER = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}


@frozen
class Recent:
    """The entities of one kind that were named last, the latest first: all, those that may fit, those that do."""

    named: Sequence[int] = ()
    fitting: Sequence[int] = ()
    sure: Sequence[int] = ()


NONE_RECENT = Recent()


@frozen(eq=False)
class View:
    """One mention to resolve, with what all its antecedents are compared by.

    `ranks` has the entities named last, the latest with rank 0, and `recent` them by their kind. `orders` has who was
    last a `subject`, `reporting` somebody's words, or either in a `main` clause, likewise, and `fitting` those of them
    whose gender does not speak against it.
    """

    mention: Mention
    kind: str
    group: str
    ranks: Mapping[int, int]
    recent: Mapping[SpeakerKind, Recent]
    orders: Mapping[str, Mapping[Someone, int]]
    fitting: Mapping[str, Sequence[Someone]]
    last_step: Someone
    inside: frozenset[int]
    last_speaker: Someone
    cue: str | None
    meant: Someone


def features_of_entity(cast: Cast, view: View, number: int) -> Iterator[str]:
    """What speaks for entity `number`."""
    entity, scene, mention, group, kind = cast.entities[number], cast.scene, view.mention, view.group, view.kind
    ranks = view.ranks
    yield f"{group}|kind={entity.kind.value}"
    yield f"{kind}|kind={entity.kind.value}"
    yield f"{group}|rank={min(ranks.get(number, 13), 13)}"
    recent = view.recent.get(entity.kind, NONE_RECENT)
    rank = recent.named.index(number) if number in ranks else 9
    yield f"{group}|{entity.kind.value}|rank_of_kind={min(rank, 6)}"
    agreement = agreement_of(kind, entity)
    yield f"{group}|agreement={agreement}"
    place = min(recent.fitting.index(number) if number in recent.fitting else 9, 6)
    yield f"{group}|{entity.kind.value}|rank_of_fitting={place}|{agreement}"
    yield f"{group}|{agreement}|sure={min(len(recent.sure), 3)}"
    for name, order in view.orders.items():
        place, fits = min(order.get(number, 5), 5), view.fitting[name]
        yield f"{group}|{name}={place}|{agreement}"
        yield f"{group}|fitting_{name}={min(fits.index(number) if number in fits else 5, 5)}"
    if view.last_speaker is not None:  # *she added* goes on
        yield f"{group}|last_speaker={number == view.last_speaker}|{view.cue}"
    if number == view.last_speaker:
        yield f"{group}|last_speaker|{agreement}"
        yield f"{group}|last_speaker|reporting={min(view.orders['reporting'].get(number, 3), 3)}"
    elif view.last_speaker is not None:
        yield f"{group}|not_last_speaker|{agreement}"
    if view.meant is not None:
        yield f"{group}|meant_before={number == view.meant}"
    if number in view.inside:
        yield f"{group}|named_inside"
    yield f"{group}|count={bucket(len(entity.occurrences))}"
    counts = cast.counts[entity.kind]
    larger = len(counts) - bisect_right(counts, len(entity.occurrences))
    yield f"{group}|{entity.kind.value}|count_rank={min(larger, 4)}|{agreement}"
    latest = _latest(cast, number, mention)
    if latest is None:
        yield f"{group}|not_yet_named"
    else:
        token = scene.doc[scene.names[latest].end - 1]
        label = token.dep_ if token.dep_ != "compound" else token.head.dep_
        yield f"{group}|label={label}"
        sentences = _sentences_between(scene, token.i, mention.start)
        yield f"{group}|label={label}|sentences={sentences}|{agreement}"
        yield f"{group}|{_part(scene, token)}|sentences={sentences}"
        yield from _distance(scene, group, token.i, mention.start)
        between = scene.passage_of[mention.start] - scene.passage_of[token.i]
        first = scene.passage_tokens[scene.passage_of[token.i]][0] if scene.passage_of[token.i] >= 0 else token.i
        yield f"{group}|opens_paragraph={scene.names[latest].start - first < 6}|paragraphs={min(between, 2)}"
    yield from _features_of_words(cast, view, number)


def _features_of_words(cast: Cast, view: View, number: int) -> Iterator[str]:
    """What the words of a description, or of a document, tell of entity `number`."""
    if view.mention.kind is MentionKind.DESCRIPTION:
        yield from features_of_description(cast, view.mention, number, view.group, view.last_speaker)
    if view.group == "document":
        yield from features_of_issuer(cast, view.mention, number)


def _distance(scene: Scene, group: str, token: int, mention: int) -> Iterator[str]:
    between = scene.passage_of[mention] - scene.passage_of[token]
    yield f"{group}|paragraphs={min(between, 4)}"
    yield f"{group}|paragraphs={min(between, 2)}|sentences={_sentences_between(scene, token, mention)}"


def _sentences_between(scene: Scene, token: int, mention: int) -> int:
    """Sentence ends outside quotation marks from a token to a mention, at most four."""
    ends = scene.sentence_ends
    return min(4, max(0, bisect_left(ends, mention) - bisect_left(ends, token)))


def _part(scene: Scene, token: Token) -> str:
    """The part a name plays: who asks, who is asked, whose matter it is (*As for Ross, she*), or any other."""
    noun = token.head if token.dep_ == "compound" else token
    verb = noun.head
    if verb.lemma_.lower() in ASKING:
        return "asks" if noun.dep_ == "nsubj" else "asked" if noun.dep_ in ("dobj", "dative", "nsubjpass") else "other"
    if noun.dep_ == "pobj" and verb.lower_ in ("for", "of", "like", "to") and verb.dep_ in ("prep", "advmod"):
        first = scene.passage_tokens[scene.passage_of[token.i]][0] if scene.passage_of[token.i] >= 0 else 0
        opens = verb.i - 1 <= first or ends_sentence(scene.doc[verb.i - 2])
        return "topic" if opens else "other"
    return "possessor" if noun.dep_ == "poss" else "other"


def features_of_unnamed(cast: Cast, view: View, someone: Unnamed) -> Iterator[str]:
    """What speaks for somebody without a name."""
    doc, group = cast.scene.doc, view.group
    token = doc[someone.mention.head]
    yield f"{group}|unnamed"
    yield f"{group}|unnamed|label={token.dep_}"
    yield f"{view.kind}|unnamed|{unnamed_class(cast.scene, someone)}"
    sentences = _sentences_between(cast.scene, token.i, view.mention.start)
    yield f"{group}|unnamed|label={token.dep_}|sentences={sentences}"
    yield from _distance(cast.scene, f"{group}|unnamed", token.i, view.mention.start)
    yield f"{group}|unnamed|last_speaker={someone == view.last_speaker}"
    wanted, told = PRONOUN_GENDER.get(view.kind), gender_of_words([token.lower_], cast.scene.tables)
    yield f"{group}|unnamed|gender={'open' if told is None or wanted is None else told == wanted}"
    if view.mention.kind is MentionKind.DESCRIPTION:
        yield f"{group}|unnamed|same_head={token.lower_ == doc[view.mention.head].lower_}|{view.kind}"
        yield f"{group}|unnamed|meant_before={someone == view.meant}"
    for name, order in view.orders.items():
        yield f"{group}|unnamed|{name}={min(order.get(someone, 5), 5)}"
    if group == "document":
        yield from features_of_issuer(cast, view.mention, someone)


def mention_group(kind: str) -> str:
    """Pronouns of one person and number share what is learnt of them."""
    return {"he": "third", "she": "third", "him": "third", "her": "third", "his": "third"}.get(kind, kind)


def agreement_of(kind: str, entity: Entity) -> str:
    """How an entity agrees with a mention of `kind` in gender, *none* where that asks for none."""
    wanted = PRONOUN_GENDER.get(kind)
    if wanted is None:
        return "none"
    if entity.kind is not SpeakerKind.PERSON:
        return "thing"
    if entity.gender is None:
        return "open"
    return "match" if entity.gender == wanted else "clash"


def _latest(cast: Cast, number: int, mention: Mention) -> int | None:
    """The entity's last name outside quotation marks before the mention."""
    names, outermost = cast.scene.names, cast.scene.outermost
    occurrences = cast.entities[number].occurrences
    at = bisect_left(occurrences, bisect_left(cast.scene.name_starts, mention.start))
    return next((n for n in reversed(occurrences[max(0, at - 20) : at]) if outermost[names[n].start] < 0), None)


def features_of_nobody(cast: Cast, mention: Mention, kind: str, named: int) -> Iterator[str]:
    """What speaks for nobody before the mention; `named` is how many entities are in question."""
    yield f"nobody|{kind}"
    yield f"nobody|named={min(named, 3)}"
    if mention.kind is MentionKind.DESCRIPTION:
        head = cast.scene.doc[mention.head].lower_
        yield f"nobody|{kind}|alike={min(len(cast.titled.get(head, ())), 2)}"
        ties = [tie for number in named_in_phrase(cast, mention) if (tie := tie_to(cast, mention, number)) is not None]
        yield f"nobody|{noun_class(head, cast.scene.tables)}|tie={ties[0] if ties else 'none'}"
        yield f"nobody|{kind}|tie={ties[0] if ties else 'none'}"
        yield f"nobody|{kind}|words={bucket(mention.end - mention.start)}"
        role = role_of_description(cast.scene.doc, mention.start, mention.end, cast.scene.tables)
        yield f"nobody|{kind}|role={role is not None}"
    if kind == "document":
        yield from features_of_issuer(cast, mention, None)
