"""Issuers: who may be behind a document by the words around it: *Rao’s letter*, a suit *filed by Rao*.

What *the letter says* later are the words of that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quoteattr.document.article import Document
from quoteattr.document.discourse import Issue, Who
from quoteattr.lexicon.nouns import document_kinds
from quoteattr.parse.tokens import Token

__all__ = ["find_issues"]


SOURCES = frozenset({"from", "by", "of"})
# A verb hangs on the one whose subject it shares: *Rao resigned and wrote a letter*, *plans to file a suit*.
SHARING = frozenset({"conj", "xcomp", "advcl"})
FARTHEST = 3


def find_issues(document: Document, someone_at: Mapping[int, Who]) -> Iterator[Issue[Who]]:
    """Documents outside quotation marks and who is behind them, in text order; `someone_at` says whom a token names."""
    for token in document.doc:
        kind = document_kinds(document.tables).get(token.lower_) if token.pos_ == "NOUN" else None
        if kind is None or document.outermost[token.i] >= 0:
            continue
        for tie, noun in _ties(token):
            if noun.i in someone_at:
                yield Issue(token.i, kind, someone_at[noun.i], tie)


def _agents(verb: Token) -> list[Token]:
    """By whom something is done: a suit filed by *Rao*."""
    return [c for agent in verb.children if agent.dep_ == "agent" for c in agent.children if c.dep_ == "pobj"]


def _ties(document: Token) -> Iterator[tuple[str, Token]]:
    """The nouns that may be behind a document, and how they hang together with it."""
    for child in document.children:
        if child.dep_ in ("poss", "compound", "nmod"):
            yield ("possessor" if child.dep_ == "poss" else "modifier"), child
        if child.dep_ == "prep" and child.lower_ in SOURCES:
            yield from (("preposition", inner) for inner in child.children if inner.dep_ == "pobj")
        if child.dep_ == "acl":  # a suit *filed by* Rao
            yield from (("agent", agent) for agent in _agents(child))
        if child.dep_ == "relcl":  # the letter *that Rao wrote*
            yield from (("relative", inner) for inner in child.children if inner.dep_ == "nsubj")
    verb, tie = document.head, "object"
    if verb.dep_ == "prep":
        verb, tie = verb.head, f"object of {verb.lower_}"
    if document.dep_ not in ("dobj", "pobj", "obj") or verb.pos_ not in ("VERB", "AUX"):
        return
    for _ in range(FARTHEST):
        subjects = [child for child in verb.children if child.dep_ == "nsubj"]
        subjects += _agents(verb)
        if subjects or verb.dep_ not in SHARING:
            break
        verb = verb.head
    yield from ((tie, subject) for subject in subjects)
