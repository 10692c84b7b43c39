"""Cues: forms, particles, phrases, kinds, negation, and verbs that no table has.

Kinds and negation have floors, too, over all sentences of `cue_kinds.toml` together.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from spacy.language import Language

import quoteattr
from case_tables import cases
from quoteattr.cues.cues import find_cue_nouns, find_cues
from quoteattr.lexicon.tables import load_tables
from quoteattr.parse.batches import parse_texts
from quoteattr.parse.tokens import Parse
from quoteattr.types import CueKind
from quoteattr.values import FoundCue

TABLES = load_tables()
ROWS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cue_kinds.toml").read_text(encoding="utf8"))["row"]

# What must not be lost: a later figure may be better, and then the floor is raised.
FLOORS = {
    "kinds": 0.89,
    "precision of negation": 0.95,
    "recall of negation": 0.94,
}


@frozen
class Answer:
    """A row, and the cue that stands where it says; None where the tagger hides it."""

    row: Mapping[str, Any]
    cue: FoundCue | None

    @property
    def negated(self) -> bool:
        """Whether the row wants a negated report."""
        return bool(self.row.get("negated", False))

    @property
    def given(self) -> bool:
        """Whether the cue is negated."""
        return self.cue is not None and self.cue.negated

    @property
    def right(self) -> bool:
        """Whether the cue is of the row's kind."""
        return self.cue is not None and self.cue.kind is CueKind(self.row["kind"])

    def __str__(self) -> str:
        kind, sign = self.row["kind"], "negated " if self.negated else ""
        given = f"{'negated ' if self.cue.negated else ''}{self.cue.kind.value}" if self.cue is not None else "no cue"
        return f"{self.row['cue']}: {sign}{kind}, got {given} | {self.row['text']}"


@pytest.fixture(scope="module")
def answers(extractor: quoteattr.Extractor) -> list[Answer]:
    """Find the cue of every row, rather a listed one than one that no table spells out."""
    docs = parse_texts(extractor.nlp, [row["text"] for row in ROWS])
    return [Answer(row, _cue_in(doc, row["cue"])) for row, doc in zip(ROWS, docs, strict=True)]


def _cue_in(doc: Parse, word: str) -> FoundCue | None:
    found = [cue for cue in _cues(doc) if doc[cue.head].text == word]
    return max(found, key=lambda cue: (cue.listed, cue.classed), default=None)


def _cues(doc: Parse) -> Iterator[FoundCue]:
    yield from find_cues(doc, TABLES)
    yield from find_cue_nouns(doc, TABLES)


def test_rows_are_of_one_form() -> None:
    for row in ROWS:
        assert {"text", "cue", "kind"} <= set(row) <= {"text", "cue", "kind", "negated"}
        assert row["cue"] in row["text"]
    assert {row["kind"] for row in ROWS} == {kind.value for kind in CueKind}
    assert len({row["text"] for row in ROWS}) == len(ROWS)


def test_kinds_are_not_below_their_floor(answers: list[Answer]) -> None:
    wrong = [answer for answer in answers if not answer.right]
    _assert_floor("kinds", 1 - len(wrong) / len(answers), wrong)


def test_negation_is_not_claimed_where_none_is(answers: list[Answer]) -> None:
    claimed = [answer for answer in answers if answer.given]
    wrong = [answer for answer in claimed if not answer.negated]
    _assert_floor("precision of negation", 1 - len(wrong) / len(claimed), wrong)


def test_negation_is_found(answers: list[Answer]) -> None:
    wanted = [answer for answer in answers if answer.negated]
    missed = [answer for answer in wanted if not answer.given]
    _assert_floor("recall of negation", 1 - len(missed) / len(wanted), missed)


def _assert_floor(name: str, figure: float, wrong: Sequence[Answer]) -> None:
    lines = "\n".join(str(answer) for answer in wrong)
    assert figure >= FLOORS[name], f"{name}: {figure:.3f} is below {FLOORS[name]}; wrong are\n{lines}"


@cases("cues/cue_kinds/negated")
def test_what_negates_a_report(extractor: quoteattr.Extractor, text: str, word: str, negated: bool) -> None:
    (doc,) = parse_texts(extractor.nlp, [text])
    cue = _cue_in(doc, word)
    assert cue is not None
    assert cue.negated is negated


def _listed(nlp: Language, text: str) -> list[tuple[str, FoundCue]]:
    (doc,) = parse_texts(nlp, [text])
    return [(doc.stretch(cue.start, cue.end).text, cue) for cue in find_cues(doc, TABLES) if cue.listed]


@cases("cues/verbs")
def test_listed_cues(extractor: quoteattr.Extractor, text: str, expected: list[list[str]]) -> None:
    assert [[words, cue.base] for words, cue in _listed(extractor.nlp, text)] == expected


@cases("cues/kinds", named="verb")
def test_kind_of_cue(extractor: quoteattr.Extractor, verb: str, kind: str) -> None:
    assert [cue.kind.value for _, cue in _listed(extractor.nlp, f"Okello {verb} that it would rain.")] == [kind]


@cases("cues/frames")
def test_frames_say_what_stands_beside_the_cue(extractor: quoteattr.Extractor, text: str, frames: list[str]) -> None:
    assert [sorted(cue.frames) for _, cue in _listed(extractor.nlp, text)] == [frames]


@cases("cues/negated")
def test_negation_with_a_parser(extractor: quoteattr.Extractor, text: str, negated: bool) -> None:
    assert [cue.negated for _, cue in _listed(extractor.nlp, text)] == [negated]


@cases("cues/negated")
def test_negation_from_the_tokens_alone(blank: quoteattr.Extractor, text: str, negated: bool) -> None:
    assert [cue.negated for _, cue in _listed(blank.nlp, text)] == [negated]


@cases("cues/untagged")
def test_cues_from_the_tokens_alone(blank: quoteattr.Extractor, text: str, expected: list[str]) -> None:
    assert [words for words, _ in _listed(blank.nlp, text)] == expected


def test_other_verbs_are_there_unlisted(extractor: quoteattr.Extractor) -> None:
    (doc,) = parse_texts(extractor.nlp, ["“It rained,” Okello yodelled as he repaired the ferry."])
    assert "repaired" in {doc[cue.head].text for cue in find_cues(doc, TABLES) if not cue.listed}


def test_a_denial_may_be_the_last_word_of_all(extractor: quoteattr.Extractor) -> None:
    (attribution, *_) = extractor.extract("“We will not leave”, Ann Obi said not").attributions
    assert attribution.quotation.quoted
