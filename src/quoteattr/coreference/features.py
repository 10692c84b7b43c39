"""Salience: what speaks for one antecedent of a mention, as features: recency, subjecthood, agreement, repetition.

After Lappin & Leass (1994), but weighed by a trained scorer instead of by hand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import takewhile
from types import MappingProxyType

import regex
from attrs import frozen

from quoteattr.decisions import bucket
from quoteattr.document import (
    ClauseTie,
    Discourse,
    Document,
    Issue,
    ages_of,
    clause_part,
    clause_tie,
    ends_sentence,
    is_age,
    is_called,
    sentence_at,
    unnamed_class,
)
from quoteattr.lexicon import (
    Tables,
    document_kinds,
    gender_of_words,
    last_words_of_titles,
    listed_noun,
    nationalities,
    noun_class,
    nouns_of_body,
    nouns_of_media,
    offices_of_two_words,
    words_of_role,
    words_used_as,
)
from quoteattr.parse.tokens import Token
from quoteattr.types import SpeakerKind
from quoteattr.values import Entity, Mention, MentionKind, NameKind, Someone, Unnamed

__all__ = [
    "Agreement",
    "MentionForm",
    "Recent",
    "View",
    "agreement_of",
    "described_alike",
    "features_of_entity",
    "features_of_nobody",
    "features_of_unnamed",
    "issues_before",
    "known_by",
    "may_mean",
    "named_in_phrase",
    "owners_of",
]

ASKING = frozenset(["ask", "press", "question", "grill", "interview", "quiz", "challenge"])
PRONOUN_GENDER = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}


class Agreement(Enum):
    """Whether somebody has the gender that a mention asks for; NONE where it asks for none."""

    NONE = "none"
    MATCH = "match"
    CLASH = "clash"
    OPEN = "open"
    THING = "thing"


@frozen
class MentionForm:
    """How a mention is worded: its `name`, a pronoun's own word; whether indefinite or possessed, whether a document.

    A description is called definite, indefinite or possessed, singular or plural, with the class of its noun.
    """

    name: str
    pronoun: str | None = None
    indefinite: bool = False
    possessed: bool = False
    document: bool = False

    @property
    def group(self) -> str:
        """The name under which forms share what is learnt of them: pronouns of one person and number are alike."""
        return "third" if self.pronoun in PRONOUN_GENDER else self.name


@frozen
class Recent:
    """The entities of one kind that were named last, the latest first: all, those that may fit, those that do."""

    named: Sequence[int] = ()
    fitting: Sequence[int] = ()
    sure: Sequence[int] = ()


NONE_RECENT = Recent()


@frozen(eq=False)
class View:
    """One mention to resolve, with what all its antecedents are compared by.

    `ranks` has the entities named last, the latest with rank 0, and `recent` them by their kind. `orders` has who was
    last a `subject`, `reporting` somebody's words, or either in a `main` clause, likewise, and `fitting` those of them
    whose gender does not speak against it. `owners` are those whose document or trade the mention's words say it is,
    `steps` the token of each one's last step.
    """

    mention: Mention
    form: MentionForm
    ranks: Mapping[int, int]
    recent: Mapping[SpeakerKind, Recent]
    orders: Mapping[str, Mapping[Someone, int]]
    fitting: Mapping[str, Sequence[Someone]]
    last_step: Someone
    inside: frozenset[int]
    last_speaker: Someone
    cue: str | None
    meant: Someone
    owners: frozenset[int] = frozenset()
    steps: Mapping[Someone, int] = MappingProxyType({})


def features_of_entity(discourse: Discourse, view: View, number: int) -> Iterator[str]:
    """What speaks for entity `number`."""
    entity, mention, group, kind = discourse.entities[number], view.mention, view.form.group, view.form.name
    ranks = view.ranks
    yield f"{group}|kind={entity.kind.value}"
    yield f"{kind}|kind={entity.kind.value}"
    yield f"{group}|sort={discourse.sorts[number]}"
    yield f"{kind}|sort={discourse.sorts[number]}"
    yield f"{group}|rank={min(ranks.get(number, 13), 13)}"
    recent = view.recent.get(entity.kind, NONE_RECENT)
    rank = recent.named.index(number) if number in ranks else 9
    yield f"{group}|{entity.kind.value}|rank_of_kind={min(rank, 6)}"
    agreement = agreement_of(view.form, entity).value
    yield f"{group}|agreement={agreement}"
    place = min(recent.fitting.index(number) if number in recent.fitting else 9, 6)
    yield f"{group}|{entity.kind.value}|rank_of_fitting={place}|{agreement}"
    yield f"{group}|{agreement}|sure={min(len(recent.sure), 3)}"
    for name, order in view.orders.items():
        place, fits = min(order.get(number, 5), 5), view.fitting[name]
        yield f"{group}|{name}={place}|{agreement}"
        yield f"{group}|fitting_{name}={min(fits.index(number) if number in fits else 5, 5)}"
    if view.last_speaker is not None:  # *she added* goes on
        yield f"{group}|last_speaker={number == view.last_speaker}|{view.cue}"
    if number == view.last_speaker:
        yield f"{group}|last_speaker|{agreement}"
        yield f"{group}|last_speaker|reporting={min(view.orders['reporting'].get(number, 3), 3)}"
    elif view.last_speaker is not None:
        yield f"{group}|not_last_speaker|{agreement}"
    if view.meant is not None:
        yield f"{group}|meant_before={number == view.meant}"
    if number in view.inside:
        yield f"{group}|named_inside"
    yield f"{group}|count={bucket(len(entity.occurrences))}"
    counts = discourse.counts[entity.kind]
    larger = len(counts) - bisect_right(counts, len(entity.occurrences))
    yield f"{group}|{entity.kind.value}|count_rank={min(larger, 4)}|{agreement}"
    latest = _latest(discourse, number, mention)
    yield from _features_of_place(discourse, view, number, latest)
    if view.form.pronoun is not None:
        yield from _features_of_clause(discourse, view, number, latest)
        yield from _features_of_step(discourse, view, number, latest)
    yield from _features_of_words(discourse, view, number)


def _features_of_place(discourse: Discourse, view: View, number: int, latest: int | None) -> Iterator[str]:
    """Where entity `number` was last named before the mention, and how far from it."""
    document, mention, group = discourse.document, view.mention, view.form.group
    agreement = agreement_of(view.form, discourse.entities[number]).value
    if latest is None:
        yield f"{group}|not_yet_named"
        return
    token = document.doc[document.names[latest].end - 1]
    label = token.dep_ if token.dep_ != "compound" else token.head.dep_
    yield f"{group}|label={label}"
    sentences = _sentences_between(document, token.i, mention.start)
    yield f"{group}|label={label}|sentences={sentences}|{agreement}"
    yield f"{group}|{_part(document, token)}|sentences={sentences}"
    yield from _distance(document, group, token.i, mention.start)
    between = document.passage_of[mention.start] - document.passage_of[token.i]
    first = document.passage_tokens[document.passage_of[token.i]][0] if document.passage_of[token.i] >= 0 else token.i
    yield f"{group}|opens_paragraph={document.names[latest].start - first < 6}|paragraphs={min(between, 2)}"


def _features_of_clause(discourse: Discourse, view: View, number: int, latest: int | None) -> Iterator[str]:
    """How the clause of a pronoun stands to that of the last name of entity `number`, or of the one that follows it."""
    document, group = discourse.document, view.form.group
    pronoun = document.doc[view.mention.head]
    own = clause_part(pronoun)
    agreement = agreement_of(view.form, discourse.entities[number]).value
    if latest is None:
        after = _next(discourse, number, view.mention)
        if after is not None:
            name = document.doc[document.names[after].end - 1]
            yield f"{group}|named_after|{own.value}|{clause_part(name).value}|{clause_tie(pronoun, name).value}"
        return
    token = document.doc[document.names[latest].end - 1]
    part, sentences = clause_part(token), _sentences_between(document, token.i, pronoun.i)
    tie = clause_tie(token, pronoun) if sentences == 0 else ClauseTie.APART
    place = f"{part.value}|{tie.value}|sentences={sentences}"
    yield f"{group}|part={place}"
    yield f"{group}|own={own.value}|part={place}"
    yield f"{view.form.name}|own={own.value}|part={place}"
    yield f"{group}|alike={part is own}|sentences={sentences}"
    first = max(sentence_at(document, token.i)[0], token.i - FARTHEST)
    opens = document.names[latest].start - first < OPENING
    people = _people_between(discourse, first, document.names[latest].start)
    yield f"{group}|opens_sentence={opens}|sentences={sentences}"
    yield f"{group}|before_in_sentence={min(people, 2)}|sentences={sentences}|own={own.value}"
    between = _people_between(discourse, document.names[latest].end, view.mention.start)
    yield f"{group}|own={own.value}|between={min(between, 4)}|{agreement}"
    recent = view.recent.get(SpeakerKind.PERSON, NONE_RECENT)
    if number in recent.fitting:
        yield f"{group}|own={own.value}|rank_of_fitting={min(recent.fitting.index(number), 4)}"
    subjects = view.fitting["subject"]
    yield f"{group}|own={own.value}|fitting_subject={min(subjects.index(number), 3) if number in subjects else 4}"
    joined = any(t.dep_ == "conj" for t in (token, *token.children))
    yield f"{group}|joined={joined}"
    yield f"{group}|words={min(document.names[latest].end - document.names[latest].start, 2)}|sentences={sentences}"


def _features_of_step(discourse: Discourse, view: View, number: int, latest: int | None) -> Iterator[str]:
    """How the clause of a pronoun stands to that in which entity `number` was last the subject, by name or as *she*."""
    document, group, own = discourse.document, view.form.group, clause_part(discourse.document.doc[view.mention.head])
    at = view.steps.get(number)
    if at is None:
        yield f"{group}|own={own.value}|no_step"
        return
    by_name = latest is not None and at >= document.names[latest].start
    sentences = _sentences_between(document, at, view.mention.head)
    tie = clause_tie(document.doc[at], document.doc[view.mention.head]) if sentences == 0 else ClauseTie.APART
    last = at == max(view.steps.values())
    yield f"{group}|own={own.value}|step={tie.value}|sentences={sentences}|{by_name}"
    yield f"{group}|own={own.value}|step={tie.value}|last={last}"
    yield f"{group}|last={last}|sentences={sentences}|{by_name}"


# So near its start a name opens a sentence; words further back are not looked at.
OPENING, FARTHEST = 3, 80


def _people_between(discourse: Discourse, start: int, end: int) -> int:
    """How many names of people stand from token `start` to `end`."""
    document = discourse.document
    low, high = bisect_left(document.name_starts, start), bisect_left(document.name_starts, end)
    people = (discourse.entities[discourse.entity_of_name[n]].kind is SpeakerKind.PERSON for n in range(low, high))
    return sum(people)


def _next(discourse: Discourse, number: int, mention: Mention) -> int | None:
    """The entity's first name outside quotation marks behind a mention, in the same sentence."""
    document = discourse.document
    occurrences = discourse.entities[number].occurrences
    at = bisect_left(occurrences, bisect_left(document.name_starts, mention.end))
    if at == len(occurrences) or document.outermost[document.names[occurrences[at]].start] >= 0:
        return None
    near = document.names[occurrences[at]].start < sentence_at(document, mention.start)[1]
    return occurrences[at] if near else None


def _features_of_words(discourse: Discourse, view: View, number: int) -> Iterator[str]:
    """What the words of a description, or of a document, tell of entity `number`."""
    if view.mention.kind is MentionKind.DESCRIPTION:
        yield from features_of_description(discourse, view.mention, number, view.form, view.last_speaker)
    if view.form.document:
        yield from features_of_issuer(discourse, view.mention, number)


def _distance(document: Document, group: str, token: int, mention: int) -> Iterator[str]:
    between = document.passage_of[mention] - document.passage_of[token]
    yield f"{group}|paragraphs={min(between, 4)}"
    yield f"{group}|paragraphs={min(between, 2)}|sentences={_sentences_between(document, token, mention)}"


def _sentences_between(document: Document, token: int, mention: int) -> int:
    """Sentence ends outside quotation marks from a token to a mention, at most four."""
    ends = document.sentence_ends
    return min(4, max(0, bisect_left(ends, mention) - bisect_left(ends, token)))


def _part(document: Document, token: Token) -> str:
    """The part a name plays: who asks, who is asked, whose matter it is (*As for Ross, she*), or any other."""
    noun = token.head if token.dep_ == "compound" else token
    verb = noun.head
    if verb.lemma_.lower() in ASKING:
        return "asks" if noun.dep_ == "nsubj" else "asked" if noun.dep_ in ("dobj", "dative", "nsubjpass") else "other"
    if noun.dep_ == "pobj" and verb.lower_ in ("for", "of", "like", "to") and verb.dep_ in ("prep", "advmod"):
        first = document.passage_tokens[document.passage_of[token.i]][0] if document.passage_of[token.i] >= 0 else 0
        opens = verb.i - 1 <= first or ends_sentence(document.doc[verb.i - 2])
        return "topic" if opens else "other"
    return "possessor" if noun.dep_ == "poss" else "other"


def features_of_unnamed(discourse: Discourse, view: View, someone: Unnamed) -> Iterator[str]:
    """What speaks for somebody without a name."""
    doc, group = discourse.document.doc, view.form.group
    token = doc[someone.mention.head]
    yield f"{group}|unnamed"
    yield f"{group}|unnamed|label={token.dep_}"
    yield f"{view.form.name}|unnamed|{unnamed_class(discourse.document, someone)}"
    sentences = _sentences_between(discourse.document, token.i, view.mention.start)
    yield f"{group}|unnamed|label={token.dep_}|sentences={sentences}"
    yield from _distance(discourse.document, f"{group}|unnamed", token.i, view.mention.start)
    yield f"{group}|unnamed|last_speaker={someone == view.last_speaker}"
    wanted, told = PRONOUN_GENDER.get(view.form.name), gender_of_words([token.lower_], discourse.document.tables)
    yield f"{group}|unnamed|gender={'open' if told is None or wanted is None else told == wanted}"
    if view.mention.kind is MentionKind.DESCRIPTION:
        yield f"{group}|unnamed|same_head={token.lower_ == doc[view.mention.head].lower_}|{view.form.name}"
        yield f"{group}|unnamed|meant_before={someone == view.meant}"
    for name, order in view.orders.items():
        yield f"{group}|unnamed|{name}={min(order.get(someone, 5), 5)}"
    if view.form.document:
        yield from features_of_issuer(discourse, view.mention, someone)


def agreement_of(form: MentionForm, entity: Entity) -> Agreement:
    """How an entity agrees in gender with a mention."""
    wanted = PRONOUN_GENDER.get(form.pronoun) if form.pronoun is not None else None
    if wanted is None:
        return Agreement.NONE
    if entity.kind is not SpeakerKind.PERSON:
        return Agreement.THING
    if entity.gender is None:
        return Agreement.OPEN
    return Agreement.MATCH if entity.gender == wanted else Agreement.CLASH


def _latest(discourse: Discourse, number: int, mention: Mention) -> int | None:
    """The entity's last name outside quotation marks before the mention."""
    names, outermost = discourse.document.names, discourse.document.outermost
    occurrences = discourse.entities[number].occurrences
    at = bisect_left(occurrences, bisect_left(discourse.document.name_starts, mention.start))
    return next((n for n in reversed(occurrences[max(0, at - 20) : at]) if outermost[names[n].start] < 0), None)


def features_of_nobody(discourse: Discourse, mention: Mention, form: MentionForm, named: int) -> Iterator[str]:
    """What speaks for nobody before the mention; `named` is how many entities are in question."""
    kind = form.name
    yield f"nobody|{kind}"
    yield f"nobody|named={min(named, 3)}"
    if mention.kind is MentionKind.DESCRIPTION:
        head = discourse.document.doc[mention.head].lower_
        yield f"nobody|{kind}|alike={min(len(discourse.titled.get(head, ())), 2)}"
        ties = [
            tie
            for number in named_in_phrase(discourse, mention)
            if (tie := tie_to(discourse, mention, number)) is not None
        ]
        yield f"nobody|{noun_class(head, discourse.document.tables)}|tie={ties[0] if ties else 'none'}"
        yield f"nobody|{kind}|tie={ties[0] if ties else 'none'}"
        yield f"nobody|{kind}|words={bucket(mention.end - mention.start)}"
        role = discourse.role_of(mention)
        yield f"nobody|{kind}|role={role is not None}"
        called = sum(is_called(e, head, discourse.document.tables) for e in discourse.entities if e.occurrences)
        yield f"nobody|{kind}|called={min(called, 2)}"
    if form.document:
        yield from features_of_issuer(discourse, mention, None)


# How many entities that a description fits are considered.
MOST_ALIKE = 8
_AGE = regex.compile(r"\b(\d{1,3})\s?-\s?year\s?-\s?old")
# How many documents before a mention of one are looked at for who is behind it.
MOST_ISSUES = 12
TIES = frozenset(["from", "by", "of", "for", "the"])
# How those hang on a document who have surely written it, or had it written.
SURE_TIES = frozenset(["agent", "possessor", "relative"])


def named_in_phrase(discourse: Discourse, mention: Mention) -> list[int]:
    """Entities inside a description and right behind it: *the firm’s notice*, *a release from the task force*."""
    doc, starts = discourse.document.doc, discourse.document.name_starts
    farthest = min(mention.end + 8, len(doc))
    # Whom the verb behind a description speaks of is not named in its phrase: *The clerk told Rao*, *Police said Poe*.
    end = next((i for i in range(mention.end, farthest) if doc[i].pos_ in ("VERB", "AUX")), farthest)
    low, high = bisect_left(starts, mention.start), bisect_left(starts, end)
    return list(dict.fromkeys(discourse.entity_of_name[n] for n in range(low, high)))


def described_alike(discourse: Discourse, mention: Mention) -> list[int]:
    """Entities with a role whose head is the description's, *the museum’s director*, or the age, *the 44-year-old*."""
    head, age = discourse.document.doc[mention.head].lower_, _age_of(discourse, mention)
    of_age = discourse.aged.get(age, ()) if age is not None else ()
    brought_in = discourse.introduced_as.get(head, ())
    return list(dict.fromkeys([*of_age[:MOST_ALIKE], *discourse.titled.get(head, ())[:MOST_ALIKE], *brought_in]))


# How many tokens before a name, and behind the comma after it, an apposition to it may have its noun.
BEFORE_NAME, BEHIND_NAME = 3, 6
# How many of an entity's names are looked at for what stands in apposition to them.
MOST_NAMES = 12


def may_mean(discourse: Discourse, view: View, someone: int | Unnamed) -> bool:
    """Whether a description can stand for somebody at all: nearness alone makes nobody *the judge*.

    A plain description by a role or by kin (*the fire chief*, *his sister*, *officials*) is whoever is known by that
    word. One that tells more may be somebody just named who is told of in other words: *the former president*.
    """
    mention = view.mention
    if isinstance(someone, int) and someone != view.last_speaker and _is_only_owner(discourse, mention, someone):
        return False
    if view.form.document and view.owners:
        return someone in view.owners
    if someone in view.owners:
        return False
    head = discourse.document.doc[mention.head]
    if mention.kind is not MentionKind.DESCRIPTION or view.form.document or is_age(head):
        return True
    if isinstance(someone, Unnamed):
        same = discourse.document.doc[someone.mention.head].lemma_.lower() == head.lemma_.lower()
        return same or not (_is_plain(discourse, mention) or _is_many(discourse, mention))
    return known_by(discourse, mention, someone) or _may_be_described(discourse, view, someone)


def _may_be_described(discourse: Discourse, view: View, someone: int) -> bool:
    """Whether a description may be a named one of whom the article does not say so in these words."""
    mention, tables = view.mention, discourse.document.tables
    head = discourse.document.doc[mention.head].lower_
    if discourse.entities[someone].kind is not SpeakerKind.PERSON:
        return head not in words_used_as(tables, "force") and _may_be_called(discourse, someone, head)
    if _is_many(discourse, mention) or head in words_used_as(tables, "many"):
        return False
    if not _is_plain(discourse, mention) or (_rules(discourse, mention) and _is_main_figure(discourse, someone)):
        return True
    if someone == view.last_speaker and not _is_bare(discourse, mention):
        return True
    # A trade that nobody else has may be that of who has just spoken or been told of: *the unionist*, *the publican*.
    held = discourse.titled.get(head, ()) or discourse.unnamed_by_noun.get(head, ())
    spoke = not _is_office(head, tables) and view.orders["reporting"].get(someone) == 0
    trade = not (_is_part(head, tables) or _is_compound(discourse, mention))
    told = trade and someone == view.last_step and _is_in_paragraph(discourse, mention, someone)
    return (spoke or told) and not held and not _is_in_sentence(discourse, mention, someone)


def _is_office(noun: str, tables: Tables) -> bool:
    """Whether a noun is a title or kin, which some have and others have not, so that nearness makes nobody that."""
    titled = noun in last_words_of_titles(tables) or gender_of_words([noun], tables) is not None
    return titled or listed_noun(noun, tables) == "kin" or noun in nationalities(tables)


def _is_part(noun: str, tables: Tables) -> bool:
    """Whether a noun is what somebody is in a story, an office, kin or a hand in it, and no mere trade: *the judge*."""
    trades = last_words_of_titles(tables, frozenset(["occupation", "creator"]))
    kin = listed_noun(noun, tables) == "kin" or (gender_of_words([noun], tables) is not None and noun not in trades)
    return kin or noun in words_used_as(tables, "hand") or (_is_office(noun, tables) and noun not in trades)


def _is_compound(discourse: Discourse, mention: Mention) -> bool:
    """Whether a noun before its head makes a description narrower: *the fire chief* is whoever holds that post."""
    doc = discourse.document.doc
    return any(doc[i].tag_ in ("NN", "NNP") for i in range(mention.start, mention.head))


def _is_in_paragraph(discourse: Discourse, mention: Mention, number: int) -> bool:
    """Whether an entity is named in the paragraph of a mention, before it."""
    passage_of, latest = discourse.document.passage_of, _latest(discourse, number, mention)
    return latest is not None and passage_of[discourse.document.names[latest].start] == passage_of[mention.start]


def _is_in_sentence(discourse: Discourse, mention: Mention, number: int) -> bool:
    """Whether an entity is named in the sentence of a mention, before it: *Poe* says the driver shouted."""
    document, latest = discourse.document, _latest(discourse, number, mention)
    return latest is not None and document.names[latest].start >= sentence_at(document, mention.start)[0]


def owners_of(discourse: Discourse, mention: Mention, form: MentionForm) -> frozenset[int]:
    """Whose a document is, or for whom somebody without a name works: *Poe*’s ruling, *Poe*’s cousin, a *Poe* adviser.

    A document is theirs, while a cousin is somebody else.
    """
    person = noun_class(discourse.document.doc[mention.head].lower_, discourse.document.tables) == "person"
    if mention.kind is not MentionKind.DESCRIPTION or not (form.document or person):
        return frozenset()
    ties = ("possessor",) if form.document else ("possessor", "modifier")
    named = (n for n in named_in_phrase(discourse, mention) if tie_to(discourse, mention, n) in ties)
    inside = (n for n in named if _is_before_head(discourse, mention, n))
    return frozenset(n for n in inside if form.document or discourse.entities[n].kind is SpeakerKind.PERSON)


def _is_before_head(discourse: Discourse, mention: Mention, number: int) -> bool:
    names = discourse.document.names
    return any(mention.start <= names[n].start < mention.head for n in discourse.entities[number].occurrences)


# What bodies of any kind are called.
GENERIC = frozenset(["group", "agency", "office", "institution", "network", "campaign", "service", "authority", "team"])
# How often the one whom a text is about is named in it, at the least.
FIGURE = 3


def _rules(discourse: Discourse, mention: Mention) -> bool:
    """Whether a description is of who rules a country or a church, and nobody is told to hold that office."""
    doc, tables = discourse.document.doc, discourse.document.tables
    words = (doc[mention.head].lower_, _office_of(discourse, mention))
    held = discourse.titled.get(doc[mention.head].lower_, ())
    return not words_used_as(tables, "ruler").isdisjoint(words) and not any(
        _holds_title(discourse, discourse.entities[number], words[1] or words[0]) for number in held
    )


def _is_main_figure(discourse: Discourse, number: int) -> bool:
    """Whether an entity is the first person that a text names, and named often."""
    first = next((n for n, e in enumerate(discourse.entities) if e.kind is SpeakerKind.PERSON and e.occurrences), None)
    return number == first and len(discourse.entities[number].occurrences) >= FIGURE


def _may_be_called(discourse: Discourse, number: int, noun: str) -> bool:
    """Whether a noun can mean what is no person: neither a place nor a work is *the company*, no outlet *the zoo*."""
    sort, tables, entity = discourse.sorts[number], discourse.document.tables, discourse.entities[number]
    if is_called(entity, noun, tables):
        return True
    if sort == NameKind.ORGANIZATION.value:
        # No union is *the newspaper*, nor *the company*; a body of which nothing is known may be one.
        telling = nouns_of_media(tables) | nouns_of_body("Inc", tables) | words_used_as(tables, "organization")
        return noun not in telling - GENERIC or not any(nouns_of_body(form, tables) for form in entity.forms)
    if sort == NameKind.OTHER.value and noun not in nouns_of_media(tables):
        return any(step.someone == number and step.main for step in discourse.steps)  # *Vell Pumps* was sold
    return sort == NameKind.PLACE.value and noun in words_used_as(tables, "polity")


def _is_only_owner(discourse: Discourse, mention: Mention, number: int) -> bool:
    """Whether an entity was last named as whose another one is: *it* is Orla, a subsidiary *of Marne Group*."""
    latest = _latest(discourse, number, mention)
    if latest is None or discourse.entities[number].kind is SpeakerKind.PERSON:
        return False
    doc, at = discourse.document.doc, discourse.document.names[latest].start - 1
    if at > 0 and doc[at].tag_ == "DT":
        at -= 1
    owned = words_used_as(discourse.document.tables, "owned")
    return at > 0 and doc[at].lower_ in ("of", "by") and doc[at - 1].lower_ in owned


def _is_many(discourse: Discourse, mention: Mention) -> bool:
    """Whether a description is of several: *officials*, *the two lawmakers*."""
    return discourse.document.doc[mention.head].tag_ in ("NNS", "NNPS")


def _is_plain(discourse: Discourse, mention: Mention) -> bool:
    """Whether a description tells no more than a role, or whose kin or colleague somebody is.

    *The fire chief*, *the local doctor*, *her lawyer*; but not *the businessman*, *the French president*,
    *the former mayor*.
    """
    doc, tables = discourse.document.doc, discourse.document.tables
    if doc[mention.start].tag_ == "PRP$" or any(doc[i].tag_ == "POS" for i in range(mention.start, mention.head)):
        return noun_class(doc[mention.head].lower_, tables) == "person"
    words = [doc[i] for i in range(mention.start, mention.end)]
    telling = words_used_as(tables, "epithet")
    return not any(word.lower_ in telling or (word.i > mention.start and word.text[:1].isupper()) for word in words)


def _is_bare(discourse: Discourse, mention: Mention) -> bool:
    """Whether a plain description is but its noun, or a compound of nouns: *the judge*, *the harbour master*."""
    doc = discourse.document.doc
    return all(doc[i].tag_ in ("DT", "PRP$", "POS", "NN", "NNP") for i in range(mention.start, mention.head))


def known_by(discourse: Discourse, mention: Mention, number: int) -> bool:
    """Whether the text has called an entity by a word of a description: by a role, a name or an apposition."""
    doc, entity = discourse.document.doc, discourse.entities[number]
    head = doc[mention.head].lower_
    office = _office_of(discourse, mention)
    if office is not None and not _holds(discourse, entity, office):
        return False
    if number in described_alike(discourse, mention) or _stands_beside(discourse, entity, head):
        return True
    said = {doc[i].lower_ for i in range(mention.start, mention.end) if len(doc[i].text) > 3}
    words = {word.casefold() for form in entity.forms for word in form.split()}
    if entity.kind is not SpeakerKind.PERSON:
        return not said.isdisjoint(words)
    return head in words or not said.isdisjoint(_words_of_roles(discourse, entity))


def _office_of(discourse: Discourse, mention: Mention) -> str | None:
    """The office of two words that a description ends in: *prime minister*, who is no other minister."""
    doc = discourse.document.doc
    words = f"{doc[mention.head - 1].lower_} {doc[mention.head].lower_}" if mention.head > mention.start else ""
    return words if words in offices_of_two_words(discourse.document.tables) else None


def _holds(discourse: Discourse, entity: Entity, office: str) -> bool:
    """Whether nothing that the text calls an entity speaks against an office: a title with those words, or none."""
    last = office.rsplit(maxsplit=1)[-1]
    return _holds_title(discourse, entity, office) or _role_match(discourse, entity, last) == "none"


def _holds_title(discourse: Discourse, entity: Entity, office: str) -> bool:
    titles = (discourse.roles[number].role.title for number in entity.roles)
    return any(title is not None and office in title.text.casefold() for title in titles)


def _stands_beside(discourse: Discourse, entity: Entity, noun: str) -> bool:
    """Whether a noun stands in apposition to one of the names of an entity: *his wife, Ann*; *Ann Poe, his wife*."""
    doc, names = discourse.document.doc, discourse.document.names
    for number in entity.occurrences[:MOST_NAMES]:
        start, end = names[number].start, names[number].end
        closed = end >= len(doc) or doc[end].is_punct or doc[end].is_space
        before = range(start - 1, max(-1, start - 1 - BEFORE_NAME), -1)
        behind = range(end + 1, min(end + 1 + BEHIND_NAME, len(doc))) if end < len(doc) and doc[end].text == "," else ()
        for words in (before if closed or doc[start - 1].text != "," else (), behind):
            # A verb ends what stands beside a name: *The doctor said Poe* gives her no trade.
            near = takewhile(lambda i: doc[i].pos_ not in ("VERB", "AUX") and not ends_sentence(doc[i]), words)
            if any(doc[i].lower_ == noun and not _opens_clause(doc[i]) for i in near):
                return True
    return False


def _opens_clause(noun: Token) -> bool:
    """Whether no comma parts a noun from the verb whose subject it is: for Poe, *the director said*, it was late."""
    between = noun.doc[noun.i : noun.head.i]
    return noun.dep_ == "nsubj" and noun.i < noun.head.i and not any(token.text == "," for token in between)


def _words_of_roles(discourse: Discourse, entity: Entity) -> set[str]:
    """The words of the titles and organizations of an entity, in all their forms."""
    roles = [discourse.roles[number].role for number in entity.roles]
    spans = [span for role in roles for span in (role.title, role.organization) if span is not None]
    return {word for span in spans for forms in words_of_role(span.text, discourse.document.tables) for word in forms}


def _age_of(discourse: Discourse, mention: Mention) -> str | None:
    """The age that a description tells: *44* of *the 44-year-old baker*."""
    match = _AGE.search(discourse.document.doc.stretch(mention.start, mention.end).text)
    return match.group(1) if match is not None else None


def _role_match(discourse: Discourse, entity: Entity, head: str) -> str:
    """Whether a title of the entity ends in the word, or has it: *the governor* of Gov. Cruz."""
    for number in entity.roles:
        title = discourse.roles[number].role.title
        words = words_of_role(title.text, discourse.document.tables) if title is not None else ()
        if words and head in words[-1]:
            return "last"
        if any(head in forms for forms in words):
            return "word"
    return "none"


def features_of_description(
    discourse: Discourse, mention: Mention, number: int, form: MentionForm, last_speaker: Someone
) -> Iterator[str]:
    """What speaks for entity `number` as the one whom a description means; `form` is the description's."""
    group = form.name
    doc, entity = discourse.document.doc, discourse.entities[number]
    head = doc[mention.head].lower_
    match = _role_match(discourse, entity, head)
    yield f"{group}|role={match}"
    yield f"description|role={match}|kind={entity.kind.value}"
    yield f"description|{noun_class(head, discourse.document.tables)}|kind={entity.kind.value}"
    if entity.kind is not SpeakerKind.PERSON:
        called, sort = is_called(entity, head, discourse.document.tables), discourse.sorts[number]
        yield f"{group}|called={called}|sort={sort}"
        yield f"description|called={called}|last_speaker={number == last_speaker}"
        told = any(nouns_of_body(form, discourse.document.tables) for form in entity.forms)
        yield f"description|called={called}|told={told}"
    words = {w.casefold() for form in entity.forms for w in form.split()}
    yield f"{group}|word_of_name={head in words}"
    yield f"description|word_of_name={head in words}|kind={entity.kind.value}"
    within = [doc[i].lower_ for i in range(mention.start, mention.end)]
    tie = tie_to(discourse, mention, number)
    if tie is not None:
        yield f"{group}|in_phrase"
        yield f"{group}|in_phrase|{tie}"
        noun = "document" if form.document else noun_class(head, discourse.document.tables)
        yield f"description|{noun}|in_phrase|{tie}"
    said = {word for word in within if len(word) > 3}
    known = _words_of_roles(discourse, entity)
    yield f"description|words_of_roles={min(len(said & known), 3)}|of={min(len(said), 4)}"
    yield f"description|words_of_roles={min(len(said & known), 3)}|last_speaker={number == last_speaker}"
    age = _age_of(discourse, mention)
    if age is not None:
        yield f"description|age={age in ages_of(discourse.document, entity)}"
    gender = gender_of_words([head], discourse.document.tables)
    if gender in ("female", "male") and entity.gender is not None:
        yield f"{group}|gender={gender == entity.gender}"


def issues_before(discourse: Discourse, mention: Mention) -> tuple[Issue[int | Unnamed], ...]:
    """What the article says, up to a mention, of those behind documents, the latest first."""
    at = bisect_left(discourse.issues, mention.end, key=lambda issue: issue.token)
    before = discourse.issues[max(0, at - MOST_ISSUES) : at][::-1]
    doc = discourse.document.doc
    noun = doc[mention.head].lower_
    if any(doc[issue.token].lower_ == noun for issue in before):
        return before
    ahead = discourse.issues[at : at + MOST_ISSUES]  # *A memo* warned of it. *The memo* was written by Rao.
    return (*(issue for issue in ahead if doc[issue.token].lower_ == noun and issue.tie in SURE_TIES), *before)


def features_of_issuer(discourse: Discourse, mention: Mention, someone: Someone) -> Iterator[str]:
    """What speaks for somebody as the one behind the document that a mention names; None for nobody known."""
    head = discourse.document.doc[mention.head]
    issues = issues_before(discourse, mention)
    kind = document_kinds(discourse.document.tables).get(head.lower_)
    alike = [issue for issue in issues if discourse.document.doc[issue.token].lower_ == head.lower_]
    for name, group in (("noun", alike), ("kind", [i for i in issues if i.kind == kind]), ("any", issues)):
        ranks = list(dict.fromkeys(issue.who for issue in group))
        if someone is None:
            yield f"nobody|issuers of {name}={min(len(ranks), 2)}"
        elif someone in ranks:
            tie = next(issue.tie for issue in group if issue.who == someone)
            rank = min(ranks.index(someone), 3)
            yield from (f"issuer of {name}", f"issuer of {name}|{tie}", f"issuer of {name}|{rank}")


def tie_to(discourse: Discourse, mention: Mention, number: int) -> str | None:
    """How an entity named in a description, or right behind it, hangs on its head; None where it is not named there.

    *Emberly’s notice* has a possessor, *the Emberly campaign* a modifier, *a letter from Emberly* a preposition.
    """
    names, doc = discourse.document.names, discourse.document.doc
    inside = [n for n in discourse.entities[number].occurrences if mention.start <= names[n].start < mention.end + 8]
    if not inside:
        return None
    name = names[inside[0]]
    if name.end < len(doc) and doc[name.end].tag_ == "POS":
        return "possessor"
    if name.end <= mention.head:
        return "modifier"
    before = doc[name.start - 1].lower_ if name.start else ""
    return before if before in TIES else "other"
