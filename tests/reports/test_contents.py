"""What a cue may report: the stretches of its sentence that are proposed, and what never is."""

from __future__ import annotations

from pathlib import Path

import pytest

import quoteattr
from case_tables import cases
from quoteattr.contents import LONGEST, Content, propose_contents
from quoteattr.cues import FoundCue, find_cue_nouns
from quoteattr.parse import Parse
from quoteattr.parsing import parse_texts
from quoteattr.pipeline import cast_of
from quoteattr.scene import Scene, sentence_at
from quoteattr.tables import load_tables

TABLES = load_tables()
FOLDER = Path(__file__).parents[1] / "corpus"
EDGES = set("“”\"‘’'«».,:;?!…–—")


def _scene(extractor: quoteattr.Extractor, text: str) -> Scene:
    (doc,) = parse_texts(extractor.nlp, [text])
    return cast_of(text, doc, TABLES).scene


def _cues(scene: Scene) -> list[FoundCue]:
    return [*scene.cues, *find_cue_nouns(scene.doc, TABLES)]


def _proposed(extractor: quoteattr.Extractor, text: str, word: str) -> list[str]:
    scene = _scene(extractor, text)
    cue = next(cue for cue in _cues(scene) if scene.doc[cue.head].text == word)
    return [_words(scene.doc, content) for content in propose_contents(scene, cue)]


def _words(doc: Parse, content: Content) -> str:
    return doc.stretch(content.start, content.end).text


CLAUSES = {
    "clause with that": (
        "The vet said that the horse would race again in Cork.",
        "said",
        "that the horse would race again in Cork",
    ),
    "clause without that": (
        "The vet said the horse would race again in Cork.",
        "said",
        "the horse would race again in Cork",
    ),
    "clause behind an addressee": (
        "The captain told reporters on the quay in Hobart that the mast had snapped.",
        "told",
        "that the mast had snapped",
    ),
    "clause behind a day": (
        "The mayor said Tuesday that the tram would run on Sundays.",
        "said",
        "that the tram would run on Sundays",
    ),
    "clause of a passive": ("The court was told that the ladder was rotten.", "told", "that the ladder was rotten"),
    "question with why": (
        "The inspector asked why the alarm had been switched off.",
        "asked",
        "why the alarm had been switched off",
    ),
    "question with whether": ("The inspector asked whether the alarm worked.", "asked", "whether the alarm worked"),
    "infinitive": ("The pilot promised to fly low over Windhoek.", "promised", "to fly low over Windhoek"),
    "clause shared with another cue": (
        "The farmer hopes and expects that the rains will come.",
        "hopes",
        "that the rains will come",
    ),
    "two clauses in a row": (
        "The driver said that the bus was full and that the brakes had failed.",
        "said",
        "that the bus was full and that the brakes had failed",
    ),
    "without the last part, told by the writer": (
        "The driver said that the bus was full, and he left.",
        "said",
        "that the bus was full",
    ),
    "clause of an adjective": (
        "The goalkeeper was adamant that the ball had not crossed the line.",
        "adamant",
        "that the ball had not crossed the line",
    ),
}

CUE_BEHIND = {
    "cue at the end": (
        "The quay will flood by noon, the harbour master warned.",
        "warned",
        "The quay will flood by noon",
    ),
    "cue at the end, inverted": (
        "The quay will flood by noon, warned the harbour master.",
        "warned",
        "The quay will flood by noon",
    ),
    "without the writer’s conjunction": (
        "But the quay will flood by noon, the harbour master warned.",
        "warned",
        "the quay will flood by noon",
    ),
    "before a cue in the middle": (
        "It was raining in Lima, she said, and the match was off.",
        "said",
        "It was raining in Lima",
    ),
    "behind a cue in the middle": (
        "It was raining in Lima, she said, and the match was off.",
        "said",
        "and the match was off",
    ),
}

LAID_OUT = {
    "according to, before": (
        "According to the vet, the horse will race again in Cork.",
        "According",
        "the horse will race again in Cork",
    ),
    "according to, behind": (
        "The horse will race again in Cork, according to the vet.",
        "according",
        "The horse will race again in Cork",
    ),
    "colon": ("The judge added: the vineyard must be sold.", "added", "the vineyard must be sold"),
}

PHRASES = {
    "of behind a person, without of": (
        "The miner accused the firm of hiding the gas readings.",
        "accused",
        "hiding the gas readings",
    ),
    "of behind a person, with of": (
        "The miner accused the firm of hiding the gas readings.",
        "accused",
        "of hiding the gas readings",
    ),
    "of behind a passive": ("The nurse was accused of selling morphine.", "accused", "selling morphine"),
    "about, without it": ("The poet spoke about her years in Oran.", "spoke", "her years in Oran"),
    "about, with it": ("The poet spoke about her years in Oran.", "spoke", "about her years in Oran"),
    "object": ("The broker denied the charge.", "denied", "the charge"),
    "object and what it is called": ("The coach called the pitch a swamp.", "called", "the pitch a swamp"),
    "subject of a passive": ("The charge was denied by the broker.", "denied", "The charge"),
    "what hangs on a noun": (
        "The archbishop’s call for an end to the blockade was ignored.",
        "call",
        "an end to the blockade",
    ),
}


@cases("reports/contents/clauses")
def test_complements_are_proposed(extractor: quoteattr.Extractor, text: str, word: str, expected: str) -> None:
    assert expected in _proposed(extractor, text, word)


@cases("reports/contents/cue_behind")
def test_what_stands_around_a_cue_is_proposed(
    extractor: quoteattr.Extractor, text: str, word: str, expected: str
) -> None:
    assert expected in _proposed(extractor, text, word)


@cases("reports/contents/laid_out")
def test_what_a_phrase_or_a_colon_sets_off_is_proposed(
    extractor: quoteattr.Extractor, text: str, word: str, expected: str
) -> None:
    assert expected in _proposed(extractor, text, word)


@cases("reports/contents/phrases")
def test_objects_and_phrases_are_proposed(extractor: quoteattr.Extractor, text: str, word: str, expected: str) -> None:
    assert expected in _proposed(extractor, text, word)


def test_clauses_know_the_pattern_that_proposed_them(extractor: quoteattr.Extractor) -> None:
    scene = _scene(extractor, "The vet said that the horse would race again in Cork.")
    found = {
        _words(scene.doc, content): content.pattern for cue in scene.cues for content in propose_contents(scene, cue)
    }
    assert found["that the horse would race again in Cork"] == "ccomp"


ALL = {path.stem: path.read_bytes().decode() for path in sorted(FOLDER.glob("*.txt"))} | {
    "every sentence above": "\n\n".join(
        text for table in (CLAUSES, CUE_BEHIND, LAID_OUT, PHRASES) for text, _, _ in table.values()
    ),
    "nothing but a cue": "Said.\n\nHe said.\n\n“Said?” — he said: “…”\n\n— said —",
}


@pytest.mark.parametrize("text", ALL.values(), ids=ALL.keys())
def test_what_holds_of_every_proposed_content(extractor: quoteattr.Extractor, text: str) -> None:
    scene = _scene(extractor, text)
    for cue in _cues(scene):
        first, last = sentence_at(scene, cue.head)
        proposed = propose_contents(scene, cue)
        assert len({(content.start, content.end) for content in proposed}) == len(proposed)
        for content in proposed:
            assert first <= content.start < content.end <= last
            assert not content.start <= cue.head < content.end
            for edge in (scene.doc[content.start], scene.doc[content.end - 1]):
                assert edge.text not in EDGES
                assert not edge.is_space


@pytest.mark.parametrize(
    ("pairs", "some"),
    [
        pytest.param(20, True, id="long"),
        pytest.param(LONGEST, False, id="longer_than_prose"),
    ],
)
def test_a_sentence_that_is_not_prose_gives_none(extractor: quoteattr.Extractor, pairs: int, some: bool) -> None:
    text = f"The clerk said that the list held salt{' and salt' * pairs}."
    scene = _scene(extractor, text)
    cue = next(cue for cue in scene.cues if scene.doc[cue.head].text == "said")
    first, last = sentence_at(scene, cue.head)
    assert (last - first <= LONGEST) is some
    assert bool(propose_contents(scene, cue)) is some
