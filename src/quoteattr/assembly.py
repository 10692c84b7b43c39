"""Assembly: what the stages found, put together as the values that the caller sees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import count

from attrs import evolve, frozen

from quoteattr.document import Discourse, Document
from quoteattr.layout import NormalizedText
from quoteattr.lexicon import words_used_as
from quoteattr.types import (
    Article,
    Attribution,
    Cue,
    LinkKind,
    Maker,
    Quotation,
    QuotationKind,
    Role,
    Source,
    Span,
    Speaker,
    SpeakerKind,
)
from quoteattr.values import Mention, MentionKind, Pattern, Place, Report, Resolution, Unnamed

__all__ = ["Findings", "assemble", "name_speakers", "with_utterances"]


@frozen(kw_only=True)
class Findings:
    """What was found of the speakers, by entity or unnamed speaker, and of the reports, by their indices."""

    speakers: Mapping[int | Unnamed, Speaker]
    roles: Mapping[int | Unnamed, Role | None]
    sources: Mapping[int, Source | None]
    confidences: Mapping[int, float]


def with_utterances(document: Document, reports: Sequence[Report], kinds: Collection[QuotationKind]) -> list[Report]:
    """The reports with the numbers of their utterances: one goes on over a paragraph's end, and around its own cue.

    Reports of other than the wanted `kinds` neither begin an utterance nor part one.
    """
    found: list[Report] = []
    fresh = count()
    before: int | None = None
    for number, report in enumerate(reports):
        if report.kind not in kinds:
            found.append(report)
            continue
        top = bool(report.spans) and document.spans[report.spans[0]].parent is None
        speech = top and report.kind is not QuotationKind.SCARE
        goes_on = speech and before is not None and _goes_on(document, reports, before, number)
        utterance = found[before].utterance if goes_on and before is not None else next(fresh)
        found.append(evolve(report, utterance=utterance))
        before = number if speech else before
    return found


def _goes_on(document: Document, reports: Sequence[Report], before: int, number: int) -> bool:
    one, other = reports[before], reports[number]
    if other.pattern is Pattern.CONTINUED_PARAGRAPH:
        return True
    passage_of, token_spans = document.passage_of, document.token_spans
    if passage_of[token_spans[one.spans[-1]][0]] != passage_of[token_spans[other.spans[0]][0]]:
        return False
    if other.same_as == before:
        return one.place is Place.AFTER
    return one.cue is not None and other.cue is not None and one.cue.head == other.cue.head


def name_speakers(
    discourse: Discourse, reports: Iterable[Report], resolutions: Iterable[Resolution]
) -> dict[int | Unnamed, Speaker]:
    """A Speaker for every entity and unnamed speaker that one of `reports` resolves to, in order of appearance."""
    mentions: dict[int | Unnamed, list[Mention]] = {}
    for report, resolution in zip(reports, resolutions, strict=True):
        if resolution.speaker is not None:
            found = [] if report.mention is None else [report.mention]
            mentions.setdefault(resolution.speaker, []).extend(found)
    return {key: _speaker(discourse, key, found) for key, found in mentions.items()}


def _span(discourse: Discourse, mention: Mention) -> Span:
    return discourse.document.span(mention.start, mention.end)


def _speaker(discourse: Discourse, key: int | Unnamed, found: Sequence[Mention]) -> Speaker:
    shown = [_span(discourse, mention) for mention in found]
    if isinstance(key, Unnamed) and key.mention.members:
        return _joint_speaker(discourse, key.mention, shown)
    if isinstance(key, Unnamed):
        description = _span(discourse, key.mention)
        return Speaker(
            name=" ".join(description.text.split()),
            kind=_kind_of_description(discourse, key.mention),
            mentions=_in_order([description, *shown]),
            roles=_described_roles(discourse, [key.mention]),
        )
    entity = discourse.entities[key]
    names = [discourse.document.names[n] for n in entity.occurrences]
    spans = [_span(discourse, Mention(n.start, n.end, n.end - 1, MentionKind.NAME)) for n in names]
    roles: list[Role] = []
    if entity.kind is SpeakerKind.PERSON:
        roles = [*(discourse.roles[r].role for r in entity.roles), *_described_roles(discourse, found)]
    return Speaker(
        name=entity.name,
        kind=entity.kind,
        aliases=tuple(form for form in entity.forms if form != entity.name),
        mentions=_in_order([*spans, *shown]),
        roles=tuple(dict.fromkeys(roles)),
    )


def _joint_speaker(discourse: Discourse, joint: Mention, shown: Sequence[Span]) -> Speaker:
    members = [discourse.entities[discourse.entity_of_name[number]].name for number in joint.members]
    return Speaker(
        name=" and ".join([", ".join(members[:-1]), members[-1]]),
        kind=SpeakerKind.GROUP,
        mentions=_in_order([_span(discourse, joint), *shown]),
        members=tuple(members),
    )


def _described_roles(discourse: Discourse, mentions: Sequence[Mention]) -> tuple[Role, ...]:
    """The roles that descriptions of a speaker state: *the retired surgeon* told the council."""
    described = [m for m in mentions if m.kind is MentionKind.DESCRIPTION]
    found = [discourse.role_of(mention) for mention in described]
    return tuple(role for role in found if role is not None)


def _in_order(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(sorted(dict.fromkeys(spans), key=lambda span: (span.start, span.end)))


def _kind_of_description(discourse: Discourse, mention: Mention) -> SpeakerKind:
    token = discourse.document.doc[mention.head]
    if token.lower_ in words_used_as(discourse.document.tables, "organization"):
        return SpeakerKind.ORGANIZATION
    return SpeakerKind.GROUP if token.tag_ in ("NNS", "NNPS") else SpeakerKind.UNNAMED


def assemble(
    discourse: Discourse,
    reports: Sequence[Report],
    resolutions: Sequence[Resolution],
    found: Findings,
    normalized: NormalizedText,
    made_by: Maker,
) -> Article:
    """The Article of the text that was given: an attribution for every report but the scare ones.

    `reports` are sorted by (start, -end).
    """
    document = discourse.document
    quotations = _quotations(document, reports)
    attributions = []
    for number, (report, resolution) in enumerate(zip(reports, resolutions, strict=True)):
        if report.kind is QuotationKind.SCARE:
            continue
        shown = _shown(report, resolution)
        attributions.append(
            Attribution(
                quotation=quotations[number],
                speaker=report.speaker,
                mention=_span(discourse, shown) if shown is not None else None,
                cue=_cue(document, report),
                role=found.roles.get(resolution.speaker) if resolution.speaker is not None else None,
                source=found.sources.get(number),
                link=_link_kind(shown),
                confidence=round(found.confidences.get(number, 0.0), 4),
                evidence=report.pattern.value,
            )
        )
    parts = quotations, tuple(attributions), tuple(found.speakers.values())
    quotations, of_quotations, speakers = normalized.in_given(parts)
    return Article(
        text=normalized.given,
        quotations=quotations,
        attributions=of_quotations,
        speakers=speakers,
        provenance=normalized.provenance,
        made_by=made_by,
    )


def _quotations(document: Document, reports: Sequence[Report]) -> tuple[Quotation, ...]:
    """The quotations of `reports`, each with the one around it as its parent."""
    quotations: list[Quotation] = []
    around: list[int] = []
    for number, report in enumerate(reports):
        around = [n for n in around if reports[n].end >= report.end]
        spans = (document.spans[span] for span in report.spans)
        quotations.append(
            Quotation(
                span=Span.of(document.text, report.start, report.end),
                kind=report.kind,
                quoted=tuple(Span.of(document.text, span.inner_start, span.inner_end) for span in spans),
                utterance=report.utterance,
                parent=around[-1] if around else None,
            )
        )
        around.append(number)
    return tuple(quotations)


def _shown(report: Report, resolution: Resolution) -> Mention | None:
    """The mention that the caller sees: that of all joint speakers, and none where no cue ties it to the quotation."""
    if report.mention is None or report.pattern in (Pattern.NEARBY_NAME, Pattern.ANSWER, Pattern.QUESTION):
        return None
    someone = resolution.speaker
    joint = someone.mention if isinstance(someone, Unnamed) and someone.mention.members else None
    return joint if joint is not None and report.mention.name in joint.members else report.mention


def _cue(document: Document, report: Report) -> Cue | None:
    cue = report.cue
    if cue is None:
        return None
    start, end = document.offsets(cue.start, cue.end)
    return Cue(start=start, end=end, text=document.text[start:end], kind=cue.kind, negated=cue.negated)


def _link_kind(mention: Mention | None) -> LinkKind:
    if mention is None:
        return LinkKind.IMPLICIT
    return LinkKind.EXPLICIT if mention.kind is MentionKind.NAME else LinkKind.ANAPHORIC
