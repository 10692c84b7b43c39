"""The words that templates are filled with, and how they are drawn.

A lexicon is a TOML file with a list a kind: plain words, or tables with a `name` and other forms of it. A slot of a
template names a kind, a number where there are several of it, a form, and how it is written: `{person}`,
`{person2.surname}`, `{city:upper}`, `{role:a}`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from random import Random

import regex
from attrs import evolve, frozen

__all__ = ["Filling", "Lexicon", "draw", "read_lexicon"]

_SLOT = regex.compile(r"\{(?<name>(?<kind>[a-z_]++)\d*+)(?:\.(?<form>\w++))?+(?::(?<written>\w++))?+\}")
_ARTICLE = regex.compile(r"^(?:the|an?)\s++", regex.IGNORECASE)

# One word of a lexicon by its forms; the one without a form is `name`.
Entry = Mapping[str, str]

# The forms that a person's gender gives.
_PRONOUNS: Mapping[str, Entry] = {
    "female": {"he": "she", "him": "her", "his": "her", "mr": "Ms.", "man": "woman"},
    "male": {"he": "he", "him": "him", "his": "his", "mr": "Mr.", "man": "man"},
}
_OTHER_GENDER = {"female": "male", "male": "female"}
# Kinds that are people of one gender.
_GENDERED = {"woman": "female", "man": "male"}


def _with_article(words: str) -> str:
    return f"{'an' if words[0].lower() in 'aeiou' else 'a'} {words}"


def _capitalized(words: str) -> str:
    return words[0].upper() + words[1:]


_WRITTEN: Mapping[str, Callable[[str], str]] = {
    "a": _with_article,
    "A": lambda words: _capitalized(_with_article(words)),
    "capital": _capitalized,
    "lower": str.lower,
    "upper": str.upper,
}


@frozen(kw_only=True)
class Lexicon:
    """The entries of each kind."""

    kinds: Mapping[str, tuple[Entry, ...]]

    def entries(self, kind: str) -> tuple[Entry, ...]:
        """All entries of `kind`. Raises ValueError where the lexicon has none."""
        if kind in _GENDERED:
            return tuple(entry for entry in self.entries("person") if entry["gender"] == _GENDERED[kind])
        if kind not in self.kinds:
            raise ValueError(f"the lexicon has no {kind!r}: it has {', '.join(sorted(self.kinds))}")
        return self.kinds[kind]


@frozen(kw_only=True)
class Filling:
    """The entry that was drawn for each slot, by the slot's name."""

    lexicon: Lexicon
    slots: Mapping[str, Entry]

    def fill(self, template: str) -> str:
        """Put the entries into `template`. Raises ValueError for a form that an entry or a slot does not have."""
        return _SLOT.sub(lambda slot: self._words(slot[0]), template)

    def redrawn(self, kind: str, random: Random) -> Filling:
        """Draw other entries for the slots of `kind`, people of the same gender."""
        return self._drawn_anew(kind, random, lambda entry: entry.get("gender"))

    def of_other_gender(self, random: Random) -> Filling:
        """Draw people of the other gender for the slots of people."""
        return self._drawn_anew("person", random, lambda entry: _OTHER_GENDER[entry["gender"]])

    def neutral(self, words: str, template: str, kind: str) -> str:
        """Write the slots of `kind` of the `template` back into `words`; a person's pronouns are all alike.

        Case and a leading article are none of a slot: *a nurse* is also found as *nurse*.
        """
        back = {
            _ARTICLE.sub("", self._words(slot[0])): _symbol(slot["name"], slot["form"])
            for slot in _SLOT.finditer(template)
            if slot["kind"] == kind
        }
        for filled in sorted(back, key=len, reverse=True):
            found = regex.compile(rf"(?<!\w)(?:the |an? )?{regex.escape(filled)}(?!\w)", regex.IGNORECASE)
            words = found.sub(back[filled], words)
        return words

    def _words(self, slot: str) -> str:
        found = _SLOT.fullmatch(slot)
        assert found is not None
        if found["name"] not in self.slots:
            raise ValueError(f"{slot} is not in the text")
        entry, form, written = self.slots[found["name"]], found["form"] or "name", found["written"]
        if form not in entry:
            raise ValueError(f"{slot}: {entry['name']!r} has no form {form!r}, only {', '.join(entry)}")
        if written is not None and written not in _WRITTEN:
            raise ValueError(f"{slot}: no way of writing {written!r}: there are {', '.join(_WRITTEN)}")
        return _WRITTEN[written](entry[form]) if written else entry[form]

    def _drawn_anew(self, kind: str, random: Random, gender: Callable[[Entry], str | None]) -> Filling:
        used = list(self.slots.values())
        slots = dict(self.slots)
        for name in self.slots:
            if _kind(name) == kind:
                wanted = gender(self.slots[name])
                fit = [entry for entry in self.lexicon.entries(kind) if entry.get("gender") == wanted]
                slots[name] = _one_of(fit, used, random, name)
                used.append(slots[name])
        return evolve(self, slots=slots)


def read_lexicon(path: Path) -> Lexicon:
    """Read the lexicon at `path`. Raises ValueError for a file that is none."""
    try:
        lists = tomllib.loads(path.read_text(encoding="utf8"))
        return Lexicon(kinds={kind: tuple(map(_entry, words)) for kind, words in lists.items()})
    except (tomllib.TOMLDecodeError, TypeError, KeyError) as error:
        raise ValueError(f"{path} is not a lexicon: {error}") from error


def draw(lexicon: Lexicon, template: str, random: Random) -> Filling:
    """Draw an entry for each slot of `template`, none twice. Raises ValueError where the lexicon has too few."""
    slots: dict[str, Entry] = {}
    for slot in _SLOT.finditer(template):
        if slot["name"] not in slots:
            slots[slot["name"]] = _one_of(lexicon.entries(slot["kind"]), slots.values(), random, slot["name"])
    return Filling(lexicon=lexicon, slots=slots)


def _symbol(name: str, form: str | None) -> str:
    return f"{{{name}.pronoun}}" if form in ("he", "him", "his") else f"{{{name}.{form or 'name'}}}"


def _kind(slot_name: str) -> str:
    return slot_name.rstrip("0123456789")


def _one_of(fit: Iterable[Entry], used: Iterable[Entry], random: Random, slot_name: str) -> Entry:
    taken = {entry["name"] for entry in used}
    left = [entry for entry in fit if entry["name"] not in taken]
    if not left:
        raise ValueError(f"the lexicon has too few entries for {{{slot_name}}}")
    return random.choice(left)


def _entry(words: str | dict[str, str]) -> Entry:
    if isinstance(words, str):
        return {"name": words}
    initials = "".join(word[0].upper() for word in words["name"].split())
    return {"initials": initials, **words, **_PRONOUNS.get(words.get("gender", ""), {})}
