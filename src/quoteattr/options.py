"""The options for a quotation's kind of source, its name and its date, each with the features that speak for it.

An option is a value, not a place: what two sentences say of *an interview* speaks for one option. What was decided for
earlier quotations is carried along as options of the same sort.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from attrs import frozen

from quoteattr.carrying import Carried
from quoteattr.occasions import Offsets, Page
from quoteattr.overview import Overview
from quoteattr.places import OWN, Report, anchor_of, is_foreign, is_general, last_name
from quoteattr.readings import Reading, Sign
from quoteattr.types import SourceKind

__all__ = ["Option", "Situation", "date_options", "kind_options", "name_options"]

Value = TypeVar("Value")


@frozen
class Option(Generic[Value]):
    """A kind, a name or a date (character offsets, half-open), or None for nothing, and its features."""

    value: Value | None
    features: tuple[str, ...]


@frozen
class Situation:
    """All that is known when the source of report `number` is chosen: what places say, and what is carried.

    `voices` says whose words the sentences attribute, by their numbers.
    """

    page: Page
    reports: Sequence[Report]
    number: int
    readings: Sequence[tuple[str, Reading]]
    carried: Sequence[Carried]
    overview: Overview
    voices: Mapping[int, frozenset[str | None]]

    @property
    def report(self) -> Report:
        """The report whose source is chosen."""
        return self.reports[self.number]

    @property
    def own_sentences(self) -> frozenset[int]:
        """The numbers of the sentences of the attribution and of the quotation."""
        return frozenset(self.page.sentence_number(at) for at in (anchor_of(self.report)[0], self.report.start))

    @property
    def foreign_sentences(self) -> frozenset[int]:
        """The numbers of sentences with occasions of others alone: what they told an outlet, what they posted."""
        own = {at for at, kind in self.overview.spots["kind"] if kind in OWN}
        return frozenset(at for at in own if is_foreign(self.report, self.voices.get(at, ())))

    @property
    def cue(self) -> str:
        """The words of its cue, in lower case."""
        return cue_words(self.page, self.report)


def cue_words(page: Page, report: Report) -> str:
    """The words of a report's cue, in lower case, "" without one."""
    return page.text[slice(*report.cue)].lower() if report.cue else ""


def kind_options(situation: Situation) -> tuple[Option[SourceKind], ...]:
    """The options for the kind of source."""
    found: defaultdict[SourceKind | None, list[str]] = defaultdict(list)
    found[None] = []
    for label, reading in situation.readings:
        for sign in reading.kinds:
            named = sign.value.value
            found[sign.value] += [*_placed(label, sign.features), *(f"{named}: {f}" for f in (label, *sign.features))]
    for value, overlooked in _overlooked(situation, "kind"):
        found[value] += [*overlooked, *(f"{value.value}: {f}" for f in overlooked)]
    general = _of_report(situation)
    for carried in situation.carried:
        kind = carried.evidence.kind
        found[kind] += _of_carried(situation, carried, [kind.value if kind else "nothing"])
    for kind, features in found.items():
        named = kind.value if kind is not None else "nothing"
        features += [f"is {named}", *(f"is {named}: {f}" for f in general)]
    return tuple(Option(kind, tuple(features)) for kind, features in found.items())


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
        found[words] += [*features, *(f"{named}: {f}" for f in features[:4])]
    for carried in situation.carried:
        if field == "name" and carried.evidence.kind is not kind:
            continue
        before: Offsets | None = getattr(carried.evidence, field)
        words = situation.page.words(*before) if before else ""
        at.setdefault(words, before)
        same = "same kind" if carried.evidence.kind is kind else "another kind"
        found[words] += _of_carried(situation, carried, [same, "something" if before else "nothing"])
    nothing = [f"nothing: {f}" for f in (named, *_of_report(situation))]
    found[""] += ["nothing", *nothing]
    return tuple(Option(at[words], tuple(features)) for words, features in found.items())


def _overlooked(situation: Situation, field: str) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """What the whole article, and its sentences that name the speaker, say of a field."""
    if is_general(situation.page, situation.report):
        return iter(())
    left_out = situation.own_sentences | situation.foreign_sentences
    return situation.overview.values(field, last_name(situation.report.speaker), left_out)


def _placed(label: str, features: Iterable[str]) -> list[str]:
    kept = list(features)
    return [*kept, label, *(f"{label}: {f}" for f in kept)]


def _of_report(situation: Situation) -> list[str]:
    """What the report itself says for or against any source."""
    report, page = situation.report, situation.page
    speaker = report.speaker_kind.value if report.speaker_kind is not None else "unknown"
    mention = page.text[slice(*report.mention)].rpartition(" ")[2].lower() if report.mention else ""
    return [
        f"cue {situation.cue}",
        f"speaker {speaker}",
        f"mention {mention}",
        "general" if is_general(page, report) else "particular",
        f"quotation {report.kind.value}",
        f"paragraph {_bucket(page.paragraph(report.start))}",
    ]


def _of_carried(situation: Situation, carried: Carried, values: Sequence[str]) -> list[str]:
    """What speaks for carrying something along from an earlier report to this one."""
    page, report, before = situation.page, situation.report, situation.reports[carried.report]
    own = situation.readings[0][1]
    kinds = {sign.value for sign in own.kinds if sign.features[0] == "first"}
    apart = _bucket(page.paragraph(anchor_of(report)[0]) - page.paragraph(anchor_of(before)[0]))
    facts = [
        f"paragraphs {apart}",
        f"reports {_bucket(situation.number - carried.report)}",
        "general" if is_general(page, report) else "particular",
        "same cue" if cue_words(page, before) == situation.cue else "another cue",
        f"cue {situation.cue}",
        f"tense {cue_words(page, before)[-1:]} {situation.cue[-1:]}",
        "own kind" if carried.evidence.kind in kinds else "other kind" if kinds else "no kind",
        "own date" if own.dates else "no date",
        "same speaker" if before.speaker == report.speaker else "another speaker",
        f"from {before.speaker_kind is report.speaker_kind}",
    ]
    why = carried.reason
    return [
        why,
        *(f"{why}: {v}" for v in values),
        *(f"{why}: {f}" for f in facts),
        *(f"{why} {values[0]}: {f}" for f in facts),
    ]


def _bucket(count: int) -> str:
    return str(count) if count < 3 else "3-5" if count < 6 else "6-10" if count < 11 else "more"
