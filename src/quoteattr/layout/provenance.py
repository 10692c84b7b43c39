"""Where the article itself comes from: its agency, dateline and byline, as its first and last lines say.

An agency is the article's origin on the strength of, in this order: the dateline, the byline, a credit of the text as
the agency's own ("This report by The Canadian Press was first published …", "— Reuters"), and last a note that the
agency helped ("The Associated Press contributed to this report."). An editor takes that last one for what it says,
somebody else's article with material of an agency's; so it counts only where no dateline and no byline claim the
article for a reporter of the outlet's own. An agency in the running text ("told Reuters") is a source, not an origin,
and so is the credit of a picture.

Datelines are recognised by form: OSLO, Nov. 19 (UPI) — / Washington (AFP) – / (ANSA) - ROME, MAY 5 - / YELLOWKNIFE —.
There is no list of places. A dateline that names a known agency is one wherever an early paragraph opens with it. One
without has to look the part: the article's first paragraph opens with it, the place is in capitals that are no label
("EXCLUSIVE — The minister …"), and no second dash makes it the subject ("Boise — a city of 235,000 — has …").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, takewhile

import regex
from attrs import evolve, frozen

from quoteattr.lexicon import DATELINE_DASHES, FULL_STOPS, OPENING_MARKS, Tables
from quoteattr.types import Provenance, Span
from quoteattr.values import Passage, PassageKind

__all__ = ["agency_pattern", "find_datelines", "find_provenance"]

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


# In this many characters a dateline has ended: GAZA CITY, Gaza Strip, Feb. 28, 2024 (Xinhua) --
LONGEST_DATELINE = 160
# A shorter paragraph may be a headline that passes for running text: "AP: Harbour master knew of the leak."
SHORTEST_PARAGRAPH = 100

_MONTH = (
    r"(?i:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?!\p{L})"
)
_WEEKDAY = r"(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\w)"
_DATE = (
    rf"(?:(?:{_WEEKDAY},?\s+)?(?:{_MONTH}\s*{_DAY}|{_DAY}\s+{_MONTH}|{_MONTH}(?=\s+\d{{4}}))(?:,?\s+\d{{4}}(?!\d))?"
    rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|{_WEEKDAY})"
)
# Two capitals at the least: RIO DE JANEIRO, ST. LOUIS, McALLEN, L’AQUILA, DEIR al-BALAH, WASHINGTON/LONDON
_CAPITAL_WORD = (
    r"(?:Mc|Mac|La|Le|De|Di|Du|Van|[DLO]['’]|(?i:al|el|as|ash|an)-|['’]s-)?"
    r"\p{Lu}[\p{Lu}\p{M}'’.-]*\p{Lu}\.?(?![\p{Ll}\w])"
)
_PLACE_IN_CAPITALS = (
    rf"{_CAPITAL_WORD}(?:\s?/\s?{_CAPITAL_WORD}|\s+(?:(?:and|de|del|of|the|al|el|la)\s+)?{_CAPITAL_WORD}){{0,5}}"
)
_TITLE = r"\p{Lu}[\p{L}\p{M}'’.-]*"
_PLACE_IN_TITLE_CASE = rf"{_TITLE}(?:\s+(?:(?:of|de|del|da|do|la|le|upon|al)\s+)?{_TITLE}){{0,3}}"
# , N.D. / , Iowa / , Republic of Congo / , Gaza Strip
_REGION = rf",\s+(?!{_MONTH}|{_WEEKDAY}){_TITLE}(?:\s+(?:(?:of|and|the)\s+){{0,2}}{_TITLE}){{0,3}}"
_DASH = rf"(?:[{DATELINE_DASHES}]{{1,2}}|-{{2,3}}|-(?=\s)|(?<=[)\]])-)"
_DASHES = regex.compile(rf"[{DATELINE_DASHES}-]")
_SECOND_DASH = regex.compile(rf"[^{FULL_STOPS}]*\s(?:-{{1,3}}|[{DATELINE_DASHES}])\s")
_OPENS_IN_LOWER_CASE = regex.compile(r"\s*[^\w\s]*\p{Ll}")


def find_datelines(text: str, passages: Sequence[Passage], tables: Tables) -> Iterator[Provenance]:
    """What each dateline that opens one of `passages` says, in text order: dateline, place, date, agency.

    Offsets are character offsets into `text`; `dateline` is without its dash, `place` with its region.
    """
    pattern, labels = _dateline_pattern(tables), _labels(tables)
    agency = regex.compile(agency_pattern(tables))
    body = [passage for passage in passages if passage.kind is PassageKind.BODY]
    opening = next((p.start for p in body if p.end - p.start >= SHORTEST_PARAGRAPH), len(text))
    for passage in passages:
        line = text[passage.start : min(passage.end, passage.start + LONGEST_DATELINE)]
        match = pattern.match(line)
        if match is None:
            continue
        spans: dict[str, tuple[int, int]] = {name: match.span(name) for name in ("place", "date") if match[name]}
        credit = _agency_span(match, agency)
        if match["opening"] and not (match["place"] and _DASHES.search(match["end"])):
            # "(Reuters) - U.S. inflation slowed …": what follows is the sentence, not a place
            yield _provenance(
                text, passage.start, {"agency": match.span("opening"), "dateline": (0, match.end("opening") + 1)}
            )
        elif credit is not None and _has_form_with_agency(match, whole=len(line) == passage.end - passage.start):
            yield _provenance(text, passage.start, spans | {"agency": credit, "dateline": (0, match.start("end"))})
        elif credit is None and _has_form_without_agency(
            match, line, labels, opens_text=passage in body and passage.start <= opening
        ):
            yield _provenance(text, passage.start, spans | {"dateline": (0, match.start("end"))})


@cache
def _dateline_pattern(tables: Tables) -> regex.Pattern[str]:
    agency = agency_pattern(tables)
    return regex.compile(
        rf"""
        (?:[(\[]\s?(?P<opening>{agency})\s?[)\]](?:\s*+{_DASH})?\s*)?
        (?P<place>(?:(?P<capitals>{_PLACE_IN_CAPITALS})|{_PLACE_IN_TITLE_CASE})(?:{_REGION}){{0,2}}+)?
        (?:(?:^|[,|]?\s*+(?:{_DASH}\s*+)?+)[(]?(?P<date>{_DATE})[)]?)?
        (?:(?:^|[.,]?\s*+)[(\[/]\s?(?P<credit>[^()\[\]/\n]{{2,40}}(?:/[^()\[\]/\n]{{2,30}})?)\s?[)\]/]|,\s*+(?P<bare>{agency}))?
        (?P<end>\s*+(?:[.,]\s*+)?+{_DASH}(?=\s|[\p{{Lu}}\d{OPENING_MARKS}])|\s*+:(?=\s)|\.?\s*+\Z|\.?\s++(?=\p{{Lu}}))
        """,
        regex.VERBOSE,
    )


@cache
def _labels(tables: Tables) -> frozenset[str]:
    return frozenset(row["label"] for row in tables.rows("dateline_labels"))


def _agency_span(match: regex.Match[str], agency: regex.Pattern[str]) -> tuple[int, int] | None:
    """Where in the line a known agency stands: (AP), (Reuters/AFP), /TASS/, or after a comma."""
    for name in ("bare", "opening"):
        if match[name]:
            return match.start(name), match.end(name)
    found = agency.search(match["credit"] or "")
    return (match.start("credit") + found.start(), match.start("credit") + found.end()) if found else None


def _has_form_with_agency(match: regex.Match[str], *, whole: bool) -> bool:
    """Whether a dateline with an agency is one. "Jane Doe (Reuters)", the `whole` of its line, is a byline."""
    if _DASHES.search(match["end"]) or ":" in match["end"]:
        return True
    ends_inside = bool(match["end"].strip(".")) or whole
    return ends_inside and match["bare"] is None and bool(match["capitals"] or match["date"])


def _has_form_without_agency(match: regex.Match[str], line: str, labels: frozenset[str], *, opens_text: bool) -> bool:
    """Whether a dateline without a known agency is one: "BOSTON — The …", "Paris, March 5 – The …", "LAHORE: The …"."""
    end, after = match["end"].strip(), line[match.end() :]
    # "SIEGEL--Jerome, 98, …" is the name in a death notice
    spaced = match["end"] != end or after[:1].isspace()
    if not match["place"] or not end or not spaced or line.isupper() or match["place"] in labels:
        return False
    if match["capitals"] and (match["date"] or match["credit"]):
        return True
    if match["credit"] or not opens_text:
        return False
    is_subject = _OPENS_IN_LOWER_CASE.match(after) or _SECOND_DASH.match(after)
    if match["capitals"] and _DASHES.search(end):
        return not is_subject
    if len(line) < SHORTEST_PARAGRAPH or end == ".":
        return False
    return bool(match["capitals"]) == (end == ":") and (not is_subject or bool(match["date"]))


def _provenance(text: str, offset: int, spans: dict[str, tuple[int, int]]) -> Provenance:
    return Provenance(**{name: Span.of(text, offset + start, offset + end) for name, (start, end) in spans.items()})


LONGEST_ACRONYM = 5


@cache
def agency_pattern(tables: Tables) -> str:
    """A regular expression for any agency's name or alias, with its article: "the Associated Press", "AFP".

    A short name, mostly an acronym, is matched in its own case ("Pa." is not PA), a longer one in any case. There is
    no white space in the pattern, so that it can stand in a verbose one.
    """
    names = {name for row in tables.rows("agencies") for name in (row["name"], *row.get("aliases", ()))}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return rf"(?:\b(?i:the)\s+)?(?<![\w@#])(?:{'|'.join(map(_as_printed, longest_first))})(?![\w'’])"


def _as_printed(name: str) -> str:
    words = r"\s+".join(regex.escape(word) for word in name.split())
    return words if len(name) <= LONGEST_ACRONYM else f"(?i:{words})"
