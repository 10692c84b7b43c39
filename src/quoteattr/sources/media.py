"""Words that name a medium, an occasion, an outlet or an audience, each with the word that governs it.

*In a telephone interview with the Kivu Courier* names a medium governed by *in* and an outlet governed by *with*; *told
reporters* an audience governed by *told*. What they say of a quotation is for the next stage to decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

import regex
from attrs import evolve, frozen

from quoteattr.lexicon import DOUBLE_MARKS, PHRASE_ENDS, Tables
from quoteattr.sources.facts import Tie
from quoteattr.types import SourceKind

__all__ = ["Medium", "find_media", "find_told"]


@frozen
class Medium:
    """A phrase that names a medium: character offsets, half-open, and the word or two that govern it, in lower case.

    `group` is what media_frames.toml knows it by: of a noun of media.toml the kind's value, else "audience", "event" or
    the class of an outlet. `kind` is known of nouns, audiences and events. `frame_start` is where `frame` begins; where
    nothing governs, `frame` is empty and `frame_start` is `start`. `tie` is what the frame makes of such a group.
    """

    start: int
    end: int
    group: str
    kind: SourceKind | None
    frame: str
    frame_start: int
    tie: Tie | None

    @property
    def is_named(self) -> bool:
        """Whether it is a proper name that a source can have."""
        return self.group in NAMED


@frozen
class _Entry:
    words: tuple[str, ...]
    group: str
    kind: SourceKind | None


@frozen
class _Entries:
    """The entries by their words: all of them, the nouns among them, and how long those with a first word are."""

    as_written: Mapping[tuple[str, ...], _Entry]
    nouns: Mapping[tuple[str, ...], _Entry]
    lengths: Mapping[str, Sequence[int]]


# Groups of proper names, which are matched as they are written: *Mirror* is a paper, a mirror is not.
NAMES = frozenset({"press", "station", "programme", "platform", "agency", "publisher"})
# Groups of names that a source can have, and groups of what is not meant in other letters: *us* and the US.
NAMED = NAMES | {"event", "body", "floor", "panel"}
AS_WRITTEN = NAMES | {"floor", "us"}

DETERMINERS = frozenset({"the", "this", "these"})
ARTICLES = frozenset({"The", "In", "On", "As", "But", "And", "At"})
_Word = tuple[str, int, int]  # its text, start and end

_WORD = regex.compile(r"\w+(?:(?:[.&/+-]|['’](?!s\b))\w+)*+|['’]s\b|[^\w\s]")
_CAPITALISED = r"(?:[\p{Lu}\d](?:[\w&+-]|\.(?=\w)|['’](?!s\b)\w)*+)"
# Between two words of a name may stand a small one: *Conference of Mayors*, *Council on Foreign Relations*.
_NAME = (
    rf"{_CAPITALISED}(?:\s(?!\w+day\b)(?:(?:of|and|the|de|del|der|di|la|da|al|du|des)\s){{0,2}}{_CAPITALISED}){{0,6}}+"
)
# Capitalised for the sentence, not for the name: *As the Lakeside Tribune reported*.
_OPENING = (
    r"(?:As|In|On|At|But|And|For|The|A|An|By|From|To|While|When|If|After|Before|Both|Asked|Told|Speaking|Talking|Writing"
    r"|Appearing|Interviewed|Reached|During|Since|According|Last|This|Like)\s"
)
# How far before a noun its governing word can stand: *in a rambling, hour-long and at times tearful interview*.
LONGEST_REACH = 8
# Between an outlet and its programme: *CBC’s “The Current*.
_POSSESSIVE = regex.compile(r"['’]s?\s(?:show\s|programme\s|program\s|podcast\s)?[“\"‘']?")
_BARRIERS = PHRASE_ENDS | DOUBLE_MARKS | frozenset(":()«»—–")


def find_media(
    text: str, tables: Tables, entities: Mapping[int, tuple[int, str]] = MappingProxyType({})
) -> tuple[Medium, ...]:
    """Every mention of a medium in `text`, in text order, none overlapping another.

    Names are found by the tables (outlets.toml, agencies.toml; media.toml and audiences.toml for nouns) and by their
    form (media_forms.toml): *the Lakeside Tribune*, *the broadcaster Radio Ventana*, *CNN’s “The Long View”*. A
    programme that follows its outlet is one name with it. `entities`, start to (end, group), count where neither knows
    a name and a word governs them: *told Pepperpot*.
    """
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    entries, governors = _entries(tables), _governors(tables)
    formed = _formed_names(text, tables)
    found: list[Medium] = []
    done = 0
    known = formed.keys() | entities.keys()
    for at, (word, start, _) in enumerate(words):
        if start < done or not (start in known or word in entries.lengths or word.lower() in entries.lengths):
            continue
        entry = _entry_at(words, at, entries)
        if entry is not None and len(entry.words) == 1 and entry.group in NAMES and _part_of_name(text, words, at):
            entry = None
        if entry is not None and words[at][0] == "The" and _extended(words, at, entry, formed):
            entry = None
        if entry is not None and _run_over(words, at, entry, entries):
            entry = None
        end = words[at + len(entry.words) - 1][2] if entry else start
        name = formed.get(start)
        if name is not None and name[0] > end:
            end, entry = name[0], _named(text[start : name[0]], name[1], entries)
        entity = entities.get(start)
        if entry is not None and entry.group == "floor" and entity is not None and entity[0] > end:
            entry = None  # the Senate Banking Committee
        if entity is not None and entity[0] > end and (entry is None or entry.group in NAMES):
            governed = entry is not None or _governor(words, at, governors)[0]
            entry = (entry or _Entry((), entity[1], None)) if governed else None
            end = entity[0] if governed else end
        if entry is not None:
            frame, frame_start = _governor(words, at, governors)
            medium = Medium(start, end, entry.group, entry.kind, frame, frame_start, tie=None)
            host = found[-1] if found else None
            if entry.group == "programme" and host is not None and _POSSESSIVE.fullmatch(text, host.end, start):
                medium = evolve(host, end=end, group="programme")
                found.pop()
            found.append(evolve(medium, tie=_tie(medium.group, medium.frame, tables)))
            done = end
    return tuple(found)


def _extended(words: Sequence[_Word], at: int, entry: _Entry, formed: dict[int, tuple[int, str]]) -> bool:
    """Whether a name found by its form goes on where the entry ends: *the Daily Nation* is not *The Daily*."""
    inner = formed.get(words[at + 1][1]) if at + 1 < len(words) else None
    return inner is not None and inner[0] > words[at + len(entry.words) - 1][2]


def _run_over(words: Sequence[_Word], at: int, entry: _Entry, entries: _Entries) -> bool:
    """Whether an entry that begins in another goes on where that ends: *the press* in *the press release*."""
    inside = ((place, _entry_at(words, place, entries)) for place in range(at + 1, at + len(entry.words)))
    return any(inner is not None and place + len(inner.words) > at + len(entry.words) for place, inner in inside)


def _part_of_name(text: str, words: Sequence[_Word], at: int) -> bool:
    """Whether the one-word name at `at` is a word of a longer one: *Vice* President Osei, Mayor Ada *Guardian*."""
    word, start, end = words[at]
    if word.isupper():
        return False
    before = words[at - 1] if at and text[words[at - 1][2] : start] == " " else None
    after = words[at + 1] if at + 1 < len(words) and text[end : words[at + 1][1]] == " " else None
    return (before is not None and before[0].istitle() and before[0] not in ARTICLES) or (
        after is not None and after[0].istitle() and not after[0].endswith("day")
    )


def _named(name: str, group: str, entries: _Entries) -> _Entry:
    """Make the entry of a name found by form; an event is of the kind of its last word: *the Glasgow Green Debate*."""
    last = name.rsplit(maxsplit=1)[-1].lower()
    noun = entries.as_written.get((last,))
    return _Entry((), group, noun.kind if noun is not None and group in ("event", "panel") else None)


def _entry_at(words: Sequence[_Word], at: int, entries: _Entries) -> _Entry | None:
    """Find the longest table entry that begins at word `at`: a proper name as written, a noun in any case."""
    word = words[at][0]
    lower = word.lower()
    for first in (word, lower) if word != lower else (word,):
        for length in entries.lengths.get(first, ()):
            here = tuple([text for text, _, _ in words[at : at + length]])
            entry = entries.as_written.get(here) or entries.nouns.get(tuple([text.lower() for text in here]))
            if entry is not None and entry.words[0] == first:
                return entry
    return None


@cache
def _entries(tables: Tables) -> _Entries:
    """All entries: names as written, nouns in lower case with their plurals."""
    entries: list[_Entry] = []
    for row in tables.rows("outlets"):
        entries += [_Entry(_split(name), row["class"], None) for name in (row["name"], *row.get("aliases", ()))]
    for row in tables.rows("agencies"):
        entries += [_Entry(_split(name), "agency", None) for name in (row["name"], *row.get("aliases", ()))]
    for table in ("media", "audiences"):
        for row in tables.rows(table):
            kind = SourceKind(row["kind"]) if "kind" in row else None
            group = row.get("class") or ("audience" if table == "audiences" else row["kind"])
            for noun in row["nouns"]:
                forms = (noun,) if group in AS_WRITTEN else (noun.lower(), f"{noun.lower()}s")
                entries += [_Entry(_split(form), group, kind) for form in forms]
    lengths: dict[str, set[int]] = {}
    for entry in entries:
        lengths.setdefault(entry.words[0], set()).add(len(entry.words))
    # Of two entries with the same words the first holds.
    return _Entries(
        as_written={entry.words: entry for entry in reversed(entries)},
        nouns={entry.words: entry for entry in reversed(entries) if entry.group not in AS_WRITTEN},
        lengths={first: tuple(sorted(of_first, reverse=True)) for first, of_first in lengths.items()},
    )


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(phrase))


def _tie(group: str, frame: str, tables: Tables) -> Tie | None:
    """Find how a frame ties a medium of a group: by its two words, *interview with*, else by the second alone."""
    ties = _ties(tables)
    return ties.get((group, frame)) or ties.get((group, frame.rpartition(" ")[2]))


@cache
def _ties(tables: Tables) -> dict[tuple[str, str], Tie]:
    return {
        (group, frame): Tie(SourceKind(row["kind"]) if "kind" in row else None, row.get("venue", False))
        for row in reversed(tables.rows("media_frames"))
        for group in row["media"]
        for frame in row["frames"]
    }


@cache
def _governors(tables: Tables) -> frozenset[str]:
    return frozenset(frame for row in tables.rows("media_frames") for frame in row["frames"])


def _governor(words: Sequence[_Word], at: int, governors: frozenset[str]) -> tuple[str, int]:
    """Find the nearest word or pair of words before word `at` that can govern a medium, in its own clause."""
    for index in range(at - 1, max(-1, at - 1 - LONGEST_REACH), -1):
        text, start, _ = words[index]
        if index > 0 and (pair := f"{words[index - 1][0]} {text}".lower()) in governors:
            return pair, words[index - 1][1]
        if text == "following" and index and words[index - 1][0].lower() in DETERMINERS:
            continue  # "released the following statement", unlike "following her statement"
        if text.lower() in governors:
            return text.lower(), start
        if text in _BARRIERS or text[0] == "_":
            break
    return "", words[at][1]


# Where the telling word of a row of media_forms.toml stands in a name, or before one that can be a title in marks.
_PLACES = {
    "last": (
        rf"(?<![\w&+.'’-])(?!{_OPENING})(?P<name>(?:{_CAPITALISED}\s(?:of\s|on\s|for\s|and\s|the\s){{0,2}}){{1,5}}?"
        rf"(?:TELLING))(?![\w-])(?!\s(?!\w+day\b)\p{{Lu}}\p{{Ll}})"
    ),
    "alone": r"(?<=\b[Tt]he\s)(?P<name>(?:TELLING))(?![\w-])(?!\s(?!\w+day\b)\p{Lu}\p{Ll})",
    "first": rf"(?<![\w&+.'’-])(?P<name>(?:TELLING)\s{_NAME})",
    "within": (
        rf"(?<![\w&+.'’-])(?!{_OPENING})(?P<name>(?:{_CAPITALISED}\s){{1,4}}?(?:TELLING)(?![\w-])"
        rf"(?:\s(?:of|on|for)\s(?:the\s)?{_NAME})?|(?:TELLING)\s(?:of|on|for)\s(?:the\s)?{_NAME})"
    ),
    "behind": rf"(?<![\w&+.'’-])(?!{_OPENING})(?P<name>{_NAME})(?=\s(?:TELLING)(?![\w-]))",
    "end": rf"(?<![\w&+.'’-])(?!{_OPENING})(?P<name>{_NAME}\s(?:TELLING))(?![\w-])",
    "letters": (
        r"(?<![\w&+.'’-])(?!(?:EXCEPT)\b)(?P<name>(?:TELLING)[A-Z]{3}(?:[-\s](?:TV|FM|AM|DT|Radio|\d{1,2}))?)(?![\w-])"
    ),
    "before": rf"(?<![\w-])(?:TELLING),?\s(?:[“\"](?P<name>[^”\"_\n\ufffd]{{3,60}})[”\"]|(?P<name>{_NAME}))",
}


@frozen
class _Form:
    """A row of media_forms.toml: where none of the `words` stands, the pattern is found nowhere."""

    group: str
    pattern: regex.Pattern[str]
    words: tuple[str, ...]


@cache
def _forms(tables: Tables) -> tuple[_Form, ...]:
    """Compile the patterns of media_forms.toml: names with a telling word in them, and names after a telling noun."""
    forms = []
    for row in tables.rows("media_forms"):
        if row["place"] == "told":
            continue
        words = tuple(row["words"])
        telling = "|".join(map(regex.escape, sorted(words, key=len, reverse=True)))
        place = _PLACES[row["place"]].replace("EXCEPT", "|".join(row.get("except", ())))
        forms.append(_Form(row["class"], regex.compile(place.replace("TELLING", telling)), words))
    # *ABC’s “Good Evening”*, *on CBC’s The Lookout*: an outlet's programme, named with its outlet.
    programme = rf"{_CAPITALISED}(?:\s{_CAPITALISED}){{0,3}}['’]s\s(?:show\s|programme\s|program\s|podcast\s)?"
    title = rf"(?:[“\"][^”\"_\n\ufffd]{{3,60}}[”\"]|['‘][^'’_\n\ufffd]{{3,60}}['’]|The\s{_NAME})"
    pattern = regex.compile(rf"(?<![\w&+.'’-])(?P<name>{programme}{title})")
    forms.append(_Form("programme", pattern, ("’s", "'s")))
    return tuple(forms)


@cache
def _told(tables: Tables) -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """The patterns of what is told, by its words alone, with its class."""
    rows = (row for row in tables.rows("media_forms") if row["place"] == "told")
    return tuple(
        (row["class"], regex.compile(rf"\b(?:{'|'.join(map(regex.escape, row['words']))})\s(?P<name>{_NAME})"))
        for row in rows
    )


def find_told(text: str, tables: Tables) -> Iterator[tuple[int, int, str]]:
    """Whom, by a name in capitals with no article, something is told: start, end and the class of outlets."""
    for group, pattern in _told(tables):
        for match in pattern.finditer(text):
            yield *match.span("name"), group


def _formed_names(text: str, tables: Tables) -> dict[int, tuple[int, str]]:
    """Find names by their form: start to (end, group), the longest at each start."""
    found: dict[int, tuple[int, str]] = {}
    for form in _forms(tables):
        for match in form.pattern.finditer(text) if any(word in text for word in form.words) else ():
            start, end = match.span("name")
            if start not in found or found[start][0] < end:
                found[start] = (end, form.group)
    return found
