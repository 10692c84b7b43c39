"""Bodies: what an organization is called by when it is not named, and bodies that belong to somebody who is.

*The bureau* is the FBI. *Falk’s office* and *the Okello campaign* are no names, but stand for themselves: each is known
by its owner and its noun, whatever form it comes in later (*his campaign*, *the campaign*).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from quoteattr.document.discourse import OwnedBodies, OwnedBody
from quoteattr.document.mentions import MentionFinder
from quoteattr.lexicon.name_words import outlet_classes, words_used_as
from quoteattr.lexicon.tables import Tables
from quoteattr.parse.tokens import Parse, Token
from quoteattr.values import Entity, Mention, MentionKind

__all__ = ["find_owned_bodies", "is_called"]

# How many forms of bodies' names have their nouns kept: an archive has ever new ones.
KEPT_FORMS = 4096

OWNING = frozenset(["poss", "compound", "nmod"])
DETERMINERS = frozenset(["the", "a", "an", "this", "that"])


def is_called(entity: Entity, noun: str, tables: Tables) -> bool:
    """Whether a body goes by `noun`, casefolded and in the singular: *the bureau* for the FBI, *the paper* for a daily.

    A word of any of its names counts too: *the committee* for the Ways and Means Committee.
    """
    return any(noun in _nouns_of(form, tables) for form in entity.forms)


@lru_cache(maxsize=KEPT_FORMS)
def _nouns_of(form: str, tables: Tables) -> frozenset[str]:
    name = form.casefold().removeprefix("the ")
    words = frozenset(word.strip(".,") for word in name.split())
    found = set(words & words_used_as(tables, "body"))
    classes = outlet_classes(form, tables)
    for row in tables.rows("body_nouns"):
        named = name in (n.casefold() for n in row.get("names", ()))
        if named or words & set(row.get("words", ())) or row.get("class") in classes:
            found.update(row["nouns"])
    return frozenset(found)


def find_owned_bodies(finder: MentionFinder, entities: Sequence[Entity], tables: Tables) -> OwnedBodies:
    """The bodies that belong to one of `entities`, in order of their first mention."""
    doc = finder.doc
    entity_of_name = {number: e for e, entity in enumerate(entities) for number in entity.occurrences}
    found: defaultdict[tuple[int, str], list[Mention]] = defaultdict(list)
    for name, child, mention in _owned(finder, tables):
        owner, noun = entity_of_name[name], doc[mention.head].lower_
        # *The NPL group* is the NPL itself, while *the NPL’s group* and *the NPL strategy group* are not.
        beside = finder.names[name].end == mention.head and child.dep_ != "poss"
        if not (beside and is_called(entities[owner], noun, tables)):
            found[owner, noun].append(mention)
    bodies = tuple(
        OwnedBody(owner, noun, tuple(mentions), max(mentions, key=lambda m: _length(doc, m)))
        for (owner, noun), mentions in found.items()
    )
    by_noun: defaultdict[str, list[tuple[int, OwnedBody]]] = defaultdict(list)
    for body in bodies:
        by_noun[body.noun] += [(mention.head, body) for mention in body.mentions]
    return OwnedBodies(
        bodies,
        {mention.head: body for body in bodies for mention in body.mentions},
        {noun: tuple(sorted(mentions, key=lambda m: m[0])) for noun, mentions in by_noun.items()},
        {(body.owner, body.noun): body for body in bodies},
    )


def _owned(finder: MentionFinder, tables: Tables) -> Iterator[tuple[int, Token, Mention]]:
    """Every description of a body right behind a name: the name’s index, its head token, and the description."""
    nouns = words_used_as(tables, "body")
    for token in finder.doc:
        if token.tag_ != "NN" or token.lower_ not in nouns or token.i in finder.name_of_token:
            continue
        named = (child for child in token.lefts if child.dep_ in OWNING and child.i in finder.name_of_token)
        owner = next(named, None)
        mention = finder.at(token.i) if owner is not None else None
        if owner is not None and mention is not None and mention.kind is MentionKind.DESCRIPTION:
            yield finder.name_of_token[owner.i], owner, mention


def _length(doc: Parse, mention: Mention) -> int:
    """How many words a mention has, its article not counted."""
    return mention.end - mention.start - (doc[mention.start].lower_ in DETERMINERS)
