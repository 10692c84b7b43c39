"""What the article calls its people: title, organization and status, beside their names and away from them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from quoteattr.document import Document
from quoteattr.lexicon import Tables, read_titles
from quoteattr.parse import read_words
from quoteattr.parse.tokens import Parse
from quoteattr.roles.mentions.patterns import Page, phrases_of_name, phrases_of_pair, read_page
from quoteattr.roles.mentions.phrases import (
    LONGEST_PHRASE,
    Range,
    RolePhrase,
    is_possessive,
    read_organization,
    read_role_phrase,
)
from quoteattr.types import Role, Span
from quoteattr.values import AwayRole, FoundRoles, Mention, RoleMention

__all__ = ["Bodies", "Page", "find_roles", "name_organization", "read_bodies", "read_page", "role_of_mention"]

NAMES_BACK = 4
PLACES = frozenset({"GPE", "LOC", "NORP", "FAC"})
PERSONAL_PRONOUNS = frozenset({"his", "her"})
# A place is what an article is about if it is named so often, and so many times as often as any other.
LEAST_NAMED = 3
LEAST_SHARE = 2


@frozen
class Bodies:
    """Names of organizations on a page, as ranges of tokens in text order, and the `place` it is about, if any.

    `of_kind` has them by each word in them that says a kind, all of those under ""; `known` are those that the pipeline
    takes for organizations, and `in_full` those of them by their last word that have more: the Harbour *Post*.
    """

    of_kind: Mapping[str, Sequence[Range]]
    known: Sequence[Range]
    in_full: Mapping[str, Range]
    place: Range | None


def read_bodies(page: Page) -> Bodies:
    """The organizations named on `page`, and the place that it is about."""
    words = page.words
    of_kind: dict[str, list[Range]] = {}
    at = 0
    while at < len(words):
        stop = min(len(words), at + LONGEST_PHRASE)
        is_name = words[at].capitalized and words[at].nominal
        organization = read_organization(words, at, stop, page.titles) if is_name else None
        if organization is None:
            at += 1
            continue
        end = page.word_of[organization[1] - 1] + 1
        kinds = {word.lower for word in words[at:end] if word.capitalized and page.titles.sort_is(word.lower, "body")}
        if kinds and end > at + 1:
            for kind in ("", *kinds):
                of_kind.setdefault(kind, []).append(organization)
        at = end
    known = sorted({*_entities(page, "ORG"), *_bare(page, page.bodies)})
    named = ((words[first].start, words[last - 1].end) for first, last in page.names if _may_be_body(page, first, last))
    in_full = {
        page.doc[end - 1].text: (start, end)
        for start, end in sorted({*known, *named}, reverse=True)
        if _is_shortened(page, start, end)
    }
    return Bodies(of_kind, known, in_full, _place(page))


def name_organization(page: Page, bodies: Bodies, phrase: RolePhrase, number: int) -> RolePhrase:
    """`phrase`, a role of the name at index `number`, with a name for an organization that it does not name itself."""
    if phrase.organization is not None:
        known = _in_full(page, bodies, phrase.organization)
    elif phrase.pronoun in PERSONAL_PRONOUNS:
        known = _person_before(page, number)
    else:
        known = _unsaid(page, bodies, phrase)
    return phrase if known is None else evolve(phrase, organization=known)


def _in_full(page: Page, bodies: Bodies, organization: Range) -> Range | None:
    """The name of a body of which a phrase has a short one or none: *Team* owner Ana Ruiz, the *bank*'s chairman."""
    start, end = organization
    words = page.words[page.word_of[start] : page.word_of[end - 1] + 1]
    kind = words[-1].lower
    generic = len(words) == 1 and page.titles.sort_is(kind, "generic")
    if len(words) == 1 and words[0].capitalized:
        return _last_before(bodies.known, start) if generic else bodies.in_full.get(words[0].text)
    if any(word.capitalized for word in words):
        return None
    known = _last_before(bodies.of_kind.get(kind, ()), start)
    return _last_before(bodies.known, start) if known is None and generic else known


def _unsaid(page: Page, bodies: Bodies, phrase: RolePhrase) -> Range | None:
    """The body of *its* chairman, or the place of *the mayor*."""
    if phrase.title is None:
        return None
    if phrase.pronoun:
        known = _last_before(bodies.of_kind.get("", ()), phrase.title[0])
        return _last_before(bodies.known, phrase.title[0]) if known is None else known
    return bodies.place if _is_seated(page, phrase.title) else None


def _is_seated(page: Page, title: Range) -> bool:
    """Whether a title is that of the one who governs a place."""
    head = page.words[page.word_of[title[1] - 1]].lower
    return page.titles.sort_is(head, "seated")


def _entities(page: Page, label: str) -> list[Range]:
    """The names that the pipeline takes for entities of the kind `label`, without *the* before and *'s* behind."""
    return _bare(page, ((entity.start, entity.end) for entity in page.doc.ents if entity.label_ == label))


def _bare(page: Page, names: Iterable[Range]) -> list[Range]:
    bare = ((s + (page.doc[s].lower_ == "the"), e - (page.doc[e - 1].tag_ == "POS")) for s, e in names)
    return [(start, end) for start, end in bare if start < end]


def _may_be_body(page: Page, first: int, last: int) -> bool:
    """Whether words `first` to `last`, a name, may be that of a body, as far as the pipeline knows."""
    return first < last and all(word.entity in ("ORG", "", "GPE", "NORP") for word in page.words[first:last])


def _is_shortened(page: Page, start: int, end: int) -> bool:
    """Whether the last word of a name may stand for it: the Harbour *Post*; no *House*, no *Lima* of a Club at Lima."""
    last = page.doc[end - 1]
    joined = end > start + 1 and page.doc[end - 2].is_title
    return joined and last.is_title and not page.titles.sort_is(last.lower_, "body")


def _place(page: Page) -> Range | None:
    """The place that the article is about: the first of the uses of its name."""
    uses: dict[str, Range] = {}
    counts = Counter[str]()
    for start, end in _entities(page, "GPE"):
        name = page.doc.stretch(start, end).text
        uses.setdefault(name, (start, end))
        counts[name] += 1
    (name, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return uses[name] if most >= max(LEAST_NAMED, LEAST_SHARE * next_most) else None


def _last_before(ranges: Sequence[Range], token: int) -> Range | None:
    at = bisect_left(ranges, (token, 0))
    return ranges[at - 1] if at else None


def _person_before(page: Page, number: int) -> Range | None:
    """Tokens of the last name before the one at index `number` that is of someone else."""
    surname = page.key(number)
    for before in range(number - 1, max(0, number - NAMES_BACK) - 1, -1):
        first, last = page.names[before]
        is_place = first == last or page.words[last - 1].entity in PLACES
        if not is_place and page.key(before) != surname and not page.is_bracketed(before):
            return page.words[first].start, page.words[last - 1].end
    return None


# How many words may own what stands beside: "the billionaire developer's".
LONGEST_OWNER = 8
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# "Becoming the nominee", "elected the leader": the words say what somebody will be or is not, as often as what he is.
PREDICATES = frozenset({"attr", "oprd", "acomp"})

# What opens a role away from names, and its pattern.
OPENERS_OF_ROLES: Mapping[str, str] = {
    "the": "the", "as": "as", "a": "a", "an": "a", "his": "possessed", "her": "possessed", "its": "possessed",
    "their": "possessed",
}  # fmt: skip


def read_away(page: Page) -> Iterator[tuple[int, str, RolePhrase]]:
    """Every role of one person away from names: the word it starts at, what opens it, and its phrase.

    Of people unknown, too: "as secretary of the port", "his agent".
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


def _is_predicate(page: Page, title: Range) -> bool:
    """Whether a title is what somebody becomes or is called: "hopes to become the nominee", "elected as the leader"."""
    if not page.parsed:
        return False
    head = page.doc.stretch(*title).root
    return head.dep_ in PREDICATES or (head.dep_ == "pobj" and head.head.lower_ == "as")


def find_roles(
    doc: Parse, names: Sequence[tuple[int, int]], tables: Tables, bodies: Sequence[tuple[int, int]] = ()
) -> FoundRoles:
    """The roles that the article gives its people, each name's most telling patterns first.

    `names` are those of the article, of people and others, as half-open ranges of tokens in text order, not
    overlapping; a title taken into one, or a given name left out of it, is put right. `bodies` are those of them that
    the article speaks of as bodies, whatever the pipeline takes them for: Tarn Dairy shuts *its* plant.

    Away from names are all roles of one person: whom they mean is not asked here. Without tags and a parse the patterns
    see words only, and find less.
    """
    page = read_page(doc, names, read_titles(tables), bodies)
    named = read_bodies(page)
    mentions = tuple(
        RoleMention(number, _of_one(_named_role(page, named, phrase, number), phrase, page), pattern)
        for number, pattern, phrase in sorted(_beside_names(page), key=lambda item: item[0])
    )
    return FoundRoles(mentions, tuple(_away_from_names(page, named, mentions)))


def _beside_names(page: Page) -> Iterator[tuple[int, str, RolePhrase]]:
    """What stands beside each name, by the name's index and the pattern that found it."""
    shared: RolePhrase | None = None
    for number, (first, last) in enumerate(page.names):
        if first == last:
            continue
        phrases = phrases_of_name(page, number, shared)
        if not page.is_bracketed(number):
            plural = (phrase for pattern, phrase in phrases if pattern == "prenominal" and phrase.plural)
            shared = next(plural, None)
        yield from ((number, pattern, phrase) for pattern, phrase in phrases)
        joint = phrases_of_pair(page, number)
        yield from ((of, "apposition", phrase) for of in (number - 1, number) for phrase in joint)


def _away_from_names(page: Page, bodies: Bodies, mentions: Sequence[RoleMention]) -> Iterator[AwayRole]:
    beside = frozenset(m.role.title.start for m in mentions if m.role.title is not None)
    for at, pattern, phrase in read_away(page):
        # Whose agent "her agent" is depends on whom it means, which is not known yet.
        role = _as_role(page.doc, phrase) if phrase.pronoun else _named_role(page, bodies, phrase, 0)
        if role.title is not None and role.title.start not in beside:
            yield AwayRole(page.words[at].start, role, pattern, _is_subject(page, phrase))


def _is_subject(page: Page, phrase: RolePhrase) -> bool:
    return page.parsed and phrase.title is not None and page.doc.stretch(*phrase.title).root.dep_ in SUBJECTS


def role_of_mention(document: Document, mention: Mention) -> Role | None:
    """The role that a description states: "a spokesman for the ministry".

    None for one that says no title, job or civic capacity: "the woman", "a source close to the talks".
    """
    titles = read_titles(document.tables)
    words = read_words(document.doc, mention.start, mention.end, titles.short_forms)
    phrase = read_role_phrase(words, 0, len(words), titles)
    return None if phrase is None else _as_role(document.doc, phrase)


def _named_role(page: Page, bodies: Bodies, phrase: RolePhrase, number: int) -> Role:
    """The role that `phrase` states of the name at index `number`, with a name for its organization."""
    return _as_role(page.doc, name_organization(page, bodies, phrase, number))


def _of_one(role: Role, phrase: RolePhrase, page: Page) -> Role:
    """`role`, which `phrase` states, as that of one of several who share it: *senator*s."""
    if not phrase.plural or role.title is None:
        return role
    start, title = role.title.start, page.titles.of_one(role.title.text)
    return evolve(role, title=Span(start=start, end=start + len(title), text=title))


def _as_role(doc: Parse, phrase: RolePhrase) -> Role:
    return Role(
        title=None if phrase.title is None else _as_span(doc, *phrase.title),
        organization=None if phrase.organization is None else _as_span(doc, *phrase.organization),
        status=phrase.status,
    )


def _as_span(doc: Parse, start: int, end: int) -> Span:
    span = doc.stretch(start, end)
    return Span(start=span.start_char, end=span.end_char, text=span.text)
