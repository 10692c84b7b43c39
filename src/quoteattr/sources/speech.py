"""The reported speech of an article: where each report stands, and with which others it is of one occasion.

An occasion is a speaker's run of reports. It goes on until the text moves on: to another medium, outlet or day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import Enum

import regex
from attrs import evolve, frozen

from quoteattr.sources.facts import PERSONAL, FoundSource, NameSign, Rank, Reading
from quoteattr.sources.media import Offsets
from quoteattr.sources.narration import Narration
from quoteattr.types import SourceKind, SpeakerKind
from quoteattr.values import Report

__all__ = [
    "Carried",
    "Earlier",
    "LocatedReport",
    "LocatedReports",
    "Occasion",
    "Since",
    "find_occasions",
    "last_name",
    "locate",
]

_LAST_NAME = regex.compile(r"\p{L}[\p{L}’'-]*+(?:(?=(?:,? (?:Jr|Sr|II|III)\.?)?\Z)|(*SKIP)(*FAIL))")
# Words between speaker and cue that take the saying out of the occasion at hand: *has called*, *once said*.
_GENERAL = regex.compile(
    r"(?i)\b(?:has|have|had|repeatedly|often|once|always|frequently|long|previously|regularly|famously|sometimes|usually)\b"
    r"|['’](?:ve|d)\b"
)
LONGEST_VERB_GROUP = 40
# Occasions with more than one speaker: whoever the sentence that introduces it names takes part in it.
SHARED = frozenset({SourceKind.INTERVIEW, SourceKind.BROADCAST, SourceKind.DEBATE, SourceKind.PRESS_CONFERENCE})
# How many of such occasions back a partner in conversation is looked for.
OCCASIONS = 5
# Before the name of somebody in conversation: *with Inés Roca*, *Radio Ventana’s Inés Roca*, *moderator Ivo Pereira*.
_PARTNER = regex.compile(
    r"(?:\b(?:with|told|telling|by|to|of|and|host|co-host|anchor|moderator|reporter|interviewer|presenter)|[’']s?)\s"
    r"(?:\p{Lu}[\p{L}.’'-]*+\s){0,3}\Z"
)
LONGEST_PARTNER = 80


@frozen
class LocatedReport:
    """A report, and how it stands in its article; offsets are of characters, half-open.

    `cue` and `mention` are where those stand, and `anchor` is what attributes the report: its cue, else its mention,
    else its first character. `cue_words`, and `mention_word`, the mention's last, are in lower case, "" where there are
    none; `last_name` is the speaker's. `general` says that the words were said at some other time, or time and again:
    *has called*, *her promise to*. `paragraph` and `sentence` are the numbers of those of the anchor, and
    `paragraph_of_words` and `sentence_of_words` of those where the report begins.
    """

    report: Report
    cue: Offsets | None
    mention: Offsets | None
    anchor: Offsets
    cue_words: str
    mention_word: str
    last_name: str
    general: bool
    paragraph: int
    sentence: int
    paragraph_of_words: int
    sentence_of_words: int

    @property
    def speaker(self) -> str | None:
        """The name of the speaker, None where it is unknown."""
        return self.report.speaker_name

    @property
    def speaker_kind(self) -> SpeakerKind | None:
        """What the speaker is, None where it is unknown."""
        return self.report.speaker_kind

    def is_foreign_to(self, speakers: Collection[str | None]) -> bool:
        """Whether a sentence with the words of `speakers` attributes those of others than the speaker alone."""
        return self.speaker is not None and bool(speakers) and not {self.speaker, None}.intersection(speakers)


@frozen
class LocatedReports:
    """The reports of an article in text order, and the `others` beside them.

    `speakers` says whose words each sentence of the narration attributes, by its number.
    """

    narration: Narration
    all: Sequence[LocatedReport]
    speakers: Mapping[int, frozenset[str | None]]
    others: Sequence[LocatedReport] = ()

    def among(self, numbers: Sequence[int]) -> LocatedReports:
        """Some of the reports, by their numbers; the rest are the others."""
        chosen = frozenset(numbers)
        others = [report for number, report in enumerate(self.all) if number not in chosen]
        return evolve(self, all=[self.all[number] for number in numbers], others=others)


def locate(narration: Narration, reports: Sequence[Report]) -> LocatedReports:
    """Find where `reports` stand."""
    located = [_located(narration, report) for report in reports]
    speakers: defaultdict[int, set[str | None]] = defaultdict(set)
    for report in located:
        speakers[report.sentence].add(report.speaker)
    return LocatedReports(narration, located, {number: frozenset(names) for number, names in speakers.items()})


def _located(narration: Narration, report: Report) -> LocatedReport:
    cue, mention = (
        None if found is None else narration.offsets(found.start, found.end) for found in (report.cue, report.mention)
    )
    anchor = cue or mention or (report.start, report.start)
    return LocatedReport(
        report=report,
        cue=cue,
        mention=mention,
        anchor=anchor,
        cue_words=narration.text[slice(*cue)].lower() if cue is not None else "",
        mention_word=narration.text[slice(*mention)].rpartition(" ")[2].lower() if mention is not None else "",
        last_name=last_name(report.speaker_name),
        general=_is_general(narration, cue, mention),
        paragraph=narration.paragraph(anchor[0]),
        sentence=narration.sentence_number(anchor[0]),
        paragraph_of_words=narration.paragraph(report.start),
        sentence_of_words=narration.sentence_number(report.start),
    )


def last_name(speaker: str | None) -> str:
    """The last name of a speaker, "" where there is none."""
    match = _LAST_NAME.search(speaker or "")
    return match.group() if match else ""


def _is_general(narration: Narration, cue: Offsets | None, mention: Offsets | None) -> bool:
    if cue is None:
        return False
    if narration.is_noun(cue[0]):
        return True
    if mention is None or not 0 <= cue[0] - mention[1] < LONGEST_VERB_GROUP:
        return False
    return _GENERAL.search(narration.text, mention[1], cue[0]) is not None


@frozen
class Occasion:
    """A speaker's run of reports on one occasion: their `numbers` and `reports`, in text order, and what they tell.

    `readings` are what their own sentences say, aligned with them.
    """

    numbers: tuple[int, ...]
    reports: tuple[LocatedReport, ...]
    readings: tuple[Reading, ...]

    @property
    def first(self) -> LocatedReport:
        """The report that opens it."""
        return self.reports[0]

    @property
    def kinds(self) -> frozenset[SourceKind]:
        """The kinds that its own sentences rank first."""
        return frozenset(sign.value for reading in self.readings for sign in reading.kinds if sign.rank is Rank.FIRST)

    @property
    def outlet(self) -> NameSign | None:
        """The outlet that the words were told, where a sentence surely names it."""
        return next((reading.outlet for reading in self.readings if reading.outlet is not None), None)

    def dates(self, narration: Narration) -> frozenset[str]:
        """The dates that its own sentences rank first, in words."""
        signs = (sign for reading in self.readings for sign in reading.dates if sign.rank is Rank.FIRST)
        return frozenset(narration.words(*sign.value) for sign in signs)

    def with_next(self, number: int, report: LocatedReport, reading: Reading) -> Occasion:
        """The occasion with one more report."""
        return Occasion((*self.numbers, number), (*self.reports, report), (*self.readings, reading))


def find_occasions(reports: LocatedReports, read: Callable[[LocatedReport], Reading]) -> tuple[Occasion, ...]:
    """The occasions of `reports`, in the order of their first reports; `read` reads a report's own sentence.

    A report is of the last occasion of its speaker, unless its sentence tells of another one. What somebody *has said*
    is of no occasion that goes on.
    """
    found: list[Occasion] = []
    of_speaker: dict[str | None, int] = {}
    of_utterance: dict[int, int] = {}
    for number, report in enumerate(reports.all):
        reading = read(report)
        alone = Occasion((number,), (report,), (reading,))
        place = of_utterance.get(report.report.utterance)
        if place is None and report.speaker is not None and not report.general:
            place = of_speaker.get(report.speaker)
            if place is not None and _moves_on(found[place], alone, reports.narration):
                place = None
        if place is None:
            place = len(found)
            found.append(alone)
        else:
            found[place] = found[place].with_next(number, report, reading)
        of_utterance[report.report.utterance] = place
        if not report.general:
            of_speaker[report.speaker] = place
    return tuple(found)


def _moves_on(before: Occasion, here: Occasion, narration: Narration) -> bool:
    """Whether a report tells of another occasion than the one before: another medium, outlet or day."""
    outlets = [narration.words(*side.outlet.value) for side in (before, here) if side.outlet is not None]
    told = ((before.kinds, here.kinds), (before.dates(narration), here.dates(narration)))
    return len(set(outlets)) > 1 or any(one and other and not one & other for one, other in told)


class Reason(Enum):
    """Why an earlier occasion is thought of.

    It is the speaker's, or the one before; of a kind that the sentences give; the most frequent one; one that the
    speaker has part in; or of the kind that has been chosen, anyone's or the speaker's.
    """

    SPEAKER = "speaker"
    ANYONE = "anyone"
    KIND = "kind"
    OFTEN = "often"
    PARTNER = "partner"
    ALIKE = "alike"
    SPEAKER_ALIKE = "speaker alike"


@frozen
class Since:
    """How an occasion stands to an earlier one, over so many `paragraphs` and `reports`, from its last report on.

    `told` are the kinds that its own sentences rank first, and `dated` says that these have a date.
    """

    paragraphs: int
    reports: int
    report: LocatedReport
    before: LocatedReport
    told: frozenset[SourceKind]
    dated: bool


@frozen
class Carried:
    """The source chosen for an earlier occasion, and why it may hold for this one."""

    reason: Reason
    source: FoundSource
    since: Since


@frozen
class Earlier:
    """The occasions before one that have a source, with it, in order.

    Nothing is not carried: that one occasion is without a source says little of the next. Nor are words of another
    time (*has called*), which are not of the occasion at hand.
    """

    reports: LocatedReports
    found: Sequence[tuple[Occasion, FoundSource]]

    def carried(self, here: Occasion) -> Iterator[Carried]:
        """What may hold for an occasion."""
        if here.first.general:
            return
        for reason, before in self._candidates(here):
            if before is not None:
                yield self._carried(reason, before, here)

    def alike(self, here: Occasion, kind: SourceKind | None) -> Iterator[Carried]:
        """What the last sources of `kind` were, anyone's and those of the speaker of an occasion."""
        if kind is None or here.first.general:
            return
        last = self._last_of_kind(kind)
        same = self._last(lambda n: self.found[n][1].kind is kind and self._is_of(n, here.first.speaker))
        for reason, before in ((Reason.ALIKE, last), (Reason.SPEAKER_ALIKE, same)):
            if before is not None:
                yield self._carried(reason, before, here)

    def _carried(self, reason: Reason, before: int, here: Occasion) -> Carried:
        occasion, source = self.found[before]
        number = here.numbers[0]
        last = next(n for n in reversed(occasion.numbers) if n < number)
        there = self.reports.all[last]
        since = Since(
            paragraphs=here.first.paragraph - there.paragraph,
            reports=number - last,
            report=here.first,
            before=there,
            told=here.kinds,
            dated=any(reading.dates for reading in here.readings),
        )
        return Carried(reason, source, since)

    def _candidates(self, here: Occasion) -> Iterator[tuple[Reason, int | None]]:
        if here.first.speaker is not None:
            yield Reason.SPEAKER, self._last(lambda n: self._is_of(n, here.first.speaker))
        yield Reason.ANYONE, self._shared(here, self._last_before(here.numbers[0]))
        told = {sign.value for reading in here.readings for sign in reading.kinds}
        for kind in sorted(told, key=lambda kind: kind.value):
            yield Reason.KIND, self._last_of_kind(kind)
        yield Reason.OFTEN, self._shared(here, self._most_frequent())
        yield Reason.PARTNER, self._partner(here.first.last_name)

    def _is_of(self, number: int, speaker: str | None) -> bool:
        return speaker is not None and self.found[number][0].first.speaker == speaker

    def _last(self, test: Callable[[int], bool]) -> int | None:
        return next((number for number in reversed(range(len(self.found))) if test(number)), None)

    def _last_before(self, number: int) -> int | None:
        """The occasion whose report comes last before report `number`."""
        ends = ((max(n for n in occasion.numbers if n < number), at) for at, (occasion, _) in enumerate(self.found))
        return max(ends, default=(0, None))[1]

    def _last_of_kind(self, kind: SourceKind) -> int | None:
        return self._last(lambda n: self.found[n][1].kind is kind)

    def _shared(self, here: Occasion, number: int | None) -> int | None:
        """`number`, unless it is of an occasion that belongs to another speaker alone."""
        if number is None or self.found[number][1].kind not in PERSONAL:
            return number
        return None if here.first.is_foreign_to({self.found[number][0].first.speaker}) else number

    def _most_frequent(self) -> int | None:
        """The first occasion with the source that most reports have."""
        counts = Counter[FoundSource]()
        for occasion, source in self.found:
            counts[source] += len(occasion.numbers)
        most = counts.most_common(1)
        return next(n for n, (_, source) in enumerate(self.found) if source == most[0][0]) if most else None

    def _partner(self, name: str) -> int | None:
        """The latest shared occasion whose sentence makes `name` part of it: *told Radio Ventana’s Inés Roca*."""
        narration = self.reports.narration
        shared = [n for n, (_, source) in enumerate(self.found) if source.kind in SHARED][-OCCASIONS:] if name else []
        for number in reversed(shared):
            at, _ = self.found[number][0].first.anchor
            sentence = narration.text[slice(*narration.around(at, at))]
            place = sentence.find(name)
            if place >= 0 and _PARTNER.search(sentence, max(0, place - LONGEST_PARTNER), place):
                return number
        return None
