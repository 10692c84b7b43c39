"""What tracing returns: frozen values with exact offsets, half-open, each in its own text.

A part of an article has its spans in the article, what was found of it has them in the document.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen, validators

from quoteattr.types import Attribution, Quotation, Span

__all__ = [
    "Cut",
    "Document",
    "Edit",
    "EditKind",
    "Found",
    "Trace",
    "TracedSpeaker",
    "Verdict",
]


class Verdict(StrEnum):
    """How the words in marks stand in a document; the gravest that applies, in the order of *absent* to *verbatim*."""

    #: The same words in the same order, with nothing between them in that speaker's speech.
    VERBATIM = "verbatim"
    #: Words differ, and every difference is declared: … or [...], square brackets, [sic], a note on emphasis.
    MARKED = "marked"
    #: At least one word is silently replaced, put in, dropped or moved.
    ALTERED = "altered"
    #: Two passages of a document, or of two documents, are joined without a mark of omission.
    STITCHED = "stitched"
    #: The words come from none of the documents, which is not to say that nobody said them.
    ABSENT = "absent"


class TracedSpeaker(StrEnum):
    """Whether the document gives the words to whom the article gives them to."""

    #: The same person or body, or somebody who speaks for it.
    SAME = "same"
    #: The document gives these words to somebody else.
    ANOTHER = "another"
    #: Nothing was found, or one of the two does not say whose the words are.
    UNKNOWN = "unknown"


class EditKind(StrEnum):
    """What was done to the document's words."""

    REPLACED = "replaced"
    PUT_IN = "put in"
    DROPPED = "dropped"
    MOVED = "moved"


@frozen(kw_only=True)
class Document:
    """A text that quotations may come from: a press release, a wire story, a transcript, a thread.

    `issuer` is the body or person whose text it is: words in no marks are its own. `date` sorts, as 2024-03-11 does.
    """

    id: str = field(validator=(validators.instance_of(str), validators.min_len(1)))
    text: str = field(validator=validators.instance_of(str), repr=False)
    kind: str | None = field(default=None, validator=validators.optional(validators.instance_of(str)))
    issuer: str | None = field(default=None, validator=validators.optional(validators.instance_of(str)))
    date: str | None = field(default=None, validator=validators.optional(validators.instance_of(str)))


@frozen(kw_only=True, repr=False)
class Edit:
    """A difference: the words of the article and those of the document, empty spans where one of them has none.

    `declared` where the article says so: an ellipsis, square brackets. A `minor` one leaves the sense alone: another
    form of the same word, a filler dropped, a function word.
    """

    kind: EditKind = field(validator=validators.instance_of(EditKind))
    article: Span = field(validator=validators.instance_of(Span))
    document: Span = field(validator=validators.instance_of(Span))
    declared: bool = field(default=False, validator=validators.instance_of(bool))
    minor: bool = field(default=False, validator=validators.instance_of(bool))

    def __repr__(self) -> str:
        notes = "".join(f", {name}" for name in ("declared", "minor") if getattr(self, name))
        return f"Edit({self.kind}: {self.article.text!r} for {self.document.text!r}{notes})"


@frozen(kw_only=True)
class Found:
    """A document that has the words as well, and where."""

    document: str = field(validator=validators.instance_of(str))
    spans: tuple[Span, ...] = field(validator=validators.deep_iterable(validators.instance_of(Span)))


@frozen(kw_only=True)
class Cut:
    """The limiting words that a quotation stops before: `span` in the document, and the `text` without its layout."""

    span: Span = field(validator=validators.instance_of(Span))
    text: str = field(validator=validators.instance_of(str))


@frozen(kw_only=True, repr=False)
class Trace:
    """Where a quoted part of an article comes from.

    `part` is the inside of one pair of marks, `quotation` the one that it belongs to, if it belongs to any. `document`
    is the id of the document that fits best, None where the words are *absent*; `spans` are where its words stand
    there, in the article's order. `edits` are the differences. `attribution` is the document's own of these words,
    `label` that of a transcript's turn or a post, `speaker` compares them with the article's. `cut` are limiting words
    that follow in the document and not in the article. `elsewhere` are the other documents in which the verdict holds;
    of words joined out of two documents, the other one. `score` (0 to 1) is the share of the part's words that stand in
    the document, weighted by how much they tell.
    """

    part: Span = field(validator=validators.instance_of(Span))
    quotation: Quotation | None = field(
        default=None, validator=validators.optional(validators.instance_of(Quotation)), repr=False
    )
    verdict: Verdict = field(validator=validators.instance_of(Verdict))
    document: str | None = field(default=None, validator=validators.optional(validators.instance_of(str)))
    spans: tuple[Span, ...] = field(default=(), validator=validators.deep_iterable(validators.instance_of(Span)))
    edits: tuple[Edit, ...] = field(default=(), validator=validators.deep_iterable(validators.instance_of(Edit)))
    speaker: TracedSpeaker = field(default=TracedSpeaker.UNKNOWN, validator=validators.instance_of(TracedSpeaker))
    attribution: Attribution | None = field(
        default=None, validator=validators.optional(validators.instance_of(Attribution)), repr=False
    )
    label: str | None = field(default=None, validator=validators.optional(validators.instance_of(str)))
    cut: Cut | None = field(default=None, validator=validators.optional(validators.instance_of(Cut)))
    elsewhere: tuple[Found, ...] = field(default=(), validator=validators.deep_iterable(validators.instance_of(Found)))
    score: float = field(default=0.0, validator=(validators.ge(0.0), validators.le(1.0)))

    def __repr__(self) -> str:
        text = self.part.text if len(self.part.text) <= 60 else self.part.text[:57] + "..."
        found = "" if self.document is None else f", {self.document}, speaker {self.speaker}"
        edits = f", {len(self.edits)} edit{'s' * (len(self.edits) != 1)}" if self.edits else ""
        return f"Trace({text!r}: {self.verdict}{found}{edits}{', cut' if self.cut else ''})"
