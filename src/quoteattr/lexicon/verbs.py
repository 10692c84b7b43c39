"""Verbs that report, by each of their forms: the table `cues`, ready for look-up."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from quoteattr.lexicon.tables import Row, Tables

__all__ = ["forms_of_verbs"]


_VOWELS = "aeiou"


@cache
def forms_of_verbs(tables: Tables) -> MappingProxyType[str, Row]:
    """Every form of every verb of the table, with its row; a user's rows come first and win."""
    forms: dict[str, Row] = {}
    for row in tables.rows("cues"):
        for form in (row["verb"], *_inflections(row["verb"]), *row.get("forms", ())):
            forms.setdefault(form, row)
    return MappingProxyType(forms)


def _inflections(verb: str) -> tuple[str, ...]:
    """The regular third person, past and participle: reply -> replies, replied, replying."""
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    if verb.endswith("e"):
        return (verb + "s", verb + "d", verb[:-1] + "ing")
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return (third, verb + "ed", verb + "ing")
