"""What is right of where words come from: every choice of a kind, a name and a date.

The choices are those that come up when the judges of the earlier decisions have found the quotations and their
speakers, and earlier choices were right or, of some of them, found nothing: a date is to be found where the kind was
missed, and a kind where that of an occasion before was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import Any
from zlib import crc32

from benchmarks.training.answers import given, mostly_alike, same_name, string_under, words_of
from benchmarks.training.corpora import TrainingArticle
from benchmarks.training.fitting import Case
from benchmarks.training.teachers.reading import MOST_ARTICLES, Speech, read_speech

from quoteattr.decisions import Judges, Option
from quoteattr.evaluation.corpora.gold import GoldString
from quoteattr.sources.choose import choose_sources
from quoteattr.types import QuotationKind, SourceKind

# An occasion counts more the more quotations it has, by this power of their number.
WEIGHT = 0.5
# So many of a hundred choices are taken to have found nothing.
MISSED = 10

__all__ = ["date_cases", "kind_cases", "name_cases", "right_source"]


def _cases(field: str, article: TrainingArticle, judges: Judges) -> Sequence[Case]:
    """A case from every choice of a field of a source that has more than one option."""
    return () if article.relations is not None else _by_field(article, read_speech(article, judges))[field]


@lru_cache(maxsize=MOST_ARTICLES)
def _by_field(article: TrainingArticle, speech: Speech) -> Mapping[str, Sequence[Case]]:
    """The cases of all fields, which come up together."""
    reports = speech.reports
    strings = [
        None if report.kind is QuotationKind.INDIRECT else string_under(article.strings, (report.start, report.end))
        for report in reports
    ]
    cases: dict[str, list[Case]] = {"kind": [], "name": [], "date": []}

    def choose(field: str, numbers: Sequence[int], options: Sequence[Option[Any]]) -> Any:
        some = [string for number in numbers if (string := strings[number]) is not None and string.is_speech]
        if not some:
            return None
        times = [sum(right_source(article, s, field, option.value) for s in some) for option in options]
        most = max(times)
        # Where no option is right, nothing is what should be answered.
        right = [n == most if most else option.value is None for n, option in zip(times, options, strict=True)]
        if len(options) > 1:
            cases[field].append(Case.of(options, right, weight=article.weight * len(some) ** WEIGHT))
        if _missed(article, field, numbers):
            return None
        return options[right.index(True)].value

    choose_sources(article.document, reports, choose)
    return cases


def _missed(article: TrainingArticle, field: str, numbers: Sequence[int]) -> bool:
    """Whether a choice is taken to have found nothing, so that what comes after it learns to do without."""
    drawn = crc32(f"{article.name} {field} {numbers[0]}".encode())
    return drawn % 100 < MISSED


kind_cases, name_cases, date_cases = (partial(_cases, field) for field in ("kind", "name", "date"))


def right_source(article: TrainingArticle, string: GoldString, field: str, value: Any) -> bool:
    """Whether a kind, or the offsets of a name or date, are accepted for a quoted string; None is nothing."""
    answers = given(string, f"source_{field}")
    if value is None:
        return None in string.accepted[f"source_{field}"]
    words = value.value if isinstance(value, SourceKind) else article.gold.text[slice(*value)]
    if field == "name":
        return any(same_name(words, answer) or mostly_alike(words_of(words), words_of(answer)) for answer in answers)
    return any(words_of(words) == words_of(answer) for answer in answers)
