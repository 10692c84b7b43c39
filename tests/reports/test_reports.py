"""Reports, with marks and without: what is reported, by which cue, by whom. All people are invented."""

from __future__ import annotations

import pytest

import quoteattr
from case_tables import cases, told
from quoteattr import Article, CueKind, QuotationKind

Reported = list[str | None]


def _reported(article: Article) -> list[Reported]:
    return told(article, "quotation.kind", "quotation.span.text", "cue.text", "speaker.name")


@pytest.fixture(scope="module")
def widened(extractor: quoteattr.Extractor) -> quoteattr.Extractor:
    """Load an extractor for which every kind of cue makes an indirect quotation."""
    return quoteattr.load(extractor.nlp, cue_kinds=frozenset(CueKind))


@cases("reports/indirect")
def test_one_report_without_marks(extractor: quoteattr.Extractor, text: str, expected: list[str]) -> None:
    article = extractor.extract(text)
    assert _reported(article) == [["indirect", *expected]]
    assert [(q.quoted, q.parent) for q in article.quotations] == [((), None)]


@cases("reports/several")
def test_several_reports(extractor: quoteattr.Extractor, text: str, expected: list[Reported]) -> None:
    assert _reported(extractor.extract(text)) == expected


@cases("reports/nobody")
def test_a_sentence_that_reports_nobody(extractor: quoteattr.Extractor, text: str) -> None:
    assert extractor.extract(text).quotations == ()


@cases("reports/mixed")
def test_fragments_are_one_quotation_with_all_that_is_reported(
    extractor: quoteattr.Extractor, text: str, expected: list[str], quoted: list[str]
) -> None:
    article = extractor.extract(text)
    assert _reported(article) == [["mixed", *expected]]
    (quotation,) = article.quotations
    assert [span.text for span in quotation.quoted] == quoted


@cases("reports/direct")
def test_words_in_marks_as_a_whole_stay_direct(extractor: quoteattr.Extractor, text: str, expected: str) -> None:
    assert _reported(extractor.extract(text)) == [["direct", expected, "said", "Marta Okello"]]


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
    extractor: quoteattr.Extractor, widened: quoteattr.Extractor, text: str, kind: str, content: str
) -> None:
    assert extractor.extract(text).quotations == ()
    (found,) = widened.extract(text).attributions
    assert found.cue is not None
    assert (found.quotation.kind, found.quotation.span.text) == (QuotationKind.INDIRECT, content)
    assert found.cue.kind.value == kind


def test_speech_is_reported_whatever_else_is_asked_for(widened: quoteattr.Extractor) -> None:
    article = widened.extract("Marta Okello said that the bridge would reopen in spring.")
    assert _reported(article) == [["indirect", "that the bridge would reopen in spring", "said", "Marta Okello"]]


@cases("reports/negated")
def test_what_somebody_did_not_say(extractor: quoteattr.Extractor, text: str, negated: bool) -> None:
    (found,) = extractor.extract(text).attributions
    assert found.quotation.kind is QuotationKind.INDIRECT
    assert found.cue is not None
    assert found.cue.negated is negated


@cases("reports/kinds")
def test_kinds_that_were_not_asked_for_are_left_out(
    extractor: quoteattr.Extractor, kinds: list[str], expected: list[str]
) -> None:
    choosy = quoteattr.load(extractor.nlp, kinds=set(map(QuotationKind, kinds)))
    article = choosy.extract("Aisha Bello said that the dam was full. “We will open it on Friday,” she said.")
    assert [quotation.kind.value for quotation in article.quotations] == expected


@cases("reports/indirect", only=["text"])
def test_a_pipeline_that_only_tokenizes_finds_no_reports(blank: quoteattr.Extractor, text: str) -> None:
    assert blank.extract(text).quotations == ()


# ---- what grammar settles, whatever the judges hold: who never speaks, what a tag parts, what is no report

Spoken = list[str | None]


def _spoken(article: Article) -> list[Spoken]:
    return told(article, "quotation.span.text", "speaker.name")


@cases("reports/settled/told", "reports/settled/quoted")
def test_whoever_is_told_or_quotes_is_not_the_speaker(
    extractor: quoteattr.Extractor, text: str, expected: list[Spoken]
) -> None:
    assert _spoken(extractor.extract(text)) == expected


@cases("reports/settled/chains")
def test_words_belong_to_the_innermost_report(extractor: quoteattr.Extractor, text: str, expected: Spoken) -> None:
    article = extractor.extract(text)
    assert [quotation.parent for quotation in article.quotations] == [None, 0]
    assert [speaker for _, speaker in _spoken(article)] == expected


@cases("reports/settled/middle")
def test_a_tag_in_the_middle_parts_one_report(extractor: quoteattr.Extractor, text: str, expected: Spoken) -> None:
    assert _spoken(extractor.extract(text)) == [expected]


@cases("reports/settled/no_words")
def test_what_reports_no_words(extractor: quoteattr.Extractor, text: str) -> None:
    assert extractor.extract(text).quotations == ()


@cases("reports/settled/nameless")
def test_to_ask_for_namelessness_gives_no_words(extractor: quoteattr.Extractor, text: str, speaker: str) -> None:
    assert _spoken(extractor.extract(text)) == [["the ward was full", speaker]]


@cases("reports/settled/silences")
def test_no_comment_can_be_told_apart(widened: quoteattr.Extractor, text: str, expected: list[str]) -> None:
    found = next(a for a in widened.extract(text).attributions if a.evidence == "no_comment")
    assert found.cue is not None
    assert found.speaker is not None
    assert [found.cue.text, found.speaker.name] == expected
    assert found.cue.negated
