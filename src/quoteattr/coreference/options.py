"""Antecedents: whom a pronoun, a description or a document may stand for, with the features that score the choice.

A choice among the entities named before the mention, the speaker of the speech before, and nobody named (a description
then stands for itself). After Lappin & Leass (1994): salience by recency, subjecthood and repetition, filtered by
agreement; but weighed by a trained scorer instead of by hand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from attrs import frozen

from quoteattr.coreference.features import (
    PRONOUN_GENDER,
    Agreement,
    MentionForm,
    Recent,
    View,
    agreement_of,
    described_alike,
    features_of_entity,
    features_of_nobody,
    features_of_unnamed,
    issues_before,
    known_by,
    may_mean,
    named_in_phrase,
    owners_of,
)
from quoteattr.decisions import Option
from quoteattr.document import (
    ClausePart,
    ClauseTie,
    Discourse,
    Document,
    Step,
    clause_part,
    clause_tie,
    cues_between,
    ends_sentence,
    is_age,
    is_called,
    is_main,
    sentence_at,
    tokens_between,
    unnamed_class,
)
from quoteattr.lexicon import (
    gender_before,
    gender_of_words,
    is_document_noun,
    is_person_noun,
    last_words_of_titles,
    noun_class,
    nouns_of_body,
    words_used_as,
)
from quoteattr.parse.tokens import Token
from quoteattr.types import SpeakerKind
from quoteattr.values import Entity, Mention, MentionKind, Resolution, Someone, Unnamed

__all__ = ["Context", "inside", "mention_form", "propose_antecedents", "subject_before"]

# Who was last named further back than this many other names is not the antecedent of a pronoun.
MOST_RECENT = 12
# What *they* and *it* stand for without a name: a group, a body; *he* and *she* for a person.
UNNAMED_CLASSES = {
    "they": ("group", "body"),
    "their": ("group", "body"),
    "it": ("body", "document"),
    "its": ("body", "document"),
}
FARTHEST_UNNAMED = 250
# Titles that some hold and others do not: *the finance minister* is nobody who is not known to be one.
OFFICES = frozenset(["office", "rank"])
UNFIT = (Agreement.CLASH, Agreement.THING)
INDEFINITE = frozenset(
    ["a", "an", "one", "another", "some", "several", "many", "two", "three", "no", "both", "few", "most"]
)


def mention_form(discourse: Discourse, mention: Mention) -> MentionForm:
    """The form of a mention; a name is asked about only where several people share it."""
    document = discourse.document
    token, first = document.doc[mention.head], document.doc[mention.start]
    if mention.kind is MentionKind.NAME:
        return MentionForm("surname")
    if mention.kind is MentionKind.PRONOUN:
        return MentionForm(token.lower_, pronoun=token.lower_)
    if is_document_noun(token.lower_, document.tables) or is_document_noun(token.lemma_.lower(), document.tables):
        return MentionForm("document", document=True)
    number = "plural" if token.tag_ in ("NNS", "NNPS") else "singular"
    if first.lower_ in INDEFINITE:
        return MentionForm(f"indefinite {number}", indefinite=True)
    possessed = first.tag_ == "PRP$" or _possessor(first, mention)
    form = "possessed" if possessed else "definite"
    return MentionForm(f"{form} {number} {noun_class(token.lower_, document.tables)}", possessed=possessed)


def _possessor(first: Token, mention: Mention) -> bool:
    return any(first.doc[i].tag_ == "POS" for i in range(first.i, mention.head))


@frozen
class Context:
    """What the story has told where a mention stands.

    `quotation` is the token range that the mention speaks (a speaker seldom names himself), `cue` the verb that says
    so; `last_speaker` who spoke before, `meant` whom each word stood for when a mention with that head was resolved
    before, `document` whom the last document did (*the letter said*; *it* went on), `steps` those of the story so
    far, pronouns among them.
    """

    quotation: tuple[int, int] | None = None
    cue: str | None = None
    last_speaker: Someone = None
    meant: Mapping[str, Someone] = MappingProxyType({})
    document: Someone = None
    steps: Sequence[Step] = ()
    resolved: Mapping[int, Resolution] = MappingProxyType({})


def propose_antecedents(discourse: Discourse, mention: Mention, context: Context) -> tuple[Option[int | Unnamed], ...]:
    """Everyone whom `mention` may stand for, of a name all who share it; the last one is nobody."""
    recent = _recent(discourse, mention)
    view = _view(discourse, mention, context, recent)
    if mention.name is not None:
        sharing = _sharing(discourse, mention, mention.name)
        people: list[Option[int | Unnamed]] = [
            Option(number, partial(features_of_entity, discourse, view, number)) for number in sharing
        ]
        return (*people, Option(None, partial(features_of_nobody, discourse, mention, view.form, len(sharing))))
    considered = [
        someone
        for someone in _known(discourse, context, _considered(discourse, view, recent))
        if someone == view.meant or (not _clashes(discourse, mention, someone) and may_mean(discourse, view, someone))
    ]
    considered = _called(discourse, mention, considered)
    agreeing = [someone for someone in considered if _agrees(discourse, view.form, someone)]
    if not any(_is_near(discourse, mention, someone) for someone in agreeing):
        agreeing = considered
    choices: list[Option[int | Unnamed]] = [
        Option(
            someone,
            partial(features_of_unnamed, discourse, view, someone)
            if isinstance(someone, Unnamed)
            else partial(features_of_entity, discourse, view, someone),
        )
        for someone in agreeing
    ]
    return (*choices, Option(None, partial(features_of_nobody, discourse, mention, view.form, len(recent))))


def _called(discourse: Discourse, mention: Mention, considered: Sequence[int | Unnamed]) -> list[int | Unnamed]:
    """Those considered without bodies that are told to be something else, where one goes by a description's noun."""
    noun, tables = discourse.document.doc[mention.head].lower_, discourse.document.tables
    bodies = [e for e in considered if isinstance(e, int) and discourse.entities[e].kind is not SpeakerKind.PERSON]
    called = {e for e in bodies if is_called(discourse.entities[e], noun, tables)}
    if mention.kind is not MentionKind.DESCRIPTION or not called:
        return list(considered)
    forms = {e: discourse.entities[e].forms for e in bodies if e not in called}
    others = {e for e, names in forms.items() if any(nouns_of_body(form, tables) for form in names)}
    return [someone for someone in considered if someone not in others]


def _view(discourse: Discourse, mention: Mention, context: Context, recent: Sequence[int]) -> View:
    form, steps = mention_form(discourse, mention), context.steps
    head = discourse.document.doc[mention.head].lower_
    orders = {
        "subject": _ranks(steps),
        "reporting": _ranks([step for step in steps[-40:] if step.reporting]),
        "main": _ranks([step for step in steps[-40:] if step.main or step.reporting]),
    }
    meant = context.meant.get(head) if mention.kind is MentionKind.DESCRIPTION else None
    return View(
        mention=mention,
        form=form,
        ranks={entity: rank for rank, entity in enumerate(recent)},
        recent=_by_kind(discourse, form, recent),
        orders=orders,
        fitting={name: [e for e in order if _may_be(discourse, form, e)] for name, order in orders.items()},
        last_step=steps[-1].someone if steps else None,
        inside=_named_within(discourse, context.quotation) if context.quotation else frozenset(),
        last_speaker=context.last_speaker,
        cue=context.cue,
        meant=_document_before(discourse, mention) or context.document if head == "it" else meant,
        owners=owners_of(discourse, mention, form),
        steps={step.someone: step.token for step in steps},
    )


def _document_before(discourse: Discourse, mention: Mention) -> Someone:
    """Who is behind the document that the sentence before is about: *A petition* started by Rao is out. *It* reads.

    Of a document that nobody is known to be behind, its own words.
    """
    document = discourse.document
    first = sentence_at(document, mention.start)[0]
    if document.outermost[mention.start] >= 0 or first == 0:
        return None
    start, end = sentence_at(document, first - 1)
    subject = next((t for t in document.doc[start:end] if t.dep_ in ("nsubj", "nsubjpass") and is_main(t)), None)
    if subject is None or subject.tag_ != "NN" or not is_document_noun(subject.lower_, document.tables):
        return None
    at = bisect_left(discourse.issues, subject.i, key=lambda issue: issue.token)
    ties = [issue for issue in discourse.issues[at : at + 4] if issue.token == subject.i]
    described = document.finder.at(subject.i)
    if ties or described is None or described.kind is not MentionKind.DESCRIPTION:
        return ties[0].who if ties else None
    return Unnamed(described)


def _by_kind(discourse: Discourse, form: MentionForm, recent: Sequence[int]) -> dict[SpeakerKind, Recent]:
    """The entities named last by their own kind, for a mention of `form`."""
    named: defaultdict[SpeakerKind, list[tuple[int, Agreement]]] = defaultdict(list)
    for number in recent:
        entity = discourse.entities[number]
        named[entity.kind].append((number, agreement_of(form, entity)))
    return {
        of_kind: Recent(
            [number for number, _ in found],
            [number for number, agreement in found if agreement is not Agreement.CLASH],
            [number for number, agreement in found if agreement is Agreement.MATCH],
        )
        for of_kind, found in named.items()
    }


def _may_be(discourse: Discourse, form: MentionForm, someone: Someone) -> bool:
    """Whether no gender speaks against it that a mention of `form` stands for `someone`."""
    return not isinstance(someone, int) or agreement_of(form, discourse.entities[someone]) not in UNFIT


def _agrees(discourse: Discourse, form: MentionForm, someone: int | Unnamed) -> bool:
    """Whether no gender speaks against somebody, named or not: *she* is no Paul, and no *waiter*."""
    if isinstance(someone, int):
        return _may_be(discourse, form, someone)
    document, wanted = discourse.document, PRONOUN_GENDER.get(form.name)
    told = gender_of_words([document.doc[someone.mention.head].lower_], document.tables)
    return wanted is None or told in (wanted, None)


# Whoever agrees in gender within so many sentences rules out those who do not: a given name may be misjudged.
RECENT_SENTENCES = 4


def _is_near(discourse: Discourse, mention: Mention, someone: int | Unnamed) -> bool:
    """Whether somebody stands in one of the sentences before a mention."""
    document = discourse.document
    if isinstance(someone, Unnamed):
        return tokens_between(document.sentence_ends, someone.mention.end, mention.start) <= RECENT_SENTENCES
    number = bisect_left(document.name_starts, mention.start) - 1
    while number >= 0:
        end = document.names[number].end
        if tokens_between(document.sentence_ends, end, mention.start) > RECENT_SENTENCES:
            return False
        if discourse.entity_of_name[number] == someone and document.outermost[end - 1] < 0:
            return True
        number -= 1
    return False


def _sharing(discourse: Discourse, mention: Mention, name: int) -> Sequence[int]:
    """Those who share a name, without those whom *Mr* or *Mrs* before it rules out."""
    sharing = discourse.claimants.get(name, (discourse.entity_of_name[name],))
    told = gender_before(discourse.document.doc, mention.start, discourse.document.tables)
    return [n for n in sharing if told is None or discourse.entities[n].gender in (told, None)] or sharing


def _considered(discourse: Discourse, view: View, recent: Sequence[int]) -> Iterable[int | Unnamed]:
    """Everybody in question for a pronoun or a description, once each."""
    mention = view.mention
    considered: dict[int | Unnamed, None] = dict.fromkeys(recent)
    considered |= dict.fromkeys(e for e in (view.last_speaker, view.meant, view.last_step) if e is not None)
    considered |= dict.fromkeys(named_in_phrase(discourse, mention))
    if mention.kind is MentionKind.PRONOUN:
        considered |= dict.fromkeys(_named_behind(discourse, mention))
    if mention.kind is MentionKind.DESCRIPTION:
        considered |= dict.fromkeys(described_alike(discourse, mention))
    considered |= dict.fromkeys(_recent_unnamed(discourse, mention))
    if view.form.document:
        considered |= dict.fromkeys(issue.who for issue in issues_before(discourse, mention))
    return considered


def _known(discourse: Discourse, context: Context, considered: Iterable[int | Unnamed]) -> Iterable[int | Unnamed]:
    """Those considered, once each, where a description is known to mean somebody by that name: *the firm* is Tarn."""
    return dict.fromkeys(_known_as(discourse, context, someone) for someone in considered)


def _known_as(discourse: Discourse, context: Context, someone: int | Unnamed) -> int | Unnamed:
    if isinstance(someone, int):
        return someone
    named = discourse.introduced.get(someone.mention.head)
    found = context.resolved[someone.mention.head].speaker if someone.mention.head in context.resolved else named
    return found if isinstance(found, int) else someone


# So many names behind a pronoun are looked at.
MOST_BEHIND = 6


def _named_behind(discourse: Discourse, mention: Mention) -> Iterator[int]:
    """The subject behind a pronoun of whose sentence the pronoun's phrase or clause is part: in *her* memoir, Poe."""
    document = discourse.document
    pronoun, end = document.doc[mention.head], sentence_at(document, mention.start)[1]
    first, last = (bisect_left(document.name_starts, at) for at in (mention.end, end))
    for number in range(first, min(last, first + MOST_BEHIND)):
        name = document.doc[document.names[number].end - 1]
        above = clause_tie(name, pronoun) in (ClauseTie.ABOVE, ClauseTie.SAME)
        if clause_part(name) is ClausePart.SUBJECT and above and document.outermost[name.i] < 0:
            yield discourse.entity_of_name[number]


def _ranks(steps: Sequence[Step]) -> dict[Someone, int]:
    """Who took the last steps, the latest with rank 0."""
    return {someone: rank for rank, someone in enumerate(dict.fromkeys(step.someone for step in reversed(steps[-20:])))}


def _recent_unnamed(discourse: Discourse, mention: Mention) -> list[Unnamed]:
    """Those without a name whom the mention may mean: the last of its class, and those called by the same noun."""
    doc = discourse.document.doc
    at = bisect_left(discourse.unnamed_starts, mention.start)
    near = [u for u in discourse.unnamed[max(0, at - 12) : at] if mention.start - u.mention.start < FARTHEST_UNNAMED]
    classes = UNNAMED_CLASSES.get(doc[mention.head].lower_, ("person",))
    recent = [u for u in near if unnamed_class(discourse.document, u) in classes][-3:]
    if mention.kind is not MentionKind.DESCRIPTION:
        described = [u for u in _described_near(discourse, mention) if unnamed_class(discourse.document, u) in classes]
        return [*recent, *(someone for someone in described if someone not in recent)]
    called = discourse.unnamed_by_noun.get(doc[mention.head].lemma_.lower(), ())
    before = bisect_left(called, mention.start, key=lambda someone: someone.mention.end - 1)
    return list(dict.fromkeys([*recent, *called[: min(1, before)], *called[max(0, before - 2) : before]]))


# Within so many words and sentences those stand who are described and no more, and whom a pronoun may still mean.
NEAR, NEAR_SENTENCES = 60, 2
PARTS = frozenset(["nsubj", "nsubjpass", "dobj", "dative", "pobj", "ROOT"])


def _described_near(discourse: Discourse, mention: Mention) -> Iterable[Unnamed]:
    """Those whom the sentences before a pronoun describe: *the plumber* blamed Rao; he was stopped by *police*."""
    document = discourse.document
    sentences = 0
    for i in range(mention.start - 1, max(-1, mention.start - NEAR), -1):
        token = document.doc[i]
        if document.outermost[i] >= 0:
            continue
        sentences += ends_sentence(token)
        if sentences > NEAR_SENTENCES:
            return
        if token.pos_ != "NOUN" or token.dep_ not in PARTS or token.lower_ in discourse.titled:
            continue
        described = document.finder.at(i) if _is_somebody(document, token) else None
        if described is not None and described.kind is MentionKind.DESCRIPTION:
            yield Unnamed(described)


def _is_somebody(document: Document, noun: Token) -> bool:
    several = noun.lower_ in words_used_as(document.tables, "several")
    return several or noun_class(noun.lower_, document.tables) in ("person", "body")


def subject_before(discourse: Discourse, mention: Mention) -> Mention | None:
    """Whom the sentence before *he* or *she* is about: *A neighbour* shook her head. “…,” she said.

    None where the sentence asks or tells somebody something, who may answer, or has words of its own in marks.
    """
    document, pronoun = discourse.document, discourse.document.doc[mention.head]
    wanted = PRONOUN_GENDER.get(pronoun.lower_)
    if mention.kind is not MentionKind.PRONOUN or wanted is None or document.outermost[mention.head] >= 0:
        return None
    if any(child.lower_ in PRONOUN_GENDER for child in pronoun.head.rights if child.dep_ in PARTS):
        return None  # he told *her*, who may be whom the sentence before is about
    first = sentence_at(document, mention.start)[0]
    before = first - 1
    while before >= 0 and (document.outermost[before] >= 0 or not document.doc[before].is_alpha):
        before -= 1
    if before < 0 or any(i in document.finder.name_of_token for i in range(first, mention.start)):
        return None
    start, end = sentence_at(document, before)
    described = _subject_of(document, start, end, wanted)
    return described if described is not None and _is_new(discourse, described, mention, start) else None


def _subject_of(document: Document, start: int, end: int, gender: str) -> Mention | None:
    """The description that is the subject of the sentence at tokens `start` to `end`, of somebody of a gender."""
    sentence = document.doc[start:end]
    subject = next((t for t in sentence if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT"), None)
    if subject is None or subject.tag_ != "NN" or not is_person_noun(subject.lower_, document.tables):
        return None
    if any(document.outermost[t.i] >= 0 for t in sentence) or _may_answer(document, subject.head):
        return None
    told = gender_of_words([subject.lower_], document.tables)
    described = document.finder.at(subject.i) if told in (gender, None) else None
    if described is None or described.kind is not MentionKind.DESCRIPTION:
        return None
    # The third candidate, *Jun Rao*, promised it.
    beside = {child.i for child in subject.rights if child.dep_ == "appos"} | {described.end, described.end + 1}
    named = any(i in document.finder.name_of_token for i in beside if i < subject.head.i)
    return None if named else described


def _is_new(discourse: Discourse, described: Mention, mention: Mention, start: int) -> bool:
    """Whether a description brings somebody in, and is no other word for one who was named before token `start`."""
    form, described_form = mention_form(discourse, mention), mention_form(discourse, described)
    if described_form.indefinite:
        return True
    named = discourse.entity_of_name[: bisect_left(discourse.document.name_starts, start)]
    agreeing = [entity for entity in dict.fromkeys(named) if _may_be(discourse, form, entity)]
    if described_form.possessed:
        return not any(known_by(discourse, described, entity) for entity in agreeing)
    noun, tables = discourse.document.doc[described.head].lower_, discourse.document.tables
    if noun in last_words_of_titles(tables, OFFICES) and noun not in words_used_as(tables, "ruler"):
        return not any(known_by(discourse, described, entity) for entity in agreeing)
    return not agreeing


def _may_answer(document: Document, verb: Token) -> bool:
    """Whether a verb asks somebody behind it, who may answer: *told Rao to go*, but not *told Rao that it rained*."""
    cues = cues_between(document, verb.i, verb.i + 1)
    addresses = any("addressee" in cue.frames for cue in cues) and any(child.dep_ in PARTS for child in verb.rights)
    return addresses and not any(child.dep_ == "ccomp" and _states(child) for child in verb.rights)


def _states(clause: Token) -> bool:
    """Whether a clause is a statement and no question: *that it rained*, not *whether* or *why* it rained."""
    first = clause.left_edge
    return not first.tag_.startswith("W") and first.lower_ not in ("whether", "if")


def _clashes(discourse: Discourse, mention: Mention, someone: int | Unnamed) -> bool:
    """Whether one is a person and the other a body or a document: *she* is no council, *the company* no man."""
    wanted = _wanted(discourse, mention)
    if isinstance(someone, Unnamed):
        found = unnamed_class(discourse.document, someone)
        return bool(wanted) and found not in wanted
    entity = discourse.entities[someone]
    person = entity.kind is SpeakerKind.PERSON
    if mention.kind is MentionKind.DESCRIPTION and person and _is_of_another_gender(discourse, mention, entity):
        return True
    if mention.kind is MentionKind.PRONOUN and wanted == UNNAMED_CLASSES["it"]:
        return person and (entity.gender is not None or bool(entity.roles))  # a firm may be taken for a person
    if wanted not in (("person",), ("body",)) or (wanted == ("person",)) == person:
        return False
    if mention.kind is not MentionKind.DESCRIPTION:
        return True
    noun, tables = discourse.document.doc[mention.head].lower_, discourse.document.tables
    if person:  # *the broadcaster* and *the publisher* may be either
        return not (is_person_noun(noun, tables) and known_by(discourse, mention, someone))
    return not is_called(entity, noun, tables)  # *the lender* is a bank


def _is_of_another_gender(discourse: Discourse, mention: Mention, entity: Entity) -> bool:
    """Whether the noun of a description has another gender than somebody: *the woman* is no Peter."""
    noun = discourse.document.doc[mention.head].lower_
    told = gender_of_words([noun], discourse.document.tables)
    open_to_both = noun.endswith("man") and noun != "man" and told == "male"
    return told is not None and entity.gender is not None and told != entity.gender and not open_to_both


def _wanted(discourse: Discourse, mention: Mention) -> tuple[str, ...]:
    """What a mention can stand for, as far as its word tells; empty where it does not."""
    token = discourse.document.doc[mention.head]
    if mention.kind is MentionKind.PRONOUN:
        return UNNAMED_CLASSES.get(token.lower_, ("person",) if token.lower_ in PRONOUN_GENDER else ())
    if mention.kind is not MentionKind.DESCRIPTION:
        return ()
    if is_age(token):
        return ("person",)
    found = noun_class(token.lower_, discourse.document.tables)
    if token.tag_ in ("NNS", "NNPS"):
        return ("body",) if found == "body" else ()  # *police* has the tag of a plural
    return (found,) if found in ("person", "body") else ()


def _recent(discourse: Discourse, mention: Mention) -> list[int]:
    """The entities named outside quotation marks before the mention, the latest first."""
    document = discourse.document
    at = bisect_left(discourse.document.name_starts, mention.start)
    found: dict[int, None] = {}
    for number in range(at - 1, max(-1, at - 120), -1):
        if document.outermost[document.names[number].start] < 0:
            found.setdefault(discourse.entity_of_name[number])
            if len(found) >= MOST_RECENT:
                break
    return list(found)


def _named_within(discourse: Discourse, tokens: tuple[int, int]) -> frozenset[int]:
    low, high = (
        bisect_left(discourse.document.name_starts, tokens[0]),
        bisect_left(discourse.document.name_starts, tokens[1]),
    )
    return frozenset(discourse.entity_of_name[n] for n in range(low, high))


def inside(discourse: Discourse, mention: Mention, quotation: tuple[int, int]) -> Someone:
    """Whom a pronoun in a quotation means of those whom the same quotation names before it, the last one that agrees.

    “I was with *the old man who washes the shirts*. *He* told me …”
    """
    document = discourse.document
    wanted = PRONOUN_GENDER.get(document.doc[mention.head].lower_)
    if wanted is None:
        return None
    for index in range(mention.start - 1, max(quotation[0], mention.start - FARTHEST_UNNAMED), -1):
        number = document.finder.name_of_token.get(index)
        if number is not None:
            entity = discourse.entities[discourse.entity_of_name[number]]
            if entity.kind is SpeakerKind.PERSON and entity.gender in (wanted, None):
                return discourse.entity_of_name[number]
        token = document.doc[index]
        if token.tag_ == "NN" and is_person_noun(token.lower_, document.tables):
            described = document.finder.at(index)
            if described is not None and gender_of_words([token.lower_], document.tables) in (wanted, None):
                return Unnamed(described) if described.name is None else discourse.entity_of_name[described.name]
    return None
