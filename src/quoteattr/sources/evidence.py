"""How a medium stands to the words that a sentence attributes: what ties it to them, and what it makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex
from attrs import frozen

from quoteattr.lexicon.tables import Tables
from quoteattr.sources.media import Medium
from quoteattr.sources.page import Offsets
from quoteattr.types import SourceKind

__all__ = [
    "NAMED",
    "RELAYING",
    "VERB",
    "Anchor",
    "Choice",
    "Evidence",
    "belongs",
    "choices_of",
    "cuts",
    "date_ranks",
    "in_aside",
    "inside",
    "of_another",
    "tie_of",
    "verb_kinds",
]


@frozen
class Anchor:
    """Where in a sentence words are attributed, in character offsets, half-open.

    `cue` is the word that reports and `mention` the words for the speaker; `person` says that these name a person, not
    a paper or a body; `closing` that the quotation stands before the cue, so that what follows the cue is not said;
    `speaks` that words are said there: where they are not, somebody only is at a rally, or goes to see one.
    """

    cue: Offsets
    mention: Offsets | None
    person: bool
    closing: bool
    speaks: bool = True


@frozen
class Evidence:
    """A source as far as it is known: its kind, and its name and date as character offsets, half-open."""

    kind: SourceKind | None = None
    name: Offsets | None = None
    date: Offsets | None = None


@frozen
class Choice:
    """A kind, a name or both that a medium gives, with the rank that it competes by; the lowest comes first."""

    rank: int
    kind: SourceKind | None
    name: Offsets | None
    at: int


@frozen
class _Tie:
    """A row of media_frames.toml: its rank, the kind where the tie itself gives one, and whether it only says where."""

    rank: int
    kind: SourceKind | None
    venue: bool


OUTLETS = frozenset({"press", "station", "programme", "agency"})
NAMED = frozenset({*OUTLETS, "platform", "event", "body", "publisher"})
LISTENERS = frozenset({"audience", "host"})
# Occasions do not speak: in "the rally said" it is the people there.
SILENT = frozenset(
    {SourceKind.SPEECH, SourceKind.DEBATE, SourceKind.INTERVIEW, SourceKind.PRESS_CONFERENCE, SourceKind.TESTIMONY}
)
# Words before an outlet that passes on what somebody said elsewhere.
RELAYING = frozenset({"according to", "quoted by", "cited by", "carried by", "reported by"})
# Ranks of what media_frames.toml does not rank: a document that speaks comes before all else, a medium's own verb
# (*tweeted*) beside the outlets, an outlet that speaks and one that only relays after them.
DOCUMENT_SPEAKS, VERB, OUTLET_SPEAKS, OUTLET_RELAYS = 0, 2, 4, 6

# The word that opens a clause, not the one of *hinted at that in a briefing*.
_THAT = r"that(?!\s*+\Z)"
# Between a cue and what belongs to it stands no other clause: not "said the law that passed on Monday". Behind a
# closing cue there is no content: "…,” he said after a visit on Monday".
_CLAUSE = regex.compile(
    rf"(?i)\b(?:{_THAT}|who|whom|which|whose|because|if|whether|after|before|since|(?:when|while)(?! \w+ing\b)|until"
    r"|would|will|could|should|can|might|is|are|was|were|has|had|have|does|did|do|been|be|being)\b|[;:—]"
)
_CLOSING_CLAUSE = regex.compile(
    r"(?i)\b(?:that|who|whom|which|whose|because|is|are|was|were|has|had|will|would)\b|[;—]"
)
_RELATIVE = regex.compile(
    rf"(?i:\b(?:who|whom|which|whose|{_THAT}|when|because|if|since|until)\b)|\b(?:[Aa]fter|[Bb]efore) (?!\p{{Lu}})"
)
_ASIDE = regex.compile(r",? who [^,]*+\Z")
_OF = regex.compile(r"\b(?:of|in|for|at|from|on|by)\b")
# A document heads the phrase: "the letter from the mayor", not "the paper mill's owner".
_HEADS = regex.compile(
    r"[,)]?+(?:\Z|\s++(?:of|from|by|in|to|at|on|for|about|with|dated|signed|sent|released|issued|that|which)\b)"
)
_WORD = regex.compile(r"[\w-]+")
_RELAYS = regex.compile(
    r"\s(?:first |also |has |had )?(?:reported|reports|noted|wrote|revealed|found|quoted|published)\b"
)
# Dates of the news, unlike bare years and months, can stand further from the verb: "on Monday", "two weeks ago".
_RECENT = regex.compile(
    r"day\b|\b(?:ago|today|tonight|week|weekend|morning|night|afternoon|evening)\b|\A[^\d]*\b\d\d?\b(?!.*\d)"
)
# "broadcast of ‘Long Night’", "a Radio Ventana interview": an outlet next to the noun of its medium.
BEFORE_NOUN, AFTER_NOUN = 12, 30
LONGEST_ADJUNCT = 60


def _is_recent(text: str, date: Offsets | None) -> bool:
    """Whether there is a date and it is one of the news, unlike bare years and months: *on Monday*, *two weeks ago*."""
    return date is not None and _RECENT.search(text[date[0] : date[1]]) is not None


def of_another(medium: Medium, media: Sequence[Medium], tables: Tables) -> bool:
    """Whether a medium only says where another one was, which is not tied: *following her speech at the summit*."""
    return any(
        0 < medium.frame_start - m.end < 2 and m.kind is not None and m.frame != "" and tie_of(m, tables) is None
        for m in media
    )


def inside(medium: Medium, mention: Offsets | None) -> bool:
    """Whether a medium stands within the mention: *the Courier’s editor*."""
    return mention is not None and mention[0] <= medium.start and medium.end <= mention[1]


def cuts(medium: Medium, mention: Offsets | None) -> bool:
    """Whether a name ends or begins within the mention, and is none: *Arlund Town Mayor Ada Post*."""
    return mention is not None and (medium.start < mention[0] < medium.end or medium.start < mention[1] < medium.end)


def in_aside(text: str, at: int, anchor: Anchor) -> bool:
    """Whether `at` is in a relative clause of the speaker's: *Okello, who was speaking to the Courier, …*."""
    return anchor.mention is not None and at < anchor.cue[0] and _ASIDE.match(text, anchor.mention[1], at) is not None


def belongs(text: str, at: int, anchor: Anchor, sentence_start: int) -> bool:
    """Whether what stands from `at` is said of the cue, not of something that it reports or of someone in passing."""
    if at < anchor.cue[1]:
        chunk = max(sentence_start, text.rfind(",", sentence_start, at) + 1)
        return _RELATIVE.search(text, chunk, at) is None
    low = max(anchor.cue[1], text.rfind("_", anchor.cue[1], at) + 1)
    if anchor.closing:
        low = max(low, text.rfind(",", low, at) + 1)
        return _CLOSING_CLAUSE.search(text, low, at) is None
    return _CLAUSE.search(text, low, at) is None


def choices_of(text: str, anchor: Anchor, medium: Medium, media: Sequence[Medium], tables: Tables) -> Iterator[Choice]:
    """Tell what `medium` makes of the attribution: nothing, or a kind, a name or both."""
    name = (medium.start, medium.end) if medium.group in NAMED else None
    if anchor.mention is not None and inside(medium, anchor.mention):
        if _OF.search(text, anchor.mention[0], medium.start):  # "the author of the report", "a leader in the Courier"
            yield Choice(OUTLET_RELAYS, None, name, medium.start)
        elif medium.group in OUTLETS and not anchor.person:
            report = SourceKind.WIRE_REPORT if medium.group == "agency" else SourceKind.NEWS_REPORT
            yield Choice(OUTLET_SPEAKS, report, name, medium.start)
        elif (
            name is None
            and medium.group not in LISTENERS
            and medium.kind not in SILENT
            and _HEADS.match(text, medium.end, anchor.mention[1])
        ):
            yield Choice(DOCUMENT_SPEAKS, medium.kind, None, medium.start)
        return
    tie = tie_of(medium, tables)
    fronted = anchor.mention is not None and medium.end < anchor.mention[0]  # "At a rally in Arlund, Quist promised …"
    if tie is not None and (anchor.speaks or fronted or not tie.venue):
        rank, kind = tie.rank, tie.kind
        yield Choice(rank, kind or medium.kind, name, medium.start)
    elif (
        name is not None
        and medium.group != "body"
        and (
            _relays(text, anchor, medium)
            or any(
                0 <= medium.start - m.end < AFTER_NOUN or 0 <= m.start - medium.end < BEFORE_NOUN
                for m in media
                if m.kind
            )
        )
    ):
        yield Choice(OUTLET_RELAYS, None, name, medium.start)


def _relays(text: str, anchor: Anchor, medium: Medium) -> bool:
    """Whether an outlet passes words on: *the Courier reported*, *the Courier’s Ada Obi wrote*."""
    if medium.group not in OUTLETS:
        return False
    own = anchor.mention is not None and text[medium.end : anchor.mention[0]].strip() in ("'s", "’s", "'", "’", "")
    return own or medium.frame in RELAYING or _RELAYS.match(text, medium.end) is not None


def date_ranks(
    text: str, anchor: Anchor, start: int, dates: Sequence[Offsets], tied: Sequence[Medium]
) -> dict[Offsets, tuple[bool, int]]:
    """Rank those of `dates` that can be of the saying, lowest first: in the medium's own phrase, else near the cue.

    What stands behind the cue is nearer than what stands before it.
    """
    ranks: dict[Offsets, tuple[bool, int]] = {}
    for date in dates:
        of_medium = any(_dates_medium(text, date, medium) for medium in tied)
        possessive = text.startswith(("'s", "’s"), date[1])
        in_mention = anchor.mention is not None and anchor.mention[0] <= date[0] < anchor.mention[1]
        if possessive and not any(date[0] < m.start and m.frame_start - date[1] < BEFORE_NOUN for m in tied):
            continue  # Sunday's storm, not Sunday's broadcast
        if of_medium or in_mention or (belongs(text, date[0], anchor, start) and _dates_cue(text, date, anchor, start)):
            behind = date[0] >= anchor.cue[1]
            ranks[date] = (not of_medium, date[0] - anchor.cue[1] if behind else anchor.cue[0] - date[1] + 10)
    return ranks


def _dates_medium(text: str, date: Offsets, medium: Medium) -> bool:
    """Whether the date stands within the medium's phrase or right behind it: *in a letter to the board dated 3 May*."""
    if date[0] < medium.end:
        return medium.frame_start <= date[0]
    gap = text[medium.end : date[0]] if date[0] - medium.end < LONGEST_ADJUNCT else ";"
    return _CLAUSE.search(gap) is None and "," not in gap[:-2] and "_" not in gap


def _dates_cue(text: str, date: Offsets, anchor: Anchor, start: int) -> bool:
    """Whether a date before the cue can be its own: a year or month only at the sentence's head or next to the cue."""
    if _is_recent(text, date) or (anchor.closing and date[0] >= anchor.cue[1]):
        return True
    mention = anchor.mention or anchor.cue
    near = min(abs(anchor.cue[0] - date[1]), abs(mention[0] - date[1]), abs(date[0] - mention[1]))
    return near < BEFORE_NOUN or text.count(" ", start, date[0]) <= 2


def verb_kinds(text: str, start: int, cue: Offsets, tables: Tables) -> Iterator[tuple[SourceKind, int]]:
    """Find the kinds of media that verbs name, up to the cue, with their offsets: *She emailed aides, saying …*."""
    verbs = _verbs(tables)
    for match in _WORD.finditer(text, start, cue[1]):
        kind = verbs.get((match.group().lower(), match.start() >= cue[0]))
        if kind is not None:
            yield kind, match.start()


def tie_of(medium: Medium, tables: Tables) -> _Tie | None:
    """Find what ties a medium to the words by its frame."""
    ties = _ties(tables)
    return ties.get((medium.group, medium.frame)) or ties.get((medium.group, medium.frame.rpartition(" ")[2]))


@cache
def _ties(tables: Tables) -> dict[tuple[str, str], _Tie]:
    return {
        (group, frame): _Tie(row["rank"], SourceKind(row["kind"]) if "kind" in row else None, row.get("venue", False))
        for row in reversed(tables.rows("media_frames"))
        for group in row["media"]
        for frame in row["frames"]
    }


@cache
def _verbs(tables: Tables) -> dict[tuple[str, bool], SourceKind]:
    """Kinds by verb and whether it is the cue."""
    rows = [row for row in reversed(tables.rows("media_cues")) if "kind" in row]
    return {
        (verb, is_cue): SourceKind(row["kind"])
        for row in rows
        for verb in row["verbs"]
        for is_cue in ((True,) if row.get("noun") else (True, False))
    }
