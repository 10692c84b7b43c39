"""Teachers: for each decision of `quoteattr.decisions.DECISIONS`, by its name, what it learns from.

In: a training article with its answers, and the judges of the decisions before. Out: cases, each a choice among
options of which it is said whether they are right. One module a room of the package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from attrs import frozen
from benchmarks.training.corpora import TrainingArticle
from benchmarks.training.fitting import Case
from benchmarks.training.teachers import confidence, coreference, linking, reports, roles, sources

from quoteattr.decisions import Judges

__all__ = ["TEACHERS", "Teacher"]


@frozen(kw_only=True)
class Teacher:
    """What a decision learns from.

    `cases` are those of an article. They are `the_same` whatever the judges before hold, or made anew for others.
    After each of several `rounds` the decision's own judge is among the judges. `unseen` says that the judges must not
    have learnt from the article. `copies` and `pronouns` say whether it learns from these two corpora.
    """

    cases: Callable[[TrainingArticle, Judges], Iterable[Case]]
    the_same: bool = False
    rounds: int = 1
    unseen: bool = False
    copies: bool = False
    pronouns: bool = False


TEACHERS: Mapping[str, Teacher] = MappingProxyType(
    {
        "content": Teacher(cases=reports.content_cases, the_same=True),
        "mention": Teacher(cases=reports.mention_cases, the_same=True),
        "link": Teacher(cases=linking.link_cases, the_same=True, copies=True),
        "kind": Teacher(cases=linking.kind_cases),
        # First without the pronouns between the quotations, then with them as the first judge resolves them.
        "antecedent": Teacher(cases=coreference.antecedent_cases, rounds=2, copies=True, pronouns=True),
        "title": Teacher(cases=roles.title_cases, the_same=True),
        "organization": Teacher(cases=roles.organization_cases),
        "source_kind": Teacher(cases=sources.kind_cases),
        "source_name": Teacher(cases=sources.name_cases),
        "source_date": Teacher(cases=sources.date_cases),
        "confidence": Teacher(cases=confidence.confidence_cases, unseen=True),
    }
)
