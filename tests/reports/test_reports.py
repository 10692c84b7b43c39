"""Reports, with marks and without: what is reported, by which cue, by whom. All people are invented."""

from __future__ import annotations

import pytest

import quoteattr
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


@pytest.mark.parametrize(("text", "expected"), INDIRECT.values(), ids=INDIRECT.keys())
def test_one_report_without_marks(
    extractor: quoteattr.Extractor, text: str, expected: tuple[str, str, str | None]
) -> None:
    article = extractor.extract(text)
    assert _reported(article) == [("indirect", *expected)]
    assert [(q.quoted, q.parent) for q in article.quotations] == [((), None)]


SEVERAL = {
    "two speakers": (
        "Marta Okello said that the bridge would reopen in spring. Tomas Lindqvist replied that it was far too costly.",
        [
            ("indirect", "that the bridge would reopen in spring", "said", "Marta Okello"),
            ("indirect", "that it was far too costly", "replied", "Tomas Lindqvist"),
        ],
    ),
    "the speaker goes on": (
        "Aisha Bello said the dam was full. It was built in 1961, she added.",
        [
            ("indirect", "the dam was full", "said", "Aisha Bello"),
            ("indirect", "It was built in 1961", "added", "Aisha Bello"),
        ],
    ),
    "beside a direct quotation": (
        "Aisha Bello said that the dam was full. “We will open it on Friday,” she said.",
        [
            ("indirect", "that the dam was full", "said", "Aisha Bello"),
            ("direct", "“We will open it on Friday,”", "said", "Aisha Bello"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SEVERAL.values(), ids=SEVERAL.keys())
def test_several_reports(extractor: quoteattr.Extractor, text: str, expected: list[Reported]) -> None:
    assert _reported(extractor.extract(text)) == expected


NONE = {
    "past": "The ferry left Lima at noon.",
    "somebody acts": "Diego Fuentes repaired the ferry and left Lima at noon.",
    "weather": "The lake froze in January and the herders moved south.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_a_sentence_that_reports_nobody(extractor: quoteattr.Extractor, text: str) -> None:
    assert extractor.extract(text).quotations == ()


MIXED = {
    "a fragment in the middle": (
        "Tomas Lindqvist said the budget was “a disgrace” and far too small.",
        ("the budget was “a disgrace” and far too small", "said", "Tomas Lindqvist"),
        ["a disgrace"],
    ),
    "a fragment at the end": (
        "Yusuf Demirel warned that the plan was “an insult to every tenant”.",
        ("that the plan was “an insult to every tenant”", "warned", "Yusuf Demirel"),
        ["an insult to every tenant"],
    ),
    "a clause in marks and one without": (
        "Tomas Lindqvist said that “the budget cannot carry another delay” and that taxes would rise.",
        ("that “the budget cannot carry another delay” and that taxes would rise", "said", "Tomas Lindqvist"),
        ["the budget cannot carry another delay"],
    ),
    "an addressee": (
        "Priya Raman told the inquiry that the ferry was “a floating coffin” and had no life jackets.",
        ("that the ferry was “a floating coffin” and had no life jackets", "told", "Priya Raman"),
        ["a floating coffin"],
    ),
    "cue at the end": (
        "The ferry was “a floating coffin” and had no life jackets, Priya Raman said.",
        ("The ferry was “a floating coffin” and had no life jackets", "said", "Priya Raman"),
        ["a floating coffin"],
    ),
    "two fragments": (
        "Priya Raman said the ferry was “a floating coffin” that had sailed “without a single life jacket” since May.",
        (
            "the ferry was “a floating coffin” that had sailed “without a single life jacket” since May",
            "said",
            "Priya Raman",
        ),
        ["a floating coffin", "without a single life jacket"],
    ),
    "two fragments joined by and": (
        "Tomas Lindqvist said the plan was “unfair” and “far too costly”, and that he would vote against it.",
        (
            "the plan was “unfair” and “far too costly”, and that he would vote against it",
            "said",
            "Tomas Lindqvist",
        ),
        ["unfair", "far too costly"],
    ),
}


@pytest.mark.parametrize(("text", "expected", "quoted"), MIXED.values(), ids=MIXED.keys())
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


@pytest.mark.parametrize(("text", "expected"), DIRECT.values(), ids=DIRECT.keys())
def test_words_in_marks_as_a_whole_stay_direct(extractor: quoteattr.Extractor, text: str, expected: str) -> None:
    assert _reported(extractor.extract(text)) == [("direct", expected, "said", "Marta Okello")]


NOBODYS = {
    "title of a film": (
        "Priya Raman said that the film, titled “The Long Harbour”, would open in Lisbon.",
        "“The Long Harbour”",
    ),
    "title of a song": (
        "Priya Raman said that the song “Salt and Rope” had been stolen.",
        "“Salt and Rope”",
    ),
    "term that is defined": (
        "Priya Raman said that the levy, known as the “mooring fee”, would rise in March.",
        "“mooring fee”",
    ),
}


@pytest.mark.parametrize(("text", "marked"), NOBODYS.values(), ids=NOBODYS.keys())
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


NESTED = {
    "infinitive in a clause": (
        "Marta Okello said that Tomas Lindqvist had promised to repair the bridge.",
        [
            ("indirect", "that Tomas Lindqvist had promised to repair the bridge", "said", "Marta Okello"),
            ("indirect", "to repair the bridge", "promised", "Tomas Lindqvist"),
        ],
    ),
    "clause in a clause": (
        "Marta Okello said that Tomas Lindqvist had told her that the budget was empty.",
        [
            ("indirect", "that Tomas Lindqvist had told her that the budget was empty", "said", "Marta Okello"),
            ("indirect", "that the budget was empty", "told", "Tomas Lindqvist"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), NESTED.values(), ids=NESTED.keys())
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


CUE_KINDS = {
    "believes": (
        "Marta Okello believes that the bridge will reopen in spring.",
        CueKind.BELIEF,
        "that the bridge will reopen in spring",
    ),
    "hopes": (
        "Marta Okello hopes the bridge will reopen in spring.",
        CueKind.BELIEF,
        "the bridge will reopen in spring",
    ),
    "fears": ("Marta Okello fears that the bridge will fall.", CueKind.BELIEF, "that the bridge will fall"),
    "expects": (
        "Aisha Bello expects that the dam will be full by May.",
        CueKind.BELIEF,
        "that the dam will be full by May",
    ),
    "plans": (
        "Marta Okello plans to reopen the bridge in spring.",
        CueKind.INTENTION,
        "to reopen the bridge in spring",
    ),
}


@pytest.mark.parametrize(("text", "kind", "content"), CUE_KINDS.values(), ids=CUE_KINDS.keys())
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


NEGATED = {
    "did not": ("Marta Okello did not say whether the bridge would reopen.", True),
    "didn’t": ("Aisha Bello didn’t say how the dam had cracked.", True),
    "never": ("Marta Okello never said that the bridge was safe.", True),
    "plain": ("Marta Okello said that the bridge was not safe.", False),
    "denied": ("Ingrid Falk denied that the mill was for sale.", False),
}


@pytest.mark.parametrize(("text", "negated"), NEGATED.values(), ids=NEGATED.keys())
def test_what_somebody_did_not_say(extractor: quoteattr.Extractor, text: str, negated: bool) -> None:
    (found,) = extractor.extract(text).attributions
    assert found.quotation.kind is QuotationKind.INDIRECT
    assert found.cue is not None
    assert found.cue.negated is negated


KINDS = {
    "direct alone": ({QuotationKind.DIRECT}, ["direct"]),
    "indirect alone": ({QuotationKind.INDIRECT}, ["indirect"]),
    "both": ({QuotationKind.DIRECT, QuotationKind.INDIRECT}, ["indirect", "direct"]),
}


@pytest.mark.parametrize(("kinds", "expected"), KINDS.values(), ids=KINDS.keys())
def test_kinds_that_were_not_asked_for_are_left_out(kinds: set[QuotationKind], expected: list[str]) -> None:
    article = quoteattr.load(kinds=kinds).extract(
        "Aisha Bello said that the dam was full. “We will open it on Friday,” she said."
    )
    assert [quotation.kind.value for quotation in article.quotations] == expected


@pytest.mark.parametrize("text", [text for text, _ in INDIRECT.values()], ids=INDIRECT.keys())
def test_a_pipeline_that_only_tokenizes_finds_no_reports(blank: quoteattr.Extractor, text: str) -> None:
    assert blank.extract(text).quotations == ()
