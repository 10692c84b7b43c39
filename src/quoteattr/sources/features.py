"""What speaks for an option: its grounds, which are typed facts, written out for a judge.

What a place says counts by itself, by its place, and with the kind of source; what is carried along counts by why it
is thought of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quoteattr.sources.facts import (
    Attachment,
    Bond,
    Counted,
    DateSign,
    KindSign,
    MediumFacts,
    NameSign,
    Place,
    Told,
    Turn,
)
from quoteattr.sources.speech import Carried, LocatedReport, Occasion, Since
from quoteattr.types import SourceKind

__all__ = ["Ground", "KindGround", "features_of_kind", "features_of_offsets"]

# What speaks for a kind, and for a name or a date.
KindGround = Told[KindSign] | Counted | Carried
Ground = Told[NameSign | DateSign] | Counted | Carried


def features_of_kind(kind: SourceKind | None, grounds: Sequence[KindGround], occasion: Occasion) -> Sequence[str]:
    """What speaks for a kind of source of `occasion`, None for no source."""
    of_kind = _kind(kind)
    features: list[str] = []
    for ground in grounds:
        if isinstance(ground, Told):
            facts = _kind_sign(ground.sign)
            position = _position(ground.place)
            features += [*_placed(ground.place, facts), *_with(of_kind, (_place(ground.place), position, *facts))]
        elif isinstance(ground, Counted):
            facts = (*_counted(ground), *_counted_further(ground))
            features += [*facts, *_with(of_kind, facts)]
        else:
            features += _carried(ground, (of_kind,))
    if kind is not None:
        told = "told" if kind in occasion.kinds else "another_told" if occasion.kinds else "untold"
        shares = [*_shares(grounds, occasion), told]
        features += [*shares, *_with(of_kind, shares)]
    return tuple(dict.fromkeys([*features, of_kind, *_with(of_kind, _occasion(occasion))]))


def features_of_offsets(
    *, nothing: bool, kind: SourceKind | None, grounds: Sequence[Ground], occasion: Occasion
) -> Sequence[str]:
    """What speaks for a name or a date, or for `nothing`, of a source of `kind` of `occasion`."""
    of_kind = _kind(kind)
    features: list[str] = []
    for ground in grounds:
        if isinstance(ground, Told):
            foremost, further = _name(ground.sign) if isinstance(ground.sign, NameSign) else _date(ground.sign)
            facts = (*foremost, *further, *_company(ground))
            features += [*_placed(ground.place, facts), *_with(of_kind, (*foremost, _position(ground.place)))]
        elif isinstance(ground, Counted):
            facts = _counted(ground)
            features += [*facts, *_counted_further(ground), *_with(of_kind, facts)]
        else:
            same = "same_kind" if ground.source.kind is kind else "another_kind"
            features += _carried(ground, (same, "nothing" if nothing else "something"))
    if not nothing:
        shares = _shares(grounds, occasion)
        features += [*shares, *_with(of_kind, shares)]
    else:
        features += ["nothing", *_with("nothing", (of_kind, *_occasion(occasion)))]
    return tuple(dict.fromkeys(features))


def _shares(grounds: Sequence[Ground | KindGround], occasion: Occasion) -> list[str]:
    """In how many places an option is told, and in how many of the occasion's own sentences it comes first."""
    told = [ground for ground in grounds if isinstance(ground, Told)]
    tied = [ground for ground in told if ground.sign.bond is Bond.TIED]
    share = _share(sum(ground.place.is_own for ground in tied), len(occasion.reports))
    size = "one" if len(occasion.reports) == 1 else "several"
    return [f"places={_bucket(len(told))}", f"tied={_bucket(len(tied))}", f"own={share}", f"own={share}|{size}"]


def _share(some: int, of: int) -> str:
    if not some:
        return "none"
    if some >= of:
        return "all"
    return "most" if 2 * some >= of else "some"


def _with(fact: str, facts: Iterable[str]) -> list[str]:
    return [f"{fact}|{other}" for other in facts]


def _placed(place: Place, facts: Sequence[str]) -> list[str]:
    """The facts that a place tells, by themselves, by its position, and by all that is known of it."""
    position, whole = _position(place), _place(place)
    return [*facts, position, *_with(position, facts), whole, *_with(whole, facts)]


def _kind(kind: SourceKind | None) -> str:
    return f"kind={kind.value if kind is not None else 'nothing'}"


def _position(place: Place) -> str:
    return f"at={place.position.value}"


def _place(place: Place) -> str:
    facts = [_position(place)]
    if place.steps is not None:
        facts.append(f"steps={place.steps}")
    if place.same_paragraph is not None:
        facts.append("same_paragraph" if place.same_paragraph else "another_paragraph")
    if place.subject is not None:
        facts.append(place.subject.value)
    if place.quoting:
        facts.append("quoting")
    if place.turn is not Turn.FIRST:
        facts.append(f"turn={place.turn.value}")
    return "|".join(facts)


def _kind_sign(sign: KindSign) -> tuple[str, ...]:
    return (_bond(sign), *(_medium(sign.medium) if sign.medium is not None else ("verb",)))


def _bond(sign: KindSign | NameSign | DateSign) -> str:
    return f"bond={sign.bond.value}"


def _name(sign: NameSign) -> tuple[Sequence[str], Sequence[str]]:
    """What the sign of a name says: what counts with the kind, too, and what does not."""
    bond, group = _bond(sign), f"group={sign.medium.group}"
    where, tie, *further = _medium(sign.medium)
    if sign.occasion is not None:
        return (bond, f"occasion={sign.occasion.value}", where, tie), further
    return (bond, group, f"{bond}|{group}", where), (tie, *further)


def _medium(medium: MediumFacts) -> tuple[str, ...]:
    where, tie, group = f"where={medium.where.value}", _tie(medium), f"group={medium.group}"
    frame = f"frame={medium.frame}"
    return (
        where,
        tie,
        f"{where}|{tie}",
        f"{group}|{where}",
        f"{group}|{frame}",
        frame,
        f"side={medium.side.value}|{where}",
        _attachment(medium.attachment),
        f"word={medium.word}",
    )


def _tie(medium: MediumFacts) -> str:
    return "untied" if medium.tie is None else "venue" if medium.tie.venue else "tied"


def _attachment(attachment: Attachment) -> str:
    head = f"hangs_on={attachment.head.value}"
    return head if attachment.prepositions is None else f"{head}|prepositions={attachment.prepositions}"


def _date(sign: DateSign) -> tuple[Sequence[str], Sequence[str]]:
    """What the sign of a date says: what counts with the kind, too, and what does not."""
    bond, form, before = _bond(sign), f"form={sign.form}", f"before={sign.word_before}"
    side, where, attachment = f"side={sign.side.value}", f"where={sign.where.value}", _attachment(sign.attachment)
    return (bond, f"{bond}|of={'medium' if sign.of_medium else 'cue'}", f"{bond}|{form}", form), (
        f"{form}|{before}",
        f"{before}|{side}",
        attachment,
        f"{attachment}|{form}",
        f"{where}|{side}",
        f"{where}|{form}",
    )


def _company(told: Told[NameSign | DateSign]) -> tuple[str, ...]:
    if told.company is None:
        return ()
    company = f"company={told.company.value}"
    return (company, f"{company}|{_bond(told.sign)}")


def _counted(counted: Counted) -> tuple[str, ...]:
    scope = f"in={counted.scope.value}"
    facts = (scope, f"{scope}|place={counted.place}", f"{scope}|{_times(counted)}", f"{scope}|{_opening(counted)}")
    if counted.beside is None:
        return facts
    beside = "beside_kind" if counted.beside else "without_kind"
    return (*facts, f"{scope}|{beside}", f"{scope}|{beside}|{_opening(counted)}")


def _counted_further(counted: Counted) -> tuple[str, ...]:
    place = f"in={counted.scope.value}|place={counted.place}"
    return (
        f"{place}|{_opening(counted)}",
        f"{place}|{_times(counted)}",
        f"{place}|{'alone' if counted.alone else 'of_several'}",
    )


def _opening(counted: Counted) -> str:
    return "opening" if counted.opening else "further_on"


def _times(counted: Counted) -> str:
    times = counted.times
    return f"times={times if times < 4 else '4-7' if times < 8 else 'more'}"


def _occasion(occasion: Occasion) -> tuple[str, ...]:
    """What an occasion's quotations themselves say for or against any source."""
    first = occasion.first
    return (
        *(f"cue={report.cue_words}" for report in occasion.reports),
        f"speaker={first.speaker_kind.value if first.speaker_kind is not None else 'unknown'}",
        f"mention={first.mention_word}",
        _general(first),
        *(f"quotation={report.report.kind.value}" for report in occasion.reports),
        f"paragraph={_bucket(first.paragraph_of_words)}",
        f"quotations={_bucket(len(occasion.reports))}",
        "told" if occasion.kinds else "untold",
    )


def _general(report: LocatedReport) -> str:
    return "general" if report.general else "particular"


def _carried(carried: Carried, values: Sequence[str]) -> list[str]:
    """What speaks for carrying something along from an earlier report: `values` say what."""
    reason, facts = f"carried={carried.reason.value}", _since(carried.since, carried.source.kind)
    return [reason, *_with(reason, values), *_with(reason, facts), *_with(f"{reason}|{values[0]}", facts)]


def _since(since: Since, kind: SourceKind | None) -> tuple[str, ...]:
    """How a report stands to an earlier one with a source of `kind`."""
    here, there = since.report, since.before
    return (
        f"paragraphs={_bucket(since.paragraphs)}",
        f"reports={_bucket(since.reports)}",
        _general(here),
        "same_cue" if there.cue_words == here.cue_words else "another_cue",
        f"cue={here.cue_words}",
        f"ending_before={there.cue_words[-1:]}|ending={here.cue_words[-1:]}",
        "own_kind" if kind in since.told else "other_kind" if since.told else "no_kind",
        "own_date" if since.dated else "no_date",
        "same_speaker" if there.speaker == here.speaker else "another_speaker",
        "same_sort" if there.speaker_kind is here.speaker_kind else "another_sort",
    )


def _bucket(count: int) -> str:
    return str(count) if count < 3 else "3-5" if count < 6 else "6-10" if count < 11 else "more"
