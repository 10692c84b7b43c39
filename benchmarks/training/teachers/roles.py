"""What is right of roles: for every speaker whom the answers name, the title and the organization."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from attrs import frozen
from benchmarks.training.answers import given, mostly_alike, same_name, words_of
from benchmarks.training.corpora import TrainingArticle
from benchmarks.training.fitting import Case

from quoteattr.decisions import Judges, Option
from quoteattr.document.discourse import Discourse
from quoteattr.evaluation.corpora.gold import GoldString
from quoteattr.roles.choose import view_of_roles
from quoteattr.roles.options import NamedThings, organization_options
from quoteattr.roles.options import (preferred, title_options)
from quoteattr.roles.uses import Wording
from quoteattr.roles.uses import RoleView, Use, read_uses
from quoteattr.types import Span, SpeakerKind

__all__ = ["organization_cases", "right_wording", "title_cases"]

# A speaker who is quoted often counts more, but not so many times as often.
MOST_QUOTED = 6


@frozen(eq=False)
class Person:
    """A person to whom the answers give quoted strings, and the roles that the article gives."""

    view: RoleView
    named: NamedThings
    entity: int
    uses: Sequence[Use]
    strings: Sequence[GoldString]

    @property
    def weight(self) -> float:
        """How much the person counts."""
        return min(len(self.strings), MOST_QUOTED) ** 0.5

    def titles(self) -> Sequence[Option[Wording]]:
        """The titles to choose from."""
        return title_options(self.view, self.entity, self.uses)

    def organizations(self, title: Span | None) -> Sequence[Option[Wording]]:
        """The organizations to choose from, given a title."""
        return organization_options(self.view, self.named, self.entity, self.uses, title)

    def answers(self, field: str) -> Sequence[str | None]:
        """What the answers say of the person, of all quoted strings together."""
        return [answer for string in self.strings for answer in string.accepted[field]]


@cache
def _people(article: TrainingArticle) -> tuple[Person, ...]:
    strings = _strings_of_people(article)
    if not strings:
        return ()
    view, named = view_of_roles(article.discourse)
    return tuple(Person(view, named, entity, read_uses(view, entity, ()), own) for entity, own in strings.items())


def _strings_of_people(article: TrainingArticle) -> Mapping[int, Sequence[GoldString]]:
    """The quoted strings of each person whom the answers name, by the entity of that name."""
    found: dict[int, list[GoldString]] = {}
    for string in article.strings:
        names = given(string, "speaker")
        if string.is_speech and "person" in string.accepted["speaker_type"] and names:
            entity = _entity_of(article.discourse, names)
            if entity is not None:
                found.setdefault(entity, []).append(string)
    return found


def _entity_of(discourse: Discourse, names: Sequence[str]) -> int | None:
    """The person who has one of `names`, rather one who is called just so, and often."""
    alike = [
        (any(words_of(entity.name) == words_of(name) for name in names), len(entity.occurrences), number)
        for number, entity in enumerate(discourse.entities)
        if entity.kind is SpeakerKind.PERSON and any(same_name(entity.name, name) for name in names)
    ]
    return max(alike)[2] if alike else None


def title_cases(article: TrainingArticle, _: Judges) -> Iterator[Case]:
    """A case from every person."""
    for person in _people(article):
        options = person.titles()
        yield Case.of(options, _right(options, person.answers("role")), weight=person.weight)


def organization_cases(article: TrainingArticle, judges: Judges) -> Iterator[Case]:
    """A case from every person, given the right title, or the one that the judge prefers where none is right."""
    for person in _people(article):
        titles = person.titles()
        chosen = titles[_right(titles, person.answers("role")).index(True)].value
        if chosen is None:
            chosen = preferred(judges["title"], titles)
        options = person.organizations(None if chosen is None else chosen.span)
        yield Case.of(options, _right(options, person.answers("organization")), weight=person.weight)


def right_wording(answer: str | None, wording: Wording | None, *, to_the_word: bool = True) -> bool:
    """Whether a title or an organization has the words of the answer, or most of them; nothing is right of none."""
    if answer is None or wording is None:
        return answer is None and wording is None
    words, wanted = words_of(wording.span.text), words_of(answer)
    return words == wanted if to_the_word else mostly_alike(words, wanted)


def _right(options: Sequence[Option[Wording]], answers: Sequence[str | None]) -> list[bool]:
    """Which of the options have the words of an answer, else those with most of them; nothing if no option has."""
    right = [any(right_wording(answer, option.value) for answer in answers) for option in options]
    if not any(right[:-1]):
        near = (any(right_wording(answer, option.value, to_the_word=False) for answer in answers) for option in options)
        right = list(near)
    right[-1] = right[-1] or not any(right)
    return right
