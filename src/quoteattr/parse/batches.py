"""Text to one parse: paragraphs parsed apart in batches, then laid end to end over the caller's own offsets.

Parsing paragraph by paragraph is faster than parsing articles whole (spaCy pads a batch to its longest member) and
keeps a paragraph's parse independent of its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import islice

import regex
from attrs import frozen
from spacy.language import Language

from quoteattr.lexicon.typography import LINE_ENDS
from quoteattr.parse.analysis import Analyze, analyze_as_spacy
from quoteattr.parse.memory import forgetting, uncollected
from quoteattr.parse.spacy_arrays import end_to_end
from quoteattr.parse.tokens import Parse

__all__ = ["parse_texts"]

# A piece for the parser is never longer than this many characters: a longer paragraph is cut at white space.
LONGEST_PIECE = 4_000
# What the tokenizer does not get to see: line ends, and runs without white space that it would take quadratic time on
# (40,000 quotation marks take minutes). No word of a news article is this long.
LONGEST_WORD = 200
# White space is looked at from its first character only: a run of blanks would else be read anew from each of them.
_UNPARSED = regex.compile(rf"(?<!\s)[^\S{LINE_ENDS}]*+[{LINE_ENDS}]\s*+|\S{{{LONGEST_WORD},}}+|\A\s++|(?<!\s)\s++\Z")
_PIECE = regex.compile(rf"(?s).{{1,{LONGEST_PIECE}}}(?:(?<=\s)|\Z)|.{{1,{LONGEST_PIECE}}}")
_SURROGATE = regex.compile(r"[\ud800-\udfff]")


@frozen
class _Piece:
    """A stretch of one text: either a paragraph for the parser or what it must not see."""

    text: str
    parsed: bool


def parse_texts(
    nlp: Language, texts: Iterable[str], *, analyze: Analyze | None = None, forget: bool = False, batch_size: int = 64
) -> Iterator[Parse]:
    """A parse of each of `texts`, in order: its text has the text's length, and its tokens have its offsets.

    `nlp` tokenizes and `analyze` does the rest, by default as spaCy runs `nlp`; `batch_size` texts at a time. Lone
    surrogates, which spaCy cannot take, are replaced one for one. With `forget`, for a pipeline that nobody else uses,
    memory does not grow with the number of texts.
    """
    analyze = analyze or analyze_as_spacy(nlp)
    for batch in _batches(texts, batch_size):
        with forgetting(nlp) if forget else nullcontext(), uncollected():
            parses = _parse_batch(nlp, analyze, batch)
        yield from parses


def _parse_batch(nlp: Language, analyze: Analyze, texts: Sequence[str]) -> list[Parse]:
    pieces = [_pieces(_SURROGATE.sub("\ufffd", text)) for text in texts]
    docs = [nlp.make_doc(piece.text) for of_text in pieces for piece in of_text if piece.parsed]
    analyzed = iter(analyze(docs))
    return [end_to_end([next(analyzed) if piece.parsed else piece.text for piece in of_text]) for of_text in pieces]


def _batches(texts: Iterable[str], size: int) -> Iterator[list[str]]:
    texts = iter(texts)
    while batch := list(islice(texts, size)):
        yield batch


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
