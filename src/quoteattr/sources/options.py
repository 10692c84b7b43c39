"""The options for a quotation's kind of source, its name and its date, each with the features that speak for it.

An option is a value, not a place: what two sentences say of *an interview* speaks for one option. What was decided for
earlier quotations is carried along as options of the same sort.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from attrs import frozen

from quoteattr.decisions import Option
from quoteattr.sources.carrying import Carried
from quoteattr.sources.overview import Overview
from quoteattr.sources.page import Offsets, Page
from quoteattr.sources.places import OWN, Standing, is_foreign, last_name, mention_at
from quoteattr.sources.readings import Reading, Sign
from quoteattr.types import SourceKind
from quoteattr.values import Report

__all__ = ["Situation", "date_options", "kind_options", "name_options"]


@frozen
class Situation:
    """All that is known when the source of report `number` is chosen: what places say, and what is carried.

    `elsewhere` are the numbers of sentences that the article as a whole does not speak of: those of the attribution and
    of the quotation, which are read more closely, and those with occasions of others alone (what they told an outlet,
    what they posted). `of_report` says what the report itself does for or against any source, and `facts_of` how it
    stands to an earlier one.
    """

    page: Page
    reports: Sequence[Report]
    standings: Sequence[Standing]
    number: int
    readings: Sequence[tuple[str, Reading]]
    carried: Sequence[Carried]
    overview: Overview
    elsewhere: frozenset[int]
    of_report: Sequence[str]
    facts_of: Callable[[int, SourceKind | None], Sequence[str]]

    @classmethod
    def of(
        cls,
        page: Page,
        reports: Sequence[Report],
        standings: Sequence[Standing],
        number: int,
        readings: Sequence[tuple[str, Reading]],
        carried: Sequence[Carried],
        overview: Overview,
        voices: Mapping[int, frozenset[str | None]],
    ) -> Situation:
        """The situation of a report; `voices` says whose words the sentences attribute, by their numbers."""
        own = {at for at, kind in overview.spots["kind"] if kind in OWN}
        foreign = {at for at in own if is_foreign(reports[number], voices.get(at, ()))}

        @cache
        def facts_of(before: int, kind: SourceKind | None) -> Sequence[str]:
            return _facts(reports, standings, number, readings[0][1], before, kind)

        return cls(
            page=page,
            reports=reports,
            standings=standings,
            number=number,
            readings=readings,
            carried=carried,
            overview=overview,
            elsewhere=standings[number].sentences | foreign,
            of_report=_of_report(page, reports[number], standings[number]),
            facts_of=facts_of,
        )

    @property
    def report(self) -> Report:
        """The report whose source is chosen."""
        return self.reports[self.number]

    @property
    def general(self) -> bool:
        """Whether it was said at some other time, or time and again."""
        return self.standings[self.number].general


def kind_options(situation: Situation) -> tuple[Option[SourceKind], ...]:
    """The options for the kind of source."""
    found: defaultdict[SourceKind | None, list[str]] = defaultdict(list)
    found[None] = []
    for label, reading in situation.readings:
        for sign in reading.kinds:
            named = sign.value.value
            found[sign.value] += [*_placed(label, sign.features), *[f"{named}: {f}" for f in (label, *sign.features)]]
    for value, overlooked in _overlooked(situation, "kind"):
        found[value] += [*overlooked, *[f"{value.value}: {f}" for f in overlooked]]
    for carried in situation.carried:
        kind = carried.evidence.kind
        found[kind] += _of_carried(situation, carried, [kind.value if kind else "nothing"])
    for kind, features in found.items():
        named = kind.value if kind is not None else "nothing"
        features += [f"is {named}", *[f"is {named}: {f}" for f in situation.of_report]]
    return tuple(Option(kind, partial(tuple, features)) for kind, features in found.items())


def name_options(situation: Situation, kind: SourceKind | None) -> tuple[Option[Offsets], ...]:
    """The options for the name, for a source of `kind`."""
    return _offset_options(situation, kind, [(label, r, r.names) for label, r in situation.readings], "name")


def date_options(situation: Situation, kind: SourceKind | None) -> tuple[Option[Offsets], ...]:
    """The options for the date, for a source of `kind`."""
    return _offset_options(situation, kind, [(label, r, r.dates) for label, r in situation.readings], "date")


def _offset_options(
    situation: Situation,
    kind: SourceKind | None,
    signs: Iterable[tuple[str, Reading, Sequence[Sign[Offsets]]]],
    field: str,
) -> tuple[Option[Offsets], ...]:
    """The options for a name or a date: one for each wording, at its first place."""
    named = kind.value if kind is not None else "nothing"
    at: dict[str, Offsets | None] = {"": None}
    found: defaultdict[str, list[str]] = defaultdict(list)
    found[""] = []
    for label, reading, of_place in signs:
        of_kind = {sign.at for sign in reading.kinds if sign.value is kind}
        apart = field == "name" and kind is not None and reading is not situation.readings[0][1]
        of_another = {sign.at for sign in reading.kinds} - of_kind if apart else set[int]()
        for sign in of_place:
            if sign.at in of_another:
                continue  # the paper that had the interview does not carry the letter
            words = situation.page.words(*sign.value)
            at.setdefault(words, sign.value)
            beside = "gives" if sign.at in of_kind else "beside" if of_kind else "without"
            found[words] += _placed(label, (*sign.features, beside, f"{beside} {sign.features[0]}"))
            found[words] += [f"{named}: {f}" for f in (*sign.features[:4], label)]
    for value, features in _overlooked(situation, field):
        if field == "name" and kind is not None and {kind, None}.isdisjoint(situation.overview.ties[value]):
            continue
        words = situation.page.words(*value)
        at.setdefault(words, value)
        found[words] += [*features, *[f"{named}: {f}" for f in features[:4]]]
    for carried in situation.carried:
        if field == "name" and carried.evidence.kind is not kind:
            continue
        before: Offsets | None = getattr(carried.evidence, field)
        words = situation.page.words(*before) if before else ""
        at.setdefault(words, before)
        same = "same kind" if carried.evidence.kind is kind else "another kind"
        found[words] += _of_carried(situation, carried, [same, "something" if before else "nothing"])
    nothing = [f"nothing: {f}" for f in (named, *situation.of_report)]
    found[""] += ["nothing", *nothing]
    return tuple(Option(at[words], partial(tuple, features)) for words, features in found.items())


def _overlooked(situation: Situation, field: str) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """What the whole article, and its sentences that name the speaker, say of a field."""
    if situation.general:
        return iter(())
    return situation.overview.values(field, last_name(situation.report.speaker_name), situation.elsewhere)


def _placed(label: str, features: Sequence[str]) -> list[str]:
    return [*features, label, *[f"{label}: {f}" for f in features]]


def _of_report(page: Page, report: Report, standing: Standing) -> Sequence[str]:
    """What the report itself says for or against any source."""
    speaker = report.speaker_kind.value if report.speaker_kind is not None else "unknown"
    mention = page.text[slice(*mention)].rpartition(" ")[2].lower() if (mention := mention_at(page, report)) else ""
    return (
        f"cue {standing.cue}",
        f"speaker {speaker}",
        f"mention {mention}",
        "general" if standing.general else "particular",
        f"quotation {report.kind.value}",
        f"paragraph {_bucket(page.paragraph(report.start))}",
    )


def _of_carried(situation: Situation, carried: Carried, values: Sequence[str]) -> list[str]:
    """What speaks for carrying something along from an earlier report to this one."""
    why, facts = carried.reason, situation.facts_of(carried.report, carried.evidence.kind)
    return [
        why,
        *[f"{why}: {v}" for v in values],
        *[f"{why}: {f}" for f in facts],
        *[f"{why} {values[0]}: {f}" for f in facts],
    ]


def _facts(
    reports: Sequence[Report],
    standings: Sequence[Standing],
    number: int,
    own: Reading,
    earlier: int,
    kind: SourceKind | None,
) -> Sequence[str]:
    """How report `number`, whose own sentence says `own`, stands to an earlier one, by its number, of `kind`."""
    report, before = reports[number], reports[earlier]
    here, there = standings[number], standings[earlier]
    kinds = {sign.value for sign in own.kinds if sign.features[0] == "first"}
    return (
        f"paragraphs {_bucket(here.paragraph - there.paragraph)}",
        f"reports {_bucket(number - earlier)}",
        "general" if here.general else "particular",
        "same cue" if there.cue == here.cue else "another cue",
        f"cue {here.cue}",
        f"tense {there.cue[-1:]} {here.cue[-1:]}",
        "own kind" if kind in kinds else "other kind" if kinds else "no kind",
        "own date" if own.dates else "no date",
        "same speaker" if before.speaker_name == report.speaker_name else "another speaker",
        f"from {before.speaker_kind is report.speaker_kind}",
    )


def _bucket(count: int) -> str:
    return str(count) if count < 3 else "3-5" if count < 6 else "6-10" if count < 11 else "more"
