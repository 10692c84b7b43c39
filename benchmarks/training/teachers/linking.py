"""What is right of quotations in marks: the candidate that attributes each, and whether it is direct, mixed or none.

Where the answers leave several candidates right, they are narrowed: those with a cue rather than a name nearby.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from sys import intern

from attrs import frozen
from benchmarks.training.answers import given, overlap, same_name, string_under, within
from benchmarks.training.corpora import TrainingArticle
from benchmarks.training.fitting import Case

from quoteattr.decisions import Judges, Option
from quoteattr.document.article import Document
from quoteattr.evaluation.corpora.gold import Extent, GoldRelation, GoldString
from quoteattr.linking.choose import kind_options
from quoteattr.linking.features import History, QuotationView, link_options, quotation_features, view_quotation
from quoteattr.linking.options import Candidate, propose
from quoteattr.types import QuotationKind
from quoteattr.values import Mention, Pattern, Place, Report

__all__ = ["Answer", "Choice", "choices_of", "kind_cases", "link_cases", "mention_text", "right_kind", "right_link"]

# What the corpora say of a quoted span: a quoted string, or a relation that it is content of.
Answer = GoldString | GoldRelation
# Relations leave whole speeches out that nobody would call scare quotes: of marked spans of more words than this 99 %
# are speech, so that those without a relation teach nothing.
LONGEST_SCARE = 12
BESIDE = frozenset([Place.AFTER, Place.BEFORE, Place.AFTER_BEYOND, Place.BEFORE_BEYOND])
LEADING = frozenset([Place.PREVIOUS, Place.BEFORE])


@frozen(eq=False, slots=False)
class Choice:
    """One quoted span with its candidates, which of them are right, and what was said before it.

    `speech` says whether it is somebody's, by its `answer`: one that relations do not speak of is nobody's.
    """

    document: Document
    span: int
    answer: Answer | None
    speech: bool
    candidates: tuple[Candidate, ...]
    right: tuple[int, ...]
    history: History

    @cached_property
    def view(self) -> QuotationView:
        """The span by its tokens."""
        return view_quotation(self.document, self.span)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The features of the span whatever the candidate."""
        return tuple(map(intern, quotation_features(self.document, self.view)))

    @cached_property
    def options(self) -> tuple[Option[Candidate], ...]:
        """The candidates with their features, made once."""
        return tuple(map(_with_kept_features, link_options(self.document, self.view, self.candidates, self.history)))

    @property
    def report(self) -> Report:
        """The report of the span by the first of the right candidates."""
        return self.report_by(self.candidates[self.right[0]])

    def report_by(self, candidate: Candidate) -> Report:
        """The report of the span that a candidate attributes."""
        span = self.document.spans[self.span]
        return candidate.report(span.start, span.end, QuotationKind.DIRECT, 1.0, spans=(self.span,))


def _with_kept_features(option: Option[Candidate]) -> Option[Candidate]:
    features = tuple(map(intern, option.features()))
    return Option(option.value, lambda: features)


@cache
def choices_of(article: TrainingArticle) -> tuple[Choice, ...]:
    """The choices of an article in text order; spans that its answers do not speak of are left out."""
    document = article.document
    spans = [span for span in document.top if document.token_spans[span][0] < document.token_spans[span][1]]
    answers = {span: _answer(article, (document.spans[span].start, document.spans[span].end)) for span in spans}
    spoken = {span: answer for span, answer in answers.items() if answer is not None and _is_speech(answer)}
    found: list[Choice] = []
    before: list[int] = []
    history = History()
    for span in spans:
        answer = answers[span]
        if article.relations is None and (answer is None or (isinstance(answer, GoldString) and answer.is_disputed)):
            continue
        candidates = propose(document, span, before)
        right = _right(document, spoken[span], candidates, spoken) if span in spoken else ()
        choice = Choice(document, span, answer, span in spoken, candidates, right, history)
        found.append(choice)
        if choice.speech:
            before.append(span)
            history = History(span, choice.report)
    return tuple(found)


def _answer(article: TrainingArticle, extent: Extent) -> Answer | None:
    """The quoted string that a span covers half of, or the relation that covers half of the span."""
    if article.relations is None:
        return string_under(article.strings, extent)
    pieces = [(overlap(extent, piece), relation) for relation in article.relations for piece in relation.content]
    most, relation = max(pieces, key=lambda piece: piece[0], default=(0, None))
    return relation if 2 * most >= extent[1] - extent[0] else None


def _is_speech(answer: Answer) -> bool:
    return isinstance(answer, GoldRelation) or answer.is_speech


def _right(
    document: Document, answer: Answer, candidates: Sequence[Candidate], spoken: Mapping[int, Answer]
) -> tuple[int, ...]:
    """The right candidates for a span of speech: that of nobody near it, if no other one is."""
    right = [n for n, candidate in enumerate(candidates) if right_link(document, answer, candidate, spoken)]
    right = _narrowed(document, answer, candidates, right)
    return tuple(right or [n for n, candidate in enumerate(candidates) if candidate.pattern is Pattern.UNKNOWN])


def right_link(document: Document, answer: Answer, candidate: Candidate, spoken: Mapping[int, Answer]) -> bool:
    """Whether a candidate leads to whom the answer names; `spoken` are the answers of all spans of speech."""
    mention = candidate.mention
    if isinstance(answer, GoldRelation):
        if not answer.source:
            cue = candidate.cue
            return (
                candidate.pattern is Pattern.CUE_ALONE and cue is not None and _inside(document, cue.head, answer.cue)
            )
        if mention is not None:
            return _inside(document, mention.head, answer.source)
        return candidate.same_as is not None and spoken.get(candidate.same_as) is answer
    mentions, speakers = given(answer, "mention"), given(answer, "speaker")
    if mentions:
        return mention is not None and any(within(mention_text(document, mention), m) for m in mentions)
    if not speakers:
        return candidate.pattern is Pattern.CUE_ALONE
    if mention is not None:
        return any(same_name(mention_text(document, mention), speaker) for speaker in speakers)
    before = spoken.get(candidate.same_as) if candidate.same_as is not None else None
    return isinstance(before, GoldString) and any(same_name(s, t) for s in speakers for t in given(before, "speaker"))


def _narrowed(
    document: Document, answer: Answer, candidates: Sequence[Candidate], right: Sequence[int]
) -> Sequence[int]:
    """Those of the right candidates that should be chosen."""

    def first_of(*wanted: Callable[[Candidate], bool]) -> Sequence[int]:
        """Those of the first sort that there is."""
        sorts = ([n for n in right if is_wanted(candidates[n])] for is_wanted in wanted)
        return next((sort for sort in sorts if sort), right)

    if isinstance(answer, GoldRelation):
        return first_of(
            lambda c: c.cue is not None and c.mention is not None and _inside(document, c.cue.head, answer.cue),
            lambda c: c.mention is not None and c.pattern is not Pattern.NEARBY_NAME,
            lambda c: c.mention is not None,
        )
    if given(answer, "mention"):
        return first_of(lambda c: c.pattern is not Pattern.NEARBY_NAME, lambda c: c.place in BESIDE)
    if not given(answer, "speaker"):
        return right[:1]
    # No cue attributes it: the flow of the text does, or a cue of the same speaker in the paragraph before.
    goes_on = [n for n in right if candidates[n].same_as is not None]
    return [*goes_on, *(n for n in right if candidates[n].place in LEADING)] if goes_on else right


def mention_text(document: Document, mention: Mention) -> str:
    """The words of a mention."""
    return document.doc.stretch(mention.start, mention.end).text


def _inside(document: Document, token: int, pieces: Sequence[Extent]) -> bool:
    return any(start <= document.doc[token].idx < end for start, end in pieces)


def link_cases(article: TrainingArticle, _: Judges) -> Iterator[Case]:
    """A case from every span of speech."""
    for choice in _that_teach(article):
        if choice.speech:
            right = (number in choice.right for number in range(len(choice.options)))
            yield Case.of(choice.options, right, weight=article.weight, shared=choice.own)


def kind_cases(article: TrainingArticle, judges: Judges) -> Iterator[Case]:
    """A case from every span, given the candidate that the judge of links prefers."""
    for choice in _that_teach(article):
        best = int(judges["link"].score(choice.options, choice.own).argmax())
        options = kind_options(choice.own, tuple(choice.options[best].features()))
        answer = choice.answer if choice.speech else None
        yield Case.of(options, (right_kind(answer, option.value) for option in options), weight=article.weight)


def right_kind(answer: Answer | None, kind: QuotationKind | None) -> bool:
    """Whether a span is of a kind, by its answer, which is None for nobody's speech; relations tell no kinds apart."""
    if answer is None:
        return kind is QuotationKind.SCARE
    if isinstance(answer, GoldRelation):
        return kind is not QuotationKind.SCARE
    return kind is not None and kind.value in answer.kinds


def _that_teach(article: TrainingArticle) -> Iterator[Choice]:
    for choice in choices_of(article):
        left_out = article.relations is not None and not choice.speech and len(choice.view.words) > LONGEST_SCARE
        if not article.document.spans[choice.span].continues and not left_out:
            yield choice
