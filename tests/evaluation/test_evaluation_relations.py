"""Decisions on reports without marks and on source-cue-content relations: figures computed by hand."""

from __future__ import annotations

import pytest
from attrs import evolve

from case_tables import cases
from made_articles import Said, extent_of, made_article
from quoteattr.evaluation import METRICS, Corpus, GoldArticle, GoldRelation, GoldReport, evaluate

REPORTED = "Ann Poe said the gates would open. “No,” she added, and Bob Lee denied it."


@pytest.mark.parametrize("kind", ["indirect", "block"])
@cases("evaluation/relations/reports")
def test_reports_are_found_and_have_a_speaker(
    kind: str, words: str, speaker: str | None, found: str | None, named: str | None, expected: tuple[float, ...]
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
NO = relation("she", "“No,”")
RELATIONS = [
    pytest.param([OPEN], [OPENED], {"exact": (1, 1), "partial": (1, 1), "linked": (1, 1)}, id="right"),
    pytest.param(
        [OPEN], [evolve(OPENED, words="the gates would open.")], {"exact": (1, 1), "partial": (1, 1), "linked": (1, 1)},
        id="stops at the end are no matter",
    ),
    pytest.param(
        [OPEN], [evolve(OPENED, words="gates would")], {"exact": (0, 0), "partial": (1, 11 / 20), "linked": (1, 1)},
        id="half of it: linked, not exact",
    ),
    pytest.param(
        [OPEN], [evolve(OPENED, words="the gates")], {"exact": (0, 0), "partial": (1, 9 / 20), "linked": (0, 0)},
        id="less than half of it: not linked",
    ),
    pytest.param(
        [OPEN], [evolve(OPENED, mention="Bob Lee")], {"exact": (1, 1), "partial": (1, 1), "linked": (0, 0)},
        id="another source",
    ),
    pytest.param(
        [OPEN], [evolve(OPENED, mention="Poe")], {"exact": (1, 1), "partial": (1, 1), "linked": (1, 1)},
        id="a mention within the source",
    ),
    pytest.param(
        [OPEN], [evolve(OPENED, mention=None, speaker_mentions=("Ann Poe",))],
        {"exact": (1, 1), "partial": (1, 1), "linked": (1, 1)},
        id="without a mention, the last words for the speaker",
    ),
    pytest.param(
        [OPEN, NO], [OPENED],
        {"exact": (1, 1 / 2), "partial": (1, 1 / 2), "linked": (1, 1 / 2), "quoted": (0, 0, None)}, id="one missed",
    ),
    pytest.param(
        [OPEN], [OPENED, Said(words="“No,”", mention="she")],
        {"exact": (1 / 2, 1), "partial": (1 / 2, 1), "linked": (1 / 2, 1), "quoted": (None, None, 0)},
        id="one found that the gold does not have",
    ),
    pytest.param(
        [OPEN, relation(None, "“No,”")], [OPENED, Said(words="“No,”", mention="she")],
        {"exact": (1, 1), "partial": (1, 1), "linked": (1, 1), "quoted": (None, None, 0)},
        id="what nobody is said to have said is not counted",
    ),
    pytest.param(
        [NO], [Said(words="“No,”", mention="she")],
        {"exact": (1, 1), "partial": (1, 1), "linked": (1, 1), "quoted": (1, 1, 1)}, id="in marks",
    ),
    pytest.param(
        [NO], [Said(words="“No,”", mention="Bob Lee")],
        {"exact": (1, 1), "partial": (1, 1), "linked": (0, 0), "quoted": (1, 0, 0)}, id="in marks, another source",
    ),
    pytest.param(
        [relation("Ann Poe", "the gates would open", "“No,”")], [OPENED, Said(words="“No,”", mention="Ann Poe")],
        {"exact": (1, 1), "partial": (1, 1), "linked": (1, 1), "quoted": (1, 1, 1)}, id="a relation in pieces",
    ),
    pytest.param(
        [OPEN], [OPENED, Said(words="gates would", kind="indirect", mention="Bob Lee", parent=0)],
        {"exact": (1, 1), "partial": (1, 1), "linked": (1, 1)}, id="nested quotations are left out",
    ),
    pytest.param(
        [relation("Bob Lee denied", "the gates would open")], [evolve(OPENED, mention="and Bob Lee")],
        {"exact": (1, 1), "partial": (1, 1), "linked": (1, 1)}, id="half of the source and the mention in common",
    ),
    pytest.param(
        [relation("Bob Lee", "the gates would open")], [evolve(OPENED, mention="added, and Bob")],
        {"exact": (1, 1), "partial": (1, 1), "linked": (0, 0)}, id="less in common",
    ),
    pytest.param(
        [relation("she", "the gates would open. “No,”")], [Said(words="“No,”", mention="she")],
        {"exact": (0, 0), "partial": (1, 2 / 25), "linked": (0, 0), "quoted": (1, 1, 1)},
        id="in marks, and little of a long piece",
    ),
    pytest.param([], [OPENED], {"exact": (0, None), "partial": (0, None), "linked": (0, None)}, id="no relation"),
]  # fmt: skip


@pytest.mark.parametrize(("relations", "said", "expected"), RELATIONS)
def test_relations(relations: list[GoldRelation], said: list[Said], expected: dict[str, tuple[float, ...]]) -> None:
    corpus = Corpus(articles=(GoldArticle(id="a", text=REPORTED, relations=tuple(relations)),))
    figures = evaluate(corpus, {"a": made_article(REPORTED, *said)}).figures
    names = {"exact": "content_exact", "partial": "content_partial", "linked": "relation_linked", "quoted": "quoted"}
    sides = {"quoted": ("found", "linked", "precision")}
    assert {name: figure.value for name, figure in figures.items() if name not in names.values()} == pytest.approx(
        {
            f"{names[name]}_{side}": value
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
