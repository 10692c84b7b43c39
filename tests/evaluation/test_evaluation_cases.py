"""Wrong cases as a person reads them, on a terminal and on a page."""

from __future__ import annotations

import json
from pathlib import Path

from case_tables import cases, read_cases
from made_articles import Said, made_article, made_string
from quoteattr.evaluation import Corpus, Decision, GoldArticle, Report, evaluate
from quoteattr.evaluation.report import BoundedReport, context_of, describe, on_a_line, report_paths, write_reports
from quoteattr.evaluation.settings import Bound


@cases("evaluation/cases/contexts")
def test_context_is_about_a_line_on_either_side(text: str, extent: list[int], expected: str) -> None:
    assert str(context_of(text, (extent[0], extent[1]))) == expected


@cases("evaluation/cases/lines")
def test_words_are_safe_on_a_line_of_a_terminal(words: str, expected: str) -> None:
    assert on_a_line(words) == expected


@cases("evaluation/cases/described")
def test_a_decision_is_described_with_its_place(
    accepted: list[str | None] | None, answer: str | None, confidence: float | None, right: float | None, expected: str
) -> None:
    more = {"accepted": tuple(accepted or ()), "answer": answer, "right": right or 0.0}
    decision = Decision(
        article="a", field="cue", extent=(0, 4), **more, **({"confidence": confidence} if confidence else {})
    )
    assert describe(decision, "“no” she said") == f"a [0, 4): {expected}\n    [“no”] she said"


@cases("evaluation/cases/paths")
def test_json_and_page_stand_beside_each_other(path: str, as_json: str, as_page: str) -> None:
    assert report_paths(Path(path)) == (Path(as_json), Path(as_page))


HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>&amp;\"'\u202e"


def hostile_report() -> Report:
    """A report in which text, names and the article's id are hostile."""
    text = f"“No,” said {HOSTILE} and “Yes,” said Poe."
    strings = (
        made_string(text, "“No,”", kind="direct", speaker=[HOSTILE, None], mention="Poe", cue="said"),
        made_string(text, "“Yes,”", kind="unattributed"),
    )
    corpus = Corpus(articles=(GoldArticle(id=HOSTILE, text=text, strings=strings),))
    said = [
        Said(words="“No,”", speaker="</bdi></details>", mention=HOSTILE, confidence=0.75),
        Said(words="“Yes,”", kind="mixed"),
    ]
    return evaluate(corpus, {HOSTILE: made_article(text, *said)})


def written(folder: Path, *bounds: Bound) -> tuple[dict[str, object], str]:
    as_json, as_page = write_reports([BoundedReport(HOSTILE, hostile_report(), bounds)], folder)
    return json.loads(as_json.read_text(encoding="utf8")), as_page.read_text(encoding="utf8")


def test_the_page_escapes_and_isolates_what_the_corpus_says(tmp_path: Path) -> None:
    _, page = written(tmp_path)
    assert "<script" not in page
    assert "<img" not in page
    assert "</bdi></details>" not in page
    escaped = (
        "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&amp;amp;&#34;&#39;\u202e"
    )
    assert page.count("\u202e") == page.count(escaped) > 5
    for piece in page.split(escaped)[:-1]:
        assert piece.rfind("<bdi>") > piece.rfind("</bdi>")


def test_the_page_and_the_json_have_every_wrong_case(tmp_path: Path) -> None:
    data, page = written(tmp_path)
    (corpus,) = data["corpora"]
    assert {field: [case["error"] for case in cases] for field, cases in corpus["wrong"].items() if cases} == {
        "detection": ["false alarm"],
        "speaker": ["wrong"],
        "speaker_strict": ["wrong"],
        "not_speech": ["wrong"],
        "mention": ["wrong"],
        "cue": ["missed"],
    }
    assert page.count('<li class="case">') == 6
    (case,) = corpus["wrong"]["speaker"]
    wanted = read_cases("evaluation/cases/json")["a wrong case"]
    assert case == {
        name: json.loads(json.dumps(value).replace("HOSTILE", json.dumps(HOSTILE)[1:-1]))
        for name, value in wanted.items()
    }


def test_the_json_has_every_figure_with_its_bound(tmp_path: Path) -> None:
    data, _ = written(tmp_path, Bound(figure="detection", value=0.5), Bound(figure="ece", value=0.1, is_ceiling=True))
    figures = data["corpora"][0]["figures"]
    assert set(figures) == set(hostile_report().figures)
    assert figures["detection"]["bound"] == {"kind": "floor", "at": 0.5, "holds": True}
    assert figures["ece"]["bound"] == {"kind": "ceiling", "at": 0.1, "holds": False}
    assert figures["cue"] == read_cases("evaluation/cases/json")["a figure"]


def test_a_bound_of_a_precision_is_on_the_page(tmp_path: Path) -> None:
    _, without = written(tmp_path)
    _, page = written(tmp_path, Bound(figure="detection_precision", value=0.9))
    assert "detection_precision" not in without
    assert '<span class="broken">floor 0.9 broken</span>' in page


def test_the_page_runs_no_script_and_asks_no_network(tmp_path: Path) -> None:
    _, page = written(tmp_path)
    assert "Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"" in page
    assert "http" not in page.replace("http-equiv", "")


def test_lone_surrogates_do_not_keep_the_report_from_being_written(tmp_path: Path) -> None:
    text = "“No \ud800,” said Poe."
    corpus = Corpus(
        articles=(GoldArticle(id="\udc00", text=text, strings=(made_string(text, "“No \ud800,”", kind="direct"),)),)
    )
    _, as_page = write_reports([BoundedReport("x", evaluate(corpus, {"\udc00": made_article(text)}))], tmp_path)
    assert "“No ?,”" in as_page.read_text(encoding="utf8")
