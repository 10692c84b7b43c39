"""How right a system is: decisions, and the figures that are sums over them.

In: an article of the gold and the Article that a system made of its text. Out: a `Decision` for each thing that the
gold asks or the system says unasked, and of many of them every figure of `METRICS` with its interval. Spans are
compared as by Pareti et al. (EMNLP 2013, D13-1101), speakers as by O'Keefe et al. (EMNLP 2012, D12-1072), and intervals
are by the bootstrap over articles (Efron & Tibshirani 1993).
"""

from quoteattr.evaluation.measures.decisions import Decision
from quoteattr.evaluation.measures.figures import (
    METRICS,
    Figure,
    Measure,
    Metric,
    Numbers,
    as_figures,
    draw_samples,
    measure,
)
from quoteattr.evaluation.measures.quotations import decide_relations, decide_strings, decide_unmarked

__all__ = [
    "METRICS",
    "Decision",
    "Figure",
    "Measure",
    "Metric",
    "Numbers",
    "as_figures",
    "decide_relations",
    "decide_strings",
    "decide_unmarked",
    "draw_samples",
    "measure",
]
