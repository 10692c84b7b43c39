"""Coreference of speakers: from the mention or link that was chosen for each quotation to the entity behind it.

Names lead straight to their entity; pronouns, descriptions and documents to the best scored antecedent; a link without
mention to the speaker of the quotation it continues. What nobody named stands behind speaks for itself: *a nurse who
was among the passengers*.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence

from attrs import frozen

from quoteattr.coreference.options import Context, inside, mention_form, propose_antecedents, subject_before
from quoteattr.decisions import Judge, Option
from quoteattr.document import Discourse, Document, Step, is_main, tokens_between
from quoteattr.types import QuotationKind
from quoteattr.values import Mention, MentionKind, Pattern, Report, Resolution, Someone, Unnamed

__all__ = ["UNKNOWN", "Decide", "by_score", "resolve_mentions", "resolve_speakers"]


# Decides whom a mention means, of its antecedents; for the report of that index, or None for a pronoun of no report.
Decide = Callable[[int | None, Mention, Sequence[Option[int | Unnamed]]], Resolution]

UNKNOWN = Resolution(None, 0.0)
BY_SIGNATURE = 0.9
FIRST_PERSON = frozenset(["i", "we", "me", "us", "my", "our"])
INDEFINITE_PRONOUNS = frozenset(
    ["another", "someone", "somebody", "everyone", "one", "others", "many", "some", "several", "few", "both", "most"]
)
# Pronouns that may mean two together who were named so.
TOGETHER = frozenset(["they", "both"])
# Whose a document is that *her* letter or *its* notice means.
OWNERS = frozenset(["his", "her", "its", "their"])
# In which order reports of one mention take part in the story.
ORDER = {QuotationKind.BLOCK: 1, QuotationKind.INDIRECT: 2}
# How many names, and sentence ends, before *they* those may stand whom it means together.
MOST_NAMES, MOST_SENTENCES = 8, 2
SUBJECTS = frozenset(["nsubj", "nsubjpass"])
# What takes up those who spoke together: *the two* lawmakers, *both* senators.
KNOWN = frozenset(["the", "both", "these", "those"])
# Whose mention the story does not resolve: nobody’s speech has none, that of a quotation within one stands inside it.
UNLINKED = frozenset([Pattern.NOBODY, Pattern.QUOTATION_WITHIN])


def by_score(judge: Judge) -> Decide:
    """Decide for the antecedent that `judge` holds likeliest."""

    def decide(_: int | None, mention: Mention, antecedents: Sequence[Option[int | Unnamed]]) -> Resolution:
        probabilities = judge(antecedents)
        # A guess beats no answer unless no answer is the likelier of all; a description can always stand for itself.
        guess = mention.kind is not MentionKind.DESCRIPTION and antecedents[-1].value is None
        unlikely = guess and len(antecedents) > 1 and probabilities[-1] <= 0.5
        best = int((probabilities[:-1] if unlikely else probabilities).argmax())
        someone, probability = antecedents[best].value, float(probabilities[best])
        if someone is None and mention.kind is MentionKind.DESCRIPTION:
            return Resolution(Unnamed(mention), probability)
        return Resolution(someone, probability) if someone is not None else UNKNOWN

    return decide


def resolve_speakers(discourse: Discourse, reports: Sequence[Report], decide: Decide) -> tuple[Resolution, ...]:
    """The speaker behind every report, in their order; of those that are nobody's speech nobody.

    The story is followed from its start: who was the subject of the sentence before, by name or as *she*, is whom the
    next *she* most likely means.
    """
    mentioned, _ = _follow(discourse, reports, decide)
    resolved = mentioned | _by_same_speaker(reports, mentioned)
    resolved |= _within(discourse, reports, resolved, decide)
    if discourse.author is not None:
        # Whoever signs an interview has asked its questions, where the text names no other who did.
        asked = [n for n, report in enumerate(reports) if report.pattern is Pattern.QUESTION and report.mention is None]
        resolved |= dict.fromkeys(asked, Resolution(discourse.author, BY_SIGNATURE))
    return tuple(resolved.get(number, UNKNOWN) for number in range(len(reports)))


def resolve_mentions(discourse: Discourse, mentions: Sequence[Mention], decide: Decide) -> tuple[Resolution, ...]:
    """Whom mentions of no report stand for, in their order; the story is followed as it is for speakers."""
    _, by_head = _follow(discourse, (), decide, mentions)
    return tuple(by_head[mention.head] for mention in mentions)


def _by_same_speaker(reports: Sequence[Report], resolved: Mapping[int, Resolution]) -> dict[int, Resolution]:
    """The speakers of reports without mention: who speaks where the chain of same speakers ends, nobody in a circle.

    Chains lead back and forth: a headline repeats a pull quote, which repeats the words that have a cue.
    """
    known = dict(resolved)
    for number in range(len(reports)):
        chain: dict[int, None] = {}
        at: int | None = number
        while at is not None and at not in known and at not in chain:
            chain[at] = None
            at = reports[at].same_as
        known |= dict.fromkeys(chain, UNKNOWN if at is None else known.get(at, UNKNOWN))
    return {n: known[n] for n, report in enumerate(reports) if report.pattern not in UNLINKED}


@frozen
class _Event:
    """Something that the story comes to at a token: a step of it, or a mention to resolve, of a report or of none."""

    token: int
    what: Step | Mention
    report: int | None = None


def _events(discourse: Discourse, reports: Sequence[Report], others: Sequence[Mention]) -> list[_Event]:
    """The steps of the story, mentions of reports and `others`, subject pronouns between them, in the text's order."""
    mentions = {n: m for n, r in enumerate(reports) if (m := r.mention) is not None and r.pattern not in UNLINKED}
    heads = {mention.head for mention in (*mentions.values(), *others)}
    events = [_Event(step.token, step) for step in discourse.steps]
    in_order = sorted(mentions, key=lambda number: ORDER.get(reports[number].kind, 0))
    events += [_Event(mentions[number].start, mentions[number], number) for number in in_order]
    events += [_Event(mention.start, mention) for mention in others]
    events += [
        _Event(token, Mention(token, token + 1, token, MentionKind.PRONOUN))
        for token in discourse.pronouns
        if token not in heads
    ]
    events += [_Event(body.head, body) for body in discourse.known_bodies if body.head not in heads]
    return sorted(events, key=lambda event: (event.token, isinstance(event.what, Mention)))


def _follow(
    discourse: Discourse, reports: Sequence[Report], decide: Decide, others: Sequence[Mention] = ()
) -> tuple[dict[int, Resolution], dict[int, Resolution]]:
    """Resolve the mentions of reports and `others`, and subject pronouns between them, in the order of the text.

    The answers are given by report, and by the head of each mention.
    """
    doc, spans = discourse.document.doc, discourse.document.token_spans
    resolved: dict[int, Resolution] = {}
    by_head: dict[int, Resolution] = {}
    steps: list[Step] = []
    meant: dict[str, Someone] = {}
    last: Someone = None
    last_document: Someone = None
    for event in _events(discourse, reports, others):
        if isinstance(event.what, Step):
            steps.append(event.what)
            continue
        mention = event.what
        report = None if event.report is None else reports[event.report]
        if mention.head not in by_head:
            quotation = spans[report.spans[0]] if report is not None and report.spans else None
            cue = report.cue.base if report is not None and report.cue is not None else None
            context = Context(quotation, cue, last, meant, last_document, steps, by_head)
            unless_teller = _unless(decide, _tellers(discourse, reports, mention, resolved))
            by_head[mention.head] = _resolve(discourse, mention, event.report, context, unless_teller)
        resolution = by_head[mention.head]
        if event.report is not None:
            resolved[event.report] = resolution
        if report is not None and report.kind is QuotationKind.INDIRECT:
            continue
        if mention.name is None and resolution.speaker is not None:
            main = report is not None or is_main(doc[mention.head])
            steps.append(Step(event.token, resolution.speaker, reporting=report is not None, main=main))
            meant[doc[mention.head].lower_] = resolution.speaker
            if mention_form(discourse, mention).document:
                last_document = resolution.speaker
        if report is not None:
            last = resolution.speaker
    return resolved, by_head


# How many reports before a mention may hold it.
MOST_HOLDERS = 6


def _tellers(
    discourse: Discourse, reports: Sequence[Report], mention: Mention, resolved: Mapping[int, Resolution]
) -> frozenset[Someone]:
    """Whom a description cannot mean, as it stands in what they say: Poe says *the driver* shouted."""
    if mention.kind is not MentionKind.DESCRIPTION:
        return frozenset()
    at = discourse.document.doc[mention.head].idx
    before = bisect_right(reports, at, key=lambda report: report.start)
    holders = (n for n in range(max(0, before - MOST_HOLDERS), before) if at < reports[n].end)
    tellers = (_teller(discourse, reports[number], resolved.get(number)) for number in holders)
    return frozenset(teller for teller in tellers if teller is not None)


def _teller(discourse: Discourse, report: Report, resolution: Resolution | None) -> Someone:
    """The speaker of a report as far as the story has come, or by name: the driver shouted, *Poe* said."""
    if resolution is not None or report.mention is None or report.mention.name is None:
        return None if resolution is None else resolution.speaker
    return discourse.entity_of_name[report.mention.name]


def _within(
    discourse: Discourse, reports: Sequence[Report], resolved: Mapping[int, Resolution], decide: Decide
) -> dict[int, Resolution]:
    """The speakers of quotations within quotations: “*He* told me, ‘Go,’” said Rao: *he* is not Rao; *I* would be."""
    document = discourse.document
    holder = {span: number for number, report in enumerate(reports) for span in report.spans}
    found: dict[int, Resolution] = {}
    for number, report in enumerate(reports):
        if report.pattern is not Pattern.QUOTATION_WITHIN:
            continue
        mention, outer = report.mention, document.spans[report.spans[0]].parent
        assert mention is not None
        assert outer is not None
        teller = (found if holder[outer] in found else resolved).get(holder[outer], UNKNOWN)
        if document.doc[mention.head].lower_ in FIRST_PERSON:
            found[number] = teller
            continue
        named = inside(discourse, mention, document.token_spans[outer])
        if named is not None:
            found[number] = Resolution(named, 0.7)
            continue
        otherwise = _unless(decide, frozenset([teller.speaker]))
        found[number] = _resolve(discourse, mention, number, Context(), otherwise)
    return found


def _unless(decide: Decide, barred: Collection[Someone]) -> Decide:
    """Decide as `decide` does, but for none of `barred`: “And so *Mrs. Falk* said, ‘We will stay,’” says Susan Falk."""

    def otherwise(key: int | None, mention: Mention, antecedents: Sequence[Option[int | Unnamed]]) -> Resolution:
        return decide(key, mention, [a for a in antecedents if a.value is None or a.value not in barred])

    return otherwise if barred else decide


def _resolve(discourse: Discourse, mention: Mention, key: int | None, context: Context, decide: Decide) -> Resolution:
    joint = discourse.document.finder.joint_at(mention.head) if mention.name is not None else None
    if joint is not None:
        return Resolution(Unnamed(joint), 0.9)
    if mention.name is not None and mention.name not in discourse.claimants:
        return Resolution(discourse.entity_of_name[mention.name], 1.0)
    told: Someone = _together(discourse, mention, context) or _owned_body(discourse, mention, context, decide)
    if told is None:
        told = discourse.introduced.get(mention.head)
    if told is not None:
        return Resolution(told, 0.9)
    form = mention_form(discourse, mention)
    if form.pronoun == "i":
        return Resolution(discourse.author, 1.0) if discourse.author is not None else UNKNOWN
    own = discourse.document.doc[mention.start].lower_ in FIRST_PERSON
    if form.pronoun in INDEFINITE_PRONOUNS or form.indefinite or own:
        return Resolution(Unnamed(mention), 0.9)
    return _by_way_of(discourse, mention, context, decide) or decide(
        key, mention, propose_antecedents(discourse, mention, context)
    )


def _by_way_of(discourse: Discourse, mention: Mention, context: Context, decide: Decide) -> Resolution | None:
    """Whom a mention means by way of other words: whose document it is, or whom the sentence before is about."""
    owned = discourse.document.doc[mention.start].lower_ in OWNERS
    if owned and mention_form(discourse, mention).document:
        return _owner(discourse, mention, context, decide)
    about = subject_before(discourse, mention)
    return None if about is None else _described(discourse, about, context, decide)


def _owner(discourse: Discourse, mention: Mention, context: Context, decide: Decide) -> Resolution:
    """Whose document a mention is: *its* notice reads."""
    owner = Mention(mention.start, mention.start + 1, mention.start, MentionKind.PRONOUN)
    around = Context(last_speaker=context.last_speaker, steps=context.steps, resolved=context.resolved)
    return decide(None, owner, propose_antecedents(discourse, owner, around))


def _described(discourse: Discourse, about: Mention, context: Context, decide: Decide) -> Resolution:
    """Whom a description means that *he* or *she* goes on with: somebody known, or those words themselves."""
    if about.head in context.resolved:
        return context.resolved[about.head]
    around = Context(last_speaker=context.last_speaker, meant=context.meant, steps=context.steps)
    return _resolve(discourse, about, None, around, decide)


def _together(discourse: Discourse, mention: Mention, context: Context) -> Unnamed | None:
    """Those whom *and* joins as the last subject of several, or who spoke together last: *they* after *Rao and Poe*."""
    document = discourse.document
    head, last = document.doc[mention.head], context.last_speaker
    spoke_together = isinstance(last, Unnamed) and bool(last.mention.members)
    if head.lower_ not in TOGETHER:
        told = mention.kind is MentionKind.DESCRIPTION and document.doc[mention.start].lower_ in KNOWN
        return last if isinstance(last, Unnamed) and spoke_together and told and head.tag_ == "NNS" else None
    if isinstance(last, Unnamed) and spoke_together:
        return last
    before = bisect_left(document.name_starts, mention.start)
    for number in range(before - 1, max(-1, before - MOST_NAMES), -1):
        start = document.names[number].start
        if document.outermost[start] >= 0:
            continue
        joint = document.finder.joint_at(start)
        if joint is not None and any(_is_subject(document, member) for member in joint.members):
            near = tokens_between(document.sentence_ends, joint.end, mention.start) <= MOST_SENTENCES
            return Unnamed(joint) if near and not _several_between(document, joint.end, mention.start) else None
    return None


def _is_subject(document: Document, name: int) -> bool:
    found = document.finder.at(document.names[name].start)
    return found is not None and document.doc[found.head].dep_ in SUBJECTS


def _several_between(document: Document, start: int, end: int) -> bool:
    """Whether others are the subject from token `start` to `end`: *the neighbours*."""
    return any(
        token.tag_ in ("NNS", "NNPS") and token.dep_ in SUBJECTS and document.outermost[token.i] < 0
        for token in (document.doc[i] for i in range(start, end))
    )


def _owned_body(discourse: Discourse, mention: Mention, context: Context, decide: Decide) -> Unnamed | None:
    """The body that belongs to somebody, in its fullest form: *Falk’s campaign*, *her campaign*, *the campaign*."""
    doc = discourse.document.doc
    noun, first = doc[mention.head].lower_, doc[mention.start]
    if mention.kind is not MentionKind.DESCRIPTION or noun not in discourse.owned.by_noun:
        return None
    body = discourse.owned.by_head.get(mention.head)
    if body is None and first.lower_ in ("his", "her", "their"):
        owner = Mention(first.i, first.i + 1, first.i, MentionKind.PRONOUN)
        around = Context(last_speaker=context.last_speaker, steps=context.steps)
        someone = decide(None, owner, propose_antecedents(discourse, owner, around)).speaker
        body = discourse.owned.of(someone, noun) if isinstance(someone, int) else None
    if body is None and first.lower_ == "the" and mention.head == mention.start + 1:
        body = discourse.owned.latest(noun, mention.head)
    return Unnamed(body.fullest) if body is not None else None
