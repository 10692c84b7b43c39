"""Chains of reports: whose words a quotation is where one report stands in another.

Ann Poe said *her brother told her*, “…”: the words are the brother's, and Poe reports that he said them.
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.cues.cues import MARKS
from quoteattr.document.article import Document
from quoteattr.parse.tokens import Token
from quoteattr.types import CueKind
from quoteattr.values import FoundCue

__all__ = ["clause_start", "innermost_clause"]

SUBJECTS = frozenset(["nsubj", "nsubjpass"])
RELATIVES = frozenset(["WDT", "WP"])
OBJECTS = frozenset(["dobj", "dative", "attr", "acomp", "oprd", "xcomp", "ccomp"])
SUBORDINATING = frozenset(
    [
        "once",
        "when",
        "while",
        "after",
        "before",
        "if",
        "because",
        "as",
        "since",
        "until",
        "unless",
        "although",
        "though",
    ]
)
STEPS_UP = 6
GIVING_WORDS = frozenset([CueKind.SPEECH, CueKind.WRITING])
REPORTED = frozenset(["ccomp", "advcl", "xcomp", "conj", "pcomp"])


def innermost_clause(document: Document, start: int, cues: Sequence[FoundCue]) -> int | None:
    """Where the innermost of several reports that lead to a quotation at token `start` begins; None where one leads.

    `cues` stand before the quotation in its sentence, nearest first.
    """
    inner = next((cue for cue in cues if cue.listed and not cue.frames & {"after", "possessor"}), None)
    if inner is None or inner.kind not in GIVING_WORDS or not document.finder.parsed:
        return None
    head = document.doc[inner.head]
    clause = clause_start(head)
    if clause is None or not _leads(document, inner, head, start):
        return None
    return clause if any(_reports(document, cue, head, clause) for cue in cues if cue.head < clause) else None


def clause_start(head: Token) -> int | None:
    """Where a clause begins by its subject; None for one of a time or a relative: *once she* said, *who* said."""
    verb = head
    for _ in range(STEPS_UP):  # her father *used to* say
        if verb.dep_ == "xcomp" and not any(child.dep_ in SUBJECTS for child in verb.lefts):
            verb = verb.head
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    if subject is None or subject.tag_ in RELATIVES:
        return None
    subordinate = any(child.dep_ in ("mark", "advmod") and child.lower_ in SUBORDINATING for child in verb.lefts)
    return None if subordinate else subject.left_edge.i


def _leads(document: Document, cue: FoundCue, head: Token, start: int) -> bool:
    """Whether the quotation is what a cue reports: nothing else is its object but whom it tells."""
    doc = document.doc
    objects = [child for child in head.rights if child.dep_ in OBJECTS and child.i < start]
    told = objects[:1] if "addressee" in cue.frames else []
    if len(objects) > len(told):
        return False
    if doc[start - 1].text in (",", ":"):
        return True
    touches = cue.end == (told[0].left_edge.i if told else start) and (not told or told[0].right_edge.i + 1 == start)
    words = next((token for token in doc[start : start + 2] if token.text not in MARKS), None)
    return touches and words is not None and words.text[0].isupper()


def _reports(document: Document, cue: FoundCue, inner: Token, clause: int) -> bool:
    """Whether a cue reports the clause that begins at `clause`, with the verb `inner`."""
    doc = document.doc
    if "after" in cue.frames:
        return any(token.text == "," for token in doc[cue.end : clause])
    if not cue.listed or "possessor" in cue.frames:
        return False
    if cue.end >= clause - 1 and all(token.lower_ == "that" for token in doc[cue.end : clause]):
        return True
    at, head = inner, doc[cue.head]
    for _ in range(STEPS_UP):
        if at.head is not head and at.dep_ in REPORTED:
            at = at.head
    return at.head is head and at.dep_ == "ccomp"
