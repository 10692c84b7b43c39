"""Readers: who finds the reports of an article, content by cue and mention; what comes after is the same for all.

`parse` needs nothing beyond the parse; `encoder` reads better and costs more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from attrs import field, frozen

from quoteattr.decisions import Judges
from quoteattr.document.article import Document
from quoteattr.reports.choose import read_reports
from quoteattr.reports.encoder.choose import read_reports_with
from quoteattr.reports.encoder.model import load_encoder
from quoteattr.reports.settled import settle
from quoteattr.values import Report

__all__ = ["READERS", "Reader", "load_reader"]


@frozen(eq=False)
class Reader:
    """A way to find reports, by its name: of a document, and whether those of sentences with marks are enough."""

    name: str
    read: Callable[[Document, bool], tuple[Report, ...]] = field(repr=False)


def _parse_reader(judges: Judges) -> Reader:
    def read(document: Document, with_marks: bool) -> tuple[Report, ...]:
        return settle(document, read_reports(document, judges, with_marks=with_marks))

    return Reader("parse", read)


def _encoder_reader(_: Judges) -> Reader:
    encoder = load_encoder()
    # It reads whole passages: leaving sentences out would cost it what it reads them by.
    return Reader("encoder", lambda document, _: settle(document, read_reports_with(encoder, document)))


READERS: Mapping[str, Callable[[Judges], Reader]] = MappingProxyType(
    {"parse": _parse_reader, "encoder": _encoder_reader}
)


def load_reader(name: str, judges: Judges) -> Reader:
    """The reader of that name. Raises ValueError for an unknown one, MissingExtraError where its extra is missing."""
    if name not in READERS:
        raise ValueError(f"no reader {name!r}: choose one of {', '.join(READERS)}")
    return READERS[name](judges)
