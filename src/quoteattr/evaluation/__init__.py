"""Evaluate quotation attribution: on a corpus with gold, by comparison of two runs, by templates of plain sentences.

In: a corpus with gold, and an extractor or its articles. Out: a `Report` of figures, each with the decisions behind it.
It stands outside of the pipeline and uses the public face alone.

>>> from quoteattr.evaluation import METRICS
>>> METRICS["speaker"].definition
'strings of speech with the right speaker, a name said shorter included'
"""

from __future__ import annotations

from quoteattr.evaluation.behaviour import BehaviourReport, CapabilityFigure, Failure, run_behaviour
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
    "BehaviourReport",
    "CapabilityFigure",
    "Change",
    "Comparison",
    "Corpus",
    "Decision",
    "Failure",
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
    "run_behaviour",
]
