"""Reports made by hand, for tests of what comes after they are found."""

from __future__ import annotations

from quoteattr.document.article import Document
from quoteattr.lexicon.tables import Tables
from quoteattr.parse.tokens import Parse
from quoteattr.types import CueKind, QuotationKind, Speaker, SpeakerKind
from quoteattr.values import FoundCue, Mention, MentionKind, Pattern, Report

__all__ = ["Offsets", "bare_document", "made_report"]

Offsets = tuple[int, int]  # characters, half-open


def bare_document(text: str, doc: Parse, tables: Tables) -> Document:
    """A text and its parse, in which nothing has been found yet."""
    return Document(text=text, doc=doc, passages=(), spans=(), cues=(), names=(), tables=tables)


def made_report(
    document: Document,
    quotation: Offsets,
    cue: Offsets | None,
    mention: Offsets | None,
    *,
    speaker: tuple[str, SpeakerKind] | None,
    utterance: int = 0,
    kind: QuotationKind = QuotationKind.DIRECT,
) -> Report:
    """The report of a quotation with these words as cue and mention; `speaker` is who speaks, by name and kind."""
    return Report(
        start=quotation[0],
        end=quotation[1],
        kind=kind,
        cue=_cue(document, *cue) if cue else None,
        mention=_mention(document, *mention) if mention else None,
        pattern=Pattern.CUE_AFTER,
        probability=1.0,
        utterance=utterance,
        speaker=Speaker(name=speaker[0], kind=speaker[1]) if speaker else None,
    )


def _cue(document: Document, start: int, end: int) -> FoundCue:
    first, last = document.tokens(start, end)
    base = document.text[start:end]
    return FoundCue(first, last, last - 1, base, CueKind.SPEECH, frozenset(), negated=False, listed=True)


def _mention(document: Document, start: int, end: int) -> Mention:
    first, last = document.tokens(start, end)
    return Mention(first, last, last - 1, MentionKind.NAME)
