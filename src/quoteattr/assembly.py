"""Assembly: what the stages found, put together as the values that the caller sees."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import count

from attrs import frozen

from quoteattr.candidates import Candidate
from quoteattr.cast import Cast, Unnamed
from quoteattr.coreference import Resolution
from quoteattr.extents import Extent
from quoteattr.linking import Link
from quoteattr.mentions import Mention, MentionKind
from quoteattr.name_words import words_used_as
from quoteattr.roles import role_of_description
from quoteattr.sources import Report
from quoteattr.types import (
    Article,
    Attribution,
    Cue,
    LinkKind,
    Maker,
    Provenance,
    Quotation,
    QuotationKind,
    Role,
    Source,
    Span,
    Speaker,
    SpeakerKind,
)

__all__ = ["Draft", "arrange", "assemble", "cast_speakers", "report_of", "speaker_of"]


@frozen
class Draft:
    """A quotation in its final place, with the link that attributes it; `key` is its key among the links."""

    key: int
    quotation: Quotation
    link: Link


def arrange(text: str, cast: Cast, extents: Sequence[Extent], kinds: Collection[QuotationKind]) -> tuple[Draft, ...]:
    """The quotations of the wanted kinds, sorted by (start, -end), with their utterances and parents."""
    spans = cast.scene.spans
    wanted = [extent for extent in extents if extent.link.kind in kinds]
    utterances = _utterances(cast, wanted)
    drafts: list[Draft] = []
    around: list[int] = []
    for number, extent in enumerate(wanted):
        around = [n for n in around if wanted[n].end >= extent.end]
        quoted = tuple(Span.of(text, spans[key].inner_start, spans[key].inner_end) for key in extent.spans)
        quotation = Quotation(
            span=Span.of(text, extent.start, extent.end),
            kind=extent.link.kind,
            quoted=quoted,
            utterance=utterances[extent.key],
            parent=around[-1] if around else None,
        )
        around.append(number)
        drafts.append(Draft(extent.key, quotation, extent.link))
    return tuple(drafts)


def _utterances(cast: Cast, extents: Sequence[Extent]) -> dict[int, int]:
    """Numbers of utterances: one goes on over a paragraph's end, and around its own cue."""
    numbers: dict[int, int] = {}
    fresh = count()
    before: Extent | None = None
    for extent in extents:
        top = bool(extent.spans) and cast.scene.spans[extent.key].parent is None
        speech = top and extent.link.kind is not QuotationKind.SCARE
        if speech and before is not None and _goes_on(cast, before, extent):
            numbers[extent.key] = numbers[before.key]
        else:
            numbers[extent.key] = next(fresh)
        before = extent if speech else before
    return numbers


def _goes_on(cast: Cast, before: Extent, extent: Extent) -> bool:
    one, other = before.link.candidate, extent.link.candidate
    if other.pattern == "continued_paragraph":
        return True
    passage_of, token_spans = cast.scene.passage_of, cast.scene.token_spans
    if passage_of[token_spans[before.spans[-1]][0]] != passage_of[token_spans[extent.key][0]]:
        return False
    if other.same_as in before.spans:
        return one.where == "after"
    return one.cue is not None and other.cue is not None and one.cue.head == other.cue.head


def cast_speakers(
    text: str, cast: Cast, drafts: Sequence[Draft], resolutions: Mapping[int, Resolution]
) -> dict[int | Unnamed, Speaker]:
    """A Speaker for every entity and unnamed speaker that one of `drafts` resolves to, in order of appearance."""
    mentions: dict[int | Unnamed, list[Mention]] = {}
    for draft in drafts:
        speaker = resolutions[draft.key].speaker if draft.key in resolutions else None
        if speaker is not None:
            found = [m for m in (draft.link.candidate.mention,) if m is not None]
            mentions.setdefault(speaker, []).extend(found)
    return {key: _speaker(text, cast, key, found) for key, found in mentions.items()}


def _span(text: str, cast: Cast, mention: Mention) -> Span:
    doc = cast.scene.doc
    last = doc[mention.end - 1]
    return Span.of(text, doc[mention.start].idx, last.idx + len(last.text))


def _speaker(text: str, cast: Cast, key: int | Unnamed, found: Sequence[Mention]) -> Speaker:
    shown = [_span(text, cast, mention) for mention in found]
    if isinstance(key, Unnamed) and key.mention.members:
        return _joint_speaker(text, cast, key.mention, shown)
    if isinstance(key, Unnamed):
        description = _span(text, cast, key.mention)
        return Speaker(
            name=" ".join(description.text.split()),
            kind=_kind_of_description(cast, key.mention),
            mentions=_in_order([description, *shown]),
            roles=_described_roles(cast, [key.mention]),
        )
    entity = cast.entities[key]
    names = [cast.scene.names[n] for n in entity.occurrences]
    spans = [_span(text, cast, Mention(n.start, n.end, n.end - 1, MentionKind.NAME)) for n in names]
    roles: list[Role] = []
    if entity.kind is SpeakerKind.PERSON:
        roles = [*(cast.roles[r].role for r in entity.roles), *_described_roles(cast, found)]
    return Speaker(
        name=entity.name,
        kind=entity.kind,
        aliases=tuple(form for form in entity.forms if form != entity.name),
        mentions=_in_order([*spans, *shown]),
        roles=tuple(dict.fromkeys(roles)),
    )


def _joint_speaker(text: str, cast: Cast, joint: Mention, shown: Sequence[Span]) -> Speaker:
    members = [cast.entities[cast.entity_of_name[number]].name for number in joint.members]
    return Speaker(
        name=" and ".join([", ".join(members[:-1]), members[-1]]),
        kind=SpeakerKind.GROUP,
        mentions=_in_order([_span(text, cast, joint), *shown]),
        members=tuple(members),
    )


def _described_roles(cast: Cast, mentions: Sequence[Mention]) -> tuple[Role, ...]:
    """The roles that descriptions of a speaker state: *the retired surgeon* told the council."""
    described = [m for m in mentions if m.kind is MentionKind.DESCRIPTION]
    found = [role_of_description(cast.scene.doc, m.start, m.end, cast.scene.tables) for m in described]
    return tuple(role for role in found if role is not None)


def _in_order(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(sorted(dict.fromkeys(spans), key=lambda span: (span.start, span.end)))


def _kind_of_description(cast: Cast, mention: Mention) -> SpeakerKind:
    token = cast.scene.doc[mention.head]
    if token.lower_ in words_used_as(cast.scene.tables, "organization"):
        return SpeakerKind.ORGANIZATION
    return SpeakerKind.GROUP if token.tag_ in ("NNS", "NNPS") else SpeakerKind.UNNAMED


def speaker_of(
    draft: Draft, resolutions: Mapping[int, Resolution], speakers: Mapping[int | Unnamed, Speaker]
) -> Speaker | None:
    """The speaker that a draft's link was resolved to, None where it is unknown."""
    someone = resolutions[draft.key].speaker
    return None if someone is None else speakers.get(someone)


def report_of(text: str, cast: Cast, draft: Draft, speaker: Speaker | None) -> Report:
    """What the source stage is told of a quotation."""
    doc, candidate = cast.scene.doc, draft.link.candidate
    cue = candidate.cue
    mention = _span(text, cast, candidate.mention) if candidate.mention is not None else None
    return Report(
        start=draft.quotation.span.start,
        end=draft.quotation.span.end,
        kind=draft.quotation.kind,
        cue=(doc[cue.start].idx, doc[cue.end - 1].idx + len(doc[cue.end - 1].text)) if cue is not None else None,
        mention=(mention.start, mention.end) if mention is not None else None,
        speaker=speaker.name if speaker is not None else None,
        speaker_kind=speaker.kind if speaker is not None else None,
        utterance=draft.quotation.utterance,
    )


def assemble(
    text: str,
    cast: Cast,
    drafts: Sequence[Draft],
    resolutions: Mapping[int, Resolution],
    speakers: Mapping[int | Unnamed, Speaker],
    roles: Mapping[int | Unnamed, Role | None],
    sources: Mapping[int, Source | None],
    confidences: Mapping[int, float],
    provenance: Provenance | None,
    made_by: Maker,
) -> Article:
    """The Article: an attribution for every quotation but the scare ones."""
    attributions = []
    for draft in drafts:
        if draft.quotation.kind is QuotationKind.SCARE:
            continue
        resolution = resolutions[draft.key]
        speaker = speaker_of(draft, resolutions, speakers)
        candidate = draft.link.candidate
        shown = _shown(candidate, resolution)
        attributions.append(
            Attribution(
                quotation=draft.quotation,
                speaker=speaker,
                mention=_span(text, cast, shown) if shown is not None else None,
                cue=_cue(text, cast, draft.link),
                role=roles.get(resolution.speaker) if resolution.speaker is not None else None,
                source=sources.get(draft.key),
                link=_link_kind(shown),
                confidence=round(confidences.get(draft.key, 0.0), 4),
                evidence=candidate.pattern,
            )
        )
    return Article(
        text=text,
        quotations=tuple(draft.quotation for draft in drafts),
        attributions=tuple(attributions),
        speakers=tuple(speakers.values()),
        provenance=provenance,
        made_by=made_by,
    )


def _shown(candidate: Candidate, resolution: Resolution) -> Mention | None:
    """The mention that the caller sees: that of all joint speakers, and none where no cue ties it to the quotation."""
    if candidate.mention is None or candidate.pattern in ("nearby_name", "answer"):
        return None
    someone = resolution.speaker
    joint = someone.mention if isinstance(someone, Unnamed) and someone.mention.members else None
    return joint if joint is not None and candidate.mention.name in joint.members else candidate.mention


def _cue(text: str, cast: Cast, link: Link) -> Cue | None:
    cue = link.candidate.cue
    if cue is None:
        return None
    start, last = cast.scene.doc[cue.start].idx, cast.scene.doc[cue.end - 1]
    end = last.idx + len(last.text)
    return Cue(start=start, end=end, text=text[start:end], kind=cue.kind, negated=cue.negated)


def _link_kind(mention: Mention | None) -> LinkKind:
    if mention is None:
        return LinkKind.IMPLICIT
    return LinkKind.EXPLICIT if mention.kind is MentionKind.NAME else LinkKind.ANAPHORIC
