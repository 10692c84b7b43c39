"""Cutting texts for pages: segments, and words that a page can hold."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from quoteattr.html.paragraphs import Layer, Use, cut, layers_of
from quoteattr.html.words import CLIPPED_LENGTH, clipped, plain, runs, writable
from quoteattr.types import Article
from strategies import articles, mark_soup


def layer(start: int, end: int, use: Use = Use.QUOTATION, quotation: int = 0) -> Layer:
    return Layer(start=start, end=end, use=use, quotation=quotation)


LAYERS = {"outer": layer(2, 8), "inner": layer(4, 6, Use.CUE), "crossing": layer(6, 10, Use.MENTION)}


@cases("html/page_segments/segments")
def test_segments_are_cut_at_every_edge(
    length: int, layers: list[str], edges: list[int], expected: list[list[Any]]
) -> None:
    names = {layer: name for name, layer in LAYERS.items()}
    segments = cut(length, [LAYERS[name] for name in layers], edges)
    assert [[one.start, one.end, [names[layer] for layer in one.layers]] for one in segments] == expected


@given(articles(), st.lists(st.integers(-3, 40)))
def test_segments_partition_the_text(article: Article, edges: list[int]) -> None:
    """Put together they are the text, and each has exactly the layers that cover it, outermost first."""
    layers = layers_of(article)
    segments = cut(len(article.text), layers, edges)
    assert "".join(article.text[one.start : one.end] for one in segments) == article.text
    assert all(one.start < one.end for one in segments)
    assert all(before.end == after.start for before, after in pairwise(segments))
    for segment in segments:
        covering = [one for one in layers if one.start <= segment.start and segment.end <= one.end]
        touching = [one for one in layers if one.start < segment.end and segment.start < one.end]
        assert list(segment.layers) == covering == touching


@given(articles())
def test_layers_are_the_marked_stretches(article: Article) -> None:
    marked = {(Use.QUOTATION, one.span.start, one.span.end) for one in article.quotations}
    for one in article.attributions:
        for use, span in ((Use.MENTION, one.mention), (Use.CUE, one.cue)):
            if span is not None:
                marked.add((use, span.start, span.end))
    layers = layers_of(article)
    assert {(one.use, one.start, one.end) for one in layers} == {one for one in marked if one[1] < one[2]}
    assert len(layers) == len(set(layers))


@given(mark_soup() | st.text(st.characters(exclude_categories=())))
def test_words_of_a_page_can_be_written(text: str) -> None:
    shown = writable(text)
    shown.encode()
    assert len(shown) == len(text)
    assert all(other in (one, "\ufffd") for one, other in zip(text, shown, strict=True))


def test_what_is_left_as_it_is() -> None:
    assert writable("a\tb\nc\r\nd é 🙂") == "a\tb\nc\r\nd é 🙂"
    assert writable(3) == 3


@given(mark_soup())
def test_runs_are_the_words_again(text: str) -> None:
    split = list(runs(text))
    assert "".join(run.words for run in split) == text
    assert all(len(run.words) == 1 for run in split if run.control)


def test_bidirectional_controls_are_runs_of_their_own() -> None:
    assert [(run.words, run.control) for run in runs("a\u202eb\u2069")] == [
        ("a", None),
        ("\u202e", "RLO"),
        ("b", None),
        ("\u2069", "PDI"),
    ]
    assert plain(" a\u202e\n b ") == "a\ufffd b"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("one\n two", "one two", id="a_line"),
        pytest.param("word " * 100, "word " * 51 + "word…", id="after_a_word"),
        pytest.param("x" * 400, "x" * CLIPPED_LENGTH + "…", id="within_one_word"),
    ],
)
def test_clipped(words: str, expected: str) -> None:
    assert clipped(words) == expected
