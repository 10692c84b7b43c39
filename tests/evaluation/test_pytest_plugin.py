"""The pytest plugin, on a user's corpus of three articles and one TOML file in an empty folder."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import quoteattr

# What a run within a run imports for the first time is unloaded after it, which spaCy and numpy do not survive.
from case_tables import cases
from quoteattr.evaluation import Report, evaluate, pytest_items

ARTICLES = {
    "harbour": "“The quay is closed,” said Mara Lindqvist, the harbour master of Tarn.\n",
    "mill": "“We will not sell,” Ingrid Falk told the council. “Not in my lifetime.”\n",
    "orchard": "The “apple king” of Tarn retired on Friday.\n",
}
GOLD = [
    {"doc": "harbour", "text": "“The quay is closed,”", "kind": "direct", "speaker": "Mara Lindqvist", "cue": "said"},
    {"doc": "mill", "text": "“We will not sell,”", "kind": "direct", "speaker": "Yusuf Demirel", "cue": "told"},
    {"doc": "mill", "text": "“Not in my lifetime.”", "kind": "direct", "speaker": "Ingrid Falk", "cue": None},
    {"doc": "orchard", "text": "“apple king”", "kind": "unattributed", "speaker": None},
]
CORPUS = '[corpus]\narticles = "articles.jsonl"\ngold = "gold.jsonl"\n'


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Load the model before the runs within a run, once for all of them."""
    quoteattr.load()


@pytest.fixture
def folder(empty: pytest.Pytester) -> pytest.Pytester:
    """Make a folder with the corpus, and no TOML file yet."""
    write_corpus(empty.path)
    return empty


def write_corpus(place: Path, articles: dict[str, str] = ARTICLES) -> None:
    rows = [{"id": name, "text": text} for name, text in articles.items()]
    gold = [row | extent(articles[row["doc"]], row["text"]) for row in GOLD]
    for name, lines in {"articles": rows, "gold": gold}.items():
        content = "".join(f"{json.dumps(line)}\n" for line in lines)
        (place / f"{name}.jsonl").write_text(content, encoding="utf8")


def extent(text: str, words: str | None) -> dict[str, int]:
    start = text.index(words or "")
    return {"start": start, "end": start + len(words or "")}


def run(folder: pytest.Pytester, toml: str, *options: str) -> pytest.RunResult:
    (folder.path / "quoteattr.toml").write_text(toml, encoding="utf8")
    return folder.runpytest_inprocess(*options)


def output(result: pytest.RunResult) -> str:
    return result.stdout.str()


# Collection -----------------------------------------------------------------------------------------------------------


def test_every_floor_and_ceiling_is_a_test(folder: pytest.Pytester) -> None:
    result = run(folder, CORPUS + "[floors]\ndetection = 0.5\ncue = 0.5\n[ceilings]\nece = 1", "--collect-only", "-q")
    assert result.outlines[:4] == [f"quoteattr.toml::{name}" for name in ("corpus", "detection", "cue", "ece")]
    assert "quoteattr:" not in output(result), "nothing is evaluated"


@cases("evaluation/pytest_plugin/names")
def test_files_are_collected_by_their_name(folder: pytest.Pytester, name: str, is_collected: bool) -> None:
    (folder.path / name).write_text(CORPUS, encoding="utf8")
    assert (f"{name}::corpus" in folder.runpytest_inprocess("--collect-only", "-q").outlines) is is_collected


def test_other_names_can_be_set(folder: pytest.Pytester) -> None:
    folder.makeini("[pytest]\nquoteattr_files = floors-*.toml")
    for name in ("floors-news.toml", "quoteattr.toml"):
        (folder.path / name).write_text(CORPUS, encoding="utf8")
    collected = folder.runpytest_inprocess("--collect-only", "-q").outlines
    assert [line for line in collected if "::" in line] == ["floors-news.toml::corpus"]


@cases("evaluation/pytest_plugin/wrong_files")
def test_a_file_that_cannot_be_understood_is_an_error(folder: pytest.Pytester, toml: str, message: str) -> None:
    result = run(folder, toml)
    result.assert_outcomes(errors=1)
    assert message in output(result)
    assert "Traceback" not in output(result)
    assert "settings.py" not in output(result)


MARK = """
import pytest

def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.skip(reason="not on this machine"))
"""


def test_a_mark_skips_it(folder: pytest.Pytester) -> None:
    folder.makeconftest(MARK)
    result = run(folder, CORPUS + "[floors]\ncue = 0.9")
    result.assert_outcomes(skipped=2)
    assert "SKIPPED [1] quoteattr.toml: not on this machine" in output(run(folder, CORPUS, "-rs"))


# Floors ---------------------------------------------------------------------------------------------------------------


@cases("evaluation/pytest_plugin/outcomes")
def test_outcomes_of_a_run(
    folder: pytest.Pytester, bounds: str, options: list[str] | None, outcomes: dict[str, int], lines: list[str] | None
) -> None:
    result = run(folder, CORPUS + bounds, *(options or []))
    result.assert_outcomes(**outcomes)
    result.stdout.fnmatch_lines(lines or [])
    assert "Traceback" not in output(result)
    assert "pytest_items.py" not in output(result)


def test_a_long_list_of_wrong_cases_is_cut(folder: pytest.Pytester) -> None:
    text = "".join(f"“Word {number}.” said Ann Poe.\n\n" for number in range(12))
    gold = [
        {"doc": "a", "kind": "direct", "speaker": "Bob Lee"} | extent(text, f"“Word {number}.”") for number in range(12)
    ]
    (folder.path / "articles.jsonl").write_text(json.dumps({"id": "a", "text": text}), encoding="utf8")
    (folder.path / "gold.jsonl").write_text("\n".join(map(json.dumps, gold)), encoding="utf8")
    result = run(folder, CORPUS + "[floors]\nspeaker = 0.5")
    result.stdout.fnmatch_lines(["wrong cases, 10 of 12:", "*(all of them: --quoteattr-report PATH)"])
    assert len(re.findall("expected Bob Lee", output(result))) == 10


def test_the_corpus_is_evaluated_once(folder: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(pytest_items, "evaluate", lambda *given: calls.append(1) or evaluate(*given))
    run(folder, CORPUS + "[floors]\ndetection = 0.5\ncue = 0.5").assert_outcomes(passed=3)
    assert calls == [1]


def test_what_failed_last_runs_again_alone(folder: pytest.Pytester) -> None:
    run(folder, CORPUS + "[floors]\nspeaker = 0.93\ndetection = 0.5")
    folder.runpytest_inprocess("--lf").assert_outcomes(failed=1)


# Corpora that are missing or broken -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["articles", "gold"])
def test_a_missing_corpus_skips_with_its_reason(folder: pytest.Pytester, name: str) -> None:
    (folder.path / f"{name}.jsonl").unlink()
    result = run(folder, CORPUS + "[floors]\nspeaker = 0.93", "-rs")
    result.assert_outcomes(skipped=2)
    result.stdout.fnmatch_lines([f"SKIPPED * no corpus: there is no {name} at {folder.path}/{name}.jsonl"])


def test_an_unset_variable_skips_with_its_name(folder: pytest.Pytester) -> None:
    result = run(folder, CORPUS.replace("articles.jsonl", "$NO_SUCH_FOLDER/articles.jsonl"), "-rs")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED * no corpus: the environment variable NO_SUCH_FOLDER of articles is not set"])


def test_a_broken_line_fails_with_its_number(folder: pytest.Pytester) -> None:
    with (folder.path / "gold.jsonl").open("a", encoding="utf8") as gold:
        gold.write('\n{"doc": "mill", "start": 0, "end": 900}\n')
    result = run(folder, CORPUS + "[floors]\nspeaker = 0.93")
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines([f"{folder.path}/gold.jsonl, line 6: [[]0, 900) is not a stretch of the article's *"])
    assert "gold_lines.py" not in output(result), "no traceback"


@pytest.mark.parametrize("content", ["", '{"id": "a", "text": "“No.”"}'], ids=["no article", "no gold"])
def test_a_corpus_with_nothing_to_score_fails(folder: pytest.Pytester, content: str) -> None:
    (folder.path / "articles.jsonl").write_text(content, encoding="utf8")
    result = run(folder, '[corpus]\narticles = "articles.jsonl"')
    result.assert_outcomes(failed=1)
    result.stdout.re_match_lines([".*articles.jsonl: no article there.*|the corpus has no gold for its articles: .*"])


@cases("evaluation/pytest_plugin/extractors")
def test_an_extractor_that_cannot_be_loaded_fails_with_the_way_out(
    folder: pytest.Pytester, option: str, message: str
) -> None:
    result = run(folder, f"{CORPUS}[extractor]\n{option}")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([message])
    assert "pipeline.py" not in output(result), "no traceback"


def test_an_unexpected_error_shows_where_it_came_from(folder: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_given: object) -> None:
        raise ZeroDivisionError("by accident")

    monkeypatch.setattr(pytest_items, "evaluate", crash)
    result = run(folder, CORPUS)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*def crash(*", "E *ZeroDivisionError: by accident"])


# Summary and report ---------------------------------------------------------------------------------------------------


def test_a_summary_table_closes_the_run(folder: pytest.Pytester) -> None:
    result = run(folder, CORPUS + "[floors]\ndetection = 1\nspeaker = 0.93")
    lines = output(result).split("quoteattr: quoteattr.toml, 3 articles")[1].splitlines()[1:]
    assert lines[0].split() == ["figure", "value", "95", "%", "interval", "cases", "bound"]
    rows = {line.split()[0]: line.split()[1:] for line in lines[1:] if "–" in line}
    assert rows["detection"] == ["1.000", "1.000–1.000", "3", "floor", "1"]
    assert rows["speaker"][0:1] + rows["speaker"][2:] == ["0.667", "3", "floor", "0.93", "broken"]
    assert rows["cue"] == ["1.000", "1.000–1.000", "2"]


def test_a_run_without_a_corpus_says_nothing(empty: pytest.Pytester) -> None:
    empty.makepyfile("def test_something(): pass")
    result = empty.runpytest_inprocess()
    result.assert_outcomes(passed=1)
    assert "quoteattr:" not in output(result)


@cases("evaluation/pytest_plugin/reports")
def test_the_report_is_json_and_a_page(folder: pytest.Pytester, path: str, stem: str) -> None:
    result = run(folder, CORPUS + "[floors]\nspeaker = 0.93", "--quoteattr-report", path)
    result.stdout.fnmatch_lines([f"quoteattr: wrote {stem}.json and {stem}.html"])
    (corpus,) = json.loads((folder.path / f"{stem}.json").read_text(encoding="utf8"))["corpora"]
    assert (corpus["name"], corpus["articles"]) == ("quoteattr.toml", 3)
    assert corpus["figures"]["speaker"]["bound"] == {"kind": "floor", "at": 0.93, "holds": False}
    assert [case["answer"] for case in corpus["wrong"]["speaker"]] == ["Ingrid Falk"]
    page = (folder.path / f"{stem}.html").read_text(encoding="utf8")
    assert "<bdi>Yusuf Demirel</bdi>" in page
    assert "<mark><bdi>“We will not sell,”</bdi></mark>" in page


def test_hostile_text_is_escaped_on_the_page_and_on_the_terminal(folder: pytest.Pytester) -> None:
    hostile = "<script>alert(1)</script>\x1b[31m\u202e"
    write_corpus(folder.path, ARTICLES | {"mill": f"{ARTICLES['mill']}{hostile}\n"})
    result = run(folder, CORPUS + "[floors]\nspeaker = 0.93", "--quoteattr-report", "out")
    assert r"<script>alert(1)</script>\x1b[31m\u202e" in output(result)
    assert "\x1b" not in output(result)
    page = (folder.path / "out" / "report.html").read_text(encoding="utf8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_several_corpora_are_one_report(folder: pytest.Pytester) -> None:
    for name in ("a.quoteattr.toml", "b.quoteattr.toml"):
        (folder.path / name).write_text(CORPUS, encoding="utf8")
    result = folder.runpytest_inprocess("--quoteattr-report", "out")
    result.assert_outcomes(passed=2)
    data = json.loads((folder.path / "out" / "report.json").read_text(encoding="utf8"))
    assert [corpus["name"] for corpus in data["corpora"]] == ["a.quoteattr.toml", "b.quoteattr.toml"]


def test_a_report_on_nothing_is_not_written(folder: pytest.Pytester) -> None:
    (folder.path / "gold.jsonl").unlink()
    result = run(folder, CORPUS, "--quoteattr-report", "out")
    result.stdout.fnmatch_lines(["quoteattr: no corpus was evaluated, so no report was written"])
    assert not (folder.path / "out").exists()


def test_a_report_that_could_not_be_written_is_refused_before_the_run(folder: pytest.Pytester) -> None:
    result = run(folder, CORPUS, "--quoteattr-report", "articles.jsonl/out")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: --quoteattr-report: no report can be written to articles.jsonl/out: *"])


def test_an_interrupted_run_reports_what_it_has(folder: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    evaluated = []

    def evaluate_once(*given: Any) -> Report:
        if evaluated:
            raise KeyboardInterrupt
        evaluated.append(evaluate(*given))
        return evaluated[0]

    monkeypatch.setattr(pytest_items, "evaluate", evaluate_once)
    for name in ("a.quoteattr.toml", "b.quoteattr.toml"):
        (folder.path / name).write_text(CORPUS, encoding="utf8")
    result = folder.runpytest_inprocess("--quoteattr-report", "out", no_reraise_ctrlc=True)
    assert result.ret == pytest.ExitCode.INTERRUPTED
    data = json.loads((folder.path / "out" / "report.json").read_text(encoding="utf8"))
    assert [corpus["name"] for corpus in data["corpora"]] == ["a.quoteattr.toml"]
