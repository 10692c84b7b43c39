"""Datelines, recognised by form: OSLO, Nov. 19 (UPI) — / Washington (AFP) – / (ANSA) - ROME, MAY 5 - / YELLOWKNIFE —.

There is no list of places. A dateline that names a known agency is one wherever an early paragraph opens with it. One
without has to look the part: the article's first paragraph opens with it, the place is in capitals that are no label
("EXCLUSIVE — The minister …"), and no second dash makes it the subject ("Boise — a city of 235,000 — has …").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex
from attrs import frozen

from quoteattr.lexicon.agencies import agency_pattern
from quoteattr.lexicon.gender import given_name_gender
from quoteattr.lexicon.name_words import is_outlet
from quoteattr.lexicon.tables import Tables
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
# An old wire sends _ for a dash.
_DASH = r"(?:[–—―−]{1,2}|-{2,3}|-(?=\s)|(?<=[)\]])-|_{1,2}(?!_))"
_DASHES = regex.compile(r"[–—―−_-]")
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
    agency = regex.compile(agency_pattern(tables))
    body = [passage for passage in passages if passage.kind is PassageKind.BODY]
    opening = next((p.start for p in body if p.end - p.start >= SHORTEST_PARAGRAPH), len(text))
    for passage in passages:
        if passage.kind is PassageKind.TURN:
            continue
        line = text[passage.start : min(passage.end, passage.start + LONGEST_DATELINE)]
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
    if not opens_text:
        return False
    if match["credit"]:
        person = given_name_gender(match["place"].split()[0].casefold(), tables) is not None
        return bool(_DASHES.search(end)) and (bool(match["date"]) or (not person and is_outlet(match["credit"], tables)))
    if match["capitals"] and _DASHES.search(end):
        return not _is_subject(after)
    if len(line) < SHORTEST_PARAGRAPH or end == ".":
        return False
    return bool(match["capitals"]) == (end == ":") and (not _is_subject(after) or bool(match["date"]))


def _is_subject(after: str) -> bool:
    """Whether the words before a dash are what the sentence is about: Boise — a city of 235,000 — has …

    Then a dash more closes what this one opened. An even number of them is an aside of the dateline's own sentence:
    BOSTON — The mayor — a former nurse — said …
    """
    sentence = _SENTENCE.match(after)
    dashes = len(_SECOND_DASH.findall(sentence.group())) if sentence else 0
    return _OPENS_IN_LOWER_CASE.match(after) is not None or dashes % 2 == 1


def _dateline(text: str, offset: int, says: dict[str, tuple[int, int]], end: int) -> Dateline:
    spans = {name: Span.of(text, offset + first, offset + last) for name, (first, last) in says.items()}
    return Dateline(Provenance(**spans), (offset, offset + end))
