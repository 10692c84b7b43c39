"""What bodies are called by, and bodies that belong to somebody. All people are invented."""

from __future__ import annotations

import quoteattr
from case_tables import cases
from quoteattr.document.article import MentionFinder
from quoteattr.document.discourse import OwnedBodies
from quoteattr.entities.clusters import find_entities
from quoteattr.entities.index import find_owned_bodies, is_called
from quoteattr.entities.names import find_names
from quoteattr.lexicon.tables import load_tables
from quoteattr.parse.batches import parse_texts
from quoteattr.roles.mentions.find import find_roles
from quoteattr.values import Entity

TABLES = load_tables()


def _read(extractor: quoteattr.Extractor, text: str) -> tuple[MentionFinder, tuple[Entity, ...], OwnedBodies]:
    (doc,) = parse_texts(extractor.nlp, [text])
    names = find_names(doc, [], TABLES)
    roles = find_roles(doc, [(name.start, name.end) for name in names], TABLES).mentions
    entities = find_entities(doc, names, roles, TABLES)
    finder = MentionFinder.over(doc, names)
    return finder, entities, find_owned_bodies(finder, entities, TABLES)


@cases("entities/bodies/called")
def test_nouns_that_a_body_is_called_by(extractor: quoteattr.Extractor, text: str, noun: str, expected: bool) -> None:
    _, (entity,), _ = _read(extractor, text)
    assert is_called(entity, noun, TABLES) is expected


@cases("entities/bodies/owned")
def test_bodies_that_belong_to_somebody(extractor: quoteattr.Extractor, text: str, expected: list[list[str]]) -> None:
    finder, entities, owned = _read(extractor, text)
    assert [
        [entities[body.owner].name, body.noun, finder.doc.stretch(body.fullest.start, body.fullest.end).text]
        for body in owned.bodies
    ] == expected


def test_later_forms_of_an_owned_body(extractor: quoteattr.Extractor) -> None:
    text = "Falk’s campaign replied. The Okello campaign waited. Then the campaign left."
    finder, entities, owned = _read(extractor, text)
    one, other = owned.bodies
    end = len(finder.doc)
    assert owned.of(one.owner, "campaign") == one
    assert owned.of(one.owner, "office") is None
    assert owned.latest("campaign", end) == other
    assert owned.latest("campaign", other.mentions[0].head) == one
    assert owned.latest("campaign", 0) is None
    assert owned.by_head[other.mentions[0].head] == other
    assert [entities[body.owner].name for body in owned.bodies] == ["Falk", "Okello"]
