"""Features of reports: what the scorers of the parse reader see of a content, of `no report`, and of a mention.

A feature is present or absent; names are `group=value`, so that a weight can be read. What a cue has whatever its
content, its verb and what hangs on it, stands with `no report`: it speaks for or against reporting at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from quoteattr.decisions import Option, bucket
from quoteattr.document import Document, cues_between, mentions_of, sentence_at
from quoteattr.parse.tokens import Parse, Token
from quoteattr.reports.options import Content, joins_between
from quoteattr.values import FoundCue, Mention, MentionKind

__all__ = ["content_options", "mention_options", "no_report", "opens_that"]

# Of words with these tags the word itself counts, of others their part of speech.
FUNCTION_TAGS = frozenset(["IN", "TO", "DT", "WDT", "WP", "WRB", "CC", "PRP", "PRP$", "MD", "EX", ",", ".", ":"])
SUBJECTS = frozenset(["nsubj", "nsubjpass"])
# Children of a cue that tell for each verb anew whether it reports: *found that*, *found guilty*, *found a house*.
TELLING = frozenset(["ccomp", "xcomp", "dobj", "prep", "prt", "nsubjpass"])
TELLING_WORDS = frozenset(["prep", "prt", "aux", "mark"])


def content_options(document: Document, cue: FoundCue, contents: Sequence[Content]) -> list[Option[Content]]:
    """The contents with what speaks for each."""
    head = document.doc[cue.head]
    first, last = sentence_at(document, cue.head)

    def features(content: Content) -> Iterator[str]:
        return _of_content(document, cue, head, first, last, content)

    return [Option(content, partial(features, content)) for content in contents]


def _word(token: Token) -> str:
    return token.lower_ if token.tag_ in FUNCTION_TAGS else token.pos_


def _of_content(
    document: Document, cue: FoundCue, head: Token, first: int, last: int, content: Content
) -> Iterator[str]:
    doc, base, pattern = document.doc, cue.base, content.proposal
    start, end = content.start, content.end
    root = _root(doc, start, end)
    opening = _word(doc[start])
    before = _word(doc[start - 1]) if start > first else "start"
    behind = _word(doc[end]) if end < last else "end"
    yield f"pattern={pattern}"
    yield f"pattern={pattern}|base={base}"
    yield f"pattern={pattern}|tag={head.tag_}"
    yield f"pattern={pattern}|dep={head.dep_}"
    yield f"root={root.dep_}|{root.tag_}"
    yield f"root={root.dep_}|base={base}"
    yield f"pattern={pattern}|root={root.pos_}"
    yield f"opening={opening}|base={base}"
    yield f"opening={opening}|root={root.pos_}"
    yield f"opening={opening}|before={before}"
    yield f"before={before}"
    yield f"behind={behind}"
    yield f"behind={behind}|root={root.pos_}"
    yield f"last={_word(doc[end - 1])}"
    yield f"edges={start == first}|{end >= last - 1}|{pattern}"
    yield f"length={bucket(end - start)}|kind={cue.kind.value}"
    yield f"length={bucket(end - start)}|{pattern}"
    yield f"distance={bucket(max(start - cue.end, cue.start - end))}"
    clause = root.pos_ in ("VERB", "AUX") and _subject(root) is not None
    yield f"clause={clause}|kind={cue.kind.value}"
    yield f"clause={clause}|base={base}"
    marks = _marks(document, start, end)
    yield f"marks={marks}"
    yield f"marks={marks}|{pattern}"
    subject = _subject(head)
    yield f"subject_inside={subject is not None and start <= subject.i < end}"
    others = sum(other.listed and other.head != cue.head for other in cues_between(document, start, end))
    yield f"other_cues={others}|{end >= last - 1}"
    if start > cue.head:
        yield from _of_joins(document, cue, head, start, end)
    roots = sum(1 for t in doc[start:end] if t.head.i < start or t.head.i >= end)
    yield f"roots={min(roots, 5)}|{root.pos_}"


def _of_joins(document: Document, cue: FoundCue, head: Token, start: int, end: int) -> Iterator[str]:
    """How a content stands to another cue that may join its own: it holds that one, or ends before it."""
    for at, other in joins_between(document, cue, start, min(end + 2, len(document.doc))):
        verb, side = document.doc[other.head], "holds" if at < end - 1 else "ends"
        shape = "participle" if verb.tag_ == "VBG" else "clause"
        first = verb.head if verb.dep_ == "conj" else None
        alike = None if first is None else "cue" if first is head else first.tag_ == verb.tag_
        yield f"{side}={shape}"
        yield f"{side}={shape}|base={other.base}"
        yield f"{side}={shape}|alike={alike}"
        yield f"{side}={shape}|kind={other.kind.value}|dep={verb.dep_}"
        yield f"{side}={shape}|clause={any(child.dep_ == 'ccomp' for child in verb.rights)}"


def _root(doc: Parse, start: int, end: int) -> Token:
    outside = (doc[i] for i in range(start, end) if not start <= doc[i].head.i < end and not doc[i].is_punct)
    return next(outside, doc[start])


def _marks(document: Document, start: int, end: int) -> str:
    """How the content stands to quotation marks: none, all within, around, within one, or across one."""
    spans = {document.outermost[i] for i in range(start, end)} - {-1}
    if not spans:
        return "none"
    relations = set()
    for span in spans:
        low, high = document.token_spans[span]
        if low + 1 >= start and high - 1 <= end and end - start <= high - low:
            relations.add("whole")
        elif low + 1 >= start and high - 1 <= end:
            relations.add("around")
        elif low <= start and end <= high:
            relations.add("within")
        else:
            relations.add("across")
    return "+".join(sorted(relations))


def no_report(document: Document, cue: FoundCue) -> Option[Content]:
    """That the cue reports nothing, which is asked of every cue before contents are proposed."""
    features = tuple(_of_cue(document, cue, document.doc[cue.head]))
    return Option(None, lambda: features)


def _of_cue(document: Document, cue: FoundCue, head: Token) -> Iterator[str]:
    base = cue.base
    yield "nothing"
    yield f"nothing|base={base}"
    yield f"nothing|rate={cue.rate}|listed={cue.listed}"
    yield f"nothing|kind={cue.kind.value}"
    yield f"nothing|tag={head.tag_}|pos={head.pos_}"
    yield f"nothing|dep={head.dep_}"
    yield f"nothing|dep={head.dep_}|tag={head.tag_}"
    yield f"nothing|dep={head.dep_}|base={base}"
    yield f"nothing|dep={head.dep_}|tag={head.tag_}|base={base}"
    yield f"nothing|tag={head.tag_}|base={base}"
    subject = _subject(head)
    kind = "none" if subject is None else "name" if subject.i in document.finder.name_of_token else subject.pos_
    yield f"nothing|subject={kind}"
    yield f"nothing|subject={kind}|tag={head.tag_}"
    if subject is not None:
        yield f"nothing|subject={subject.lower_}"
    yield f"nothing|negated={cue.negated}"
    for child in head.children:
        yield f"nothing|child={child.dep_}"
        if child.dep_ in TELLING:
            yield f"nothing|child={child.dep_}|base={base}"
        if child.dep_ in TELLING_WORDS:
            yield f"nothing|child={child.dep_}|{child.lower_}"
            yield f"nothing|child={child.lower_}|base={base}"
    yield f"nothing|that={opens_that(document, cue)}|tag={head.tag_}"
    yield f"nothing|above={head.head.lemma_.lower()}"
    if cue.start:
        yield f"nothing|left={document.doc[cue.start - 1].lower_}"
    if cue.end < len(document.doc):
        yield f"nothing|right={document.doc[cue.end].lower_}"


def opens_that(document: Document, cue: FoundCue) -> bool:
    """Whether a clause with *that* is the complement of a cue: moved *that* the order be deferred."""
    clauses = (child for child in document.doc[cue.head].rights if child.dep_ in ("ccomp", "acl", "relcl"))
    return any(part.dep_ == "mark" and part.lower_ == "that" for clause in clauses for part in clause.lefts)


def _subject(head: Token) -> Token | None:
    return next((child for child in head.children if child.dep_ in SUBJECTS), None)


def mention_options(document: Document, cue: FoundCue, content: Content) -> list[Option[Mention]]:
    """Who may be speaking by a cue, but for those within the content; the last option is nobody."""
    outside = [(m, by) for m, by in mentions_of(document, cue) if not content.start <= m.head < content.end]

    def features(place: int) -> Iterator[str]:
        mention, found_by = outside[place]
        return _of_mention(document, cue, content, mention, found_by, place)

    def of_nobody() -> Iterator[str]:
        yield "nobody"
        yield f"nobody|base={cue.base}"
        yield f"nobody|pattern={content.proposal}"
        yield f"nobody|tag={document.doc[cue.head].tag_}"

    mentions = [Option(mention, partial(features, place)) for place, (mention, _) in enumerate(outside)]
    return [*mentions, Option(None, of_nobody)]


def _of_mention(
    document: Document, cue: FoundCue, content: Content, mention: Mention, found_by: str, place: int
) -> Iterator[str]:
    side = "left" if mention.head < cue.head else "right"
    token = document.doc[mention.head]
    far = bucket(max(mention.start - cue.end, cue.start - mention.end))
    between = "beyond" if min(mention.head, cue.head) < content.start < max(mention.head, cue.head) else "beside"
    yield f"by={found_by}"
    yield f"by={found_by}|place={min(place, 3)}"
    yield f"by={found_by}|base={cue.base}"
    yield f"by={found_by}|{mention.kind.value}|{side}"
    yield f"by={found_by}|tag={document.doc[cue.head].tag_}"
    yield f"by={found_by}|pattern={content.proposal}"
    yield f"by={found_by}|dep={token.dep_}"
    yield f"{mention.kind.value}|{far}|{side}"
    yield f"{between}|{found_by}"
    yield f"dep={token.dep_}|{side}"
    yield f"dep={token.dep_}|base={cue.base}"
    yield f"word={token.lower_ if mention.kind is MentionKind.PRONOUN else token.pos_}"
    yield f"quoted={document.outermost[mention.head] >= 0}"
