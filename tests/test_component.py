"""The spaCy component: found by name, its Docs travel, its pipeline is saved and read back."""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import quoteattr

TEXT = "“We will reopen the bridge in May,” Ann Obi said. “Not before.”"


@pytest.fixture
def nlp() -> Language:
    blank = spacy.blank("en")
    blank.add_pipe("quoteattr")
    return blank


def test_name_is_enough() -> None:
    """`add_pipe` finds the component in a process that never imported quoteattr."""
    script = f"import spacy; nlp = spacy.blank('en'); nlp.add_pipe('quoteattr'); print(nlp({TEXT!r})._.quoteattr)"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, encoding="utf8")
    assert "2 quotations" in result.stdout


def test_article_is_that_of_the_doc(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc._.quoteattr == quoteattr.load(spacy.blank("en")).extract(TEXT)
    assert doc._.quoteattr.text == doc.text


def test_a_doc_that_was_not_processed_has_none() -> None:
    assert spacy.blank("en")(TEXT)._.quoteattr is None


TRAVELS = {
    "as bytes": lambda nlp, doc: Doc(nlp.vocab).from_bytes(doc.to_bytes()),
    "in a bin": lambda nlp, doc: next(_bin().from_bytes(_bin(doc).to_bytes()).get_docs(nlp.vocab)),
    "copied": lambda _, doc: doc.copy(),
    "of another process": lambda nlp, doc: list(nlp.pipe([doc.text, doc.text], n_process=2))[1],
}


def _bin(*docs: Doc) -> DocBin:
    return DocBin(docs=docs, store_user_data=True)


@pytest.mark.parametrize("travel", TRAVELS.values(), ids=TRAVELS)
def test_article_travels_with_its_doc(nlp: Language, travel: Callable[..., Doc]) -> None:
    doc = nlp(TEXT)
    assert travel(nlp, doc)._.quoteattr == doc._.quoteattr


def test_article_is_read_from_its_values_once(nlp: Language) -> None:
    """A loop over `doc._.quoteattr.quotations` that asks for `doc._.quoteattr` within is linear."""
    doc = nlp(TEXT)
    assert doc._.quoteattr is doc._.quoteattr
    copy = TRAVELS["as bytes"](nlp, doc)
    assert copy._.quoteattr is copy._.quoteattr
    assert copy._.quoteattr is not doc._.quoteattr


def test_article_that_was_read_does_not_travel(nlp: Language) -> None:
    fresh, asked = nlp(TEXT), nlp(TEXT)
    assert asked._.quoteattr is not None
    assert asked.to_bytes() == fresh.to_bytes()
    assert pickle.dumps(asked.user_data) == pickle.dumps(fresh.user_data)


def test_article_is_that_of_the_values_that_are_there_now(nlp: Language) -> None:
    doc = nlp(TEXT)
    before = doc._.quoteattr
    other = quoteattr.Article(text=TEXT)
    doc.user_data["quoteattr"] = other.to_dict()
    assert doc._.quoteattr == other != before
    del doc.user_data["quoteattr"]
    assert doc._.quoteattr is None
    nlp.get_pipe("quoteattr")(doc)
    assert doc._.quoteattr == before


def test_article_goes_with_its_doc(nlp: Language) -> None:
    doc = nlp(TEXT)
    article = weakref.ref(doc._.quoteattr)
    assert article() is not None
    del doc
    gc.collect()
    assert article() is None


def test_pipeline_is_saved_and_read_back(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert spacy.load(tmp_path)(TEXT)._.quoteattr == nlp(TEXT)._.quoteattr


def test_config_restricts_the_kinds() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteattr", config={"kinds": ["block"], "cue_kinds": ["speech"]})
    assert {quotation.kind for quotation in nlp(TEXT)._.quoteattr.quotations} <= {quoteattr.QuotationKind.BLOCK}


@pytest.mark.parametrize(
    ("config", "error"),
    [
        pytest.param({"kinds": ["shouted"]}, ValueError, id="unknown_kind"),
        pytest.param({"cue_kinds": ["sung"]}, ValueError, id="unknown_cue_kind"),
        pytest.param({"reader": "tea leaves"}, ValueError, id="unknown_reader"),
        pytest.param({"tables": "no/such/folder"}, FileNotFoundError, id="no_folder_of_tables"),
    ],
)
def test_wrong_config_is_refused_when_the_pipe_is_added(config: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        spacy.blank("en").add_pipe("quoteattr", config=config)
