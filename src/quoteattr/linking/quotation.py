"""Features of a quotation: what the scorer sees of it whatever the candidate, as readable strings.

A feature is present or absent; numbers come in buckets. Names are `group=value`, so that a weight can be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from quoteattr.cues.cues import is_so_called
from quoteattr.decisions.buckets import bucket
from quoteattr.document.article import Document
from quoteattr.lexicon.typography import DASH_TOKENS
from quoteattr.parse.tokens import Token
from quoteattr.values import PassageKind

__all__ = ["QuotationView", "quotation_features", "view_quotation"]

NAMING_WORDS = frozenset(
    [
        "word",
        "words",
        "term",
        "phrase",
        "called",
        "dubbed",
        "titled",
        "entitled",
        "so-called",
        "known",
        "named",
        "nicknamed",
        "labeled",
        "labelled",
    ]
)
COMMA_CLASSES = {",": "comma", ".": "stop", "!": "exclamation", "?": "question", ":": "colon", ";": "stop", "…": "stop"}


@frozen(eq=False)
class QuotationView:
    """One quoted span by its tokens: its edges, and whether its paragraph holds words outside quotation marks."""

    index: int
    start: int
    end: int
    words: tuple[Token, ...]
    ending: str
    before: str
    after: str
    alone: bool
    opens_paragraph: bool
    head: Token | None


def view_quotation(document: Document, index: int) -> QuotationView:
    """The view of outermost span `index`."""
    doc, span = document.doc, document.spans[index]
    start, end = document.token_spans[index]
    passage = document.passage_of[start]
    first, last = document.passage_tokens[passage] if passage >= 0 else (start, end)
    inside = [doc[i] for i in range(start, end)]
    inner = document.text[span.inner_start : span.inner_end].rstrip()
    return QuotationView(
        index=index,
        start=start,
        end=end,
        words=tuple(t for t in inside if t.is_alpha or t.like_num or "'" in t.text[1:-1] or "’" in t.text[1:-1]),
        ending=COMMA_CLASSES.get(inner[-1:], "dash" if inner[-1:] in DASH_TOKENS else "bare"),
        before=_edge_before(document, start, first),
        after=_edge_after(document, end, last),
        alone=passage not in document.told,
        opens_paragraph=start == first,
        head=next((t for t in inside if not t.is_punct and not start <= t.head.i < end), None)
        if document.finder.parsed
        else None,
    )


def _edge_before(document: Document, start: int, first: int) -> str:
    """What stands before the span: the paragraph's start, a mark, *that*, or another word by its class."""
    if start <= first:
        return "start"
    token = document.doc[start - 1]
    if document.outermost[start - 1] >= 0:
        return "quotation"
    if token.text in COMMA_CLASSES:
        return COMMA_CLASSES[token.text]
    if token.text in DASH_TOKENS:
        return "dash"
    if token.lower_ in ("that", "as", "to", "a", "an", "the", "of"):
        return token.lower_
    return token.pos_ or "word"


def _edge_after(document: Document, end: int, last: int) -> str:
    """What stands after the span, likewise; capital and small words apart."""
    if end >= last:
        return "end"
    token = document.doc[end]
    if document.outermost[end] >= 0:
        return "quotation"
    if token.text in COMMA_CLASSES:
        return COMMA_CLASSES[token.text]
    if token.text in DASH_TOKENS:
        return "dash"
    return ("Capital" if token.text[0].isupper() else "small") + (token.pos_ or "word")


def quotation_features(document: Document, view: QuotationView) -> tuple[str, ...]:
    """What speaks for speech or for nobody's words, whatever the candidate."""
    return tuple(_of_quotation(document, view))


def _of_quotation(document: Document, view: QuotationView) -> Iterator[str]:
    words = view.words
    span = document.spans[view.index]
    size = bucket(len(words))
    capitals = sum(word.text[0].isupper() for word in words)
    case = (
        "small" if not words or words[0].text[0].islower() else "title" if 2 * capitals > len(words) + 1 else "capital"
    )
    case = "title" if len(words) == 1 and case == "capital" else case
    yield f"length={size}"
    yield f"case={case}"
    yield f"ending={view.ending}"
    yield f"edge_before={view.before}"
    yield f"edge_after={view.after}"
    yield f"edges={view.before}|{view.ending}|{view.after}"
    yield f"length={size}|case={case}|ending={view.ending}"
    yield (
        f"mark={document.text[span.start : span.start + 1]}" if not document.text[span.start].isalnum() else "mark=none"
    )
    if view.alone:
        yield "alone"
    if view.opens_paragraph:
        yield "opens_paragraph"
    if not span.closed:
        yield "unclosed"
    if any(word.tag_ in ("VBD", "VBZ", "VBP", "MD") for word in words):
        yield "finite_verb"
        yield f"finite_verb|case={case}"
    if any(word.lower_ in ("i", "we", "you", "my", "our", "your", "me", "us") for word in words):
        yield "first_or_second_person"
    if view.head is not None:
        yield f"head_label={view.head.dep_}"
        yield f"head_label={view.head.dep_}|length={size}"
        governor = view.head.head
        yield f"governor={governor.pos_}|{view.head.dep_}"
    passage = document.passage_of[view.start]
    if passage >= 0 and document.passages[passage].kind is not PassageKind.BODY:
        yield f"passage={document.passages[passage].kind.value}"
    yield from _of_words_before(document, view)
    if view.index in document.repeated:
        yield "repeated"
    subject = any(word.dep_ in ("nsubj", "nsubjpass", "expl") for word in words)
    finite = any(word.tag_ in ("VBD", "VBZ", "VBP", "MD") for word in words)
    yield f"clause={subject}|{finite}|{view.before}"
    if words:
        yield f"clause={subject}|{finite}|{words[0].tag_}"
        yield f"first_word={words[0].tag_}"
        yield f"last_word={words[-1].tag_}|{view.ending}"
    yield f"also_in_marks={bucket(document.times_in_marks[document.words_in_marks[view.index]] - 1)}|length={size}"


def _of_words_before(document: Document, view: QuotationView) -> Iterator[str]:
    doc = document.doc
    so_called = view.start > 0 and is_so_called(doc, view.start - 1)
    if so_called:
        yield "so_called"
    for i in range(max(0, view.start - 3), view.start):
        if doc[i].lower_ in NAMING_WORDS and not so_called:
            yield f"naming_word={doc[i].lower_}"
    if view.start and doc[view.start - 1].is_alpha and not so_called:
        yield f"word_before={doc[view.start - 1].lower_}"
