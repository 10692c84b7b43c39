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
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

import regex
from attrs import field, frozen

from quoteattr.lexicon import load_tables
from quoteattr.tracing.texts import Words, units_of

__all__ = ["Folded", "fold", "read_words"]

Range = tuple[int, int]

_ENTITY = r"&(?:amp;)*(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z\d]{1,30});"
_INVISIBLE = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"
_PRESENTED = r"[\ufb00-\ufb06]"  # ligatures
_FOLDED = regex.compile(rf"(?P<entity>{_ENTITY})|(?P<invisible>{_INVISIBLE})|(?P<ligature>{_PRESENTED})")
_HIDDEN = regex.compile(_INVISIBLE)
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`′＇", "'") | dict.fromkeys("‐‑‒", "-"))
# A word that the line's end parts: in-⏎fant.
_LINE_END = regex.compile(r"(?<=\p{L})-[^\S\r\n]*(?:\r\n?|\n)[^\S\r\n]*(?=\p{Ll})")
_WORD = regex.compile(
    r"""(?P<sign>[€$£%&])
    | (?P<initials>\b(?<!\p{L}\.)(?:\p{L}\.){2,}+(?![\p{L}\p{N}]))
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
    lost = 0
    at: list[int] = []
    for start, end in parted:
        at.append(start - lost)
        lost += end - start
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
            yield *match.span(), "" if _HIDDEN.fullmatch(character) else character


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


def read_words(folded: Folded, paragraphs: Sequence[int] = ()) -> Words:
    """The words of a folded text, in which `paragraphs` begin a sentence each; offsets are those of the text given."""
    text = folded.text
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: list[str] = []
    hyphened: set[int] = set()
    forms: list[str] = []
    owners: list[int] = []
    at = 0
    parted = 0
    for match in _WORD.finditer(text):
        key = _key(match.group(), match.lastgroup or "")
        gap = text[at : match.start()]
        at = match.end()
        if gap == "-" and keys:
            hyphened.add(len(keys) - 1)
        while parted < len(folded.parted) and folded.parted[parted] < at:
            if folded.parted[parted] > match.start():
                hyphened.add(len(keys))
            parted += 1
        for form in units_of(key):
            forms.append(form)
            owners.append(len(keys))
        keys.append(key)
        starts.append(folded.start(match.start()))
        ends.append(folded.end(match.end()))
        gaps.append(gap)
    gaps.append(text[at:])
    return Words(
        keys=tuple(keys),
        starts=tuple(starts),
        ends=tuple(ends),
        sentences=tuple(_sentences(folded, [folded.start(at) for at in paragraphs], (keys, starts, gaps))),
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


def _sentences(
    folded: Folded, paragraphs: Sequence[int], words: tuple[Sequence[str], Sequence[int], Sequence[str]]
) -> Iterator[int]:
    """Number the sentence of each word: a stop and a capital begin a new one, and so does a paragraph."""
    keys, starts, gaps = words
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
def _abbreviations() -> frozenset[str]:
    """What a full stop follows inside of a sentence: Mr, Feb."""
    return frozenset(word for row in load_tables().rows("stopped_words") for word in row["words"])
