"""What is right of confidence: whether a speaker found in an article that the judges did not see is the right one."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.training.answers import same_name
from benchmarks.training.corpora import TrainingArticle
from benchmarks.training.fitting import Case
from benchmarks.training.teachers.reading import read_speech

from quoteattr.confidence import confidence_option
from quoteattr.decisions import Judges, Option
from quoteattr.evaluation.corpora.gold import Accepted

__all__ = ["confidence_cases", "right_speaker"]


def confidence_cases(article: TrainingArticle, judges: Judges) -> Iterator[Case]:
    """A case from every speaker that `judges`, which have not seen the article, give a quoted string with answers."""
    if article.relations is not None:
        return
    discourse, speech = article.discourse, read_speech(article, judges)
    by_place: dict[int, Accepted] = {
        place: string.accepted["speaker"] if string.is_speech else ()
        for string in article.strings
        for place in (string.extent[0], string.extent[0] + 1)
    }
    for report, resolution in zip(speech.reports, speech.resolutions, strict=True):
        for span in report.spans:
            accepted = by_place.get(discourse.document.spans[span].inner_start)
            if report.speaker is None or accepted is None or None in accepted:
                continue
            right = right_speaker(accepted, report.speaker.name)
            option = confidence_option(discourse, report, resolution)
            yield Case.of((option, Option(None)), (right, not right))


def right_speaker(accepted: Accepted, name: str) -> bool:
    """Whether a speaker is one that is accepted."""
    return any(same_name(name, other) for other in accepted if other)
