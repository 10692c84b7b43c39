"""What speaks for a candidate: how it and the quotation stand to each other, and what the other candidates say of it.

A feature is present or absent; numbers come in buckets. *A White House official who spoke to discuss internal strategy
said “…”*: that *said* has a subject speaks against the strategy that stands next to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from attrs import frozen

from quoteattr.cues import is_so_called
from quoteattr.decisions import Option, bucket
from quoteattr.document import Document, cues_between, ends_sentence, tokens_between
from quoteattr.lexicon import DASH_TOKENS, noun_class, words_used_as
from quoteattr.linking.options import Candidate
from quoteattr.parse.tokens import Token
from quoteattr.values import FoundCue, MentionKind, NameKind, PassageKind, Place, Report

__all__ = [
    "LONGEST_TERM",
    "History",
    "QuotationView",
    "link_options",
    "quotation_features",
    "rival_features",
    "view_quotation",
]

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
# A longer fragment is hardly a term; so many words may join two of them.
LONGEST_TERM, LONGEST_JOINT = 4, 3
STEPS_TO_VERB = 4
JOINTS = frozenset(["and", "or", ","])
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
        yield f"governor={view.head.head.pos_}|{view.head.dep_}"
        yield from _of_verb_above(document, view, view.head)
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
    if 0 < len(words) <= LONGEST_TERM:
        outside = f" {' '.join(word.lower_ for word in words)} " in document.words_outside
        yield f"also_outside_marks={outside}|length={size}"
        yield f"also_outside_marks={outside}|case={case}"
    yield from chain(_of_phrase(document, view, size), _of_neighbours(document, view, case))
    yield f"also_in_marks={bucket(document.times_in_marks[document.words_in_marks[view.index]] - 1)}|length={size}"


def _of_verb_above(document: Document, view: QuotationView, head: Token) -> Iterator[str]:
    """The verb that the span hangs on by its head, over few steps: whether it reports, and is in the passive."""
    governor, steps = head.head, 0
    while governor.pos_ not in ("VERB", "AUX") and governor.head is not governor and steps < STEPS_TO_VERB:
        governor, steps = governor.head, steps + 1
    if governor.pos_ not in ("VERB", "AUX"):
        yield "verb_above=none"
        return
    cue = next(iter(cues_between(document, governor.i, governor.i + 1)), None)
    rate = "none" if cue is None else _step(_rate(cue)) if cue.gives_words or not cue.listed else cue.kind.value
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in governor.children)
    side = "before" if governor.i < view.start else "after"
    yield f"verb_above={governor.lemma_.lower()}"
    yield f"verb_above={governor.lemma_.lower()}|{head.dep_}|{steps}"
    yield f"verb_above|rate={rate}|{head.dep_}|{side}"
    yield f"verb_above|rate={rate}|steps={steps}|passive={passive}"
    yield f"verb_above|rate={rate}|{view.before}|{side}"


def _of_phrase(document: Document, view: QuotationView, size: str) -> Iterator[str]:
    """The noun phrase that the span is all or part of: a *“deal”*, the *“top secret”* papers."""
    doc = document.doc
    at = view.start - 1
    adjectives = at
    while at >= 0 and doc[at].pos_ == "ADJ" and document.outermost[at] < 0:
        at -= 1
    left = doc[at].pos_ if at >= 0 and document.outermost[at] < 0 and doc[at].pos_ in ("DET", "PRON") else "none"
    left = f"{left}+" if at < adjectives else left
    right = view.end < len(doc) and doc[view.end].pos_ in ("NOUN", "PROPN") and document.outermost[view.end] < 0
    nominal = view.words[-1].pos_ if view.words else "none"
    yield f"phrase={left}|{right}|{nominal}"
    yield f"phrase={left}|{right}|length={size}"
    if right:
        yield f"noun_behind={doc[view.end].lemma_.lower()}"


def _of_neighbours(document: Document, view: QuotationView, case: str) -> Iterator[str]:
    """What nouns beside the span and the span before it tell: the *podcast* “…”, “…” *and* “…”."""
    doc = document.doc
    before = (doc[i] for i in range(view.start - 1, max(0, view.start - 4), -1) if not doc[i].is_punct)
    nouns = [token for token in before if token.tag_ in ("NN", "NNS", "NNP")]
    for noun, side in (
        *((noun, "before") for noun in nouns[:1]),
        *((t, "after") for t in doc[view.end : view.end + 1]),
    ):
        for use in ("work", "term"):
            if noun.lower_ in words_used_as(document.tables, use):
                yield f"{use}_{side}"
                yield f"{use}_{side}|case={case}"
    at = bisect_left(document.top, view.index)
    if at:
        end = document.token_spans[document.top[at - 1]][1]
        between = [token.lower_ for token in doc[end : view.start]]
        if len(between) <= LONGEST_JOINT and not JOINTS.isdisjoint(between):
            size = bucket(len(document.words_in_marks[document.top[at - 1]].split()))
            yield f"joined={between[-1]}|case={case}"
            yield f"joined|length_before={size}|length={bucket(len(view.words))}"


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


STEPS_UP = 8
NEAR = frozenset([Place.BEFORE, Place.AFTER, Place.BEFORE_BEYOND])
BY_PARSE = frozenset(["subject", "agent", "frame", "possessor", "relative"])


def rival_features(document: Document, candidates: Sequence[Candidate]) -> tuple[tuple[str, ...], ...]:
    """For each candidate how it stands among all of them."""
    cues = {c.cue.head: c.cue for c in candidates if c.cue is not None and c.place in NEAR}
    above = {head: _above(document, head, cues) for head in cues}
    found: dict[int, set[str]] = {}
    animate: dict[int, bool] = {}
    speaking = [_can_speak(document, candidate) for candidate in candidates]
    for candidate, speaks in zip(candidates, speaking, strict=True):
        if candidate.cue is not None:
            head = candidate.cue.head
            found.setdefault(head, set()).add(candidate.found_by)
            animate[head] = animate.get(head, False) or speaks
    best = max((_rate(cue) for cue in cues.values()), default=0)
    levels = {head: _levels(head, cues, above) for head in cues}
    return tuple(
        tuple(_of_one(candidate, best, levels, animate, found, speaks))
        for candidate, speaks in zip(candidates, speaking, strict=True)
    )


def _levels(head: int, cues: Mapping[int, FoundCue], above: Mapping[int, tuple[int, ...]]) -> tuple[str, str]:
    """How the cues above and under one compare to it, by how often they report."""
    own = _step(_rate(cues[head]))
    top = max((_rate(cues[h]) for h in above[head]), default=-1)
    under = max((_rate(cues[h]) for h, heads in above.items() if head in heads), default=-1)
    return f"under={_step(top)}|{own}", f"over={_step(under)}|{own}"


def _of_one(
    candidate: Candidate,
    best: int,
    levels: Mapping[int, tuple[str, str]],
    animate: Mapping[int, bool],
    found: Mapping[int, set[str]],
    speaks: bool,
) -> Iterator[str]:
    cue = candidate.cue
    if cue is None:
        yield f"rivals|{candidate.pattern.value}|best_rate={best}"
        return
    assert candidate.place is not None
    place = candidate.place.value
    yield f"rate_below_best={min(best - _rate(cue), 6)}|{place}"
    if cue.head not in levels:
        yield f"rivals|{candidate.pattern.value}|best_rate={best}"
        return
    yield from (f"{level}|{place}" for level in levels[cue.head])
    by_parse = bool(found[cue.head] & BY_PARSE)
    yield f"by_parse={candidate.found_by in BY_PARSE}|{by_parse}|{candidate.found_by}"
    yield f"can_speak={speaks}|another={animate[cue.head]}|{candidate.found_by}"


def _rate(cue: FoundCue) -> int:
    if cue.rate is not None:
        return cue.rate
    return 5 if cue.listed else 1


def _step(rate: int) -> str:
    return "none" if rate < 0 else "low" if rate < 3 else "middle" if rate < 6 else "high"


def _above(document: Document, head: int, cues: dict[int, FoundCue]) -> tuple[int, ...]:
    """The other cues that govern this one by the parse."""
    climbing, found = document.doc[head], []
    for _ in range(STEPS_UP):
        if climbing.head.i == climbing.i:
            break
        climbing = climbing.head
        if climbing.i in cues:
            found.append(climbing.i)
    return tuple(found)


def _can_speak(document: Document, candidate: Candidate) -> bool:
    """Whether a mention names a person, or is a pronoun of one."""
    mention = candidate.mention
    if mention is None:
        return False
    if mention.kind is MentionKind.NAME and mention.name is not None:
        return document.names[mention.name].kind is NameKind.PERSON
    return mention.kind is MentionKind.PRONOUN and document.doc[mention.head].lower_ in ("he", "she")


@frozen(eq=False)
class History:
    """What was chosen for the speech before: its span, and its report."""

    span: int | None = None
    report: Report | None = None


def link_options(
    document: Document, view: QuotationView, candidates: Sequence[Candidate], history: History
) -> tuple[Option[Candidate], ...]:
    """The candidates with what speaks for each, to be judged together with `quotation_features`."""
    rivals = rival_features(document, candidates)

    def features(number: int) -> tuple[str, ...]:
        return (*_of_candidate(document, view, candidates[number], history), *rivals[number])

    return tuple(Option(candidate, partial(features, number)) for number, candidate in enumerate(candidates))


def _of_candidate(document: Document, view: QuotationView, candidate: Candidate, history: History) -> Iterator[str]:
    pattern = candidate.pattern.value
    yield f"pattern={pattern}"
    yield f"pattern={pattern}|ending={view.ending}"
    yield f"pattern={pattern}|before={view.before}"
    yield f"pattern={pattern}|after={view.after}"
    yield f"pattern={pattern}|alone={view.alone}|opens={view.opens_paragraph}"
    yield f"pattern={pattern}|length={bucket(len(view.words))}"
    if candidate.place is not None:
        place = f"{candidate.place.value}|{min(candidate.breaks, 3)}"
        yield f"place={place}"
        yield f"place={place}|distance={bucket(candidate.distance)}"
        edge = view.after if candidate.place.follows else view.before
        yield f"place={place}|{view.ending}|{edge}"
        yield f"place={place}|alone={view.alone}|opens={view.opens_paragraph}"
    if candidate.cue is not None:
        yield from _of_cue(document, view, candidate)
    if candidate.mention is not None:
        yield from _of_mention(document, view, candidate)
    if candidate.same_as is not None:
        yield from _of_same_speaker(document, view, candidate)
    yield from _of_history(document, view, candidate, history)


def _of_cue(document: Document, view: QuotationView, candidate: Candidate) -> Iterator[str]:
    doc, cue = document.doc, candidate.cue
    assert cue is not None
    assert candidate.place is not None
    token, where = doc[cue.head], candidate.place.value
    place = f"{where}|{min(candidate.breaks, 2)}"
    listed = "listed" if cue.listed else "unlisted"
    yield f"cue={cue.base}" if cue.listed else "cue=unlisted"
    yield f"cue={cue.base}|{where}" if cue.listed else f"cue=unlisted|{where}"
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
    if candidate.place is Place.BEFORE and cue.end == view.start:
        yield f"cue_touches|{listed}"
    if candidate.place is Place.AFTER and cue.start == view.end:
        yield f"cue_touches|{listed}"
    between = min(_between(document, view, cue.head), 3)
    if view.head is not None:
        tie, verbs = _tie(view, token)
        yield f"tie={tie}|cues_between={between}|{candidate.found_by}|{where}|{listed}"
        yield f"tie={tie}|{view.head.dep_ if tie != 'none' else ''}"
        yield f"tie={tie}|{place}|{listed}"
        yield f"tie={tie}|verbs_on_the_way={min(verbs, 3)}|{where}"
        yield f"tie={tie}|verbs_on_the_way={min(verbs, 3)}|{listed}"
    yield f"cues_between={between}|{where}"
    yield f"cues_between={between}|{candidate.found_by}|{place}|{view.before}"


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


def _between(document: Document, view: QuotationView, head: int) -> int:
    """Listed cues between the span and this one."""
    passage = document.passage_of[view.start]
    low, high = (view.end, head) if head >= view.end else (head + 1, view.start)
    if document.passage_of[head] != passage:
        return 0
    return sum(cue.listed and document.outermost[cue.head] < 0 for cue in cues_between(document, low, high))


def _of_mention(document: Document, view: QuotationView, candidate: Candidate) -> Iterator[str]:
    doc, mention = document.doc, candidate.mention
    assert mention is not None
    assert candidate.place is not None
    token = doc[mention.head]
    place = f"{candidate.place.value}|{min(candidate.breaks, 2)}"
    kind = _mention_class(document, candidate)
    yield f"mention={kind}"
    yield f"mention={kind}|{candidate.pattern.value}"
    yield f"mention_label={token.dep_}|{candidate.found_by}"
    if candidate.cue is not None:
        side = "right" if mention.head > candidate.cue.head else "left"
        gap = bucket(abs(mention.head - candidate.cue.head) - 1)
        yield f"found={candidate.found_by}|{place}|{side}"
        yield f"found={candidate.found_by}|{side}|gap={gap}"
        yield f"found={candidate.found_by}|{side}|{doc[candidate.cue.head].tag_}"
        for frame in candidate.cue.frames:
            yield f"found={candidate.found_by}|{side}|frame={frame}"
        if candidate.place in (Place.AFTER, Place.BEFORE):
            outside = mention.head >= view.end if candidate.place is Place.AFTER else mention.head < view.start
            yield f"mention_same_side={outside}"
    else:
        yield f"label_place={token.dep_}|{place}"
    if candidate.place is Place.PREVIOUS and view.alone:
        yield f"last_subject={token.i == _last_subject(document, view)}|{candidate.pattern.value}"
    if mention.end < len(doc):
        following = doc[mention.end]
        yield f"mention_then={following.text if following.is_punct else following.pos_}|{candidate.found_by}"
    if mention.kind is MentionKind.NAME:
        key = doc[mention.end - 1].lower_
        if any(word.lower_ == key for word in view.words):
            yield "named_inside"
    if doc[mention.start - 1].pos_ == "ADP" if mention.start else False:
        yield f"after_preposition|{candidate.found_by}"


def _last_subject(document: Document, view: QuotationView) -> int | None:
    """Whom the last sentence of the paragraph above is about, if nothing is quoted in it: *He* left. ⏎“…”."""
    passage = document.passage_of[view.start] - 1
    if passage < 0:
        return None
    start, end = document.passage_tokens[passage]
    first = start
    for i in range(start, end - 1):
        if document.outermost[i] >= 0:
            return None
        if ends_sentence(document.doc[i]):
            first = i + 1
    sentence = document.doc[first:end]
    return next((t.i for t in sentence if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT"), None)


def _mention_class(document: Document, candidate: Candidate) -> str:
    mention = candidate.mention
    assert mention is not None
    token = document.doc[mention.head]
    if mention.kind is MentionKind.PRONOUN:
        return f"pronoun:{token.lower_}"
    if mention.kind is MentionKind.NAME:
        assert mention.name is not None
        name = document.names[mention.name]
        return "name:outlet" if name.outlet else f"name:{name.kind.value}" + (":titled" if name.titled else "")
    number = "plural" if token.tag_ in ("NNS", "NNPS") else "singular"
    return f"description:{number}:{noun_class(token.lemma_.lower(), document.tables)}"


def _of_same_speaker(document: Document, view: QuotationView, candidate: Candidate) -> Iterator[str]:
    assert candidate.same_as is not None
    paragraphs = min(max(candidate.breaks, -1), 3)
    pattern = candidate.pattern.value
    start, end = document.token_spans[candidate.same_as]
    yield f"same={pattern}|paragraphs={paragraphs}"
    yield f"same={pattern}|paragraphs={paragraphs}|alone={view.alone}|opens={view.opens_paragraph}"
    yield f"same={pattern}|paragraphs={paragraphs}|before={view.before}"
    if paragraphs == 0:
        breaks = tokens_between(document.sentence_ends, end, view.start)
        yield f"same={pattern}|breaks={min(breaks, 2)}|{view.before}|{view.after}"
        yield f"same={pattern}|gap={bucket(tokens_between(document.outside, end, view.start))}"
        verbs = tokens_between(document.verbs, end, view.start)
        yield f"same={pattern}|verbs_between={min(verbs, 3)}|breaks={min(breaks, 2)}"
    else:
        other = document.passage_tokens[document.passage_of[start]]
        yield f"same={pattern}|paragraphs={paragraphs}|other_ends={end >= other[1]}"
        if not document.spans[candidate.same_as].closed:
            yield f"same={pattern}|other_unclosed"
        listed = document.passage_of[view.start] in document.reports
        yield f"same={pattern}|paragraphs={paragraphs}|cue_in_paragraph={listed}"


def _of_history(document: Document, view: QuotationView, candidate: Candidate, history: History) -> Iterator[str]:
    """What the choice for the speech before says of this one."""
    before = history.report
    if before is None or history.span is None:
        yield f"history=none|{candidate.pattern.value}"
        return
    same_paragraph = document.passage_of[document.token_spans[history.span][0]] == document.passage_of[view.start]
    yield f"history={before.pattern.value}|{candidate.pattern.value}|{same_paragraph}"
    if candidate.cue is not None and before.cue is not None and candidate.cue.head == before.cue.head:
        yield f"same_cue_as_before|{_where(candidate.place)}|{view.before}"
        yield f"same_cue_as_before|{_where(before.place)}|{same_paragraph}"
    if candidate.mention is not None and before.mention is not None:
        doc = document.doc
        same = doc[candidate.mention.end - 1].lower_ == doc[before.mention.end - 1].lower_
        yield f"same_words_as_before={same}|{candidate.mention.kind.value}|{same_paragraph}"


def _where(place: Place | None) -> str:
    return "" if place is None else place.value
