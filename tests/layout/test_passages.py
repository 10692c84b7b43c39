"""What the paragraphs of a text are, and where they start and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from quoteattr.layout.passages import find_passages
from quoteattr.lexicon.tables import load_tables
from quoteattr.values import Passage, PassageKind

TABLES = load_tables()

BODY = (
    "The harbour board of Vell voted on Tuesday to close the old pier for the winter, and heard eleven residents "
    "speak against it in a meeting that lasted until midnight."
)


def kinds(text: str) -> list[PassageKind]:
    return [passage.kind for passage in find_passages(text, TABLES)]


@pytest.mark.parametrize(
    "line_end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\n \t\r\n"]
)
def test_every_line_end_ends_a_paragraph(line_end: str) -> None:
    text = f"  One pier.{line_end}Two piers. {line_end}{line_end}Three."
    assert [text[p.start : p.end] for p in find_passages(text, TABLES)] == ["One pier.", "Two piers.", "Three."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "\u200b\n\u00a0"])
def test_blank_text_has_no_passages(text: str) -> None:
    assert find_passages(text, TABLES) == ()


@cases("layout/passages/lines")
def test_line_breaks_join_only_inside_sentences(text: str, count: int) -> None:
    assert len(find_passages(text, TABLES)) == count


@cases("layout/passages/heads")
def test_head_of_an_article(head: list[str], expected: list[str]) -> None:
    assert kinds("\n\n".join([*head, BODY, BODY])) == [PassageKind[name] for name in [*expected, "BODY", "BODY"]]


@pytest.mark.parametrize("head", ["Old pier shuts for winter.", "Old Pier Shuts"])
def test_a_headline_stands_before_a_dateline(head: str) -> None:
    assert kinds(f"{head}\n\nVELL, Norway (AP) — The harbour board voted on Tuesday.")[0] is PassageKind.HEADLINE


def test_text_that_is_one_paragraph_has_no_headline() -> None:
    assert kinds("Old pier shuts for winter") == [PassageKind.BODY]


@cases("layout/passages/after_body", named="paragraph")
def test_kind_of_a_paragraph_after_the_body(paragraph: str, kind: str) -> None:
    passages = find_passages("\n\n".join([BODY] * 3 + [paragraph]), TABLES)
    assert len(passages) == 4
    assert passages[-1].kind is PassageKind(kind)


def test_a_legal_paragraph_may_have_any_length() -> None:
    paragraph = (
        "Statements in this release that are no historical facts are “forward-looking.” " + "They may err. " * 90
    )
    assert kinds(f"{BODY}\n\n{paragraph}")[-1] is PassageKind.BOILERPLATE


@cases("layout/passages/sections")
def test_sections_that_tell_nothing_of_what_happened(parts: list[str], count: int) -> None:
    found = kinds("\n\n".join([BODY, *parts]))[1:]
    assert [kind is PassageKind.BOILERPLATE for kind in found] == [place < count for place in range(len(parts))]


@cases("layout/passages/turns")
def test_labels_of_turns(text: str, labels: list[str | None]) -> None:
    passages = find_passages(f"{BODY}\n{text}", TABLES)[1:]
    assert [None if p.label is None else f"{BODY}\n{text}"[slice(*p.label)] for p in passages] == labels
    assert [p.kind is PassageKind.TURN for p in passages] == [label is not None for label in labels]


@cases("layout/passages/boilerplate_inside", named="paragraph")
def test_boilerplate_inside_a_paragraph(paragraph: str, inside: list[str]) -> None:
    text = f"{BODY}\n\n{paragraph}"
    assert [text[slice(*span)] for span in find_passages(text, TABLES)[-1].boilerplate] == inside


PIECES = [
    *("Pier shuts", "A: No.", "By Oda Brekke", "(Related: x", "“Go", "”", " "),
    *("\n", "\r\n", "\u2028", "\0", "\ud800"),
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
