"""What a page says of each speaker: a card with roles, sources and every quotation, by the label it has in the text.

Speakers have letters in the order they appear in, and their quotations numbers: `B2` is the second one of the second
speaker, which stays clear where colours run out or are not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from string import ascii_uppercase

from attrs import frozen

from quoteattr.types import (
    Article,
    Attribution,
    Cue,
    Quotation,
    QuotationKind,
    Role,
    RoleStatus,
    Source,
    SourceKind,
    Span,
    Speaker,
)

__all__ = [
    "NOBODY",
    "NO_SOURCE",
    "UNKNOWN",
    "Card",
    "Choice",
    "Entry",
    "Filter",
    "RoleLine",
    "make_cards",
    "make_filters",
]

# Whose card the words without a speaker are on, and what they come through if no kind of source is known.
UNKNOWN = "unknown"
NOBODY = "nobody"
NO_SOURCE = "none"
_SIGN_OF = {UNKNOWN: "?", NOBODY: "~"}


@frozen(kw_only=True)
class RoleLine:
    """A role in the article's words, and its `status` where it is not simply held now."""

    words: str
    status: str | None


@frozen(kw_only=True)
class Entry:
    """A quotation on a card: its index `number`, its `label`, and the `outer` entry that it is nested in.

    `owner` is the key of its card, `origin` the kind of its source as a key, `color` the number of its colours.
    `attributed_by` are mention and cue, by these names, in text order.
    """

    number: int
    label: str
    owner: str
    color: str
    origin: str
    quotation: Quotation
    attribution: Attribution | None
    attributed_by: tuple[tuple[str, Span | Cue], ...]
    source: str | None
    outer: Entry | None


@frozen(kw_only=True)
class Card:
    """A card: of a speaker, of those unknown (`key` is `UNKNOWN`), or of marks that are nobody's speech (`NOBODY`)."""

    key: str
    sign: str
    color: str
    speaker: Speaker | None
    roles: tuple[RoleLine, ...]
    sources: tuple[str, ...]
    entries: tuple[Entry, ...]


def make_cards(article: Article, colors: int) -> tuple[Card, ...]:
    """Make the cards of `article`: its speakers', then those of the unknown and of nobody where they hold anything.

    `colors` is how many colours the speakers take in turn.
    """
    entries = _entries(article, colors)
    owners: list[tuple[str, Speaker | None]] = [(str(place), speaker) for place, speaker in enumerate(article.speakers)]
    owners += [(key, None) for key in _SIGN_OF if any(entry.owner == key for entry in entries)]
    own: dict[str, list[Entry]] = {key: [] for key, _ in owners}
    for entry in entries:
        own[entry.owner].append(entry)
    return tuple(
        Card(
            key=key,
            sign=_sign(key),
            color=_color(key, colors),
            speaker=speaker,
            roles=tuple(dict.fromkeys(_role_line(role) for role in speaker.roles)) if speaker else (),
            sources=tuple(dict.fromkeys(entry.source for entry in own[key] if entry.source)),
            entries=tuple(own[key]),
        )
        for key, speaker in owners
    )


def _entries(article: Article, colors: int) -> list[Entry]:
    """Make the entry of every quotation, in text order."""
    attributions = iter(article.attributions)
    # The first of equal speakers has all that any of them said.
    key_of = {speaker: str(place) for place, speaker in reversed(list(enumerate(article.speakers)))}
    said: Counter[str] = Counter()
    entries: list[Entry] = []
    for number, quotation in enumerate(article.quotations):
        attribution = None if quotation.kind is QuotationKind.SCARE else next(attributions)
        owner = _owner(attribution, key_of)
        said[owner] += 1
        entries.append(
            Entry(
                number=number,
                label=f"{_sign(owner)}{said[owner]}",
                owner=owner,
                color=_color(owner, colors),
                origin=_origin(attribution),
                quotation=quotation,
                attribution=attribution,
                attributed_by=_attributed_by(attribution),
                source=_source_line(attribution.source) if attribution and attribution.source else None,
                outer=None if quotation.parent is None else entries[quotation.parent],
            )
        )
    return entries


def _owner(attribution: Attribution | None, key_of: Mapping[Speaker, str]) -> str:
    if attribution is None:
        return NOBODY
    return UNKNOWN if attribution.speaker is None else key_of[attribution.speaker]


def _origin(attribution: Attribution | None) -> str:
    if attribution is None:
        return NOBODY
    kind = None if attribution.source is None else attribution.source.kind
    return NO_SOURCE if kind is None else kind.value.replace(" ", "-")


def _attributed_by(attribution: Attribution | None) -> tuple[tuple[str, Span | Cue], ...]:
    """Pair mention and cue with these names, in text order: *according to her*, but *she said*."""
    if attribution is None:
        return ()
    known = [("mention", attribution.mention), ("cue", attribution.cue)]
    return tuple(sorted(((name, span) for name, span in known if span is not None), key=lambda pair: pair[1].start))


def _sign(key: str) -> str:
    """Make the letters of a speaker: A to Z, AA, AB and so on."""
    if key in _SIGN_OF:
        return _SIGN_OF[key]
    letters = ""
    left = int(key) + 1
    while left:
        left, letter = divmod(left - 1, len(ascii_uppercase))
        letters = ascii_uppercase[letter] + letters
    return letters


def _color(key: str, colors: int) -> str:
    return UNKNOWN if key in _SIGN_OF else str(int(key) % colors)


def _role_line(role: Role) -> RoleLine:
    words = ", ".join(span.text for span in (role.title, role.organization) if span is not None)
    return RoleLine(words=words, status=None if role.status is RoleStatus.CURRENT else role.status.value)


def _source_line(source: Source) -> str:
    """Put a source in a line: `statement, Harbour Board, Friday`."""
    return ", ".join(str(part) for part in (source.kind and source.kind.value, source.name, source.date) if part)


@frozen(kw_only=True)
class Choice:
    """A value to narrow down to: its `key` in class names, the `words` for it, and the `count` of its quotations.

    `cards` are the keys of the cards that hold them.
    """

    key: str
    words: str
    count: int
    cards: frozenset[str]


@frozen(kw_only=True)
class Filter:
    """A group of choices, none of them without a quotation."""

    key: str
    legend: str
    choices: tuple[Choice, ...]

    @property
    def on_card(self) -> dict[str, list[Choice]]:
        """The choices that each card holds, by the card's key."""
        held: dict[str, list[Choice]] = {}
        for choice in self.choices:
            for card in choice.cards:
                held.setdefault(card, []).append(choice)
        return held


def make_filters(cards: Sequence[Card]) -> tuple[Filter, ...]:
    """Make the filters for what is on `cards`; a filter without choices is left out."""
    speakers = {card.key: card.speaker.name for card in cards if card.speaker is not None}
    kinds = {kind.value: kind.value for kind in QuotationKind}
    sources = {kind.value.replace(" ", "-"): kind.value for kind in SourceKind}
    filters = (
        Filter(
            key="speaker",
            legend="Speaker",
            choices=_choices(cards, lambda entry: entry.owner, {**speakers, UNKNOWN: "unknown"}),
        ),
        Filter(key="kind", legend="Kind", choices=_choices(cards, lambda entry: entry.quotation.kind.value, kinds)),
        Filter(
            key="source",
            legend="Source",
            choices=_choices(cards, lambda entry: entry.origin, {**sources, NO_SOURCE: "not stated"}),
        ),
    )
    return tuple(each for each in filters if each.choices)


def _choices(cards: Sequence[Card], key_of: Callable[[Entry], str], words_for: Mapping[str, str]) -> tuple[Choice, ...]:
    """Make a choice of each key of `words_for`, in its order, that `key_of` gives an entry on `cards`."""
    holders: dict[str, list[str]] = {key: [] for key in words_for}
    for card in cards:
        for entry in card.entries:
            holders.get(key_of(entry), []).append(card.key)
    return tuple(
        Choice(key=key, words=words, count=len(holders[key]), cards=frozenset(holders[key]))
        for key, words in words_for.items()
        if holders[key]
    )
