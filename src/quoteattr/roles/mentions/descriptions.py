"""Roles of people that stand away from their names: "the Vermont senator", "She is a former nurse".

Whom such words mean is a choice among the people named last, weighed by what coreference studies found to tell: whether
the article calls somebody so beside the name, how recently and how often they were named, and whether as a subject.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from attrs import frozen

from quoteattr.lexicon.titles import title_head
from quoteattr.lexicon.typography import CLOSING_MARK_TOKENS
from quoteattr.roles.mentions.clauses import phrases_after_verb
from quoteattr.roles.mentions.complements import Range, is_possessive
from quoteattr.roles.mentions.patterns import phrases_at
from quoteattr.roles.mentions.phrases import RolePhrase, read_role_phrase
from quoteattr.roles.mentions.surroundings import Page

__all__ = ["SUBJECTS", "Described", "read_away", "read_descriptions"]

Described = tuple[int, str, RolePhrase]

# The people named last among whom the choice is made, the last first, and what each place is worth.
RECENCY = (2.9, 2.4, 2.2, 0.0, 0.0, 0.0, 0.0, 0.0)
# The weights are those of a choice model over descriptions of known people, rounded.
SAME_TITLE = 4.5
SHARE_OF_NAMES = 2.0
SUBJECT = 1.0
SAME_PARAGRAPH = 1.5
SENTENCE_BEFORE = 1.5
# Lengths in words: "the billionaire developer's", and how far back a sentence and a paragraph are looked for.
LONGEST_OWNER = 8
LONGEST_SENTENCE = 60
LONGEST_PARAGRAPH = 200
REPORTING = 1.5  # a description after a quotation, "…,” the mayor said", is of somebody whom the text speaks of
LEAST_WEIGHT: Mapping[str, float] = {"description": 5.0, "pronoun": 3.5}
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# "Becoming the nominee", "elected the leader": the words say what somebody will be or is not, as often as what he is.
PREDICATES = frozenset({"attr", "oprd", "acomp"})
PRONOUNS = frozenset({"he", "she"})
KINDS = frozenset({"office", "post", "voice", "rank", "occupation", "creator", "candidacy"})

# What opens a role away from names, and its pattern.
OPENERS_OF_ROLES: Mapping[str, str] = {
    "the": "the", "as": "as", "a": "a", "an": "a", "his": "possessed", "her": "possessed", "its": "possessed",
    "their": "possessed",
}  # fmt: skip


@frozen
class _Description:
    """A role `phrase` at word `at`, away from any name, and the name of its `pattern`."""

    at: int
    pattern: str
    phrase: RolePhrase


@frozen
class _People:
    """Who is named on a page, by the last word of the name, and how often; `most` is the highest of the `counts`.

    `holders` has those with a title beside their names, by its head and the organization with it: "" for none, None for
    all of them. `short_heads` are the heads that are short forms.
    """

    counts: Mapping[str, int]
    most: int
    titled: frozenset[str]
    holders: Mapping[str, Mapping[str | None, frozenset[str]]]
    short_heads: tuple[str, ...]

    def holding(self, page: Page, phrase: RolePhrase) -> list[frozenset[str]]:
        """Groups of those who have the title of `phrase` beside their names, and no other organization with it."""
        head, own = title_head(_text(page, phrase.title)), _text(page, phrase.organization)
        forms = [head, *(short for short in self.short_heads if page.titles.same(short, head))]
        known = [self.holders[form] for form in forms if form in self.holders]
        return [groups[key] for groups in known for key in (("", own) if own else (None,)) if key in groups]


def read_descriptions(page: Page, beside: Sequence[Described], quoted: Set[int]) -> list[Described]:
    """The roles that words away from any name state, each with the index of the name last used for whom they mean.

    `beside` are the roles found beside names, `quoted` the tokens in quotation marks. Somebody who has titles beside
    names is only given the same ones, for their organization; somebody without any gets the one description that most
    speaks for.
    """
    people = _read_people(page, beside)
    kept: list[Described] = []
    untitled: dict[str, dict[str, list[tuple[float, Described]]]] = {}
    for weight, described in _resolved(page, people, beside, quoted):
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


def _resolved(
    page: Page, people: _People, beside: Sequence[Described], quoted: Set[int]
) -> Iterator[tuple[float, Described]]:
    """The descriptions of people named on `page`, each with the weight of what speaks for whom it means."""
    taken = frozenset(phrase.title[0] for _, _, phrase in beside if phrase.title is not None)
    last: dict[str, int] = {}
    upcoming = 0
    for description in _descriptions(page, taken, quoted):
        while upcoming < len(page.names) and page.names[upcoming][0] < description.at:
            key = page.key(upcoming)
            if key in people.counts:
                last.pop(key, None)
                last[key] = upcoming
            upcoming += 1
        recent = tuple(number for number, _ in zip(reversed(last.values()), RECENCY, strict=False))
        weight, number = _choose(page, people, recent, description)
        if number is not None:
            yield weight, (number, description.pattern, description.phrase)


def _descriptions(page: Page, taken: frozenset[int], quoted: Set[int]) -> Iterator[_Description]:
    """What states a role away from a name, in text order; titles that start at one of the tokens `taken` do not."""
    for at, word in enumerate(page.words):
        if word.lower == "the":
            phrase = _read_description(page, at)
            if phrase is not None and _is_apart(page, phrase, taken):
                yield _Description(at, "description", phrase)
        elif word.lower in PRONOUNS and word.start not in quoted:
            contracted = page.lower(at + 1) in ("'s", "’s")
            found = phrases_at(page, at + 2) if contracted else phrases_after_verb(page, at + 1, phrases_at)
            yield from (_Description(at, "pronoun", phrase) for phrase in found if phrase.title is not None)


def read_away(page: Page) -> Iterator[tuple[int, str, RolePhrase]]:
    """Every role of one person away from names: the word it starts at, what opens it, and its phrase.

    That is far more than `read_descriptions` keeps, and of people unknown: "as secretary of the port", "his agent".
    """
    for at, word in enumerate(page.words):
        if word.lower not in OPENERS_OF_ROLES:
            continue
        phrase = _read_description(page, at + (word.lower == "as"))
        if phrase is None or phrase.plural or phrase.title is None:
            continue
        after = page.words[phrase.end] if phrase.end < len(page.words) else None
        if after is None or not (phrase.end in page.starts or after.tag.startswith("NNP")):
            predicate = " predicate" if word.lower != "as" and _is_predicate(page, phrase.title) else ""
            yield at, OPENERS_OF_ROLES[word.lower] + predicate, phrase


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
    first, last = page.words[page.word_of[phrase.title[0]]], page.words[page.word_of[phrase.title[1] - 1]]
    is_name = first.capitalized and last.capitalized  # the National Guard, the Ambassador Bridge
    if is_name or page.titles.sort_is(first.lower, "ranking") or _is_predicate(page, phrase.title):
        return False
    after = page.words[phrase.end] if phrase.end < len(page.words) else None
    return after is None or not (phrase.end in page.starts or after.tag.startswith("NNP"))


def _is_predicate(page: Page, title: Range) -> bool:
    """Whether a title is what somebody becomes or is called: "hopes to become the nominee", "elected as the leader"."""
    if not page.parsed:
        return False
    head = page.doc.stretch(*title).root
    return head.dep_ in PREDICATES or (head.dep_ == "pobj" and head.head.lower_ == "as")


def _read_people(page: Page, beside: Sequence[Described]) -> _People:
    """The names that a title stands beside, or that the pipeline takes for a person's."""
    holders: defaultdict[str, defaultdict[str | None, set[str]]] = defaultdict(lambda: defaultdict(set))
    for number, _, phrase in beside:
        if phrase.title is not None:
            groups = holders[title_head(_text(page, phrase.title))]
            groups[_text(page, phrase.organization)].add(page.key(number))
            groups[None].add(page.key(number))
    titled = frozenset(key for groups in holders.values() for key in groups[None])
    numbers = range(len(page.names))
    names = Counter(page.key(number) for number in numbers)
    persons = [number for number in numbers if page.words[page.names[number][1] - 1].entity == "PERSON"]
    votes = Counter(page.key(number) for number in persons)
    in_full = {page.key(number) for number in persons if page.names[number][1] - page.names[number][0] > 1}
    counts = {key: n for key, n in names.items() if key in titled or key in in_full or 2 * votes[key] >= n}
    return _People(
        counts=counts,
        most=max(counts.values(), default=1),
        titled=titled,
        holders={head: {k: frozenset(keys) for k, keys in groups.items()} for head, groups in holders.items()},
        short_heads=tuple(head for head in holders if head.endswith(".")),
    )


def _choose(page: Page, people: _People, recent: Sequence[int], description: _Description) -> tuple[float, int | None]:
    """Whom a description means, by the index of one of the `recent` names, the last first, and the weight of that."""
    at, phrase = description.at, description.phrase
    holding = people.holding(page, phrase)
    reporting = at > 0 and page.words[at - 1].text in CLOSING_MARK_TOKENS
    # "The president" is known to all and need not be anybody named.
    if not (holding or reporting or phrase.kind == "candidacy" or phrase.organization) and _is_bare(page, phrase):
        return 0.0, None
    sentence = _back(at, LONGEST_SENTENCE, page.is_break)
    before = _back(sentence - 1, LONGEST_SENTENCE, page.is_break)
    paragraph = _back(at, LONGEST_PARAGRAPH, lambda number: page.words[number].text.isspace())
    best, best_weight = None, LEAST_WEIGHT[description.pattern] - REPORTING * reporting
    for number, recency in zip(recent, RECENCY, strict=False):
        key, name = page.key(number), page.names[number][0]
        holds = any(key in keys for keys in holding)
        if not holds and (holding or key in people.titled):
            continue
        weight = recency + SAME_TITLE * holds + SHARE_OF_NAMES * people.counts[key] / people.most
        weight += SUBJECT * (page.doc[page.words[page.names[number][1] - 1].start].dep_ in SUBJECTS)
        weight += SAME_PARAGRAPH * (paragraph <= name < sentence) + SENTENCE_BEFORE * (before <= name < sentence)
        if weight > best_weight:
            best, best_weight = number, weight
    return best_weight, best


def _is_bare(page: Page, phrase: RolePhrase) -> bool:
    """Whether a title is a single word."""
    return phrase.title is not None and page.word_of[phrase.title[1] - 1] == page.word_of[phrase.title[0]]


def _text(page: Page, tokens: Range | None) -> str:
    return "" if tokens is None else page.doc.stretch(*tokens).text


def _back(at: int, longest: int, is_end: Callable[[int], bool]) -> int:
    """The first word of what word `at` stands in and `is_end` ends, or one `longest` words before it."""
    start = at
    while start > max(0, at - longest) and not is_end(start - 1):
        start -= 1
    return start
