"""What a speaker may be, and of which body, each with what speaks for it.

First of the title: what stands beside the names of an entity is an option, and so is every description in the article
that may mean it. How often and where the article says it, who else is called so, what kind of title it is and which
others there are speak for what the speaker is: the office held now rather than a past one, the "Liberal nominee" of
this week's vote rather than "senator". The organization is chosen given the title: those that stand with it, and what
is named near. "Nothing" is a choice like any other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from attrs import field, frozen

from quoteattr.decisions import Judge, Option, bucket
from quoteattr.lexicon import PHRASE_ENDS, Titles, title_head
from quoteattr.parse.tokens import Parse
from quoteattr.roles.uses import Meant, RoleView, Use, Wording, folded, kind_of_title
from quoteattr.types import RoleStatus, Span

__all__ = ["NamedThings", "find_named", "organization_options", "preferred", "preferred_title", "title_options"]


LONGEST = 6
NOBODY_MEANT = Meant({}, 0, 0)


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


LABELS = frozenset({"ORG", "GPE", "PERSON", "NORP"})
MOST_NAMED = 3
NEAR = 25  # tokens
ADJACENT = 4
LONGEST_NAME = 6
# How the role that an organization stands with relates to the chosen title, the closest first.
RELATIONS = ("with", "same head", "alone", "other beside", "other away")


@frozen
class Named:
    """A name of a body, place or person as the pipeline labels it, without *the* before and *'s* behind; tokens."""

    start: int
    end: int
    label: str
    text: str


@frozen(eq=False)
class NamedThings:
    """The names in text order, `starts` of them; `uses` of each by its text, and the `ranks` of those named most."""

    names: tuple[Named, ...]
    starts: tuple[int, ...]
    uses: Mapping[str, Sequence[Named]] = field(repr=False)
    ranks: Mapping[str, int] = field(repr=False)


def find_named(doc: Parse, titles: Titles) -> NamedThings:
    """What `doc` names."""
    names = tuple(_bare(doc, entity.start, entity.end, entity.label_) for entity in doc.ents if entity.label_ in LABELS)
    names = tuple(
        name for name in names if name.start < name.end and not titles.sort_is(name.text.rstrip("."), "post-nominal")
    )
    uses: dict[str, list[Named]] = {}
    for name in names:
        uses.setdefault(name.text, []).append(name)
    ranks: dict[str, int] = {}
    for label in sorted(LABELS):
        counts = Counter(name.text for name in names if name.label == label)
        ranks |= {text: rank for rank, (text, _) in enumerate(counts.most_common(MOST_NAMED))}
    return NamedThings(names, tuple(name.start for name in names), uses, ranks)


def _bare(doc: Parse, start: int, end: int, label: str) -> Named:
    start += doc[start].lower_ == "the"
    end -= doc[end - 1].tag_ == "POS"
    return Named(start, end, label, folded(doc.stretch(start, end).text))


@frozen(eq=False)
class _Chosen:
    """The title that was chosen, in lower case, "" if none, its kind and head, and its tokens."""

    text: str
    kind: str
    head: str
    tokens: tuple[int, int] | None

    @classmethod
    def of(cls, view: RoleView, title: Span | None) -> _Chosen:
        if title is None:
            return cls("", "none", "none", None)
        text = folded(title.text)
        span = view.discourse.document.doc.char_span(title.start, title.end)
        tokens = None if span is None else (span.start, span.end)
        return cls(text, kind_of_title(view.titles, text), title_head(text), tokens)


def organization_options(
    view: RoleView, named: NamedThings, entity: int, uses: Sequence[Use], title: Span | None
) -> list[Option[Wording]]:
    """The organizations that an entity with the chosen `title` may have; the last option is nothing."""
    chosen = _Chosen.of(view, title)
    groups: dict[str, list[Use]] = {}
    for use in uses:
        if use.role.organization is not None:
            groups.setdefault(folded(use.role.organization.text), []).append(use)

    def of_nothing() -> Iterator[str]:
        every = (use for group in groups.values() for use in group)
        ranks = [_closeness(view.titles, use, chosen.text) for use in every]
        best = RELATIONS[min(ranks)] if ranks else "none"
        yield "nothing"
        yield f"nothing|kind={chosen.kind}"
        yield f"nothing|head={chosen.head}"
        yield f"nothing|best={best}"
        yield f"nothing|best={best}|kind={chosen.kind}"
        yield f"nothing|options={bucket(len(groups))}"

    options = [_option_of_uses(view, text, groups, chosen) for text in groups]
    options += _named_near(view, named, entity, groups, chosen)
    return [*options, Option(None, of_nothing)]


def _closeness(titles: Titles, use: Use, title: str) -> int:
    """The rank of the relation of a role to the chosen title, 0 for the closest."""
    return RELATIONS.index(_relation_of_use(titles, use, title))


def _relation_of_use(titles: Titles, use: Use, title: str) -> str:
    """How the role that an organization stands with relates to the chosen title, in lower case."""
    if use.role.title is None:
        return "alone"
    own = folded(use.role.title.text)
    if title and (own == title or titles.same(own, title)):
        return "with" if own == title else "same head"
    return "other beside" if use.beside else "other away"


def _option_of_uses(view: RoleView, text: str, groups: Mapping[str, Sequence[Use]], chosen: _Chosen) -> Option[Wording]:
    """An organization that roles of the entity have."""
    shown = min(groups[text], key=lambda use: (_closeness(view.titles, use, chosen.text), not use.beside))
    assert shown.role.organization is not None
    features = partial(_features_of_roles, view, text, shown, groups, chosen)
    return Option(Wording(shown.role.organization, shown.role.status), features)


def _features_of_roles(
    view: RoleView, text: str, shown: Use, groups: Mapping[str, Sequence[Use]], chosen: _Chosen
) -> tuple[str, ...]:
    """What speaks for an organization that stands in roles of the entity, most closely in `shown`."""
    group = groups[text]
    kind, head = chosen.kind, chosen.head
    relation = _relation_of_use(view.titles, shown, chosen.text)
    label = _label(view.discourse.document.doc, shown.role.organization)
    own = "none" if shown.role.title is None else kind_of_title(view.titles, folded(shown.role.title.text))
    words = text.split()
    return (
        f"relation={relation}",
        f"relation={relation}|kind={kind}|label={label}",
        f"relation={relation}|head={head}",
        f"relation={relation}|label={label}",
        f"relation={relation}|status={shown.role.status.value}",
        f"kind={kind}|label={label}",
        f"head={head}|label={label}",
        f"own_kind={own}|relation={relation}",
        f"capital={shown.role.organization is not None and shown.role.organization.text[:1].isupper()}",
        f"length={min(len(words), LONGEST_NAME)}|relation={relation}",
        f"count={bucket(len(group))}|relation={relation}",
        f"options={bucket(len(groups))}|relation={relation}",
        *sorted({f"pattern={use.pattern}|relation={relation}" for use in group}),
        *sorted({f"another={_relation_of_use(view.titles, use, chosen.text)}" for use in group}),
        *(f"shown|{sign}|relation={relation}" for sign in shown.signs),
    )


def _label(doc: Parse, span: Span | None) -> str:
    """The entity label of the last word of a span, or how it is written."""
    found = None if span is None else doc.char_span(span.start, span.end)
    if span is None or found is None:
        return ""
    return str(found[-1].ent_type_) or ("lower" if span.text.islower() else "unknown")


def _named_near(
    view: RoleView, named: NamedThings, entity: int, known: Mapping[str, Sequence[Use]], chosen: _Chosen
) -> Iterator[Option[Wording]]:
    """Bodies, places and people named near an entity, or often: what nothing ties to it but the sense of the text."""
    discourse = view.discourse
    names = (discourse.document.names[number] for number in discourse.entities[entity].occurrences)
    anchors = [("name", name.start, name.end) for name in names]
    if chosen.tokens is not None:
        anchors.append(("title", *chosen.tokens))
    signs: dict[str, set[tuple[str, str]]] = {text: set() for text in named.ranks}
    own: set[str] = set()
    for kind, start, end in anchors:
        for name in named.names[bisect_left(named.starts, start - NEAR) : bisect_left(named.starts, end + NEAR)]:
            if name.start < end and start < name.end:
                own.add(name.text)
            else:
                signs.setdefault(name.text, set()).update(_signs(view, name, kind, start, end))
    for text, found in signs.items():
        if text not in known and text not in own:
            yield _option_of_name(discourse.document.doc, named, text, sorted(found), bool(known), chosen)


def _signs(view: RoleView, name: Named, kind: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    """How a name stands to the entity's name or title at tokens `start` to `end`: where, and what tells more."""
    doc, passage_of = view.discourse.document.doc, view.discourse.document.passage_of
    after = name.start >= end
    between = doc[end : name.start] if after else doc[name.end : start]
    where = f"{kind}|{'after' if after else 'before'}"
    if len(between) <= ADJACENT:
        words = (token.pos_ if token.pos_ in ("PROPN", "NUM") else token.lower_ for token in between)
        yield f"{where}|between", " ".join(words)
    if not any(token.text in PHRASE_ENDS or token.is_space for token in between):
        yield f"{where}|sentence", bucket(len(between))
        at = name.start - 1 - (name.start > 1 and doc[name.start - 1].lower_ == "the")
        yield f"{where}|preposition", doc[at].lower_ if at >= 0 else ""
    elif passage_of[name.start] == passage_of[start]:
        yield f"{where}|passage", ""


def _option_of_name(
    doc: Parse, named: NamedThings, text: str, signs: Sequence[tuple[str, str]], known: bool, chosen: _Chosen
) -> Option[Wording]:
    """A body, place or person that no role of the entity has."""
    name = named.uses[text][0]
    span = doc.stretch(name.start, name.end)
    wording = Wording(Span(start=span.start_char, end=span.end_char, text=span.text), RoleStatus.CURRENT)
    return Option(wording, partial(_features_of_name, named, text, signs, known, chosen))


def _features_of_name(
    named: NamedThings, text: str, signs: Sequence[tuple[str, str]], known: bool, chosen: _Chosen
) -> tuple[str, ...]:
    """What speaks for a name by what stands around it, and by how often it stands in the article."""
    name, uses, kind = named.uses[text][0], named.uses[text], chosen.kind
    label, rank = name.label, named.ranks.get(text, MOST_NAMED)
    return (
        f"near={label}|rank={rank}",
        f"near={label}|kind={kind}|rank={rank}",
        f"near={label}|kind={kind}|known={known}",
        f"near={label}|head={chosen.head}",
        f"near={label}|count={bucket(len(uses))}",
        f"near={label}|kind={kind}|signs={bool(signs)}",
        *(f"near|{where}={what}" for where, what in signs),
        *(f"near={label}|{where}={what}" for where, what in signs),
        *sorted({f"near={label}|{where}|kind={kind}" for where, _ in signs}),
    )
