"""Where the article itself comes from: its agency, dateline and byline, as its first and last lines say.

An agency is the article's origin on the strength of, in this order: the dateline, the byline, a credit of the text as
the agency's own ("This report by The Canadian Press was first published …", "— Reuters"), and last a note that the
agency helped ("The Associated Press contributed to this report."). An editor takes that last one for what it says,
somebody else's article with material of an agency's; so it counts only where no dateline and no byline claim the
article for a reporter of the outlet's own. An agency in the running text ("told Reuters") is a source, not an origin,
and so is the credit of a picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, takewhile

import regex
from attrs import evolve, frozen

from quoteattr.layout.bylines import agencies_of, authors_of, names_from
from quoteattr.layout.datelines import find_datelines
from quoteattr.lexicon.agencies import agency_pattern
from quoteattr.lexicon.tables import Tables
from quoteattr.types import Provenance, Span
from quoteattr.values import Passage, PassageKind

__all__ = ["Origin", "find_origin"]

# Among this many passages at either end an article says where it comes from: headline, standfirst, byline, agency line
# and dateline before the first paragraph, notes and credits after the last one.
ENDS = 8
# A byline or credit stands in this many characters at its paragraph's beginning or, the credit, at its end.
LONGEST_NOTE = 400
# A paragraph of running text has more characters than this; a line of its own that credits somebody has fewer.
LONGEST_LINE = 160

_REPORTING_BY = regex.compile(r"\((?i:reporting|writing)\s+by\s+(?P<names>[^;()]+)")


@frozen
class _Credit:
    """A row of the table `wire_credits`, ready to match."""

    pattern: regex.Pattern[str]
    where: str
    copy: bool


@frozen
class Origin:
    """Where an article comes from, and the `lines` that say so, as character ranges: datelines with their dashes and
    credits. Bylines and sign-offs are passages of their own.
    """

    provenance: Provenance | None
    lines: tuple[tuple[int, int], ...]


def find_origin(text: str, passages: Sequence[Passage], tables: Tables) -> Origin:
    """Where the article `text` comes from, as its first and last passages say, and where they say so.

    `dateline` is without its dash, `place` with its region ("BISMARCK, N.D."), `agency` the name as it stands there,
    without brackets, and `byline` the names of the authors. Raises nothing.
    """
    said = [passage for passage in passages if passage.kind not in (PassageKind.CAPTION, PassageKind.LIST_ITEM)]
    head, tail = _opening(said[:ENDS]), _closing(said[-ENDS:])
    datelines = tuple(find_datelines(text, said[:ENDS], tables))
    origin = datelines[0].says if datelines else Provenance()
    signed = next(_signed(text, head, tail, tables), Provenance())
    origin = evolve(origin, byline=signed.byline, bylines=signed.bylines)
    copied = tuple(_credited(text, head, tail, tables, copy=True))
    helped = tuple(_credited(text, head, tail, tables, copy=False))
    if origin.agency is None:
        claimed = origin != Provenance()
        credits = copied if claimed else (*copied, *helped)
        agencies = chain(_agencies_in_bylines(text, head, tables), (agency for agency, _ in credits))
        origin = evolve(origin, agency=next(agencies, None))
    lines = [dateline.characters for dateline in datelines] + [line for _, line in (*copied, *helped)]
    return Origin(None if origin == Provenance() else origin, tuple(lines))


def _opening(first: Sequence[Passage]) -> Sequence[Passage]:
    """The lines above the first paragraph of running text: below it, "Jane Doe/Reuters" is the credit of a picture."""
    return tuple(takewhile(lambda passage: not _is_running_text(passage), first))


def _closing(last: Sequence[Passage]) -> Sequence[Passage]:
    """The last paragraph of running text and the notes after it."""
    running = [place for place, passage in enumerate(last) if _is_running_text(passage)]
    return last[running[-1] :] if running else last


def _is_running_text(passage: Passage) -> bool:
    return passage.kind is PassageKind.BODY and passage.end - passage.start > LONGEST_LINE


def _bylines(text: str, head: Sequence[Passage], tail: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """The lines that name authors, with their character offsets: bylines, and an agency's at the end of its copy.

    That is "(Reporting by Jane Doe in Lima; Editing by John Roe)".
    """
    yield from _lines_above(text, head)
    for passage in tail:
        start = max(passage.start, passage.end - LONGEST_NOTE)
        if match := _REPORTING_BY.search(text[start : passage.end]):
            yield start + match.start("names"), match["names"]


def _lines_above(text: str, head: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    for passage in head:
        if passage.kind is PassageKind.BYLINE:
            yield passage.start, text[passage.start : min(passage.end, passage.start + LONGEST_NOTE)]


def _signed(text: str, head: Sequence[Passage], tail: Sequence[Passage], tables: Tables) -> Iterator[Provenance]:
    """The authors that each byline names, up to the agency's or the first word of a job: "By JANE DOE Staff Writer"."""
    for offset, line in _bylines(text, head, tail):
        authors = authors_of(line, tables)
        names = names_from(line, authors)
        if names is not None:
            spans = [Span.of(text, offset + start, offset + end) for start, end in (names, *authors)]
            yield Provenance(byline=spans[0], bylines=tuple(spans[1:]))


def _agencies_in_bylines(text: str, head: Sequence[Passage], tables: Tables) -> Iterator[Span]:
    """The agencies that bylines name: "By JANE DOE Associated Press", "Jane Doe | Reuters"."""
    for offset, line in _lines_above(text, head):
        for match in agencies_of(line, tables):
            yield Span.of(text, offset + match.start(), offset + match.end())


def _credited(
    text: str, head: Sequence[Passage], tail: Sequence[Passage], tables: Tables, *, copy: bool
) -> Iterator[tuple[Span, tuple[int, int]]]:
    """The agencies that credits name, `copy`: as the text's author, otherwise as a help to it; and each credit."""
    places = {"head": head, "tail": tail, "both": (*head, *tail)}
    for credit in _credits(tables):
        for passage in places[credit.where] if credit.copy is copy else ():
            start = max(passage.start, passage.end - LONGEST_NOTE)
            # from the second character on "^" does not match: the paragraph's beginning is out of sight
            match = credit.pattern.search(text[start : passage.end], pos=int(start > passage.start))
            if match:
                agency = Span.of(text, start + match.start("agency"), start + match.end("agency"))
                at = start + match.start()
                if not _is_running_text(passage):
                    yield agency, (passage.start, passage.end)
                elif text[start + match.end() : passage.end].strip():
                    yield agency, (at, at)  # within a sentence, "this Reuters article" is a word of it
                else:
                    yield agency, (at, passage.end)


@cache
def _credits(tables: Tables) -> tuple[_Credit, ...]:
    agency = f"(?P<agency>(?-i:{agency_pattern(tables)}))"
    return tuple(
        _Credit(
            pattern=regex.compile("(?is)" + row["pattern"].replace(" ", r"\s+").replace("{agency}", agency)),
            where=row["where"],
            copy=row["copy"],
        )
        for row in tables.rows("wire_credits")
    )
