"""Finding the few documents that a part may come from.

In: documents, and the parts of an article. Out: for each part the documents to be aligned with it, read.

A `Library` is what `trace` looks things up in. It has one method, `candidates`: for all parts of an article at once, it
gives for each the readings that are worth aligning, the likeliest first, a handful at most. A reading has the document,
its words and voices, and on demand its attributions, so a library that keeps documents on disk need keep no more than
the `Document` and its `Article` as JSON: `read_document(document, lambda: Article.from_json(kept))` makes the reading.
The article is that of `text_to_attribute(document)`, in which blanks stand for layout.
What makes a document likely is up to the library: shared pairs of neighbouring words, weighted by how rare they are,
are enough (`shingles_of`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Protocol

from attrs import field, frozen

from quoteattr.tracing.matching import CLOSED_CLASS, weight_of
from quoteattr.tracing.reading import read_document, text_to_attribute
from quoteattr.tracing.texts import Part, Reading, Words
from quoteattr.tracing.values import Document
from quoteattr.types import Article

__all__ = ["HeldDocuments", "Library", "shingles_of"]

# Documents that a part is aligned with at most.
MOST_CANDIDATES = 8


class Library(Protocol):
    """Documents in which parts can be looked up."""

    def candidates(self, parts: Sequence[Part]) -> Sequence[Sequence[Reading]]:
        """For each part the readings of the documents that it may come from, the likeliest first."""


def shingles_of(words: Words) -> dict[str, float]:
    """What words are looked up by: pairs of neighbours and telling words, each with how much it tells."""
    found: dict[str, float] = {}
    forms = words.forms
    for first, second in pairwise(forms):
        found[f"{first} {second}"] = weight_of(first) + weight_of(second)
    for form in forms:
        if weight_of(form) > CLOSED_CLASS:
            found[form] = weight_of(form)
    return found


@frozen(eq=False, slots=False)
class HeldDocuments:
    """Documents in memory, or taken one by one out of a stream: only those that share words with parts are kept."""

    documents: Iterable[Document | Article] = field(repr=False)
    extract: Callable[[str], Article] = field(repr=False)

    def candidates(self, parts: Sequence[Part]) -> Sequence[Sequence[Reading]]:
        """Go through the documents once, and keep for each part those that share most of its shingles."""
        wanted = [shingles_of(part.words) for part in parts]
        by_shingle: dict[str, list[int]] = {}
        for index, shingles in enumerate(wanted):
            for shingle in shingles:
                by_shingle.setdefault(shingle, []).append(index)
        best: list[list[tuple[float, int, Reading]]] = [[] for _ in parts]
        for number, reading in enumerate(self._readings()):
            scores: dict[int, float] = {}
            for shingle in shingles_of(reading.words):
                for index in by_shingle.get(shingle, ()):
                    scores[index] = scores.get(index, 0.0) + wanted[index][shingle]
            for index, score in scores.items():
                best[index].append((-score, number, reading))
                if len(best[index]) > 4 * MOST_CANDIDATES:
                    best[index] = sorted(best[index], key=lambda row: row[:2])[:MOST_CANDIDATES]
        return [[row[2] for row in sorted(rows, key=lambda row: row[:2])[:MOST_CANDIDATES]] for rows in best]

    def sharing(self, _words: Sequence[str]) -> Iterator[Reading]:
        """Every document: what shares words with a text shows when they are compared."""
        return self._readings()

    def _readings(self) -> Iterator[Reading]:
        for number, item in enumerate(self.documents):
            if isinstance(item, Article):
                document = Document(id=f"article {number}", text=item.text, kind="article")
                yield read_document(document, partial(_given, item))
            else:
                yield read_document(item, partial(self._attribute, item))

    def _attribute(self, document: Document) -> Article:
        return self.extract(text_to_attribute(document))


def _given(article: Article) -> Article:
    return article
