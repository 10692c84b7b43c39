"""Reports, with marks and without: what is reported, by which cue, by whom. All people are invented."""

from __future__ import annotations

import pytest

import quoteattr
from case_tables import cases
from quoteattr import Article, CueKind, QuotationKind

Reported = tuple[str, str, str | None, str | None]


def _reported(article: Article) -> list[Reported]:
    """The kind, the words, the cue and the speaker's name of each attribution."""
    return [
        (
            found.quotation.kind.value,
            found.quotation.span.text,
            found.cue.text if found.cue else None,
            found.speaker.name if found.speaker else None,
        )
        for found in article.attributions
    ]


@pytest.fixture(scope="module")
def widened() -> quoteattr.Extractor:
    """Load an extractor for which every kind of cue makes an indirect quotation."""
    return quoteattr.load(cue_kinds=frozenset(CueKind))


INDIRECT = {
    "clause with that": (
        "Marta Okello said that the bridge would reopen in spring.",
        ("that the bridge would reopen in spring", "said", "Marta Okello"),
    ),
    "clause without that": (
        "Aisha Bello, the chief engineer, said the dam was full.",
        ("the dam was full", "said", "Aisha Bello"),
    ),
    "cue at the end": (
        "The bridge will reopen in spring, Marta Okello said on Tuesday.",
        ("The bridge will reopen in spring", "said", "Marta Okello"),
    ),
    "cue at the end, inverted": (
        "The bridge will reopen in spring, said Marta Okello.",
        ("The bridge will reopen in spring", "said", "Marta Okello"),
    ),
    "according to, before": (
        "According to Marta Okello, the bridge will reopen in spring.",
        ("the bridge will reopen in spring", "According to", "Marta Okello"),
    ),
    "according to, behind": (
        "The dam is full, according to chief engineer Aisha Bello.",
        ("The dam is full", "according to", "Aisha Bello"),
    ),
    "addressee": (
        "Tomas Lindqvist told reporters that the budget could not carry another delay.",
        ("that the budget could not carry another delay", "told", "Tomas Lindqvist"),
    ),
    "day between cue and clause": (
        "Marta Okello said on Tuesday that steel was scarce.",
        ("that steel was scarce", "said", "Marta Okello"),
    ),
    "question": (
        "Yusuf Demirel asked why the alarm had been switched off.",
        ("why the alarm had been switched off", "asked", "Yusuf Demirel"),
    ),
    "infinitive": (
        "Ingrid Falk promised to keep the mill open.",
        ("to keep the mill open", "promised", "Ingrid Falk"),
    ),
    "cue of writing": (
        "In a letter to the king, Ingrid Falk wrote that the mill had stood for three centuries.",
        ("that the mill had stood for three centuries", "wrote", "Ingrid Falk"),
    ),
    "passive with by": (
        "Yusuf Demirel was told by Marta Okello that the bridge was closed.",
        ("that the bridge was closed", "told", "Marta Okello"),
    ),
    "body": (
        "The Harbour Authority said that the quay was closed until further notice.",
        ("that the quay was closed until further notice", "said", "The Harbour Authority"),
    ),
    "description": (
        "A spokesman for the harbour said that the quay was closed.",
        ("that the quay was closed", "said", "A spokesman for the harbour"),
    ),
    "group": (
        "Residents said that the stairs were dark.",
        ("that the stairs were dark", "said", "Residents"),
    ),
    "pronoun": (
        "Marta Okello inspected the bridge on Monday. She said that it would reopen in spring.",
        ("that it would reopen in spring", "said", "Marta Okello"),
    ),
    "pronoun behind the words": (
        "Marta Okello inspected the bridge on Monday. It would reopen in spring, she said.",
        ("It would reopen in spring", "said", "Marta Okello"),
    ),
}


@cases("reports/indirect")
def test_one_report_without_marks(
    extractor: quoteattr.Extractor, text: str, expected: tuple[str, str, str | None]
) -> None:
    article = extractor.extract(text)
    assert _reported(article) == [("indirect", *expected)]
    assert [(q.quoted, q.parent) for q in article.quotations] == [((), None)]


@cases("reports/several")
def test_several_reports(extractor: quoteattr.Extractor, text: str, expected: list[Reported]) -> None:
    assert _reported(extractor.extract(text)) == expected


@cases("reports/none")
def test_a_sentence_that_reports_nobody(extractor: quoteattr.Extractor, text: str) -> None:
    assert extractor.extract(text).quotations == ()


@cases("reports/mixed")
def test_fragments_are_one_quotation_with_all_that_is_reported(
    extractor: quoteattr.Extractor, text: str, expected: tuple[str, str, str | None], quoted: list[str]
) -> None:
    article = extractor.extract(text)
    assert _reported(article) == [("mixed", *expected)]
    (quotation,) = article.quotations
    assert [span.text for span in quotation.quoted] == quoted


DIRECT = {
    "colon": ("Marta Okello said: “The bridge will reopen in spring.”", "“The bridge will reopen in spring.”"),
    "cue behind": ("“The bridge will reopen in spring,” Marta Okello said.", "“The bridge will reopen in spring,”"),
    "straight marks": ('"The bridge will reopen in spring," said Marta Okello.', '"The bridge will reopen in spring,"'),
}


@cases("reports/direct")
def test_words_in_marks_as_a_whole_stay_direct(extractor: quoteattr.Extractor, text: str, expected: str) -> None:
    assert _reported(extractor.extract(text)) == [("direct", expected, "said", "Marta Okello")]


@cases("reports/nobodys")
def test_marks_that_are_nobodys_speech_are_nested_in_the_report(
    extractor: quoteattr.Extractor, text: str, marked: str
) -> None:
    article = extractor.extract(text)
    report, scare = article.quotations
    assert (report.kind, report.parent, report.quoted) == (QuotationKind.INDIRECT, None, ())
    assert (scare.kind, scare.parent, scare.span.text) == (QuotationKind.SCARE, 0, marked)
    assert article.attribution_of(scare) is None
    said = article.attribution_of(report)
    assert said is not None
    assert said.speaker is not None
    assert said.speaker.name == "Priya Raman"


@cases("reports/nested")
def test_a_report_within_a_report_names_its_parent(
    extractor: quoteattr.Extractor, text: str, expected: list[Reported]
) -> None:
    article = extractor.extract(text)
    assert _reported(article) == expected
    assert [quotation.parent for quotation in article.quotations] == [None, 0]


def test_a_report_within_a_block_names_the_block(extractor: quoteattr.Extractor) -> None:
    article = extractor.extract(
        "Ingrid Falk issued the following statement on Friday:\n\n"
        "The mill has stood for three centuries. Tomas Lindqvist said that the roof would last another ten years.\n\n"
        "The council has not replied."
    )
    block, report = article.quotations
    assert (block.kind, block.parent) == (QuotationKind.BLOCK, None)
    assert (report.kind, report.parent) == (QuotationKind.INDIRECT, 0)
    assert report.span.text == "that the roof would last another ten years"
    assert [name for _, _, _, name in _reported(article)] == ["Ingrid Falk", "Tomas Lindqvist"]


@cases("reports/cue_kinds")
def test_what_is_not_said_is_a_report_only_where_that_is_asked_for(
    extractor: quoteattr.Extractor, widened: quoteattr.Extractor, text: str, kind: CueKind, content: str
) -> None:
    assert extractor.extract(text).quotations == ()
    (found,) = widened.extract(text).attributions
    assert found.cue is not None
    assert (found.quotation.kind, found.quotation.span.text) == (QuotationKind.INDIRECT, content)
    assert found.cue.kind is kind


def test_speech_is_reported_whatever_else_is_asked_for(widened: quoteattr.Extractor) -> None:
    article = widened.extract("Marta Okello said that the bridge would reopen in spring.")
    assert _reported(article) == [("indirect", "that the bridge would reopen in spring", "said", "Marta Okello")]


@cases("reports/negated")
def test_what_somebody_did_not_say(extractor: quoteattr.Extractor, text: str, negated: bool) -> None:
    (found,) = extractor.extract(text).attributions
    assert found.quotation.kind is QuotationKind.INDIRECT
    assert found.cue is not None
    assert found.cue.negated is negated


@cases("reports/kinds")
def test_kinds_that_were_not_asked_for_are_left_out(kinds: set[QuotationKind], expected: list[str]) -> None:
    article = quoteattr.load(kinds=kinds).extract(
        "Aisha Bello said that the dam was full. “We will open it on Friday,” she said."
    )
    assert [quotation.kind.value for quotation in article.quotations] == expected


@cases("reports/indirect")
def test_a_pipeline_that_only_tokenizes_finds_no_reports(blank: quoteattr.Extractor, text: str) -> None:
    assert blank.extract(text).quotations == ()
