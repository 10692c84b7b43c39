"""Readers: who finds the reports of an article, content by cue and mention; what comes after is the same for all.

`parse` needs nothing beyond the parse; `encoder` reads better and costs more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from attrs import field, frozen

from quoteattr.encoder import load_encoder
from quoteattr.encoder_reports import read_reports_with
from quoteattr.reports import FoundReport, read_reports
from quoteattr.scene import Scene
from quoteattr.scorer import Scorers

__all__ = ["READERS", "Reader", "load_reader"]


@frozen(eq=False)
class Reader:
    """A way to find reports, by its name."""

    name: str
    read: Callable[[Scene], tuple[FoundReport, ...]] = field(repr=False)


def _parse_reader(scorers: Scorers) -> Reader:
    return Reader("parse", lambda scene: read_reports(scene, scorers.contents, scorers.reporters))


def _encoder_reader(_: Scorers) -> Reader:
    encoder = load_encoder()
    return Reader("encoder", lambda scene: read_reports_with(encoder, scene))


READERS: Mapping[str, Callable[[Scorers], Reader]] = MappingProxyType(
    {"parse": _parse_reader, "encoder": _encoder_reader}
)


def load_reader(name: str, scorers: Scorers) -> Reader:
    """The reader of that name. Raises ValueError for an unknown one, MissingExtraError where its extra is missing."""
    if name not in READERS:
        raise ValueError(f"no reader {name!r}: choose one of {', '.join(READERS)}")
    return READERS[name](scorers)
