"""A baseline, to show how hard the task is: every marked string of four words or more, and the nearest person to it.

Marks are paired within a paragraph. The speaker is the person, by the entities of spaCy's small pipeline, whose name
stands nearest outside all marks: in the same paragraph if there is one, else before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import spacy
from protocol import attempt, piece, serve
from spacy.tokens import Doc, Span

MARKED = re.compile(r"“[^”\n]+”|\"[^\"\n]+\"")
MIN_WORDS = 4


def load(pipeline: str) -> Any:
    """Read texts with the `pipeline` of that name."""
    nlp = spacy.load(pipeline, exclude=["parser", "tagger", "lemmatizer", "attribute_ruler"])

    def read(texts: list[str]) -> Iterator[dict[str, Any]]:
        return (attempt(_quotations, doc) for doc in nlp.pipe(texts))

    return read


def _quotations(doc: Doc) -> Iterator[dict[str, Any]]:
    marked = [match.span() for match in MARKED.finditer(doc.text)]
    persons = [
        entity
        for entity in doc.ents
        if entity.label_ == "PERSON" and not any(start <= entity.start_char < end for start, end in marked)
    ]
    for start, end in marked:
        words = doc.text[start:end]
        if len(words.split()) >= MIN_WORDS:
            person = _nearest(doc.text, persons, start, end)
            yield {
                "content": piece(start, end, words),
                "speaker": person and person.text,
                "mention": person and piece(person.start_char, person.end_char, person.text),
                "cue": None,
            }


def _nearest(text: str, persons: list[Span], start: int, end: int) -> Span | None:
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    beside = [p for p in persons if p.start_char >= first and (last < 0 or p.end_char <= last)]
    before = [p for p in persons if p.end_char <= start]
    return min(
        beside or before,
        key=lambda p: start - p.end_char if p.end_char <= start else p.start_char - end,
        default=None,
    )


if __name__ == "__main__":
    serve(load)
