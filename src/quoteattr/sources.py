"""Where the words of each quotation come from: medium, name and date of the occasion.

What the attribution's own sentence says comes first (*told CNN on Monday*, *in a statement*), then a sentence before it
that introduces the occasion (*In an interview with the Courier, Okello defended …*). What is known of a speaker's
occasion is carried along to the quotations of the same speaker that follow, until the text gives another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

import regex
from attrs import evolve, frozen
from spacy.tokens import Doc

from quoteattr.evidence import NOTHING, Anchor, Evidence, is_recent, read_evidence
from quoteattr.occasions import Offsets, Page, read_page
from quoteattr.tables import Tables
from quoteattr.types import QuotationKind, Source, SourceKind, Span, SpeakerKind

__all__ = ["Report", "find_sources"]


@frozen
class Report:
    """A quotation with what earlier stages found of it, as character offsets, half-open, the marks included.

    `speaker` is a canonical name; reports of one `utterance` were said in one go.
    """

    start: int
    end: int
    kind: QuotationKind
    cue: Offsets | None
    mention: Offsets | None
    speaker: str | None
    speaker_kind: SpeakerKind | None
    utterance: int


# Occasions with more than one speaker: whoever the sentence that introduces it names takes part in it.
SHARED = frozenset({SourceKind.INTERVIEW, SourceKind.BROADCAST, SourceKind.DEBATE, SourceKind.PRESS_CONFERENCE})
# How many of a speaker's acts before a quotation are looked at for its occasion.
MEMORY = 3
# How many introduced occasions back a partner in conversation is looked for.
SCENES = 5
# An occasion can follow its first quotation: a headline's, or that of a paragraph to catch the reader. In characters.
FORWARD_REACH = 600
_LAST_NAME = regex.compile(r"\p{L}[\p{L}’'-]*+(?=(?:,? (?:Jr|Sr|II|III)\.?)?\Z)")
# Words between speaker and cue that take the saying out of the occasion at hand: *has called*, *once said*.
_GENERAL = regex.compile(
    r"(?i)\b(?:has|have|had|repeatedly|often|once|always|frequently|long|previously|regularly|famously|sometimes|usually)\b"
    r"|['’](?:ve|d)\b"
)
_PRONOUN = regex.compile(r"(He|She|They)\s(?:\w++ly\s|also\s|then\s|later\s|did\s)?(\w++)")
_NAME_WORD = regex.compile(r"\b\p{Lu}[\p{L}’'-]{2,}+")
LONGEST_VERB_GROUP = 40
# Before the name of somebody in conversation: *with Inés Roca*, *Radio Ventana’s Inés Roca*, *moderator Ivo Pereira*.
_PARTNER = regex.compile(
    r"(?:\b(?:with|told|telling|by|to|of|and|host|co-host|anchor|moderator|reporter|interviewer|presenter)|[’']s?)\s"
    r"(?:\p{Lu}[\p{L}.’'-]*+\s){0,3}\Z"
)
LONGEST_PARTNER = 80


def find_sources(text: str, doc: Doc, reports: Sequence[Report], tables: Tables) -> tuple[Source | None, ...]:
    """Find the source of each of `reports`, in their order; None where the text says nothing of it.

    `reports` are in text order, and their offsets, like the token offsets of `doc`, index `text`. A `doc` without tags
    or parse will do: tags tell nouns from verbs (*to debate*), and the parse where else the speaker acts.
    """
    names = {_last_name(report.speaker) for report in reports} - {""}
    # A block's paragraphs are a reporter's text too, with quotations and sources of their own.
    quotations = [(report.start, report.end) for report in reports if report.kind is not QuotationKind.BLOCK]
    page = read_page(text, doc, quotations, names, tables)
    found = _carried_back(page, reports, _carried_along(page, reports, tables))
    return tuple(_source(text, evidence) for evidence in found)


def _source(text: str, evidence: Evidence) -> Source | None:
    if evidence == NOTHING:
        return None
    name, date = (Span.of(text, *offsets) if offsets else None for offsets in (evidence.name, evidence.date))
    return Source(kind=evidence.kind, name=name, date=date)


def _carried_along(page: Page, reports: Sequence[Report], tables: Tables) -> list[Evidence]:
    """Collect what is known of each report when the text has been read up to its sentence."""
    known: dict[str, Evidence] = {}  # by speaker, as of the last quotation
    read_to: dict[str, int] = {}  # by speaker, the end of that quotation's sentence
    utterances: dict[int, Evidence] = {}
    by_kind: dict[SourceKind | None, Evidence] = {}
    scenes: deque[tuple[str, Evidence]] = deque(maxlen=SCENES)
    found: list[Evidence] = []
    for report in reports:
        who = report.speaker or f"utterance {report.utterance}"
        own = _own(page, report, tables)
        if _definite(page, report) and own == Evidence(own.kind):
            own = by_kind.get(own.kind, own)
        if _general(page, report):
            found.append(own)
            continue
        start, end = page.sentence(_anchor(report)[0])
        before = utterances.get(report.utterance)
        if before is None:
            introductions = _introductions(page, report, read_to.get(who, -1), start, tables)
            scenes.extend((_scene(page, at), e) for at, e in introductions if e.kind in SHARED)
            before = _introduced(page, known.get(who, NOTHING), introductions)
            if own.kind is None and own.name is None:
                near = _sentence_before(page, report, tables)
                own = evolve(near, date=own.date or near.date)
        evidence = _followed(page, before, own)
        if evidence.kind is None and evidence.name is None:
            evidence = _shared(report, scenes) or evidence
        if own.kind in SHARED:
            scenes.append((_scene(page, _anchor(report)[0]), own))
        known[who] = utterances[report.utterance] = by_kind[evidence.kind] = evidence
        read_to[who] = end
        found.append(evidence)
    return found


def _introduced(page: Page, before: Evidence, introductions: Iterable[tuple[int, Evidence]]) -> Evidence:
    """Tell what is known after some `introductions`: a mere date does not end an occasion that has one."""
    for _, evidence in introductions:
        if evidence.kind is not None or before.kind is None or before.date is None:
            before = _followed(page, before, evidence)
    return before


def _scene(page: Page, at: int) -> str:
    """Cut the sentence that introduces a shared occasion."""
    return page.text[slice(*page.around(at, at))]


def _carried_back(page: Page, reports: Sequence[Report], found: Sequence[Evidence]) -> list[Evidence]:
    """Fill in the nearest later occasion of the same speaker where nothing is known, if it is near enough.

    So is an occasion of which only the date is known.
    """
    filled = list(found)
    later: dict[str | None, tuple[int, Evidence]] = {}
    for index in range(len(reports) - 1, -1, -1):
        report, evidence = reports[index], found[index]
        if evidence.kind is not None or evidence.name is not None:
            later[report.speaker] = (report.start, evidence)
        elif report.speaker in later and not _general(page, report):
            start, occasion = later[report.speaker]
            if start - report.start < FORWARD_REACH:
                filled[index] = evolve(occasion, date=occasion.date or evidence.date)
    return filled


def _followed(page: Page, before: Evidence, new: Evidence) -> Evidence:
    """Tell what is known after `new` is read: more of the occasion known before, or another one."""
    if new == NOTHING:
        return before
    if new.kind is None and new.date is None:  # *the judge said, according to the Courier*
        return evolve(before, name=new.name)
    if new.kind is None and new.name is None:
        same = _words(page, before.date) in ("", _words(page, new.date))
        return evolve(before, date=before.date or new.date) if same else new
    if new.kind is before.kind and new.date is None and new.name in (None, before.name):
        return before  # *the press release said*: the one that the text has named and dated
    if new.date is None and before.kind is None:
        return evolve(new, date=before.date)
    return new


def _words(page: Page, offsets: Offsets | None) -> str:
    return page.text[slice(*offsets)].lower() if offsets else ""


def _anchor(report: Report) -> Offsets:
    return report.cue or report.mention or (report.start, report.end)


def _last_name(speaker: str | None) -> str:
    match = _LAST_NAME.search(speaker or "")
    return match.group() if match else ""


def _own(page: Page, report: Report, tables: Tables) -> Evidence:
    """Read what the sentence of the attribution says."""
    if report.cue is None and report.mention is None:
        return NOTHING
    cue = _anchor(report)
    person = report.speaker_kind is SpeakerKind.PERSON
    return read_evidence(page, Anchor(cue, report.mention, person, closing=report.end <= cue[0]), tables)


def _definite(page: Page, report: Report) -> bool:
    """Whether the mention is of something that the text has introduced: *the press release said*."""
    return report.mention is not None and page.text[slice(*report.mention)].lower().startswith("the ")


def _general(page: Page, report: Report) -> bool:
    """Whether the words were said at some other time, or time and again: *has called*, *her promise to*."""
    if report.cue is None:
        return False
    if report.cue[0] in page.nouns:
        return True
    if report.mention is None or not 0 <= report.cue[0] - report.mention[1] < LONGEST_VERB_GROUP:
        return False
    return _GENERAL.search(page.text, report.mention[1], report.cue[0]) is not None


def _introductions(page: Page, report: Report, start: int, end: int, tables: Tables) -> list[tuple[int, Evidence]]:
    """Read the last sentences between `start` and `end` in which the speaker does something, in text order.

    Each comes with the offset of the speaker's name in it.
    """
    found = []
    for act in page.acts_of(_last_name(report.speaker), start, end)[-MEMORY:]:
        anchor = Anchor(act.verb, act.name, person=True, closing=False, speaks=act.speaks)
        evidence = read_evidence(page, anchor, tables)
        if evidence.kind is None:
            evidence = Evidence(date=evidence.date if is_recent(page.text, evidence.date) else None)
        found.append((act.name[0], evidence))
    return found


def _sentence_before(page: Page, report: Report, tables: Tables) -> Evidence:
    """Read the sentence before, in the same paragraph or at the end of the one before, if it holds no quotation.

    *The museum announced its choice at a news conference on Friday.* comes before what its director said.
    """
    here = min(page.sentence(_anchor(report)[0])[0], page.sentence(report.start)[0])
    if here == 0:
        return NOTHING
    start, end = page.around(here - 1, here)
    new_paragraph = page.text[here - 1] in "\r\n"
    name = _last_name(report.speaker)
    pronoun = _PRONOUN.match(page.text, start)
    named = any(word in page.text[start:end] for word in _NAME_WORD.findall(report.speaker or ""))
    if "__" in page.text[start:end] or (new_paragraph and not named and pronoun is None):
        return NOTHING
    if pronoun is not None:
        return read_evidence(page, Anchor(pronoun.span(2), pronoun.span(1), person=True, closing=False), tables)
    evidence = read_evidence(page, Anchor((end - 1, end - 1), None, person=False, closing=False, speaks=False), tables)
    undated = evidence.kind is None and evidence.name is None and new_paragraph
    return evolve(evidence, date=None) if undated or page.acts_of(name, start, end) else evidence  # acts have their own


def _shared(report: Report, scenes: Sequence[tuple[str, Evidence]]) -> Evidence | None:
    """Find the latest occasion whose sentence makes the speaker part of it: *told Radio Ventana’s Inés Roca*."""
    name = _last_name(report.speaker)
    for sentence, evidence in reversed(scenes):
        at = sentence.find(name) if name else -1
        if at >= 0 and _PARTNER.search(sentence, max(0, at - LONGEST_PARTNER), at):
            return evidence
    return None
