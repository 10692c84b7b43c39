"""The reported speech of an article: where each report stands, and what was chosen for the earlier ones.

What was chosen may hold for the next quotation: occasions go on until the text gives another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import Enum

import regex
from attrs import evolve, frozen

from quoteattr.sources.facts import PERSONAL, FoundSource, Rank, Reading
from quoteattr.sources.media import Offsets
from quoteattr.sources.narration import Narration
from quoteattr.types import SourceKind, SpeakerKind
from quoteattr.values import Report

__all__ = ["Carried", "Earlier", "LocatedReport", "LocatedReports", "Since", "last_name", "locate"]

# How many of a speaker's reports after a quotation are looked at for its occasion.
FORESIGHT = 2
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
    """The reports of an article in text order, each with the next ones of its speaker, by their numbers.

    `speakers` says whose words each sentence of the narration attributes, by its number.
    """

    narration: Narration
    all: Sequence[LocatedReport]
    later: Sequence[Sequence[int]]
    speakers: Mapping[int, frozenset[str | None]]

    def among(self, numbers: Sequence[int]) -> LocatedReports:
        """Some of the reports alone, by their numbers; whose words each sentence has is known of all."""
        some = [self.all[number] for number in numbers]
        return evolve(self, all=some, later=_later(some))


def locate(narration: Narration, reports: Sequence[Report]) -> LocatedReports:
    """Find where `reports` stand, and which follow which."""
    located = [_located(narration, report) for report in reports]
    speakers: defaultdict[int, set[str | None]] = defaultdict(set)
    for report in located:
        speakers[report.sentence].add(report.speaker)
    return LocatedReports(
        narration, located, _later(located), {number: frozenset(names) for number, names in speakers.items()}
    )


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


def _later(reports: Sequence[LocatedReport]) -> Sequence[Sequence[int]]:
    """For each report the next ones of the same speaker, nearest first."""
    upcoming: dict[str | None, tuple[int, ...]] = {}
    found: list[tuple[int, ...]] = []
    for number in range(len(reports) - 1, -1, -1):
        speaker = reports[number].speaker
        found.append(upcoming.get(speaker, ()) if speaker is not None else ())
        upcoming[speaker] = (number, *upcoming.get(speaker, ()))[:FORESIGHT]
    return found[::-1]


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


class Reason(Enum):
    """Why an earlier report is thought of.

    It is the last of the speaker, or their last with a source; of the same utterance; anyone's; one of the kind that
    the sentence gives; the most frequent source; an occasion that the speaker has part in; or of the kind that has been
    chosen, anyone's or the speaker's.
    """

    SPEAKER = "speaker"
    SPEAKER_BEFORE = "speaker before"
    UTTERANCE = "utterance"
    ANYONE = "anyone"
    KIND = "kind"
    OFTEN = "often"
    PARTNER = "partner"
    ALIKE = "alike"
    SPEAKER_ALIKE = "speaker alike"


@frozen
class Since:
    """How a report stands to an earlier one, over so many `paragraphs` and `reports`.

    `told` are the kinds that its own sentence ranks first, and `dated` says that this has a date.
    """

    paragraphs: int
    reports: int
    report: LocatedReport
    before: LocatedReport
    told: frozenset[SourceKind]
    dated: bool


@frozen
class Carried:
    """The source chosen for an earlier report, and why it may hold for this one."""

    reason: Reason
    source: FoundSource
    since: Since


@frozen
class Earlier:
    """What was `found` for the reports before one; `numbers` are those that count.

    Words of another time (*has called*) are not of the occasion at hand, and are not among them.
    """

    reports: LocatedReports
    found: Sequence[FoundSource]
    numbers: Sequence[int]

    def read_to(self, number: int) -> int:
        """The end of the sentence of the last report of the speaker of report `number`, -1 where there is none."""
        last = self._last_of(self.reports.all[number].speaker)
        return -1 if last is None else self.reports.narration.sentence(self.reports.all[last].anchor[0])[1]

    def carried(self, number: int, own: Reading) -> Iterator[Carried]:
        """What may hold for report `number`, whose own sentence says `own`."""
        report = self.reports.all[number]
        if report.general:
            return
        for reason, before in self._candidates(report, own):
            if before is not None:
                yield self._carried(reason, before, number, own)

    def alike(self, number: int, own: Reading, kind: SourceKind | None) -> Iterator[Carried]:
        """What the last sources of `kind` were, anyone's and those of the speaker of report `number`."""
        report = self.reports.all[number]
        if kind is None or report.general:
            return
        last = self._last_of_kind(kind)
        same = self._last(lambda n: self.found[n].kind is kind and self.reports.all[n].speaker == report.speaker)
        for reason, before in ((Reason.ALIKE, last), (Reason.SPEAKER_ALIKE, same)):
            if before is not None:
                yield self._carried(reason, before, number, own)

    def _carried(self, reason: Reason, before: int, number: int, own: Reading) -> Carried:
        here, there = self.reports.all[number], self.reports.all[before]
        since = Since(
            paragraphs=here.paragraph - there.paragraph,
            reports=number - before,
            report=here,
            before=there,
            told=frozenset(sign.value for sign in own.kinds if sign.rank is Rank.FIRST),
            dated=bool(own.dates),
        )
        return Carried(reason, self.found[before], since)

    def _candidates(self, report: LocatedReport, own: Reading) -> Iterator[tuple[Reason, int | None]]:
        if report.speaker is not None:
            last = self._last_of(report.speaker)
            known = self._last(
                lambda n: self.reports.all[n].speaker == report.speaker and self.found[n].kind is not None
            )
            yield Reason.SPEAKER, last
            yield Reason.SPEAKER_BEFORE, known if known != last else None
        utterance = report.report.utterance
        yield Reason.UTTERANCE, self._last(lambda n: self.reports.all[n].report.utterance == utterance)
        yield Reason.ANYONE, self._shared(report, self.numbers[-1] if self.numbers else None)
        for kind in sorted({sign.value for sign in own.kinds}, key=lambda kind: kind.value):
            yield Reason.KIND, self._last_of_kind(kind)
        yield Reason.OFTEN, self._shared(report, self._most_frequent())
        yield Reason.PARTNER, self._partner(report.last_name)

    def _last(self, test: Callable[[int], bool]) -> int | None:
        return next((number for number in reversed(self.numbers) if test(number)), None)

    def _last_of(self, speaker: str | None) -> int | None:
        return self._last(lambda n: self.reports.all[n].speaker == speaker)

    def _last_of_kind(self, kind: SourceKind) -> int | None:
        return self._last(lambda n: self.found[n].kind is kind)

    def _shared(self, report: LocatedReport, number: int | None) -> int | None:
        """`number`, unless it is of an occasion that belongs to another speaker alone."""
        if number is None or self.found[number].kind not in PERSONAL:
            return number
        return None if report.is_foreign_to({self.reports.all[number].speaker}) else number

    def _most_frequent(self) -> int | None:
        """The first report of the source that most have."""
        counts = Counter(self.found[n] for n in self.numbers if self.found[n] != FoundSource())
        most = counts.most_common(1)
        return next(n for n in self.numbers if self.found[n] == most[0][0]) if most else None

    def _partner(self, name: str) -> int | None:
        """The latest shared occasion whose sentence makes `name` part of it: *told Radio Ventana’s Inés Roca*."""
        narration = self.reports.narration
        shared = [n for n in self.numbers if self.found[n].kind in SHARED][-OCCASIONS:] if name else []
        for number in reversed(shared):
            at, _ = self.reports.all[number].anchor
            sentence = narration.text[slice(*narration.around(at, at))]
            place = sentence.find(name)
            if place >= 0 and _PARTNER.search(sentence, max(0, place - LONGEST_PARTNER), place):
                return number
        return None
