"""Coreference of speakers: from the mention or link that was chosen for each quotation to the entity behind it.

Names lead straight to their entity; pronouns, descriptions and documents to the best scored antecedent; a link without
mention to the speaker of the quotation it continues. What nobody named stands behind speaks for itself: *a nurse who
was among the passengers*.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from attrs import frozen

from quoteattr.antecedents import Cast, Someone, Unnamed, mention_type, propose_antecedents
from quoteattr.linking import Link
from quoteattr.mentions import Mention, MentionKind
from quoteattr.scorer import Scorer

__all__ = ["Resolution", "resolve_speakers"]


@frozen
class Resolution:
    """Who speaks: an entity's index, an unnamed speaker, or None; and the probability that the mention means it."""

    speaker: Someone
    probability: float


UNKNOWN = Resolution(None, 0.0)
INDEFINITE_PRONOUNS = frozenset("another someone somebody one others many some several few".split())


def resolve_speakers(
    cast: Cast, links: Mapping[int, Link], scorer: Scorer, author: int | None
) -> dict[int, Resolution]:
    """The speaker behind every link that is somebody's speech, by its key.

    `author` is the entity of the byline, whom *I* outside quotation marks means.
    """
    resolved: dict[int, Resolution] = {}
    last: Someone = None
    meant: dict[str, Someone] = {}
    for key in _in_reading_order(cast, links):
        candidate = links[key].candidate
        if candidate.same_as is not None:
            resolved[key] = resolved.get(candidate.same_as, UNKNOWN)
        elif candidate.mention is None:
            resolved[key] = UNKNOWN
        else:
            tokens = cast.scene.token_spans[key] if key < len(cast.scene.token_spans) else None
            resolved[key] = _resolve(cast, candidate.mention, tokens, last, meant, scorer, author)
            meant[cast.scene.doc[candidate.mention.head].lower_] = resolved[key].speaker
        if candidate.pattern not in ("repetition", "quotation_within"):
            last = resolved[key].speaker
    return resolved


def _in_reading_order(cast: Cast, links: Mapping[int, Link]) -> list[int]:
    """The keys of speech by where their mention stands, with repetitions (a headline’s) after what they repeat."""
    tokens, spoken = cast.scene.token_spans, [k for k in links if links[k].candidate.pattern != "nobody"]

    def place(key: int) -> tuple[bool, int]:
        mention = links[key].candidate.mention
        at = tokens[key][0] if key < len(tokens) else mention.start if mention is not None else 0
        return links[key].candidate.pattern == "repetition", at

    return sorted(spoken, key=place)


def _resolve(
    cast: Cast,
    mention: Mention,
    tokens: tuple[int, int] | None,
    last: Someone,
    meant: Mapping[str, Someone],
    scorer: Scorer,
    author: int | None,
) -> Resolution:
    if mention.name is not None and mention.name not in cast.claimants:
        return Resolution(cast.entity_of_name[mention.name], 1.0)
    kind = mention_type(cast, mention)
    if kind == "i":
        return Resolution(author, 1.0) if author is not None else UNKNOWN
    if kind in INDEFINITE_PRONOUNS or kind.startswith("indefinite"):
        return Resolution(Unnamed(mention), 0.9)
    antecedents = propose_antecedents(cast, mention, tokens, last, meant)
    probabilities = scorer.probabilities([a.features for a in antecedents])
    best = int(np.argmax(probabilities))
    someone, probability = antecedents[best].someone, float(probabilities[best])
    if someone is None and mention.kind is MentionKind.DESCRIPTION:
        return Resolution(Unnamed(mention), probability)
    return Resolution(someone, probability) if someone is not None else UNKNOWN
