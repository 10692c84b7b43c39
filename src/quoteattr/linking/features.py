"""Features of a candidate for a quotation: what the scorer sees of it, as readable strings.

They are named as those of the quotation, with which they are read together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from attrs import frozen

from quoteattr.decisions import Option
from quoteattr.decisions.buckets import bucket
from quoteattr.document.article import Document, cues_between, tokens_between
from quoteattr.lexicon.words import noun_class
from quoteattr.linking.options import Candidate
from quoteattr.linking.quotation import QuotationView
from quoteattr.linking.rivals import rival_features
from quoteattr.parse.tokens import Token
from quoteattr.values import MentionKind, Place, Report

__all__ = ["History", "link_options"]


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
    if view.head is not None:
        tie, verbs = _tie(view, token)
        yield f"tie={tie}|{view.head.dep_ if tie != 'none' else ''}"
        yield f"tie={tie}|{place}|{listed}"
        yield f"tie={tie}|verbs_on_the_way={min(verbs, 3)}|{where}"
        yield f"tie={tie}|verbs_on_the_way={min(verbs, 3)}|{listed}"
    between = _between(document, view, cue.head)
    yield f"cues_between={min(between, 3)}|{where}"


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
    if mention.end < len(doc):
        following = doc[mention.end]
        yield f"mention_then={following.text if following.is_punct else following.pos_}|{candidate.found_by}"
    if mention.kind is MentionKind.NAME:
        key = doc[mention.end - 1].lower_
        if any(word.lower_ == key for word in view.words):
            yield "named_inside"
    if doc[mention.start - 1].pos_ == "ADP" if mention.start else False:
        yield f"after_preposition|{candidate.found_by}"


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
