"""Where an article says what somebody is: the words before a name, after it, and in clauses about it.

Each pattern looks at words near the name, as a parser errs on long appositions, and gives the role phrases it finds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, frozen
from spacy.tokens import Doc

from quoteattr.role_complements import DETERMINERS, POSSESSIVE_PRONOUNS, Range, is_possessive, read_organization
from quoteattr.role_phrases import LONGEST_PHRASE, RolePhrase, read_role_phrase, with_status
from quoteattr.titles import JOB_ENDINGS, Titles
from quoteattr.types import RoleStatus
from quoteattr.words import Word, read_words

__all__ = ["Page", "phrases_of_name", "phrases_of_pair", "read_page"]

# Lengths in words, and how many insertions may stand between a name and its apposition: ", 52, of Dayton, a nurse".
LONGEST_LEAD = 16
LONGEST_LIST_GAP = 12
LONGEST_INSERTION = 6
INSERTIONS = 3
LEADING_WORDS = DETERMINERS | POSSESSIVE_PRONOUNS | {"of", "for", "and", "&", "at"}
POST_NAME_MARKS = frozenset({",", "(", "–", "—", "-"})
ENDINGS_OF_APPOSITION = frozenset({",", ".", ")", ";", ":", "?", "!", "”", '"', "’", "»", "–", "—", "("})


BODIES = frozenset({"ORG"})
# Verbs after a name, or after "who", that introduce what it is, and the status that they give a role.
COPULAS: Mapping[tuple[str, ...], RoleStatus] = {
    ("is",): RoleStatus.CURRENT,
    ("remains",): RoleStatus.CURRENT,
    ("became",): RoleStatus.CURRENT,
    ("becomes",): RoleStatus.CURRENT,
    ("has", "been"): RoleStatus.CURRENT,
    ("serves", "as"): RoleStatus.CURRENT,
    ("works", "as"): RoleStatus.CURRENT,
    ("is", "now"): RoleStatus.CURRENT,
    ("is", "also"): RoleStatus.CURRENT,
    ("was",): RoleStatus.FORMER,
    ("was", "elected"): RoleStatus.CURRENT,
    ("was", "elected", "as"): RoleStatus.CURRENT,
    ("was", "named"): RoleStatus.CURRENT,
    ("was", "appointed"): RoleStatus.CURRENT,
    ("was", "appointed", "as"): RoleStatus.CURRENT,
    ("was", "once"): RoleStatus.FORMER,
    ("had", "been"): RoleStatus.FORMER,
    ("served", "as"): RoleStatus.FORMER,
    ("worked", "as"): RoleStatus.FORMER,
}


@frozen
class Page:
    """An article as `words`, with the word of each token, and `names` as half-open ranges of words.

    `starts` has the words that open a name, `name_words` all that are in one.
    """

    doc: Doc
    words: tuple[Word, ...]
    word_of: tuple[int, ...]
    names: tuple[Range, ...]
    starts: frozenset[int]
    name_words: frozenset[int]
    titles: Titles

    def is_break(self, at: int) -> bool:
        """Whether no phrase goes on over word `at`: the article's end, a line break, the end of a sentence."""
        return (
            not 0 <= at < len(self.words)
            or self.words[at].text in (".", "?", "!", ";")
            or self.words[at].text.isspace()
        )


def read_page(doc: Doc, names: Sequence[Range], titles: Titles) -> Page:
    """`doc` with `names`, half-open ranges of its tokens, ready for patterns."""
    words = read_words(doc, 0, len(doc), titles.short_forms)
    word_of: list[int] = []
    for number, word in enumerate(words):
        word_of += [number] * (word.end - len(word_of))
    word_of += [max(0, len(words) - 1)] * (len(doc) - len(word_of))
    ranges = tuple((word_of[start], word_of[end - 1] + 1) for start, end in names)
    starts = frozenset(first for first, _ in ranges)
    name_words = frozenset(number for first, last in ranges for number in range(first, last))
    return Page(doc, words, tuple(word_of), ranges, starts, name_words, titles)


def phrases_of_name(page: Page, number: int, shared: RolePhrase | None) -> list[tuple[str, RolePhrase]]:
    """The role phrases of the name at index `number`, each with the name of its pattern.

    `shared` is a plural title before the name before this one, which a list goes on with: Reps. Mary Coe and John Poe.
    """
    first, last = page.names[number]
    leads, start = _before_name(page, first)
    if leads:
        leads[0] = _placed(page, leads[0], last)
    elif shared is not None and is_listed(page, number):
        leads = [_placed(page, shared, last)]
    found = [("prenominal", lead) for lead in leads]
    for name, pattern in PATTERNS.items():
        found += [(name, phrase) for phrase in pattern(page, start, last)]
    return found


def phrases_of_pair(page: Page, number: int) -> list[RolePhrase]:
    """The plural apposition that the name at index `number` shares with the one before: X and Y, *both lawyers*."""
    first, last = page.names[number]
    return _apposition(page, first, last, plural=True) if number and is_listed(page, number) else []


def _placed(page: Page, lead: RolePhrase, last: int) -> RolePhrase:
    """`lead` with the place or body after the name, if it has none: Sen. Ana Ruiz *of Oregon*."""
    if lead.organization is not None:
        return lead
    place = _name_after_of(page, last)
    return lead if place is None else evolve(lead, organization=place)


def _name_after_of(page: Page, last: int) -> Range | None:
    """Tokens of the name after *of* at word `last`."""
    if last + 1 >= len(page.words) or page.words[last].lower != "of":
        return None
    return read_organization(page.words, last + 1, min(len(page.words), last + LONGEST_PHRASE), page.titles)


def is_listed(page: Page, number: int) -> bool:
    """Whether a name goes on with the list of the name before it: Reps. Mary Coe of Utah *and John Poe*."""
    between = page.words[page.names[number - 1][1] : page.names[number][0]]
    if not 0 < len(between) <= LONGEST_LIST_GAP or between[-1].lower not in ("and", "&", ","):
        return False
    return not any(word.verbal or word.text.isspace() for word in between)


def _apposition(page: Page, _: int, last: int, *, plural: bool = False) -> list[RolePhrase]:
    """Ines Roth, 52, *a lawyer for the tenants*, said."""
    at = _past_place(page, last)
    for _insertion in range(INSERTIONS):
        if page.is_break(at) or page.words[at].text not in POST_NAME_MARKS:
            return []
        phrases = _phrases_at(page, at + 1, plural=plural)
        if phrases:
            return phrases
        at = _insertion_end(page, at + 1)
    return []


def _phrases_at(page: Page, at: int, *, plural: bool = False) -> list[RolePhrase]:
    """The role phrases at word `at`, joined by *and*: "a Republican and former senator", "an aide and now director"."""
    phrases: list[RolePhrase] = []
    end = _sentence_end(page, at)
    while at < end:
        phrase = read_role_phrase(page.words, at, end, page.titles)
        if phrase is not None:
            if phrase.plural != plural or _leads_on(page, phrase.end):
                break
            phrases.append(phrase)
            at = phrase.end
            if at < end and page.words[at].lower == "who":
                return phrases + _after_copula(page, at + 1)
        reach = min(end, at + LONGEST_INSERTION)
        joint = next((n for n in range(at, reach) if page.words[n].lower == "and"), None)
        if joint is None or any(word.verbal or word.text in POST_NAME_MARKS for word in page.words[at:joint]):
            break
        at = joint + 1
        at += at < end and page.words[at].lower in ("now", "currently")
    return phrases


def _relative_clause(page: Page, _: int, last: int) -> list[RolePhrase]:
    """Ines Roth, *who is the president of the court*."""
    at = last + (not page.is_break(last) and page.words[last].text in POST_NAME_MARKS)
    if page.is_break(at) or page.words[at].lower != "who":
        return []
    end = _sentence_end(page, at)
    verbs = [at + 1, *(n + 1 for n in range(at + 1, end) if page.words[n].lower == "and")]
    return next((phrases for verb in verbs if (phrases := _after_copula(page, verb))), [])


def _copula(page: Page, _: int, last: int) -> list[RolePhrase]:
    """Ines Roth *is a professor at Turin*; Ines Roth, who left in May, *is* one."""
    at = last
    if not page.is_break(at) and page.words[at].text == "," and page.words[at + 1 : at + 2]:
        end = _sentence_end(page, at + 1)
        at = next((n + 1 for n in range(at + 1, end) if page.words[n].text == ","), at)
    return _after_copula(page, at)


def _after_copula(page: Page, at: int) -> list[RolePhrase]:
    for length in (3, 2, 1):
        verb = tuple(word.lower for word in page.words[at : at + length])
        if verb in COPULAS:
            start = at + length
            return [with_status(phrase, COPULAS[verb]) for phrase in _phrases_at(page, start)]
    return []


def _apposition_before(page: Page, first: int, last: int) -> list[RolePhrase]:
    """*The museum's director*, Ines Roth, said."""
    comma = first - 1
    if comma < 1 or page.words[comma].text != ",":
        return []
    follower = page.words[last] if last < len(page.words) else None
    if follower is not None and not (
        follower.text in ENDINGS_OF_APPOSITION or follower.lower == "of" or follower.text.isspace()
    ):
        return []
    phrase = _lead(page, comma)
    if phrase is None or phrase.plural:
        return []
    before = page.word_of[_start(phrase)] - 1
    opener = None if before < 0 else page.words[before]
    definite = opener is not None and opener.lower in DETERMINERS | POSSESSIVE_PRONOUNS
    opens = opener is None or not opener.text[-1].isalnum()
    return [phrase] if definite or opens or phrase.organization is not None else []


def _outlet(page: Page, first: int, _: int) -> list[RolePhrase]:
    """*Radio Norte's* Ines Roth: an organization without a title."""
    if first < 2 or not is_possessive(page.words, first - 1):
        return []
    owner = page.words[first - 2]
    named = owner.entity in BODIES or (not owner.entity and owner.tag.startswith("NNP") and owner.capitalized)
    if not named or first - 2 in page.name_words:
        return []
    start = first - 2
    while start > 0 and page.words[start - 1].entity in BODIES and page.words[start - 1].capitalized:
        start -= 1
    tokens = (page.words[start].start, page.words[first - 2].end)
    return [RolePhrase(None, tokens, RoleStatus.CURRENT, "post", False, first)]


def _body_after(page: Page, _: int, last: int) -> list[RolePhrase]:
    """Ines Roth *of the Lima Institute*: an organization without a title."""
    name = _name_after_of(page, last)
    if name is None:
        return []
    body = page.words[page.word_of[name[1] - 1]]
    # A single word that is no known entity may be a town; an acronym or a longer name hardly is.
    unknown = not body.entity and bool(body.tag) and (body.text.isupper() or name[1] - name[0] > 1)
    if body.entity not in BODIES and not unknown:
        return []
    return [RolePhrase(None, name, RoleStatus.CURRENT, "post", False, last)]


def _past_place(page: Page, at: int) -> int:
    """`at` moved over "(D-Vt.)" or "of Boston"."""
    if at + 1 < len(page.words) and page.words[at].lower in ("of", "from"):
        place = read_organization(page.words, at + 1, min(len(page.words), at + LONGEST_PHRASE), page.titles)
        return at if place is None else page.word_of[place[1] - 1] + 1
    if at < len(page.words) and page.words[at].text == "(":
        for end in range(at + 1, min(at + 5, len(page.words))):
            if page.words[end].text == ")":
                return end + 1
    return at


def _sentence_end(page: Page, at: int) -> int:
    end = at
    while end < at + LONGEST_PHRASE and not page.is_break(end):
        end += 1
    return end


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


PATTERNS: Mapping[str, Callable[[Page, int, int], list[RolePhrase]]] = {
    "apposition": _apposition,
    "apposition_before": _apposition_before,
    "relative_clause": _relative_clause,
    "copula": _copula,
    "outlet": _outlet,
    "body": _body_after,
}
