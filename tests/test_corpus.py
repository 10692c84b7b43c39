"""The whole path on a small corpus of our own: eight articles of unlike genres and countries, every marked string read.

`corpus/NAME.txt` is an article; `corpus/gold.jsonl` has a line a marked string, each field a list of accepted answers
(null among them where "nothing" is accepted). A string that may be either speech or not is not counted.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import quoteattr
from quoteattr import Attribution, QuotationKind, Span

FOLDER = Path(__file__).parent / "corpus"
TEXTS = {path.stem: path.read_bytes().decode() for path in sorted(FOLDER.glob("*.txt"))}
GOLD = [json.loads(line) for line in (FOLDER / "gold.jsonl").read_text(encoding="utf8").splitlines()]
SPEECH = {"direct", "mixed"}
LISTS = {
    "kind",
    "speaker",
    "speaker_type",
    "mention",
    "cue",
    "role",
    "organization",
    "source_kind",
    "source_name",
    "source_date",
}

# What must not be lost: a later figure may be better, and then the floor is raised.
FLOORS = {
    "detection": 0.90,
    "speaker": 0.70,
    "role": 0.60,
    "source_kind": 0.60,
}

Row = dict[str, Any]


def test_gold_stands_where_it_says() -> None:
    for row in GOLD:
        assert TEXTS[row["doc"]][row["start"] : row["end"]] == row["text"]
        assert set(row) == {"doc", "q", "start", "end", "text", *LISTS}
        assert all(isinstance(row[field], list) and row[field] for field in LISTS)


@pytest.mark.parametrize("name", TEXTS)
def test_every_double_mark_is_in_the_gold(name: str) -> None:
    covered = {at for row in GOLD if row["doc"] == name for at in range(row["start"], row["end"])}
    assert {at for at, character in enumerate(TEXTS[name]) if character in '“”"'} <= covered


def test_figures_are_not_below_their_floors(extractor: quoteattr.Extractor) -> None:
    figures = _figures(dict(zip(TEXTS, extractor.pipe(TEXTS.values()), strict=True)))
    assert {name: figure for name, figure in figures.items() if figure < FLOORS[name]} == {}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param("Ann Obi", True, id="same"),
        pytest.param("Obi", True, id="surname"),
        pytest.param("the mayor", True, id="another_accepted_answer"),
        pytest.param("Ann", False, id="first_name_alone"),
        pytest.param("Ben Obi", False, id="namesake"),
        pytest.param(None, False, id="nobody"),
    ],
)
def test_answers_are_compared_as_a_reader_would(answer: str | None, expected: bool) -> None:
    assert _accepted(answer, ["Ann Obi", "Mayor"]) is expected


def _figures(articles: dict[str, quoteattr.Article]) -> dict[str, float]:
    """Compute F1 of telling speech from other strings, and the share of speech with the right speaker and so on."""
    count: Counter[str] = Counter()
    for name, article in articles.items():
        rows = [row for row in GOLD if row["doc"] == name]
        spoken = [
            (quoted, attribution)
            for attribution in article.attributions
            if attribution.quotation.kind in (QuotationKind.DIRECT, QuotationKind.MIXED)
            for quoted in attribution.quotation.quoted
        ]
        count["spurious"] += sum(all(_overlap(row, quoted) < 0.5 for row in rows) for quoted, _ in spoken)
        for row in rows:
            overlap, attribution = max(
                ((_overlap(row, quoted), a) for quoted, a in spoken), key=lambda pair: pair[0], default=(0.0, None)
            )
            found = overlap >= 0.5
            if not SPEECH & set(row["kind"]):
                count["spurious"] += found
            elif set(row["kind"]) <= SPEECH:
                count["speech"] += 1
                count["found"] += found
                answers = _answers(attribution) if found and attribution else {}
                count.update(field for field, answer in answers.items() if _accepted(answer, row[field]))
    return {
        "detection": 2 * count["found"] / (count["found"] + count["spurious"] + count["speech"]),
        **{field: count[field] / count["speech"] for field in ("speaker", "role", "source_kind")},
    }


def _overlap(row: Row, quoted: Span) -> float:
    """Intersection over union of the gold string, without its marks, and a quoted part."""
    start, end = row["start"] + 1, row["end"] - 1
    shared = max(0, min(end, quoted.end) - max(start, quoted.start))
    return shared / (max(end, quoted.end) - min(start, quoted.start)) if shared else 0.0


def _answers(attribution: Attribution) -> dict[str, str | None]:
    speaker, role, source = attribution.speaker, attribution.role, attribution.source
    return {
        "speaker": speaker.name if speaker else None,
        "role": role.title.text if role and role.title else None,
        "source_kind": source.kind.value if source and source.kind else None,
    }


def _accepted(answer: str | None, accepted: list[str | None]) -> bool:
    if answer is None:
        return None in accepted
    words = _words(answer)
    return any(words in (_words(other), _words(other)[-1:]) for other in accepted if other is not None)


def _words(answer: str) -> list[str]:
    return answer.casefold().removeprefix("the ").removeprefix("a ").split()
