"""What a cue may report: the stretches of its sentence that are proposed, and what never is."""

from __future__ import annotations

from pathlib import Path

import pytest

import quoteattr
from case_tables import cases, read_cases
from made_reports import read_document
from quoteattr.cues.cues import find_cue_nouns
from quoteattr.document.article import Document, sentence_at
from quoteattr.lexicon.tables import load_tables
from quoteattr.parse.tokens import Parse
from quoteattr.reports.options import LONGEST, Content, propose_contents
from quoteattr.values import FoundCue, Pattern

TABLES = load_tables()
FOLDER = Path(__file__).parents[1] / "corpus"
EDGES = set("“”\"‘’'«».,:;?!…–—")


def _cues(document: Document) -> list[FoundCue]:
    return [*document.cues, *find_cue_nouns(document.doc, TABLES)]


def _proposed(extractor: quoteattr.Extractor, text: str, word: str) -> list[str]:
    document = read_document(extractor, text)
    cue = next(cue for cue in _cues(document) if document.doc[cue.head].text == word)
    return [_words(document.doc, content) for content in propose_contents(document, cue)]


def _words(doc: Parse, content: Content) -> str:
    return doc.stretch(content.start, content.end).text


TABLES_OF_CASES = [f"reports/contents/{name}" for name in ("clauses", "cue_behind", "laid_out", "phrases")]


@cases(*TABLES_OF_CASES)
def test_contents_are_proposed(extractor: quoteattr.Extractor, text: str, word: str, expected: str) -> None:
    assert expected in _proposed(extractor, text, word)


def test_clauses_know_the_pattern_that_proposed_them(extractor: quoteattr.Extractor) -> None:
    document = read_document(extractor, "The vet said that the horse would race again in Cork.")
    found = {
        _words(document.doc, content): content.pattern
        for cue in document.cues
        for content in propose_contents(document, cue)
    }
    assert found["that the horse would race again in Cork"] is Pattern.CLAUSAL_COMPLEMENT


ALL = {path.stem: path.read_bytes().decode() for path in sorted(FOLDER.glob("*.txt"))} | {
    "every sentence of the tables": "\n\n".join(
        case["text"] for table in TABLES_OF_CASES for case in read_cases(table).values()
    ),
    "nothing but a cue": "Said.\n\nHe said.\n\n“Said?” — he said: “…”\n\n— said —",
}


@pytest.mark.parametrize("text", ALL.values(), ids=ALL.keys())
def test_what_holds_of_every_proposed_content(extractor: quoteattr.Extractor, text: str) -> None:
    document = read_document(extractor, text)
    for cue in _cues(document):
        first, last = sentence_at(document, cue.head)
        proposed = propose_contents(document, cue)
        assert len({(content.start, content.end) for content in proposed}) == len(proposed)
        for content in proposed:
            assert first <= content.start < content.end <= last
            assert not content.start <= cue.head < content.end
            for edge in (document.doc[content.start], document.doc[content.end - 1]):
                assert edge.text not in EDGES
                assert not edge.is_space


@pytest.mark.parametrize(("pairs", "some"), [(20, True), (LONGEST, False)], ids=["long", "longer than prose"])
def test_a_sentence_that_is_not_prose_gives_none(extractor: quoteattr.Extractor, pairs: int, some: bool) -> None:
    text = f"The clerk said that the list held salt{' and salt' * pairs}."
    document = read_document(extractor, text)
    cue = next(cue for cue in document.cues if document.doc[cue.head].text == "said")
    first, last = sentence_at(document, cue.head)
    assert (last - first <= LONGEST) is some
    assert bool(propose_contents(document, cue)) is some
