"""Cues by table: forms, particles, phrases, negation, and verbs that no table has."""

from __future__ import annotations

import pytest
from spacy.language import Language

import quoteattr
from quoteattr.cues.cues import find_cues
from quoteattr.lexicon.tables import load_tables
from quoteattr.parse.batches import parse_texts
from quoteattr.types import CueKind
from quoteattr.values import FoundCue

TABLES = load_tables()


def _listed(nlp: Language, text: str) -> list[tuple[str, FoundCue]]:
    (doc,) = parse_texts(nlp, [text])
    return [(doc.stretch(cue.start, cue.end).text, cue) for cue in find_cues(doc, TABLES) if cue.listed]


VERBS = {
    "past": ("The ferry was late, Okello admitted.", [("admitted", "admit")]),
    "present": ("The ferry is late, Okello says.", [("says", "say")]),
    "past of a verb in y": ("Okello replied at noon.", [("replied", "reply")]),
    "past of a verb in e": ("Okello announced a new ferry.", [("announced", "announce")]),
    "irregular": ("Okello wrote to the harbour master.", [("wrote", "write")]),
    "participle": ("Okello left, insisting on a refund.", [("insisting", "insist")]),
    "particle belongs to the cue": ("The ferry was late, Okello pointed out.", [("pointed out", "point")]),
    "a verb that reports with its particle only": ("Okello went on: the ferry was late.", [("went on", "go")]),
    "the same verb without its particle reports nothing": ("Okello went home at noon.", []),
    "phrase before": ("According to Okello, it rained.", [("According to", "according to")]),
    "noun with a possessor": ("In Okello’s words, it rained.", [("words", "words")]),
    "noun that looks like a verb": ("The report was thick.", []),
    "verb that no table has": ("Okello repaired the ferry.", []),
    "several, in text order": ("Okello said it rained but Falk denied it.", [("said", "say"), ("denied", "deny")]),
}


@pytest.mark.parametrize(("text", "expected"), VERBS.values(), ids=VERBS.keys())
def test_listed_cues(extractor: quoteattr.Extractor, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, cue.base) for words, cue in _listed(extractor.nlp, text)] == expected


KINDS = {
    "said": CueKind.SPEECH,
    "wrote": CueKind.WRITING,
    "tweeted": CueKind.WRITING,
    "believed": CueKind.BELIEF,
    "hoped": CueKind.BELIEF,
}


@pytest.mark.parametrize(("verb", "kind"), KINDS.items(), ids=KINDS.keys())
def test_kind_of_cue(extractor: quoteattr.Extractor, verb: str, kind: CueKind) -> None:
    assert [cue.kind for _, cue in _listed(extractor.nlp, f"Okello {verb} that it would rain.")] == [kind]


FRAMES = {
    "addressee": ("Okello told Falk that it rained.", {"addressee", "hearer"}),
    "naming": ("Okello called it a scandal.", {"naming"}),
    "manner": ("“It rained,” Okello sighed.", {"manner"}),
    "after": ("According to Okello, it rained.", {"after"}),
    "none": ("Okello said that it rained.", set()),
}


@pytest.mark.parametrize(("text", "frames"), FRAMES.values(), ids=FRAMES.keys())
def test_frames_say_what_stands_beside_the_cue(extractor: quoteattr.Extractor, text: str, frames: set[str]) -> None:
    assert [cue.frames for _, cue in _listed(extractor.nlp, text)] == [frames]


NEGATED = {
    "did not": ("Okello did not say when it would rain.", True),
    "didn’t": ("Okello didn’t say when it would rain.", True),
    "never": ("Okello never said that it would rain.", True),
    "plain": ("Okello said that it would rain.", False),
    "not in the clause below": ("Okello said that it would not rain.", False),
}


@pytest.mark.parametrize(("text", "negated"), NEGATED.values(), ids=NEGATED.keys())
def test_negation_with_a_parser(extractor: quoteattr.Extractor, text: str, negated: bool) -> None:
    assert [cue.negated for _, cue in _listed(extractor.nlp, text)] == [negated]


@pytest.mark.parametrize(("text", "negated"), NEGATED.values(), ids=NEGATED.keys())
def test_negation_from_the_tokens_alone(blank: quoteattr.Extractor, text: str, negated: bool) -> None:
    assert [cue.negated for _, cue in _listed(blank.nlp, text)] == [negated]


UNTAGGED = {
    "past": ("The ferry was late, Okello admitted.", ["admitted"]),
    "particle": ("The ferry was late, Okello pointed out.", ["pointed out"]),
    "phrase": ("According to Okello, it rained.", ["According to"]),
    "verb that no table has": ("Okello repaired the ferry.", []),
}


@pytest.mark.parametrize(("text", "expected"), UNTAGGED.values(), ids=UNTAGGED.keys())
def test_cues_from_the_tokens_alone(blank: quoteattr.Extractor, text: str, expected: list[str]) -> None:
    assert [words for words, _ in _listed(blank.nlp, text)] == expected


def test_other_verbs_are_there_unlisted(extractor: quoteattr.Extractor) -> None:
    (doc,) = parse_texts(extractor.nlp, ["“It rained,” Okello yodelled as he repaired the ferry."])
    assert "repaired" in {doc[cue.head].text for cue in find_cues(doc, TABLES) if not cue.listed}
