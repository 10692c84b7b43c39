"""Documents and reports made by hand, for tests of what comes after them."""

from __future__ import annotations

from quoteattr.document.article import Document
from quoteattr.layout import mask
from quoteattr.lexicon.tables import Tables
from quoteattr.parse.batches import parse_texts
from quoteattr.parse.tokens import Parse
from quoteattr.pipeline import Extractor, read_discourse_of
from quoteattr.types import CueKind, QuotationKind, Speaker, SpeakerKind
from quoteattr.values import FoundCue, Mention, MentionKind, Pattern, Report

__all__ = ["Offsets", "bare_document", "made_report", "read_document"]

Offsets = tuple[int, int]  # characters, half-open


def read_document(extractor: Extractor, text: str) -> Document:
    """A text with all that is read of it before anything is decided."""
    (doc,) = parse_texts(extractor.nlp, [text])
    return read_discourse_of(mask(text, extractor.tables), doc, extractor.tables).document


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
