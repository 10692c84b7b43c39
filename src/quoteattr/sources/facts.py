"""Facts: the places that may tell the source of a quotation, and what speaks for one there.

What is decided, and every feature, is made from them.
"""

from __future__ import annotations

from enum import Enum
from typing import Generic, TypeVar

from attrs import frozen

from quoteattr.types import SourceKind

__all__ = [
    "OUTLETS",
    "PERSONAL",
    "Anchor",
    "Attachment",
    "Bond",
    "Company",
    "Counted",
    "DateSign",
    "FoundSource",
    "Head",
    "KindSign",
    "MediumFacts",
    "NameSign",
    "Offsets",
    "Place",
    "Position",
    "Reading",
    "Scope",
    "Side",
    "Subject",
    "Tie",
    "Told",
    "Turn",
    "Where",
]

Offsets = tuple[int, int]


@frozen
class Tie:
    """How a governing word ties a medium to what is said: a row of media_frames.toml.

    `kind` is known where the tie itself gives one, and `venue` says that it only tells where.
    """

    kind: SourceKind | None
    venue: bool


# Occasions that belong to whoever spoke or wrote: nobody else’s words come from them but those of a partner in them.
PERSONAL = frozenset({SourceKind.INTERVIEW, SourceKind.SOCIAL_MEDIA, SourceKind.BOOK, SourceKind.EMAIL})

# What can carry the words of others, by the group of its name.
OUTLETS = frozenset({"press", "station", "programme", "agency"})


@frozen
class FoundSource:
    """A source as far as it is known: its kind, and its name and date as character offsets, half-open."""

    kind: SourceKind | None = None
    name: Offsets | None = None
    date: Offsets | None = None


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


class Position(Enum):
    """How a place stands to a quotation.

    The first three are what attributes it: a cue, a mention without one, or nothing. `SHARES` is what attributes
    another report of the same occasion, without marks where the quotation has some. `OPENING` is where the quotation
    begins, if not there; `SAYS` is where other words of its speaker are reported, `SPEAKS` and `ACTS` are where they
    do so or act elsewhere.
    """

    OWN = "own"
    CUELESS = "cueless"
    BARE = "bare"
    SHARES = "shares"
    OPENING = "opening"
    BEFORE = "before"
    BEHIND = "behind"
    LEAD = "lead"
    SAYS = "says"
    SPEAKS = "speaks"
    ACTS = "acts"


class Turn(Enum):
    """Which quotation of an occasion a place is told of: the first, one soon after it, or one further on."""

    FIRST = "first"
    SOON = "soon"
    LATER = "later"


class Subject(Enum):
    """How a sentence around the quotation speaks of its speaker."""

    PRONOUN = "pronoun"
    NAMED = "named"


@frozen
class Place:
    """A sentence to read, and how it stands to a quotation of an occasion, to which of them `turn` says.

    `steps` counts where there are several such places, the nearest first. `same_paragraph`, `subject` and `quoting`,
    that it has a quotation in it, are known of the sentences around. `foreign` says that it attributes the words of
    others alone.
    """

    position: Position
    anchor: Anchor
    steps: int | None = None
    same_paragraph: bool | None = None
    subject: Subject | None = None
    quoting: bool = False
    turn: Turn = Turn.FIRST
    foreign: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it is what attributes a report of the occasion."""
        return self.position in (Position.OWN, Position.CUELESS, Position.BARE, Position.SHARES)


class Bond(Enum):
    """How a sign hangs together with what is said: tied to it by its sentence, or not.

    `OCCASION` is the name of an occasion: *the second leaders’ debate*.
    """

    TIED = "tied"
    LOOSE = "loose"
    OCCASION = "occasion"


class Where(Enum):
    """How a medium stands to the cue and the mention."""

    ITSELF = "itself"
    IN_MENTION = "in mention"
    ASIDE = "aside"
    BESIDE = "beside"
    APART = "apart"


class Side(Enum):
    """On which side of the cue something stands."""

    AHEAD = "ahead"
    BEHIND = "behind"


class Head(Enum):
    """What a phrase hangs on by the parse."""

    CUE = "cue"
    VERB = "verb"
    NOTHING = "nothing"


@frozen
class Attachment:
    """What a phrase hangs on, and over how many prepositions: *in a letter* hangs on the cue over one."""

    head: Head
    prepositions: int | None


@frozen
class MediumFacts:
    """How a medium stands to what its sentence attributes.

    `frame` is what governs it, else the word before it, and `word` what it is called by: its noun, or its group.
    """

    group: str
    where: Where
    tie: Tie | None
    frame: str
    side: Side
    attachment: Attachment
    word: str


@frozen
class KindSign:
    """A kind that may be the source's; `at` is the offset of what gives it: `medium`, or a verb where that is None."""

    value: SourceKind
    at: int
    bond: Bond
    medium: MediumFacts | None


@frozen
class NameSign:
    """A name that may be the source's; `at` is the offset of its medium, and `occasion` the kind of one so named."""

    value: Offsets
    at: int
    bond: Bond
    occasion: SourceKind | None
    medium: MediumFacts


@frozen
class DateSign:
    """A date that may be the source's; `at` is its offset.

    `of_medium` says that it stands in the phrase of a medium; `where` is `BESIDE` or `APART`.
    """

    value: Offsets
    at: int
    bond: Bond
    of_medium: bool
    form: str
    word_before: str
    side: Side
    attachment: Attachment
    where: Where


Sign_co = TypeVar("Sign_co", bound=KindSign | NameSign | DateSign, covariant=True)


@frozen
class Reading:
    """The signs of one sentence, each sort in text order."""

    kinds: tuple[KindSign, ...] = ()
    names: tuple[NameSign, ...] = ()
    dates: tuple[DateSign, ...] = ()

    @property
    def outlet(self) -> NameSign | None:
        """The outlet that the words were told, where the sentence surely names it: *told the Courier*."""
        return next((sign for sign in self.names if sign.bond is Bond.TIED and _is_told(sign.medium)), None)


def _is_told(medium: MediumFacts) -> bool:
    return medium.group in OUTLETS and medium.tie is not None and medium.where is Where.BESIDE


class Company(Enum):
    """How a name or a date stands to the signs of its source's kind: one of them, in their sentence, or without any."""

    GIVES = "gives"
    BESIDE = "beside"
    WITHOUT = "without"


@frozen
class Told(Generic[Sign_co]):
    """What a place says for an option; `company` is known of names and dates."""

    place: Place
    sign: Sign_co
    company: Company | None = None


class Scope(Enum):
    """Where something is counted: in the whole article, or in its sentences that name the speaker."""

    ARTICLE = "article"
    NAMING = "naming"


@frozen
class Counted:
    """How often the narration has a value: it is number `place` of its scope, from 0, or `alone` there.

    `opening` says that it is among the first sentences, and `beside`, of names and dates, that it stands in a sentence
    with a medium of the source's kind.
    """

    scope: Scope
    place: int
    times: int
    opening: bool
    alone: bool
    beside: bool | None = None
