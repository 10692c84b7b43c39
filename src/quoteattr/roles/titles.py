"""The role of a speaker: a scored choice among all that the article calls people, first of the title.

What stands beside the names of an entity is a candidate, and so is every description in the article that may mean it.
How often and where the article says it, who else is called so, what kind of title it is and which others there are tell
the scorer what the speaker is: the office held now rather than a past one, the "Liberal nominee" of this week's vote
rather than "senator". "Nothing" is a choice like any other. The organization is chosen after the title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from attrs import frozen

from quoteattr.decisions import Judge, Option, bucket
from quoteattr.lexicon.titles import Titles, singulars, title_head
from quoteattr.roles.uses import Meant, RoleView, Use, folded
from quoteattr.types import RoleStatus, Span

__all__ = ["Wording", "kind_of_title", "preferred", "preferred_title", "title_options"]

LONGEST_TITLE = 4  # words of the longest title of the table
LONGEST = 6
# A title that is this likely may take the place of the likeliest, where it says the same or the present better.
PLAUSIBLE = 0.2
NOBODY_MEANT = Meant({}, 0, 0)


@frozen
class Wording:
    """The words of a title or an organization, with the `status` where they stand.

    `with_organization` says that a title stands with an organization somewhere.
    """

    span: Span
    status: RoleStatus
    with_organization: bool = False


def preferred(judge: Judge, options: Sequence[Option[Wording]]) -> Wording | None:
    """The likeliest of `options` but the last, which stands for nothing; None if none is likely enough.

    A title that is right two times of five is worth a guess, even where "nothing" is a little likelier.
    """
    *others, _ = judge(options)
    if not others or max(others) < judge.thresholds["least"]:
        return None
    return options[others.index(max(others))].value


def preferred_title(judge: Judge, options: Sequence[Option[Wording]], titles: Titles) -> Wording | None:
    """The likeliest title, but a present one rather than one of the past, and an office in full rather than in short.

    *A former mayor and a law professor* is a professor; *Sen. Vesper* who is *the Oregon senator* too is that.
    """
    chosen = preferred(judge, options)
    if chosen is None:
        return None
    title = folded(chosen.span.text)
    ranked = sorted(zip(judge(options), options, strict=True), key=lambda pair: -pair[0])
    for probability, option in ranked:
        if option.value is None or probability < judge.thresholds["plausible"]:
            continue
        other = folded(option.value.span.text)
        now = option.value.status is RoleStatus.CURRENT and kind_of_title(titles, other) != "candidacy"
        in_full = title.endswith(".") and not other.endswith(".") and titles.same(title, other)
        if (chosen.status is RoleStatus.FORMER and now) or (in_full and option.value.with_organization):
            return option.value
    return chosen


def title_options(view: RoleView, entity: int, uses: Sequence[Use]) -> list[Option[Wording]]:
    """The titles of the entity, each with all its uses; the last option is nothing."""
    groups: dict[str, list[Use]] = {}
    for use in uses:
        if use.role.title is not None:
            groups.setdefault(folded(use.role.title.text), []).append(use)
    beside = [text for text, group in groups.items() if any(use.beside for use in group)]
    held = _kinds_held(view.titles, groups)

    def features(text: str, shown: Use) -> Iterable[str]:
        order = beside.index(text) if text in beside else "away"
        found = (
            *_features_of_words(view.titles, text, shown),
            *_features_of_uses(groups[text]),
            *_features_among_titles(view.titles, text, shown, groups, held),
            *_features_of_share(view, entity, text, shown),
            f"order={order}",
        )
        return dict.fromkeys(found)

    def of_nothing() -> Iterator[str]:
        yield from ("nothing", f"nothing|share={view.share(entity)}")
        yield f"nothing|titles={bucket(len(groups))}|beside={bucket(len(beside))}"
        yield from (f"nothing|rival={rival}" for rival in held)

    options: list[Option[Wording]] = []
    for text, group in groups.items():
        shown = next((use for use in group if use.beside), group[0])
        assert shown.role.title is not None
        wording = Wording(shown.role.title, shown.role.status, _with_organization(group))
        options.append(Option(wording, partial(features, text, shown)))
    return [*options, Option(None, of_nothing)]


def kind_of_title(titles: Titles, text: str) -> str:
    """The kind of a title in lower case by its last words, or by its head: former *secretary of state*."""
    words = text.split()
    endings = (" ".join(words[-length:]) for length in range(LONGEST_TITLE, 0, -1))
    head = title_head(text) if text else ""
    known = (titles.kinds.get(form) for form in (*endings, head, *singulars(head)))
    return next((kind for kind in known if kind is not None), "unlisted")


def _place(group: Sequence[Use]) -> str:
    return "beside" if any(use.beside for use in group) else "away"


def _features_of_words(titles: Titles, text: str, shown: Use) -> Iterator[str]:
    """What the words of a title tell."""
    words, written = text.split(), "" if shown.role.title is None else shown.role.title.text
    kind, status = kind_of_title(titles, text), shown.role.status.value
    yield from (f"text={text}", f"head={title_head(text)}", f"status={status}", f"kind={kind}")
    yield f"length={min(len(words), LONGEST)}"
    yield f"kind={kind}|length={min(len(words), LONGEST)}"
    yield f"short={written.endswith('.')}|capital={written[0].isupper()}"
    yield f"first={words[0] if len(words) > 1 else ''}"
    yield f"party={any(titles.sort_is(word, 'party') for word in words)}"
    yield f"ranking={titles.sort_is(words[0], 'ranking')}"


def _with_organization(group: Sequence[Use]) -> bool:
    return any(use.role.organization is not None for use in group)


def _features_of_uses(group: Sequence[Use]) -> Iterator[str]:
    """Where a title stands, and how often."""
    place = _place(group)
    for pattern, count in Counter(use.pattern for use in group).items():
        yield from (f"pattern={pattern}", f"pattern={pattern}|count={bucket(count)}")
    beside = sum(use.beside for use in group)
    yield f"beside={bucket(beside)}|away={bucket(len(group) - beside)}"
    yield f"organization={_with_organization(group)}"
    yield from (f"{place}|{sign}" for sign in sorted({sign for use in group for sign in use.signs}))
    shown = next((use for use in group if use.beside), group[0])
    yield from (f"first|{sign}" for sign in shown.signs)


def _kinds_held(titles: Titles, groups: Mapping[str, Sequence[Use]]) -> tuple[str, ...]:
    """The kinds of the titles that stand beside the names, and whether they are past."""
    beside = ((text, use) for text, group in groups.items() for use in group if use.beside)
    kinds = {f"{kind_of_title(titles, text)}|{use.role.status.value}" for text, use in beside}
    return tuple(sorted(kinds)) or ("none",)


def _features_among_titles(
    titles: Titles, text: str, shown: Use, groups: Mapping[str, Sequence[Use]], held: Sequence[str]
) -> Iterator[str]:
    """How a title stands to the others of the entity."""
    place, kind, status = _place(groups[text]), kind_of_title(titles, text), shown.role.status.value
    yield f"{place}|kind={kind}"
    yield f"{place}|status={status}"
    now = any(rival.endswith(" current") and not rival.startswith("candidacy") for rival in held)
    yield from (f"{place}|status={status}|held_now={now}", f"kind={kind}|status={status}|held_now={now}")
    for rival in held:
        yield from (f"{place}|rival={rival}", f"kind={kind}|status={status}|rival={rival}")
    relations = {
        f"{_relation(titles, text, other)}|{_place(group)}" for other, group in groups.items() if other != text
    }
    yield from (f"{place}|relation={relation}" for relation in sorted(relations))


def _relation(titles: Titles, one: str, other: str) -> str:
    """How a title stands to another: contains "senator", is within "junior senator", is the same as "sen."."""
    relations = {
        "contains": f" {other} " in f" {one} ",
        "within": f" {one} " in f" {other} ",
        "same": titles.same(one, other),
    }
    return next((name for name, holds in relations.items() if holds), "other")


def _features_of_share(view: RoleView, entity: int, text: str, shown: Use) -> Iterator[str]:
    """How much of the article is about the entity, and for a title away from names, whom its uses follow."""
    share, kind = view.share(entity), kind_of_title(view.titles, text)
    place = "beside" if shown.beside else "away"
    yield from (f"{place}|share={share}", f"{place}|kind={kind}|share={share}")
    if not shown.beside:
        meant = view.meant.get(text, NOBODY_MEANT)
        count = meant.counts.get(entity, 0)
        yield f"meant|most={count > 0 and count == meant.most}|people={bucket(len(meant.counts))}"
        yield f"meant={bucket(count)}|of={bucket(meant.total)}"
        yield from (f"text={text}|share={share}", f"head={title_head(text)}|share={share}")
