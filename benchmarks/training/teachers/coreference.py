"""What is right of coreference: whom a pronoun or a description that attributes a quoted string stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve
from benchmarks.training.answers import given, same_name, words_of
from benchmarks.training.corpora import TrainingArticle
from benchmarks.training.fitting import Case
from benchmarks.training.teachers.linking import Choice, choices_of, mention_text

from quoteattr.coreference.choose import UNKNOWN, by_score, resolve_mentions, resolve_speakers
from quoteattr.decisions import Judges, Option
from quoteattr.document.discourse import Discourse
from quoteattr.evaluation.corpora.gold import Extent, GoldString
from quoteattr.values import Mention, MentionKind, Report, Resolution, Someone, Unnamed

__all__ = ["antecedent_cases", "right_antecedent"]


def antecedent_cases(article: TrainingArticle, judges: Judges) -> Iterator[Case]:
    """A case from every pronoun or description that attributes a quoted string.

    Pronouns between the quotations, of which the answers say nothing, are resolved by the judge, where there is one.
    """
    if article.relations is not None:
        return
    if article.pronouns:
        yield from _cases_of_pronouns(article, judges)
        return
    discourse = article.discourse
    choices = [choice for choice in choices_of(article) if choice.speech]
    by_judge = by_score(judges["antecedent"]) if "antecedent" in judges else None
    cases: list[Case] = []

    def decide(number: int | None, mention: Mention, antecedents: Sequence[Option[int | Unnamed]]) -> Resolution:
        if number is None:
            return UNKNOWN if by_judge is None else by_judge(number, mention, antecedents)
        answer = choices[number].answer
        assert isinstance(answer, GoldString)
        right = [right_antecedent(discourse, answer, option.value) for option in antecedents]
        someone: Someone
        if any(right):
            someone = antecedents[right.index(True)].value
        elif mention.kind is MentionKind.DESCRIPTION and right_antecedent(discourse, answer, Unnamed(mention)):
            right[-1], someone = True, Unnamed(mention)  # it stands for itself, for nobody before it
        else:
            entities = range(len(discourse.entities))
            return Resolution(next((e for e in entities if right_antecedent(discourse, answer, e)), None), 1.0)
        cases.append(Case.of(antecedents, right))
        return Resolution(someone, 1.0)

    resolve_speakers(discourse, _reports(choices), decide)
    yield from cases


def _cases_of_pronouns(article: TrainingArticle, judges: Judges) -> Iterator[Case]:
    """A case from every known pronoun: who bears a name that it means, or anybody but those whom it does not mean."""
    discourse, cases = article.discourse, list[Case]()
    by_judge = by_score(judges["antecedent"]) if "antecedent" in judges else None
    known = {_token_at(discourse, pronoun.extent): pronoun for pronoun in article.pronouns}

    def decide(number: int | None, mention: Mention, antecedents: Sequence[Option[int | Unnamed]]) -> Resolution:
        pronoun = known.get(mention.head)
        if pronoun is None:
            return UNKNOWN if by_judge is None else by_judge(number, mention, antecedents)
        meant, others = (_named_at(discourse, extents) for extents in (pronoun.meant, pronoun.others))
        right = [a.value in meant - others if pronoun.meant else a.value not in others for a in antecedents]
        if any(right):
            cases.append(Case.of(antecedents, right, weight=article.weight))
        return Resolution(next((a.value for a, holds in zip(antecedents, right, strict=True) if holds), None), 1.0)

    resolve_mentions(discourse, [Mention(at, at + 1, at, MentionKind.PRONOUN) for at in known], decide)
    yield from cases


def _token_at(discourse: Discourse, extent: Extent) -> int:
    return next(token.i for token in discourse.document.doc if token.idx + len(token.text) > extent[0])


def _named_at(discourse: Discourse, extents: Sequence[Extent]) -> frozenset[Someone]:
    """The entities of the names that stand at stretches of characters."""
    doc = discourse.document.doc
    named = zip(discourse.document.names, discourse.entity_of_name, strict=True)
    places = [(doc[name.start].idx, doc[name.end - 1].idx, entity) for name, entity in named]
    return frozenset(e for first, last, e in places for start, end in extents if first < end and last >= start)


def _reports(choices: Sequence[Choice]) -> tuple[Report, ...]:
    """The reports of spans of speech by their right candidates; `same_as` is an index among them."""
    places = {choice.span: number for number, choice in enumerate(choices)}
    reports = (choice.report for choice in choices)
    return tuple(
        evolve(report, same_as=None if report.same_as is None else places.get(report.same_as)) for report in reports
    )


def right_antecedent(discourse: Discourse, answer: GoldString, someone: Someone) -> bool:
    """Whether somebody is whom the answer names or describes."""
    speakers = given(answer, "speaker")
    if someone is None:
        return False
    if isinstance(someone, Unnamed):
        described = " ".join(words_of(mention_text(discourse.document, someone.mention)))
        return any(described in (wanted := " ".join(words_of(s))) or wanted in described for s in speakers)
    return any(same_name(discourse.entities[someone].name, speaker) for speaker in speakers)
