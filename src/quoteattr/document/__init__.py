"""The document: one article with all that was found in it before anything is chosen, ready to be asked by token.

In: the text, its tokens, passages, quoted spans, cues and names. Out: a `Document`; its `Discourse`, the entities and
who is the subject where (a discourse model: Webber, A Formal Approach to Discourse Anaphora, 1979); the mention that
a token belongs to; and who may be speaking by a cue.
"""

from quoteattr.document.agents import (
    described_before,
    in_label,
    interviewed,
    interviewee,
    interviewer,
    is_hearer,
    may_speak,
    mentions_of,
    named_before,
    only_named_before,
    part_of,
    reports_for,
    says_nobody,
)
from quoteattr.document.article import (
    Document,
    MentionFinder,
    cues_between,
    ends_sentence,
    is_age,
    sentence_at,
    tokens_between,
)
from quoteattr.document.discourse import (
    ClausePart,
    ClauseTie,
    Discourse,
    Issue,
    OwnedBodies,
    OwnedBody,
    Step,
    Who,
    ages_of,
    clause_part,
    clause_tie,
    is_called,
    is_main,
    unnamed_class,
)

__all__ = [
    "ClausePart",
    "ClauseTie",
    "Discourse",
    "Document",
    "Issue",
    "MentionFinder",
    "OwnedBodies",
    "OwnedBody",
    "Step",
    "Who",
    "ages_of",
    "clause_part",
    "clause_tie",
    "cues_between",
    "described_before",
    "ends_sentence",
    "in_label",
    "interviewed",
    "interviewee",
    "interviewer",
    "is_age",
    "is_called",
    "is_hearer",
    "is_main",
    "may_speak",
    "mentions_of",
    "named_before",
    "only_named_before",
    "part_of",
    "reports_for",
    "says_nobody",
    "sentence_at",
    "tokens_between",
    "unnamed_class",
]
