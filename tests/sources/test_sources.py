"""Sources: the medium, its name and the date that an article gives for words, and how far they are carried."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

import quoteattr
from case_tables import cases
from made_reports import Offsets, bare_document, made_report
from quoteattr.decisions import load_judges
from quoteattr.document.article import Document
from quoteattr.lexicon.dates import find_dates
from quoteattr.lexicon.tables import Tables, load_tables
from quoteattr.parse.analysis import parse_of
from quoteattr.parse.batches import parse_texts
from quoteattr.sources.choose import find_sources
from quoteattr.sources.media import find_media
from quoteattr.types import QuotationKind, Source, SpeakerKind
from quoteattr.values import Report

TABLES = load_tables()
JUDGES = load_judges()
Row = list[str | None]  # kind, name and date, as text


@pytest.fixture(scope="module", params=["model", "blank"])
def nlp(request: pytest.FixtureRequest) -> Language:
    return request.getfixturevalue({"model": "extractor", "blank": "blank"}[request.param]).nlp


@frozen
class Said:
    """A quotation by its words, with the words of its cue and mention; `speaker` is the canonical name."""

    quoted: str
    cue: str | None = None
    mention: str | None = None
    speaker: str | None = None
    kind: SpeakerKind = SpeakerKind.PERSON


def sources_of(nlp: Language, text: str, said: list[Said], tables: Tables = TABLES) -> list[Row]:
    document = bare_document(text, next(parse_texts(nlp, [text])), tables)
    reports = [report_of(document, item, number) for number, item in enumerate(said)]
    return [row_of(source) for source in find_sources(document, reports, JUDGES).values()]


def report_of(document: Document, said: Said, utterance: int) -> Report:
    """Make the report of `said`: its cue and mention are the occurrences nearest to it."""
    text = document.text
    start = text.index(f"“{said.quoted}")
    end = text.index("”", start) + 1

    def nearest(words: str | None) -> Offsets | None:
        if words is None:
            return None
        before, after = text.rfind(words, 0, start), text.find(words, end)
        at = before if after < 0 or (before >= 0 and start - before < after - end) else after
        return at, at + len(words)

    speaker = None if said.speaker is None else (said.speaker, said.kind)
    return made_report(
        document, (start, end), nearest(said.cue), nearest(said.mention), speaker=speaker, utterance=utterance
    )


def row_of(source: Source | None) -> Row:
    if source is None:
        return [None, None, None]
    return [
        source.kind and source.kind.value,
        source.name and source.name.text,
        source.date and source.date.text,
    ]


@cases("sources/one_sentence")
def test_sentence_of_attribution(nlp: Language, text: str, cue: str, mention: str, expected: Row) -> None:
    quoted = text[text.index("“") + 1 : text.index("”")]
    documents = ("a press release", "the lawsuit", "the affidavit")
    kind = SpeakerKind.ORGANIZATION if mention.startswith(documents) else SpeakerKind.PERSON
    assert sources_of(nlp, text, [Said(quoted, cue, mention, "Mara Quist", kind)]) == [expected]


@cases("sources/several_sentences")
def test_occasion_of_several_sentences(nlp: Language, text: str, said: list[Any], expected: list[Any]) -> None:
    assert_sources(nlp, text, said, expected)


@cases("sources/with_entities")
def test_occasion_that_names_tell(
    extractor: quoteattr.Extractor, text: str, said: list[Any], expected: list[Any]
) -> None:
    assert_sources(extractor.nlp, text, said, expected)


def assert_sources(nlp: Language, text: str, said: list[Any], expected: list[Any]) -> None:
    """Hold what is found against what is expected; where that says `any`, no matter what is found."""
    found = sources_of(nlp, text, [Said(**{**each, "kind": SpeakerKind(each.get("kind", "person"))}) for each in said])
    for row, wanted in zip(found, expected, strict=True):
        assert wanted == "any" or [w if w == "any" else r for r, w in zip(row, wanted, strict=True)] == wanted


@pytest.mark.parametrize(("mention", "kind"), [("The Lakeside Tribune", "news report"), ("AFP", "wire report")])
def test_outlet_as_speaker_reports_its_own_text(nlp: Language, mention: str, kind: str) -> None:
    said = Said("a wake", "described", mention, mention, SpeakerKind.ORGANIZATION)
    ((*found, date),) = sources_of(nlp, f"{mention} described the meeting as “a wake”.", [said])
    assert (found[0], (found[1] or "").removeprefix("The "), date) == (kind, mention.removeprefix("The "), None)


def test_block_has_sources_of_its_own(nlp: Language) -> None:
    text = "The Lakeside Tribune reported:\n\nOdd news. “We sank,” Mara Quist told AFP on Friday.\n\nThat was all."
    document = bare_document(text, next(parse_texts(nlp, [text])), TABLES)
    cue, outlet = text.index("reported"), "The Lakeside Tribune"
    block = made_report(
        document,
        (text.index("Odd"), text.index("\n\nThat")),
        (cue, cue + len("reported")),
        (0, len(outlet)),
        speaker=(outlet, SpeakerKind.ORGANIZATION),
        utterance=9,
        kind=QuotationKind.BLOCK,
    )
    inner = report_of(document, Said("We sank", "told", "Mara Quist", "Mara Quist"), 0)
    found = find_sources(document, [block, inner], JUDGES)
    assert [row_of(source) for source in found.values()] == [
        ["news report", "Lakeside Tribune", None],
        ["interview", "AFP", "Friday"],
    ]


def test_interviewer_takes_part_in_the_interview(nlp: Language) -> None:
    text = "“It had to be,” Mara Quist told Radio Ventana’s Inés Roca on Monday.\n\n“Did it?” Roca asked."
    said = [
        Said("It had", "told", "Mara Quist", "Mara Quist"),
        Said("Did it", "asked", "Roca", "Inés Roca"),
    ]
    kind, name, date = sources_of(nlp, text, said)[1]
    assert [kind, date] == ["interview", "Monday"]
    assert (name or "").startswith("Radio Ventana")


def test_people_of_a_press_release_speak_in_it(extractor: quoteattr.Extractor) -> None:
    text = (
        "TURKU, Finland, March 4, 2021 /PRNewswire/ -- Oriel Mines has sold its last shaft to the Harbour Board.\n\n"
        "“We are glad,” said Mara Quist, its director. “The pumps go too.”\n\n"
        "“It had to be,” Ivo Pereira told Radio Ventana in May."
    )
    released = ["press release", "PRNewswire", "March 4, 2021"]
    found = [row_of(attribution.source) for attribution in extractor.extract(text).attributions]
    assert found == [released, released, ["interview", "Radio Ventana", "May"]]


def test_lone_surrogates_are_cut_from_the_text() -> None:
    text = "“No,” Quist told Radio \ud800. “We will rebuild,” Quist told Radio Ventana\ud800."
    document = bare_document(text, next(parse_texts(spacy.blank("en"), [text])), TABLES)
    report = report_of(document, Said("We will", "told", "Quist", "Mara Quist"), 0)
    (source,) = find_sources(document, [report], JUDGES).values()
    assert source is not None
    assert source.name is not None
    assert text[source.name.start : source.name.end] == source.name.text


def test_rows_of_a_user_come_first(tmp_path: Path) -> None:
    nlp = spacy.blank("en")  # entities would tell that Pepperpot is a name
    (tmp_path / "outlets.toml").write_text('[[row]]\nname = "Pepperpot"\nclass = "press"\n', encoding="utf8")
    text = "“It had to be,” Quist told the Pepperpot."
    said = [Said("It had", "told", "Quist", "Mara Quist")]
    assert sources_of(nlp, text, said) == [[None, None, None]]
    assert sources_of(nlp, text, said, load_tables(tmp_path)) == [["interview", "Pepperpot", None]]


@cases("sources/dates", named="text")
def test_dates(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_dates(text)] == expected


@cases("sources/media", named="text")
def test_media_and_the_words_that_govern_them(text: str, expected: list[list[str]]) -> None:
    assert [[text[m.start : m.end], m.group, m.frame] for m in find_media(text, TABLES)] == expected


PIECES = st.sampled_from(
    [
        *("“Yes,”", "he told the Lake Post", "Quist", "on Monday", "in a statement", "."),
        *("\n", "that", "CNN’s “Now”", "said", " ", "\ufffd"),
    ]
)


@given(st.lists(PIECES, max_size=30), st.data())
def test_any_offsets_give_spans_of_the_text(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces) + " "
    document = bare_document(text, parse_of(spacy.blank("en")(text)), TABLES)
    offsets = st.tuples(*[st.integers(0, len(text) - 1)] * 2).map(lambda pair: (min(pair), max(pair) + 1))
    starts = st.sampled_from(document.token_starts)
    words = st.tuples(starts, starts).map(lambda pair: (min(pair), max(pair) + 1))
    people = st.tuples(st.sampled_from(["Mara Quist", "the witness"]), st.sampled_from(SpeakerKind))
    reports = [
        made_report(
            document,
            quotation,
            data.draw(st.none() | words),
            data.draw(st.none() | words),
            speaker=data.draw(st.none() | people),
            utterance=number // 2,
        )
        for number, quotation in enumerate(sorted(data.draw(st.lists(offsets, max_size=5))))
    ]
    found = find_sources(document, reports, JUDGES)
    assert len(found) == len(reports)
    for source in found.values():
        for span in (source.name, source.date) if source is not None else ():
            assert span is None or text[span.start : span.end] == span.text
