"""Whose words they are, on both sides: the article's speaker, the document's, and whether they are the same.

In: an article's part with its attribution, and what was found of it. Out: a `Told`, the document's own attribution or
label, and the comparison. Only two speakers that are both told, and have nothing in common, are another.
"""

from __future__ import annotations

from enum import Enum

import regex
from attrs import frozen

from quoteattr.lexicon import is_person_noun, load_tables, words_used_as
from quoteattr.tracing.texts import PRONOUNS, TOKEN, Reading, Voice, VoiceKind, is_common, names_in, words_in
from quoteattr.tracing.values import Document, TracedSpeaker
from quoteattr.types import Attribution, CueKind, QuotationKind, SpeakerKind

__all__ = ["SURE", "Around", "Said", "Told", "Who", "compare", "is_passed_on", "said_of", "told_by"]

# Attributions that are less sure than this are not held against a document's.
SURE_OF_NAME = 0.4
SURE = 0.6
SURE_OF_RELAY = 0.4
# A document's head, where a speech or a letter says whose it is.
HEAD = 600
# As far as this from a name its role is told: Ruth Paewai (Chair).
NEAR_NAME = 40

_FIRST_PERSON = frozenset(["i", "we", "you", "us", "me", "our", "my", "your", "one"])
_RELAYING = regex.compile(
    r"\b(?P<who>(?:my|our|his|her|their|the|an?|some)\s(?:[\p{L}’'-]+\s){1,3}?|(?:he|she|they|somebody|someone|people)\s)"
    r"(?:(?:used\sto|always|once|often|would|never|had|has|just|also)\s){0,2}"
    r"(?:say|says|said|saying|tell|tells|told|telling|warn|warned|write|wrote|call|called)"
    r"(?:\s(?:me|us|him|her|them|you|everyone|everybody))?(?:\sthat)?[\s,:]*[\p{Pi}\"']?\Z",
    regex.IGNORECASE,
)
_PROPER = regex.compile(r"(?<!^)\b\p{Lu}\p{L}++|\b\p{Lu}\p{L}++(?=\s\p{Lu})")
_LETTERS = regex.compile(r"\p{L}++")
_BRACKETS = regex.compile(r"\([^()]*+\)")
_HANDLE = regex.compile(r"@(\w++)")
_NO_WORD = regex.compile(r"\W++")
_LINE = regex.compile(r"[^\n]{1,200}")
_OF_BODY = regex.compile(r"\s(?:of|for)\s")
_NOBODY = regex.compile(r"(?:nobody|no one|no|none|neither|anybody|anyone|everybody|everyone|any)\b", regex.IGNORECASE)


@frozen
class Who:
    """A speaker by the words that tell of it: tokens of its `names`, and the other `words` it is called by.

    `stated` where words of the place itself name or describe it, and no pronoun stands for it, `by_name` where they
    name it; `proper` are all words with a capital among them. `sure` is the confidence.
    """

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()  # names of the body that it belongs to
    body: bool = False
    named: bool = False
    stated: bool = False
    by_name: bool = False
    proper: frozenset[str] = frozenset()
    sure: float = 1.0

    @property
    def is_told(self) -> bool:
        """Whether anything is known of it."""
        return bool(self.names or self.words)


class Told(Enum):
    """How a document tells whose words they are."""

    #: By the label of a turn or a post.
    LABEL = "label"
    #: By an attribution of words in marks, or set off.
    ATTRIBUTED = "attributed"
    #: They are in nobody's mouth: the issuer's own.
    OWN = "own"
    #: In indirect report, without marks.
    REPORTED = "reported"
    #: In marks that are not attributed.
    UNKNOWN = "unknown"


@frozen
class Said:
    """Whose words a document says they are; `relayed` is who was quoted by that speaker."""

    how: Told
    who: Who = Who()
    attribution: Attribution | None = None
    label: str | None = None
    relayed: Who | None = None


def told_by(attribution: Attribution | None) -> Who:
    """The speaker that an attribution tells."""
    if attribution is None or attribution.speaker is None:
        return Who()
    speaker = attribution.speaker
    mention = "" if attribution.mention is None else attribution.mention.text
    is_pronoun = not mention or mention.split()[0].casefold() in PRONOUNS
    known = names_in(" ".join([speaker.name, *speaker.aliases]))
    stated = names_in(mention) if not is_pronoun else frozenset[str]()
    roles = [*speaker.roles, *([attribution.role] if attribution.role is not None else [])]
    titles = " ".join(role.title.text for role in roles if role.title is not None)
    bodies = " ".join(role.organization.text for role in roles if role.organization is not None)
    # What stands here names the speaker; what the article calls it elsewhere may be somebody else by mistake.
    names = (known | stated if known & stated else stated) if stated else known
    return Who(
        names=names,
        words=words_in(f"{mention} {titles}") if not is_pronoun else words_in(titles),
        of=names_in(bodies),
        body=speaker.kind is SpeakerKind.ORGANIZATION or _is_body(mention or speaker.name),
        named=bool(names),
        stated=not is_pronoun,
        by_name=bool(stated),
        proper=frozenset(word.casefold() for word in _PROPER.findall(mention)) if not is_pronoun else frozenset(),
        sure=attribution.confidence,
    )


def _is_body(mention: str) -> bool:
    words = [word.casefold() for word in _LETTERS.findall(mention)]
    return bool(words) and words[-1] in words_used_as(load_tables(), "body")


def of_label(label: str) -> Who:
    """The speaker that a label names: Mr DELACOUR, CHAIR, Ironworkers Local 512 (@ironworkers512)."""
    bare = _BRACKETS.sub(" ", label)
    names = frozenset(
        token.casefold()
        for token in TOKEN.findall(bare)
        if len(token) > 1 and not is_common(token.casefold()) and (token[0].isupper() or token.isdigit())
    )
    handles = frozenset(handle.casefold() for handle in _HANDLE.findall(label))
    body = bool(words_used_as(load_tables(), "body") & words_in(bare)) or "local" in words_in(bare)
    return Who(names=names | handles, words=words_in(label), body=body, named=bool(names), stated=True)


def is_passed_on(document: Document) -> bool:
    """Whether a document is of a kind that passes on what others say: a wire story, a newspaper's article."""
    kind = (document.kind or "").casefold()
    forms = load_tables().rows("document_forms")
    words = {word for row in forms if row["kind"] == "passed on" for word in row["words"]}
    return any(word in words for word in _NO_WORD.split(kind))


def _has_author(document: Document) -> bool:
    """Whether a document of this kind is one person's words throughout: a speech, a letter."""
    kind = (document.kind or "").casefold()
    forms = load_tables().rows("document_forms")
    words = {word for row in forms if row["kind"] == "one author" for word in row["words"]}
    return any(word in words for word in _NO_WORD.split(kind))


def said_of(reading: Reading, start: int, end: int) -> Said:
    """Whose words the document says that those from `start` to `end` are."""
    voice = reading.voices[reading.voice_at(start)]
    if voice.kind in {VoiceKind.TURN, VoiceKind.POST}:
        return _of_turn(reading, voice, start, end)
    if voice.kind is VoiceKind.QUOTED:
        attribution = _covering(reading, start, end)
        if attribution is not None and attribution.speaker is not None:
            relayed = _relayed(reading, attribution, start, end)
            return Said(Told.ATTRIBUTED, told_by(attribution), attribution, voice.label, relayed)
        if voice.label is not None:  # in marks in a post or a turn, and nobody is named
            return Said(Told.LABEL, of_label(voice.label), attribution, voice.label)
        return Said(Told.UNKNOWN, attribution=attribution)
    attribution = _covering(reading, start, end)
    if attribution is not None and attribution.quotation.kind in {QuotationKind.BLOCK, QuotationKind.DIRECT}:
        return Said(Told.ATTRIBUTED, told_by(attribution), attribution)
    if attribution is not None and attribution.speaker is not None and attribution.speaker.kind is SpeakerKind.PERSON:
        return Said(Told.REPORTED, told_by(attribution), attribution)
    return Said(Told.OWN)


def _of_turn(reading: Reading, voice: Voice, start: int, end: int) -> Said:
    label = voice.label or ""
    relayed = _relayed(reading, None, start, end)
    own = next(
        (
            attribution
            for attribution in reading.article.attributions
            if attribution.quotation.kind is QuotationKind.BLOCK
            and attribution.quotation.span.start <= start < attribution.quotation.span.end
        ),
        None,
    )
    return Said(Told.LABEL, of_label(label), own, label, relayed)


def _covering(reading: Reading, start: int, end: int) -> Attribution | None:
    """The attribution of the smallest quotation that words stand in, in marks before outside of them."""
    best: tuple[bool, int] | None = None
    found: Attribution | None = None
    for attribution in reading.article.attributions:
        quotation = attribution.quotation
        if not (quotation.span.start <= start and min(end, start + 1) <= quotation.span.end):
            continue
        inside = any(quoted.start <= start < quoted.end for quoted in quotation.quoted)
        if inside and not any(quoted.start <= start and end <= quoted.end + 2 for quoted in quotation.quoted):
            inside = quotation.parent is None
            if not inside:
                continue  # a nested one that the words reach beyond
        key = not inside, quotation.span.end - quotation.span.start
        if best is None or key < best:
            best, found = key, attribution
    return found


def _relayed(reading: Reading, around: Attribution | None, start: int, end: int) -> Who | None:
    """Somebody else whose words the speaker reports there: he used to say *that a bridge is a handshake*."""
    for attribution in reading.article.attributions:
        quotation, mention, cue = attribution.quotation, attribution.mention, attribution.cue
        if attribution is around or quotation.kind not in {QuotationKind.INDIRECT, QuotationKind.MIXED}:
            continue
        if not (quotation.span.start <= start + 1 and end <= quotation.span.end + 1):
            continue
        if mention is None or cue is None or cue.kind is not CueKind.SPEECH or cue.negated:
            continue
        if mention.start >= start or attribution.confidence < SURE_OF_RELAY or _NOBODY.match(mention.text):
            continue
        if mention.text.split()[0].casefold() in _FIRST_PERSON or cue.start >= start:
            continue
        if around is not None and not around.quotation.span.start <= mention.start < around.quotation.span.end:
            continue
        return told_by(attribution)
    before = _sentence_before(reading, start)
    told = _RELAYING.search(before) if _has_speaker(reading, start) else None
    return Who(words=words_in(told.group("who"))) if told is not None else None


def _has_speaker(reading: Reading, start: int) -> bool:
    """Whether the words stand in what somebody says, and not in the text's own voice."""
    return reading.voices[reading.voice_at(start)].kind is not VoiceKind.OWN


def _sentence_before(reading: Reading, start: int) -> str:
    """What stands before the words in their sentence, in the same voice."""
    words = reading.words
    at = words.first_at(start)
    if at >= len(words):
        return ""
    first = at
    voice = reading.voice_at(start)
    while (
        first
        and words.sentences[first - 1] == words.sentences[at]
        and reading.voice_at(words.starts[first - 1]) == voice
    ):
        first -= 1
    return " ".join(reading.document.text[words.starts[word] : words.ends[word]] for word in range(first, at))


@frozen
class Around:
    """The article's text around words in marks: their `sentence`, and their paragraph with the one before."""

    sentence: str
    paragraphs: str


def compare(article: Who, said: Said, reading: Reading, around: Around) -> TracedSpeaker:
    """Whether the article's speaker is the document's; `around` is the article's text around the words."""
    if said.how is Told.OWN:
        return _as_issuer(article, reading, around.paragraphs)
    if said.how is Told.REPORTED:
        return TracedSpeaker.UNKNOWN
    if said.how is Told.UNKNOWN:
        near = article.names and article.names & names_in(reading.document.text)
        return TracedSpeaker.SAME if near or not article.is_told else TracedSpeaker.UNKNOWN
    if said.relayed is not None and _relays_as_own(article, said, reading, around.sentence):
        return TracedSpeaker.ANOTHER
    if said.relayed is not None and _agree(article, said.relayed, reading):
        return TracedSpeaker.SAME
    if not article.is_told or not said.who.is_told or _agree(article, said.who, reading):
        return TracedSpeaker.SAME
    return TracedSpeaker.ANOTHER if _is_another(article, said.who, reading, around) else TracedSpeaker.SAME


def _relays_as_own(article: Who, said: Said, reading: Reading, sentence: str) -> bool:
    """Whether the article gives to a speaker what that speaker says that somebody else said."""
    relayed = said.relayed
    if relayed is None or not article.names & (said.who.names or reading.names):
        return False
    told = {word for word in relayed.words | relayed.names if len(word) > 2}
    return not told & words_in(sentence)


def _agree(article: Who, other: Who, reading: Reading) -> bool:
    """Whether two speakers have a name, a role or a body in common."""
    if article.names & other.names:
        return True
    if article.names and other.names and not article.body and not other.body:
        return False
    bodies = article.names if article.body else article.of
    others = other.names if other.body else other.of
    issuer = names_in(reading.document.issuer or "")
    if article.body and not other.body:
        spoken_for = others | (issuer if not is_passed_on(reading.document) else frozenset())
        return not article.names or bool(article.names & spoken_for)
    if other.body and not article.body:
        return not article.names or bool(bodies & other.names)
    roles = {word for word in article.words & other.words if is_person_noun(word, load_tables())}
    if roles or _same_role(article.words, other.words):
        return True
    return not article.names and not article.stated


def _same_role(first: frozenset[str], second: frozenset[str]) -> bool:
    """Chairwoman and CHAIR."""
    return any(
        (one.startswith(other) or other.startswith(one)) and min(len(one), len(other)) > 3
        for one in first
        for other in second
        if is_person_noun(one, load_tables()) or is_person_noun(other, load_tables())
    )


def _is_another(article: Who, other: Who, reading: Reading, around: Around) -> bool:
    """Whether two speakers are surely not the same: both told, with nothing in common."""
    if not other.names:
        return _has_turn_of_own(article, other, reading)
    if not article.names or not _is_sure(article) or other.sure < SURE_OF_NAME:
        return False
    # The other one is spoken of where the words stand, and may well be who is meant.
    near = around.sentence if article.stated else f"{around.sentence} {around.paragraphs}"
    return not other.names & names_in(near) and not _roles(other.words) & _roles(words_in(near))


def _is_sure(who: Who) -> bool:
    """Whether an attribution is sure enough to be held against another: a name is, where a pronoun is not."""
    return who.sure >= (SURE_OF_NAME if who.stated and who.by_name else SURE)


def _roles(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if is_person_noun(word, load_tables()))


def _has_turn_of_own(article: Who, other: Who, reading: Reading) -> bool:
    """Whether the article's speaker has other turns in the document than those below a label without a name."""
    if not article.names or other.body:
        return False
    for match in _LINE.finditer(reading.document.text[:HEAD]):
        if article.names & names_in(match.group()) and _same_role(words_in(match.group()), other.words):
            return False
    labels = {voice.label for voice in reading.voices if voice.label is not None}
    return any(article.names & of_label(label).names for label in labels)


def _as_issuer(article: Who, reading: Reading, around: str) -> TracedSpeaker:
    """Whether words that are in nobody's mouth are the issuer's, and the article gives them to it."""
    document = reading.document
    issuer = names_in(document.issuer or "")
    if not article.is_told:
        issued = not is_passed_on(document) and issuer & names_in(around)
        return TracedSpeaker.SAME if issued else TracedSpeaker.UNKNOWN
    if article.names & issuer:
        return TracedSpeaker.SAME
    if is_passed_on(document):
        there = names_in(document.text)
        unheard = article.stated and article.names and not article.body and not article.names & there
        return TracedSpeaker.ANOTHER if unheard else TracedSpeaker.UNKNOWN
    if article.body or not article.names:
        unlike = article.names and issuer and article.body and not article.names & names_in(document.text)
        return TracedSpeaker.ANOTHER if unlike else TracedSpeaker.SAME
    if _has_author(document) and article.names & names_in(document.text[:HEAD]):
        return TracedSpeaker.SAME
    office = _OF_BODY.split((document.issuer or "").casefold())[0].split()[-1:]
    if _same_role(article.words, frozenset(office)) or any(word.startswith("spokes") for word in article.words):
        return TracedSpeaker.SAME
    return TracedSpeaker.ANOTHER if _is_sure(article) else TracedSpeaker.SAME
