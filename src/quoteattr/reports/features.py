"""Features of reports: what the scorers of the parse reader see of a content, of `no report`, and of a mention.

A feature is present or absent; names are `group=value`, so that a weight can be read. What a cue has whatever its
content, its verb and what hangs on it, stands with `no report`: it speaks for or against reporting at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoteattr.decisions.buckets import bucket
from quoteattr.document.article import Scene, cues_between, sentence_at
from quoteattr.parse.tokens import Parse, Token
from quoteattr.reports.options import Content
from quoteattr.values import FoundCue, Mention, MentionKind

__all__ = ["content_features", "cue_features", "mention_features"]

# Of words with these tags the word itself counts, of others their part of speech.
FUNCTION_TAGS = frozenset(["IN", "TO", "DT", "WDT", "WP", "WRB", "CC", "PRP", "PRP$", "MD", "EX", ",", ".", ":"])
SUBJECTS = frozenset(["nsubj", "nsubjpass"])
# Children of a cue that tell for each verb anew whether it reports: *found that*, *found guilty*, *found a house*.
TELLING = frozenset(["ccomp", "xcomp", "dobj", "prep", "prt", "nsubjpass"])
TELLING_WORDS = frozenset(["prep", "prt", "aux", "mark"])


def content_features(scene: Scene, cue: FoundCue, contents: Sequence[Content]) -> list[tuple[str, ...]]:
    """The features of each content."""
    head = scene.doc[cue.head]
    first, last = sentence_at(scene, cue.head)
    return [tuple(_of_content(scene, cue, head, first, last, content)) for content in contents]


def _word(token: Token) -> str:
    return token.lower_ if token.tag_ in FUNCTION_TAGS else token.pos_


def _of_content(scene: Scene, cue: FoundCue, head: Token, first: int, last: int, content: Content) -> Iterator[str]:
    doc, base, pattern = scene.doc, cue.base, content.pattern
    start, end = content.start, content.end
    root = _root(doc, start, end)
    opening = _word(doc[start])
    before = _word(doc[start - 1]) if start > first else "start"
    behind = _word(doc[end]) if end < last else "end"
    yield f"pattern={pattern}"
    yield f"pattern={pattern} base={base}"
    yield f"pattern={pattern} tag={head.tag_}"
    yield f"pattern={pattern} dep={head.dep_}"
    yield f"root={root.dep_} {root.tag_}"
    yield f"root={root.dep_} base={base}"
    yield f"pattern={pattern} root={root.pos_}"
    yield f"opening={opening} base={base}"
    yield f"opening={opening} root={root.pos_}"
    yield f"opening={opening} before={before}"
    yield f"before={before}"
    yield f"behind={behind}"
    yield f"behind={behind} root={root.pos_}"
    yield f"last={_word(doc[end - 1])}"
    yield f"edges={start == first} {end >= last - 1} {pattern}"
    yield f"length={bucket(end - start)} kind={cue.kind.value}"
    yield f"length={bucket(end - start)} {pattern}"
    yield f"distance={bucket(max(start - cue.end, cue.start - end))}"
    clause = root.pos_ in ("VERB", "AUX") and _subject(root) is not None
    yield f"clause={clause} kind={cue.kind.value}"
    yield f"clause={clause} base={base}"
    marks = _marks(scene, start, end)
    yield f"marks={marks}"
    yield f"marks={marks} {pattern}"
    subject = _subject(head)
    yield f"subject inside={subject is not None and start <= subject.i < end}"
    others = sum(other.listed and other.head != cue.head for other in cues_between(scene, start, end))
    yield f"other cues={others} {end >= last - 1}"
    roots = sum(1 for t in doc[start:end] if t.head.i < start or t.head.i >= end)
    yield f"roots={min(roots, 5)} {root.pos_}"


def _root(doc: Parse, start: int, end: int) -> Token:
    outside = (doc[i] for i in range(start, end) if not start <= doc[i].head.i < end and not doc[i].is_punct)
    return next(outside, doc[start])


def _marks(scene: Scene, start: int, end: int) -> str:
    """How the content stands to quotation marks: none, all within, around, within one, or across one."""
    spans = {scene.outermost[i] for i in range(start, end)} - {-1}
    if not spans:
        return "none"
    relations = set()
    for span in spans:
        low, high = scene.token_spans[span]
        if low + 1 >= start and high - 1 <= end and end - start <= high - low:
            relations.add("whole")
        elif low + 1 >= start and high - 1 <= end:
            relations.add("around")
        elif low <= start and end <= high:
            relations.add("within")
        else:
            relations.add("across")
    return "+".join(sorted(relations))


def cue_features(scene: Scene, cue: FoundCue) -> tuple[str, ...]:
    """The features of `no report` by a cue."""
    return tuple(_of_cue(scene, cue, scene.doc[cue.head]))


def _of_cue(scene: Scene, cue: FoundCue, head: Token) -> Iterator[str]:
    base = cue.base
    yield "nothing"
    yield f"nothing base={base}"
    yield f"nothing rate={cue.rate} listed={cue.listed}"
    yield f"nothing kind={cue.kind.value}"
    yield f"nothing tag={head.tag_} pos={head.pos_}"
    yield f"nothing dep={head.dep_}"
    yield f"nothing dep={head.dep_} tag={head.tag_}"
    yield f"nothing dep={head.dep_} base={base}"
    yield f"nothing dep={head.dep_} tag={head.tag_} base={base}"
    yield f"nothing tag={head.tag_} base={base}"
    subject = _subject(head)
    kind = "none" if subject is None else "name" if subject.i in scene.finder.name_of_token else subject.pos_
    yield f"nothing subject={kind}"
    yield f"nothing subject={kind} tag={head.tag_}"
    if subject is not None:
        yield f"nothing subject={subject.lower_}"
    yield f"nothing negated={cue.negated}"
    for child in head.children:
        yield f"nothing child={child.dep_}"
        if child.dep_ in TELLING:
            yield f"nothing child={child.dep_} base={base}"
        if child.dep_ in TELLING_WORDS:
            yield f"nothing child={child.dep_} {child.lower_}"
            yield f"nothing child={child.lower_} base={base}"
    yield f"nothing above={head.head.lemma_.lower()}"
    if cue.start:
        yield f"nothing left={scene.doc[cue.start - 1].lower_}"
    if cue.end < len(scene.doc):
        yield f"nothing right={scene.doc[cue.end].lower_}"


def _subject(head: Token) -> Token | None:
    return next((child for child in head.children if child.dep_ in SUBJECTS), None)


def mention_features(
    scene: Scene, cue: FoundCue, content: Content, mentions: Sequence[tuple[Mention, str]]
) -> list[tuple[str, ...]]:
    """The features of each mention that may be the speaker of a report, and last those of nobody."""
    every = [
        tuple(_of_mention(scene, cue, content, mention, found_by, place))
        for place, (mention, found_by) in enumerate(mentions)
    ]
    nobody = (
        "nobody",
        f"nobody base={cue.base}",
        f"nobody pattern={content.pattern}",
        f"nobody tag={scene.doc[cue.head].tag_}",
    )
    return [*every, nobody]


def _of_mention(
    scene: Scene, cue: FoundCue, content: Content, mention: Mention, found_by: str, place: int
) -> Iterator[str]:
    side = "left" if mention.head < cue.head else "right"
    token = scene.doc[mention.head]
    far = bucket(max(mention.start - cue.end, cue.start - mention.end))
    between = "beyond" if min(mention.head, cue.head) < content.start < max(mention.head, cue.head) else "beside"
    yield f"by={found_by}"
    yield f"by={found_by} place={min(place, 3)}"
    yield f"by={found_by} base={cue.base}"
    yield f"by={found_by} {mention.kind.value} {side}"
    yield f"by={found_by} tag={scene.doc[cue.head].tag_}"
    yield f"by={found_by} pattern={content.pattern}"
    yield f"by={found_by} dep={token.dep_}"
    yield f"{mention.kind.value} {far} {side}"
    yield f"{between} {found_by}"
    yield f"dep={token.dep_} {side}"
    yield f"dep={token.dep_} base={cue.base}"
    yield f"word={token.lower_ if mention.kind is MentionKind.PRONOUN else token.pos_}"
    yield f"quoted={scene.outermost[mention.head] >= 0}"
