"""Reports: what a cue reports, and by whose words it is said there. Two decisions, `content` and `mention`.

In: a document with its cues. Out: its reports in text order, none of which cross. Two readers find them. `parse`
lives on the parse: the cue first, then its content (as Pareti et al., EMNLP 2013), whose possible spans stand against
each other and against nothing. `encoder` is a small transformer that tags words and points from content to cue and
source; it reads better and costs more. What comes after is the same for both.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from attrs import field, frozen

from quoteattr.decisions import Judges
from quoteattr.document import Document
from quoteattr.reports.choose import read_reports
from quoteattr.reports.encoder.model import load_encoder, read_reports_with
from quoteattr.reports.settled import settle
from quoteattr.values import Report

__all__ = ["READERS", "Reader", "ReaderName", "load_reader"]

ReaderName = Literal["parse", "encoder"]


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
