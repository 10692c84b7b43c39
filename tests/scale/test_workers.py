"""Several processes: order, a bounded number ahead, no process that is left over, and what runs in each."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
import spacy
from attrs import frozen
from spacy.language import Language

import quoteattr
from quoteattr.scale import workers
from quoteattr.scale.workers import Failed, attribute_each, extractor_of, map_in_order, rows_of
from quoteattr.serialization import ROW_TYPES
from quoteattr.types import QuotationKind
from running import children_of, is_running, wait_until

needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="tells processes by /proc")

# Reads a stream without an end, and tells of each article.
ENDLESS = """
from itertools import repeat
import quoteattr, spacy
for article in quoteattr.load(spacy.blank("en")).pipe(repeat("“No,” said Ann Poe."), batch_size=8, n_process=2):
    print(len(article.quotations), flush=True)
"""


def slow_if_even(number: int) -> int:
    time.sleep(0.02 if number % 2 == 0 else 0)
    return number


@pytest.mark.parametrize("ahead", [1, 3, 50])
@pytest.mark.parametrize("count", [0, 1, 20])
def test_results_come_in_order(count: int, ahead: int) -> None:
    results = map_in_order(ThreadPoolExecutor(3), slow_if_even, range(count), ahead=ahead)
    assert list(results) == list(range(count))


def test_no_more_than_so_many_are_taken_ahead_and_none_is_begun_after_the_end() -> None:
    taken, begun = iter(range(1000)), []
    results = map_in_order(ThreadPoolExecutor(1), lambda n: begun.append(n) or slow_if_even(2 * n), taken, ahead=5)
    assert [next(results), next(results)] == [0, 2]
    assert next(taken) == 6
    results.close()
    assert len(begun) < 5


def test_what_is_raised_of_a_portion_is_raised_in_its_place() -> None:
    results = map_in_order(ThreadPoolExecutor(2), lambda n: 6 // n, [3, 2, 0, 1], ahead=4)
    assert [next(results), next(results)] == [2, 3]
    with pytest.raises(ZeroDivisionError):
        next(results)


@needs_proc
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT], ids=["kill_9", "ctrl_c"])
def test_workers_end_with_whoever_started_them(ending: signal.Signals) -> None:
    """Ctrl-C on a terminal reaches all of them."""
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == "1\n"
    children = children_of(process.pid)
    assert len(children) == 2
    if ending is signal.SIGINT:
        os.killpg(process.pid, ending)
    else:
        process.kill()
    _, messages = process.communicate(timeout=120)
    wait_until(lambda: not any(is_running(child) for child in children), "the workers have gone")
    assert messages.count("Traceback") == (ending is signal.SIGINT)


@needs_proc
def test_a_worker_that_was_killed_is_an_error(blank: quoteattr.Extractor) -> None:
    before = children_of(os.getpid())
    articles = blank.pipe((f"“No {n},” said Ann Poe." for n in range(10**6)), batch_size=8, n_process=2)
    next(articles)
    worker = min(children_of(os.getpid()) - before)
    os.kill(worker, signal.SIGKILL)
    with pytest.raises(BrokenProcessPool, match="terminated abruptly"):
        list(articles)


TEXT = "“We will reopen the bridge in May,” Ann Obi said. She denied that it was late. “Not before.”"


def options_of(extractor: quoteattr.Extractor) -> dict[str, object]:
    """What an extractor was loaded with, and how it analyses."""
    names = ("nlp_name", "owns_pipeline", "made_by", "reader", "kinds", "cue_kinds", "tables")
    return {name: getattr(extractor, name) for name in names} | {"analyze": type(extractor.analyze).__name__}


def read_with(extractor: quoteattr.Extractor, text: str) -> tuple[dict[str, object], quoteattr.Article]:
    return options_of(extractor), extractor.extract(text)


def test_an_extractor_is_pickled_as_it_was_loaded(tmp_path: Path) -> None:
    kinds, cue_kinds = [quoteattr.QuotationKind.INDIRECT], [quoteattr.CueKind.BELIEF]
    (tmp_path / "outlets.toml").write_text('[[row]]\nname = "Sevo Courier"\nclass = "press"\n', encoding="utf8")
    given = quoteattr.load(kinds=kinds, cue_kinds=cue_kinds, tables=tmp_path)
    pickled = pickle.dumps(given)
    copy = pickle.loads(pickled)
    assert len(pickled) < 1_000
    assert copy.owns_pipeline
    assert options_of(copy) == options_of(given)
    assert copy.extract(TEXT) == given.extract(TEXT)


@pytest.mark.parametrize("name", ["extractor", "blank"])
def test_an_extractor_is_the_same_in_a_spawned_process(name: str, request: pytest.FixtureRequest) -> None:
    """By name or with the pipeline that a caller made: neither becomes the other on its way."""
    extractor = request.getfixturevalue(name)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert pool.submit(read_with, extractor, TEXT).result() == read_with(extractor, TEXT)


def test_a_callers_pipeline_goes_along_with_its_extractor() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": ["!"]})
    copy = pickle.loads(pickle.dumps(quoteattr.load(nlp)))
    assert not copy.owns_pipeline
    assert copy.nlp is not nlp
    assert copy.nlp.get_pipe("sentencizer").punct_chars == {"!"}


def test_a_pipeline_is_pickled_with_its_component() -> None:
    """The extractor within it holds the very pipeline that is being pickled."""
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteattr", config={"kinds": ["direct"]})
    copy = pickle.loads(pickle.dumps(nlp))
    assert copy.get_pipe("quoteattr").extractor.nlp is copy
    assert copy(TEXT)._.quoteattr == nlp(TEXT)._.quoteattr


# ---- what runs in a worker: a bad text costs only itself

TEXTS = [
    "“We will reopen the bridge in May,” the mayor, Ann Obi, said.",
    "",
    "Ann Obi told reporters that the bridge would reopen in May. “No,” she said.",
    "No marks here.",
]
POISON = "“Poison,” he said."


@frozen
class Fragile:
    """An extractor that gives out at POISON."""

    whole: quoteattr.Extractor

    @property
    def nlp(self) -> Language:
        """The pipeline, which knows no poison."""
        return self.whole.nlp

    def pipe(self, texts: Iterable[str], **options: Any) -> Iterator[quoteattr.Article]:
        """Yield the articles up to POISON. Raises ZeroDivisionError there."""
        for article in self.whole.pipe(texts, **options):
            if article.text == POISON:
                raise ZeroDivisionError("poison")
            yield article

    def extract(self, text: str) -> quoteattr.Article:
        """The article of one text."""
        return next(self.pipe([text]))


def test_articles_are_those_of_the_library(extractor: quoteattr.Extractor) -> None:
    assert attribute_each(extractor, TEXTS) == [extractor.extract(text) for text in TEXTS]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        pytest.param(None, "the text is not a str but NoneType", id="none"),
        pytest.param(7, "the text is not a str but int", id="number"),
        pytest.param(b"He left.", "the text is not a str but bytes", id="bytes"),
        pytest.param(Failed("no such field"), "no such field", id="failed_before"),
        pytest.param(POISON, "ZeroDivisionError: poison", id="raises"),
    ],
)
def test_a_bad_text_costs_only_itself(blank: quoteattr.Extractor, value: object, reason: str) -> None:
    outcomes = attribute_each(Fragile(blank), [TEXTS[0], value, TEXTS[2]])  # type: ignore[arg-type]
    assert outcomes == [blank.extract(TEXTS[0]), Failed(reason), blank.extract(TEXTS[2])]


def test_extractor_is_loaded_once_for_the_same_options(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = []
    monkeypatch.setattr("quoteattr.pipeline.load", lambda **options: loaded.append(options))
    monkeypatch.setattr(workers, "_loaded", cache(workers._loaded.__wrapped__))
    for kinds in ([QuotationKind.DIRECT], (QuotationKind.DIRECT,), {QuotationKind.DIRECT}):
        extractor_of(reader="parse", kinds=kinds)
    extractor_of(reader="encoder")
    assert loaded == [{"reader": "parse", "kinds": frozenset([QuotationKind.DIRECT])}, {"reader": "encoder"}]


@pytest.mark.parametrize("text", TEXTS, ids=["quotation", "empty", "two", "none"])
def test_every_text_has_a_row_with_every_column(extractor: quoteattr.Extractor, text: str) -> None:
    article = extractor.extract(text)
    assert rows_of(article) == (article.to_rows() or [dict.fromkeys(ROW_TYPES)])


def test_a_failure_has_an_empty_row() -> None:
    assert rows_of(Failed("why")) == [dict.fromkeys(ROW_TYPES)]
