"""What follows a title: "of history", "of the Board of Trade", "for the tenants of two blocks on Quay Street"."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.lexicon.titles import Titles
from quoteattr.parse.words import Word

__all__ = [
    "CONNECTORS",
    "DETERMINERS",
    "OPENING_WORDS",
    "POSSESSIVE_PRONOUNS",
    "Range",
    "is_possessive",
    "read_complements",
    "read_organization",
]

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


def read_complements(
    words: Sequence[Word], end: int, stop: int, kind: str, titles: Titles
) -> tuple[int, Range | None, int]:
    """What follows the heads of a title of `kind` that end at word `end`, not beyond `stop`.

    Gives the end of the title with its fields ("professor *of history*"), the organization, and the end of it all.
    """
    while end + 1 < stop and words[end].lower in ORGANIZATION_PREPOSITIONS:
        preposition = words[end].lower
        definite = words[end + 1].lower in OPENING_WORDS
        start = end + 1 + definite
        # "spokesman for plaintiffs", unlike "director for sales", speaks for them.
        has_field = (
            preposition in TOPIC_PREPOSITIONS and not definite and not (preposition == "for" and kind == "voice")
        )
        field = _field_end(words, start, stop, titles) if has_field else start
        if field > start:
            end = field
            continue
        after = _name_end(words, start, stop, titles)
        if after == start:
            break
        if preposition == "on" and not definite and words[end - 1].lower in TOPICAL and not _owns(words, start, after):
            end = next((n for n in range(start, after) if not words[n].nominal), after)
            continue
        ends = (words[start].lower, words[after - 1].lower)
        in_body = preposition == "in" and definite and any(titles.sort_is(word, "body") for word in ends)
        if not (in_body or _may_own(preposition, kind, words[start])):
            break
        return end, (_name_start(words, start, after, titles), after), after
    return end, None, end


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
    if end == start or not (words[start].capitalized or (common and titles.sort_is(words[end - 1].lower, "body"))):
        return None
    return words[_past_address(words, start, end, titles)].start, words[end - 1].end


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
    at = start = _past_address(words, start, end, titles)
    while at < end and not words[at].capitalized and words[at].nominal:
        at += 1
    if start < at < end and words[at].capitalized and titles.sort_is(words[at - 1].lower, "body"):
        return at
    title = titles.match(words, start, end) if words[start].capitalized else None
    after = start if title is None else start + title.length
    return after if after < end and words[after].capitalized else start


def _field_end(words: Sequence[Word], start: int, stop: int, titles: Titles) -> int:
    """Where a field named without article ends: "Asian affairs", "health, labor and pensions"; `start` if a name."""
    end, at = start, start
    while at < stop:
        word = words[at]
        if _is_plain_nominal(word, titles) and word.tag != "CD":
            at += 1
            common = not word.capitalized and (at == start + 1 or not titles.sort_is(word.lower, "body"))
            if common or titles.sort_is(word.lower, "portfolio"):
                end = at
        elif at > start and word.lower in ("and", ",", "&") and end == at:
            at += 1
        else:
            break
    return end if end >= at - 1 else start


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
        elif at > start and _is_acronym(words, at, stop):
            at += 3
        elif at > start and words[at].entity == words[at - 1].entity == "ORG" and words[at].text[0].isalnum():
            at += 1  # Keep *the* Promise
        elif at > start and (after := _after_connector(words, at, stop, titles)):
            at = after
        else:
            break
    while at > start and is_possessive(words, at - 1):
        at -= 1
    return at


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
    if words[at].lower in ("and", "&"):
        return after if joined and titles.match(words, after, stop) is None else 0
    loose = words[at].lower in ("of", "at") and words[after].nominal
    return after if joined or loose else 0
