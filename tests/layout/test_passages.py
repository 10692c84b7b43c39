"""What the paragraphs of a text are, and where they start and end."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.passages import Passage, PassageKind, find_passages
from quoteattr.tables import load_tables

TABLES = load_tables()

BODY = (
    "The harbour board of Vell voted on Tuesday to close the old pier for the winter, and heard eleven residents "
    "speak against it in a meeting that lasted until midnight."
)


def kinds(text: str) -> list[PassageKind]:
    return [passage.kind for passage in find_passages(text, TABLES)]


def kind_after_body(paragraph: str) -> PassageKind:
    """Find the kind of a paragraph that stands at the end of an article."""
    passages = find_passages("\n\n".join([BODY] * 3 + [paragraph]), TABLES)
    assert len(passages) == 4
    return passages[-1].kind


@pytest.mark.parametrize(
    "line_end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\n \t\r\n"]
)
def test_every_line_end_ends_a_paragraph(line_end: str) -> None:
    text = f"  One pier.{line_end}Two piers. {line_end}{line_end}Three."
    assert [text[p.start : p.end] for p in find_passages(text, TABLES)] == ["One pier.", "Two piers.", "Three."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "\u200b\n\u00a0"])
def test_blank_text_has_no_passages(text: str) -> None:
    assert find_passages(text, TABLES) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param(
            "The council of the island voted on Monday to keep the ferry that has\n"
            "carried its children to school since before the war, and to raise the\n"
            "fare for visitors by a third.\n\nNobody spoke against it.",
            2,
            id="lines wrapped to a width",
        ),
        pytest.param(
            "The council of the island voted on Monday to keep the ferry that has carried its children to school,\n"
            "and to raise the fare for visitors by a third, as it had promised it would.",
            1,
            id="a break inside a sentence",
        ),
        pytest.param(
            "The council of the island voted on Monday to keep the ferry.\nThe fare for visitors goes up by a third.",
            2,
            id="one break between paragraphs",
        ),
        pytest.param("Bread\nmilk\neggs", 3, id="short lines are a list"),
        pytest.param("Ferry kept\nBy Oda Brekke\nVELL — The council of the island voted.", 3, id="head of an article"),
    ],
)
def test_line_breaks_join_only_inside_sentences(text: str, count: int) -> None:
    assert len(find_passages(text, TABLES)) == count


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(["Old pier shuts for winter"], ["HEADLINE"], id="no full stop"),
        pytest.param(["‘We will swim’: islanders lose pier"], ["HEADLINE"], id="a quotation and a colon"),
        pytest.param(["Board Shuts Old Pier For Winter."], ["HEADLINE"], id="title case with a full stop"),
        pytest.param(
            ["Pier shuts;", "Islanders vow to swim."], ["HEADLINE", "BODY"], id="only the first may be a sentence"
        ),
        pytest.param(["Pier shuts", "Islanders vow to swim"], ["HEADLINE", "HEADLINE"], id="standfirst"),
        pytest.param(["The board shut the pier."], ["BODY"], id="a sentence"),
        pytest.param(["“We will swim,” said Oda Brekke."], ["BODY"], id="a quotation"),
        pytest.param(["The board said in a statement:"], ["BODY"], id="a lead-in"),
        pytest.param(["Pier shuts", "By Oda Brekke"], ["HEADLINE", "BYLINE"], id="byline"),
        pytest.param(["Pier shuts", "By ODA BREKKE, Associated Press"], ["HEADLINE", "BYLINE"], id="agency byline"),
        pytest.param(["Pier shuts", "By Oda Brekke and Jo van der Aa"], ["HEADLINE", "BYLINE"], id="two names"),
        pytest.param(["Pier shuts", "Oda Brekke, Special to The Vell Post"], ["HEADLINE", "BYLINE"], id="special to"),
        pytest.param(["Pier shuts", "Oda Brekke | Reuters"], ["HEADLINE", "BYLINE"], id="bar and agency"),
        pytest.param(["Pier shuts", "Oda Brekke, Education Correspondent"], ["HEADLINE", "BYLINE"], id="post"),
        pytest.param(["Pier shuts", "By Monday the pier had been shut."], ["HEADLINE", "BODY"], id="by a day"),
    ],
)
def test_head_of_an_article(head: list[str], expected: list[str]) -> None:
    assert kinds("\n\n".join([*head, BODY, BODY])) == [PassageKind[name] for name in [*expected, "BODY", "BODY"]]


@pytest.mark.parametrize("head", ["Old pier shuts for winter.", "Old Pier Shuts"])
def test_a_headline_stands_before_a_dateline(head: str) -> None:
    assert kinds(f"{head}\n\nVELL, Norway (AP) — The harbour board voted on Tuesday.")[0] is PassageKind.HEADLINE


def test_text_that_is_one_paragraph_has_no_headline() -> None:
    assert kinds("Old pier shuts for winter") == [PassageKind.BODY]


@pytest.mark.parametrize(
    "paragraph",
    [
        "(Reporting by Oda Brekke in Vell; Editing by Raj Rao)",
        "Additional reporting by Oda Brekke",
        "The Associated Press contributed to this report.",
        "Oda Brekke and Raj Rao in Oslo contributed reporting to this story.",
        "Contributing: Oda Brekke, The Vell Post",
        "This report by The Vell Wire was first published June 3, 2019.",
        "This story has been updated to include the board's answer.",
        "— With files from Oda Brekke",
        "==Kyodo",
        "___",
        "* * *",
        "-30-",
        "Follow Oda Brekke on Twitter @odabrekke.",
        "Twitter: @odabrekke.",
        "Editor’s note: an earlier version misspelled the pier's name.",
    ],
)
def test_sign_off(paragraph: str) -> None:
    assert kind_after_body(paragraph) is PassageKind.SIGN_OFF


@pytest.mark.parametrize(
    "paragraph",
    [
        "(Related: Harbour board resigns)",
        "READ NEXT: Harbour board resigns",
        "Like The Vell Post on Facebook:",
        "Read more",
        "Read the rest of the story at The Vell Post.",
        "Click here to see the list.",
        "Sign up for our morning newsletter.",
        "Watch the full interview above",
        "Advertisement",
        "Image credit",
        "Copyright 2019 The Vell Post. All rights reserved.",
        "margin-left: 4px;",
    ],
)
def test_boilerplate(paragraph: str) -> None:
    assert kind_after_body(paragraph) is PassageKind.BOILERPLATE


@pytest.mark.parametrize(
    "paragraph",
    [
        "Photo: Oda Brekke/Reuters",
        "Getty Images",
        "Raj Rao via Getty Images",
        "The pier at Vell at low tide. (AP Photo/Oda Brekke)",
        "Owner Jo Lind with his dog. THE VELL PRESS/Oda Brekke",
        "Jo Lind on the pier. ‘I swim here,’ he said. Photo: Oda Brekke",
    ],
)
def test_caption(paragraph: str) -> None:
    assert kind_after_body(paragraph) is PassageKind.CAPTION


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("• Bring a coat", PassageKind.LIST_ITEM),
        ("2. Bring a coat", PassageKind.LIST_ITEM),
        ("- Bring a coat", PassageKind.LIST_ITEM),
        ("Ferry is late again. — Oda Brekke (@odabrekke) June 3, 2019", PassageKind.POST),
        ('<tweet author="odabrekke">Ferry is late again</tweet>', PassageKind.POST),
    ],
)
def test_list_items_and_posts(paragraph: str, kind: PassageKind) -> None:
    assert kind_after_body(paragraph) is kind


@pytest.mark.parametrize(
    "paragraph",
    [
        "Related cases in Oslo have been settled, the board said.",
        "Read together, the letters show a board at war with itself.",
        "The board contributed 4,000 crowns to the report.",
        "Follow the money, said Oda Brekke, and you end at the pier.",
        "Photographs of the pier hung in every kitchen.",
        "By Sunday the board had changed its mind.",
        "“Sign here,” he told her.",
        "Poll: half of Vell would keep the pier;",
        "— Oda Brekke",
        "Watching them go, Lind shook his head.",
    ],
)
def test_running_text_that_starts_like_another_kind(paragraph: str) -> None:
    assert kind_after_body(paragraph) is PassageKind.BODY


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        pytest.param("Q: Why the pier?\nA: It is old.", ["Q", "A"], id="question and answer"),
        pytest.param(
            "ODA BREKKE, HOST: Why the pier?\nJO LIND: It is old.\nBREKKE: How old?",
            ["ODA BREKKE, HOST", "JO LIND", "BREKKE"],
            id="capitals",
        ),
        pytest.param("LIND (via telephone): It is old.\nBREKKE: How old?", ["LIND", "BREKKE"], id="remark in brackets"),
        pytest.param("Jo Lind: It is old.\nHow?\nLind: It leaks.", ["Jo Lind", None, "Lind"], id="a name twice"),
        pytest.param("IF YOU GO: Trains leave at six.\nTICKETS: $4 one way.", [None, None], id="headings of a listing"),
        pytest.param("Jo Lind: The Man Who Swims", [None], id="a single name"),
        pytest.param("Vell: 12\nOslo: 14\nVell: 9", [None, None, None], id="results"),
    ],
)
def test_labels_of_turns(text: str, labels: list[str | None]) -> None:
    passages = find_passages(f"{BODY}\n{text}", TABLES)[1:]
    assert [None if p.label is None else f"{BODY}\n{text}"[slice(*p.label)] for p in passages] == labels
    assert [p.kind is PassageKind.TURN for p in passages] == [label is not None for label in labels]


@pytest.mark.parametrize(
    ("paragraph", "inside"),
    [
        ("The pier is shut. (Related: Board resigns) It is old.", ["(Related: Board resigns)"]),
        ("The pier is shut. (Read more) It is old.", ["(Read more)"]),
        ("The pier <b>is</b> shut.", ["<b>", "</b>"]),
        ("The pier (related by bridge to the mole) is shut; 3 < 4 and 5 > 4.", []),
    ],
)
def test_boilerplate_inside_a_paragraph(paragraph: str, inside: list[str]) -> None:
    text = f"{BODY}\n\n{paragraph}"
    assert [text[slice(*span)] for span in find_passages(text, TABLES)[-1].boilerplate] == inside


PIECES = [
    "Pier shuts",
    "A: No.",
    "By Oda Brekke",
    "(Related: x",
    "“Go",
    "”",
    "\n",
    "\r\n",
    "\u2028",
    " ",
    "\0",
    "\ud800",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=30).map("".join))
def test_passages_cover_the_ink_in_order(text: str) -> None:
    passages = find_passages(text, TABLES)
    at = 0
    for passage in passages:
        assert at <= passage.start < passage.end <= len(text)
        assert text[at : passage.start].strip("\ufeff\u200b" + WHITE) == ""
        assert text[passage.start : passage.end] == text[passage.start : passage.end].strip()
        assert all(passage.start <= start < end <= passage.end for start, end in spans_inside(passage))
        at = passage.end
    assert text[at:].strip("\ufeff\u200b" + WHITE) == ""


WHITE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())


def spans_inside(passage: Passage) -> list[tuple[int, int]]:
    return [*passage.boilerplate, *([passage.label] if passage.label else [])]


@pytest.mark.parametrize("piece", ["Pier.\n", "Jo Lind: ", "(related: ", "<a ", "By Jo and ", "x" * 20, "\n", "— "])
def test_time_is_linear(piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        find_passages(piece * count, TABLES)
        return time.process_time() - start

    seconds(100)
    assert seconds(20_000) < 0.2 + 8 * seconds(5_000)
