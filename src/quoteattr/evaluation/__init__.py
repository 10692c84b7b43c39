"""Evaluate quotation attribution on a corpus: readers of gold, figures with intervals, comparison of two runs.

In: a corpus with gold, and an extractor or its articles. Out: a `Report` of figures, each with the decisions behind it.
It stands outside of the pipeline and uses the public face alone.

>>> from quoteattr.evaluation import METRICS
>>> METRICS["speaker"].definition
'strings of speech with the right speaker, a name said shorter included'
"""

from __future__ import annotations

from quoteattr.evaluation.comparison import Change, Comparison, compare
from quoteattr.evaluation.corpora import (
    Corpus,
    GoldArticle,
    GoldError,
    GoldRelation,
    GoldReport,
    GoldString,
    read_brat,
    read_gold,
)
from quoteattr.evaluation.measures import METRICS, Decision, Figure, Measure, Metric
from quoteattr.evaluation.report import Report, evaluate

__all__ = [
    "METRICS",
    "Change",
    "Comparison",
    "Corpus",
    "Decision",
    "Figure",
    "GoldArticle",
    "GoldError",
    "GoldRelation",
    "GoldReport",
    "GoldString",
    "Measure",
    "Metric",
    "Report",
    "compare",
    "evaluate",
    "read_brat",
    "read_gold",
]
