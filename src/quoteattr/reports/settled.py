"""What grammar settles of reports, whoever reads them: tags in the middle, who never speaks, what never reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex
from attrs import evolve, frozen

from quoteattr.cues import negators_of
from quoteattr.document import Document, cues_between, may_speak, mentions_of, reports_for, sentence_at
from quoteattr.lexicon import DASH_TOKENS, Tables, noun_class
from quoteattr.parse.tokens import Token
from quoteattr.types import QuotationKind
from quoteattr.values import FoundCue, Mention, Pattern, Place, Report

__all__ = ["Tag", "find_tags", "settle"]

SUBJECTS = frozenset(["nsubj", "nsubjpass"])
FINITE = frozenset(["MD", "VBD", "VBZ", "VBP"])
RELATIVES = frozenset(["WDT", "WP"])
# What a cue has beside it where it reports that, and not what stands around it; an addressee is none: told *reporters*.
OBJECTS = frozenset(["dobj", "attr", "ccomp", "xcomp", "acomp", "oprd"])
# A verb before its tag is without what it wants behind it: *It was*, she said, *a fool’s errand*.
WANTED = frozenset(["attr", "acomp", "dobj", "xcomp", "ccomp", "oprd"])
REASONS = frozenset(["because", "although", "though", "unless", "if"])
# What follows a tag and does not go on with the clause that it parts.
APART = frozenset(["punct", "cc", "conj", "parataxis"])
COMMAS = frozenset([","])
AUXILIARIES = frozenset(["have", "be", "do"])
ACCORDING = "according"
ACCORDING_TO = "according to"
# What words are said *on*, by the class of its name.
AIRED = frozenset(["station", "programme", "platform"])
# A tag is no longer than this many tokens behind its cue.
LONGEST = 30
LONGEST_SENTENCE = 200


@frozen
class Tag:
    """A cue in the middle of what it reports, tokens `start` to `end`, half-open, and who speaks by it."""

    start: int
    end: int
    cue: FoundCue
    mention: Mention | None


def find_tags(document: Document) -> Iterator[Tag]:
    """The tags in the middle of unmarked reports, in text order."""
    for cue in document.cues:
        if cue.listed and document.outermost[cue.head] < 0 and not cue.frames & {"manner", "possessor", "quoting"}:
            tag = _tag(document, cue)
            if tag is not None:
                yield tag


def _tag(document: Document, cue: FoundCue) -> Tag | None:
    """The tag of a cue, if it stands in one."""
    doc, head = document.doc, document.doc[cue.head]
    start = _start(cue, head)
    first, last = sentence_at(document, cue.head)
    turned = _turned(document, cue, first, last)
    if turned is not None:
        return turned
    if (
        start is None
        or not first < start
        or last - first > LONGEST_SENTENCE
        or doc[start - 1].text not in COMMAS | DASH_TOKENS
    ):
        return None
    host = _host(head)
    end = _end(document, cue, host, last, doc[start - 1])
    if end is None or any(child.dep_ in OBJECTS and cue.head < child.i < end for child in _own(cue, head)):
        return None
    low, high = (first, last) if host is None else (host.left_edge.i, host.right_edge.i + 1)
    low = low if low < start else first
    high = high if high > end else last
    before = [token for token in doc[low : start - 1] if not token.is_punct and not token.is_space]
    if not before or any(document.outermost[token.i] >= 0 for token in before) or not _parts(before, host, end):
        return None
    mention = next((m for m, _ in mentions_of(document, cue) if start <= m.head < end), None)
    if mention is None and not any(child.lower_ == "it" for child in head.lefts):  # it is said
        return None
    if all(_is_relative(token) for token in before):
        low = end + 1
    elif before[0].tag_ == "CC":
        low = before[1].i if len(before) > 1 else end + 1
    return Tag(low, high, cue, mention)


def _turned(document: Document, cue: FoundCue, first: int, last: int) -> Tag | None:
    """A tag whose speaker follows its verb, with what is in apposition to them: The ship, *said Rao, the mate*, sank.

    A small parser takes the ship for the one who said it, and the speaker for whoever sank.
    """
    doc, found_at = document.doc, cue.start - 1
    before = doc[first:found_at]
    if not before or last - first > LONGEST_SENTENCE or doc[found_at].text != "," or doc[cue.head].tag_ != "VBD":
        return None
    one_phrase = before[-1].pos_ in ("NOUN", "PROPN", "NUM") and before[0].tag_ not in ("CC", "IN", "WDT", "WP", "WRB")
    if not one_phrase or any(token.text in COMMAS or token.tag_ in FINITE or token.is_space for token in before):
        return None
    commas = [at for at in range(cue.end, min(cue.end + LONGEST, last - 1)) if doc[at].text in COMMAS]
    for end in commas[:2]:
        if any(document.outermost[at] >= 0 or doc[at].tag_ in FINITE for at in range(first, end) if at != cue.head):
            return None
        mention = next((m for m, _ in mentions_of(document, cue) if cue.end <= m.start and m.head < commas[0]), None)
        following = next((token for token in doc[end + 1 : last] if token.tag_ != "RB"), None)
        if mention is not None and following is not None and following.tag_ in FINITE:
            return Tag(first, last, cue, mention)
    return None


def _start(cue: FoundCue, head: Token) -> int | None:
    """Where the tag begins: with its subject, or with the cue where that comes first; None without a subject."""
    if cue.base.startswith(ACCORDING):
        return cue.start
    if "after" in cue.frames or head.tag_ not in FINITE | {"VBN"}:
        return None
    subjects = [child for child in head.children if child.dep_ in SUBJECTS and child.tag_ not in RELATIVES]
    # *The tunnel*, said the engineer: what stands beyond the comma is no subject of its own.
    inverted = any(child.i > head.i for child in subjects) and head.doc[cue.start - 1].text in COMMAS
    if not subjects or inverted:
        return cue.start if subjects else None
    subject = max(subjects, key=lambda child: child.i < head.i and child.i)
    # *Sales*, Rao told them, will recover: the parser takes both for subjects, though no *and* joins them.
    own = (child for child in subject.rights if child.dep_ == "conj" and child.right_edge.i + 1 == cue.start)
    joined = any(child.dep_ == "cc" for child in subject.children)
    return next((child for child in own if not joined), subject).left_edge.i


def _own(cue: FoundCue, head: Token) -> Iterator[Token]:
    """What hangs on a cue but for whom it tells."""
    for child in head.children:
        if "addressee" not in cue.frames or child.dep_ != "dobj":
            yield child


def _host(head: Token) -> Token | None:
    """The verb of the clause that a tag parts, where the parse has hung the tag on it."""
    above = head.head
    if head.dep_ not in ("parataxis", "prep") or above is head:
        return None
    while above.pos_ not in ("VERB", "AUX") and above.head is not above:
        above = above.head
    while above.dep_ in ("aux", "auxpass") and above.head is not above:
        above = above.head
    return above if above.pos_ in ("VERB", "AUX") else None


def _is_relative(token: Token) -> bool:
    """Whether a word is a relative pronoun, by its tag or as the subject of its clause: a gate *that* opened."""
    return token.tag_ in RELATIVES or (token.lower_ == "that" and token.dep_ in SUBJECTS and token.head.dep_ == "relcl")


def _end(document: Document, cue: FoundCue, host: Token | None, last: int, opening: Token) -> int | None:
    """The comma, or the dash, like the `opening` one, that ends the tag: the first where the clause goes on."""
    doc, ends = document.doc, DASH_TOKENS if opening.text in DASH_TOKENS else COMMAS
    for at in range(cue.end, min(cue.end + LONGEST, last - 1)):
        if document.outermost[at] >= 0:
            return None
        if doc[at].text in ends:
            following = next((token for token in doc[at + 1 : last] if token.tag_ != "RB"), None)
            if following is None:
                continue
            if _goes_on(following, host) or _lacks_verb(doc[opening.i - 1], [following]):
                return at
    return None


def _goes_on(following: Token, host: Token | None) -> bool:
    """Whether the clause that a tag parts goes on with a word: its finite verb, or a part of what hangs on its verb."""
    if host is None:
        return following.tag_ in FINITE and not any(child.dep_ in SUBJECTS for child in following.children)
    at = following
    while at.head is not host and at is not host and at.head is not at:
        at = at.head
    return at is host or (at.head is host and at.dep_ not in APART and at.tag_ != "VBG")


def _parts(before: list[Token], host: Token | None, end: int) -> bool:
    """Whether the words before a tag are no whole clause, so that what follows it must go on with them."""
    if _lacks_verb(before[-1], before[-1].doc[end + 1 : end + 3]):
        return True
    if host is None:
        return not any(token.tag_ in FINITE for token in before) and before[-1].pos_ in ("NOUN", "PROPN", "PRON", "NUM")
    connective = all(token.pos_ in ("CCONJ", "ADV", "SCONJ") and not _is_relative(token) for token in before)
    if host.i > end:
        return not connective and not any(_is_main(token) for token in before)
    behind = next((child for child in host.children if child.i > end), None)
    unfinished = before[-1] is host or (before[-1].head is host and before[-1].dep_ in ("aux", "neg"))
    return behind is not None and (_gives_reason(behind) or (unfinished and behind.dep_ in WANTED))


def _lacks_verb(last: Token, behind: Sequence[Token]) -> bool:
    """Whether words end with an auxiliary whose verb stands behind a tag: It *had*, the lab said, *been found*."""
    following = next((token for token in behind if token.tag_ != "RB"), None)
    if following is None or not (last.tag_ == "MD" or last.lemma_ in AUXILIARIES):
        return False
    return following.tag_ in ("VBN", "VBG", "VB") or (last.lemma_ == "have" and following.tag_ == "VBD")


def _is_main(token: Token) -> bool:
    """Whether a word is the verb of a clause that stands alone, which a small parser hangs on the one behind it."""
    verb = token.dep_ in ("ROOT", "ccomp", "parataxis", "conj") and token.pos_ in ("VERB", "AUX")
    return verb and any(child.dep_ in SUBJECTS for child in token.lefts)


def _gives_reason(clause: Token) -> bool:
    """Whether a clause behind a tag can only be a part of what is reported: was shut, he said, *because it rained*."""
    return clause.dep_ == "advcl" and any(part.dep_ == "mark" and part.lower_ in REASONS for part in clause.lefts)


# How sure a report is whose tag parts one clause.
BY_TAG = 0.95
INFINITIVES = frozenset(["VB", "VBN"])
# Within so many words of its start a content says what is declined: *to be interviewed*.
NEAR = 4


def settle(document: Document, found: Sequence[Report]) -> tuple[Report, ...]:
    """The reports of a reader, in text order, once those are mended in which grammar leaves no choice."""
    if not document.finder.parsed:
        return tuple(found)
    tags = [_report(document, tag) for tag in find_tags(document)]
    heads = frozenset(report.cue.head for report in (*found, *tags) if report.cue is not None)
    handed = (_handed_on(document, _whole(document, report), heads) for report in found)
    kept = [
        _without_source(document, _silent(document, _spoken(document, report)))
        for report in handed
        if report is not None
        and not _is_nameless(document, report)
        and not any(_gives_way(report, tag) for tag in tags)
    ]
    settled = (*_joined(document, kept), *tags)
    heads = frozenset(report.cue.head for report in settled if report.cue is not None)
    around = {held.cue.head: held for report in settled for held in _around(document, report, heads) if held.cue}
    settled = (*settled, *_by_agents(document, heads), *_according(document, heads), *around.values())
    inner = {held.cue.head: held for report in settled for held in _within(document, report, heads) if held.cue}
    return tuple(sorted((*settled, *inner.values()), key=lambda report: (report.start, -report.end)))


def _joined(document: Document, reports: Sequence[Report]) -> Iterator[Report]:
    """Reports by cues that join another one outside its content, by whom that has: Poe said it was late *and warned*.

    The parse has the subject of what is said for theirs.
    """
    for report in reports:
        cue, mention = report.cue, report.mention
        assert cue is not None
        at = None if mention is None else document.doc[mention.head].idx
        around = (other for other in reports if at is not None and other.start <= at < other.end)
        held = next((other for other in around if other.end <= document.doc[cue.head].idx), None)
        joins = held is not None and held.cue is not None and held.cue.end <= document.tokens(held.start, held.end)[0]
        subject = any(child.dep_ in SUBJECTS for child in document.doc[cue.head].lefts)
        yield evolve(report, mention=held.mention) if held is not None and joins and not subject else report


def _handed_on(document: Document, report: Report, heads: frozenset[int]) -> Report | None:
    """A report by the cue that reports in its cue's stead; None where that one, of `heads`, has its own.

    Reuters *quoted* Poe as *saying* that the mill was shut; she is *said* to have *told* him so.
    """
    assert report.cue is not None
    cue = reports_for(document, report.cue)
    if cue is None:
        return report
    low, high = document.tokens(report.start, report.end)
    mention = _first(document, cue)
    start = low if high <= report.cue.start else max(low, cue.end)
    if cue.head in heads:
        return None
    if start < high:
        return evolve(report, start=document.doc[start].idx, cue=cue, mention=mention)
    # The talks have failed, the paper *quoted* Rao as saying.
    before = next((child for child in document.doc[report.cue.head].lefts if child.dep_ == "ccomp"), None)
    if before is None or document.outermost[before.i] >= 0:
        return None
    start, end = _offsets(document, before.left_edge.i, before.right_edge.i + 1)
    return evolve(report, start=start, end=end, cue=cue, mention=mention, place=Place.AFTER)


def _report(document: Document, tag: Tag) -> Report:
    start, end = _offsets(document, tag.start, tag.end)
    return Report(
        start=start,
        end=end,
        kind=QuotationKind.INDIRECT,
        cue=tag.cue,
        mention=tag.mention,
        pattern=Pattern.ACCORDING_TO if "after" in tag.cue.frames else Pattern.PARATAXIS,
        place=Place.AFTER,
        probability=BY_TAG,
    )


def _offsets(document: Document, start: int, end: int) -> tuple[int, int]:
    """The characters of a content without punctuation and blanks at its edges."""
    doc = document.doc
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space) and document.outermost[end - 1] < 0:
        end -= 1
    while start < end - 1 and (doc[start].is_punct or doc[start].is_space) and document.outermost[start] < 0:
        start += 1
    return document.offsets(start, end)


def _silent(document: Document, report: Report) -> Report:
    """A report of no words as what it is: she *declined* to comment, the bank would not *comment* on the sale."""
    cue = report.cue
    assert cue is not None
    silences, low = _silences(document.tables), document.tokens(report.start, report.end)[0]
    opening = document.doc[low : low + NEAR]
    verb = any(token.tag_ in INFINITIVES and token.lemma_.lower() in silences for token in opening)
    asked = any(token.tag_ in ("WP", "WRB", "WDT") or token.lower_ in ("whether", "if") for token in opening)
    declined = verb and negators_of(document.tables).get(cue.base)
    if not asked and (declined or (cue.negated and cue.base in silences)):
        return evolve(report, cue=evolve(cue, negated=True), pattern=Pattern.NO_COMMENT)
    return report


@cache
def _silences(tables: Tables) -> frozenset[str]:
    return frozenset(word for row in tables.rows("silences") for word in row["words"])


def _is_nameless(document: Document, report: Report) -> bool:
    """Whether somebody asks for namelessness and gives no words: asked *not to be named*."""
    return _nameless(document.tables).match(document.text, report.start, report.end) is not None


@cache
def _nameless(tables: Tables) -> regex.Pattern[str]:
    rows = tables.rows("anonymity")
    phrases, nouns = ("|".join(w for row in rows for w in row.get(column, ())) for column in ("phrases", "nouns"))
    return regex.compile(rf"(?:(?:{phrases})|that (?:his|her|its|their) (?:{nouns}) (?:not )?be)\b", regex.IGNORECASE)


def _gives_way(report: Report, tag: Report) -> bool:
    """Whether a report is by the cue of a tag, or crosses what that reports."""
    assert report.cue is not None
    assert tag.cue is not None
    if report.cue.head == tag.cue.head:
        return True
    shared = min(report.end, tag.end) - max(report.start, tag.start)
    return 0 < shared < min(report.end - report.start, tag.end - tag.start)


def _spoken(document: Document, report: Report) -> Report:
    """A report by one of those who may be speaking by its cue: never by whoever is told."""
    cue, mention = report.cue, _document(document, report) or report.mention
    assert cue is not None
    if mention is None:
        teller = _teller(document, cue)
        return report if teller is None or not cue.gives_words else evolve(report, mention=teller)
    if not may_speak(document, cue, mention):
        return evolve(report, mention=_first(document, cue))
    report = evolve(report, mention=mention)
    teller = _teller(document, cue) if document.doc[cue.head].dep_ == "ccomp" else None
    governs = document.doc[mention.head].head is document.doc[cue.head].head
    # Police said *a witness* told them: whoever says so is not the one who told.
    return report if teller is None or not governs else evolve(report, mention=teller)


def _document(document: Document, report: Report) -> Mention | None:
    """The document beside a participle that says what stands in it: settled a *lawsuit* alleging that it was late."""
    assert report.cue is not None
    verb = document.doc[report.cue.head]
    noun = verb.head
    beside = verb.dep_ == "acl" and verb.tag_ == "VBG" and noun.i == verb.i - 1 and noun.pos_ == "NOUN"
    if not beside or noun_class(noun.lower_, document.tables) != "document":
        return None
    return next((mention for mention, _ in mentions_of(document, report.cue) if mention.head == noun.i), None)


def _teller(document: Document, cue: FoundCue) -> Mention | None:
    """Whom a cue's own grammar has: *Rao* told her; *Rao*, who said it; *Rao* was unable to say."""
    head = document.doc[cue.head]
    ways = {"subject", "agent"}
    relatives = {child.lower_ for child in head.children if child.dep_ in SUBJECTS} & {"who", "which", "that"}
    if "who" in relatives or (relatives and _can_tell(document, head.head)):
        ways.add("relative")
    if head.dep_ == "xcomp" and head.tag_ == "VB":
        ways.add("climbed")
    passive = {child.i for child in head.children if child.dep_ == "nsubjpass"}
    found = (m for m, found_by in mentions_of(document, cue) if found_by in ways and cue.listed)
    return next((mention for mention in found if mention.head not in passive), None)


def _can_tell(document: Document, noun: Token) -> bool:
    """Whether what a relative stands for has words: a *letter* which said; *officials* that said."""
    named = noun.i in document.finder.name_of_token
    return named or noun_class(noun.lemma_.lower(), document.tables) in ("job", "kin", "person", "body", "document")


def _by_agents(document: Document, heads: frozenset[int]) -> Iterator[Report]:
    """What somebody is told by another, where no report has that cue as yet, one of `heads`: told by Rao *to go*."""
    for cue in document.cues:
        head = document.doc[cue.head]
        if "addressee" not in cue.frames or cue.head in heads or document.outermost[cue.head] >= 0:
            continue
        teller = next((mention for mention, found_by in mentions_of(document, cue) if found_by == "agent"), None)
        clause = next((child for child in head.rights if child.dep_ in ("ccomp", "xcomp")), None)
        if teller is None or clause is None or clause.left_edge.i <= teller.head:
            continue
        start, end = _offsets(document, clause.left_edge.i, clause.right_edge.i + 1)
        if any(document.outermost[at] >= 0 for at in range(clause.left_edge.i, clause.right_edge.i + 1)):
            continue
        yield Report(
            start=start,
            end=end,
            kind=QuotationKind.INDIRECT,
            cue=cue,
            mention=teller,
            pattern=Pattern.INFINITIVE if clause.dep_ == "xcomp" else Pattern.CLAUSAL_COMPLEMENT,
            place=Place.BEFORE,
            probability=BY_TAG,
        )


def _according(document: Document, heads: frozenset[int]) -> Iterator[Report]:
    """A whole sentence according to somebody at its start or end, where no report has that cue, one of `heads`.

    Not one *according to plan*: a bare noun is nobody.
    """
    doc = document.doc
    for cue in document.cues:
        first, last = sentence_at(document, cue.head)
        mention = _first(document, cue) if cue.base == ACCORDING_TO and cue.head not in heads else None
        if mention is None or any(document.outermost[at] >= 0 for at in range(first, last)):
            continue
        speaker = doc[mention.head]
        if speaker.tag_ == "NN" and not any(child.i < speaker.i for child in speaker.children):
            continue
        behind = speaker.right_edge.i + 1
        if doc[cue.start - 1].text in COMMAS and first < cue.start - 1 and all(t.is_punct for t in doc[behind:last]):
            low, high = first, cue.start - 1
        elif cue.start == first and behind < last and doc[behind].text in COMMAS:
            low, high = behind + 1, last
        else:
            continue
        if any(token.tag_ in FINITE for token in doc[low:high]):
            start, end = _offsets(document, low, high)
            yield Report(
                start=start,
                end=end,
                kind=QuotationKind.INDIRECT,
                cue=cue,
                mention=mention,
                pattern=Pattern.ACCORDING_TO,
                place=Place.AFTER if low < cue.head else Place.BEFORE,
                probability=BY_TAG,
            )


def _first(document: Document, cue: FoundCue) -> Mention | None:
    return next((mention for mention, _ in mentions_of(document, cue)), None)


def _within(document: Document, report: Report, heads: frozenset[int]) -> Iterator[Report]:
    """The reports that a report holds, by cues that have none: Poe said *that Rao had told her* that it rained."""
    low, high = document.tokens(report.start, report.end)
    for cue in cues_between(document, low, high):
        head = document.doc[cue.head]
        if not cue.gives_words or cue.head in heads or document.outermost[cue.head] >= 0:
            continue
        clause = next((child for child in head.rights if child.dep_ == "ccomp"), None)
        teller = _teller(document, cue)
        if clause is None or teller is None or not low <= teller.head < clause.left_edge.i:
            continue
        start, end = _offsets(document, clause.left_edge.i, min(clause.right_edge.i + 1, high))
        if cue.end <= clause.left_edge.i and start < end <= report.end:
            yield evolve(
                report, start=start, end=end, cue=cue, mention=teller, pattern=Pattern.CLAUSAL_COMPLEMENT, spans=()
            )


def _around(document: Document, report: Report, heads: frozenset[int]) -> Iterator[Report]:
    """The reports by the cue that governs a report's own, where that has none: *Police said* Rao had told them so."""
    assert report.cue is not None
    clause = document.doc[report.cue.head]
    above = next(iter(cues_between(document, clause.head.i, clause.head.i + 1)), None)
    finite = clause.tag_ in FINITE or any(child.dep_ in ("aux", "auxpass") for child in clause.lefts)
    if clause.dep_ != "ccomp" or not finite or above is None or above.head in heads or not above.listed:
        return
    teller = _teller(document, above)
    low, high = clause.left_edge.i, clause.right_edge.i + 1
    if teller is None or not above.gives_words or document.outermost[above.head] >= 0:
        return
    if low <= above.head < high or low <= teller.head < high:
        return
    start, end = _offsets(document, low, high)
    yield evolve(
        report,
        start=min(start, report.start),
        end=max(end, report.end),
        cue=above,
        mention=teller,
        pattern=Pattern.CLAUSAL_COMPLEMENT,
        spans=(),
    )


def _whole(document: Document, report: Report) -> Report:
    """A report with all of its clause, of which a reader has the subject alone, or only what is said in it.

    Police said a witness *told them so*; *The minister said* it was late, according to Rao.
    """
    assert report.cue is not None
    low, high = document.tokens(report.start, report.end)
    if low >= high:
        return report
    inside = document.doc[low:high]
    root = next((token for token in inside if not low <= token.head.i < high and not token.is_punct), inside[0])
    first, last = sentence_at(document, low)
    if not first <= report.cue.head < last:
        return _by_own_cue(document, report, root)
    start, end = _clause(root, report.cue, (low, high), last)
    if (start, end) != (low, high):
        offsets = _offsets(document, start, end)
        return evolve(report, start=offsets[0], end=offsets[1], pattern=Pattern.CLAUSAL_COMPLEMENT)
    if root.dep_ == "nsubj" and root.head.dep_ == "ccomp" and root.head.head.i == report.cue.head < low:
        clause = root.head.right_edge.i + 1
        return evolve(report, end=max(report.end, _offsets(document, low, clause)[1]))
    if "after" not in report.cue.frames or high > report.cue.start:
        return report
    above = next(iter(cues_between(document, root.head.i, root.head.i + 1)), None)
    teller = None if above is None or not above.gives_words else _teller(document, above)
    if above is None or root.dep_ != "ccomp" or teller is None or not teller.start < above.head < low:
        return report
    return evolve(report, start=document.doc[min(teller.start, above.start)].idx)


def _clause(root: Token, cue: FoundCue, content: tuple[int, int], last: int) -> tuple[int, int]:
    """A content, by token, with the rest of a clause whose subject the parse has for the object of its cue.

    Poe warned *the rules* could hurt them; she recalled the pool *was built in May*. The verb follows its subject at
    once and has no other one. `last` is where the sentence ends.
    """
    low, high = content
    if root.head.i != cue.head or low < cue.end:
        return content
    if root.dep_ == "ccomp" and root.doc[low].tag_ in FINITE:
        objects = (child for child in root.head.rights if child.dep_ == "dobj" and child.right_edge.i + 1 == low)
        own = any(child.dep_ in SUBJECTS for child in root.lefts)
        return next((child.left_edge.i for child in objects if not own), low), high
    if root.dep_ != "dobj" or high >= last or root.doc[high].tag_ not in FINITE:
        return content
    verb = root.doc[high].head if root.doc[high].dep_ in ("aux", "auxpass") else root.doc[high]
    other = any(child.dep_ in SUBJECTS and not low <= child.i < high for child in verb.lefts)
    return content if other or verb.i < high else (low, verb.right_edge.i + 1)


def _by_own_cue(document: Document, report: Report, root: Token) -> Report:
    """A report whose cue stands in another sentence, by the one that it hangs on: she was *told* that it was late."""
    own = next((cue for cue in cues_between(document, root.head.i, root.head.i + 1) if cue.gives_words), None)
    if own is None or root.dep_ not in ("ccomp", "xcomp") or not own.listed:
        return report
    return evolve(report, cue=own, mention=_first(document, own))


def _without_source(document: Document, report: Report) -> Report:
    """A report that ends before the words behind its marks that say where it was said: “a farce” *in an interview*."""
    low, high = document.tokens(report.start, report.end)
    marks = [document.outermost[at] for at in range(low, high) if document.outermost[at] >= 0]
    if not marks:
        return report
    source = _sources(document.tables).search(document.text, document.spans[marks[-1]].end, report.end)
    return report if source is None else evolve(report, end=source.start())


@cache
def _sources(tables: Tables) -> regex.Pattern[str]:
    """What says, behind marks or a comma, where words were said: *on Monday in a radio interview*, *on Facebook*."""
    nouns = (noun for row in tables.rows("media") if "class" not in row for noun in row["nouns"])
    on_air = (row for row in tables.rows("outlets") if row["class"] in AIRED)
    names = (name for row in on_air for name in (row["name"], *row.get("aliases", ())))
    of_kind, named = ("|".join(map(regex.escape, sorted(words, key=len, reverse=True))) for words in (nouns, names))
    own = r"(?:an?|his|her|its|their)\s(?:(?!\w+ing\b)[\w’'-]+\s){0,3}?"
    occasion = rf"(?:in|during|at|via|through|over)\s(?:{own}(?:{of_kind})|remarks|comments|testimony|interviews)\b"
    return regex.compile(rf"(?:\G|,)\s(?:(?:on\s)?\w+day\s(?:\w+\s)?)?(?:{occasion}|on\s(?:{named})(?!\w))")
