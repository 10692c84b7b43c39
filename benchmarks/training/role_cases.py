"""Cases of roles: for every speaker whom the answers name, the titles and organizations to choose from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen
from corpora import Document
from labelling import is_speech, same_name, words_of
from listwise import Case

from quoteattr.decisions.linear import Scorer
from quoteattr.entities.index import Cast
from quoteattr.roles.choose import LEAST_LIKELY, view_of_roles
from quoteattr.roles.organizations import organization_options
from quoteattr.decisions.option import Option
from quoteattr.roles.titles import preferred, title_options
from quoteattr.roles.uses import read_uses
from quoteattr.types import SpeakerKind

__all__ = ["SpeakerCase", "organization_case", "speaker_cases", "title_case"]

# A speaker who is quoted often counts more, but not so many times as often.
MOST_QUOTED = 6


@frozen(eq=False)
class SpeakerCase:
    """A speaker: the options for the title, the right ones, and for each title and none those for the organization."""

    document: str
    titles: tuple[Option, ...]
    right: tuple[int, ...]
    organizations: tuple[tuple[tuple[Option, ...], tuple[int, ...]], ...]
    weight: float


def speaker_cases(document: Document, cast: Cast) -> Iterator[SpeakerCase]:
    """A case from every person of `cast` to whom the answers give quoted strings."""
    rows = _rows_of_people(document, cast)
    if not rows:
        return
    view, named = view_of_roles(cast)
    for entity, own in rows.items():
        uses = read_uses(view, entity, ())
        titles = title_options(view, entity, uses)
        organizations = [organization_options(view, named, entity, uses, title.span) for title in titles]
        yield SpeakerCase(
            document.name,
            tuple(titles),
            _right(titles, [answer for row in own for answer in row["role"]]),
            tuple(
                (tuple(options), _right(options, [answer for row in own for answer in row["organization"]]))
                for options in organizations
            ),
            min(len(own), MOST_QUOTED) ** 0.5,
        )


def _rows_of_people(document: Document, cast: Cast) -> dict[int, list[dict[str, Any]]]:
    """The quoted strings of each person whom the answers name, by the entity of that name."""
    found: dict[int, list[dict[str, Any]]] = {}
    for row in document.rows:
        names = [name for name in row["speaker"] if name]
        if is_speech(row) and "person" in row["speaker_type"] and names:
            entity = _entity_of(cast, names)
            if entity is not None:
                found.setdefault(entity, []).append(row)
    return found


def _entity_of(cast: Cast, names: Sequence[str]) -> int | None:
    """The person who has one of `names`, rather one who is called just so, and often."""
    alike = [
        (any(words_of(entity.name) == words_of(name) for name in names), len(entity.occurrences), number)
        for number, entity in enumerate(cast.entities)
        if entity.kind is SpeakerKind.PERSON and any(same_name(entity.name, name) for name in names)
    ]
    return max(alike)[2] if alike else None


def _right(options: Sequence[Option], answers: Sequence[str | None]) -> tuple[int, ...]:
    """The options with the words of an answer, else those with most of them; nothing if no option has."""
    wanted = [words_of(answer) for answer in answers if answer]
    given = [words_of(option.span.text) if option.span is not None else [] for option in options]
    right = [n for n, words in enumerate(given) if words and words in wanted]
    right = right or [n for n, words in enumerate(given) if any(_mostly_alike(words, answer) for answer in wanted)]
    if None in answers or not right:
        right.append(len(options) - 1)
    return tuple(right)


def _mostly_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    shared = sum((Counter(one) & Counter(other)).values())
    return 3 * shared > len(one) + len(other)


def title_case(case: SpeakerCase) -> Case:
    """The choice of a title."""
    return Case(tuple(option.features for option in case.titles), case.right, case.weight)


def organization_case(case: SpeakerCase, scorer: Scorer) -> Case:
    """The choice of an organization, given the right title, or the one that `scorer` prefers where none is right."""
    title = case.right[0]
    if case.titles[title].span is None:
        title = case.titles.index(preferred(scorer, case.titles, LEAST_LIKELY))
    options, right = case.organizations[title]
    return Case(tuple(option.features for option in options), right, case.weight)
