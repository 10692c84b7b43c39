"""Descriptions: what ties *the senator*, *the museum’s director*, *the campaign* to an entity: roles, words, syntax."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import regex

from quoteattr.document.discourse import Cast, Issue, ages_of
from quoteattr.lexicon.gender import gender_of_words
from quoteattr.lexicon.nouns import document_kinds, noun_class
from quoteattr.lexicon.titles import words_of_role
from quoteattr.values import Entity, Mention, Someone, Unnamed

__all__ = [
    "described_alike",
    "features_of_description",
    "features_of_issuer",
    "issues_before",
    "named_in_phrase",
    "tie_to",
]

# How many entities that a description fits are considered.
MOST_ALIKE = 8
_AGE = regex.compile(r"\b(\d{1,3})\s?-\s?year\s?-\s?old")
# How many documents before a mention of one are looked at for who is behind it.
MOST_ISSUES = 12
TIES = frozenset(["from", "by", "of", "for", "the"])


def named_in_phrase(cast: Cast, mention: Mention) -> list[int]:
    """Entities inside a description and right behind it: *the firm’s notice*, *a release from the task force*."""
    end = min(mention.end + 8, len(cast.scene.doc))
    low, high = bisect_left(cast.scene.name_starts, mention.start), bisect_left(cast.scene.name_starts, end)
    return list(dict.fromkeys(cast.entity_of_name[n] for n in range(low, high)))


def described_alike(cast: Cast, mention: Mention) -> list[int]:
    """Entities with a role whose head is the description's, *the museum’s director*, or the age, *the 44-year-old*."""
    head, age = cast.scene.doc[mention.head].lower_, _age_of(cast, mention)
    of_age = cast.aged.get(age, ()) if age is not None else ()
    return list(dict.fromkeys([*of_age[:MOST_ALIKE], *cast.titled.get(head, ())[:MOST_ALIKE]]))


def _age_of(cast: Cast, mention: Mention) -> str | None:
    """The age that a description tells: *44* of *the 44-year-old baker*."""
    match = _AGE.search(cast.scene.doc.stretch(mention.start, mention.end).text)
    return match.group(1) if match is not None else None


def _role_match(cast: Cast, entity: Entity, head: str) -> str:
    """Whether a title of the entity ends in the word, or has it: *the governor* of Gov. Cruz."""
    for number in entity.roles:
        title = cast.roles[number].role.title
        words = words_of_role(title.text, cast.scene.tables) if title is not None else ()
        if words and head in words[-1]:
            return "last"
        if any(head in forms for forms in words):
            return "word"
    return "none"


def features_of_description(
    cast: Cast, mention: Mention, number: int, group: str, last_speaker: Someone
) -> Iterator[str]:
    """What speaks for entity `number` as the one whom a description means; `group` is the description's type."""
    doc, entity = cast.scene.doc, cast.entities[number]
    head = doc[mention.head].lower_
    match = _role_match(cast, entity, head)
    yield f"{group}|role={match}"
    yield f"description|role={match}|kind={entity.kind.value}"
    yield f"description|{noun_class(head, cast.scene.tables)}|kind={entity.kind.value}"
    words = {w.casefold() for form in entity.forms for w in form.split()}
    yield f"{group}|word_of_name={head in words}"
    yield f"description|word_of_name={head in words}|kind={entity.kind.value}"
    within = [doc[i].lower_ for i in range(mention.start, mention.end)]
    tie = tie_to(cast, mention, number)
    if tie is not None:
        yield f"{group}|in_phrase"
        yield f"{group}|in_phrase|{tie}"
        noun = "document" if group == "document" else noun_class(head, cast.scene.tables)
        yield f"description|{noun}|in_phrase|{tie}"
    said = {word for word in within if len(word) > 3}
    spans = [
        s for r in entity.roles for s in (cast.roles[r].role.title, cast.roles[r].role.organization) if s is not None
    ]
    known = {word for span in spans for forms in words_of_role(span.text, cast.scene.tables) for word in forms}
    yield f"description|words_of_roles={min(len(said & known), 3)}|of={min(len(said), 4)}"
    yield f"description|words_of_roles={min(len(said & known), 3)}|last_speaker={number == last_speaker}"
    age = _age_of(cast, mention)
    if age is not None:
        yield f"description|age={age in ages_of(cast.scene, entity)}"
    told = gender_of_words([head], cast.scene.tables)
    if told in ("female", "male") and entity.gender is not None:
        yield f"{group}|gender={told == entity.gender}"


def issues_before(cast: Cast, mention: Mention) -> tuple[Issue[int | Unnamed], ...]:
    """What the article says, up to a mention, of those behind documents, the latest first."""
    at = bisect_left(cast.issues, mention.end, key=lambda issue: issue.token)
    return cast.issues[max(0, at - MOST_ISSUES) : at][::-1]


def features_of_issuer(cast: Cast, mention: Mention, someone: Someone) -> Iterator[str]:
    """What speaks for somebody as the one behind the document that a mention names; None for nobody known."""
    head = cast.scene.doc[mention.head]
    issues = issues_before(cast, mention)
    kind = document_kinds(cast.scene.tables).get(head.lower_)
    alike = [issue for issue in issues if cast.scene.doc[issue.token].lower_ == head.lower_]
    for name, group in (("noun", alike), ("kind", [i for i in issues if i.kind == kind]), ("any", issues)):
        ranks = list(dict.fromkeys(issue.who for issue in group))
        if someone is None:
            yield f"nobody|issuers of {name}={min(len(ranks), 2)}"
        elif someone in ranks:
            tie = next(issue.tie for issue in group if issue.who == someone)
            rank = min(ranks.index(someone), 3)
            yield from (f"issuer of {name}", f"issuer of {name}|{tie}", f"issuer of {name}|{rank}")


def tie_to(cast: Cast, mention: Mention, number: int) -> str | None:
    """How an entity named in a description, or right behind it, hangs on its head; None where it is not named there.

    *Emberly’s notice* has a possessor, *the Emberly campaign* a modifier, *a letter from Emberly* a preposition.
    """
    names, doc = cast.scene.names, cast.scene.doc
    inside = [n for n in cast.entities[number].occurrences if mention.start <= names[n].start < mention.end + 8]
    if not inside:
        return None
    name = names[inside[0]]
    if name.end < len(doc) and doc[name.end].tag_ == "POS":
        return "possessor"
    if name.end <= mention.head:
        return "modifier"
    before = doc[name.start - 1].lower_ if name.start else ""
    return before if before in TIES else "other"
