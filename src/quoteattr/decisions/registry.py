"""The decisions of the pipeline in the order in which they are made and learnt, and the judges that make them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from attrs import frozen

from quoteattr.decisions.linear import load_judge
from quoteattr.decisions.option import Judge

__all__ = ["DECISIONS", "Decision", "Judges", "load_judges"]

#: The judge of each decision, by the decision's name.
Judges = Mapping[str, Judge]


@frozen
class Decision:
    """A decision: `name` is that of its weights, `after` are the decisions whose answers it builds on."""

    name: str
    after: tuple[str, ...] = ()


DECISIONS = (
    Decision("content"),  # what a cue reports, if anything
    Decision("mention", after=("content",)),  # by whose words
    Decision("link"),  # the cue and mention that attribute a quoted span
    Decision("kind", after=("link",)),  # direct, mixed or nobody's speech
    Decision("antecedent", after=("link",)),  # whom a mention means
    Decision("title"),
    Decision("organization", after=("title",)),
    Decision("source_kind", after=("content", "mention", "kind", "antecedent")),
    Decision("source_name", after=("source_kind",)),
    Decision("source_date", after=("source_kind",)),
    Decision("confidence", after=("content", "mention", "kind", "antecedent")),  # that the speaker is right
)


@cache
def load_judges() -> Judges:
    """The packaged judges, from data files of the decisions' names; each `card` says how it was trained."""
    return MappingProxyType({decision.name: load_judge(decision.name) for decision in DECISIONS})
