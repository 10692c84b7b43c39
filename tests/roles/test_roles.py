"""Titles and organizations around names, in descriptions, and the choice among them. All people are invented."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

import quoteattr
from case_tables import cases
from made_reports import bare_document
from quoteattr.lexicon.tables import load_tables
from quoteattr.lexicon.titles import read_titles
from quoteattr.parse.batches import parse_texts
from quoteattr.parse.tokens import Parse
from quoteattr.roles.mentions import patterns
from quoteattr.roles.mentions.find import find_roles, role_of_mention
from quoteattr.roles.uses import kind_of_title
from quoteattr.types import Role
from quoteattr.values import Mention, MentionKind

TABLES = load_tables()
Found = list[str | None]  # title, organization and status


@pytest.fixture
def nlp(extractor: quoteattr.Extractor) -> Language:
    return extractor.nlp


def _doc(nlp: Language, text: str) -> Parse:
    return next(parse_texts(nlp, [text]))


def _token_ranges(doc: Parse, *names: str) -> list[tuple[int, int]]:
    """The tokens of every place where one of `names` stands in `doc`, in text order."""
    ranges = []
    for name in names:
        at = doc.text.find(name)
        while at >= 0:
            span = doc.char_span(at, at + len(name))
            if span is not None and span.text == name:
                ranges.append((span.start, span.end))
            at = doc.text.find(name, at + len(name))
    return sorted(ranges)


def _plain(role: Role) -> Found:
    return [role.title and role.title.text, role.organization and role.organization.text, role.status.value]


def _roles(nlp: Language, text: str, *names: str) -> list[tuple[str, Found]]:
    """The name and what it is called, for each role found."""
    doc = _doc(nlp, text)
    ranges = _token_ranges(doc, *names)
    found = find_roles(doc, ranges, TABLES)
    return [(doc.stretch(*ranges[mention.name]).text, _plain(mention.role)) for mention in found.mentions]


@cases("roles/before_name")
def test_title_before_name(nlp: Language, text: str, title: str, organization: str | None, status: str) -> None:
    assert _roles(nlp, text, "Mina Vesper") == [("Mina Vesper", [title, organization, status])]


@cases("roles/after_name")
def test_title_after_name(nlp: Language, text: str, expected: list[Found]) -> None:
    assert _roles(nlp, text, "Otto Brandl") == [("Otto Brandl", found) for found in expected]


@cases("roles/of_names")
def test_roles_of_names(nlp: Language, text: str, names: list[str], expected: list[list[Any]]) -> None:
    assert [list(found) for found in _roles(nlp, text, *names)] == expected


@cases("roles/known_before")
def test_organization_is_named_as_it_was_before(nlp: Language, text: str, organization: str) -> None:
    found = dict(_roles(nlp, text, "Ada Holm", "Otto Brandl"))
    assert found["Otto Brandl"][1] == organization


@cases("roles/bodies_of_roles")
def test_organization_of_a_role(nlp: Language, text: str, expected: list[str | None]) -> None:
    assert _roles(nlp, text, "Mina Vesper")[0][1][:2] == expected


@cases("roles/openings")
def test_role_that_a_small_word_opens(nlp: Language, text: str, expected: Found) -> None:
    assert ("Otto Brandl", expected) in _roles(nlp, text, "Otto Brandl")


@cases("roles/short_titles", named="short")
def test_a_short_title_stands_for_what_the_table_says(short: str, title: str, same: bool) -> None:
    assert read_titles(TABLES).same(short.lower(), title) is same


@cases("roles/titles_of_several")
def test_titles_shared_in_the_plural_are_given_in_the_singular(nlp: Language, words: str, title: str) -> None:
    found = dict(_roles(nlp, f"{words} Ada Holm and Otto Brandl voted no.", "Ada Holm", "Otto Brandl"))
    assert found["Ada Holm"][0] == found["Otto Brandl"][0] == title


def test_the_kind_of_a_title_in_the_plural_is_that_of_one() -> None:
    titles = read_titles(TABLES)
    assert kind_of_title(titles, "former congresswomen") == kind_of_title(titles, "congresswoman") == "office"


@cases("roles/borders_of_names")
def test_borders_of_a_name_may_be_off(nlp: Language, text: str, name: str, title: str) -> None:
    assert [found[0] for _, found in _roles(nlp, text, name)] == [title]


@cases("roles/descriptions")
def test_role_of_description(nlp: Language, text: str, expected: Found | None) -> None:
    doc = _doc(nlp, text)
    description = Mention(0, len(doc), len(doc) - 1, MentionKind.DESCRIPTION)
    role = role_of_mention(bare_document(text, doc, TABLES), description)
    assert (role and _plain(role)) == expected


@cases("roles/texts_with_a_choice")
def test_choice_among_roles(extractor: quoteattr.Extractor, text: str, expected: Found | None) -> None:
    role = extractor.extract(text).attributions[0].role
    assert (role and _plain(role)) == expected


@cases("roles/away_from_all_names")
def test_roles_that_may_be_of_anybody(nlp: Language, text: str, expected: list[list[Any]]) -> None:
    doc = _doc(nlp, text)
    found = find_roles(doc, _token_ranges(doc, "Mina Vesper"), TABLES).away
    assert [[away.pattern, *_plain(away.role)[:2], away.subject] for away in found] == expected


@cases("roles/without_tags")
def test_a_tokenizer_alone_is_enough_for_plain_cases(blank: quoteattr.Extractor, text: str, expected: Found) -> None:
    assert _roles(blank.nlp, text, "Mina Vesper") == [("Mina Vesper", expected)]


PIECES = st.sampled_from(
    [
        *("Mina Vesper", "Sen.", "the", "head", "of", ",", "and", "’s", "(", ")"),
        *("Board", "who", "is", "said", "-", "88", "\n", "  "),
    ]
)


@given(pieces=st.lists(PIECES, max_size=30))
def test_any_order_of_words_gives_spans_of_the_text_apart_from_names(
    blank: quoteattr.Extractor, pieces: list[str]
) -> None:
    doc = _doc(blank.nlp, " ".join(pieces))
    names = _token_ranges(doc, "Mina Vesper")
    for mention in find_roles(doc, names, TABLES).mentions:
        name = doc.stretch(*names[mention.name])
        for span in (mention.role.title, mention.role.organization):
            if span is not None:
                assert doc.text[span.start : span.end] == span.text
                assert span.end <= name.start_char or span.start >= name.end_char


def test_a_chain_of_titles_is_not_read_back_to_its_start(
    blank: quoteattr.Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From each name of it that would take quadratic time."""
    read: list[int] = []
    read_lead = patterns.read_lead
    monkeypatch.setattr(patterns, "read_lead", lambda page, stop: read.append(stop) or read_lead(page, stop))
    blank.extract("the head of the Rao board of " * 100)
    assert 0 < len(read) < 100 * 2 * (patterns.MOST_LEADS + 1)
