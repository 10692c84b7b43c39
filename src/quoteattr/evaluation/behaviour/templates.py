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

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen
from cattrs import BaseValidationError, Converter, transform_error
from cattrs.gen import make_dict_structure_fn

from quoteattr.evaluation.behaviour.answers import FIELDS
from quoteattr.evaluation.behaviour.layouts import LAYOUTS

__all__ = ["Answer", "Capability", "Direction", "Invariance", "Minimum", "Wanted", "read_capabilities"]

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
