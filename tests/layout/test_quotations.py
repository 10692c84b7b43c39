"""Quoted spans: which marks open, which close, which are none, and what holds of every result."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.passages import find_passages
from quoteattr.quotations import QuotedSpan, find_quoted_spans
from quoteattr.tables import load_tables

TABLES = load_tables()


def spans_of(text: str) -> tuple[QuotedSpan, ...]:
    return find_quoted_spans(text, find_passages(text, TABLES))


def quoted(text: str) -> list[str]:
    return [text[span.start : span.end] for span in spans_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“We stay,” she said, “and swim.”", ["“We stay,”", "“and swim.”"], id="curly"),
        pytest.param('"We stay," she said, "and swim."', ['"We stay,"', '"and swim."'], id="straight"),
        pytest.param("''We stay,'' she said.", ["''We stay,''"], id="doubled single"),
        pytest.param("``We stay,'' she said.", ["``We stay,''"], id="doubled grave and single"),
        pytest.param("``We stay,´´ she said.", ["``We stay,´´"], id="doubled grave and acute"),
        pytest.param("‘We stay,’ she said.", ["‘We stay,’"], id="single curly"),
        pytest.param("'We stay,' she said.", ["'We stay,'"], id="single straight"),
        pytest.param("`We stay,' she said.", ["`We stay,'"], id="grave and single"),
        pytest.param("«We stay», she said.", ["«We stay»"], id="French"),
        pytest.param("« We stay », she said.", ["« We stay »"], id="French with spaces"),
        pytest.param("»We stay«, she said.", ["»We stay«"], id="German guillemets"),
        pytest.param("»We stay», she said.", ["»We stay»"], id="Finnish guillemets"),
        pytest.param("„We stay“, she said.", ["„We stay“"], id="low and high"),
        pytest.param("„We stay”, she said.", ["„We stay”"], id="Polish low and high"),
        pytest.param("‚We stay‘, she said.", ["‚We stay‘"], id="low and high single"),
        pytest.param("‹We stay›, she said. ›We swim‹, he said.", ["‹We stay›", "›We swim‹"], id="small guillemets"),
        pytest.param("”We stay,” she said. ”We swim.”", ["”We stay,”", "”We swim.”"], id="both closing"),
        pytest.param("“We stay,“ she said. “We swim.“", ["“We stay,“", "“We swim.“"], id="both opening"),
        pytest.param("The “Old“ pier was “no loss,” he said.", ["“Old“", "“no loss,”"], id="one of two wrong"),
        pytest.param('“We stay," she said. "We swim.”', ['“We stay,"', '"We swim.”'], id="curly with straight"),
        pytest.param('" We stay , " she said , " and swim . "', ['" We stay , "', '" and swim . "'], id="tokenized"),
        pytest.param('It ended—"for an hour"—and began.', ['"for an hour"'], id="between dashes"),
        pytest.param('The pier ("the old lady") is shut.', ['"the old lady"'], id="in brackets"),
        pytest.param("“… and then we left,” he wrote.", ["“… and then we left,”"], id="starts with an omission"),
        pytest.param('"...nobody asked" was the reply.', ['"...nobody asked"'], id="starts with three dots"),
        pytest.param(
            'He called it "a .22 affair" and ".45 politics".', ['"a .22 affair"', '".45 politics"'], id="point"
        ),
        pytest.param("\u202a“We stay,”\u202c she said.", ["“We stay,”"], id="bidirectional controls"),
        pytest.param('🌊"We stay," she said🌊', ['"We stay,"'], id="emoji"),
        pytest.param('\0"We stay,"\0 she said \ud800"and swim".', ['"We stay,"', '"and swim"'], id="NUL and surrogate"),
        pytest.param('"For him or for me?" "Him. You pay."', ['"For him or for me?"', '"Him. You pay."'], id="turns"),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It’s the workers’ pay, and the ’90s, and rock ’n’ roll.",
        "It's the workers' pay, and the '90s, and rock 'n' roll.",
        "’Tis late. ’Course, nobody’s home; ’twas ever so.",
        "'Tis late. 'Course, nobody's home 'cause it's late.",
        "At six o’clock Mr O’Neill met the d’Arcys at the butchers’.",
        "She left in '98 and the class of ’04 followed.",
        "They were singin’ an’ dancin’ in th’ old mill.",
        "Achieng' Otieno spoke for the growers' union and the millers' guild.",
        "The boys' coats and the girls' coats hung in the workers' club.",
        "We shouldn‘t, they couldn`t.",
    ],
)
def test_apostrophes_are_no_marks(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "‘They’ve cut the nurses’ hours, and it’s the patients’ loss,’ said Lind.",
            ["‘They’ve cut the nurses’ hours, and it’s the patients’ loss,’"],
            id="possessives inside",
        ),
        pytest.param(
            "It scraps ‘the late boat’, the miners’ favourite since the ’80s, for good.",
            ["‘the late boat’"],
            id="a possessive after a fragment",
        ),
        pytest.param(
            "They want ‘the names of the owners and the owners’ sons’ and ‘no more talk’.",
            ["‘the names of the owners and the owners’ sons’", "‘no more talk’"],
            id="a possessive and a plural at the end",
        ),
        pytest.param(
            "‘’Twas cold,’ he said, ‘but we swam.’", ["‘’Twas cold,’", "‘but we swam.’"], id="opening elision"
        ),
        pytest.param("''Twas cold,' he said.", ["''Twas cold,'"], id="straight opening elision"),
        pytest.param(
            "The van – ‘Sons’ Rock ’n’ Roll’ on its door – broke down.",
            ["‘Sons’ Rock ’n’ Roll’"],
            id="apostrophes only",
        ),
        pytest.param("'She'd wait 'cause she liked it,' he said.", ["'She'd wait 'cause she liked it,'"], id="elision"),
        pytest.param("‘Cause of death unknown,’ the report said.", ["‘Cause of death unknown,’"], id="no elision"),
        pytest.param("'Course closed,' said the sign.", ["'Course closed,'"], id="a word that could be an elision"),
        pytest.param(
            "‘It was late,’ she said. ‘It was the old owners’ doing, and the ’90s’ fault.",
            ["‘It was late,’", "‘It was the old owners’ doing, and the ’90s’ fault."],
            id="unclosed among possessives",
        ),
        pytest.param("‘60 per cent of it,’ she said.", ["‘60 per cent of it,’"], id="no year"),
        pytest.param("‘The boats’ and ‘the nets’ were sold.", ["‘The boats’", "‘the nets’"], id="plurals"),
    ],
)
def test_single_marks_among_apostrophes(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('Drifts of 11\'6" lay against "the wall".', ['"the wall"'], id="feet and inches"),
        pytest.param('A 12" pipe, a 6" valve and "a prayer".', ['"a prayer"'], id="inches"),
        pytest.param('"He is 6\'2" and thin," she said.', ['"He is 6\'2" and thin,"'], id="inside a quotation"),
        pytest.param("“He’s like 6’2” and thin,” she said.", ["“He’s like 6’2” and thin,”"], id="curly"),
        pytest.param('"We have known since 2019" was all.', ['"We have known since 2019"'], id="a year closes"),
        pytest.param('He spoke through two inches (2") of window.', [], id="in brackets"),
    ],
)
def test_feet_and_inches(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("We stay. Schools open on Monday.”", [], id="stray at the end"),
        pytest.param(
            'They open Monday." Lind said "no", then "yes".', ['"no"', '"yes"'], id="a stray mark shifts no pair"
        ),
        pytest.param(
            'Not a thing you see twice in a life," she added.',
            ['Not a thing you see twice in a life,"'],
            id="opening mark missing",
        ),
        pytest.param(
            'It cost 40 pounds. You learn it early," she says, "or never."',
            ['You learn it early,"', '"or never."'],
            id="opening mark missing after a sentence",
        ),
        pytest.param('She says," nobody listens.', [], id="space on the wrong side"),
        pytest.param(
            '"We stay, he said. "We swim," she said, "and row."',
            ['"We swim,"', '"and row."'],
            id="closing mark missing",
        ),
        pytest.param("She said: “We stay.", ["“We stay."], id="unclosed to the paragraph's end"),
        pytest.param('""We stay," she said.', ['"We stay,"'], id="twice by mistake"),
        pytest.param(
            '"“We stay,” said Lind, who left in March."', ["“We stay,”"], id="straight marks around a paragraph"
        ),
        pytest.param('<a href="pier.html" class="x">The "pier"</a>', ['"pier"'], id="markup"),
        pytest.param('"""""""""" "We stay."', ['"We stay."'], id="a row of marks"),
        pytest.param("» Bring a coat", [], id="guillemet as a bullet"),
        pytest.param('"', [], id="nothing else"),
    ],
)
def test_a_mark_without_partner_costs_one_quotation(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“She said, ‘Eat that,’ and I did,” said Lind.",
            [("“She said, ‘Eat that,’ and I did,”", None), ("‘Eat that,’", 0)],
            id="single in double",
        ),
        pytest.param(
            '\'He said, "Why?" and I\'d say, "Because."\' He laughed.',
            [('\'He said, "Why?" and I\'d say, "Because."\'', None), ('"Why?"', 0), ('"Because."', 0)],
            id="double in single",
        ),
        pytest.param(
            '"We call it "the pit" here," he said.',
            [('"We call it "the pit" here,"', None), ('"the pit"', 0)],
            id="the same marks",
        ),
        pytest.param(
            "„We wrote »unclear« on it: ‚No.‘“",
            [("„We wrote »unclear« on it: ‚No.‘“", None), ("»unclear«", 0), ("‚No.‘", 0)],
            id="German marks",
        ),
        pytest.param(
            "“He says ‘she told me “go”.’ ”",
            [("“He says ‘she told me “go”.’ ”", None), ("‘she told me “go”.’", 0), ("“go”", 1)],
            id="three deep",
        ),
        pytest.param("\"'Eat that.'\"", [("\"'Eat that.'\"", None), ("'Eat that.'", 0)], id="marks side by side"),
        pytest.param(
            "“He said, ‘Eat that, and I ate,” said Lind.",
            [("“He said, ‘Eat that, and I ate,”", None), ("‘Eat that, and I ate,", 0)],
            id="the inner one unclosed",
        ),
    ],
)
def test_nesting(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert [(text[span.start : span.end], span.parent) for span in spans_of(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“We stay.\n\n“We swim.\n\n“We row,” he said.",
            [("“We stay.", False, False), ("“We swim.", True, False), ("“We row,”", True, True)],
            id="each opens and the last closes",
        ),
        pytest.param(
            "‘It’s late,’ he said. ‘We can’t stay.\n\n‘We can’t swim.’",
            [("‘It’s late,’", False, True), ("‘We can’t stay.", False, False), ("‘We can’t swim.’", True, True)],
            id="single marks",
        ),
        pytest.param(
            "“We stay.”\n\n“We swim.”", [("“We stay.”", False, True), ("“We swim.”", False, True)], id="both closed"
        ),
        pytest.param(
            "“We stay.\n\nHe left.\n\n“We swim.”",
            [("“We stay.", False, False), ("“We swim.”", False, True)],
            id="a paragraph between them",
        ),
        pytest.param(
            "“We stay.\n\nAdvertisement\n\n“We swim.”",
            [("“We stay.", False, False), ("“We swim.”", True, True)],
            id="an advertisement between them",
        ),
        pytest.param(
            "“She said, ‘Stay.\n\n“ ‘And swim.’ ”",
            [
                ("“She said, ‘Stay.", False, False),
                ("‘Stay.", False, False),
                ("“ ‘And swim.’ ”", True, True),
                ("‘And swim.’", True, True),
            ],
            id="nested",
        ),
        pytest.param(
            "“We stay here, all of us, as long as it takes.\n\nAnd if the boat does not come we will swim for it, "
            "whatever the board may say.”",
            [
                ("“We stay here, all of us, as long as it takes.", False, False),
                (
                    "And if the boat does not come we will swim for it, whatever the board may say.”",
                    True,
                    True,
                ),
            ],
            id="the next paragraph does not open again",
        ),
        pytest.param(
            '"We stay as long as it takes.\nOda Brekke, Vell Harbour Board."',
            [('"We stay as long as it takes.', False, False)],
            id="a signature inside the marks",
        ),
    ],
)
def test_utterance_over_paragraphs(text: str, expected: list[tuple[str, bool, bool]]) -> None:
    assert [(text[span.start : span.end], span.continues, span.closed) for span in spans_of(text)] == expected


@pytest.mark.parametrize(
    ("text", "inside"),
    [("“We stay,” she said.", "We stay,"), ("''We stay,'' she said.", "We stay,"), ("She said: “We stay.", "We stay.")],
)
def test_inside_is_without_marks(text: str, inside: str) -> None:
    (span,) = spans_of(text)
    assert text[span.inner_start : span.inner_end] == inside


PIECES = [
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    "''",
    "``",
    "«",
    "»",
    "„",
    "‹",
    "a",
    "s",
    " ",
    ". ",
    ", ",
    "\n",
    "2",
    "said",
    "—",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=40).map("".join)


@given(TEXTS)
def test_spans_are_nested_and_sorted(text: str) -> None:
    spans = spans_of(text)
    assert [(s.start, -s.end) for s in spans] == sorted({(s.start, -s.end) for s in spans})
    for index, span in enumerate(spans):
        assert 0 <= span.start <= span.inner_start <= span.inner_end <= span.end <= len(text)
        assert span.start < span.end
        assert span.closed == (span.inner_end < span.end)
        around = [i for i, other in enumerate(spans) if i != index and overlap(other, span) and i < index]
        assert span.parent == (around[-1] if around else None)
        for other in around:
            assert spans[other].inner_start <= span.start
            assert span.end <= spans[other].inner_end


def overlap(one: QuotedSpan, other: QuotedSpan) -> bool:
    return one.start < other.end and other.start < one.end


@given(TEXTS, TEXTS)
def test_a_paragraph_more_leaves_earlier_spans_alone(text: str, more: str) -> None:
    spans = spans_of(text)
    assert spans_of(f"{text}\n\n{more}")[: len(spans)] == spans


@pytest.mark.parametrize(
    "piece",
    ['"', '" ', ' "', '"a ', "“”", "“ ", "“‘", "a' ", "a,” b ", "“a\n\n", "6'2\" ", '="', "« ", "\u200b'", "”’"],
)
def test_time_is_linear(piece: str) -> None:
    def seconds(count: int) -> float:
        passages = find_passages(piece * count, TABLES)
        start = time.process_time()
        find_quoted_spans(piece * count, passages)
        return time.process_time() - start

    seconds(100)
    assert seconds(12_000) < 0.2 + 8 * seconds(3_000)
