"""The discourse of an article: its entities, the people whom it leaves unnamed, and who is the subject where.

What coreference asks of the article as a whole, indexed by token (a discourse model in the sense of Webber 1979). It is
filled by `entities`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import Generic, TypeVar

from attrs import field, frozen

from quoteattr.document.article import Document
from quoteattr.lexicon import Tables, noun_class, nouns_of_body, words_used_as
from quoteattr.parse.tokens import Token
from quoteattr.types import Role, SpeakerKind
from quoteattr.values import AwayRole, Entity, Mention, NameKind, RoleMention, Someone, Unnamed

__all__ = [
    "ClausePart",
    "ClauseTie",
    "Discourse",
    "Issue",
    "OwnedBodies",
    "OwnedBody",
    "Step",
    "ages_of",
    "clause_part",
    "clause_tie",
    "is_called",
    "is_main",
    "unnamed_class",
]

Who = TypeVar("Who")


@frozen
class Issue(Generic[Who]):
    """A document noun at `token`, of a `kind` of document, with `who` is behind it, and by what `tie`."""

    token: int
    kind: str
    who: Who
    tie: str


@frozen
class OwnedBody:
    """A body that belongs to a named entity: *Susan Falk’s office*, *the Falk campaign*.

    `owner` is the entity's index, `noun` what the body is called by, `mentions` are in text order those that say whose
    it is, and `fullest` is the one of them that has the most words.
    """

    owner: int
    noun: str
    mentions: tuple[Mention, ...]
    fullest: Mention


@frozen(eq=False)
class OwnedBodies:
    """The owned bodies of an article: `by_head` by the head token of each mention that says whose it is."""

    bodies: tuple[OwnedBody, ...]
    by_head: dict[int, OwnedBody]
    by_noun: dict[str, tuple[tuple[int, OwnedBody], ...]]
    by_owner: dict[tuple[int, str], OwnedBody]

    def of(self, owner: int, noun: str) -> OwnedBody | None:
        """The body of an owner: what *her campaign* means once it is known who she is."""
        return self.by_owner.get((owner, noun))

    def latest(self, noun: str, before: int) -> OwnedBody | None:
        """The body that was last mentioned as somebody's before the token `before`: what *the campaign* means."""
        mentioned = self.by_noun.get(noun, ())
        at = bisect_left(mentioned, before, key=lambda mention: mention[0])
        return mentioned[at - 1][1] if at else None


@frozen
class Step:
    """A step of the story: who is the subject at a token, and whether of a verb that reports, and of a main clause."""

    token: int
    someone: Someone
    reporting: bool
    main: bool


@frozen(eq=False, slots=False)
class Discourse:
    """Who is in the article: entities, their role mentions, and where each entity stands in text order.

    `author` is the entity that the byline names, whom *I* means outside quotation marks.
    `steps` are the names that are subjects, in text order, `pronouns` the subject pronouns *he* and *she*, both outside
    quotation marks; `unnamed` the people, groups and bodies whom a description brings in; `owned` the bodies that
    belong to an entity, `issues` the documents with those behind them. `titled` are those with a word in one of their
    titles, `aged` those with an age, ascending. `role_of` gives the role that a description states.
    """

    document: Document
    entities: Sequence[Entity]
    author: int | None
    roles: Sequence[RoleMention]
    away_roles: Sequence[AwayRole]
    role_of: Callable[[Mention], Role | None] = field(repr=False)
    entity_of_name: tuple[int, ...]
    steps: tuple[Step, ...]
    pronouns: tuple[int, ...]
    unnamed: tuple[Unnamed, ...]
    owned: OwnedBodies
    issues: tuple[Issue[int | Unnamed], ...]
    titled: Mapping[str, tuple[int, ...]]
    aged: Mapping[str, tuple[int, ...]]

    @cached_property
    def claimants(self) -> dict[int, tuple[int, ...]]:
        """The entities that a name, by its number, may stand for, where several share it."""
        claims: dict[int, tuple[int, ...]] = {}
        for number, entity in enumerate(self.entities):
            for name in entity.claims:
                claims[name] = (*claims.get(name, ()), number)
        return {name: claiming for name, claiming in claims.items() if len(claiming) > 1}

    @cached_property
    def sorts(self) -> tuple[str, ...]:
        """What each entity is, more finely than its kind: a person, an outlet, an organization, a place or other."""
        return tuple(_sort(self.document, entity) for entity in self.entities)

    @cached_property
    def unnamed_starts(self) -> tuple[int, ...]:
        """Where each of `unnamed` is brought in."""
        return tuple(someone.mention.start for someone in self.unnamed)

    @cached_property
    def unnamed_by_noun(self) -> dict[str, tuple[Unnamed, ...]]:
        """Those of `unnamed` by the noun that they are called by."""
        found: defaultdict[str, list[Unnamed]] = defaultdict(list)
        for someone in self.unnamed:
            found[self.document.doc[someone.mention.head].lemma_.lower()].append(someone)
        return {noun: tuple(called) for noun, called in found.items()}

    @cached_property
    def counts(self) -> dict[SpeakerKind, tuple[int, ...]]:
        """How often the entities of each kind are named, ascending."""
        return {
            k: tuple(sorted(len(e.occurrences) for e in self.entities if e.occurrences and e.kind is k))
            for k in SpeakerKind
        }


PLACES = frozenset(["GPE", "LOC", "NORP"])


def _sort(document: Document, entity: Entity) -> str:
    if entity.kind is SpeakerKind.PERSON:
        return SpeakerKind.PERSON.value
    names = [document.names[n] for n in entity.occurrences]
    if any(name.outlet for name in names):
        return "outlet"
    places = sum(document.doc[name.end - 1].ent_type_ in PLACES for name in names)
    if 2 * places > len(names):
        return NameKind.PLACE.value
    kinds: Counter[str] = Counter(name.kind.value for name in names if name.kind is not NameKind.PERSON)
    return max(kinds, key=kinds.__getitem__, default=NameKind.OTHER.value)


def is_main(subject: Token) -> bool:
    """Whether a subject is that of a main clause: not of *in the event that Rao faces Poe*."""
    verb = subject.head
    return verb.dep_ in ("ROOT", "parataxis") or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")


class ClausePart(Enum):
    """What a name or pronoun is to its clause."""

    SUBJECT = "subject"
    OBJECT = "object"
    OWNER = "owner"
    AGENT = "agent"
    OBLIQUE = "oblique"
    OTHER = "other"


PARTS_BY_LABEL = {
    "nsubj": ClausePart.SUBJECT,
    "nsubjpass": ClausePart.SUBJECT,
    "dobj": ClausePart.OBJECT,
    "dative": ClausePart.OBJECT,
    "poss": ClausePart.OWNER,
    "pobj": ClausePart.OBLIQUE,
}
# What stands beside the word that has the part: *Ann* Poe, Rao and *Poe*, its founder, *Poe*.
BESIDE_LABELS = frozenset(["compound", "appos", "conj", "nmod", "flat"])
# Clauses are sought so many words up.
HIGHEST = 40


def clause_part(token: Token) -> ClausePart:
    """What a word is to its clause, of a name's or of several joined the part of the whole."""
    at = _whole(token)
    if at.dep_ == "pobj" and at.head.dep_ == "agent":
        return ClausePart.AGENT
    return PARTS_BY_LABEL.get(at.dep_, ClausePart.OTHER)


def _whole(token: Token) -> Token:
    at = token
    for _ in range(HIGHEST):
        if at.dep_ not in BESIDE_LABELS or at.head.i == at.i:
            break
        at = at.head
    return at


class ClauseTie(Enum):
    """How the clause of one word stands to that of another in its sentence; APART in another sentence."""

    SAME = "same"
    ABOVE = "above"
    BELOW = "below"
    BESIDE = "beside"
    APART = "apart"


def clause_tie(one: Token, other: Token) -> ClauseTie:
    """How the clause of `one` stands to that of `other`: ABOVE where the second hangs on the first."""
    mine, others = list(_verbs_above(one)), list(_verbs_above(other))
    if not mine or not others or mine[-1] != others[-1]:
        return ClauseTie.APART
    if mine[0] == others[0]:
        return ClauseTie.SAME
    if mine[0] in others:
        return ClauseTie.ABOVE
    return ClauseTie.BELOW if others[0] in mine else ClauseTie.BESIDE


def _verbs_above(token: Token) -> Iterator[int]:
    """The verbs on which a word hangs, the nearest first, and the root of its sentence."""
    at = token
    for _ in range(HIGHEST):
        if at.head.i == at.i:
            break
        at = at.head
        if at.pos_ in ("VERB", "AUX") or at.head.i == at.i:
            yield at.i


# How many of an entity's names are looked at for its age.
MOST_NAMES = 12


def ages_of(document: Document, entity: Entity) -> set[str]:
    """The numbers that stand as ages behind an entity's names: Mina Dorsey, *44*, a baker."""
    doc, names = document.doc, document.names
    ends = [names[n].end for n in entity.occurrences[:MOST_NAMES]]
    return {doc[end + 1].text for end in ends if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].like_num}


def is_called(entity: Entity, noun: str, tables: Tables) -> bool:
    """Whether a body goes by `noun`, casefolded and in the singular: *the bureau* for the FBI, *the paper* for a daily.

    A word of any of its names counts too: *the committee* for the Ways and Means Committee.
    """
    return any(noun in nouns_of_body(form, tables) for form in entity.forms)


def unnamed_class(document: Document, someone: Unnamed) -> str:
    """Whether somebody without a name is a person, a group, a body or a document."""
    token = document.doc[someone.mention.head]
    if token.tag_ in ("NNS", "NNPS") or token.lower_ in words_used_as(document.tables, "several"):
        return "group"
    found = noun_class(token.lower_, document.tables)
    return "person" if found == "thing" else found
