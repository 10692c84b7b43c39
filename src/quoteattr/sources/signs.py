"""Signs: what one sentence offers as the source of the words that it attributes, its kinds, names and dates.

Nothing is decided here: a sign says what could be meant, and how it hangs together with the saying.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import regex
from attrs import frozen

from quoteattr.lexicon import Tables, form_of
from quoteattr.sources.facts import (
    OUTLETS,
    Anchor,
    Attachment,
    Bond,
    DateSign,
    Head,
    KindSign,
    MediumFacts,
    NameSign,
    Offsets,
    Reading,
    Side,
    Where,
)
from quoteattr.sources.media import Medium
from quoteattr.sources.narration import Narration
from quoteattr.types import SourceKind

__all__ = ["is_own_source", "read_sentence"]


@frozen
class _Sentence:
    """What is read: the sentence of a narration that begins at `start`, where `anchor` attributes words."""

    narration: Narration
    anchor: Anchor
    start: int

    @property
    def text(self) -> str:
        """The text of the narration."""
        return self.narration.text


@frozen
class _Claim:
    """A kind, a name or both that a medium or verb, at `at`, gives what is said."""

    kind: SourceKind | None
    name: Offsets | None
    at: int


# Names that the pipeline's entities give, which no table or form knows: *told Pepperpot*.
ENTITIES = frozenset({"organization", "work", "person"})
# What a name can mean that its tie does not say: *on Radio Ventana* may be an interview.
OTHER_KINDS: Mapping[str, tuple[SourceKind, ...]] = {
    "press": (SourceKind.INTERVIEW, SourceKind.NEWS_REPORT),
    "station": (SourceKind.INTERVIEW, SourceKind.BROADCAST, SourceKind.NEWS_REPORT),
    "programme": (SourceKind.INTERVIEW, SourceKind.BROADCAST),
    "agency": (SourceKind.INTERVIEW, SourceKind.WIRE_REPORT),
    "platform": (SourceKind.SOCIAL_MEDIA,),
    "event": (SourceKind.SPEECH,),
    "body": (SourceKind.SPEECH,),
    "organization": (SourceKind.INTERVIEW, SourceKind.SPEECH),
    "work": (SourceKind.BROADCAST, SourceKind.BOOK),
    "person": (SourceKind.INTERVIEW,),
}
# What is its own source when it speaks, by its group: an agency under its name (*Notipais reported*), or a text
# (*the press release said*).
OWN_SOURCES = frozenset({"agency", "press release", "statement", "document", "book", "email", "court filing"})
# What governs an occasion by which the time of something else is told.
TIMES = frozenset({"following", "after", "before", "since", "until", "despite"})
# Occasions that have names made of their own noun: *the second leaders’ debate*, *an Arlund town hall*.
EVENTFUL = frozenset({SourceKind.SPEECH, SourceKind.DEBATE, SourceKind.TESTIMONY, SourceKind.DOCUMENT})
LISTENERS = frozenset({"audience", "host"})
# Occasions do not speak: in "the rally said" it is the people there.
SILENT = frozenset(
    {SourceKind.SPEECH, SourceKind.DEBATE, SourceKind.INTERVIEW, SourceKind.PRESS_CONFERENCE, SourceKind.TESTIMONY}
)
# Words before an outlet that passes on what somebody said elsewhere.
RELAYING = frozenset({"according to", "quoted by", "cited by", "carried by", "reported by"})
# The word that opens a clause, not the one of *hinted at that in a briefing*.
_THAT = r"that(?!\s*+\Z)"
# Between a cue and what belongs to it stands no other clause: not "said the law that passed on Monday". Behind a
# closing cue there is no content: "…,” he said after a visit on Monday".
_CLAUSE = regex.compile(
    rf"(?i)\b(?:{_THAT}|who|whom|which|whose|because|if|whether|after|before|since|(?:when|while)(?! \w+ing\b)|until"
    r"|would|will|could|should|can|might|is|are|was|were|has|had|have|does|did|do|been|be|being)\b|[;:—]"
)
_CLOSING_CLAUSE = regex.compile(
    r"(?i)\b(?:that|who|whom|which|whose|because|is|are|was|were|has|had|will|would)\b|[;—]"
)
_RELATIVE = regex.compile(
    rf"(?i:\b(?:who|whom|which|whose|{_THAT}|when|because|if|since|until)\b)|\b(?:[Aa]fter|[Bb]efore) (?!\p{{Lu}})"
)
_ASIDE = regex.compile(r",? who [^,]*+\Z")
_OF = regex.compile(r"\b(?:of|in|for|at|from|on|by)\b")
# Between a text and who issued it: *Statement from Governor* Ada Obi:
_ISSUED_BY = regex.compile(r"\s(?:from|by|of)\s(?:(?:the|\p{Lu}[\p{L}.’'-]*+)\s){0,4}")
# A document heads the phrase: "the letter from the mayor", not "the paper mill's owner".
_HEADS = regex.compile(
    r"[,)]?+(?:\Z|\s++(?:of|from|by|in|to|at|on|for|about|with|dated|signed|sent|released|issued|that|which)\b)"
)
_WORD = regex.compile(r"[\w-]+")
_RELAYS = regex.compile(
    r"\s(?:first |also |has |had )?(?:reported|reports|noted|wrote|revealed|found|quoted|published)\b"
)
# Dates of the news, unlike bare years and months, can stand further from the verb: "on Monday", "two weeks ago".
_RECENT = regex.compile(
    r"day\b|\b(?:ago|today|tonight|week|weekend|morning|night|afternoon|evening)\b|\A[^\d]*\b\d\d?\b(?!.*\d)"
)
# "broadcast of ‘Long Night’", "a Radio Ventana interview": an outlet next to the noun of its medium.
BEFORE_NOUN, AFTER_NOUN = 12, 30
LONGEST_ADJUNCT = 60
_VERBS = frozenset({"VERB", "AUX"})
HIGHEST_CLIMB = 6
_NOTHING = Reading()


def read_sentence(narration: Narration, anchor: Anchor, tables: Tables) -> Reading:
    """Read what the sentence around `anchor.cue` offers as the source of what is attributed there."""
    at = anchor.cue[0]
    if narration.text[at : at + 1] == "_":  # within a quotation: its own source is not the outer one's
        return _NOTHING
    start, end = narration.around(*anchor.cue)
    found = narration.media_in(start, end)
    media = tuple(m for m in found if not _cuts(m, anchor.mention) and not _says_where(m, found))
    dates = narration.dates_in(start, end)
    verbs = tuple(_verb_kinds(narration.text, start, anchor.cue, tables))
    if not (media or dates or verbs):
        return _NOTHING
    sentence = _Sentence(narration, anchor, start)
    facts = {medium.start: _facts(sentence, medium) for medium in media}
    near = [medium for medium in media if facts[medium.start].where is not Where.APART]
    claims = [claim for medium in near for claim in _claims(sentence, medium, near)]
    claims += [_Claim(kind, None, at) for kind, at in verbs]
    tied = [medium for medium in near if medium.tie is not None]
    free = [d for d in dates if not any(m.start <= d[0] < m.end for m in media if m.is_named)]
    return Reading(
        tuple(sign for sign in _kind_signs(media, claims, facts) if not _is_elsewhere(sign, anchor)),
        tuple(_name_signs(narration, media, claims, facts)),
        tuple(_date_signs(sentence, free, tied)),
    )


def is_own_source(sign: KindSign) -> bool:
    """Whether an agency or a text speaks, which is then the source itself."""
    medium = sign.medium
    return (
        sign.bond is Bond.TIED and medium is not None and medium.where is Where.ITSELF and medium.group in OWN_SOURCES
    )


def _facts(sentence: _Sentence, medium: Medium) -> MediumFacts:
    narration, cue = sentence.narration, sentence.anchor.cue
    noun = medium.kind is not None
    return MediumFacts(
        group=medium.group,
        where=_where(sentence, medium),
        tie=medium.tie,
        frame=_frame(narration, medium),
        side=Side.BEHIND if medium.start >= cue[1] else Side.AHEAD,
        attachment=_attachment(narration, medium.start, cue),
        word=narration.words(medium.start, medium.end).rpartition(" ")[2] if noun else medium.group,
    )


def _frame(narration: Narration, medium: Medium) -> str:
    """What governs a medium, with the lemma of its first word: *tell* of telling the Courier; else the word before."""
    if not medium.frame:
        return narration.word_before(medium.start)
    first, space, rest = medium.frame.partition(" ")
    token = narration.tokens.get(medium.frame_start)
    return ((token.lemma_.lower() if token is not None else "") or first) + space + rest


def _attachment(narration: Narration, offset: int, cue: Offsets) -> Attachment:
    """Tell what the phrase at `offset` hangs on by the parse."""
    token, prepositions = narration.tokens.get(offset), 0
    for _ in range(HIGHEST_CLIMB):
        if token is None or not token.dep_:
            break
        token = token.head
        if cue[0] <= token.idx < cue[1]:
            return Attachment(Head.CUE, prepositions)
        if token.pos_ in _VERBS:
            return Attachment(Head.VERB, prepositions)
        prepositions += token.pos_ == "ADP"
    return Attachment(Head.NOTHING, None)


def _where(sentence: _Sentence, medium: Medium) -> Where:
    mention = sentence.anchor.mention
    if mention and _bare(sentence.text, mention) == _bare(sentence.text, (medium.start, medium.end)):
        return Where.ITSELF  # *The Courier wrote*, unlike *the Courier’s editor wrote*
    if _inside(medium, mention):
        return Where.IN_MENTION
    if _in_aside(sentence, medium.frame_start):
        return Where.ASIDE
    return Where.BESIDE if _belongs(sentence, medium.frame_start) else Where.APART


def _bare(text: str, at: Offsets) -> str:
    return text[slice(*at)].casefold().removeprefix("the ")


def _kind_signs(
    media: Sequence[Medium], claims: Sequence[_Claim], facts: Mapping[int, MediumFacts]
) -> Iterator[KindSign]:
    """A sign for each kind that is claimed, and for what else a medium can mean."""
    nouns = {medium.end for medium in media if medium.kind is not None}
    told = {medium.start for medium in media if medium.start - 1 in nouns}  # by its noun: the journal Polar Letters
    claimed = set()
    for claim in claims:
        if claim.kind is not None and claim.at not in told:
            claimed.add((claim.at, claim.kind))
            yield KindSign(claim.kind, claim.at, Bond.TIED, facts.get(claim.at))
    for medium in media:
        of_medium = facts[medium.start]
        if medium.start in told or medium.frame in RELAYING or of_medium.where is Where.IN_MENTION:
            continue
        for kind in (medium.kind,) if medium.kind is not None else OTHER_KINDS.get(medium.group, ()):
            if (medium.start, kind) not in claimed:
                yield KindSign(kind, medium.start, Bond.LOOSE, of_medium)


def _is_elsewhere(sign: KindSign, anchor: Anchor) -> bool:
    """Whether an occasion is somewhere to go to (*went to a rally*) or something to come after (*after her talk*)."""
    if sign.medium is None or sign.medium.tie is not None:
        return False
    return sign.medium.frame in TIMES or (sign.value is SourceKind.SPEECH and not anchor.speaks)


def _name_signs(
    narration: Narration, media: Sequence[Medium], claims: Sequence[_Claim], facts: Mapping[int, MediumFacts]
) -> Iterator[NameSign]:
    """A sign for each name, also that of an occasion: *the second leaders’ debate*."""
    claimed = {claim.at for claim in claims if claim.name is not None}
    for medium in media:
        at, of_medium = medium.start, facts[medium.start]
        if medium.is_named or medium.group in ENTITIES:
            bond = Bond.TIED if at in claimed else Bond.LOOSE
            yield NameSign((at, medium.end), at, bond, None, of_medium)
        elif medium.kind in EVENTFUL and (start := narration.name_before(at)) < at:
            yield NameSign((start, medium.end), at, Bond.OCCASION, medium.kind, of_medium)


def _date_signs(sentence: _Sentence, dates: Sequence[Offsets], tied: Sequence[Medium]) -> Iterator[DateSign]:
    """A sign for each date; `tied` are the media that are tied to the cue."""
    narration, anchor = sentence.narration, sentence.anchor
    own = _dates_of_saying(sentence, dates, tied)
    for date in dates:
        start, of_medium = date[0], own.get(date)
        if of_medium is None and (anchor.mention is not None or _is_possessive(sentence.text, date)):
            continue  # the law that passed on Monday; Sunday's storm
        yield DateSign(
            value=date,
            at=start,
            bond=Bond.LOOSE if of_medium is None else Bond.TIED,
            of_medium=bool(of_medium),
            form=form_of(sentence.text[slice(*date)]),
            word_before=narration.word_before(start),
            side=Side.BEHIND if start >= anchor.cue[1] else Side.AHEAD,
            attachment=_attachment(narration, start, anchor.cue),
            where=Where.BESIDE if _belongs(sentence, start) else Where.APART,
        )


def _is_recent(text: str, date: Offsets) -> bool:
    """Whether a date is one of the news, unlike bare years and months: *on Monday*, *two weeks ago*."""
    return _RECENT.search(text[date[0] : date[1]]) is not None


def _is_possessive(text: str, date: Offsets) -> bool:
    return text.startswith(("'s", "’s"), date[1])


def _says_where(medium: Medium, media: Sequence[Medium]) -> bool:
    """Whether a medium only says where another one was, which is not tied: *following her speech at the summit*."""
    return any(
        0 < medium.frame_start - m.end < 2 and m.kind is not None and m.frame != "" and m.tie is None for m in media
    )


def _inside(medium: Medium, mention: Offsets | None) -> bool:
    """Whether a medium stands within the mention: *the Courier’s editor*."""
    return mention is not None and mention[0] <= medium.start and medium.end <= mention[1]


def _cuts(medium: Medium, mention: Offsets | None) -> bool:
    """Whether a name ends or begins within the mention, and is none: *Arlund Town Mayor Ada Post*."""
    return mention is not None and (medium.start < mention[0] < medium.end or medium.start < mention[1] < medium.end)


def _in_aside(sentence: _Sentence, at: int) -> bool:
    """Whether `at` is in a relative clause of the speaker's: *Okello, who was speaking to the Courier, …*."""
    mention, cue = sentence.anchor.mention, sentence.anchor.cue
    return mention is not None and at < cue[0] and _ASIDE.match(sentence.text, mention[1], at) is not None


def _belongs(sentence: _Sentence, at: int) -> bool:
    """Whether what stands from `at` is said of the cue, not of something that it reports or of someone in passing."""
    text, anchor = sentence.text, sentence.anchor
    if anchor.cue[0] <= at < anchor.cue[1]:
        return True  # what the cue itself governs: when she *told* the Courier
    if at < anchor.cue[1]:
        chunk = max(sentence.start, text.rfind(",", sentence.start, at) + 1)
        return _RELATIVE.search(text, chunk, at) is None
    low = max(anchor.cue[1], text.rfind("_", anchor.cue[1], at) + 1)
    if anchor.closing:
        low = max(low, text.rfind(",", low, at) + 1)
        return _CLOSING_CLAUSE.search(text, low, at) is None
    return _CLAUSE.search(text, low, at) is None


def _claims(sentence: _Sentence, medium: Medium, media: Sequence[Medium]) -> Iterator[_Claim]:
    """Tell what `medium`, one of the `media` near, makes of the attribution: nothing, or a kind, a name or both."""
    text, anchor = sentence.text, sentence.anchor
    name = (medium.start, medium.end) if medium.is_named else None
    if anchor.mention is not None and _inside(medium, anchor.mention):
        if _OF.search(text, anchor.mention[0], medium.start):  # "the author of the report", "a leader in the Courier"
            yield _Claim(None, name, medium.start)
        elif medium.group in OUTLETS and not anchor.person:
            report = SourceKind.WIRE_REPORT if medium.group == "agency" else SourceKind.NEWS_REPORT
            yield _Claim(report, name, medium.start)
        elif (
            name is None
            and medium.group not in LISTENERS
            and medium.kind not in SILENT
            and _HEADS.match(text, medium.end, anchor.mention[1])
        ):
            yield _Claim(medium.kind, None, medium.start)
        return
    tie = medium.tie
    if _is_issued(sentence, medium):
        yield _Claim(medium.kind, name, medium.start)
        return
    fronted = anchor.mention is not None and medium.end < anchor.mention[0]  # "At a rally in Arlund, Quist promised …"
    if tie is not None and (anchor.speaks or fronted or not tie.venue):
        yield _Claim(tie.kind or medium.kind, name, medium.start)
    elif (
        name is not None
        and medium.group != "body"
        and (
            _relays(sentence, medium)
            or any(
                0 <= medium.start - m.end < AFTER_NOUN or 0 <= m.start - medium.end < BEFORE_NOUN
                for m in media
                if m.kind
            )
        )
    ):
        yield _Claim(None, name, medium.start)


def _is_issued(sentence: _Sentence, medium: Medium) -> bool:
    """Whether a text that nothing governs is the speaker's own: *Statement from Governor Ada Obi:*."""
    mention = sentence.anchor.mention
    if mention is None or medium.frame or medium.kind is None or medium.kind in SILENT:
        return False
    return _ISSUED_BY.fullmatch(sentence.text, medium.end, mention[0]) is not None


def _relays(sentence: _Sentence, medium: Medium) -> bool:
    """Whether an outlet passes words on: *the Courier reported*, *the Courier’s Ada Obi wrote*."""
    if medium.group not in OUTLETS:
        return False
    text, mention = sentence.text, sentence.anchor.mention
    own = mention is not None and text[medium.end : mention[0]].strip() in ("'s", "’s", "'", "’", "")
    return own or medium.frame in RELAYING or _RELAYS.match(text, medium.end) is not None


def _dates_of_saying(sentence: _Sentence, dates: Sequence[Offsets], tied: Sequence[Medium]) -> Mapping[Offsets, bool]:
    """Those of `dates` that can be of the saying, each with whether it stands in a medium's own phrase."""
    text, anchor = sentence.text, sentence.anchor
    found: dict[Offsets, bool] = {}
    for date in dates:
        of_medium = any(_dates_medium(text, date, medium) for medium in tied)
        in_mention = anchor.mention is not None and anchor.mention[0] <= date[0] < anchor.mention[1]
        if _is_possessive(text, date) and not any(
            date[0] < m.start and m.frame_start - date[1] < BEFORE_NOUN for m in tied
        ):
            continue  # Sunday's storm, not Sunday's broadcast
        if of_medium or in_mention or (_belongs(sentence, date[0]) and _dates_cue(sentence, date)):
            found[date] = of_medium
    return found


def _dates_medium(text: str, date: Offsets, medium: Medium) -> bool:
    """Whether the date stands within the medium's phrase or right behind it: *in a letter to the board dated 3 May*."""
    if date[0] < medium.end:
        return medium.frame_start <= date[0]
    gap = text[medium.end : date[0]] if date[0] - medium.end < LONGEST_ADJUNCT else ";"
    return _CLAUSE.search(gap) is None and "," not in gap[:-2] and "_" not in gap


def _dates_cue(sentence: _Sentence, date: Offsets) -> bool:
    """Whether a date before the cue can be its own: a year or month only at the sentence's head or next to the cue."""
    text, anchor = sentence.text, sentence.anchor
    if _is_recent(text, date) or (anchor.closing and date[0] >= anchor.cue[1]):
        return True
    mention = anchor.mention or anchor.cue
    near = min(abs(anchor.cue[0] - date[1]), abs(mention[0] - date[1]), abs(date[0] - mention[1]))
    return near < BEFORE_NOUN or text.count(" ", sentence.start, date[0]) <= 2


def _verb_kinds(text: str, start: int, cue: Offsets, tables: Tables) -> Iterator[tuple[SourceKind, int]]:
    """Find the kinds of media that verbs name, up to the cue, with their offsets: *She emailed aides, saying …*."""
    verbs = _verbs(tables)
    for match in _WORD.finditer(text, start, cue[1]):
        kind = verbs.get((match.group().lower(), match.start() >= cue[0]))
        if kind is not None:
            yield kind, match.start()


@cache
def _verbs(tables: Tables) -> dict[tuple[str, bool], SourceKind]:
    """Kinds by verb and whether it is the cue."""
    rows = [row for row in reversed(tables.rows("media_cues")) if "kind" in row]
    return {
        (verb, is_cue): SourceKind(row["kind"])
        for row in rows
        for verb in row["verbs"]
        for is_cue in ((True,) if row.get("noun") else (True, False))
    }
