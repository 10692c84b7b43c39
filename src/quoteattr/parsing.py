"""Text to one parse: paragraphs parsed apart in batches, then laid end to end over the caller's own offsets.

Parsing paragraph by paragraph is faster than parsing articles whole (spaCy pads a batch to its longest member) and
keeps a paragraph's parse independent of its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import regex
from attrs import frozen
from spacy.language import Language

from quoteattr.parse import Parse

__all__ = ["parse_texts"]

# A piece for the parser is never longer than this many characters: a longer paragraph is cut at white space.
LONGEST_PIECE = 4_000
# What the tokenizer does not get to see: line ends, and runs without white space that it would take quadratic time on
# (40,000 quotation marks take minutes). No word of a news article is this long.
LONGEST_WORD = 200
_UNPARSED = regex.compile(rf"\s*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*+|\S{{{LONGEST_WORD},}}+|\A\s++|\s++\Z")
_PIECE = regex.compile(rf"(?s).{{1,{LONGEST_PIECE}}}(?:(?<=\s)|\Z)|.{{1,{LONGEST_PIECE}}}")
_SURROGATE = regex.compile(r"[\ud800-\udfff]")


@frozen
class _Piece:
    """A stretch of one text: either a paragraph for the parser or what it must not see."""

    text: str
    parsed: bool


def parse_texts(nlp: Language, texts: Iterable[str], *, batch_size: int = 64, n_process: int = 1) -> Iterator[Parse]:
    """A parse of each of `texts`, in order: its text has the text's length, and its tokens have its offsets.

    Lone surrogates, which spaCy cannot take, are replaced one for one. `batch_size` counts texts; `n_process` is
    spaCy's own.
    """

    def keyed() -> Iterator[tuple[str, tuple[int, bool, str]]]:
        for number, text in enumerate(texts):
            pieces = _pieces(_SURROGATE.sub("\ufffd", text)) or [_Piece("", False)]
            for piece in pieces:
                yield (piece.text if piece.parsed else "", (number, piece.parsed, piece.text))

    parsed = nlp.pipe(keyed(), as_tuples=True, batch_size=batch_size * 4, n_process=n_process)
    for _, group in groupby(parsed, key=lambda item: item[1][0]):
        yield Parse.end_to_end([doc if is_parsed else raw for doc, (_, is_parsed, raw) in group])


def _pieces(text: str) -> list[_Piece]:
    """`text` cut into pieces that together are the whole text."""
    pieces: list[_Piece] = []
    at = 0
    for gap in _UNPARSED.finditer(text):
        pieces += [_Piece(match.group(), True) for match in _PIECE.finditer(text[at : gap.start()])]
        pieces.append(_Piece(gap.group(), False))
        at = gap.end()
    pieces += [_Piece(match.group(), True) for match in _PIECE.finditer(text[at:])]
    return pieces
