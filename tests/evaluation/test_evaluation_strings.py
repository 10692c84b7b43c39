"""Decisions on strings in marks: figures of articles made by hand, computed by hand."""

from __future__ import annotations

from typing import Any

import pytest

from made_articles import Said, made_article, made_string
from quoteattr.evaluation import Corpus, GoldArticle, GoldString, evaluate

TEXT = (
    "“One.” Mayor Ann Poe of Springfield said so on Friday. “Two!” she told the Daily Kite. A “three” day. "
    "‘Four,’ Bob Lee added. “Five.”"
)


def figures_of(strings: list[GoldString], *said: Said) -> dict[str, float]:
    corpus = Corpus(articles=(GoldArticle(id="a", text=TEXT, strings=tuple(strings)),))
    report = evaluate(corpus, {"a": made_article(TEXT, *said)})
    return {name: figure.value for name, figure in report.figures.items()}


def string(words: str, kind: Any = "direct", **accepted: Any) -> GoldString:
    return made_string(TEXT, words, kind=kind, **accepted)


ONE, TWO, THREE = string("“One.”"), string("“Two!”"), string("“three”", "unattributed")
STRINGS = [
    pytest.param(
        [ONE, TWO, THREE],
        [Said(words="“One.”"), Said(words="“Two!”")],
        {"detection": 1, "detection_precision": 1, "detection_recall": 1, "not_speech_rejected": 1, "kind": 1},
        id="all found, and no more",
    ),
    pytest.param(
        [ONE, TWO, THREE],
        [],
        {"detection": 0, "detection_recall": 0, "not_speech_rejected": 1},
        id="nothing found: there is no precision",
    ),
    pytest.param(
        [ONE, TWO],
        [Said(words="“Two!”", kind="mixed")],
        {"detection": 2 / 3, "detection_precision": 1, "detection_recall": 1 / 2, "kind": 0},
        id="one of two found, of the other kind",
    ),
    pytest.param(
        [ONE, TWO, THREE],
        [Said(words="“One.”"), Said(words="“Two!”"), Said(words="“three”", kind="mixed")],
        {"detection": 4 / 5, "detection_precision": 2 / 3, "detection_recall": 1, "not_speech_rejected": 0, "kind": 1},
        id="nobody's speech taken for speech",
    ),
    pytest.param(
        [ONE, TWO, THREE],
        [Said(words="“One.”"), Said(words="“Two!”"), Said(words="“three”", kind="scare")],
        {"detection": 1, "detection_precision": 1, "detection_recall": 1, "not_speech_rejected": 1, "kind": 1},
        id="a scare quotation is not speech",
    ),
    pytest.param(
        [ONE],
        [Said(words="“One.”"), Said(words="“Five.”")],
        {"detection": 2 / 3, "detection_precision": 1 / 2, "detection_recall": 1, "kind": 1},
        id="a string in double marks that the gold does not have",
    ),
    pytest.param(
        [ONE],
        [Said(words="“One.”"), Said(words="‘Four,’")],
        {"detection": 1, "detection_precision": 1, "detection_recall": 1, "kind": 1},
        id="single marks are not in every gold",
    ),
    pytest.param(
        [string("“One.”", ["direct", "unattributed"]), TWO],
        [Said(words="“Two!”")],
        {"detection": 1, "detection_precision": 1, "detection_recall": 1, "kind": 1},
        id="either answer is accepted: left out",
    ),
    pytest.param(
        [string("“One.”", ["direct", "unattributed"]), TWO],
        [Said(words="“One.”"), Said(words="“Two!”")],
        {"detection": 1, "detection_precision": 1, "detection_recall": 1, "kind": 1},
        id="either answer is accepted: found",
    ),
    pytest.param(
        [string("“One.”", ["direct", "mixed"])],
        [Said(words="“One.”", kind="mixed")],
        {"detection": 1, "detection_precision": 1, "detection_recall": 1, "kind": 1},
        id="either kind is accepted",
    ),
    pytest.param(
        [made_string(TEXT, "“One.”")],
        [Said(words="“One.”", kind="mixed")],
        {"detection": 1, "detection_precision": 1, "detection_recall": 1},
        id="kinds were not annotated",
    ),
    pytest.param(
        [ONE],
        [Said(words="“One.” Mayor Ann Poe of Springfield said so on Friday. “Two!”", kind="direct")],
        {"detection": 1, "detection_precision": 1, "detection_recall": 1, "kind": 1},
        id="more than the string is found",
    ),
    pytest.param(
        [string("“One.” Mayor Ann Poe of Springfield said so on Friday. “Two!”")],
        [Said(words="“One.”")],
        {"detection": 0, "detection_recall": 0},
        id="less than half is found: missed, and no false alarm",
    ),
    pytest.param(
        [string("“Two!” s")],
        [Said(words="“Two!”")],
        {"detection": 1, "detection_precision": 1, "detection_recall": 1, "kind": 1},
        id="half is found",
    ),
]

POE = {"speaker": "Ann Poe", "mention": "Ann Poe", "cue": "said"}
SPEAKERS = [
    pytest.param(
        [string("“One.”", **POE)],
        [Said(words="“One.”", **POE)],
        {"speaker": 1, "speaker_strict": 1, "speaker_precision": 1, "mention": 1, "cue": 1},
        id="right",
    ),
    pytest.param(
        [string("“One.”", **POE)],
        [Said(words="“One.”", speaker="Poe", mention="Poe", cue="said so")],
        {"speaker": 1, "speaker_strict": 0, "speaker_precision": 1, "mention": 1, "cue": 1},
        id="said shorter",
    ),
    pytest.param(
        [string("“One.”", **POE)],
        [Said(words="“One.”", speaker="Bob Lee", mention="Bob Lee", cue="added")],
        {"speaker": 0, "speaker_strict": 0, "speaker_precision": 0, "mention": 0, "cue": 0},
        id="wrong",
    ),
    pytest.param(
        [string("“One.”", **POE)],
        [Said(words="“One.”")],
        {"speaker": 0, "speaker_strict": 0, "mention": 0, "cue": 0},
        id="unknown",
    ),
    pytest.param(
        [string("“One.”", **POE)],
        [],
        {"speaker": 0, "speaker_strict": 0, "mention": 0, "cue": 0},
        id="string missed",
    ),
    pytest.param(
        [string("“One.”", **POE), THREE],
        [Said(words="“One.”", **POE), Said(words="“three”", kind="mixed", speaker="Bob Lee", mention="Bob Lee")],
        {"speaker": 1, "speaker_strict": 1, "speaker_precision": 1 / 2, "mention": 1, "cue": 1},
        id="a speaker of nobody's speech costs precision",
    ),
    pytest.param(
        [string("“One.”", speaker=["Ann Poe", "Springfield"])],
        [Said(words="“One.”", speaker="Springfield")],
        {"speaker": 1, "speaker_strict": 1, "speaker_precision": 1},
        id="several are accepted",
    ),
    pytest.param(
        [string("“One.”", speaker=["Ann Poe", None], mention=["she", None], cue=["said", None])],
        [Said(words="“One.”")],
        {},
        id="nobody is accepted, and nobody named: not counted",
    ),
    pytest.param(
        [string("“One.”", speaker=["Ann Poe", None])],
        [Said(words="“One.”", speaker="Bob Lee")],
        {"speaker": 0, "speaker_strict": 0, "speaker_precision": 0},
        id="nobody is accepted, and the wrong one named",
    ),
    pytest.param(
        [string("“One.”", speaker=None)],
        [Said(words="“One.”", speaker="Bob Lee")],
        {},
        id="nobody can be inferred: not counted",
    ),
    pytest.param(
        [string("“One.”", speaker="Daily Kite", speaker_type="organization")],
        [Said(words="“One.”", speaker="Kite")],
        {"speaker": 0, "speaker_strict": 0, "speaker_precision": 0},
        id="an organization is not called by its last word",
    ),
]

FIELDS = [
    pytest.param(
        [string("“One.”", role="mayor", organization="Springfield", source_date="Friday")],
        [Said(words="“One.”", title="Mayor", organization="Springfield", source_date="Friday")],
        {"role": (1, 1, 1), "organization": (1, 1, 1), "source_date": (1, 1, 1)},
        id="right",
    ),
    pytest.param(
        [string("“One.”", role=None), string("“Two!”", role="mayor")],
        [Said(words="“One.”", title="Mayor"), Said(words="“Two!”")],
        {"role": (0, 0, 0)},
        id="said where there is none, and missed where there is one",
    ),
    pytest.param(
        [string("“One.”", role=["mayor", None]), string("“Two!”", role="bishop")],
        [Said(words="“One.”", title="Mayor"), Said(words="“Two!”")],
        {"role": (0, 1, 0)},
        id="right where none is accepted too: counts for precision alone",
    ),
    pytest.param(
        [string("“One.”", role="mayor"), string("“Two!”", role="mayor"), THREE],
        [Said(words="“One.”", title="Mayor"), Said(words="“three”", kind="mixed", title="Mayor")],
        {"role": (1 / 2, 1 / 2, 1 / 2)},
        id="a role of nobody's speech costs precision, a missed string recall",
    ),
    pytest.param(
        [string("“Two!”", source_kind="interview", source_name="Daily Kite")],
        [Said(words="“Two!”", source_kind="statement", source_name="the Daily Kite")],
        {"source_kind": (0, 0, 0), "source_name": (1, 1, 1)},
        id="another kind of source, and its name with an article",
    ),
    pytest.param([string("“One.”")], [Said(words="“One.”", title="Mayor")], {}, id="not annotated"),
]
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


@pytest.mark.parametrize(("strings", "said", "expected"), STRINGS)
def test_speech_is_told_from_what_is_nobodys(
    strings: list[GoldString], said: list[Said], expected: dict[str, float]
) -> None:
    assert figures_of(strings, *said) == pytest.approx(expected)


@pytest.mark.parametrize(("strings", "said", "expected"), SPEAKERS)
def test_speaker_mention_and_cue(strings: list[GoldString], said: list[Said], expected: dict[str, float]) -> None:
    found = figures_of(strings, *said)
    assert {name: value for name, value in found.items() if name not in ALWAYS} == pytest.approx(expected)


@pytest.mark.parametrize(("strings", "said", "expected"), FIELDS)
def test_role_and_source_have_precision_and_recall(
    strings: list[GoldString], said: list[Said], expected: dict[str, tuple[float, float, float]]
) -> None:
    found = figures_of(strings, *said)
    assert {name: value for name, value in found.items() if name not in ALWAYS} == pytest.approx(
        {
            f"{name}{side}": value
            for name, values in expected.items()
            for side, value in zip(("", "_precision", "_recall"), values, strict=True)
        }
    )


def test_an_article_without_gold_is_not_scored() -> None:
    corpus = Corpus(articles=(GoldArticle(id="a", text=TEXT),))
    assert evaluate(corpus, {"a": made_article(TEXT, Said(words="“One.”"))}).decisions == ()


def test_figures_of_calibration_are_over_all_speakers_named() -> None:
    poe, lee = {"speaker": "Ann Poe"}, {"speaker": "Bob Lee"}
    found = figures_of(
        [string("“One.”", **poe), string("“Two!”", **poe), THREE, string("“Five.”", **poe)],
        Said(words="“One.”", **poe, confidence=0.9),
        Said(words="“Two!”", **lee, confidence=0.2),
        Said(words="“three”", kind="mixed", **lee, confidence=0.4),
    )
    assert {name: found[name] for name in ("at_p98", "ece", "auroc")} == pytest.approx(
        {"at_p98": 1 / 3, "ece": (0.1 + 0.2 + 0.4) / 3, "auroc": 1}
    )
