"""What a page can be narrowed down to: speakers, kinds of quotation and kinds of source, each with its number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from quoteattr.html.cards import NO_SOURCE, UNKNOWN, Card, Entry
from quoteattr.types import QuotationKind, SourceKind

__all__ = ["Choice", "Filter", "make_filters"]


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
