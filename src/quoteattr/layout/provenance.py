"""Where the article itself comes from: its agency, dateline and byline, as its first and last lines say.

An agency is the article's origin on the strength of, in this order: the dateline, the byline, a credit of the text as
the agency's own ("This report by The Canadian Press was first published …", "— Reuters"). A note that the agency helped
("The Associated Press contributed to this report.") says that the article is somebody else's, with material of an
agency's. An agency in the running text ("told Reuters") is a source, not an origin,
and so is the credit of a picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, takewhile
from typing import Any

import regex
from attrs import evolve, frozen

from quoteattr.lexicon import Tables, agency_pattern, given_name_gender, is_outlet
from quoteattr.types import Provenance, Span
from quoteattr.values import Passage, PassageKind

__all__ = [
    "Origin",
    "agencies_of",
    "authors_of",
    "find_date",
    "find_datelines",
    "find_origin",
    "is_name_of_person",
    "is_signature",
    "names_from",
    "outlet_above",
]

_PARTICLE = r"(?:van|von|der|den|de|del|da|dos|di|du|la|le|ter|ten|zu|bin|ibn|al|el)"
# JANE DOE, MAARTEN van der BERG, KATE McALLEN; what has lower case after it is no part of the name: JANE DOE Reuters
_WORD_IN_CAPITALS = r"(?:Mc|Mac|De|La)?\p{Lu}[\p{Lu}\p{M}'’.-]*(?!\p{Ll})"
_NAME_IN_CAPITALS = rf"{_WORD_IN_CAPITALS}(?:\s+(?:{_PARTICLE}\s+){{0,3}}{_WORD_IN_CAPITALS}){{1,4}}+"
_WORD = (
    r"(?!(?:The|By|From|For|In|At|On|And|With|Special|Updated|Published)\b)(?:(?:al|el|d|l)[-'’])?"
    r"\p{Lu}[\p{L}\p{M}'’.-]*"
)
_NAME_IN_TITLE_CASE = rf"{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,3}}{_WORD}){{0,4}}"
_NAME = f"(?:{_NAME_IN_CAPITALS}|{_NAME_IN_TITLE_CASE})"
_FIRST = regex.compile(_NAME)
_LEAD = regex.compile(
    r"[^\p{L}]*(?:(?i:(?:(?:written|posted|reported|reporting|story|words|text|analysis|report)\s+)?by|from|authors?|text|words)\b:?\s+)?"
)
# What parts authors; a comma may part a name from a job or a place as well. It never begins inside white space, of
# which a hostile line may have thousands.
_SEPARATOR = regex.compile(r"(?:\G|(?<!\s))\s*+(?:(?:,\s*+)?(?:\b(?i:and|with)\b|&)|[,;|/·•])\s*")
_JOINING = regex.compile(r"\b(?i:and|with)\b|&")
_COMMA = regex.compile(r"\s*,\s*")
# A name of one word that is also a person's ("By Petra Nowak") is an agency only where it stands apart.
_APART_BEFORE = regex.compile(r"(?:^|\b(?:by|for|from|of|the)|[^\p{L}\p{M}\s.])\s*\Z", regex.IGNORECASE)
_APART_AFTER = regex.compile(r"\s*(?:\Z|[^\p{L}\p{M}\s]|\p{Ll})")
_SIGNED = regex.compile(rf"{_NAME}(?:(?:,|\s+and|,\s+and|\s+&)\s+{_NAME}){{0,3}}?(?:,\s+(?P<outlet>[^,.!?]{{2,40}}))?")


def authors_of(line: str, tables: Tables) -> tuple[tuple[int, int], ...]:
    """The authors that a byline names, in order, as character ranges of `line`; of "By AP" none."""
    lead = _LEAD.match(line)
    at = lead.end() if lead else 0
    agencies = [match.start() for match in agencies_of(line, tables)]
    job = _job_pattern(tables)
    found: list[tuple[int, int]] = []
    separator = ""
    while at < len(line):
        name = _FIRST.match(line, at, min([a for a in agencies if a >= at], default=len(line)))
        following = _SEPARATOR.search(line, name.end() if name else at)
        end = following.start() if following else len(line)
        if name is not None:
            person = _without_job(name, job)
            whole = person == name.span()
            joined = not found or bool(_JOINING.search(separator)) or (whole and _is_listed(line, at, end, tables))
            if person is not None and joined and not is_outlet(line[slice(*person)], tables):
                found.append(person)
        if following is None:
            break
        separator, at = following.group(), following.end()
    return tuple(found)


def names_from(line: str, authors: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """From the first of `authors` to the last of those between whom nothing but *and* or a comma stands."""
    if not authors:
        return None
    end = authors[0][1]
    for start, behind in authors[1:]:
        if not _SEPARATOR.fullmatch(line, end, start):
            break
        end = behind
    return authors[0][0], end


def is_signature(line: str, tables: Tables) -> bool:
    """Whether a line is a byline without *By*: Ann Lee and Raj Rao, AFP; two people by their given names."""
    match = _SIGNED.fullmatch(line)
    if match is None:
        return False
    if match["outlet"]:
        return is_outlet(match["outlet"], tables)
    names = _SEPARATOR.split(line)
    return len(names) > 1 and all(is_name_of_person(name, tables) for name in names)


def is_name_of_person(line: str, tables: Tables) -> bool:
    """Whether a line is nothing but a name of several words that begins with a given name."""
    return " " in line and _FIRST.fullmatch(line) is not None and _given(line, tables)


def _given(name: str, tables: Tables) -> bool:
    return given_name_gender(name.split(maxsplit=1)[0].casefold(), tables) is not None


def agencies_of(line: str, tables: Tables) -> Iterator[regex.Match[str]]:
    """The agencies that a byline names: "By JANE DOE Associated Press", "Jane Doe | Reuters"."""
    for match in regex.finditer(agency_pattern(tables), line):
        before, after = line[: match.start()], line[match.end() :]
        distinct = " " in match.group() or match.group().isupper() or _APART_BEFORE.search(before)
        if distinct and (" " in match.group() or _APART_AFTER.match(after)):
            yield match


def _without_job(name: regex.Match[str], job: regex.Pattern[str]) -> tuple[int, int] | None:
    """A name up to the first word of a job: JANE DOE | Staff Writer."""
    found = job.search(name.string, *name.span())
    end = found.start() if found else name.end()
    text = name.string[name.start() : end].rstrip()
    return (name.start(), name.start() + len(text)) if text else None


def _is_listed(line: str, start: int, end: int, tables: Tables) -> bool:
    """Whether what follows a comma is one more author: an *and* comes after it, or it begins with a given name."""
    later = _SEPARATOR.match(line, end)
    while later is not None and _COMMA.fullmatch(later.group()):
        name = _FIRST.match(line, later.end())
        later = _SEPARATOR.match(line, name.end()) if name else None
    words = line[start:end]
    return (" " in words.strip() and _given(words, tables)) or (
        later is not None and bool(_JOINING.search(later.group()))
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
_CAPITALS = (
    r"(?:Mc|Mac|La|Le|De|Di|Du|Van|[DLO]['’]|(?i:al|el|as|ash|an)-|['’]s-)?"
    r"\p{Lu}[\p{Lu}\p{M}'’.-]*\p{Lu}\.?(?![\p{Ll}\w])"
)
_PLACE_IN_CAPITALS = rf"{_CAPITALS}(?:\s?/\s?{_CAPITALS}|\s+(?:(?:and|de|del|of|the|al|el|la)\s+)?{_CAPITALS}){{0,5}}"
_TITLE = r"\p{Lu}[\p{L}\p{M}'’.-]*"
_PLACE_IN_TITLE_CASE = rf"{_TITLE}(?:\s+(?:(?:of|de|del|da|do|la|le|upon|al)\s+)?{_TITLE}){{0,3}}"
# , N.D. / , Iowa / , Republic of Congo / , Gaza Strip
_REGION = rf",\s+(?!{_MONTH}|{_WEEKDAY}){_TITLE}(?:\s+(?:(?:of|and|the)\s+){{0,2}}{_TITLE}){{0,3}}"
# An old wire sends _ for a dash.
_DASH = r"(?:[–—―−]{1,2}|-{2,3}|-(?=\s)|(?<=[)\]])-|_{1,2}(?!_))"
_DASHES = regex.compile(r"[–—―−_-]")
_ANY_DATE = regex.compile(_DATE)
_SECOND_DASH = regex.compile(r"\s(?:-{1,3}|[–—―−])\s")
_BEHIND_OPENING = regex.compile(rf"\s*+(?:{_DASH}\s*+)?")
_SENTENCE = regex.compile(r"[^.!?]*")
_OPENS_IN_LOWER_CASE = regex.compile(r"\s*[^\w\s]*\p{Ll}")
# 10:30 GMT / 4:15 p.m. ET
_TIME = r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s+(?:GMT|UTC|[A-Z]{1,3}[SD]?T))?"
# CHICAGO--The harbour …, not a name in a death notice: MORROW--Edith, 98, of …
_SENTENCE_BEHIND_DASH = regex.compile(r"[\"“'‘]?\p{Lu}[\p{L}’'-]*\s+\p{Ll}")


@frozen
class Dateline:
    """What a dateline `says`, dateline, place, date, agency, and the `characters` from its start to behind its dash."""

    says: Provenance
    characters: tuple[int, int]


def find_datelines(text: str, passages: Sequence[Passage], tables: Tables) -> Iterator[Dateline]:
    """The datelines that open one of `passages`, in text order.

    Offsets are character offsets into `text`; `dateline` is without its dash, `place` with its region.
    """
    pattern = _dateline_pattern(tables)
    agency = _agency(tables)
    body = [passage for passage in passages if passage.kind is PassageKind.BODY]
    opening = next((p.start for p in body if p.end - p.start >= SHORTEST_PARAGRAPH), len(text))
    for passage in passages:
        if passage.kind is PassageKind.TURN:
            continue
        line = text[passage.start : min(passage.end, passage.start + LONGEST_DATELINE)]
        dated = _DATE_FIRST.match(line) if passage.start <= opening else None
        if dated is not None:
            says = {"dateline": (0, dated.end("place")), "place": dated.span("place"), "date": dated.span("date")}
            yield _dateline(text, passage.start, says, dated.end())
            continue
        match = pattern.match(line)
        if match is None:
            continue
        whole = match.end() == passage.end - passage.start
        credit = _agency_span(match, agency)
        if match["opening"] and not _is_press(match["opening"], agency, tables):
            continue
        if match["opening"] and not (match["place"] and _DASHES.search(match["end"])):
            # "(Reuters) - U.S. inflation slowed …": what follows is the sentence, not a place
            says = {"dateline": (0, match.end("opening") + 1)} | ({"agency": credit} if credit else {})
            behind = _BEHIND_OPENING.match(line, match.end("opening") + 1)
            yield _dateline(text, passage.start, says, behind.end() if behind else match.end("opening") + 1)
        elif (credit is not None and _has_form_with_agency(match, whole=whole)) or (
            credit is None
            and _has_form_without_agency(
                match, line, tables, opens_text=passage in body and passage.start <= opening, whole=whole
            )
        ):
            yield _dateline(text, passage.start, _said(match, credit), match.end())


def _said(match: regex.Match[str], credit: tuple[int, int] | None) -> dict[str, tuple[int, int]]:
    """What stands where in a line that a dateline opens, by the field of `Provenance`."""
    date = "date" if match["date"] else "late"
    place = match.start("place"), match.start("place") + len((match["place"] or "").rstrip("-"))
    found = {"place": place, "date": match.span(date), "dateline": (0, match.start("end"))}
    if credit == found["place"]:
        del found["place"]
    return {name: span for name, span in found.items() if span[1] > 0} | ({"agency": credit} if credit else {})


@cache
def _agency(tables: Tables) -> regex.Pattern[str]:
    return regex.compile(agency_pattern(tables))


@cache
def _dateline_pattern(tables: Tables) -> regex.Pattern[str]:
    agency = agency_pattern(tables)
    return regex.compile(
        rf"""
        (?:[(\[]\s?(?P<opening>[^()\[\]\n]{{2,40}}?)\s?[)\]](?:\s*+{_DASH})?\s*)?
        (?P<place>(?:(?P<capitals>{_PLACE_IN_CAPITALS})|{_PLACE_IN_TITLE_CASE})(?:{_REGION}){{0,2}}+)?
        (?:(?:^|[,|]?\s*+(?:{_DASH}\s*+)?+)[(]?(?P<date>{_DATE})(?:,?\s+{_TIME})?[)]?)?
        (?:
            (?:^|[.,]?\s*+(?:{_DASH}\s*+)?)[(\[/]\s?(?P<credit>[^()\[\]/\n]{{2,40}}(?:/[^()\[\]/\n]{{2,30}})?)\s?[)\]/]
          | (?:,\s*+|\s*+{_DASH}\s*+|\s++)(?P<bare>{agency})
        )?
        (?:[,.]?\s++[/(]?\s?(?P<late>{_DATE})(?:,?\s+{_TIME})?[/)]?)?
        (?P<end>\s*+(?:[.,]\s*+)?+{_DASH}(?=\s|[\p{{Lu}}\d"“'‘«„])|\s*+[:/](?=\s)|(?<=[)\]])(?=\p{{Lu}})|\.?\s*+\Z|\.?\s++(?=\p{{Lu}}))
        """,
        regex.VERBOSE,
    )


# (NewMediaWire) - May 02, 2025 - DALLAS — The …
_DATE_FIRST = regex.compile(
    rf"[(\[]\s?[^()\[\]\n]{{2,40}}?\s?[)\]]\s*(?:{_DASH}\s*)?(?P<date>{_DATE})\s*{_DASH}\s*"
    rf"(?P<place>(?:{_PLACE_IN_CAPITALS}|{_PLACE_IN_TITLE_CASE})(?:{_REGION}){{0,2}}+)\s*{_DASH}(?=\s)"
)


@cache
def _labels(tables: Tables) -> frozenset[str]:
    return frozenset(row["label"] for row in tables.rows("dateline_labels"))


def _is_press(name: str, agency: regex.Pattern[str], tables: Tables) -> bool:
    """Whether an agency or another outlet opens the line: (CNN), but not (Adds background)."""
    return agency.fullmatch(name) is not None or is_outlet(name, tables)


def _agency_span(match: regex.Match[str], agency: regex.Pattern[str]) -> tuple[int, int] | None:
    """Where in the line a known agency stands: (AP), (Reuters/AFP), /TASS/, after a comma or between dashes."""
    alone = ("place",) if _DASHES.search(match["end"]) else ()  # AFP - The harbour …
    for name in ("bare", "opening", *alone):
        if match[name] and agency.fullmatch(match[name]):
            return match.span(name)
    found = agency.search(match["credit"] or "")
    return (match.start("credit") + found.start(), match.start("credit") + found.end()) if found else None


def _has_form_with_agency(match: regex.Match[str], *, whole: bool) -> bool:
    """Whether a dateline with an agency is one. "Jane Doe (Reuters)", the `whole` of its line, is a byline."""
    if _DASHES.search(match["end"]) or ":" in match["end"]:
        return True
    ends_inside = bool(match["end"].strip(".")) or whole
    return ends_inside and match["bare"] is None and bool(match["capitals"] or match["date"])


def _has_form_without_agency(
    match: regex.Match[str], line: str, tables: Tables, *, opens_text: bool, whole: bool
) -> bool:
    """Whether a dateline without a known agency is one: "BOSTON — The …", "Paris, March 5 – The …", "LAHORE: The …"."""
    end, after = match["end"].strip(), line[match.end() :]
    if not match["place"] or line.isupper() or match["place"] in _labels(tables):
        return False
    if whole and not end:
        return opens_text and bool(match["date"]) and any(map(str.isdigit, match["date"]))
    spaced = match["end"] != end or after[:1].isspace() or _SENTENCE_BEHIND_DASH.match(after)
    if not end or not spaced:
        return False
    if match["capitals"] and (match["date"] or match["credit"]):
        return True
    return opens_text and _opens_with_dateline(match, line, tables)


def _opens_with_dateline(match: regex.Match[str], line: str, tables: Tables) -> bool:
    """Whether a dateline that wants capitals, a date or a credit is one at the article's beginning."""
    end, after = match["end"].strip(), line[match.end() :]
    if match["credit"]:
        person = given_name_gender(match["place"].split()[0].casefold(), tables) is not None
        return bool(_DASHES.search(end)) and (
            bool(match["date"]) or (not person and is_outlet(match["credit"], tables))
        )
    if match["capitals"] and _DASHES.search(end):
        return not _is_subject(after)
    if len(line) < SHORTEST_PARAGRAPH or end == ".":
        return False
    if end == ":" and not match["capitals"]:
        named = given_name_gender(match["place"].split()[0].casefold(), tables) is not None
        return len(line) == LONGEST_DATELINE and not named and _STARTS_SENTENCE.match(after) is not None
    return bool(match["capitals"]) == (end == ":") and (not _is_subject(after) or bool(match["date"]))


# Kolkata: Isolation units are back, unlike Coroner: I have no doubt
_STARTS_SENTENCE = regex.compile(
    r"\s(?:(?:The|A|An|In|At|On)\s"
    r"|(?!(?:I|We|You|My|Our|It|He|She|They|That|This|What|Why|How)\b)\p{Lu}[\p{L}-]+\s[\p{L}-]+\s)"
)


def _is_subject(after: str) -> bool:
    """Whether the words before a dash are what the sentence is about: Boise — a city of 235,000 — has a mayor.

    Then a dash more closes what this one opened. An even number of them is an aside of the dateline's own sentence:
    BOSTON — The mayor — a former nurse — said …
    """
    sentence = _SENTENCE.match(after)
    dashes = len(_SECOND_DASH.findall(sentence.group())) if sentence else 0
    return _OPENS_IN_LOWER_CASE.match(after) is not None or dashes % 2 == 1


def _dateline(text: str, offset: int, says: dict[str, tuple[int, int]], end: int) -> Dateline:
    spans: dict[str, Any] = {name: Span.of(text, offset + first, offset + last) for name, (first, last) in says.items()}
    return Dateline(Provenance(**spans), (offset, offset + end))


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
    """Where an article comes from, and the `lines` that say so, as character ranges.

    These are datelines with their dashes, and credits; bylines and sign-offs are passages of their own.
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
    above, below = _naming_agency(text, head, tables), _naming_agency(text, tail, tables)
    copied = tuple(_credited(text, above, below, tables, copy=True))
    helped = tuple(_credited(text, above, below, tables, copy=False))
    if origin.agency is None:
        agencies = chain(_agencies_in_bylines(text, head, tables), (agency for agency, _ in copied))
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


def _naming_agency(text: str, passages: Sequence[Passage], tables: Tables) -> Sequence[Passage]:
    """Those of `passages` that may credit an agency, since they name one at their end."""
    agency = _agency(tables)
    return [p for p in passages if agency.search(text[max(p.start, p.end - LONGEST_NOTE) : p.end])]


def _credited(
    text: str, head: Sequence[Passage], tail: Sequence[Passage], tables: Tables, *, copy: bool
) -> Iterator[tuple[Span, tuple[int, int]]]:
    """The agencies that credits name, `copy`: as the text's author, otherwise as a help to it; and each credit."""
    places = {"head": head, "tail": tail, "both": (*head, *tail)}
    for credit in _credits(tables) if head or tail else ():
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


# A line with the date that a text bears is not longer than this, nor its words beside that date.
LONGEST_DATE_LINE, LONGEST_BESIDE = 120, 60
_FULL_DATE = regex.compile(
    rf"(?:{_WEEKDAY},?\s+)?(?:{_MONTH}\s*{_DAY},?\s+\d{{4}}|{_DAY}\s+{_MONTH},?\s+\d{{4}})(?!\d)|\d{{4}}-\d\d-\d\d"
)


def find_date(text: str, passages: Sequence[Passage], end: int, start: int | None = None) -> tuple[int, int] | None:
    """The date in a line above `end`, where the running text begins; from `start` on, if given, any."""
    if start is not None:
        found = _ANY_DATE.search(text, start, min(len(text), end))
        return found.span() if found else None
    for passage in passages:
        if passage.start >= end or passage.end - passage.start > LONGEST_DATE_LINE:
            continue
        dates = list(_FULL_DATE.finditer(text, passage.start, passage.end))
        beside = passage.end - passage.start - len(dates[0].group()) if len(dates) == 1 else LONGEST_DATE_LINE
        if beside <= LONGEST_BESIDE or (beside < LONGEST_DATE_LINE and dates[0].end() == passage.end):
            return dates[0].span()
    return None


def outlet_above(text: str, said: Provenance, tables: Tables) -> tuple[int, int] | None:
    """The outlet that a dateline or a byline names beside an agency: AUSTIN (KXAN) —."""
    line = said.dateline
    found = None if line is None else _IN_BRACKETS.search(text, line.start, line.end)
    if found is None or any(match.group() == found["name"] for match in agencies_of(found["name"], tables)):
        return None
    return found.span("name")


_IN_BRACKETS = regex.compile(r"[(\[]\s?(?P<name>(?=[^()\[\]]*\p{L})[^()\[\]\d]{2,40}?)\s?[)\]]")
