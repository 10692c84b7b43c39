"""Where the words of each quotation come from: medium, name and date of the occasion.

In text order, each quotation chooses among options: what its own sentence says (*told CNN on Monday*, *in a
statement*), what sentences around it or others where its speaker acts say (*In an interview with the Courier, Okello
defended …*), and what was chosen for quotations before, which is carried along until the text gives another. First the
kind is chosen, then, given it, name and date.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

from attrs import evolve

from quoteattr.decisions import Judges, Option
from quoteattr.document.article import Document
from quoteattr.lexicon.tables import Tables
from quoteattr.sources.carrying import Past
from quoteattr.sources.evidence import Anchor, Evidence
from quoteattr.sources.options import Situation, date_options, kind_options, name_options
from quoteattr.sources.overview import overlook
from quoteattr.sources.page import Page, read_page
from quoteattr.sources.places import FORESIGHT, OWN, Place, last_name, places_of, standing_of, voices_of
from quoteattr.sources.readings import OWN_SOURCES, Reading, read_sentence
from quoteattr.types import QuotationKind, Source, SourceKind, Span
from quoteattr.values import Report

__all__ = ["Choose", "by_scores", "choose_sources", "find_sources"]

# Chooses a value for a field of a report (by its number) among options.
Choose = Callable[[str, int, Sequence[Option[Any]]], Any]

# How many reports back an occasion is remembered.
MEMORY = 60


def find_sources(document: Document, reports: Sequence[Report], judges: Judges) -> dict[int, Source | None]:
    """Find the source of each of `reports` but scare ones, by its index; None where the text says nothing of it.

    `reports` are in text order, with their speakers. A document without tags or parse will do: tags tell nouns from
    verbs (*to debate*), and the parse where else the speaker acts.
    """
    speech = [n for n, report in enumerate(reports) if report.kind is not QuotationKind.SCARE]
    found = choose_sources(document, [reports[n] for n in speech], by_scores(judges))
    return {number: _source(document.text, evidence) for number, evidence in zip(speech, found, strict=True)}


def choose_sources(document: Document, reports: Sequence[Report], choose: Choose) -> tuple[Evidence, ...]:
    """What `choose` makes of each of `reports`, in their order.

    Quotations and indirect reports are read apart: by what name and on what day somebody was quoted is not carried over
    from, or to, what somebody is only said to have said.
    """
    if not reports:
        return ()
    names = {last_name(report.speaker_name) for report in reports} - {""}
    # A block's paragraphs are a reporter's text too, with quotations and sources of their own.
    apart = (QuotationKind.BLOCK, QuotationKind.INDIRECT)
    quotations = [(report.start, report.end) for report in reports if report.kind not in apart]
    tables = document.tables
    page = read_page(document.text, document.doc, quotations, names, tables)
    found: dict[int, Evidence] = {}
    for indirect in (False, True):
        numbers = [n for n, report in enumerate(reports) if (report.kind is QuotationKind.INDIRECT) == indirect]
        if numbers:
            found |= zip(numbers, _choose_in_order(page, [reports[n] for n in numbers], tables, choose), strict=True)
    return tuple(found[number] for number in range(len(reports)))


def _source(text: str, evidence: Evidence) -> Source | None:
    if evidence == Evidence():
        return None
    name, date = (Span.of(text, *offsets) if offsets else None for offsets in (evidence.name, evidence.date))
    return Source(kind=evidence.kind, name=name, date=date)


def by_scores(judges: Judges) -> Choose:
    """Choose what the judges hold most likely, or nothing where that is not likely enough."""

    def choose(field: str, _number: int, options: Sequence[Option[Any]]) -> Any:
        if len(options) == 1:
            return options[0].value
        judge = judges[f"source_{field}"]
        likely = [(float(p), -n) for n, p in enumerate(judge(options)) if options[n].value is not None]
        probability, place = max(likely)
        return options[-place].value if probability > judge.thresholds["least"] else None

    return choose


def _choose_in_order(page: Page, reports: Sequence[Report], tables: Tables, choose: Choose) -> tuple[Evidence, ...]:
    overview = overlook(page, tables)
    later, voices = _later_reports(reports), voices_of(page, reports)
    standings = [standing_of(page, report) for report in reports]
    read = cache(partial(read_sentence, page, tables=tables))
    found: list[Evidence] = []
    of_occasions: list[int] = []
    for number in range(len(reports)):
        past = Past(page, reports, standings, found, of_occasions[-MEMORY:])
        readings = _readings(read, tuple(places_of(page, reports, number, later[number], past.read_to(number), voices)))
        own_kinds = {sign.value for sign in readings[0][1].kinds}
        carried = tuple(past.carried(number, own_kinds))
        situation = Situation.of(page, reports, standings, number, readings, carried, overview, voices)
        kind = _own_source(situation) or choose("kind", number, kind_options(situation))
        alike = evolve(situation, carried=(*carried, *past.alike(number, kind)))
        name = choose("name", number, name_options(alike, kind))
        date = choose("date", number, date_options(alike, kind))
        found.append(Evidence(kind, name, date))
        if not standings[number].general:
            of_occasions.append(number)
    return tuple(found)


def _readings(read: Callable[[Anchor], Reading], places: Sequence[Place]) -> tuple[tuple[str, Reading], ...]:
    """What `places` say, each with its label.

    Not what another told an outlet or posted: that says nothing of who else speaks. And not what a later quotation
    says, where the sentence itself tells: *told the Courier* on Monday, wrote in a letter on Thursday.
    """
    found = [(place, read(place.anchor)) for place in places]
    told = bool(found[0][1].kinds)  # the sentence of its own comes first
    return tuple(
        (place.label, reading)
        for place, reading in found
        if not (place.foreign and any(sign.value in OWN for sign in reading.kinds)) and not (place.ahead and told)
    )


def _own_source(situation: Situation) -> SourceKind | None:
    """What an agency says under its own name is its wire report, and what a text says is of that text's kind."""
    own = situation.readings[0][1].kinds
    return next((s.value for s in own if s.features[0] == "first" and OWN_SOURCES.intersection(s.features)), None)


def _later_reports(reports: Sequence[Report]) -> list[tuple[int, ...]]:
    """For each report the next ones of the same speaker, nearest first."""
    upcoming: dict[str | None, tuple[int, ...]] = {}
    found: list[tuple[int, ...]] = []
    for number in range(len(reports) - 1, -1, -1):
        speaker = reports[number].speaker_name
        found.append(upcoming.get(speaker, ()) if speaker is not None else ())
        upcoming[speaker] = (number, *upcoming.get(speaker, ()))[:FORESIGHT]
    return found[::-1]
