"""Antecedents: whom a pronoun, a description or a document may stand for, with the features that score the choice.

A choice among the entities named before the mention, the speaker of the speech before, and nobody named (a description
then stands for itself). After Lappin & Leass (1994): salience by recency, subjecthood and repetition, filtered by
agreement; but weighed by a trained scorer instead of by hand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from attrs import frozen
from spacy.tokens import Token

from quoteattr.cast import Cast, Someone, Step, Unnamed
from quoteattr.entities import Entity
from quoteattr.features import bucket
from quoteattr.gender import gender_of_words
from quoteattr.mentions import Mention, MentionKind
from quoteattr.nouns import document_nouns, noun_class
from quoteattr.roles import role_of_description
from quoteattr.scene import Scene, ends_sentence
from quoteattr.tables import Tables
from quoteattr.types import SpeakerKind

__all__ = ["Antecedent", "mention_type", "propose_antecedents"]

# Who was last named further back than this many other names is not the antecedent of a pronoun.
MOST_RECENT = 12
PRONOUN_GENDER = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
TIES = frozenset(["from", "by", "of", "for", "the"])
INDEFINITE = frozenset(
    ["a", "an", "one", "another", "some", "several", "many", "two", "three", "no", "both", "few", "most"]
)


@frozen
class Antecedent:
    """A choice for a mention, with its features."""

    someone: Someone
    features: tuple[str, ...]


def mention_type(cast: Cast, mention: Mention) -> str:
    """A pronoun's own word, or the form of a description: document, definite, indefinite, possessed; plural or not.

    A name is asked about only where several people share it.
    """
    token = cast.scene.doc[mention.head]
    if mention.kind is MentionKind.NAME:
        return "surname"
    if mention.kind is MentionKind.PRONOUN:
        return token.lower_
    first = cast.scene.doc[mention.start]
    if token.lemma_.lower() in document_nouns(cast.scene.tables) or token.lower_ in document_nouns(cast.scene.tables):
        return "document"
    number = "plural" if token.tag_ in ("NNS", "NNPS") else "singular"
    if first.lower_ in INDEFINITE:
        return f"indefinite {number}"
    form = "possessed" if first.tag_ == "PRP$" or _possessor(first, mention) else "definite"
    return f"{form} {number} {noun_class(token.lower_, cast.scene.tables)}"


def _possessor(first: Token, mention: Mention) -> bool:
    return any(first.doc[i].tag_ == "POS" for i in range(first.i, mention.head))


def propose_antecedents(
    cast: Cast,
    mention: Mention,
    quotation: tuple[int, int] | None,
    last_speaker: Someone,
    meant: Mapping[str, Someone],
    trail: Sequence[Step],
) -> tuple[Antecedent, ...]:
    """Everyone whom `mention` may stand for, the last one nobody; of a name all who share it.

    `quotation` is the token range that the mention speaks (a speaker seldom names himself), `last_speaker` who spoke
    before, `meant` whom each word stood for when a mention with that head was resolved before, `trail` the steps of the
    story so far, pronouns among them.
    """
    kind = mention_type(cast, mention)
    inside = _named_within(cast, quotation) if quotation else frozenset()
    recent = _recent(cast, mention)
    view = _View(
        mention=mention,
        kind=kind,
        group=_group(kind),
        ranks={entity: rank for rank, entity in enumerate(recent)},
        subjects=_ranks(trail),
        reporting=_ranks([step for step in trail[-40:] if step.reporting]),
        mains=_ranks([step for step in trail[-40:] if step.main or step.reporting]),
        last_step=trail[-1].someone if trail else None,
        inside=inside,
        last_speaker=last_speaker,
        meant=meant.get(cast.scene.doc[mention.head].lower_) if mention.kind is MentionKind.DESCRIPTION else None,
    )
    if mention.name is not None:
        claiming = cast.claimants.get(mention.name, (cast.entity_of_name[mention.name],))
        return tuple(Antecedent(number, tuple(_features(cast, view, number))) for number in claiming)
    considered: dict[Someone, None] = dict.fromkeys(recent)
    considered |= dict.fromkeys(e for e in (last_speaker, view.meant, view.last_step) if e is not None)
    considered |= dict.fromkeys(_in_phrase(cast, mention))
    if mention.kind is MentionKind.DESCRIPTION:
        considered |= dict.fromkeys(_described_alike(cast, mention))
    considered |= dict.fromkeys(_recent_unnamed(cast, mention))
    choices = [
        Antecedent(
            someone,
            tuple(
                _features_of_unnamed(cast, view, someone)
                if isinstance(someone, Unnamed)
                else _features(cast, view, someone)
            ),
        )
        for someone in considered
        if someone is not None
    ]
    nobody = Antecedent(None, tuple(_features_of_nobody(cast, mention, kind, len(recent))))
    return (*choices, nobody)


@frozen(eq=False)
class _View:
    """One mention to resolve, with what all its antecedents are compared by."""

    mention: Mention
    kind: str
    group: str
    ranks: dict[int, int]
    subjects: dict[Someone, int]
    reporting: dict[Someone, int]
    mains: dict[Someone, int]
    last_step: Someone
    inside: frozenset[int]
    last_speaker: Someone
    meant: Someone


def _ranks(steps: Sequence[Step]) -> dict[Someone, int]:
    """Who took the last steps, the latest with rank 0."""
    return {someone: rank for rank, someone in enumerate(dict.fromkeys(step.someone for step in reversed(steps[-20:])))}


def _recent_unnamed(cast: Cast, mention: Mention) -> list[Unnamed]:
    """The last three unnamed people brought in before the mention, within some paragraphs."""
    at = bisect_left([u.mention.start for u in cast.unnamed], mention.start)
    return [u for u in cast.unnamed[max(0, at - 3) : at] if mention.start - u.mention.start < 200]


def _recent(cast: Cast, mention: Mention) -> list[int]:
    """The entities named outside quotation marks before the mention, the latest first."""
    scene = cast.scene
    at = bisect_left(cast.name_starts, mention.start)
    found: dict[int, None] = {}
    for number in range(at - 1, max(-1, at - 120), -1):
        if scene.outermost[scene.names[number].start] < 0:
            found.setdefault(cast.entity_of_name[number])
            if len(found) >= MOST_RECENT:
                break
    return list(found)


def _named_within(cast: Cast, tokens: tuple[int, int]) -> frozenset[int]:
    low, high = bisect_left(cast.name_starts, tokens[0]), bisect_left(cast.name_starts, tokens[1])
    return frozenset(cast.entity_of_name[n] for n in range(low, high))


def _in_phrase(cast: Cast, mention: Mention) -> list[int]:
    """Entities inside the mention and right behind it: *the company’s notice*, *a release from the task force*."""
    end = min(mention.end + 8, len(cast.scene.doc))
    low, high = bisect_left(cast.name_starts, mention.start), bisect_left(cast.name_starts, end)
    return list(dict.fromkeys(cast.entity_of_name[n] for n in range(low, high)))


def _described_alike(cast: Cast, mention: Mention) -> list[int]:
    """Entities with a role whose head is the description's: *the senator*, *the museum’s director*."""
    head = cast.scene.doc[mention.head].lower_
    return [e for e, entity in enumerate(cast.entities) if _role_match(cast, entity, head) != "none"][:8]


def _role_match(cast: Cast, entity: Entity, head: str) -> str:
    """Whether a title of the entity ends in the word, or has it: *the governor* of Gov. Cruz."""
    for number in entity.roles:
        title = cast.roles[number].role.title
        words = _words_of_role(title.text, cast.scene.tables) if title is not None else ()
        if words and head in words[-1]:
            return "last"
        if any(head in forms for forms in words):
            return "word"
    return "none"


@cache
def _words_of_role(text: str, tables: Tables) -> tuple[frozenset[str], ...]:
    """The words of a title or organization, each with the longer ones that a short form stands for."""
    long = {row["short"]: row["long"] for row in tables.rows("short_titles")}
    words = [word.strip(".,").casefold() for word in text.split()]
    return tuple(frozenset([word, *long.get(word, ())]) for word in words)


def _features(cast: Cast, view: _View, number: int) -> Iterator[str]:
    entity, scene, mention, group, kind = cast.entities[number], cast.scene, view.mention, view.group, view.kind
    ranks = view.ranks
    yield f"{group}|kind={entity.kind.value}"
    yield f"{kind}|kind={entity.kind.value}"
    yield f"{group}|rank={min(ranks.get(number, 13), 13)}"
    people = [e for e in ranks if cast.entities[e].kind is entity.kind]
    rank = people.index(number) if number in people else 9
    yield f"{group}|{entity.kind.value}|rank_of_kind={min(rank, 6)}"
    agreement = _agreement(kind, entity)
    yield f"{group}|agreement={agreement}"
    fitting = [e for e in people if _agreement(kind, cast.entities[e]) != "clash"]
    place = min(fitting.index(number) if number in fitting else 9, 6)
    yield f"{group}|{entity.kind.value}|rank_of_fitting={place}|{agreement}"
    sure = [e for e in fitting if _agreement(kind, cast.entities[e]) == "match"]
    yield f"{group}|{agreement}|sure={min(len(sure), 3)}"
    for name, order in (("subject", view.subjects), ("reporting", view.reporting), ("main", view.mains)):
        place = min(order.get(number, 5), 5)
        fits = [
            e for e in order if not isinstance(e, int) or _agreement(kind, cast.entities[e]) not in ("clash", "thing")
        ]
        yield f"{group}|{name}={place}|{agreement}"
        yield f"{group}|fitting_{name}={min(fits.index(number) if number in fits else 5, 5)}"
    if number == view.last_speaker:
        yield f"{group}|last_speaker|{agreement}"
        yield f"{group}|last_speaker|reporting={min(view.reporting.get(number, 3), 3)}"
    elif view.last_speaker is not None:
        yield f"{group}|not_last_speaker|{agreement}"
    if view.meant is not None:
        yield f"{group}|meant_before={number == view.meant}"
    if number in view.inside:
        yield f"{group}|named_inside"
    yield f"{group}|count={bucket(len(entity.occurrences))}"
    latest = _latest(cast, number, mention)
    if latest is None:
        yield f"{group}|not_yet_named"
    else:
        token = scene.doc[scene.names[latest].end - 1]
        yield f"{group}|label={token.dep_ if token.dep_ != 'compound' else token.head.dep_}"
        yield from _distance(scene, group, token.i, mention.start)
        between = scene.passage_of[mention.start] - scene.passage_of[token.i]
        first = scene.passage_tokens[scene.passage_of[token.i]][0] if scene.passage_of[token.i] >= 0 else token.i
        yield f"{group}|opens_paragraph={scene.names[latest].start - first < 6}|paragraphs={min(between, 2)}"
    if mention.kind is MentionKind.DESCRIPTION:
        yield from _features_of_description(cast, mention, number, group, view.last_speaker)


def _distance(scene: Scene, group: str, token: int, mention: int) -> Iterator[str]:
    between = scene.passage_of[mention] - scene.passage_of[token]
    yield f"{group}|paragraphs={min(between, 4)}"
    sentences = sum(ends_sentence(scene.doc[i]) for i in range(max(token, mention - 150), mention))
    yield f"{group}|paragraphs={min(between, 2)}|sentences={min(sentences, 4)}"


def _features_of_unnamed(cast: Cast, view: _View, someone: Unnamed) -> Iterator[str]:
    doc, group = cast.scene.doc, view.group
    token = doc[someone.mention.head]
    yield f"{group}|unnamed"
    yield f"{group}|unnamed|label={token.dep_}"
    yield from _distance(cast.scene, f"{group}|unnamed", token.i, view.mention.start)
    yield f"{group}|unnamed|last_speaker={someone == view.last_speaker}"
    wanted, told = PRONOUN_GENDER.get(view.kind), gender_of_words([token.lower_], cast.scene.tables)
    yield f"{group}|unnamed|gender={'open' if told is None or wanted is None else told == wanted}"
    if view.mention.kind is MentionKind.DESCRIPTION:
        yield f"{group}|unnamed|same_head={token.lower_ == doc[view.mention.head].lower_}|{view.kind}"
        yield f"{group}|unnamed|meant_before={someone == view.meant}"
    for name, order in (("subject", view.subjects), ("reporting", view.reporting), ("main", view.mains)):
        yield f"{group}|unnamed|{name}={min(order.get(someone, 5), 5)}"


def _group(kind: str) -> str:
    """Pronouns of one person and number share what is learnt of them."""
    return {"he": "third", "she": "third", "him": "third", "her": "third", "his": "third"}.get(kind, kind)


def _agreement(kind: str, entity: Entity) -> str:
    wanted = PRONOUN_GENDER.get(kind)
    if wanted is None:
        return "none"
    if entity.kind is not SpeakerKind.PERSON:
        return "thing"
    if entity.gender is None:
        return "open"
    return "match" if entity.gender == wanted else "clash"


def _latest(cast: Cast, number: int, mention: Mention) -> int | None:
    """The entity's last name outside quotation marks before the mention."""
    names, outermost = cast.scene.names, cast.scene.outermost
    occurrences = cast.entities[number].occurrences
    at = bisect_left(occurrences, bisect_left(cast.name_starts, mention.start))
    return next((n for n in reversed(occurrences[max(0, at - 20) : at]) if outermost[names[n].start] < 0), None)


def _features_of_description(
    cast: Cast, mention: Mention, number: int, group: str, last_speaker: Someone
) -> Iterator[str]:
    doc, entity = cast.scene.doc, cast.entities[number]
    head = doc[mention.head].lower_
    match = _role_match(cast, entity, head)
    yield f"{group}|role={match}"
    yield f"description|role={match}|kind={entity.kind.value}"
    yield f"description|{noun_class(head, cast.scene.tables)}|kind={entity.kind.value}"
    words = {w.casefold() for form in entity.forms for w in form.split()}
    yield f"{group}|word_of_name={head in words}"
    yield f"description|word_of_name={head in words}|kind={entity.kind.value}"
    within = [doc[i].lower_ for i in range(mention.start, mention.end)]
    tie = _tie(cast, mention, number)
    if tie is not None:
        yield f"{group}|in_phrase"
        yield f"{group}|in_phrase|{tie}"
        noun = "document" if group == "document" else noun_class(head, cast.scene.tables)
        yield f"description|{noun}|in_phrase|{tie}"
    said = {word for word in within if len(word) > 3}
    spans = [
        s for r in entity.roles for s in (cast.roles[r].role.title, cast.roles[r].role.organization) if s is not None
    ]
    known = {word for span in spans for forms in _words_of_role(span.text, cast.scene.tables) for word in forms}
    yield f"description|words_of_roles={min(len(said & known), 3)}|of={min(len(said), 4)}"
    yield f"description|words_of_roles={min(len(said & known), 3)}|last_speaker={number == last_speaker}"
    told = gender_of_words([head], cast.scene.tables)
    if told in ("female", "male") and entity.gender is not None:
        yield f"{group}|gender={told == entity.gender}"


def _tie(cast: Cast, mention: Mention, number: int) -> str | None:
    """How an entity named in a description, or right behind it, hangs on its head; None where it is not named there.

    *Emberly’s notice* has a possessor, *the Emberly campaign* a modifier, *a letter from Emberly* a preposition.
    """
    names, doc = cast.scene.names, cast.scene.doc
    inside = [n for n in cast.entities[number].occurrences if mention.start <= names[n].start < mention.end + 8]
    if not inside:
        return None
    name = names[inside[0]]
    if name.end < len(doc) and doc[name.end].tag_ == "POS":
        return "possessor"
    if name.end <= mention.head:
        return "modifier"
    before = doc[name.start - 1].lower_ if name.start else ""
    return before if before in TIES else "other"


def _features_of_nobody(cast: Cast, mention: Mention, kind: str, named: int) -> Iterator[str]:
    yield f"nobody|{kind}"
    yield f"nobody|named={min(named, 3)}"
    if mention.kind is MentionKind.DESCRIPTION:
        head = cast.scene.doc[mention.head].lower_
        alike = sum(_role_match(cast, entity, head) != "none" for entity in cast.entities)
        yield f"nobody|{kind}|alike={min(alike, 2)}"
        ties = [tie for number in _in_phrase(cast, mention) if (tie := _tie(cast, mention, number)) is not None]
        yield f"nobody|{noun_class(head, cast.scene.tables)}|tie={ties[0] if ties else 'none'}"
        yield f"nobody|{kind}|tie={ties[0] if ties else 'none'}"
        yield f"nobody|{kind}|words={bucket(mention.end - mention.start)}"
        role = role_of_description(cast.scene.doc, mention.start, mention.end, cast.scene.tables)
        yield f"nobody|{kind}|role={role is not None}"
