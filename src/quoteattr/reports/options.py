"""Contents: for each cue, every stretch of its sentence that may be what is reported, proposed by named patterns.

The parse proposes (clausal complements, objects, what hangs on *of* and *about*, the clause that a cue hangs on), and
so does the layout of the sentence, since a small parser errs on long ones: all before the cue's own clause, all behind
it, all behind *that*. Proposing is generous; `reports` decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from quoteattr.document import Document, cues_between, sentence_at
from quoteattr.lexicon import DASH_TOKENS, QUOTATION_MARK_TOKENS, SENTENCE_ENDS
from quoteattr.parse.tokens import Parse, Token
from quoteattr.values import FoundCue, Pattern

__all__ = ["Content", "joins_between", "propose_contents"]

# Children of a cue, by their label, that can be its content.
COMPLEMENTS = frozenset(
    ["ccomp", "xcomp", "pcomp", "acomp", "advcl", "acl", "relcl", "parataxis", "conj", "dep", "prep", "agent", "pobj"]
) | {"dobj", "dative", "attr", "oprd", "nsubj", "nsubjpass", "advmod"}
OBJECTS = frozenset(["dobj", "attr", "dative", "oprd"])
OF_OBJECTS = frozenset(["prep", "acl", "relcl", "ccomp"])
# What stands before the cue in its own clause, and behind it: *on Tuesday the mayor also* said *to reporters*.
CLAUSE_BEFORE = frozenset(["nsubj", "nsubjpass", "aux", "auxpass", "neg", "advmod", "expl"])
SUBJECTS = frozenset(["nsubj", "nsubjpass"])
FINITE = frozenset(["VBD", "VBZ", "VBP"])
# What a noun is said to be: her view *is that it will rain*.
EQUATED = frozenset(["ccomp", "xcomp"])
# A cue with these labels hangs on what it reports: *a bill that he called*; *the man accused of*.
HANGING = frozenset(["acl", "relcl", "amod", "pcomp", "advcl", "conj", "compound"])
SHARED = frozenset(["xcomp", "ccomp", "conj"])
SHARED_COMPLEMENTS = frozenset(["ccomp", "xcomp", "dobj", "prep"])
OPENINGS = frozenset(["that", "to", "if", "whether", "how", "why", "what"])
CONJUNCTIONS = frozenset(["but", "and", "so", "yet", "still"])
# The word that opens a content stands near its cue; sentences of more tokens than the longest are not prose.
NEAR = 25
LONGEST = 200
# From contents longer than this the last part may split off: …, *and he left*.
SPLITTABLE = 6
_SPLITTING = frozenset([",", "and", "but"])
_EDGES = QUOTATION_MARK_TOKENS | DASH_TOKENS | SENTENCE_ENDS | frozenset([",", ":"])


# What a complement of a cue is known by; any other is an object.
PATTERN_OF_LABEL = {
    "ccomp": Pattern.CLAUSAL_COMPLEMENT,
    "xcomp": Pattern.INFINITIVE,
    "parataxis": Pattern.PARATAXIS,
    "prep": Pattern.PREPOSITIONAL_COMPLEMENT,
    "agent": Pattern.PREPOSITIONAL_COMPLEMENT,
    "acl": Pattern.MODIFIER,
    "relcl": Pattern.MODIFIER,
    "nsubj": Pattern.SUBJECT,
    "nsubjpass": Pattern.SUBJECT,
}


@frozen
class Content:
    """What may be reported, as token indices, half-open; the `proposal` that it is, and what it is known by."""

    start: int
    end: int
    proposal: str
    pattern: Pattern


@frozen
class _Phrase:
    """Where a cue stands, by token: its `head`, its phrase from `left` to `right`, its sentence from `first` to `last`.

    Both ranges are half-open.
    """

    head: int
    left: int
    right: int
    first: int
    last: int


def propose_contents(document: Document, cue: FoundCue) -> tuple[Content, ...]:
    """The possible contents of a cue within its sentence, without the marks and punctuation at their edges."""
    doc, head = document.doc, document.doc[cue.head]
    start_of, end_of = sentence_at(document, cue.head)
    end_of = _end_of_relative(head, end_of)
    if end_of - start_of > LONGEST:
        return ()
    found: dict[tuple[int, int], tuple[str, Pattern]] = {}
    for start, end, proposal, pattern in _proposals(doc, cue, head, start_of, end_of):
        first, last = _trimmed(doc, start, end)
        if first < last and not first <= cue.head < last:
            found.setdefault((first, last), (proposal, pattern))
            if first > cue.head:
                cuts = {*_cuts(doc, first, last), *(at for at, _ in joins_between(document, cue, first, last))}
                for cut in sorted(cuts, reverse=True):
                    found.setdefault(_trimmed(doc, first, cut), (f"{proposal}, cut", pattern))
    return tuple(Content(*extent, *what) for extent, what in found.items() if extent[0] < extent[1])


def _end_of_relative(head: Token, last: int) -> int:
    """Where a content ends at the latest: within its commas: the gate, *which he said was open*, is."""
    edge = head.right_edge.i + 1
    return edge if head.dep_ == "relcl" and edge < last and head.doc[edge].text == "," else last


def _proposals(
    doc: Parse, cue: FoundCue, head: Token, first: int, last: int
) -> Iterator[tuple[int, int, str, Pattern]]:
    edges = {child.i: (child.left_edge.i, child.right_edge.i + 1) for child in head.children}
    left = min([head.i, *(start for start, _ in edges.values())])
    right = max([head.i + 1, *(end for _, end in edges.values())])
    phrase = _Phrase(head.i, left, right, first, last)
    for child in head.children:
        if child.dep_ in COMPLEMENTS:
            yield from _complement(child, phrase)
    before = min([cue.start, *(edges[c.i][0] for c in head.lefts if c.dep_ in CLAUSE_BEFORE)])
    behind = max([cue.end, *(edges[c.i][1] for c in head.rights if c.dep_ in SUBJECTS)])
    yield first, before, "before", Pattern.CUE_BEHIND
    yield cue.end, last, "behind", Pattern.CUE_BEFORE
    yield behind, last, "behind subject", Pattern.CUE_BEFORE
    if doc[first].lower_ in CONJUNCTIONS:
        yield first + 1, before, "before, no conjunction", Pattern.CUE_BEHIND
    yield first, left, "before phrase", Pattern.CUE_BEHIND
    yield right, last, "behind phrase", Pattern.CUE_BEFORE
    yield from _behind_opening(doc, cue.end, right, last)
    if head.pos_ == "NOUN" and head.dep_ == "nsubj" and head.head.lemma_ == "be":
        for part in head.head.rights:
            if part.dep_ in EQUATED:
                yield part.left_edge.i, part.right_edge.i + 1, f"equated {part.dep_}", Pattern.CLAUSAL_COMPLEMENT
    yield from _around(head, left)


def _complement(child: Token, phrase: _Phrase) -> Iterator[tuple[int, int, str, Pattern]]:
    """A complement alone, with what follows it in the phrase, and to the end of the sentence."""
    start, end = child.left_edge.i, child.right_edge.i + 1
    label, pattern = child.dep_, PATTERN_OF_LABEL.get(child.dep_, Pattern.OBJECT)
    yield start, end, label, pattern
    if start > phrase.head:
        yield start, phrase.right, f"{label} and phrase", pattern
        yield start, phrase.last, f"{label} to end", pattern
    else:
        yield phrase.first, end, f"start to {label}", Pattern.CUE_BEHIND
    if label in ("prep", "agent"):
        for part in child.rights:
            yield part.left_edge.i, part.right_edge.i + 1, f"{label} {part.dep_}", pattern
            yield part.left_edge.i, phrase.right, f"{label} {part.dep_} and phrase", pattern
    elif label == "conj":
        for part in child.rights:
            if part.dep_ in SHARED_COMPLEMENTS:
                yield part.left_edge.i, part.right_edge.i + 1, f"shared {part.dep_}", Pattern.SHARED_COMPLEMENT
    elif label in OBJECTS:
        for part in child.rights:
            if part.dep_ in OF_OBJECTS:
                yield part.left_edge.i, part.right_edge.i + 1, f"{label} {part.dep_}", pattern
            if part.dep_ == "prep":
                for inner in part.children:
                    yield inner.left_edge.i, inner.right_edge.i + 1, f"{label} prep {inner.dep_}", pattern


def _behind_opening(doc: Parse, start: int, right: int, last: int) -> Iterator[tuple[int, int, str, Pattern]]:
    """What a *that* or *to* opens, or a colon."""
    opening = next((i for i in range(start, min(last, start + NEAR)) if doc[i].lower_ in OPENINGS), None)
    if opening is not None:
        yield opening, last, "opening to end", Pattern.CLAUSAL_COMPLEMENT
        yield opening, right, "opening to phrase", Pattern.CLAUSAL_COMPLEMENT
    colon = next((i for i in range(start, last) if doc[i].text == ":"), None)
    if colon is not None:
        yield colon + 1, last, "behind colon", Pattern.COLON_LEAD_IN


def _around(head: Token, left: int) -> Iterator[tuple[int, int, str, Pattern]]:
    """What the cue itself hangs on, and what it shares with another verb: *he hopes to win*, *wrote and signed it*."""
    above = head.head
    if above is head:
        return
    if head.dep_ in HANGING:
        yield above.left_edge.i, left, "hung on, before", Pattern.MODIFIER
        yield above.i, above.i + 1, "hung on", Pattern.MODIFIER
    if head.dep_ in SHARED:
        for child in above.children:
            if child.dep_ in SHARED_COMPLEMENTS and child is not head:
                yield child.left_edge.i, child.right_edge.i + 1, f"shared {child.dep_}", Pattern.SHARED_COMPLEMENT


def _cuts(doc: Parse, start: int, end: int) -> Iterator[int]:
    """Where the last part of a content may split off: at its last comma, and at each *and* or *but* behind that."""
    if end - start <= SPLITTABLE:
        return
    for i in range(end - 2, start + 2, -1):
        word = doc[i].lower_
        if word in _SPLITTING:
            yield i
            if word == ",":
                return


def joins_between(document: Document, cue: FoundCue, start: int, end: int) -> Iterator[tuple[int, FoundCue]]:
    """Where, between two tokens, another cue may join this one and its content end: Poe said it was late *and warned*.

    With that cue. It has no subject of its own, and is finite as this one is, or a participle behind a comma or a dash.
    """
    doc = document.doc
    for other in cues_between(document, start + 1, end):
        verb = doc[other.head]
        if not other.listed or document.outermost[other.head] >= 0 or any(c.dep_ in SUBJECTS for c in verb.lefts):
            continue
        before = other.start - 1
        while before > start and doc[before].pos_ in ("ADV", "PART"):
            before -= 1
        word = doc[before].lower_
        participle = verb.tag_ == "VBG" and (word == "," or word in DASH_TOKENS)
        if participle or (word in ("and", "but") and verb.tag_ in FINITE and verb.tag_ == doc[cue.head].tag_):
            yield before, other


def _trimmed(doc: Parse, start: int, end: int) -> tuple[int, int]:
    while start < end and ((token := doc[start]).text in _EDGES or token.is_space):
        start += 1
    while end > start and ((token := doc[end - 1]).text in _EDGES or token.is_space):
        end -= 1
    return start, end
