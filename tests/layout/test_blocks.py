"""Block quotations: where one is, and where the article's own voice comes back."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from quoteattr.layout.blocks import find_blocks
from quoteattr.layout.passages import find_passages
from quoteattr.layout.quoted_spans import find_quoted_spans
from quoteattr.lexicon.tables import Tables, load_tables

BEFORE = "The ferry to Skerry Island has not run since the storm, and the council met on Monday to find out why."
AFTER = "Shops on the island are running short of bread, and the next council meeting is three weeks away."


def blocks(text: str, tables: Tables | None = None) -> list[str]:
    """The texts of the blocks in `text`."""
    tables = tables or load_tables()
    passages = find_passages(text, tables)
    found = find_blocks(text, passages, find_quoted_spans(text, passages), tables)
    assert all(passages[block.lead].end <= block.start for block in found)
    return [text[block.start : block.end] for block in found]


def page(*paragraphs: str) -> str:
    return "\n\n".join((BEFORE, *paragraphs))


NOTICE = "Dear passengers, we regret that the boat is out of order. Kindly use the bridge until it is built."
REPORT = "The pier was inspected in 2019 and found unsafe. No repairs were made, and the file was closed."


@cases("layout/blocks/leads", named="lead")
@pytest.mark.parametrize("block", [NOTICE, REPORT], ids=["we", "it"])
def test_a_reporting_lead_sets_off_the_paragraph_below_it(lead: str, block: str) -> None:
    assert blocks(page(lead, block)) == [block]


@cases("layout/blocks/no_leads")
def test_a_lead_needs_a_word_of_reporting_before_its_colon(lead: str) -> None:
    assert blocks(page(lead, REPORT, AFTER)) == []


@cases("layout/blocks/not_set_off")
def test_what_is_below_a_lead_but_no_block(lead: str, below: str) -> None:
    assert blocks(page(lead, below, AFTER)) == []


@cases("layout/blocks/ends")
@pytest.mark.parametrize("block", [REPORT, f"{REPORT}\n\nBoth engines were sold that winter."], ids=["one", "two"])
def test_a_block_ends_where_the_article_speaks_again(block: str, after: str) -> None:
    assert blocks(page("The notice signed by Runa Falk says:", block, after)) == [block]


def test_a_block_that_says_we_ends_with_its_last_we() -> None:
    letter = "We regret the delay.\n\nThe boat is old.\n\nPlease bear with us."
    assert blocks(page("The operator wrote:", letter, AFTER)) == [letter]


def test_a_block_runs_to_the_end_of_the_text() -> None:
    assert blocks(page("The operator’s notice reads:", REPORT)) == [REPORT]


def test_another_outlets_report_runs_on_with_the_people_it_quotes() -> None:
    report = (
        "Skerry Island has no ferry, and a “lost winter” lies ahead of it.\n\n"
        "Tone Vik described the pier as a “ruin”.\n\n“It was never safe,” Vik said.\n\nThe operator said it would sue."
    )
    assert blocks(page("The Harbour Post reported:", report, "Like The Skerry Post on Facebook:")) == [report]


def test_another_outlets_report_ends_where_a_speaker_of_the_article_speaks() -> None:
    report = "Skerry Island has no ferry.\n\n“It was never safe,” said Tone Vik."
    text = page(
        "The mayor, Odd Strand, was away.", "The Harbour Post reported:", report, "“I was ill,” Strand said.", AFTER
    )
    assert blocks(text) == [report]


def test_paragraphs_set_closer_together_than_the_articles_own_belong_together() -> None:
    block = f"{REPORT}\n“Nobody told us,” the file says.\nIt was closed in May."
    assert blocks(page("The Harbour Post has more. It writes:", block, AFTER, AFTER)) == [block]


def test_a_letters_own_header_belongs_to_it() -> None:
    block = "Subject: Winter timetable\n\nThere is none."
    assert blocks(page("The email reads:", block)) == [block]


def test_several_blocks_in_one_article() -> None:
    text = page("The operator wrote:", NOTICE, "The council answered:", REPORT)
    assert blocks(text) == [NOTICE, REPORT]


def test_a_row_of_ones_own_adds_a_verb(tmp_path: Path) -> None:
    text = page("The operator semaphored:", REPORT)
    (tmp_path / "block_leads.toml").write_text('[[row]]\nkind = "lead"\nwords = ["semaphored"]\n', encoding="utf8")
    assert blocks(text) == []
    assert blocks(text, load_tables(tmp_path)) == [REPORT]


@cases("layout/blocks/turns")
def test_a_turn_of_a_transcript_is_a_block(text: str, expected: list[str]) -> None:
    passages, tables = find_passages(text, load_tables()), load_tables()
    found = find_blocks(text, passages, find_quoted_spans(text, passages), tables)
    assert [text[block.start : block.end] for block in found] == expected


@given(
    st.lists(
        st.sampled_from(["He wrote:", "We go. ", "“No,” he said.", "The Post reported:", "\n", "\n\n", "- x", "Q: y"])
    )
)
def test_blocks_lie_apart_and_in_order(parts: list[str]) -> None:
    text, tables = "".join(parts), load_tables()
    passages = find_passages(text, tables)
    found = find_blocks(text, passages, find_quoted_spans(text, passages), tables)
    at = 0
    for block in found:
        lead = passages[block.lead]
        turn = lead.label is not None and lead.label[1] < block.start and block.end == lead.end
        assert turn or block.start == passages[block.lead + 1].start
        assert at <= lead.start < block.start < block.end <= len(text)
        at = block.start
    assert all(a.end <= b.start for a, b in pairwise(found))
