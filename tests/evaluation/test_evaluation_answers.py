"""When two answers are the same: names, phrases, and the words of mentions and cues."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.evaluation.answers import is_close_phrase, is_like_name, is_same_name, is_within

SAME_NAMES = [
    pytest.param("Ann Poe", "ann POE", True, id="case"),
    pytest.param("J.R. Poe", "JR Poe", True, id="points"),
    pytest.param("Sen. Ann Poe", "Ann Poe", True, id="title"),
    pytest.param("former President Ann Poe", "Ann Poe", True, id="titles"),
    pytest.param("the Water Board", "Water Board", True, id="article"),
    pytest.param("Springfield’s mayor", "Springfield mayor", True, id="possessive"),
    pytest.param("the teachers' union", "the teachers union", True, id="possessive of a plural"),
    pytest.param("U.S. Navy", "United States Navy", True, id="United States"),
    pytest.param("Ａｎｎ Poe", "Ann Poe", True, id="full width"),
    pytest.param("Poe", "Ann Poe", False, id="surname alone"),
    pytest.param("Ann Poe", "Ann Roe", False, id="another surname"),
    pytest.param("Mayor", "Governor", False, id="a title alone is a name"),
    pytest.param("The The", "An", False, id="a name of articles"),
    pytest.param("?!", "…", False, id="names without letters"),
    pytest.param("Владимир", "владимир", True, id="another script"),
]

LIKE_NAMES = [
    pytest.param("Poe", "Ann Poe", True, True, id="surname"),
    pytest.param("Ann Poe", "Poe", True, True, id="the gold has the surname"),
    pytest.param("Ann", "Ann Poe", True, True, id="first name"),
    pytest.param("Ann Poe", "Ann", True, False, id="the gold has the first name, which may be another Ann"),
    pytest.param("Ann Poe", "Bill Poe", True, False, id="same surname, other first name"),
    pytest.param("Mr. Poe", "Ann Poe", True, True, id="title and surname"),
    pytest.param("Acme", "Acme Corp.", False, True, id="company form left out"),
    pytest.param("Acme Corp.", "Acme", False, True, id="company form added"),
    pytest.param("Acme", "Acme Rockets", False, False, id="an organization cut behind"),
    pytest.param("News", "Acme News", False, False, id="an organization cut to its last word"),
    pytest.param("Senate", "US Senate", False, True, id="the country left out"),
    pytest.param("Water Board", "Springfield Water Board", False, True, id="an organization cut in front"),
    pytest.param("CIA", "Central Intelligence Agency", False, True, id="acronym"),
    pytest.param("C.I.A.", "Central Intelligence Agency", False, True, id="acronym with points"),
    pytest.param(
        "ICE", "U.S. Immigration and Customs Enforcement", False, True, id="acronym without country and small words"
    ),
    pytest.param("Ann Poe (D)", "Ann Poe", True, True, id="what stands in brackets"),
    pytest.param("?", "Ann Poe", True, False, id="no letters"),
    pytest.param("", "Ann Poe", True, False, id="empty"),
]

CLOSE_PHRASES = [
    pytest.param("spokeswoman", "campaign spokeswoman", False, id="one word of two is not most"),
    pytest.param("campaign spokeswoman", "chief campaign spokeswoman", True, id="two words of three"),
    pytest.param("secretary of state", "secretary", False, id="the complement left out"),
    pytest.param("secretary of state", "state secretary", True, id="another order"),
    pytest.param("deputy mayor", "mayor", False, id="a deputy is another"),
    pytest.param("former mayor of Springfield", "mayor of Springfield", False, id="former is another"),
    pytest.param("mayor of Springfield", "bishop of Springfield", False, id="another head"),
    pytest.param("The Springfield Post", "Springfield Post", True, id="article"),
    pytest.param("", "mayor", False, id="empty"),
]

WITHIN = [
    pytest.param("Poe", "Ann Poe", True, id="part of a name"),
    pytest.param("the influential daily", "influential daily", True, id="article"),
    pytest.param("told", "told reporters", True, id="part of a cue"),
    pytest.param("ann", "Joanna Poe", False, id="part of a word"),
    pytest.param("Ann Poe", "Ann of Poe", False, id="words apart"),
    pytest.param("said", "told", False, id="other words"),
    pytest.param("", "said", False, id="empty"),
]


@pytest.mark.parametrize(("one", "other", "expected"), SAME_NAMES)
def test_same_name(one: str, other: str, expected: bool) -> None:
    assert is_same_name(one, other) is expected
    assert is_same_name(other, one) is expected


@pytest.mark.parametrize(("answer", "accepted", "of_person", "expected"), LIKE_NAMES)
def test_name_said_shorter(answer: str, accepted: str, of_person: bool, expected: bool) -> None:
    assert is_like_name(answer, accepted, of_person=of_person) is expected


@pytest.mark.parametrize(("one", "other", "expected"), CLOSE_PHRASES)
def test_close_phrase(one: str, other: str, expected: bool) -> None:
    assert is_close_phrase(one, other) is expected
    assert is_close_phrase(other, one) is expected


@pytest.mark.parametrize(("one", "other", "expected"), WITHIN)
def test_within(one: str, other: str, expected: bool) -> None:
    assert is_within(one, other) is expected
    assert is_within(other, one) is expected


@given(st.text(min_size=1).filter(str.strip))
def test_every_name_is_the_same_as_itself_and_like_itself(name: str) -> None:
    assert is_same_name(name, name)
    assert is_like_name(name, name)
    assert is_like_name(name, name, of_person=False)


@given(st.text(), st.text(), st.booleans())
def test_the_same_name_is_a_like_name(one: str, other: str, of_person: bool) -> None:
    assert is_like_name(one, other, of_person=of_person) or not is_same_name(one, other)
