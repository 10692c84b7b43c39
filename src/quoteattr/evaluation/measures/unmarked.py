"""Decisions on reports without marks: indirect and block quotations, found and with their speaker.

A report is found where a quotation of any kind has an intersection over union of half or more with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.evaluation.corpora.answers import is_like_name
from quoteattr.evaluation.corpora.gold import GoldArticle, GoldReport
from quoteattr.evaluation.decisions import Decision
from quoteattr.evaluation.measures.extents import intersection_over_union
from quoteattr.types import Article, Attribution

__all__ = ["decide_unmarked"]


def decide_unmarked(gold: GoldArticle, article: Article) -> Iterator[Decision]:
    """Yield the decisions on each report of `gold`: whether it was found, and whether its speaker is right.

    Where speakers were not annotated, or nobody can be inferred, the second is not asked.
    """
    for report in gold.reports:
        found = _found(report, article)
        yield Decision(
            article=gold.id,
            field=f"{report.kind}_found",
            extent=report.extent,
            right=float(found is not None),
            expected=True,
            accepted=(report.kind,),
            answer=found.quotation.kind.value if found else None,
        )
        names = [name for name in report.speaker if name is not None]
        if not names:
            continue
        answer = found.speaker.name if found and found.speaker else None
        yield Decision(
            article=gold.id,
            field=f"{report.kind}_speaker",
            extent=report.extent,
            right=float(answer is not None and any(_is_named(answer, name) for name in names)),
            expected=True,
            accepted=report.speaker,
            answer=answer,
        )


def _found(report: GoldReport, article: Article) -> Attribution | None:
    best, found = 0.0, None
    for attribution in article.attributions:
        span = attribution.quotation.span
        shared = intersection_over_union((span.start, span.end), report.extent)
        if shared > best:
            best, found = shared, attribution
    return found if best >= 0.5 else None


def _is_named(name: str, accepted: str) -> bool:
    return is_like_name(name, accepted, of_person=False) or is_like_name(name, accepted)
