"""The cast of an article: its entities, the people whom it leaves unnamed, and who is the subject where.

What coreference asks of the article as a whole is indexed here once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from attrs import field, frozen

from quoteattr.bodies import OwnedBodies, find_owned_bodies
from quoteattr.entities import Entity
from quoteattr.issuers import Issue, find_issues
from quoteattr.mentions import Mention, MentionKind
from quoteattr.nouns import is_person_noun, noun_class
from quoteattr.parse import Token
from quoteattr.roles import RoleMention, RolePage
from quoteattr.scene import Scene
from quoteattr.tables import Tables
from quoteattr.types import SpeakerKind

__all__ = ["Cast", "Someone", "Step", "Unnamed", "ages_of", "is_main", "unnamed_class", "words_of_role"]

INDEFINITE = frozenset(["a", "an", "one", "another"])
# How many of an entity's names are looked at for its age.
MOST_NAMES = 12
# How many titles and organizations have their words kept: an archive has ever new ones.
KEPT_ROLES = 4096


@frozen
class Unnamed:
    """A person or body without a name of its own: the mention that describes it first, or that joins several names."""

    mention: Mention


# Whom a mention may stand for: an entity by its index, somebody unnamed, or None for nobody before it.
Someone = int | Unnamed | None


@frozen
class Step:
    """A step of the story: who is the subject at a token, and whether of a verb that reports, and of a main clause."""

    token: int
    someone: Someone
    reporting: bool
    main: bool


def is_main(subject: Token) -> bool:
    """Whether a subject is that of a main clause: not of *in the event that Rao faces Poe*."""
    verb = subject.head
    return verb.dep_ in ("ROOT", "parataxis") or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")


@frozen(eq=False)
class Cast:
    """Who is in the article: entities, their role mentions, and where each entity stands in text order.

    `claimants` are the entities that a name, by its number, may stand for, where several share it.
    `steps` are the names that are subjects, in text order, `pronouns` the subject pronouns *he* and *she*, both outside
    quotation marks; `unnamed` the people, groups and bodies whom a description brings in, also by its noun;
    `owned` the bodies that belong to an entity, `issues` the documents with those behind them. `titled` are those
    with a word in one of their titles, `aged` those with an age, ascending. `counts` says how often the entities of
    a kind are named, ascending.
    """

    scene: Scene
    entities: Sequence[Entity]
    roles: Sequence[RoleMention]
    role_page: RolePage = field(repr=False)
    entity_of_name: tuple[int, ...]
    name_starts: tuple[int, ...]
    claimants: dict[int, tuple[int, ...]]
    steps: tuple[Step, ...]
    pronouns: tuple[int, ...]
    unnamed: tuple[Unnamed, ...]
    unnamed_starts: tuple[int, ...]
    unnamed_by_noun: dict[str, tuple[Unnamed, ...]]
    owned: OwnedBodies
    issues: tuple[Issue[int | Unnamed], ...]
    titled: dict[str, tuple[int, ...]]
    aged: dict[str, tuple[int, ...]]
    counts: dict[SpeakerKind, tuple[int, ...]]

    @classmethod
    def of(cls, scene: Scene, entities: Sequence[Entity], roles: Sequence[RoleMention], role_page: RolePage) -> Cast:
        """The cast of a scene; `role_page` is what its `roles` were found on."""
        unnamed = tuple(_brought_in(scene))
        by_noun: defaultdict[str, list[Unnamed]] = defaultdict(list)
        for someone in unnamed:
            noun = scene.doc[someone.mention.head].lemma_.lower()
            by_noun[noun].append(someone)
        owner = {n: e for e, entity in enumerate(entities) for n in entity.occurrences}
        cues = frozenset(cue.head for cue in scene.cues if cue.listed)
        heads = [(n, scene.doc[mention.head]) for n in owner if (mention := scene.finder.at(scene.names[n].start))]
        tokens = [
            (n, token.head if token.dep_ == "appos" else token) for n, token in heads if scene.outermost[token.i] < 0
        ]
        subjects = sorted((n, token) for n, token in tokens if token.dep_ in ("nsubj", "nsubjpass"))
        return cls(
            scene=scene,
            entities=entities,
            roles=roles,
            role_page=role_page,
            entity_of_name=tuple(owner[n] for n in range(len(scene.names))),
            name_starts=tuple(name.start for name in scene.names),
            claimants=_claimants(entities),
            steps=tuple(
                sorted(
                    [
                        *(Step(scene.names[n].start, owner[n], t.head.i in cues, is_main(t)) for n, t in subjects),
                        *(Step(u.mention.start, u, t.head.i in cues, is_main(t)) for u, t in _subjects(scene, unnamed)),
                    ],
                    key=lambda step: step.token,
                )
            ),
            pronouns=tuple(
                token.i
                for token in scene.doc
                if token.lower_ in ("he", "she") and token.dep_ == "nsubj" and scene.outermost[token.i] < 0
            ),
            unnamed=unnamed,
            unnamed_starts=tuple(someone.mention.start for someone in unnamed),
            unnamed_by_noun={noun: tuple(called) for noun, called in by_noun.items()},
            titled=_numbers_by(_words_of_titles(entity, roles, scene.tables) for entity in entities),
            aged=_numbers_by(ages_of(scene, entity) for entity in entities),
            counts={k: tuple(sorted(len(e.occurrences) for e in entities if e.kind is k)) for k in SpeakerKind},
            owned=find_owned_bodies(scene.finder, entities, scene.tables),
            issues=tuple(find_issues(scene, {u.mention.head: u for u in unnamed} | {t.i: owner[n] for n, t in heads})),
        )


@lru_cache(maxsize=KEPT_ROLES)
def words_of_role(text: str, tables: Tables) -> tuple[frozenset[str], ...]:
    """The words of a title or organization, each with the longer ones that a short form stands for."""
    long = {row["short"]: row["long"] for row in reversed(tables.rows("short_titles"))}
    words = [word.strip(".,").casefold() for word in text.split()]
    return tuple(frozenset([word, *long.get(word, ())]) for word in words)


def _words_of_titles(entity: Entity, roles: Sequence[RoleMention], tables: Tables) -> set[str]:
    titles = [roles[number].role.title for number in entity.roles]
    return {
        word for title in titles if title is not None for forms in words_of_role(title.text, tables) for word in forms
    }


def ages_of(scene: Scene, entity: Entity) -> set[str]:
    """The numbers that stand as ages behind an entity's names: Mina Dorsey, *44*, a baker."""
    doc, names = scene.doc, scene.names
    ends = [names[n].end for n in entity.occurrences[:MOST_NAMES]]
    return {doc[end + 1].text for end in ends if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].like_num}


def _numbers_by(keys_of_each: Iterable[set[str]]) -> dict[str, tuple[int, ...]]:
    """The numbers, ascending, of the entities that have a key."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, keys in enumerate(keys_of_each):
        for key in keys:
            found[key].append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


def _claimants(entities: Sequence[Entity]) -> dict[int, tuple[int, ...]]:
    claims: dict[int, tuple[int, ...]] = {}
    for number, entity in enumerate(entities):
        for name in entity.claims:
            claims[name] = (*claims.get(name, ()), number)
    return {name: claiming for name, claiming in claims.items() if len(claiming) > 1}


def _brought_in(scene: Scene) -> Iterator[Unnamed]:
    """Whom the text brings in without a name: *a nurse who was aboard*, *forty residents*, *the staff association*."""
    for token in scene.doc:
        if token.pos_ == "NOUN" and scene.outermost[token.i] < 0 and _can_be_brought_in(scene, token):
            mention = scene.finder.at(token.i)
            if mention is not None and mention.kind is MentionKind.DESCRIPTION:
                yield Unnamed(mention)


def _subjects(scene: Scene, unnamed: Sequence[Unnamed]) -> Iterator[tuple[Unnamed, Token]]:
    """The people without a name who are subjects: *A neighbour* shook her head."""
    for someone in unnamed:
        token = scene.doc[someone.mention.head]
        if token.dep_ in ("nsubj", "nsubjpass") and unnamed_class(scene, someone) == "person":
            yield someone, token


def _can_be_brought_in(scene: Scene, token: Token) -> bool:
    if token.tag_ == "NNS":
        return token.dep_ in ("nsubj", "nsubjpass") or noun_class(token.lemma_.lower(), scene.tables) == "person"
    if is_person_noun(token.lower_, scene.tables):
        return any(child.lower_ in INDEFINITE or child.tag_ == "PRP$" for child in token.lefts)
    return noun_class(token.lower_, scene.tables) in ("body", "document")


def unnamed_class(scene: Scene, someone: Unnamed) -> str:
    """Whether somebody without a name is a person, a group, a body or a document."""
    token = scene.doc[someone.mention.head]
    if token.tag_ in ("NNS", "NNPS"):
        return "group"
    found = noun_class(token.lower_, scene.tables)
    return "person" if found == "thing" else found
