"""Where the source of an occasion can be told, and how often the article as a whole has something.

The places to read are the sentences of its quotations, those around them, and others where its speaker acts. An article
on a debate says *debate* once and again, though no sentence with a quotation does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from typing import TypeVar

import regex
from attrs import frozen

from quoteattr.sources.facts import PERSONAL, Anchor, Counted, Offsets, Place, Position, Scope, Subject, Turn
from quoteattr.sources.narration import Narration
from quoteattr.sources.speech import LocatedReport, LocatedReports, Occasion
from quoteattr.types import SourceKind, SpeakerKind

__all__ = ["Frequencies", "count", "leading_in", "most_frequent", "own_anchor", "places_of"]

Value = TypeVar("Value")

# How many of a speaker's acts before an occasion, and during it, are looked at.
ACTS = 3
# An occasion can follow its first quotation: a headline's, or that of a paragraph to catch the reader. In characters.
FORWARD_REACH = 600
# How many sentences back are read.
BACK = {Turn.FIRST: (1, 2, 3, 4), Turn.SOON: (1,)}
_PRONOUN = regex.compile(r"(He|She|They)\s(?:\w++ly\s|also\s|then\s|later\s|did\s)?(\w++)")
_NAME_WORD = regex.compile(r"\b\p{Lu}[\p{L}’'-]{2,}+")
# How many sentences open an article: what they speak of is often what the article is about.
OPENING = 4
# Where longer texts are read, this many characters tell what they are about; also keeps two million linear.
LONGEST = 40_000
# How many values are options by the article as a whole.
MOST = 3


def places_of(reports: LocatedReports, occasion: Occasion) -> Iterator[Place]:
    """The places to read for an occasion, each sentence once: its own sentences first, then those around them.

    Then come those of other reports of the occasion, and last others where its speaker acts, up to its last quotation.
    """
    narration = reports.narration
    read: set[int] = set()

    def unread(sentence: int) -> bool:
        new = sentence not in read
        read.add(sentence)
        return new

    turns = [_turn(occasion.first, report) for report in occasion.reports]
    for report, turn in zip(occasion.reports, turns, strict=True):
        if unread(report.sentence):
            own = Position.OWN if report.cue else Position.CUELESS if report.mention else Position.BARE
            yield Place(own, own_anchor(report), turn=turn)
    yield from _others(occasion, unread)
    for report, turn in zip(occasion.reports, turns, strict=True):
        at = report.report.start
        if unread(report.sentence_of_words):
            yield Place(Position.OPENING, Anchor((at, at), None, person=False, closing=False), turn=turn)
    for report, turn in zip(occasion.reports, turns, strict=True):
        if turn is not Turn.LATER:
            yield from _sentences_around(reports, report, turn, unread)
    for said in _sayings(reports, occasion):
        if unread(said.sentence):
            turn = Turn.FIRST if said.report.start < occasion.first.report.start else _turn(occasion.first, said)
            yield Place(Position.SAYS, own_anchor(said), turn=turn)
    first, last = (narration.sentence(occasion.reports[at].anchor[0]) for at in (0, -1))
    for before, (start, end) in ((True, (-1, first[0])), (False, (first[1], last[0]))):
        acts = narration.acts_of(occasion.first.last_name, start, end)[-ACTS:]
        for back, act in enumerate(reversed(acts)):
            if unread(narration.sentence_number(act.verb[0])):
                anchor = Anchor(act.verb, act.name, person=True, closing=False, speaks=act.speaks)
                position = Position.SPEAKS if act.speaks else Position.ACTS
                yield Place(position, anchor, steps=back, turn=Turn.FIRST if before else Turn.LATER)


def _others(occasion: Occasion, unread: Callable[[int], bool]) -> Iterator[Place]:
    """Where reports of the occasion that are not chosen are attributed, up to its last quotation."""
    last = occasion.reports[-1].report.start
    for report in occasion.others:
        if report.cue and report.report.start < last and unread(report.sentence):
            yield Place(Position.SHARES, own_anchor(report), turn=_turn(occasion.first, report))


def _sayings(reports: LocatedReports, occasion: Occasion) -> Iterator[LocatedReport]:
    """Other reports of the speaker, without marks: the last ones before the occasion, and those in its course."""
    others = reports.others.get(occasion.first.speaker or "", ())
    first, last = (
        bisect_left(others, report.report.start, key=lambda other: other.report.start)
        for report in (occasion.first, occasion.reports[-1])
    )
    yield from others[max(first - ACTS, 0) : last]


def _turn(first: LocatedReport, report: LocatedReport) -> Turn:
    if report is first:
        return Turn.FIRST
    return Turn.SOON if report.report.start - first.report.start < FORWARD_REACH else Turn.LATER


def own_anchor(report: LocatedReport) -> Anchor:
    """Where the sentence that attributes a report does so."""
    person = report.speaker_kind is SpeakerKind.PERSON
    return Anchor(report.anchor, report.mention, person, closing=report.report.end <= report.anchor[0])


def leading_in(reports: LocatedReports, report: LocatedReport) -> Place | None:
    """The sentence before a report that may open a scene, since it speaks of its speaker.

    *At a press conference, a reporter asked Okello about the debts. “They are large,” he said.*
    """
    narration = reports.narration
    number = narration.sentence_number(min(report.anchor[0], report.report.start)) - 1
    if number < 0 or not report.last_name or report.speaker in reports.speakers.get(number, ()):
        return None
    place = _around(reports, report, Turn.FIRST, number, Position.BEFORE, 1)
    start, end = narration.around(narration.starts[number], narration.starts[number])
    named = report.last_name in narration.text[start:end]
    return place if named or (place.subject is Subject.PRONOUN and not place.foreign) else None


def _sentences_around(
    reports: LocatedReports, report: LocatedReport, turn: Turn, unread: Callable[[int], bool]
) -> Iterator[Place]:
    """Sentences before, the one behind, and the one that opens the article."""
    narration = reports.narration
    around = partial(_around, reports, report, turn)
    first, last = sorted((report.anchor[0], report.report.start))
    at = narration.sentence_number(first)
    for back in BACK[turn]:
        if at >= back and unread(at - back):
            yield around(at - back, Position.BEFORE, back)
    behind = narration.sentence_number(max(last, report.report.end - 1)) + 1
    if behind < len(narration.starts) and unread(behind):
        yield around(behind, Position.BEHIND)
    lead = narration.sentence_number(narration.lead)
    if lead < at and turn is Turn.FIRST and unread(lead):
        yield around(lead, Position.LEAD)


def _around(
    reports: LocatedReports,
    report: LocatedReport,
    turn: Turn,
    number: int,
    position: Position,
    steps: int | None = None,
) -> Place:
    """A sentence with no cue of the report's: *The museum announced its choice at a news conference on Friday*."""
    narration = reports.narration
    start = narration.starts[number]
    _, end = narration.around(start, start)
    sentence = narration.text[start:end]
    subject = None
    pronoun = _PRONOUN.match(narration.text, start)
    if pronoun is not None:
        subject = Subject.PRONOUN
        anchor = Anchor(pronoun.span(2), pronoun.span(1), person=True, closing=False)
    else:
        if any(word in sentence for word in _NAME_WORD.findall(report.speaker or "")):
            subject = Subject.NAMED
        at = start + max(len(sentence.rstrip("_ \n")) - 1, 0)
        anchor = Anchor((at, at), None, person=False, closing=False, speaks=False)
    return Place(
        position,
        anchor,
        steps,
        same_paragraph=narration.paragraph(start) == report.paragraph_of_words,
        subject=subject,
        quoting="__" in sentence,
        turn=turn,
        foreign=report.is_foreign_to(reports.speakers.get(number, frozenset())),
    )


@frozen(slots=False)
class Frequencies:
    """The kinds, names and dates of a narration, each with the number of its sentence.

    Names and dates of the same words are one value, at its first place. `ties` are the kinds that the words before a
    name, or the name itself, give (*told the Courier*), None among them where neither does. `naming` tells which
    sentences name somebody.
    """

    kinds: Sequence[tuple[int, SourceKind]]
    names: Sequence[tuple[int, Offsets]]
    dates: Sequence[tuple[int, Offsets]]
    ties: Mapping[Offsets, frozenset[SourceKind | None]]
    naming: Callable[[str], frozenset[int]]

    @cached_property
    def _sentences(self) -> Mapping[SourceKind, frozenset[int]]:
        found: defaultdict[SourceKind, set[int]] = defaultdict(set)
        for at, kind in self.kinds:
            found[kind].add(at)
        return {kind: frozenset(sentences) for kind, sentences in found.items()}

    def beside(self, values: Sequence[tuple[int, Offsets]], kind: SourceKind | None) -> frozenset[Offsets]:
        """Those of `values`, the names or dates, that stand in a sentence with a medium of `kind`."""
        sentences = self._sentences.get(kind, frozenset()) if kind is not None else frozenset()
        return frozenset(value for at, value in values if at in sentences)

    def elsewhere(self, reports: LocatedReports, occasion: Occasion) -> frozenset[int]:
        """The sentences that do not count for an occasion.

        They are its own, which are read more closely, and those with occasions of others alone: what they told an
        outlet, what they posted.
        """
        personal = {at for at, kind in self.kinds if kind in PERSONAL}
        foreign = [at for at in personal if occasion.first.is_foreign_to(reports.speakers.get(at, ()))]
        own = (at for report in occasion.reports for at in (report.sentence, report.sentence_of_words))
        return frozenset([*own, *foreign])


def most_frequent(
    found: Sequence[tuple[int, Value]], without: Container[int], naming: frozenset[int]
) -> Iterator[tuple[Value, Counted]]:
    """The values that are `found` most, in the article and in the sentences `naming` the speaker.

    Those that only the sentences `without` say, by number, are left out.
    """
    elsewhere = {value for at, value in found if at not in without}
    left = [(at, value) for at, value in found if value in elsewhere]
    yield from _ranked(Scope.ARTICLE, left)
    yield from _ranked(Scope.NAMING, [(at, value) for at, value in left if at in naming])


def count(narration: Narration) -> Frequencies:
    """Count what a narration has."""
    kinds: list[tuple[int, SourceKind]] = []
    names: list[tuple[int, Offsets]] = []
    first: dict[str, Offsets] = {}
    ties: defaultdict[Offsets, set[SourceKind | None]] = defaultdict(set)
    for medium in narration.media_in(0, LONGEST):
        kind = (medium.tie.kind if medium.tie is not None else None) or medium.kind
        at = narration.sentence_number(medium.start)
        if kind is not None and (medium.tie is not None or medium.frame == ""):
            kinds.append((at, kind))
        if medium.is_named:
            place = (medium.start, medium.end)
            named = first.setdefault(narration.words(*place), place)
            names.append((at, named))
            ties[named].add(kind)
    dates = [
        (narration.sentence_number(date[0]), first.setdefault(narration.words(*date), date))
        for date in narration.dates_in(0, LONGEST)
    ]

    @cache
    def naming(name: str) -> frozenset[int]:
        if not name:
            return frozenset()
        found = regex.finditer(rf"\b{regex.escape(name)}\b", narration.text, endpos=LONGEST)
        return frozenset(narration.sentence_number(match.start()) for match in found)

    return Frequencies(kinds, names, dates, {name: frozenset(of_name) for name, of_name in ties.items()}, naming)


def _ranked(scope: Scope, found: Sequence[tuple[int, Value]]) -> Iterator[tuple[Value, Counted]]:
    counts = Counter(value for _, value in found)
    opening = {value for at, value in found if at < OPENING}
    for place, (value, times) in enumerate(counts.most_common(MOST)):
        yield value, Counted(scope, place, times, value in opening, alone=len(counts) == 1)
