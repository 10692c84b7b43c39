"""Decisions on strings in marks: figures of articles made by hand, computed by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from case_tables import cases
from made_articles import Said, made_article, made_string
from quoteattr.evaluation import Corpus, GoldArticle, evaluate

TEXT = (
    "“One.” Mayor Ann Poe of Springfield said so on Friday. “Two!” she told the Daily Kite. A “three” day. "
    "‘Four,’ Bob Lee added. “Five.”"
)


# Figures of every run that has a speaker, apart from the fields that a case is about.
ALWAYS = {
    "detection",
    "detection_precision",
    "detection_recall",
    "kind",
    "not_speech_rejected",
    "at_p98",
    "ece",
    "auroc",
}


def figures_of(gold: list[dict[str, Any]], said: list[dict[str, Any]]) -> dict[str, float]:
    """The figures of an article with `gold` strings in which `said` was found."""
    strings = tuple(made_string(TEXT, **string) for string in gold)
    corpus = Corpus(articles=(GoldArticle(id="a", text=TEXT, strings=strings),))
    report = evaluate(corpus, {"a": made_article(TEXT, *(Said(**one) for one in said))})
    return {name: figure.value for name, figure in report.figures.items()}


def by_hand(value: float | str) -> float:
    """Read a figure as it was computed, `2/3` for instance."""
    return float(Fraction(value))


@cases("evaluation/strings/strings")
def test_speech_is_told_from_what_is_nobodys(gold: list[Any], said: list[Any], expected: dict[str, Any]) -> None:
    assert figures_of(gold, said) == pytest.approx({name: by_hand(value) for name, value in expected.items()})


@cases("evaluation/strings/speakers")
def test_speaker_mention_and_cue(gold: list[Any], said: list[Any], expected: dict[str, Any]) -> None:
    found = {name: value for name, value in figures_of(gold, said).items() if name not in ALWAYS}
    assert found == pytest.approx({name: by_hand(value) for name, value in expected.items()})


@cases("evaluation/strings/fields")
def test_role_and_source_have_precision_and_recall(gold: list[Any], said: list[Any], expected: dict[str, Any]) -> None:
    found = {name: value for name, value in figures_of(gold, said).items() if name not in ALWAYS}
    assert found == pytest.approx(
        {
            f"{name}{side}": by_hand(value)
            for name, values in expected.items()
            for side, value in zip(("", "_precision", "_recall"), values, strict=True)
        }
    )


def test_an_article_without_gold_is_not_scored() -> None:
    corpus = Corpus(articles=(GoldArticle(id="a", text=TEXT),))
    assert evaluate(corpus, {"a": made_article(TEXT, Said(words="“One.”"))}).decisions == ()


def test_figures_of_calibration_are_over_all_speakers_named() -> None:
    direct = [{"words": words, "kind": "direct", "speaker": "Ann Poe"} for words in ("“One.”", "“Two!”", "“Five.”")]
    found = figures_of(
        [*direct, {"words": "“three”", "kind": "unattributed"}],
        [
            {"words": "“One.”", "speaker": "Ann Poe", "confidence": 0.9},
            {"words": "“Two!”", "speaker": "Bob Lee", "confidence": 0.2},
            {"words": "“three”", "kind": "mixed", "speaker": "Bob Lee", "confidence": 0.4},
        ],
    )
    assert {name: found[name] for name in ("at_p98", "ece", "auroc")} == pytest.approx(
        {"at_p98": 1 / 3, "ece": (0.1 + 0.2 + 0.4) / 3, "auroc": 1}
    )
