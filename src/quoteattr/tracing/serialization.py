"""Traces as plain values: dicts for JSON and back, and rows of fixed types for tables.

A span is `[start, end, text]`, since its text may be another document's, which is not at hand where it is read back.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import regex
from cattrs.preconf.json import JsonConverter, make_converter

from quoteattr.tracing.values import Trace
from quoteattr.types import Span

if TYPE_CHECKING:
    from quoteattr.tracing.reuse import Reuse

__all__ = ["TRACE_TYPES", "reuse_to_dict", "trace_from_dict", "trace_to_dict", "trace_to_row"]

_SPAN = {"start": int, "end": int}
#: The fields of a row: a type, a list of structs, or a struct.
TRACE_TYPES: Mapping[str, Any] = MappingProxyType(
    {
        "text": str,
        "start": int,
        "end": int,
        "verdict": str,
        "document": str,
        "spans": [_SPAN],
        "edits": [{"kind": str, "article": str, "document": str, "declared": int, "minor": int}],
        "speaker": str,
        "document_speaker": str,
        "cut": str,
        "elsewhere": [str],
        "score": float,
    }
)
_BETWEEN_SURROGATES = regex.compile(r"(?<=[\ud800-\udbff])(?=[\udc00-\udfff])")


def trace_to_dict(trace: Trace) -> dict[str, Any]:
    """`trace` as plain values ready for JSON, which need no text beside them."""
    plain: dict[str, Any] = _converter().unstructure(trace)
    return plain


def trace_from_dict(data: Mapping[str, Any]) -> Trace:
    """Read back what `trace_to_dict` made. Raises ValueError for anything else."""
    try:
        return _converter().structure(data, Trace)
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ValueError(f"this is no trace: {error!r}") from error


def reuse_to_dict(reuse: Reuse) -> dict[str, Any]:
    """`reuse` as plain values ready for JSON."""
    plain: dict[str, Any] = _converter().unstructure(reuse)
    return plain


def trace_to_row(trace: Trace) -> dict[str, Any]:
    """Make a dict with `TRACE_TYPES` of a trace: who speaks in the document is a name, other documents are ids."""
    speaker = trace.attribution.speaker if trace.attribution is not None else None
    return {
        "text": trace.part.text,
        "start": trace.part.start,
        "end": trace.part.end,
        "verdict": trace.verdict.value,
        "document": trace.document,
        "spans": [{"start": span.start, "end": span.end} for span in trace.spans],
        "edits": [
            {
                "kind": edit.kind.value,
                "article": edit.article.text,
                "document": edit.document.text,
                "declared": int(edit.declared),
                "minor": int(edit.minor),
            }
            for edit in trace.edits
        ],
        "speaker": trace.speaker.value,
        "document_speaker": trace.label if speaker is None else speaker.name,
        "cut": None if trace.cut is None else trace.cut.text,
        "elsewhere": [place.document for place in trace.elsewhere],
        "score": trace.score,
    }


@cache
def _converter() -> JsonConverter:
    converter = make_converter(detailed_validation=False)
    # Of strings alone: members of enumerations are strings, too.
    converter.register_unstructure_hook_func(lambda kind: kind is str, _in_pieces)
    converter.register_structure_hook_func(
        lambda kind: kind is str, lambda value, _: value if isinstance(value, str) else "".join(value)
    )
    converter.register_unstructure_hook(Span, lambda span: [span.start, span.end, _in_pieces(span.text)])
    converter.register_structure_hook(
        Span, lambda triple, _: Span(start=triple[0], end=triple[1], text=converter.structure(triple[2], str))
    )
    return converter


def _in_pieces(value: str) -> str | list[str]:
    """A string in which two lone surrogates stand side by side is the list of its pieces: JSON would join the two."""
    return _BETWEEN_SURROGATES.split(value) if _BETWEEN_SURROGATES.search(value) else value
