"""Cues by table: forms, particles, phrases, negation, and verbs that no table has."""

from __future__ import annotations

from spacy.language import Language

import quoteattr
from case_tables import cases
from quoteattr.cues.cues import find_cues
from quoteattr.lexicon.tables import load_tables
from quoteattr.parse.batches import parse_texts
from quoteattr.values import FoundCue

TABLES = load_tables()


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
