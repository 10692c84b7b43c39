"""Date expressions as news text writes them: *Thursday night*, *Jan. 18*, *two days later*, *1987*."""

from __future__ import annotations

import regex

__all__ = ["find_dates", "form_of"]

WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan\\.?|Feb\\.?|Mar\\.|Apr\\.?|Jun\\.|Jul\\.|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?"
)
SEASONS = "spring|summer|autumn|fall|winter"
NUMBERS = (
    r"an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a\s+few|some|a\s+couple\s+of|\d{1,3}"
)
UNITS = "minute|hour|day|night|week|weekend|month|year|decade"
SHORT_WEEKDAYS = "Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun"
HOLIDAYS = (
    r"Boxing\s+Day|Christmas\s+(?:Day|Eve)|New\s+Year['’]s\s+(?:Day|Eve)|Good\s+Friday|Easter\s+(?:Sunday|Monday)"
)
# What a year before it dates: *in a 1998 interview*.
DATED = (
    "interview|speech|letter|report|memo|book|memoir|essay|debate|statement|tweet|email|study|column|article|lecture"
    "|hearing"
)
DAYPARTS = "night|morning|afternoon|evening|lunchtime|midnight|noon"
YEAR = "(?:1[6-9]|20)\\d\\d"
DAY = "(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?"

# What is said of a time before its name, and belongs to it: *shortly before midnight Tuesday*, *late Monday*.
LEAD = (
    r"(?:(?i:(?:shortly|just|soon)\s+(?:before|after)\s+(?:midnight|noon|dawn|sunrise|lunch)(?:\s+on)?"
    r"|late(?:r)?|early|earlier|mid|last|next|this\s+past|this|the\s+following|that\s+same|the\s+previous))"
)
# The first letters of all expressions below: looked at before any of them is tried. The commonest words, the, that, a,
# open one only before some others.
OPENING = (
    r"(?:[\d'’]|(?i:jus|sho|soo|lat|ear|mid|las|nex|thi|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug"
    r"|sep|oct|nov|dec|as\s+rec|ove|dur|abo|nea|alm|mor|hou|day|min|wee|yea|yes|tod|ton|tom|one|two|thr|fou|fiv|six|eig"
    r"|nin|ten|ele|twe|sev|som|box|chr|new\s+y|good\s+f|eas|the\s+(?:pre|sam|fol|nex|day|nig|wee|mor)"
    rf"|that\s+(?:same|{UNITS}|{DAYPARTS}|{SEASONS})|an?\s+(?:few|cou|{UNITS})))"
)
_DATE = regex.compile(
    rf"""
    (?:\b|(?=['’]))(?<![\w$£€-])(?={OPENING})(?:
      (?:{LEAD}[\s-]++){{0,2}}(?-i:{WEEKDAYS})\b(?!\.\w)
        (?:\s+(?i:{DAYPARTS})\b)?
        (?:,?\s+(?:{MONTHS})\s+{DAY}\b(?:,\s*{YEAR}\b)?|,?\s+{DAY}\s+(?:{MONTHS})\b(?:\s+{YEAR}\b)?)?
    | (?:{MONTHS})\s+{DAY}\b(?!\s*(?:percent|per\s+cent|%))(?:[.,]?\s*{YEAR}\b)?
    | {DAY}\s+(?:{MONTHS})(?!\w)(?:,?\s+{YEAR}\b)?
    | (?:{MONTHS})(?:\s+of)?,?\s+{YEAR}\b
    | (?i:late|early|mid|last|next|this|earlier\s+in|later\s+in)[\s-]+(?:{MONTHS})(?!\w)
    | (?<=\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|[Ff]rom|[Dd]ated)\s)(?:{MONTHS})(?!\w)
    | (?i:(?:late|earlier|later|early|as\s+recently\s+as)\s+)?
        (?i:this\s+past|last|this|that|the\s+previous|the\s+same|the\s+following|the\s+next|earlier|later)\s+
        (?i:(?:same\s+)?(?:{UNITS}|{DAYPARTS}|{SEASONS}))\b(?!\s+(?i:time)\b)
    | (?i:earlier|later|late|early)\s+(?i:in\s+the|on\s+in\s+the|that|this|in)\s+(?i:{UNITS}|{DAYPARTS})\b
    | (?i:the\s+(?:day|night|week|morning)\s+before)\b
    | {HOLIDAYS}\b
    | (?:{SHORT_WEEKDAYS})\b\.?,?\s+(?:(?:{MONTHS})\s+{DAY}\b|{DAY}\s+(?:{MONTHS})(?!\w))(?:,?\s+{YEAR}\b)?
    | (?<=\b[Aa]t\s)the\s+weekend\b
    | (?<=\b(?:an?|the|his|her|their|its)\s){YEAR}(?=\s+(?:\w++\s){{0,2}}(?:{DATED})\b)
    | (?i:over|during)\s+(?i:the\s+(?:weekend|summer|holidays))\b
    | (?i:(?:about|nearly|almost|more\s+than|just)\s+)?
        (?i:{NUMBERS})\s+(?i:{UNITS})s?\s+(?i:ago|earlier|later)\b
    | (?i:(?:hours|days|minutes|weeks|months|years)\s+(?:ago|later|earlier))\b
    | (?i:yesterday|today|tonight|tomorrow)\b(?:\s+(?i:{DAYPARTS})\b)?
    | (?<=\b(?:[Ii]n|[Ss]ince|[Dd]ated|[Ff]rom|[Oo]f|[Ll]ate|[Ee]arly)\s|\((?:[\p{{L}} ,]{{0,40}}\s)?)
        {YEAR}\b(?!\s*[-–]\s*\d)
    | ['’]\d\d\b(?!\w)
    )(?!\w)
    """,
    regex.VERBOSE,
)


def find_dates(text: str) -> tuple[tuple[int, int], ...]:
    """Find the date expressions of `text`, in order, as character offsets, half-open, without their preposition.

    They are words of time, not points in time: *last week* is found, and stays as it is.
    """
    return tuple((match.start(), match.end()) for match in _DATE.finditer(text))


# The forms of dates, each with a pattern that tells it; the first that is found counts.
_FORMS = {
    "weekday": regex.compile(rf"\b(?:{WEEKDAYS})\b"),
    "day of a month": regex.compile(rf"(?:{MONTHS})\s+{DAY}\b|\b{DAY}\s+(?:{MONTHS})"),
    "month": regex.compile(rf"\b(?:{MONTHS})(?!\w)"),
    "time since": regex.compile(r"(?i)\b(?:ago|earlier|later|before)\b"),
    "day": regex.compile(r"(?i)\b(?:yesterday|today|tonight|tomorrow)\b"),
    "last": regex.compile(r"(?i)\b(?:last|past|previous)\b"),
    "year": regex.compile(YEAR),
}


def form_of(date: str) -> str:
    """Tell what form a date has: *weekday*, *year*, … or *span* of time for any other: this week."""
    return next((form for form, pattern in _FORMS.items() if pattern.search(date)), "span")
