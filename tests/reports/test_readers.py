"""Readers: which there are, what the encoder's needs, and what holds of what it reads."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from unicodedata import combining

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import quoteattr
from case_tables import cases
from extras import ENCODER, skip_without
from made_reports import read_document
from quoteattr.decisions import Floats
from quoteattr.reports import READERS
from quoteattr.reports.encoder import model
from quoteattr.reports.encoder.model import TAGS, Window, load_encoder
from strategies import examples, mark_soup

FIXTURES_ARE_SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
NEWS = (
    "Marta Okello said that the bridge would reopen in spring. The plan was “a disgrace”, Yusuf Demirel told the "
    "council in Izmir.\n\nAccording to Ingrid Falk, the mill must stay. “It is not for sale,” she added."
)
PARAGRAPH = "The harbour master said that the quay was closed and that no ferry would leave before noon. "


@pytest.fixture(scope="module")
def reading() -> quoteattr.Extractor:
    """Load an extractor with the encoder's reader; without its extra the tests that ask for it are skipped."""
    skip_without(*ENCODER)
    return quoteattr.load(reader="encoder")


@pytest.fixture
def no_onnxruntime(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hide onnxruntime, and an encoder that was loaded before."""
    load_encoder.cache_clear()
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    yield
    load_encoder.cache_clear()


def test_an_unknown_reader_is_refused_by_the_names_of_those_there_are() -> None:
    with pytest.raises(ValueError, match="no reader 'oracle': choose one of parse, encoder"):
        quoteattr.load(reader="oracle")


def test_the_default_reader_is_the_parse(extractor: quoteattr.Extractor) -> None:
    assert list(READERS) == ["parse", "encoder"]
    made_by = extractor.extract(NEWS).made_by
    assert made_by is not None
    assert (extractor.reader, made_by.reader) == ("parse", "parse")


@pytest.mark.usefixtures("no_onnxruntime")
def test_without_its_extra_the_encoder_names_the_command() -> None:
    with pytest.raises(ImportError, match=r'pip install "quoteattr\[encoder\]"') as raised:
        quoteattr.load(reader="encoder")
    assert isinstance(raised.value, model.MissingExtraError)


@pytest.mark.usefixtures("no_onnxruntime")
def test_without_its_extra_the_default_reader_works() -> None:
    assert quoteattr.load().extract(NEWS).quotations


def test_articles_name_the_encoder(reading: quoteattr.Extractor) -> None:
    made_by = reading.extract(NEWS).made_by
    assert made_by is not None
    assert (reading.reader, made_by.reader) == ("encoder", "encoder")


def test_an_article_is_read_alone_as_among_others(reading: quoteattr.Extractor) -> None:
    texts = [NEWS, PARAGRAPH * 40, "", "Said.", NEWS.upper()]
    alone = [reading.extract(text) for text in texts]
    assert list(reading.pipe(texts)) == alone
    assert list(reading.pipe(texts[::-1], batch_size=2)) == alone[::-1]


@given(text=mark_soup())
@settings(max_examples=examples(15), suppress_health_check=FIXTURES_ARE_SHARED)
def test_mark_soup_with_the_encoder(reading: quoteattr.Extractor, text: str) -> None:
    article = reading.extract(text)
    assert article.text == text
    assert quoteattr.Article.from_json(article.to_json()) == article


def test_the_encoder_needs_no_parse(reading: quoteattr.Extractor, blank: quoteattr.Extractor) -> None:
    article = quoteattr.load(blank.nlp, reader=reading.reader).extract(NEWS)
    assert article.text == NEWS
    assert article.quotations


# Windows of any scores: a row a piece.


@st.composite
def scored_windows(draw: st.DrawFn) -> tuple[Window, Floats, Floats, Floats]:
    """Draw a window of made-up pieces with scores of its tags and pointers; the two at its ends are part of no span."""
    length = draw(st.integers(2, 24))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scale = draw(st.sampled_from([0.0, 1.0, 30.0]))
    tags, cues, sources = (
        (rng.normal(size=(length, width)) * scale).astype(np.float32) for width in (TAGS, length, length)
    )
    tags[[0, -1], 1:] -= 1_000
    inner = [(3 * at, 3 * at + 2) for at in range(length - 2)]
    last = inner[-1][1] if inner else 0
    return Window((0,) * length, ((0, 0), *inner, (last, last))), tags, cues, sources


@st.composite
def scored_tags(draw: st.DrawFn) -> Floats:
    """Draw scores of the tags of a window, its ends no likelier to be outside than others."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scale = draw(st.sampled_from([0.0, 1.0, 30.0]))
    return (rng.normal(size=(draw(st.integers(1, 24)), TAGS)) * scale).astype(np.float32)


def _kind_and_part(tag: int) -> tuple[int, int]:
    return divmod(tag - 1, 4)


@given(scores=scored_tags())
@settings(max_examples=examples(200))
def test_every_span_that_begins_ends(scores: Floats) -> None:
    tags = model.tags_of_window(scores)
    assert len(tags) == len(scores)
    for at, (tag, following) in enumerate(pairwise(tags)):
        goes_on = following != model.OUTSIDE and _kind_and_part(following)[1] in (model.INSIDE, model.END)
        if tag != model.OUTSIDE and _kind_and_part(tag)[1] in (model.BEGIN, model.INSIDE):
            assert goes_on, at
            assert _kind_and_part(following)[0] == _kind_and_part(tag)[0], at
        else:
            assert not goes_on, at


@given(window=scored_windows())
@settings(max_examples=examples(200))
def test_spans_lie_in_the_window_in_order_and_point_at_tagged_ones(
    window: tuple[Window, Floats, Floats, Floats],
) -> None:
    spans = list(model.spans_of_window(*window))
    extents = [(span.start, span.end) for span in spans]
    assert extents == sorted(extents)
    assert all(0 <= start < end <= window[0].offsets[-1][1] for start, end in extents)
    assert all(end <= start for (_, end), (start, _) in pairwise(extents))
    of_kind = {kind: {(span.start, span.end) for span in spans if span.kind == kind} for kind in model.KINDS}
    for span in spans:
        assert 0 <= span.probability <= 1
        assert span.cue is None or (span.kind == "content" and span.cue in of_kind["cue"])
        assert span.source is None or (span.kind == "content" and span.source in of_kind["source"])


PARTS = {"begin": model.BEGIN, "inside": model.INSIDE, "end": model.END, "single": model.SINGLE}


def _tag(kind: str, part: str) -> int:
    return 1 + 4 * model.KINDS.index(kind) + PARTS[part]


@cases("reports/readers/sure")
def test_tags_to_spans(wanted: list[list[str] | None], expected: list[list[Any]]) -> None:
    length = len(wanted) + 2
    tags = np.zeros((length, TAGS), dtype=np.float32)
    tags[:, model.OUTSIDE] = 1
    for at, named in enumerate(wanted, 1):
        tags[at, _tag(*named) if named is not None else model.OUTSIDE] = 2
    for at in (0, length - 1):
        tags[at, model.OUTSIDE] = 9
    window = Window((0,) * length, ((0, 0), *((at, at + 1) for at in range(1, length - 1)), (length - 1, length - 1)))
    pointers = np.zeros((length, length), dtype=np.float32)
    assert [
        [span.kind, span.start, span.end] for span in model.spans_of_window(window, tags, pointers, pointers)
    ] == expected


TEXTS = {
    "short": NEWS,
    "one long paragraph": PARAGRAPH * 60,
    "many paragraphs": "\n\n".join([NEWS, PARAGRAPH] * 12),
    "lone surrogates": NEWS.replace("bridge", "bri\ud83dd\ude00ge\ud800"),
    "emoji and combining marks": NEWS.replace("Marta", "👩‍👩‍👧").replace("e", "e\u0301"),
    "a word without an end": "x" * 3_000,
    "empty": "",
    "white space": " \n\n \u2028",
}


def _words(gap: str) -> list[str]:
    """The characters of a gap that an encoder must see; an accent that stands by itself is none of them."""
    return [character for character in gap if not character.isspace() and not combining(character)]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_windows_cover_the_text_in_order(reading: quoteattr.Extractor, text: str) -> None:
    document = read_document(reading, text)
    windows = list(model.cut_windows(text, document.passages, document.spans, load_encoder().tokenizer))
    at = 0
    for window in windows:
        assert 2 < len(window.pieces) <= model.WINDOW
        assert len(window.offsets) == len(window.pieces)
        for start, end in window.offsets[1:-1]:
            assert at <= start <= end
            assert not _words(text[at:start])
            at = end
    assert not _words(text[at:])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_no_text_does_the_encoder_harm(reading: quoteattr.Extractor, text: str) -> None:
    assert reading.extract(text).text == text
