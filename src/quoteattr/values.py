"""What goes from stage to stage: frozen values, by token or by character, half-open.

Stages take and give these; what the caller sees is in `types`.
"""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from quoteattr.types import CueKind, QuotationKind, Role, Speaker, SpeakerKind, TextKind

__all__ = [
    "AwayRole",
    "Block",
    "Entity",
    "FoundCue",
    "FoundRoles",
    "Mention",
    "MentionKind",
    "Name",
    "NameKind",
    "Passage",
    "PassageKind",
    "Pattern",
    "Place",
    "QuotedSpan",
    "Release",
    "Report",
    "Resolution",
    "RoleMention",
    "Someone",
    "Unnamed",
]


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
class Release:
    """That a text is itself a press release, a statement or an interview, as its `kind` says.

    Where its `carrier` and its `date` stand, if it tells them, are character offsets, half-open.
    """

    kind: TextKind
    carrier: tuple[int, int] | None
    date: tuple[int, int] | None


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

    @property
    def gives_words(self) -> bool:
        """Whether what it reports are words, said or written."""
        return self.kind in (CueKind.SPEECH, CueKind.WRITING)


@frozen
class RoleMention:
    """A role that the article gives the name at index `name` of those looked at, and the `pattern` that found it."""

    name: int
    role: Role
    pattern: str


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


class Place(Enum):
    """Where a cue or mention stands, seen from the quotation: in its paragraph or the one beside it.

    The two *beyond* stand behind, or before, another quotation that lies between.
    """

    BEFORE = "before"
    AFTER = "after"
    BEFORE_BEYOND = "before+"
    AFTER_BEYOND = "after+"
    PREVIOUS = "previous"
    NEXT = "next"

    @property
    def follows(self) -> bool:
        """Whether it stands behind the quotation."""
        return self in (Place.AFTER, Place.AFTER_BEYOND, Place.NEXT)


class Pattern(Enum):
    """How a quotation is attributed; the values are the public names of `Attribution.evidence`."""

    ACCORDING_TO = "according_to"
    NOUN_CUE = "noun_cue"
    INVERTED_CUE = "inverted_cue"
    CUE_AFTER = "cue_after"
    CUE_BEFORE = "cue_before"
    CUE_BEHIND = "cue_behind"
    CUE_BEYOND_QUOTATION = "cue_beyond_quotation"
    CUE_SENTENCE_AFTER = "cue_sentence_after"
    CUE_SENTENCE_BEFORE = "cue_sentence_before"
    CUE_SENTENCES_AFTER = "cue_sentences_after"
    CUE_SENTENCES_BEFORE = "cue_sentences_before"
    CUE_IN_PREVIOUS_PARAGRAPH = "cue_in_previous_paragraph"
    CUE_IN_NEXT_PARAGRAPH = "cue_in_next_paragraph"
    CUE_ALONE = "cue_alone"
    NEARBY_NAME = "nearby_name"
    COLON_LEAD_IN = "colon_lead_in"
    TURN_LABEL = "turn_label"
    LABEL_INSIDE = "label_inside"
    ANSWER = "answer"
    QUESTION = "question"
    SIGNATURE = "signature"
    CONTINUED_PARAGRAPH = "continued_paragraph"
    CONTINUATION = "continuation"
    ALTERNATION = "alternation"
    REPETITION = "repetition"
    QUOTATION_WITHIN = "quotation_within"
    BLOCK_LEAD_IN = "block_lead_in"
    CLAUSAL_COMPLEMENT = "clausal_complement"
    INFINITIVE = "infinitive"
    SHARED_COMPLEMENT = "shared_complement"
    PREPOSITIONAL_COMPLEMENT = "prepositional_complement"
    PARATAXIS = "parataxis"
    MODIFIER = "modifier"
    SUBJECT = "subject"
    OBJECT = "object"
    ENCODER = "encoder"
    #: No words are reported: *declined to comment*.
    NO_COMMENT = "no_comment"
    #: Speech by somebody whom nothing near it tells.
    UNKNOWN = "unknown"
    #: Nobody's speech.
    NOBODY = "nobody"


@frozen(kw_only=True)
class Report:
    """A quotation on its way: what is reported, by which words, by whom it is said here.

    `start` and `end` are characters, half-open, marks included; `spans` are the quoted spans that it holds. `place`,
    `breaks` and `distance` say where the cue, or the mention without one, stands: on which side, over how many ends of
    sentences, at how many words. `same_as` is the index of the report whose speaker goes on. `probability` is that of
    the choice. `utterance` numbers what was said in one go; `speaker` is known once mentions are resolved.
    """

    start: int
    end: int
    kind: QuotationKind
    spans: tuple[int, ...] = ()
    cue: FoundCue | None = None
    mention: Mention | None = None
    pattern: Pattern
    place: Place | None = None
    breaks: int = 0
    distance: int = 0
    same_as: int | None = None
    probability: float
    utterance: int = 0
    speaker: Speaker | None = None

    @property
    def speaker_name(self) -> str | None:
        """The canonical name of the speaker, None where it is unknown."""
        return None if self.speaker is None else self.speaker.name

    @property
    def speaker_kind(self) -> SpeakerKind | None:
        """What the speaker is, None where it is unknown."""
        return None if self.speaker is None else self.speaker.kind


@frozen
class Resolution:
    """Who speaks: an entity's index, an unnamed speaker, or None; and the probability that the mention means it."""

    speaker: Someone
    probability: float


@frozen
class FoundRoles:
    """The roles that an article states: beside names, in the order of the names, and away from them, in text order."""

    mentions: tuple[RoleMention, ...]
    away: tuple[AwayRole, ...]
