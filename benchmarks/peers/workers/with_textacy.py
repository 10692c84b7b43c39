"""textacy's `extract.direct_quotations`: marked words, a reporting verb beside them, the verb's subject.

It raises ValueError for an odd number of marks. Whole articles are what its documentation shows. Paragraph by paragraph
is what suits it best: a stray mark then costs one paragraph, and more quotations are found. It does not look at
entities, which can be disabled, and does not resolve who *he* is: its speaker is the words it found. Where entities are
left on, we add what a user would do next: a pronoun is the last person named before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import spacy
from protocol import attempt, piece, serve
from spacy.tokens import Doc, Token
from textacy.extract import direct_quotations


def load(pipeline: str, unit: str, *disabled: str) -> Any:
    """Read texts with the `pipeline` of that name without its pipes `disabled`; `unit` is article or paragraph."""
    nlp = spacy.load(pipeline, disable=disabled)
    pattern = re.compile({"article": r"(?s).+", "paragraph": r"[^\n]+"}[unit])

    def read(texts: list[str]) -> Iterator[dict[str, Any]]:
        counts = [len(pattern.findall(text)) for text in texts]
        units = ((match.group(), match.start()) for text in texts for match in pattern.finditer(text))
        docs = nlp.pipe(units, as_tuples=True)
        for count in counts:
            article = [next(docs) for _ in range(count)]
            persons = [
                (offset + entity.start_char, entity.text)
                for doc, offset in article
                for entity in doc.ents
                if entity.label_ == "PERSON"
            ]
            yield attempt(partial(_quotations, persons), *article)

    return read


def _quotations(persons: Sequence[tuple[int, str]], unit: tuple[Doc, int]) -> Iterator[dict[str, Any]]:
    doc, offset = unit
    for speaker, cue, content in direct_quotations(doc):
        found = partial(_piece, doc, offset)
        mention = found(speaker)
        before = [name for start, name in persons if start < mention["start"]]
        name = before[-1] if before and speaker[-1].pos_ == "PRON" else mention["text"]
        yield {"content": found(content), "speaker": name, "mention": mention, "cue": found(cue)}


def _piece(doc: Doc, offset: int, tokens: Sequence[Token]) -> dict[str, Any]:
    """From the first of the tokens to the last: two speakers come with the *and* between them."""
    span = doc[tokens[0].i : tokens[-1].i + 1]
    return piece(offset + span.start_char, offset + span.end_char, span.text)


if __name__ == "__main__":
    serve(load)
