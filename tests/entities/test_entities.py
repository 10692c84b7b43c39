"""Who is who: short forms, acronyms, namesakes, kind and gender; bodies and documents that are somebody's.

All people and bodies are invented.
"""

from __future__ import annotations

from itertools import islice, product
from typing import Any

import pytest
from spacy.language import Language

import quoteattr
from case_tables import cases, plain
from made_reports import read_document
from quoteattr.document.article import MentionFinder
from quoteattr.document.discourse import OwnedBodies, is_called
from quoteattr.entities.clusters import Form, FullForms, find_entities
from quoteattr.entities.index import find_issues, find_owned_bodies
from quoteattr.entities.names import find_names
from quoteattr.lexicon.tables import load_tables
from quoteattr.lexicon.words import document_kinds
from quoteattr.parse.batches import parse_texts
from quoteattr.roles.mentions.find import find_roles
from quoteattr.types import SpeakerKind
from quoteattr.values import Entity, NameKind

TABLES = load_tables()


def _read(nlp: Language, text: str) -> tuple[MentionFinder, tuple[Entity, ...], OwnedBodies]:
    (doc,) = parse_texts(nlp, [text])
    names = find_names(doc, [], TABLES)
    roles = find_roles(doc, [(name.start, name.end) for name in names], TABLES).mentions
    entities = find_entities(doc, names, roles, TABLES)
    finder = MentionFinder.over(doc, names)
    return finder, entities, find_owned_bodies(finder, entities, TABLES)


def _entities(nlp: Language, text: str) -> tuple[Entity, ...]:
    return _read(nlp, text)[1]


@cases("entities/forms")
def test_forms_of_one_name(extractor: quoteattr.Extractor, text: str, expected: list[Any]) -> None:
    assert plain([(entity.name, entity.forms) for entity in _entities(extractor.nlp, text)]) == expected


@cases("entities/genders")
def test_gender_of_a_person(extractor: quoteattr.Extractor, text: str, gender: str | None) -> None:
    (entity,) = _entities(extractor.nlp, text)
    assert (entity.kind, entity.gender) == (SpeakerKind.PERSON, gender)


def test_a_body_has_no_gender(extractor: quoteattr.Extractor) -> None:
    (entity,) = _entities(extractor.nlp, "Then the Coastal Water Council sold her car.")
    assert (entity.kind, entity.gender) == (SpeakerKind.ORGANIZATION, None)


@cases("entities/namesakes")
def test_a_surname_that_two_share(extractor: quoteattr.Extractor, text: str, occurrences: dict[str, list[int]]) -> None:
    found = _entities(extractor.nlp, text)
    assert {entity.name: list(entity.occurrences) for entity in found} == occurrences
    shared = max(number for numbers in occurrences.values() for number in numbers)
    assert all(shared in entity.claims for entity in found if "Falk" in entity.name)


@cases("entities/forms", only=["text"])
def test_every_name_belongs_to_one_entity(extractor: quoteattr.Extractor, text: str) -> None:
    (doc,) = parse_texts(extractor.nlp, [text])
    owned = sorted(number for entity in _entities(extractor.nlp, text) for number in entity.occurrences)
    assert owned == list(range(len(find_names(doc, [], TABLES))))


def test_a_role_belongs_to_its_bearer(extractor: quoteattr.Extractor) -> None:
    bearer, other = _entities(extractor.nlp, "We met Susan Falk, the mayor. Then Robert Okello left.")
    assert (bearer.name, len(bearer.roles)) == ("Susan Falk", 1)
    assert (other.name, len(other.roles)) == ("Robert Okello", 0)


def test_entities_from_the_tokens_alone(blank: quoteattr.Extractor) -> None:
    found = _entities(blank.nlp, "We met Susan Falk. Then Falk left.")
    assert [(entity.name, entity.forms) for entity in found] == [("Susan Falk", ("Susan Falk", "Falk"))]


def _people(count: int, *, given: str = "", surname: str = "") -> list[Form]:
    others = ["".join(letters).title() for letters in islice(product("bdfgklmn", "aeiou", "rstv", "aeiou"), count)]
    names = [(given or other, surname or other) for other in others]
    return [
        Form(" ".join(name), tuple(word.casefold() for word in name), NameKind.PERSON, number, 2)
        for number, name in enumerate(names)
    ]


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The pairs of forms that were compared."""
    compared: list[tuple[str, str]] = []
    stands_for = FullForms._stands_for

    def watch(forms: FullForms, short: Form, full: Form) -> bool:
        compared.append((short.text, full.text))
        return stands_for(forms, short, full)

    monkeypatch.setattr(FullForms, "_stands_for", watch)
    return compared


def test_people_of_one_given_name_are_not_compared_with_each_other(compared: list[tuple[str, str]]) -> None:
    """A long text has hundreds of them, and the cost of all pairs grows with their square. *Ann* may be any of them."""
    people = _people(300, given="Ann")
    full = FullForms.among(people, {}, TABLES)
    assert [full.standing_behind(form) for form in people] == [[]] * len(people)
    assert compared == []
    assert full.standing_behind(Form("Ann", ("ann",), NameKind.PERSON, 300, 1)) == people
    assert full.standing_behind(Form("Ann Bara Jr.", ("ann", "bara", "jr"), NameKind.PERSON, 301, 1)) == people[:1]


def test_people_of_one_surname_are_compared_only_where_their_given_names_agree(compared: list[tuple[str, str]]) -> None:
    """So a long text of *Poe*s is read in time, and *B. Poe*, *Bill Poe* and *Joanna Poe* still find theirs."""
    william = Form("William Poe", ("william", "poe"), NameKind.PERSON, 300, 1)
    others = _people(300, surname="Poe")
    people = [william, *others]
    full = FullForms.among(people, {}, TABLES)
    assert compared == []
    assert full.standing_behind(Form("Poe", ("poe",), NameKind.PERSON, 301, 1)) == people
    assert full.standing_behind(Form("Bill Poe", ("bill", "poe"), NameKind.PERSON, 302, 1)) == [william]
    assert full.standing_behind(Form("B. Poe", ("b", "poe"), NameKind.PERSON, 303, 1)) == [
        one for one in others if one.text[0] == "B"
    ]
    assert full.standing_behind(Form("Baranna Poe", ("baranna", "poe"), NameKind.PERSON, 304, 1)) == others[:1]


@cases("entities/bodies/called")
def test_nouns_that_a_body_is_called_by(extractor: quoteattr.Extractor, text: str, noun: str, expected: bool) -> None:
    _, (entity,), _ = _read(extractor.nlp, text)
    assert is_called(entity, noun, TABLES) is expected


@cases("entities/bodies/owned")
def test_bodies_that_belong_to_somebody(extractor: quoteattr.Extractor, text: str, expected: list[list[str]]) -> None:
    finder, entities, owned = _read(extractor.nlp, text)
    assert [
        [entities[body.owner].name, body.noun, finder.doc.stretch(body.fullest.start, body.fullest.end).text]
        for body in owned.bodies
    ] == expected


def test_later_forms_of_an_owned_body(extractor: quoteattr.Extractor) -> None:
    text = "Falk’s campaign replied. The Okello campaign waited. Then the campaign left."
    finder, entities, owned = _read(extractor.nlp, text)
    one, other = owned.bodies
    end = len(finder.doc)
    assert owned.of(one.owner, "campaign") == one
    assert owned.of(one.owner, "office") is None
    assert owned.latest("campaign", end) == other
    assert owned.latest("campaign", other.mentions[0].head) == one
    assert owned.latest("campaign", 0) is None
    assert owned.by_head[other.mentions[0].head] == other
    assert [entities[body.owner].name for body in owned.bodies] == ["Falk", "Okello"]


@cases("entities/issuers/issuers")
def test_who_is_behind_a_document(extractor: quoteattr.Extractor, text: str, expected: list[list[str]]) -> None:
    document = read_document(extractor, text)
    names = {name.end - 1: name.text for name in document.names}
    found = [(document.doc[issue.token].text, issue.who, issue.tie) for issue in find_issues(document, names)]
    assert plain(found) == expected


@cases("entities/issuers/kind_of_a_document", named="noun")
def test_kind_of_a_document(noun: str, kind: str | None) -> None:
    assert document_kinds(TABLES).get(noun) == kind
