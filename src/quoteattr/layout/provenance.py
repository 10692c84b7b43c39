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

from quoteattr.layout.datelines import find_datelines
from quoteattr.lexicon.agencies import agency_pattern
from quoteattr.lexicon.tables import Tables
from quoteattr.types import Provenance, Span
from quoteattr.values import Passage, PassageKind

__all__ = ["find_provenance"]

# Among this many passages at either end an article says where it comes from: headline, standfirst, byline, agency line
# and dateline before the first paragraph, notes and credits after the last one.
ENDS = 8
# A byline or credit stands in this many characters at its paragraph's beginning or, the credit, at its end.
LONGEST_NOTE = 400
# A paragraph of running text has more characters than this; a line of its own that credits somebody has fewer.
LONGEST_LINE = 160

_PARTICLE = r"(?:van|von|der|den|de|del|da|dos|di|du|la|le|ter|ten|zu|bin|ibn|al|el)"
# JANE DOE, MAARTEN van der BERG, KATE McALLEN; what has lower case after it is no part of the name: JANE DOE Reuters
_CAPITALS = r"(?:Mc|Mac|De|La)?\p{Lu}[\p{Lu}\p{M}'’.-]*(?!\p{Ll})"
_NAME_IN_CAPITALS = rf"{_CAPITALS}(?:\s+(?:{_PARTICLE}\s+){{0,3}}{_CAPITALS}){{1,4}}+"
_WORD = r"(?!(?:The|By|From)\b)(?:(?:al|el|d|l)[-'’])?\p{Lu}[\p{L}\p{M}'’.-]*"
_NAME_IN_TITLE_CASE = rf"{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,3}}{_WORD}){{0,4}}"
_NAME = f"(?:{_NAME_IN_CAPITALS}|{_NAME_IN_TITLE_CASE})"
# A comma alone ends the names ("Jane Doe, Arts Editor"); with an *and* to come it separates them.
_NAMES = rf"(?P<names>{_NAME}(?:(?:\s*,\s*{_NAME})*\s*,?\s*(?:\b(?i:and|with)\b|&)\s*{_NAME})*)"
_BYLINE = regex.compile(rf"[^\p{{L}}]*(?:(?i:(?:(?:written|posted|reported|story|words)\s+)?by|from)\b:?\s+)?{_NAMES}")
_REPORTING_BY = regex.compile(rf"\((?i:reporting|writing)\s+by\s+{_NAMES}")
_LOOSE_END = regex.compile(r"(?<![\s,&]|\b(?i:and|with))(?:[\s,&]|\b(?i:and|with))++\Z")
# A name of one word that is also a person's ("By Petra Nowak") is an agency only where it stands apart.
_APART_BEFORE = regex.compile(r"(?:^|\b(?:by|for|from|of|the)|[^\p{L}\p{M}\s.])\s*\Z", regex.IGNORECASE)
_APART_AFTER = regex.compile(r"\s*(?:\Z|[^\p{L}\p{M}\s]|\p{Ll})")


@frozen
class _Credit:
    """A row of the table `wire_credits`, ready to match."""

    pattern: regex.Pattern[str]
    where: str
    copy: bool


def find_provenance(text: str, passages: Sequence[Passage], tables: Tables) -> Provenance | None:
    """Agency, dateline, place, date and byline of the article `text` as its first and last passages give them.

    `dateline` is without its dash, `place` with its region ("BISMARCK, N.D."), `agency` the name as it stands there,
    without brackets, and `byline` the names of the authors. None where nothing of it is found. Raises nothing.
    """
    said = [passage for passage in passages if passage.kind not in (PassageKind.CAPTION, PassageKind.LIST_ITEM)]
    head, tail = _opening(said[:ENDS]), _closing(said[-ENDS:])
    origin = next(find_datelines(text, said[:ENDS], tables), Provenance())
    origin = evolve(origin, byline=next(chain(_names_in_bylines(text, head, tables), _reporters(text, tail)), None))
    claimed = origin != Provenance()
    if origin.agency is None:
        agencies = chain(
            _agencies_in_bylines(text, head, tables),
            _credited(text, head, tail, tables, copy=True),
            () if claimed else _credited(text, head, tail, tables, copy=False),
        )
        origin = evolve(origin, agency=next(agencies, None))
    return None if origin == Provenance() else origin


def _opening(first: Sequence[Passage]) -> Sequence[Passage]:
    """The lines above the first paragraph of running text: below it, "Jane Doe/Reuters" is the credit of a picture."""
    return tuple(takewhile(lambda passage: not _is_running_text(passage), first))


def _closing(last: Sequence[Passage]) -> Sequence[Passage]:
    """The last paragraph of running text and the notes after it."""
    running = [place for place, passage in enumerate(last) if _is_running_text(passage)]
    return last[running[-1] :] if running else last


def _is_running_text(passage: Passage) -> bool:
    return passage.kind is PassageKind.BODY and passage.end - passage.start > LONGEST_LINE


def _bylines(text: str, head: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """The bylines of `head` with their character offsets."""
    for passage in head:
        if passage.kind is PassageKind.BYLINE:
            yield passage.start, text[passage.start : min(passage.end, passage.start + LONGEST_NOTE)]


def _names_in_bylines(text: str, head: Sequence[Passage], tables: Tables) -> Iterator[Span]:
    """The authors' names in bylines, up to the agency's or the first word of a job: "By JANE DOE Staff Writer"."""
    for offset, line in _bylines(text, head):
        ends = [match.start() for match in (*_agencies_of(line, tables), _job_pattern(tables).search(line)) if match]
        match = _BYLINE.match(line, endpos=min(ends, default=len(line)))
        if match and (names := _LOOSE_END.sub("", match["names"])):
            yield Span.of(text, offset + match.start("names"), offset + match.start("names") + len(names))


def _reporters(text: str, tail: Sequence[Passage]) -> Iterator[Span]:
    """The names in "(Reporting by Jane Doe in Lima; Editing by John Roe)", the byline of an agency's copy."""
    for passage in tail:
        start = max(passage.start, passage.end - LONGEST_NOTE)
        if match := _REPORTING_BY.search(text[start : passage.end]):
            yield Span.of(text, start + match.start("names"), start + match.end("names"))


def _agencies_in_bylines(text: str, head: Sequence[Passage], tables: Tables) -> Iterator[Span]:
    """The agencies that bylines name: "By JANE DOE Associated Press", "Jane Doe | Reuters"."""
    for offset, line in _bylines(text, head):
        for match in _agencies_of(line, tables):
            yield Span.of(text, offset + match.start(), offset + match.end())


def _agencies_of(byline: str, tables: Tables) -> Iterator[regex.Match[str]]:
    for match in regex.finditer(agency_pattern(tables), byline):
        before, after = byline[: match.start()], byline[match.end() :]
        distinct = " " in match.group() or match.group().isupper() or _APART_BEFORE.search(before)
        if distinct and (" " in match.group() or _APART_AFTER.match(after)):
            yield match


def _credited(
    text: str, head: Sequence[Passage], tail: Sequence[Passage], tables: Tables, *, copy: bool
) -> Iterator[Span]:
    """The agencies that credits name, `copy`: as the text's author, otherwise as a help to it."""
    places = {"head": head, "tail": tail, "both": (*head, *tail)}
    for credit in _credits(tables):
        for passage in places[credit.where] if credit.copy is copy else ():
            start = max(passage.start, passage.end - LONGEST_NOTE)
            # from the second character on "^" does not match: the paragraph's beginning is out of sight
            match = credit.pattern.search(text[start : passage.end], pos=int(start > passage.start))
            if match:
                yield Span.of(text, start + match.start("agency"), start + match.end("agency"))


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


@cache
def _job_pattern(tables: Tables) -> regex.Pattern[str]:
    words = "|".join(row["word"] for row in tables.rows("byline_jobs"))
    return regex.compile(rf"(?i)\b(?:{words})s?\b")
