"""The organization of a speaker, given the title: a scored choice among bodies, places and people.

Candidates are the organizations that the article gives with the speaker's roles, and the bodies, places and people that
it names near the name or the title, or more often than others: "Ina Roth, who reads meters for the Lima Water Board".
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from attrs import field, frozen

from quoteattr.decisions import Option, bucket
from quoteattr.lexicon.titles import Titles, title_head
from quoteattr.lexicon.typography import PHRASE_ENDS
from quoteattr.parse.tokens import Parse
from quoteattr.roles.titles import Wording, kind_of_title
from quoteattr.roles.uses import RoleView, Use, folded
from quoteattr.types import RoleStatus, Span

__all__ = ["NamedThings", "find_named", "organization_options"]

LABELS = frozenset({"ORG", "GPE", "PERSON", "NORP"})
MOST_NAMED = 3
NEAR = 25  # tokens
ADJACENT = 4
LONGEST = 6
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


def find_named(doc: Parse) -> NamedThings:
    """What `doc` names."""
    names = tuple(_bare(doc, entity.start, entity.end, entity.label_) for entity in doc.ents if entity.label_ in LABELS)
    names = tuple(name for name in names if name.start < name.end)
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
    return RELATIONS.index(_relation(titles, use, title))


def _relation(titles: Titles, use: Use, title: str) -> str:
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
    features = partial(_features_of_uses, view, text, shown, groups, chosen)
    return Option(Wording(shown.role.organization, shown.role.status), features)


def _features_of_uses(
    view: RoleView, text: str, shown: Use, groups: Mapping[str, Sequence[Use]], chosen: _Chosen
) -> tuple[str, ...]:
    """What speaks for an organization that stands in roles of the entity, most closely in `shown`."""
    group = groups[text]
    kind, head = chosen.kind, chosen.head
    relation = _relation(view.titles, shown, chosen.text)
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
        *(f"text={text}", f"last={words[-1]}", f"first={words[0]}"),
        f"capital={shown.role.organization is not None and shown.role.organization.text[:1].isupper()}",
        f"length={min(len(words), LONGEST)}|relation={relation}",
        f"count={bucket(len(group))}|relation={relation}",
        f"options={bucket(len(groups))}|relation={relation}",
        *sorted({f"pattern={use.pattern}|relation={relation}" for use in group}),
        *sorted({f"another={_relation(view.titles, use, chosen.text)}" for use in group}),
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
    return Option(wording, partial(_features_of_name, doc, named, text, signs, known, chosen))


def _features_of_name(
    doc: Parse, named: NamedThings, text: str, signs: Sequence[tuple[str, str]], known: bool, chosen: _Chosen
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
        *(f"near|text={text}", f"near|last={text.rsplit(maxsplit=1)[-1]}"),
        f"near|next={doc[name.end].lower_ if name.end < len(doc) else ''}",
        *(f"near|{where}={what}" for where, what in signs),
        *(f"near={label}|{where}={what}" for where, what in signs),
        *sorted({f"near={label}|{where}|kind={kind}" for where, _ in signs}),
    )
