"""Who said it, in whose words, by which cue: the whole path on short texts. All people are invented."""

from __future__ import annotations

import pytest

import quoteattr
from case_tables import cases, told
from made_reports import read_document
from quoteattr import QuotationKind
from quoteattr.linking.options import propose

Attributed = list[str | None]


def _attributed(extractor: quoteattr.Extractor, text: str) -> list[Attributed]:
    """What is told of each quotation that is marked or set off."""
    found = told(extractor.extract(text), "quotation.kind", "speaker.name", "mention.text", "cue.text")
    return [rest for kind, *rest in found if kind != "indirect"]


@cases("linking/beside_its_cue")
def test_one_quotation_beside_its_cue(extractor: quoteattr.Extractor, text: str, expected: Attributed) -> None:
    assert _attributed(extractor, text) == [expected]


@cases("linking/laid_out")
def test_speakers_by_layout_and_flow(extractor: quoteattr.Extractor, text: str, expected: list[str]) -> None:
    assert [name for name, *_ in _attributed(extractor, text)] == expected


@cases("linking/nobody")
def test_marks_that_are_nobodys_speech(extractor: quoteattr.Extractor, text: str) -> None:
    article = extractor.extract(text)
    assert [quotation.kind for quotation in article.quotations] == [QuotationKind.SCARE]
    assert article.attributions == ()


def test_a_term_stays_nobodys_where_no_word_reports_it(extractor: quoteattr.Extractor) -> None:
    text = "Bergen is a “free port”, too.\n\nMarta Okello summoned traders in a “free port” on Monday."
    assert [quotation.kind for quotation in extractor.extract(text).quotations] == 2 * [QuotationKind.SCARE]


@cases("linking/names")
def test_names_in_marks_are_nobodys_speech(
    extractor: quoteattr.Extractor, text: str, nobody: list[str] | None, said: list[str] | None
) -> None:
    article = extractor.extract(text)
    speech = [quotation for quotation in article.quotations if quotation.kind is not QuotationKind.SCARE]
    spoken = {part.text for quotation in speech for part in quotation.quoted}
    scare = {part.text for quotation in article.quotations for part in quotation.quoted} - spoken
    assert scare >= set(nobody or ())
    assert spoken >= set(said or ())


def test_a_term_in_scare_marks_may_be_said_too(extractor: quoteattr.Extractor) -> None:
    text = "Every plan wants “resilience” now.\n\nThe word “resilience” is in each.\n\n“Resilience,” said Ann Poe."
    assert [quotation.kind.value for quotation in extractor.extract(text).quotations] == ["scare", "scare", "direct"]
    assert _attributed(extractor, text) == [["Ann Poe", "Ann Poe", "said"]]


@cases("linking/utterances")
def test_what_is_said_in_one_go_is_one_utterance(extractor: quoteattr.Extractor, text: str, sizes: list[int]) -> None:
    assert [len(utterance) for utterance in extractor.extract(text).utterances] == sizes


@cases("linking/nested")
def test_a_nested_quotation_names_its_parent(extractor: quoteattr.Extractor, text: str, kind: str) -> None:
    article = extractor.extract(text)
    outer, inner = article.quotations
    assert (outer.parent, inner.parent, inner.kind.value) == (None, 0, kind)
    said = article.attribution_of(outer)
    assert said is not None
    assert said.speaker is not None
    assert said.speaker.name == "Yusuf Demirel"


@cases("linking/from_the_tokens_alone")
def test_a_pipeline_that_only_tokenizes_finds_the_name_beside_the_cue(blank: quoteattr.Extractor, text: str) -> None:
    assert _attributed(blank, text) == [["Marta Okello", "Marta Okello", "said"]]


@pytest.mark.parametrize("before", ["", "Rain fell.\n\n"], ids=["opens the text", "further on"])
def test_each_way_to_attribute_is_proposed_once(extractor: quoteattr.Extractor, before: str) -> None:
    text = f"{before}Okello: “The mill must stay.”\n\nMarta Okello left."
    document = read_document(extractor, text)
    proposed = [document.names[c.mention.name].text for c in propose(document, 0, []) if c.cue is None and c.mention]
    assert proposed == ["Okello", "Marta Okello"]
