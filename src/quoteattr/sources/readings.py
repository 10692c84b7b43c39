"""What one sentence offers as the source of the words that it attributes: signs of a kind, names and dates.

Nothing is decided here: a sign says what could be meant, and its features how well it hangs together with the saying.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from attrs import frozen

from quoteattr.lexicon.dates import form_of
from quoteattr.lexicon.tables import Tables
from quoteattr.sources.evidence import (
    NAMED,
    RELAYING,
    VERB,
    Anchor,
    Choice,
    belongs,
    choices_of,
    cuts,
    date_ranks,
    in_aside,
    inside,
    of_another,
    tie_of,
    verb_kinds,
)
from quoteattr.sources.media import Medium
from quoteattr.sources.page import Offsets, Page
from quoteattr.types import SourceKind

__all__ = ["NO_READING", "OWN_SOURCES", "Reading", "Sign", "read_sentence"]

Value = TypeVar("Value")


@frozen
class Sign(Generic[Value]):
    """A kind, a name or a date that may be the source's, with its features; `at` is the offset of what gives it.

    Names and dates are character offsets, half-open.
    """

    value: Value
    at: int
    features: tuple[str, ...]


@frozen
class Reading:
    """The signs of one sentence, each sort in text order."""

    kinds: tuple[Sign[SourceKind], ...] = ()
    names: tuple[Sign[Offsets], ...] = ()
    dates: tuple[Sign[Offsets], ...] = ()


NO_READING = Reading()


# Names that the pipeline's entities give, which no table or form knows: *told Pepperpot*.
ENTITIES = frozenset({"organization", "work", "person"})
# What a name can mean that its tie does not say: *on Radio Ventana* may be an interview.
OTHER_KINDS: Mapping[str, tuple[SourceKind, ...]] = {
    "press": (SourceKind.INTERVIEW, SourceKind.NEWS_REPORT),
    "station": (SourceKind.INTERVIEW, SourceKind.BROADCAST, SourceKind.NEWS_REPORT),
    "programme": (SourceKind.INTERVIEW, SourceKind.BROADCAST),
    "agency": (SourceKind.INTERVIEW, SourceKind.WIRE_REPORT),
    "platform": (SourceKind.SOCIAL_MEDIA,),
    "event": (SourceKind.SPEECH,),
    "body": (SourceKind.SPEECH,),
    "organization": (SourceKind.INTERVIEW, SourceKind.SPEECH),
    "work": (SourceKind.BROADCAST, SourceKind.BOOK),
    "person": (SourceKind.INTERVIEW,),
}
ITSELF = "the speaker itself"
# What is its own source when it speaks, by its group: an agency under its name (*Notipais reported*), or a text
# (*the press release said*).
OWN_SOURCES = frozenset(
    f"{group} {ITSELF}"
    for group in ("agency", "press release", "statement", "document", "book", "email", "court filing")
)
# Features of an occasion by which the time of something else is told.
TIMES = frozenset({"<following", "<after", "<before", "<since", "<until", "<despite"})
# Occasions that have names made of their own noun: *the second leaders’ debate*, *an Arlund town hall*.
EVENTFUL = frozenset({SourceKind.SPEECH, SourceKind.DEBATE, SourceKind.TESTIMONY, SourceKind.DOCUMENT})


def read_sentence(page: Page, anchor: Anchor, tables: Tables) -> Reading:
    """Read what the sentence around `anchor.cue` offers as the source of what is attributed there."""
    if page.text[anchor.cue[0] : anchor.cue[0] + 1] == "_":  # within a quotation: its own source is not the outer one's
        return NO_READING
    start, end = page.around(*anchor.cue)
    found = page.media_in(start, end)
    here = tuple(m for m in found if not cuts(m, anchor.mention) and not of_another(m, found, tables))
    dates = page.dates_in(start, end)
    verbs = tuple(verb_kinds(page.text, start, anchor.cue, tables))
    if not (here or dates or verbs):
        return NO_READING
    where = {medium.start: _where(page.text, medium, anchor, start) for medium in here}
    near = [medium for medium in here if where[medium.start] != "apart"]
    choices = [choice for medium in near for choice in choices_of(page.text, anchor, medium, near, tables)]
    choices += [Choice(VERB, kind, None, at) for kind, at in verbs]
    choices.sort(key=lambda choice: choice.rank)
    features = {m.start: _features(page, m, where[m.start], anchor, tables) for m in here}
    tied = [medium for medium in near if tie_of(medium, tables) is not None]
    named = [medium for medium in here if medium.group in NAMED]
    free = [d for d in dates if not any(m.start <= d[0] < m.end for m in named)]
    return Reading(
        tuple(sign for sign in _kind_signs(here, choices, features) if not _is_elsewhere(sign, anchor)),
        tuple(_name_signs(page, here, choices, features)),
        tuple(_date_signs(page, anchor, start, free, tied)),
    )


def _where(text: str, medium: Medium, anchor: Anchor, sentence_start: int) -> str:
    """How a medium stands to the cue: the speaker itself, in the mention, in an aside, beside the cue, or apart."""
    if anchor.mention and _bare(text, anchor.mention) == _bare(text, (medium.start, medium.end)):
        return ITSELF  # *The Courier wrote*, unlike *the Courier’s editor wrote*
    if inside(medium, anchor.mention):
        return "in the mention"
    if in_aside(text, medium.frame_start, anchor):
        return "aside"
    return "beside" if belongs(text, medium.frame_start, anchor, sentence_start) else "apart"


def _bare(text: str, at: Offsets) -> str:
    return text[slice(*at)].casefold().removeprefix("the ")


def _features(page: Page, medium: Medium, where: str, anchor: Anchor, tables: Tables) -> tuple[str, ...]:
    tie = tie_of(medium, tables)
    tied = "untied" if tie is None else "venue" if tie.venue else "tied"
    frame = medium.frame or page.word_before(medium.start)
    side = "behind" if medium.start >= anchor.cue[1] else "ahead"
    return (
        where,
        tied,
        f"{where} {tied}",
        f"{medium.group} {where}",
        f"{medium.group}<{frame}",
        f"<{frame}",
        f"{side} {where}",
        f"hangs on {page.hangs_on(medium.start, anchor.cue)}",
        f"says {medium.group if medium.kind is None else page.words(medium.start, medium.end).rpartition(' ')[2]}",
    )


def _kind_signs(
    media: Sequence[Medium], choices: Sequence[Choice], features: Mapping[int, tuple[str, ...]]
) -> Iterator[Sign[SourceKind]]:
    """A sign for each kind that a choice gives, and for what else a medium can mean."""
    first = next((choice for choice in choices if choice.kind is not None), None)
    nouns = {medium.end for medium in media if medium.kind is not None}
    told = {medium.start for medium in media if medium.start - 1 in nouns}  # by its noun: the journal Polar Letters
    ruled = set()
    for choice in choices:
        if choice.kind is not None and choice.at not in told:
            ruled.add((choice.at, choice.kind))
            place = "first" if choice is first else "later"
            yield Sign(choice.kind, choice.at, (place, f"{place} {choice.rank}", *features.get(choice.at, ("verb",))))
    for medium in media:
        if medium.start in told or medium.frame in RELAYING or features[medium.start][0] == "in the mention":
            continue
        for kind in (medium.kind,) if medium.kind is not None else OTHER_KINDS.get(medium.group, ()):
            if (medium.start, kind) not in ruled:
                yield Sign(kind, medium.start, ("other", *features[medium.start]))


def _is_elsewhere(sign: Sign[SourceKind], anchor: Anchor) -> bool:
    """Whether an occasion is somewhere to go to (*went to a rally*) or something to come after (*after her talk*)."""
    if "untied" not in sign.features:
        return False
    return not TIMES.isdisjoint(sign.features) or (sign.value is SourceKind.SPEECH and not anchor.speaks)


def _name_signs(
    page: Page, media: Sequence[Medium], choices: Sequence[Choice], features: Mapping[int, tuple[str, ...]]
) -> Iterator[Sign[Offsets]]:
    """A sign for each name, also that of an occasion: *the second leaders’ debate*."""
    first = next((choice for choice in choices if choice.name is not None), None)
    ruled = {choice.at: choice.rank for choice in reversed(choices) if choice.name is not None}
    for medium in media:
        place = "other"
        if medium.start in ruled:
            place = "first" if first is not None and first.at == medium.start else "later"
        if medium.group in NAMED or medium.group in ENTITIES:
            of_group = (f"group {medium.group}", f"{place} {medium.group}")
            yield Sign((medium.start, medium.end), medium.start, (place, *of_group, *features[medium.start]))
        elif medium.kind in EVENTFUL and (start := page.name_before(medium.start)) < medium.start:
            of_group = ("group occasion", f"occasion {medium.kind.value}")
            yield Sign((start, medium.end), medium.start, (*of_group, *features[medium.start]))


def _date_signs(
    page: Page, anchor: Anchor, start: int, dates: Sequence[Offsets], tied: Sequence[Medium]
) -> Iterator[Sign[Offsets]]:
    """A sign for each date; `start` is that of the sentence, and `tied` are the media that are tied to the cue."""
    ranks = date_ranks(page.text, anchor, start, dates, tied)
    best = min(ranks.values(), default=None)
    for date in dates:
        if date not in ranks and (anchor.mention is not None or page.text.startswith(("'s", "’s"), date[1])):
            continue  # the law that passed on Monday; Sunday's storm
        rank = ranks.get(date)
        place = "other" if rank is None else "first" if rank == best else "later"
        form = form_of(page.text[slice(*date)])
        before = page.word_before(date[0])
        side = "behind" if date[0] >= anchor.cue[1] else "ahead"
        hangs = page.hangs_on(date[0], anchor.cue)
        beside = "beside" if belongs(page.text, date[0], anchor, start) else "apart"
        yield Sign(
            date,
            date[0],
            (
                place,
                f"{place} of medium" if rank is not None and not rank[0] else f"{place} of cue",
                f"{place} {form}",
                form,
                f"{form} {before}",
                f"{before} {side}",
                f"hangs on {hangs}",
                f"{hangs} {form}",
                f"{beside} {side}",
                f"{beside} {form}",
            ),
        )
