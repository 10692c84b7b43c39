"""The discourse of an article: its entities, the people whom it leaves unnamed, and who is the subject where.

What coreference asks of the article as a whole is indexed here once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from quoteattr.document.article import Document
from quoteattr.document.discourse import Discourse, Step, ages_of, is_main, unnamed_class
from quoteattr.entities.bodies import find_owned_bodies
from quoteattr.entities.issuers import find_issues
from quoteattr.lexicon.nouns import is_person_noun, noun_class
from quoteattr.lexicon.tables import Tables
from quoteattr.lexicon.titles import words_of_role
from quoteattr.parse.tokens import Token
from quoteattr.types import Role
from quoteattr.values import Entity, FoundRoles, Mention, MentionKind, RoleMention, Unnamed

__all__ = ["read_discourse"]

INDEFINITE = frozenset(["a", "an", "one", "another"])


def read_discourse(
    document: Document,
    entities: Sequence[Entity],
    roles: FoundRoles,
    role_of: Callable[[Mention], Role | None],
    author: int | None = None,
) -> Discourse:
    """The discourse of a document with the entities, its `author` among them, and role mentions found in it."""
    unnamed = tuple(_brought_in(document))
    owner = {n: e for e, entity in enumerate(entities) for n in entity.occurrences}
    cues = frozenset(cue.head for cue in document.cues if cue.listed)
    heads = [(n, document.doc[mention.head]) for n in owner if (mention := document.finder.at(document.names[n].start))]
    tokens = [
        (n, token.head if token.dep_ == "appos" else token) for n, token in heads if document.outermost[token.i] < 0
    ]
    subjects = sorted((n, token) for n, token in tokens if token.dep_ in ("nsubj", "nsubjpass"))
    return Discourse(
        document=document,
        entities=entities,
        author=author,
        roles=roles.mentions,
        away_roles=roles.away,
        role_of=role_of,
        entity_of_name=tuple(owner[n] for n in range(len(document.names))),
        claimants=_claimants(entities),
        steps=tuple(
            sorted(
                [
                    *(Step(document.names[n].start, owner[n], t.head.i in cues, is_main(t)) for n, t in subjects),
                    *(Step(u.mention.start, u, t.head.i in cues, is_main(t)) for u, t in _subjects(document, unnamed)),
                ],
                key=lambda step: step.token,
            )
        ),
        pronouns=tuple(
            token.i
            for token in document.doc
            if token.lower_ in ("he", "she") and token.dep_ == "nsubj" and document.outermost[token.i] < 0
        ),
        unnamed=unnamed,
        titled=_numbers_by(_words_of_titles(entity, roles.mentions, document.tables) for entity in entities),
        aged=_numbers_by(ages_of(document, entity) for entity in entities),
        owned=find_owned_bodies(document.finder, entities, document.tables),
        issues=tuple(find_issues(document, {u.mention.head: u for u in unnamed} | {t.i: owner[n] for n, t in heads})),
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


def _brought_in(document: Document) -> Iterator[Unnamed]:
    """Whom the text brings in without a name: *a nurse who was aboard*, *forty residents*, *the staff association*."""
    for token in document.doc:
        if token.pos_ == "NOUN" and document.outermost[token.i] < 0 and _can_be_brought_in(document, token):
            mention = document.finder.at(token.i)
            if mention is not None and mention.kind is MentionKind.DESCRIPTION:
                yield Unnamed(mention)


def _subjects(document: Document, unnamed: Sequence[Unnamed]) -> Iterator[tuple[Unnamed, Token]]:
    """The people without a name who are subjects: *A neighbour* shook her head."""
    for someone in unnamed:
        token = document.doc[someone.mention.head]
        if token.dep_ in ("nsubj", "nsubjpass") and unnamed_class(document, someone) == "person":
            yield someone, token


def _can_be_brought_in(document: Document, token: Token) -> bool:
    if token.tag_ == "NNS":
        return token.dep_ in ("nsubj", "nsubjpass") or noun_class(token.lemma_.lower(), document.tables) == "person"
    if is_person_noun(token.lower_, document.tables):
        return any(child.lower_ in INDEFINITE or child.tag_ == "PRP$" for child in token.lefts)
    return noun_class(token.lower_, document.tables) in ("body", "document")
