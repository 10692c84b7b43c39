"""Decisions on reports without marks and on source-cue-content relations: figures computed by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from case_tables import cases
from made_articles import Said, extent_of, made_article
from quoteattr.evaluation import METRICS, Corpus, GoldArticle, GoldRelation, GoldReport, evaluate

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
            f"{names[name]}_{side}": float(Fraction(value))
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
