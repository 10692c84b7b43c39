"""A text as words that can be compared, with exact offsets: typography folded, contractions taken apart.

Words, numbers and the signs € $ £ % & are words. White space, punctuation, hyphens, the parting of words at line ends,
soft hyphens, ligatures, entities of HTML and capitals are typography, which never makes a difference. A word is one or
more *units*: *wasn't* is *was* and *not*. Units have a `form`, alike for what a reader takes for the same word in
another spelling (*12* and *twelve*, *yrs* and *years*); what the text has is their word's `key`.
"""

from __future__ import annotations

import html
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

import regex
from attrs import field, frozen

from quoteattr.layout import find_paragraphs
from quoteattr.lexicon import load_tables

__all__ = ["Folded", "Words", "fold", "read_words", "value_of_number"]

Range = tuple[int, int]

_ENTITY = r"&(?:amp;)*(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]{1,30});"
_INVISIBLE = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"
_PRESENTED = r"[\ufb00-\ufb06]"  # ligatures
_FOLDED = regex.compile(rf"(?P<entity>{_ENTITY})|(?P<invisible>{_INVISIBLE})|(?P<ligature>{_PRESENTED})")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`′＇", "'") | dict.fromkeys("‐‑‒", "-"))
# A word that the line's end parts: in-⏎fant.
_LINE_END = regex.compile(r"(?<=\p{L})-[^\S\r\n]*(?:\r\n?|\n)[^\S\r\n]*(?=\p{Ll})")
_WORD = regex.compile(
    r"""(?P<sign>[€$£%&])
    | (?P<initials>\b(?:\p{L}\.){2,}(?![\p{L}\p{N}]))
    | (?P<number>\p{N}+(?:[.,]\p{N}+)*[\p{L}\p{M}]*)
    | (?P<letters>[\p{L}\p{M}][\p{L}\p{M}\p{N}]*(?:'[\p{L}\p{M}]+)*)""",
    regex.VERBOSE,
)
_STOP = regex.compile(r"[.?!…][\p{Pf}\p{Pe}\"'*_]*[\s—–-]+[\p{Pi}\p{Ps}\"'*_—–-]*\Z")
_INITIAL = regex.compile(r"\p{Lu}|\p{N}")


@frozen(eq=False)
class Folded:
    """A text with its typography folded: `text`, and where each of its characters stood in the text before."""

    text: str
    given: str = field(repr=False)
    starts: Sequence[int] = field(repr=False)  # empty where nothing has moved
    ends: Sequence[int] = field(repr=False)
    parted: tuple[int, ...]  # where, in `text`, a line end parted a word

    def start(self, offset: int) -> int:
        """Where the character at `offset` began."""
        return self.starts[offset] if self.starts else offset

    def end(self, offset: int) -> int:
        """Where the character before `offset` ended."""
        return self.ends[offset - 1] if self.starts else offset


def fold(text: str, dropped: Sequence[Range] = (), removed: Sequence[Range] = ()) -> Folded:
    """Fold the typography of `text`; of `dropped`, layout and no words, stays a blank each, of `removed` nothing."""
    edits = [*_typography(text, dropped), *((*span, " ") for span in dropped), *((*span, "") for span in removed)]
    edits.sort()
    first, starts, ends = _edited(text, edits)
    parted = [m.span() for m in _LINE_END.finditer(first)]
    if not parted:
        return Folded(first.translate(_APOSTROPHES), text, starts, ends, ())
    second, inner_starts, inner_ends = _edited(first, [(start, end, "") for start, end in parted])
    if starts:
        inner_starts = array("q", (starts[at] for at in inner_starts))
        inner_ends = array("q", (ends[at - 1] for at in inner_ends))
    removed = 0
    at: list[int] = []
    for start, end in parted:
        at.append(start - removed)
        removed += end - start
    return Folded(second.translate(_APOSTROPHES), text, inner_starts, inner_ends, tuple(at))


def _typography(text: str, dropped: Sequence[Range]) -> Iterator[tuple[int, int, str]]:
    firsts = [start for start, _ in dropped]
    for match in _FOLDED.finditer(text):
        at = bisect_right(firsts, match.start()) - 1
        if at >= 0 and match.start() < dropped[at][1]:
            continue
        if match.lastgroup == "invisible":
            yield *match.span(), ""
        elif match.lastgroup == "ligature":
            yield *match.span(), unicodedata.normalize("NFKC", match.group())
        else:
            character = html.unescape(match.group())
            while character != (again := html.unescape(character)):
                character = again
            yield *match.span(), "" if regex.fullmatch(_INVISIBLE, character) else character


def _edited(text: str, edits: Sequence[tuple[int, int, str]]) -> tuple[str, array[int], array[int]]:
    """The text with its edits, and where each character of it began and ended before."""
    starts, ends = array("q"), array("q")
    if not edits:
        return text, starts, ends
    pieces: list[str] = []
    at = 0
    for start, end, new in edits:
        pieces += (text[at:start], new)
        starts.extend(range(at, start))
        ends.extend(range(at + 1, start + 1))
        starts.extend([start] * len(new))
        ends.extend([end] * len(new))
        at = end
    pieces.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return "".join(pieces), starts, ends


@frozen(eq=False)
class Words:
    """The words of a text in order, each with its `key`, its offsets in the text as it was given, and its sentence.

    `forms` are those of the units, `owners` the words that they belong to. `hyphened` are the words that a hyphen or
    the end of a line ties to the next or parts within. `gaps` is what stands before each word, and after the last.
    """

    keys: tuple[str, ...]
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)
    sentences: tuple[int, ...] = field(repr=False)
    gaps: tuple[str, ...] = field(repr=False)
    hyphened: frozenset[int] = field(repr=False)
    forms: tuple[str, ...] = field(repr=False)
    owners: tuple[int, ...] = field(repr=False)

    def __len__(self) -> int:
        return len(self.keys)

    def first_at(self, offset: int) -> int:
        """The first word that starts at `offset` of the text or after it."""
        return bisect_left(self.starts, offset)


def read_words(folded: Folded, start: int = 0, end: int | None = None) -> Words:
    """The words of a folded text between `start` and `end` of it; their offsets are those of the text given."""
    text = folded.text
    stop = len(text) if end is None else end
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: list[str] = []
    hyphened: set[int] = set()
    forms: list[str] = []
    owners: list[int] = []
    at = start
    parted = 0
    for match in _WORD.finditer(text, start, stop):
        key = _key(match.group(), match.lastgroup or "")
        gap = text[at : match.start()]
        at = match.end()
        if gap == "-" and keys:
            hyphened.add(len(keys) - 1)
        while parted < len(folded.parted) and folded.parted[parted] < at:
            if folded.parted[parted] > match.start():
                hyphened.add(len(keys))
            parted += 1
        for form in _units(key):
            forms.append(form)
            owners.append(len(keys))
        keys.append(key)
        starts.append(folded.start(match.start()))
        ends.append(folded.end(match.end()))
        gaps.append(gap)
    gaps.append(text[at:stop])
    return Words(
        keys=tuple(keys),
        starts=tuple(starts),
        ends=tuple(ends),
        sentences=tuple(_sentences(folded, keys, starts, gaps)),
        gaps=tuple(gaps),
        hyphened=frozenset(hyphened),
        forms=tuple(forms),
        owners=tuple(owners),
    )


def _key(word: str, kind: str) -> str:
    if kind == "number":
        return unicodedata.normalize("NFKC", word).replace(",", "").casefold()
    if kind == "initials":
        return word.replace(".", "").casefold()
    return (word if word.isascii() else unicodedata.normalize("NFKC", word)).casefold()


def _sentences(folded: Folded, keys: Sequence[str], starts: Sequence[int], gaps: Sequence[str]) -> Iterator[int]:
    """Number the sentence of each word: a stop and a capital begin a new one, and so does a paragraph."""
    paragraphs = [folded.start(start) for start, _ in find_paragraphs(folded.text)]
    sentence, next_paragraph = 0, bisect_right(paragraphs, starts[0]) if starts else 0
    for index, (start, gap) in enumerate(zip(starts, gaps, strict=False)):
        begins = next_paragraph < len(paragraphs) and start >= paragraphs[next_paragraph]
        while next_paragraph < len(paragraphs) and start >= paragraphs[next_paragraph]:
            next_paragraph += 1
        if index and not begins and _STOP.search(gap):
            begins = bool(_INITIAL.match(folded.given, start)) and not (
                gap.lstrip().startswith(".") and keys[index - 1] in _abbreviations()
            )
        sentence += bool(index and begins)
        yield sentence


@cache
def _units(key: str) -> tuple[str, ...]:
    """The forms of the units that a word is made of."""
    whole = _forms().get(key)
    if whole is not None:
        return whole
    if "'" in key:
        head, _, tail = key.rpartition("'")
        if tail == "t" and head.endswith("n"):
            return (*_units(head[:-1]), "not")
        if tail in _endings():
            return (*_units(head), _endings()[tail])
    return (key,)


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """The forms of words that have another spelling: *years* of *yrs*, *can not* of *can't*, *12* of *twelve*."""
    rows = load_tables().rows("word_forms")
    forms = {word: tuple(row["form"].split()) for row in rows for word in row["words"]}
    return forms | {word: (str(value),) for word, value in _numbers().items() if "'" not in word}


@cache
def _endings() -> dict[str, str]:
    """What stands behind an apostrophe, and its form: *'re* is *are*; *'s* and *'d* may be several words."""
    return {ending: row["form"] for row in load_tables().rows("contracted") for ending in row["endings"]}


@cache
def _abbreviations() -> frozenset[str]:
    """What a full stop follows inside of a sentence: Mr, Feb."""
    return frozenset(word for row in load_tables().rows("stopped_words") for word in row["words"])


@cache
def _numbers() -> dict[str, int]:
    return {word: row["value"] for row in load_tables().rows("number_words") for word in row["words"]}


_SCALED = regex.compile(r"(\d+(?:\.\d+)?)(k|m|mn|bn|tn|million|billion)?(?:st|nd|rd|th)?")
_SCALES = {"k": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9, "tn": 12}


def value_of_number(keys: Sequence[str]) -> float | None:
    """The number that words write: *thirty one*, *31*, *three hundred and five*, *2.6 million*, *2.6m*."""
    total, group, seen = 0.0, 0.0, False
    for key in keys:
        scaled = _SCALED.fullmatch(key)
        if key in {"and", "a"}:
            if key == "a":
                group = group or 1.0
            continue
        if scaled is not None:
            group += float(scaled.group(1)) * 10 ** _SCALES.get(scaled.group(2) or "", 0)
        elif (value := _numbers().get(key)) is None:
            return None
        elif value == 100:
            group = (group or 1.0) * 100
        elif value >= 1000:
            total, group = total + (group or 1.0) * value, 0.0
        else:
            group += value
        seen = True
    return total + group if seen else None
