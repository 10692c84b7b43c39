"""Quotation attribution: who said this, in what role, and where do the words come from.

>>> import quoteattr
>>> article = quoteattr.extract("“We will comply,” said Ann Poe, the mayor of Springfield.")
>>> article.attributions[0].speaker.name
'Ann Poe'
"""

from __future__ import annotations

from importlib import import_module
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
)

if TYPE_CHECKING:
    from quoteattr.pipeline import Extractor, MissingModelError, extract, load

__all__ = [
    "HIGH_PRECISION",
    "Article",
    "Attribution",
    "Cue",
    "CueKind",
    "Extractor",
    "LinkKind",
    "Maker",
    "MissingModelError",
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
    "extract",
    "load",
]

# spaCy takes seconds to import, and its entry points import this package: what needs it is imported when asked for.
_OF_PIPELINE = frozenset(["Extractor", "MissingModelError", "extract", "load"])


def __getattr__(name: str) -> Any:
    if name in _OF_PIPELINE:
        return getattr(import_module("quoteattr.pipeline"), name)
    raise AttributeError(f"module 'quoteattr' has no attribute {name!r}")
