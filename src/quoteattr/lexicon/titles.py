"""Which words are titles, and which belong to one: the tables `titles` and `title_words`, ready for look-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from quoteattr.lexicon.tables import Tables
from quoteattr.types import RoleStatus

if TYPE_CHECKING:  # the parse takes its typography from this room
    from quoteattr.parse.tokens import Word

__all__ = ["JOB_ENDINGS", "TitleMatch", "Titles", "read_titles", "singulars", "title_head"]

# Endings by which a common noun that no table has is taken for a line of work: harpmaker, lichenologist.
JOB_ENDINGS = (
    "ologist",
    "ographer",
    "maker",
    "keeper",
    "monger",
    "wright",
    "smith",
    "ist",
    "ian",
    "woman",
    "man",
    "er",
    "or",
    "eer",
)
SHORTEST_JOB = 6
# Kinds of words that the table has in order to say that they are no titles.
NO_TITLES = frozenset({"address", "none"})
FIELD_PREPOSITIONS = frozenset({"of", "for", "at", "in"})
# A plural's ending, and what stands for it in the singular; the first that gives a known title holds.
PLURALS = (("men", "man"), ("women", "woman"), ("people", "person"), ("ies", "y"), ("s.", "."), ("es", ""), ("s", ""))
PLURAL_ENDINGS = tuple(ending for ending, _ in PLURALS)


@frozen
class TitleMatch:
    """A title of the table: how many words it takes, its `kind` there, and whether it was found in the plural."""

    length: int
    kind: str
    plural: bool = False


@frozen
class Titles:
    """The tables, by word. All words are in lower case.

    `copulas` are verbs that a role follows, with the status that they give it; `affiliations` those that a body
    follows, with the prepositions it stands after; `outlets` the names of news media. `long_forms` has what
    short titles, without their stop, stand for: *senator* for sen, *sen.* for sens. `particles` join a name: Ana *da*
    Costa is no district attorney. `appointments` are verbs that give somebody a role, with what stands before it and
    whether it must.
    """

    kinds: Mapping[str, str]
    openings: Mapping[str, int]
    statuses: Mapping[str, RoleStatus]
    sorts: Mapping[str, frozenset[str]]
    short_forms: frozenset[str]
    long_forms: Mapping[str, frozenset[str]]
    copulas: Mapping[str, RoleStatus]
    affiliations: Mapping[str, frozenset[str]]
    outlets: frozenset[str]
    particles: frozenset[str]
    appointments: Mapping[str, tuple[str, bool]]

    def match(self, words: Sequence[Word], at: int, stop: int) -> TitleMatch | None:
        """The longest title that starts at word `at` and ends before `stop`; names of kin and the like are none."""
        if words[at].lower in self.particles and words[at].text.islower():
            return None
        for length in range(min(self.openings.get(words[at].lower, 1), stop - at), 0, -1):
            form = words[at].lower if length == 1 else " ".join([word.lower for word in words[at : at + length]])
            kind = self.kinds.get(form)
            if kind is not None:
                return None if kind in NO_TITLES else TitleMatch(length, kind)
            for singular in singulars(form):
                if singular in self.kinds:
                    kind = self.kinds[singular]
                    return None if kind in NO_TITLES else TitleMatch(length, kind, plural=True)
        return self._match_inside(words[at])

    def _match_inside(self, word: Word) -> TitleMatch | None:
        """The title that a compound ends in, its rank apart: actor-director, ex-governor, mayor-elect."""
        if "-" not in word.lower or word.text.isupper():  # AFL-CIO is no cio
            return None
        *rest, last = word.lower.split("-")
        if self.sort_is(last, "modifier") and last in self.statuses:
            last = rest[-1]
        kind = self.kinds.get(last)
        return None if kind is None or kind in NO_TITLES else TitleMatch(1, kind)

    def is_address(self, word: Word) -> bool:
        """Whether `word` addresses somebody without being a title: Mr, Dame."""
        return self.kinds.get(word.lower) == "address"

    def match_by_ending(self, word: Word) -> TitleMatch | None:
        """A line of work told by its ending alone, if a tagger says that the word is a noun."""
        singular = next((form for form in (word.lower, *singulars(word.lower)) if form.endswith(JOB_ENDINGS)), None)
        if word.tag not in ("NN", "NNS") or singular is None or len(singular) < SHORTEST_JOB or singular in self.kinds:
            return None
        return TitleMatch(1, "unlisted", plural=singular != word.lower)

    def of_one(self, title: str) -> str:
        """What of `title`, which several share, is the title of one: *head coach*es.

        All of it where no beginning of it is: congresswomen, deputies, heads of sales, lawyers and novelists.
        """
        *before, last = title.lower().split()
        first_heads, joint, _ = title.lower().rpartition(" and ")
        several = joint and any(form in self.kinds for form in singulars(title_head(first_heads)))
        singular = self._singular(before, last)
        if several or title_head(title) != last or not last.startswith(singular):
            return title
        return title[: len(title) - len(last) + len(singular)]

    def _singular(self, before: Sequence[str], last: str) -> str:
        """The singular of the last word of a title in the plural: one that the table has, or a line of work."""
        forms = singulars(last)
        titles = ((" ".join([*before[at:], form]), form) for at in range(len(before) + 1) for form in forms)
        listed = (form for title, form in titles if title in self.kinds)
        return next(listed, next((form for form in forms if form.endswith(JOB_ENDINGS)), last))

    def same(self, one: str, other: str) -> bool:
        """Whether two titles are one, in full or in short: Sen., senator; the head of a longer one: first-term senator.

        Only the table tells what a short one stands for: a columnist has the letters of Col., a reporter those of Rep.
        """
        one, other = title_head(one), title_head(other)
        return one == other or not self._written_out(one).isdisjoint(self._written_out(other))

    def _written_out(self, head: str) -> frozenset[str]:
        """What `head` may stand for: itself, and *senator* for Sen. and sen, *sen.* for Sens."""
        return self.long_forms.get(head.removesuffix("."), frozenset()) | {head}

    def sort_is(self, form: str, *sorts: str) -> bool:
        """Whether the word or words `form`, in lower case, stand in the table of title words under one of `sorts`."""
        found = self.sorts.get(form)
        return found is not None and not found.isdisjoint(sorts)

    def status(self, word: Word) -> RoleStatus | None:
        """What `word` makes of the title that it stands by, None if nothing: former, ex-wife's *ex*, -elect."""
        status = self.statuses.get(word.lower)
        if status is None and "-" in word.lower:
            status = next((self.statuses[part] for part in word.lower.split("-") if part in self.statuses), None)
        return None if word.capitalized and self.sort_is(word.lower, "adverb") else status


@cache
def read_titles(tables: Tables) -> Titles:
    """The titles of `tables`. Where two rows have the same words the first row holds."""
    kinds: dict[str, str] = {}
    for row in tables.rows("titles"):
        for words in row["words"]:
            kinds.setdefault(words, row["kind"])
    openings: dict[str, int] = {}
    for words in kinds:
        first, length = words.split()[0], len(words.split())
        openings[first] = max(openings.get(first, 1), length)
    statuses: dict[str, RoleStatus] = {}
    sorts: dict[str, frozenset[str]] = {}
    for row in tables.rows("title_words"):
        for word in row["words"]:
            sorts[word] = sorts.get(word, frozenset()) | {row["kind"]}
            if "status" in row:
                statuses.setdefault(word, RoleStatus(row["status"]))
    stopped = {word for words in kinds for word in words.split() if word.endswith(".")}
    short_forms = frozenset(stopped | {f"{word[:-1]}s." for word in stopped if not word.endswith("s.")})
    long = {row["short"]: frozenset(row.get("long", ())) for row in reversed(tables.rows("short_titles"))}
    shared = {f"{short}s": frozenset([f"{short}."]) for short in long}
    rows = [(verb, row) for row in tables.rows("role_verbs") for verb in row["verbs"]]
    copulas = {verb: RoleStatus(row["status"]) for verb, row in rows if row["kind"] == "copula"}
    affiliations = {verb: frozenset(row.get("prepositions", ())) for verb, row in rows if row["kind"] == "affiliation"}
    outlets = frozenset(n.lower() for row in tables.rows("outlets") for n in (row["name"], *row.get("aliases", ())))
    particles = frozenset(w for row in tables.rows("name_words") if row["use"] == "particle" for w in row["words"])
    given = {verb: (str(row["particle"]), bool(row["needed"])) for verb, row in rows if row["kind"] == "appointment"}
    return Titles(
        kinds, openings, statuses, sorts, short_forms, shared | long, copulas, affiliations, outlets, particles, given
    )


def singulars(form: str) -> list[str]:
    """What the last word of `form`, in lower case, may be the plural of; nothing where it is none."""
    if not form.endswith(PLURAL_ENDINGS):
        return []
    return [form.removesuffix(ending) + singular for ending, singular in PLURALS if form.endswith(ending)]


def title_head(title: str) -> str:
    """The word of `title` that says what somebody is: former *secretary* of state."""
    words = title.lower().split()
    ends = (number for number, word in enumerate(words) if number and word in FIELD_PREPOSITIONS)
    return words[next(ends, len(words)) - 1]


# How many titles and organizations have their words kept: an archive has ever new ones.
KEPT_ROLES = 4096


@lru_cache(maxsize=KEPT_ROLES)
def words_of_role(text: str, tables: Tables) -> tuple[frozenset[str], ...]:
    """The words of a title or organization, each with the longer ones that a short form stands for."""
    rows = reversed(tables.rows("short_titles"))
    long = {row["short"]: (*row.get("long", ()), *row.get("also", ())) for row in rows}
    words = [word.strip(".,").casefold() for word in text.split()]
    return tuple(frozenset([word, *long.get(word, ())]) for word in words)
