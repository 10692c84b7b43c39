"""Whom a mention means: names, acronyms, pronouns and descriptions, by the whole path. All people are invented."""

from __future__ import annotations

import quoteattr
from case_tables import cases
from quoteattr import QuotationKind, Speaker


def _speakers(extractor: quoteattr.Extractor, text: str) -> list[Speaker | None]:
    """The speaker of each quotation in marks, in text order."""
    attributions = extractor.extract(text).attributions
    return [found.speaker for found in attributions if found.quotation.kind is not QuotationKind.INDIRECT]


@cases("coreference/whom")
def test_a_mention_leads_to_the_fullest_name(extractor: quoteattr.Extractor, text: str, expected: list[str]) -> None:
    attributions = extractor.extract(text).attributions
    assert [found.speaker and found.speaker.name for found in attributions] == expected


@cases("coreference/repeated")
def test_words_that_stand_again_have_one_speaker(
    extractor: quoteattr.Extractor, text: str, expected: list[str | None]
) -> None:
    assert [speaker and speaker.name for speaker in _speakers(extractor, text)] == expected


def test_a_name_that_means_only_the_teller_is_nobodys(extractor: quoteattr.Extractor) -> None:
    """Words that somebody quotes are another's: of *Mrs. Falk* in Susan Falk's mouth nobody is left."""
    text = (
        "Robert Falk met Susan Falk at the mill.\n\n"
        "“And so Mrs. Falk said, ‘We will stay,’ to the crowd,” Susan Falk told reporters."
    )
    assert [speaker and speaker.name for speaker in _speakers(extractor, text)] == ["Susan Falk", None]


@cases("coreference/kinds")
def test_kind_of_speaker(extractor: quoteattr.Extractor, text: str, kind: str) -> None:
    assert [speaker and speaker.kind.value for speaker in _speakers(extractor, text)] == [kind]


@cases("coreference/one_or_two")
def test_number_of_speakers(extractor: quoteattr.Extractor, text: str, count: int) -> None:
    article = extractor.extract(text)
    assert len(article.attributions) == 2
    assert len(article.speakers) == count


def test_aliases_are_the_other_forms_of_the_name(extractor: quoteattr.Extractor) -> None:
    text = "Marta Okello opened the quay. “It was overdue,” Okello said."
    (speaker,) = extractor.extract(text).speakers
    assert (speaker.name, speaker.aliases) == ("Marta Okello", ("Okello",))
    assert [mention.text for mention in speaker.mentions] == ["Marta Okello", "Okello"]
