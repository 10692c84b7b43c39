"""Quoted spans: marks paired within each paragraph by the cheapest reading of all of them together.

Every mark opens, closes or is none; nesting, mixed pairs and missing partners cost more. The search keeps the best
reading for each stack of open marks, so it is linear in the number of marks, and a mark without a partner costs one
quotation: the reading in which all that follow change sides is far dearer.

What it costs to read a mark as opening, as closing or as none is in three tables: the mark itself (`marks`), the
characters on both of its sides (`mark_sides`) and, for apostrophes and figures, the words there (`apostrophes`).
`said "Go` leaves little doubt about its mark, `the workers' pay` some, and `12" pipe` is only an inch if no quotation
is open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from heapq import nsmallest
from itertools import zip_longest

import regex
from attrs import frozen

from quoteattr.lexicon import (
    CLOSING_MARKS,
    FULL_STOPS,
    INVISIBLE,
    OPENING_MARKS,
    SENTENCE_STOPS,
    forms_of_verbs,
    load_tables,
)
from quoteattr.values import Passage, PassageKind, QuotedSpan

__all__ = ["Mark", "closing_cost", "find_marks", "find_quoted_spans"]

# How deep quotations go: “He said, ‘She told me, “Go.”’” and one more.
DEEPEST = 4
# Readings kept after each mark, and how much dearer than the best one may be.
KEPT_READINGS = 8
KEPT_MARGIN = 12.0

# A quotation in one of the same marks, “They call it “the pit,” he said.”, is rarer than a mark left out.
SAME_FAMILY_NESTED = 4.0
# Two in a row, ““We go,” he said, are a slip of the hand.
SAME_FAMILY_TWICE = 13.0
# The inner mark is not closed when the outer one is: “He said, ‘Go, and then he left.”
INNER_UNCLOSED = 3.5
# The paragraph ends with the mark still open: usual where the quotation starts with it or with one of its sentences and
# goes on in the next one, an error where it starts inside a sentence; a headline or label is no sentence and goes on
# nowhere.
UNCLOSED_FROM_SENTENCE = 1.5
UNCLOSED_FROM_WITHIN = {"single": 3.6}
UNCLOSED_FROM_WITHIN_OTHERWISE = 3.0
UNCLOSED_WITHOUT_STOP = 2.0
# A closing mark without an opening one: Not twice in a career,” she added.
UNOPENED = 3.5
UNOPENED_CARRIED = 1.5
# Words of a paragraph that can be the rest of a quotation left open before it, not the signature under it.
CARRIED_WORDS = 12
# A single mark that closes a double one, or the other way: “We go,' he said.
OTHER_FAMILY = 3.0
LONGEST_SLIP = 60
# A mark left out where the words end that somebody is said to have said: “We go, he said. “Now.”
UNCLOSED_BEFORE_TAG = 3.0
# `He says,” there` has a space on the wrong side of its mark; it closes nothing.
UNOPENED_WORDS = 3

_WORD_FOLLOWS = regex.compile(r"\s+[^\W\d_]")
_SENTENCE_START = regex.compile(
    rf"""(?<=[{SENTENCE_STOPS}][\p{{Pf}}\p{{Pe}}"']?\s)"""
    r"(?<!\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Prof|Rev|Col|Sgt|\p{Lu})\.\s)\s*+(?=\S)"
)
_STOPPED = regex.compile(rf"[{SENTENCE_STOPS}:—)\]}}\p{{Pf}}\p{{Pi}}\"'*]")
_UNOPENED = regex.compile(rf"(?:\W*+\w++){{{UNOPENED_WORDS}}}")
# The sentence has ended, and the paragraph or another sentence follows.
_ENDED = regex.compile(r"\s*\Z|\s+[\p{Lu}\p{Pi}\"']")
_CARRIED = regex.compile(rf"(?:\W*+\w++){{{CARRIED_WORDS}}}")


@frozen
class _Pair:
    """Marks that belong together, by where they stand; `before` are the pairs found earlier, a linked list."""

    start: int
    inner_start: int
    inner_end: int
    end: int
    family: str
    closed: bool
    before: _Pair | None


@frozen
class _Reading:
    """How the marks so far are read: what that costs, the marks still open, the pairs that are complete."""

    cost: float
    opened: tuple[Mark, ...]
    pairs: _Pair | None


@frozen
class _Paragraph:
    text: str
    start: int
    end: int
    sentences: tuple[int, ...]
    carried: tuple[str, ...]
    goes_on: bool


def find_quoted_spans(text: str, passages: Sequence[Passage]) -> tuple[QuotedSpan, ...]:
    """Find the quoted spans of the `passages` of `text`, sorted by (start, -end); children lie inside their parents.

    Single, double and doubled single marks and guillemets of either direction, nested or not. Marks are paired within
    a paragraph; a quotation that goes on in the next one is a span in each.
    """
    spans: list[QuotedSpan] = []
    carried: tuple[str, ...] = ()
    for passage, following in zip_longest(passages, passages[1:]):
        marks = find_marks(text, passage.start, passage.end)
        if not marks and passage.kind is PassageKind.BOILERPLATE:
            continue  # An advertisement between two paragraphs does not end what is said in both.
        sentences = [m.end() for m in _SENTENCE_START.finditer(text, passage.start, passage.end)] if marks else []
        goes_on = following is not None and text[following.start] in MARKS_OF_PARAGRAPHS
        paragraph = _Paragraph(text, passage.start, passage.end, (passage.start, *sentences), carried, goes_on)
        pairs = sorted(_read(paragraph, marks), key=lambda pair: (pair.start, -pair.end))
        spans += _nested(pairs, paragraph, offset=len(spans))
        carried = tuple(pair.family for pair in pairs if not pair.closed and pair.end == passage.end)
    return tuple(spans)


def _read(paragraph: _Paragraph, marks: Sequence[Mark]) -> Iterator[_Pair]:
    """Pair `marks` as their cheapest reading has it."""
    readings = [_Reading(0.0, (), None)]
    for mark in marks:
        best: dict[tuple[str, ...], _Reading] = {}
        for reading in readings:
            for after in _readings_after(reading, mark, paragraph):
                key = tuple(opened.glyph for opened in after.opened)
                if key not in best or after.cost < best[key].cost:
                    best[key] = after
        limit = min(reading.cost for reading in best.values()) + KEPT_MARGIN
        kept = [reading for reading in best.values() if reading.cost <= limit]
        readings = kept if len(kept) <= KEPT_READINGS else nsmallest(KEPT_READINGS, kept, key=lambda r: r.cost)
    final = min(readings, key=lambda reading: reading.cost + _unclosed_cost(reading.opened, paragraph))
    for mark in final.opened:
        end = _end_without_mark(paragraph, mark, final)
        yield _Pair(mark.start, mark.end, end, end, mark.family, False, None)
    pair = final.pairs
    while pair is not None:
        yield pair
        pair = pair.before


def _readings_after(reading: _Reading, mark: Mark, paragraph: _Paragraph) -> Iterator[_Reading]:
    """Read `mark` in every way that is open after `reading`."""
    cost, opened, pairs = reading.cost, reading.opened, reading.pairs
    yield _Reading(cost + mark.skips, opened, pairs)
    if mark.opens < IMPOSSIBLE and len(opened) < DEEPEST:
        yield _Reading(cost + mark.opens + _nesting_cost(opened, mark), (*opened, mark), pairs)
        tag = (
            _tag(paragraph, _behind_pairs(opened[0], reading), mark.start)
            if len(opened) == 1 and opened[0].family == mark.family
            else None
        )
        if tag is not None:
            unclosed = _Pair(opened[0].start, opened[0].end, tag[0], tag[0], mark.family, False, pairs)
            yield _Reading(cost + mark.opens + UNCLOSED_BEFORE_TAG, (mark,), unclosed)
    if mark.closes >= IMPOSSIBLE:
        return
    if not opened:
        yield from _unopened(reading, mark, paragraph)
    for depth in range(1, min(2, len(opened)) + 1):
        opening = opened[-depth]
        match = closing_cost(opening.glyph, mark.glyph)
        if match >= IMPOSSIBLE and _slips(opening, mark, paragraph):
            match = OTHER_FAMILY
        if match < IMPOSSIBLE:
            closed = pairs
            for inner in opened[len(opened) - depth + 1 :]:
                closed = _Pair(inner.start, inner.end, mark.start, mark.start, inner.family, False, closed)
            closed = _Pair(opening.start, opening.end, mark.start, mark.end, mark.family, True, closed)
            yield _Reading(cost + mark.closes + match + INNER_UNCLOSED * (depth - 1), opened[:-depth], closed)


def _slips(opening: Mark, mark: Mark, paragraph: _Paragraph) -> bool:
    """Whether a mark may close one of another family by a slip of the hand: behind a stop, or a few words, and no s.

    Behind an s it is likelier an apostrophe. A guillemet never does.
    """
    before = paragraph.text[mark.start - 1]
    few = mark.start - opening.end <= LONGEST_SLIP and before not in "sxzSXZ"
    return {opening.family, mark.family} == SLIPPING and (few or before in ",.?!")


def _nesting_cost(opened: tuple[Mark, ...], mark: Mark) -> float:
    if all(outer.family != mark.family for outer in opened):
        return 0.0
    return SAME_FAMILY_TWICE if opened[-1].end == mark.start else SAME_FAMILY_NESTED


def _unopened(reading: _Reading, mark: Mark, paragraph: _Paragraph) -> Iterator[_Reading]:
    """Read `mark` as closing a quotation whose opening mark is missing, if there is evidence for it."""
    if mark.family == "single":
        return
    text, before = paragraph.text, reading.pairs
    carried = before is None and mark.family in paragraph.carried[:1]
    attributed = text[mark.start - 1] in ",?!" and _WORD_FOLLOWS.match(text, mark.end, paragraph.end) is not None
    ended = text[mark.start - 1] in FULL_STOPS and _ENDED.match(text, mark.end, paragraph.end) is not None
    start = paragraph.start if carried else _start_without_mark(paragraph, before, mark)
    # We stay. Schools open on Monday.” In a paragraph without other marks it is a stray one.
    ended = ended and (before is not None or start > _sentence_start(paragraph, mark.start))
    if before is not None and before.end > start:
        return
    rest = _UNOPENED if attributed or (ended and not carried) else _CARRIED
    if (attributed or ended or carried) and rest.match(text, start, mark.start):
        pair = _Pair(start, start, mark.start, mark.end, mark.family, True, before)
        missing = UNOPENED_CARRIED if carried else UNOPENED
        yield _Reading(reading.cost + mark.closes + missing, (), pair)


def _start_without_mark(paragraph: _Paragraph, before: _Pair | None, mark: Mark) -> int:
    """Where words begin whose opening mark is missing: behind the verb or tag that leads to them, or a sentence."""
    text, sentence = paragraph.text, _sentence_start(paragraph, mark.start)
    led = list(_leads().finditer(text, sentence, mark.start))
    if led:
        return led[-1].end()
    tag = _tag(paragraph, before.inner_end - 1, mark.start) if before is not None and before.closed else None
    if before is None or tag is None or tag[0] > before.end:
        return sentence
    if text[tag[1]] == "," and not _spoken().match(text, tag[0]):
        return tag[1] + 2
    return next((start for start in paragraph.sentences if start > tag[1]), paragraph.start)


def _end_without_mark(paragraph: _Paragraph, mark: Mark, reading: _Reading) -> int:
    """Where words end whose closing mark is missing: with the paragraph, or before the tag that says who said them."""
    tag = _tag(paragraph, _behind_pairs(mark, reading), paragraph.end) if len(reading.opened) == 1 else None
    if tag is None or (paragraph.goes_on and tag[1] < paragraph.end - 1):
        return paragraph.end
    return tag[0]


def _behind_pairs(mark: Mark, reading: _Reading) -> int:
    """Where an open mark has no more closed pairs behind it: the tag of its words does not stand inside of one."""
    return mark.end if reading.pairs is None else max(mark.end, reading.pairs.end)


def _tag(paragraph: _Paragraph, start: int, end: int) -> tuple[int, int] | None:
    """Where the first tag behind words begins and ends, if there is one: We go, *said the mayor*. It is late."""
    found = _tags().search(paragraph.text, start, end)
    return None if found is None else (found.start(1), found.end(2))


# Verbs that report beside a quotation, and tell what somebody did elsewhere.
UNSAID = frozenset(["begin", "continue", "go", "have", "put", "start"])


@cache
def _said() -> str:
    """The forms of verbs by which words are said, as a pattern."""
    said = {row["verb"] for row in load_tables().rows("cues") if row["kind"] in ("speech", "writing")} - UNSAID
    forms = (form for form, row in forms_of_verbs(load_tables()).items() if row["verb"] in said and form != row["verb"])
    return rf"\b(?:{'|'.join(sorted({*forms, 'say'}))})\b"


@cache
def _spoken() -> regex.Pattern[str]:
    return regex.compile(rf"[{CLOSING_MARKS}]?\s?{_said()}")


@cache
def _leads() -> regex.Pattern[str]:
    """A verb that leads to words behind a comma or a colon: The mayor *said, We* go."""
    return regex.compile(rf"{_said()}[,:]\s(?=\p{{Lu}})")


@cache
def _tags() -> regex.Pattern[str]:
    marks, name = f"{CLOSING_MARKS}{OPENING_MARKS}", r"(?!(?:I|We|You)\b)\p{Lu}[\w.’'-]*+"
    described = rf"he|she|they|(?:the|an?|his|her|its|their|one)\s[\w’'-]++|{name}"
    before = rf"(?:{described})(?:\s(?!and\b)[\w.’'-]++){{0,4}}?\s{_said()}"
    behind = rf"{_said()}\s(?:{described}|(?:\p{{Ll}}[\w’'-]*+\s){{1,4}}{name})(?=[\s,.])"
    return regex.compile(rf"[,?!](?=[{marks}]?\s)()[{marks}]?\s((?:{before}|{behind})[^{marks},.;:?!]{{0,120}})[,.]")


def _sentence_start(paragraph: _Paragraph, offset: int) -> int:
    return paragraph.sentences[bisect_right(paragraph.sentences, offset) - 1]


def _unclosed_cost(opened: tuple[Mark, ...], paragraph: _Paragraph) -> float:
    """Say what it costs that the paragraph ends with these marks open."""
    cost = 0.0
    inner_start = paragraph.start
    stopped = _STOPPED.match(paragraph.text, paragraph.end - 1) is not None
    for mark in opened:
        within = UNCLOSED_FROM_WITHIN.get(mark.family, UNCLOSED_FROM_WITHIN_OTHERWISE)
        starts = (inner_start, _sentence_start(paragraph, mark.start))
        cost += UNCLOSED_FROM_SENTENCE if mark.start in starts else within
        cost += 0.0 if stopped else UNCLOSED_WITHOUT_STOP
        cost += IMPOSSIBLE if mark.end == paragraph.end else 0.0
        inner_start = mark.end
    return cost


def _nested(pairs: Sequence[_Pair], paragraph: _Paragraph, offset: int) -> Iterator[QuotedSpan]:
    """Turn sorted `pairs` into spans that know their parents; `offset` spans stand before the paragraph."""
    around: list[tuple[int, _Pair]] = []
    going_on = paragraph.start
    for index, pair in enumerate(pairs, start=offset):
        while around and around[-1][1].inner_end < pair.end:
            around.pop()
        parent = around[-1][0] if around else None
        depth = len(around)
        first = not paragraph.text[going_on : pair.start].strip() and going_on <= pair.start
        continues = first and paragraph.carried[depth : depth + 1] == (pair.family,)
        going_on = pair.inner_start if continues else paragraph.end
        yield QuotedSpan(pair.start, pair.end, pair.inner_start, pair.inner_end, parent, continues, pair.closed)
        around.append((index, pair))


IMPOSSIBLE = 9.0
SLIPPING = frozenset(["single", "double"])
# What may open the next paragraph of a quotation that goes on.
MARKS_OF_PARAGRAPHS = f"{OPENING_MARKS}\"'"


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
