"""Cases of confidence: every speaker found in an article that the scorers did not see, and whether it is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cases import attributed
from corpora import Document
from labelling import is_speech, same_name
from listwise import Case

from quoteattr.assembly import speaker_of
from quoteattr.confidence.choose import confidence_features
from quoteattr.decisions.linear import Scorer
from quoteattr.entities.index import Cast

__all__ = ["confidence_cases"]

RIGHT, WRONG = (0,), (1,)


def confidence_cases(document: Document, cast: Cast, scorers: Mapping[str, Scorer]) -> Iterator[Case]:
    """A case from every speaker that `scorers`, which have not seen the document, give a quoted string with answers."""
    if document.relations is not None:
        return
    found = attributed(document, cast, scorers)
    by_place: Mapping[int, Sequence[str | None]] = {
        place: row["speaker"] if is_speech(row) else ()
        for row in document.rows
        for place in (row["start"], row["start"] + 1)
    }
    for draft in found.drafts:
        speaker = speaker_of(draft, found.resolutions, found.speakers)
        for quoted in draft.quotation.quoted:
            accepted = by_place.get(quoted.start)
            if speaker is None or accepted is None or None in accepted:
                continue
            right = any(same_name(speaker.name, name) for name in accepted if name)
            features = confidence_features(cast, draft, found.resolutions[draft.key])
            yield Case((features, ()), RIGHT if right else WRONG)
