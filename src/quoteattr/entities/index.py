"""The discourse of an article: its entities, the people whom it leaves unnamed, and who is the subject where.

What coreference asks of the article as a whole is indexed here once. Two kinds of words lead to somebody named before:
those for bodies, as *the bureau* is the FBI, while *Falk’s office* and *the Okello campaign* stand for themselves, each
known by its owner and its noun (*his campaign*, *the campaign*); and those for documents, with who may be behind them
by the words around them: *Rao’s letter*, a suit *filed by Rao*. What *the letter says* later are the words of that one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from quoteattr.document import (
    Discourse,
    Document,
    Issue,
    MentionFinder,
    OwnedBodies,
    OwnedBody,
    Step,
    Who,
    ages_of,
    is_called,
    is_main,
    unnamed_class,
)
from quoteattr.lexicon import (
    Tables,
    document_kinds,
    is_document_noun,
    is_person_noun,
    noun_class,
    words_of_role,
    words_used_as,
)
from quoteattr.parse.tokens import Parse, Token
from quoteattr.types import Role
from quoteattr.values import Entity, FoundRoles, Mention, MentionKind, RoleMention, Unnamed

__all__ = ["find_issues", "find_owned_bodies", "read_discourse"]

INDEFINITE = frozenset(["a", "an", "one", "another"])


def read_discourse(
    document: Document,
    entities: Sequence[Entity],
    roles: FoundRoles,
    role_of: Callable[[Mention], Role | None],
    author: int | None = None,
) -> Discourse:
    """The discourse of a document with the entities, its `author` among them, and role mentions found in it."""
    titled = _numbers_by(_words_of_titles(entity, roles.mentions, document.tables) for entity in entities)
    cues = frozenset(cue.head for cue in document.cues if cue.listed)
    unnamed = tuple(_brought_in(document, titled.keys(), cues))
    owner = {n: e for e, entity in enumerate(entities) for n in entity.occurrences}
    heads = [(n, document.doc[mention.head]) for n in owner if (mention := document.finder.at(document.names[n].start))]
    tokens = [
        (n, token.head if token.dep_ == "appos" else token) for n, token in heads if document.outermost[token.i] < 0
    ]
    subjects = sorted((n, token) for n, token in tokens if token.dep_ in ("nsubj", "nsubjpass"))
    return Discourse(
        document=document,
        entities=entities,
        author=author,
        roles=roles.mentions,
        away_roles=roles.away,
        role_of=role_of,
        entity_of_name=tuple(owner[n] for n in range(len(document.names))),
        steps=tuple(
            sorted(
                [
                    *(Step(document.names[n].start, owner[n], t.head.i in cues, is_main(t)) for n, t in subjects),
                    *(Step(u.mention.start, u, t.head.i in cues, is_main(t)) for u, t in _subjects(document, unnamed)),
                ],
                key=lambda step: step.token,
            )
        ),
        pronouns=tuple(
            token.i
            for token in document.doc
            if token.lower_ in ("he", "she") and token.dep_ == "nsubj" and document.outermost[token.i] < 0
        ),
        unnamed=unnamed,
        titled=titled,
        aged=_numbers_by(ages_of(document, entity) for entity in entities),
        owned=find_owned_bodies(document.finder, entities, document.tables),
        issues=tuple(find_issues(document, {u.mention.head: u for u in unnamed} | {t.i: owner[n] for n, t in heads})),
    )


def _words_of_titles(entity: Entity, roles: Sequence[RoleMention], tables: Tables) -> set[str]:
    titles = [roles[number].role.title for number in entity.roles]
    return {
        word for title in titles if title is not None for forms in words_of_role(title.text, tables) for word in forms
    }


def _numbers_by(keys_of_each: Iterable[set[str]]) -> dict[str, tuple[int, ...]]:
    """The numbers, ascending, of the entities that have a key."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, keys in enumerate(keys_of_each):
        for key in keys:
            found[key].append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


def _brought_in(document: Document, titled: Collection[str], cues: Collection[int]) -> Iterator[Unnamed]:
    """Whom the text brings in without a name: *a nurse who was aboard*, *forty residents*, *the staff association*.

    *The driver* who does something is somebody, too, where nobody named has that word in one of the titles `titled`;
    `cues` are the verbs that report.
    """
    for token in document.doc:
        if (
            token.pos_ == "NOUN"
            and document.outermost[token.i] < 0
            and _can_be_brought_in(document, token, titled, cues)
        ):
            mention = document.finder.at(token.i)
            if mention is not None and mention.kind is MentionKind.DESCRIPTION:
                yield Unnamed(mention)


def _subjects(document: Document, unnamed: Sequence[Unnamed]) -> Iterator[tuple[Unnamed, Token]]:
    """The people without a name who are subjects: *A neighbour* shook her head."""
    for someone in unnamed:
        token = document.doc[someone.mention.head]
        if token.dep_ in ("nsubj", "nsubjpass") and unnamed_class(document, someone) == "person":
            yield someone, token


def _can_be_brought_in(document: Document, token: Token, titled: Collection[str], cues: Collection[int]) -> bool:
    if token.tag_ == "NNS":
        return token.dep_ in ("nsubj", "nsubjpass") or noun_class(token.lemma_.lower(), document.tables) == "person"
    if is_person_noun(token.lower_, document.tables):
        # Who speaks is a mention of a report, which coreference resolves.
        acts = token.dep_ == "nsubj" and token.lower_ not in titled and token.head.i not in cues
        return any(
            child.lower_ in INDEFINITE or child.tag_ == "PRP$" or (acts and child.lower_ == "the")
            for child in token.lefts
        )
    return noun_class(token.lower_, document.tables) in ("body", "document")


OWNING = frozenset(["poss", "compound", "nmod"])
DETERMINERS = frozenset(["the", "a", "an", "this", "that"])


def find_owned_bodies(finder: MentionFinder, entities: Sequence[Entity], tables: Tables) -> OwnedBodies:
    """The bodies that belong to one of `entities`, in order of their first mention."""
    doc = finder.doc
    entity_of_name = {number: e for e, entity in enumerate(entities) for number in entity.occurrences}
    found: defaultdict[tuple[int, str], list[Mention]] = defaultdict(list)
    for name, child, mention in _owned(finder, tables):
        owner, noun = entity_of_name[name], doc[mention.head].lower_
        # *The NPL group* is the NPL itself, while *the NPL’s group* and *the NPL strategy group* are not.
        beside = finder.names[name].end == mention.head and child.dep_ != "poss"
        if not (beside and is_called(entities[owner], noun, tables)):
            found[owner, noun].append(mention)
    bodies = tuple(
        OwnedBody(owner, noun, tuple(mentions), max(mentions, key=lambda m: _length(doc, m)))
        for (owner, noun), mentions in found.items()
    )
    by_noun: defaultdict[str, list[tuple[int, OwnedBody]]] = defaultdict(list)
    for body in bodies:
        by_noun[body.noun] += [(mention.head, body) for mention in body.mentions]
    return OwnedBodies(
        bodies,
        {mention.head: body for body in bodies for mention in body.mentions},
        {noun: tuple(sorted(mentions, key=lambda m: m[0])) for noun, mentions in by_noun.items()},
        {(body.owner, body.noun): body for body in bodies},
    )


def _owned(finder: MentionFinder, tables: Tables) -> Iterator[tuple[int, Token, Mention]]:
    """Every description of a body right behind a name: the name’s index, its head token, and the description."""
    nouns = words_used_as(tables, "body")
    for token in finder.doc:
        if token.tag_ not in ("NN", "NNP") or token.text not in nouns or token.i in finder.name_of_token:
            continue
        named = (child for child in token.lefts if child.dep_ in OWNING and child.i in finder.name_of_token)
        owner = next(named, None)
        mention = finder.at(token.i) if owner is not None else None
        if owner is not None and mention is not None and mention.kind is MentionKind.DESCRIPTION:
            yield finder.name_of_token[owner.i], owner, mention


def _length(doc: Parse, mention: Mention) -> int:
    """How many words a mention has, its article not counted."""
    return mention.end - mention.start - (doc[mention.start].lower_ in DETERMINERS)


SOURCES = frozenset({"from", "by", "of"})
# A verb hangs on the one whose subject it shares: *Rao resigned and wrote a letter*, *plans to file a suit*.
SHARING = frozenset({"conj", "xcomp", "advcl"})
FARTHEST = 3
LONGEST_CLAUSE = 15
# What others do with a document than those behind it: a memo *seen* by the Courier.
LEAKED = frozenset(["see", "obtain", "review", "view", "receive", "read", "leak", "get"])
# By whom these are done is behind the document that they are done with.
MADE = frozenset(
    [
        "written",
        "drafted",
        "signed",
        "issued",
        "released",
        "sent",
        "published",
        "compiled",
        "commissioned",
        "filed",
        "organised",
        "organized",
        "started",
    ]
)
# Kinds of sources that are documents, and the verbs of going to court.
WRITTEN = frozenset({"email", "social media", "document"})
SUING = ("sued", "sues", "suing", "sue")


def find_issues(document: Document, someone_at: Mapping[int, Who]) -> Iterator[Issue[Who]]:
    """Documents outside quotation marks and who is behind them, in text order; `someone_at` says whom a token names."""
    kinds, verbs = document_kinds(document.tables), _verbs_of_documents(document.tables)
    for token in document.doc:
        kind = (kinds if token.pos_ == "NOUN" else verbs).get(token.lower_)
        if token.pos_ == "NOUN" and kind is None and is_document_noun(token.lower_, document.tables):
            kind = "document"
        if kind is None or document.outermost[token.i] >= 0:
            continue
        for tie, noun in _ties(token) if token.pos_ == "NOUN" else _writers(token):
            if noun.i in someone_at:
                yield Issue(token.i, kind, someone_at[noun.i], tie)
            for owner in _on_behalf(noun):
                if owner.i in someone_at:
                    yield Issue(token.i, kind, someone_at[owner.i], "behalf")


@cache
def _verbs_of_documents(tables: Tables) -> dict[str, str]:
    """The verbs that make a document, each with the kind of source that it is: *emailed*, *sued*."""
    rows = [row for row in tables.rows("media_cues") if row.get("kind") in WRITTEN]
    return {verb: row["kind"] for row in rows for verb in row["verbs"]} | dict.fromkeys(SUING, "court filing")


def _writers(verb: Token) -> Iterator[tuple[str, Token]]:
    """Who writes by a verb: *Poe* emailed supporters; *the league* sued."""
    at = verb
    for _ in range(FARTHEST):
        subjects = [child for child in at.children if child.dep_ == "nsubj"]
        if subjects or at.dep_ not in SHARING:
            break
        at = at.head
    yield from (("verb", subject) for subject in subjects)


def _on_behalf(noun: Token) -> Iterator[Token]:
    """For whom somebody acts: lawyers *for Acme*, attorneys representing *Acme*."""
    for child in noun.rights:
        acts = child.dep_ == "prep" and child.lower_ == "for"
        if acts or (child.dep_ == "acl" and child.lemma_.lower() == "represent"):
            yield from (inner for inner in child.children if inner.dep_ in ("pobj", "dobj"))


def _agents(verb: Token) -> list[Token]:
    """By whom something is done: a suit filed by *Rao*."""
    return [c for agent in verb.children if agent.dep_ == "agent" for c in agent.children if c.dep_ == "pobj"]


def _senders(verb: Token) -> Iterator[Token]:
    """From whom a document comes of which more is told: a release dated Monday *from Rao*."""
    for preposition in verb.doc[verb.i : min(verb.right_edge.i + 1, verb.i + LONGEST_CLAUSE)]:
        if (
            preposition.lower_ in ("from", "by")
            and preposition.dep_ in ("prep", "agent")
            and preposition.head is not verb
        ):
            yield from (child for child in preposition.children if child.dep_ == "pobj")
    froms = (child for child in verb.rights if child.dep_ == "prep" and child.lower_ in ("from", "by"))
    yield from (inner for preposition in froms for inner in preposition.children if inner.dep_ == "pobj")


def _behalf_of(verb: Token) -> Iterator[Token]:
    for on in verb.rights:
        for behalf in on.children if on.dep_ == "prep" and on.lower_ == "on" else ():
            of = (child for child in behalf.rights if behalf.lower_ == "behalf" and child.dep_ == "prep")
            yield from (inner for preposition in of for inner in preposition.children if inner.dep_ == "pobj")


def _ties(document: Token) -> Iterator[tuple[str, Token]]:
    """The nouns that may be behind a document, and how they hang together with it."""
    for child in document.children:
        if child.dep_ in ("poss", "compound", "nmod"):
            yield ("possessor" if child.dep_ == "poss" else "modifier"), child
        if child.dep_ == "prep" and child.lower_ in SOURCES:
            yield from (("preposition", inner) for inner in child.children if inner.dep_ == "pobj")
        if child.dep_ == "acl" and child.lemma_ not in LEAKED:  # a suit *filed by* Rao, *filed on behalf of* Acme
            yield from (("agent", agent) for agent in (*_agents(child), *_senders(child)))
            yield from (("behalf", owner) for owner in _behalf_of(child))
        if child.dep_ == "relcl":  # the letter *that Rao wrote*
            yield from (("relative", inner) for inner in child.children if inner.dep_ == "nsubj")
    verb, tie = document.head, "object"
    if document.dep_ == "nsubjpass" and verb.lower_ in MADE:  # the memo was written by Rao
        yield from (("agent", agent) for agent in _agents(verb))
    if verb.dep_ == "prep":
        verb, tie = verb.head, f"object of {verb.lower_}"
    if document.dep_ not in ("dobj", "pobj", "obj") or verb.pos_ not in ("VERB", "AUX"):
        return
    for _ in range(FARTHEST):
        subjects = [child for child in verb.children if child.dep_ == "nsubj"]
        subjects += _agents(verb)
        if subjects or verb.dep_ not in SHARING:
            break
        verb = verb.head
    yield from ((tie, subject) for subject in subjects)
