"""The reported speech of an article: where each report stands, and with which others it is of one occasion.

An occasion is a speaker's run of reports. It goes on until the text moves on: to another medium, outlet or day.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from types import MappingProxyType

import regex
from attrs import define, evolve, field, frozen

from quoteattr.sources.facts import PERSONAL, Bond, FoundSource, NameSign, Offsets, Reading
from quoteattr.sources.narration import Narration
from quoteattr.types import CueKind, SourceKind, SpeakerKind
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
    """The reports of an article in text order, of which some are `chosen`, by their numbers.

    `speakers` says whose words each sentence of the narration attributes, by its number; `others` are the reports that
    are not chosen, by their speakers.
    """

    narration: Narration
    all: Sequence[LocatedReport]
    speakers: Mapping[int, frozenset[str | None]]
    chosen: frozenset[int]
    others: Mapping[str, Sequence[LocatedReport]] = MappingProxyType({})

    def among(self, chosen: Iterable[int]) -> LocatedReports:
        """The same with others `chosen`."""
        numbers = frozenset(chosen)
        others: defaultdict[str, list[LocatedReport]] = defaultdict(list)
        for number, report in enumerate(self.all):
            if number not in numbers and report.speaker is not None and not report.general:
                others[report.speaker].append(report)
        return evolve(self, chosen=numbers, others=others)


def locate(narration: Narration, reports: Sequence[Report]) -> LocatedReports:
    """Find where `reports` stand."""
    located = [_located(narration, report) for report in reports]
    speakers: defaultdict[int, set[str | None]] = defaultdict(set)
    for report in located:
        speakers[report.sentence].add(report.speaker)
    of_sentences = {number: frozenset(names) for number, names in speakers.items()}
    return LocatedReports(narration, located, of_sentences, frozenset(range(len(located))))


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
    """A speaker's run of reports on one occasion: their `numbers` and `reports`, in text order.

    `readings` are what their own sentences say, aligned with them, and `others` the reports of the run that are not
    chosen. `kinds` are those that all of these tie to it, and `outlet` is the one that the words were told, where a
    sentence surely names it.
    """

    numbers: Sequence[int]
    reports: Sequence[LocatedReport]
    readings: Sequence[Reading]
    kinds: frozenset[SourceKind]
    outlet: NameSign | None
    others: Sequence[LocatedReport] = ()

    @property
    def first(self) -> LocatedReport:
        """The report that opens it."""
        return self.reports[0]


# Kinds of what is spoken, which goes on with no word that is written.
SPOKEN = SHARED | {SourceKind.SPEECH, SourceKind.TESTIMONY}


@define
class _Run:
    """An occasion as far as it is read: the numbers of its reports, and the kinds, outlets and dates that they tell.

    `written` says that a verb of writing tells its words.
    """

    numbers: list[int] = field(factory=list)
    written: bool = False
    kinds: set[SourceKind] = field(factory=set)
    outlets: dict[str, NameSign] = field(factory=dict)
    dates: set[str] = field(factory=set)

    @classmethod
    def of(cls, number: int, report: Report, reading: Reading, narration: Narration) -> _Run:
        """What one report tells, by its own sentence."""
        outlet = reading.outlet
        return cls(
            [number],
            report.cue is not None and report.cue.kind is CueKind.WRITING,
            {sign.value for sign in reading.kinds if sign.bond is Bond.TIED},
            {} if outlet is None else {narration.words(*outlet.value): outlet},
            {narration.words(*sign.value) for sign in reading.dates if sign.bond is Bond.TIED},
        )

    def moves_on(self, here: _Run) -> bool:
        """Whether what comes `here` tells of another occasion: another medium, outlet or day."""
        if (self.written and here.kinds & SPOKEN) or (here.written and self.kinds & SPOKEN):
            return True
        told = ((self.kinds, here.kinds), (self.outlets.keys(), here.outlets.keys()), (self.dates, here.dates))
        return any(before and now and before.isdisjoint(now) for before, now in told)

    def add(self, here: _Run) -> None:
        """Go on with what comes `here`."""
        self.numbers += here.numbers
        self.written |= here.written
        self.kinds |= here.kinds
        self.outlets = {**here.outlets, **self.outlets}
        self.dates |= here.dates


def find_occasions(
    reports: LocatedReports,
    read: Callable[[LocatedReport], Reading],
    opened: Callable[[LocatedReport], frozenset[SourceKind]],
) -> list[Occasion]:
    """The occasions of the chosen ones of `reports`, in order; `read` reads a report's own sentence.

    `opened` are the kinds that the sentence before it tells. Reports that are not chosen go on with an occasion, too,
    and end it. A report is of the last occasion of its speaker, unless its sentence tells of another one, or the one
    before does. What somebody *has said* is of no occasion that goes on.
    """
    runs: list[_Run] = []
    of_speaker: dict[str | None, _Run] = {}
    of_utterance: dict[int, _Run] = {}
    for number, report in enumerate(reports.all):
        here = _Run.of(number, report.report, read(report), reports.narration)
        run = of_utterance.get(report.report.utterance)
        if run is None and report.speaker is not None and not report.general:
            run = of_speaker.get(report.speaker)
            if run is not None and (kinds := opened(report)) and kinds.isdisjoint(run.kinds) and not here.kinds:
                here.kinds |= kinds
                run = None
            run = None if run is None or run.moves_on(here) else run
        if run is None:
            run = here
            runs.append(run)
        else:
            run.add(here)
        of_utterance[report.report.utterance] = run
        if not report.general:
            of_speaker[report.speaker] = run
    found = []
    for run in runs:
        numbers = [number for number in run.numbers if number in reports.chosen]
        if numbers:
            some = [reports.all[number] for number in numbers]
            outlet = next(iter(run.outlets.values()), None)
            others = [reports.all[number] for number in run.numbers if number not in reports.chosen]
            readings = [read(report) for report in some]
            found.append(Occasion(numbers, some, readings, frozenset(run.kinds), outlet, others))
    return sorted(found, key=lambda occasion: occasion.numbers[0])


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

    `told` are the kinds that its own sentences tie to it, and `dated` says that these have a date.
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
    """The occasions before one, each with the source that was chosen for it, in order.

    Words of another time (*has called*), which are not of the occasion at hand, are none of them.
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
        last = occasion.numbers[bisect_left(occasion.numbers, number) - 1]
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
            yield (
                Reason.SPEAKER,
                self._last(lambda n: self._is_of(n, here.first.speaker) and self.found[n][1] != FoundSource()),
            )
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
        ends = (
            (occasion.numbers[bisect_left(occasion.numbers, number) - 1], at)
            for at, (occasion, _) in enumerate(self.found)
        )
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
            if source != FoundSource():
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
