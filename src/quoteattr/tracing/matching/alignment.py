"""Where the words of a part stand in a document: runs of the same units, chained, and what is left between them.

In: a `Part` and a `Reading`. Out: `Alignment`s, the best first. Runs are found by the places of each form, so the work
grows with the length of the document; the chain of runs is the cheapest over all of them (the method of MUMmer and of
minimap), and what is left between two neighbours is aligned by the longest common subsequence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from math import log2

import regex
from attrs import frozen
from rapidfuzz.distance import Indel

from quoteattr.lexicon import forms_of_verbs, load_tables
from quoteattr.tracing.texts import DeclaredKind, Part, Reading, VoiceKind

__all__ = ["Alignment", "Between", "align", "between", "weight_of", "weights_of"]

# How much a word tells of where a part comes from.
CLOSED_CLASS = 0.35
COMMON = 0.8
TELLING = 1.0
# Runs that are chained; a part of a hundred words has seldom more than fifty that matter.
MOST_RUNS = 160
# What it costs to go on elsewhere, in the weight of words; to leave a word out; to leave a part's word unaligned.
JUMP = 2.2
JUMP_AT_SENTENCE = 1.0
SKIPPED = 0.15
UNALIGNED = 0.1
TURNED_IN_SENTENCE = 1.0
# A cue has no more words than this.
LONGEST_CUE = 40
WORDS_AFTER_CUE = 5
# A small word beyond a mark of omission at one of the edges stands no farther than this.
OMITTED_REACH = 40
# The least share of a part's weight whose words stand anywhere in a document that is looked at.
FEWEST_THERE = 0.4
# Alignments that are looked at of a part that stands in a document several times.
MOST_PLACES = 12

_OPEN_DASH = regex.compile(r"(?:[—–]|-{1,3}|…|\.\.\.)\s*\Z")
_GOES_ON = regex.compile(r"\s{0,8}+(?:[—–]|-{1,3}|…|\.\.\.)")


@frozen
class _Run:
    """Units of the part from `first`, the same as those of the document from `place`."""

    first: int
    place: int
    length: int

    @property
    def last(self) -> int:
        """The unit of the part behind it."""
        return self.first + self.length

    @property
    def end(self) -> int:
        """The unit of the document behind it."""
        return self.place + self.length


@frozen(eq=False)
class Alignment:
    """Pairs of a unit of the part and one of the document, in the part's order, and the `weight` of what they tell."""

    reading: Reading
    pairs: tuple[tuple[int, int], ...]
    weight: float


class Between(Enum):
    """What lies between two units of a document, one after the other in the part."""

    #: Nothing but layout, or the document's own marks.
    NOTHING = "nothing"
    #: The document's own cue: ,” said Ann Poe. “
    CUE = "cue"
    #: Another's turn in a sentence that its speaker takes up again.
    RESUMED = "resumed"
    #: Less than a sentence of the same speaker.
    WORDS = "words"
    #: A whole sentence, another's turn, other people's text.
    SENTENCE = "sentence"
    #: The second stands before the first, in one sentence.
    TURNED = "turned"
    #: The second stands before the first, in another sentence.
    BEFORE = "before"


def align(part: Part, reading: Reading) -> list[Alignment]:
    """The alignments of `part` with a document: each place where it stands whole, or else the best chain of runs."""
    forms = part.forms
    if not forms:
        return []
    weights = weights_of(forms)
    there = sum(weight for form, weight in zip(forms, weights, strict=True) if form in reading.places)
    if there < FEWEST_THERE * sum(weights):
        return []
    runs = list(_runs(forms, weights, reading))
    whole = [run for run in runs if run.length == len(forms)]
    if whole:
        return [_of_chain(part, reading, (run,), weights) for run in whole[:MOST_PLACES]]
    if part.declared:
        runs = [piece for run in runs for piece in _parted(run, part, reading)]
    chain = _chained(part, reading, _telling(runs, weights), weights)
    return [_of_chain(part, reading, chain, weights)] if chain else []


def _runs(forms: Sequence[str], weights: Sequence[float], reading: Reading) -> Iterator[_Run]:
    """Maximal runs of the same units, without single words of a closed class in longer parts."""
    going: dict[int, int] = {}  # by the unit of the document that would go on: where in the part it started
    places, alone = reading.places, len(forms) == 1
    for unit in range(len(forms) + 1):
        after: dict[int, int] = {}
        for place in places.get(forms[unit], ()) if unit < len(forms) else ():
            after[place + 1] = going.pop(place, unit)
        for end, first in going.items():
            if unit - first > 1 or alone or weights[first] > CLOSED_CLASS:
                yield _Run(first, end - (unit - first), unit - first)
        going = after


def _parted(run: _Run, part: Part, reading: Reading) -> Iterator[_Run]:
    """A run parted where something is declared: the words behind may go on elsewhere, those in brackets stand nowhere.

    Unless the document has the brackets, too.
    """
    marks = [mark for mark in part.declared if mark.kind is not DeclaredKind.NOTE and not mark.inside]
    at = run.first
    for mark in marks:
        first, last = max(run.first, mark.first), min(run.last, mark.last)
        if not at <= first <= run.last or (first > last):
            continue
        if at < first < run.last or (at < first and first == run.last and last == run.last):
            yield _Run(at, run.place + at - run.first, first - at)
            at = first
        if first < last:
            word = reading.words.owners[run.place + first - run.first]
            if reading.words.gaps[word].rstrip().endswith("["):
                yield _Run(first, run.place + first - run.first, last - first)
            at = last
    if at < run.last:
        yield _Run(at, run.place + at - run.first, run.last - at)


def _telling(runs: Sequence[_Run], weights: Sequence[float]) -> list[_Run]:
    """The runs to be chained, in the order of the part: not single words of a closed class."""
    sums = _sums(weights)
    kept = [run for run in runs if run.length > 1 or weights[run.first] > CLOSED_CLASS]
    kept.sort(key=lambda run: sums[run.first] - sums[run.last])
    return sorted(kept[:MOST_RUNS], key=lambda run: (run.first, run.place))


def _sums(weights: Sequence[float]) -> list[float]:
    sums = [0.0]
    for weight in weights:
        sums.append(sums[-1] + weight)
    return sums


def _chained(part: Part, reading: Reading, runs: Sequence[_Run], weights: Sequence[float]) -> tuple[_Run, ...]:
    """The chain of runs with the greatest weight less what their joins cost."""
    sums = _sums(weights)
    omitted = _omissions(part)
    best: list[float] = []
    before: list[int | None] = []
    cut: list[int] = []  # how many units each run loses to the one before it
    for index, run in enumerate(runs):
        value = sums[run.last] - sums[run.first]
        found: tuple[float, int | None, int] = (value, None, 0)
        for other in range(index):
            earlier = runs[other]
            lost = max(0, earlier.last - run.first)
            if lost >= run.length or earlier.first >= run.first:
                continue
            cost = _cost(part, reading, earlier, _Run(run.first + lost, run.place + lost, run.length - lost), omitted)
            total = best[other] + value - (sums[run.first + lost] - sums[run.first]) - cost
            if total > found[0]:
                found = total, other, lost
        best.append(found[0])
        before.append(found[1])
        cut.append(found[2])
    if not best:
        return ()
    at: int | None = max(range(len(best)), key=best.__getitem__)
    chain: list[_Run] = []
    while at is not None:
        run, lost = runs[at], cut[at]
        chain.append(_Run(run.first + lost, run.place + lost, run.length - lost))
        at = before[at]
    return tuple(reversed(chain))


def _omissions(part: Part) -> frozenset[int]:
    """The units of the part before which, or in which, something is declared left out or put for other words."""
    found: set[int] = set()
    for mark in part.declared:
        if mark.kind is not DeclaredKind.NOTE and not mark.inside:
            found |= set(range(mark.first, mark.last + 1))
    return frozenset(found)


def _cost(part: Part, reading: Reading, earlier: _Run, run: _Run, omitted: frozenset[int]) -> float:
    """What it costs to go on with `run` behind `earlier`."""
    cost = UNALIGNED * (run.first - earlier.last)
    skipped = run.place - earlier.end
    if skipped == 0:
        return cost
    if skipped > 0:
        if not omitted.isdisjoint(range(earlier.last, run.first + 1)):
            return cost + 0.1 + 0.1 * log2(1 + skipped)
        if skipped <= LONGEST_CUE and between(reading, earlier.end - 1, run.place) in {Between.CUE, Between.RESUMED}:
            return cost + 0.2
        return cost + min(SKIPPED * skipped, _jump(part, reading, earlier, run) + 0.05 * log2(1 + skipped))
    turned = between(reading, earlier.end - 1, run.place) is Between.TURNED
    return cost + (
        TURNED_IN_SENTENCE if turned else _jump(part, reading, earlier, run) + 0.3 + 0.05 * log2(1 - skipped)
    )


def _jump(part: Part, reading: Reading, earlier: _Run, run: _Run) -> float:
    """What it costs to go on elsewhere: less where a sentence ends in the part, and one begins or ends there."""
    sentences, owners = part.words.sentences, part.words.owners
    if sentences[owners[earlier.last - 1]] == sentences[owners[run.first]]:
        return JUMP
    there = reading.sentence_of_unit
    begins = run.place == 0 or there[run.place - 1] != there[run.place]
    ends = earlier.end == len(there) or there[earlier.end - 1] != there[earlier.end]
    return JUMP_AT_SENTENCE if begins or ends else JUMP


def between(reading: Reading, last: int, following: int) -> Between:
    """What lies between the units `last` and `following` of a document, which follow each other in a part."""
    if following <= last:
        same = reading.sentence_of_unit[last] == reading.sentence_of_unit[following]
        return Between.TURNED if same else Between.BEFORE
    if following == last + 1:
        return _of_neighbours(reading, last, following)
    voices = reading.voice_of_unit
    first_voice, second_voice = reading.voices[voices[last]], reading.voices[voices[following]]
    if first_voice.kind is VoiceKind.TURN and voices[last] != voices[following]:
        resumed = first_voice.label == second_voice.label and _is_resumed(reading, last, following)
        return Between.RESUMED if resumed else Between.SENTENCE
    if first_voice.kind is second_voice.kind is VoiceKind.QUOTED and voices[last] != voices[following]:
        skipped = range(last + 1, following)
        if all(reading.voices[voices[unit]].kind is not VoiceKind.QUOTED for unit in skipped):
            return Between.CUE if _is_cue(reading, last, following) else Between.SENTENCE
        return (
            Between.SENTENCE if _has_sentence(reading, last, following) or _has_cue(reading, skipped) else Between.WORDS
        )
    return Between.SENTENCE if _has_sentence(reading, last, following) else Between.WORDS


def _of_neighbours(reading: Reading, last: int, following: int) -> Between:
    first, second = reading.voice_of_unit[last], reading.voice_of_unit[following]
    if first == second or reading.voices[first].kind is not VoiceKind.TURN:
        return Between.NOTHING
    return Between.NOTHING if reading.voices[first].label == reading.voices[second].label else Between.SENTENCE


def _is_resumed(reading: Reading, last: int, following: int) -> bool:
    """Whether a sentence breaks off with a dash, and goes on with one, in the same speaker's next turn."""
    owners, voices = reading.words.owners, reading.voice_of_unit
    whole = (last + 1 == len(voices) or voices[last + 1] != voices[last]) and voices[following - 1] != voices[following]
    if not whole:
        return False
    text = reading.document.text
    end, start = reading.words.ends[owners[last]], reading.words.starts[owners[following]]
    turn = reading.voices[voices[last]]
    resumed = reading.voices[voices[following]]
    tail, head = text[end : turn.end], text[resumed.start : start]
    return bool(_GOES_ON.match(tail)) and (bool(_GOES_ON.search(head)) or text[start].islower())


def _is_cue(reading: Reading, last: int, following: int) -> bool:
    """Whether the words between two quoted stretches only say who speaks: one sentence's end, and little behind it."""
    if following - last - 1 > LONGEST_CUE:
        return False
    sentences = reading.sentence_of_unit[last + 1 : following]
    keys = [reading.words.keys[owner] for owner in reading.words.owners[last + 1 : following]]
    if not any(key in _reporting() for key in keys):
        return False
    # “A,” said X. “B”: the cue ends the sentence of A. “A.” She added: “B”: a short one begins that of B.
    behind = sum(sentence != reading.sentence_of_unit[last] for sentence in sentences)
    return behind <= WORDS_AFTER_CUE or len(set(sentences)) == 1


def _has_sentence(reading: Reading, last: int, following: int) -> bool:
    """Whether at least one whole sentence lies between two units."""
    sentences = reading.sentence_of_unit
    return any(
        reading.sentence_units[sentence][0] > last and reading.sentence_units[sentence][1] <= following
        for sentence in range(sentences[last], sentences[following] + 1)
        if sentence in reading.sentence_units
    )


def _has_cue(reading: Reading, skipped: range) -> bool:
    """Whether words that are not quoted lie between."""
    return any(reading.voices[reading.voice_of_unit[unit]].kind is not VoiceKind.QUOTED for unit in skipped)


def _of_chain(part: Part, reading: Reading, chain: Sequence[_Run], weights: Sequence[float]) -> Alignment:
    """The pairs of a chain, with what the gaps between its runs, and its edges, have in common."""
    chain = _at_sentences(reading, chain)
    pairs: list[tuple[int, int]] = []
    for index, run in enumerate(chain):
        if index:
            earlier = chain[index - 1]
            pairs += _in_gap(part, reading, (earlier.last, run.first), (earlier.end, run.place))
        else:
            pairs += _before(part, reading, run)
        pairs += zip(range(run.first, run.last), range(run.place, run.end), strict=True)
    pairs += _behind(part, reading, chain[-1])
    return Alignment(reading, tuple(pairs), sum(weights[unit] for unit, _ in pairs))


def _at_sentences(reading: Reading, chain: Sequence[_Run]) -> list[_Run]:
    """The chain with what is left out between two neighbours moved to a sentence's beginning, if it can be moved.

    Of *The beam is oak. The bell rang* in *The beam is oak. The rope broke. The bell rang* a sentence is left out, and
    not the end of one and the head of the next.
    """
    forms, sentences = reading.words.forms, reading.sentence_of_unit
    placed = list(chain[:1])
    for run in chain[1:]:
        earlier = placed[-1]
        if run.first == earlier.last and run.place > earlier.end and sentences[run.place - 1] == sentences[run.place]:
            size = 0
            while size + 1 < earlier.length and forms[earlier.end - 1 - size] == forms[run.place - 1 - size]:
                size += 1
                if sentences[run.place - size - 1] != sentences[run.place - size]:
                    placed[-1] = _Run(earlier.first, earlier.place, earlier.length - size)
                    run = _Run(run.first - size, run.place - size, run.length + size)  # noqa: PLW2901
                    break
        placed.append(run)
    return placed


def _in_gap(part: Part, reading: Reading, units: tuple[int, int], places: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Align the units of a gap, if those of the document are few enough to be what was changed."""
    size, room = units[1] - units[0], places[1] - places[0]
    if size <= 0 or room <= 0:
        return
    if room <= 3 * size + 8:
        yield from _common(part, reading, units, places)
        return
    # A declared omission, or a join: what is left belongs to one of its sides.
    yield from _common(part, reading, units, (places[0], places[0] + 2 * size))


def _before(part: Part, reading: Reading, run: _Run) -> Iterator[tuple[int, int]]:
    omitted = any(mark.kind is DeclaredKind.OMISSION and mark.first == run.first for mark in part.declared)
    first = max(0, run.place - (OMITTED_REACH if omitted else run.first + 3))
    sentence = reading.sentence_of_unit[run.place] if run.place < len(reading.sentence_of_unit) else -1
    while first < run.place and reading.sentence_of_unit[first] < sentence - 1:
        first += 1
    pairs = list(_common(part, reading, (0, run.first), (first, run.place)))
    level = all(run.first - unit == run.place - place for unit, place in pairs)
    if omitted or level or (run.first - 1, run.place - 1) in pairs or _tells(part, pairs):
        yield from pairs


def _behind(part: Part, reading: Reading, run: _Run) -> Iterator[tuple[int, int]]:
    left = len(part.forms) - run.last
    omitted = any(mark.kind is DeclaredKind.OMISSION and mark.first == run.last for mark in part.declared)
    last = min(len(reading.words.forms), run.end + (OMITTED_REACH if omitted else left + 3))
    while last > run.end and reading.sentence_of_unit[last - 1] > reading.sentence_of_unit[run.end - 1] + 1:
        last -= 1
    pairs = list(_common(part, reading, (run.last, len(part.forms)), (run.end, last)))
    level = all(unit - run.last == place - run.end for unit, place in pairs)
    if omitted or level or (run.last, run.end) in pairs or _tells(part, pairs):
        yield from pairs


def _tells(part: Part, pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether words beyond a run are more than small words that stand there by chance."""
    return any(weight_of(part.forms[unit]) > CLOSED_CLASS for unit, _ in pairs)


def _common(part: Part, reading: Reading, units: tuple[int, int], places: tuple[int, int]) -> Iterator[tuple[int, int]]:
    ours, theirs = list(part.forms[units[0] : units[1]]), list(reading.words.forms[places[0] : places[1]])
    if not ours or not theirs:
        return
    _settle(ours, theirs)
    _settle(theirs, ours)
    for block in Indel.editops(ours, theirs).as_matching_blocks():
        firsts = range(units[0] + block.a, units[0] + block.a + block.size)
        yield from zip(firsts, range(places[0] + block.b, places[0] + block.b + block.size), strict=True)


def _settle(units: list[str], others: Sequence[str]) -> None:
    """Let *'d* be *would* or *had*, and *'s* *is* or *has*, where the other text has that word."""
    for index, unit in enumerate(units):
        meant = next((word for word in _contractions().get(unit, ()) if word in others), None)
        if meant is not None:
            units[index] = meant


@cache
def _contractions() -> dict[str, tuple[str, ...]]:
    return {row["form"]: tuple(row["words"]) for row in load_tables().rows("contraction_pairs")}


@cache
def _reporting() -> frozenset[str]:
    return frozenset(forms_of_verbs(load_tables()))


def weights_of(forms: Sequence[str]) -> list[float]:
    """How much each unit tells of where the words come from."""
    return [weight_of(form) for form in forms]


def weight_of(form: str) -> float:
    """How much a unit tells: little if of a closed class, less if common than if rare."""
    return _weights().get(form, TELLING)


@cache
def _weights() -> dict[str, float]:
    common = {word: COMMON for row in load_tables().rows("common_words") for word in row["words"]}
    closed = {word: CLOSED_CLASS for row in load_tables().rows("function_words") for word in row["words"]}
    return common | closed
