"""The measure of CPU time: plain `nlp.pipe` of spaCy's small English pipeline, which finds no quotation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import spacy
from protocol import attempt, serve


def load(pipeline: str) -> Any:
    """Read texts with the `pipeline` of that name."""
    nlp = spacy.load(pipeline)

    def read(texts: list[str]) -> Iterator[dict[str, Any]]:
        return (attempt(lambda _: (), doc) for doc in nlp.pipe(texts))

    return read


if __name__ == "__main__":
    serve(load)
