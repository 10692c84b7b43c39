"""Evaluate quotation attribution on a corpus: readers of gold, figures with intervals, comparison of two runs.

>>> from quoteattr.evaluation import METRICS
>>> METRICS["speaker"].definition
'strings of speech with the right speaker, a name said shorter included'
"""

from __future__ import annotations

from quoteattr.evaluation.comparison import Change, Comparison, compare
from quoteattr.evaluation.corpora.brat import read_brat
from quoteattr.evaluation.corpora.gold import (
    Corpus,
    GoldArticle,
    GoldError,
    GoldRelation,
    GoldReport,
    GoldString,
)
from quoteattr.evaluation.corpora.gold_lines import read_gold
from quoteattr.evaluation.decisions import Decision
from quoteattr.evaluation.figures import Figure
from quoteattr.evaluation.measures.metrics import METRICS, Measure, Metric
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
