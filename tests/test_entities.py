"""Who is who by name: short forms, acronyms, namesakes, kind and gender. All people and bodies are invented."""

from __future__ import annotations

from itertools import islice, product

import pytest
from spacy.language import Language

import quoteattr
from quoteattr.entities.clusters import find_entities
from quoteattr.entities.forms import Form, FullForms
from quoteattr.entities.names import find_names
from quoteattr.lexicon.tables import load_tables
from quoteattr.parse.batches import parse_texts
from quoteattr.roles.mentions.find import find_roles
from quoteattr.types import SpeakerKind
from quoteattr.values import Entity, NameKind

TABLES = load_tables()


def _entities(nlp: Language, text: str) -> tuple[Entity, ...]:
    (doc,) = parse_texts(nlp, [text])
    names = find_names(doc, [], TABLES)
    roles = find_roles(doc, [(name.start, name.end) for name in names], frozenset(), TABLES)
    return find_entities(doc, names, roles, TABLES)


FORMS = {
    "surname after the full name": (
        "We met Susan Falk. Then Falk left.",
        [("Susan Falk", ("Susan Falk", "Falk"))],
    ),
    "surname before the full name": (
        "We met Mr Quellen. It was Robert Quellen.",
        [("Robert Quellen", ("Quellen", "Robert Quellen"))],
    ),
    "first name": ("We met Susan Falk. Then Susan left.", [("Susan Falk", ("Susan Falk", "Susan"))]),
    "middle initial": (
        "We met Robert J. Okello. Then Robert Okello left.",
        [("Robert J. Okello", ("Robert J. Okello", "Robert Okello"))],
    ),
    "nickname": (
        "We met Kenneth Falk. Then Ken Falk left.",
        [("Kenneth Falk", ("Kenneth Falk", "Ken Falk"))],
    ),
    "another first name is another person": (
        "We met Susan Falk. Then Robert Falk left.",
        [("Susan Falk", ("Susan Falk",)), ("Robert Falk", ("Robert Falk",))],
    ),
    "acronym": (
        "We asked the Coastal Water Council. Later the CWC replied.",
        [("Coastal Water Council", ("Coastal Water Council", "CWC"))],
    ),
    "acronym without small words": (
        "We asked the Bureau of Tidal Research. Later the BTR replied.",
        [("Bureau of Tidal Research", ("Bureau of Tidal Research", "BTR"))],
    ),
    "other initials are another body": (
        "We asked the Coastal Water Council. Later the QXZ replied.",
        [("Coastal Water Council", ("Coastal Water Council",)), ("QXZ", ("QXZ",))],
    ),
    "surname with a suffix": (
        "We met Robert Okello Jr. at noon. Then Okello left.",
        [("Robert Okello Jr.", ("Robert Okello Jr.", "Okello"))],
    ),
    "longer given name": (
        "We met Ken Falk. Ken Falk left. It was Kenneth Falk.",
        [("Kenneth Falk", ("Ken Falk", "Kenneth Falk"))],
    ),
    "first of two surnames": (
        "We met Melba Okello Quellen. Then Ms. Okello left.",
        [("Melba Okello Quellen", ("Melba Okello Quellen", "Okello"))],
    ),
    "nickname in marks": (
        "We met Robert “Tig” Okello. Then Robert Okello left.",
        [("Robert “Tig” Okello", ("Robert “Tig” Okello", "Robert Okello"))],
    ),
    "accents": (
        "We met Susan Réaulieu. Then Susan Reaulieu left.",
        [("Susan Réaulieu", ("Susan Réaulieu", "Susan Reaulieu"))],
    ),
    "given name before the full name": (
        "We met Susan. Susan left. Susan came. It was Susan Falk.",
        [("Susan Falk", ("Susan", "Susan Falk"))],
    ),
    "acronym that brackets introduce": (
        "We asked the Northern Plumbers’ Council (NVX). Later the NVX replied.",
        [("Northern Plumbers’ Council", ("Northern Plumbers’ Council", "NVX"))],
    ),
    "outlet by its alias": (
        "We read The Washington Post. Then WaPo replied.",
        [("The Washington Post", ("The Washington Post", "WaPo"))],
    ),
    "nothing": ("It rained.", []),
}


@pytest.mark.parametrize(("text", "expected"), FORMS.values(), ids=FORMS.keys())
def test_forms_of_one_name(
    extractor: quoteattr.Extractor, text: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [(entity.name, entity.forms) for entity in _entities(extractor.nlp, text)] == expected


GENDERS = {
    "given name of a woman": ("We met Susan Quellen at noon.", "female"),
    "given name of a man": ("We met Robert Quellen at noon.", "male"),
    "honorific of a woman": ("We met Mrs Quellen at noon.", "female"),
    "honorific of a man": ("We met Mr Quellen at noon.", "male"),
    "gendered role": ("The chairwoman, Xoli Quellen, left at noon.", "female"),
    "pronoun in the sentence": ("Then Xoli Quellen sold her car.", "female"),
    "honorific over given name": ("We met Mr Susan Quellen at noon.", "male"),
    "nothing tells": ("We met Xoli Quellen at noon.", None),
}


@pytest.mark.parametrize(("text", "gender"), GENDERS.values(), ids=GENDERS.keys())
def test_gender_of_a_person(extractor: quoteattr.Extractor, text: str, gender: str | None) -> None:
    (entity,) = _entities(extractor.nlp, text)
    assert (entity.kind, entity.gender) == (SpeakerKind.PERSON, gender)


def test_a_body_has_no_gender(extractor: quoteattr.Extractor) -> None:
    (entity,) = _entities(extractor.nlp, "Then the Coastal Water Council sold her car.")
    assert (entity.kind, entity.gender) == (SpeakerKind.ORGANIZATION, None)


NAMESAKES = {
    "the one introduced first": (
        "We met Susan Falk. Then Robert Falk came. It rained in Kenya. Later Falk left.",
        {"Susan Falk": (0, 3), "Robert Falk": (1,), "Kenya": (2,)},
    ),
    "the one named right before": (
        "We met Susan Falk. Then Robert Falk came. Later Falk left.",
        {"Susan Falk": (0,), "Robert Falk": (1, 2)},
    ),
    "the one whom the honorific fits": (
        "We met Susan Falk. Then Robert Falk came. Later Mrs Falk left.",
        {"Susan Falk": (0, 2), "Robert Falk": (1,)},
    ),
}


@pytest.mark.parametrize(("text", "occurrences"), NAMESAKES.values(), ids=NAMESAKES.keys())
def test_a_surname_that_two_share(
    extractor: quoteattr.Extractor, text: str, occurrences: dict[str, tuple[int, ...]]
) -> None:
    found = _entities(extractor.nlp, text)
    assert {entity.name: entity.occurrences for entity in found} == occurrences
    shared = max(number for numbers in occurrences.values() for number in numbers)
    assert all(shared in entity.claims for entity in found if "Falk" in entity.name)


@pytest.mark.parametrize(("text", "_expected"), FORMS.values(), ids=FORMS.keys())
def test_every_name_belongs_to_one_entity(extractor: quoteattr.Extractor, text: str, _expected: object) -> None:
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


def _people(given: str, count: int) -> list[Form]:
    surnames = ["".join(letters).title() for letters in islice(product("bdfgklmn", "aeiou", "rstv", "aeiou"), count)]
    return [
        Form(f"{given} {surname}", (given.casefold(), surname.casefold()), NameKind.PERSON, number, 2)
        for number, surname in enumerate(surnames)
    ]


def test_people_of_one_given_name_are_not_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long text has hundreds of them, and the cost of all pairs grows with their square. *Ann* may be any of them."""
    compared: list[tuple[str, str]] = []
    stands_for = FullForms._stands_for

    def watch(forms: FullForms, short: Form, full: Form) -> bool:
        compared.append((short.text, full.text))
        return stands_for(forms, short, full)

    monkeypatch.setattr(FullForms, "_stands_for", watch)
    people = _people("Ann", 300)
    full = FullForms.among(people, {}, TABLES)
    assert [full.standing_behind(form) for form in people] == [[]] * len(people)
    assert compared == []
    assert full.standing_behind(Form("Ann", ("ann",), NameKind.PERSON, 300, 1)) == people
    assert full.standing_behind(Form("Ann Bara Jr.", ("ann", "bara", "jr"), NameKind.PERSON, 301, 1)) == people[:1]
