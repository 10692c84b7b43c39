"""Tracing: from a quotation to the document that it came from.

In: an article, and documents or an index of them. Out: a `Trace` for each quoted part, with its verdict, its
differences and its place in the document. Documents are looked up through the protocol `Library`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from quoteattr.tracing.values import Cut, Document, Edit, EditKind, Found, Trace, TracedSpeaker, Verdict

if TYPE_CHECKING:
    from quoteattr.tracing.documents import HeldDocuments, Library, shingles_of
    from quoteattr.tracing.reading import find_parts, read_document, text_to_attribute
    from quoteattr.tracing.texts import Part, Reading
    from quoteattr.tracing.tracing import trace

__all__ = [
    "Cut",
    "Document",
    "Edit",
    "EditKind",
    "Found",
    "HeldDocuments",
    "Library",
    "Part",
    "Reading",
    "Trace",
    "TracedSpeaker",
    "Verdict",
    "find_parts",
    "read_document",
    "shingles_of",
    "text_to_attribute",
    "trace",
]

# Values are everybody's; what reads and compares texts is imported when it is asked for.
_MODULE_OF = {
    **dict.fromkeys(["HeldDocuments", "Library", "shingles_of"], "documents"),
    **dict.fromkeys(["find_parts", "read_document", "text_to_attribute"], "reading"),
    **dict.fromkeys(["Part", "Reading"], "texts"),
    "trace": "tracing",
}


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        return getattr(import_module(f"quoteattr.tracing.{_MODULE_OF[name]}"), name)
    raise AttributeError(f"module 'quoteattr.tracing' has no attribute {name!r}")
