"""Candidates: for each quotation, every (cue, mention) pair that might attribute it, proposed by named patterns.

Proposing is generous and deciding is not done here: `linking` scores the candidates against each other. A candidate
without cue and mention points to another quotation: the same speaker goes on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

from attrs import frozen

from quoteattr.document.agents import mentions_of
from quoteattr.document.article import DASHES, SENTENCE_ENDS, Scene, cues_between, ends_sentence
from quoteattr.lexicon.tables import Tables
from quoteattr.values import FoundCue, Mention, MentionKind, NameKind, PassageKind

__all__ = ["NOBODY", "UNKNOWN", "Candidate", "answer", "label_inside", "propose", "turn_label"]

# A cue further from its quotation than this many words outside quotation marks attributes something else.
FARTHEST_CUE = 60
# Nor does one that long quotations keep further off than this many tokens; and only the nearest names on either side
# may be the unmarked speaker. Both bound the work for a paragraph of any length.
FARTHEST_TOKEN = 1_500
NEAREST_NAMES = 12
MOST_CUES_PER_SIDE = 6
SHORTEST_LABEL = 3
UNSPOKEN = (PassageKind.BOILERPLATE, PassageKind.SIGN_OFF, PassageKind.BYLINE)


@frozen
class Candidate:
    """A way to attribute a quotation.

    `pattern` names it; `where` is the place of its cue or mention relative to the quotation; `breaks` counts sentence
    ends between them and `distance` words; `found_by` says how the mention was reached from the cue; `same_as` is the
    quoted span whose speaker this candidate repeats.
    """

    pattern: str
    where: str = ""
    cue: FoundCue | None = None
    mention: Mention | None = None
    found_by: str = ""
    breaks: int = 0
    distance: int = 0
    same_as: int | None = None


# What stands for a candidate where the marks are scare marks.
NOBODY = Candidate("nobody")
# Speech by somebody whom nothing near it tells: the choice when no other candidate fits.
UNKNOWN = Candidate("unknown")


def propose(scene: Scene, index: int, earlier: Sequence[int]) -> tuple[Candidate, ...]:
    """The candidates for the outermost quoted span `index`; `earlier` are spans before it that are speech, in order."""
    found: dict[tuple[int | None, int | None, int | None, str], Candidate] = {}
    for candidate in _all(scene, index, earlier):
        head = candidate.mention.head if candidate.mention else None
        key = (
            candidate.cue.head if candidate.cue else None,
            head,
            candidate.same_as,
            candidate.pattern if head is None else "",
        )
        if key not in found:
            found[key] = candidate
    return tuple(found.values())


def _all(scene: Scene, index: int, earlier: Sequence[int]) -> Iterator[Candidate]:
    yield from _by_label(scene, index)
    yield from _by_signature(scene, index)
    for cue, where, breaks, distance in _cues_around(scene, index):
        for mention, found_by in mentions_of(scene, cue):
            if scene.outermost[mention.head] < 0:
                yield Candidate(_pattern(cue, where, breaks, mention), where, cue, mention, found_by, breaks, distance)
        if cue.listed and where in ("after", "before"):
            yield Candidate("cue_alone", where, cue, None, "", breaks, distance)
    yield from _names_around(scene, index)
    yield from _same_speaker(scene, index, earlier)
    yield UNKNOWN


def _pattern(cue: FoundCue, where: str, breaks: int, mention: Mention) -> str:
    if "after" in cue.frames:
        return "according_to"
    if "possessor" in cue.frames:
        return "noun_cue"
    if where in ("previous", "next"):
        return f"cue_in_{where}_paragraph"
    if breaks:
        return f"cue_{'sentences' if breaks > 1 else 'sentence'}_{where.rstrip('+')}"
    if where == "after" and mention.head > cue.head:
        return "inverted_cue"
    return {"after": "cue_after", "before": "cue_before"}.get(where, "cue_beyond_quotation")


def _by_label(scene: Scene, index: int) -> Iterator[Candidate]:
    """The speaker's name and a colon before the quotation: `MAYOR ROSS: “…”`."""
    start, _ = scene.token_spans[index]
    if scene.passage_of[start] >= 0:
        yield from turn_label(scene, scene.passage_of[start])
    yield from _labelled(scene, _before_colon(scene, start), "colon_lead_in")


def _before_colon(scene: Scene, start: int) -> list[int]:
    """The name in a lead with no verb or cue that a colon ends before the quotation: `Poll trouble - Ann Poe: “…”`."""
    doc, colon = scene.doc, start - 1
    while colon > 0 and doc[colon].is_space and "\n" not in doc[colon].text:
        colon -= 1
    if colon < 1 or doc[colon].text != ":":
        return []
    words: list[int] = []
    for i in range(colon - 1, max(-1, colon - 13), -1):
        if doc[i].is_space or ends_sentence(doc[i]) or doc[i].text in DASHES or scene.outermost[i] >= 0:
            break
        if doc[i].pos_ == "VERB" or any(cue.listed for cue in cues_between(scene, i, i + 1)):
            return []
        words.insert(0, i)
    return [i for i in words if i in scene.finder.name_of_token][:1]


def turn_label(scene: Scene, passage: int) -> Iterator[Candidate]:
    """The speaker whom the label of a transcript's turn names: by a name, by the surname in capitals, or *Host*.

    *Q* and *A* name nobody.
    """
    label = scene.passages[passage].label
    if label is None or label[1] - label[0] < SHORTEST_LABEL:
        return
    first, last = scene.passage_tokens[passage]
    inside = [i for i in range(first, min(last, first + 20)) if scene.doc[i].idx < label[1]]
    if inside:
        yield Candidate("turn_label", "before", None, _label_mention(scene, inside[0], inside[-1] + 1), "label")


def answer(scene: Scene, passage: int) -> Iterator[Candidate]:
    """Who gives the answer of an interview that *A* labels: the one whom the text before the questions is about."""
    label = scene.passages[passage].label
    if label is not None and scene.interviewee is not None and scene.text[slice(*label)] in _answers(scene.tables):
        name = scene.names[scene.interviewee]
        mention = Mention(name.start, name.end, name.end - 1, MentionKind.NAME, scene.interviewee)
        yield Candidate("answer", "before", None, mention, "label")


@cache
def _answers(tables: Tables) -> frozenset[str]:
    return frozenset(label for row in tables.rows("turn_labels") if row["kind"] == "answer" for label in row["labels"])


def label_inside(scene: Scene, index: int) -> Iterator[Candidate]:
    """The label in capitals that a transcript in marks has inside them: `“ROSS: We will not.”`."""
    doc = scene.doc
    start, end = scene.token_spans[index]
    words = next((i for i in range(start, end) if doc[i].is_alpha), end)
    colon = next((i for i in range(words, min(words + 5, end)) if doc[i].text == ":"), None)
    if colon is not None and colon > words and all(doc[i].is_upper or doc[i].text == "." for i in range(words, colon)):
        yield Candidate("label_inside", "before", None, _label_mention(scene, words, colon), "label")


def _label_mention(scene: Scene, start: int, end: int) -> Mention:
    """The mention that a label is: a name in it, a name of the article that it cuts to its last word, or itself."""
    inside = [scene.finder.name_of_token[i] for i in range(start, end) if i in scene.finder.name_of_token]
    if inside:
        name = scene.names[inside[-1]]
        return Mention(name.start, name.end, name.end - 1, MentionKind.NAME, inside[-1])
    word = scene.doc[end - 1].lower_
    number = scene.surnames.get(word)
    kind = MentionKind.DESCRIPTION if number is None else MentionKind.NAME
    return Mention(start, end, end - 1, kind, number)


def _labelled(scene: Scene, tokens: Sequence[int], pattern: str) -> Iterator[Candidate]:
    for token in tokens:
        number = scene.finder.name_of_token.get(token)
        if number is not None:
            name = scene.names[number]
            mention = Mention(name.start, name.end, name.end - 1, MentionKind.NAME, number)
            yield Candidate(pattern, "before", None, mention, "label")


def _by_signature(scene: Scene, index: int) -> Iterator[Candidate]:
    """A name after a dash behind the quotation, or in the line under it."""
    doc = scene.doc
    at = scene.token_spans[index][1]
    while at < len(doc) and doc[at].is_space:
        at += 1
    if at + 1 < len(doc) and doc[at].text in DASHES:
        for reach in range(at + 1, min(at + 7, len(doc))):
            number = scene.finder.name_of_token.get(reach)
            if number is not None and scene.outermost[reach] < 0:
                name = scene.names[number]
                last = name.end >= len(doc) or doc[name.end].is_space or doc[name.end].text in (",", "(")
                if last:
                    mention = Mention(name.start, name.end, name.end - 1, MentionKind.NAME, number)
                    yield Candidate("signature", "after", None, mention, "signature", 0, reach - at)
                return
            if doc[reach].is_space:
                return


def _cues_around(scene: Scene, index: int) -> Iterator[tuple[FoundCue, str, int, int]]:
    """Cues near the span with their place, sentence ends between and distance, nearest first on each side."""
    start, end = scene.token_spans[index]
    passage = scene.passage_of[start]
    if passage < 0:
        return
    first, last = scene.passage_tokens[passage]
    if scene.passages[passage].kind not in UNSPOKEN:
        yield from _measured(scene, index, _cues(scene, end, last), end, forward=True, label="after")
        yield from _measured(scene, index, _cues(scene, start, first), start, forward=False, label="before")
    if passage > 0 and scene.passages[passage - 1].kind not in UNSPOKEN:
        before = _cues(scene, *reversed(scene.passage_tokens[passage - 1]))
        yield from _measured(scene, index, before, start, forward=False, label="previous")
    if passage + 1 < len(scene.passages) and scene.passages[passage + 1].kind not in UNSPOKEN:
        after = islice(_cues(scene, *scene.passage_tokens[passage + 1]), 2)
        yield from _measured(scene, index, after, end, forward=True, label="next")


def _cues(scene: Scene, start: int, end: int) -> Iterator[FoundCue]:
    """The cues outside quotation marks from one token to another, backwards if `end` lies before `start`."""
    low, high = (bisect_left(scene.cue_starts, at) for at in sorted((start, end)))
    for number in range(low, high) if start <= end else range(high - 1, low - 1, -1):
        if scene.outermost[scene.cues[number].head] < 0:
            yield scene.cues[number]


def _measured(
    scene: Scene, index: int, cues: Iterable[FoundCue], edge: int, *, forward: bool, label: str
) -> Iterator[tuple[FoundCue, str, int, int]]:
    """Each cue with where it stands, walking once from the span's edge outwards."""
    doc, at, breaks, distance, crossed, taken = scene.doc, edge, 0, 0, False, 0
    for cue in cues:
        target = cue.head
        if abs(target - at) > FARTHEST_TOKEN:
            return
        step = range(at, target) if forward else range(at - 1, target, -1)
        for i in step:
            if scene.outermost[i] >= 0 and scene.outermost[i] != index:
                crossed = True
                continue
            distance += 1
            breaks += ends_sentence(doc[i])
        at = target if forward else target + 1
        if distance > FARTHEST_CUE or taken >= MOST_CUES_PER_SIDE:
            return
        if label in ("previous", "next") and not cue.listed and cue.head != doc[cue.head].head.i:
            continue
        if not cue.listed and breaks:
            continue
        taken += 1
        where = label if label in ("previous", "next") or not crossed else label + "+"
        yield cue, where, breaks, distance


def _names_around(scene: Scene, index: int) -> Iterator[Candidate]:
    """Persons and organizations near a quotation that no cue links: subjects of sentences before and after it."""
    start, end = scene.token_spans[index]
    passage = scene.passage_of[start]
    if passage < 0:
        return
    for at, where in ((passage, "own"), (passage - 1, "previous"), (passage + 1, "next")):
        if not 0 <= at < len(scene.passages) or scene.passages[at].kind in UNSPOKEN:
            continue
        numbers = [*_names_before(scene, start, at), *_names_after(scene, end, at)]
        near = sorted(numbers, key=lambda n: min(abs(scene.names[n].start - end), abs(start - scene.names[n].end)))
        for number in near[:4]:
            name = scene.names[number]
            if name.kind in (NameKind.PERSON, NameKind.ORGANIZATION):
                mention = scene.finder.at(name.start)
                if mention is not None:
                    before = name.start < start
                    breaks = _breaks(scene, name.end, start) if before else _breaks(scene, end, name.start)
                    distance = (start - name.end) if before else (name.start - end)
                    side = where if where != "own" else "before" if before else "after"
                    yield Candidate("nearby_name", side, None, mention, "name", breaks, distance)


def _names_before(scene: Scene, token: int, passage: int) -> list[int]:
    """The last names outside quotation marks before a token in a passage."""
    low, high = (bisect_left(scene.name_starts, at) for at in scene.passage_tokens[passage])
    high = min(high, bisect_left(scene.name_starts, token))
    return [n for n in range(max(low, high - NEAREST_NAMES), high) if scene.outermost[scene.names[n].start] < 0]


def _names_after(scene: Scene, token: int, passage: int) -> list[int]:
    """The first names outside quotation marks after a token in a passage."""
    low, high = (bisect_left(scene.name_starts, at) for at in scene.passage_tokens[passage])
    low = max(low, bisect_left(scene.name_starts, token))
    return [n for n in range(low, min(high, low + NEAREST_NAMES)) if scene.outermost[scene.names[n].start] < 0]


def _breaks(scene: Scene, start: int, end: int) -> int:
    return sum(
        scene.doc[i].text in SENTENCE_ENDS for i in range(start, min(end, start + 200)) if scene.outermost[i] < 0
    )


def _same_speaker(scene: Scene, index: int, earlier: Sequence[int]) -> Iterator[Candidate]:
    """The speaker goes on, or answers: the speech before this span, and the one before that in another paragraph."""
    if index in scene.repeated:
        yield Candidate("repetition", same_as=scene.repeated[index])
    if earlier:
        yield Candidate("continuation", same_as=earlier[-1], breaks=_paragraphs_between(scene, earlier[-1], index))
        own = scene.passage_of[scene.token_spans[index][0]]
        for second, first in pairwise(reversed(earlier[-6:])):
            if scene.passage_of[scene.token_spans[first][0]] != scene.passage_of[scene.token_spans[second][0]]:
                if scene.passage_of[scene.token_spans[second][0]] != own:
                    yield Candidate("alternation", same_as=first, breaks=_paragraphs_between(scene, first, index))
                break


def _paragraphs_between(scene: Scene, one: int, other: int) -> int:
    return scene.passage_of[scene.token_spans[other][0]] - scene.passage_of[scene.token_spans[one][0]]
