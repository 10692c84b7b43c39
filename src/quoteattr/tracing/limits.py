"""The limit that a quotation stops before: but, unless, except, only if, as long as.

In: the document's words behind the last one quoted, and what the article says next. Out: the limiting words, to the end
of their sentence, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from quoteattr.lexicon import load_tables
from quoteattr.tracing.matching import CLOSED_CLASS, weight_of
from quoteattr.tracing.texts import Reading, VoiceKind
from quoteattr.tracing.values import Cut
from quoteattr.types import Span

__all__ = ["find_limit", "is_told"]

LONGEST_LIMITER = 4
# What says when something was, and limits nothing: when I stopped.
PAST_WITHIN = 5
# A cue between the words quoted and those that limit them.
LONGEST_CUE = 30
# Of the telling words of a limit the article has at least this share where it tells the limit itself.
TOLD = 0.34

_PAST = regex.compile(r"was|were|had|did|went|came|got|saw|began|took|made|said|left|fell|\p{L}{3,}ed")

_PRESENT = frozenset(["is", "are", "be", "been", "being", "gets", "get", "has", "have", "properly", "fully"])


_TOKEN = regex.compile(r"[\p{L}\p{N}]+(?:['’]\p{L}+)?")


def find_limit(reading: Reading, last: int) -> Cut | None:
    """The limit right behind the word `last` of a document, or behind its stop, or its cue."""
    words, following = reading.words, last + 1
    if following >= len(words):
        return None
    voice = reading.voice_at(words.starts[last])
    following = _past_cue(reading, voice, following)
    if following >= len(words) or not _same_speech(reading, voice, reading.voice_at(words.starts[following])):
        return None
    new_sentence = words.sentences[following] != words.sentences[last]
    size = _limiter(reading, following, new_sentence)
    if not size:
        return None
    end = following
    sentence = words.sentences[following]
    inside = reading.voice_at(words.starts[following])
    while end + 1 < len(words) and words.sentences[end + 1] == sentence:
        if not _same_speech(reading, inside, reading.voice_at(words.starts[end + 1])):
            break
        end += 1
    start, stop = words.starts[following], words.ends[end]
    text = reading.document.text
    return Cut(span=Span.of(text, start, stop), text=_clean(reading, following, end))


def _past_cue(reading: Reading, voice: int, following: int) -> int:
    """The next word in the same kind of voice, if only a cue lies before it."""
    words = reading.words
    if reading.voices[voice].kind is not VoiceKind.QUOTED:
        return following
    at = following
    while at < len(words) and reading.voices[reading.voice_at(words.starts[at])].kind is not VoiceKind.QUOTED:
        at += 1
        if at - following > LONGEST_CUE:
            return following
    if at > following and at < len(words):
        crossed = {words.sentences[word] for word in range(following, at)}
        if len(crossed) > 1:
            return following
    return at


def _same_speech(reading: Reading, first: int, second: int) -> bool:
    one, other = reading.voices[first], reading.voices[second]
    return one.kind is other.kind and one.label == other.label


def _limiter(reading: Reading, at: int, new_sentence: bool) -> int:
    """How many words limit, from word `at` on; of a new sentence only some do."""
    keys = reading.words.keys
    for size in range(LONGEST_LIMITER, 0, -1):
        how = _limiters().get(" ".join(keys[at : at + size]))
        if how is None or (new_sentence and how != "sentence"):
            continue
        last = at + size
        while last < len(keys) and last < at + size + PAST_WITHIN and _goes_on(reading, at, last):
            last += 1
        if how == "condition" and _is_past(keys[at + size : last]):
            continue
        return size
    return 0


def _goes_on(reading: Reading, at: int, word: int) -> bool:
    """Whether a word belongs to the sentence and the speech of the one `at`."""
    words = reading.words
    if words.sentences[word] != words.sentences[at]:
        return False
    return _same_speech(reading, reading.voice_at(words.starts[at]), reading.voice_at(words.starts[word]))


def _is_past(keys: Sequence[str]) -> bool:
    """Whether a clause tells what was, and not what is done: when I stopped, when it is rinsed."""
    return any(
        _PAST.fullmatch(key) and (index == 0 or keys[index - 1] not in _PRESENT) for index, key in enumerate(keys)
    )


def _clean(reading: Reading, first: int, last: int) -> str:
    """The words with what stands between them, without layout and line ends."""
    words, text = reading.words, reading.document.text
    pieces: list[str] = []
    for word in range(first, last + 1):
        if word > first:
            pieces.append(words.gaps[word])
        pieces.append(text[words.starts[word] : words.ends[word]])
    return " ".join("".join(pieces).split())


def is_told(cut: Cut, behind: str, others: Sequence[tuple[int, int]]) -> bool:
    """Whether the article goes on with the limit: in the part that follows, or in its own words `behind`.

    `others` are the places in the same document of the parts that follow.
    """
    if any(start < cut.span.end and end > cut.span.start for start, end in others):
        return True
    telling = {key for key in _keys(cut.text) if weight_of(key) > CLOSED_CLASS}
    told = set(_keys(behind))
    shared = {word for word in telling if word in told or word.rstrip("s") in {other.rstrip("s") for other in told}}
    limits = any(regex.search(rf"\b{regex.escape(limiter)}\b", behind.casefold()) for limiter in _limiters())
    return bool(shared) and (limits or len(shared) >= max(2, TOLD * len(telling)))


def _keys(text: str) -> list[str]:
    return [token.casefold() for token in _TOKEN.findall(text)]


@cache
def _limiters() -> dict[str, str]:
    return {word: row["how"] for row in load_tables().rows("limiters") for word in row["words"]}
