"""Memory, for a pipeline that reads without end: what is kept between batches, and when garbage is looked for.

spaCy keeps every word that it has ever met, and its lemmatizer every lemma, and of new names there is no end. A memory
zone of spaCy 3.8 forgets at its end what was new in it. Within one, spaCy takes every word apart each time that it
stands there, so that words that come back, *said* and *the*, are made known before: most words of a text are such.

While a batch is read, a million values are made, and none of them is garbage yet. Python's collector runs each time
some hundred values were made, looks at all young ones again, and now and then at all others: of the time that this
takes, a tenth of the parse, half is saved by letting it rest.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager, nullcontext
from itertools import islice
from threading import RLock, get_ident
from typing import Any
from weakref import WeakKeyDictionary

import regex
from attrs import field, frozen
from spacy.language import Language
from spacy.pipeline import Lemmatizer

from quoteattr.lexicon.typography import LINE_ENDS
from quoteattr.parse.analysis import Analyze, analyze_as_spacy, end_to_end
from quoteattr.parse.tokens import Parse

__all__ = ["forgetting", "parse_texts", "uncollected"]

# A zone takes in whatever any thread reads with the pipeline meanwhile: one thread at a time.
_ONE_THREAD = RLock()
# The threads that have put Python's collector to rest.
_RESTING: set[int] = set()


def _begin_child() -> None:
    """Leave a process that was forked while another thread read with nothing held, and its collector awake."""
    _ONE_THREAD.release()
    if _RESTING:
        _RESTING.clear()
        gc.enable()


if hasattr(os, "register_at_fork"):
    # A process that is forked has no thread but its own: while it is made, nobody may be within.
    os.register_at_fork(before=_ONE_THREAD.acquire, after_in_parent=_ONE_THREAD.release, after_in_child=_begin_child)


# As many words as the tokenizer of spaCy remembers, and those of a batch or two that nobody has seen again.
MOST_FAMILIAR = 10_000
MOST_MET = 50_000


@frozen(eq=False)
class _Words:
    """Words of a pipeline's texts: those `met` in one batch alone so far, and those `familiar`, which two have."""

    met: set[str] = field(factory=set)
    familiar: set[str] = field(factory=set)

    def come_back(self, words: Set[str]) -> Set[str]:
        """Those of the `words` of a batch that become familiar, as long as not too many are."""
        if len(self.familiar) >= MOST_FAMILIAR:
            return frozenset()
        back = words & self.met
        self.familiar.update(back)
        if len(self.met) > MOST_MET:
            self.met.clear()
        self.met.update(words)
        self.met.difference_update(self.familiar)
        return back


_WORDS: WeakKeyDictionary[Language, _Words] = WeakKeyDictionary()


@contextmanager
def forgetting(nlp: Language, words: Set[str] = frozenset()) -> Iterator[None]:
    """Let `nlp` forget at the end of the block what it met for the first time within.

    Of the `words` within, those that an earlier block had are kept, up to a number.

    Docs that were made within must not be used behind it, and no other thread may make any with `nlp` meanwhile, unless
    it does so in such a block, too, which waits. Within a memory zone of the caller's nothing is done.
    """
    vocabulary: Any = nlp.vocab  # whose type stub knows nothing of zones
    with _ONE_THREAD:
        if vocabulary.in_memory_zone:
            yield
            return
        nlp.tokenizer(" ".join(_WORDS.setdefault(nlp, _Words()).come_back(words)))
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
    try:
        _RESTING.add(get_ident())
        gc.disable()
        yield
    finally:
        gc.enable()
        _RESTING.discard(get_ident())


# A piece for the parser is never longer than this many characters: a longer paragraph is cut at white space.
LONGEST_PIECE = 4_000
# What the tokenizer does not get to see: line ends, and runs without white space that it would take quadratic time on
# (40,000 quotation marks take minutes). No word of a news article is this long.
LONGEST_WORD = 200
# White space and words are looked at from their first character only: a run would else be read anew from each.
_UNPARSED = regex.compile(
    rf"(?<!\s)[^\S{LINE_ENDS}]*+[{LINE_ENDS}]\s*+|(?<!\S)\S{{{LONGEST_WORD},}}+|\A\s++|(?<!\s)\s++\Z"
)
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
        pieces = [_pieces(_SURROGATE.sub("\ufffd", text)) for text in batch]
        with forgetting(nlp, _words(pieces)) if forget else nullcontext(), uncollected():
            parses = _parse_batch(nlp, analyze, pieces)
        yield from parses


def _words(pieces: Sequence[Sequence[_Piece]]) -> Set[str]:
    """What the tokenizer takes apart."""
    return {word for of_text in pieces for piece in of_text if piece.parsed for word in piece.text.split()}


def _parse_batch(nlp: Language, analyze: Analyze, pieces: Sequence[Sequence[_Piece]]) -> list[Parse]:
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
