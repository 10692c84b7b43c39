"""Figures: calibration by hand, intervals, what holds of every figure, and the systems that can be scored."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from case_tables import cases
from made_articles import Said, made_article, made_string
from quoteattr.evaluation import METRICS, Corpus, Decision, GoldArticle, Measure, Report, evaluate
from quoteattr.evaluation.measures import figures as measured
from quoteattr.evaluation.measures.figures import Samples, as_figures, draw_samples, measure
from strategies import examples


@cases("evaluation/figures/calibration")
def test_calibration(confidences: list[float], rights: list[bool], kept: int, error: float, area: float | None) -> None:
    given_confidences, given_rights = np.array(confidences), np.array(rights)
    assert measured.right_at_precision(given_confidences, given_rights) == kept
    assert measured.calibration_error(given_confidences, given_rights) == pytest.approx(error)
    assert measured.area_under_curve(given_confidences, given_rights) == (None if area is None else pytest.approx(area))


@cases("evaluation/figures/kept")
def test_right_ones_are_kept_while_98_in_100_are_right(wrong: list[int], kept: int) -> None:
    rights = np.array([index not in wrong for index in range(50)])
    assert measured.right_at_precision(np.linspace(1, 0, 50), rights) == kept


def test_samples_draw_as_many_articles_as_there_are() -> None:
    weights = draw_samples(["a", "b", "c"]).weights
    assert weights.shape == (1001, 3)
    assert weights[0].tolist() == [1, 1, 1]
    assert set(weights.sum(axis=1)) == {3}
    # Each article is left out of a resample with probability (2/3)^3.
    assert (weights[1:] == 0).mean() == pytest.approx(8 / 27, abs=0.02)


def test_an_empty_corpus_has_no_figure() -> None:
    report = evaluate(Corpus(articles=()), {})
    assert (report.figures, report.decisions) == ({}, ())


def test_intervals_are_the_same_each_time_and_hold_the_value() -> None:
    decisions = decisions_at_random()
    articles = sorted({decision.article for decision in decisions})
    samples = draw_samples(articles)
    figures = as_figures(measure(decisions, samples), decisions)
    assert figures == as_figures(measure(decisions, draw_samples(articles)), decisions)
    assert set(figures) == set(METRICS)
    # At the edge of the scale, resampling can only look inwards.
    assert [f for f in figures.values() if not f.low <= f.value <= f.high and f.name not in ("ece", "at_p98")] == []
    assert all(figure.low < figure.high for figure in figures.values())


def test_the_interval_of_a_share_is_near_the_binomial_one() -> None:
    decisions = [
        Decision(article=str(number), field="cue", extent=(0, 1), right=float(number % 5 > 0), expected=True)
        for number in range(200)
    ]
    (figure,) = as_figures(measure(decisions, draw_samples([d.article for d in decisions])), decisions).values()
    assert (figure.value, figure.cases) == (0.8, 200)
    error = 1.96 * (0.8 * 0.2 / 200) ** 0.5
    assert (figure.low, figure.high) == pytest.approx((0.8 - error, 0.8 + error), abs=0.01)


def test_errors_in_a_clump_widen_the_interval() -> None:
    def width(articles: int) -> float:
        decisions = [
            Decision(article=str(number % articles), field="cue", extent=(number, number + 1), expected=True,
                     right=float(number % articles >= articles // 4))
            for number in range(400)
        ]  # fmt: skip
        (figure,) = as_figures(measure(decisions, draw_samples(list(map(str, range(articles))))), decisions).values()
        assert figure.value == 0.75
        return figure.high - figure.low

    assert width(400) < width(40) < width(8)


def decisions_at_random() -> list[Decision]:
    """Decisions of every field in thirty articles, three of four right."""
    draw = random.Random(7)
    fields = sorted({metric.field for metric in METRICS.values()})
    return [
        Decision(
            article=f"{article:02}",
            field=field,
            extent=(number, number + 1),
            right=float(draw.random() < 0.75),
            expected=draw.random() < 0.9,
            predicted=draw.random() < 0.9,
            confidence=draw.random(),
        )
        for article in range(30)
        for field in fields
        for number in range(draw.randint(1, 5))
    ]


# Enough resamples for what holds of each of them.
FEW = Samples(("a", "b", "c"), draw_samples(["a", "b", "c"]).weights[:40])


@st.composite
def some_decisions(draw: st.DrawFn) -> list[Decision]:
    """Decisions of one or two fields in few articles; no two confidences are equal."""
    fields = draw(st.lists(st.sampled_from(sorted({m.field for m in METRICS.values()})), min_size=1, max_size=2))
    confidences = draw(st.lists(st.floats(0, 1), max_size=12, unique=True))
    return [draw(_decision(number, confidence, fields)) for number, confidence in enumerate(confidences)]


@st.composite
def _decision(draw: st.DrawFn, number: int, confidence: float, fields: list[str]) -> Decision:
    field, expected = draw(st.sampled_from(fields)), draw(st.booleans())
    # A speaker that the gold does not ask for is never right; a role may be, where none is accepted too.
    rights = [0.0] if field == "speaker" and not expected else [0.0, 0.25, 1.0]
    return Decision(
        article=draw(st.sampled_from("abc")),
        field=field,
        extent=(number, number + 1),
        right=draw(st.sampled_from(rights)),
        expected=expected,
        predicted=draw(st.booleans()),
        confidence=confidence,
    )


@settings(max_examples=examples(60))
@given(some_decisions())
def test_figures_are_shares_with_their_interval(decisions: list[Decision]) -> None:
    for figure in as_figures(measure(decisions, FEW), decisions).values():
        assert 0 <= figure.low <= figure.high <= 1
        assert 0 <= figure.value <= 1
        assert figure.cases > 0


@settings(max_examples=examples(60))
@given(some_decisions(), st.randoms(use_true_random=False))
def test_the_order_of_decisions_and_articles_is_no_matter(decisions: list[Decision], shuffler: random.Random) -> None:
    shuffled, articles = list(decisions), ["a", "b", "c"]
    shuffler.shuffle(shuffled)
    shuffler.shuffle(articles)
    values = {name: row[0] for name, row in measure(decisions, FEW).items()}
    assert {
        name: row[0] for name, row in measure(shuffled, evolve(FEW, articles=tuple(articles))).items()
    } == pytest.approx(values)


@settings(max_examples=examples(60))
@given(some_decisions())
def test_f1_lies_between_precision_and_recall(decisions: list[Decision]) -> None:
    values = {name: float(row[0]) for name, row in measure(decisions, FEW).items()}
    for name, value in values.items():
        if METRICS[name].measure is Measure.F1:
            sides = [values.get(f"{name}_precision", 0.0), values[f"{name}_recall"]]
            assert min(sides) - 1e-9 <= value <= max(sides) + 1e-9


@settings(max_examples=examples(60))
@given(some_decisions())
def test_the_wrong_decisions_are_those_that_the_figure_is_short_of(decisions: list[Decision]) -> None:
    articles = tuple(GoldArticle(id=name, text="x" * 12) for name in "abc")
    figures = as_figures(measure(decisions, FEW), decisions)
    report = Report(corpus=Corpus(articles=articles), decisions=tuple(decisions), figures=figures)
    for name, figure in figures.items():
        if METRICS[name].measure in (Measure.PRECISION, Measure.RECALL):
            short = sum(1 - decision.right for decision in report.wrong(name))
            assert short == pytest.approx((1 - figure.value) * figure.cases)
            assert sum(count for _, count, _ in report.worst_articles(name)) == len(report.wrong(name))


TEXT = "“One.” said Ann Poe. “Two!” she added."
STRINGS = tuple(made_string(TEXT, words, kind="direct") for words in ("“One.”", "“Two!”"))
CORPUS = Corpus(articles=(GoldArticle(id="a", text=TEXT, strings=STRINGS),))


def test_an_article_that_is_missing_is_named() -> None:
    with pytest.raises(KeyError, match="no article 'a' among those given"):
        evaluate(CORPUS, {"b": made_article(TEXT)})


def test_an_article_with_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="the text of article 'a' is not the corpus's"):
        evaluate(CORPUS, {"a": made_article(TEXT + " ")})


def test_a_system_that_reads_texts_is_scored_like_the_articles_it_reads() -> None:
    class System:
        def pipe(self, texts: list[str]) -> Any:
            return (made_article(text, Said(words="“One.”")) for text in texts)

    assert evaluate(CORPUS, System()) == evaluate(CORPUS, {"a": made_article(TEXT, Said(words="“One.”"))})


def test_a_report_reads_as_a_table() -> None:
    report = evaluate(CORPUS, {"a": made_article(TEXT, Said(words="“One.”"))})
    assert repr(report) == "Report(1 articles, 4 figures)"
    assert str(report).splitlines()[0].split() == ["detection", "0.667", "[0.667,", "0.667]", "2", "cases"]
    assert repr(report.figures["detection"]) == "detection 0.667 [0.667, 0.667] of 2"


def test_every_figure_says_what_it_is() -> None:
    for name, metric in METRICS.items():
        assert metric.name == name
        assert metric.definition
    assert {metric.measure for metric in METRICS.values()} == set(Measure)
