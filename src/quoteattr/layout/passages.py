"""Passages: the paragraphs of a text, and what each is: headline, byline, running text, caption, sign-off and the like.

What a paragraph is, is read off its form by the rows of the table `passages` and, for headlines and transcript turns,
off its place among the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import regex
from attrs import evolve, frozen

from quoteattr.layout.provenance import is_name_of_person, is_signature
from quoteattr.lexicon import SMALL_WORDS, Tables
from quoteattr.values import Passage, PassageKind

__all__ = ["boilerplate", "find_paragraphs", "find_passages", "title_case_headlines"]

# Lines are wrapped to a width of these, in characters; to a narrow one only those of a text of several such lines.
WRAPPED_WIDTH = range(45, 101)
NARROW_WIDTH = range(18, WRAPPED_WIDTH.start)
FEWEST_NARROW = 3
# The shares of a wrapped text's lines that are full, and that break a sentence before a small word.
FULL = 0.9
BREAKING = 0.5

_LINE = regex.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+|\r\n?|[\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INK = regex.compile(r"[^\s\x1c-\x1f\ufeff\u200b](?s:.*[^\s\x1c-\x1f\ufeff\u200b])?")
_LINE_ENDS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_SENTENCE_ENDS = ".!?…:;”’\"')]"
# What can be broken off a line is not longer than this many characters.
_FIRST_WORD = regex.compile(r"\S{1,40}")
_LAST_WORD = regex.compile(r"(?<=\s)\p{Ll}{1,7}\Z")
# A line of its own that begins something: an item of a list, a label.
_OPENS = regex.compile(r"(?:[•·▪●○◦‣⁃∙■□►▶➤✓✔*+»>]|[-–—]{1,2}|\(?\d{1,2}[.)]|\([a-z]\))\s|\p{Lu}[\p{L}.’'-]*:\s")

# The last mark opens, the first one closes, by the characters on both of its sides.
_DOUBLE_MARK = regex.compile(r"[\"“”]")
_OPEN_AT_END = regex.compile(r"(?<![^\s(\[—–-])[\"“](?=\S)[^\"“”]*+\Z")
_CLOSED_AT_START = regex.compile(r"[^\"“”]+(?<=\S)[\"”](?!\w)")
# No more paragraphs than these are joined to one.
MOST_JOINED = 6

Line = tuple[int, int]


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of `text` that are not blank, in order, as character ranges without white space around them."""
    blocks = list(_blocks(text))
    width = _width(text, blocks)
    return list(_with_open_marks(text, [line for block in blocks for line in _joined(text, block, width)]))


def _blocks(text: str) -> Iterator[list[Line]]:
    """The lines with ink, parted where a blank line stands between them."""
    block: list[Line] = []
    breaks = 0
    for match in _LINE.finditer(text):
        ink = _INK.search(text, match.start(), match.end())
        if ink is not None:
            if breaks > 1 and block:
                yield block
                block = []
            block.append(ink.span())
            breaks = 0
        elif match.group()[0] in _LINE_ENDS:
            breaks += 1
    if block:
        yield block


def _width(text: str, blocks: Sequence[Sequence[Line]]) -> int | None:
    """The width that a text is wrapped to, None where it is not."""
    pairs = [pair for block in blocks for pair in pairwise(block) if not _opens(text, *pair)]
    width = max((_length(line) for line, _ in pairs), default=0)
    if width not in WRAPPED_WIDTH and (width not in NARROW_WIDTH or len(pairs) < FEWEST_NARROW):
        return None
    full = [_is_full(text, *pair, width) for pair in pairs]
    breaking = sum(_goes_on(text, *pair) for pair, fills in zip(pairs, full, strict=True) if fills)
    # Where no blank lines part them, the last lines of paragraphs are not full, and end a sentence.
    regular = sum(fills or text[line[1] - 1] in _SENTENCE_ENDS for (line, _), fills in zip(pairs, full, strict=True))
    wrapped = regular >= FULL * len(pairs) and breaking >= BREAKING * sum(full)
    return width if wrapped and breaking else None


def _joined(text: str, block: Sequence[Line], width: int | None) -> Iterator[Line]:
    """Join the lines of `block` that one sentence runs across; all of them if they are wrapped to a width."""
    inside = [_breaks_sentence(text, line, following) for line, following in pairwise(block)]
    even = all(_length(line) in WRAPPED_WIDTH for line in block[:-1]) and sum(inside) * 2 >= len(inside)
    first = 0
    for index in range(1, len(block) + 1):
        if index < len(block):
            pair = block[index - 1], block[index]
            goes_on = even if width is None else _is_full(text, *pair, width) and not _opens(text, *pair)
            if goes_on or inside[index - 1]:
                continue
        yield block[first][0], block[index - 1][1]
        first = index


def _with_open_marks(text: str, paragraphs: Sequence[Line]) -> Iterator[Line]:
    """Join those that one pair of marks runs over: She said "It is old.⏎It leaks." and left."""
    at = 0
    while at < len(paragraphs):
        start, end = paragraphs[at]
        mark = _OPEN_AT_END.search(text, start, end) if _unpaired(text, start, end, 1) else None
        ahead = range(at + 1, min(at + 1 + MOST_JOINED, len(paragraphs))) if mark is not None else ()
        marked = next((n for n in ahead if _DOUBLE_MARK.search(text, *paragraphs[n])), at)
        if marked > at and mark is not None and _unpaired(text, *paragraphs[marked], -1):
            closing = _CLOSED_AT_START.match(text, *paragraphs[marked])
            # A pull quote has its speaker in the last line: "It leaks.⏎Ann Lee"
            if closing is not None and (mark.start() > start or closing.end() < paragraphs[marked][1]):
                at, end = marked, paragraphs[marked][1]
        yield start, end
        at += 1


def _unpaired(text: str, start: int, end: int, side: int) -> bool:
    """Whether the marks of a paragraph are paired but for one, that opens (`side` is 1) or closes (-1) if it tells."""
    marks: list[str] = _DOUBLE_MARK.findall(text, start, end)
    straight, sides = marks.count('"'), marks.count("“") - marks.count("”")
    return straight % 2 == 1 if straight == len(marks) else not straight and sides == side


def _length(line: Line) -> int:
    return line[1] - line[0]


def _is_full(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the next line had no room on this one."""
    word = _FIRST_WORD.match(text, *following)
    blanks = 2 if text[line[1] - 1] in ".!?" else 1  # many a typist has two behind a sentence
    return word is not None and _length(line) + blanks + len(word.group()) > width


def _breaks_sentence(text: str, line: Line, following: Line) -> bool:
    """Tell whether a sentence goes on from a line of some length to the next: `…off the coast of` and `the island`."""
    return _length(line) >= WRAPPED_WIDTH.start and _goes_on(text, line, following)


def _goes_on(text: str, line: Line, following: Line) -> bool:
    """Whether a sentence does not end with a line: before a small letter, behind a comma, *of* or *the*."""
    last = _LAST_WORD.search(text, *line)
    unfinished = text[line[1] - 1] == "," or (last is not None and last.group() in SMALL_WORDS)
    return unfinished or (text[line[1] - 1] not in _SENTENCE_ENDS and text[following[0]].islower())


def _opens(text: str, line: Line, following: Line) -> bool:
    """Whether an item of a list or a turn begins behind a line: the *26.* of “since Jan.⏎26.” begins none."""
    ended = text[line[1] - 1] in _SENTENCE_ENDS or _length(line) < WRAPPED_WIDTH.start
    return ended and _OPENS.match(text, *following) is not None


@frozen
class _Form:
    """A row of the table `passages`, ready to match."""

    kind: PassageKind
    pattern: regex.Pattern[str]
    early: bool
    needs: tuple[str, ...]
    long: bool

    def fits(self, text: str, start: int, end: int, lower: str) -> bool:
        """Whether the paragraph at `start` to `end`, which is `lower` in lower case, has this form."""
        possible = not self.needs or any(word in lower for word in self.needs)
        return possible and self.pattern.match(text, start, end) is not None


# Longer paragraphs are no sign-off, caption or boilerplate, and are not tried but by the forms of any length.
LONGEST_FORM = 700
# A byline stands among the first paragraphs; `By Sunday Poe and Rao, …` may start one anywhere.
BYLINE_WITHIN = 6
LONGEST_HEADLINE = 220
# A contact's line, and how soon what *About Acme* is about is named.
LONGEST_LINE = 100
NAMED_WITHIN = 80
LONGEST_NAME = 60
# Two paragraphs at most are headlines: the second is a standfirst or the subheading of a newspaper archive.
MOST_HEADLINES = 2
# The parts of an address are as long as RFC 5321 lets them be.
_ADDRESS = regex.compile(r"(?<![\s,])[\s,]*+[<(\[]?\b[\w.+-]{1,64}+@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}[>)\]]?")
_SENTENCE_END = regex.compile(r"[.!?…][\p{Pf}\p{Pe}\"']*$")
# Mayor Ann Lee today issued the following statement
_LEADS_IN = regex.compile(r"\bthe following (?:\p{Ll}+ )?\p{Ll}+\Z")
LONGEST_LEAD = 60
_ONE_SENTENCE = regex.compile(r"[^.!?…;]+[.!?;][\p{Pf}\p{Pe}\"']*")
# Share of the longer words of a headline in Title Case above a paragraph of so many characters, which may have slips.
TITLE_CASE = 0.75
SHORTEST_TEXT = 100
# A headline of so few longer words may have no capitals but those of names: Ann Lee met Raj Rao
MOST_NAMES = 4
_SMALL_WORD = regex.compile(r"(?<![\p{L}’'-])\p{Ll}[\p{L}’'-]++")
_LONG_WORD = regex.compile(r"\p{L}[\p{L}\p{M}’'-]{3,}+")
# `LODWAR, Kenya — `, `Washington (AFP) – `
_DATELINE = regex.compile(r"(?=\p{Lu}{2}|[^()]{2,60}\([^()]{2,30}\)\s*\p{Pd})[^–—\n]{2,80}?\s?\p{Pd}{1,2}\s")
_LABEL = regex.compile(
    r"""
    [\[*_]{0,2}+  # [JANE DOE]: **Jane Doe:**
    ( \p{Lu}[\p{L}\p{M}.’'-]*+ (?:\ [\p{L}\p{M}.’'-]++){0,4}+  # JANE DOE
      (?P<roles> (?: ,\ \p{Lu}[\p{Lu}’'&/.-]*+ (?:\ [\p{Lu}’'&/.-]++)*+ ){1,3} )?  # , HOST
    ) (?P<remark>\ [(\[][^()\[\]\n]{1,40}[)\]])? [\]*_]{0,2}+ :[*_]{0,2}+ \s+ (?=[\p{L}"“‘'(\[.…\p{Pd}])""",
    regex.VERBOSE,
)

_PART = regex.compile(r"([QA])(?P<remark>)\.\s+(?=\S)")
_TRANSLATED = regex.compile(r"(?i)\b(?:translat|interpret)")


def find_passages(text: str, tables: Tables) -> tuple[Passage, ...]:
    """Find the paragraphs of `text` that are not blank, in order; their forms are rows of `tables`."""
    spans = find_paragraphs(text)
    passages = [_formed(text, start, end, place, tables) for place, (start, end) in enumerate(spans)]
    passages = list(_with_sections(text, passages, tables))
    return tuple(_with_turns(text, _with_signatures(text, _with_headlines(text, passages), tables), tables))


def _formed(text: str, start: int, end: int, place: int, tables: Tables) -> Passage:
    """Give the paragraph the kind that its own form says."""
    kind = _kind(text, start, end, early=place < BYLINE_WITHIN, tables=tables)
    if kind is PassageKind.BOILERPLATE:
        return Passage(start, end, kind)
    within = _forms(tables)[1]
    return Passage(start, end, kind, None, tuple(match.span() for match in within.finditer(text, start, end)))


def _kind(text: str, start: int, end: int, *, early: bool, tables: Tables) -> PassageKind:
    """The kind of the first form that fits; above an article, of a byline without the authors' addresses, too."""
    short = end - start <= LONGEST_FORM
    forms = [form for form in _forms(tables)[0] if (early or not form.early) and (short or form.long)]
    lower = text[start:end].lower()
    found = next((form.kind for form in forms if form.fits(text, start, end, lower)), PassageKind.BODY)
    if found is PassageKind.BODY and early and short:
        line = text[start:end]
        bare = _ADDRESS.sub("", line)
        signed = bare != line and any(form.pattern.match(bare) for form in forms if form.early)
        return PassageKind.BYLINE if signed or is_signature(bare, tables) else found
    return found


def _with_sections(text: str, passages: Sequence[Passage], tables: Tables) -> Iterator[Passage]:
    """Mark sections that tell nothing of what happened, such as *About Acme Corp.*, as boilerplate."""
    sections = _sections(tables)
    within: str | None = None
    for index, passage in enumerate(passages):
        heading = _heading(text, passages, index, sections)
        line = passage.end - passage.start <= LONGEST_LINE and not _SENTENCE_END.search(
            text, max(passage.start, passage.end - 4), passage.end
        )
        if within != "rest":
            within = heading or (within if within == "lines" and line else None)
        yield passage if within is None else evolve(passage, kind=PassageKind.BOILERPLATE, boilerplate=())


def _heading(
    text: str, passages: Sequence[Passage], index: int, sections: Sequence[tuple[str, regex.Pattern[str]]]
) -> str | None:
    """What the heading that a passage is opens, "rest" or "lines"; None where it is none."""
    passage = passages[index]
    told = passage.kind not in (PassageKind.BODY, PassageKind.BOILERPLATE)
    if index == 0 or told or passage.end - passage.start > LONGEST_FORM:
        return None
    for kind, pattern in sections:
        match = pattern.match(text, passage.start, passage.end)
        if match is not None and kind != "name":
            return kind
        if match is not None:
            after = match.end() if match.end() < passage.end else passages[min(index + 1, len(passages) - 1)].start
            name, below = match["name"], text[after : after + NAMED_WITHIN]
            if name in below or (name.isupper() and name in below.upper()):
                return "rest"
    return None


def _with_headlines(text: str, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Mark the leading paragraphs that read like headlines as such; a text of nothing else has none."""
    headlines = above = 0
    for index, passage in enumerate(passages):
        following = passages[index + 1] if index + 1 < len(passages) else None
        leading = index == headlines + above and headlines < MOST_HEADLINES
        if leading and passage.kind is PassageKind.BOILERPLATE:
            above += 1  # FOR IMMEDIATE RELEASE
        if leading and following is not None and _is_headline(text, passage, following, first=headlines == 0):
            headlines += 1
            yield evolve(passage, kind=PassageKind.HEADLINE)
        else:
            yield passage


def _with_signatures(text: str, passages: Iterator[Passage], tables: Tables) -> Iterator[Passage]:
    """Mark a name alone on its line as a byline where the line below goes on with an address, a job or the date."""
    known = list(passages)
    for index, passage in enumerate(known):
        below = known[index + 1].kind if index + 1 < len(known) else None
        signs = 0 < index < BYLINE_WITHIN and below is PassageKind.BYLINE and passage.end - passage.start < LONGEST_NAME
        named = signs and passage.kind in (PassageKind.BODY, PassageKind.HEADLINE)
        if named and is_name_of_person(text[passage.start : passage.end], tables):
            yield evolve(passage, kind=PassageKind.BYLINE)
        else:
            yield passage


def _is_headline(text: str, passage: Passage, following: Passage, *, first: bool) -> bool:
    """Tell whether a leading paragraph is a headline: no sentence, or the first, in title case or before a dateline."""
    start, end = passage.start, passage.end
    if passage.kind is not PassageKind.BODY or end - start > LONGEST_HEADLINE or _DATELINE.match(text, start, end):
        return False
    if not _SENTENCE_END.search(text, max(start, end - 4), end):
        return text[end - 1] not in ":," and not _LEADS_IN.search(text, max(start, end - LONGEST_LEAD), end)
    before_body = following.kind is PassageKind.BYLINE or _DATELINE.match(text, following.start, following.end)
    one_sentence = _ONE_SENTENCE.fullmatch(text, start, end)
    above_text = following.end - following.start >= SHORTEST_TEXT
    titled = _is_title_case(text[start:end]) or (above_text and _capitals(text[start:end]) >= TITLE_CASE)
    return first and (titled or bool(before_body and one_sentence))


def _is_title_case(text: str) -> bool:
    """Whether the words of a sentence have capitals but for the small ones: not those of *Ann Lee met Raj Rao*."""
    return all(word in SMALL_WORDS for word in _SMALL_WORD.findall(text)) and _capitals(text) > 0


def _capitals(text: str) -> float:
    """The share of the longer words that have a capital; 0 where there are fewer than two."""
    words: list[str] = _LONG_WORD.findall(text)
    return sum(word[0].isupper() for word in words) / len(words) if len(words) > 1 else 0.0


def _with_turns(text: str, passages: Iterator[Passage], tables: Tables) -> Iterator[Passage]:
    """Mark the turns of a transcript as such; a remark behind the label is none of the turn's words."""
    known = list(passages)
    interview, other = _labels(tables)
    labels: dict[int, regex.Match[str]] = {}
    for index, passage in enumerate(known):
        match = _LABEL.match(text, passage.start, passage.end) if passage.kind is PassageKind.BODY else None
        head = match.group(1).partition(",")[0] if match is not None else ""
        if match is not None and (head in interview or not other.fullmatch(head)):
            labels[index] = match
    names = Counter(_surname(match.group(1)) for match in labels.values())
    turns = {
        n: label
        for n, label in labels.items()
        if _is_certain(label) or _is_turn(label.group(1), names, interview) or _is_persons(label, known[n].end, tables)
    }
    turns |= _parts(text, known)
    for index, passage in enumerate(known):
        label = turns.get(index)
        if label is None:
            yield passage
        else:
            remarks = [label.span("remark")] if label["remark"] else []
            within = (*passage.boilerplate, *remarks)
            yield evolve(passage, kind=PassageKind.TURN, label=label.span(1), boilerplate=within)


def _parts(text: str, passages: Sequence[Passage]) -> dict[int, regex.Match[str]]:
    """The parts of an interview that a full stop ends, by their passages: Q. Why? A. Because. Only both make one."""
    bodies = ((n, passage) for n, passage in enumerate(passages) if passage.kind is PassageKind.BODY)
    found = {n: match for n, p in bodies if (match := _PART.match(text, p.start, p.end)) is not None}
    return found if len({match.group(1) for match in found.values()}) > 1 else {}


def _surname(label: str) -> str:
    """Reduce a label to what stays of it after its first turn: `JANE DOE, HOST` goes on as `DOE`."""
    return label.partition(",")[0].split()[-1]


def _is_certain(label: regex.Match[str]) -> bool:
    """Whether no other label has the form: ANNA HOLM, CNB ANCHOR:, and one who speaks *through a translator*."""
    return (label["roles"] is not None and label.group(1).isupper()) or _TRANSLATED.search(
        label["remark"] or ""
    ) is not None


def _is_persons(label: regex.Match[str], end: int, tables: Tables) -> bool:
    """Whether a label in capitals is a person's name, and a sentence follows: PRIYA NAIR: We are late."""
    name, text = label.group(1), label.string
    ended = _SENTENCE_END.search(text, max(label.end(), end - 4), end)
    named = is_name_of_person(name, tables) or (" " in name and name.title() in text)
    return name.isupper() and ended is not None and named


def _is_turn(label: str, names: Counter[str], interview: frozenset[str]) -> bool:
    """Tell whether a speaker is meant: a part in an interview, a name that takes another turn, capitals among others.

    A single `Jane Doe:` may as well be the first words of a listing.
    """
    if label in interview or names[_surname(label)] > 1:
        return label in interview or all(word[0].isupper() for word in label.split())
    return label.isupper() and names.total() > 1


@cache
def _forms(tables: Tables) -> tuple[tuple[_Form, ...], regex.Pattern[str]]:
    """Compile the forms of whole paragraphs, in the order of their rows, and of boilerplate inside one."""
    rows = tables.rows("passages")
    forms = tuple(
        _Form(
            PassageKind(row["kind"]),
            regex.compile(rf"(?is){row['pattern']}" + (r"\W*\Z" if row.get("whole") else "")),
            bool(row.get("early")),
            tuple(row.get("needs", ())),
            bool(row.get("long")),
        )
        for row in rows
        if row["kind"] != "within"
    )
    within = "|".join(f"(?:{row['pattern']})" for row in rows if row["kind"] == "within")
    return forms, regex.compile(f"(?is){within}")


@cache
def _sections(tables: Tables) -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """The headings of sections, each to the end of its line; that of a name may have its paragraph behind a colon."""
    whole, or_inline = r"\W*+\Z", r"(?:\s?[:\p{Pd}]\s+(?=\p{Lu})|\W*+\Z)"
    return tuple(
        (
            row["kind"],
            regex.compile(rf"(?is)[^\w\n]{{0,4}}+{row['pattern']}{or_inline if row['kind'] == 'name' else whole}"),
        )
        for row in tables.rows("sections")
    )


@cache
def _labels(tables: Tables) -> tuple[frozenset[str], regex.Pattern[str]]:
    """Read the labels of parts in an interview, and what is no label of a speaker."""
    rows = tables.rows("turn_labels")
    interview = frozenset(label for row in rows if row["kind"] == "interview" for label in row["labels"])
    other = "|".join(f"(?:{row['pattern']})" for row in rows if row["kind"] == "other")
    return interview, regex.compile(other)


def title_case_headlines(text: str, passages: Sequence[Passage]) -> list[tuple[int, int]]:
    """Where the headlines stand in which capitals tell no names, as character ranges."""
    return [
        (passage.start, passage.end)
        for passage in passages
        if passage.kind is PassageKind.HEADLINE and _has_title_capitals(text[passage.start : passage.end])
    ]


def _has_title_capitals(headline: str) -> bool:
    if len(_LONG_WORD.findall(headline)) <= MOST_NAMES and not _is_title_case(headline):
        return False
    return _capitals(headline) > 0.5


def boilerplate(passages: Sequence[Passage]) -> list[tuple[int, int]]:
    """Where the site speaks in its own name, as character ranges: whole passages, and stretches inside others."""
    whole = [(passage.start, passage.end) for passage in passages if passage.kind is PassageKind.BOILERPLATE]
    return whole + [stretch for p in passages if p.kind is not PassageKind.BOILERPLATE for stretch in p.boilerplate]
