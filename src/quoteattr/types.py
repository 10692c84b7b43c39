"""The values that quoteattr returns: frozen, hashable, validated.

All offsets are character offsets into the caller's own text, half-open: `text[span.start:span.end] == span.text`.
This module imports nothing of the package; JSON and rows are made by modules that are imported where they are needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from attrs import Attribute, evolve, field, fields, frozen, validators

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quoteattr.serialization import Rows
    from quoteattr.tracing.values import Trace

__all__ = [
    "HIGH_PRECISION",
    "Article",
    "Attribution",
    "Cue",
    "CueKind",
    "LinkKind",
    "Maker",
    "Provenance",
    "Quotation",
    "QuotationKind",
    "Role",
    "RoleStatus",
    "Source",
    "SourceKind",
    "Span",
    "Speaker",
    "SpeakerKind",
    "TextKind",
    "Utterance",
]

# For callers who want precision: of the speakers with this confidence or more, 96 to 98 in 100 are right on the
# development articles (docs/evaluation.md). Chosen by cross-validation over the training articles
# (benchmarks/reliability.py), with the weights of 0.1.
HIGH_PRECISION = 0.92


class Kind(StrEnum):
    """A kind is its value: `quotation.kind == "direct"`, and an f-string prints that. Other words raise ValueError."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    @classmethod
    def _missing_(cls, value: object) -> Self:
        raise ValueError(f"{value!r} is no {cls.__name__}: choose of {', '.join(cls)}")

    @classmethod
    def several(cls, given: str | Iterable[str], option: str) -> frozenset[Self]:
        """The kinds that `given` names, a word or several; *all* is every one.

        Raises ValueError, with the name of the `option`, for a word that is none of them, TypeError for no word.
        """
        words = [given] if isinstance(given, str) else list(given)
        for word in words:
            if not isinstance(word, str):
                raise TypeError(
                    f"{option} takes words such as {next(iter(cls))}, not {type(word).__name__}: {word!r:.60}"
                )
        try:
            return frozenset(cls) if words == ["all"] else frozenset(cls(word) for word in words)
        except ValueError as error:
            raise ValueError(f"{option}: {error}, or all") from None


class QuotationKind(Kind):
    """What a quotation is; only `SCARE` is nobody's speech, and has no attribution."""

    #: A whole utterance, sentence or clause, word for word, in marks.
    DIRECT = "direct"
    #: The reporter's sentence, with fragments in marks that are word for word.
    MIXED = "mixed"
    #: Without marks: said *that the gates would open*.
    INDIRECT = "indirect"
    #: Paragraphs of their own without marks, below a line that reports.
    BLOCK = "block"
    #: In marks, but nobody's speech: scare quotes, words as words, titles, nicknames, signs.
    SCARE = "scare"


class CueKind(Kind):
    """What the cue says that its speaker does: only speech and writing report words."""

    #: Says: said, told, according to.
    SPEECH = "speech"
    #: Writes: wrote, tweeted, a letter that.
    WRITING = "writing"
    #: Holds true or feels: believes, fears, is confident that.
    BELIEF = "belief"
    #: Wants or plans: hopes to, refused to, the plan to.
    INTENTION = "intention"
    #: Comes to know: heard, learned, noticed.
    PERCEPTION = "perception"
    #: Shows without words: proved, a sign that; and every verb that no table has, away from quotation marks.
    EVIDENCE = "evidence"


class SpeakerKind(Kind):
    """Whom a speaker's mentions stand for; `UNNAMED` is a person the article never names."""

    #: A person with a name.
    PERSON = "person"
    #: A body, with a name or without: the Water Board, the ministry.
    ORGANIZATION = "organization"
    #: Several people: analysts, Ann Poe and Raj Rao.
    GROUP = "group"
    #: One person without a name: a government official.
    UNNAMED = "unnamed"


class LinkKind(Kind):
    """How the mention was found: a name, a pronoun or description, or no cue of its own."""

    #: A name: Ann Poe *said*.
    EXPLICIT = "explicit"
    #: A pronoun or a description: she *said*, the director *said*.
    ANAPHORIC = "anaphoric"
    #: No words here stand for the speaker: the same one goes on, two take turns, or nobody is known.
    IMPLICIT = "implicit"


class RoleStatus(Kind):
    """Whether the role is held now, provisionally, no longer, or not yet."""

    #: Held now, as far as the article says.
    CURRENT = "current"
    #: Held provisionally: acting, interim, caretaker.
    ACTING = "acting"
    #: No longer held: former, ex-, retired, then.
    FORMER = "former"
    #: Not yet held: -elect, -designate, incoming.
    ELECT = "elect"


class TextKind(Kind):
    """What a text is itself."""

    NEWS_REPORT = "news report"
    PRESS_RELEASE = "press release"
    STATEMENT = "statement"
    WIRE_REPORT = "wire report"
    OPINION = "opinion"
    INTERVIEW = "interview"
    TRANSCRIPT = "transcript"
    LIVE_BLOG = "live blog"
    SPEECH = "speech"


class SourceKind(Kind):
    """The medium or occasion in which the words were first delivered."""

    PRESS_RELEASE = "press release"
    STATEMENT = "statement"
    SPEECH = "speech"
    DEBATE = "debate"
    INTERVIEW = "interview"
    PRESS_CONFERENCE = "press conference"
    BROADCAST = "broadcast"
    SOCIAL_MEDIA = "social media"
    NEWS_REPORT = "news report"
    WIRE_REPORT = "wire report"
    BOOK = "book"
    DOCUMENT = "document"
    EMAIL = "email"
    COURT_FILING = "court filing"
    TESTIMONY = "testimony"
    AD = "ad"


def _not_after_end(instance: Span | Cue, _attribute: Attribute[int], value: int) -> None:
    if not 0 <= value <= instance.end:
        raise ValueError(f"a span starts at 0 or later and not after its end: got [{value}, {instance.end})")


def _as_long_as_span(instance: Span | Cue, _attribute: Attribute[str], value: str) -> None:
    if len(value) != instance.end - instance.start:
        raise ValueError(f"a text of {len(value)} characters in a span of {instance.end - instance.start}")


def _tuple_of(kind: type[Any]) -> Any:
    return validators.deep_iterable(validators.instance_of(kind), validators.instance_of(tuple))


def _line(*parts: object) -> str:
    """The parts with commas between them, on one line; what is in brackets has none before it."""
    return " ".join(", ".join(map(str, parts)).replace(", (", " (").split())


def _optional(kind: type[Any]) -> Any:
    return validators.optional(validators.instance_of(kind))


@frozen(kw_only=True, repr=False)
class Span:
    """A stretch of the article: `start` and `end` in characters, half-open, and the `text` between them."""

    start: int = field(validator=(validators.instance_of(int), _not_after_end))
    end: int = field(validator=validators.instance_of(int))
    text: str = field(validator=(validators.instance_of(str), _as_long_as_span))

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Cut the span of `text` from `start` to `end`, half-open."""
        return cls(start=start, end=end, text=text[start:end])

    def __repr__(self) -> str:
        return f"Span(start={self.start}, end={self.end}, text={self.text!r})"

    def __str__(self) -> str:
        return self.text


@frozen(kw_only=True, cache_hash=True)
class Quotation:
    """A stretch of reported content.

    `span` includes the marks, and what is reported around them: *that* or *to* at its beginning, but no full stop of
    the reporter's at its end. `quoted` are the insides of its pairs of marks, none of an indirect or block quotation.
    Quotations with one `utterance` number were said in one go. `parent` is the index, in `Article.quotations`, of the
    quotation that this one is nested in; None if it is nested in none.
    """

    span: Span = field(validator=validators.instance_of(Span))
    kind: QuotationKind = field(validator=validators.instance_of(QuotationKind))
    quoted: tuple[Span, ...] = field(default=(), validator=_tuple_of(Span))
    utterance: int = field(validator=validators.instance_of(int))
    parent: int | None = field(default=None, validator=_optional(int))


@frozen(kw_only=True, repr=False)
class Cue:
    """The words that report: said, according to. A span with its `kind`; `negated` for *did not say*."""

    start: int = field(validator=(validators.instance_of(int), _not_after_end))
    end: int = field(validator=validators.instance_of(int))
    text: str = field(validator=(validators.instance_of(str), _as_long_as_span))
    kind: CueKind = field(default=CueKind.SPEECH, validator=validators.instance_of(CueKind))
    negated: bool = field(default=False, validator=validators.instance_of(bool))

    def __repr__(self) -> str:
        return (
            f"Cue(start={self.start}, end={self.end}, text={self.text!r}, kind={self.kind!r}, negated={self.negated})"
        )

    def __str__(self) -> str:
        return self.text


class Utterance(tuple[Quotation, ...]):
    """The quotations that one speaker says in one go, in text order."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """The words of all of them, as they stand in the article, without what is between."""
        return " ".join(quotation.span.text for quotation in self)


@frozen(kw_only=True)
class Role:
    """The speaker's `title` and the `organization` it belongs to; either may be missing, not both.

    The title has its *acting*, *former* or *-elect*, of which `status` is made.
    """

    title: Span | None = field(default=None, validator=_optional(Span))
    organization: Span | None = field(default=None, validator=_optional(Span))
    status: RoleStatus = field(default=RoleStatus.CURRENT, validator=validators.instance_of(RoleStatus))

    def __attrs_post_init__(self) -> None:
        if self.title is None and self.organization is None:
            raise ValueError("a role has a title or an organization")

    def __str__(self) -> str:
        return _line(*(part for part in (self.title, self.organization) if part is not None))


@frozen(kw_only=True)
class Source:
    """The medium that the words came through: its `kind`, and its `name` and `date` as the article gives them."""

    kind: SourceKind | None = field(default=None, validator=_optional(SourceKind))
    name: Span | None = field(default=None, validator=_optional(Span))
    date: Span | None = field(default=None, validator=_optional(Span))

    def __attrs_post_init__(self) -> None:
        if self.kind is None and self.name is None and self.date is None:
            raise ValueError("a source has a kind, a name or a date")

    def __str__(self) -> str:
        return _line(*(part for part in (self.kind, self.name, self.date) if part is not None))


@frozen(kw_only=True)
class Provenance:
    """What the article itself is and where it comes from, as its form and its first and last lines say, None where not.

    The `kind` is what the text is, and the `issuer` who gave it out, if it is a press release or a statement. The
    `carrier` spreads a release, and the `outlet` is where the text stood: the carrier, or the paper or station that a
    dateline names. The `dateline` is whole, as in *PORT MERIDEN, Feb 11 (Reuters)*; `place` and `date` are in it. The
    `byline` are the names of the authors without *By*, and `bylines` each of them alone.
    """

    kind: TextKind | None = field(default=None, validator=_optional(TextKind))
    issuer: Span | None = field(default=None, validator=_optional(Span))
    carrier: Span | None = field(default=None, validator=_optional(Span))
    outlet: Span | None = field(default=None, validator=_optional(Span))
    agency: Span | None = field(default=None, validator=_optional(Span))
    dateline: Span | None = field(default=None, validator=_optional(Span))
    place: Span | None = field(default=None, validator=_optional(Span))
    date: Span | None = field(default=None, validator=_optional(Span))
    byline: Span | None = field(default=None, validator=_optional(Span))
    bylines: tuple[Span, ...] = field(default=(), validator=_tuple_of(Span))


class _Bound:
    """What an article tells its speakers: their attributions, in copies without a speaker, so that there is no circle.

    It is no field: no part of what is compared, hashed, shown or pickled.
    """

    __slots__ = ("_said",)


@frozen(kw_only=True, cache_hash=True)
class Speaker(_Bound):
    """Whom the mentions of one entity stand for.

    `name` is the fullest form that the article gives, or the words for somebody it never names; `aliases` are the other
    forms of the name. `mentions` are, in text order, the mentions of its attributions and the names that stand for it,
    without other pronouns; `roles` those the article gives it; `members` the names of a joint speaker.
    """

    name: str = field(validator=(validators.instance_of(str), validators.min_len(1)))
    kind: SpeakerKind = field(validator=validators.instance_of(SpeakerKind))
    aliases: tuple[str, ...] = field(default=(), validator=_tuple_of(str))
    mentions: tuple[Span, ...] = field(default=(), validator=_tuple_of(Span))
    roles: tuple[Role, ...] = field(default=(), validator=_tuple_of(Role))
    members: tuple[str, ...] = field(default=(), validator=_tuple_of(str))

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """What the article that it belongs to attributes to it, in text order; of a speaker made by hand nothing."""
        said: tuple[Attribution, ...] = getattr(self, "_said", ())
        return tuple(evolve(attribution, speaker=self) for attribution in said)

    def __str__(self) -> str:
        return _line(self.name, *self.roles[:1], f"({self.kind})")


@frozen(kw_only=True)
class Maker:
    """What made an article's attributions: the `reader`, and the name and version of the spaCy `pipeline` below it."""

    reader: str = field(validator=(validators.instance_of(str), validators.min_len(1)))
    pipeline: str = field(validator=validators.instance_of(str))
    pipeline_version: str = field(validator=validators.instance_of(str))


@frozen(kw_only=True)
class Attribution:
    """Who said a quotation, by which words, in what role, and where the words come from.

    `mention` are the words that stand for the speaker here, `cue` those that report. `role` is the one in which the
    article shows the speaker, `source` the medium or occasion of these words. `confidence` (0 to 1) is the probability
    that the speaker is right; `evidence` names the pattern that decided. All but `quotation`, `link`, `confidence` and
    `evidence` may be None. A `speaker` of None is an unknown speaker, which is not the same as a scare quotation, which
    has no attribution.
    """

    quotation: Quotation = field(validator=validators.instance_of(Quotation))
    speaker: Speaker | None = field(default=None, validator=_optional(Speaker))
    mention: Span | None = field(default=None, validator=_optional(Span))
    cue: Cue | None = field(default=None, validator=_optional(Cue))
    role: Role | None = field(default=None, validator=_optional(Role))
    source: Source | None = field(default=None, validator=_optional(Source))
    link: LinkKind = field(validator=validators.instance_of(LinkKind))
    confidence: float = field(validator=(validators.instance_of(float), validators.ge(0.0), validators.le(1.0)))
    evidence: str = field(validator=(validators.instance_of(str), validators.min_len(1)))

    def __str__(self) -> str:
        name = "somebody" if self.speaker is None else self.speaker.name
        who = _line(name, *(part for part in (self.role, self.source) if part is not None))
        return f"{who}: {_line(self.quotation.span)} ({self.quotation.kind}, {self.confidence:.2f})"


@frozen(kw_only=True, repr=False)
class Article:
    """An article's text with all that was found in it.

    `quotations` are sorted by (start, -end). Every quotation but scare ones has exactly one of `attributions`, in the
    same order. `speakers` are those of the attributions, in order of first appearance there. `made_by` says what found
    them; it is None for an article made by hand.

    Raises ValueError where one of these promises, or a span's text, does not hold.
    """

    text: str = field(validator=validators.instance_of(str))
    quotations: tuple[Quotation, ...] = field(default=(), validator=_tuple_of(Quotation))
    attributions: tuple[Attribution, ...] = field(default=(), validator=_tuple_of(Attribution))
    speakers: tuple[Speaker, ...] = field(default=(), validator=_tuple_of(Speaker))
    provenance: Provenance | None = field(default=None, validator=_optional(Provenance))
    made_by: Maker | None = field(default=None, validator=_optional(Maker))

    def __attrs_post_init__(self) -> None:
        for span in _spans(self):
            if self.text[span.start : span.end] != span.text:
                raise ValueError(f"{span!r} is not what the text has there")
        order = [(q.span.start, -q.span.end) for q in self.quotations]
        if order != sorted(order):
            raise ValueError("quotations must be sorted by (start, -end)")
        for index, quotation in enumerate(self.quotations):
            if quotation.parent is not None and not 0 <= quotation.parent < index:
                raise ValueError(f"quotation {index} names {quotation.parent} as its parent, which is not before it")
        if [a.quotation for a in self.attributions] != [
            q for q in self.quotations if q.kind is not QuotationKind.SCARE
        ]:
            raise ValueError("every quotation but scare ones must have one attribution, in the same order")
        known = set(self.speakers)
        if any(a.speaker is not None and a.speaker not in known for a in self.attributions):
            raise ValueError("the speaker of an attribution is missing from speakers")
        self._bind()

    def _bind(self) -> None:
        """Tell the speakers what they say; those that another article has told something else are copied."""
        found: dict[Speaker, Speaker] = {}
        for speaker, of_speaker in self.by_speaker().items():
            if speaker is None:
                continue
            said = tuple(evolve(attribution, speaker=None) for attribution in of_speaker)
            if getattr(speaker, "_said", said) != said:
                found[speaker] = evolve(speaker)
            object.__setattr__(found.get(speaker, speaker), "_said", said)
        if found:
            object.__setattr__(self, "speakers", tuple(found.get(speaker, speaker) for speaker in self.speakers))
        own = {speaker: speaker for speaker in self.speakers}
        if any(a.speaker is not None and own[a.speaker] is not a.speaker for a in self.attributions):
            ours = (a if a.speaker is None else evolve(a, speaker=own[a.speaker]) for a in self.attributions)
            object.__setattr__(self, "attributions", tuple(ours))

    def __getstate__(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(Article)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)
        self._bind()

    def __repr__(self) -> str:
        return (
            f"Article({len(self.text)} characters, {len(self.quotations)} quotations, "
            f"{len(self.attributions)} attributions, {len(self.speakers)} speakers)"
        )

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """The quotations grouped by what one speaker says in one go, in text order."""
        groups: dict[int, list[Quotation]] = {}
        for quotation in self.quotations:
            groups.setdefault(quotation.utterance, []).append(quotation)
        return tuple(Utterance(group) for group in groups.values())

    def by_speaker(self) -> dict[Speaker | None, tuple[Attribution, ...]]:
        """The attributions of each of `speakers`, in order; those of nobody known, if there are any, under None."""
        found: dict[Speaker | None, list[Attribution]] = {speaker: [] for speaker in self.speakers}
        for attribution in self.attributions:
            found.setdefault(attribution.speaker, []).append(attribution)
        return {speaker: tuple(attributions) for speaker, attributions in found.items()}

    def attribution_of(self, quotation: Quotation) -> Attribution | None:
        """Return the attribution of `quotation`, None for a scare quotation; in constant time after the first call.

        Raises ValueError for a quotation that is not of this article.
        """
        try:
            return self._attribution_of[quotation]
        except KeyError:
            raise ValueError(f"not a quotation of this article: {quotation!r}") from None

    @cached_property
    def _attribution_of(self) -> dict[Quotation, Attribution | None]:
        """The first of equal quotations counts. No field, and so no part of what is compared, pickled or written."""
        index: dict[Quotation, Attribution | None] = dict.fromkeys(self.quotations)
        return index | {attribution.quotation: attribution for attribution in reversed(self.attributions)}

    def to_dict(self) -> dict[str, Any]:
        """Plain values ready for JSON, in an envelope with the schema's number; linear in size."""
        from quoteattr.serialization import article_to_dict

        return article_to_dict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """Read back what `to_dict` made. Raises ValueError for a schema that this version does not read."""
        from quoteattr.serialization import article_from_dict

        return article_from_dict(data)

    def to_json(self) -> str:
        """`to_dict` as a line of JSON."""
        from quoteattr.serialization import article_to_json

        return article_to_json(self)

    @classmethod
    def from_json(cls, data: str | bytes) -> Article:
        """Read back what `to_json` made: `Article.from_json(a.to_json()) == a`."""
        from quoteattr.serialization import article_from_json

        return article_from_json(data)

    def to_rows(self) -> Rows:
        """Make a flat dict of each attribution, for `pandas.DataFrame(rows, columns=rows.columns)` or polars."""
        from quoteattr.serialization import article_to_rows

        return article_to_rows(self)

    def to_html(self, title: str | None = None, traces: Sequence[Trace] = ()) -> str:
        """Make a page to look at: text, speakers and filters, without scripts and without anything beside itself.

        `title` is for the browser's tab; None takes the text's first paragraph. `traces` of this article are shown
        below it, each quotation beside its source. Write it as UTF-8.
        """
        from quoteattr.html import article_to_page

        return article_to_page(self, title, traces)

    def _repr_html_(self) -> str:
        """`to_html` as an element that a notebook shows; its ids are others each time."""
        from quoteattr.html import article_to_fragment

        return article_to_fragment(self)


def _spans(article: Article) -> Iterator[Span | Cue]:
    """Every span that the article holds, for validation."""
    for quotation in article.quotations:
        yield quotation.span
        yield from quotation.quoted
    for speaker in article.speakers:
        yield from speaker.mentions
        for role in speaker.roles:
            yield from _present(role.title, role.organization)
    for attribution in article.attributions:
        yield from _present(attribution.mention, attribution.cue)
        if attribution.role is not None:
            yield from _present(attribution.role.title, attribution.role.organization)
        if attribution.source is not None:
            yield from _present(attribution.source.name, attribution.source.date)
    if article.provenance is not None:
        origin = article.provenance
        yield from _present(origin.issuer, origin.carrier, origin.outlet, origin.agency)
        yield from _present(origin.dateline, origin.place, origin.date, origin.byline, *origin.bylines)


def _present(*items: Span | Cue | None) -> Iterator[Span | Cue]:
    return (item for item in items if item is not None)
