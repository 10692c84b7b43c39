"""The encoder reader: a small fine-tuned transformer tags contents, cues and mentions and points from one to the other.

It runs as int8 ONNX, one window of the article a call, so that an article's answer does not depend on its neighbours.
Tags are decoded by the Viterbi algorithm under the rule that a span has a beginning and an end (Ratinov and Roth 2009);
each content’s pointer, over all its pieces, chooses among the cues and mentions that were tagged (Vinyals et al. 2015).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import numpy as np
import regex
from attrs import field, frozen

from quoteattr.cues import cue_at
from quoteattr.decisions import Floats
from quoteattr.document import Document, cues_between
from quoteattr.types import QuotationKind
from quoteattr.values import FoundCue, Mention, MentionKind, Passage, PassageKind, Pattern, Place, QuotedSpan, Report

__all__ = ["read_reports_with"]

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["WINDOW", "Window", "cut_windows"]

# Pieces in a window, with the two that stand at its ends.
WINDOW = 320
FIRST, LAST = 101, 102
# Numbers that the vocabulary leaves unused.
PARAGRAPH, OPENING, CLOSING = 1, 2, 3
SPECIAL_PARAGRAPHS = {PassageKind.HEADLINE: 4, PassageKind.BOILERPLATE: 5, PassageKind.BYLINE: 5, PassageKind.TURN: 6}
_SURROGATE = regex.compile(r"[\ud800-\udfff]")


@frozen
class Window:
    """A stretch of an article: the numbers of its pieces, with the two at its ends, and where each stands in the text.

    `offsets` are half-open character offsets; those of a piece that stands for no characters are empty.
    """

    pieces: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


def cut_windows(
    text: str, passages: Sequence[Passage], spans: Sequence[QuotedSpan], tokenizer: Tokenizer
) -> Iterator[Window]:
    """The windows of a text in order; each ends with a paragraph where one ends in its second half."""
    pieces, offsets, breaks = _number(text, passages, spans, tokenizer)
    start, room = 0, WINDOW - 2
    while start < len(pieces):
        end = min(start + room, len(pieces))
        if end < len(pieces):
            last_break = breaks[bisect_left(breaks, end + 1) - 1]
            end = last_break if last_break > start + room // 2 else end
        here, last = offsets[start][0], offsets[end - 1][1]
        yield Window((FIRST, *pieces[start:end], LAST), ((here, here), *offsets[start:end], (last, last)))
        start = end


def _number(
    text: str, passages: Sequence[Passage], spans: Sequence[QuotedSpan], tokenizer: Tokenizer
) -> tuple[list[int], list[tuple[int, int]], list[int]]:
    """The numbers of all pieces, their offsets, and the indices of those that start a paragraph."""
    marks = {at: OPENING for span in spans for at in range(span.start, span.inner_start)}
    marks |= {at: CLOSING for span in spans for at in range(span.inner_end, span.end)}
    starts = {passage.start: SPECIAL_PARAGRAPHS.get(passage.kind, PARAGRAPH) for passage in passages}
    to_come = sorted(starts, reverse=True)
    encoded = tokenizer.encode(_SURROGATE.sub("?", text), add_special_tokens=False)
    pieces: list[int] = []
    offsets: list[tuple[int, int]] = []
    breaks = [0]
    for number, (start, end) in zip(encoded.ids, encoded.offsets, strict=True):
        if to_come and start >= to_come[-1]:
            while to_come and start >= to_come[-1]:
                at = to_come.pop()
            breaks.append(len(pieces))
            pieces.append(starts[at])
            offsets.append((start, start))
        pieces.append(marks.get(start, number))
        offsets.append((start, end))
    return pieces, offsets, breaks


if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = [
    "KINDS",
    "Encoder",
    "MissingExtraError",
    "ReadSpan",
    "load_encoder",
    "read_spans",
    "spans_of_window",
    "tags_of_window",
]

KINDS = ("content", "source", "cue")
BEGIN, INSIDE, END, SINGLE = range(4)
OUTSIDE = 0
TAGS = 1 + 4 * len(KINDS)


class MissingExtraError(ImportError):
    """The encoder was asked for without the packages that it runs on."""


@frozen
class ReadSpan:
    """A tagged span in characters, half-open, with its probability; of a content also the chosen cue and source."""

    kind: str
    start: int
    end: int
    probability: float
    cue: tuple[int, int] | None = None
    source: tuple[int, int] | None = None


@frozen(eq=False)
class Encoder:
    """The network as an inference session of onnxruntime, and the tokenizer that numbers its pieces."""

    session: Any = field(repr=False)
    tokenizer: Tokenizer = field(repr=False)

    def scores(self, window: Window) -> tuple[Floats, Floats, Floats]:
        """Scores of tags (pieces, 13), and of pieces as the start of each piece's cue and source (pieces, pieces)."""
        found = self.session.run(None, {"pieces": np.array([window.pieces], dtype=np.int64)})
        tags, cues, sources = (np.asarray(array[0], dtype=np.float32) for array in found)
        return tags, cues, sources


@cache
def load_encoder() -> Encoder:
    """The packaged encoder. Raises MissingExtraError, which names the command, where its extra is not installed."""
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise MissingExtraError(
            'the encoder needs onnxruntime and tokenizers; install them with: pip install "quoteattr[encoder]"'
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    folder = files("quoteattr") / "data" / "encoder"
    with as_file(folder / "encoder.onnx") as network:
        session = onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Encoder(session, tokenizer)


def read_spans(document: Document, encoder: Encoder) -> tuple[ReadSpan, ...]:
    """Every content, cue and source of an article, in text order."""
    windows = cut_windows(document.text, document.passages, document.spans, encoder.tokenizer)
    return tuple(span for window in windows for span in spans_of_window(window, *encoder.scores(window)))


def spans_of_window(window: Window, tags: Floats, cues: Floats, sources: Floats) -> Iterator[ReadSpan]:
    """The spans of one window by the scores of its tags and pointers."""
    scores = _log_softmax(tags)
    read = _spans(tags_of_window(scores))
    spans = [(kind, start, end) for kind, start, end in read if window.offsets[start][0] < window.offsets[end - 1][1]]
    places = {kind: [(start, end) for k, start, end in spans if k == kind] for kind in KINDS}
    pointers = {"cue": _log_softmax(cues), "source": _log_softmax(sources)}
    best = scores.max(axis=1)
    for kind, start, end in spans:
        probability = float(np.exp(best[start:end].mean()))
        extent = (window.offsets[start][0], window.offsets[end - 1][1])
        if kind != "content":
            yield ReadSpan(kind, *extent, probability)
            continue
        chosen: list[tuple[int, int] | None] = []
        for other in ("cue", "source"):
            index = _pointed_at(pointers[other][start:end].mean(axis=0), places[other])
            first, last = places[other][index] if index is not None else (0, 0)
            chosen.append((window.offsets[first][0], window.offsets[last - 1][1]) if last else None)
        yield ReadSpan(kind, *extent, probability, *chosen)


def _pointed_at(scores: Floats, places: Sequence[tuple[int, int]]) -> int | None:
    """Which of the tagged spans the scores point at; None where the window's first piece, for nothing, is likelier."""
    if not places:
        return None
    likely = [float(np.logaddexp.reduce(scores[start:end])) for start, end in places]
    best = int(np.argmax(likely))
    return best if likely[best] >= float(scores[0]) else None


@cache
def _transitions() -> Floats:
    """0 from each tag (row) to those that may follow it, and minus infinity to others."""
    allowed = np.full((TAGS, TAGS), -np.inf, dtype=np.float32)
    part = [None, *(at for _ in KINDS for at in range(4))]
    kind = [None, *(k for k in range(len(KINDS)) for _ in range(4))]
    for one in range(TAGS):
        for other in range(TAGS):
            open_ = part[one] in (BEGIN, INSIDE)
            goes_on = part[other] in (INSIDE, END)
            if open_ == goes_on and (not open_ or kind[one] == kind[other]):
                allowed[one, other] = 0
    return allowed


def tags_of_window(scores: Floats) -> list[int]:
    """The likeliest sequence of tags in which every span that begins ends; a window may cut one at either edge."""
    allowed = _transitions()
    best = scores[0].copy()
    back = np.zeros(scores.shape, dtype=np.int64)
    for at in range(1, len(scores)):
        paths = best[:, None] + allowed
        back[at] = paths.argmax(axis=0)
        best = paths.max(axis=0) + scores[at]
    tags = [int(best.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        tags.append(int(back[at, tags[-1]]))
    return tags[::-1]


def _spans(tags: Sequence[int]) -> Iterator[tuple[str, int, int]]:
    start = 0
    for at, tag in enumerate(tags):
        if tag == OUTSIDE:
            continue
        kind, part = divmod(tag - 1, 4)
        if part in (BEGIN, SINGLE) or (at == 0 and part == INSIDE):
            start = at
        if part in (END, SINGLE) or at == len(tags) - 1:
            yield KINDS[kind], start, at + 1


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), dtype=np.float32)


def read_reports_with(encoder: Encoder, document: Document) -> tuple[Report, ...]:
    """The reports of an article as the encoder reads it, in text order."""
    return tuple(_reports(document, read_spans(document, encoder)))


def _reports(document: Document, spans: Sequence[ReadSpan]) -> Iterator[Report]:
    for span in spans:
        if span.kind != "content" or span.cue is None:
            continue
        start, end = _tokens(document, span.start, span.end)
        first, last = _tokens(document, *span.cue)
        if first >= last:
            continue
        cue = _cue(document, first, last)
        if start < end and not start <= cue.head < end:
            yield Report(
                start=document.doc[start].idx,
                end=document.offsets(start, end)[1],
                kind=QuotationKind.INDIRECT,
                cue=cue,
                mention=None if span.source is None else _mention(document, *_words(document, span.source)),
                pattern=Pattern.ENCODER,
                place=Place.AFTER if cue.head >= end else Place.BEFORE,
                probability=span.probability,
            )


def _tokens(document: Document, start: int, end: int) -> tuple[int, int]:
    """The tokens of which some characters lie from `start` to `end`."""
    return max(0, bisect_right(document.token_starts, start) - 1), bisect_left(document.token_starts, end)


def _words(document: Document, source: tuple[int, int]) -> tuple[int, int]:
    """The tokens of a stretch without white space and punctuation at its edges."""
    start, end = _tokens(document, *source)
    while start < end and not document.doc[start].is_alpha and not document.doc[start].like_num:
        start += 1
    while end > start and (document.doc[end - 1].is_space or document.doc[end - 1].is_punct):
        end -= 1
    return start, end


def _root(document: Document, start: int, end: int) -> int:
    doc = document.doc
    if not document.finder.parsed:
        return end - 1
    return next((i for i in range(start, end) if not start <= doc[i].head.i < end or doc[i].head.i == i), end - 1)


def _cue(document: Document, start: int, end: int) -> FoundCue:
    """The cue of the tables in the span, rather a listed one and the last; otherwise the span's own root."""
    found = cues_between(document, start, end)
    if found:
        return max(found, key=lambda cue: (cue.listed, cue.head))
    return cue_at(document.doc, start, end, _root(document, start, end), document.tables)


def _mention(document: Document, start: int, end: int) -> Mention | None:
    """The mention that the source's root belongs to, or the source as it stands; None where it has no word."""
    if start >= end:
        return None
    root = _root(document, start, end)
    found = document.finder.at(root)
    # A clerk, *Ebba Lind*: the apposition names whom the source describes.
    if found is not None and (found.kind is MentionKind.NAME or (found.start < end and start < found.end)):
        return found
    return Mention(start, end, root, MentionKind.DESCRIPTION)
