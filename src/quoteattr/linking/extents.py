"""Extents: where each quotation starts and ends, once quoted spans, blocks and reports are seen together.

A report whose content has fragments in marks is one mixed quotation, with all of its content: Rao said *the plan was “a
disgrace” and would fail*. One without is an indirect quotation. A report of words that stand in marks as a whole is the
direct quotation that the linker found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Iterable, Sequence

from attrs import evolve

from quoteattr.document import Document, cues_between, reports_deeds
from quoteattr.linking.options import clause_start
from quoteattr.parse.tokens import Token
from quoteattr.types import CueKind, QuotationKind
from quoteattr.values import FoundCue, Pattern, Place, Report

__all__ = ["join_reports"]

SUBJECTS = frozenset(["nsubj", "nsubjpass", "expl"])
FINITE = frozenset(["MD", "VBD", "VBZ", "VBP"])
INFINITIVE = frozenset(["TO", "MD"])
OBJECTS = frozenset(["dobj", "pobj", "attr", "oprd", "npadvmod"])
NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM"])
VERBS = FINITE | INFINITIVE
# Denied *having been* there, admitted *taking* it.
GERUND = frozenset(["VBG", "VBN"])
CLAUSES = frozenset(["xcomp", "ccomp"])
OPENINGS = frozenset(["that", "whether", "if", "how", "why", "when", "where", "what", "who", "which"])


def join_reports(
    document: Document,
    marked: Sequence[Report],
    blocks: Sequence[Report],
    found: Iterable[Report],
    cue_kinds: Collection[CueKind],
) -> tuple[Report, ...]:
    """Every quotation, sorted by (start, -end); none crosses another.

    `marked` are the reports of quoted spans, in their order, and `found` those of the reader, in text order. Those by
    other cues than of `cue_kinds` make no indirect quotation. `same_as` is an index into the result.
    """
    whole = dict(enumerate(marked))
    unmarked = list(blocks)
    open_reports: list[Report] = []
    starting = deque(sorted(blocks, key=lambda block: block.start))
    for report in found:
        joined = _join(document, marked, report, cue_kinds)
        if joined is None:
            continue
        while starting and starting[0].start < joined.end:
            open_reports.append(starting.popleft())
        open_reports = [other for other in open_reports if other.end > joined.start]
        if any(_crosses(joined, other) for other in open_reports) or not whole.keys() >= set(joined.spans):
            continue
        open_reports.append(joined)
        for span in joined.spans:
            del whole[span]
        if joined.spans:
            whole[joined.spans[0]] = joined
        else:
            unmarked.append(joined)
    return _with_indices(sorted((*whole.values(), *unmarked), key=lambda report: (report.start, -report.end)))


def _with_indices(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The same reports, whose `same_as` is no longer the index of a span but that of the report that holds it."""
    holder = {span: number for number, report in enumerate(reports) for span in report.spans}
    return tuple(
        report if report.same_as is None else evolve(report, same_as=holder[report.same_as]) for report in reports
    )


def _crosses(one: Report, other: Report) -> bool:
    """Whether two that overlap are not nested, or are the same stretch."""
    if (one.start, one.end) == (other.start, other.end):
        return True
    outer, inner = sorted((one, other), key=lambda report: report.start - report.end)
    return not outer.start <= inner.start <= inner.end <= outer.end


def _join(
    document: Document, marked: Sequence[Report], report: Report, cue_kinds: Collection[CueKind]
) -> Report | None:
    """A report with the marks that it has words of, as a mixed or an indirect quotation; None where it is neither."""
    cue = report.cue
    assert cue is not None
    low, high = document.tokens(report.start, report.end)
    within = sorted({document.outermost[i] for i in range(low, high)} - {-1})
    if any(_holds(document.token_spans[span], low, high, cue) for span in within):
        return None
    # A content never ends inside a pair of marks that it has words of: marks are harder evidence than either reader.
    start, end = report.start, report.end
    if within:
        start, end = min(start, document.spans[within[0]].start), max(end, document.spans[within[-1]].end)
    if _in_marks(document, start) or _in_marks(document, end):
        return None
    spoken = [span for span in within if marked[span].kind is not QuotationKind.SCARE]
    direct = [marked[span] for span in spoken if marked[span].kind is QuotationKind.DIRECT]
    if direct and not (len(spoken) == 1 and _holds_chain(document, report, direct[0])):
        return None
    members = [span for span in spoken if _is_by(marked[span], cue, spoken)]
    if members:
        by_cue = (marked[span] for span in members if (own := marked[span].cue) and own.head == cue.head)
        return evolve(next(by_cue, marked[members[0]]), start=start, end=end, spans=tuple(members))
    return evolve(report, start=start, end=end) if _reports_words(document, report, cue, cue_kinds) else None


def _holds_chain(document: Document, report: Report, direct: Report) -> bool:
    """Whether a report is of somebody's saying a direct quotation: Poe said *her brother told her, “…”*.

    What it reports begins with their clause and ends with the quotation, or before *according to Poe* the other way.
    """
    if report.cue is None or direct.cue is None or report.mention is None:
        return False
    low, high = document.tokens(report.start, report.end)
    heads = [part.head for part in (direct.cue, direct.mention) if part is not None]
    if not all(low <= head < high for head in heads):
        return False
    if "after" in report.cue.frames and direct.start <= report.start:
        return direct.place is Place.AFTER
    clause = clause_start(document.doc[direct.cue.head])
    return direct.place is Place.BEFORE and clause is not None and clause <= low + 1 and report.end <= direct.end


def _reports_words(document: Document, report: Report, cue: FoundCue, cue_kinds: Collection[CueKind]) -> bool:
    """Whether a report without marks is one of words: a clause or infinitive by a cue of the wanted kinds.

    Who wants every kind gets *denied the charge* and *painted the bridge* too, as corpora of attribution have them.
    """
    if frozenset(CueKind) <= frozenset(cue_kinds):
        return True
    kind = cue.kind if cue.classed else CueKind.EVIDENCE
    low, high = document.tokens(report.start, report.end)
    content = document.doc[low:high]
    if kind not in cue_kinds or ("thing" in cue.frames and _is_thing(content)) or _is_called(document, low, high):
        return False
    # A gate that, he said, *opened inwards*; she did not say *how tall it was*.
    opened = content[0].lower_ in OPENINGS or (report.pattern is not Pattern.OBJECT and content[0].tag_ in FINITE)
    # The bridge that *was painted* is the subject of that, and not of what is said.
    own = [token for token in content[:-1] if token.dep_ != "nsubjpass" or token.head.i != cue.head]
    if any(token.dep_ in SUBJECTS or token.tag_ in (VERBS if opened else INFINITIVE) for token in own):
        return True
    deeds = (t for t in own if t.tag_ in GERUND and t.dep_ in CLAUSES and t.head.i == cue.head)
    return reports_deeds(document, cue) and any(deeds)


def _is_called(document: Document, low: int, high: int) -> bool:
    """Whether words only tell what others call something: *what an official described as* a rant."""
    opening = document.doc[low]
    if opening.lower_ != "what" or opening.dep_ != "dobj":
        return False
    cues = cues_between(document, opening.head.i, opening.head.i + 1)
    return any("naming" in cue.frames and low < cue.head < high for cue in cues)


def _is_thing(content: Sequence[Token]) -> bool:
    """Whether words are a thing or somebody, with a clause that says more of them or none: *the men who left*."""
    first, last = content[0].i, content[-1].i
    root = next((token for token in content if not first <= token.head.i <= last and not token.is_punct), content[0])
    # The fact, the claim, *that they were not asked*.
    clauses = (child for child in root.rights if child.dep_ == "acl")
    if any(part.dep_ == "mark" and part.lower_ == "that" for clause in clauses for part in clause.lefts):
        return False
    return root.dep_ in OBJECTS and root.pos_ in NOMINAL and content[0].lower_ not in OPENINGS


def _holds(span: tuple[int, int], low: int, high: int, cue: FoundCue) -> bool:
    """Whether the tokens of a quoted span have all of a report's content, `low` to `high`, or its cue."""
    return (span[0] <= low and high <= span[1]) or span[0] <= cue.head < span[1]


def _in_marks(document: Document, at: int) -> bool:
    """Whether the place before character `at` lies within marks: one token of a bad scan can stand on both sides."""
    number = bisect_left(document.top, at, key=lambda span: document.spans[span].start) - 1
    return number >= 0 and at < document.spans[document.top[number]].end


def _is_by(fragment: Report, cue: FoundCue, others: Sequence[int]) -> bool:
    """Whether a fragment is part of the report: by its cue, or by no cue of its own."""
    return fragment.cue is None or fragment.cue.head == cue.head or fragment.same_as in others
