"""Authors: the one whom the byline names, who is nobody in the story but its *I*."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.lexicon.gender import given_name_gender
from quoteattr.lexicon.tables import Tables
from quoteattr.types import Provenance, SpeakerKind
from quoteattr.values import Entity

__all__ = ["with_author"]


def with_author(
    entities: Sequence[Entity], provenance: Provenance | None, tables: Tables
) -> tuple[tuple[Entity, ...], int | None]:
    """The entities, the author among them, and the author's index; None where nobody, or several, have signed.

    An author whom the article names, too, is the one that it names.
    """
    signed = () if provenance is None else provenance.bylines
    if len(signed) != 1:
        return tuple(entities), None
    name = " ".join(signed[0].text.split())
    for number, entity in enumerate(entities):
        if name.casefold() in (form.casefold() for form in entity.forms):
            return tuple(entities), number
    gender = given_name_gender(name.split()[0].casefold(), tables)
    author = Entity(
        name=name, kind=SpeakerKind.PERSON, forms=(name,), occurrences=(), claims=(), gender=gender, roles=()
    )
    return (*entities, author), len(entities)
