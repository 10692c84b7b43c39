"""Organizations that a role leaves to be known from elsewhere: by a pronoun, by their kind, or by nothing.

"The task force's coordinator" is that of the River Fraud Task Force of an earlier paragraph, "its director" directs the
museum that the text was just speaking of, "her agent" is the agent of the person named last, and a "Gov. Ruiz" in a
text that is all about Oregon governs Oregon.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from quoteattr.roles.mentions.phrases import LONGEST_PHRASE, Range, RolePhrase, read_organization
from quoteattr.roles.mentions.surroundings import Page

__all__ = ["Bodies", "name_organization", "read_bodies"]

NAMES_BACK = 4
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
    known = _entities(page, "ORG")
    in_full = {
        page.doc[end - 1].text: (start, end) for start, end in reversed(known) if _is_shortened(page, start, end)
    }
    return Bodies(of_kind, known, in_full, _place(page))


def name_organization(page: Page, bodies: Bodies, phrase: RolePhrase, number: int) -> RolePhrase:
    """`phrase`, a role of the name at index `number`, with a name for an organization that it does not name itself."""
    known = None
    if phrase.organization is not None:
        start, end = phrase.organization
        words = page.words[page.word_of[start] : page.word_of[end - 1] + 1]
        if len(words) == 1 and words[0].capitalized:
            known = bodies.in_full.get(words[0].text)
        elif not any(word.capitalized for word in words):
            kind = words[-1].lower
            known = _last_before(bodies.of_kind.get(kind, ()), start)
            if known is None and page.titles.sort_is(kind, "generic"):
                known = _last_before(bodies.known, start)
    elif phrase.pronoun in PERSONAL_PRONOUNS:
        known = _person_before(page, number)
    elif phrase.pronoun and phrase.title is not None:
        known = _last_before(bodies.of_kind.get("", ()), phrase.title[0])
    elif phrase.title is not None and _is_seated(page, phrase.title):
        known = bodies.place
    return phrase if known is None else evolve(phrase, organization=known)


def _is_seated(page: Page, title: Range) -> bool:
    """Whether a title is that of the one who governs a place."""
    head = page.words[page.word_of[title[1] - 1]].lower
    return page.titles.sort_is(head, "seated")


def _entities(page: Page, label: str) -> list[Range]:
    """The names that the pipeline takes for entities of the kind `label`, without *the* before and *'s* behind."""
    found = ((entity.start, entity.end) for entity in page.doc.ents if entity.label_ == label)
    bare = ((s + (page.doc[s].lower_ == "the"), e - (page.doc[e - 1].tag_ == "POS")) for s, e in found)
    return [(start, end) for start, end in bare if start < end]


def _is_shortened(page: Page, start: int, end: int) -> bool:
    """Whether the last word of a name may stand for it: the Harbour *Post*, but not the Upper *House*."""
    last = page.doc[end - 1]
    return end > start + 1 and last.is_title and not page.titles.sort_is(last.lower_, "body")


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
        if page.key(before) != surname and not page.is_bracketed(before):
            return page.words[first].start, page.words[last - 1].end
    return None
