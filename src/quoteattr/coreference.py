"""Coreference of speakers: from the mention or link that was chosen for each quotation to the entity behind it.

Names lead straight to their entity; pronouns, descriptions and documents to the best scored antecedent; a link without
mention to the speaker of the quotation it continues. What nobody named stands behind speaks for itself: *a nurse who
was among the passengers*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import frozen

from quoteattr.antecedents import Cast, mention_type, propose_antecedents
from quoteattr.linking import Link
from quoteattr.mentions import Mention, MentionKind
from quoteattr.scorer import Scorer

__all__ = ["Resolution", "Unnamed", "resolve_speakers"]


@frozen
class Unnamed:
    """A speaker whom the article never names: the mention that describes it best."""

    mention: Mention


@frozen
class Resolution:
    """Who speaks: an entity's index, an unnamed speaker, or None; and the probability that the mention means it."""

    speaker: int | Unnamed | None
    probability: float


UNKNOWN = Resolution(None, 0.0)


def resolve_speakers(
    cast: Cast, links: Mapping[int, Link], scorer: Scorer, author: int | None
) -> dict[int, Resolution]:
    """The speaker behind every link that is somebody's speech, by its key.

    `author` is the entity of the byline, whom *I* outside quotation marks means.
    """
    resolved: dict[int, Resolution] = {}
    last: int | Unnamed | None = None
    unnamed: list[Unnamed] = []
    for key in _in_reading_order(cast, links):
        candidate = links[key].candidate
        if candidate.same_as is not None:
            resolved[key] = resolved.get(candidate.same_as, UNKNOWN)
        elif candidate.mention is None:
            resolved[key] = UNKNOWN
        else:
            tokens = cast.scene.token_spans[key] if key < len(cast.scene.token_spans) else None
            resolved[key] = _resolve(cast, candidate.mention, tokens, last, unnamed, scorer, author)
            speaker = resolved[key].speaker
            if isinstance(speaker, Unnamed) and speaker not in unnamed:
                unnamed.append(speaker)
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
    last: int | Unnamed | None,
    unnamed: Sequence[Unnamed],
    scorer: Scorer,
    author: int | None,
) -> Resolution:
    if mention.name is not None:
        return Resolution(cast.entity_of_name[mention.name], 1.0)
    kind = mention_type(cast, mention)
    if kind == "i":
        return Resolution(author, 1.0) if author is not None else UNKNOWN
    known = _same_description(cast, mention, unnamed)
    if known is not None:
        return Resolution(known, 0.9)
    antecedents = propose_antecedents(cast, mention, tokens, last if isinstance(last, int) else None)
    probabilities = scorer.probabilities([a.features for a in antecedents])
    best = int(np.argmax(probabilities))
    entity, probability = antecedents[best].entity, float(probabilities[best])
    if mention.kind is MentionKind.PRONOUN and isinstance(last, Unnamed) and (entity is None or _is_nearer(cast, last, entity, mention)):
        return Resolution(last, 0.7)
    if entity is not None:
        return Resolution(entity, probability)
    return Resolution(Unnamed(mention), probability) if mention.kind is MentionKind.DESCRIPTION else UNKNOWN


def _same_description(cast: Cast, mention: Mention, unnamed: Sequence[Unnamed]) -> Unnamed | None:
    """An unnamed speaker described by the same noun before: *a nurse who …*, then *the nurse*."""
    if mention.kind is not MentionKind.DESCRIPTION or cast.scene.doc[mention.start].lower_ in ("a", "an", "another", "one"):
        return None
    head = cast.scene.doc[mention.head].lower_
    return next((u for u in reversed(unnamed) if cast.scene.doc[u.mention.head].lower_ == head), None)


def _is_nearer(cast: Cast, last: Unnamed, entity: int, mention: Mention) -> bool:
    """Whether the unnamed speaker was mentioned after the entity's last name before the pronoun."""
    named = [cast.scene.names[n].start for n in cast.entities[entity].occurrences if cast.scene.names[n].start < mention.start]
    return not named or named[-1] < last.mention.start
