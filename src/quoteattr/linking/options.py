"""Candidates: for each quotation, every (cue, mention) pair that might attribute it, proposed by named patterns.

Proposing is generous and deciding is not done here: `linking` scores the candidates against each other. A candidate
without cue and mention points to another quotation: the same speaker goes on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

import regex
from attrs import frozen

from quoteattr.document import (
    Document,
    cues_between,
    described_before,
    ends_sentence,
    in_label,
    interviewed,
    interviewee,
    interviewer,
    is_hearer,
    mentions_of,
    named_before,
    only_named_before,
    part_of,
    says_nobody,
)
from quoteattr.lexicon import DASH_TOKENS, QUOTATION_MARK_TOKENS, SENTENCE_ENDS, Tables, words_used_as
from quoteattr.parse.tokens import Token
from quoteattr.types import QuotationKind
from quoteattr.values import FoundCue, Mention, MentionKind, NameKind, PassageKind, Pattern, Place, Report

__all__ = [
    "NOBODY",
    "UNKNOWN",
    "Candidate",
    "by_heading",
    "clause_start",
    "described",
    "innermost_clause",
    "label_inside",
    "pointed_back_to",
    "propose",
    "tells_only",
    "turn_label",
]

SUBJECTS = frozenset(["nsubj", "nsubjpass"])
RELATIVES = frozenset(["WDT", "WP"])
OBJECTS = frozenset(["dobj", "dative", "attr", "acomp", "oprd", "xcomp", "ccomp"])
SUBORDINATING = frozenset(
    [
        "once",
        "when",
        "while",
        "after",
        "before",
        "if",
        "because",
        "as",
        "since",
        "until",
        "unless",
        "although",
        "though",
    ]
)
STEPS_UP = 6
REPORTED = frozenset(["ccomp", "advcl", "xcomp", "conj", "pcomp"])


def innermost_clause(document: Document, start: int, cues: Sequence[FoundCue]) -> int | None:
    """Where the innermost of several reports that lead to a quotation at token `start` begins; None where one leads.

    `cues` stand before the quotation in its sentence, nearest first.
    """
    inner = next((cue for cue in cues if cue.listed and not cue.frames & {"after", "possessor"}), None)
    if inner is None or not inner.gives_words or not document.finder.parsed:
        return None
    head = document.doc[inner.head]
    clause = clause_start(head)
    if clause is None or not _leads(document, inner, head, start):
        return None
    return clause if any(_reports(document, cue, head, clause) for cue in cues if cue.head < clause) else None


def clause_start(head: Token) -> int | None:
    """Where a clause begins by its subject; None for one of a time or a relative: *once she* said, *who* said."""
    verb = head
    for _ in range(STEPS_UP):  # her father *used to* say; they *responded* saying
        shares = verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and verb.tag_ == "VBG")
        if shares and not any(child.dep_ in SUBJECTS for child in verb.lefts):
            verb = verb.head
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    if subject is None or subject.tag_ in RELATIVES:
        return None
    subordinate = any(child.dep_ in ("mark", "advmod") and child.lower_ in SUBORDINATING for child in verb.lefts)
    return None if subordinate else subject.left_edge.i


def _leads(document: Document, cue: FoundCue, head: Token, start: int) -> bool:
    """Whether the quotation is what a cue reports: nothing else is its object but whom it tells."""
    doc = document.doc
    if any(child.dep_ == "ccomp" and child.left_edge.i <= start <= child.right_edge.i for child in head.rights):
        return "hearer" in cue.frames or cue.base in ("tell", "say")  # the man told her he was “only resting”
    objects = [child for child in head.rights if child.dep_ in OBJECTS and child.i < start]
    told = objects[:1] if "addressee" in cue.frames else []
    if len(objects) > len(told):
        return False
    if doc[start - 1].text in (",", ":"):
        return True
    end = told[0].right_edge.i + 1 if told else cue.end
    if told and end == start - 1 and doc[end].lower_ == "that":
        return True  # Poe said that her aide had told her that “…”
    touches = cue.end == (told[0].left_edge.i if told else start) and end == start
    words = next((token for token in doc[start : start + 2] if token.text not in QUOTATION_MARK_TOKENS), None)
    uttered = words is not None and (words.text[0].isupper() or cue.base in words_used_as(document.tables, "uttering"))
    return touches and uttered


def _reports(document: Document, cue: FoundCue, inner: Token, clause: int) -> bool:
    """Whether a cue reports the clause that begins at `clause`, with the verb `inner`."""
    doc = document.doc
    if "after" in cue.frames:
        return any(token.text == "," for token in doc[cue.end : clause])
    if not cue.listed or "possessor" in cue.frames:
        return False
    if cue.end >= clause - 1 and all(token.lower_ == "that" for token in doc[cue.end : clause]):
        return True
    at, head = inner, doc[cue.head]
    for _ in range(STEPS_UP):
        if at.head is not head and at.dep_ in REPORTED:
            at = at.head
    return at.head is head and at.dep_ == "ccomp"


# A cue further from its quotation than this many words outside quotation marks attributes something else.
FARTHEST_CUE = 60
# Nor does one that long quotations keep further off than this many tokens; and only the nearest names on either side
# may be the unmarked speaker. Both bound the work for a paragraph of any length.
FARTHEST_TOKEN = 1_500
NEAREST_NAMES = 12
MOST_CUES_PER_SIDE = 6
LONGEST_TURN_LABEL = 30
# “…,” the *owner of the mill* was told: a passive within so many words of the quotation reports it.
NEAREST_PASSIVE = 8
# A verb that reports so often, of ten times, attributes the words of a headline.
OFTEN = 3
UNSPOKEN = (PassageKind.BOILERPLATE, PassageKind.SIGN_OFF, PassageKind.BYLINE)


@frozen
class Candidate:
    """A way to attribute a quotation.

    `pattern` names it; `place` is that of its cue or mention relative to the quotation; `breaks` counts sentence ends
    between them and `distance` words; `found_by` says how the mention was reached from the cue; `same_as` is the
    quoted span whose speaker this candidate repeats.
    """

    pattern: Pattern
    place: Place | None = None
    cue: FoundCue | None = None
    mention: Mention | None = None
    found_by: str = ""
    breaks: int = 0
    distance: int = 0
    same_as: int | None = None

    def report(
        self, start: int, end: int, kind: QuotationKind, probability: float, spans: tuple[int, ...] = ()
    ) -> Report:
        """The report of the quotation from character `start` to `end` that this candidate attributes."""
        return Report(
            start=start,
            end=end,
            kind=kind,
            spans=spans,
            cue=self.cue,
            mention=self.mention,
            pattern=self.pattern,
            place=self.place,
            breaks=self.breaks,
            distance=self.distance,
            same_as=self.same_as,
            probability=probability,
        )


# What stands for a candidate where the marks are scare marks.
NOBODY = Candidate(Pattern.NOBODY)
# Speech by somebody whom nothing near it tells: the choice when no other candidate fits.
UNKNOWN = Candidate(Pattern.UNKNOWN)


def propose(document: Document, index: int, earlier: Sequence[int]) -> tuple[Candidate, ...]:
    """The candidates for the outermost quoted span `index`; `earlier` are spans before it that are speech, in order."""
    found: dict[tuple[int | None, int | None, int | None, Pattern | None], Candidate] = {}
    for candidate in _all(document, index, earlier):
        head = candidate.mention.head if candidate.mention else None
        key = (
            candidate.cue.head if candidate.cue else None,
            head,
            candidate.same_as,
            candidate.pattern if head is None else None,
        )
        if key not in found:
            found[key] = candidate
    return tuple(found.values())


def _all(document: Document, index: int, earlier: Sequence[int]) -> Iterator[Candidate]:
    if _heads_body(document, index):
        yield Candidate(Pattern.REPETITION, same_as=document.repeated[index])
        yield UNKNOWN
        return
    yield from _by_label(document, index)
    yield from _by_signature(document, index)
    around = tuple(_cues_around(document, index))
    unsaid = [near for near in around if _leaves_out_speaker(document, index, *near)]
    for cue, place, breaks, distance in unsaid:
        if _opens(document, index, cue):
            yield Candidate(Pattern.CUE_ALONE, place, cue, None, "", breaks, distance)
            yield UNKNOWN
            return
    leading = [cue for cue, place, breaks, _ in around if place is Place.BEFORE and not breaks]
    inner = innermost_clause(document, document.token_spans[index][0], leading)
    issued = tuple(_issued(document, index))
    if issued:
        yield from (*issued, UNKNOWN)
        return
    for candidate in (*_by_cues(document, around), *_names_around(document, index)):
        if inner is None or not _is_of_outer(candidate, inner):
            yield candidate
    if not any("addressee" in cue.frames for cue, *_ in unsaid):
        yield from _same_speaker(document, index, earlier)
        yield from _by_interview(document, index)
    yield UNKNOWN


def _heads_body(document: Document, index: int) -> bool:
    """Whether a headline, which has no cue of its own but one as *opens*, quotes words that stand again below it."""
    passage = document.passage_of[document.token_spans[index][0]]
    if index not in document.repeated or passage < 0 or document.passages[passage].kind is not PassageKind.HEADLINE:
        return False
    cues = cues_between(document, *document.passage_tokens[passage])
    return not any(cue.listed and (cue.rate is None or cue.rate >= OFTEN) for cue in cues)


def _by_interview(document: Document, index: int) -> Iterator[Candidate]:
    """The person with whom the text says that its author spoke, for a paragraph that is all quotation."""
    if document.passage_of[document.token_spans[index][0]] in document.told:
        return
    mention = interviewed(document)
    if mention is not None:
        yield Candidate(Pattern.ANSWER, Place.BEFORE, None, mention, "interview")


def _issued(document: Document, index: int) -> Iterator[Candidate]:
    """Who hands over a document that the quotation opens, below: *The mayor today issued the following statement*.

    One that nothing follows by name has a paragraph of its own: *The mayor issued a statement on Friday.*
    """
    start, _ = document.token_spans[index]
    passage = document.passage_of[start]
    if passage < 1 or start > document.passage_tokens[passage][0] + 1:
        return
    following, any_text = _handing_over(document.tables)
    pattern = any_text if document.spans[index].end == document.passages[passage].end else following
    end = document.passages[passage - 1].end
    for cue in _cues(document, *reversed(document.passage_tokens[passage - 1])):
        if pattern.match(document.text, document.doc[cue.head].idx, end) is not None:
            for mention, found_by in mentions_of(document, cue):
                yield Candidate(Pattern.CUE_IN_PREVIOUS_PARAGRAPH, Place.PREVIOUS, cue, mention, found_by)


@cache
def _handing_over(tables: Tables) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What hands over the following statement, and what any statement, from its verb to the end of the paragraph."""
    rows = tables.rows("block_leads")
    hand, text = (
        "|".join(w for row in rows if row["kind"] == kind for w in row["words"]) for kind in ("hand", "document")
    )
    named = rf"(?:{hand})\s(?:(?:the\s)?following|this)\s(?:\p{{L}}+\s){{0,2}}(?:{text})\b[^:]*+:?\Z"
    own = r"(?:an?|another|his|her|its|their)"
    other = rf"(?!received|obtained)(?:{hand})\s{own}\s(?:\p{{L}}+\s){{0,2}}(?:{text})\b[^:.]*+[:.]?\Z"
    return regex.compile(named), regex.compile(f"{named}|{other}")


def _leaves_out_speaker(document: Document, index: int, cue: FoundCue, place: Place, breaks: int, far: int) -> bool:
    """Whether a passive beside the quotation says that it was said, and not by whom: “…,” *Poe was told*."""
    if breaks or far > NEAREST_PASSIVE or not says_nobody(document, cue):
        return False
    ends = document.text[document.spans[index].inner_end - 1] == "."  # “I left.” Poe was told to come back.
    return place is Place.BEFORE or (place is Place.AFTER and not ends)


def tells_only(document: Document, index: int, candidate: Candidate) -> bool:
    """Whether a candidate has the cue beside a quotation that says to whom it was said, and not by whom."""
    cue, place = candidate.cue, candidate.place
    if candidate.pattern is not Pattern.CUE_ALONE or cue is None or place is None or "addressee" not in cue.frames:
        return False
    return _leaves_out_speaker(document, index, cue, place, candidate.breaks, candidate.distance)


def _opens(document: Document, index: int, cue: FoundCue) -> bool:
    """Whether a cue of telling stands right before the quotation, but for a comma or a colon: she was asked, “…”."""
    start = document.token_spans[index][0]
    return "addressee" in cue.frames and cue.end == start - 1 and document.doc[cue.end].text in (",", ":")


def _by_cues(document: Document, around: Iterable[tuple[FoundCue, Place, int, int]]) -> Iterator[Candidate]:
    for cue, place, breaks, distance in around:
        for mention, found_by in mentions_of(document, cue):
            if document.outermost[mention.head] < 0:
                yield Candidate(_pattern(cue, place, breaks, mention), place, cue, mention, found_by, breaks, distance)
        if cue.listed and place in (Place.AFTER, Place.BEFORE):
            yield Candidate(Pattern.CUE_ALONE, place, cue, None, "", breaks, distance)


def _is_of_outer(candidate: Candidate, inner: int) -> bool:
    """Whether a candidate is of the report around that whose clause begins at token `inner`: *Poe said* he told her."""
    if candidate.place is not Place.BEFORE or candidate.breaks:
        return False
    heads = [part.head for part in (candidate.cue, candidate.mention) if part is not None]
    return any(head < inner for head in heads)


# A cue of another paragraph, or beyond another quotation; and one with ends of sentences between, by whether several.
PATTERN_OF_PLACE = {
    Place.AFTER: Pattern.CUE_AFTER,
    Place.BEFORE: Pattern.CUE_BEFORE,
    Place.AFTER_BEYOND: Pattern.CUE_BEYOND_QUOTATION,
    Place.BEFORE_BEYOND: Pattern.CUE_BEYOND_QUOTATION,
    Place.PREVIOUS: Pattern.CUE_IN_PREVIOUS_PARAGRAPH,
    Place.NEXT: Pattern.CUE_IN_NEXT_PARAGRAPH,
}
PATTERN_OVER_SENTENCES = {
    (True, False): Pattern.CUE_SENTENCE_AFTER,
    (True, True): Pattern.CUE_SENTENCES_AFTER,
    (False, False): Pattern.CUE_SENTENCE_BEFORE,
    (False, True): Pattern.CUE_SENTENCES_BEFORE,
}
OTHER_PARAGRAPHS = frozenset([Place.PREVIOUS, Place.NEXT])


def _pattern(cue: FoundCue, place: Place, breaks: int, mention: Mention) -> Pattern:
    if "after" in cue.frames:
        return Pattern.ACCORDING_TO
    if "possessor" in cue.frames:
        return Pattern.NOUN_CUE
    if breaks and place not in OTHER_PARAGRAPHS:
        return PATTERN_OVER_SENTENCES[place.follows, breaks > 1]
    if place is Place.AFTER and mention.head > cue.head:
        return Pattern.INVERTED_CUE
    return PATTERN_OF_PLACE[place]


def _by_label(document: Document, index: int) -> Iterator[Candidate]:
    """The speaker's name and a colon before the quotation: `MAYOR ROSS: “…”`."""
    start, _ = document.token_spans[index]
    if document.passage_of[start] >= 0:
        yield from turn_label(document, document.passage_of[start])
    named = named_before(document, start)
    if named is not None:
        yield Candidate(Pattern.COLON_LEAD_IN, Place.BEFORE, None, named, "label")


def turn_label(document: Document, passage: int) -> Iterator[Candidate]:
    """The speaker whom the label of a transcript's turn names: by a name, by the surname in capitals, or *Host*.

    *Q* and *A* name nobody: who answers is whom the text before the questions is about.
    """
    label, part = document.passages[passage].label, part_of(document, passage)
    if label is None:
        return
    if part is not None:
        mention = interviewee(document) if part == "answer" else interviewer(document)
        pattern = Pattern.ANSWER if part == "answer" else Pattern.QUESTION
        if mention is not None or part == "question":
            yield Candidate(pattern, Place.BEFORE, None, mention, "label")
        return
    first, last = document.passage_tokens[passage]
    reach = range(first, min(last, first + LONGEST_TURN_LABEL))
    inside = [i for i in reach if label[0] <= document.doc[i].idx < label[1]]
    if inside:
        yield Candidate(Pattern.TURN_LABEL, Place.BEFORE, None, in_label(document, inside[0], inside[-1] + 1), "label")


def described(document: Document, index: int) -> Iterator[Candidate]:
    """The speaker whom a label before the quotation names or describes, and no more: `A neighbour: “…”`."""
    start = document.token_spans[index][0]
    mention = described_before(document, start) or only_named_before(document, start)
    if mention is not None:
        yield Candidate(Pattern.COLON_LEAD_IN, Place.BEFORE, None, mention, "label")


def label_inside(document: Document, index: int) -> Iterator[Candidate]:
    """The label in capitals that a transcript in marks has inside them: `“ROSS: We will not.”`."""
    doc = document.doc
    start, end = document.token_spans[index]
    words = next((i for i in range(start, end) if doc[i].is_alpha), end)
    colon = next((i for i in range(words, min(words + 5, end)) if doc[i].text == ":"), None)
    if colon is not None and colon > words and all(doc[i].is_upper or doc[i].text == "." for i in range(words, colon)):
        yield Candidate(Pattern.LABEL_INSIDE, Place.BEFORE, None, in_label(document, words, colon), "label")


# A heading that is somebody's name, with a party, a place or an age behind it, has no more words than this.
LONGEST_HEADING = 10
BEHIND_HEADING = frozenset([",", "(", "|", *DASH_TOKENS])
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])


def by_heading(document: Document, index: int) -> Iterator[Candidate]:
    """The person whose name is a line of its own above a paragraph that the quotation opens: *Ann Poe, Labour*.

    Where a quotation stands before the first such line, they are signatures.
    """
    start = document.token_spans[index][0]
    passage = document.passage_of[start]
    mention = _name_of_line(document, passage - 1) if passage > 0 else None
    if mention is None or start > document.passage_tokens[passage][0] + 1:
        return
    first = document.passage_of[document.token_spans[document.top[0]][0]]
    if any(_name_of_line(document, above) is not None for above in range(first)):
        yield Candidate(Pattern.COLON_LEAD_IN, Place.BEFORE, None, mention, "heading")


def _name_of_line(document: Document, passage: int) -> Mention | None:
    """The person that a line names first, if it says no more than what, of what or how old that one is."""
    start, end = document.passage_tokens[passage]
    number = document.finder.name_of_token.get(start)
    if number is None or end - start > LONGEST_HEADING or document.passages[passage].kind in UNSPOKEN:
        return None
    name = document.names[number]
    behind = document.doc[name.end : end]
    if name.kind is not NameKind.PERSON or (behind and behind[0].text not in BEHIND_HEADING):
        return None
    says = any(token.tag_ in FINITE or token.text in SENTENCE_ENDS or token.text == ":" for token in behind)
    return None if says else Mention(name.start, name.end, name.end - 1, MentionKind.NAME, number)


# What points back to a quotation, at the start of the next sentence: *That was how* Poe put it.
POINTING = frozenset(["that", "those", "this", "these", "so", "such"])
BEING = frozenset(["is", "was", "are", "were", "’s", "'s", "went", "goes", "ran", "says", "said"])
# So many words of such a sentence are looked at for a name.
LONGEST_POINTER = 25


def pointed_back_to(document: Document, index: int) -> Iterator[Candidate]:
    """The person named by a sentence behind a quotation that says whose it was: “Run.” *That was Poe’s advice*."""
    doc, (start, end) = document.doc, document.token_spans[index]
    at = end
    while at < len(doc) and doc[at].is_space:
        at += 1
    passage = document.passage_of[start]
    if passage < 0 or at + 1 >= len(doc) or start > document.passage_tokens[passage][0] + 1:
        return
    if document.text[document.spans[index].inner_end - 1] not in SENTENCE_ENDS or not doc[at].text[0].isupper():
        return
    if doc[at].lower_ not in POINTING or doc[at + 1].lower_ not in BEING:
        return
    for i in range(at + 2, min(at + LONGEST_POINTER, len(doc))):
        if ends_sentence(doc[i]) or doc[i].is_space:
            return
        number = document.finder.name_of_token.get(i)
        if number is not None and document.names[number].kind is NameKind.PERSON:
            name = document.names[number]
            mention = Mention(name.start, name.end, name.end - 1, MentionKind.NAME, number)
            cue = next((c for c in cues_between(document, at, min(at + LONGEST_POINTER, len(doc))) if c.listed), None)
            yield Candidate(Pattern.CUE_IN_NEXT_PARAGRAPH, Place.NEXT, cue, mention, "pointer", 1, i - end)
            return


def _by_signature(document: Document, index: int) -> Iterator[Candidate]:
    """A name after a dash behind the quotation, or in the line under it."""
    doc = document.doc
    at = document.token_spans[index][1]
    while at < len(doc) and doc[at].is_space:
        at += 1
    if at + 1 < len(doc) and doc[at].text in DASH_TOKENS:
        for reach in range(at + 1, min(at + 7, len(doc))):
            number = document.finder.name_of_token.get(reach)
            if number is not None and document.outermost[reach] < 0:
                name = document.names[number]
                last = name.end >= len(doc) or doc[name.end].is_space or doc[name.end].text in (",", "(")
                if last:
                    mention = Mention(name.start, name.end, name.end - 1, MentionKind.NAME, number)
                    yield Candidate(Pattern.SIGNATURE, Place.AFTER, None, mention, "signature", 0, reach - at)
                return
            if doc[reach].is_space:
                return


def _cues_around(document: Document, index: int) -> Iterator[tuple[FoundCue, Place, int, int]]:
    """Cues near the span with their place, sentence ends between and distance, nearest first on each side."""
    start, end = document.token_spans[index]
    passage = document.passage_of[start]
    if passage < 0:
        return
    first, last = document.passage_tokens[passage]
    if document.passages[passage].kind not in UNSPOKEN:
        yield from _measured(document, index, _cues(document, end, last), end, side=Place.AFTER)
        yield from _measured(document, index, _cues(document, start, first), start, side=Place.BEFORE)
    if passage > 0 and document.passages[passage - 1].kind not in UNSPOKEN:
        before = _cues(document, *reversed(document.passage_tokens[passage - 1]))
        yield from _measured(document, index, before, start, side=Place.PREVIOUS)
    if passage + 1 < len(document.passages) and document.passages[passage + 1].kind not in UNSPOKEN:
        after = islice(_cues(document, *document.passage_tokens[passage + 1]), 2)
        yield from _measured(document, index, after, end, side=Place.NEXT)


def _cues(document: Document, start: int, end: int) -> Iterator[FoundCue]:
    """The cues outside quotation marks from one token to another, backwards if `end` lies before `start`."""
    low, high = (bisect_left(document.cue_starts, at) for at in sorted((start, end)))
    for number in range(low, high) if start <= end else range(high - 1, low - 1, -1):
        if document.outermost[document.cues[number].head] < 0:
            yield document.cues[number]


BEYOND = {Place.AFTER: Place.AFTER_BEYOND, Place.BEFORE: Place.BEFORE_BEYOND}


def _measured(
    document: Document, index: int, cues: Iterable[FoundCue], edge: int, side: Place
) -> Iterator[tuple[FoundCue, Place, int, int]]:
    """Each cue with where it stands, walking once from the span's edge outwards."""
    doc, at, breaks, distance, crossed, taken = document.doc, edge, 0, 0, False, 0
    forward, elsewhere = side.follows, side in OTHER_PARAGRAPHS
    for cue in cues:
        target = cue.head
        if abs(target - at) > FARTHEST_TOKEN:
            return
        step = range(at, target) if forward else range(at - 1, target, -1)
        for i in step:
            if document.outermost[i] >= 0 and document.outermost[i] != index:
                crossed = True
                continue
            distance += 1
            breaks += ends_sentence(doc[i])
        at = target if forward else target + 1
        if distance > FARTHEST_CUE or taken >= MOST_CUES_PER_SIDE:
            return
        if elsewhere and not cue.listed and cue.head != doc[cue.head].head.i:
            continue
        if not cue.listed and breaks:
            continue
        taken += 1
        yield cue, BEYOND.get(side, side) if crossed else side, breaks, distance


def _names_around(document: Document, index: int) -> Iterator[Candidate]:
    """Persons and organizations near a quotation that no cue links: subjects of sentences before and after it."""
    start, end = document.token_spans[index]
    passage = document.passage_of[start]
    if passage < 0:
        return
    for at, elsewhere in ((passage, None), (passage - 1, Place.PREVIOUS), (passage + 1, Place.NEXT)):
        if not 0 <= at < len(document.passages) or document.passages[at].kind in UNSPOKEN:
            continue
        numbers = [*_names_before(document, start, at), *_names_after(document, end, at)]
        near = sorted(
            numbers, key=lambda n: min(abs(document.names[n].start - end), abs(start - document.names[n].end))
        )
        for number in near[:4]:
            name = document.names[number]
            if name.kind in (NameKind.PERSON, NameKind.ORGANIZATION):
                mention = document.finder.at(name.start)
                if mention is not None:
                    before = name.start < start
                    breaks = _breaks(document, name.end, start) if before else _breaks(document, end, name.start)
                    distance = (start - name.end) if before else (name.start - end)
                    if not breaks and is_hearer(document, mention):
                        continue
                    place = elsewhere or (Place.BEFORE if before else Place.AFTER)
                    yield Candidate(Pattern.NEARBY_NAME, place, None, mention, "name", breaks, distance)


def _names_before(document: Document, token: int, passage: int) -> list[int]:
    """The last names outside quotation marks before a token in a passage."""
    low, high = (bisect_left(document.name_starts, at) for at in document.passage_tokens[passage])
    high = min(high, bisect_left(document.name_starts, token))
    return [n for n in range(max(low, high - NEAREST_NAMES), high) if document.outermost[document.names[n].start] < 0]


def _names_after(document: Document, token: int, passage: int) -> list[int]:
    """The first names outside quotation marks after a token in a passage."""
    low, high = (bisect_left(document.name_starts, at) for at in document.passage_tokens[passage])
    low = max(low, bisect_left(document.name_starts, token))
    return [n for n in range(low, min(high, low + NEAREST_NAMES)) if document.outermost[document.names[n].start] < 0]


def _breaks(document: Document, start: int, end: int) -> int:
    return sum(
        document.doc[i].text in SENTENCE_ENDS for i in range(start, min(end, start + 200)) if document.outermost[i] < 0
    )


def _same_speaker(document: Document, index: int, earlier: Sequence[int]) -> Iterator[Candidate]:
    """The speaker goes on, or answers: the speech before this span, and the one before that in another paragraph."""
    if index in document.repeated:
        yield Candidate(Pattern.REPETITION, same_as=document.repeated[index])
    if earlier:
        yield Candidate(
            Pattern.CONTINUATION, same_as=earlier[-1], breaks=_paragraphs_between(document, earlier[-1], index)
        )
        own = document.passage_of[document.token_spans[index][0]]
        for second, first in pairwise(reversed(earlier[-6:])):
            if (
                document.passage_of[document.token_spans[first][0]]
                != document.passage_of[document.token_spans[second][0]]
            ):
                if document.passage_of[document.token_spans[second][0]] != own:
                    yield Candidate(
                        Pattern.ALTERNATION, same_as=first, breaks=_paragraphs_between(document, first, index)
                    )
                break


def _paragraphs_between(document: Document, one: int, other: int) -> int:
    return document.passage_of[document.token_spans[other][0]] - document.passage_of[document.token_spans[one][0]]
