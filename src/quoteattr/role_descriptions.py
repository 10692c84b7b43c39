"""Roles of people that stand away from their names: "the Vermont senator", "She is a former nurse".

Whom such words mean is a choice among the people named last, weighed by what coreference studies found to tell: whether
the article calls somebody so beside the name, how recently and how often they were named, and whether as a subject.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from quoteattr.role_complements import is_possessive
from quoteattr.role_clauses import phrases_after_verb
from quoteattr.role_page import Page
from quoteattr.role_patterns import phrases_at
from quoteattr.role_phrases import RolePhrase, read_role_phrase
from quoteattr.titles import same_title

__all__ = ["Described", "read_descriptions"]

Described = tuple[int, str, RolePhrase]

# The people named last among whom the choice is made, the last first, and what each place is worth.
RECENCY = (2.9, 2.4, 2.2, 0.0, 0.0, 0.0, 0.0, 0.0)
# The weights are those of a choice model over descriptions of known people, rounded.
SAME_TITLE = 4.5
OTHER_ORGANIZATION = -4.0
OTHER_TITLE = -2.0
SHARE_OF_NAMES = 2.0
SUBJECT = 1.0
SAME_PARAGRAPH = 1.5
SENTENCE_BEFORE = 1.5
LONGEST_OWNER = 8  # words
REPORTING = 1.5  # a description after a quotation, "…,” the mayor said", is of somebody whom the text speaks of
LEAST_WEIGHT: Mapping[str, float] = {"description": 5.0, "pronoun": 3.5}
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# "Becoming the nominee", "elected the leader": the words say what somebody will be or is not, as often as what he is.
PREDICATES = frozenset({"attr", "oprd", "acomp"})
QUOTATION_MARKS = frozenset({"”", '"', "’", "''", "»"})
PRONOUNS = frozenset({"he", "she"})
KINDS = frozenset({"office", "post", "voice", "rank", "occupation", "creator", "candidacy"})


@frozen
class _People:
    """Who is named on a page, by the last word of the name: how often, with what titles beside it."""

    counts: Mapping[str, int]
    titled: Mapping[str, Sequence[RolePhrase]]
    most: int

    def holders(self, page: Page, phrase: RolePhrase) -> frozenset[str]:
        """Those who have the title of `phrase` beside their names, and no other organization with it."""
        own = _text(page, phrase.organization)
        return frozenset(
            key
            for key, known in self.titled.items()
            if any(
                same_title(_text(page, other.title), _text(page, phrase.title))
                and not (own and other.organization and own != _text(page, other.organization))
                for other in known
            )
        )


def read_descriptions(page: Page, beside: Sequence[Described]) -> list[Described]:
    """The roles that words away from any name state, each with the index of the name last used for whom they mean.

    `beside` are the roles found beside names. Somebody who has titles there is only given the same ones, for their
    organization; somebody without any gets the one description that most speaks for.
    """
    people = _read_people(page, beside)
    kept: list[Described] = []
    untitled: dict[str, dict[str, list[tuple[float, Described]]]] = {}
    for weight, described in _resolved(page, people, beside):
        number, _, phrase = described
        key = page.key(number)
        if key in people.titled:
            kept.append(described)
        else:
            title = _text(page, phrase.title).lower()
            untitled.setdefault(key, {}).setdefault(title, []).append((weight, described))
    for titles in untitled.values():
        # "She is a former nurse" says more surely what she is than "the organizer" tells whom it means.
        best = max(titles.values(), key=lambda uses: (uses[0][1][1] == "pronoun", sum(weight for weight, _ in uses)))
        kept += [described for _, described in best]
    return kept


def _resolved(page: Page, people: _People, beside: Sequence[Described]) -> Iterator[tuple[float, Described]]:
    """The descriptions of people named on `page`, each with the weight of what speaks for whom it means."""
    taken = frozenset(phrase.title[0] for _, _, phrase in beside if phrase.title is not None)
    last: dict[str, int] = {}
    upcoming = 0
    for at, pattern, phrase in _phrases_apart(page, taken):
        while upcoming < len(page.names) and page.names[upcoming][0] < at:
            key = page.key(upcoming)
            if key in people.counts:
                last.pop(key, None)
                last[key] = upcoming
            upcoming += 1
        weight, number = _choose(page, people, last, at, phrase, pattern)
        if number is not None:
            yield weight, (number, pattern, phrase)


def _phrases_apart(page: Page, taken: frozenset[int]) -> Iterator[tuple[int, str, RolePhrase]]:
    """What states a role away from a name: where it stands, the name of its pattern, the phrase."""
    for at, word in enumerate(page.words):
        if word.lower == "the":
            phrase = _read_description(page, at)
            if phrase is not None and _is_apart(page, phrase, taken):
                yield at, "description", phrase
        elif word.lower in PRONOUNS and at not in page.quoted:
            contracted = page.lower(at + 1) in ("'s", "’s")
            found = phrases_at(page, at + 2) if contracted else phrases_after_verb(page, at + 1, phrases_at)
            for phrase in found:
                if phrase.title is not None:
                    yield at, "pronoun", phrase


def _read_description(page: Page, at: int) -> RolePhrase | None:
    """The role phrase at word `at`, or the one that owns what stands there: *the billionaire developer*'s tone."""
    phrase = read_role_phrase(page.words, at, len(page.words), page.titles)
    if phrase is not None:
        return phrase
    reach = range(at + 2, min(at + LONGEST_OWNER, len(page.words)))
    mark = next((n for n in reach if is_possessive(page.words, n)), None)
    owner = None if mark is None else read_role_phrase(page.words, at, mark, page.titles)
    return owner if owner is not None and owner.end == mark else None


def _is_apart(page: Page, phrase: RolePhrase, taken: frozenset[int]) -> bool:
    """Whether a description of one person is neither beside a name nor the title of one."""
    if phrase.plural or phrase.kind not in KINDS or phrase.title is None or phrase.title[0] in taken:
        return False
    if page.titles.sort_is(page.words[page.word_of[phrase.title[0]]].lower, "ranking"):
        return False
    head = page.doc[slice(*phrase.title)].root
    if head.dep_ in PREDICATES or (head.dep_ == "pobj" and head.head.lower_ == "as"):
        return False
    if page.words[page.word_of[phrase.title[0]]].capitalized and page.words[page.word_of[phrase.title[1] - 1]].capitalized:
        return False  # the National Guard, the Ambassador Bridge
    after = page.words[phrase.end] if phrase.end < len(page.words) else None
    return after is None or not (phrase.end in page.starts or after.tag.startswith("NNP"))


def _read_people(page: Page, beside: Sequence[Described]) -> _People:
    """The names that a title stands beside, or that the pipeline takes for a person's."""
    titled: defaultdict[str, list[RolePhrase]] = defaultdict(list)
    for number, _, phrase in beside:
        if phrase.title is not None:
            titled[page.key(number)].append(phrase)
    names = Counter(page.key(number) for number in range(len(page.names)))
    persons = Counter[str]()
    for number, (first, last) in enumerate(page.names):
        if page.words[last - 1].entity == "PERSON":
            persons[page.key(number)] += names.total() if last > first + 1 else 1
    counts = {key: n for key, n in names.items() if key in titled or 2 * persons[key] >= n}
    return _People(counts, titled, max(counts.values(), default=1))


def _choose(
    page: Page, people: _People, last: Mapping[str, int], at: int, phrase: RolePhrase, pattern: str
) -> tuple[float, int | None]:
    """Whom `phrase` at word `at` means most likely, by the index of the last name, and the weight of that."""
    sentence = _start(page, at)
    before, paragraph = _start(page, sentence - 1), _paragraph_start(page, at)
    holders = people.holders(page, phrase)
    reporting = page.words[at - 1].text in QUOTATION_MARKS if at else False
    if not holders and not reporting and phrase.kind != "candidacy" and phrase.organization is None and _is_bare(page, phrase):
        return 0.0, None  # "the president" is known to all and need not be anybody named
    best, best_weight = None, LEAST_WEIGHT[pattern] - REPORTING * reporting
    for (key, number), weight in zip(reversed(last.items()), RECENCY, strict=False):
        if holders and key not in holders:
            continue
        name = page.names[number][0]
        weight += SHARE_OF_NAMES * people.counts[key] / people.most
        weight += SAME_TITLE * (key in holders) + OTHER_TITLE * (key in people.titled and key not in holders)
        weight += SUBJECT * (page.doc[page.words[page.names[number][1] - 1].start].dep_ in SUBJECTS)
        weight += SAME_PARAGRAPH * (paragraph <= name < sentence) + SENTENCE_BEFORE * (before <= name < sentence)
        if weight > best_weight and (key in holders or key not in people.titled):
            best, best_weight = number, weight
    return best_weight, best


def _is_bare(page: Page, phrase: RolePhrase) -> bool:
    """Whether a title is a single word."""
    return phrase.title is not None and page.word_of[phrase.title[1] - 1] == page.word_of[phrase.title[0]]


def _text(page: Page, tokens: tuple[int, int] | None) -> str:
    return "" if tokens is None else page.doc[slice(*tokens)].text


def _start(page: Page, at: int) -> int:
    """The first word of the sentence of word `at`, or one not too far before it."""
    start = at
    while start > max(0, at - 60) and not page.is_break(start - 1):
        start -= 1
    return start


def _paragraph_start(page: Page, at: int) -> int:
    start = at
    while start > max(0, at - 200) and not page.words[start - 1].text.isspace():
        start -= 1
    return start
