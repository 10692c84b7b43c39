"""Cases of where words come from: every choice of a kind, a name and a date, with what is right for it.

The choices are those that come up when the scorers of the earlier stages have found the quotations and their speakers,
and all earlier choices were right: what is carried along then is what should be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from cases import attributed
from corpora import Document
from labelling import is_speech, same_name, words_of
from listwise import Case

from quoteattr.assembly import report_of, speaker_of
from quoteattr.decisions.linear import Scorer
from quoteattr.decisions.option import Option
from quoteattr.entities.index import Cast
from quoteattr.sources.choose import choose_sources
from quoteattr.types import QuotationKind, SourceKind
from quoteattr.values import Report

__all__ = ["SOURCE_SCORERS", "reports_of", "source_cases"]

# The scorer of each field that is chosen.
SOURCE_SCORERS = {"kind": "source_kinds", "name": "source_names", "date": "source_dates"}


def reports_of(document: Document, cast: Cast, scorers: Mapping[str, Scorer]) -> tuple[Report, ...]:
    """The quotations of a document with their speakers, as `scorers` of the earlier stages find them."""
    found = attributed(document, cast, scorers)
    return tuple(
        report_of(document.text, cast, draft, speaker_of(draft, found.resolutions, found.speakers))
        for draft in found.drafts
        if draft.quotation.kind is not QuotationKind.INDIRECT
    )


def source_cases(document: Document, cast: Cast, scorers: Mapping[str, Scorer], weight: float) -> dict[str, list[Case]]:
    """The cases of a document by scorer; what has one option only is none."""
    cases: dict[str, list[Case]] = {name: [] for name in SOURCE_SCORERS.values()}
    if document.relations is not None:
        return cases
    reports = reports_of(document, cast, scorers)
    answers = [_answer(document, report) for report in reports]

    def choose(field: str, number: int, options: Sequence[Option[Any]]) -> Any:
        answer = answers[number]
        if answer is None:
            return None
        right = _right(document.text, answer[f"source_{field}"], field, options)
        if len(options) > 1:
            cases[SOURCE_SCORERS[field]].append(Case(tuple(o.features for o in options), right, weight))
        return options[right[0]].value

    choose_sources(document.text, document.doc, reports, cast.scene.tables, choose)
    return cases


def _answer(document: Document, report: Report) -> Mapping[str, Any] | None:
    """The quoted string that a report covers at least half of, if it is speech."""
    shared = {n: min(report.end, row["end"]) - max(report.start, row["start"]) for n, row in enumerate(document.rows)}
    best = max(shared, key=lambda n: shared[n], default=None)
    if best is None or 2 * shared[best] < document.rows[best]["end"] - document.rows[best]["start"]:
        return None
    return document.rows[best] if is_speech(document.rows[best]) else None


def _right(text: str, accepted: Sequence[str | None], field: str, options: Sequence[Option[Any]]) -> tuple[int, ...]:
    """The options that are accepted; where none is, nothing is what should be answered."""
    right = [n for n, option in enumerate(options) if _accepts(text, accepted, field, option.value)]
    return tuple(right or [n for n, option in enumerate(options) if option.value is None])


def _accepts(text: str, accepted: Sequence[str | None], field: str, value: Any) -> bool:
    if value is None:
        return None in accepted
    words = value.value if isinstance(value, SourceKind) else text[slice(*value)]
    answers = [answer for answer in accepted if answer]
    if field == "name":
        return any(same_name(words, answer) or _much_alike(words_of(words), words_of(answer)) for answer in answers)
    return any(words_of(words) == words_of(answer) for answer in answers)


def _much_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names have most of their words in common: *CNN’s The Lookout* and *The Lookout*."""
    common = sum((Counter(one) & Counter(other)).values())
    return bool(common) and 3 * common > len(one) + len(other)
