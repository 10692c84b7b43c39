"""Voice: who speaks where a cue's grammar leaves no choice, and whom a cue says to be told.

The subject of a passive is told, asked or quoted and does not speak (*Falk was told that*, *Asked whether …, Falk
replied*), unless it is quoted (*Falk was quoted by the Echo as saying*). What an outlet quotes is said by whom it
quotes: *the Echo quoted Falk as saying*.
"""

from __future__ import annotations

from quoteattr.parse.tokens import Token
from quoteattr.types import CueKind
from quoteattr.values import FoundCue

__all__ = ["is_told", "only_speakers", "quoting_verb"]

SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj"])
OBJECTS = frozenset(["dobj", "dative", "iobj"])
AUXILIARIES = frozenset(["aux", "auxpass"])
# Cues of other kinds have passives that are adjectives: *is determined to*, *was intended to*.
SAYING = frozenset([CueKind.SPEECH, CueKind.WRITING, CueKind.BELIEF, CueKind.PERCEPTION])
# Between *quoted* and *as saying*: quoted *the governor, Ann Poe,* as saying; a clause within commas has so many words.
NEAR = 16
CLAUSE = 30


def only_speakers(cue: FoundCue, head: Token, quoting: frozenset[str]) -> tuple[tuple[int, str], ...] | None:
    """Who alone may be speaking by a cue of that head, by token, with how each was reached; None where others may.

    Nobody may where whoever told is left out: *Falk was told that*. `quoting` are the words that say whom an outlet
    quotes.
    """
    quoted = quoting_verb(head, quoting)
    if quoted is not None:
        return _quoted(quoted)
    if cue.frames & {"after", "possessor", "experiencer"} or not (cue.listed and cue.kind in SAYING):
        return None
    if _is_passive(head, told="addressee" in cue.frames) or _lacks_hearer(cue, head):
        return tuple((i, "agent") for i in _agents(head))
    return None


def quoting_verb(head: Token, quoting: frozenset[str]) -> Token | None:
    """The verb of *quoted her as saying* that a cue is, or whose *saying* it is."""
    if head.lower_ in quoting:
        return head if _says_as(head) else None
    at = head.i - 1
    while at >= 0 and head.i - at < NEAR and head.doc[at].lower_ in ("also", "then", "later"):
        at -= 1
    if at < 0 or head.doc[at].lower_ != "as" or head.tag_ != "VBG":
        return None
    before = (head.doc[i] for i in range(at - 1, max(-1, at - NEAR), -1))
    return next((token for token in before if token.lower_ in quoting), None)


def _says_as(verb: Token) -> bool:
    """Whether *as saying* follows within the sentence."""
    for i in range(verb.i + 1, min(verb.i + NEAR, len(verb.doc) - 1)):
        if verb.doc[i].is_sent_start:
            return False
        if verb.doc[i].lower_ == "as" and any(t.tag_ == "VBG" for t in verb.doc[i + 1 : i + 3]):
            return True
    return False


def _quoted(verb: Token) -> tuple[tuple[int, str], ...]:
    """Whom a verb quotes: the object, the subject of the passive, or what a participle hangs on."""
    if _is_passive(verb, told=True):
        subjects = [child.i for child in verb.children if child.dep_ in SUBJECTS]
        if not subjects and verb.dep_ in ("acl", "relcl"):
            subjects = [verb.head.i]
        return tuple((i, "subject") for i in subjects)
    return tuple((child.i, "subject") for child in verb.rights if child.dep_ in OBJECTS)


def _is_passive(verb: Token, *, told: bool = False) -> bool:
    """Whether a verb is in the passive.

    Where it says to whom words go (`told`), a bare participle is passive, too, whatever its tag: *Told to go*, she
    went; *Falk, asked why*, laughed; they were stopped and *warned that*.
    """
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ not in ("VBN", "VBD") or any(child.dep_ in AUXILIARIES for child in verb.children):
        return False
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    if subjects:
        return told and all(_parted(subject, verb) for subject in subjects)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        alone = verb.tag_ == "VBN" or (told and not any(child.dep_ in OBJECTS for child in verb.rights))
        return alone and any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.head.children)
    return told and (verb.tag_ == "VBN" or verb.i == 0 or verb.is_sent_start or verb.dep_ == "acl")


def _lacks_hearer(cue: FoundCue, head: Token) -> bool:
    """Whether a verb that cannot do without a hearer has none behind it, as in headlines: Residents *told to* go."""
    behind = head.doc.stretch(cue.end, cue.end + 1).text.lower()
    return "hearer" in cue.frames and head.tag_ in ("VBD", "VBN") and behind in ("to", "that")


def _parted(subject: Token, verb: Token) -> bool:
    """Whether a comma alone parts a participle from what the parse takes for its subject: *Falk, told to go*, went."""
    comma = verb.i - 1
    if verb.i - subject.left_edge.i > CLAUSE:
        return False
    words = verb.doc[subject.left_edge.i : comma]
    closed = any(token.text == "," for token in verb.doc[verb.i : min(verb.i + CLAUSE, len(verb.doc))])
    return subject.i < comma and verb.doc[comma].text == "," and closed and not any(t.text == "," for t in words)


def _agents(verb: Token) -> list[int]:
    """Who does it by the *by* of a passive: was told *by Falk*."""
    by = (child for child in verb.rights if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"))
    return [part.i for preposition in by for part in preposition.children if part.dep_ == "pobj"]


def is_told(token: Token, cue: FoundCue, head: Token) -> bool:
    """Whether somebody, by their head, is told by a cue: told *Falk* that; *Falk* was told that."""
    if "addressee" not in cue.frames or token.head is not head:
        return False
    if token.dep_ in SUBJECTS:
        return _is_passive(head, told=True) or _lacks_hearer(cue, head)
    return token.dep_ in OBJECTS and any(child.dep_ in SUBJECTS for child in head.lefts)
