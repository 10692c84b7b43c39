"""How much of an article stands in a document besides its quotations: what a press release gave.

In: an article, and documents or an index of them. Out: a `Reuse` for each document that shares a long run of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from attrs import field, frozen, validators

from quoteattr.tracing.documents import HeldDocuments
from quoteattr.tracing.reading import find_parts, fold, read_words
from quoteattr.tracing.texts import Part, Reading, Words
from quoteattr.tracing.values import Document
from quoteattr.types import Article, Span

__all__ = ["FEWEST_WORDS", "Reuse", "SharedStretch", "Shelf", "reuse"]

#: A shared stretch has as many words, or more.
FEWEST_WORDS = 8
# Where a document says the same again and again, so many places of a run are looked at.
MOST_PLACES = 16


@frozen(kw_only=True)
class SharedStretch:
    """A stretch of the article, outside marks, that the document has word for word, and where it has it."""

    article: Span = field(validator=validators.instance_of(Span))
    document: Span = field(validator=validators.instance_of(Span))


@frozen(kw_only=True)
class Reuse:
    """What of an article, outside marks, stands word for word in a document.

    `document` is its id, `stretches` are those of eight words and more, in the article's order, and `share` is their
    share of all the article's words, 0 to 1.
    """

    document: str = field(validator=validators.instance_of(str))
    stretches: tuple[SharedStretch, ...] = field(
        validator=validators.deep_iterable(validators.instance_of(SharedStretch), validators.instance_of(tuple))
    )
    share: float = field(validator=(validators.ge(0.0), validators.le(1.0)))


class Shelf(Protocol):
    """Documents among which those can be found that share long runs of words with a text."""

    def sharing(self, words: Sequence[str]) -> Iterable[Reading]:
        """The readings of those that share most of the long runs of `words`, the forms of a text."""


def reuse(article: Article | str, documents: Iterable[Document | Article] | Shelf) -> tuple[Reuse, ...]:
    """What `article` has, outside marks, word for word from each of `documents`, or of those in an index.

    The document with most comes first, of equals the earlier; those that share no stretch of eight words are left out.
    The time is linear in the words of the texts.
    """
    if isinstance(article, str):
        article = _extract(article)
    words = read_words(fold(article.text))
    own = _outside(words, find_parts(article))
    held: Any = documents
    shelf: Shelf = held if hasattr(documents, "sharing") else HeldDocuments(held, _extract)
    readings = shelf.sharing(words.forms)
    found = [shared for reading in readings if (shared := _of_document(article.text, words, own, reading)) is not None]
    return tuple(sorted(found, key=lambda shared: -shared.share))


def _extract(text: str) -> Article:
    from quoteattr.pipeline import extract  # noqa: PLC0415 - spaCy takes a second

    return extract(text)


def _outside(words: Words, parts: Sequence[Part]) -> list[bool]:
    """Of each unit, whether it stands outside marks."""
    inside = [False] * len(words)
    for part in parts:
        for word in range(words.first_at(part.span.start), words.first_at(part.span.end)):
            inside[word] = True
    return [not inside[owner] for owner in words.owners]


def _of_document(text: str, words: Words, own: Sequence[bool], reading: Reading) -> Reuse | None:
    theirs = reading.words
    stretches: list[SharedStretch] = []
    shared = 0
    for first, other, length in _stretches(words.forms, own, theirs.forms):
        begin, end = words.owners[first], words.owners[first + length - 1]
        at, last = theirs.owners[other], theirs.owners[other + length - 1]
        if end - begin + 1 < FEWEST_WORDS:
            continue
        shared += end - begin + 1
        stretches.append(
            SharedStretch(
                article=Span.of(text, words.starts[begin], words.ends[end]),
                document=Span.of(reading.document.text, theirs.starts[at], theirs.ends[last]),
            )
        )
    if not stretches:
        return None
    share = round(shared / len(words), 4)
    return Reuse(document=reading.document.id, stretches=tuple(stretches), share=share)


def _stretches(ours: Sequence[str], own: Sequence[bool], theirs: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the shared runs of units, none overlapping: where each begins here and there, and how long it is."""
    places: dict[tuple[str, ...], list[int]] = {}
    for start in range(len(theirs) - FEWEST_WORDS + 1):
        known = places.setdefault(tuple(theirs[start : start + FEWEST_WORDS]), [])
        if len(known) < MOST_PLACES:
            known.append(start)
    at = 0
    while at + FEWEST_WORDS <= len(ours):
        candidates = places.get(tuple(ours[at : at + FEWEST_WORDS]), ())
        lengths = [(_length(ours, own, theirs, at, other), -other) for other in candidates]
        length, other = max(lengths, default=(0, 0))
        if length >= FEWEST_WORDS:
            yield at, -other, length
            at += length
        else:
            at += 1


def _length(ours: Sequence[str], own: Sequence[bool], theirs: Sequence[str], at: int, other: int) -> int:
    """Count the units from `at` here and from `other` there on that are the same, up to the next marks."""
    most = min(len(ours) - at, len(theirs) - other)
    return next((n for n in range(most) if ours[at + n] != theirs[other + n] or not own[at + n]), most)
