"""A training article as the judges so far read it: quotations and their speakers, without blocks and scare quotes."""

from __future__ import annotations

from functools import lru_cache

from attrs import evolve, frozen
from benchmarks.training.corpora import TrainingArticle

from quoteattr.assembly import name_speakers, with_utterances
from quoteattr.coreference.choose import by_score, resolve_speakers
from quoteattr.decisions import Judge, Judges
from quoteattr.pipeline import Settings, find_reports
from quoteattr.reports import load_reader
from quoteattr.types import QuotationKind
from quoteattr.values import Report, Resolution

__all__ = ["MOST_ARTICLES", "Speech", "read_speech"]

# The decisions up to who speaks.
BEFORE = ("content", "mention", "link", "kind", "antecedent")
# What was read is asked for again for each decision behind it, of all articles, but not for other judges.
MOST_ARTICLES = 2_000
KINDS = frozenset([QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.INDIRECT])


@frozen(eq=False)
class Speech:
    """The reports of an article with their speakers, and how each was resolved to its own."""

    reports: tuple[Report, ...]
    resolutions: tuple[Resolution, ...]


def read_speech(article: TrainingArticle, judges: Judges) -> Speech:
    """What `judges` find in an article."""
    return _read(article, tuple(judges[name] for name in BEFORE))


@lru_cache(maxsize=MOST_ARTICLES)
def _read(article: TrainingArticle, in_order: tuple[Judge, ...]) -> Speech:
    discourse, judges = article.discourse, dict(zip(BEFORE, in_order, strict=True))
    found = find_reports(discourse.document, Settings(judges=judges, reader=load_reader("parse", judges), kinds=KINDS))
    resolved = resolve_speakers(discourse, found, by_score(judges["antecedent"]))
    numbered = with_utterances(discourse.document, found, KINDS)
    pairs = [pair for pair in zip(numbered, resolved, strict=True) if pair[0].kind in KINDS]
    reports, resolutions = [report for report, _ in pairs], tuple(resolution for _, resolution in pairs)
    speakers = name_speakers(discourse, reports, resolutions)
    return Speech(
        tuple(
            evolve(report, speaker=None if found.speaker is None else speakers[found.speaker])
            for report, found in zip(reports, resolutions, strict=True)
        ),
        resolutions,
    )
