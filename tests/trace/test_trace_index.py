"""An index of documents on disk: what is put in is found, by many at once, and nothing is lost where one stops."""

from __future__ import annotations

import pickle
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

import quoteattr
from case_tables import cases
from quoteattr.tracing import Document, find_parts, trace
from quoteattr.tracing.index import TraceIndex, building
from slow.many_articles import many_articles

RELEASE = Document(
    id="release",
    kind="press release",
    issuer="Springfield Water Board",
    text="“The gates will open on Monday, once the last bolt is in,” said Ann Poe, the director of the board.",
)
ARTICLE = "Poe said the gates would open “once the last bolt is in”. “The gates will open on Tuesday,” a sign said."
OTHERS = [Document(id=f"other {number}", text=text) for number, text in enumerate(many_articles(60))]
DOCUMENTS = [*OTHERS[:30], RELEASE, *OTHERS[30:]]


@pytest.fixture(scope="module")
def article(extractor: quoteattr.Extractor) -> quoteattr.Article:
    return extractor.extract(ARTICLE)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TraceIndex:
    return TraceIndex.build(tmp_path_factory.mktemp("index") / "releases.sqlite", DOCUMENTS, read=True)


def test_what_was_put_in_comes_out(index: TraceIndex) -> None:
    odd = Document(id="é 1", text="Lone \ud800 and \udc00, \0 too.", date="2026-11-30")
    assert (list(index), len(index)) == (DOCUMENTS, len(DOCUMENTS))
    assert list(TraceIndex.build(index.path.with_name("odd.sqlite"), [odd])) == [odd]


def test_traces_are_those_of_documents_in_memory(index: TraceIndex, article: quoteattr.Article) -> None:
    assert trace(article, index) == trace(article, DOCUMENTS)
    assert [found.document for found in trace(article, index)] == ["release", "release"]


@pytest.mark.parametrize("read", [True, False])
def test_attributions_are_those_of_extracting(
    index: TraceIndex, tmp_path: Path, article: quoteattr.Article, extractor: quoteattr.Extractor, read: bool
) -> None:
    asked = index if read else TraceIndex.build(tmp_path / "unread.sqlite", DOCUMENTS)
    (reading, *_), _ = asked.candidates(find_parts(article))
    assert (reading.document, reading.article) == (RELEASE, extractor.extract(RELEASE.text))


@pytest.mark.parametrize("keep", [True, False])
def test_who_keeps_writes_and_who_only_opens_does_not(tmp_path: Path, article: quoteattr.Article, keep: bool) -> None:
    path = tmp_path / "releases.sqlite"
    index = TraceIndex.build(path, DOCUMENTS) if keep else TraceIndex(TraceIndex.build(path, DOCUMENTS).path)
    before = path.read_bytes()
    trace(article, index)
    kept = sqlite3.connect(path).execute("SELECT number FROM articles").fetchall()
    assert (kept, path.read_bytes() != before) == ([(31,)] if keep else [], keep)


def test_threads_and_processes_read_at_once(index: TraceIndex, article: quoteattr.Article) -> None:
    expected = [trace(article, index)] * 6
    index.path.chmod(0o444)
    with ThreadPoolExecutor(3) as threads, ProcessPoolExecutor(3, get_context("spawn")) as processes:
        assert list(threads.map(trace, [article] * 6, [index] * 6)) == expected
        assert list(processes.map(trace, [article] * 6, [index] * 6)) == expected
    assert pickle.loads(pickle.dumps(index)).path == index.path


def stopping(after: int) -> Iterator[Document]:
    yield from DOCUMENTS[:after]
    raise KeyboardInterrupt


def test_who_is_interrupted_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "DOCUMENTS_AT_A_TIME", 8)
    path, done = tmp_path / "releases.sqlite", []
    with pytest.raises(KeyboardInterrupt):
        TraceIndex.build(path, stopping(20))
    assert list(TraceIndex(path)) == DOCUMENTS[:16]
    assert list(TraceIndex.build(path, DOCUMENTS, progress=done.append)) == DOCUMENTS
    assert sum(done) == len(DOCUMENTS)


KILLED = """
import os, signal, sys
from quoteattr.tracing import Document
from quoteattr.tracing.index import TraceIndex, building
building.DOCUMENTS_AT_A_TIME = 4
put = building._insert
def insert(connection, number, document):
    put(connection, number, document)
    if number == 10:
        os.kill(os.getpid(), signal.SIGKILL)
building._insert = insert
TraceIndex.build(sys.argv[1], (Document(id=str(number), text=f"Word {number}.") for number in range(20)))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills a process as only Unix does")
def test_what_was_put_in_before_a_kill_stays(tmp_path: Path) -> None:
    path = tmp_path / "releases.sqlite"
    killed = subprocess.run([sys.executable, "-c", KILLED, path], check=False)
    given = [Document(id=str(number), text=f"Word {number}.") for number in range(20)]
    assert (killed.returncode, list(TraceIndex(path))) == (-signal.SIGKILL, given[:8])
    assert list(TraceIndex.build(path, given)) == given


def test_two_texts_with_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two texts have the id 'release'"):
        TraceIndex.build(tmp_path / "releases.sqlite", [RELEASE, Document(id="release", text="No.")])


@cases("trace/no_index")
def test_what_is_no_index_says_so(tmp_path: Path, sql: str | None, content: str | None, reason: str) -> None:
    path = tmp_path / "releases.sqlite"
    if content is not None:
        path.write_text(content)
    if sql is not None:
        sqlite3.connect(path).executescript(sql).close()
    before = path.read_bytes() if path.exists() else None
    for opened in [TraceIndex, *([lambda given: TraceIndex.build(given, DOCUMENTS)] if before else [])]:
        with pytest.raises(ValueError, match=reason):
            opened(path)
    assert (path.read_bytes() if path.exists() else None) == before
