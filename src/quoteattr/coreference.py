"""Coreference of speakers: from the mention or link that was chosen for each quotation to the entity behind it.

Names lead straight to their entity; pronouns, descriptions and documents to the best scored antecedent; a link without
mention to the speaker of the quotation it continues. What nobody named stands behind speaks for itself: *a nurse who
was among the passengers*.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from quoteattr.antecedents import Antecedent, Moment, inside, mention_type, propose_antecedents
from quoteattr.cast import Cast, Someone, Step, Unnamed, is_main
from quoteattr.linking import Link
from quoteattr.mentions import Mention, MentionKind
from quoteattr.scorer import Scorer
from quoteattr.types import QuotationKind

__all__ = ["UNKNOWN", "Decide", "Resolution", "by_score", "resolve_speakers"]


@frozen
class Resolution:
    """Who speaks: an entity's index, an unnamed speaker, or None; and the probability that the mention means it."""

    speaker: Someone
    probability: float


# Decides whom a mention means, of its antecedents, at least one; for the link with that key, or None for a pronoun that
# no link has.
Decide = Callable[[int | None, Mention, Sequence[Antecedent]], Resolution]

UNKNOWN = Resolution(None, 0.0)
WITHIN = "quotation_within"
FIRST_PERSON = frozenset(["i", "we", "me", "us", "my", "our"])
INDEFINITE_PRONOUNS = frozenset(["another", "someone", "somebody", "one", "others", "many", "some", "several", "few"])


def by_score(scorer: Scorer) -> Decide:
    """Decide for the antecedent that `scorer` scores highest."""

    def decide(_: int | None, mention: Mention, antecedents: Sequence[Antecedent]) -> Resolution:
        probabilities = scorer.probabilities([antecedent.features for antecedent in antecedents])
        # A guess beats no answer unless no answer is the likelier of all; a description can always stand for itself.
        guess = mention.kind is not MentionKind.DESCRIPTION and antecedents[-1].someone is None
        unlikely = guess and len(antecedents) > 1 and probabilities[-1] <= 0.5
        best = int((probabilities[:-1] if unlikely else probabilities).argmax())
        someone, probability = antecedents[best].someone, float(probabilities[best])
        if someone is None and mention.kind is MentionKind.DESCRIPTION:
            return Resolution(Unnamed(mention), probability)
        return Resolution(someone, probability) if someone is not None else UNKNOWN

    return decide


def resolve_speakers(
    cast: Cast, links: Mapping[int, Link], decide: Decide, author: int | None
) -> dict[int, Resolution]:
    """The speaker behind every link that is somebody's speech, by its key.

    The story is followed from its start: who was the subject of the sentence before, by name or as *she*, is whom the
    next *she* most likely means. `author` is the entity of the byline, whom *I* outside quotation marks means.
    """
    resolved = _follow(cast, links, decide, author)
    resolved |= _by_same_speaker(links, resolved)
    return resolved | _within(cast, links, resolved, decide)


def _by_same_speaker(links: Mapping[int, Link], resolved: Mapping[int, Resolution]) -> dict[int, Resolution]:
    """The speakers of links without mention: whoever speaks where the chain of same speakers ends, nobody in a circle.

    Chains lead back and forth: a headline repeats a pull quote, which repeats the words that have a cue.
    """
    known = dict(resolved)
    for key in links:
        chain: dict[int, None] = {}
        at: int | None = key
        while at is not None and at not in known and at not in chain:
            chain[at] = None
            at = links[at].candidate.same_as
        known |= dict.fromkeys(chain, UNKNOWN if at is None else known.get(at, UNKNOWN))
    return {key: known[key] for key, link in links.items() if link.candidate.pattern not in ("nobody", WITHIN)}


def _follow(cast: Cast, links: Mapping[int, Link], decide: Decide, author: int | None) -> dict[int, Resolution]:
    """Resolve the mentions of links, and subject pronouns between them, in the order in which they stand."""
    mentioned = {
        key: link.candidate.mention
        for key, link in links.items()
        if link.candidate.mention is not None and link.candidate.pattern != WITHIN
    }
    heads = {mention.head for mention in mentioned.values()}
    events: list[tuple[int, int, Step | Mention, int | None]] = [(s.token, 0, s, None) for s in cast.steps]
    events += [(m.start, 1, m, key) for key, m in mentioned.items()]
    events += [
        (token, 1, Mention(token, token + 1, token, MentionKind.PRONOUN), None)
        for token in cast.pronouns
        if token not in heads
    ]
    resolved: dict[int, Resolution] = {}
    by_head: dict[int, Resolution] = {}
    trail: list[Step] = []
    meant: dict[str, Someone] = {}
    last: Someone = None
    document: Someone = None
    for token, _, event, key in sorted(events, key=lambda e: e[:2]):
        if isinstance(event, Step):
            trail.append(event)
            continue
        spans = cast.scene.token_spans
        quotation = spans[key] if key is not None and key < len(spans) else None
        cue = links[key].candidate.cue if key is not None else None
        if event.head not in by_head:
            moment = Moment(quotation, cue.base if cue is not None else None, last, meant, document, trail)
            by_head[event.head] = _resolve(cast, event, key, moment, decide, author)
        resolution = by_head[event.head]
        if key is not None and links[key].kind is QuotationKind.INDIRECT:
            resolved[key] = resolution
            continue
        if event.name is None and resolution.speaker is not None:
            main = key is not None or is_main(cast.scene.doc[event.head])
            trail.append(Step(token, resolution.speaker, reporting=key is not None, main=main))
            meant[cast.scene.doc[event.head].lower_] = resolution.speaker
            if mention_type(cast, event) == "document":
                document = resolution.speaker
        if key is not None:
            resolved[key] = resolution
            last = resolution.speaker
    return resolved


def _within(
    cast: Cast, links: Mapping[int, Link], resolved: Mapping[int, Resolution], decide: Decide
) -> dict[int, Resolution]:
    """The speakers of quotations within quotations: “*He* told me, ‘Go,’” said Rao: *he* is not Rao; *I* would be."""
    found: dict[int, Resolution] = {}
    for key in sorted(k for k, link in links.items() if link.candidate.pattern == WITHIN):
        mention, outer = links[key].candidate.mention, cast.scene.spans[key].parent
        assert mention is not None
        assert outer is not None
        teller = (found if outer in found else resolved).get(outer, UNKNOWN)
        if cast.scene.doc[mention.head].lower_ in FIRST_PERSON:
            found[key] = teller
            continue
        named = inside(cast, mention, cast.scene.token_spans[outer])
        if named is not None:
            found[key] = Resolution(named, 0.7)
            continue
        found[key] = _resolve(cast, mention, key, Moment(), _unless(decide, teller.speaker), None)
    return found


def _unless(decide: Decide, barred: Someone) -> Decide:
    """Decide as `decide` does, but not for `barred`, and for nobody where a name means none but them.

    “And so *Mrs. Falk* said, ‘We will stay,’” says Susan Falk, the only Mrs. Falk there is.
    """

    def otherwise(key: int | None, mention: Mention, antecedents: Sequence[Antecedent]) -> Resolution:
        others = [a for a in antecedents if a.someone is None or a.someone != barred]
        return decide(key, mention, others) if others else UNKNOWN

    return otherwise


def _resolve(
    cast: Cast, mention: Mention, key: int | None, moment: Moment, decide: Decide, author: int | None
) -> Resolution:
    joint = cast.scene.finder.joint_at(mention.head) if mention.name is not None else None
    if joint is not None:
        return Resolution(Unnamed(joint), 0.9)
    if mention.name is not None and mention.name not in cast.claimants:
        return Resolution(cast.entity_of_name[mention.name], 1.0)
    kind = mention_type(cast, mention)
    if kind == "i":
        return Resolution(author, 1.0) if author is not None else UNKNOWN
    own = cast.scene.doc[mention.start].lower_ in FIRST_PERSON
    if kind in INDEFINITE_PRONOUNS or kind.startswith("indefinite") or own:
        return Resolution(Unnamed(mention), 0.9)
    owned = _owned_body(cast, mention, moment, decide)
    if owned is not None:
        return Resolution(owned, 0.9)
    return decide(key, mention, propose_antecedents(cast, mention, moment))


def _owned_body(cast: Cast, mention: Mention, moment: Moment, decide: Decide) -> Unnamed | None:
    """The body that belongs to somebody, in its fullest form: *Falk’s campaign*, *her campaign*, *the campaign*."""
    doc = cast.scene.doc
    noun, first = doc[mention.head].lower_, doc[mention.start]
    if mention.kind is not MentionKind.DESCRIPTION or noun not in cast.owned.by_noun:
        return None
    body = cast.owned.by_head.get(mention.head)
    if body is None and first.lower_ in ("his", "her", "their"):
        owner = Mention(first.i, first.i + 1, first.i, MentionKind.PRONOUN)
        story = Moment(last_speaker=moment.last_speaker, trail=moment.trail)
        someone = decide(None, owner, propose_antecedents(cast, owner, story)).speaker
        body = cast.owned.of(someone, noun) if isinstance(someone, int) else None
    if body is None and first.lower_ == "the" and mention.head == mention.start + 1:
        body = cast.owned.latest(noun, mention.head)
    return Unnamed(body.fullest) if body is not None else None
