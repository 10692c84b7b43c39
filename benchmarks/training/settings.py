"""How each decision is learnt, and the thresholds that were found for its weights."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, frozen

__all__ = ["DESKS_APART", "SETTINGS", "Settings"]

# What is learnt on articles that other judges have not seen: parts of them take turns. With each part all articles of
# these corpora are held out, so that those judges have not seen their desks either; the others are parted by article.
DESKS_APART = (frozenset(["real"]), frozenset(["written", "own"]), frozenset[str]())


@frozen(kw_only=True)
class Settings:
    """The size of the hidden layer, and how long and how carefully is learnt.

    `dropout` is the share of features left out at each step; features of fewer cases than `rarest` are dropped. Several
    `runs` in other orders, each with `hidden` units of its own, give a model of less chance: their mean.
    """

    epochs: int
    dropout: float
    hidden: int = 0
    rarest: int = 8
    runs: int = 1
    thresholds: Mapping[str, float] = field(default=MappingProxyType({}), hash=False)


SOURCE = Settings(runs=8, epochs=24, dropout=0.4, thresholds={"least": 0.37})

SETTINGS: Mapping[str, Settings] = {
    # A cue that scores more than `surely_none` for reporting nothing is not looked at any further.
    "content": Settings(runs=3, epochs=6, rarest=6, dropout=0.3, thresholds={"least": 0.5, "surely_none": 1.2}),
    "mention": Settings(runs=3, epochs=6, rarest=6, dropout=0.3),
    "link": Settings(runs=8, epochs=8, dropout=0.4),
    "kind": Settings(runs=8, epochs=8, dropout=0.3),
    "antecedent": Settings(runs=8, hidden=1, epochs=20, rarest=3, dropout=0.5),
    # A `plausible` title may take the place of the likeliest, where it says the same or the present better.
    "title": Settings(runs=4, hidden=1, epochs=20, rarest=3, dropout=0.4, thresholds={"least": 0.35, "plausible": 0.2}),
    "organization": Settings(runs=4, hidden=1, epochs=20, rarest=3, dropout=0.4, thresholds={"least": 0.35}),
    "source_kind": SOURCE,
    "source_name": SOURCE,
    "source_date": SOURCE,
    "confidence": Settings(runs=8, epochs=20, dropout=0.1, thresholds={"high_precision": 0.92}),
}
