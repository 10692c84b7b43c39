"""Tracing: from a quotation to the document that it came from.

In: an article, and documents or an index of them. Out: a `Trace` for each quoted part, with its verdict, its differences
and its place in the document. Documents are looked up through the protocol `Library`.
"""

from quoteattr.trace.documents import HeldDocuments, Library, shingles_of
from quoteattr.trace.reading import Part, Reading, find_parts, read_document, text_to_attribute
from quoteattr.trace.tracing import trace
from quoteattr.trace.values import Cut, Document, Edit, EditKind, Found, Trace, TracedSpeaker, Verdict

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
