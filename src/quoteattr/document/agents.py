"""Reporters: who may be speaking by a cue: its subject or agent by the parse, and whoever stands next to it.

A small parser errs on long sentences with quotations in them, so that what stands beside a cue is proposed too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoteattr.document.article import Document, ends_sentence, is_age
from quoteattr.parse.tokens import Token
from quoteattr.values import FoundCue, Mention

__all__ = ["mentions_of"]

SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj"])
CLIMBED = frozenset(["conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "parataxis", "dep", "aux", "acomp", "attr"])


def mentions_of(document: Document, cue: FoundCue) -> Sequence[tuple[Mention, str]]:
    """Who may be speaking by this cue, and how each was reached: by the parse, and by what stands next to it."""
    found = document.mentions_of_cue.get(cue)
    if found is None:
        found = document.mentions_of_cue[cue] = tuple(_mentions_of(document, cue))
    return found


def _mentions_of(document: Document, cue: FoundCue) -> Iterator[tuple[Mention, str]]:
    seen: set[int] = set()
    for token, found_by in (*_by_frame(document, cue), *_by_parse(document.doc[cue.head]), *_by_place(document, cue)):
        mention = document.finder.at(_antecedent(document.doc[token]))
        if mention is not None and mention.head not in seen and not mention.start <= cue.head < mention.end:
            seen.add(mention.head)
            yield mention, found_by


def _antecedent(token: Token) -> int:
    """The word that a relative pronoun stands for: *Poe, who* has called; any other word stands for itself."""
    if token.lower_ not in ("who", "which", "that") or token.tag_ not in ("WP", "WDT"):
        return token.i
    clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None)
    return clause.head.i if clause is not None and clause.head.i < token.i else token.i


def _by_frame(document: Document, cue: FoundCue) -> Iterator[tuple[int, str]]:
    doc = document.doc
    if "after" in cue.frames:
        objects = [c.i for c in doc[cue.end - 1].children if c.dep_ == "pobj" and c.i >= cue.end]
        objects += [c.i for c in doc[cue.head].children if c.dep_ in ("dobj", "pobj") and c.i >= cue.end]
        yield from ((i, "frame") for i in objects)
        yield from ((i, "frame") for i in _heads_after(document, cue.end, 6))
    elif "possessor" in cue.frames:
        for child in doc[cue.head].children:
            if child.dep_ == "poss" or child.tag_ == "PRP$":
                yield child.i, "possessor"
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "by"):
                yield from ((c.i, "possessor") for c in child.children if c.dep_ == "pobj")
        if "noun" in cue.frames:
            yield from _by_light_verb(doc[cue.head])


def _by_light_verb(noun: Token) -> Iterator[tuple[int, str]]:
    """The subject of the verb whose object a noun is: *Rao* made the claim that; *she* is of the opinion that."""
    above = noun.head
    while above.dep_ in ("prep", "pobj", "dobj", "attr") and above.head is not above:
        above = above.head
    if above.pos_ in ("VERB", "AUX"):
        yield from ((child, "light verb") for child, _ in _by_parse(above))


def _by_parse(token: Token, depth: int = 0) -> Iterator[tuple[int, str]]:
    """The cue's subject, its agent, or the subject of what it hangs on: *Rao shrugged, saying*.

    The subject of a verb with an agent does not speak: Falk was told *by Rao*.
    """
    found = False
    has_agent = any(child.dep_ == "agent" for child in token.children)
    for child in token.children:
        if child.dep_ == "nsubjpass" and has_agent:
            found = True
        elif child.dep_ in SUBJECTS:
            found = True
            if child.lower_ in ("who", "which", "that") and token.dep_ == "relcl":
                yield token.head.i, "relative"
            else:
                yield child.i, "subject" if depth == 0 else "climbed"
        elif child.dep_ == "agent":
            yield from ((c.i, "agent") for c in child.children if c.dep_ == "pobj")
    if found or depth > 3:
        return
    if token.dep_ == "acl":
        yield token.head.i, "modified"
        # The parser hangs *calling* on Ruiz: Poe met Ruiz, *calling him a friend*.
        if token.tag_ == "VBG" and token.i and token.nbor(-1).text == ",":
            verb = next((ancestor for ancestor in token.head.ancestors if ancestor.pos_ == "VERB"), None)
            if verb is not None:
                yield from _by_parse(verb, depth + 1)
    elif token.dep_ in CLIMBED and token.head is not token:
        yield from _by_parse(token.head, depth + 1)


def _by_place(document: Document, cue: FoundCue) -> Iterator[tuple[int, str]]:
    """The nearest that can speak on either side: *said Ann Poe, mayor of …*; *Ann Poe, mayor of …, said*."""
    if "after" in cue.frames or "possessor" in cue.frames:
        return
    yield from ((i, "right") for i in _heads_after(document, cue.end, 3)[:1])
    yield from ((i, "left") for i in _heads_before(document, cue.start, 14)[:2])


def _heads_after(document: Document, start: int, reach: int) -> list[int]:
    doc, found = document.doc, []
    for i in range(start, min(start + reach, len(doc))):
        if document.outermost[i] >= 0 or doc[i].is_space or ends_sentence(doc[i]):
            break
        if _can_head(document, i):
            found.append(i)
    return found


def _heads_before(document: Document, end: int, reach: int) -> list[int]:
    doc, found = document.doc, []
    for i in range(end - 1, max(end - 1 - reach, -1), -1):
        if doc[i].is_space or ends_sentence(doc[i]):
            break
        if document.outermost[i] < 0 and _can_head(document, i):
            found.append(i)
    return found


def _can_head(document: Document, i: int) -> bool:
    token = document.doc[i]
    if i in document.finder.name_of_token:
        return True
    if token.pos_ == "PRON":
        return token.tag_ != "PRP$"
    if is_age(token):
        return True
    return token.pos_ == "NOUN" and token.dep_ in (
        "nsubj",
        "nsubjpass",
        "appos",
        "ROOT",
        "pobj",
        "conj",
        "dobj",
        "attr",
        "dep",
    )
