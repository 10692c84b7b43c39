"""Behaviour as a test: capabilities, templates with slots, words to fill them, and what must come out.

After Ribeiro et al., *Beyond Accuracy: Behavioral Testing of NLP Models with CheckList* (ACL 2020). In: an extractor
and a folder of TOML files. Out: a `BehaviourReport`, the failure rate of each capability with what failed. What such a
file says is told in `templates`; what a slot is, in `lexicon`.
"""

from __future__ import annotations

from quoteattr.evaluation.behaviour.report import BehaviourReport, CapabilityFigure, Failure, run_behaviour

__all__ = ["BehaviourReport", "CapabilityFigure", "Failure", "run_behaviour"]
