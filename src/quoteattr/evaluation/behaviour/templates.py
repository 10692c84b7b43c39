"""Templates of a capability as their TOML file has them.

says = "What the capability is, in a sentence."

[[minimum]]                       # this is right
text = ["{person} said on {day} that {clause}.", "{clause:capital}, {person} said."]   # one, or several shapes
layout = "wrapped"                # how the text is laid out; may be left out
nobody = ["“{work}”"]             # no speech, nor a quoted part of speech
others = true                     # what else is found does not matter; else everything must be expected
provenance = { place = "{city}" }
[[minimum.quotations]]
text = "that {clause}"
kind = "indirect"                 # one, or a list of all that are accepted; "" stands for *there is none*
speaker = "{person}"
not_speaker = "{city}"
source_date = ["{day}", ""]

[[invariance]]                    # nothing else changes
text = "“{speech},” said {person}."
change = ["person", "gender", "marks", "wrapped", "blank_line", "dateline"]

[[direction]]                     # confidence must not fall
text = "“{speech},” said {person}."
stronger = "“{speech},” said {person}, the {role}."
quotation = "“{speech},”"
speaker = "{person}"
"""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import regex
from attrs import evolve, field, frozen
from cattrs import BaseValidationError, Converter, transform_error
from cattrs.gen import make_dict_structure_fn

from quoteattr.types import Attribution

__all__ = [
    "Answer",
    "Capability",
    "Direction",
    "Filling",
    "Invariance",
    "Lexicon",
    "Minimum",
    "Wanted",
    "draw",
    "read_capabilities",
    "read_lexicon",
]

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


Answer = str | bool
Answers = tuple[Answer, ...]
Shapes = tuple[str, ...]

# Files of the folder that are no capability.
_LEXICON = "lexicon."
_FLOORS = "floors"


@frozen(kw_only=True)
class Wanted:
    """What is right for the quotation `text`: each a tuple of all accepted; `answers` by names of `FIELDS`."""

    text: str
    kind: Shapes
    not_speaker: Shapes = ()
    nested: bool | None = None
    answers: Mapping[str, Answers] = field(factory=dict)


@frozen(kw_only=True)
class Minimum:
    """Text, and what is right for it."""

    text: Shapes
    quotations: tuple[Wanted, ...] = ()
    layout: str | None = None
    nobody: Shapes = ()
    others: bool = False
    provenance: Mapping[str, Answers] = field(factory=dict)


@frozen(kw_only=True)
class Invariance:
    """Text, and what may be changed in it without changing anything else."""

    text: Shapes
    change: Shapes


@frozen(kw_only=True)
class Direction:
    """Text, and a stronger one in which the `quotation` must not have a less sure `speaker`."""

    text: str
    stronger: str
    quotation: str
    speaker: str


@frozen(kw_only=True)
class Capability:
    """What a reader of news must be able to do, with templates of three forms."""

    says: str
    name: str = ""
    minimum: tuple[Minimum, ...] = ()
    invariance: tuple[Invariance, ...] = ()
    direction: tuple[Direction, ...] = ()


def read_capabilities(folder: Path) -> Iterator[Capability]:
    """Read every TOML file of `folder` but lexicons and floors. Raises ValueError that names the file and the fault."""
    for path in sorted(folder.glob("*.toml")):
        if not path.name.startswith(_LEXICON) and path.stem != _FLOORS:
            yield _read(path)


def _read(path: Path) -> Capability:
    try:
        capability = _converter.structure(tomllib.loads(path.read_text(encoding="utf8")), Capability)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path} is not TOML: {error}") from error
    except BaseValidationError as error:
        raise ValueError(f"{path}: {'; '.join(transform_error(error))}") from error
    if not (capability.minimum or capability.invariance or capability.direction):
        raise ValueError(f"{path} has no template")
    return evolve(capability, name=path.stem)


def _texts(value: Any, _type: Any) -> Shapes:
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _answers(value: Any, _type: Any) -> Answers:
    return tuple(value) if isinstance(value, list) else (value,)


def _wanted(value: Any, _type: Any) -> Wanted:
    """Read a table in which the fields asked for stand beside what else is said of the quotation."""
    asked = {name: answer for name, answer in value.items() if name in FIELDS}
    rest = {name: answer for name, answer in value.items() if name not in FIELDS}
    return _structure_wanted(rest | {"answers": asked}, Wanted)


def _layout(value: Any, _type: Any) -> str | None:
    if value not in LAYOUTS:
        raise ValueError(f"no layout {value!r}: there are {', '.join(LAYOUTS)}")
    return str(value)


_converter = Converter(forbid_extra_keys=True)
_converter.register_structure_hook_func(lambda kind: kind == Shapes, _texts)
_converter.register_structure_hook_func(lambda kind: kind == Answers, _answers)
_converter.register_structure_hook(str | None, _layout)
_structure_wanted = make_dict_structure_fn(Wanted, _converter)
_converter.register_structure_hook(Wanted, _wanted)


# What of an attribution a template may ask for, and how it is read; None where there is none.
FIELDS: Mapping[str, Callable[[Attribution], str | bool | None]] = {
    "speaker": lambda found: found.speaker.name if found.speaker else None,
    "speaker_kind": lambda found: found.speaker.kind.value if found.speaker else None,
    "members": lambda found: _joined(found.speaker.members) if found.speaker else None,
    "mention": lambda found: _text(found.mention),
    "cue": lambda found: _text(found.cue),
    "negated": lambda found: found.cue is not None and found.cue.negated,
    "role": lambda found: _text(found.role.title) if found.role else None,
    "organization": lambda found: _text(found.role.organization) if found.role else None,
    "status": lambda found: found.role.status.value if found.role else None,
    "source_kind": lambda found: found.source.kind.value if found.source and found.source.kind else None,
    "source_name": lambda found: _text(found.source.name) if found.source else None,
    "source_date": lambda found: _text(found.source.date) if found.source else None,
}


_WIDTH = 72


_PARAGRAPHS = regex.compile(r"\n{2,}+")


def _wrapped(text: str) -> str:
    paragraphs = (textwrap.fill(paragraph, _WIDTH, break_on_hyphens=False) for paragraph in _PARAGRAPHS.split(text))
    return "\n\n".join(paragraphs)


def _with(opening: str, closing: str) -> Callable[[str], str]:
    return lambda text: text.replace("“", opening).replace("”", closing)


LAYOUTS: Mapping[str, Callable[[str], str]] = {
    "wrapped": _wrapped,
    "blank_line": lambda text: _PARAGRAPHS.sub("\n\n\n", text),
    "marks": _with('"', '"'),
    "old_marks": _with("``", "''"),
    "guillemets": _with("«", "»"),
    "double_blanks": lambda text: text.replace(". ", ".  "),
    "no_break_blanks": lambda text: text.replace(", ", ",\N{NO-BREAK SPACE}"),
}


def _joined(words: Iterable[str]) -> str | None:
    return " and ".join(words) or None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
