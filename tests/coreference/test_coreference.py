"""Whom a mention means: names, acronyms, pronouns and descriptions, by the whole path. All people are invented."""

from __future__ import annotations

import pytest

import quoteattr
from quoteattr import QuotationKind, Speaker, SpeakerKind


def _speakers(extractor: quoteattr.Extractor, text: str) -> list[Speaker | None]:
    """The speaker of each quotation in marks, in text order."""
    attributions = extractor.extract(text).attributions
    return [found.speaker for found in attributions if found.quotation.kind is not QuotationKind.INDIRECT]


WHOM = {
    "surname is the full name before it": (
        "Marta Okello opened the new quay on Monday. “It was overdue,” Okello said.",
        ["Marta Okello"],
    ),
    "surname is the full name after it": (
        "“It was overdue,” Okello said.\n\nMarta Okello became harbour master in May.",
        ["Marta Okello"],
    ),
    "surname after an honorific": (
        "Marta Okello opened the new quay on Monday. “It was overdue,” Ms Okello said.",
        ["Marta Okello"],
    ),
    "nickname with the same surname": (
        "Kenneth Falk sold the mill in 1999. “I miss the river,” Ken Falk said.",
        ["Kenneth Falk"],
    ),
    "acronym in brackets": (
        "On Monday the Coastal Water Council (CWC) met. “The wells are safe,” the CWC said.",
        ["Coastal Water Council"],
    ),
    "acronym that is never spelled in brackets": (
        "On Monday the Coastal Water Council met. “The wells are safe,” CWC said in a statement.",
        ["Coastal Water Council"],
    ),
    "an honorific that no full name fits is somebody else's": (
        "His wife, Susan Falk, was in tears. “It is over,” Mr Falk said.",
        ["Falk"],
    ),
    "an honorific of the full name": (
        "Lord Evelyn Falk sold the mill. “It is over,” Lord Falk said.",
        ["Evelyn Falk"],
    ),
    "age": (
        "Ann Poe, 31, met Carla Okello, 44, at the mill. “It is a ruin,” the 31-year-old said.",
        ["Ann Poe"],
    ),
    "she is the woman of two": (
        "Susan Falk met Robert Okello at the mill. “It is a ruin,” she said.",
        ["Susan Falk"],
    ),
    "he is the man of two": (
        "Susan Falk met Robert Okello at the mill. “It is a ruin,” he said.",
        ["Robert Okello"],
    ),
    "she and he in two sentences": (
        "Susan Falk met Robert Okello at the mill. “It is a ruin,” she said. “It is a monument,” he said.",
        ["Susan Falk", "Robert Okello"],
    ),
    "the first name of a child": (
        "Nine-year-old Emma Okello won the spelling prize. “I like long words,” Emma said.",
        ["Emma Okello"],
    ),
    "namesakes by their first names": (
        "Susan Falk and Robert Falk own the mill. “It leaks,” Robert Falk said. “It floods,” Susan said.",
        ["Robert Falk", "Susan Falk"],
    ),
    "he by the honorific": (
        "Mr Adeyemi-Rao sat beside Mrs Lindqvist in court. “We will appeal,” he said.",
        ["Adeyemi-Rao"],
    ),
    "he by a gendered role": (
        "The chairman, Chidi Oyelaran, shook hands with Susan Falk. “We are agreed,” he said.",
        ["Chidi Oyelaran"],
    ),
    "he goes on for the speaker before": (
        "“It is a ruin,” said Robert Okello.\n\nThe rain had stopped. “We should pull it down,” he added.",
        ["Robert Okello", "Robert Okello"],
    ),
    "description by role": (
        "Mayor Susan Falk met farmer Robert Okello at the mill. “It is a ruin,” the mayor said.",
        ["Susan Falk"],
    ),
    "description by the other’s role": (
        "Mayor Susan Falk met farmer Robert Okello at the mill. “It is a ruin,” the farmer said.",
        ["Robert Okello"],
    ),
    "description of a body": (
        "Northwind Airlines cancelled forty flights. “We regret the delays,” the airline said in a statement.",
        ["Northwind Airlines"],
    ),
    "it is a body": (
        "Northwind Airlines cancelled forty flights. “Passengers can rebook free of charge,” it said in a statement.",
        ["Northwind Airlines"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), WHOM.values(), ids=WHOM.keys())
def test_a_mention_leads_to_the_fullest_name(extractor: quoteattr.Extractor, text: str, expected: list[str]) -> None:
    assert [speaker and speaker.name for speaker in _speakers(extractor, text)] == expected


KINDS = {
    "person": ("“It was overdue,” Marta Okello said.", SpeakerKind.PERSON),
    "body": ("“The wells are safe,” the Coastal Water Council said.", SpeakerKind.ORGANIZATION),
    "a person whom nobody names": ("“I saw the smoke first,” said a nurse at the clinic.", SpeakerKind.UNNAMED),
    "several people": ("“Open the gates!” shouted the protesters.", SpeakerKind.GROUP),
    "a body whom nobody names": ("“The wells are safe,” the company said.", SpeakerKind.ORGANIZATION),
}


@pytest.mark.parametrize(("text", "kind"), KINDS.values(), ids=KINDS.keys())
def test_kind_of_speaker(extractor: quoteattr.Extractor, text: str, kind: SpeakerKind) -> None:
    assert [speaker and speaker.kind for speaker in _speakers(extractor, text)] == [kind]


ONE_OR_TWO = {
    "the same surname is one speaker": ("“It leaks,” Marta Okello said.\n\n“It floods,” Okello said.", 1),
    "the same description is one speaker": ("“It leaks,” a guard said.\n\n“It floods,” the guard said.", 1),
    "two names are two speakers": ("“It leaks,” Marta Okello said.\n\n“It floods,” Yusuf Demirel said.", 2),
    "another is someone else": ("“It leaks,” a guard said.\n\n“It floods,” another guard said.", 2),
}


@pytest.mark.parametrize(("text", "count"), ONE_OR_TWO.values(), ids=ONE_OR_TWO.keys())
def test_number_of_speakers(extractor: quoteattr.Extractor, text: str, count: int) -> None:
    article = extractor.extract(text)
    assert len(article.attributions) == 2
    assert len(article.speakers) == count


def test_aliases_are_the_other_forms_of_the_name(extractor: quoteattr.Extractor) -> None:
    text = "Marta Okello opened the quay. “It was overdue,” Okello said."
    (speaker,) = extractor.extract(text).speakers
    assert (speaker.name, speaker.aliases) == ("Marta Okello", ("Okello",))
    assert [mention.text for mention in speaker.mentions] == ["Marta Okello", "Okello"]
