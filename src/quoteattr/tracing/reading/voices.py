"""Whose words stand where in a document: turns of a transcript, posts of a thread, words in marks, the text's own.

In: a text. Out: its voices in order, which cover it without gaps. Who says words in marks is a matter of attribution;
here stands only what the form of the text tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import regex
from attrs import frozen

from quoteattr.layout import find_quoted_spans, normalize
from quoteattr.lexicon import Row, load_tables
from quoteattr.tracing.texts import Voice, VoiceKind
from quoteattr.types import Span

__all__ = ["Label", "find_labels", "find_turns", "find_voices", "outermost_quoted"]

Range = tuple[int, int]

FEWEST_TURNS = 3
# Of a text's paragraphs, at least this share have a label in a transcript.
LABELLED = 0.25
LONGEST_LABEL = 70


_STAMPED = r"(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?[^\S\n]*[–—-]?[^\S\n]*)?"
_NUMBERED = r"(?:\d{1,3}[^\S\n]+)?"
_NAME = r"(?:\p{Lu}[\p{L}\p{M}.’'-]*|(?:of|the|for|and|de|van|von|da|al|bin|la)|\d+|&|[\p{L}]’\p{Lu}\p{L}+)"
_TURN = regex.compile(
    rf"^[^\S\n]*{_NUMBERED}{_STAMPED}[*_]{{0,2}}(?P<label>\p{{Lu}}[\p{{L}}\p{{M}}\d.’'&/-]*(?:[^\S\n]{_NAME}){{0,6}}"
    r"(?:,[^\S\n][\p{L}][^\n:(]{0,40})?(?:[^\S\n]?\([^)\n]{1,50}\)){0,2})"
    r"[^\S\n]*[*_]{0,2}(?P<mark>:|(?<=\b[QA])\.|(?<=\p{Lu}{2})\.(?=[^\S\n]+[\p{Lu}—-]))[*_]{0,2}(?=\s|$|[—–])",
    regex.MULTILINE,
)
_ALONE = regex.compile(
    rf"^[^\S\n]*{_NUMBERED}{_STAMPED}(?P<label>\p{{Lu}}[\p{{L}}\p{{M}}.’'-]*(?:[^\S\n]{_NAME}){{0,5}}"
    r"(?:[^\S\n]?\([^)\n]{1,50}\)){0,3}):?[^\S\n]*\n(?=[^\S\n]*\S)",
    regex.MULTILINE,
)
_PARAGRAPH = regex.compile(r"(?:\A|\n)[^\S\n]*(?=\S)")
_POST = regex.compile(
    r"^(?P<indent>[^\S\n]*)(?:[*_>-]+[^\S\n]*)?(?P<label>[^\n@·|]{0,60}?[^\S\n]?\(?@\w{2,30}\)?)(?P<date>[^\n]{0,60})$",
    regex.MULTILINE,
)
_DATED = regex.compile(r"[·•|,—–-]|\d{1,2}:\d{2}|\b\d{1,2}[hmd]\b|\b(?:19|20)\d\d\b")
_REPLYING = regex.compile(
    r"^[^\S\n]*(?:Replying|In reply|Reposted|Retweeted|Quoting)\b[^\n]*$", regex.MULTILINE | regex.IGNORECASE
)
_NO_WORD = regex.compile(r"\W++")
_BESIDE_NAME = regex.compile(r"\([^()]*+\)|,.*|[^\p{L}\d]+")
_SHOUTED = regex.compile(r"^[^\S\n]*+(?=[^\n]*\p{Lu}{2})[^\n\p{Ll}:]{4,80}$", regex.MULTILINE)


def find_turns(text: str, kind: str | None) -> tuple[tuple[int, int, str], ...]:
    """The labels of a transcript's turns, start and end and what they say; none where the text is no transcript."""
    expected = kind is not None and any(word in _kinds("turns") for word in _NO_WORD.split(kind.casefold()))
    found = [match for match in _TURN.finditer(text) if not _is_other(match.group("label"))]
    names = Counter(_folded(match.group("label")) for match in found)
    paragraphs = sum(1 for _ in _PARAGRAPH.finditer(text))
    often = [
        match for match in found if names[_folded(match.group("label"))] > 1 or _is_interview(match.group("label"))
    ]
    if len(found) < FEWEST_TURNS or not often or (not expected and len(found) < LABELLED * paragraphs):
        return _labels_alone(text) if expected and len(found) < FEWEST_TURNS else _single(found, expected)
    if not expected and len(often) < FEWEST_TURNS:
        return ()
    return tuple((*match.span(), match.group("label").strip()) for match in found)


def _single(found: Sequence[regex.Match[str]], expected: bool) -> tuple[tuple[int, int, str], ...]:
    """A speech has a label or two: its speaker's, and that of who introduces him."""
    return tuple((*match.span(), match.group("label").strip()) for match in found) if expected else ()


def _labels_alone(text: str) -> tuple[tuple[int, int, str], ...]:
    """Labels on lines of their own, above what is said; each stands there more than once, or half of them do."""
    found = [match for match in _ALONE.finditer(text) if len(match.group("label")) <= LONGEST_LABEL]
    names = Counter(_folded(match.group("label")) for match in found)
    often = sum(names[_folded(match.group("label"))] > 1 for match in found)
    if often < FEWEST_TURNS:
        return ()
    shouted = sum(match.group("label").isupper() for match in found) >= 0.8 * len(found)
    return tuple(
        (*match.span(), match.group("label").strip())
        for match in found
        if names[_folded(match.group("label"))] > 1
        or "(" in match.group("label")
        or (shouted and match.group("label").isupper())
    )


def _folded(label: str) -> str:
    return _BESIDE_NAME.sub(" ", label).strip().casefold()


def _is_interview(label: str) -> bool:
    return label.strip("*_ ") in {
        name for row in _turn_rows() for name in row.get("labels", ()) if row["kind"] == "interview"
    }


def _is_other(label: str) -> bool:
    """Whether it is no speaker's: *Note*, *Media contact*."""
    if _is_interview(label):
        return False
    return any(pattern.fullmatch(label) for pattern in _others()) or _folded(label) in _kinds("no speaker")


@cache
def _others() -> tuple[regex.Pattern[str], ...]:
    return tuple(regex.compile(row["pattern"]) for row in _turn_rows() if row["kind"] == "other")


@cache
def _turn_rows() -> tuple[Row, ...]:
    return load_tables().rows("turn_labels")


@cache
def _kinds(name: str) -> frozenset[str]:
    return frozenset(
        word for row in load_tables().rows("document_forms") if row["kind"] == name for word in row["words"]
    )


@frozen
class Label:
    """Where nobody speaks, and whose voice follows: None for the one before, or in a transcript the text's own."""

    start: int
    end: int
    name: str | None
    kind: VoiceKind | None


def find_labels(text: str, kind: str | None) -> tuple[Label, ...]:
    """The labels of turns, or the headers of posts, and the lines between that are nobody’s, in order and apart."""
    turns = find_turns(text, kind)
    labels = [Label(start, end, name, VoiceKind.TURN) for start, end, name in turns] or list(_posts(text))
    if labels:
        labels += (Label(*match.span(), None, None) for match in (_SHOUTED if turns else _REPLYING).finditer(text))
    found: list[Label] = []
    for label in sorted(labels, key=lambda label: label.start):
        if not found or label.start >= found[-1].end:
            found.append(label)
    return tuple(found)


def find_voices(text: str, labels: Sequence[Label]) -> tuple[Voice, ...]:
    """The voices of a text in order; `labels` are those of its turns or posts."""
    turns = any(label.kind is VoiceKind.TURN for label in labels)
    quoted = [] if turns else outermost_quoted(text)
    found: list[Voice] = []
    at, kind, name = 0, VoiceKind.OWN, None
    for label in labels:
        found.append(Voice(at, label.start, kind, name))
        found.append(Voice(label.start, label.end, VoiceKind.LABEL, name))
        at = label.end
        if label.kind is not None:
            kind, name = label.kind, label.name
        elif turns:
            kind, name = VoiceKind.OWN, None
    found.append(Voice(at, len(text), kind, name))
    return tuple(part for voice in found for part in _with_quoted(voice, quoted) if part.end > part.start)


def _posts(text: str) -> Iterator[Label]:
    """The headers of posts: a handle, and a date or a mark behind it."""
    for match in _POST.finditer(text):
        if _DATED.search(match.group("date")):
            yield Label(*match.span(), match.group("label").strip(), VoiceKind.POST)


def _with_quoted(voice: Voice, quoted: Sequence[Range]) -> Iterator[Voice]:
    if voice.kind is VoiceKind.LABEL:
        yield voice
        return
    at = voice.start
    for start, end in quoted:
        if start < at or start >= voice.end:
            continue
        last = min(end, voice.end)
        yield Voice(at, start, voice.kind, voice.label)
        yield Voice(start, last, VoiceKind.QUOTED, voice.label)
        at = last
    yield Voice(at, voice.end, voice.kind, voice.label)


def outermost_quoted(text: str) -> list[Range]:
    """The insides of the outermost pairs of marks, in order."""
    page = normalize(text, load_tables())
    spans = [span for span in find_quoted_spans(page.text, page.passages) if span.parent is None]
    placed = page.in_given(tuple(Span.of(page.text, span.inner_start, span.inner_end) for span in spans))
    return [(span.start, span.end) for span in placed]
