"""Typography: the characters that part a text, each set once: line ends, stops, dashes, hyphens, apostrophes, marks.

Sets of characters are strings and may stand in the class of a pattern; sets of tokens are frozen sets, for a token may
have two characters. Where a set differs from its neighbour, it says why. What quotation marks pair with which is in the
table `marks`; the letters of a name, as *O’Neill-Poe*, are written out in the patterns of names.
"""

from __future__ import annotations

__all__ = [
    "APOSTROPHES",
    "CLOSING_MARKS",
    "CLOSING_MARK_TOKENS",
    "COMPOUND_HYPHENS",
    "DASHES",
    "DASH_TOKENS",
    "DATELINE_DASHES",
    "DOUBLE_CLOSING_MARK_TOKENS",
    "DOUBLE_MARKS",
    "FULL_STOPS",
    "INVISIBLE",
    "LINE_ENDS",
    "NAME_HYPHENS",
    "NICKNAME_MARKS",
    "NO_INK",
    "OPENING_MARKS",
    "PHRASE_ENDS",
    "QUOTATION_MARK_TOKENS",
    "SENTENCE_ENDS",
    "SENTENCE_STOPS",
    "SET_OFF_DASHES",
    "SMALL_WORDS",
]

# Every character that `str.splitlines` parts a text at: old wires have \x0c, pages out of word processors \u2028.
LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
# What leaves no ink: a line that has nothing else is blank, an indentation of it is no part of a paragraph.
NO_INK = r"\s\x1c-\x1f\ufeff\u200b"
# What a reader does not see between two marks: zero-width and bidirectional controls, and the thin spaces that some
# houses set between ’ and ”. Unlike in NO_INK a blank is not among them: it tells which side a mark belongs to.
INVISIBLE = r"\p{Cf}\u2009\u200a\u202f"

# What surely ends a sentence: an ellipsis may as well stand within one.
FULL_STOPS = ".?!"
# What ends a sentence where a capital or the paragraph's end follows: He waited … Then he left.
SENTENCE_STOPS = f"{FULL_STOPS}…"
# Tokens that no phrase goes on over; an ellipsis only leaves words out of one: Ann Poe … the mayor.
PHRASE_ENDS = frozenset([*FULL_STOPS, ";"])
# Tokens that part what is said from what is told: behind an ellipsis the article speaks again.
SENTENCE_ENDS = PHRASE_ENDS | {"...", "…"}

# Between two words, or stuck on one: “…”–Ann Poe.
DASHES = "-–—"
# A dateline's dash may be typed as a horizontal bar or a minus, too: OSLO ― The, OSLO − The.
DATELINE_DASHES = "–—―−"
# Tokens that set an apposition off from its name: Ann Poe -- the mayor -- said.
SET_OFF_DASHES = frozenset([*DASHES, "--"])
# Tokens that a signature may stand behind as well: “Come as you are.” ~ Ann Poe.
DASH_TOKENS = SET_OFF_DASHES | {"―", "~"}
# What makes one word of two: vice-president, with the hyphens that do not break as well. The longer dash that joins
# names is not among them: in *the 2010–12 mayor* it joins no compound.
COMPOUND_HYPHENS = frozenset("-‐‑")
# What joins the parts of a name: Poe-Rao, the Foley–Ware inquiry.
NAME_HYPHENS = frozenset("-–")

APOSTROPHES = frozenset("'’")

# Tokens that are marks of quotation in the prose of papers; the table `marks` has rarer ones, too.
QUOTATION_MARK_TOKENS = frozenset(["“", "”", '"', "‘", "’", "'", "«", "»", "''", "``", "„"])
# The marks that no apostrophe looks like.
DOUBLE_MARKS = frozenset('“”"')
# What words in marks begin with; it may stand right behind a dateline's dash.
OPENING_MARKS = "\"“„«‘'"
# What may follow the last stop of words in marks; “ closes „so“ in German houses, « closes »so«.
CLOSING_MARKS = "\"”’'»«“"
# Tokens that close words in marks. A straight ' is not among them: mostly it is an apostrophe, the owners' own.
CLOSING_MARK_TOKENS = frozenset(["”", '"', "’", "''", "»"])
# Those of them that are never an apostrophe, nor open a quotation as » does in German houses.
DOUBLE_CLOSING_MARK_TOKENS = frozenset(["”", '"', "''"])
# What a nickname stands in, and what closes it: Ann “Nan” Poe, William (Bill) Rao.
NICKNAME_MARKS = {"“": "”", '"': '"', "(": ")", "‘": "’", "'": "'"}

# The words that are small in Title Case, too.
SMALL_WORDS = frozenset(
    ["a", "an", "and", "as", "at", "but", "by", "for", "in", "is", "it", "its", "not", "of", "off", "on", "or", "out"]
) | frozenset(["per", "so", "the", "to", "up", "via", "vs", "nor", "yet", "de", "la", "al", "el", "van", "von", "du"])
# And the longer prepositions, which some houses write with a capital.
SMALL_WORDS |= frozenset(["about", "after", "against", "amid", "before", "between", "from", "into", "onto", "over"])
SMALL_WORDS |= frozenset(["than", "through", "under", "upon", "with", "without"])
