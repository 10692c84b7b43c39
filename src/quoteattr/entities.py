"""Entities: who is who in the article, by name: full and short forms, acronyms, gender.

A short form joins the entity whose full name ends or begins with it. Where several do (two people of one surname), each
occurrence joins the one that was last named in full before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

import regex
from attrs import frozen
from spacy.tokens import Doc

from quoteattr.gender import gender_of_words, given_name_gender
from quoteattr.names import Name, NameKind
from quoteattr.roles import RoleMention
from quoteattr.tables import Tables
from quoteattr.types import SpeakerKind

__all__ = ["Entity", "find_entities"]


@frozen
class Entity:
    """One person, body or place: its fullest `name`, all `forms` of it, and the indices of its `occurrences` in names.

    `claims` are the occurrences and those of others that might be its own: short forms that several share.
    `gender` is "female" or "male" where the article or the given name tells, else None. `roles` are indices of its
    role mentions.
    """

    name: str
    kind: SpeakerKind
    forms: tuple[str, ...]
    occurrences: tuple[int, ...]
    claims: tuple[int, ...]
    gender: str | None
    roles: tuple[int, ...]


@frozen
class _Form:
    """One spelling of a name: its words without marks, and the kind that its occurrences voted for."""

    text: str
    words: tuple[str, ...]
    kind: NameKind
    first: int
    count: int


_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’.-]+[\p{L}\p{M}\p{N}]+)*")
_COUNTRY = regex.compile(r"\bunited states\b|\bu\.s(?:\.a)?\b|\busa\b")
PRONOUNS = {"he": "male", "his": "male", "him": "male", "she": "female", "her": "female", "hers": "female"}
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "filho", "neto"])


def find_entities(doc: Doc, names: Sequence[Name], roles: Sequence[RoleMention], tables: Tables) -> tuple[Entity, ...]:
    """The entities of `names`, in order of first occurrence; every name belongs to exactly one."""
    forms = _forms(names)
    full = _full_forms(forms, tables)
    owners = {form.text: full.standing_behind(form) for form in forms}
    members: defaultdict[str, list[int]] = defaultdict(list)
    by_text = {form.text: form for form in forms}
    claims: defaultdict[str, list[int]] = defaultdict(list)
    latest: dict[str, int] = {}
    for number, name in enumerate(names):
        form = by_text[name.text]
        choices = owners.get(form.text, [])
        if choices:
            named = [c for c in choices if c.text in latest]
            fitting = [c for c in named if _honorific_fits(doc, name, c, tables)] or named or choices
            owner = max(fitting, key=lambda c: (latest.get(c.text, -1), c.kind is form.kind))
        else:
            owner = form
        members[owner.text].append(number)
        for claimant in dict.fromkeys([owner, *choices]):
            claims[claimant.text].append(number)
        if len(form.words) > 1 or not choices:
            latest[owner.text] = number
    roles_of_name: defaultdict[int, list[int]] = defaultdict(list)
    for index, role in enumerate(roles):
        roles_of_name[role.name].append(index)
    people = frozenset(name.start for name in names if name.kind is NameKind.PERSON)
    return tuple(
        _entity(
            doc,
            names,
            numbers,
            claims[key],
            by_text,
            [r for n in numbers for r in roles_of_name[n]],
            roles,
            people,
            tables,
        )
        for key, numbers in sorted(members.items(), key=lambda member: member[1][0])
    )


def _forms(names: Sequence[Name]) -> list[_Form]:
    counts = Counter(name.text for name in names)
    found: dict[str, _Form] = {}
    for number, name in enumerate(names):
        if name.text not in found:
            words = _COUNTRY.sub("us", " ".join(w.casefold().rstrip(".") for w in _WORD.findall(name.text))).split()
            words = words[1:] if len(words) > 1 and words[0] == "the" else words
            found[name.text] = _Form(
                name.text, tuple(words) or (name.text.casefold(),), name.kind, number, counts[name.text]
            )
    return list(found.values())


@frozen
class _FullForms:
    """The forms that are nobody's short form, by the words and acronyms that others may name them by."""

    by_word: dict[str, tuple[_Form, ...]]
    tables: Tables

    def standing_behind(self, form: _Form) -> list[_Form]:
        """The full forms that `form` may be short for."""
        near = dict.fromkeys(f for word in (form.words[0], form.words[-1]) for f in self.by_word.get(word, ()))
        behind = [f for f in near if f.text != form.text and _stands_for(form, f, self.tables)]
        # Poe is Edgar Poe rather than Poe Tower.
        surnamed = [f for f in behind if f.kind is NameKind.PERSON and f.words[-1] == form.words[-1]]
        return surnamed or behind


def _full_forms(forms: Sequence[_Form], tables: Tables) -> _FullForms:
    """Longest first, so that a form is only short for one that is longer or came before."""
    found = _FullForms({}, tables)
    for form in sorted(forms, key=lambda f: (-len(f.words), f.first)):
        if found.standing_behind(form):
            continue
        handles = {form.words[0], form.words[-1], *(a for a in _acronyms(form) if len(form.words) > 1)}
        if form.kind is NameKind.PERSON and len(form.words) > 2:
            handles.add(form.words[-2])
        for handle in handles:
            found.by_word[handle] = (*found.by_word.get(handle, ()), form)
    return found


def _stands_for(short: _Form, full: _Form, tables: Tables) -> bool:
    """Whether `short` is a way to name `full`: its last words, its first, its acronym, or the same with an initial."""
    a, b = short.words, tuple(w for w in full.words if w not in _SUFFIXES) or full.words
    a = tuple(w for w in a if w not in _SUFFIXES) or a
    if _is_acronym(short, full):
        return True
    if len(a) > len(b) or ({short.kind, full.kind} == {NameKind.PERSON, NameKind.ORGANIZATION} and len(a) > 1):
        return False
    if {short.kind, full.kind} == {NameKind.PERSON, NameKind.PLACE} and a != b[-len(a) :]:
        return False
    if short.kind is NameKind.PERSON and full.kind is not NameKind.PERSON and len(a) < len(b) and a != b[-len(a) :]:
        return False
    if a == b[-len(a) :]:
        return len(a) < len(b) or short.text != full.text
    if a == b[: len(a)]:
        # News gives the full name first: what was named shortly before, and more often, is no short form (Poe Tower).
        introduced = full.first < short.first or short.count <= 2 * full.count
        return introduced and (short.kind is not NameKind.PLACE or full.kind is NameKind.PLACE)
    return len(a) > 1 and a[-1] == b[-1] and full.kind is NameKind.PERSON and _given_names_agree(a[0], b[0], tables)


def _given_names_agree(one: str, other: str, tables: Tables) -> bool:
    """Harry Poe is Harry M. Poe, J. Poe is Joan Poe, Ken Rao is Kenneth Rao, Bill Ross is William Ross."""
    short, long = sorted((one, other), key=len)
    if short == long or len(short) == 1 or len(short) > 2:
        return long.startswith(short) or long in _long_forms(tables).get(short, ())
    return False


@cache
def _long_forms(tables: Tables) -> dict[str, tuple[str, ...]]:
    return {row["short"]: tuple(row["long"]) for row in tables.rows("nicknames")}


def _acronyms(full: _Form) -> frozenset[str]:
    """What initials may stand for a name: *ice* for U.S. Immigration and Customs Enforcement."""
    bare = full.words[1:] if full.words[0] == "us" else ()
    variants = [words for words in (full.words, bare) if len(words) > 1]
    small = ("of", "and", "for", "the", "in", "on", "at", "to")
    return frozenset(
        "".join(word[0] for word in words if every or word not in small)
        for words in variants
        for every in (True, False)
    )


def _is_acronym(short: _Form, full: _Form) -> bool:
    text = short.text.replace(".", "")
    if len(short.words) != 1 or not (2 <= len(text) <= 7 and text.isupper()) or len(full.words) < 2:
        return False
    return text.casefold() in _acronyms(full)


def _honorific_fits(doc: Doc, name: Name, owner: _Form, tables: Tables) -> bool:
    """Whether *Mrs* before a surname agrees with the given name of a full form."""
    if not name.start:
        return True
    told = gender_of_words([doc[name.start - 1].lower_], tables)
    given = given_name_gender(owner.words[0], tables)
    return told is None or given is None or told == given


def _entity(
    doc: Doc,
    names: Sequence[Name],
    numbers: Sequence[int],
    claims: Sequence[int],
    by_text: dict[str, _Form],
    role_numbers: Sequence[int],
    roles: Sequence[RoleMention],
    people: frozenset[int],
    tables: Tables,
) -> Entity:
    counts = Counter(names[n].text for n in numbers)
    best = max(counts, key=lambda text: (len(by_text[text].words), counts[text]))
    # The full name tells best what it names: a bare surname is often taken for a company. A role in apposition or
    # before the name says a person, whatever the tagger thought of a foreign name.
    telling = [n for n in numbers if names[n].text == best] if len(by_text[best].words) > 1 else numbers
    votes = Counter(names[n].kind for n in telling)
    person = votes[NameKind.PERSON] + sum(names[n].titled for n in numbers) + min(2, len(role_numbers))
    acronyms = sum(_is_acronym(by_text[text], by_text[best]) for text in counts)
    other = votes[NameKind.ORGANIZATION] + votes[NameKind.PLACE] + 10 * acronyms
    kind = SpeakerKind.PERSON if person > other or (person == other and person) else SpeakerKind.ORGANIZATION
    return Entity(
        name=best,
        kind=kind,
        forms=tuple(counts),
        occurrences=tuple(numbers),
        claims=tuple(claims),
        gender=_gender(doc, names, numbers, best, role_numbers, roles, people, tables)
        if kind is SpeakerKind.PERSON
        else None,
        roles=tuple(role_numbers),
    )


def _gender(
    doc: Doc,
    names: Sequence[Name],
    numbers: Sequence[int],
    best: str,
    role_numbers: Sequence[int],
    roles: Sequence[RoleMention],
    people: frozenset[int],
    tables: Tables,
) -> str | None:
    """By honorifics and gendered titles first, then by the given name, then by pronouns near the name."""
    words = [doc[names[n].start - 1].lower_ for n in numbers if names[n].start]
    titles = [roles[r].role.title for r in role_numbers]
    words += [word.casefold() for title in titles if title is not None for word in title.text.split()]
    told = gender_of_words(words, tables)
    first = _WORD.search(best)
    given = given_name_gender(first.group().casefold(), tables) if first and " " in best else None
    return told or given or _gender_of_pronouns(doc, names, numbers, people)


def _gender_of_pronouns(doc: Doc, names: Sequence[Name], numbers: Sequence[int], people: frozenset[int]) -> str | None:
    """By the first pronoun after the name in its sentence, if no other person stands between: *Rao sold her car*."""
    votes: Counter[str] = Counter()
    for number in numbers:
        for index in range(names[number].end, min(names[number].end + 25, len(doc))):
            token = doc[index]
            if token.is_space or token.text in '.?!;“”"' or index in people:
                break
            if token.lower_ in PRONOUNS:
                votes[PRONOUNS[token.lower_]] += 1
                break
    if votes["female"] == votes["male"]:
        return None
    return "female" if votes["female"] > votes["male"] else "male"
