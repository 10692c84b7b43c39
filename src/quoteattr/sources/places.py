"""Where the source of a quotation can be told, and how often the article as a whole has something.

The places to read are its own sentence, those around it, and others where its speaker acts. An article on a debate says
*debate* once and again, though no sentence with a quotation does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar

import regex
from attrs import frozen

from quoteattr.sources.facts import PERSONAL, Anchor, Counted, Place, Position, Scope, Subject
from quoteattr.sources.media import Offsets
from quoteattr.sources.narration import Narration
from quoteattr.sources.speech import LocatedReport, LocatedReports
from quoteattr.types import SourceKind, SpeakerKind

__all__ = ["Frequencies", "count", "most_frequent", "places_of"]

Value = TypeVar("Value")

# How many of a speaker's acts before a quotation are looked at for its occasion.
ACTS = 3
# An occasion can follow its first quotation: a headline's, or that of a paragraph to catch the reader. In characters.
FORWARD_REACH = 600
_PRONOUN = regex.compile(r"(He|She|They)\s(?:\w++ly\s|also\s|then\s|later\s|did\s)?(\w++)")
_NAME_WORD = regex.compile(r"\b\p{Lu}[\p{L}’'-]{2,}+")
# How many sentences open an article: what they speak of is often what the article is about.
OPENING = 4
# Where longer texts are read, this many characters tell what they are about; also keeps two million linear.
LONGEST = 40_000
# How many values are options by the article as a whole.
MOST = 3


def places_of(reports: LocatedReports, number: int, read_to: int) -> Iterator[Place]:
    """The places to read for report `number`, the nearest first; its own sentence is the first of all.

    `read_to` is the offset to which the speaker's acts are known.
    """
    narration, report = reports.narration, reports.all[number]
    at, start = report.anchor[0], report.report.start
    own = Position.OWN if report.cue else Position.CUELESS if report.mention else Position.BARE
    yield Place(own, _own(report))
    if report.sentence != report.sentence_of_words:
        yield Place(Position.OPENING, Anchor((start, start), None, person=False, closing=False))
    yield from _sentences_around(reports, report)
    acts = narration.acts_of(report.last_name, read_to, narration.sentence(at)[0])[-ACTS:]
    for back, act in enumerate(reversed(acts)):
        anchor = Anchor(act.verb, act.name, person=True, closing=False, speaks=act.speaks)
        yield Place(Position.SPEAKS if act.speaks else Position.ACTS, anchor, steps=back)
    for ahead, index in enumerate(reports.later[number]):
        later = reports.all[index]
        if later.cue is not None:
            yield Place(Position.NEXT, _own(later), steps=ahead, soon=later.report.start - start < FORWARD_REACH)


def _own(report: LocatedReport) -> Anchor:
    person = report.speaker_kind is SpeakerKind.PERSON
    return Anchor(report.anchor, report.mention, person, closing=report.report.end <= report.anchor[0])


def _sentences_around(reports: LocatedReports, report: LocatedReport) -> Iterator[Place]:
    """The two sentences before, the one behind, and the one that opens the article."""
    narration = reports.narration
    first, last = sorted((report.anchor[0], report.report.start))
    number = narration.sentence_number(first)
    for back in (1, 2):
        if number >= back:
            yield _around(reports, report, number - back, Position.BEFORE, back)
    behind = narration.sentence_number(max(last, report.report.end - 1)) + 1
    if behind < len(narration.starts):
        yield _around(reports, report, behind, Position.BEHIND)
    if narration.lead < narration.starts[max(number - 2, 0)]:
        yield _around(reports, report, narration.sentence_number(narration.lead), Position.LEAD)


def _around(
    reports: LocatedReports, report: LocatedReport, number: int, position: Position, steps: int | None = None
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
        foreign=report.is_foreign_to(reports.speakers.get(number, frozenset())),
    )


@frozen
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

    def elsewhere(self, reports: LocatedReports, report: LocatedReport) -> frozenset[int]:
        """The sentences that do not count for a report.

        They are its own, which are read more closely, and those with occasions of others alone: what they told an
        outlet, what they posted.
        """
        personal = {at for at, kind in self.kinds if kind in PERSONAL}
        foreign = [at for at in personal if report.is_foreign_to(reports.speakers.get(at, ()))]
        return frozenset([report.sentence, report.sentence_of_words, *foreign])


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
