"""Cases of confidence: every speaker found in an article that the scorers did not see, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from corpora import Document
from labelling import is_speech, same_name
from listwise import Case

from quoteattr.assembly import arrange, cast_speakers, speaker_of
from quoteattr.cast import Cast
from quoteattr.confidence import confidence_features
from quoteattr.coreference import by_score, resolve_speakers
from quoteattr.linking import link_quotations
from quoteattr.scorer import Scorer
from quoteattr.types import QuotationKind

__all__ = ["confidence_cases"]

SPEECH = frozenset(QuotationKind) - {QuotationKind.SCARE}
RIGHT, WRONG = (0,), (1,)


def confidence_cases(document: Document, cast: Cast, scorers: Mapping[str, Scorer]) -> Iterator[Case]:
    """A case from every speaker that `scorers`, which have not seen the document, give a quoted string with answers."""
    if document.relations is not None:
        return
    links = link_quotations(cast.scene, scorers["linker"], scorers["kinds"])
    resolutions = resolve_speakers(cast, links, by_score(scorers["antecedents"]), None)
    drafts = arrange(document.text, cast, links, (), SPEECH)
    speakers = cast_speakers(document.text, cast, drafts, resolutions)
    by_start: Mapping[int, Sequence[str | None]] = {
        row["start"]: row["speaker"] if is_speech(row) else () for row in document.rows
    }
    for draft in drafts:
        speaker = speaker_of(draft, resolutions, speakers)
        accepted = by_start.get(draft.quotation.span.start)
        if speaker is None or accepted is None or None in accepted:
            continue
        right = any(same_name(speaker.name, name) for name in accepted if name)
        features = confidence_features(cast, draft, resolutions[draft.key])
        yield Case((features, ()), RIGHT if right else WRONG)
