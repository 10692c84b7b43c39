"""Decisions on strings, reports and relations: figures of articles made by hand, computed by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from made_articles import Said, extent_of, made_article, made_string
from quoteattr.evaluation import METRICS, Corpus, GoldArticle, GoldRelation, GoldReport, evaluate
from quoteattr.evaluation.measures.decisions import is_close_phrase, is_like_name, is_same_name, is_within

TEXT = (
    "“One.” Mayor Ann Poe of Springfield said so on Friday. “Two!” she told the Daily Kite. A “three” day. "
    "‘Four,’ Bob Lee added. “Five.”"
)


# Figures of every run that has a speaker, apart from the fields that a case is about.
ALWAYS = {
    *("detection", "detection_precision", "detection_recall", "kind"),
    *("not_speech_rejected", "at_p98", "ece", "auroc"),
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


# ---- reports without marks, and source-cue-content relations

REPORTED = "Ann Poe said the gates would open. “No,” she added, and Bob Lee denied it."


@pytest.mark.parametrize("kind", ["indirect", "block"])
@cases("evaluation/relations/reports")
def test_reports_are_found_and_have_a_speaker(
    kind: str, words: str, speaker: str | None, found: str | None, named: str | None, expected: list[float | None]
) -> None:
    report = GoldReport(extent=extent_of(REPORTED, words), kind=kind, speaker=(speaker,))
    said = [Said(words=found, kind="indirect", speaker=named)] if found else []
    corpus = Corpus(articles=(GoldArticle(id="a", text=REPORTED, reports=(report,)),))
    figures = evaluate(corpus, {"a": made_article(REPORTED, *said)}).figures
    assert {name: figure.value for name, figure in figures.items()} == {
        f"{kind}_{asked}": value
        for asked, value in zip(("found", "speaker"), expected, strict=True)
        if value is not None
    }


def relation(source: str | None, *content: str) -> GoldRelation:
    return GoldRelation(
        source=(extent_of(REPORTED, source),) if source else (),
        cue=(),
        content=tuple(extent_of(REPORTED, piece) for piece in content),
    )


OPEN = relation("Ann Poe", "the gates would open")
OPENED = Said(words="the gates would open", kind="indirect", speaker="Ann Poe", mention="Ann Poe")


@cases("evaluation/relations/relations")
def test_relations(gold: list[Any], said: list[Any], expected: dict[str, list[Any]]) -> None:
    relations = tuple(relation(each.get("source"), *each["content"]) for each in gold)
    corpus = Corpus(articles=(GoldArticle(id="a", text=REPORTED, relations=relations),))
    figures = evaluate(corpus, {"a": made_article(REPORTED, *(Said(**one) for one in said))}).figures
    names = {"exact": "content_exact", "partial": "content_partial", "linked": "relation_linked", "quoted": "quoted"}
    sides = {"quoted": ("found", "linked", "precision")}
    assert {name: figure.value for name, figure in figures.items() if name not in names.values()} == pytest.approx(
        {
            f"{names[name]}_{side}": by_hand(value)
            for name, values in expected.items()
            for side, value in zip(sides.get(name, ("precision", "recall")), values, strict=True)
            if value is not None
        }
    )


def test_a_wrong_relation_shows_what_was_scored() -> None:
    corpus = Corpus(articles=(GoldArticle(id="a", text=REPORTED, relations=(OPEN,)),))
    report = evaluate(corpus, {"a": made_article(REPORTED, evolve(OPENED, words="gates would", mention="Bob Lee"))})
    assert {(name, d.accepted, d.answer) for name in METRICS for d in report.wrong(name)} == {
        ("content_exact", ("the gates would open",), "gates would"),
        ("content_exact_precision", ("the gates would open",), "gates would"),
        ("content_exact_recall", ("the gates would open",), "gates would"),
        ("content_partial", ("the gates would open",), "gates would"),
        ("content_partial_recall", ("the gates would open",), "gates would"),
        ("relation_linked", ("Ann Poe",), "Bob Lee"),
        ("relation_linked_precision", ("Ann Poe",), "Bob Lee"),
        ("relation_linked_recall", ("Ann Poe",), "Bob Lee"),
    }


# ---- when two answers are the same: names, phrases, and the words of mentions and cues


@cases("evaluation/answers/same_names")
def test_same_name(one: str, other: str, expected: bool) -> None:
    assert is_same_name(one, other) is expected
    assert is_same_name(other, one) is expected


@cases("evaluation/answers/like_names")
def test_name_said_shorter(answer: str, accepted: str, of_person: bool, expected: bool) -> None:
    assert is_like_name(answer, accepted, of_person=of_person) is expected


@cases("evaluation/answers/close_phrases")
def test_close_phrase(one: str, other: str, expected: bool) -> None:
    assert is_close_phrase(one, other) is expected
    assert is_close_phrase(other, one) is expected


@cases("evaluation/answers/within")
def test_within(one: str, other: str, expected: bool) -> None:
    assert is_within(one, other) is expected
    assert is_within(other, one) is expected


@given(st.text(min_size=1).filter(str.strip))
def test_every_name_is_the_same_as_itself_and_like_itself(name: str) -> None:
    assert is_same_name(name, name)
    assert is_like_name(name, name)
    assert is_like_name(name, name, of_person=False)


# Of few words, so that two are often the same name.
NAMES = st.lists(st.sampled_from(["Ann", "ann", "Poe", "POE’s", "Mr.", "the"]), max_size=3).map(" ".join)


@given(NAMES, NAMES, st.booleans())
def test_the_same_name_is_a_like_name(one: str, other: str, of_person: bool) -> None:
    assert is_like_name(one, other, of_person=of_person) or not is_same_name(one, other)
