"""Quotation attribution: who said this, in what role, and where do the words come from.

>>> import quoteattr
>>> article = quoteattr.extract("“We will comply,” said Ann Poe, the mayor of Springfield.")
>>> article.attributions[0].speaker.name
'Ann Poe'
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from quoteattr.types import (
    HIGH_PRECISION,
    Article,
    Attribution,
    Cue,
    CueKind,
    LinkKind,
    Maker,
    Provenance,
    Quotation,
    QuotationKind,
    Role,
    RoleStatus,
    Source,
    SourceKind,
    Span,
    Speaker,
    SpeakerKind,
    TextKind,
    Utterance,
)

if TYPE_CHECKING:
    from quoteattr.pipeline import Extractor, MissingModelError, extract, load
    from quoteattr.reports.encoder.model import MissingExtraError
    from quoteattr.serialization import Rows
    from quoteattr.tracing import Cut, Document, Edit, EditKind, Found, Trace, TracedSpeaker, Verdict, trace
    from quoteattr.tracing.index import TraceIndex
    from quoteattr.tracing.reuse import Reuse, SharedStretch, reuse

    __version__: str

__all__ = [
    "HIGH_PRECISION",
    "Article",
    "Attribution",
    "Cue",
    "CueKind",
    "Cut",
    "Document",
    "Edit",
    "EditKind",
    "Extractor",
    "Found",
    "LinkKind",
    "Maker",
    "MissingExtraError",
    "MissingModelError",
    "Provenance",
    "Quotation",
    "QuotationKind",
    "Reuse",
    "Role",
    "RoleStatus",
    "Rows",
    "SharedStretch",
    "Source",
    "SourceKind",
    "Span",
    "Speaker",
    "SpeakerKind",
    "TextKind",
    "Trace",
    "TraceIndex",
    "TracedSpeaker",
    "Utterance",
    "Verdict",
    "extract",
    "load",
    "reuse",
    "trace",
]

# spaCy takes seconds to import, and its entry points import this package: what needs it is imported when asked for, and
# so is what not every article wants.
_HOMES = {
    **dict.fromkeys(["Extractor", "MissingModelError", "extract", "load"], "quoteattr.pipeline"),
    **dict.fromkeys(["Cut", "Document", "Edit", "EditKind", "Found"], "quoteattr.tracing"),
    **dict.fromkeys(["Trace", "TracedSpeaker", "Verdict", "trace"], "quoteattr.tracing"),
    **dict.fromkeys(["Reuse", "SharedStretch", "reuse"], "quoteattr.tracing.reuse"),
    "TraceIndex": "quoteattr.tracing.index",
    "MissingExtraError": "quoteattr.reports.encoder.model",
    "Rows": "quoteattr.serialization",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name == "__version__":
        return version("quoteattr")
    raise AttributeError(f"module 'quoteattr' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})
