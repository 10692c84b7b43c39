"""A phrase that says what somebody is, taken apart: "the former Leeds council chief executive" and its kind.

A phrase is read as people write it: what stands before the head (rank, field, organization), the head itself, further
heads after *and*, and what follows with *of*, *for*, *at*: a field if it is a bare common noun ("professor of
history"), the organization otherwise ("president of the Board of Trade").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from attrs import evolve, frozen

from quoteattr.lexicon import CLOSING_MARK_TOKENS, PHRASE_ENDS, TitleMatch, Titles
from quoteattr.parse import Word
from quoteattr.types import RoleStatus

__all__ = ["LONGEST_PHRASE", "Range", "RolePhrase", "is_possessive", "read_role_phrase"]

Range = tuple[int, int]

DETERMINERS = frozenset({"the", "a", "an", "another", "one", "some", "this", "that", "any"})
POSSESSIVE_PRONOUNS = frozenset({"his", "her", "its", "their", "our", "my", "your", "whose"})
OPENING_WORDS = DETERMINERS | POSSESSIVE_PRONOUNS  # of a noun phrase
POSSESSIVE_MARKS = frozenset({"'s", "’s", "'S", "’S", "'", "’"})
# Words in lower case that go on with a name: Bank of England, Médecins sans Frontières, Ministry for the Sea.
CONNECTORS = frozenset({
    "of", "for", "and", "&", "at", "on", "to",
    "de", "del", "la", "da", "do", "des", "du", "van", "von", "der", "den", "al",
})  # fmt: skip
TOPIC_PREPOSITIONS = frozenset({"of", "for", "on", "in"})
ORGANIZATION_PREPOSITIONS = frozenset({"at", "with", "to", "from", "representing"}) | TOPIC_PREPOSITIONS
# "lawyer in Turin", "nurse from Ohio" say where somebody lives; of an office they say what it is held for.
PLACE_PREPOSITIONS = frozenset({"from", "in"})
# Those whose title goes on with what they know: "an expert on Norway", unlike "a member on the Board of Trade".
TOPICAL = frozenset({"expert", "adviser", "advisor", "specialist", "authority", "analyst", "envoy", "negotiator"})
PLACED_KINDS = frozenset({"office", "civic"})
BODIES = frozenset({"ORG"})
# Those of titles that are written before the name of who has them, whether the name is known for a person's or not.
HELD_KINDS = frozenset({"office", "rank", "address"})


def read_complements(
    words: Sequence[Word], end: int, stop: int, kind: str, titles: Titles
) -> tuple[int, Range | None, int]:
    """What follows the heads of a title of `kind` that end at word `end`, not beyond `stop`.

    Gives the end of the title with its fields ("professor *of history*"), the organization, and the end of it all.
    """
    while end + 1 < stop and words[end].lower in ORGANIZATION_PREPOSITIONS:
        preposition = words[end].lower
        if preposition == "at" and titles.sort_is(words[min(end + 2, stop - 1)].lower, "moment"):
            break  # her coach *at the time*
        definite = words[end + 1].lower in OPENING_WORDS
        start = end + 1 + definite
        # "spokesman for plaintiffs", unlike "director for sales", speaks for them.
        has_field = (
            preposition in TOPIC_PREPOSITIONS and not definite and not (preposition == "for" and kind == "voice")
        )
        field = _field_end(words, start, stop, titles) if has_field else start
        if field <= start and preposition in TOPIC_PREPOSITIONS and kind != "voice":
            field = _field_in_capitals(words, start, stop, titles)
        if field > start:
            end = field
            continue
        after = _name_end(words, start, stop, titles)
        if after > start and titles.sort_is(words[after - 1].lower, "span of time"):
            break  # a driver *for 20 years*
        if preposition == "to" and titles.sort_is(words[end - 1].lower, "sent"):
            end = after
            continue
        if after == start:
            break
        topical = preposition == "on" and words[end - 1].lower in TOPICAL and not _owns(words, start, after)
        if topical and not (definite and words[start].capitalized):
            end = next((n for n in range(start, after) if not words[n].nominal), after)
            continue
        if preposition == "for" and not definite and _holds_portfolio(words, end, words[start], titles):
            end = after
            continue
        ends = (words[start].lower, words[after - 1].lower)
        is_known = definite or _owns(words, start, after)
        in_body = preposition == "in" and is_known and any(titles.sort_is(word, "body") for word in ends)
        if not (in_body or _may_own(preposition, kind, words[start])):
            break
        if preposition == "at" and after + 1 < stop and words[after].lower == "for" and words[after + 1].capitalized:
            start, after = after + 1, _name_end(words, after + 1, stop, titles)  # director at Lima *for* Acme
        first = _name_start(words, start, after, titles)
        after = _client_end(words, after, stop, titles) if kind == "voice" and preposition == "for" else after
        return end, (first, after), after
    return end, None, end


def _field_in_capitals(words: Sequence[Word], start: int, stop: int, titles: Titles) -> int:
    """Where a field in capitals ends that has a body behind *at*: Head of *Go-To-Market Strategy* at Acme; or `start`.

    A body that has its place behind *at* is none: the University of Lima at Cusco.
    """
    at = next((n for n in range(start + 1, stop) if words[n].lower == "at"), stop)
    if at + 1 >= stop or not words[start].capitalized or any(words[n].text == "," for n in range(start, at)):
        return start
    named = at + 1 + (words[at + 1].lower == "the")
    if named >= stop or not words[named].capitalized or words[start].entity in NO_FIELDS:
        return start
    inside = words[start:at]
    plain = all(_is_plain_nominal(word, titles) or word.lower in ("and", "&", "of", "for") for word in inside)
    is_body = any(titles.sort_is(w.lower, "body") and not titles.sort_is(w.lower, "portfolio") for w in inside[:-1])
    is_body |= titles.sort_is(inside[-1].lower, "body", "generic") and not titles.sort_is(inside[-1].lower, "part")
    return at if plain and not is_body else start


def _holds_portfolio(words: Sequence[Word], end: int, field: Word, titles: Titles) -> bool:
    """Whether the title before word `end` is held for the field that `field` begins: Minister *for Coastal Works*."""
    if field.entity in NO_FIELDS:
        return False
    before = words[end - 2].lower if end > 1 else ""
    if before == "of" and end > 2:
        return titles.sort_is(words[end - 3].lower, "fielded")  # Secretary of State for Coastal Works
    head = words[end - 1].lower
    return titles.sort_is(head, "fielded") and f"{before} {head}" not in titles.kinds  # a press secretary has none


def _client_end(words: Sequence[Word], end: int, stop: int, titles: Titles) -> int:
    """`end` moved over "and the builders", whom somebody speaks for too; not over another role of the speaker's."""
    if end + 1 >= stop or words[end].lower not in ("and", "&") or titles.match(words, end + 1, stop) is not None:
        return end
    start = end + 1 + (words[end + 1].lower == "the")
    after = _name_end(words, start, stop, titles) if start < stop else start
    is_clause = after < stop and words[after].verbal
    return end if after == start or is_clause or words[start].lower in DETERMINERS else after


def _owns(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a possessive mark stands in words `start` to `end`: an adviser on *Roth's campaign*."""
    return any(is_possessive(words, at) for at in range(start, end))


def _may_own(preposition: str, kind: str, word: Word) -> bool:
    """Whether what starts with `word` after `preposition` can be an organization, or the place of an office."""
    if kind == "creator" and preposition != "at":
        return False
    if preposition in PLACE_PREPOSITIONS:
        return kind in PLACED_KINDS
    return preposition != "on" or word.capitalized


def read_organization(
    words: Sequence[Word], start: int, stop: int, titles: Titles, *, common: bool = False
) -> Range | None:
    """The tokens of the name at word `start`, a *the* before it left out; None if no name stands there.

    With `common` a body in lower case is one too: the water committee.
    """
    start += words[start].lower == "the" and start + 1 < stop
    end = _name_end(words, start, stop, titles)
    start = _past_kind(words, start, end, titles)
    if end == start or not (words[start].capitalized or (common and titles.sort_is(words[end - 1].lower, "body"))):
        return None
    return words[_past_address(words, start, end, titles)].start, words[end - 1].end


def _past_kind(words: Sequence[Word], start: int, end: int, titles: Titles) -> int:
    """`start` moved over what kind of body a name names: the *Oslo rights group* Clear Air."""
    kinds = (
        at
        for at in range(start + 1, end)
        if words[at].capitalized
        and not words[at - 1].capitalized
        and titles.sort_is(words[at - 1].lower, "body", "generic")
    )
    return max(kinds, default=start)


def _past_address(words: Sequence[Word], start: int, end: int, titles: Titles) -> int:
    """`start` moved over the Mr. of a name: an aide to Mr. *Roth*."""
    while start + 1 < end and titles.is_address(words[start]):
        start += 1
    return start


def is_possessive(words: Sequence[Word], at: int) -> bool:
    """Whether word `at` is the 's, or the apostrophe after a plural's s, of the word before it."""
    word = words[at]
    if word.text not in POSSESSIVE_MARKS or at == 0 or words[at - 1].end != word.start:
        return False
    return len(word.text) > 1 or words[at - 1].lower.endswith("s")


def _name_start(words: Sequence[Word], start: int, end: int, titles: Titles) -> int:
    """Where the name in a phrase starts: after the kind or the title in "rights group Clear Air", "President Sall"."""
    start = _past_kind(words, _past_address(words, start, end, titles), end, titles)
    while start + 1 < end and words[start].compound_tail and titles.sort_is(words[start].compound_tail, "tie"):
        start += 1  # Oxley-based Tarn Dairy
    title = titles.match(words, start, end) if words[start].capitalized else None
    after = start if title is None else start + title.length
    if title is None or after >= end or not words[after].capitalized:
        return start
    is_held = title.kind in HELD_KINDS and words[after].entity not in BODIES
    return after if is_held or words[after].entity == "PERSON" else start


def _field_end(words: Sequence[Word], start: int, stop: int, titles: Titles) -> int:
    """Where a field named without article ends: "Asian affairs", "health, labor and pensions"; `start` if a name."""
    end, at, part = start, start, start
    while at < stop:
        word = words[at]
        if part > start and word.capitalized and words[part - 1].text == "," and not _names_field([word], titles):
            return end  # director of product design, *Lumora*
        if _is_plain_nominal(word, titles) and word.tag != "CD":
            at += 1
            common = not word.capitalized and (at == start + 1 or not titles.sort_is(word.lower, "body"))
            if common or _names_field(words[part:at], titles):
                end = at
        elif at > start and word.lower in ("and", ",", "&") and end == at:
            at += 1
            part = at
        else:
            break
    in_name = start < end < at and words[end].capitalized and words[end - 1].capitalized  # Health *Watch*
    return end if end >= at - 1 and not in_name else start


def _names_field(words: Sequence[Word], titles: Titles) -> bool:
    """Whether capital `words` are a field: *Veterans Affairs*; not *Fairlea Health*, a body with a name of its own."""
    known = (titles.sort_is(word.lower, "portfolio", "modifier", "demonym") for word in words if word.capitalized)
    return titles.sort_is(words[-1].lower, "portfolio") and all(known)


def _is_plain_nominal(word: Word, titles: Titles) -> bool:
    """Whether `word` can be part of a noun phrase, and says no time."""
    if titles.sort_is(word.lower, "time") or word.lower == "such" or not word.nominal:
        return False
    return bool(word.tag) or word.capitalized or not titles.sort_is(word.lower, "border")


def _name_end(words: Sequence[Word], start: int, stop: int, titles: Titles) -> int:
    """Where the noun phrase that starts at `start` ends: over *of* and the like, and an acronym in brackets."""
    at, definite = start, start > 0 and words[start - 1].lower in DETERMINERS
    while at < stop:
        if not definite and at > start and _ends_name(words, at, stop, titles):
            break
        if _is_plain_nominal(words[at], titles) or is_possessive(words, at):
            at += 1
            continue
        after = _after_joint(words, at, stop, titles) if at > start else 0
        if not after:
            break
        at = after
    while at > start and is_possessive(words, at - 1):
        at -= 1
    return at


def _after_joint(words: Sequence[Word], at: int, stop: int, titles: Titles) -> int:
    """Where a name goes on behind what is no noun at `at`, an acronym in brackets or a connector; 0 where it ends."""
    if _is_acronym(words, at, stop):
        return at + 3
    if words[at].entity == words[at - 1].entity == "ORG" and words[at].text[0].isalnum():
        return at + 1  # Keep *the* Promise
    return _after_connector(words, at, stop, titles)


def _ends_name(words: Sequence[Word], at: int, stop: int, titles: Titles) -> bool:
    """Whether the lower-case nouns from `at` on go with no name before them: Ruiz of Texas *center stage*."""
    if words[at].capitalized or not words[at - 1].capitalized or not _is_plain_nominal(words[at], titles):
        return False
    while at < stop and not words[at].capitalized and _is_plain_nominal(words[at], titles):
        if titles.sort_is(words[at].lower, "body") or titles.sort_is(words[at].lower.removesuffix("s"), "body"):
            return False
        at += 1
    return True


def _is_acronym(words: Sequence[Word], at: int, stop: int) -> bool:
    """Whether "(ERO)" stands at `at`."""
    return at + 2 < stop and words[at].text == "(" and words[at + 2].text == ")" and words[at + 1].text.isupper()


def _after_connector(words: Sequence[Word], at: int, stop: int, titles: Titles) -> int:
    """The index after a connector (and *the*) inside a name, 0 if the name ends before it."""
    after = at + 1
    if words[at].lower not in CONNECTORS or after >= stop:
        return 0
    after += words[after].lower in ("the", "la", "el") and after + 1 < stop
    joined = words[at - 1].capitalized and words[after].capitalized
    joined |= words[at - 1].tag == words[after].tag == "CD"  # the 2008 and 2012 campaigns
    if words[at - 1].entity == "PERSON" and words[after].entity != "PERSON":
        return 0  # an aide to Ann Poe *on* trade
    if words[at].lower in ("and", "&"):
        joined |= _is_pair_in_body(words, at, stop, titles)
        return after if joined and titles.match(words, after, stop) is None else 0
    loose = words[at].lower in ("of", "at") and words[after].nominal
    if joined and words[at].lower in ("for", "on", "to"):  # the Lima Centre *for* Peace; at Lima *for* Acme
        in_body = words[at - 1].entity == words[at].entity == words[after].entity == "ORG"
        in_body |= titles.sort_is(words[at - 1].lower, "body", "generic")
        joined = loose = in_body or (words[at].lower == "for" and words[max(0, at - 2)].lower != "at")
    joined &= not titles.sort_is(words[after].lower, "time")
    return after if joined or loose else 0


def _is_pair_in_body(words: Sequence[Word], at: int, stop: int, titles: Titles) -> bool:
    """Whether the *and* at word `at` joins what a body is for, in lower case: a search *and* rescue agency."""
    if at + 2 >= stop or words[at - 1].capitalized or words[at + 1].capitalized or not words[at + 1].nominal:
        return False
    is_body = titles.sort_is(words[at + 2].lower, "body", "generic")
    return is_body and not titles.sort_is(words[at - 1].lower, "body", "generic")


@frozen
class Group:
    """Words that a head ends: `start` without determiner, the word after a possessive mark, the head, the end."""

    start: int
    owner_end: int | None
    head: int
    end: int
    match: TitleMatch


def split_before_head(words: Sequence[Word], group: Group, titles: Titles) -> tuple[Range, Range | None]:
    """The title of `group`, and the organization before it if there is one, as half-open ranges of `words`."""
    first = group.start if group.owner_end is None else group.owner_end + 1
    owner = None if group.owner_end is None else _owner(words, group.start, group.owner_end, titles)
    at = group.head
    while at > first and _belongs_to_title(words, at - 1, first, group, titles):
        at -= 1
    start = at
    run = ministry = at - 2 if _names_ministry(words, at - 2, first, titles) else at
    while run > first and _belongs_to_organization(words, run - 1, run < at, titles):
        run -= 1
    while run < ministry and (words[run].tag == "CD" or not words[run].capitalized):
        run += 1
    organization = (run, at) if run < at else None
    if organization is not None and group.match.length > 1 and _is_shared(words[at], titles):
        organization = (run, at + 1)  # "Harker campaign manager" is the campaign manager of the Harker campaign
    if organization is not None and group.match.kind == "candidacy" and words[at - 1].entity == "GPE":
        organization = None
    for index in range(first, run):
        if titles.status(words[index]) is not None:
            start = index
            break
    # "Oduya's Labour Party spokesman" speaks for the party, "Oduya's Ohio spokesman" for Oduya.
    if (
        owner is not None
        and first in (at, run)
        and (organization is None or words[organization[1] - 1].entity != "ORG")
    ):
        organization = owner
    return (start, group.end), organization


def _is_shared(word: Word, titles: Titles) -> bool:
    """Whether the first word of a title ends the name of its body too; that of a *district* attorney does not."""
    return titles.sort_is(word.lower, "body") and not titles.sort_is(word.lower, "area")


def _names_ministry(words: Sequence[Word], at: int, first: int, titles: Titles) -> bool:
    """Whether a body named by its field stands at word `at`, not before `first`: a *trade ministry* official."""
    if at < first or not titles.sort_is(words[at].lower, "portfolio"):
        return False
    return not words[at + 1].capitalized and titles.sort_is(words[at + 1].lower, "body")


def _owner(words: Sequence[Word], start: int, end: int, titles: Titles) -> Range | None:
    """What stands before a possessive mark, if it can own a role: not *this year's* winner."""
    if start == end or titles.sort_is(words[end - 1].lower, "time"):
        return None
    return start + (end - start > 1 and titles.is_address(words[start])), end


def _belongs_to_title(words: Sequence[Word], at: int, first: int, group: Group, titles: Titles) -> bool:
    """Whether word `at`, directly before what is known of the title, belongs to it."""
    word, head = words[at], words[group.head]
    if titles.status(word) is not None:
        return True
    is_number = word.tag == "CD" and at > first and words[at - 1].capitalized  # Radio 2 presenter
    if word.lower in CONNECTORS or word.verbal or is_number:
        return _joins_fields(words, at, titles) and words[at - 1].entity not in BODIES and at > first
    if word.compound_tail:
        # "a golf-course broker" is that, "the Turin-based broker" is a broker.
        is_tie = word.text[0].isdigit() or word.capitalized or titles.sort_is(word.compound_tail, "tie")
        return titles.sort_is(word.compound_tail, "modifier") or not is_tie
    if titles.sort_is(word.lower, "body"):
        # "Harker campaign chairman", "trade ministry aide" have an organization, "state campaign chairman" has none.
        named = at > first and (_is_name(words, at - 1, titles) or _names_ministry(words, at - 1, first, titles))
        return not named and (not word.capitalized or _opens_title(words, at, head))
    if titles.sort_is(word.lower.rpartition("-")[2], "demonym", "party"):
        # "Republican Sen. Ruiz" is a Sen., "the Republican senator" is that; "French president" has an organization.
        is_party = titles.sort_is(word.lower, "party")
        return not head.text.endswith(".") if is_party else group.match.kind != "office"
    known = titles.sort_is(word.lower, "modifier", "portfolio")
    if not word.capitalized:
        # A lower-case word before a capital title is of another phrase: "at the rally Sen. Ruiz said".
        return known or not head.capitalized
    return _is_capital_modifier(words, at, first, known=known, head=head, titles=titles)


def _is_capital_modifier(
    words: Sequence[Word], at: int, first: int, *, known: bool, head: Word, titles: Titles
) -> bool:
    """Whether the capital of word `at` is the title's or the sentence's: *Defence* Minister, not *Acme* director."""
    word = words[at]
    in_name = at > first and word.entity == words[at - 1].entity == "ORG"
    if titles.sort_is(word.lower.rstrip("."), "post-nominal"):
        return True  # a PhD student
    if known:
        in_name &= titles.sort_is(word.lower, "portfolio") and not _is_field_of_place(words, at, first, head, titles)
        return not in_name and (head.capitalized or _opens_sentence(words, at))
    common = word.tag in ("NN", "JJ") and not word.entity
    return _opens_sentence(words, at) and (common or (word.lower in titles.kinds and _opens_title(words, at, head)))


def _opens_title(words: Sequence[Word], at: int, head: Word) -> bool:
    """Whether a noun has its capital from the sentence, and its title is in small letters: *School* nurse Ines Roth."""
    return _opens_sentence(words, at) and not words[at].entity and not head.capitalized


def _is_field_of_place(words: Sequence[Word], at: int, first: int, head: Word, titles: Titles) -> bool:
    """Whether word `at`, which the pipeline takes for a body's, is a field: Ohio *Agriculture* Commissioner."""
    name = list(takewhile(lambda word: word.entity == words[at].entity, reversed(words[first:at])))
    plain = not any(word.lower in CONNECTORS or titles.sort_is(word.lower, "portfolio", "modifier") for word in name)
    return plain and titles.sort_is(head.lower, "fielded")


def _is_name(words: Sequence[Word], at: int, titles: Titles) -> bool:
    word = words[at]
    return (
        word.capitalized
        and not titles.sort_is(word.lower, "party")
        and not _opens_sentence_as_modifier(words, at, titles)
    )


def _opens_sentence_as_modifier(words: Sequence[Word], at: int, titles: Titles) -> bool:
    return _opens_sentence(words, at) and titles.sort_is(words[at].lower, "modifier", "portfolio")


def _opens_sentence(words: Sequence[Word], at: int) -> bool:
    """Whether a capital at `at` says nothing, as it is the first of a sentence or a quotation."""
    if at == 0:
        return True
    before = words[at - 1].text
    return not before[-1].isalnum() and before not in (",", "&")


def _belongs_to_organization(words: Sequence[Word], at: int, inside: bool, titles: Titles) -> bool:
    """Whether word `at`, directly before what is known of a name or, if not `inside`, of a title, is part of a name."""
    word = words[at]
    within_entity = bool(word.entity) and word.entity == words[at + 1].entity
    if titles.status(word) is not None or (_opens_sentence_as_modifier(words, at, titles) and not within_entity):
        return False
    if word.compound_tail or (titles.sort_is(word.lower, "party") and not inside):
        return False
    if word.lower in DETERMINERS:
        return inside and within_entity
    if word.lower in CONNECTORS:
        between = inside and at > 0 and words[at - 1].capitalized
        between |= inside and within_entity and words[at - 1].entity == word.entity  # Party *for* the Coast
        return between and (word.lower not in ("and", "&") or (bool(words[at - 1].entity) and within_entity))
    return word.capitalized or word.tag == "CD" or titles.sort_is(word.lower, "body")


# Lengths in words. News prose rarely goes beyond them, and they keep the search linear.
LONGEST_PHRASE = 40
LONGEST_GROUP = 14
LONGEST_FURTHER_HEAD = 6
PLACES = frozenset({"GPE", "LOC"})
NO_FIELDS = PLACES | {"PERSON"}
ENDS_OF_BODY = CLOSING_MARK_TOKENS | PHRASE_ENDS | {",", ";", ")"}
CLOCK = frozenset({"pm", "am"})
JOINTS = frozenset({"and", "&", "/", ","})


@frozen
class RolePhrase:
    """A role as ranges of tokens, half-open, one of which may be None; `end` is the index of the word after it all.

    `pronoun` is the possessive that stands for the organization, if one does: *its* director.
    """

    title: Range | None
    organization: Range | None
    status: RoleStatus
    kind: str
    plural: bool
    end: int
    pronoun: str = ""

    @property
    def start(self) -> int:
        """The first token of what the phrase says."""
        return min(part[0] for part in (self.title, self.organization) if part is not None)


def read_role_phrase(words: Sequence[Word], start: int, stop: int, titles: Titles) -> RolePhrase | None:
    """The role that the phrase starting at word `start`, and not going on beyond `stop`, states; None if none.

    `start` and `stop` index `words`; a leading *the* or *his* may stand there and is left out.
    """
    stop = min(stop, start + LONGEST_PHRASE)
    if start + 3 < stop and (words[start].lower, words[start + 1].lower) == ("one", "of"):
        several = _read_phrase(words, start + 2, stop, titles)  # *one of the* co-chairs
        if several is None or several.title is None or not several.plural:
            return None
        return evolve(several, title=(words[start].start, several.title[1]), plural=False)
    return _read_phrase(words, start, stop, titles)


def _read_phrase(words: Sequence[Word], start: int, stop: int, titles: Titles) -> RolePhrase | None:
    group = _read_group(words, start, stop, titles)
    if group is None:
        return None
    title, organization = split_before_head(words, group, titles)
    end = _with_further_heads(words, group, stop, titles)
    title_end, organization_after, end = read_complements(words, end, stop, group.match.kind, titles)
    status = _status(words[title[0] : title_end], titles)
    if organization is None and organization_after is None:
        organization, end = _body_behind(words, end, stop, titles, named=words[group.head].capitalized)
    elif organization is None:
        organization = organization_after
    elif organization_after is not None:
        if group.match.kind == "office":
            title_end = end if _is_sent(words, title_end, titles) else title_end  # the UN's *envoy to Cyprus*
        elif _is_place(words, organization) and not _is_place(words, organization_after):
            # "The Lyon director of Fair Rivers" is its Lyon director.
            title, organization = (organization[0], title[1]), organization_after
    before = words[group.start - 1].lower if group.start > start else ""
    return RolePhrase(
        title=(words[title[0]].start, words[title_end - 1].end),
        organization=None if organization is None else (words[organization[0]].start, words[organization[1] - 1].end),
        status=status,
        kind=group.match.kind,
        plural=group.match.plural,
        end=end,
        pronoun=before if before in POSSESSIVE_PRONOUNS and organization is None else "",
    )


def _is_sent(words: Sequence[Word], end: int, titles: Titles) -> bool:
    """Whether the title before word `end` goes on: an envoy *to Cyprus*, High Commissioner *for* Refugees."""
    is_for = words[end].lower == "for" and titles.sort_is(words[end - 1].lower, "fielded")
    return words[end].lower == "to" or is_for


def _body_behind(
    words: Sequence[Word], end: int, stop: int, titles: Titles, *, named: bool
) -> tuple[Range | None, int]:
    """The body set off behind a title that ends before word `end`, and where it ends: Director of Design, *Lumora*.

    A title that is not `named`, written like a name, has one there only if the pipeline knows it for a body.
    """
    if end + 1 >= stop or words[end].text != "," or not words[end + 1].tag.startswith("NNP"):
        return None, end
    after = _name_end(words, end + 1, stop, titles)
    is_single = named and after == end + 2  # hardly a person's: those have two names where they are brought in
    if words[end + 1].entity not in BODIES and not (named and not words[end + 1].entity) and not is_single:
        return None, end
    closed = after >= stop or words[after].text in ENDS_OF_BODY or words[after].text.isspace()
    titled = any(titles.match(words, at, after) is not None for at in range(end + 1, after))
    return (None, end) if not closed or titled else ((end + 1, after), after)


def _is_place(words: Sequence[Word], name: Range) -> bool:
    return all(word.entity in PLACES for word in words[name[0] : name[1]])


def with_status(phrase: RolePhrase, status: RoleStatus) -> RolePhrase:
    """`phrase` with `status` unless its own words say one."""
    return evolve(phrase, status=status) if phrase.status is RoleStatus.CURRENT else phrase


def _read_group(words: Sequence[Word], start: int, stop: int, titles: Titles) -> Group | None:
    """The noun group at `start` if its last word is a title."""
    while start < stop and words[start].lower in OPENING_WORDS:
        start += 1
    at, behind, head, owner_end = start, start, None, None  # `behind` the last title
    match: TitleMatch | None = None
    while at < min(stop, start + LONGEST_GROUP):
        found = _title_at(words, at, start, stop, titles)
        if found is not None:
            head, match = at, found
            at = behind = at + found.length
        elif is_possessive(words, at):
            head, match, owner_end = None, None, at
            at = behind = at + 1
        elif _continues(words[at], titles) or _joins(words, at, behind, stop, titles):
            at += 1
        else:
            break
    if at > start and (match is None or head is None or not _may_trail(words[head + match.length : at], titles)):
        head, match = at - 1, titles.match_by_ending(words[at - 1])
    if match is None or head is None:
        return None
    trailing = takewhile(lambda word: titles.status(word) is not None, words[head + match.length : at])
    return Group(start, owner_end, head, head + match.length + sum(1 for _ in trailing), match)


def _title_at(words: Sequence[Word], at: int, start: int, stop: int, titles: Titles) -> TitleMatch | None:
    """The title at word `at` of a group from `start`: only *member* in Harbour Committee member."""
    found = titles.match(words, at, stop)
    if found is not None and at > 0 and words[at - 1].text[0].isdigit() and words[at].lower in CLOCK:
        return None  # 6 pm
    if found is None or found.length == 1 or at == start or not words[at - 1].capitalized:
        return found
    ends_name = words[at].capitalized and not words[at + 1].capitalized and titles.sort_is(words[at].lower, "body")
    return None if ends_name else found


def _continues(word: Word, titles: Titles) -> bool:
    """Whether `word`, itself no title, goes on with a noun group."""
    if titles.sort_is(word.lower, "time") or word.verbal:
        return False
    if titles.sort_is(word.lower, "modifier") or titles.status(word) is not None:
        return True
    return word.nominal and (bool(word.tag) or word.capitalized or not titles.sort_is(word.lower, "border"))


def _joins(words: Sequence[Word], at: int, start: int, stop: int, titles: Titles) -> bool:
    """Whether word `at` stands inside a name, or between two fields: Bank *of* England, arts *and* media editor."""
    if not start < at < stop - 1:
        return False
    before, word, after = words[at - 1], words[at], words[at + 1]
    if before.entity == word.entity == after.entity == "ORG":
        return word.lower in CONNECTORS | DETERMINERS
    if _joins_fields(words, at, titles):
        return before.capitalized == after.capitalized
    return word.lower in CONNECTORS and before.capitalized and after.capitalized


def _joins_fields(words: Sequence[Word], at: int, titles: Titles) -> bool:
    """Whether word `at` is the *and* of two fields: arts *and* media."""
    if words[at].lower not in ("and", "&") or at + 1 >= len(words):
        return False
    return all(titles.sort_is(word.lower, "portfolio", "modifier") for word in (words[at - 1], words[at + 1]))


def _may_trail(words: Sequence[Word], titles: Titles) -> bool:
    """Whether `words` after a head leave it the head: an official *familiar* with the talks, a director *emeritus*."""
    return all(
        word.tag.startswith("JJ")
        or word.lower.endswith("ing")  # "the mayor admitting it", whatever the tagger takes that for
        or not (word.tag or word.capitalized)
        or titles.status(word) is not None
        for word in words
    )


def _with_further_heads(words: Sequence[Word], first: Group, stop: int, titles: Titles) -> int:
    """The end of `first` moved over "and chief executive", ", lecturer and broadcaster".

    The last comma needs an *and* after it. A head that does not share what stands before the first is a role of its
    own: "presidential candidate and former surgeon".
    """
    reached = at = first.end
    while at + 1 < stop and words[at].lower in JOINTS and words[at + 1].lower not in OPENING_WORDS:
        group = _read_group(words, at + 1, stop, titles)
        if group is None or group.owner_end is not None or group.end - at > LONGEST_FURTHER_HEAD:
            break
        has_status = any(titles.status(word) is not None for word in words[group.start : group.end])
        if has_status or (group.match.kind == "candidacy") != (first.match.kind == "candidacy"):
            break
        if split_before_head(words, group, titles)[1] is not None:
            break
        behind = words[group.end].lower if group.end < stop else ""
        in_capitals = words[first.head].capitalized and words[at + 1].capitalized
        if words[at].text != "," or (in_capitals and behind in ORGANIZATION_PREPOSITIONS):
            reached = group.end
        at = group.end
    return reached


def _status(words: Sequence[Word], titles: Titles) -> RoleStatus:
    """The first status that a word of the title says."""
    return next((status for word in words if (status := titles.status(word)) is not None), RoleStatus.CURRENT)
