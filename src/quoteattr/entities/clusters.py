"""Entities: who is who in the article, by name: full and short forms, acronyms, gender.

A short form joins the entity whose full name ends or begins with it. Where several do (two people of one surname), each
occurrence joins the one named right before it, else the one that the article introduced first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

import regex

from quoteattr.entities.forms import Form, FullForms, find_forms, is_acronym
from quoteattr.lexicon.gender import gender_before, gender_of_words, given_name_gender
from quoteattr.lexicon.tables import Tables
from quoteattr.parse.tokens import Parse
from quoteattr.types import SpeakerKind
from quoteattr.values import Entity, Name, NameKind, RoleMention

__all__ = ["find_entities"]


_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’.-]+[\p{L}\p{M}\p{N}]+)*")
PRONOUNS = {"he": "male", "his": "male", "she": "female", "her": "female"}
# An object is somebody else: *Obama backed her*.
OBJECTS = frozenset({"him", "her"})


def find_entities(
    doc: Parse, names: Sequence[Name], roles: Sequence[RoleMention], tables: Tables
) -> tuple[Entity, ...]:
    """The entities of `names`, in order of first occurrence; every name belongs to exactly one."""
    forms = find_forms(names)
    introduced = _introduced_acronyms(doc, names)
    full = FullForms.among(forms, introduced, tables)
    owners = {form.text: full.standing_behind(form) for form in forms}
    members: defaultdict[str, list[int]] = defaultdict(list)
    by_text = {form.text: form for form in forms}
    claims: defaultdict[str, list[int]] = defaultdict(list)
    introduced_at: dict[str, int] = {}
    before: str | None = None
    told = {name.text: gender for name in names if (gender := gender_before(doc, name.start, tables)) is not None}
    fitting = [[c for c in owners[name.text] if _honorific_fits(doc, name, c, told, tables)] for name in names]
    # *Mr Falk* where the only one with a given name is Susan Falk: somebody else, whom a bare *Falk* may mean too.
    others = {name.text for name, fit in zip(names, fitting, strict=True) if owners[name.text] and not fit}
    for number, (name, choices) in enumerate(zip(names, fitting, strict=True)):
        form = by_text[name.text]
        owner = _owner(choices, introduced_at, before, tables) if choices else form
        members[owner.text].append(number)
        bare = name.text in others and gender_before(doc, name.start, tables) is None
        claiming = owners[form.text] if choices else ()
        for claimant in dict.fromkeys([owner, *claiming, *([form] if bare else [])]):
            claims[claimant.text].append(number)
        if len(form.words) > 1 or not choices:
            introduced_at.setdefault(owner.text, number)
        before = owner.text if len(form.words) > 1 else None
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


def _introduced_acronyms(doc: Parse, names: Sequence[Name]) -> dict[str, str]:
    """Acronyms that stand in brackets behind what they are short for: the Swiss Folk League (*SVL*)."""
    return {
        short.text: full.text
        for full, short in pairwise(names)
        if full.end + 1 == short.start == short.end - 1
        and short.end < len(doc)
        and (doc[full.end].text, doc[short.end].text) == ("(", ")")
        and short.text.isupper()
        and len(short.text) > 1
        and not short.outlet
        and full.kind is NameKind.ORGANIZATION
        and " " in full.text
    }


def _owner(choices: Sequence[Form], introduced_at: Mapping[str, int], before: str | None, tables: Tables) -> Form:
    """Which of the full forms a short one means: that of the name right `before` it, else the first one introduced.

    News brings in its main figure first and gives relatives their given names. A form that stands only once and whose
    first word is no given name (*Fascist Poe*) comes last.
    """
    known = [c for c in choices if c.text in introduced_at] or choices

    def order(choice: Form) -> tuple[bool, bool, int]:
        doubtful = choice.count < 2 and given_name_gender(choice.words[0], tables) is None
        return choice.text != before, doubtful, introduced_at.get(choice.text, choice.first)

    return min(known, key=order)


def _honorific_fits(doc: Parse, name: Name, owner: Form, told: Mapping[str, str], tables: Tables) -> bool:
    """Whether *Mrs* before a surname agrees with the honorific of a full form (*Lord* Evelyn Falk) or given name."""
    here = gender_before(doc, name.start, tables)
    there = told.get(owner.text) or given_name_gender(owner.words[0], tables)
    return here is None or there is None or here == there


def _entity(
    doc: Parse,
    names: Sequence[Name],
    numbers: Sequence[int],
    claims: Sequence[int],
    by_text: dict[str, Form],
    role_numbers: Sequence[int],
    roles: Sequence[RoleMention],
    people: frozenset[int],
    tables: Tables,
) -> Entity:
    counts = Counter(names[n].text for n in numbers)
    best = _fullest([by_text[text] for text in counts], counts)
    # The full name tells best what it names: a bare surname is often taken for a company. A role in apposition or
    # before the name says a person, whatever the tagger thought of a foreign name.
    telling = [n for n in numbers if names[n].text == best] if len(by_text[best].words) > 1 else numbers
    votes = Counter(names[n].kind for n in telling)
    person = votes[NameKind.PERSON] + sum(names[n].titled for n in numbers) + min(2, len(role_numbers))
    # The initials of a person named in full, NF for Nora Falk, are no body's acronym.
    initials = votes[NameKind.PERSON] > 0 and given_name_gender(by_text[best].words[0], tables) is not None
    acronyms = 0 if initials else sum(is_acronym(by_text[text], by_text[best]) for text in counts)
    outlet = any(names[n].outlet for n in telling)
    other = votes[NameKind.ORGANIZATION] + votes[NameKind.PLACE] + 10 * acronyms + 3 * outlet
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


def _fullest(forms: Sequence[Form], counts: Counter[str]) -> str:
    """The form with the most words and the longer given name (Kenneth before Ken); else the commonest.

    Capitals throughout and missing accents are a headline's or a wire's way of writing.
    """

    def completeness(form: Form) -> tuple[int, int, bool, bool, int]:
        given, length = form.words[0], len(form.words)
        shorter = sum(len(f.words) == length and f.words[0] != given and given.startswith(f.words[0]) for f in forms)
        return length, shorter, not form.text.isupper(), not form.text.isascii(), counts[form.text]

    return max(forms, key=completeness).text


def _gender(
    doc: Parse,
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


def _gender_of_pronouns(
    doc: Parse, names: Sequence[Name], numbers: Sequence[int], people: frozenset[int]
) -> str | None:
    """By the first pronoun after the name in its sentence, if no other person stands between: *Rao sold her car*.

    Without tags, *her* may be an object, and tells nothing.
    """
    votes: Counter[str] = Counter()
    for number in numbers:
        for index in range(names[number].end, min(names[number].end + 25, len(doc))):
            token = doc[index]
            an_object = token.lower_ in OBJECTS and token.tag_ != "PRP$"
            if token.is_space or token.text in '.?!;“”"' or index in people or an_object:
                break
            if token.lower_ in PRONOUNS:
                votes[PRONOUNS[token.lower_]] += 1
                break
    if votes["female"] == votes["male"]:
        return None
    return "female" if votes["female"] > votes["male"] else "male"
