"""The sets of characters that part a text, against what Python and the table of marks know of them."""

from __future__ import annotations

import sys

from quoteattr.lexicon.tables import load_tables
from quoteattr.lexicon.typography import (
    CLOSING_MARK_TOKENS,
    CLOSING_MARKS,
    LINE_ENDS,
    OPENING_MARKS,
    QUOTATION_MARK_TOKENS,
)


def test_line_ends_are_those_of_python() -> None:
    ends = {character for code in range(sys.maxunicode + 1) if len(f"a{(character := chr(code))}b".splitlines()) > 1}
    assert set(LINE_ENDS) == ends


def test_marks_of_quotation_are_in_the_table() -> None:
    glyphs = {row["glyph"] for row in load_tables().rows("marks")}
    assert {*QUOTATION_MARK_TOKENS, *CLOSING_MARK_TOKENS, *OPENING_MARKS, *CLOSING_MARKS} <= glyphs
