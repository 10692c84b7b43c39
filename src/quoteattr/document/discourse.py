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
from itertools import pairwise
from typing import Generic, TypeVar

from attrs import field, frozen

from quoteattr.document.article import Document, ends_sentence
from quoteattr.lexicon import (
    Tables,
    gender_of_words,
    is_document_noun,
    is_person_noun,
    nationalities,
    noun_class,
    nouns_of_body,
    words_used_as,
)
from quoteattr.parse.tokens import Token
from quoteattr.types import Role, SpeakerKind
from quoteattr.values import AwayRole, Entity, Mention, Name, NameKind, PassageKind, RoleMention, Someone, Unnamed

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
    def introduced(self) -> dict[int, int]:
        """The entities that descriptions at the head of a story bring in, by their head tokens.

        A cellist has won the prize.⏎*Jun Poe*, 24, played Bach: who is told of first, and named in the next paragraph.
        """
        return dict(_introductions(self))

    @cached_property
    def introduced_as(self) -> dict[str, tuple[int, ...]]:
        """The entities that were brought in by a description, by its noun."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for head, entity in self.introduced.items():
            found[self.document.doc[head].lower_].append(entity)
        return {noun: tuple(dict.fromkeys(entities)) for noun, entities in found.items()}

    @cached_property
    def known_bodies(self) -> tuple[Mention, ...]:
        """Those who are subjects and known, but not named there: *the company* would not comment."""
        doc, found, others = self.document.doc, [], set[str]()
        for someone in self.unnamed:
            head = doc[someone.mention.head]
            if doc[someone.mention.start].lower_ != "the":
                others.add(head.lower_)  # *her clinic*, which *the clinic* goes on with
            elif head.dep_ in ("nsubj", "nsubjpass") and head.lower_ not in others:
                found += [someone.mention] if self._is_known(someone) else []
        return tuple(found)

    def _is_known(self, someone: Unnamed) -> bool:
        """Whether a definite description is of a body, or calls a person by the nation: *the Spaniard*."""
        noun = self.document.doc[someone.mention.head].lower_
        return unnamed_class(self.document, someone) == "body" or noun in nationalities(self.document.tables)

    @cached_property
    def counts(self) -> dict[SpeakerKind, tuple[int, ...]]:
        """How often the entities of each kind are named, ascending."""
        return {
            k: tuple(sorted(len(e.occurrences) for e in self.entities if e.occurrences and e.kind is k))
            for k in SpeakerKind
        }


# A story's first paragraphs, in which somebody may be told of before being named.
MOST_LEADS = 2
# What follows the name of somebody who has just been told of: Poe, *24*; Poe *(24)*; Poe, *of* Arden; Poe, *from*.
BEHIND_NAMES = frozenset([",", "("])
LEADING_ON = frozenset(["of", "from", "who", "whose"])


def _introductions(discourse: Discourse) -> Iterator[tuple[int, int]]:
    document = discourse.document
    prose = [n for n, passage in enumerate(document.passages) if passage.kind is PassageKind.BODY]
    for above, below in pairwise(prose[: MOST_LEADS + 1]):
        subject = _main_subject(document, above)
        named = _main_subject(document, below)
        if subject is None or named is None or subject.tag_ != "NN" or subject.i in document.finder.name_of_token:
            continue
        number = document.finder.name_of_token.get(named.i)
        described = document.finder.at(subject.i)
        if number is None or described is None or described.name is not None:
            continue
        if is_person_noun(subject.lower_, document.tables) and _is_new(discourse, number, described):
            yield subject.i, discourse.entity_of_name[number]


def _main_subject(document: Document, passage: int) -> Token | None:
    """The subject of a paragraph's first sentence, outside quotation marks."""
    start, end = document.passage_tokens[passage]
    inside = (token for token in document.doc[start:end] if document.outermost[token.i] < 0)
    for token in inside:
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "ROOT":
            return token
        if ends_sentence(token):
            break
    return None


def _is_new(discourse: Discourse, number: int, described: Mention) -> bool:
    """Whether a name is the first of a person, who is no other than the one described, by what the words tell."""
    document, entity = discourse.document, discourse.entities[discourse.entity_of_name[number]]
    doc, name = document.doc, document.names[number]
    told = gender_of_words([doc[described.head].lower_], document.tables)
    others = [n for n in entity.occurrences if n < number and not _in_headline(document, document.names[n])]
    if entity.kind is not SpeakerKind.PERSON or others or " " not in name.text:
        return False
    if told is not None and entity.gender is not None and told != entity.gender:
        return False
    behind = [token.lower_ for token in doc[name.end : name.end + 2]]
    aged = len(behind) == 2 and behind[0] in BEHIND_NAMES and (doc[name.end + 1].like_num or behind[1] in LEADING_ON)
    titles = [discourse.roles[r].role.title for r in entity.roles]
    words = {word for title in titles if title is not None for word in title.text.casefold().split()}
    if words:
        return doc[described.head].lower_ in words or (aged and told is not None)
    owned = any(doc[i].tag_ in ("POS", "PRP$") for i in range(described.start, described.head))
    return aged or owned


def _in_headline(document: Document, name: Name) -> bool:
    passage = document.passage_of[name.start]
    return passage >= 0 and document.passages[passage].kind is PassageKind.HEADLINE


PLACES = frozenset(["GPE", "LOC", "NORP"])


def _sort(document: Document, entity: Entity) -> str:
    if entity.kind is SpeakerKind.PERSON:
        return SpeakerKind.PERSON.value
    names = [document.names[n] for n in entity.occurrences]
    if any(name.outlet for name in names):
        return "outlet"
    places = sum(_is_in_place(document, name) for name in names)
    if 2 * places > len(names):
        return NameKind.PLACE.value
    kinds: Counter[str] = Counter(name.kind.value for name in names if name.kind is not NameKind.PERSON)
    return max(kinds, key=kinds.__getitem__, default=NameKind.OTHER.value)


def _is_in_place(document: Document, name: Name) -> bool:
    """Whether the pipeline takes a name for a place, and it is built on no word for bodies: Orrin *Bank*."""
    last, tables = document.doc[name.end - 1], document.tables
    body = noun_class(last.lower_, tables) == "body" and last.lower_ not in words_used_as(tables, "polity")
    return last.ent_type_ in PLACES and not body


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
    plural = token.tag_ in ("NNS", "NNPS")
    if plural and is_document_noun(token.lemma_.lower(), document.tables):
        return "document"  # *comments* are nobody
    if plural or token.lower_ in words_used_as(document.tables, "several"):
        return "group"
    found = noun_class(token.lower_, document.tables)
    return "person" if found == "thing" else found
