"""Training: a teacher for each decision, what teachers hold right, and how cases become weights."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("scipy", reason="wants scipy: pip install --group train")

import numpy as np
import spacy
from attrs import evolve
from benchmarks.training.corpora import COPIES, WORDS, Reading, TrainingArticle, read_articles
from benchmarks.training.crossvalidation import read_answers, write_answers
from benchmarks.training.fitting import Case, fit, mean_of
from benchmarks.training.perturbed import perturbed_copy
from benchmarks.training.settings import SETTINGS, Settings
from benchmarks.training.teachers import TEACHERS, confidence, coreference, linking, reports, roles, sources
from benchmarks.training.train import desks_apart, folds_of, learn

import quoteattr
from case_tables import cases
from made_articles import extent_of, made_string
from quoteattr.decisions import DECISIONS, Option, load_judges
from quoteattr.evaluation import GoldArticle, GoldRelation, GoldString
from quoteattr.evaluation.behaviour.templates import read_lexicon
from quoteattr.layout import mask
from quoteattr.lexicon.tables import load_tables
from quoteattr.parse.batches import parse_texts
from quoteattr.pipeline import DEFAULT_PIPELINE
from quoteattr.roles.uses import Wording
from quoteattr.types import QuotationKind, RoleStatus, SourceKind, Span
from quoteattr.values import Pattern

TEXT = (
    "“The ferry will sail in May,” Ann Obi, the harbor master, told the Lisle Courier on Friday.\n\n"
    "She said that the pier was safe, and called the delay “a disgrace” and the fee “peanuts”.\n"
)
MARKS = '“”‘’"'
FERRY, DISGRACE, PEANUTS = "“The ferry will sail in May,”", "“a disgrace”", "“peanuts”"


def _string(words: str, kind: str, mention: str | None = None, cue: str | None = None) -> GoldString:
    answers = ["Ann Obi", "person", "harbor master", "interview", "Lisle Courier", "Friday"] if mention else [None] * 6
    fields = ("speaker", "speaker_type", "role", "source_kind", "source_name", "source_date")
    more = {"organization": None, "mention": mention, "cue": cue}
    return made_string(TEXT, words, kind=kind, **more, **dict(zip(fields, answers, strict=True)))


STRINGS = (
    _string(FERRY, "direct", "Ann Obi", "told"),
    _string(DISGRACE, "mixed", "She", "called"),
    _string(PEANUTS, "unattributed"),
)


SAFE = GoldRelation(
    source=(extent_of(TEXT, "She"),),
    cue=(extent_of(TEXT, "said"),),
    content=(extent_of(TEXT, "that the pier was safe"),),
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    (parse,) = parse_texts(spacy.load(DEFAULT_PIPELINE), [TEXT])
    tables = load_tables()
    return Reading(mask(TEXT, tables), parse, tables)


@pytest.fixture(scope="module")
def with_strings(reading: Reading) -> TrainingArticle:
    return TrainingArticle("own", GoldArticle(id="ferry", text=TEXT, strings=STRINGS), reading, 3.0)


@pytest.fixture(scope="module")
def with_relations(reading: Reading) -> TrainingArticle:
    return TrainingArticle("polnear", GoldArticle(id="ferry", text=TEXT, relations=(SAFE,)), reading, 1.0)


def test_every_decision_has_a_teacher_and_settings() -> None:
    assert [decision.name for decision in DECISIONS] == list(TEACHERS) == list(SETTINGS)


def test_thresholds_are_those_of_the_packaged_weights() -> None:
    assert {name: judge.thresholds for name, judge in load_judges().items()} == {
        name: settings.thresholds for name, settings in SETTINGS.items()
    }


def test_the_first_right_link_leads_to_whom_the_answer_mentions(with_strings: TrainingArticle) -> None:
    choices = linking.choices_of(with_strings)
    assert [choice.speech for choice in choices] == [True, True, False]
    chosen = [choice.report.mention for choice in choices if choice.speech]
    assert [linking.mention_text(with_strings.document, mention) for mention in chosen] == ["Ann Obi", "She"]
    assert Pattern.NEARBY_NAME not in {choice.candidates[n].pattern for choice in choices for n in choice.right}


def test_only_speech_teaches_links_and_all_marks_teach_kinds(with_strings: TrainingArticle) -> None:
    assert len(list(linking.link_cases(with_strings, {}))) == 2
    cases = list(linking.kind_cases(with_strings, load_judges()))
    assert [case.right for case in cases] == [(0,), (1,), (2,)]
    assert {case.weight for case in cases} == {3.0}


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (STRINGS[0], {QuotationKind.DIRECT}),
        (STRINGS[1], {QuotationKind.MIXED}),
        (SAFE, {QuotationKind.DIRECT, QuotationKind.MIXED}),
        (None, {QuotationKind.SCARE}),
    ],
)
def test_relations_do_not_tell_direct_from_mixed(answer: linking.Answer | None, right: set[QuotationKind]) -> None:
    kinds = (QuotationKind.DIRECT, QuotationKind.MIXED, QuotationKind.SCARE)
    assert {kind for kind in kinds if linking.right_kind(answer, kind)} == right


def test_a_relation_teaches_its_content_and_who_is_its_source(with_relations: TrainingArticle) -> None:
    # “Called” has no relation and reports nothing; “told” neither, outside of any content.
    cases = list(reports.content_cases(with_relations, {}))
    assert sum(case.right != (len(case.options) - 1,) for case in cases) == 1
    (mention,) = reports.mention_cases(with_relations, {})
    assert mention.right == (0,)
    without = TrainingArticle("own", GoldArticle(id="b", text=TEXT), with_relations.reading, 1)
    assert list(reports.content_cases(without, {})) == []


def test_a_pronoun_teaches_whom_it_means(with_strings: TrainingArticle) -> None:
    (case,) = coreference.antecedent_cases(with_strings, {})
    entities = with_strings.discourse.entities
    right = [coreference.right_antecedent(with_strings.discourse, STRINGS[1], n) for n in range(len(entities))]
    assert [entity.name for entity, holds in zip(entities, right, strict=True) if holds] == ["Ann Obi"]
    assert len(case.right) == 1


@cases("training/titles")
def test_a_title_is_right_by_its_words(answer: str | None, title: str | None, to_the_word: bool, right: bool) -> None:
    wording = None if title is None else Wording(Span(start=0, end=len(title), text=title), RoleStatus.CURRENT)
    assert roles.right_wording(answer, wording, to_the_word=to_the_word) is right


def test_a_person_quoted_twice_is_one_case_that_counts_more(with_strings: TrainingArticle) -> None:
    (title,) = roles.title_cases(with_strings, {})
    (organization,) = roles.organization_cases(with_strings, load_judges())
    assert title.weight == organization.weight == pytest.approx(2**0.5)
    assert title.right == (0,)
    assert organization.right == (len(organization.options) - 1,)


def test_sources_are_right_by_what_is_accepted(with_strings: TrainingArticle) -> None:
    judges = load_judges()
    assert list(sources.kind_cases(with_strings, judges))
    right = sources.right_source
    assert right(with_strings, STRINGS[0], "kind", SourceKind.INTERVIEW)
    assert not right(with_strings, STRINGS[0], "kind", SourceKind.STATEMENT)
    assert right(with_strings, STRINGS[0], "name", extent_of(TEXT, "the Lisle Courier"))
    assert right(with_strings, STRINGS[0], "date", extent_of(TEXT, "Friday"))
    assert not right(with_strings, STRINGS[0], "date", None)


def test_confidence_learns_from_speakers_of_strings_that_may_not_be_nobodys(with_strings: TrainingArticle) -> None:
    cases = list(confidence.confidence_cases(with_strings, load_judges()))
    assert cases
    assert {case.right for case in cases} <= {(0,), (1,)}
    assert confidence.right_speaker(("Ann Obi", None), "Obi")
    assert not confidence.right_speaker((None,), "Obi")


def _cases(count: int) -> list[Case]:
    return [
        Case.of(
            [Option(1, lambda: ("good", "often")), Option(2, lambda: ("bad", "often")), Option(None)],
            (True, False, False),
        )
        for _ in range(count)
    ] + [Case.of([Option(1, lambda: ("rare",)), Option(None)], (True, False))]


@pytest.mark.parametrize("hidden", [0, 2])
def test_fitting_prefers_what_was_right_and_drops_what_is_rare(hidden: int) -> None:
    settings = Settings(hidden=hidden, epochs=200, dropout=0.1, rarest=3)
    weights = fit(_cases(80), settings)
    assert weights.features == ("bad", "good", "often")
    assert weights.cases == 81
    good, bad, nothing = weights.judge({})([Option(1, lambda: ("good",)), Option(2, lambda: ("bad",)), Option(None)])
    assert good > nothing > bad
    again = fit(_cases(80), settings)
    assert np.array_equal(weights.rows, again.rows)
    assert np.array_equal(weights.output, again.output)


@pytest.mark.parametrize("hidden", [0, 2])
def test_several_runs_score_their_mean(hidden: int) -> None:
    fits = [fit(_cases(80), Settings(hidden=hidden, epochs=epochs, dropout=0.1)) for epochs in (3, 9)]
    options = [Option(1, lambda: ("good", "often")), Option(2, lambda: ("bad",)), Option(None)]
    one, other = (weights.judge({}).score(options) for weights in fits)
    assert mean_of(fits).judge({}).score(options) == pytest.approx((one + other) / 2, abs=1e-6)
    assert not np.allclose(one, other)


def test_an_article_of_two_corpora_is_in_one_part_with_both_its_answers(
    with_strings: TrainingArticle, with_relations: TrainingArticle, reading: Reading
) -> None:
    others = [TrainingArticle("own", GoldArticle(id=name, text=TEXT), reading, 3.0) for name in ("a", "z")]
    articles = [with_strings, *others, with_relations]
    parts = list(folds_of(articles, 2))
    assert [[article.name for article in part] for part, _ in parts] == [["a", "z"], ["ferry", "ferry"]]
    for part, rest in parts:
        assert {*part, *rest} == set(articles)
        assert not set(part) & set(rest)


def test_desks_are_held_out_whole_and_the_others_in_parts(reading: Reading) -> None:
    corpora = {"r": "real", "s": "real", "w": "written", "a": "gold", "b": "labels", "c": "polnear"}
    articles = [
        TrainingArticle(corpus, GoldArticle(id=name, text=TEXT), reading, 3.0)
        for name, corpus in (*corpora.items(), ("a", "polnear"), ("w", COPIES))
    ]
    parts = [{article.name for article in part} for part, _ in desks_apart(articles)]
    assert parts == [{"r", "s", "a"}, {"w", "b"}, {"c"}]
    assert all(len(part) + len(rest) == len(articles) for part, rest in desks_apart(articles))


def test_copies_teach_links_and_no_titles(with_strings: TrainingArticle) -> None:
    articles = [with_strings, evolve(with_strings, corpus=COPIES)]
    learnt = learn(articles, [decision for decision in DECISIONS if decision.name in ("link", "title")])
    assert {name: weights.cases for name, weights in learnt} == {"link": 4, "title": 1}


def test_a_copy_has_other_people_and_outlets_and_the_answers_of_its_own_text() -> None:
    article = GoldArticle(id="ferry", text=TEXT, strings=STRINGS)
    copy = perturbed_copy(article, read_lexicon(WORDS), load_tables())
    assert copy == perturbed_copy(article, read_lexicon(WORDS), load_tables())
    assert not {"Ann", "Obi", "Courier"} & set(copy.text.replace(",", "").split())
    for string, words in zip(copy.strings, (FERRY, DISGRACE, PEANUTS), strict=True):
        assert copy.text[slice(*string.extent)].strip(MARKS) == words.strip(MARKS)
        (name,), (outlet,) = string.accepted["speaker"], string.accepted["source_name"]
        assert name is None or (name in copy.text and outlet in copy.text)


def test_a_decision_is_taught_with_the_judges_before_it(with_strings: TrainingArticle) -> None:
    learnt = learn([with_strings] * 3, [decision for decision in DECISIONS if decision.name in ("link", "kind")])
    assert {name: weights.cases for name, weights in learnt} == {"link": 6, "kind": 9}


def test_answers_are_kept_by_corpus(tmp_path: Path, extractor: quoteattr.Extractor) -> None:
    answers = {"own": {"ferry": extractor.extract(TEXT)}, "gold": {}}
    write_answers(answers, tmp_path)
    assert read_answers(tmp_path) == answers


def test_our_own_articles_are_read_with_their_answers(tmp_path: Path) -> None:
    read = read_articles(tmp_path, ["own"], load_tables(), most=2)
    assert [article.corpus for article in read] == ["own", "own"]
    assert all(article.strings and article.relations is None for article in read)
