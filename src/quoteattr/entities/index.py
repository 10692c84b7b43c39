"""The cast of an article: its entities, the people whom it leaves unnamed, and who is the subject where.

What coreference asks of the article as a whole is indexed here once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from quoteattr.document.article import Scene
from quoteattr.document.discourse import Cast, Step, ages_of, is_main, unnamed_class
from quoteattr.entities.bodies import find_owned_bodies
from quoteattr.entities.issuers import find_issues
from quoteattr.lexicon.nouns import is_person_noun, noun_class
from quoteattr.lexicon.tables import Tables
from quoteattr.lexicon.titles import words_of_role
from quoteattr.parse.tokens import Token
from quoteattr.values import Entity, MentionKind, RoleMention, Unnamed

__all__ = ["read_discourse"]

INDEFINITE = frozenset(["a", "an", "one", "another"])


def read_discourse(scene: Scene, entities: Sequence[Entity], roles: Sequence[RoleMention]) -> Cast:
    """The discourse of a document with the entities and role mentions that were found in it."""
    unnamed = tuple(_brought_in(scene))
    owner = {n: e for e, entity in enumerate(entities) for n in entity.occurrences}
    cues = frozenset(cue.head for cue in scene.cues if cue.listed)
    heads = [(n, scene.doc[mention.head]) for n in owner if (mention := scene.finder.at(scene.names[n].start))]
    tokens = [(n, token.head if token.dep_ == "appos" else token) for n, token in heads if scene.outermost[token.i] < 0]
    subjects = sorted((n, token) for n, token in tokens if token.dep_ in ("nsubj", "nsubjpass"))
    return Cast(
        scene=scene,
        entities=entities,
        roles=roles,
        entity_of_name=tuple(owner[n] for n in range(len(scene.names))),
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
        titled=_numbers_by(_words_of_titles(entity, roles, scene.tables) for entity in entities),
        aged=_numbers_by(ages_of(scene, entity) for entity in entities),
        owned=find_owned_bodies(scene.finder, entities, scene.tables),
        issues=tuple(find_issues(scene, {u.mention.head: u for u in unnamed} | {t.i: owner[n] for n, t in heads})),
    )


def _words_of_titles(entity: Entity, roles: Sequence[RoleMention], tables: Tables) -> set[str]:
    titles = [roles[number].role.title for number in entity.roles]
    return {
        word for title in titles if title is not None for forms in words_of_role(title.text, tables) for word in forms
    }


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
