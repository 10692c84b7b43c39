"""Memory, for a pipeline that reads without end: what is kept between batches, and when garbage is looked for.

spaCy keeps every word that it has ever met, and its lemmatizer every lemma, and of new names there is no end. A memory
zone of spaCy 3.8 forgets at its end what was new in it.

While a batch is read, a million values are made, and none of them is garbage yet. Python's collector runs each time
some hundred values were made, looks at all young ones again, and now and then at all others: of the time that this
takes, a tenth of the parse, half is saved by letting it rest.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import islice
from threading import RLock
from typing import Any

import regex
from attrs import frozen
from spacy.language import Language
from spacy.pipeline import Lemmatizer

from quoteattr.lexicon.typography import LINE_ENDS
from quoteattr.parse.analysis import Analyze, analyze_as_spacy, end_to_end
from quoteattr.parse.tokens import Parse

__all__ = ["forgetting", "parse_texts", "uncollected"]

# A zone takes in whatever any thread reads with the pipeline meanwhile: one thread at a time.
_ONE_THREAD = RLock()
if hasattr(os, "register_at_fork"):
    # A process that is forked has no thread but its own: while it is made, nobody may be within.
    os.register_at_fork(
        before=_ONE_THREAD.acquire, after_in_parent=_ONE_THREAD.release, after_in_child=_ONE_THREAD.release
    )


@contextmanager
def forgetting(nlp: Language) -> Iterator[None]:
    """Let `nlp` forget at the end of the block what it met for the first time within.

    Docs that were made within must not be used behind it, and no other thread may make any with `nlp` meanwhile, unless
    it does so in such a block, too, which waits. Within a memory zone of the caller's nothing is done.
    """
    vocabulary: Any = nlp.vocab  # whose type stub knows nothing of zones
    with _ONE_THREAD:
        if vocabulary.in_memory_zone:
            yield
            return
        try:
            with nlp.memory_zone():
                yield
        finally:
            for _, component in nlp.pipeline:
                if isinstance(component, Lemmatizer):
                    component.cache.clear()


@contextmanager
def uncollected() -> Iterator[None]:
    """Within it the cyclic collector rests, in all threads; where it rests already, it goes on resting behind it.

    Of two threads within, the first one out wakes it: the other is then slower, no worse.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


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
