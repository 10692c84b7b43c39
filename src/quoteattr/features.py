"""Features: what the scorer sees of a quotation and of a candidate for it, as readable strings.

A feature is present or absent; numbers come in buckets. Names are `group=value`, so that a weight can be read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from attrs import frozen

from quoteattr.candidates import Candidate
from quoteattr.cues import is_so_called
from quoteattr.mentions import MentionKind
from quoteattr.nouns import noun_class
from quoteattr.parse import Token
from quoteattr.passages import PassageKind
from quoteattr.scene import DASHES, Scene, cues_between, tokens_between

__all__ = ["History", "QuotationView", "candidate_features", "quotation_features", "view_quotation"]

SIZES = (0, 1, 2, 3, 5, 8, 12, 20, 40)
SIZE_NAMES = (*map(str, SIZES), "more")
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


def bucket(number: int) -> str:
    """The smallest of `SIZES` that holds `number`, as its name."""
    return SIZE_NAMES[bisect_left(SIZES, number)]


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


@frozen(eq=False)
class History:
    """What was chosen for the speech before: its span, and its candidate."""

    span: int | None = None
    candidate: Candidate | None = None


def view_quotation(scene: Scene, index: int) -> QuotationView:
    """The view of outermost span `index`."""
    doc, span = scene.doc, scene.spans[index]
    start, end = scene.token_spans[index]
    passage = scene.passage_of[start]
    first, last = scene.passage_tokens[passage] if passage >= 0 else (start, end)
    inside = [doc[i] for i in range(start, end)]
    inner = scene.text[span.inner_start : span.inner_end].rstrip()
    return QuotationView(
        index=index,
        start=start,
        end=end,
        words=tuple(t for t in inside if t.is_alpha or t.like_num or "'" in t.text[1:-1] or "’" in t.text[1:-1]),
        ending=COMMA_CLASSES.get(inner[-1:], "dash" if inner[-1:] in DASHES else "bare"),
        before=_edge_before(scene, start, first),
        after=_edge_after(scene, end, last),
        alone=passage not in scene.told,
        opens_paragraph=start == first,
        head=next((t for t in inside if not t.is_punct and not start <= t.head.i < end), None)
        if scene.finder.parsed
        else None,
    )


def _edge_before(scene: Scene, start: int, first: int) -> str:
    """What stands before the span: the paragraph's start, a mark, *that*, or another word by its class."""
    if start <= first:
        return "start"
    token = scene.doc[start - 1]
    if scene.outermost[start - 1] >= 0:
        return "quotation"
    if token.text in COMMA_CLASSES:
        return COMMA_CLASSES[token.text]
    if token.text in DASHES:
        return "dash"
    if token.lower_ in ("that", "as", "to", "a", "an", "the", "of"):
        return token.lower_
    return token.pos_ or "word"


def _edge_after(scene: Scene, end: int, last: int) -> str:
    """What stands after the span, likewise; capital and small words apart."""
    if end >= last:
        return "end"
    token = scene.doc[end]
    if scene.outermost[end] >= 0:
        return "quotation"
    if token.text in COMMA_CLASSES:
        return COMMA_CLASSES[token.text]
    if token.text in DASHES:
        return "dash"
    return ("Capital" if token.text[0].isupper() else "small") + (token.pos_ or "word")


def quotation_features(scene: Scene, view: QuotationView) -> tuple[str, ...]:
    """What speaks for speech or for nobody's words, whatever the candidate."""
    return tuple(_of_quotation(scene, view))


def _of_quotation(scene: Scene, view: QuotationView) -> Iterator[str]:
    words = view.words
    span = scene.spans[view.index]
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
    yield f"mark={scene.text[span.start : span.start + 1]}" if not scene.text[span.start].isalnum() else "mark=none"
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
    passage = scene.passage_of[view.start]
    if passage >= 0 and scene.passages[passage].kind is not PassageKind.BODY:
        yield f"passage={scene.passages[passage].kind.value}"
    yield from _of_words_before(scene, view)
    if view.index in scene.repeated:
        yield "repeated"
    subject = any(word.dep_ in ("nsubj", "nsubjpass", "expl") for word in words)
    finite = any(word.tag_ in ("VBD", "VBZ", "VBP", "MD") for word in words)
    yield f"clause={subject}|{finite}|{view.before}"
    if words:
        yield f"clause={subject}|{finite}|{words[0].tag_}"
        yield f"first_word={words[0].tag_}"
        yield f"last_word={words[-1].tag_}|{view.ending}"
    yield f"also_in_marks={bucket(scene.times_in_marks[scene.words_in_marks[view.index]] - 1)}|length={size}"


def _of_words_before(scene: Scene, view: QuotationView) -> Iterator[str]:
    doc = scene.doc
    so_called = view.start > 0 and is_so_called(doc, view.start - 1)
    if so_called:
        yield "so_called"
    for i in range(max(0, view.start - 3), view.start):
        if doc[i].lower_ in NAMING_WORDS and not so_called:
            yield f"naming_word={doc[i].lower_}"
    if view.start and doc[view.start - 1].is_alpha and not so_called:
        yield f"word_before={doc[view.start - 1].lower_}"


def candidate_features(scene: Scene, view: QuotationView, candidate: Candidate, history: History) -> tuple[str, ...]:
    """What speaks for one candidate; to be read together with `quotation_features`."""
    return tuple(_of_candidate(scene, view, candidate, history))


def _of_candidate(scene: Scene, view: QuotationView, candidate: Candidate, history: History) -> Iterator[str]:
    yield f"pattern={candidate.pattern}"
    yield f"pattern={candidate.pattern}|ending={view.ending}"
    yield f"pattern={candidate.pattern}|before={view.before}"
    yield f"pattern={candidate.pattern}|after={view.after}"
    yield f"pattern={candidate.pattern}|alone={view.alone}|opens={view.opens_paragraph}"
    yield f"pattern={candidate.pattern}|length={bucket(len(view.words))}"
    if candidate.where:
        place = f"{candidate.where}|{min(candidate.breaks, 3)}"
        yield f"place={place}"
        yield f"place={place}|distance={bucket(candidate.distance)}"
        edge = view.after if candidate.where.startswith(("after", "next")) else view.before
        yield f"place={place}|{view.ending}|{edge}"
        yield f"place={place}|alone={view.alone}|opens={view.opens_paragraph}"
    if candidate.cue is not None:
        yield from _of_cue(scene, view, candidate)
    if candidate.mention is not None:
        yield from _of_mention(scene, view, candidate)
    if candidate.same_as is not None:
        yield from _of_same_speaker(scene, view, candidate)
    yield from _of_history(scene, view, candidate, history)


def _of_cue(scene: Scene, view: QuotationView, candidate: Candidate) -> Iterator[str]:
    doc, cue = scene.doc, candidate.cue
    assert cue is not None
    token = doc[cue.head]
    place = f"{candidate.where}|{min(candidate.breaks, 2)}"
    listed = "listed" if cue.listed else "unlisted"
    yield f"cue={cue.base}" if cue.listed else "cue=unlisted"
    yield f"cue={cue.base}|{candidate.where}" if cue.listed else f"cue=unlisted|{candidate.where}"
    yield f"cue_kind={cue.kind.value}|{listed}|{place}"
    yield f"cue_tag={token.tag_}|{place}"
    yield f"cue_label={token.dep_}"
    if cue.rate is not None:
        yield f"cue_rate={cue.rate}|{listed}"
        yield f"cue_rate={cue.rate}|{place}"
    for frame in cue.frames:
        yield f"frame={frame}|{place}"
        yield f"frame={frame}|ending={view.ending}"
    if cue.negated:
        yield "cue_negated"
    if cue.head + 1 < len(doc) and doc[cue.head + 1].text == ":":
        yield "cue_then_colon"
    if candidate.where == "before" and cue.end == view.start:
        yield f"cue_touches|{listed}"
    if candidate.where == "after" and cue.start == view.end:
        yield f"cue_touches|{listed}"
    if view.head is not None:
        tie, verbs = _tie(view, token)
        yield f"tie={tie}|{view.head.dep_ if tie != 'none' else ''}"
        yield f"tie={tie}|{place}|{listed}"
        yield f"tie={tie}|verbs_on_the_way={min(verbs, 3)}|{candidate.where}"
        yield f"tie={tie}|verbs_on_the_way={min(verbs, 3)}|{listed}"
    between = _between(scene, view, cue.head)
    yield f"cues_between={min(between, 3)}|{candidate.where}"


def _tie(view: QuotationView, cue: Token) -> tuple[str, int]:
    """How the parse ties the quotation to the cue, and how many other verbs it passes on the way up."""
    head = view.head
    assert head is not None
    if head.head == cue:
        return "governed", 0
    if view.start <= cue.head.i < view.end:
        return "governs", 0
    climbing, verbs = head.head, 0
    for _ in range(8):
        if climbing.head.i == climbing.i:
            break
        verbs += climbing.pos_ == "VERB"
        climbing = climbing.head
        if climbing == cue:
            return "above", verbs
    return "none", 0


def _between(scene: Scene, view: QuotationView, head: int) -> int:
    """Listed cues between the span and this one."""
    passage = scene.passage_of[view.start]
    low, high = (view.end, head) if head >= view.end else (head + 1, view.start)
    if scene.passage_of[head] != passage:
        return 0
    return sum(cue.listed and scene.outermost[cue.head] < 0 for cue in cues_between(scene, low, high))


def _of_mention(scene: Scene, view: QuotationView, candidate: Candidate) -> Iterator[str]:
    doc, mention = scene.doc, candidate.mention
    assert mention is not None
    token = doc[mention.head]
    place = f"{candidate.where}|{min(candidate.breaks, 2)}"
    kind = _mention_class(scene, candidate)
    yield f"mention={kind}"
    yield f"mention={kind}|{candidate.pattern}"
    yield f"mention_label={token.dep_}|{candidate.found_by}"
    if candidate.cue is not None:
        side = "right" if mention.head > candidate.cue.head else "left"
        gap = bucket(abs(mention.head - candidate.cue.head) - 1)
        yield f"found={candidate.found_by}|{place}|{side}"
        yield f"found={candidate.found_by}|{side}|gap={gap}"
        yield f"found={candidate.found_by}|{side}|{doc[candidate.cue.head].tag_}"
        for frame in candidate.cue.frames:
            yield f"found={candidate.found_by}|{side}|frame={frame}"
        if candidate.where in ("after", "before"):
            outside = mention.head >= view.end if candidate.where == "after" else mention.head < view.start
            yield f"mention_same_side={outside}"
    else:
        yield f"label_place={token.dep_}|{place}"
    if mention.end < len(doc):
        following = doc[mention.end]
        yield f"mention_then={following.text if following.is_punct else following.pos_}|{candidate.found_by}"
    if mention.kind is MentionKind.NAME:
        key = doc[mention.end - 1].lower_
        if any(word.lower_ == key for word in view.words):
            yield "named_inside"
    if doc[mention.start - 1].pos_ == "ADP" if mention.start else False:
        yield f"after_preposition|{candidate.found_by}"


def _mention_class(scene: Scene, candidate: Candidate) -> str:
    mention = candidate.mention
    assert mention is not None
    token = scene.doc[mention.head]
    if mention.kind is MentionKind.PRONOUN:
        return f"pronoun:{token.lower_}"
    if mention.kind is MentionKind.NAME:
        assert mention.name is not None
        name = scene.names[mention.name]
        return "name:outlet" if name.outlet else f"name:{name.kind.value}" + (":titled" if name.titled else "")
    number = "plural" if token.tag_ in ("NNS", "NNPS") else "singular"
    return f"description:{number}:{noun_class(token.lemma_.lower(), scene.tables)}"


def _of_same_speaker(scene: Scene, view: QuotationView, candidate: Candidate) -> Iterator[str]:
    assert candidate.same_as is not None
    paragraphs = min(max(candidate.breaks, -1), 3)
    pattern = candidate.pattern
    start, end = scene.token_spans[candidate.same_as]
    yield f"same={pattern}|paragraphs={paragraphs}"
    yield f"same={pattern}|paragraphs={paragraphs}|alone={view.alone}|opens={view.opens_paragraph}"
    yield f"same={pattern}|paragraphs={paragraphs}|before={view.before}"
    if paragraphs == 0:
        breaks = tokens_between(scene.sentence_ends, end, view.start)
        yield f"same={pattern}|breaks={min(breaks, 2)}|{view.before}|{view.after}"
        yield f"same={pattern}|gap={bucket(tokens_between(scene.outside, end, view.start))}"
        verbs = tokens_between(scene.verbs, end, view.start)
        yield f"same={pattern}|verbs_between={min(verbs, 3)}|breaks={min(breaks, 2)}"
    else:
        other = scene.passage_tokens[scene.passage_of[start]]
        yield f"same={pattern}|paragraphs={paragraphs}|other_ends={end >= other[1]}"
        if not scene.spans[candidate.same_as].closed:
            yield f"same={pattern}|other_unclosed"
        listed = scene.passage_of[view.start] in scene.reports
        yield f"same={pattern}|paragraphs={paragraphs}|cue_in_paragraph={listed}"


def _of_history(scene: Scene, view: QuotationView, candidate: Candidate, history: History) -> Iterator[str]:
    """What the choice for the speech before says of this one."""
    before = history.candidate
    if before is None or history.span is None:
        yield f"history=none|{candidate.pattern}"
        return
    same_paragraph = scene.passage_of[scene.token_spans[history.span][0]] == scene.passage_of[view.start]
    yield f"history={before.pattern}|{candidate.pattern}|{same_paragraph}"
    if candidate.cue is not None and before.cue is not None and candidate.cue.head == before.cue.head:
        yield f"same_cue_as_before|{candidate.where}|{view.before}"
        yield f"same_cue_as_before|{before.where}|{same_paragraph}"
    if candidate.mention is not None and before.mention is not None:
        doc = scene.doc
        same = doc[candidate.mention.end - 1].lower_ == doc[before.mention.end - 1].lower_
        yield f"same_words_as_before={same}|{candidate.mention.kind.value}|{same_paragraph}"
