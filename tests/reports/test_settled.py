"""What grammar settles of reports, whatever the judges hold: who never speaks, what a tag parts, what is no report."""

from __future__ import annotations

import quoteattr
from case_tables import cases, told
from quoteattr import Article, CueKind

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
def test_no_comment_can_be_told_apart(extractor: quoteattr.Extractor, text: str, expected: list[str]) -> None:
    widened = quoteattr.load(extractor.nlp, cue_kinds=frozenset(CueKind))
    found = next(a for a in widened.extract(text).attributions if a.evidence == "no_comment")
    assert found.cue is not None
    assert found.speaker is not None
    assert [found.cue.text, found.speaker.name] == expected
    assert found.cue.negated
