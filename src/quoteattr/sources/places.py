"""Where the source of a quotation can be told: its own sentence, those around it, and others where its speaker acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import regex
from attrs import frozen

from quoteattr.sources.evidence import Anchor
from quoteattr.sources.page import Offsets, Page
from quoteattr.types import SourceKind, SpeakerKind
from quoteattr.values import Report

__all__ = [
    "OWN",
    "Place",
    "Standing",
    "anchor_of",
    "is_foreign",
    "last_name",
    "mention_at",
    "places_of",
    "standing_of",
    "voices_of",
]


@frozen
class Standing:
    """How a report stands in its article, which the choices ask again and again.

    `cue` has the words of its cue, in lower case, "" without one. `general` says that the words were said at some other
    time, or time and again: *has called*, *her promise to*. `paragraph` is the number of the paragraph of what
    attributes it, `sentences` are the numbers of that sentence and of the quotation's.
    """

    cue: str
    general: bool
    paragraph: int
    sentences: frozenset[int]


@frozen
class Place:
    """A sentence to read, and how it stands to the quotation: its `label` goes into the features of what is read.

    `foreign` says that it attributes the words of others alone, `ahead` that it is of a later quotation.
    """

    label: str
    anchor: Anchor
    foreign: bool = False
    ahead: bool = False


# How many of a speaker's acts before a quotation, and of reports after it, are looked at for its occasion.
MEMORY, FORESIGHT = 3, 2
# An occasion can follow its first quotation: a headline's, or that of a paragraph to catch the reader. In characters.
FORWARD_REACH = 600
# Occasions that belong to whoever spoke or wrote: nobody else’s words come from them but those of a partner in them.
OWN = frozenset({SourceKind.INTERVIEW, SourceKind.SOCIAL_MEDIA, SourceKind.BOOK, SourceKind.EMAIL})
_LAST_NAME = regex.compile(r"\p{L}[\p{L}’'-]*+(?:(?=(?:,? (?:Jr|Sr|II|III)\.?)?\Z)|(*SKIP)(*FAIL))")
# Words between speaker and cue that take the saying out of the occasion at hand: *has called*, *once said*.
_GENERAL = regex.compile(
    r"(?i)\b(?:has|have|had|repeatedly|often|once|always|frequently|long|previously|regularly|famously|sometimes|usually)\b"
    r"|['’](?:ve|d)\b"
)
_PRONOUN = regex.compile(r"(He|She|They)\s(?:\w++ly\s|also\s|then\s|later\s|did\s)?(\w++)")
_NAME_WORD = regex.compile(r"\b\p{Lu}[\p{L}’'-]{2,}+")
LONGEST_VERB_GROUP = 40


def standing_of(page: Page, report: Report) -> Standing:
    """How `report` stands in the article of `page`."""
    anchor = anchor_of(page, report)
    return Standing(
        cue=page.text[slice(*cue)].lower() if (cue := cue_at(page, report)) is not None else "",
        general=_is_general(page, report),
        paragraph=page.paragraph(anchor[0]),
        sentences=frozenset([page.sentence_number(anchor[0]), page.sentence_number(report.start)]),
    )


def voices_of(page: Page, reports: Sequence[Report]) -> Mapping[int, frozenset[str | None]]:
    """By the number of a sentence, whose words it attributes."""
    found: defaultdict[int, set[str | None]] = defaultdict(set)
    for report in reports:
        found[page.sentence_number(anchor_of(page, report)[0])].add(report.speaker_name)
    return {number: frozenset(speakers) for number, speakers in found.items()}


def is_foreign(report: Report, speakers: Collection[str | None]) -> bool:
    """Whether a sentence with the words of `speakers` attributes those of others than the speaker of `report`."""
    return report.speaker_name is not None and bool(speakers) and not {report.speaker_name, None}.intersection(speakers)


def places_of(
    page: Page,
    reports: Sequence[Report],
    number: int,
    later: Sequence[int],
    read_to: int,
    voices: Mapping[int, frozenset[str | None]],
) -> Iterator[Place]:
    """The places to read for report `number`, the nearest first.

    `later` are the next reports of the same speaker, `read_to` is the offset to which the speaker's acts are known, and
    `voices` says whose words the sentences attribute.
    """
    report = reports[number]
    at = anchor_of(page, report)[0]
    label = "own" if report.cue is not None else "cueless" if report.mention is not None else "bare"
    yield Place(label, _own(page, report))
    if page.sentence(at) != page.sentence(report.start):
        yield Place("opening", Anchor((report.start, report.start), None, person=False, closing=False))
    yield from _sentences_around(page, report, voices)
    acts = page.acts_of(last_name(report.speaker_name), read_to, page.sentence(at)[0])[-MEMORY:]
    for back, act in enumerate(reversed(acts)):
        speaks = "speaks" if act.speaks else "acts"
        yield Place(f"{speaks} {back}", Anchor(act.verb, act.name, person=True, closing=False, speaks=act.speaks))
    for ahead, index in enumerate(later[:FORESIGHT]):
        reach = "soon" if reports[index].start - report.start < FORWARD_REACH else "later"
        if reports[index].cue is not None:
            yield Place(f"next {ahead} {reach}", _own(page, reports[index]), ahead=True)


def _own(page: Page, report: Report) -> Anchor:
    cue = anchor_of(page, report)
    person = report.speaker_kind is SpeakerKind.PERSON
    return Anchor(cue, mention_at(page, report), person, closing=report.end <= cue[0])


def _sentences_around(page: Page, report: Report, voices: Mapping[int, frozenset[str | None]]) -> Iterator[Place]:
    """The two sentences before, the one behind, and the one that opens the article."""
    first, last = sorted((anchor_of(page, report)[0], report.start))
    number = page.sentence_number(first)
    for back in (1, 2):
        if number >= back:
            yield _sentence_at(page, report, number - back, f"before {back}", voices)
    behind = page.sentence_number(max(last, report.end - 1)) + 1
    if behind < len(page.starts):
        yield _sentence_at(page, report, behind, "behind", voices)
    if page.lead < page.starts[max(number - 2, 0)]:
        yield _sentence_at(page, report, page.sentence_number(page.lead), "lead", voices)


def _sentence_at(
    page: Page, report: Report, number: int, label: str, voices: Mapping[int, frozenset[str | None]]
) -> Place:
    """A sentence with no cue of the report's: *The museum announced its choice at a news conference on Friday*."""
    start = page.starts[number]
    _, end = page.around(start, start)
    sentence = page.text[start:end]
    same = "same paragraph" if page.paragraph(start) == page.paragraph(report.start) else "another"
    quoted = " quoting" if "__" in sentence else ""
    foreign = is_foreign(report, voices.get(number, frozenset()))
    pronoun = _PRONOUN.match(page.text, start)
    if pronoun is not None:
        anchor = Anchor(pronoun.span(2), pronoun.span(1), person=True, closing=False)
        return Place(f"{label} {same} pronoun{quoted}", anchor, foreign)
    named = " named" if any(word in sentence for word in _NAME_WORD.findall(report.speaker_name or "")) else ""
    at = start + max(len(sentence.rstrip("_ \n")) - 1, 0)
    anchor = Anchor((at, at), None, person=False, closing=False, speaks=False)
    return Place(f"{label} {same}{named}{quoted}", anchor, foreign)


def cue_at(page: Page, report: Report) -> Offsets | None:
    """The characters of the cue of a report."""
    return None if report.cue is None else page.offsets(report.cue.start, report.cue.end)


def mention_at(page: Page, report: Report) -> Offsets | None:
    """The characters of the mention of a report."""
    return None if report.mention is None else page.offsets(report.mention.start, report.mention.end)


def anchor_of(page: Page, report: Report) -> Offsets:
    """What attributes the quotation: the cue, else the mention, else the quotation itself."""
    return cue_at(page, report) or mention_at(page, report) or (report.start, report.start)


def last_name(speaker: str | None) -> str:
    """The last name of a speaker, "" where there is none."""
    match = _LAST_NAME.search(speaker or "")
    return match.group() if match else ""


def _is_general(page: Page, report: Report) -> bool:
    cue, mention = cue_at(page, report), mention_at(page, report)
    if cue is None:
        return False
    if page.is_noun(cue[0]):
        return True
    if mention is None or not 0 <= cue[0] - mention[1] < LONGEST_VERB_GROUP:
        return False
    return _GENERAL.search(page.text, mention[1], cue[0]) is not None
