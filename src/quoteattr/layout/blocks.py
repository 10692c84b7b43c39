"""Block quotations: paragraphs set off without marks below a line that reports: "The Harbour Post reported:".

A block needs a lead, a paragraph that ends with a colon after a word of reporting or the noun of a document, or that
says a document follows, and a first paragraph that is not in marks, for those are direct quotations. Nothing marks its
end. The block goes on until the article's own voice is heard again; how soon depends on what is set off. Another
outlet's report, introduced by its name alone, is often reprinted to the end of the page and quotes people itself; a
letter or post does not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

import regex
from attrs import frozen

from quoteattr.lexicon import CLOSING_MARKS, LINE_ENDS, OPENING_MARKS, SENTENCE_STOPS, Tables
from quoteattr.values import Block, Passage, PassageKind, QuotedSpan

__all__ = ["find_blocks"]

# The colon's own sentence, and the first sentence of a paragraph, are within so many characters.
LONGEST_LEAD = 300
LONGEST_SENTENCE = 250
# "The Harbour Post reported:" is a bare lead, "The Post reported on Saturday on how it came about:" is not.
LONGEST_BARE_LEAD = 6
# A first paragraph in marks for more than this share is a direct quotation, or the article's own sentence with one.
MOST_QUOTED = 0.5
# The speakers of the article's own voice are those named in so many characters before the lead.
LONGEST_MEMORY = 6_000

LONGEST_COLON = 3
_COLON = regex.compile(r"\s?(?:[:：][-–—]?|[–—])\Z")
_SENTENCE_END = regex.compile(rf"[{SENTENCE_STOPS}][{CLOSING_MARKS})]*+\s+(?=[\p{{Lu}}\d{OPENING_MARKS}])")
_LINE_BREAK = regex.compile(rf"\r\n|[{LINE_ENDS}]")
# What is no name is passed over whole: A-B-C- is not tried again from B and from C.
_NAME = regex.compile(r"(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}’'.-]*+(?:(?<![.’'-])|(*SKIP)(*FAIL))")
_FIRST_WORDS = regex.compile(r"(?:(?:The|A|An)\s+)?+(\p{Lu}[\p{L}\p{M}-]*+)(?:\s+(\p{Lu}[\p{L}\p{M}-]*+))?+")
# Whether or not it was paired: a stray mark at a paragraph's beginning still says that a quotation begins.
_OPENING_MARK = regex.compile(r"\p{Pd}?\s?(?:[\"“„‟«‹]|''|``)")
_VOICE = regex.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s|[Yy]ou|[Yy]our|Dear)\b")
_SINGULAR = regex.compile(r"\b(?:he|his|him|she|her|hers)\b", regex.IGNORECASE)
_STARTS_WITH_PRONOUN = regex.compile(r"(?:He|She)\b")
# What may stand between the verb and the colon: "posted this on its page:", "wrote in a letter to parents:", "said:"
_ADJUNCT = (
    r"(?:\s+(?:(?:this|these|the\s+following|as\s+follows|in\s+full|in\s+part|also|again|further|later|earlier|today|then|thus"
    r"|yesterday|last|of|on|in|at|to|about|under|after|before|via|from|with|by|during|through|over|for|recently|simply)\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[^:()]{0,120})?"
)


@frozen
class _Leads:
    """The table `block_leads` as patterns; each that is `without_colon` has one of the words `below`."""

    before_colon: regex.Pattern[str]
    without_colon: regex.Pattern[str]
    below: tuple[str, ...]
    outlet: regex.Pattern[str]
    list_end: regex.Pattern[str]
    report: regex.Pattern[str]
    speakers: regex.Pattern[str]
    document: regex.Pattern[str]
    header: regex.Pattern[str]


@frozen
class _Text:
    """What every question about a paragraph needs: the text, its passages, and where marks open."""

    text: str
    passages: Sequence[Passage]
    quoted: Sequence[QuotedSpan]
    starts: Sequence[int]
    leads: _Leads

    def of(self, place: int) -> str:
        """The paragraph's characters."""
        return self.text[self.passages[place].start : self.passages[place].end]

    def quoted_in(self, place: int) -> Sequence[QuotedSpan]:
        """The outermost quoted spans that open in the paragraph."""
        passage = self.passages[place]
        spans = self.quoted[bisect_left(self.starts, passage.start) : bisect_left(self.starts, passage.end)]
        return [span for span in spans if span.parent is None]

    def unquoted(self, place: int) -> str:
        """The paragraph without what stands in marks."""
        passage, parts = self.passages[place], []
        at = passage.start
        for span in self.quoted_in(place):
            parts.append(self.text[at : span.start])
            at = span.end
        return "".join((*parts, self.text[at : passage.end]))

    def breaks_before(self, place: int) -> int:
        """How many line breaks set the paragraph off from the one before."""
        gap = self.text[self.passages[place - 1].end : self.passages[place].start]
        return len(_LINE_BREAK.findall(gap))


@frozen
class _Opening:
    """What a block is known by once it has begun: its `lead`'s index, whether it reprints a report, and so on.

    `names`: those in the lead. `others`: those before it, of a reprint. `quotes`: the first paragraph has marks.
    `breaks`: line breaks above that paragraph, and `breaks_within` below it.
    """

    lead: int
    reprint: bool
    names: frozenset[str]
    others: frozenset[str]
    quotes: bool
    breaks: int
    breaks_within: int


def find_blocks(
    text: str, passages: Sequence[Passage], quoted: Sequence[QuotedSpan], tables: Tables
) -> tuple[Block, ...]:
    """The block quotations of `text` in order, none within another: what a lead sets off, and a transcript's turns."""
    page = _Text(text, passages, quoted, [span.start for span in quoted], _leads(tables))
    blocks: list[Block] = []
    place = 0
    while place < len(passages):
        leads = place + 1 < len(passages) and _lead_sentence(page, place) and _is_set_off(page, place + 1)
        last = _last_paragraph(page, place) if leads else place
        if last > place:
            blocks.append(Block(start=passages[place + 1].start, end=passages[last].end, lead=place))
        elif (turn := _turn(page, place)) is not None:
            blocks.append(turn)
        place = max(last, place + 1)
    return tuple(blocks)


def _turn(page: _Text, place: int) -> Block | None:
    """The words of a transcript's turn, `ROSS: We will not.`; those in marks are a direct quotation instead."""
    passage = page.passages[place]
    if passage.kind is not PassageKind.TURN or passage.label is None:
        return None
    start = passage.label[1]
    while start < passage.end and not page.text[start].isalnum() and page.text[start] not in OPENING_MARKS:
        start += 1
    if start >= passage.end or page.text[start] in OPENING_MARKS or page.leads.header.match(page.of(place)):
        return None
    if any(span.start < start < span.end for span in page.quoted_in(place)):
        return None  # a quotation without an opening mark begins with the label: A: It does not,” the letter said
    return Block(start=start, end=passage.end, lead=place)


def _lead_sentence(page: _Text, place: int) -> str:
    """The sentence of a paragraph that introduces a block, without its colon; empty where none does."""
    passage = page.passages[place]
    if passage.kind is not PassageKind.BODY:
        return ""
    end = page.text[max(passage.start, passage.end - LONGEST_LEAD) : passage.end]
    colon = _COLON.search(end, max(0, len(end) - LONGEST_COLON))
    if colon is None and not any(word in end for word in page.leads.below):
        return ""
    sentence = _SENTENCE_END.split(end[: colon.start()] if colon else end)[-1].strip()
    pattern = page.leads.before_colon if colon else page.leads.without_colon
    return sentence if pattern.search(sentence) and not page.leads.list_end.search(sentence) else ""


def _is_set_off(page: _Text, place: int) -> bool:
    """Whether the paragraph below a lead is a text of its own.

    Not one in marks, nor one that speaks of the lead's speaker by name: there the article goes on, and what it showed
    after the colon, a film or a post, is not in the text.
    """
    passage = page.passages[place]
    if not _can_belong(page, place) or passage.kind is PassageKind.LIST_ITEM:
        return False
    spans = page.quoted_in(place)
    inside = sum(min(span.end, passage.end) - span.start for span in spans)
    if _OPENING_MARK.match(page.text, passage.start) or inside > MOST_QUOTED * (passage.end - passage.start):
        return False
    if spans and spans[0].start == passage.start:
        return False
    names = frozenset(_NAME.findall(_lead_sentence(page, place - 1)))
    return not _opens_with(page, names, place) or bool(_VOICE.search(page.unquoted(place)))


def _can_belong(page: _Text, place: int) -> bool:
    """Whether blocks are made of such paragraphs; a letter's "From: Jane Doe" has the form of a turn."""
    kind = page.passages[place].kind
    if kind is PassageKind.TURN:
        return bool(page.leads.header.match(page.of(place)))
    return kind in (PassageKind.BODY, PassageKind.LIST_ITEM, PassageKind.POST)


def _opens_with(page: _Text, names: frozenset[str], place: int) -> bool:
    """Whether the paragraph opens with one of `names`, an article before it or not."""
    first = _FIRST_WORDS.match(page.of(place))
    return first is not None and not names.isdisjoint(first.groups())


def _last_paragraph(page: _Text, lead: int) -> int:
    """The index of the last paragraph of the block below the lead."""
    first = last = lead + 1
    opening = _opening(page, lead)
    while last + 1 < len(page.passages) and not _is_back(page, opening, last + 1):
        last += 1
    if not opening.reprint and _VOICE.search(page.unquoted(first)):
        # A letter says "we" and "you" here and there to its end; below its last "we" it is the article that speaks.
        return max(place for place in range(first, last + 1) if _VOICE.search(page.unquoted(place)))
    return last


def _opening(page: _Text, lead: int) -> _Opening:
    """What the lead and the paragraphs at it tell about the block."""
    sentence, first, at = _lead_sentence(page, lead), lead + 1, page.passages[lead].start
    reprint = len(sentence.split()) <= LONGEST_BARE_LEAD and bool(page.leads.outlet.search(sentence))
    return _Opening(
        lead=lead,
        reprint=reprint,
        names=frozenset(_NAME.findall(sentence)),
        others=frozenset(_NAME.findall(page.text[max(0, at - LONGEST_MEMORY) : at]) if reprint else ()),
        quotes=bool(page.quoted_in(first)),
        breaks=page.breaks_before(first),
        breaks_within=page.breaks_before(first + 1) if first + 1 < len(page.passages) else 0,
    )


def _is_back(page: _Text, opening: _Opening, place: int) -> bool:
    """Whether the article's own voice is heard again in the paragraph, which follows one of the block."""
    if not _can_belong(page, place) or _lead_sentence(page, place):
        return True
    if opening.breaks_within < opening.breaks:
        # Some pages set the block's paragraphs closer together than their own.
        return page.breaks_before(place) >= opening.breaks
    sentence = page.unquoted(place)[:LONGEST_SENTENCE]
    if _opens_with(page, opening.names, place) or _lacks_antecedent(page, opening, place):
        return True
    if opening.reprint:
        return _speaks_again(page, opening, place)
    marked = bool(page.quoted_in(place)) and not opening.quotes
    return marked or bool(page.leads.report.search(sentence)) or bool(page.leads.document.match(sentence))


def _lacks_antecedent(page: _Text, opening: _Opening, place: int) -> bool:
    """Whether the paragraph starts with a "He" or "She" that nobody in the block has been called before."""
    start, end = page.passages[opening.lead + 1].start, page.passages[place].start
    return bool(_STARTS_WITH_PRONOUN.match(page.text, end)) and not _SINGULAR.search(page.text, start, end)


def _speaks_again(page: _Text, opening: _Opening, place: int) -> bool:
    """Whether somebody speaks here whom the article named before the lead, and the block did not."""
    found = page.leads.speakers.findall(page.unquoted(place)[:LONGEST_MEMORY])
    start, end = page.passages[opening.lead + 1].start, page.passages[place].start
    return any(
        name in opening.others and not regex.search(rf"\b{regex.escape(name)}\b", page.text, pos=start, endpos=end)
        for names in found
        for name in names
    )


@cache
def _leads(tables: Tables) -> _Leads:
    words: dict[str, list[str]] = {}
    for row in tables.rows("block_leads"):
        words.setdefault(row["kind"], []).extend(row["words"])
    any_of = {kind: f"(?:{'|'.join(regex.escape(word) for word in group)})" for kind, group in words.items()}
    report, document, name = any_of["report"], any_of["document"], r"\p{Lu}[\p{L}\p{M}’'.-]*+"
    speaker = rf"(?=\p{{Lu}})(?<!\p{{Lu}}[\p{{L}}\p{{M}}’'.-]*?)({name})"  # not tried again from its other capitals
    # The letter in full / Here is his message to parents, but not: There are two gaps in the letter
    determiner = r"(?<!\b(?:in|of|from|with|under|by)\s)(?:\b(?i:the|this|that|his|her|its|their|full|following)|[’']s)"
    extent = r"(?:\s+(?:in\s+(?:full|part)|(?:to|from|of|by)\s[^:]{2,60}))?"
    before_colon = (
        rf"\b(?:{report}|{any_of['lead']}|{any_of['outlet']})\b{_ADJUNCT}\Z",
        # told the court / According to Jane Doe, writing for the Post / From the Harbour Post
        r"(?:\b[Tt]old|\A(?:As\s+)?[Aa]ccording\s+to)\b[^:]{1,120}\Z",
        rf"\A(?i:{any_of['source']})\s+[^,:]{{2,60}}\Z",
        rf"\b{any_of['hand']}\b[^:]{{0,80}}\b{document}\b{_ADJUNCT}\Z",
        rf"{determiner}\s+(?:\p{{L}}+\s+)?{document}{extent}\Z",
    )
    return _Leads(
        before_colon=regex.compile("|".join(before_colon)),
        without_colon=regex.compile(
            rf"\A(?!See|Read|Watch).*\b{document}\b[^.:]{{0,80}}\b{any_of['below']}[.!]?\Z"
            # today released the following statement.
            rf"|\b{any_of['hand']}\s(?:the\s)?following\s(?:\p{{L}}+\s){{0,2}}{document}\b[^:]{{0,100}}\Z",
            regex.DOTALL,
        ),
        below=(*words["below"], "following"),
        outlet=regex.compile(rf"\A(?i:{any_of['source']})\b|\b{any_of['outlet']}\Z"),
        list_end=regex.compile(rf"\b{any_of['list']}\Z"),
        report=regex.compile(rf"(?i)\b{report}\b"),
        speakers=regex.compile(rf"{speaker}\s+{report}\b|\b{report}\s+(?:{name}\s+)*({name})"),
        document=regex.compile(rf"(?:The|That|This|His|Her|Its|Their)\s+(?:\p{{L}}+\s+)?{document}\b"),
        header=regex.compile(rf"(?i:{any_of['header']}):"),
    )
