"""A paragraph that has nothing to do with the others leaves what is found in them as it was, but for the shift."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
import regex

import quoteattr
from mutations import PROJECT

ARTICLES = {
    file.stem: file.read_text(encoding="utf8").rstrip()
    for folder in (PROJECT / "docs" / "examples", PROJECT / "tests" / "corpus")
    for file in sorted(folder.glob("*.txt"))
}
# None of them has a name, a medium or words of the articles.
UNRELATED = {
    "plain": "Snow fell on the far hills overnight, and the roads stayed open.",
    "quotation": "“Every winter is longer than the last one,” a farmer said.",
    "person": "Ottoline Brask grows tulips by the coast.",
    "quotation and person": "“It will thaw by noon,” said Ottoline Brask, a forecaster.",
}
# Each article with one of them in turn, and with all of them in a slow run.
PAIRS = [
    pytest.param(name, paragraph, id=f"{name}-{kind}", marks=() if (number + turn) % 4 == 0 else pytest.mark.slow)
    for number, name in enumerate(ARTICLES)
    for turn, (kind, paragraph) in enumerate(UNRELATED.items())
]
_BORDER = regex.compile(r"\n\s*")
Extent = tuple[int, int]
# By the extent of a quotation: its kind, and the extents of cue and mention.
Found = dict[Extent, tuple[str, Extent | None, Extent | None]]


def found_in(article: quoteattr.Article, place: Callable[[Extent], Extent] = lambda extent: extent) -> Found:
    """What was found in an article, each extent as `place` moves it."""
    found: Found = {}
    for quotation in article.quotations:
        attribution = article.attribution_of(quotation)
        cue, mention = (attribution.cue, attribution.mention) if attribution is not None else (None, None)
        spans = (place((span.start, span.end)) if span is not None else None for span in (cue, mention))
        found[place((quotation.span.start, quotation.span.end))] = (quotation.kind.value, *spans)
    return found


def found_but_for(article: quoteattr.Article, start: int, end: int) -> Found:
    """What was found in an article outside its text from `start` to `end`, as if that were not there.

    What reaches from outside into that text keeps its extents as negative numbers, and is equal to nothing.
    """

    def moved(extent: Extent) -> Extent:
        if extent[1] <= start:
            return extent
        if extent[0] >= end:
            return extent[0] - (end - start), extent[1] - (end - start)
        return -extent[0], -extent[1]

    found = found_in(article, moved)
    return {extent: rest for extent, rest in found.items() if not start <= -extent[0] <= -extent[1] <= end}


def with_paragraph(text: str, border: int, paragraph: str) -> tuple[str, Extent]:
    """A text with a paragraph more before offset `border`, the beginning of one or the end; and what was added."""
    added = f"{paragraph}\n\n" if border < len(text) else f"\n\n{paragraph}"
    return text[:border] + added + text[border:], (border, border + len(added))


def middle(text: str) -> int:
    borders = [match.end() for match in _BORDER.finditer(text)]
    return borders[len(borders) // 2]


@cache
def _found(extractor: quoteattr.Extractor, text: str) -> Found:
    return found_in(extractor.extract(text))


def assert_unmoved(extractor: quoteattr.Extractor, text: str, border: int, paragraph: str) -> None:
    longer, (start, end) = with_paragraph(text, border, paragraph)
    assert found_but_for(extractor.extract(longer), start, end) == _found(extractor, text)


@pytest.mark.parametrize(("name", "paragraph"), PAIRS)
def test_a_paragraph_added_at_the_end(extractor: quoteattr.Extractor, name: str, paragraph: str) -> None:
    assert_unmoved(extractor, ARTICLES[name], len(ARTICLES[name]), paragraph)


@pytest.mark.parametrize(("name", "paragraph"), PAIRS)
def test_a_paragraph_removed_from_the_middle(extractor: quoteattr.Extractor, name: str, paragraph: str) -> None:
    """The longer article is the one from which it is removed."""
    assert_unmoved(extractor, ARTICLES[name], middle(ARTICLES[name]), paragraph)


@pytest.mark.xfail(strict=True, reason="a paragraph that stands between a quotation and its cue parts them")
@pytest.mark.parametrize("paragraph", UNRELATED.values(), ids=UNRELATED)
def test_a_paragraph_removed_from_between_a_cue_and_its_quotation(
    extractor: quoteattr.Extractor, paragraph: str
) -> None:
    text = (
        "The mayor of Sevo, Ann Obi, spoke to the crowd on Monday.\n\nThen she said:\n\n“We will not shut the bridge.”"
    )
    assert_unmoved(extractor, text, text.index("“We"), paragraph)


def test_a_person_removed_from_the_introduction_of_an_interview(extractor: quoteattr.Extractor) -> None:
    text = ARTICLES["clocks"]
    assert_unmoved(extractor, text, text.index("Q:"), UNRELATED["quotation and person"])


@pytest.mark.xfail(strict=True, reason="a quotation without a cue takes the one of the paragraph before")
def test_a_quotation_removed_from_before_one_that_has_no_cue(extractor: quoteattr.Extractor) -> None:
    text = next(text for text in ARTICLES.values() if "\"Everybody's asking about the cheese." in text)
    assert_unmoved(extractor, text, text.index('"Everybody'), UNRELATED["quotation and person"])


def test_the_check_sees_what_moves(extractor: quoteattr.Extractor) -> None:
    text = "“We will stay,” said Ann Obi.\n\n“Not I,” said Bo Tam."
    found, moved = _found(extractor, text), _found(extractor, text.replace("said Bo", "sighed Bo"))
    assert len(found) == 2
    assert found != moved
    assert found_but_for(extractor.extract(text), 31, len(text)) == dict(list(found.items())[:1])
