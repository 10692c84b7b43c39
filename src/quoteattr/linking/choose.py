"""Linking: for each quotation the one candidate that attributes it, or nobody, by a scored choice in text order.

What was chosen for the speech before is evidence for the next (an interrupted utterance shares its cue), so the text is
read once from left to right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

import regex
from attrs import field, frozen

from quoteattr.cues import is_so_called
from quoteattr.decisions import Floats, Judge, Judges, Option
from quoteattr.document import Document, cues_between, ends_sentence, mentions_of
from quoteattr.lexicon import DASH_TOKENS, FULL_STOPS, NAMING, SMALL_WORDS, words_used_as
from quoteattr.linking.features import LONGEST_TERM, History, link_options, quotation_features, view_quotation
from quoteattr.linking.options import (
    NOBODY,
    Candidate,
    by_heading,
    described,
    label_inside,
    pointed_back_to,
    propose,
    tells_only,
    turn_label,
)
from quoteattr.types import QuotationKind
from quoteattr.values import Block, FoundCue, PassageKind, Pattern, Place, Report

__all__ = ["decide_kind", "kind_options", "link_blocks", "link_quotations"]


def decide_kind(own: Sequence[str], chosen: Sequence[str], judge: Judge) -> tuple[QuotationKind, float]:
    """The kind of a span, and the probability that it is speech or is not, as decided.

    `own` are the span's features, `chosen` those of the candidate chosen for it.
    """
    direct, mixed, scare = (float(p) for p in judge(kind_options(own, chosen)))
    if scare > direct + mixed:
        return QuotationKind.SCARE, scare
    return (QuotationKind.DIRECT if direct > mixed else QuotationKind.MIXED), direct + mixed


def kind_options(own: Sequence[str], chosen: Sequence[str]) -> tuple[Option[QuotationKind], ...]:
    """The three kinds; a scare quotation is what is left when nothing speaks for speech."""
    speech = (*own, *chosen)
    return (
        Option(QuotationKind.DIRECT, lambda: (*speech, *(f"kind=direct|{f}" for f in own))),
        Option(QuotationKind.MIXED, lambda: (*speech, *(f"kind=mixed|{f}" for f in own))),
        Option(QuotationKind.SCARE),
    )


# The dashes around what interrupts a speaker.
DASHES_AROUND = 2
# How sure patterns are that are not chosen among others: layout leaves little doubt, a cue in marks some.
BY_LABEL, BY_CONTINUATION, BY_LEAD, BY_NAME, WITHIN = 0.95, 0.98, 0.9, 0.9, 0.7


@frozen(eq=False)
class _Reading:
    """The reports of quoted spans up to a point of the text, by span; `speech` are those that are somebody's.

    `terms` are the words of those that are nobody's.
    """

    reports: dict[int, Report] = field(factory=dict)
    speech: list[int] = field(factory=list)
    terms: set[str] = field(factory=set)

    @property
    def history(self) -> History:
        """The speech before."""
        return History(self.speech[-1], self.reports[self.speech[-1]]) if self.speech else History()


def link_quotations(document: Document, judges: Judges) -> tuple[Report, ...]:
    """The report of every quoted span of the document, in the order of `document.spans`.

    Those that are nobody's speech have the pattern NOBODY. `same_as` is the index of a span.
    """
    read = _Reading()
    for before, index in pairwise((None, *document.top)):
        assert index is not None
        read.reports[index] = _link(document, index, before, read, judges)
        if read.reports[index].pattern is not Pattern.NOBODY:
            read.speech.append(index)
        else:
            read.terms.add(document.words_in_marks[index])
    for index, span in enumerate(document.spans):
        if span.parent is not None:
            read.reports[index] = _nested(document, index, read.reports[span.parent])
    return tuple(read.reports[index] for index in range(len(document.spans)))


def _report(document: Document, index: int, candidate: Candidate, probability: float, kind: QuotationKind) -> Report:
    span = document.spans[index]
    return candidate.report(span.start, span.end, kind, probability, spans=(index,))


# What tells by its form alone whose words a span has: a label, a heading, a sentence that points back to it.
TOLD_BY_FORM = (label_inside, described, by_heading, pointed_back_to)


def _link(document: Document, index: int, before: int | None, read: _Reading, judges: Judges) -> Report:
    if document.token_spans[index][0] == document.token_spans[index][1]:
        return _report(document, index, NOBODY, 1.0, QuotationKind.SCARE)
    if is_name(document, index) or _in_list_of_names(document, index, before, read):
        return _report(document, index, NOBODY, BY_NAME, QuotationKind.SCARE)
    labelled = next(chain.from_iterable(tell(document, index) for tell in TOLD_BY_FORM), None)
    if labelled is not None:
        return _report(document, index, labelled, BY_LABEL, QuotationKind.DIRECT)
    if document.spans[index].continues and read.speech and read.speech[-1] == before:
        return _continued(document, index, read, judges)
    if before is not None and before in read.speech and _is_interrupted(document, before, index):
        candidate = Candidate(Pattern.CONTINUATION, same_as=before)
        return _report(document, index, candidate, BY_CONTINUATION, read.reports[before].kind)
    return _choose(document, index, read, judges)


def _continued(document: Document, index: int, read: _Reading, judges: Judges) -> Report:
    """The report of the next paragraph of one speech, by the speaker of the one before.

    Where no cue beside an earlier paragraph tells who speaks, one beside this does so for them all: “…⏎“…,” *said Poe*.
    """
    run = [read.speech[-1]]
    while document.spans[run[0]].continues and read.reports[run[0]].pattern is Pattern.CONTINUED_PARAGRAPH:
        run.insert(0, read.speech[-1 - len(run)])
    if not _is_told_beside(read.reports[run[0]]) and not _is_led_in(document, run[0]):
        chosen = _choose(document, index, read, judges)
        if chosen.cue is not None and _is_told_beside(chosen):
            speaker = Candidate(Pattern.CONTINUED_PARAGRAPH, same_as=index)
            for earlier in run:
                read.reports[earlier] = _report(document, earlier, speaker, BY_CONTINUATION, QuotationKind.DIRECT)
            return chosen
    candidate = Candidate(Pattern.CONTINUED_PARAGRAPH, same_as=run[-1])
    return _report(document, index, candidate, BY_CONTINUATION, QuotationKind.DIRECT)


def _is_led_in(document: Document, index: int) -> bool:
    """Whether a quotation stands below a line that ends with a colon, as *The Harbour Post reported:* does."""
    passage = document.passage_of[document.token_spans[index][0]]
    above = document.passages[passage - 1].end if passage > 0 else 0
    return document.text[max(0, above - 1) : above] == ":"


def _is_told_beside(report: Report) -> bool:
    """Whether words beside a quotation say whose it is."""
    beside = report.place in (Place.AFTER, Place.BEFORE) and not report.breaks
    return report.mention is not None and beside and report.pattern is not Pattern.NEARBY_NAME


def _is_interrupted(document: Document, before: int, index: int) -> bool:
    """Whether dashes part one sentence in marks, as “This is the”—he shut the door—“last ferry” does.

    A comma within the second marks says that a cue of their own follows.
    """
    doc, start, end = document.doc, document.token_spans[before][1], document.token_spans[index][0]
    inner_end = document.spans[before].inner_end
    parted = end - start > DASHES_AROUND and doc[start].text in DASH_TOKENS and doc[end - 1].text in DASH_TOKENS
    open_ended = document.text[inner_end - 1 : inner_end].isalnum()
    ends = document.spans[index].inner_end
    alone = document.text[ends - 1 : ends] != ","
    going_on = not any(ends_sentence(token) or token.is_space for token in doc[start:end])
    return parted and open_ended and alone and going_on


def _in_list_of_names(document: Document, index: int, before: int | None, read: _Reading) -> bool:
    """Whether the span is the next in a list whose last one was nobody's speech: the words “climate” and “crisis”."""
    return (
        before is not None
        and read.reports[before].pattern is Pattern.NOBODY
        and _goes_on_with_list(document, before, index)
    )


def _choose(document: Document, index: int, read: _Reading, judges: Judges) -> Report:
    candidates = propose(document, index, read.speech)
    view = view_quotation(document, index)
    own = quotation_features(document, view)
    options = link_options(document, view, candidates, read.history)
    probabilities = judges["link"](options, own)
    # A guess beats no answer unless no answer is the likelier of all.
    likely = probabilities if probabilities[-1] > 0.5 else probabilities[:-1]
    best = int(likely.argmax()) if len(likely) else 0
    best = _told(document, index, candidates, best)
    kind, probability = decide_kind(own, tuple(options[best].features()), judges["kind"])
    mixed = kind is QuotationKind.MIXED
    # Bergen is a “free port”: nobody has spoken yet, and nobody is found who says so.
    nobodys = mixed and candidates[best].pattern is Pattern.UNKNOWN and not read.speech
    again = mixed and _is_term_again(document, index, candidates[best], read)
    if kind is QuotationKind.SCARE or nobodys or again:
        return _report(document, index, NOBODY, probability, QuotationKind.SCARE)
    return _report(document, index, candidates[best], probability * _agreeing(candidates, probabilities, best), kind)


def _is_term_again(document: Document, index: int, candidate: Candidate, read: _Reading) -> bool:
    """Whether words stood in marks before that were nobody's, and no reporting word says that they are somebody's now.

    The city, a “free port”, was searched; they searched in the “free port”.
    """
    reported = candidate.cue is not None and candidate.cue.listed
    return not reported and document.words_in_marks[index] in read.terms


def _told(document: Document, index: int, candidates: Sequence[Candidate], best: int) -> int:
    """The candidate chosen, or, where that is nobody, the cue that says that they are told: “…,” *Poe was told*."""
    if candidates[best].pattern is not Pattern.UNKNOWN:
        return best
    return next((n for n, candidate in enumerate(candidates) if tells_only(document, index, candidate)), best)


def _agreeing(candidates: Sequence[Candidate], probabilities: Floats, best: int) -> float:
    """The probability of all candidates that lead to the same mention, or to the same other quotation."""
    chosen = candidates[best]
    same = [
        float(p)
        for candidate, p in zip(candidates, probabilities, strict=True)
        if (candidate.mention, candidate.same_as) == (chosen.mention, chosen.same_as)
    ]
    return min(1.0, sum(same))


def _nested(document: Document, index: int, outer: Report) -> Report:
    """A quotation within a quotation has a cue beside it, inside the outer one; without one it is in scare marks."""
    parent = document.spans[index].parent
    assert parent is not None
    low, high = document.token_spans[parent]
    start, end = document.token_spans[index]
    if is_name(document, index):
        return _report(document, index, NOBODY, outer.probability, QuotationKind.SCARE)
    for cue, place in _touching(document, start, end, low, high):
        for mention, found_by in mentions_of(document, cue):
            if low <= mention.head < high and not start <= mention.head < end:
                candidate = Candidate(Pattern.QUOTATION_WITHIN, place, cue, mention, found_by)
                return _report(document, index, candidate, WITHIN, QuotationKind.DIRECT)
    return _report(document, index, NOBODY, outer.probability, QuotationKind.SCARE)


def _touching(document: Document, start: int, end: int, low: int, high: int) -> Iterator[tuple[FoundCue, Place]]:
    for cue in cues_between(document, max(low, start - 12), min(high, end + 12)):
        if cue.listed and not start <= cue.head < end:
            between = document.doc[cue.end : start] if cue.head < start else document.doc[end : cue.start]
            if len(between) <= 3 and not any(token.text in FULL_STOPS for token in between):
                yield cue, Place.BEFORE if cue.head < start else Place.AFTER


# Names in marks: titles of works, plans and acts, nicknames. Their marks are nobody's speech, wherever they stand: his
# *“Clean Coast Plan” would cost nothing*, the mayor said. He reports what it costs, and the marks are the name's.
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}’'&.-]*")
# A comma or full stop that belongs to the sentence outside is set within the marks by many houses.
_END = regex.compile(r"[,.]?\Z")
# What a name follows: its article, whose or what it is, a preposition: the “Clean Coast Act”, the song “Iron Orchard”.
BEFORE_NAMES = frozenset(["DT", "PRP$", "POS", "NN", "NNS"])
POSSESSIVES = frozenset(["his", "her", "its", "their", "our", "my", "your"])
PREPOSITIONS = frozenset(["as", "at", "from", "in", "with", "like", "including", "for", "on", "by"])
BEFORE_NICKNAMES = DASH_TOKENS | {",", "or"}
# What stands between the members of a list, and what a member of one has not: it says nothing.
BETWEEN = frozenset([",", "and", "or", "&"])
MOST_BETWEEN = 2
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
CALLED = NAMING | {"known", "termed"}
ASKING = frozenset(["what", "whom", "which", "who"])


def is_name(document: Document, index: int) -> bool:
    """Whether the quoted span `index` is the name of something, by its capitals and by what stands before it."""
    start, end = document.token_spans[index]
    if not start or not document.spans[index].closed or _in_headline(document, start):
        return False
    before = document.doc[start - 1]
    if before.lower_ in words_used_as(document.tables, "calling") or _is_nickname(document, start, end):
        return True
    if is_so_called(document.doc, start - 1) or _is_term(document, start, end) or _is_called(document, start, end):
        return True
    to_whom = [token.lower_ for token in document.doc[end : end + 2]]
    if before.text in BEFORE_NICKNAMES and to_whom[:1] == ["to"] and not POSSESSIVES.isdisjoint(to_whom):
        return True  # Falk – “the Hammer” to her friends
    inside = document.spans[index].parent is not None and not before.is_punct
    return _is_title(document, index) and (inside or _is_part_of_clause(document, index))


def _is_term(document: Document, start: int, end: int) -> bool:
    """Whether words in marks are spoken of: the old *term* “quay”. Who *used* it, whose it is, may have said it."""
    noun = document.doc[start - 1]
    if noun.lower_ not in words_used_as(document.tables, "wording") or end - start - 2 > LONGEST_TERM:
        return False
    at = start - 2
    while at > 0 and document.doc[at].pos_ in ("ADJ", "NOUN"):
        at -= 1
    uttered = noun.dep_ == "dobj" and any(child.dep_ in ("nsubj", "nsubjpass") for child in noun.head.lefts)
    judged = noun.dep_ == "nsubj" and start <= noun.head.i < end  # she found the *term* “offensive”
    return at >= 0 and document.doc[at].tag_ == "DT" and not (uttered or judged)


def _is_called(document: Document, start: int, end: int) -> bool:
    """Whether marks hold what the noun before is called, and nobody calls it so: a tax *known as* the “levy”."""
    at = start - 1
    at -= document.doc[at].tag_ == "DT"
    at -= document.doc[at].lower_ == "as"
    verb = document.doc[max(at, 0)]
    if verb.lower_ not in CALLED or verb.dep_ != "acl" or verb.head.i != at - 1:
        return False
    first = verb.head.left_edge.i
    told = any(token.lower_ in ASKING for token in document.doc[max(first - 1, 0) : at])  # what the judge called “…”
    return not told and all(token.lower_ != "by" for token in document.doc[end : end + 2])


def _is_part_of_clause(document: Document, index: int) -> bool:
    """Whether the sentence around marks cannot do without what stands in them, nor says that it was said."""
    start, end = document.token_spans[index]
    before, behind = document.doc[start - 1], document.doc[end : end + 1]
    if before.tag_ in BEFORE_NAMES or before.lower_ in PREPOSITIONS | POSSESSIVES:
        return True
    called = before.lower_ in NAMING and before.tag_ == "VBN"
    if called or before.lower_ in words_used_as(document.tables, "making"):
        return True  # she sang “Grey Harbour”
    if before.text == ",":  # his novel, “The Salt Road,” sold well
        return start > 1 and document.doc[start - 2].lower_ in words_used_as(document.tables, "work")
    clause = before.lower_ == "that" or _is_cue(document, start - 1)
    subject = clause and any(token.tag_ in FINITE for token in behind)
    return subject and not _is_cue(document, end)  # told them that “The Salt Road” had sold well


def _is_cue(document: Document, token: int) -> bool:
    return any(cue.listed for cue in cues_between(document, token, token + 1))


def _goes_on_with_list(document: Document, before: int, index: int) -> bool:
    """Whether the span goes on with a list that the one `before` began: “Iron Orchard,” “Salt” and “The Last Ferry”."""
    (_, end), (start, behind) = document.token_spans[before], document.token_spans[index]
    between = document.doc[end:start]
    inner_end = document.spans[before].inner_end
    comma = document.text[inner_end - 1 : inner_end] == ","
    joined = bool(between) and len(between) <= MOST_BETWEEN and all(token.lower_ in BETWEEN for token in between)
    says = any(token.tag_ in FINITE for token in document.doc[start:behind])
    return (joined or (comma and not between)) and not says


def _is_title(document: Document, index: int) -> bool:
    """Whether a span is written as titles are, in several words with capitals but for the small ones."""
    span = document.spans[index]
    words = _WORD.findall(_END.sub("", document.text[span.inner_start : span.inner_end]))
    capitals = [word for word in words if word[0].isupper() or word[0].isdigit()]
    small = all(word in SMALL_WORDS for word in words if word not in capitals)
    return len(capitals) > 1 and small and words[0] in capitals and words[-1] in capitals


def _is_nickname(document: Document, start: int, end: int) -> bool:
    """Whether a span stands between the words of one name: Juan *“Chico”* Morales."""
    return (
        start - 1 in document.finder.name_of_token
        and document.finder.name_of_token.get(end) == (document.finder.name_of_token[start - 1])
    )


def _in_headline(document: Document, token: int) -> bool:
    passage = document.passage_of[token] if token < len(document.doc) else -1
    return passage >= 0 and document.passages[passage].kind is PassageKind.HEADLINE


def link_blocks(document: Document, blocks: Sequence[Block]) -> tuple[Report, ...]:
    """The report of each block quotation: the last cue of the paragraph that leads to it, and who speaks by it."""
    return tuple(
        _lead(document, block).report(block.start, block.end, QuotationKind.BLOCK, BY_LEAD) for block in blocks
    )


def _lead(document: Document, block: Block) -> Candidate:
    if document.passages[block.lead].end == block.end:
        return next(turn_label(document, block.lead), Candidate(Pattern.TURN_LABEL, Place.BEFORE))
    around = cues_between(document, *document.passage_tokens[block.lead])
    cues = [cue for cue in around if document.outermost[cue.head] < 0]
    for cue in sorted(cues, key=lambda c: (c.listed, c.head), reverse=True):
        for mention, found_by in mentions_of(document, cue):
            if document.outermost[mention.head] < 0:
                return Candidate(Pattern.BLOCK_LEAD_IN, Place.PREVIOUS, cue, mention, found_by)
    return Candidate(Pattern.BLOCK_LEAD_IN, Place.PREVIOUS, cues[-1] if cues else None)
