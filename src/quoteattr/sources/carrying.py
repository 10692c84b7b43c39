"""What was chosen for earlier quotations and may hold for the next: occasions go on until the text gives another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

import regex
from attrs import frozen

from quoteattr.sources.evidence import Evidence
from quoteattr.sources.page import Page
from quoteattr.sources.places import OWN, Standing, anchor_of, is_foreign, last_name
from quoteattr.types import SourceKind
from quoteattr.values import Report

__all__ = ["Carried", "Past"]

# Occasions with more than one speaker: whoever the sentence that introduces it names takes part in it.
SHARED = frozenset({SourceKind.INTERVIEW, SourceKind.BROADCAST, SourceKind.DEBATE, SourceKind.PRESS_CONFERENCE})
# How many of such occasions back a partner in conversation is looked for.
SCENES = 5
# Before the name of somebody in conversation: *with Inés Roca*, *Radio Ventana’s Inés Roca*, *moderator Ivo Pereira*.
_PARTNER = regex.compile(
    r"(?:\b(?:with|told|telling|by|to|of|and|host|co-host|anchor|moderator|reporter|interviewer|presenter)|[’']s?)\s"
    r"(?:\p{Lu}[\p{L}.’'-]*+\s){0,3}\Z"
)
LONGEST_PARTNER = 80


@frozen
class Carried:
    """What was chosen for report number `report`, and why it is thought of: *speaker*, *utterance*, *anyone*."""

    reason: str
    report: int
    evidence: Evidence


@frozen
class Past:
    """What was `found` for the reports before one, which stand as `standings` say; `numbers` are those that count.

    Words of another time (*has called*) are not of the occasion at hand, and are not among them.
    """

    page: Page
    reports: Sequence[Report]
    standings: Sequence[Standing]
    found: Sequence[Evidence]
    numbers: Sequence[int]

    def read_to(self, number: int) -> int:
        """The end of the sentence of the last report of the speaker of report `number`, -1 where there is none."""
        speaker = self.reports[number].speaker_name
        last = self._last(lambda n: self.reports[n].speaker_name == speaker)
        return -1 if last is None else self.page.sentence(anchor_of(self.page, self.reports[last])[0])[1]

    def carried(self, number: int, own_kinds: Collection[SourceKind]) -> Iterator[Carried]:
        """What may hold for report `number`, whose own sentence gives `own_kinds`."""
        if self.standings[number].general:
            return
        report = self.reports[number]
        if report.speaker_name is not None:
            last = self._last(lambda n: self.reports[n].speaker_name == report.speaker_name)
            known = self._last(
                lambda n: self.reports[n].speaker_name == report.speaker_name and self.found[n].kind is not None
            )
            yield from self._as("speaker", last)
            yield from self._as("speaker before", known if known != last else None)
        yield from self._as("utterance", self._last(lambda n: self.reports[n].utterance == report.utterance))
        yield from self._as("anyone", self._shared(report, self._last(lambda _: True)))
        for kind in sorted(own_kinds, key=lambda kind: kind.value):
            yield from self._as("kind", self._last(partial(self._is_of, kind)))
        yield from self._as("often", self._shared(report, self._most_frequent()))
        yield from self._as("partner", self._partner(last_name(report.speaker_name)))

    def alike(self, number: int, kind: SourceKind | None) -> Iterator[Carried]:
        """What the last sources of `kind` were, anyone's and those of the speaker of report `number`."""
        if kind is not None and not self.standings[number].general:
            speaker = self.reports[number].speaker_name
            yield from self._as("alike", self._last(partial(self._is_of, kind)))
            same = self._last(lambda n: self.found[n].kind is kind and self.reports[n].speaker_name == speaker)
            yield from self._as("speaker alike", same)

    def _as(self, reason: str, number: int | None) -> Iterator[Carried]:
        if number is not None:
            yield Carried(reason, number, self.found[number])

    def _is_of(self, kind: SourceKind, number: int) -> bool:
        return self.found[number].kind is kind

    def _last(self, test: Callable[[int], bool]) -> int | None:
        return next((number for number in reversed(self.numbers) if test(number)), None)

    def _shared(self, report: Report, number: int | None) -> int | None:
        """`number`, unless it is of an occasion that belongs to another speaker alone."""
        if number is None or self.found[number].kind not in OWN:
            return number
        return None if is_foreign(report, {self.reports[number].speaker_name}) else number

    def _most_frequent(self) -> int | None:
        """The first report of the source that most have."""
        counts = Counter(self.found[n] for n in self.numbers if self.found[n] != Evidence())
        most = counts.most_common(1)
        return next(n for n in self.numbers if self.found[n] == most[0][0]) if most else None

    def _partner(self, name: str) -> int | None:
        """The latest shared occasion whose sentence makes `name` part of it: *told Radio Ventana’s Inés Roca*."""
        shared = [n for n in self.numbers if self.found[n].kind in SHARED][-SCENES:] if name else []
        for number in reversed(shared):
            at, _ = anchor_of(self.page, self.reports[number])
            sentence = self.page.text[slice(*self.page.around(at, at))]
            place = sentence.find(name)
            if place >= 0 and _PARTNER.search(sentence, max(0, place - LONGEST_PARTNER), place):
                return number
        return None
