"""Where an article may say what a person is, and what speaks for it: beside the names, and in words away from them.

"The Vermont senator" may mean anybody named shortly before. So that is a use of the role for each of them, with signs:
who was named last, as a subject or not, whether somebody is called so beside the name, how often the words stand there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate

from attrs import field, frozen

from quoteattr.decisions import bucket
from quoteattr.document import Discourse
from quoteattr.lexicon import DOUBLE_CLOSING_MARK_TOKENS, Titles, gender_of_words, read_titles, singulars, title_head
from quoteattr.types import Role, RoleStatus, Span, SpeakerKind

__all__ = ["Meant", "RoleView", "Use", "folded", "read_uses", "view_roles"]

# How many people named last a role away from names may mean, and how many names back they are looked for.
MOST_RECENT = 4
FURTHEST = 40
# Whether a role away from names means somebody who was not named last before it, but most of all or with that title,
# is asked of this many roles only: more than a news article has, and a book with hundreds of people stays linear.
MOST_AWAY = 100
# The pattern of a role that an indefinite article opens.
INDEFINITE = "a"


@frozen
class Use:
    """A place where the article may say what somebody is: the `role`, the `pattern`, and the signs that it means them.

    `beside` says that it stands beside a name.
    """

    role: Role
    pattern: str
    signs: tuple[str, ...]
    beside: bool


@frozen
class Meant:
    """Whom the uses of a title follow: `counts` by entity, the highest of them and their sum."""

    counts: Mapping[int, int]
    most: int
    total: int


@frozen(eq=False)
class RoleView:
    """A discourse as the choice of roles sees it, indexed once.

    `counts` are the names of each entity, `most` the highest number of a person. `people` are the names of persons in
    text order, as (token, entity); `held` are, by the head of a title, the persons beside whose names it stands.
    `recent` are, for each role away from names, the people named last before it with the token of that name, the last
    first, and `recent_of` the numbers of these roles by the person; `meant` says, for each title away from names, whom
    of them all its uses follow. `sentences` numbers the sentence of each token.
    """

    discourse: Discourse
    titles: Titles
    counts: tuple[int, ...]
    most: int
    people: tuple[tuple[int, int], ...] = field(repr=False)
    held: Mapping[str, frozenset[int]] = field(repr=False)
    recent: tuple[Mapping[int, int], ...] = field(repr=False)
    recent_of: Mapping[int, Sequence[int]] = field(repr=False)
    meant: Mapping[str, Meant] = field(repr=False)
    subjects: frozenset[int] = field(repr=False)
    sentences: tuple[int, ...] = field(repr=False)

    def share(self, entity: int) -> str:
        """How often an entity is named, in tenths of whom the article names most."""
        return bucket(round(10 * self.counts[entity] / self.most))


def view_roles(discourse: Discourse) -> RoleView:
    """The index over a discourse and the roles that stand away from names."""
    away = discourse.away_roles
    persons = frozenset(n for n, entity in enumerate(discourse.entities) if entity.kind is SpeakerKind.PERSON)
    owners = zip(discourse.document.name_starts, discourse.entity_of_name, strict=True)
    people = tuple((start, owner) for start, owner in owners if owner in persons)
    counts = tuple(len(entity.occurrences) for entity in discourse.entities)
    recent = tuple(_recent(people, role.at) for role in away)
    recent_of: dict[int, list[int]] = {}
    meant: dict[str, Counter[int]] = {}
    for number, (role, last) in enumerate(zip(away, recent, strict=True)):
        for entity in last:
            recent_of.setdefault(entity, []).append(number)
        if role.role.title is not None and last:
            meant.setdefault(folded(role.role.title.text), Counter())[next(iter(last))] += 1
    return RoleView(
        discourse=discourse,
        titles=read_titles(discourse.document.tables),
        counts=counts,
        # Once at least: an article may have no people but those it never names (*a nurse*).
        most=max((1, *(counts[n] for n in persons))),
        people=people,
        held=_holders_of_titles(discourse, persons),
        recent=recent,
        recent_of=recent_of,
        meant={title: Meant(counts, max(counts.values()), counts.total()) for title, counts in meant.items()},
        subjects=frozenset(step.token for step in discourse.steps),
        sentences=tuple(accumulate(token.is_sent_start is True for token in discourse.document.doc)),
    )


def folded(text: str) -> str:
    """`text` in lower case with single spaces: what uses of one role have in common."""
    return " ".join(text.lower().split())


def _recent(people: Sequence[tuple[int, int]], at: int) -> dict[int, int]:
    """The people named last before a token, the last first, each with the token of that name."""
    before = bisect_left(people, (at, -1))
    last: dict[int, int] = {}
    for start, entity in reversed(people[max(0, before - FURTHEST) : before]):
        last.setdefault(entity, start)
        if len(last) == MOST_RECENT:
            break
    return last


def _holders_of_titles(discourse: Discourse, persons: frozenset[int]) -> dict[str, frozenset[int]]:
    held: dict[str, set[int]] = {}
    for entity in persons:
        titles = (discourse.roles[number].role.title for number in discourse.entities[entity].roles)
        for title in titles:
            if title is not None:
                held.setdefault(title_head(title.text), set()).add(entity)
    return {head: frozenset(entities) for head, entities in held.items()}


def read_uses(view: RoleView, entity: int, described: Sequence[Role]) -> list[Use]:
    """All uses of roles for an entity; `described` are those of descriptions that were taken to mean it."""
    discourse = view.discourse
    member = discourse.entities[entity]
    place = {name: bucket(number) for number, name in enumerate(member.occurrences)}
    uses = [Use(role, "mention", (), beside=False) for role in described]
    for number in member.roles:
        mention = discourse.roles[number]
        name = discourse.document.names[mention.name]
        signs = (
            f"occurrence={place[mention.name]}",
            f"in_marks={discourse.document.outermost[name.start] >= 0}",
            f"full_name={name.text == member.name}",
        )
        uses.append(Use(mention.role, mention.pattern, signs, beside=True))
    for number in sorted({*view.recent_of.get(entity, ()), *range(min(len(view.discourse.away_roles), MOST_AWAY))}):
        away, found = view.discourse.away_roles[number], _signs_of_away(view, entity, number)
        if found:
            uses.append(Use(away.role, f"away|{away.pattern}", found, beside=False))
    return uses


def _signs_of_away(view: RoleView, entity: int, number: int) -> tuple[str, ...]:
    """What speaks for it that a role away from names means the entity; nothing if it was not among the last named."""
    discourse, away, last = view.discourse, view.discourse.away_roles[number], view.recent[number]
    at, doc = away.at, discourse.document.doc
    reporting = at > 0 and doc[at - 1].text in DOUBLE_CLOSING_MARK_TOKENS
    if away.subject and away.pattern == INDEFINITE:
        return ()  # *a nurse* said: somebody new
    head = title_head(away.role.title.text) if away.role.title is not None else ""
    holders = _holders(view, head)
    if entity not in last and entity not in holders and view.counts[entity] < view.most:
        return ()
    gender = gender_of_words([head], discourse.document.tables)
    if gender is not None and discourse.entities[entity].gender not in (None, gender):
        return ()
    rank = list(last).index(entity) if entity in last else MOST_RECENT
    name = last.get(entity, -1)
    passage_of = discourse.document.passage_of
    passage = name >= 0 and passage_of[name] == passage_of[at]
    sentence = name >= 0 and view.sentences[name] == view.sentences[at]
    following = bisect_left(view.people, (at, -1))
    after = view.people[following] if following < len(view.people) else None
    following_is_it = after is not None and after[1] == entity and passage_of[after[0]] == passage_of[at]
    holding = _holding(entity, holders)
    return (
        f"rank={rank}",
        f"rank={rank}|holding={holding}",
        f"rank={rank}|subject={name in view.subjects}|same_passage={passage}",
        f"same_passage={passage}|sentence={sentence}",
        f"holding={holding}",
        f"in_marks={discourse.document.outermost[at] >= 0}",
        f"next={following_is_it}",
        f"reporting={reporting}|rank={rank}",
        f"own_subject={away.subject}|rank={rank}|sentence={sentence}",
    )


def _holders(view: RoleView, head: str) -> frozenset[int]:
    """Those beside whose names a title with `head` stands, in full or in short."""
    short = (entities for form, entities in view.held.items() if form.endswith(".") and view.titles.same(form, head))
    return view.held.get(head, frozenset()).union(*short)


def _holding(entity: int, holders: frozenset[int]) -> str:
    """Whose title it is beside the names: the entity's alone, shared, another's, nobody's."""
    if entity in holders:
        return "own" if len(holders) == 1 else "shared"
    return "other" if holders else "nobody"


@frozen
class Wording:
    """The words of a title or an organization, with the `status` where they stand.

    `with_organization` says that a title stands with an organization somewhere.
    """

    span: Span
    status: RoleStatus
    with_organization: bool = False


LONGEST_TITLE = 4  # words of the longest title of the table


def kind_of_title(titles: Titles, text: str) -> str:
    """The kind of a title in lower case by its last words, or by its head: former *secretary of state*."""
    words = text.split()
    endings = (" ".join(words[-length:]) for length in range(LONGEST_TITLE, 0, -1))
    head = title_head(text) if text else ""
    known = (titles.kinds.get(form) for form in (*endings, head, *singulars(head)))
    return next((kind for kind in known if kind is not None), "unlisted")
