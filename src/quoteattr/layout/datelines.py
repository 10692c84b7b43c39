"""Datelines, recognised by form: OSLO, Nov. 19 (UPI) — / Washington (AFP) – / (ANSA) - ROME, MAY 5 - / YELLOWKNIFE —.

There is no list of places. A dateline that names a known agency is one wherever an early paragraph opens with it. One
without has to look the part: the article's first paragraph opens with it, the place is in capitals that are no label
("EXCLUSIVE — The minister …"), and no second dash makes it the subject ("Boise — a city of 235,000 — has …").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from quoteattr.lexicon.agencies import agency_pattern
from quoteattr.lexicon.tables import Tables
from quoteattr.lexicon.typography import DATELINE_DASHES, FULL_STOPS, OPENING_MARKS
from quoteattr.types import Provenance, Span
from quoteattr.values import Passage, PassageKind

__all__ = ["find_datelines"]

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
