"""Where the words of each quotation come from: medium, name and date of the occasion.

A speaker's quotations on one occasion share their source. In text order, each occasion chooses among options: what its
own sentences say (*told CNN on Monday*, *in a statement*), what sentences around them or others where its speaker acts
say (*In an interview with the Courier, Okello defended …*), and what was chosen for occasions before. First the kind is
chosen, then, given it, name and date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

from attrs import evolve, frozen

from quoteattr.decisions import Judges, Option
from quoteattr.document import Document
from quoteattr.sources.facts import PERSONAL, Anchor, Bond, FoundSource, Place, Reading
from quoteattr.sources.narration import find_narration
from quoteattr.sources.options import Known, certain_name, date_options, kind_options, name_options
from quoteattr.sources.places import Frequencies, count, leading_in, own_anchor, places_of
from quoteattr.sources.signs import is_own_source, read_sentence
from quoteattr.sources.speech import Earlier, LocatedReport, LocatedReports, Occasion, find_occasions, last_name, locate
from quoteattr.types import QuotationKind, Source, SourceKind, Span, SpeakerKind, TextKind
from quoteattr.values import Release, Report

__all__ = ["Choose", "by_scores", "choose_sources", "find_sources"]

# Chooses a value for a field of the source of some reports (by their numbers) among options.
Choose = Callable[[str, Sequence[int], Sequence[Option[Any]]], Any]

# How many occasions back are remembered.
MEMORY = 60


def find_sources(document: Document, reports: Sequence[Report], judges: Judges) -> dict[int, Source | None]:
    """Find the source of each of `reports` but scare ones, by its index; None where the text says nothing of it.

    `reports` are in text order, with their speakers. A document without tags or parse will do: tags tell nouns from
    verbs (*to debate*), and the parse where else the speaker acts.
    """
    speech = [n for n, report in enumerate(reports) if report.kind is not QuotationKind.SCARE]
    found = choose_sources(document, [reports[n] for n in speech], by_scores(judges))
    return {number: _source(document.text, source) for number, source in zip(speech, found, strict=True)}


def choose_sources(document: Document, reports: Sequence[Report], choose: Choose) -> tuple[FoundSource, ...]:
    """What `choose` makes of each of `reports`, in their order.

    Quotations and indirect reports are read apart: by what name and on what day somebody was quoted is not carried over
    from, or to, what somebody is only said to have said.
    """
    if not reports:
        return ()
    # A block's paragraphs are a reporter's text too, with quotations and sources of their own.
    apart = (QuotationKind.BLOCK, QuotationKind.INDIRECT)
    quotations = [(report.start, report.end) for report in reports if report.kind not in apart]
    names = {last_name(report.speaker_name) for report in reports} - {""}
    narration = find_narration(document.text, document.doc, quotations, names, document.tables)
    frequencies = count(narration)
    read = cache(partial(read_sentence, narration, tables=document.tables))
    located = locate(narration, reports)
    found: dict[int, FoundSource] = {}
    own = _own_source(document.release, reports)
    for indirect in (False, True):
        numbers = [n for n, report in enumerate(reports) if (report.kind is QuotationKind.INDIRECT) == indirect]
        if numbers:
            found |= _choose_in_order(located.among(numbers), frequencies, read, choose, own)
    return tuple(found[number] for number in range(len(reports)))


@frozen
class _OwnSource:
    """That a text is a release or an interview itself: what its people speak in, or, of an interview, the `guest`."""

    source: FoundSource
    guest: str | None

    def is_of(self, occasion: Occasion) -> bool:
        """Whether the words of an occasion were said in it, since their own sentences tell of nothing else."""
        if occasion.kinds or occasion.first.general:
            return False
        return self.source.kind is not SourceKind.INTERVIEW or occasion.first.speaker == self.guest


OWN_KINDS = {
    TextKind.PRESS_RELEASE: SourceKind.PRESS_RELEASE,
    TextKind.STATEMENT: SourceKind.STATEMENT,
    TextKind.INTERVIEW: SourceKind.INTERVIEW,
}


def _own_source(release: Release | None, reports: Sequence[Report]) -> _OwnSource | None:
    if release is None:
        return None
    speakers = Counter(report.speaker_name for report in reports if report.speaker_kind is SpeakerKind.PERSON)
    guest = max(speakers, key=lambda name: speakers[name], default=None)
    return _OwnSource(FoundSource(OWN_KINDS[release.kind], release.carrier, release.date), guest)


def _source(text: str, found: FoundSource) -> Source | None:
    if found == FoundSource():
        return None
    name, date = (Span.of(text, *offsets) if offsets else None for offsets in (found.name, found.date))
    return Source(kind=found.kind, name=name, date=date)


def by_scores(judges: Judges) -> Choose:
    """Choose what the judges hold most likely, or nothing where that is not likely enough."""

    def choose(field: str, _numbers: Sequence[int], options: Sequence[Option[Any]]) -> Any:
        if len(options) == 1:
            return options[0].value
        judge = judges[f"source_{field}"]
        likely = [(float(p), -n) for n, p in enumerate(judge(options)) if options[n].value is not None]
        probability, place = max(likely)
        return options[-place].value if probability > judge.thresholds["least"] else None

    return choose


def _choose_in_order(
    reports: LocatedReports,
    frequencies: Frequencies,
    read: Callable[[Anchor], Reading],
    choose: Choose,
    own: _OwnSource | None,
) -> dict[int, FoundSource]:
    """Choose for each occasion of the chosen ones of `reports`, by what was chosen before; `read` reads a sentence.

    Where the article has an `own` source, that is the one of all whose own sentences tell of no other.
    """
    found: dict[int, FoundSource] = {}
    counting: list[tuple[Occasion, FoundSource]] = []
    opened = partial(_opened, reports, read)
    for occasion in find_occasions(reports, lambda report: read(own_anchor(report)), opened):
        kind = None
        if own is not None and own.is_of(occasion):
            kind = own.source.kind
            if kind is not SourceKind.INTERVIEW:
                found |= dict.fromkeys(occasion.numbers, own.source)
                continue
        earlier = Earlier(reports, counting[-MEMORY:])
        known = Known(
            narration=reports.narration,
            occasion=occasion,
            readings=_readings(read, tuple(places_of(reports, occasion)), occasion),
            frequencies=frequencies,
            elsewhere=frequencies.elsewhere(reports, occasion),
            carried=tuple(earlier.carried(occasion)),
        )
        source = _choose(known, earlier, choose, kind)
        found |= dict.fromkeys(occasion.numbers, source)
        if not occasion.first.general:
            counting.append((occasion, source))
    return found


def _opened(reports: LocatedReports, read: Callable[[Anchor], Reading], report: LocatedReport) -> frozenset[SourceKind]:
    """The kinds of the scene that the sentence before a report opens, if it does."""
    place = leading_in(reports, report)
    signs = () if place is None else read(place.anchor).kinds
    kinds = frozenset(sign.value for sign in signs if sign.bond is Bond.TIED)
    return kinds - PERSONAL if place is not None and place.foreign else kinds


def _choose(known: Known, earlier: Earlier, choose: Choose, kind: SourceKind | None) -> FoundSource:
    """Choose the kind, unless it is certain, and then, given it, name and date.

    What an agency says under its own name is its wire report, and what a text says is of that text's kind.
    """
    occasion = known.occasion
    numbers = occasion.numbers
    own = (sign.value for reading in occasion.readings for sign in reading.kinds if is_own_source(sign))
    kind = kind or next(own, None) or choose("kind", numbers, kind_options(known))
    known = evolve(known, carried=(*known.carried, *earlier.alike(occasion, kind)))
    name = certain_name(known, kind) or choose("name", numbers, name_options(known, kind))
    date = choose("date", numbers, date_options(known, kind))
    return FoundSource(kind, name, date)


def _readings(
    read: Callable[[Anchor], Reading], places: Sequence[Place], occasion: Occasion
) -> tuple[tuple[Place, Reading], ...]:
    """What `places` say.

    Not what another told an outlet or posted: that says nothing of who else speaks. Nor what one says that names
    another outlet than the occasion's own sentences.
    """
    outlet = occasion.outlet
    return tuple(
        (place, reading)
        for place, reading in ((place, read(place.anchor)) for place in places)
        if outlet is None or place.is_own or reading.outlet in (None, outlet)
        if not (place.foreign and any(sign.value in PERSONAL for sign in reading.kinds))
    )
