"""Antecedents: whom a pronoun, a description or a document may stand for, with the features that the choice is scored by.

A choice among the entities named before the mention, the speaker of the speech before, and nobody named (a description
then stands for itself). After Lappin & Leass (1994): salience by recency, subjecthood and repetition, filtered by
agreement; but weighed by a trained scorer instead of by hand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from attrs import frozen
from spacy.tokens import Token

from quoteattr.candidates import SENTENCE_ENDS, Scene
from quoteattr.entities import Entity, gender_of_words
from quoteattr.features import bucket
from quoteattr.mentions import Mention, MentionKind
from quoteattr.roles import RoleMention, role_of_description
from quoteattr.tables import Tables
from quoteattr.types import SpeakerKind

__all__ = ["Antecedent", "Cast", "mention_type", "propose_antecedents"]

# Who was last named further back than this many other names is not the antecedent of a pronoun.
MOST_RECENT = 12
PRONOUN_GENDER = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
DOCUMENT_KINDS = frozenset(["press release", "statement", "document", "court filing", "email", "ad", "book", "social media"])
INDEFINITE = frozenset(["a", "an", "one", "another", "some", "several", "many", "two", "three", "no", "both", "few", "most"])


@frozen(eq=False)
class Cast:
    """Who is in the article: entities, their role mentions, and where each entity stands in text order."""

    scene: Scene
    entities: Sequence[Entity]
    roles: Sequence[RoleMention]
    entity_of_name: tuple[int, ...]
    name_starts: tuple[int, ...]
    tables: Tables

    @classmethod
    def of(cls, scene: Scene, entities: Sequence[Entity], roles: Sequence[RoleMention], tables: Tables) -> Cast:
        """The cast of a scene."""
        owner = {n: e for e, entity in enumerate(entities) for n in entity.occurrences}
        order = tuple(owner[n] for n in range(len(scene.names)))
        return cls(scene, entities, roles, order, tuple(name.start for name in scene.names), tables)


@frozen
class Antecedent:
    """A choice for a mention: an entity by index, or None for nobody named; with its features."""

    entity: int | None
    features: tuple[str, ...]


def mention_type(cast: Cast, mention: Mention) -> str:
    """A pronoun's own word, or the form of a description: document, definite, indefinite, possessed; plural or not."""
    token = cast.scene.doc[mention.head]
    if mention.kind is MentionKind.PRONOUN:
        return token.lower_
    first = cast.scene.doc[mention.start]
    if token.lemma_.lower() in _document_nouns(cast.tables) or token.lower_ in _document_nouns(cast.tables):
        return "document"
    number = "plural" if token.tag_ in ("NNS", "NNPS") else "singular"
    if first.lower_ in INDEFINITE:
        return f"indefinite {number}"
    return f"possessed {number}" if first.tag_ == "PRP$" or _possessor(first, mention) else f"definite {number}"


def _possessor(first: Token, mention: Mention) -> bool:
    return any(first.doc[i].tag_ == "POS" for i in range(first.i, mention.head))


@cache
def _document_nouns(tables: Tables) -> frozenset[str]:
    rows = [row for row in tables.rows("media") if row["kind"] in DOCUMENT_KINDS]
    return frozenset(noun.split()[-1].lower() for row in rows for noun in row["nouns"])


def propose_antecedents(
    cast: Cast, mention: Mention, quotation: tuple[int, int] | None, last_speaker: int | None
) -> tuple[Antecedent, ...]:
    """The entities that `mention` may stand for, the last one nobody.

    `quotation` is the token range that the mention speaks (a speaker seldom names himself), `last_speaker` the entity
    that spoke before.
    """
    kind = mention_type(cast, mention)
    inside = _named_within(cast, quotation) if quotation else frozenset()
    recent = _recent(cast, mention)
    ranks = {entity: rank for rank, entity in enumerate(recent)}
    considered = list(recent)
    if last_speaker is not None and last_speaker not in ranks:
        considered.append(last_speaker)
    considered += [e for e in _in_phrase(cast, mention) if e not in considered]
    if mention.kind is MentionKind.DESCRIPTION:
        considered += [e for e in _described_alike(cast, mention) if e not in considered]
    choices = [
        Antecedent(entity, tuple(_features(cast, mention, kind, entity, ranks, inside, last_speaker)))
        for entity in considered
    ]
    nobody = Antecedent(None, tuple(_features_of_nobody(cast, mention, kind, len(recent))))
    return (*choices, nobody)


def _recent(cast: Cast, mention: Mention) -> list[int]:
    """The entities named outside quotation marks before the mention, the latest first."""
    scene = cast.scene
    at = bisect_left(cast.name_starts, mention.start)
    found: dict[int, None] = {}
    for number in range(at - 1, max(-1, at - 120), -1):
        if scene.outermost[scene.names[number].start] < 0:
            found.setdefault(cast.entity_of_name[number])
            if len(found) >= MOST_RECENT:
                break
    return list(found)


def _named_within(cast: Cast, tokens: tuple[int, int]) -> frozenset[int]:
    low, high = bisect_left(cast.name_starts, tokens[0]), bisect_left(cast.name_starts, tokens[1])
    return frozenset(cast.entity_of_name[n] for n in range(low, high))


def _in_phrase(cast: Cast, mention: Mention) -> list[int]:
    """Entities inside the mention and right behind it: *the company’s notice*, *a release from the task force*."""
    end = min(mention.end + 8, len(cast.scene.doc))
    low, high = bisect_left(cast.name_starts, mention.start), bisect_left(cast.name_starts, end)
    return list(dict.fromkeys(cast.entity_of_name[n] for n in range(low, high)))


def _described_alike(cast: Cast, mention: Mention) -> list[int]:
    """Entities with a role whose head is the description's: *the senator*, *the museum’s director*."""
    head = cast.scene.doc[mention.head].lower_
    return [e for e, entity in enumerate(cast.entities) if _role_match(cast, entity, head) != "none"][:8]


def _role_match(cast: Cast, entity: Entity, head: str) -> str:
    for number in entity.roles:
        title = cast.roles[number].role.title
        words = title.text.casefold().split() if title is not None else []
        if words and words[-1].rstrip(".,") == head:
            return "last"
        if head in words:
            return "word"
    return "none"


def _features(
    cast: Cast,
    mention: Mention,
    kind: str,
    number: int,
    ranks: dict[int, int],
    inside: frozenset[int],
    last_speaker: int | None,
) -> Iterator[str]:
    entity, scene = cast.entities[number], cast.scene
    group = _group(kind)
    yield f"{group}|kind={entity.kind.value}"
    yield f"{kind}|kind={entity.kind.value}"
    yield f"{group}|rank={min(ranks.get(number, 13), 13)}"
    people = [e for e in ranks if cast.entities[e].kind is entity.kind]
    rank = people.index(number) if number in people else 9
    yield f"{group}|{entity.kind.value}|rank_of_kind={min(rank, 6)}"
    agreement = _agreement(kind, entity)
    yield f"{group}|agreement={agreement}"
    fitting = [e for e in people if _agreement(kind, cast.entities[e]) != "clash"]
    yield f"{group}|{entity.kind.value}|rank_of_fitting={min(fitting.index(number) if number in fitting else 9, 6)}|{agreement}"
    sure = [e for e in fitting if _agreement(kind, cast.entities[e]) == "match"]
    yield f"{group}|{agreement}|sure={min(len(sure), 3)}"
    if number == last_speaker:
        yield f"{group}|last_speaker|{agreement}"
    elif last_speaker is not None:
        yield f"{group}|not_last_speaker|{agreement}"
    if number in inside:
        yield f"{group}|named_inside"
    yield f"{group}|count={bucket(len(entity.occurrences))}"
    latest = _latest(cast, number, mention)
    if latest is None:
        yield f"{group}|not_yet_named"
    else:
        token = scene.doc[scene.names[latest].end - 1]
        yield f"{group}|label={token.dep_ if token.dep_ != 'compound' else token.head.dep_}"
        between = scene.passage_of[mention.start] - scene.passage_of[token.i]
        yield f"{group}|paragraphs={min(between, 4)}"
        sentences = sum(scene.doc[i].text in SENTENCE_ENDS for i in range(max(token.i, mention.start - 150), mention.start))
        yield f"{group}|paragraphs={min(between, 2)}|sentences={min(sentences, 4)}"
        first = scene.passage_tokens[scene.passage_of[token.i]][0] if scene.passage_of[token.i] >= 0 else token.i
        yield f"{group}|opens_paragraph={scene.names[latest].start - first < 6}|paragraphs={min(between, 2)}"
    if mention.kind is MentionKind.DESCRIPTION:
        yield from _features_of_description(cast, mention, kind, number, group)


def _group(kind: str) -> str:
    """Pronouns of one person and number share what is learnt of them."""
    return {"he": "third", "she": "third", "him": "third", "her": "third", "his": "third"}.get(kind, kind)


def _agreement(kind: str, entity: Entity) -> str:
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
    at = bisect_left(occurrences, bisect_left(cast.name_starts, mention.start))
    return next((n for n in reversed(occurrences[max(0, at - 20) : at]) if outermost[names[n].start] < 0), None)


def _features_of_description(cast: Cast, mention: Mention, kind: str, number: int, group: str) -> Iterator[str]:
    doc, entity = cast.scene.doc, cast.entities[number]
    head = doc[mention.head].lower_
    yield f"{group}|role={_role_match(cast, entity, head)}"
    words = {w.casefold() for form in entity.forms for w in form.split()}
    yield f"{group}|word_of_name={head in words}"
    within = [doc[i].lower_ for i in range(mention.start, mention.end)]
    if number in _in_phrase(cast, mention):
        yield f"{group}|in_phrase"
        names = cast.scene.names
        near = next(n for n in entity.occurrences if names[n].end > mention.start)
        before = doc[names[near].start - 1].lower_ if names[near].start else ""
        possessor = names[near].end < len(doc) and doc[names[near].end].tag_ == "POS" and names[near].start >= mention.start
        yield f"{group}|in_phrase|{'possessor' if possessor else before if before in ('from', 'by', 'of', 'for', 'the') else 'other'}"
    organizations = {w for r in entity.roles if (o := cast.roles[r].role.organization) for w in o.text.casefold().split()}
    if len(organizations & set(within) - {"the", "of", "for", "’s", "'s"}) > 0:
        yield f"{group}|organization_of_role"
    told = gender_of_words([head], cast.tables)
    if told in ("female", "male") and entity.gender is not None:
        yield f"{group}|gender={told == entity.gender}"


def _features_of_nobody(cast: Cast, mention: Mention, kind: str, named: int) -> Iterator[str]:
    yield f"nobody|{kind}"
    yield f"nobody|named={min(named, 3)}"
    if mention.kind is MentionKind.DESCRIPTION:
        head = cast.scene.doc[mention.head].lower_
        alike = sum(_role_match(cast, entity, head) != "none" for entity in cast.entities)
        yield f"nobody|{kind}|alike={min(alike, 2)}"
        yield f"nobody|{kind}|words={bucket(mention.end - mention.start)}"
        role = role_of_description(cast.scene.doc, mention.start, mention.end, cast.tables)
        yield f"nobody|{kind}|role={role is not None}"
