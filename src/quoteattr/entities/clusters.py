"""Entities: who is who in the article, by name: full and short forms, acronyms, gender.

A short form, be it a surname, a given name, initials or an outlet's other name, joins the entity whose full name it is
short for. Where several fit (two people of one surname), each occurrence joins the one named right before it, else the
one that the article introduced first.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

import regex
from attrs import frozen

from quoteattr.lexicon import (
    DOUBLE_MARKS,
    PHRASE_ENDS,
    SUFFIXES,
    Tables,
    gender_before,
    gender_of_words,
    given_name_gender,
    is_body_word,
    outlet_of,
    words_used_as,
)
from quoteattr.parse.tokens import Parse
from quoteattr.types import Provenance, SpeakerKind
from quoteattr.values import Entity, Name, NameKind, RoleMention

__all__ = ["Form", "FullForms", "find_entities", "find_forms", "is_acronym", "with_author"]

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’.-]+[\p{L}\p{M}\p{N}]+)*")
PRONOUNS = {"he": "male", "his": "male", "she": "female", "her": "female"}
# An object is somebody else: *Obama backed her*.
OBJECTS = frozenset({"him", "her"})
# Behind these a pronoun may be somebody else's.
BEFORE_OTHERS = PHRASE_ENDS | DOUBLE_MARKS


@frozen
class _Article:
    """What the article has to say of its names: the parse, the names, the roles, and the tables.

    `people` are the first tokens of the names of people; `roles_of_name` has the indices of the roles of each name.
    """

    doc: Parse
    names: Sequence[Name]
    roles: Sequence[RoleMention]
    roles_of_name: Mapping[int, Sequence[int]]
    people: frozenset[int]
    tables: Tables

    @classmethod
    def of(cls, doc: Parse, names: Sequence[Name], roles: Sequence[RoleMention], tables: Tables) -> _Article:
        roles_of_name: defaultdict[int, list[int]] = defaultdict(list)
        for index, role in enumerate(roles):
            roles_of_name[role.name].append(index)
        people = frozenset(name.start for name in names if name.kind is NameKind.PERSON)
        return cls(doc, names, roles, dict(roles_of_name), people, tables)

    def roles_of(self, numbers: Sequence[int]) -> list[int]:
        """The roles of the names of these numbers, by their indices."""
        return [role for number in numbers for role in self.roles_of_name.get(number, ())]


def find_entities(
    doc: Parse, names: Sequence[Name], roles: Sequence[RoleMention], tables: Tables
) -> tuple[Entity, ...]:
    """The entities of `names`, in order of first occurrence; every name belongs to exactly one."""
    forms = find_forms(names)
    introduced = _introduced_acronyms(doc, names)
    full = FullForms.among(forms, introduced, tables)
    owners = {form.text: full.standing_behind(form)[:MOST_BEHIND] for form in forms}
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
    article = _Article.of(doc, names, roles, tables)
    return tuple(
        _entity(article, numbers, claims[key], by_text)
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


def _entity(article: _Article, numbers: Sequence[int], claims: Sequence[int], by_text: Mapping[str, Form]) -> Entity:
    """The entity of the names of these `numbers`, which may have more of them by its `claims`."""
    names, roles = article.names, article.roles_of(numbers)
    counts = Counter(names[n].text for n in numbers)
    best = _fullest([by_text[text] for text in counts], counts)
    # The full name tells best what it names: a bare surname is often taken for a company. A role in apposition or
    # before the name says a person, whatever the tagger thought of a foreign name.
    telling = [n for n in numbers if names[n].text == best] if len(by_text[best].words) > 1 else numbers
    votes = Counter(names[n].kind for n in telling)
    trades = sum(_is_of_person(article, role) for role in roles)
    person = votes[NameKind.PERSON] + sum(names[n].titled for n in numbers) + min(2, trades)
    # The initials of a person named in full, NF for Nora Falk, are no body's acronym.
    initials = votes[NameKind.PERSON] > 0 and given_name_gender(by_text[best].words[0], article.tables) is not None
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
        gender=_gender(article, numbers, best, roles) if kind is SpeakerKind.PERSON else None,
        roles=tuple(roles),
    )


def _is_of_person(article: _Article, role: int) -> bool:
    """Whether a role is of a person: no body’s (*insurer*), and no part of a name (*Builders*’ Guild)."""
    mention = article.roles[role]
    title, name = mention.role.title, article.names[mention.name]
    if title is None:
        return True
    inside = article.doc[name.start].idx <= title.start < article.doc[name.end - 1].idx
    return not inside and not is_body_word(title.text.split()[-1].casefold(), article.tables)


def _fullest(forms: Sequence[Form], counts: Counter[str]) -> str:
    """The form with the most words and the longer given name (Kenneth before Ken); else the commonest.

    Capitals throughout and missing accents are a headline's or a wire's way of writing.
    """

    def completeness(form: Form) -> tuple[int, int, bool, bool, int]:
        given, length = form.words[0], len(form.words)
        shorter = sum(len(f.words) == length and f.words[0] != given and given.startswith(f.words[0]) for f in forms)
        return length, shorter, not form.text.isupper(), not form.text.isascii(), counts[form.text]

    return max(forms, key=completeness).text


def _gender(article: _Article, numbers: Sequence[int], best: str, roles: Sequence[int]) -> str | None:
    """By honorifics and gendered titles first, then by the given name, then by pronouns near the name.

    A word alone may be a surname, but seldom is where women bear it as a given name; a man's tells less than pronouns.
    """
    starts = [article.names[number].start for number in numbers]
    words = [article.doc[start - 1].lower_ for start in starts if start]
    titles = [article.roles[role].role.title for role in roles]
    words += [word.casefold() for title in titles if title is not None for word in title.text.split()]
    told = gender_of_words(words, article.tables)
    first = _WORD.search(best)
    given = given_name_gender(first.group().casefold(), article.tables) if first else None
    if told is not None or (given is not None and (" " in best or given == "female")):
        return told or given
    return _gender_of_pronouns(article, numbers) or given


def _gender_of_pronouns(article: _Article, numbers: Sequence[int]) -> str | None:
    """By the first pronoun after the name in its sentence, if no other person stands between: *Rao sold her car*.

    Without tags, *her* may be an object, and tells nothing.
    """
    doc, votes = article.doc, Counter[str]()
    for number in numbers:
        end = article.names[number].end
        for index in range(end, min(end + 25, len(doc))):
            token = doc[index]
            an_object = token.lower_ in OBJECTS and token.tag_ != "PRP$"
            if token.is_space or token.text in BEFORE_OTHERS or index in article.people or an_object:
                break
            if token.lower_ in PRONOUNS:
                votes[PRONOUNS[token.lower_]] += 1
                break
    if votes["female"] == votes["male"]:
        return None
    return "female" if votes["female"] > votes["male"] else "male"


_COUNTRY = regex.compile(r"\bunited states\b|\bu\.s(?:\.a)?\b|\busa\b")
SMALL_WORDS = frozenset(["of", "and", "for", "the", "in", "on", "at", "to"])
LONGEST_ACRONYM = 7

# What a full form is looked up by: a word, a name or an acronym; its first words or its last; a given name and a
# surname; or, where one of its words is a suffix, a word with "" behind it.
Handle = str | tuple[str | tuple[str, ...], ...]
# By no more first or last words is a form looked up, nor by more letters of a given name.
MOST_WORDS = 8
MOST_LETTERS = 12
# So many bearers of a name are told apart, those of the longest forms: of more, it tells nothing.
MOST_BEHIND = 50


@frozen
class Form:
    """One spelling of a name: its words without marks and case, and the kind its occurrences voted for.

    `first` is the number of its first occurrence among the names, `count` how many there are.
    """

    text: str
    words: tuple[str, ...]
    kind: NameKind
    first: int
    count: int


def find_forms(names: Sequence[Name]) -> list[Form]:
    """The forms of `names` in order of first occurrence."""
    counts = Counter(name.text for name in names)
    found: dict[str, Form] = {}
    for number, name in enumerate(names):
        if name.text not in found:
            found[name.text] = Form(name.text, _words(name.text), name.kind, number, counts[name.text])
    return list(found.values())


def _words(text: str) -> tuple[str, ...]:
    words = _COUNTRY.sub("us", " ".join(word.rstrip(".") for word in _WORD.findall(text.casefold()))).split()
    words = words[1:] if len(words) > 1 and words[0] == "the" else words
    return tuple(words) or (text.casefold(),)


def _without_accents(form: Form) -> str:
    """The words of a form as one key that accents and hyphens make no difference to: Anne-Lise Réau, Anne Lise Reau."""
    decomposed = unicodedata.normalize("NFKD", " ".join(form.words))
    return "".join(c for c in decomposed.replace("-", " ") if not unicodedata.combining(c))


@frozen
class FullForms:
    """The forms that are nobody's short form, by what others may name them by.

    `introduced` are acronyms that the article itself gives for a form: the Northern Plumbers’ League (*NPL*);
    `acronyms_of` has them by the form.
    """

    by_handle: dict[Handle, list[Form]]
    introduced: Mapping[str, str]
    acronyms_of: Mapping[str, Sequence[str]]
    tables: Tables

    @classmethod
    def among(cls, forms: Sequence[Form], introduced: Mapping[str, str], tables: Tables) -> FullForms:
        """The full ones of `forms`, the longest first: a form is only short for one longer or before it."""
        acronyms_of: defaultdict[str, list[str]] = defaultdict(list)
        for short, full in introduced.items():
            acronyms_of[full].append(short)
        found = cls({}, introduced, acronyms_of, tables)
        for form in sorted(forms, key=lambda f: (-len(f.words), -len(f.words[0]), f.first)):
            if found.standing_behind(form):
                continue
            for handle in found._handles(form):
                found.by_handle.setdefault(handle, []).append(form)
        return found

    def standing_behind(self, form: Form) -> list[Form]:
        """The full forms that `form` may be short for."""
        near = dict.fromkeys(f for key in self._keys(form) for f in self.by_handle.get(key, ()))
        behind = [f for f in near if f.text != form.text and self._stands_for(form, f)]
        # Poe is Edgar Poe rather than Poe Tower.
        surnamed = [f for f in behind if f.kind is NameKind.PERSON and f.words[-1] == form.words[-1]]
        return surnamed or behind

    def _keys(self, form: Form) -> list[Handle]:
        """What the full forms are looked up by that `form` may be short for.

        Of a suffix little is sure. Else whoever has no more than a given name, a surname or *Water Board* in common
        with it is passed over: a long text may have hundreds of people called Ann, or Poe.
        """
        words = form.words
        near: list[Handle] = [_without_accents(form), *self._names_of_outlet(form)]
        if len(words) == 1 or not SUFFIXES.isdisjoint(words):
            return [words[0], words[-1], *near]
        keys: list[Handle] = [("first", words[:MOST_WORDS]), (words[0], ""), ("last", words[-MOST_WORDS:])]
        if form.text in self.introduced:
            keys.append(words[-1])
        given, surname = words[0][:MOST_LETTERS], words[-1]
        longer = _long_forms(self.tables).get(words[0], ())
        keys += [("shorter", surname, name[:MOST_LETTERS]) for name in (*_beginnings(given), *longer)]
        return [*keys, ("longer", surname, given), *near]

    def _handles(self, form: Form) -> set[Handle]:
        """What a full form is looked up by."""
        words: set[str] = {form.words[0], form.words[-1], _without_accents(form), *self._names_of_outlet(form)}
        if len(form.words) > 1:
            words |= _acronyms(form)
        if form.kind is NameKind.PERSON and len(form.words) > 2:
            words.add(form.words[-2])
        words.update(_words(short)[-1] for short in self.acronyms_of.get(form.text, ()))
        handles: set[Handle] = {*words, *self._handles_of_several(form, words)}
        if not SUFFIXES.isdisjoint(form.words):
            handles |= {(word, "") for word in words}
        return handles

    def _handles_of_several(self, form: Form, single: Collection[str]) -> Iterator[Handle]:
        """What names of more than one word look up a full form by, whose `single` handles are words."""
        words = _without_suffix(form.words)
        surname, most = words[-1], min(len(words), MOST_WORDS)
        if len(form.words) > 1 and words == form.words:
            yield from (("first", words[:count]) for count in range(2, most + 1))
        if surname not in single:
            return
        yield from (("last", words[-count:]) for count in range(2, most + 1))
        if form.kind is NameKind.PERSON:
            given = words[0][:MOST_LETTERS]
            yield "shorter", surname, given
            longer = _long_forms(self.tables).get(words[0], ())
            yield from (("longer", surname, name[:MOST_LETTERS]) for name in (*_beginnings(given), *longer))

    def _names_of_outlet(self, form: Form) -> list[str]:
        name = outlet_of(form.text, self.tables)
        return [] if name is None else [name]

    def _stands_for(self, short: Form, full: Form) -> bool:
        """Whether `short` is a way to name `full`: its last words, its first, its acronym, or with another initial."""
        written_alike = len(full.words) > 1 and _without_accents(short) == _without_accents(full)
        if written_alike or self.introduced.get(short.text) == full.text or is_acronym(short, full):
            return True
        outlet = outlet_of(short.text, self.tables)
        named = short.kind is NameKind.PERSON or self._is_given_name(full.words[0])
        if outlet is not None and not (full.kind is NameKind.PERSON and named):
            # Nothing longer that only ends in an outlet's name (Follow Quellen News) is that outlet.
            return outlet == outlet_of(full.text, self.tables)
        a, b = _without_suffix(short.words), _without_suffix(full.words)
        if len(a) > len(b) or self._are_different_things(short, full, a, b):
            return False
        if a == b[-len(a) :]:
            return (len(a) < len(b) or short.text != full.text) and not self._is_label_before(short, full)
        if a == b[: len(a)]:
            return self._begins(short, full)
        if full.kind is not NameKind.PERSON:
            return False
        first_surname = short.kind is NameKind.PERSON and len(b) > 2 and a == b[-2:-1]  # Rao of Ann Rao Okello
        return first_surname or (len(a) > 1 and a[-1] == b[-1] and _given_names_agree(a[0], b[0], self.tables))

    def _are_different_things(self, short: Form, full: Form, a: Sequence[str], b: Sequence[str]) -> bool:
        kinds, ends = {short.kind, full.kind}, tuple(a) == tuple(b[-len(a) :])
        led = ends and a[0] in words_used_as(self.tables, "particle")  # da Costa
        if kinds == {NameKind.PERSON, NameKind.ORGANIZATION} and len(a) > 1 and not led:
            return True
        place_in_body = short.kind is NameKind.PLACE and full.kind is NameKind.ORGANIZATION and len(a) < len(b)
        if place_in_body and ends and b[-len(a) - 1] in SMALL_WORDS:
            return True  # Japan is not the Communist Party of Japan
        if kinds == {NameKind.PERSON, NameKind.PLACE} and not ends:
            return True
        person = short.kind is NameKind.PERSON and full.kind is not NameKind.PERSON
        return person and len(a) < len(b) and not ends

    def _is_label_before(self, short: Form, full: Form) -> bool:
        """Whether a longer form only puts a word before another name: *Team* Poe, *Young* NPL."""
        acronym = len(short.words) == 1 and short.text.isupper() and len(short.text) > 1 and not full.text.isupper()
        return (
            len(full.words) > len(short.words)
            and full.kind is not NameKind.PERSON
            and (
                acronym
                or (short.kind is NameKind.PERSON and full.words[0] in words_used_as(self.tables, "organization"))
            )
        )

    def _is_given_name(self, word: str) -> bool:
        return given_name_gender(word, self.tables) is not None

    def _begins(self, short: Form, full: Form) -> bool:
        """Whether the first words of a name are short for it: *Ann* for Ann Poe, but not *Poe* for Poe Tower.

        News gives the full name first: what was named shortly before, and more often, is no short form; but friends
        and family go by given names from the start.
        """
        if full.kind is NameKind.PERSON and self._is_given_name(short.words[0]):
            return True
        introduced = full.first < short.first or short.count <= 2 * full.count
        return introduced and (short.kind is not NameKind.PLACE or full.kind is NameKind.PLACE)


def _without_suffix(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in SUFFIXES) or words


def _given_names_agree(one: str, other: str, tables: Tables) -> bool:
    """Harry Poe is Harry M. Poe, J. Poe is Joan Poe, Ken Rao is Kenneth Rao, Bill Ross is William Ross."""
    short, long = sorted((one, other), key=len)
    if short == long or len(short) == 1 or len(short) > 2:
        return long.startswith(short) or long in _long_forms(tables).get(short, ())
    return False


def _beginnings(given: str) -> list[str]:
    """What a given name may be short as, itself among them: j, jo, joa, joan."""
    return [given[:count] for count in range(1, len(given) + 1)]


@cache
def _long_forms(tables: Tables) -> dict[str, tuple[str, ...]]:
    return {row["short"]: tuple(row["long"]) for row in reversed(tables.rows("nicknames"))}


def _acronyms(full: Form) -> frozenset[str]:
    """What initials may stand for a name: *ice* for U.S. Immigration and Customs Enforcement."""
    bare = full.words[1:] if full.words[0] == "us" else ()
    variants = [words for words in (full.words, bare) if len(words) > 1]
    return frozenset(
        "".join(word[0] for word in words if every or word not in SMALL_WORDS)
        for words in variants
        for every in (True, False)
    )


def is_acronym(short: Form, full: Form) -> bool:
    """Whether `short` is made of the initials of `full`."""
    text = short.text.replace(".", "")
    if len(short.words) != 1 or not (2 <= len(text) <= LONGEST_ACRONYM and text.isupper()) or len(full.words) < 2:
        return False
    return text.casefold() in _acronyms(full)


def with_author(
    entities: Sequence[Entity], provenance: Provenance | None, tables: Tables
) -> tuple[tuple[Entity, ...], int | None]:
    """The entities, the author among them, and the author's index; None where nobody, or several, have signed.

    An author whom the article names, too, is the one that it names.
    """
    signed = () if provenance is None else provenance.bylines
    if len(signed) != 1:
        return tuple(entities), None
    name = " ".join(signed[0].text.split())
    for number, entity in enumerate(entities):
        if name.casefold() in (form.casefold() for form in entity.forms):
            return tuple(entities), number
    gender = given_name_gender(name.split()[0].casefold(), tables)
    author = Entity(
        name=name, kind=SpeakerKind.PERSON, forms=(name,), occurrences=(), claims=(), gender=gender, roles=()
    )
    return (*entities, author), len(entities)
