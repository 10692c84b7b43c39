"""From the quoted parts of an article to the documents that they come from: every step in order.

In: an article and a library of documents. Out: a `Trace` for each part.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import regex
from attrs import evolve, frozen

from quoteattr.layout import find_paragraphs
from quoteattr.tracing.chance import Place, is_strong, tie
from quoteattr.tracing.documents import HeldDocuments, Library
from quoteattr.tracing.limits import find_limit, is_told
from quoteattr.tracing.matching import STITCHED, Finding, align, judge
from quoteattr.tracing.reading import find_parts, read_part
from quoteattr.tracing.speakers import SURE, Around, Who, compare, is_passed_on, said_of, told_by
from quoteattr.tracing.texts import Part, Reading, names_in
from quoteattr.tracing.values import Document, Found, Trace, TracedSpeaker, Verdict
from quoteattr.types import Article

__all__ = ["trace", "trace_parts"]

_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}
# A piece of words joined out of two documents weighs as much as a telling word and two small ones.
FEWEST_TELLING = 1.6
# As many parts behind one may go on with its limit.
NEXT_PARTS = 3

# From behind: the last stop before a part.
_SENTENCE_END = regex.compile(r"(?r)[.?!][\p{Pf}\p{Pe}\"']*\s")
_SENTENCE_TAIL = regex.compile(r"(?:[^.?!]|[.?!](?!\s|\Z))*")
_TWO_SENTENCES = regex.compile(r"(?:[^.?!\n]|[.?!](?!\s)){0,400}[.?!]?(?:\s(?:[^.?!\n]|[.?!](?!\s)){0,400})?")


def trace(
    article: Article | str,
    documents: Iterable[Document | Article] | Library,
    *,
    extract: Callable[[str], Article] | None = None,
) -> tuple[Trace, ...]:
    """Trace each quoted part of `article` to the `documents`, or to what an index has of them.

    `extract` reads texts; None takes the default extractor. Documents are gone through once, and those that are
    articles already are not read again.
    """
    reads = extract or _extract
    page = reads(article) if isinstance(article, str) else article
    library: Any = documents if hasattr(documents, "candidates") else HeldDocuments(documents, reads)
    return trace_parts(page, library)


def _extract(text: str) -> Article:
    from quoteattr.pipeline import extract  # noqa: PLC0415

    return extract(text)


def trace_parts(article: Article, library: Library) -> tuple[Trace, ...]:
    """The traces of an article's parts, in order."""
    parts = find_parts(article)
    candidates = library.candidates(parts)
    found = [_findings(part, readings) for part, readings in zip(parts, candidates, strict=True)]
    supported = frozenset(rows[0].reading.document.id for rows in found if rows and is_strong(rows[0]))
    page = _Page.of(article, parts)
    chosen: list[tuple[Finding, ...]] = []
    for part, rows, readings in zip(parts, found, candidates, strict=True):
        best = _tied(page.place_of(part), rows, supported)
        joined = _joined(article, part, readings) if not best or best[0].cost >= STITCHED else ()
        chosen.append(joined or best)
    traces = [page.traced(index, chosen) for index in range(len(parts))]
    return tuple(page.repeated(found, traces) for found in traces)


def _findings(part: Part, readings: Sequence[Reading]) -> list[Finding]:
    """What was found of a part, the document that fits best first."""
    found = [
        finding
        for reading in readings
        for alignment in align(part, reading)
        if (finding := judge(part, alignment)) is not None
    ]
    return sorted(found, key=lambda finding: (finding.cost, _ORDER[finding.verdict], _by_origin(finding)))


def _by_origin(finding: Finding) -> tuple[bool, str]:
    """The issuer's own document goes before one that passes it on, and the earlier before the later."""
    document = finding.reading.document
    return is_passed_on(document), document.date or ""


def _tied(place: Place, findings: Sequence[Finding], supported: frozenset[str]) -> tuple[Finding, ...]:
    """The findings that are not there by chance, the best first: of those that fit as well, the closest tied."""
    ties = [(tie(place, finding, supported), finding) for finding in findings]
    kept = [(tied, finding) for tied, finding in ties if tied > 0]
    if not kept:
        return ()
    kept.sort(key=lambda row: (row[1].cost - min(row[0], 1.0), _ORDER[row[1].verdict], _by_origin(row[1]), -row[0]))
    return tuple(finding for _, finding in kept)


def _joined(article: Article, part: Part, readings: Sequence[Reading]) -> tuple[Finding, ...]:
    """Two findings in two documents that the part's sentences are joined of."""
    words = part.words
    for word in range(1, len(words)):
        if words.sentences[word] == words.sentences[word - 1]:
            continue
        pieces = (part.span.start, words.ends[word - 1]), (words.starts[word], part.span.end)
        found: list[Finding] = []
        for start, end in pieces:
            rows = [row for row in _findings(read_part(article.text, start, end), readings) if row.cost == 0]
            if not rows or rows[0].weight < FEWEST_TELLING:
                break
            found.append(rows[0])
        if len(found) == 2 and found[0].reading.document.id != found[1].reading.document.id:
            return tuple(evolve(row, verdict=Verdict.STITCHED) for row in found)
    return ()


@frozen(eq=False)
class _Page:
    """An article as its parts stand in it."""

    article: Article
    parts: Sequence[Part]
    paragraphs: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, article: Article, parts: Sequence[Part]) -> _Page:
        """Read where the paragraphs are."""
        return cls(article, parts, find_paragraphs(article.text))

    def place_of(self, part: Part) -> Place:
        """Who speaks there, and the names around."""
        quotation = part.quotation
        kind = None if quotation is None else quotation.kind
        names = names_in(self._around(part).paragraphs)
        return Place(who=self._who(part), names=names, kind=kind, headline=self._in_headline(part))

    def _who(self, part: Part) -> Who:
        quotation = part.quotation
        who = Who() if quotation is None else told_by(self.article.attribution_of(quotation))
        # A headline's speaker is a guess.
        return Who() if self._in_headline(part) and who.sure < SURE else who

    def _in_headline(self, part: Part) -> bool:
        return len(self.paragraphs) > 1 and part.span.start < self.paragraphs[0][1]

    def _around(self, part: Part) -> Around:
        """The sentence of a part, and its paragraph with the one before, without the part."""
        text, (start, end) = self.article.text, (part.span.start, part.span.end)
        at = max(0, bisect_right(self.paragraphs, (start, len(text))) - 1)
        before, own = (
            (self.paragraphs[max(0, at - 1)], self.paragraphs[at]) if self.paragraphs else ((0, 0), (0, len(text)))
        )
        last = max(own[1], end)
        stop = _SENTENCE_END.search(text, own[0], start)
        tail = _SENTENCE_TAIL.match(text, end, last)
        sentence = f"{text[stop.end() if stop else own[0] : start]} {tail.group() if tail else ''}"
        return Around(sentence, f"{text[before[0] : start]} {text[end:last]}")

    def _behind(self, part: Part) -> str:
        """What is left of the sentence behind a part, and the next one."""
        match = _TWO_SENTENCES.match(self.article.text, part.span.end)
        return match.group() if match else ""

    def traced(self, index: int, chosen: Sequence[tuple[Finding, ...]]) -> Trace:
        """The trace of one part."""
        part, findings = self.parts[index], chosen[index]
        if not findings:
            return Trace(part=part.span, quotation=part.quotation, verdict=Verdict.ABSENT)
        best = self._by_speaker(part, findings)
        span = best.spans[0]
        said = said_of(best.reading, span.start, best.spans[-1].end if len(best.spans) == 1 else span.end)
        cut = find_limit(best.reading, best.ranges[-1][1] - 1)
        if cut is not None and is_told(cut, self._behind(part), self._next_places(index, chosen, best.reading)):
            cut = None
        return Trace(
            part=part.span,
            quotation=part.quotation,
            verdict=best.verdict,
            document=best.reading.document.id,
            spans=best.spans,
            edits=best.edits,
            speaker=compare(self._who(part), said, best.reading, self._around(part)),
            attribution=said.attribution,
            label=said.label,
            cut=cut,
            elsewhere=_elsewhere(best, findings),
            score=best.share,
        )

    def repeated(self, found: Trace, traces: Sequence[Trace]) -> Trace:
        """Words that the article has twice are the same speaker's where no name says otherwise the second time."""
        quotation = found.quotation
        if found.speaker is not TracedSpeaker.ANOTHER or quotation is None:
            return found
        if told_by(self.article.attribution_of(quotation)).stated:
            return found
        again = any(
            other.document == found.document and other.spans == found.spans and other.speaker is TracedSpeaker.SAME
            for other in traces
        )
        return evolve(found, speaker=TracedSpeaker.SAME) if again else found

    def _by_speaker(self, part: Part, findings: Sequence[Finding]) -> Finding:
        """Of places in one document that fit as well, the one where the article's speaker says the words."""
        best = findings[0]
        alike = [
            finding
            for finding in findings
            if finding.reading is best.reading and finding.verdict is best.verdict and finding.cost == best.cost
        ]
        if len(alike) == 1:
            return best
        who, around = self._who(part), self._around(part)
        for finding in alike:
            said = said_of(finding.reading, finding.spans[0].start, finding.spans[0].end)
            if compare(who, said, finding.reading, around) is TracedSpeaker.SAME:
                return finding
        return best

    def _next_places(
        self, index: int, chosen: Sequence[tuple[Finding, ...]], reading: Reading
    ) -> list[tuple[int, int]]:
        """Where the next parts stand in the same document."""
        following = [row for rows in chosen[index + 1 : index + 1 + NEXT_PARTS] for row in rows[:1]]
        return [(span.start, span.end) for row in following if row.reading is reading for span in row.spans]


def _elsewhere(best: Finding, findings: Sequence[Finding]) -> tuple[Found, ...]:
    """The other documents in which the same holds."""
    others: dict[str, Finding] = {}
    for finding in findings:
        if finding.verdict is best.verdict and finding.cost == best.cost:
            others.setdefault(finding.reading.document.id, finding)
    others.pop(best.reading.document.id, None)
    return tuple(Found(document=name, spans=finding.spans) for name, finding in others.items())
