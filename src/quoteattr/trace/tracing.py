"""From the quoted parts of an article to the documents that they come from: every step in order.

In: an article and a library of documents. Out: a `Trace` for each part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from quoteattr.trace.alignment import align
from quoteattr.trace.documents import HeldDocuments, Library
from quoteattr.trace.reading import Part, Reading, find_parts
from quoteattr.trace.values import Document, Place, Trace, Verdict
from quoteattr.trace.verdicts import Finding, judge
from quoteattr.types import Article

__all__ = ["trace", "trace_parts"]

_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}
# Kinds of documents that pass on what others have issued.
PASSED_ON = ("wire", "news", "article", "paper", "report", "blog")


def trace(
    article: Article | str,
    documents: Iterable[Document | Article] | Library,
    *,
    extract: Callable[[str], Article] | None = None,
) -> tuple[Trace, ...]:
    """Trace each quoted part of `article` to the `documents`, or to what an index has of them.

    `extract` reads texts; None takes the default extractor. Documents are gone through once, and those that are
    articles already are not read again.
    """
    reads = extract or _extract
    page = reads(article) if isinstance(article, str) else article
    library: Any = documents if hasattr(documents, "candidates") else HeldDocuments(documents, reads)
    return trace_parts(page, library)


def _extract(text: str) -> Article:
    from quoteattr.pipeline import extract

    return extract(text)


def trace_parts(article: Article, library: Library) -> tuple[Trace, ...]:
    """The traces of an article's parts, in order."""
    parts = find_parts(article)
    found = [_findings(part, readings) for part, readings in zip(parts, library.candidates(parts), strict=True)]
    return tuple(_traced(part, findings) for part, findings in zip(parts, found, strict=True))


def _findings(part: Part, readings: Sequence[Reading]) -> list[Finding]:
    """What was found of a part, the document that fits best first."""
    found = [
        finding
        for reading in readings
        for alignment in align(part, reading)
        if (finding := judge(part, alignment)) is not None
    ]
    return sorted(found, key=_fit)


def _fit(finding: Finding) -> tuple[float, int, bool, str]:
    document = finding.reading.document
    kind = (document.kind or "").casefold()
    passed_on = any(word in kind for word in PASSED_ON)
    return finding.cost, _ORDER[finding.verdict], passed_on, document.date or ""


def _traced(part: Part, findings: Sequence[Finding]) -> Trace:
    if not findings:
        return Trace(part=part.span, quotation=part.quotation, verdict=Verdict.ABSENT)
    best = findings[0]
    others = {
        finding.reading.document.id: finding
        for finding in reversed(findings[1:])
        if finding.verdict is best.verdict and finding.cost == best.cost
    }
    others.pop(best.reading.document.id, None)
    return Trace(
        part=part.span,
        quotation=part.quotation,
        verdict=best.verdict,
        document=best.reading.document.id,
        spans=best.spans,
        edits=best.edits,
        elsewhere=tuple(Place(document=name, spans=others[name].spans) for name in reversed(others)),
        score=best.share,
    )
