"""Two runs compared: what was won and lost, the sign test computed by hand, and what is no sum over decisions."""

from __future__ import annotations

from functools import cache

import pytest

from case_tables import cases
from made_articles import Said, made_article, made_string
from quoteattr.evaluation import (
    METRICS,
    Change,
    Comparison,
    Corpus,
    GoldArticle,
    GoldRelation,
    Report,
    compare,
    evaluate,
)

WORDS = [f"“Word {number}.”" for number in range(10)]
TEXT = " ".join(WORDS) + " “A scare” said Ann Poe and Bob Lee, the mayor."
GOLD = (
    *(made_string(TEXT, words, kind="direct", speaker="Ann Poe") for words in WORDS),
    made_string(TEXT, "“A scare”", kind="unattributed"),
)
CORPUS = Corpus(articles=(GoldArticle(id="a", text=TEXT, strings=GOLD),))


@cache
def run(right: str, scare: str | None = None) -> Report:
    """A run with the right speaker (+), a wrong one (-) or none (.) of each string; and a speaker of the scare."""
    names = {"+": "Ann Poe", "-": "Bob Lee", ".": None}
    said = [Said(words=words, speaker=names[one]) for words, one in zip(WORDS, right, strict=True)]
    said += [Said(words="“A scare”", kind="mixed", speaker=scare)] if scare else []
    return evaluate(CORPUS, {"a": made_article(TEXT, *said)})


@cache
def change(before: Report, after: Report, name: str) -> Change:
    return compare(before, after).changes[name]


@cases("evaluation/comparison/signs")
def test_the_sign_test_counts_what_was_won_and_lost(
    before: str, after: str, won: int, lost: int, p_value: float
) -> None:
    found = change(run(before), run(after), "speaker")
    assert (len(found.won), len(found.lost), found.p_value) == (won, lost, pytest.approx(p_value))
    assert (found.before, found.after) == (before.count("+") / 10, after.count("+") / 10)


@cases("evaluation/comparison/signs")
def test_the_other_way_round_what_was_won_is_lost(before: str, after: str, won: int, lost: int, p_value: float) -> None:
    found = change(run(after), run(before), "speaker")
    assert (len(found.won), len(found.lost), found.p_value) == (lost, won, pytest.approx(p_value))


def test_won_and_lost_show_the_later_run() -> None:
    found = change(run("+---------"), run("-+--------"), "speaker")
    assert [(TEXT[slice(*d.extent)], d.answer, d.right) for d in found.won] == [("“Word 1.”", "Ann Poe", 1.0)]
    assert [(TEXT[slice(*d.extent)], d.answer, d.right) for d in found.lost] == [("“Word 0.”", "Bob Lee", 0.0)]


@cases("evaluation/comparison/false_alarms")
def test_a_false_alarm_counts_where_it_costs_something(name: str, count: int) -> None:
    quiet, loud = run("++++++++++"), run("++++++++++", scare="Bob Lee")
    assert len(change(quiet, loud, name).lost) == len(change(loud, quiet, name).won) == count
    assert change(quiet, loud, name).won == change(loud, quiet, name).lost == ()


def test_an_answer_withheld_costs_recall_alone() -> None:
    before, after = run("++++++++++"), run(".+++++++++")
    assert len(change(before, after, "speaker").lost) == 1
    assert change(before, after, "speaker_precision").lost == ()


def test_calibration_is_no_sum_over_decisions() -> None:
    found = change(run("+++++-----"), run("++++++++--"), "ece")
    assert (found.won, found.lost, found.p_value) == ((), (), None)
    assert repr(found) == "ece 0.500 -> 0.500 (+0.000 [+0.000, +0.000])"


def test_identical_runs_differ_in_nothing() -> None:
    report = run("+++--..+++", scare="Bob Lee")
    for found in compare(report, report).changes.values():
        assert (found.before, found.low, found.high) == (found.after, 0.0, 0.0)
        assert found.won == found.lost == ()
        assert found.p_value in (1.0, None)


def test_figures_that_both_runs_have_are_compared_in_the_order_of_reports() -> None:
    before, after = run(".........."), run("++++++++++")
    compared = list(compare(before, after).changes)
    assert compared == [name for name in METRICS if name in before.figures and name in after.figures]
    assert "speaker_precision" in after.figures
    assert "speaker_precision" not in compared


def test_relations_that_share_their_content_are_compared_each() -> None:
    source = (TEXT.index("Ann Poe"), TEXT.index("Ann Poe") + 7)
    content = (0, len(WORDS[0]))
    relation = GoldRelation(source=(source,), cue=(), content=(content,))
    corpus = Corpus(articles=(GoldArticle(id="a", text=TEXT, relations=(relation, relation)),))
    found = compare(
        evaluate(corpus, {"a": made_article(TEXT)}),
        evaluate(corpus, {"a": made_article(TEXT, Said(words=WORDS[0], mention="Ann Poe"))}),
    ).changes["quoted_linked"]
    assert (found.before, found.after, len(found.won)) == (0, 1, 2)


def test_the_interval_is_of_the_difference_over_the_same_resamples() -> None:
    texts = {str(number): f"“Yes.” {number} said Ann Poe or Bob Lee." for number in range(40)}
    corpus = Corpus(
        articles=tuple(
            GoldArticle(id=name, text=text, strings=(made_string(text, "“Yes.”", kind="direct", speaker="Ann Poe"),))
            for name, text in texts.items()
        )
    )

    def evaluated(right: range) -> Report:
        return evaluate(
            corpus,
            {
                name: made_article(text, Said(words="“Yes.”", speaker="Ann Poe" if int(name) in right else "Bob Lee"))
                for name, text in texts.items()
            },
        )

    found = change(evaluated(range(20)), evaluated(range(30)), "speaker")
    # Ten articles of forty gained one, the others nothing: the difference deviates as a share of one in four does.
    error = 1.96 * (1 / 4 * 3 / 4 / 40) ** 0.5
    assert (found.low, found.high) == pytest.approx((0.25 - error, 0.25 + error), abs=0.03)


def test_reports_on_different_corpora_are_refused() -> None:
    other = Corpus(articles=(GoldArticle(id="b", text=TEXT, strings=GOLD),))
    with pytest.raises(ValueError, match="the two reports are on different corpora"):
        compare(run("++++++++++"), evaluate(other, {"b": made_article(TEXT)}))


def test_a_comparison_reads_as_lines() -> None:
    comparison = compare(run("----------"), run("+++++-----"))
    assert isinstance(comparison, Comparison)
    assert "speaker 0.000 -> 0.500 (+0.500 [+0.500, +0.500]), won 5, lost 0, p = 0.062" in str(comparison).splitlines()
