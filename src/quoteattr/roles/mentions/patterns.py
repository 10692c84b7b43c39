"""Where an article says what somebody is: before a name, after it, in clauses about it, in what opens its sentence.

Each pattern looks at words near the name, as a parser errs on long appositions, and gives the role phrases it finds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

from attrs import evolve, frozen

from quoteattr.lexicon import CLOSING_MARK_TOKENS, JOB_ENDINGS, NAMING, PHRASE_ENDS, SET_OFF_DASHES, SUFFIXES, Titles
from quoteattr.parse import Word, read_words
from quoteattr.parse.tokens import Parse
from quoteattr.roles.mentions.phrases import (
    BODIES,
    DETERMINERS,
    LONGEST_PHRASE,
    OPENING_WORDS,
    ORGANIZATION_PREPOSITIONS,
    Range,
    RolePhrase,
    is_possessive,
    read_organization,
    read_role_phrase,
    with_status,
)
from quoteattr.types import RoleStatus

__all__ = ["Page", "phrases_at", "phrases_of_name", "phrases_of_pair", "read_page"]


@frozen
class Page:
    """An article as `words`, with the word of each token, and `names` as half-open ranges of words.

    Acronyms in brackets may be no words: Acme (*ACM*) director. A name there has an empty range.

    `starts` has the words that open a name, `name_words` all that are in one, `breaks` line breaks
    and ends of sentences; `parsed` says whether the pipeline has a parser. `bodies` are the half-open ranges of tokens
    of names that the article speaks of as bodies.
    """

    doc: Parse
    words: tuple[Word, ...]
    word_of: tuple[int, ...]
    names: tuple[Range, ...]
    starts: frozenset[int]
    name_words: frozenset[int]
    breaks: frozenset[int]
    titles: Titles
    parsed: bool
    bodies: tuple[Range, ...] = ()

    def is_break(self, at: int) -> bool:
        """Whether no phrase goes on over word `at`: the article's end, a line break, the end of a sentence."""
        return at in self.breaks or not 0 <= at < len(self.words)

    def phrase_end(self, at: int) -> int:
        """The word that ends the sentence of word `at`, or the last one that a phrase starting there may reach."""
        return next((end for end in range(at, at + LONGEST_PHRASE) if self.is_break(end)), at + LONGEST_PHRASE)

    def lower(self, at: int) -> str:
        """Word `at` in lower case, "" beyond either end of the article."""
        return self.words[at].lower if 0 <= at < len(self.words) else ""

    def is_bracketed(self, number: int) -> bool:
        """Whether the name at index `number` opens a bracket: Reps. Mary Coe (*Utah*) and John Poe."""
        return self.lower(self.names[number][0] - 1) == "("

    def key(self, number: int) -> str:
        """The last word, in lower case, of the name at index `number`: what a person's names have in common."""
        return self.words[self.names[number][1] - 1].lower


def read_page(doc: Parse, names: Sequence[Range], titles: Titles, bodies: Sequence[Range] = ()) -> Page:
    """`doc` with `names` and those of them that are `bodies`, half-open ranges of its tokens, ready for patterns."""
    words = _without_acronyms(read_words(doc, 0, len(doc), titles.short_forms))
    word_of: list[int] = []
    for number, word in enumerate(words):
        word_of += [number] * (word.end - len(word_of))
    word_of += [max(0, len(words) - 1)] * (len(doc) - len(word_of))
    whole = ((word_of[start], word_of[end - 1] + (words[word_of[start]].start <= start)) for start, end in names)
    ranges = tuple(_bare_name(doc, words, first, last, titles) for first, last in whole)
    told = [(word_of[start], word_of[end - 1] + 1) for start, end in bodies]
    words = _with_bodies(_called_bodies(words, told), ranges)
    return Page(
        doc=doc,
        words=words,
        word_of=tuple(word_of),
        names=ranges,
        starts=frozenset(first for first, last in ranges if first < last),
        name_words=frozenset(number for first, last in ranges for number in range(first, last)),
        breaks=frozenset(
            number for number, word in enumerate(words) if word.text in PHRASE_ENDS or word.text.isspace()
        ),
        titles=titles,
        parsed=doc.has_annotation("DEP"),
        bodies=tuple(bodies),
    )


def _with_bodies(words: Sequence[Word], names: Sequence[Range]) -> tuple[Word, ...]:
    """`words` with all of a name called a body where the pipeline knows one in part: the *Party* for the Coast."""
    known = list(words)
    for first, last in names:
        labels = {word.entity for word in words[first:last]}
        if labels == {"ORG", ""}:
            known[first:last] = [word._replace(entity="ORG") for word in words[first:last]]
    return tuple(known)


def _called_bodies(words: Sequence[Word], bodies: Sequence[Range]) -> tuple[Word, ...]:
    """`words` with those of `bodies` called so, whatever the pipeline takes them for."""
    known = list(words)
    for first, last in bodies:
        known[first:last] = [word._replace(entity="ORG") for word in words[first:last]]
    return tuple(known)


def _without_acronyms(words: Sequence[Word]) -> tuple[Word, ...]:
    """`words` but acronyms in brackets between a name and what it owns or is the body of: Acme (*ACM*) director."""
    kept: list[Word] = []
    at = 0
    while at < len(words):
        end = _acronym_end(words, at) if words[at].text == "(" and kept and at else at
        goes_on = at < end < len(words) and words[end].nominal and words[end].entity != "PERSON"
        name = next((word for word in reversed(kept[-3:]) if word.capitalized), None)
        if not goes_on or name is None or not (kept[-1] is name or is_possessive(words, at - 1)):
            end = at
        kept += words[at : at + 1] if end == at else ()
        at = max(end, at + 1)
    return tuple(kept)


def _acronym_end(words: Sequence[Word], at: int) -> int:
    """The word after the bracket that opens at word `at`, if it holds an acronym alone; else `at`."""
    end = next((n for n in range(at + 1, min(at + 5, len(words))) if words[n].text == ")"), at)
    inside = [word.text for word in words[at + 1 : end] if word.text[0].isalnum()]
    return end + 1 if len(inside) == 1 and inside[0].isupper() and len(inside[0]) > 1 else at


def _bare_name(doc: Parse, words: Sequence[Word], first: int, last: int, titles: Titles) -> Range:
    """The name at words `first` to `last` with a given name left out of it, and without a title taken into it.

    Both happen to names found by capitals: Jan | *Brewer*, *Comedian Sarah Silverman*. An empty range stays so.
    """
    if first == last:
        return first, last
    while (
        first > 0
        and titles.match(words, first - 1, first) is None
        and (_continues_person(doc, words[first]) or _follows_title(words, first - 1, titles))
    ):
        first -= 1
    while last - first > 1 and (title := titles.match(words, first, last)) is not None:
        bare = first + title.length
        if all(word.lower.rstrip(".") in SUFFIXES for word in words[bare:last]) or (
            last - bare == 1 and _continues_person(doc, words[bare])
        ):
            break
        first = bare
    return first, last


def _continues_person(doc: Parse, word: Word) -> bool:
    """Whether the pipeline takes `word` for a later word of a person's name."""
    return word.entity == "PERSON" and doc[word.start].ent_iob_ == "I"


def _follows_title(words: Sequence[Word], at: int, titles: Titles) -> bool:
    """Whether an unknown capital word stands at `at` after a title in capitals: Chair *Debora* Watts Ruiz."""
    word = words[at]
    if at == 0 or word.entity or not word.tag.startswith("NNP") or not words[at - 1].capitalized:
        return False
    return titles.match(words, at - 1, at) is not None


LONGEST_VERB = 3
# Words between a verb and the preposition before its body: "teaches *modern European history* at Turin University".
LONGEST_OBJECT = 4
# How far a clause may be from its name: "Ines Roth, *the grand old lady of the stage* who was its director".
LONGEST_ANTECEDENT = 8

Reader = Callable[[Page, int], list[RolePhrase]]


def read_relative_clause(page: Page, at: int, read_phrases: Reader) -> list[RolePhrase]:
    """The roles in the clause whose *who* stands at word `at` or a few nouns on.

    They are those of its first verb, or of a later one after *and*; one with a title goes before a mere body.
    """
    reach = min(page.phrase_end(at), at + LONGEST_ANTECEDENT)
    who = next((n for n in range(at, reach) if page.words[n].lower == "who"), None)
    if who is None or any(word.verbal or word.text in ",)(" for word in page.words[at:who]):
        return []
    end = page.phrase_end(who)
    verbs = [who + 1, *(n + 1 for n in range(who + 1, end) if page.words[n].lower == "and")]
    found = [phrases for verb in verbs if (phrases := phrases_after_verb(page, verb, read_phrases))]
    return max(found, key=lambda phrases: phrases[0].title is not None, default=[])


def phrases_after_verb(page: Page, at: int, read_phrases: Reader) -> list[RolePhrase]:
    """The roles that the verb at word `at` introduces, as `read_phrases` reads them; or the body that it names."""
    for length in range(LONGEST_VERB, 0, -1):
        verb = " ".join(word.lower for word in page.words[at : at + length])
        status = page.titles.copulas.get(verb)
        if status is not None:
            return [with_status(phrase, status) for phrase in read_phrases(page, at + length)]
    prepositions = page.titles.affiliations.get(page.lower(at))
    return [] if prepositions is None else _body(page, at + 1, prepositions)


def _body(page: Page, start: int, prepositions: Set[str]) -> list[RolePhrase]:
    """The body named at word `start`, or after one of `prepositions` there or a few words on."""
    end = page.phrase_end(start)
    if prepositions:
        reach = range(start, min(end, start + LONGEST_OBJECT))
        start = next((n + 1 for n in reach if page.words[n].lower in prepositions), end)
    start += page.lower(start) in DETERMINERS
    name = read_organization(page.words, start, end, page.titles, common=True) if start < end else None
    return [] if name is None else [RolePhrase(None, name, RoleStatus.CURRENT, "post", False, start)]


LONGEST_LEAD = 16  # words
MOST_LEADS = 8
LEADING_WORDS = OPENING_WORDS | {"of", "for", "and", "&", "at", "to"}


def read_leads(page: Page, first: int) -> tuple[list[RolePhrase], int]:
    """The role phrases before the name at word `first`, the nearest first, and where all that leads to it starts."""
    found: list[RolePhrase] = []
    start = first
    while start > 0 and len(found) < MOST_LEADS:
        if page.titles.is_address(page.words[start - 1]):
            start -= 1
            continue
        stop = start - 1 if found and page.words[start - 1].lower == "and" else start
        lead = read_lead(page, stop)
        if lead is None or (lead.plural and found):
            break
        found.append(lead)
        start = page.word_of[lead.start]
    return found, start


def read_lead(page: Page, stop: int) -> RolePhrase | None:
    """The role phrase that ends directly before word `stop`: tried from its last word leftwards, as far as it goes."""
    found: RolePhrase | None = None
    for start in range(stop - 1, max(-1, stop - 1 - LONGEST_LEAD), -1):
        if not _may_lead(page, start):
            break
        phrase = read_role_phrase(page.words, start, stop, page.titles)
        if phrase is not None and phrase.end == stop and (found is None or _ends_alike(phrase, found)):
            found = phrase
    return found


def _ends_alike(one: RolePhrase, other: RolePhrase) -> bool:
    """Whether two phrases have the same last head, so that one is the other with more before it."""
    return one.title is not None and other.title is not None and one.title[1] == other.title[1]


def _may_lead(page: Page, at: int) -> bool:
    """Whether a phrase before a name may go on leftwards over word `at`."""
    word = page.words[at]
    if page.is_break(at) or (word.lower in ("and", "&", ",") and _ends_person(page, at)):
        return False
    # A tagger takes the last word of "said strategist Ines Roth" for a verb now and then.
    is_noun = word.nominal or word.lower.endswith(JOB_ENDINGS) or (word.lower in page.titles.kinds and not word.verbal)
    if is_noun or word.lower in LEADING_WORDS or is_possessive(page.words, at):
        return True
    return page.titles.sort_is(word.lower, "modifier") or page.titles.status(word) is not None


def _ends_person(page: Page, end: int) -> bool:
    """Whether a person's name ends before word `end`, who has a title of their own: Gov. *Ana Ruiz* and Mayor Roth."""
    if end - 1 not in page.name_words:
        return False
    first = next(n for n in range(end - 1, -1, -1) if n in page.starts)
    titled = first > 0 and page.titles.match(page.words, first - 1, first) is not None
    return titled or page.words[end - 1].entity == "PERSON"


# Lengths in words, and how many insertions may stand between a name and its apposition: ", 52, of Dayton, a nurse".
LONGEST_LIST_GAP = 12
LONGEST_INSERTION = 6
INSERTIONS = 3
LONGEST_OUTLET = 4
AUXILIARIES = frozenset({"has", "have", "had", "will", "would", "also", "recently", "then", "later", "today"})
# What may stand behind a name and a comma, before a body: Ines Roth, *now at* Acme.
TIES = (
    ("now", "at"), ("now", "with"), ("now", "of"), ("currently", "at"), ("currently", "with"), ("formerly", "of"),
    ("speaking", "for"), ("speaking", "on", "behalf", "of"), ("on", "behalf", "of"), ("acting", "for"),
    ("writing", "for"), ("reporting", "for"),
)  # fmt: skip
LONGEST_BRACKET = 10
LONGEST_PLACE = 4
PARTISANS = frozenset({"republican", "democrat", "independent", "libertarian"})
LONGEST_OPENING = 30
POST_NAME_MARKS = SET_OFF_DASHES | {",", "("}
ENDINGS_OF_APPOSITION = PHRASE_ENDS | CLOSING_MARK_TOKENS | SET_OFF_DASHES | {",", ":", "(", ")"}
# What may stand before a role set off by commas: "As mayor of Lima, Ines Roth", "Roth, then a nurse,".
OPENERS: Mapping[str, RoleStatus] = {
    "as": RoleStatus.CURRENT,
    "now": RoleStatus.CURRENT,
    "currently": RoleStatus.CURRENT,
    "long": RoleStatus.CURRENT,
    "also": RoleStatus.CURRENT,
    "once": RoleStatus.FORMER,
    "then": RoleStatus.FORMER,
    "himself": RoleStatus.CURRENT,
    "herself": RoleStatus.CURRENT,
    "formerly": RoleStatus.FORMER,
}


def phrases_of_name(page: Page, number: int, shared: RolePhrase | None) -> list[tuple[str, RolePhrase]]:
    """The role phrases of the name at index `number`, each with the name of its pattern.

    `shared` is a plural title before the name before this one, which a list goes on with: Reps. Mary Coe and John Poe.
    """
    first, last = page.names[number]
    last = _past_post_nominals(page, last)
    leads, start = read_leads(page, first - (page.lower(first - 1) in NAMING))
    if leads:
        leads[0] = _placed(page, leads[0], last)
    elif shared is not None and is_listed(page, number):
        leads = [_placed(page, shared, last)]
    found = [("prenominal", lead) for lead in leads]
    for name, pattern in PATTERNS.items():
        titles = {phrase.title for _, phrase in found}
        found += [(name, phrase) for phrase in pattern(page, start, last) if phrase.title not in titles]
    return _with_body_of_clause(found)


def _with_body_of_clause(found: list[tuple[str, RolePhrase]]) -> list[tuple[str, RolePhrase]]:
    """`found` with the body that a clause names for the first role, if it has none: *who teaches at Lowell*."""
    body = next((phrase for name, phrase in found if name in CLAUSES and phrase.title is None), None)
    if body is None or not found or found[0][1].title is None or found[0][1].organization is not None:
        return found
    name, first = found[0]
    return [(name, evolve(first, organization=body.organization)), *found[1:]]


def phrases_of_pair(page: Page, number: int) -> list[RolePhrase]:
    """The plural apposition that the name at index `number` shares with the one before: X and Y, *both lawyers*."""
    first, last = page.names[number]
    return _apposition(page, first, last, plural=True) if number and is_listed(page, number) else []


def phrases_at(page: Page, at: int, *, plural: bool = False) -> list[RolePhrase]:
    """The role phrases at word `at`, joined by *and*: "a surgeon and former senator", "an aide and now director"."""
    phrases: list[RolePhrase] = []
    end = page.phrase_end(at)
    while at < end:
        phrase = read_role_phrase(page.words, at, end, page.titles)
        if phrase is not None:
            if phrase.plural != plural or _leads_on(page, phrase.end):
                break
            joined = _as_one(page, phrases[-1], phrase, at) if phrases else None
            phrases = [*phrases, phrase] if joined is None else [*phrases[:-1], joined]
            at = phrase.end
            if at < end and page.words[at].lower == "who":
                return phrases + read_relative_clause(page, at, phrases_at)
        reach = min(end, at + LONGEST_INSERTION)
        joint = next((n for n in range(at, reach) if page.words[n].lower == "and"), None)
        if joint is None or any(word.verbal or word.text in POST_NAME_MARKS for word in page.words[at:joint]):
            break
        at = joint + 1
        at += at < end and page.words[at].lower in ("now", "currently")
    return phrases


def _as_one(page: Page, one: RolePhrase, other: RolePhrase, at: int) -> RolePhrase | None:
    """Two offices in capitals, the other from word `at`, as one: *Head for Ports and Senior Envoy for Coasts*."""
    if one.title is None or other.title is None or one.organization is not None or one.end != at - 1:
        return None
    firsts = page.words[page.word_of[one.title[0]]], page.words[at]
    is_one = one.status is other.status and all(word.capitalized for word in firsts)
    if not is_one or page.lower(one.end) != "and" or other.title[0] != page.words[at].start:
        return None
    return evolve(other, title=(one.title[0], other.title[1]), kind=one.kind)


def _placed(page: Page, lead: RolePhrase, last: int) -> RolePhrase:
    """`lead` with the place or body after the name, if it has none: Sen. Ana Ruiz *of Oregon*."""
    if lead.organization is not None:
        return lead
    place = _name_after_of(page, last) or _body_after_comma(page, last)
    return lead if place is None else evolve(lead, organization=place)


def _name_after_of(page: Page, last: int) -> Range | None:
    """Tokens of the name after *of* at word `last`."""
    if last + 1 >= len(page.words) or page.words[last].lower != "of":
        return None
    return read_organization(page.words, last + 1, min(len(page.words), last + LONGEST_PHRASE), page.titles)


def _body_after_comma(page: Page, last: int) -> Range | None:
    """Tokens of the body in ", of the Lima Institute" at word `last`; a place there says where somebody lives."""
    return _body_behind_preposition(page, last + 1) if page.lower(last) == "," else None


def _body_behind_preposition(page: Page, at: int) -> Range | None:
    """Tokens of the body behind *of*, *from* and the like at word `at`; no place."""
    if page.lower(at) not in ("of", "from", "at", "with") or page.is_break(at + 1):
        return None
    name = read_organization(page.words, at + 1, page.phrase_end(at + 1), page.titles)
    words = () if name is None else page.words[page.word_of[name[0]] : page.word_of[name[1] - 1] + 1]
    is_body = any(word.entity in BODIES or page.titles.sort_is(word.lower, "body") for word in words)
    return name if is_body else None


def is_listed(page: Page, number: int) -> bool:
    """Whether a name goes on with the list of the name before it: Reps. Mary Coe of Utah *and John Poe*."""
    before = next((n for n in range(number - 1, -1, -1) if not page.is_bracketed(n)), 0)
    between = page.words[page.names[before][1] : page.names[number][0]]
    if not 0 < len(between) <= LONGEST_LIST_GAP or between[-1].lower not in ("and", "&", ","):
        return False
    return not any(word.verbal or word.text.isspace() for word in between)


def _apposition(page: Page, _: int, last: int, *, plural: bool = False) -> list[RolePhrase]:
    """Ines Roth, 52, *a lawyer for the tenants*, said."""
    at = _past_place(page, last)
    for _insertion in range(INSERTIONS):
        if page.is_break(at) or page.words[at].text not in POST_NAME_MARKS:
            return []
        status = OPENERS.get(page.lower(at + 1))
        phrases = phrases_at(page, at + 1 + (status is not None), plural=plural)
        if phrases and _opens_clause(page, phrases[0]):
            return []
        if phrases:
            return [with_status(phrase, status or RoleStatus.CURRENT) for phrase in phrases]
        at = _insertion_end(page, at + 1)
    return []


def _opens_clause(page: Page, phrase: RolePhrase) -> bool:
    """Whether a title is subject of a verb, no comma between: to Ines Roth, *the lawyer said*, it was late."""
    if not page.parsed or phrase.title is None:
        return False
    head = page.doc.stretch(*phrase.title).root
    between = page.doc[head.i : head.head.i]
    return head.dep_ == "nsubj" and head.i < head.head.i and not any(token.text == "," for token in between)


def _relative_clause(page: Page, _: int, last: int) -> list[RolePhrase]:
    """Ines Roth, *who is the president of the court*."""
    at = last + (not page.is_break(last) and page.words[last].text in POST_NAME_MARKS)
    return [] if page.is_break(at) or is_possessive(page.words, at) else read_relative_clause(page, at, phrases_at)


def _copula(page: Page, first: int, last: int) -> list[RolePhrase]:
    """Ines Roth *is a professor at Turin*; Ines Roth, who left in May, *is* one."""
    at = last
    if not page.is_break(at) and page.words[at].text == "," and page.words[at + 1 : at + 2]:
        end = page.phrase_end(at + 1)
        at = next((n + 1 for n in range(at + 1, end) if page.words[n].text == ","), at)
    return _given_role(page, first, last) or phrases_after_verb(page, at, phrases_at)


LONGEST_BODY = 8


def _given_role(page: Page, first: int, last: int) -> list[RolePhrase]:
    """Acme *hired* Ines Roth *as head of design*; Roth *will join Acme as its head*, *was hired by Acme as* it."""
    given = page.titles.appointments.get(page.lower(first - 1))
    if given is not None and not page.is_break(first - 1):
        particle, needed = given
        role = last + (page.lower(last) == ",")
        opened = page.lower(role) == particle
        phrases = phrases_at(page, role + 1 if opened else last) if opened or not needed else []
        return [_in_body(phrase, _body_before(page, first - 1)) for phrase in phrases]
    reach = range(last, min(last + LONGEST_VERB, page.phrase_end(last)))
    verb = next((n for n in reach if page.lower(n) in page.titles.appointments), None)
    if verb is None:
        return []
    particle, _ = page.titles.appointments[page.lower(verb)]
    start = verb + 1 + (page.lower(verb + 1) == "by")
    end = min(page.phrase_end(start), start + LONGEST_BODY)
    behind = next((n for n in range(start, end) if page.lower(n) == particle), None)
    if behind is None or any(word.verbal or word.text == "," for word in page.words[start:behind]):
        return []
    body = read_organization(page.words, start, behind, page.titles, common=True) if start < behind else None
    return [_in_body(phrase, body) for phrase in phrases_at(page, behind + 1)]


def _in_body(phrase: RolePhrase, body: Range | None) -> RolePhrase:
    """`phrase` with `body` for its organization where its own words name none."""
    return phrase if phrase.organization is not None or body is None else evolve(phrase, organization=body)


def _body_before(page: Page, verb: int) -> Range | None:
    """The body that is the subject of the verb at word `verb`: *The Lima Museum* has named."""
    end = verb
    while end > 0 and page.lower(end - 1) in AUXILIARIES:
        end -= 1
    start = end
    while start > 0 and end - start < LONGEST_BODY and not page.is_break(start - 1):
        before = page.words[start - 1]
        if before.verbal or not (before.nominal or before.lower in LEADING_WORDS):
            break
        start -= 1
    return read_organization(page.words, start, end, page.titles, common=True) if start < end else None


def _apposition_before(page: Page, first: int, last: int) -> list[RolePhrase]:
    """*The museum's director*, Ines Roth, said."""
    comma = first - 1
    if comma < 1 or page.words[comma].text not in {",", *SET_OFF_DASHES}:
        return []
    follower = page.words[last] if last < len(page.words) else None
    if follower is not None and not (
        follower.text in ENDINGS_OF_APPOSITION or follower.lower == "of" or follower.text.isspace()
    ):
        return []
    at_moment = page.lower(comma - 3) == "at" and page.titles.sort_is(page.lower(comma - 1), "moment")
    phrase = read_lead(page, comma - 3 if at_moment else comma)  # my manager *at the time*
    if phrase is None or phrase.plural:
        return []
    before = page.word_of[phrase.start] - 1
    opener = None if before < 0 else page.words[before]
    definite = opener is not None and opener.lower in OPENING_WORDS
    opens = opener is None or not opener.text[-1].isalnum()
    return [phrase] if definite or opens or phrase.organization is not None else []


def _opening(page: Page, first: int, _: int) -> list[RolePhrase]:
    """*As mayor of Lima*, Ines Roth built it. *A lawyer and a poet*, Ines Roth likes words."""
    if first < 2 or page.words[first - 1].text != ",":
        return []
    start = first - 1
    while start > max(0, first - LONGEST_OPENING) and _goes_on(page, start - 1):
        start -= 1
    status = OPENERS.get(page.words[start].lower)
    at = start if status is None else start + 1
    if status is None and page.words[at].lower not in DETERMINERS:
        return []
    phrases = [phrase for phrase in phrases_at(page, at) if phrase.end < first]
    if status is None and phrases and any(word.lower == "and" for word in page.words[phrases[-1].end : first]):
        return []  # *The mayor* and her husband, Ines Roth
    return [with_status(phrase, status or RoleStatus.CURRENT) for phrase in phrases]


def _goes_on(page: Page, at: int) -> bool:
    """Whether the opening of a sentence may go on leftwards over word `at`: no verb, and no mark but a comma."""
    word = page.words[at]
    return (
        not page.is_break(at)
        and not word.verbal
        and (word.text == "," or word.text[0].isalnum() or is_possessive(page.words, at))
    )


def _participle(page: Page, _: int, last: int) -> list[RolePhrase]:
    """Ines Roth, *representing the tenants' union*, *now at Acme*, *speaking for it*: a body without a title."""
    if page.lower(last) not in POST_NAME_MARKS or page.is_break(last):
        return []
    if page.lower(last + 1) == "representing":
        return phrases_after_verb(page, last + 1, phrases_at)
    at = last + 1
    while page.lower(at) in ("who", "is", "was"):
        at += 1
    lead = next((lead for lead in TIES if tuple(page.lower(at + n) for n in range(len(lead))) == lead), None)
    if lead is None:
        return []
    start = at + len(lead)
    return _body(page, start, frozenset()) or _clients(page, start + (page.lower(start) in DETERMINERS), lead)


def _clients(page: Page, start: int, lead: Sequence[str]) -> list[RolePhrase]:
    """Those for whom somebody speaks, though no body: on behalf of *the tenants*."""
    end = next((n for n in range(start, page.phrase_end(start)) if not page.words[n].nominal), start)
    if end == start or lead[-1] not in ("for", "of") or not page.words[end - 1].tag.startswith("NN"):
        return []
    clients = (page.words[start].start, page.words[end - 1].end)
    return [RolePhrase(None, clients, RoleStatus.CURRENT, "voice", False, end)]


def _party(page: Page, _: int, last: int) -> list[RolePhrase]:
    """Rep. Ines Roth, *Democrat of Ohio*; Roth, *an Ohio Republican*: the place that somebody is elected in."""
    at = _past_place(page, last)
    if page.lower(at) != ",":
        return []
    at += 1 + (page.lower(at + 1) in DETERMINERS)
    end = next((n for n in range(at, at + LONGEST_PLACE) if page.lower(n) in PARTISANS), None)
    if end is None or page.is_break(at):
        return []
    place = _name_after_of(page, end + 1)
    if place is None and end > at and all(word.entity == "GPE" for word in page.words[at:end]):
        place = (page.words[at].start, page.words[end - 1].end)
    return [] if place is None else [RolePhrase(None, place, RoleStatus.CURRENT, "office", False, end)]


def _outlet(page: Page, first: int, _: int) -> list[RolePhrase]:
    """*Radio Norte's* Ines Roth: an organization without a title."""
    end = first - 1
    if end < 1 or not is_possessive(page.words, end):
        return []
    listed = (start for start in range(max(0, end - LONGEST_OUTLET), end) if _is_outlet(page, start, end))
    start = next(listed, end - 1)
    owner = page.words[end - 1]
    unknown = not owner.entity and owner.tag.startswith("NNP") and end - 1 not in page.name_words
    if not (_is_outlet(page, start, end) or (owner.capitalized and (owner.entity in BODIES or unknown))):
        return []
    while start > 0 and page.words[start - 1].entity in BODIES and page.words[start - 1].capitalized:
        start -= 1
    return [RolePhrase(None, (page.words[start].start, owner.end), RoleStatus.CURRENT, "post", False, first)]


def _is_outlet(page: Page, start: int, end: int) -> bool:
    """Whether words `start` to `end` are the name of a known outlet."""
    words = page.words[start:end]
    return words[0].capitalized and " ".join(word.lower for word in words) in page.titles.outlets


def _body_after(page: Page, _: int, last: int) -> list[RolePhrase]:
    """Ines Roth *of the Lima Institute*, *from* it, or behind a comma: an organization without a title."""
    name = _name_after_of(page, last) or _body_after_comma(page, last)
    if page.lower(last) in ("from", "at", "with"):
        name = _body_behind_preposition(page, last)
    if name is None:
        return []
    body = page.words[page.word_of[name[1] - 1]]
    # A single word that is no known entity may be a town; an acronym or a longer name hardly is.
    unknown = not body.entity and bool(body.tag) and (body.text.isupper() or name[1] - name[0] > 1)
    if body.entity not in BODIES and not unknown:
        return []
    return [RolePhrase(None, name, RoleStatus.CURRENT, "post", False, last)]


def _past_post_nominals(page: Page, at: int) -> int:
    """`at` moved over "QC", ", Ph.D., MBA"; what a preposition follows is a title: Ann Poe, MP *for* Selby."""
    while True:
        word = at + (page.lower(at) == ",")
        listed = page.titles.sort_is(page.lower(word).rstrip("."), "post-nominal")
        if not listed or page.lower(word + 1) in ORGANIZATION_PREPOSITIONS:
            return at
        at = word + 1


def _past_place(page: Page, at: int) -> int:
    """`at` moved over "(D-Vt.)", "of Boston" or "of the Lima Institute in Peru"."""
    start, prepositions = at, frozenset({"of", "from", "at"})
    while at + 1 < len(page.words) and page.lower(at) in prepositions:
        place = read_organization(page.words, at + 1, min(len(page.words), at + LONGEST_PHRASE), page.titles)
        if place is None:
            break
        at, prepositions = page.word_of[place[1] - 1] + 1, frozenset({"in"})
    if at > start:
        return at
    if at < len(page.words) and page.words[at].text == "(":
        for end in range(at + 1, min(at + LONGEST_BRACKET, len(page.words))):
            if page.words[end].text == ")":
                return end + 1
    return at


def _insertion_end(page: Page, at: int) -> int:
    """The mark after a short insertion without verb, such as an age or "of Dayton", or -1."""
    for end in range(at, at + LONGEST_INSERTION):
        if page.is_break(end) or page.words[end].verbal or end in page.starts:
            return -1
        if page.words[end].text in POST_NAME_MARKS:
            return end
    return -1


def _leads_on(page: Page, at: int) -> bool:
    """Whether what was read is the title of another person: Ines Roth, President Obiang."""
    return at < len(page.words) and (at in page.starts or page.words[at].tag.startswith("NNP"))


CLAUSES = frozenset({"apposition", "relative_clause", "copula", "participle"})
PATTERNS: Mapping[str, Callable[[Page, int, int], list[RolePhrase]]] = {
    "apposition": _apposition,
    "apposition_before": _apposition_before,
    "opening": _opening,
    "relative_clause": _relative_clause,
    "copula": _copula,
    "participle": _participle,
    "party": _party,
    "outlet": _outlet,
    "body": _body_after,
}
