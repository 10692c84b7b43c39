"""Marks of quotation in a paragraph, each with what it costs to read it as opening, as closing or as no mark.

Nothing is decided here: `said "Go` leaves little doubt about its mark, `the workers' pay` some, and `12" pipe` is only
an inch if no quotation is open. The costs come from three tables: the mark itself (`marks`), the characters on both of
its sides (`mark_sides`) and, for apostrophes and figures, the words there (`apostrophes`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex
from attrs import frozen

from quoteattr.lexicon.tables import load_tables
from quoteattr.lexicon.typography import INVISIBLE

__all__ = ["Mark", "closing_cost", "find_marks"]

IMPOSSIBLE = 9.0


@frozen
class Mark:
    """A mark at `start` to `end` (character offsets, half-open) and the cost of each reading of it.

    `closes` is the cost that its surroundings give; `closing_cost` adds what the mark that it would close has to say.
    """

    start: int
    end: int
    glyph: str
    family: str
    opens: float
    closes: float
    skips: float


@frozen
class _Glyph:
    family: str
    opens: float
    closes: float
    skips: float
    partners: frozenset[str]


@frozen
class _Context:
    """A row of `apostrophes`: the costs it names replace the others, None keeps them."""

    family: str | None
    before: regex.Pattern[str]
    after: regex.Pattern[str]
    opens: float | None
    closes: float | None
    skips: float | None

    def fits(self, found: regex.Match[str], stop: int) -> bool:
        """Tell whether the paragraph's text on both sides of the mark, up to its end at `stop`, is as the row says."""
        before = self.before.match(found.string, found.start(), stop)
        return before is not None and self.after.match(found.string, found.end(), stop) is not None


def find_marks(text: str, start: int, end: int) -> tuple[Mark, ...]:
    """Find the marks of the paragraph at `start` to `end` of `text`, in order; linear in its length.

    Apostrophes within a word (it’s, O’Neill, 11'6), marks of markup (`<a href="…">`) and rows of five or more of the
    same mark, which are rules and decoration, are not among them.
    """
    found = [match for match in _scanner().finditer(text, start, end) if match.lastgroup == "mark"]
    return tuple(
        _weighed(match, left, right, end)
        for match, (left, right) in zip(found, _sides(text, found, start, end), strict=True)
    )


def closing_cost(opening: str, closing: str) -> float:
    """Say what it costs that `closing` closes `opening`: `IMPOSSIBLE` if they are marks of different families."""
    glyphs = _glyphs()
    if glyphs[opening].family != glyphs[closing].family:
        return IMPOSSIBLE
    return 0.0 if closing in glyphs[opening].partners else 1.0 + glyphs[closing].closes


def _sides(text: str, found: list[regex.Match[str]], start: int, end: int) -> Iterator[tuple[str, str]]:
    """Tell the kinds of character left and right of each mark, past marks and invisible characters next to it.

    In `"'Eat that.'"` all four marks have a space and a word or a stop on their sides.
    """
    lefts: list[str] = []
    before, kind = start, "space"
    for match in found:
        gap = _visible(text, before, match.start(), last=True)
        kind = gap or kind
        lefts.append(kind)
        before = match.end()
    rights: list[str] = []
    after, kind = end, "space"
    for match in reversed(found):
        gap = _visible(text, match.end(), after, last=False)
        kind = gap or kind
        rights.append(kind)
        after = match.start()
    yield from zip(lefts, reversed(rights), strict=True)


def _visible(text: str, start: int, end: int, *, last: bool) -> str | None:
    """Tell the kind of the last or first visible character between `start` and `end`, None if there is none."""
    pattern = _LAST_VISIBLE if last else _FIRST_VISIBLE
    match = pattern.search(text, start, end) if last else pattern.match(text, start, end)
    if match is None:
        return None
    return _kind(match.group(1))


_FIRST_VISIBLE = regex.compile(rf"[{INVISIBLE}]*+(.)", regex.DOTALL)
_LAST_VISIBLE = regex.compile(rf"(?r)(.)[{INVISIBLE}]*+", regex.DOTALL)

_KINDS = (
    ("space", regex.compile(r"[\s\p{Cc}]")),
    ("bracket", regex.compile(r"[(\[{<¿¡]")),
    ("stop", regex.compile(r"[.,;:!?…)\]}>%]")),
    ("dash", regex.compile(r"[\p{Pd}/|~]")),
)


@cache
def _kind(character: str) -> str:
    return next((name for name, pattern in _KINDS if pattern.match(character)), "word")


def _weighed(found: regex.Match[str], left: str, right: str, stop: int) -> Mark:
    """Weigh the mark that was found by itself, its sides and its context up to the paragraph's end at `stop`."""
    name = found.group()
    glyph = _glyphs()[name]
    opens, closes, skips = _side_costs()[left, right]
    opens, skips = opens + glyph.opens, skips + glyph.skips
    for context in _contexts():
        if context.family in (None, glyph.family) and context.fits(found, stop):
            opens = opens if context.opens is None else context.opens
            closes = closes if context.closes is None else context.closes
            skips = skips if context.skips is None else context.skips
            break
    return Mark(found.start(), found.end(), name, glyph.family, opens, closes, skips)


@cache
def _glyphs() -> dict[str, _Glyph]:
    return {
        row["glyph"]: _Glyph(row["family"], row["opens"], row["closes"], row["skips"], frozenset(row["partners"]))
        for row in load_tables().rows("marks")
    }


@cache
def _side_costs() -> dict[tuple[str, str], tuple[float, float, float]]:
    rows = load_tables().rows("mark_sides")
    return {(row["left"], row["right"]): (row["opens"], row["closes"], row["skips"]) for row in rows}


@cache
def _contexts() -> tuple[_Context, ...]:
    return tuple(
        _Context(
            row.get("family"),
            regex.compile(rf"(?<={row['before']})"),
            regex.compile(row["after"]),
            row.get("opens"),
            row.get("closes"),
            row.get("skips"),
        )
        for row in load_tables().rows("apostrophes")
    )


@cache
def _scanner() -> regex.Pattern[str]:
    """Compile what is a mark and, to be passed over, what only looks like one."""
    names = sorted(_glyphs(), key=len, reverse=True)
    marks = "|".join(regex.escape(name) for name in names)
    first = "".join({regex.escape(name[0]) for name in names})
    return regex.compile(
        rf"""(?x)(?=[{first}])(?:
            (?P<rule> ([{first}])\2{{4,}}+ )
          | (?P<attribute> (?<=[\w-]=)(["'])[^"'<>\r\n]*+(?:\4|$) | (?<=\A|[\r\n])["']\s*+/?> )
          | (?P<apostrophe> (?<=\w)['’‘´`′](?=\w) | (?<=\w\s)['’‘]n['’‘]?(?=\s) )
          # ''' opens as '' and ', closes as ' and ''; in ''Twas late,' the second is an elision.
          | (?P<mark> (?<=\S)'(?=''(?!')) | '(?='(?i:twas|tis|em|cause|course|til|round|bout)\b) | {marks} )
        )"""
    )
