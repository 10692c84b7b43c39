"""What the article calls its people: title, organization and status, beside their names and away from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from quoteattr.document.article import Document
from quoteattr.lexicon.tables import Tables
from quoteattr.lexicon.titles import read_titles
from quoteattr.parse.tokens import Parse
from quoteattr.parse.words import read_words
from quoteattr.roles.mentions.organizations import Bodies, name_organization, read_bodies
from quoteattr.roles.mentions.patterns import phrases_of_name, phrases_of_pair
from quoteattr.roles.mentions.phrases import Range, RolePhrase, is_possessive, read_role_phrase
from quoteattr.roles.mentions.surroundings import Page, read_page
from quoteattr.types import Role, Span
from quoteattr.values import AwayRole, FoundRoles, Mention, RoleMention

__all__ = ["find_roles", "role_of_mention"]

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


def find_roles(doc: Parse, names: Sequence[tuple[int, int]], tables: Tables) -> FoundRoles:
    """The roles that the article gives its people, each name's most telling patterns first.

    `names` are those of the article, of people and others, as half-open ranges of tokens in text order, not
    overlapping; a title taken into one, or a given name left out of it, is put right. Away from names are all roles of
    one person: whom they mean is not asked here. Without tags and a parse the patterns see words only, and find less.
    """
    page = read_page(doc, names, read_titles(tables))
    bodies = read_bodies(page)
    mentions = tuple(
        RoleMention(number, _of_one(_named_role(page, bodies, phrase, number), phrase, page), pattern)
        for number, pattern, phrase in sorted(_beside_names(page), key=lambda item: item[0])
    )
    return FoundRoles(mentions, tuple(_away_from_names(page, bodies, mentions)))


def _beside_names(page: Page) -> Iterator[tuple[int, str, RolePhrase]]:
    """What stands beside each name, by the name's index and the pattern that found it."""
    shared: RolePhrase | None = None
    for number in range(len(page.names)):
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
