"""Which candidates are right, by the answers of a corpus: from spans where it has them, else from the words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from quoteattr.document.article import Scene
from quoteattr.linking.options import Candidate
from quoteattr.values import Mention

__all__ = ["is_speech", "right_by_relation", "right_by_row", "same_name", "trimmed", "words_of"]

ARTICLES = frozenset(["the", "a", "an"])
HONORIFICS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "dame",
        "lord",
        "lady",
        "rep",
        "sen",
        "gov",
        "lt",
        "col",
        "capt",
        "sgt",
        "gen",
        "prof",
        "president",
    ]
)


def words_of(text: str | None) -> list[str]:
    """The words that count when two answers are compared: casefolded, without articles and possessives."""
    folded = unicodedata.normalize("NFKC", text or "").casefold().replace("’", "'").replace("u.s.", "us")
    return [w for w in re.findall(r"\w+", re.sub(r"'s?\b", "", folded).replace(".", "")) if w not in ARTICLES]


def within(one: str, other: str) -> bool:
    """Whether the words of one answer stand in the other."""
    short, long = sorted((" ".join(words_of(one)), " ".join(words_of(other))), key=len)
    return bool(short) and f" {short} " in f" {long} "


def same_name(one: str, other: str) -> bool:
    """Whether two names name one: the same but for titles, or one said shorter."""
    short, long = sorted(([w for w in words_of(n) if w not in HONORIFICS] for n in (one, other)), key=len)
    if not short:
        return False
    initials = "".join(word[0] for word in long)
    return short in (long[-len(short) :], long[: len(short)]) or (len(long) > 1 and short == [initials])


# White space, marks and punctuation, which borders of contents are compared without.
EDGES = " \t\n\r\"'“”‘’„«».,;:!?"


def trimmed(text: str, start: int, end: int, edges: str = EDGES) -> tuple[int, int]:
    """A stretch of `text`, half-open, without characters of `edges` at its start and end."""
    while start < end and text[start] in edges:
        start += 1
    while end > start and text[end - 1] in edges:
        end -= 1
    return start, end


def mention_text(scene: Scene, mention: Mention) -> str:
    return scene.doc.stretch(mention.start, mention.end).text


def is_speech(row: Mapping[str, Any]) -> bool:
    """Whether a quoted string is speech by its answers."""
    return bool({"direct", "mixed"} & set(row["kind"]))


def right_by_row(
    scene: Scene, row: Mapping[str, Any], candidates: Sequence[Candidate], spoken: Mapping[int, Mapping[str, Any]]
) -> list[int]:
    """The right candidates for a quoted string; `spoken` are the rows of all speech, by span."""
    if not is_speech(row):
        return []
    mentions, cues = [m for m in row["mention"] if m], [c for c in row["cue"] if c]
    speakers = [s for s in row["speaker"] if s]
    if mentions:
        return _by_words(scene, candidates, mentions, cues)
    if not speakers:
        return [n for n, c in enumerate(candidates) if c.pattern == "cue_alone"][:1]
    goes_on = [
        n
        for n, c in enumerate(candidates)
        if c.same_as in spoken and any(same_name(s, t) for s in speakers for t in spoken[c.same_as]["speaker"] if t)
    ]
    named = [
        n
        for n, c in enumerate(candidates)
        if c.mention is not None and any(same_name(mention_text(scene, c.mention), s) for s in speakers)
    ]
    # No cue attributes it: the flow of the text does, or a cue of the same speaker in the paragraph before.
    return goes_on + [n for n in named if candidates[n].where in ("previous", "before")] if goes_on else named


def _by_words(scene: Scene, candidates: Sequence[Candidate], mentions: Sequence[str], cues: Sequence[str]) -> list[int]:
    right = [
        n
        for n, c in enumerate(candidates)
        if c.mention is not None and any(within(mention_text(scene, c.mention), m) for m in mentions)
    ]
    for narrower in (
        [
            n
            for n in right
            if (c := candidates[n].cue) and any(within(scene.doc.stretch(c.start, c.end).text, w) for w in cues)
        ],
        [n for n in right if candidates[n].where.rstrip("+") in ("after", "before")],
        [n for n in right if candidates[n].pattern != "nearby_name"],
    ):
        right = narrower or right
    return right


def right_by_relation(
    scene: Scene, relation: Mapping[str, Any], candidates: Sequence[Candidate], spoken: Mapping[int, Mapping[str, Any]]
) -> list[int]:
    """The right candidates for a span inside a relation's content; `spoken` are the relations of spans."""

    def inside(token: int, spans: Sequence[Sequence[int]]) -> bool:
        return any(start <= scene.doc[token].idx < end for start, end in spans)

    if not relation["source"]:
        return [n for n, c in enumerate(candidates) if c.pattern == "cue_alone" and inside(c.cue.head, relation["cue"])]
    right = [
        n for n, c in enumerate(candidates) if c.mention is not None and inside(c.mention.head, relation["source"])
    ]
    cued = [n for n in right if (c := candidates[n].cue) and inside(c.head, relation["cue"])]
    if cued:
        return cued
    right = [n for n in right if candidates[n].pattern != "nearby_name"] or right
    return right or [n for n, c in enumerate(candidates) if c.same_as in spoken and spoken[c.same_as] == relation]
