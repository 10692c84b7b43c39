"""Coreference: whom the mention of a report means. One decision, `antecedent`.

In: the discourse of an article and its reports. Out: one `Resolution` a report, in their order. Salience by recency,
subjecthood and repetition after agreement (Lappin & Leass, Computational Linguistics 1994), weighed by a trained judge.
"""

from quoteattr.coreference.choose import by_score, resolve_mentions, resolve_speakers

__all__ = ["by_score", "resolve_mentions", "resolve_speakers"]
