"""Decisions: the one mechanism by which the pipeline chooses. Options come in, with features; a judge weighs them.

In: options of a stage, each a value with what speaks for it. Out: a probability for each. Every folder that decides has
`options.py` (what may be chosen), `features.py` (what speaks for it) and `choose.py`. A conditional logit (McFadden
1974), trained by `benchmarks/training`.
"""

from quoteattr.decisions.judges import DECISIONS, Decision, Judges, LinearJudge, load_judges
from quoteattr.decisions.option import Floats, Judge, Option, bucket

__all__ = ["DECISIONS", "Decision", "Floats", "Judge", "Judges", "LinearJudge", "Option", "bucket", "load_judges"]
