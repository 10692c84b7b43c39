"""What kind of text an article is itself, and who gives it out: by its form, as the rows of a table say.

Each row that fits gives points to a kind: the line *FOR IMMEDIATE RELEASE* to a press release, *I believe* to an
opinion. So do an agency's dateline, turns, questions and times of day at the start of paragraphs. The kind with the
most points is the text's; where there are few, or as many speak for it, it is a news report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

import regex
from attrs import evolve, frozen

from quoteattr.layout.provenance import LONGEST_DATELINE, LONGEST_NOTE, SHORTEST_PARAGRAPH, find_date, outlet_above
from quoteattr.lexicon import Tables, given_name_gender, titles_before_names
from quoteattr.types import Provenance, Span, TextKind
from quoteattr.values import Passage, PassageKind, Release

__all__ = ["About", "describe"]

# So many points show a kind, unless as many speak for a news report.
ENOUGH = 4
# So many of them are of the text's form, and not of its words, where its readers know it for one.
FORMED = 3
# So many show it though a reporter seems to have signed the text.
SURE = 6
RELEASED = (TextKind.PRESS_RELEASE, TextKind.STATEMENT)
# Kinds whose own people speak in the text itself.
OWN_SOURCES = (*RELEASED, TextKind.INTERVIEW)
# What a structure counts: an agency's dateline or credit, turns, questions, times of day.
POINTS = 5
# How many passages with a question, a turn or a time of day make a structure, and which shares of a
# transcript are turns, and of an interview questions.
FEWEST = 3
MOSTLY = 0.5
ASKING = 0.2
# A shorter paragraph that ends no sentence may be a headline.
SHORTEST_SENTENCE = 60
# In a shorter text nothing tells that it is a news report.
SHORTEST_REPORT = 400
# So much of a text, at its beginning and at its end, tells its kind.
LONGEST_READ = 8_000
# The last passages, and the first characters of one that begins with something.
TAIL = 3
LONGEST_START = 200
# How far behind its carrier the date of a release stands: (NewMediaWire) - May 02, 2025 - DALLAS
BESIDE_CARRIER = 40
# What is named so often, and in the opening, gives a release out.
OFTEN = 3
SHORTEST_ISSUER, LONGEST_ISSUER = 3, 80

_IN_MARKS = regex.compile(
    r"[“\"][^“”\"\n]*+[”\"]?|(?<![\p{L}\d])['‘](?=\p{Lu})[^\n“”\"]{10,400}?['’](?![\p{L}\d])"
    r"|(?m:^|(?<=[:,]\s))['‘](?=\p{Lu})[^\n]*+"
)
_TIME = regex.compile(
    r"(?:\d{1,2}[.:]\d\d|\d{1,2}(?=\s?[ap]\.?m))(?:\s?[ap]\.?m\.?)?(?![\d:.]\d)(?!\s?(?:%|percent))\b"
)
_QUESTION = regex.compile(r"(?!['‘])[^“”\"?]*+\?\W{0,2}")
_TODAY = regex.compile(r"\btoday\b")
# No word is longer, and none begins inside another: a line of nothing but letters and hyphens costs no more than prose.
_WORD = r"(?<![\p{L}\p{N}’'.&+-])\p{Lu}[\p{L}\p{N}’'.&+-]{0,40}+"
_NAME = rf"(?-i:{_WORD}(?:,?\s(?:(?:of|and|the|for|&|on|in|de|du|da)\s){{0,2}}{_WORD}){{0,7}})"
_WHOLE_NAME = regex.compile(rf"{_WORD}(?:\s(?:(?:of|and|the|for|&|de|du|da)\s){{0,2}}{_WORD}){{0,7}}")
_INK = regex.compile(r"\S+")
_POSSESSIVE = regex.compile(r"['’]s?\Z|\.\Z")
# Capitalised for the sentence, not for the name.
_OPENER = regex.compile(
    r"(?:The|An?|In|On|At|This|These|We|I|It|He|She|They|But|And|For|As|With|By|From|To|Of|Our|Your|Its|If|When|While|Since"
    r"|After|Before|During|Under|Through|All|New|More|Today|According)"
)
_BODY = regex.compile(
    r"\b(?:University|Institute|School|College|Department|Ministry|Agency|Authority|Association|Foundation|Society|Council"
    r"|Commission|Committee|Centre|Center|Office|Bank|Club|Company|Corporation|Corp|Inc|Ltd|LLC|PLC|plc|AG|SE|SA|NV|GmbH"
    r"|Group|Holdings|Partners|Health|Hospital|Police|Service|Union|Federation|Alliance|Trust|Fund|Museum|Board|Network)\b"
)
_ARTICLE = regex.compile(r"[Tt]he\s(?=\p{Lu})")
_MEMBER = regex.compile(
    r"(?:Sen(?:\.|ator)|Rep(?:\.|resentative)|Congress\w+|Councillor|Councilor|Alder\w+|MPP?|MEP|MSP|TD)\Z"
)
# For whom somebody speaks: Joy Mwansa, country director of Save the Children; Elin Strand, President Volvo Buses
_PERSON_OF = regex.compile(
    rf"{_WORD}\s{_WORD},\s(?:[\p{{L}}-]++\s){{0,6}}?(?:of\sthe|at\sthe|for\sthe|of|at|for|[Pp]resident|[Dd]irector|CEO|[Mm]anager)\s(?P<name>{_NAME})"
)
_ANNOUNCES = regex.compile(
    rf"(?P<issuer>{_NAME})(?:\s?[\[(][^\])]{{1,40}}[\])])?(?:,[^.“”\"]{{1,160}}?,|\sand\s[^.,“”\"]{{1,60}}?)?,?\s(?:has\s|have\s)?"
    r"(?:(?:also\s)?today\s(?:also\s)?\p{Ll}+ed\b|announce[sd]?\b|(?:is|are)\s(?:\p{Ll}+\s){0,2}to\s(?:announce|welcome|"
    r"introduce|launch|share|present|confirm|report|reveal|partner)\b|entered\sinto\b|unveiled\b|launched\b|signed\b)"
)


@frozen
class _Row:
    """A row of the table `text_kinds`, ready to match."""

    kind: TextKind
    where: str
    points: int
    most: int
    pattern: regex.Pattern[str]


@frozen
class About:
    """What a text is: its `provenance`, and what its own people speak in, if it is a `release` of theirs."""

    provenance: Provenance | None
    release: Release | None


@frozen
class _Sheet:
    """A text to be read: its passages, where its running text begins, `start` behind a dateline, and its words.

    These are the `narration`, outside of marks, and those inside of `marks`.
    """

    text: str
    passages: Sequence[Passage]
    opening: Passage | None
    start: int
    narration: str
    marks: str

    @property
    def head(self) -> int:
        """Where the first paragraph of running text starts."""
        return len(self.text) if self.opening is None else self.opening.start


def describe(text: str, passages: Sequence[Passage], said: Provenance | None, tables: Tables) -> About:
    """Tell what `text` is; `said` is what its first and last lines say."""
    said = said or Provenance()
    sheet = _sheet(text, passages, said)
    carrier, issuer, points = None, None, _structures(sheet)
    formed = Counter(points)
    for row in _rows(tables):
        for match in _matches(row, sheet):
            points[row.kind] += row.points
            formed[row.kind] += row.points if row.where != "text" else 0
            named = match.groupdict()
            carrier = match.span("carrier") if named.get("carrier") else carrier
            issuer = issuer or (match.span("issuer") if named.get("issuer") else None)
    if carrier is None and (said.agency or said.byline):
        # what an agency or a reporter signs is told by them
        for given_out in RELEASED:
            points[given_out] *= points[given_out] >= SURE and not said.agency
        points[TextKind.WIRE_REPORT] += POINTS if said.agency else 0
    kind = _most(points)
    if kind is TextKind.NEWS_REPORT and said == Provenance() and len(text) < SHORTEST_REPORT:
        return About(None, None)
    released = kind in RELEASED
    date = _date(text, carrier, said) or find_date(text, passages, sheet.head)
    found = evolve(
        said,
        kind=kind,
        agency=said.agency if carrier is None else None,
        carrier=_span(text, carrier),
        outlet=_span(text, carrier or outlet_above(text, said, tables)),
        date=_span(text, date),
        issuer=_span(text, (_issuer(sheet, issuer, tables) if released else None)),
    )
    if kind not in OWN_SOURCES or formed[kind] + (kind is TextKind.INTERVIEW) * points[kind] < FORMED:
        return About(found, None)  # as it says nothing of it, nobody reads that its people speak in a release
    return About(found, Release(kind, carrier, (date or _today(sheet)) if released else None))


def _span(text: str, at: tuple[int, int] | None) -> Span | None:
    return None if at is None else Span.of(text, *at)


def _sheet(text: str, passages: Sequence[Passage], said: Provenance) -> _Sheet:
    long = (p for p in passages if p.kind is PassageKind.BODY and _is_running(text, p))
    read = text if len(text) <= 2 * LONGEST_READ else f"{text[:LONGEST_READ]}\n{text[-LONGEST_READ:]}"
    opening = next(long, None)
    start = max(0 if opening is None else opening.start, 0 if said.dateline is None else said.dateline.end)
    return _Sheet(text, passages, opening, start, _IN_MARKS.sub("“”", read), "\n".join(_IN_MARKS.findall(read)))


def _is_running(text: str, passage: Passage) -> bool:
    length = passage.end - passage.start
    return length >= SHORTEST_PARAGRAPH or (length >= SHORTEST_SENTENCE and text[passage.end - 1] in '.!?”"')


def _most(points: Counter[TextKind]) -> TextKind:
    """The kind with most points, in the order of `TextKind` where several have as many."""
    kind = max(TextKind, key=lambda kind: points[kind])
    shown = points[kind] >= ENOUGH and points[kind] > points[TextKind.NEWS_REPORT]
    return kind if shown else TextKind.NEWS_REPORT


def _structures(sheet: _Sheet) -> Counter[TextKind]:
    """Points for the turns of a transcript, the questions of an interview and the times of a live blog."""
    text, found = sheet.text, Counter[TextKind]()
    body = [p for p in sheet.passages if p.kind in (PassageKind.BODY, PassageKind.TURN, PassageKind.POST)]
    turns = [p for p in body if p.kind is PassageKind.TURN]
    if len(turns) >= FEWEST:
        labels = {text[slice(*p.label)] for p in turns if p.label is not None}
        asked = all(len(label) == 1 for label in labels) or len(turns) < MOSTLY * len(body)
        found[TextKind.INTERVIEW if asked else TextKind.TRANSCRIPT] += POINTS
    plain = [p for p in body if p.kind is PassageKind.BODY]
    asking = [_QUESTION.fullmatch(text, p.start, p.end) is not None for p in plain if p.end - p.start < LONGEST_NOTE]
    if sum(asking) >= max(FEWEST, ASKING * len(plain)):
        found[TextKind.INTERVIEW] += POINTS
    timed = sum(_TIME.match(text, p.start, p.end) is not None for p in sheet.passages)
    if timed >= FEWEST:
        found[TextKind.LIVE_BLOG] += POINTS + 2
    elif timed == FEWEST - 1:
        found[TextKind.LIVE_BLOG] += 2
    return found


def _matches(row: _Row, sheet: _Sheet) -> Iterator[regex.Match[str]]:
    """Where a row fits, as often as it counts."""
    text, passages, pattern = sheet.text, sheet.passages, row.pattern
    match: regex.Match[str] | None = None
    if row.where in ("text", "marks"):
        read = sheet.narration if row.where == "text" else sheet.marks
        for count, match in enumerate(pattern.finditer(read), start=1):
            yield match
            if count >= row.most:
                return
        return
    if row.where == "carrier":
        match = pattern.search(text, 0, min(len(text), sheet.head + LONGEST_DATELINE))
    elif row.where == "head":
        match = pattern.search(text, 0, min(len(text), sheet.head, LONGEST_NOTE))
    elif row.where == "opening" and sheet.opening is not None:
        match = pattern.search(text, sheet.head, min(sheet.opening.end, sheet.head + LONGEST_NOTE))
    elif row.where == "line":
        match = next(filter(None, (pattern.fullmatch(text, p.start, p.end) for p in passages)), None)
    elif row.where == "start":
        early = passages[: 2 * TAIL]
        found = (pattern.match(text, p.start, min(p.end, p.start + LONGEST_START)) for p in early)
        match = next(filter(None, found), None)
    elif row.where == "tail":
        found = (pattern.search(text, max(p.start, p.end - LONGEST_NOTE), p.end) for p in passages[-TAIL:])
        match = next(filter(None, found), None)
    if match is not None:
        yield match


def _date(text: str, carrier: tuple[int, int] | None, said: Provenance) -> tuple[int, int] | None:
    """The date of the dateline, or the one beside the carrier."""
    if said.date is not None:
        return said.date.start, said.date.end
    return None if carrier is None else find_date(text, (), carrier[1] + BESIDE_CARRIER, carrier[1])


def _today(sheet: _Sheet) -> tuple[int, int] | None:
    """The *today* on which a release announces something, which is its date where it has no other."""
    if sheet.opening is None:
        return None
    found = _TODAY.search(sheet.text, sheet.head, min(sheet.opening.end, sheet.head + LONGEST_NOTE))
    return found.span() if found else None


def _issuer(sheet: _Sheet, told: tuple[int, int] | None, tables: Tables) -> tuple[int, int] | None:
    """Who gives a text out: who is told to, who announces, or whose name stands in it most."""
    text, start = sheet.text, sheet.start
    end = len(text) if sheet.opening is None else min(sheet.opening.end, start + LONGEST_NOTE)
    if told is None:
        announcing = _ANNOUNCES.search(text, min(start, end), end)
        told = announcing.span("issuer") if announcing is not None else None
    if told is None:
        return _named_most(text, start, tables)
    article = _ARTICLE.match(text, *told)
    return _without_person(text, (article.end() if article else told[0], told[1]), tables)


def _without_person(text: str, issuer: tuple[int, int], tables: Tables) -> tuple[int, int] | None:
    """The office of whom a title goes before: *Arlund District Attorney* Ada Obi, by its own name where that stands."""
    start, end = issuer
    words = [match.span() for match in _INK.finditer(text, start, end)]
    last = range(max(len(words) - 3, 0), len(words) - 1)
    titles = titles_before_names(tables)
    titled = (at + 1 for at in last if text[slice(*words[at])].casefold() in titles)
    given = (at for at in last if _is_given(text[slice(*words[at])], tables))
    person = next(chain(titled, given), None)
    if person is None or _BODY.search(text, words[person][0], end):
        return issuer
    if person == 0:
        return None
    office = text[start : words[person - 1][1]]
    if _MEMBER.search(office):
        return None  # a member of a house speaks for no office
    for named in (f"{office}’s Office", f"{office}'s Office"):
        if (at := text.find(named)) >= 0:
            return at, at + len(named)
    return start, words[person - 1][1]


def _is_given(word: str, tables: Tables) -> bool:
    return given_name_gender(word.casefold(), tables) is not None


def _named_most(text: str, start: int, tables: Tables) -> tuple[int, int] | None:
    """The name of a body that stands most often, or of several words in the opening; no person's."""
    places: dict[str, tuple[int, int]] = {}
    counts: Counter[str] = Counter()
    people: set[str] = set()
    for match in _WHOLE_NAME.finditer(text, start, min(len(text), start + LONGEST_READ)):
        name = _POSSESSIVE.sub("", match.group())
        first, _, rest = name.partition(" ")
        if rest and _OPENER.fullmatch(first):
            name = rest
        if _OPENER.fullmatch(name) or len(name) > LONGEST_ISSUER:
            continue
        at = match.start() + match.group().find(name)
        if rest and _is_given(first, tables):
            people.add(name)
        if rest and not _BODY.search(name):
            people.add(name.rpartition(" ")[2])
        counts[name] += 1
        places.setdefault(name, (at, at + len(name)))
    of_people = {
        _POSSESSIVE.sub("", match.group("name"))
        for match in _PERSON_OF.finditer(text, start, min(len(text), start + LONGEST_READ))
    }
    counts.update(name for name in counts if name in of_people)
    weights = {
        name: times * (2 if places[name][0] < start + LONGEST_NOTE else 1) * (3 if _BODY.search(name) else 1)
        for name, times in counts.items()
        if name not in people
        and len(name) >= SHORTEST_ISSUER
        and (times >= OFTEN or (times > 1 and (_BODY.search(name) or name in of_people)))
    }
    bodies = [name for name in weights if _BODY.search(name)]
    return places[max(bodies or weights, key=lambda name: weights[name])] if weights else None


@cache
def _rows(tables: Tables) -> tuple[_Row, ...]:
    return tuple(
        _Row(
            TextKind(row["kind"]),
            row["where"],
            row["points"],
            row.get("most", 1),
            regex.compile("(?i)" + row["pattern"].replace("{name}", _NAME)),
        )
        for row in tables.rows("text_kinds")
    )
