"""sayswho: textacy's idea with more pairs of marks, wider windows, and coreference by a second model.

Its own two models, en_core_web_lg and en_coreference_web_trf, are not on the package index. The small pipeline stands
in for the first. For the second there is no substitute: it is replaced by a tokenizer, which finds no clusters and
costs next to nothing, so that sayswho's speakers are the words it found, as textacy's are. `prep_text`, its default, is
left on: it changes the text, and what it finds is looked up in the original again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from protocol import attempt, piece, serve
from sayswho import SaysWho
from spacy.tokens import Token


def load(pipeline: str) -> Any:
    """Read texts with the `pipeline` of that name."""
    sayswho = SaysWho(base_nlp=pipeline, coref_nlp=pipeline)
    sayswho.coref_nlp = sayswho.base_nlp.make_doc

    def quotations(text: str) -> Iterator[dict[str, Any]]:
        sayswho.attribute(text)
        for speaker, cue, content in sayswho.quotes:
            mention = _piece(speaker)
            yield {"content": _piece(content), "speaker": mention["text"], "mention": mention, "cue": _piece(cue)}

    def read(texts: list[str]) -> Iterator[dict[str, Any]]:
        return (attempt(quotations, text) for text in texts)

    return read


def _piece(tokens: Sequence[Token]) -> dict[str, Any]:
    """From the first of the tokens to the last: two speakers come with the *and* between them."""
    span = tokens[0].doc[tokens[0].i : tokens[-1].i + 1]
    return piece(span.start_char, span.end_char, span.text)


if __name__ == "__main__":
    serve(load)
