"""Where the words of each quotation come from: medium, name and date of the occasion.

In text order, each quotation chooses among options: what its own sentence says (*told CNN on Monday*, *in a
statement*), what sentences around it or others where its speaker acts say (*In an interview with the Courier, Okello
defended …*), and what was chosen for quotations before, which is carried along until the text gives another. First the
kind is chosen, then, given it, name and date.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

import regex
from attrs import evolve
from spacy.tokens import Doc

from quoteattr.evidence import Evidence
from quoteattr.occasions import Page, read_page
from quoteattr.options import Carried, Option, Situation, date_options, kind_options, name_options
from quoteattr.overview import overlook
from quoteattr.places import FORESIGHT, Report, anchor_of, is_general, last_name, places_of
from quoteattr.readings import Reading, read_sentence
from quoteattr.scorer import Scorer, Scorers
from quoteattr.tables import Tables
from quoteattr.types import QuotationKind, Source, SourceKind, Span

__all__ = ["Choose", "Report", "by_scores", "choose_sources", "find_sources"]

# Chooses a value for a field of a report (by its number) among options.
Choose = Callable[[str, int, Sequence[Option[Any]]], Any]

# Occasions with more than one speaker: whoever the sentence that introduces it names takes part in it.
SHARED = frozenset({SourceKind.INTERVIEW, SourceKind.BROADCAST, SourceKind.DEBATE, SourceKind.PRESS_CONFERENCE})
# How many introduced occasions back a partner in conversation is looked for.
SCENES = 5
# Before the name of somebody in conversation: *with Inés Roca*, *Radio Ventana’s Inés Roca*, *moderator Ivo Pereira*.
_PARTNER = regex.compile(
    r"(?:\b(?:with|told|telling|by|to|of|and|host|co-host|anchor|moderator|reporter|interviewer|presenter)|[’']s?)\s"
    r"(?:\p{Lu}[\p{L}.’'-]*+\s){0,3}\Z"
)
LONGEST_PARTNER = 80
# A value is chosen from this probability on: what is most likely something is better answered than left out.
LEAST = 0.4


def find_sources(
    text: str, doc: Doc, reports: Sequence[Report], tables: Tables, scorers: Scorers
) -> tuple[Source | None, ...]:
    """Find the source of each of `reports`, in their order; None where the text says nothing of it.

    `reports` are in text order, and their offsets, like the token offsets of `doc`, index `text`. A `doc` without tags
    or parse will do: tags tell nouns from verbs (*to debate*), and the parse where else the speaker acts.
    """
    found = choose_sources(text, doc, reports, tables, by_scores(scorers))
    return tuple(_source(text, evidence) for evidence in found)


def _source(text: str, evidence: Evidence) -> Source | None:
    if evidence == Evidence():
        return None
    name, date = (Span.of(text, *offsets) if offsets else None for offsets in (evidence.name, evidence.date))
    return Source(kind=evidence.kind, name=name, date=date)


def by_scores(scorers: Scorers) -> Choose:
    """Choose what the scorers hold most likely, or nothing where that is not likely enough."""
    of_field: Mapping[str, Scorer] = {
        "kind": scorers.source_kinds,
        "name": scorers.source_names,
        "date": scorers.source_dates,
    }

    def choose(field: str, _number: int, options: Sequence[Option[Any]]) -> Any:
        if len(options) == 1:
            return options[0].value
        probabilities = of_field[field].probabilities([option.features for option in options])
        likely = [(float(p), -n) for n, p in enumerate(probabilities) if options[n].value is not None]
        probability, place = max(likely)
        return options[-place].value if probability > LEAST else None

    return choose


def choose_sources(
    text: str, doc: Doc, reports: Sequence[Report], tables: Tables, choose: Choose
) -> tuple[Evidence, ...]:
    """What `choose` makes of each of `reports`, in their order."""
    names = {last_name(report.speaker) for report in reports} - {""}
    # A block's paragraphs are a reporter's text too, with quotations and sources of their own.
    quotations = [(report.start, report.end) for report in reports if report.kind is not QuotationKind.BLOCK]
    page = read_page(text, doc, quotations, names, tables)
    read = cache(partial(read_sentence, page, tables=tables))
    overview = overlook(page, tables)
    later = _later_reports(reports)
    past = _Past()
    found: list[Evidence] = []
    for number, report in enumerate(reports):
        readings = tuple(
            (p.label, read(p.anchor)) for p in places_of(page, reports, number, later[number], past.read_to(report))
        )
        situation = Situation(
            page, reports, number, readings, tuple(past.carried(situation_kinds(readings), report)), overview
        )
        kind = choose("kind", number, kind_options(situation))
        alike = evolve(situation, carried=(*situation.carried, *past.alike(kind, report)))
        name = choose("name", number, name_options(alike, kind))
        date = choose("date", number, date_options(alike, kind))
        found.append(Evidence(kind, name, date))
        past.note(page, number, report, found[-1])
    return tuple(found)


def situation_kinds(readings: Sequence[tuple[str, Reading]]) -> frozenset[SourceKind]:
    """The kinds that the quotation's own sentence gives."""
    return frozenset(sign.value for sign in readings[0][1].kinds)


def _later_reports(reports: Sequence[Report]) -> list[tuple[int, ...]]:
    """For each report the next ones of the same speaker, nearest first."""
    upcoming: dict[str | None, tuple[int, ...]] = {}
    found: list[tuple[int, ...]] = []
    for number in range(len(reports) - 1, -1, -1):
        speaker = reports[number].speaker
        found.append(upcoming.get(speaker, ()) if speaker is not None else ())
        upcoming[speaker] = (number, *upcoming.get(speaker, ()))[:FORESIGHT]
    return found[::-1]


class _Past:
    """What was decided for the reports so far, to be carried along."""

    def __init__(self) -> None:
        self._speakers: dict[str, tuple[int, Evidence, int]] = {}
        self._utterances: dict[int, tuple[int, Evidence]] = {}
        self._kinds: dict[SourceKind | None, tuple[int, Evidence]] = {}
        self._scenes: deque[tuple[str, int, Evidence]] = deque(maxlen=SCENES)
        self._of_speakers: dict[tuple[str | None, SourceKind | None], tuple[int, Evidence]] = {}
        self._known: dict[str | None, tuple[int, Evidence]] = {}
        self._counts: Counter[Evidence] = Counter()
        self._first: dict[Evidence, int] = {}
        self._last: tuple[int, Evidence] | None = None

    def read_to(self, report: Report) -> int:
        """The end of the sentence of the same speaker's last report, -1 where there is none."""
        return self._speakers[report.speaker][2] if report.speaker in self._speakers else -1

    def carried(self, own_kinds: Collection[SourceKind], report: Report) -> Iterator[Carried]:
        """What may be carried along to `report`, whose own sentence gives `own_kinds`."""
        if report.speaker in self._speakers:
            yield Carried("speaker", *self._speakers[report.speaker][:2])
            if report.speaker in self._known and self._known[report.speaker][0] != self._speakers[report.speaker][0]:
                yield Carried("speaker before", *self._known[report.speaker])
        if report.utterance in self._utterances:
            yield Carried("utterance", *self._utterances[report.utterance])
        if self._last is not None:
            yield Carried("anyone", *self._last)
        for kind in own_kinds:
            if kind in self._kinds:
                yield Carried("kind", *self._kinds[kind])
        if self._counts:
            evidence, _ = self._counts.most_common(1)[0]
            yield Carried("often", self._first[evidence], evidence)
        name = last_name(report.speaker)
        for sentence, number, evidence in reversed(self._scenes):
            at = sentence.find(name) if name else -1
            if at >= 0 and _PARTNER.search(sentence, max(0, at - LONGEST_PARTNER), at):
                yield Carried("partner", number, evidence)
                break

    def alike(self, kind: SourceKind | None, report: Report) -> Iterator[Carried]:
        """What the last sources of a kind were, the same speaker's and anyone's."""
        if kind is None:
            return
        if kind in self._kinds:
            yield Carried("alike", *self._kinds[kind])
        if (report.speaker, kind) in self._of_speakers:
            yield Carried("speaker alike", *self._of_speakers[report.speaker, kind])

    def note(self, page: Page, number: int, report: Report, evidence: Evidence) -> None:
        """Note what was decided for report `number`; words of another time are not of the occasion at hand."""
        if is_general(page, report):
            return
        at = anchor_of(report)[0]
        if report.speaker is not None:
            self._speakers[report.speaker] = (number, evidence, page.sentence(at)[1])
        self._utterances[report.utterance] = self._kinds[evidence.kind] = self._last = (number, evidence)
        self._of_speakers[report.speaker, evidence.kind] = (number, evidence)
        if evidence.kind is not None and report.speaker is not None:
            self._known[report.speaker] = (number, evidence)
        if evidence != Evidence():
            self._counts[evidence] += 1
            self._first.setdefault(evidence, number)
        if evidence.kind in SHARED:
            self._scenes.append((page.text[slice(*page.around(at, at))], number, evidence))
