"""The quoted parts of an article, with what its editors declare in them: omissions, square brackets, notes.

In: an article. Out: a `Part` for the inside of each outermost pair of marks: headlines, scare quotes and each paragraph
of a long quotation as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from quoteattr.lexicon import load_tables
from quoteattr.tracing.reading.words import fold, read_words
from quoteattr.tracing.texts import Declared, DeclaredKind, Part, Words
from quoteattr.types import Article, Quotation, Span

__all__ = ["find_parts", "read_part"]

_ELLIPSIS = r"(?:…|\.(?:\s?\.){2,3})"
_DECLARED = regex.compile(
    rf"(?P<omitted>[\[(]\s*{_ELLIPSIS}\s*[\])]|{_ELLIPSIS})"
    r"|\[(?P<bracketed>[^\[\]]*)\]|\((?P<rounded>[^()]{1,40})\)"
)
_INNER = regex.compile(r"\[[\p{L}'’]{1,6}\](?=\p{Ll})|(?<=\p{L})\[[\p{L}'’]{1,6}\]")


def find_parts(article: Article) -> tuple[Part, ...]:
    """The quoted parts of an article, in order; nested marks are part of the words around them."""
    owners: dict[tuple[int, int], Quotation] = {}
    for quotation in article.quotations:
        for span in quotation.quoted:
            owners.setdefault((span.start, span.end), quotation)
    parts: list[Part] = []
    reach = -1
    for start, end in sorted(owners, key=lambda span: (span[0], -span[1])):
        if end > reach:
            reach = end
            parts.append(read_part(article.text, start, end, owners[start, end]))
    return tuple(parts)


def read_part(text: str, start: int, end: int, quotation: Quotation | None = None) -> Part:
    """Read the part of `text` from `start` to `end`."""
    span = Span.of(text, start, end)
    declared = list(_declared(span))
    notes = [(mark[0], mark[1]) for mark in declared if mark[2] is DeclaredKind.NOTE]
    # [W]e, part[s]: one word, with its brackets in it.
    inner = [(at, at + 1) for match in _INNER.finditer(span.text) for at in (match.start(), match.end() - 1)]
    words = read_words(fold(span.text, notes, inner))
    moved = Words(
        keys=words.keys,
        starts=tuple(at + start for at in words.starts),
        ends=tuple(at + start for at in words.ends),
        sentences=words.sentences,
        gaps=words.gaps,
        hyphened=words.hyphened,
        forms=words.forms,
        owners=words.owners,
    )
    return Part(span, quotation, moved, tuple(_placed(mark, moved, start) for mark in declared))


def _declared(span: Span) -> Iterator[tuple[int, int, DeclaredKind]]:
    for match in _DECLARED.finditer(span.text):
        note = match.group("bracketed") or match.group("rounded") or ""
        if match.group("omitted"):
            yield *match.span(), DeclaredKind.OMISSION
        elif _is_note(note):
            yield *match.span(), DeclaredKind.NOTE
        elif match.group("bracketed") is not None:
            yield *match.span(), DeclaredKind.BRACKETS


def _placed(mark: tuple[int, int, DeclaredKind], words: Words, start: int) -> Declared:
    first, last = start + mark[0], start + mark[1]
    units = [u for u, word in enumerate(words.owners) if words.starts[word] < last and words.ends[word] > first]
    if units and mark[2] is DeclaredKind.BRACKETS:
        word_start, word_end = words.starts[words.owners[units[0]]], words.ends[words.owners[units[-1]]]
        return Declared(first, last, mark[2], units[0], units[-1] + 1, word_start < first or word_end > last)
    before = next((u for u, word in enumerate(words.owners) if words.starts[word] >= first), len(words.forms))
    return Declared(first, last, mark[2], before, before)


@cache
def _notes() -> regex.Pattern[str]:
    words = "|".join(word for row in load_tables().rows("editors_notes") for word in row["words"])
    return regex.compile(rf"(?:{words})", regex.IGNORECASE)


def _is_note(words: str) -> bool:
    return _notes().fullmatch(words.strip(" .!*_")) is not None
