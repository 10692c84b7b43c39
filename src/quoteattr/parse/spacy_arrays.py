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
    LEMMA,
    ORTH,
    POS,
    SENT_START,
    SPACY,
    TAG,
)
from spacy.tokens import Doc
from spacy.vocab import Vocab

from quoteattr.parse.tokens import Parse, Token

__all__ = ["Annotated", "Forms", "Place", "Said", "annotated", "blanked", "end_to_end", "parse_of"]

# What components say of a token: tag, part of speech, lemma and dependency; and the label of the entity that it is in,
# with its place there: B, I or O.
Said = tuple[str, str, str, str]
Place = tuple[str, str]
_SAID = (TAG, POS, LEMMA, DEP)
_ENTITY_PLACES = ("", "I", "O", "B")

# What a word is wherever it stands: its text, that in lower case, whether it is alphabetic, punctuation, a quotation
# mark or a blank, written as a title or in capitals, like a number.
Form = tuple[str, str, bool, bool, bool, bool, bool, bool, bool]


class Forms(dict[int, Form]):
    """The forms of words by their keys in a vocabulary, each looked up once."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self.vocab = vocab

    def __missing__(self, key: int) -> Form:
        word: Any = self.vocab[key]
        self[key] = form = (
            word.orth_,
            word.lower_,
            word.is_alpha,
            word.is_punct,
            word.is_quote,
            word.is_space,
            word.is_title,
            word.is_upper,
            word.like_num,
        )
        return form


@frozen
class Annotated:
    """A document with its tokens, heads and sentences, and of each token its form, what was said, and its place."""

    doc: Doc
    forms: Sequence[Form]
    said: Sequence[Said]
    places: Sequence[Place]


def parse_of(doc: Doc) -> Parse:
    """Read a spaCy document of a caller's own."""
    return end_to_end([annotated(doc, Forms(doc.vocab))])


def blanked(parse: Parse, text: str) -> Parse:
    """A parse whose tokens are blanks where `text`, which has its length and offsets, has blanks for their letters."""
    for token in parse:
        if text[token.idx] != token.text[:1] and not text[token.idx : token.idx + len(token)].strip():
            token.text = token.lower_ = " " * len(token)
            token.tag_, token.pos_, token.dep_ = "_SP", "SPACE", "dep"
            token.ent_type_, token.ent_iob_ = "", "O"
            token.is_space, token.is_alpha = True, False
            token.is_punct = token.is_quote = token.is_title = token.is_upper = token.like_num = False
    parse.text = text
    return parse


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


def annotated(doc: Doc, forms: Forms) -> Annotated:
    """Read all annotation from `doc` itself; `forms` are those of its vocabulary."""
    rows: Any = doc.to_array([ORTH, ENT_IOB, ENT_TYPE, *_SAID])
    orths, places, labels, *said = rows.reshape(len(doc), len(_SAID) + 3).T.tolist()
    return Annotated(
        doc,
        [forms[orth] for orth in orths],
        list(zip(*(_strings(doc, values) for values in said), strict=True)),
        list(zip(_strings(doc, labels), (_ENTITY_PLACES[place] for place in places), strict=True)),
    )


def _strings(doc: Doc, values: Sequence[int]) -> list[str]:
    names = {value: doc.vocab.strings[value] for value in set(values)}
    return [names[value] for value in values]


def _add_tokens(part: Annotated, tokens: list[Token], at: int) -> int:
    """Append the tokens of `part`, which begins at character `at`; returns where it ends."""
    first, doc = len(tokens), part.doc
    rows: Any = doc.to_array([HEAD, SENT_START, SPACY])
    heads, starts, spaces = rows.reshape(len(doc), 3).astype(np.int64).T.tolist()
    new = [Token() for _ in range(len(doc))]
    lefts: dict[int, list[Token]] = {}
    rights: dict[int, list[Token]] = {}
    for i, (token, form, said, place, head, begins, space) in enumerate(
        zip(new, part.forms, part.said, part.places, heads, starts, spaces, strict=True)
    ):
        token.i, token.idx = first + i, at
        (
            token.text,
            token.lower_,
            token.is_alpha,
            token.is_punct,
            token.is_quote,
            token.is_space,
            token.is_title,
            token.is_upper,
            token.like_num,
        ) = form
        token.tag_, token.pos_, token.lemma_, token.dep_ = said
        token.ent_type_, token.ent_iob_ = place
        token.whitespace_, token.is_sent_start = " " if space else "", begins == 1
        token.head = new[i + head]
        if head:
            (lefts if head > 0 else rights).setdefault(i + head, []).append(token)
        at += len(form[0]) + space
    for i, token in enumerate(new):
        token.lefts = tuple(lefts[i]) if i in lefts else ()
        token.rights = tuple(rights[i]) if i in rights else ()
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
