"""Agents: who may be speaking, by a cue or by a label.

By a cue its subject or agent by the parse, and whoever stands next to it: a small parser errs on long sentences with
quotations in them. By a label whom it names or describes before its colon, `MAYOR ROSS: “…”`, `NF: …`, and who asks and
who answers in an interview. A label is its head and what stands behind that, an outlet or a role behind a comma, a
remark in brackets: *ANNA HOLM*, CNB ANCHOR. Only the head says who speaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from quoteattr.document.article import Document, cues_between, ends_sentence, is_age
from quoteattr.lexicon import DASH_TOKENS, Tables, forms_of_verbs, noun_class
from quoteattr.parse.tokens import Token
from quoteattr.types import CueKind
from quoteattr.values import FoundCue, Mention, MentionKind, Name, NameKind

__all__ = [
    "described_before",
    "in_label",
    "interviewed",
    "interviewee",
    "interviewer",
    "is_hearer",
    "may_speak",
    "mentions_of",
    "named_before",
    "only_named_before",
    "part_of",
    "reports_deeds",
    "reports_for",
    "says_nobody",
]

SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj"])
OBJECTS = frozenset(["dobj", "dative", "iobj"])
# By what somebody is told who is not told by whom: *by letter*; but by *the post*, a paper.
MEANS = frozenset(
    ["letter", "text", "email", "e-mail", "mail", "post", "phone", "telephone", "fax", "radio", "telegram", "courier"]
)
AUXILIARIES = frozenset(["aux", "auxpass"])
# Cues of other kinds have passives that are adjectives: *is determined to*, *was intended to*.
SAYING = frozenset([CueKind.SPEECH, CueKind.WRITING, CueKind.BELIEF, CueKind.PERCEPTION])
# Between *quoted* and *as saying*: quoted *the governor, Ann Poe,* as saying; a clause within commas has so many words.
NEAR = 16
CLAUSE = 30


def _only_speakers(cue: FoundCue, head: Token, quoting: frozenset[str]) -> tuple[tuple[int, str], ...] | None:
    """Who alone may be speaking by a cue of that head, by token, with how each was reached; None where others may.

    Nobody may where whoever told is left out: *Falk was told that*. `quoting` are the words that say whom an outlet
    quotes.
    """
    quoted = _quoting_verb(head, quoting)
    if quoted is not None:
        return _quoted(quoted)
    if cue.frames & {"after", "possessor", "experiencer"} or not (cue.listed and cue.kind in SAYING):
        return None
    if _is_passive(head, told="addressee" in cue.frames) or _lacks_hearer(cue, head):
        return tuple((i, "agent") for i in _agents(head))
    return None


def _quoting_verb(head: Token, quoting: frozenset[str]) -> Token | None:
    """The verb of *quoted her as saying* that a cue is, or whose *saying* it is."""
    if head.lower_ in quoting:
        return head if _says_as(head) is not None else None
    at = head.i - 1
    while at >= 0 and head.i - at < NEAR and head.doc[at].lower_ in ("also", "then", "later"):
        at -= 1
    if at < 0 or head.doc[at].lower_ != "as" or head.tag_ != "VBG":
        return None
    before = (head.doc[i] for i in range(at - 1, max(-1, at - NEAR), -1))
    return next((token for token in before if token.lower_ in quoting or _is_bare_passive(token)), None)


def _is_bare_passive(token: Token) -> bool:
    """Whether a participle is one of the passive, whatever its verb: was *reported* as saying."""
    return token.tag_ == "VBN" and any(child.dep_ in ("auxpass", "nsubjpass") for child in token.children)


def _says_as(verb: Token) -> Token | None:
    """The *saying* of the *as saying* that follows within the sentence."""
    for i in range(verb.i + 1, min(verb.i + NEAR, len(verb.doc) - 1)):
        if verb.doc[i].is_sent_start:
            return None
        if verb.doc[i].lower_ == "as":
            return next((token for token in verb.doc[i + 1 : i + 3] if token.tag_ == "VBG"), None)
    return None


def _handed_on(head: Token, quoting: frozenset[str]) -> Token | None:
    """The verb to which another hands its report on: *quoted* her as saying, is *reported* to have said."""
    if head.lower_ in quoting:
        return _says_as(head)
    if not _is_passive(head):
        return None
    return next((child for child in head.rights if child.dep_ == "xcomp" and child.tag_ in ("VB", "VBN")), None)


def _quoted(verb: Token) -> tuple[tuple[int, str], ...]:
    """Whom a verb quotes: the object, the subject of the passive, or what a participle hangs on."""
    if _is_passive(verb, told=True):
        subjects = [child.i for child in verb.children if child.dep_ in SUBJECTS]
        if not subjects and verb.dep_ in ("acl", "relcl"):
            subjects = [verb.head.i]
        return tuple((i, "subject") for i in subjects)
    return tuple((child.i, "subject") for child in verb.rights if child.dep_ in OBJECTS)


def _is_passive(verb: Token, *, told: bool = False) -> bool:
    """Whether a verb is in the passive.

    Where it says to whom words go (`told`), a bare participle is passive, too, whatever its tag: *Told to go*, she
    went; *Falk, asked why*, laughed; they were stopped and *warned that*.
    """
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ not in ("VBN", "VBD") or any(child.dep_ in AUXILIARIES for child in verb.children):
        return False
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    if subjects:
        return told and all(_parted(subject, verb) for subject in subjects)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        alone = verb.tag_ == "VBN" or (told and not any(child.dep_ in OBJECTS for child in verb.rights))
        return alone and any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.head.children)
    return told and (verb.tag_ == "VBN" or verb.i == 0 or verb.is_sent_start or verb.dep_ == "acl")


def _lacks_hearer(cue: FoundCue, head: Token) -> bool:
    """Whether a verb that cannot do without a hearer has none behind it, as in headlines: Residents *told to* go."""
    behind = head.doc.stretch(cue.end, cue.end + 1).text.lower()
    return "hearer" in cue.frames and head.tag_ in ("VBD", "VBN") and behind in ("to", "that")


def _parted(subject: Token, verb: Token) -> bool:
    """Whether a comma alone parts a participle from what the parse takes for its subject: *Falk, told to go*, went."""
    comma = verb.i - 1
    if verb.i - subject.left_edge.i > CLAUSE:
        return False
    words = verb.doc[subject.left_edge.i : comma]
    closed = any(token.text == "," for token in verb.doc[verb.i : min(verb.i + CLAUSE, len(verb.doc))])
    return subject.i < comma and verb.doc[comma].text == "," and closed and not any(t.text == "," for t in words)


def _agents(verb: Token) -> list[int]:
    """Who does it by the *by* of a passive: was told *by Falk*."""
    by = (child for child in verb.rights if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"))
    objects = (part for preposition in by for part in preposition.children if part.dep_ == "pobj")
    return [part.i for part in objects if part.lower_ not in MEANS or any(part.lefts)]


def _is_told(token: Token, cue: FoundCue, head: Token) -> bool:
    """Whether somebody, by their head, is told by a cue: told *Falk* that; *Falk* was told that."""
    if "addressee" not in cue.frames or token.head is not head:
        return False
    if token.dep_ in SUBJECTS:
        return _is_passive(head, told=True) or _lacks_hearer(cue, head)
    return token.dep_ in OBJECTS and any(child.dep_ in SUBJECTS for child in head.lefts)


CLIMBED = frozenset(["conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "parataxis", "dep", "aux", "acomp", "attr"])


def mentions_of(document: Document, cue: FoundCue) -> Sequence[tuple[Mention, str]]:
    """Who may be speaking by this cue, and how each was reached: by the parse, and by what stands next to it."""
    found = document.mentions_of_cue.get(cue)
    if found is None:
        found = document.mentions_of_cue[cue] = tuple(_mentions_of(document, cue))
    return found


def _mentions_of(document: Document, cue: FoundCue) -> Iterator[tuple[Mention, str]]:
    seen: set[int] = set()
    for token, found_by in _proposed(document, cue):
        mention = document.finder.at(_antecedent(document.doc[token]))
        if mention is not None and mention.head not in seen and not mention.start <= cue.head < mention.end:
            seen.add(mention.head)
            yield mention, found_by


def _proposed(document: Document, cue: FoundCue) -> Iterable[tuple[int, str]]:
    head = document.doc[cue.head]
    only = _only(document, cue)
    if only is not None:
        return only
    found = (*_by_frame(document, cue), *_by_parse(head), *_by_place(document, cue))
    return ((token, found_by) for token, found_by in found if not _is_told(document.doc[token], cue, head))


def _only(document: Document, cue: FoundCue) -> tuple[tuple[int, str], ...] | None:
    parsed = document.finder.parsed
    return _only_speakers(cue, document.doc[cue.head], _quoting(document.tables)) if parsed else None


def may_speak(document: Document, cue: FoundCue, mention: Mention) -> bool:
    """Whether grammar lets somebody speak by a cue, whoever found them there: not who is told, nor who only quotes."""
    if _only(document, cue) is not None:
        return any(mention.head == other.head for other, _ in mentions_of(document, cue))
    return not _is_told(document.doc[mention.head], cue, document.doc[cue.head])


def says_nobody(document: Document, cue: FoundCue) -> bool:
    """Whether a passive leaves out who speaks by it: Poe *was told* that."""
    return _only(document, cue) == () and cue.gives_words


def reports_for(document: Document, cue: FoundCue) -> FoundCue | None:
    """The cue that reports in the stead of another: *quoted* Poe as *saying* that, is *said* to have *told* her."""
    if not document.finder.parsed:
        return None
    verb = _handed_on(document.doc[cue.head], _quoting(document.tables))
    if verb is None:
        return None
    return next((other for other in cues_between(document, verb.i, verb.i + 1) if other.gives_words), None)


def reports_deeds(document: Document, cue: FoundCue) -> bool:
    """Whether a cue reports what somebody did or should do, too, by a clause with *-ing*: denied *taking it*."""
    return cue.base in _of_deeds(document.tables)


@cache
def _of_deeds(tables: Tables) -> frozenset[str]:
    return frozenset(row["verb"] for row in tables.rows("cues") if row.get("gerund"))


def is_hearer(document: Document, mention: Mention) -> bool:
    """Whether somebody is told or asked by a cue that they hang on: “…,” *Falk* was told; he told *Falk*: “…”."""
    token = document.doc[mention.head]
    above = cues_between(document, token.head.i, token.head.i + 1)
    return any(_is_told(token, cue, document.doc[cue.head]) for cue in above)


@cache
def _quoting(tables: Tables) -> frozenset[str]:
    """The forms of verbs by which an outlet quotes somebody: quoted, cites."""
    return frozenset(form for form, row in forms_of_verbs(tables).items() if "quoting" in row.get("frames", ()))


def _antecedent(token: Token) -> int:
    """The word that a relative pronoun stands for: *Poe, who* has called; any other word stands for itself."""
    if token.lower_ not in ("who", "which", "that") or token.tag_ not in ("WP", "WDT"):
        return token.i
    clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None)
    return clause.head.i if clause is not None and clause.head.i < token.i else token.i


def _by_frame(document: Document, cue: FoundCue) -> Iterator[tuple[int, str]]:
    doc = document.doc
    if "after" in cue.frames:
        objects = [c.i for c in doc[cue.end - 1].children if c.dep_ == "pobj" and c.i >= cue.end]
        objects += [c.i for c in doc[cue.head].children if c.dep_ in ("dobj", "pobj") and c.i >= cue.end]
        yield from ((i, "frame") for i in objects)
        yield from ((i, "frame") for i in _heads_after(document, cue.end, 6))
    elif "possessor" in cue.frames:
        for child in doc[cue.head].children:
            if child.dep_ == "poss" or child.tag_ == "PRP$":
                yield child.i, "possessor"
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "by"):
                yield from ((c.i, "possessor") for c in child.children if c.dep_ == "pobj")
        if "noun" in cue.frames:
            yield from _by_light_verb(doc[cue.head])


def _by_light_verb(noun: Token) -> Iterator[tuple[int, str]]:
    """The subject of the verb whose object a noun is: *Rao* made the claim that; *she* is of the opinion that."""
    above = noun.head
    while above.dep_ in ("prep", "pobj", "dobj", "attr") and above.head is not above:
        above = above.head
    if above.pos_ in ("VERB", "AUX"):
        yield from ((child, "light verb") for child, _ in _by_parse(above))


def _by_parse(token: Token, depth: int = 0) -> Iterator[tuple[int, str]]:
    """The cue's subject, its agent, or the subject of what it hangs on: *Rao shrugged, saying*.

    The subject of a verb with an agent does not speak: Falk was told *by Rao*.
    """
    found = False
    has_agent = any(child.dep_ == "agent" for child in token.children)
    for child in token.children:
        if child.dep_ == "nsubjpass" and has_agent:
            found = True
        elif child.dep_ in SUBJECTS:
            found = True
            if child.lower_ in ("who", "which", "that") and token.dep_ == "relcl":
                yield token.head.i, "relative"
            else:
                yield child.i, "subject" if depth == 0 else "climbed"
        elif child.dep_ == "agent":
            yield from ((c.i, "agent") for c in child.children if c.dep_ == "pobj")
    if found or depth > 3:
        return
    if token.dep_ == "acl":
        yield token.head.i, "modified"
        # The parser hangs *calling* on Ruiz: Poe met Ruiz, *calling him a friend*.
        if token.tag_ == "VBG" and token.i and token.nbor(-1).text == ",":
            verb = next((ancestor for ancestor in token.head.ancestors if ancestor.pos_ == "VERB"), None)
            if verb is not None:
                yield from _by_parse(verb, depth + 1)
    elif token.dep_ in CLIMBED and token.head is not token:
        yield from _by_parse(token.head, depth + 1)


def _by_place(document: Document, cue: FoundCue) -> Iterator[tuple[int, str]]:
    """The nearest that can speak on either side: *said Ann Poe, mayor of …*; *Ann Poe, mayor of …, said*."""
    if "after" in cue.frames or "possessor" in cue.frames:
        return
    yield from ((i, "right") for i in _heads_after(document, cue.end, 3)[:1])
    yield from ((i, "left") for i in _heads_before(document, cue.start, 14)[:2])


def _heads_after(document: Document, start: int, reach: int) -> list[int]:
    doc, found = document.doc, []
    for i in range(start, min(start + reach, len(doc))):
        if document.outermost[i] >= 0 or doc[i].is_space or ends_sentence(doc[i]):
            break
        if _can_head(document, i):
            found.append(i)
    return found


def _heads_before(document: Document, end: int, reach: int) -> list[int]:
    doc, found = document.doc, []
    for i in range(end - 1, max(end - 1 - reach, -1), -1):
        if doc[i].is_space or ends_sentence(doc[i]):
            break
        if document.outermost[i] < 0 and _can_head(document, i):
            found.append(i)
    return found


def _can_head(document: Document, i: int) -> bool:
    token = document.doc[i]
    if i in document.finder.name_of_token:
        return True
    if token.pos_ == "PRON":
        return token.tag_ != "PRP$"
    if is_age(token):
        return True
    return token.pos_ == "NOUN" and token.dep_ in (
        "nsubj",
        "nsubjpass",
        "appos",
        "ROOT",
        "pobj",
        "conj",
        "dobj",
        "attr",
        "dep",
    )


# A label has no more tokens than this.
LONGEST_LABEL = 13
# What ends the head of a label.
BEHIND_HEAD = frozenset([",", "(", "["])
# The tokenizer takes the end of *Ann Lee (47):* for a sad face.
COLONS = frozenset([":", "):"])
SPEAKERS = frozenset(["person", "body"])
# The parse of a label has what somebody is called by, *the judge*, for a verb.
CALLED = frozenset(["NOUN", "PROPN", "ADJ", "VERB", ""])
# Words of an interview, before *with* or *to*.
TALKING = frozenset(["spoke", "talked", "chatted", "speak", "talk", "speaks", "talks", "conversation", "interview"])
# A word that says what somebody interviewed is for: *reporter* Ann Lee, our *editor*, Ann Lee.
NEAR_WORD = 3


def named_before(document: Document, start: int) -> Mention | None:
    """The name in the label before the quotation that begins at token `start`: `Poll trouble - Nurse Ann Poe: “…”`."""
    label = _before_colon(document, start)
    return _named(document, *_head_of(document, *label)) if label else None


def only_named_before(document: Document, start: int) -> Mention | None:
    """The name that is all of a label before the quotation, at the start of a line, of a sentence or behind a dash."""
    label = _before_colon(document, start)
    if label is None or not (_opens_line(document, label[0]) or document.doc[label[0] - 1].text in DASH_TOKENS):
        return None
    named = _named(document, *label)
    return named if named is not None and (named.start, named.end) == label else None


def described_before(document: Document, start: int) -> Mention | None:
    """The person or body that a label before a quotation describes, and nothing else: `A neighbour: “…”`."""
    label = _before_colon(document, start)
    if label is None or not _opens_line(document, label[0]) or _named(document, *_head_of(document, *label)):
        return None
    return _described(document, *_head_of(document, *label))


def in_label(document: Document, start: int, end: int) -> Mention:
    """The mention that the label of a turn is, tokens `start` to `end`, without its colon.

    That is a name in it, a name of the article that it cuts to its last word or to its initials, or the label itself.
    """
    start, end = _head_of(document, start, end)
    initials = document.initials.get(document.doc.stretch(start, end).text.replace(".", "").casefold())
    named = _named(document, start, end) if initials is None else None
    if named is not None:
        return named
    number = document.surnames.get(document.doc[end - 1].lower_) if initials is None else initials
    kind = MentionKind.DESCRIPTION if number is None else MentionKind.NAME
    return Mention(start, end, end - 1, kind, number)


def part_of(document: Document, passage: int) -> str | None:
    """The part in an interview that the label of a turn stands for, "question" or "answer", if it stands for one."""
    label = document.passages[passage].label
    return _parts(document.tables).get(document.text[slice(*label)]) if label is not None else None


def interviewee(document: Document) -> Mention | None:
    """Who answers the questions of an interview: the one named most before them who is no journalist."""
    people = _people_before_turns(document)
    asking = {name.text.split()[-1] for name in people if _is_journalist(document, name)}
    times = Counter(name.text.split()[-1] for name in people)
    guests = [name for name in people if name.text.split()[-1] not in asking]
    name = max(guests, key=lambda name: (times[name.text.split()[-1]], " " in name.text, name.start), default=None)
    return None if name is None else _mention(document, name)


def interviewed(document: Document) -> Mention | None:
    """With whom the text before its first quotation says that its author spoke: I spoke with *Ann Poe* of Acme."""
    first = document.token_spans[document.top[0]][0] if document.top else 0
    for name in document.names:
        if name.start >= first:
            return None
        before = [token.lower_ for token in document.doc[max(0, name.start - NEAR) : name.start]]
        talks = any(words[0] in TALKING and words[1] in ("with", "to") for words in pairwise(before))
        if name.kind is NameKind.PERSON and (talks or "interviewed" in before) and not _is_journalist(document, name):
            return _mention(document, name)
    return None


def interviewer(document: Document) -> Mention | None:
    """Who asks the questions: a journalist whom the text before them names."""
    names = (name for name in _people_before_turns(document) if _is_journalist(document, name))
    name = next(names, None)
    return None if name is None else _mention(document, name)


def _people_before_turns(document: Document) -> list[Name]:
    labelled = zip(document.passages, document.passage_tokens, strict=True)
    first = next((start for passage, (start, _) in labelled if passage.label is not None), 0)
    return [name for name in document.names if name.kind is NameKind.PERSON and name.end <= first]


def _is_journalist(document: Document, name: Name) -> bool:
    before = document.doc[max(0, name.start - NEAR_WORD) : name.start]
    behind = document.doc[name.end : name.end + NEAR_WORD + 1]
    words = {token.lower_ for token in (*before, *(behind if behind and behind[0].text == "," else ()))}
    return not words.isdisjoint(_journalists(document.tables)) or _is_sent(document, name)


def _is_sent(document: Document, name: Name) -> bool:
    """Whether others speak to somebody whom a body sent: she spoke to the *Courier’s Poe*; not whom we spoke to."""
    person = document.doc[name.end - 1]
    owners = (document.doc[other.end - 1] for other in document.names if other.kind is not NameKind.PERSON)
    if not any(owner.dep_ == "poss" and owner.head is person for owner in owners):
        return False
    to, verb = person.head, person.head.head
    subjects = {child.lower_ for child in verb.lefts if child.dep_ in SUBJECTS}
    return to.dep_ in ("prep", "dative") and verb.lemma_ in _talking(document.tables) and bool(subjects - {"i", "we"})


def _mention(document: Document, name: Name) -> Mention:
    return Mention(name.start, name.end, name.end - 1, MentionKind.NAME, document.names.index(name))


def _before_colon(document: Document, start: int) -> tuple[int, int] | None:
    """The tokens of the label, without verb or cue, that a colon ends right before token `start`, or a lone dash."""
    doc, colon = document.doc, start - 1
    while colon > 0 and doc[colon].is_space and "\n" not in doc[colon].text:
        colon -= 1
    if colon < 1 or doc[colon].text not in COLONS | DASH_TOKENS:
        return None
    first = colon
    while first > 0 and colon - first < LONGEST_LABEL:
        token = doc[first - 1]
        if token.is_space or ends_sentence(token) or token.text in DASH_TOKENS or document.outermost[token.i] >= 0:
            break
        acts = token.pos_ == "VERB" or any(cue.listed for cue in cues_between(document, token.i, token.i + 1))
        if acts and noun_class(token.lower_, document.tables) not in SPEAKERS:  # the *judge*, a *guard*
            return None
        first -= 1
    alone = doc[colon].text in COLONS or first == _first_of_paragraph(document, first)
    return (first, colon) if first < colon and alone else None


def _opens_line(document: Document, at: int) -> bool:
    """Whether nothing stands before token `at` in its paragraph but the end of a sentence, maybe in marks."""
    if at == _first_of_paragraph(document, at) or document.doc[at - 1].is_space:
        return True
    return ends_sentence(document.doc[at - (2 if document.outermost[at - 1] >= 0 else 1)])


def _first_of_paragraph(document: Document, at: int) -> int:
    """The first token of the paragraph that token `at` stands in."""
    return document.passage_tokens[document.passage_of[at]][0] if document.passage_of[at] >= 0 else at


def _head_of(document: Document, start: int, end: int) -> tuple[int, int]:
    """The tokens of a label before the comma or bracket that goes on after them."""
    behind = next((i for i in range(start + 1, end) if document.doc[i].text in BEHIND_HEAD), end)
    return start, behind


def _named(document: Document, start: int, end: int) -> Mention | None:
    """The last name in tokens `start` to `end`, a person's before others: Nurse manager *Ann Poe*."""
    numbers = sorted(
        {document.finder.name_of_token[i] for i in range(start, end) if i in document.finder.name_of_token}
    )
    if _is_described(document, start, end):
        return None
    people = [n for n in numbers if document.names[n].kind is NameKind.PERSON]
    numbers = people if people else numbers
    return _mention(document, document.names[numbers[-1]]) if numbers else None


def _is_described(document: Document, start: int, end: int) -> bool:
    """Whether one word in capitals is what somebody is called by, and not a name: `Clerk: “…”`."""
    return end - start == 1 and noun_class(document.doc[start].lower_, document.tables) in SPEAKERS


def _described(document: Document, start: int, end: int) -> Mention | None:
    """The noun phrase in tokens `start` to `end` whose head is what a person or a body is called by."""
    doc = document.doc
    for index in range(start, end):
        token = doc[index]
        called = token.pos_ in CALLED and noun_class(_noun(document, index), document.tables)
        goes_on = index + 1 < end and doc[index + 1].pos_ in ("NOUN", "PROPN", "PART")
        if called in SPEAKERS and not goes_on:
            described = document.finder.at(index) if index not in document.finder.name_of_token else None
            if described is not None and described.kind is MentionKind.NAME:
                return described
            return Mention(start, index + 1, index, MentionKind.DESCRIPTION)
    return None


def _noun(document: Document, index: int) -> str:
    token = document.doc[index]
    return token.lemma_.lower() if token.tag_ in ("NNS", "NNPS") and token.lemma_ else token.lower_


@cache
def _parts(tables: Tables) -> dict[str, str]:
    rows = [row for row in tables.rows("turn_labels") if row["kind"] in ("question", "answer")]
    return {label: row["kind"] for row in rows for label in row["labels"]}


@cache
def _talking(tables: Tables) -> frozenset[str]:
    return frozenset(verb for row in tables.rows("media_cues") if "kind" not in row for verb in row["verbs"])


@cache
def _journalists(tables: Tables) -> frozenset[str]:
    return frozenset(
        label for row in tables.rows("turn_labels") if row["kind"] == "journalist" for label in row["labels"]
    )
