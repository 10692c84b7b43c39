"""The options for an occasion's kind of source, its name and its date, each with its grounds.

An option is a value, not a place: what two sentences say of *an interview* speaks for one option. What was decided for
earlier occasions is carried along as options of the same sort.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import TypeVar

from attrs import evolve, frozen

from quoteattr.decisions import Option
from quoteattr.sources.facts import (
    Bond,
    Company,
    Counted,
    DateSign,
    FoundSource,
    NameSign,
    Offsets,
    Place,
    Reading,
    Told,
)
from quoteattr.sources.features import Ground, KindGround, features_of_kind, features_of_offsets
from quoteattr.sources.narration import Narration
from quoteattr.sources.places import Frequencies, most_frequent
from quoteattr.sources.speech import Carried, LocatedReport, Occasion
from quoteattr.types import SourceKind, SpeakerKind

__all__ = ["Known", "certain_name", "date_options", "kind_options", "name_options"]

Value = TypeVar("Value")

# What somebody who *said* something did not say it in, unless words tie it to what is said.
WRITTEN = frozenset({SourceKind.DOCUMENT, SourceKind.BOOK, SourceKind.EMAIL, SourceKind.SOCIAL_MEDIA, SourceKind.AD})
ORAL = frozenset({"said", "says", "told", "tells", "added", "adds", "asked"})


@frozen
class Known:
    """All that is known when the source of an occasion is chosen: what places say, its own first, and what is carried.

    `elsewhere` are the numbers of sentences that do not count for the occasion in the `frequencies` of the article.
    """

    narration: Narration
    occasion: Occasion
    readings: Sequence[tuple[Place, Reading]]
    frequencies: Frequencies
    elsewhere: frozenset[int]
    carried: Sequence[Carried]

    def most_frequent(self, found: Sequence[tuple[int, Value]]) -> Iterator[tuple[Value, Counted]]:
        """What the whole article, and its sentences that name the speaker, say most."""
        first = self.occasion.first
        if first.general:
            return iter(())
        return most_frequent(found, self.elsewhere, self.frequencies.naming(first.last_name))


def kind_options(known: Known) -> tuple[Option[SourceKind], ...]:
    """The options for the kind of source."""
    told = ((sign.value, Told(place, sign)) for place, reading in known.readings for sign in reading.kinds)
    carried = ((carried.source.kind, carried) for carried in known.carried)
    grounds: Iterable[tuple[SourceKind | None, KindGround]]
    grounds = chain(told, known.most_frequent(known.frequencies.kinds), carried)
    found: defaultdict[SourceKind | None, list[KindGround]] = defaultdict(list)
    found[None] = []
    for kind, ground in grounds:
        found[kind].append(ground)
    return tuple(
        Option(kind, partial(features_of_kind, kind, grounds, known.occasion))
        for kind, grounds in found.items()
        if not _is_topic(kind, grounds, known.occasion.reports)
    )


def _is_topic(kind: SourceKind | None, grounds: Sequence[KindGround], reports: Sequence[LocatedReport]) -> bool:
    """Whether a text is only spoken of: She deleted *the tweet*. “It was a mistake,” she said."""
    body = SpeakerKind.ORGANIZATION
    said = all(report.speaker_kind is not body and report.cue_words in ORAL for report in reports)
    if kind not in WRITTEN or not said:
        return False
    return not any(
        isinstance(ground, Carried) or (isinstance(ground, Told) and ground.sign.bond is Bond.TIED)
        for ground in grounds
    )


def certain_name(known: Known, kind: SourceKind | None) -> Offsets | None:
    """The outlet that a sentence of the occasion's own surely names for a source of `kind`: *told the Courier*."""
    for reading in known.occasion.readings:
        outlet = reading.outlet
        if outlet is not None and any(sign.at == outlet.at and sign.value is kind for sign in reading.kinds):
            return outlet.value
    return None


def name_options(known: Known, kind: SourceKind | None) -> tuple[Option[Offsets], ...]:
    """The options for the name, for a source of `kind`."""
    ties = known.frequencies.ties
    beside = known.frequencies.beside(known.frequencies.names, kind)
    counted = (
        (name, evolve(counted, beside=name in beside))
        for name, counted in known.most_frequent(known.frequencies.names)
        if kind is None or not ties[name].isdisjoint({kind, None})
    )
    carried = ((carried.source.name, carried) for carried in known.carried if carried.source.kind is kind)
    return _offset_options(known, kind, chain(_names(known, kind), counted, carried))


def date_options(known: Known, kind: SourceKind | None) -> tuple[Option[Offsets], ...]:
    """The options for the date, for a source of `kind`."""
    told = (
        (sign.value, Told(place, sign, _company(sign, reading, kind)))
        for place, reading in known.readings
        if place.is_own or not known.occasion.first.general  # said at another time than what is told around
        for sign in reading.dates
    )
    carried = ((carried.source.date, carried) for carried in known.carried if _dates(carried, known))
    beside = known.frequencies.beside(known.frequencies.dates, kind)
    counted = (
        (date, evolve(counted, beside=date in beside)) for date, counted in known.most_frequent(known.frequencies.dates)
    )
    return _offset_options(known, kind, chain(told, counted, carried))


def _dates(carried: Carried, known: Known) -> bool:
    """Whether what is carried has a source, which was not told another outlet than the sentences name."""
    outlet, name = known.occasion.outlet, carried.source.name
    words = known.narration.words
    elsewhere = outlet is not None and name is not None and words(*name) != words(*outlet.value)
    return carried.source != FoundSource() and not elsewhere


def _names(known: Known, kind: SourceKind | None) -> Iterator[tuple[Offsets, Told[NameSign]]]:
    """The names that places tell; elsewhere than in its own sentence none that gives another kind than `kind`."""
    for place, reading in known.readings:
        givers = {sign.at for sign in reading.kinds}
        for sign in reading.names:
            company = _company(sign, reading, kind)
            if kind is not None and not place.is_own and sign.at in givers and company is not Company.GIVES:
                continue  # the paper that had the interview does not carry the letter
            yield sign.value, Told(place, sign, company)


def _company(sign: NameSign | DateSign, reading: Reading, kind: SourceKind | None) -> Company:
    of_kind = {other.at for other in reading.kinds if other.value is kind}
    return Company.GIVES if sign.at in of_kind else Company.BESIDE if of_kind else Company.WITHOUT


def _offset_options(
    known: Known, kind: SourceKind | None, grounds: Iterable[tuple[Offsets | None, Ground]]
) -> tuple[Option[Offsets], ...]:
    """The options for a name or a date: one for each wording, at its first place."""
    values: dict[str, Offsets | None] = {"": None}
    found: defaultdict[str, list[Ground]] = defaultdict(list)
    found[""] = []
    for value, ground in grounds:
        words = known.narration.words(*value) if value is not None else ""
        values.setdefault(words, value)
        found[words].append(ground)
    return tuple(
        Option(
            values[words],
            partial(features_of_offsets, nothing=not words, kind=kind, grounds=of_words, occasion=known.occasion),
        )
        for words, of_words in found.items()
    )
