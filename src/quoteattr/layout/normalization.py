"""Normalization: a text as it is read, with the way back to the caller's own offsets.

What is written otherwise only for the page's sake is made alike: `&quot;` is its mark, a wrapped paragraph one line, a
run of blanks one blank. Where the text says where it comes from (dateline, byline, credits) and where the site speaks,
there are blanks: nobody says these words, and nobody is named there who could say others.
"""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeVar, cast

import regex
from attrs import evolve, field, fields, frozen, has

from quoteattr.layout.passages import boilerplate, find_paragraphs, find_passages
from quoteattr.layout.provenance import find_origin
from quoteattr.layout.text_kinds import describe
from quoteattr.lexicon import Tables
from quoteattr.types import Cue, Provenance, Span
from quoteattr.values import Passage, PassageKind, Release

__all__ = ["Alignment", "NormalizedText", "mask", "normalize"]

# &quot; &#8220; &#x201C; and those that were written twice: &amp;quot;
_ENTITY = regex.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]{1,30});")
# The thin blanks are none of a house's quirks: they stand between two closing marks.
_THIN = "\u2009\u200a\u202f"
# What is no single blank, or a dash at a mark: “It leaks,”—Holm said; the”—he shut the door—“last ferry.”
_UNEVEN = regex.compile(
    rf"(?:[^\S {_THIN}]| (?=[^\S{_THIN}]))[^\S{_THIN}]*+"
    r"|(?P<dash>(?<=[”\"'’»])(?:[—―]|--)(?=\p{L})|(?<=\p{L})(?:[—―]|--)(?=[“\"‘«]))"
)
# A word that the line's end parted at its own hyphen: the port-⏎workers.
_PARTED = regex.compile(r"(?<=\p{L}-)[^\S\r\n]*+[\r\n]\s*+(?=\p{L})")
_INK = regex.compile(r"\S")
# Passages whose words are the house's or the site's own.
HOUSE = (PassageKind.BYLINE, PassageKind.SIGN_OFF, PassageKind.BOILERPLATE)

Value = TypeVar("Value")


@frozen
class _Edit:
    """What stands at `start` to `end` of the new text stood at `before_start` to `before_end` of the old one."""

    start: int
    end: int
    before_start: int
    before_end: int


@frozen
class Alignment:
    """The way from the offsets of a text that was edited to those of the text before."""

    edits: tuple[_Edit, ...] = ()
    starts: tuple[int, ...] = field(init=False, repr=False)

    @starts.default
    def _starts(self) -> tuple[int, ...]:
        return tuple(edit.start for edit in self.edits)

    def start(self, offset: int) -> int:
        """Where the character at `offset` begins in the text before."""
        at = bisect_right(self.starts, offset) - 1
        if at < 0:
            return offset
        edit = self.edits[at]
        return edit.before_start if offset < edit.end else edit.before_end + offset - edit.end

    def end(self, offset: int) -> int:
        """Where the character that ends at `offset` ends in the text before."""
        at = bisect_right(self.starts, offset - 1) - 1
        if at < 0:
            return offset
        edit = self.edits[at]
        return edit.before_end if offset <= edit.end else edit.before_end + offset - edit.end


@frozen(kw_only=True)
class NormalizedText:
    """What is read of the text `given`: `text`, its `passages`, and where it comes from, in `given`'s offsets.

    `release` says that it is a release or an interview, in `text`'s offsets. `alignments` lead back from `text` to
    `given`, one after another.
    """

    given: str = field(repr=False)
    text: str = field(repr=False)
    passages: tuple[Passage, ...]
    provenance: Provenance | None
    release: Release | None = None
    alignments: tuple[Alignment, ...] = ()

    def in_given(self, value: Value) -> Value:
        """The same `value` with each of its spans where, and as, it stands in `given`."""
        if self.given == self.text:
            return value
        return cast("Value", _relocated(value, self.given, self.alignments, {}))


def normalize(given: str, tables: Tables) -> NormalizedText:
    """The text `given` as it is read; `tables` say what bylines, datelines and a site's own words look like."""
    decoded, of_entities = _edited(given, _decoded(given))
    text, of_blanks = _edited(decoded, _evened(decoded))
    return _masked(given, text, tuple(step for step in (of_blanks, of_entities) if step.edits), tables)


def mask(given: str, tables: Tables) -> NormalizedText:
    """The text `given` with blanks for the words of the house, and otherwise as it is: that of a caller's own Doc."""
    return _masked(given, given, (), tables)


def _masked(given: str, text: str, alignments: tuple[Alignment, ...], tables: Tables) -> NormalizedText:
    passages = find_passages(text, tables)
    origin = find_origin(text, passages, tables)
    house = [(passage.start, passage.end) for passage in passages if passage.kind in HOUSE]
    about = describe(text, passages, origin.provenance, tables)
    blanked = _blanked(text, sorted({*house, *boilerplate(passages), *origin.lines}))
    return NormalizedText(
        given=given,
        text=blanked,
        passages=tuple(_told(passage, blanked) for passage in passages),
        provenance=_relocated(about.provenance, given, alignments, {}),
        release=about.release,
        alignments=alignments,
    )


def _decoded(text: str) -> Iterator[tuple[int, int, str]]:
    """What to write for each entity of HTML."""
    for match in _ENTITY.finditer(text) if "&" in text else ():
        character = html.unescape(match.group())
        while character != (again := html.unescape(character)):
            character = again
        if character != match.group():
            yield *match.span(), character


def _evened(text: str) -> Iterator[tuple[int, int, str]]:
    """What to write for the blanks and line ends inside each paragraph: one blank, or nothing behind a hyphen.

    A dash between a mark and a word gets blanks, or the tokenizer takes all three for one word.
    """
    for start, end in find_paragraphs(text):
        for match in _UNEVEN.finditer(text, start, end):
            even = f" {match.group()} " if match["dash"] else "" if _PARTED.match(text, match.start()) else " "
            if match.group() != even:
                yield *match.span(), even


def _edited(text: str, edits: Iterator[tuple[int, int, str]]) -> tuple[str, Alignment]:
    """The text with `edits`, which are in text order, and the way back."""
    pieces: list[str] = []
    made: list[_Edit] = []
    at = length = 0
    for start, end, new in edits:
        length += start - at
        pieces += (text[at:start], new)
        if len(new) != end - start:
            made.append(_Edit(length, length + len(new), start, end))
        length += len(new)
        at = end
    return ("".join((*pieces, text[at:])) if pieces else text), Alignment(tuple(made))


def _blanked(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """The text with blanks for `ranges`, which may overlap; line ends stay."""
    pieces: list[str] = []
    at = 0
    for first, last in ranges:
        start, end = max(first, at), max(last, at)
        pieces += (text[at:start], _INK.sub(" ", text[start:end]))
        at = end
    return "".join((*pieces, text[at:]))


def _told(passage: Passage, text: str) -> Passage:
    """A passage without the blanks at its edges; one of nothing else tells where the text comes from."""
    words = text[passage.start : passage.end]
    if not words.strip():
        return passage if passage.kind in HOUSE else evolve(passage, kind=PassageKind.BYLINE)
    start = passage.start + len(words) - len(words.lstrip())
    return evolve(passage, start=start, end=start + len(words.strip()))


def _relocated(value: Any, given: str, alignments: Sequence[Alignment], known: dict[int, Any]) -> Any:
    """A value of the public types with its spans where they stand in `given`; `known` are those relocated, by id.

    What stands there as it is stays the same value.
    """
    if isinstance(value, tuple):
        return tuple([_relocated(part, given, alignments, known) for part in value])
    names = _fields(value.__class__)
    if not names:
        return value
    if id(value) not in known:
        if isinstance(value, Span | Cue):
            start, end = value.start, value.end
            for step in alignments:
                start, end = step.start(start), step.end(end)
            moved = {"start": start, "end": end, "text": given[start:end]}
        else:
            moved = {name: _relocated(getattr(value, name), given, alignments, known) for name in names}
        changed = any(part is not (old := getattr(value, name)) and part != old for name, part in moved.items())
        known[id(value)] = evolve(value, **moved) if changed else value
    return known[id(value)]


@cache
def _fields(kind: type[Any]) -> tuple[str, ...]:
    """The names of the fields of an attrs class, none of any other."""
    return tuple(part.name for part in fields(kind)) if has(kind) else ()
