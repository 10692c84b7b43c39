"""When two answers are the same: names, phrases, and the words of mentions and cues."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from quoteattr.evaluation.measures.decisions import is_close_phrase, is_like_name, is_same_name, is_within


@cases("evaluation/answers/same_names")
def test_same_name(one: str, other: str, expected: bool) -> None:
    assert is_same_name(one, other) is expected
    assert is_same_name(other, one) is expected


@cases("evaluation/answers/like_names")
def test_name_said_shorter(answer: str, accepted: str, of_person: bool, expected: bool) -> None:
    assert is_like_name(answer, accepted, of_person=of_person) is expected


@cases("evaluation/answers/close_phrases")
def test_close_phrase(one: str, other: str, expected: bool) -> None:
    assert is_close_phrase(one, other) is expected
    assert is_close_phrase(other, one) is expected


@cases("evaluation/answers/within")
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
