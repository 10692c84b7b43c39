"""What was found of each token, read once from spaCy's arrays and laid end to end into the parse of an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import frozen
from spacy.attrs import (
    DEP,
    ENT_IOB,
    ENT_TYPE,
    HEAD,
    IS_ALPHA,
    IS_PUNCT,
    IS_QUOTE,
    IS_SPACE,
    IS_TITLE,
    IS_UPPER,
    LEMMA,
    LIKE_NUM,
    LOWER,
    ORTH,
    POS,
    SENT_START,
    SPACY,
    TAG,
)
from spacy.tokens import Doc

from quoteattr.parse import Parse, Token

__all__ = ["Annotated", "annotated", "end_to_end", "parse_of"]

# What a component can say of a token: tag, part of speech, lemma, dependency, entity label, and its place in that.
Annotation = tuple[str, str, str, str, str, str]
_SAID = (TAG, POS, LEMMA, DEP, ENT_TYPE)
_ENTITY_PLACES = ("", "I", "O", "B")

# What spaCy's tokens are asked for besides: strings, then numbers.
_STRINGS = (ORTH, LOWER)
_NUMBERS = (HEAD, SENT_START, SPACY, IS_ALPHA, IS_PUNCT, IS_QUOTE, IS_SPACE, IS_TITLE, IS_UPPER, LIKE_NUM)


@frozen
class Annotated:
    """A document with its tokens, heads and sentences, and what the other components said of each token."""

    doc: Doc
    words: Sequence[Annotation]


def parse_of(doc: Doc) -> Parse:
    """Read a spaCy document of a caller's own."""
    return end_to_end([annotated(doc)])


def end_to_end(parts: Sequence[Annotated | str]) -> Parse:
    """Join documents and raw strings; each raw string is one token that is a sentence of its own."""
    tokens: list[Token] = []
    at = 0
    for part in parts:
        if not isinstance(part, str):
            at = _add_tokens(part, tokens, at)
        elif part:
            tokens.append(_raw_token(part, len(tokens), at))
            at += len(part)
    parse = Parse(tokens)
    parse.text = "".join(part if isinstance(part, str) else part.doc.text for part in parts)
    for token in tokens:
        token.doc = parse
    return parse


def annotated(doc: Doc) -> Annotated:
    """Read all annotation from `doc` itself."""
    rows: Any = doc.to_array([*_SAID, ENT_IOB])
    *said, places = rows.reshape(len(doc), len(_SAID) + 1).T.tolist()
    columns = [_strings(doc, values) for values in said]
    return Annotated(doc, list(zip(*columns, (_ENTITY_PLACES[place] for place in places), strict=True)))


def _strings(doc: Doc, values: Sequence[int]) -> list[str]:
    names = {value: doc.vocab.strings[value] for value in set(values)}
    return [names[value] for value in values]


def _add_tokens(part: Annotated, tokens: list[Token], at: int) -> int:
    """Append the tokens of `part`, which begins at character `at`; returns where it ends."""
    first, doc = len(tokens), part.doc
    array = doc.to_array([*_STRINGS, *_NUMBERS]).reshape(len(doc), len(_STRINGS) + len(_NUMBERS))
    words = [_strings(doc, array[:, column].tolist()) for column in range(len(_STRINGS))]
    numbers = array[:, len(_STRINGS) :].astype(np.int64).T.tolist()
    new = [Token() for _ in range(len(doc))]
    lefts: dict[int, list[Token]] = {}
    rights: dict[int, list[Token]] = {}
    for i, (token, said, text, lower, head, starts, space, *flags) in enumerate(
        zip(new, part.words, *words, *numbers, strict=True)
    ):
        token.i, token.idx = first + i, at
        token.tag_, token.pos_, token.lemma_, token.dep_, token.ent_type_, token.ent_iob_ = said
        token.text, token.lower_ = text, lower
        token.whitespace_, token.is_sent_start = " " if space else "", starts == 1
        token.is_alpha, token.is_punct, token.is_quote, token.is_space = map(bool, flags[:4])
        token.is_title, token.is_upper, token.like_num = map(bool, flags[4:])
        token.head = new[i + head]
        if head:
            (lefts if head > 0 else rights).setdefault(i + head, []).append(token)
        at += len(text) + space
    for i, token in enumerate(new):
        token.lefts, token.rights = tuple(lefts.get(i, ())), tuple(rights.get(i, ()))
        token.children = token.lefts + token.rights
    tokens += new
    return at


def _raw_token(text: str, i: int, at: int) -> Token:
    token = Token()
    token.i, token.idx, token.text, token.lower_ = i, at, text, text.lower()
    token.tag_ = token.pos_ = token.lemma_ = token.ent_type_ = token.whitespace_ = ""
    token.dep_, token.ent_iob_ = "dep", "O"
    token.is_sent_start, token.is_space = True, text.isspace()
    token.is_alpha, token.is_title, token.is_upper = text.isalpha(), text.istitle(), text.isupper()
    token.is_punct = token.is_quote = token.like_num = False
    token.head, token.lefts, token.rights, token.children = token, (), (), ()
    return token
