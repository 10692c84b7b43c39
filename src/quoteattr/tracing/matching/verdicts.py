"""What an alignment amounts to: its edits, the spans that it has in the document, and the verdict.

In: a `Part` and an `Alignment`. Out: a `Finding`, which `cost` makes comparable with those of other documents.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

import regex
from attrs import field, frozen

from quoteattr.tracing.matching.alignment import CLOSED_CLASS, Alignment, Between, between, weight_of, weights_of
from quoteattr.tracing.matching.forms import is_minor
from quoteattr.tracing.texts import Declared, DeclaredKind, Part, Reading, VoiceKind, Words
from quoteattr.tracing.values import Edit, EditKind, Verdict
from quoteattr.types import Span

__all__ = ["STITCHED", "Finding", "judge"]

# A join of two passages is as far from the document as so many words changed.
STITCHED = 2.5
# More than this share of a part's words stand in the document, or it is not from there.
ALTERED_SHARE = 0.5
FEWEST_WORDS = 3
# A piece of a stitched part has so many words, or is a whole sentence of the part.
FEWEST_JOINED = 3
# What stands for words put in brackets, or replaced, at the edge of a part is not more than so many words.
BRACKET_REACH = 6
EDGE_REACH = 2

_CLAUSE = regex.compile(r"[.,;:?!…()\[\]\"“”«»—–\n]|--")
_ELLIPSIS = regex.compile(r"…|\.\s?\.\s?\.")


@frozen(eq=False, kw_only=True)
class Finding:
    """What was found of a part in one document: the verdict, the spans and edits, and how far it is from the words.

    `units` are the document's first and last unit of the part's words, `share` the weight of the words found in that
    of all.
    """

    reading: Reading
    verdict: Verdict
    ranges: tuple[tuple[int, int], ...]  # of words of the document, half-open, in the part's order
    edits: tuple[Edit, ...] = field(repr=False)
    cost: float
    share: float
    weight: float

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the words stand in the document."""
        words, text = self.reading.words, self.reading.document.text
        return tuple(Span.of(text, words.starts[first], words.ends[last - 1]) for first, last in self.ranges)


@frozen(order=True)
class _Pair:
    """A word of the part and one of the document that share units; `same` where they are the same word."""

    ours: int
    theirs: int
    same: bool


def judge(part: Part, alignment: Alignment) -> Finding | None:
    """The finding of an alignment; None where too little of the part stands in the document."""
    matched = _matched_words(part, alignment)
    kept = _without_stray(part, alignment.reading, matched)
    if not kept or not _stands_there(part, alignment, kept):
        return None
    weights = weights_of(part.forms)
    words = {pair.ours for pair in kept}
    weight = sum(weights[unit] for unit, _ in alignment.pairs if part.words.owners[unit] in words)
    return _Judgement(part, alignment.reading, kept).finding(weight)


def _matched_words(part: Part, alignment: Alignment) -> list[_Pair]:
    """Pairs of words whose units are paired, and whether they are the same; a word of the part is in one pair at most.

    *wasn't* and *was* are a pair of different words, by the unit that they share.
    """
    ours, theirs = part.words, alignment.reading.words
    units: dict[tuple[int, int], int] = {}
    for unit, place in alignment.pairs:
        pair = ours.owners[unit], theirs.owners[place]
        units[pair] = units.get(pair, 0) + 1
    found = [
        _Pair(word, other, ours.keys[word] == theirs.keys[other] and count == len(_units_of(ours, word)))
        for (word, other), count in units.items()
    ]
    return sorted(found)


def _without_stray(part: Part, reading: Reading, pairs: Sequence[_Pair]) -> list[_Pair]:
    """Leave out a piece that is joined from elsewhere and is too short to be anything but chance."""
    pieces: list[list[_Pair]] = []
    for pair in pairs:
        if pieces and not _is_join(part, reading, pieces[-1][-1], pair):
            pieces[-1].append(pair)
        else:
            pieces.append([pair])
    if len(pieces) == 1:
        return list(pairs)
    longest = max(pieces, key=lambda piece: _weight(part, piece))
    kept = [piece for piece in pieces if piece is longest or _is_passage(part, piece)]
    return [pair for piece in kept for pair in piece]


def _is_join(part: Part, reading: Reading, first: _Pair, second: _Pair) -> bool:
    owners = reading.words.owners
    last, following = _last_unit(owners, first.theirs), _first_unit(owners, second.theirs)
    if first.theirs == second.theirs or following == last + 1:
        return False
    return between(reading, last, following) in {Between.SENTENCE, Between.BEFORE} and not _omits(
        part, first.ours, second.ours
    )


def _omits(part: Part, word: int, following: int) -> bool:
    start, end = part.words.ends[word], part.words.starts[following]
    return any(mark.kind is not DeclaredKind.NOTE and mark.end > start and mark.start < end for mark in part.declared)


def _weight(part: Part, piece: Sequence[_Pair]) -> float:
    return sum(weight_of(part.words.keys[word]) for word in (pair.ours for pair in piece))


def _is_passage(part: Part, piece: Sequence[_Pair]) -> bool:
    words = {pair.ours for pair in piece}
    telling = any(weight_of(part.words.keys[word]) > CLOSED_CLASS for word in words)
    if len(words) >= FEWEST_JOINED and telling:
        return True
    sentence = {part.words.sentences[word] for word in words}
    whole = all(at in words for at, number in enumerate(part.words.sentences) if number in sentence)
    return whole and len(words) > 1


def _stands_there(part: Part, alignment: Alignment, pairs: Sequence[_Pair]) -> bool:
    """Whether enough of the part's words stand there for a reader to say: that sentence."""
    words = part.words
    bracketed = _bracketed(part)
    counted = [unit for unit in range(len(words.forms)) if words.owners[unit] not in bracketed]
    kept = {pair.ours for pair in pairs}
    found = {unit for unit, _ in alignment.pairs if words.owners[unit] in kept}
    near = sum(1 for unit in counted if unit in found)
    weights = weights_of(words.forms)
    if not counted or near <= ALTERED_SHARE * len(counted):
        return False
    if sum(weights[unit] for unit in counted if unit in found) <= ALTERED_SHARE * sum(
        weights[unit] for unit in counted
    ):
        return False
    telling = [unit for unit in counted if weights[unit] > CLOSED_CLASS]
    if telling and not any(unit in found for unit in telling):
        return False
    if len(words) - len(bracketed) <= FEWEST_WORDS:
        return all(unit in found or _is_dropped_form(part, alignment, unit) for unit in telling)
    return True


def _is_dropped_form(part: Part, alignment: Alignment, unit: int) -> bool:
    """Whether a telling word of a short part stands in the document in another form, next to the others."""
    places = [place for _, place in alignment.pairs]
    if not places:
        return False
    near = range(max(0, min(places) - 3), min(len(alignment.reading.words.forms), max(places) + 4))
    return any(is_minor([part.forms[unit]], [alignment.reading.words.forms[place]]) for place in near)


def _bracketed(part: Part) -> frozenset[int]:
    """The words of the part that stand in square brackets of their own."""
    return frozenset(
        part.words.owners[unit]
        for mark in part.declared
        if mark.kind is DeclaredKind.BRACKETS and not mark.inside
        for unit in range(mark.first, mark.last)
    )


@frozen(eq=False)
class _Walk:
    """What a walk through a part gathers: edits, the ranges of the document's words, joins without a mark."""

    edits: list[Edit] = field(factory=list)
    ranges: list[list[int]] = field(factory=list)
    stitches: list[int] = field(factory=list)

    def reach(self, first: int, last: int, *, apart: bool = False) -> None:
        """Go on to the words from `first` to before `last`, in a range of their own if they stand `apart`."""
        if apart or not self.ranges:
            self.ranges.append([first, last])
        else:
            current = self.ranges[-1]
            current[0], current[1] = min(current[0], first), max(current[1], last)


@frozen(eq=False)
class _Judgement:
    """A part and the words that it has in common with a document, ready to be walked through."""

    part: Part
    reading: Reading
    pairs: Sequence[_Pair]

    def finding(self, weight: float) -> Finding:
        """Go through the part from one word that stands in both texts to the next, and gather what lies between."""
        walk = _Walk()
        anchors = [pair for pair in self.pairs if pair.same]
        last_word = len(self.part.words)
        if anchors:
            self._head(walk, anchors[0])
            for first, second in pairwise(anchors):
                self._gap(walk, first, second)
            self._tail(walk, anchors[-1])
        else:
            places = [pair.theirs for pair in self.pairs]
            walk.reach(min(places), max(places) + 1)
            self._changed(walk, (0, last_word), (min(places), max(places) + 1))
        return self._made(walk, weight)

    def _made(self, walk: _Walk, weight: float) -> Finding:
        silent = [edit for edit in walk.edits if not edit.declared]
        verdict = Verdict.STITCHED if walk.stitches else Verdict.ALTERED if silent else Verdict.MARKED
        if verdict is Verdict.MARKED and not walk.edits:
            verdict = Verdict.VERBATIM
        words = sum(max(_count(edit.article.text), _count(edit.document.text), 1) for edit in silent)
        total = sum(weights_of(self.part.forms)) or 1.0
        return Finding(
            reading=self.reading,
            verdict=verdict,
            ranges=tuple((first, last) for first, last in walk.ranges),
            edits=tuple(sorted(walk.edits, key=lambda edit: edit.article.start)),
            cost=words + STITCHED * len(walk.stitches) + sum(0.5 for edit in silent if not edit.minor),
            share=min(1.0, weight / total),
            weight=weight,
        )

    # From one word that stands in both texts to the next.

    def _gap(self, walk: _Walk, first: _Pair, second: _Pair) -> None:
        ours = first.ours + 1, second.ours
        marks = self._marks(self.part.words.ends[first.ours], self.part.words.starts[second.ours])
        omission = any(mark.kind is DeclaredKind.OMISSION for mark in marks)
        brackets = [mark for mark in marks if mark.kind is DeclaredKind.BRACKETS]
        if omission or brackets:
            self._declared_gap(walk, first, second, marks)
            return
        for mark in marks:
            self._add(walk, (second.theirs, second.theirs), mark)
        owners = self.reading.words.owners
        kind = between(self.reading, _last_unit(owners, first.theirs), _first_unit(owners, second.theirs))
        if second.theirs == first.theirs:  # a word that stands twice in the part and once in the document
            kind = Between.TURNED
        if kind in {Between.TURNED, Between.BEFORE}:
            self._moved(walk, first, second, kind)
            return
        theirs = first.theirs + 1, second.theirs
        if kind is Between.SENTENCE:
            walk.stitches.append(second.ours)
            if ours[0] < ours[1]:
                self._changed(walk, ours, self._soft(ours, theirs))
            walk.reach(second.theirs, second.theirs + 1, apart=True)
            return
        quoted = self._spoken(theirs, first) if kind is not Between.NOTHING else theirs
        apart = quoted != theirs or kind in {Between.CUE, Between.RESUMED}
        if kind in {Between.CUE, Between.RESUMED}:
            quoted = self._soft(ours, theirs)
        if (ours[0] < ours[1] or quoted[0] < quoted[1]) and not self._is_same_joined(ours, quoted):
            self._changed(walk, ours, quoted)
        walk.reach(second.theirs, second.theirs + 1, apart=apart)

    def _declared_gap(self, walk: _Walk, first: _Pair, second: _Pair, marks: Sequence[Declared]) -> None:
        """A gap with a mark of omission or brackets in it: what is left of the words besides them is silent."""
        ours, theirs = (first.ours + 1, second.ours), (first.theirs + 1, second.theirs)
        omission = next((mark for mark in marks if mark.kind is DeclaredKind.OMISSION), None)
        bracketed = _bracketed(self.part)
        brackets = any(mark.kind is DeclaredKind.BRACKETS for mark in marks)
        left, right = theirs[0], max(theirs)
        for word in range(*ours):
            if word in bracketed:
                continue
            pair = next((pair for pair in self.pairs if pair.ours == word), None)
            if pair is not None and theirs[0] <= pair.theirs < theirs[1]:
                behind = omission is not None and self.part.words.starts[word] > omission.start
                left, right = (left, min(right, pair.theirs)) if behind else (max(left, pair.theirs + 1), right)
                if brackets and not self._is_whole(pair):
                    continue
                self._changed(walk, (word, word + 1), (pair.theirs, pair.theirs + 1))
            elif pair is None and any(mark.inside and mark.start < self.part.words.ends[word] for mark in marks):
                continue
            else:
                self._changed(walk, (word, word + 1), (left, left))
        if left > theirs[0]:
            walk.reach(theirs[0], left)
        if omission is not None and left >= right and _ELLIPSIS.search(self.reading.words.gaps[second.theirs]):
            walk.reach(second.theirs, second.theirs + 1)  # the document's own ellipsis
            return
        for mark in marks:
            words = (left, right) if mark is marks[0] else (right, right)
            if not self._in_document(mark, theirs):
                self._add(walk, words, mark)
        apart = omission is not None and (left < right or second.theirs <= first.theirs)
        walk.reach(
            right if theirs[0] <= right < second.theirs and apart else second.theirs, second.theirs + 1, apart=apart
        )

    def _moved(self, walk: _Walk, first: _Pair, second: _Pair, kind: Between) -> None:
        """What follows in the part and stands before in the document."""
        words = self.part.words
        if kind is Between.BEFORE:
            walk.stitches.append(second.ours)
            if first.ours + 1 < second.ours:
                self._changed(walk, (first.ours + 1, second.ours), (second.theirs, second.theirs))
            walk.reach(second.theirs, second.theirs + 1, apart=True)
            return
        text = self.part.span
        start, end = words.starts[second.ours], words.ends[second.ours]
        there = self.reading.words
        walk.edits.append(
            Edit(
                kind=EditKind.MOVED,
                article=Span(start=start, end=end, text=text.text[start - text.start : end - text.start]),
                document=Span.of(self.reading.document.text, there.starts[second.theirs], there.ends[second.theirs]),
            )
        )
        if first.ours + 1 < second.ours:
            self._changed(walk, (first.ours + 1, second.ours), (second.theirs, second.theirs))
        walk.reach(second.theirs, second.theirs + 1)

    # The edges of the part.

    def _head(self, walk: _Walk, anchor: _Pair) -> None:
        walk.reach(anchor.theirs, anchor.theirs + 1)
        marks = self._marks(self.part.span.start, self.part.words.starts[anchor.ours])
        ours = 0, anchor.ours
        words = self.reading.words
        soft = self._soft(ours, (max(0, anchor.theirs - 3 * anchor.ours - 3), anchor.theirs))
        reach = BRACKET_REACH if any(mark.kind is DeclaredKind.BRACKETS for mark in marks) else anchor.ours + EDGE_REACH
        first = anchor.theirs
        limit = soft[0] if soft[0] < soft[1] else None
        while (
            first > 0 and ours[0] < ours[1] and anchor.theirs - first < reach and not _CLAUSE.search(words.gaps[first])
        ):
            first -= 1
        if limit is not None:
            first = limit
        elif first and not _CLAUSE.search(words.gaps[first]):
            first = max(0, anchor.theirs - anchor.ours)
        self._edge(walk, ours, (first, anchor.theirs), marks)

    def _tail(self, walk: _Walk, anchor: _Pair) -> None:
        words = self.reading.words
        ours = anchor.ours + 1, len(self.part.words)
        marks = self._marks(self.part.words.ends[anchor.ours], self.part.span.end)
        size = ours[1] - ours[0]
        soft = self._soft(ours, (anchor.theirs + 1, min(len(words), anchor.theirs + 3 * size + 4)))
        reach = BRACKET_REACH if any(mark.kind is DeclaredKind.BRACKETS for mark in marks) else size + EDGE_REACH
        last = anchor.theirs + 1
        while last < len(words) and size and last - anchor.theirs - 1 < reach and not _CLAUSE.search(words.gaps[last]):
            last += 1
        if soft[0] < soft[1]:
            last = soft[1]
        elif last < len(words) and not _CLAUSE.search(words.gaps[last]):
            last = min(len(words), anchor.theirs + 1 + size)
        self._edge(walk, ours, (anchor.theirs + 1, last), marks)

    def _edge(self, walk: _Walk, ours: tuple[int, int], theirs: tuple[int, int], marks: Sequence[Declared]) -> None:
        """Words of the part beyond those that stand in the document, and marks at its very edge."""
        bracketed = _bracketed(self.part)
        left = [word for word in range(*ours) if word not in bracketed]
        brackets = [mark for mark in marks if mark.kind is DeclaredKind.BRACKETS]
        if ours[0] < ours[1] and theirs[0] < theirs[1] and (left or brackets):
            walk.reach(*theirs)
        if (
            left
            and not self._is_same_joined(ours, theirs)
            and not (brackets and all(self._is_in_brackets(w) for w in left))
        ):
            self._changed(walk, (left[0], left[-1] + 1), theirs)
        for mark in marks:
            place = theirs[0] if mark.first <= 0 else theirs[1]
            if mark.kind is DeclaredKind.OMISSION and _ELLIPSIS.search(self.reading.words.gaps[place]):
                continue
            if not self._in_document(mark, theirs):
                words = theirs if mark.kind is DeclaredKind.BRACKETS and not left else (place, place)
                self._add(walk, words, mark)

    # What is said of words.

    def _marks(self, start: int, end: int) -> list[Declared]:
        """The marks of editors between two offsets of the article."""
        return [mark for mark in self.part.declared if mark.start < end and mark.end > start]

    def _is_in_brackets(self, word: int) -> bool:
        words = self.part.words
        return any(
            mark.inside and mark.start < words.ends[word] and mark.end > words.starts[word]
            for mark in self.part.declared
        )

    def _in_document(self, mark: Declared, theirs: tuple[int, int]) -> bool:
        """Whether the document has the same brackets itself."""
        words, there = self.part.words, self.reading.words
        keys = [words.keys[word] for word in sorted({words.owners[unit] for unit in range(mark.first, mark.last)})]
        if not keys or mark.kind is not DeclaredKind.BRACKETS:
            return False
        near = range(max(0, theirs[0] - len(keys)), min(len(there), theirs[1] + 1))
        return any(
            list(there.keys[at : at + len(keys)]) == keys and there.gaps[at].rstrip().endswith("[") for at in near
        )

    def _is_whole(self, pair: _Pair) -> bool:
        """Whether all units of the document's word are the part's word's."""
        ours, theirs = self.part.words, self.reading.words
        return _units_of(ours, pair.ours) == _units_of(theirs, pair.theirs)

    def _soft(self, ours: tuple[int, int], theirs: tuple[int, int]) -> tuple[int, int]:
        """The words of the document, among `theirs`, that share a unit with those of the part."""
        places = [
            pair.theirs
            for pair in self.pairs
            if ours[0] <= pair.ours < ours[1] and theirs[0] <= pair.theirs < theirs[1]
        ]
        return (min(places), max(places) + 1) if places else (theirs[0], theirs[0])

    def _spoken(self, theirs: tuple[int, int], first: _Pair) -> tuple[int, int]:
        """Of the document's words between, those that are spoken: its own cue at one of their ends is left out."""
        reading = self.reading
        kind = reading.voices[reading.voice_at(reading.words.starts[first.theirs])].kind
        if kind is not VoiceKind.QUOTED:
            return theirs
        start, end = theirs
        while start < end and reading.voices[reading.voice_at(reading.words.starts[start])].kind is not kind:
            start += 1
        while end > start and reading.voices[reading.voice_at(reading.words.starts[end - 1])].kind is not kind:
            end -= 1
        return start, end

    def _is_same_joined(self, ours: tuple[int, int], theirs: tuple[int, int]) -> bool:
        """Whether only hyphens, or the end of a line, tell the words apart: co-operative and cooperative."""
        mine, other = self.part.words, self.reading.words
        if "".join(mine.keys[slice(*ours)]) != "".join(other.keys[slice(*theirs)]):
            return False
        return not mine.hyphened.isdisjoint(range(*ours)) or not other.hyphened.isdisjoint(range(*theirs))

    def _changed(self, walk: _Walk, ours: tuple[int, int], theirs: tuple[int, int]) -> None:
        """Words silently replaced, put in or dropped."""
        keys, there = self.part.words.keys[slice(*ours)], self.reading.words
        others = there.keys[slice(*theirs)]
        kind = EditKind.REPLACED if keys and others else EditKind.PUT_IN if keys else EditKind.DROPPED
        around = there.keys[max(0, theirs[0] - 8) : theirs[0]], there.keys[theirs[1] : theirs[1] + 8]
        walk.edits.append(
            Edit(
                kind=kind,
                article=self._ours(ours),
                document=self._theirs(theirs),
                minor=is_minor(keys, others, around),
            )
        )

    def _add(self, walk: _Walk, theirs: tuple[int, int], mark: Declared) -> None:
        """A difference that a mark declares."""
        start, end = mark.start, mark.end
        if mark.inside:
            words = self.part.words
            own = words.owners[mark.first]
            start, end = min(start, words.starts[own]), max(end, words.ends[words.owners[mark.last - 1]])
            pair = next((pair for pair in self.pairs if pair.ours == own), None)
            theirs = (pair.theirs, pair.theirs + 1) if pair is not None else theirs
        span = self.part.span
        kind = EditKind.PUT_IN if theirs[0] >= theirs[1] else EditKind.REPLACED
        if kind is EditKind.REPLACED and mark.kind is DeclaredKind.OMISSION:
            kind = EditKind.DROPPED
        article = Span(start=start, end=end, text=span.text[start - span.start : end - span.start])
        document = self._theirs(theirs)
        walk.edits.append(Edit(kind=kind, article=article, document=document, declared=True, minor=True))

    def _ours(self, words: tuple[int, int]) -> Span:
        return _span_of(self.part.words, words, self.part.span)

    def _theirs(self, words: tuple[int, int]) -> Span:
        text = self.reading.document.text
        return _span_of(self.reading.words, words, Span(start=0, end=len(text), text=text))


def _span_of(words: Words, at: tuple[int, int], around: Span) -> Span:
    """The span of the words `at`; of none, the empty one before the next word."""
    if at[0] < at[1]:
        start, end = words.starts[at[0]], words.ends[at[1] - 1]
    else:
        start = end = words.starts[at[0]] if at[0] < len(words) else around.end
    return Span(start=start, end=end, text=around.text[start - around.start : end - around.start])


def _units_of(words: Words, word: int) -> tuple[str, ...]:
    return words.forms[_first_unit(words.owners, word) : _last_unit(words.owners, word) + 1]


def _first_unit(owners: Sequence[int], word: int) -> int:
    return bisect_left(owners, word)


def _last_unit(owners: Sequence[int], word: int) -> int:
    return bisect_right(owners, word) - 1


def _count(text: str) -> int:
    return len(text.split())
