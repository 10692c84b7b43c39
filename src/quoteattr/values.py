"""What goes from stage to stage: frozen values, by token or by character, half-open.

Stages take and give these; what the caller sees is in `types`.
"""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from quoteattr.types import CueKind, Role, SpeakerKind


class PassageKind(Enum):
    """What a paragraph is; `BOILERPLATE` is the site's own words, never content and never a speaker."""

    HEADLINE = "headline"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"
    LIST_ITEM = "list item"
    TURN = "turn"
    POST = "post"
    SIGN_OFF = "sign-off"
    BOILERPLATE = "boilerplate"


@frozen
class Passage:
    """A paragraph at `start` to `end`, character offsets, half-open, without white space around it.

    `label` is where the speaker's label of a transcript turn stands, without its colon; `boilerplate` where the site
    breaks in, `(Related: …)` or a tag of markup, inside a paragraph of another kind.
    """

    start: int
    end: int
    kind: PassageKind
    label: tuple[int, int] | None = None
    boilerplate: tuple[tuple[int, int], ...] = ()


@frozen
class QuotedSpan:
    """A quotation in marks: `start` to `end` with them, `inner_start` to `inner_end` without (half-open offsets).

    One that is not closed ends with its paragraph's text. `parent` is the index, in the same result, of the span that
    it stands in. `continues`: the paragraph before left its quotation open, and this one goes on with it.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    parent: int | None
    continues: bool
    closed: bool


@frozen
class Block:
    """A block quotation from its first paragraph's `start` to its last one's `end`, character offsets, half-open.

    `lead` is the index of the passage that introduces it; of a transcript's turn, which its label introduces, its own.
    """

    start: int
    end: int
    lead: int


class NameKind(Enum):
    """What a name names; `OTHER` is a work, an event, a nationality or unknown."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    OTHER = "other"


@frozen
class Name:
    """An occurrence of a name: token indices, half-open, without titles.

    `text` is the name as a reader would write it down: a second space, a dash or a possessive that the tokenizer left
    on its words is none of it. `titled` where a title stands before it; `outlet` where it names a news outlet or
    agency, which relays words.
    """

    start: int
    end: int
    text: str
    kind: NameKind
    titled: bool
    outlet: bool = False


class MentionKind(Enum):
    """The form of a mention."""

    NAME = "name"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"


@frozen
class Mention:
    """Token indices, half-open; `head` carries its syntax, `name` is its index among the names, if it is one.

    `members` are the names, by index, that a joint mention joins: *Susan Falk and Robert Okello* wrote. Its `name` is
    the first of them.
    """

    start: int
    end: int
    head: int
    kind: MentionKind
    name: int | None = None
    members: tuple[int, ...] = ()


@frozen
class FoundCue:
    """A cue as token indices, half-open; `head` is its verb, noun or preposition.

    `base` is the table's word; `frames` say what stands beside it (`addressee`, `naming`, `manner`, and for phrases
    `after` or `possessor`: where whom it reports is found). `listed` is False for a verb that no table has. `rate` says
    of ten occurrences of a verb in news how many report; None for rare verbs and for phrases. `classed` is False where
    no table says its kind: beside a quotation such a verb is one of speech, elsewhere it seldom reports words.
    """

    start: int
    end: int
    head: int
    base: str
    kind: CueKind
    frames: frozenset[str]
    negated: bool
    listed: bool
    rate: int | None = None
    classed: bool = True


# Patterns that give a name a role which stands elsewhere.
AWAY_PATTERNS = frozenset({"description", "pronoun"})


@frozen
class RoleMention:
    """A role that the article gives the name at index `name` of those looked at, and the `pattern` that found it."""

    name: int
    role: Role
    pattern: str

    @property
    def beside(self) -> bool:
        """Whether the role stands beside the name."""
        return self.pattern not in AWAY_PATTERNS


@frozen
class AwayRole:
    """A role of somebody that stands away from names, at token `at`; `pattern` says what opens it.

    `subject` says whether it is the subject of a verb: *the mayor* refused.
    """

    at: int
    role: Role
    pattern: str
    subject: bool


@frozen
class Entity:
    """One person, body or place: its fullest `name`, all `forms` of it, and the indices of its `occurrences` in names.

    `claims` are the occurrences and those of others that might be its own: short forms that several share.
    `gender` is "female" or "male" where the article or the given name tells, else None. `roles` are indices of its
    role mentions.
    """

    name: str
    kind: SpeakerKind
    forms: tuple[str, ...]
    occurrences: tuple[int, ...]
    claims: tuple[int, ...]
    gender: str | None
    roles: tuple[int, ...]


@frozen
class Unnamed:
    """A person or body without a name of its own: the mention that describes it first, or that joins several names."""

    mention: Mention


# Whom a mention may stand for: an entity by its index, somebody unnamed, or None for nobody before it.
Someone = int | Unnamed | None
