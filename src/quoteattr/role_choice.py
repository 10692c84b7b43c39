"""The role of a speaker: a scored choice among all that the article calls people, for the title and the organization.

What stands beside the names of an entity is a candidate, and so is every description in the article that may mean it:
"the Vermont senator", "as mayor". How often and where the article says it, whom it named last before it and what kind
of title it is tell the scorer which of them says what the speaker is; "nothing" is a choice like any other. The
organization is chosen after the title, from what stands with it or elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from quoteattr.cast import Cast
from quoteattr.features import bucket
from quoteattr.gender import gender_of_words
from quoteattr.roles import AwayRole, RoleMention
from quoteattr.titles import Titles, read_titles, same_title, title_head
from quoteattr.types import Role, RoleStatus, Span

__all__ = ["Option", "RoleView", "Use", "organization_options", "read_uses", "title_options", "view_roles"]

MOST_RECENT = 4


@frozen
class Use:
    """A place where the article may say what an entity is: the `role` there, its `pattern`, and what speaks for it."""

    role: Role
    pattern: str
    signs: tuple[str, ...]
    beside: bool


@frozen
class Option:
    """A choice: the words, None for "nothing", with its features."""

    span: Span | None
    status: RoleStatus
    features: tuple[str, ...]


@frozen(eq=False)
class RoleView:
    """What is asked of a cast about roles, indexed once."""

    cast: Cast
    away: Sequence[AwayRole]
    titles: Titles
    counts: tuple[int, ...]
    most: int
    recent: tuple
    subjects: frozenset[int]
    meant: Mapping[str, Counter]
    named: tuple
    ranks: Mapping[str, int]
    people: tuple[tuple[int, int], ...] = field(repr=False)  # (token, entity) of each name of somebody, in text order
    held: Mapping[str, frozenset[int]] = field(repr=False)  # head of a title -> entities beside whose names it stands


def view_roles(cast: Cast, away: Sequence[AwayRole]) -> RoleView:
    """The index over a cast and the roles that stand away from names."""
    counts = tuple(len(entity.occurrences) for entity in cast.entities)
    persons = [n for n, e in enumerate(cast.entities) if e.kind.value == "person"]
    known = frozenset(persons)
    people = [
        (start, cast.entity_of_name[n]) for n, start in enumerate(cast.name_starts) if cast.entity_of_name[n] in known
    ]
    held: dict[str, set[int]] = {}
    for number in persons:
        for r in cast.entities[number].roles:
            title = cast.roles[r].role.title
            if title is not None:
                held.setdefault(title_head(title.text), set()).add(number)
    named = []
    for ent in cast.scene.doc.ents:
        if ent.label_ in LABELS:
            start = ent.start + (cast.scene.doc[ent.start].lower_ == "the")
            end = ent.end - (cast.scene.doc[ent.end - 1].tag_ == "POS")
            if start < end:
                named.append((start, end, ent.label_, _folded(cast.scene.doc[start:end].text)))
    ranks = {}
    for label in LABELS:
        for n, (text, _) in enumerate(Counter(e[3] for e in named if e[2] == label).most_common(3)):
            ranks[text] = n
    recent = tuple(_recent(cast, people, a.at) for a in away)
    meant: dict[str, Counter] = {}
    for a, those in zip(away, recent, strict=True):
        if a.role.title is not None and those:
            meant.setdefault(_folded(a.role.title.text), Counter())[those[0][0]] += 1
    return RoleView(
        recent=recent,
        subjects=frozenset(step.token for step in cast.steps),
        meant=meant,
        named=tuple(named),
        ranks=ranks,
        cast=cast,
        away=away,
        titles=read_titles(cast.scene.tables),
        counts=counts,
        most=max((counts[n] for n in persons), default=1),
        people=tuple(people),
        held={head: frozenset(numbers) for head, numbers in held.items()},
    )


def read_uses(view: RoleView, entity: int, described: Sequence[Role] = ()) -> list[Use]:
    """All uses of roles for the entity; `described` are those of descriptions that were taken to mean it."""
    cast = view.cast
    member = cast.entities[entity]
    place = {name: n for n, name in enumerate(member.occurrences)}
    uses = [Use(role, "mention", (), beside=False) for role in described]
    for r in member.roles:
        mention: RoleMention = cast.roles[r]
        name = cast.scene.names[mention.name]
        signs = (
            f"occurrence={bucket(place[mention.name])}",
            f"in marks={cast.scene.outermost[name.start] >= 0}",
            f"full name={name.text == member.name}",
        )
        uses.append(Use(mention.role, mention.pattern, signs, beside=mention.pattern not in ("description", "pronoun")))
    for number, away in enumerate(view.away):
        signs = _signs_of_away(view, entity, number)
        if signs is not None:
            uses.append(Use(away.role, f"away {away.pattern}", signs, beside=False))
    return uses


def _recent(cast: Cast, people, at: int) -> tuple[tuple[int, int], ...]:
    """The people named last before a token, the last first, each with the token of that name."""
    before = bisect_left(people, (at, -1))
    last: dict[int, int] = {}
    for start, number in reversed(people[max(0, before - 40) : before]):
        last.setdefault(number, start)
        if len(last) == MOST_RECENT:
            break
    return tuple(last.items())


def _signs_of_away(view: RoleView, entity: int, number: int) -> tuple[str, ...] | None:
    """What speaks for it that a role away from names means the entity; None if it was not among the last named."""
    cast, away = view.cast, view.away[number]
    at, doc = away.at, view.cast.scene.doc
    last = dict(view.recent[number])
    head = title_head(away.role.title.text) if away.role.title is not None else ""
    holders = _holders(view, head)
    holds = entity in holders
    if entity not in last and not holds and view.counts[entity] < view.most:
        return None
    gender = gender_of_words(head.split(), cast.scene.tables)
    if gender is not None and cast.entities[entity].gender not in (None, gender):
        return None
    rank = list(last).index(entity) if entity in last else MOST_RECENT
    passage = cast.scene.passage_of
    same_passage = entity in last and passage[last[entity]] == passage[at]
    sentence = entity in last and doc.has_annotation("SENT_START") and doc[last[entity]].sent.start == doc[at].sent.start
    before = bisect_left(view.people, (at, -1))
    after = view.people[before] if before < len(view.people) else None
    next_one = after is not None and after[1] == entity and passage[after[0]] == passage[at]
    holding = "own" if holds and len(holders) == 1 else "shared" if holds else "other" if holders else "nobody"
    marks = cast.scene.outermost[at] >= 0
    reporting = at > 0 and doc[at - 1].text in ("”", '"', "''")
    subject = entity in last and last[entity] in view.subjects
    return (
        f"rank={rank}",
        f"rank={rank} holding={holding}",
        f"rank={rank} subject={subject} same passage={same_passage}",
        f"same passage={same_passage} sentence={sentence}",
        f"holding={holding}",
        f"in marks={marks}",
        f"next={next_one}",
        f"reporting={reporting} rank={rank}",
        f"own subject={away.subject} rank={rank} sentence={sentence}",
    )


def _holders(view: RoleView, head: str) -> frozenset[int]:
    found = view.held.get(head, frozenset())
    for short, numbers in view.held.items():
        if short.endswith(".") and short != head and same_title(short, head):
            found |= numbers
    return found


def title_options(view: RoleView, entity: int, uses: Sequence[Use]) -> list[Option]:
    """The titles of the entity, each with all its uses; the last option is none."""
    groups: dict[str, list[Use]] = {}
    for use in uses:
        if use.role.title is not None:
            groups.setdefault(_folded(use.role.title.text), []).append(use)
    order = {text: n for n, text in enumerate(t for t, g in groups.items() if any(u.beside for u in g))}
    share = f"share={bucket(round(10 * view.counts[entity] / view.most))}"
    common = _rivalry(view, groups)
    options = []
    for text, group in groups.items():
        best = next((use for use in group if use.beside), group[0])
        title = best.role.title
        features = [*_of_title(view.titles, text, title.text, best.role.status)]
        patterns = Counter(use.pattern for use in group)
        beside = sum(use.beside for use in group)
        place = "beside" if beside else "away"
        features += [f"{pattern}={bucket(count)}" for pattern, count in patterns.items()]
        features += [f"has {pattern}" for pattern in patterns]
        features += [f"beside={bucket(beside)} away={bucket(len(group) - beside)}", f"order={order.get(text, 'away')}"]
        features += [f"{place} sign {sign}" for sign in {sign for use in group for sign in use.signs}]
        features += [f"first sign {sign}" for sign in best.signs]
        features += [f"{place} {share}", f"organization={any(use.role.organization for use in group)}"]
        kind = _kind(view.titles, text)
        features += [f"{place} kind={kind}", f"{place} {kind} {share}", f"{place} status={best.role.status.value}"]
        features += [f"{place} rivals {rival}" for rival in common]
        features += [f"{kind} {best.role.status.value} rivals {rival}" for rival in common]
        features += [f"{place} relation {relation}" for relation in _relations(text, groups)]
        if not beside:
            means = view.meant.get(text, Counter())
            top = means.most_common(1)[0][1] if means else 0
            features += [
                f"meant most={means[entity] == top and top > 0} of {bucket(len(means))}",
                f"meant {bucket(means[entity])} of {bucket(sum(means.values()))}",
                f"text={text} {share}", f"head={title_head(text)} {share}",
            ]
        options.append(Option(title, best.role.status, tuple(dict.fromkeys(features))))
    nothing = ["nothing", f"nothing {share}", f"nothing of {bucket(len(groups))}", f"nothing beside {bucket(len(order))}"]
    options.append(Option(None, RoleStatus.CURRENT, (*nothing, *(f"nothing rivals {rival}" for rival in common))))
    return options


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _kind(titles: Titles, text: str) -> str:
    head = title_head(text)
    words = text.split()
    for length in range(min(4, len(words)), 0, -1):
        found = titles.kinds.get(" ".join(words[-length:]))
        if found is not None:
            return found
    return titles.kinds.get(head) or titles.kinds.get(head.removesuffix("s")) or "unlisted"


def _of_title(titles: Titles, text: str, written: str, status: RoleStatus) -> Iterable[str]:
    """Features of the words of a title."""
    words = text.split()
    head = title_head(text)
    yield f"text={text}"
    yield f"head={head}"
    yield f"length={min(len(words), 6)}"
    yield f"status={status.value}"
    yield f"kind={_kind(titles, text)}"
    yield f"kind={_kind(titles, text)} length={min(len(words), 4)}"
    yield f"short={written.endswith('.')} capital={written[0].isupper()}"
    first = words[0]
    yield f"first={first if len(words) > 1 else ''}"
    yield f"party={any(titles.sort_is(word, 'party') for word in words)}"
    yield f"ranking={titles.sort_is(first, 'ranking')}"


def _rivalry(view: RoleView, groups: Mapping[str, Sequence[Use]]) -> tuple[str, ...]:
    """What kinds of titles an entity has beside its names, and whether any."""
    kinds = {
        f"{_kind(view.titles, text)} {use.role.status.value}"
        for text, group in groups.items()
        for use in group
        if use.beside
    }
    return tuple(sorted(kinds)) or ("none",)


def _relations(text: str, groups: Mapping[str, Sequence[Use]]) -> Iterable[str]:
    """How a title stands to the others of the entity."""
    found = set()
    for other, group in groups.items():
        if other == text:
            continue
        place = "beside" if any(use.beside for use in group) else "away"
        if f" {other} " in f" {text} ":
            found.add(f"contains {place}")
        elif f" {text} " in f" {other} ":
            found.add(f"within {place}")
        elif same_title(text, other):
            found.add(f"same {place}")
        else:
            found.add(f"other {place}")
    return sorted(found)


def organization_options(view: RoleView, entity: int, uses: Sequence[Use], chosen: Option) -> list[Option]:
    """The organizations of the entity, given the title that was chosen; the last option is none."""
    title = "" if chosen.span is None else _folded(chosen.span.text)
    kind = _kind(view.titles, title) if title else "none"
    head = title_head(title) if title else "none"
    groups: dict[str, list[Use]] = {}
    for use in uses:
        if use.role.organization is not None:
            groups.setdefault(_folded(use.role.organization.text), []).append(use)
    options = []
    for text, group in groups.items():
        relations = sorted({_relation(use, title) for use in group})
        best = min(group, key=lambda use: (RELATIONS.index(_relation(use, title)), not use.beside))
        organization = best.role.organization
        relation = _relation(best, title)
        label = _label(view, organization)
        patterns = {use.pattern for use in group}
        own = _kind(view.titles, _folded(best.role.title.text)) if best.role.title is not None else "none"
        features = [
            f"relation={relation}",
            f"relation={relation} kind={kind} label={label}",
            f"relation={relation} head={head}",
            f"relation={relation} label={label}",
            f"kind={kind} label={label}",
            f"head={head} label={label}",
            f"own kind={own} relation={relation}",
            f"text={text}",
            f"last={text.split()[-1]}",
            f"first={text.split()[0]}",
            f"capital={organization.text[:1].isupper()}",
            f"length={min(6, len(text.split()))} relation={relation}",
            f"count={bucket(len(group))} relation={relation}",
            f"options={bucket(len(groups))} relation={relation}",
            *(f"pattern={pattern} relation={relation}" for pattern in patterns),
            *(f"relation of {r}" for r in relations),
            *(f"sign {sign} {relation}" for sign in best.signs),
            f"status={best.role.status.value} relation={relation}",
        ]
        options.append(Option(organization, best.role.status, tuple(dict.fromkeys(features))))
    options += _named_near(view, entity, chosen, kind, head, groups)
    best_relation = min((RELATIONS.index(_relation(u, title)) for g in groups.values() for u in g), default=-1)
    nothing = ("nothing", f"nothing kind={kind}", f"nothing head={head}", f"nothing best={best_relation}",
        f"nothing best={best_relation} kind={kind}", f"nothing of {bucket(len(groups))}")
    options.append(Option(None, RoleStatus.CURRENT, nothing))
    return options


LABELS = frozenset({"ORG", "GPE", "PERSON", "NORP"})


def _named_near(view, entity, chosen, kind, head, groups):
    """Bodies, places and people named near an entity, or often: what nobody ties to it but the sense of the text."""
    cast = view.cast
    doc = cast.scene.doc
    names = sorted((cast.scene.names[n].start, cast.scene.names[n].end) for n in cast.entities[entity].occurrences)
    own = {tuple(range(*name))[0] for name in names}
    anchors = [names[0], *(n for n in names if n[1] - n[0] > 1)][:3]
    title = doc.char_span(chosen.span.start, chosen.span.end, alignment_mode="expand") if chosen.span is not None else None
    if title is not None:
        anchors.append((title.start, title.end))
    found: dict[str, list] = {}
    for ent in view.named:
        found.setdefault(ent[3], []).append(ent)
    options = []
    for text, uses in found.items():
        if text in groups:
            continue
        signs = set()
        for start, end, label, _ in uses:
            for kindof, (s, e) in [*(("name", a) for a in names), *((("title", (title.start, title.end)),) if title is not None else ())]:
                gap = start - e if start >= e else s - end
                if gap < 0:
                    signs.add(("inside", ""))
                    continue
                side = "after" if start >= e else "before"
                between = doc[e:start] if side == "after" else doc[end:s]
                if gap > 25:
                    continue
                if len(between) <= 4:
                    signs.add((f"{kindof} {side} between", " ".join(t.lower_ if t.pos_ not in ("PROPN", "NUM") else t.pos_ for t in between)))
                if not any(t.text in ".?!\n;" or t.is_space for t in between):
                    signs.add((f"{kindof} {side} sentence", bucket(gap)))
                    prep = doc[start - 1].lower_ if start else ""
                    prep = doc[start - 2].lower_ if prep == "the" and start > 1 else prep
                    signs.add((f"{kindof} {side} sentence prep", prep))
                elif cast.scene.passage_of[start] == cast.scene.passage_of[s]:
                    signs.add((f"{kindof} {side} passage", ""))
        label = uses[0][2]
        rank = view.ranks.get(text, 9)
        if not signs and rank > 2 or ("inside", "") in signs:
            continue
        start, end = uses[0][:2]
        span = doc[start:end]
        nxt = doc[uses[0][1]].lower_ if uses[0][1] < len(doc) else ""
        features = [
            f"near {label} rank={rank}",
            f"near {label} kind={kind} rank={rank}",
            f"near kind={kind} best={bool(groups)} label={label}",
            f"near head={head} label={label}",
            f"near text={text}", f"near last={text.split()[-1]}",
            f"near count={bucket(len(uses))} {label}",
            f"near next={nxt}",
            f"near options={bucket(len(groups))}",
            *(f"near {a} {b}" for a, b in signs),
            *(f"near {a} {label} {kind}" for a, b in signs),
            *(f"near {a} {b} {label}" for a, b in signs if "prep" in a or "between" in a),
            f"near signs={bool(signs)} kind={kind} {label}",
        ]
        options.append(Option(Span(start=span.start_char, end=span.end_char, text=span.text), RoleStatus.CURRENT, tuple(features)))
    return options


RELATIONS = ("with", "same head", "alone", "other beside", "other away")


def _relation(use: Use, title: str) -> str:
    """How the use of an organization stands to the chosen title."""
    if use.role.title is None:
        return "alone"
    own = _folded(use.role.title.text)
    if title and own == title:
        return "with"
    if title and same_title(own, title):
        return "same head"
    return "other beside" if use.beside else "other away"


def _label(view: RoleView, span: Span) -> str:
    found = view.cast.scene.doc.char_span(span.start, span.end, alignment_mode="expand")
    if found is None:
        return ""
    return found[-1].ent_type_ or ("lower" if span.text.islower() else "unknown")
