"""What is right of reports: which content each cue of an article reports, if any, and by whose words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from benchmarks.training.answers import EDGES, overlap, trimmed
from benchmarks.training.corpora import TrainingArticle
from benchmarks.training.fitting import Case

from quoteattr.decisions import Judges
from quoteattr.document.article import Document, sentence_at
from quoteattr.evaluation.corpora.gold import Extent, GoldRelation
from quoteattr.reports.choose import cues_that_may_report
from quoteattr.reports.features import content_options, mention_options, no_report
from quoteattr.reports.options import Content, propose_contents
from quoteattr.values import FoundCue, Mention

__all__ = ["content_cases", "mention_cases", "right_content", "right_mention"]

# Dashes, too, are no part of a content.
CONTENT_EDGES = EDGES + "—–-"
# A content that no candidate has to the letter teaches what is nearest to it, where they share so much.
NEAR = 0.7


def content_cases(article: TrainingArticle, _: Judges) -> Iterator[Case]:
    """A case from each cue outside marks of an article with relations, but one whose content is not proposed.

    Articles without relations teach what their reports without marks are, and nothing of cues that report nothing: not
    all of their reports are annotated.
    """
    document = article.document
    for cue, proposed, right in _cues_of_reports(article):
        options = [*content_options(document, cue, proposed), no_report(document, cue)]
        yield Case.of(options, (number in right for number in range(len(options))))
    for cue, proposed, relation in _cues(article):
        right = [len(proposed)] if relation is None else _nearest(document, proposed, relation)
        if right:
            options = [*content_options(document, cue, proposed), no_report(document, cue)]
            yield Case.of(options, (number in right for number in range(len(options))))


def mention_cases(article: TrainingArticle, _: Judges) -> Iterator[Case]:
    """A case from each cue whose relation has a source, given the first of its right contents."""
    document = article.document
    for cue, proposed, relation in _cues(article):
        right = _nearest(document, proposed, relation) if relation is not None and relation.source else ()
        if relation is not None and right:
            options = mention_options(document, cue, proposed[right[0]])
            meant = [right_mention(document, relation, option.value) for option in options]
            yield Case.of(options, meant if any(meant) else (option.value is None for option in options))


def _cues(article: TrainingArticle) -> Iterator[tuple[FoundCue, Sequence[Content], GoldRelation | None]]:
    """Each cue that teaches, with its proposed contents and its relation, None where it reports nothing.

    Cues within contents teach nothing, since relations leave nested reports out.
    """
    if article.relations is None:
        return
    document = article.document
    pieces = sorted((*piece, n) for n, relation in enumerate(article.relations) for piece in relation.cue)
    starts = [start for start, _, _ in pieces]
    contents = [piece for relation in article.relations for piece in relation.content]
    for cue in cues_that_may_report(document):
        at = document.doc[cue.head].idx
        place = bisect_right(starts, at) - 1
        reports = place >= 0 and at < pieces[place][1]
        if reports or not any(start <= at < end for start, end in contents):
            proposed = propose_contents(document, cue)
            if proposed:
                yield cue, proposed, article.relations[pieces[place][2]] if reports else None


def _cues_of_reports(article: TrainingArticle) -> Iterator[tuple[FoundCue, Sequence[Content], Sequence[int]]]:
    """The cue of each report without marks, its proposed contents, and which of them are the report's.

    Of several cues that could have it, the one that comes nearest to it, and of those the one that reports most often.
    """
    document = article.document
    reports = [report for report in article.gold.reports if report.kind == "indirect"]
    cues = list(cues_that_may_report(document)) if reports else ()
    for report in reports:
        relation = GoldRelation(source=(), cue=(), content=(report.extent,))
        first, last = document.tokens(*report.extent)
        found = []
        for cue in cues:
            if (
                cue.listed
                and sentence_at(document, cue.head) == sentence_at(document, first)
                and not first <= cue.head < last
            ):
                proposed = propose_contents(document, cue)
                right = _nearest(document, proposed, relation)
                if right:
                    found.append(
                        (_likeness(document, relation, proposed[right[0]]), cue.rate or 0, cue, proposed, right)
                    )
        if found:
            yield max(found, key=lambda row: row[:2])[2:]


def right_content(document: Document, relation: GoldRelation, content: Content) -> bool:
    """Whether a content is near enough to one of a relation's pieces."""
    return _likeness(document, relation, content) >= NEAR


def _nearest(document: Document, proposed: Sequence[Content], relation: GoldRelation) -> Sequence[int]:
    """The right contents that are nearest to the relation's."""
    right = [n for n, content in enumerate(proposed) if right_content(document, relation, content)]
    likeness = {n: _likeness(document, relation, proposed[n]) for n in right}
    return [n for n in right if likeness[n] == max(likeness.values())]


def right_mention(document: Document, relation: GoldRelation, mention: Mention | None) -> bool:
    """Whether a mention stands in the source of a relation."""
    return mention is not None and any(start <= document.doc[mention.head].idx < end for start, end in relation.source)


def _likeness(document: Document, relation: GoldRelation, content: Content) -> float:
    """How near a content comes to one of a relation's pieces, punctuation at the edges left aside: 1 to the letter."""
    text = document.text
    own = trimmed(text, *document.offsets(content.start, content.end), CONTENT_EDGES)
    return max((_shared(own, trimmed(text, *piece, CONTENT_EDGES)) for piece in relation.content), default=0.0)


def _shared(one: Extent, other: Extent) -> float:
    """Intersection over union."""
    shared = overlap(one, other)
    return shared / (one[1] - one[0] + other[1] - other[0] - shared) if shared else 0.0
