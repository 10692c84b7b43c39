"""Labels: who is named before a colon, `MAYOR ROSS: “…”`, `The mayor: “…”`, `NF: …`, and who asks and who answers.

A label is its head and what stands behind that, an outlet or a role behind a comma, a remark in brackets: *ANNA HOLM*,
CNB ANCHOR; *Ann Poe* (through translator). Only the head says who speaks.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from quoteattr.document import Document, cues_between, ends_sentence
from quoteattr.lexicon import DASH_TOKENS, Tables, noun_class
from quoteattr.values import Mention, MentionKind, Name, NameKind

__all__ = ["described_before", "in_label", "interviewee", "interviewer", "named_before", "part_of"]

# A label has no more tokens than this.
LONGEST_LABEL = 13
LONGEST_INITIALS = 4
# What ends the head of a label.
BEHIND_HEAD = frozenset([",", "(", "["])
SPEAKERS = frozenset(["person", "body"])
# A word that says what somebody interviewed is for: *reporter* Ann Lee, our *editor*, Ann Lee.
NEAR = 3


def named_before(document: Document, start: int) -> Mention | None:
    """The name in the label before the quotation that begins at token `start`: `Poll trouble - Nurse Ann Poe: “…”`."""
    label = _before_colon(document, start)
    return _named(document, *_head_of(document, *label)) if label else None


def described_before(document: Document, start: int) -> Mention | None:
    """The person or body that a label before a quotation describes, and nothing else: `A neighbour: “…”`."""
    label = _before_colon(document, start)
    if label is None or not _opens_line(document, label[0]) or _named(document, *_head_of(document, *label)):
        return None
    return _described(document, *_head_of(document, *label))


def in_label(document: Document, start: int, end: int) -> Mention:
    """The mention that the label of a turn is, tokens `start` to `end`, without its colon.

    That is a name in it, a name of the article that it cuts to its last word or to its initials, or the label itself.
    """
    start, end = _head_of(document, start, end)
    initials = document.initials.get(document.doc.stretch(start, end).text.replace(".", "").casefold())
    named = _named(document, start, end) if initials is None else None
    if named is not None:
        return named
    number = document.surnames.get(document.doc[end - 1].lower_) if initials is None else initials
    kind = MentionKind.DESCRIPTION if number is None else MentionKind.NAME
    return Mention(start, end, end - 1, kind, number)


def part_of(document: Document, passage: int) -> str | None:
    """The part in an interview that the label of a turn stands for, "question" or "answer", if it stands for one."""
    label = document.passages[passage].label
    return _parts(document.tables).get(document.text[slice(*label)]) if label is not None else None


def interviewee(document: Document) -> Mention | None:
    """Who answers the questions of an interview: the one named most before them who is no journalist."""
    people = _people_before_turns(document)
    asking = {name.text.split()[-1] for name in people if _is_journalist(document, name)}
    times = Counter(name.text.split()[-1] for name in people)
    guests = [name for name in people if name.text.split()[-1] not in asking]
    name = max(guests, key=lambda name: (times[name.text.split()[-1]], name.start), default=None)
    return None if name is None else _mention(document, name)


def interviewer(document: Document) -> Mention | None:
    """Who asks the questions: a journalist whom the text before them names."""
    names = (name for name in _people_before_turns(document) if _is_journalist(document, name))
    name = next(names, None)
    return None if name is None else _mention(document, name)


def _people_before_turns(document: Document) -> list[Name]:
    labelled = zip(document.passages, document.passage_tokens, strict=True)
    first = next((start for passage, (start, _) in labelled if passage.label is not None), 0)
    return [name for name in document.names if name.kind is NameKind.PERSON and name.end <= first]


def _is_journalist(document: Document, name: Name) -> bool:
    before = document.doc[max(0, name.start - NEAR) : name.start]
    behind = document.doc[name.end : name.end + NEAR + 1]
    words = {token.lower_ for token in (*before, *(behind if behind and behind[0].text == "," else ()))}
    return not words.isdisjoint(_journalists(document.tables))


def _mention(document: Document, name: Name) -> Mention:
    return Mention(name.start, name.end, name.end - 1, MentionKind.NAME, document.names.index(name))


def _before_colon(document: Document, start: int) -> tuple[int, int] | None:
    """The tokens of the label, without verb or cue, that a colon ends right before token `start`."""
    doc, colon = document.doc, start - 1
    while colon > 0 and doc[colon].is_space and "\n" not in doc[colon].text:
        colon -= 1
    if colon < 1 or doc[colon].text != ":":
        return None
    first = colon
    while first > 0 and colon - first < LONGEST_LABEL:
        token = doc[first - 1]
        if token.is_space or ends_sentence(token) or token.text in DASH_TOKENS or document.outermost[token.i] >= 0:
            break
        if token.pos_ == "VERB" or any(cue.listed for cue in cues_between(document, token.i, token.i + 1)):
            return None
        first -= 1
    return (first, colon) if first < colon else None


def _opens_line(document: Document, at: int) -> bool:
    """Whether nothing stands before token `at` in its paragraph but the end of a sentence."""
    first = document.passage_tokens[document.passage_of[at]][0] if document.passage_of[at] >= 0 else at
    return at == first or ends_sentence(document.doc[at - 1]) or document.doc[at - 1].is_space


def _head_of(document: Document, start: int, end: int) -> tuple[int, int]:
    """The tokens of a label before the comma or bracket that goes on after them."""
    behind = next((i for i in range(start + 1, end) if document.doc[i].text in BEHIND_HEAD), end)
    return start, behind


def _named(document: Document, start: int, end: int) -> Mention | None:
    """The last name in tokens `start` to `end`, a person's before others: Nurse manager *Ann Poe*."""
    numbers = sorted(
        {document.finder.name_of_token[i] for i in range(start, end) if i in document.finder.name_of_token}
    )
    if _is_described(document, start, end):
        return None
    people = [n for n in numbers if document.names[n].kind is NameKind.PERSON]
    numbers = people if people else numbers
    return _mention(document, document.names[numbers[-1]]) if numbers else None


def _is_described(document: Document, start: int, end: int) -> bool:
    """Whether one word in capitals is what somebody is called by, and not a name: `Clerk: “…”`."""
    return end - start == 1 and noun_class(document.doc[start].lower_, document.tables) in SPEAKERS


def _described(document: Document, start: int, end: int) -> Mention | None:
    """The noun phrase in tokens `start` to `end` whose head is what a person or a body is called by."""
    doc = document.doc
    for index in range(start, end):
        token = doc[index]
        called = token.pos_ in ("NOUN", "PROPN", "ADJ", "") and noun_class(_noun(document, index), document.tables)
        goes_on = index + 1 < end and doc[index + 1].pos_ in ("NOUN", "PROPN", "PART")
        if called in SPEAKERS and not goes_on:
            described = document.finder.at(index) if index not in document.finder.name_of_token else None
            if described is not None and described.kind is MentionKind.NAME:
                return described
            return Mention(start, index + 1, index, MentionKind.DESCRIPTION)
    return None


def _noun(document: Document, index: int) -> str:
    token = document.doc[index]
    return token.lemma_.lower() if token.tag_ in ("NNS", "NNPS") and token.lemma_ else token.lower_


@cache
def _parts(tables: Tables) -> dict[str, str]:
    rows = [row for row in tables.rows("turn_labels") if row["kind"] in ("question", "answer")]
    return {label: row["kind"] for row in rows for label in row["labels"]}


@cache
def _journalists(tables: Tables) -> frozenset[str]:
    return frozenset(
        label for row in tables.rows("turn_labels") if row["kind"] == "journalist" for label in row["labels"]
    )
