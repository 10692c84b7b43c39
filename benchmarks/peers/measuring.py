"""Run a peer's worker over the articles: what it answers, what it crashes on, what it costs beside plain spaCy."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import Any, TextIO

from .roster import Peer

__all__ = ["measure"]

Event = dict[str, Any]

# A peer's environment must not see what the one of this script was told.
PRIVATE = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}


class WorkerDiedError(RuntimeError):
    """A worker that ended or was ended before it answered; its message says why."""


def measure(
    peer: Peer,
    plain: Peer,
    articles: Path,
    ids: Sequence[str],
    *,
    pythons: Mapping[Peer, Path],
    rounds: int,
    limit: float,
    advance: Callable[[], None],
) -> Iterator[Event]:
    """Measure `peer` on `articles`, a JSON Lines file with those `ids`; `advance` is called for each article read.

    `pythons` are those of the environments of both. Yields, as they become known: the `versions` of its packages, an
    `answer` for every article, and `rounds` times a `round` with the CPU seconds that `plain` and `own` took, one right
    after the other, over all articles. The pass that gives the answers is not timed: it fills caches. Where the peer
    cannot be loaded, yields a `failure`. A worker that dies, or gives no answer within `limit` seconds, goes on behind
    the article it was at.
    """
    commands = [_command(each, pythons[each], articles) for each in (plain, peer)]
    with _running(commands[0], limit) as reference, _running(commands[1], limit) as own:
        try:
            yield {"versions": own.start()}
        except WorkerDiedError as error:
            yield {"failure": f"does not load: {error}"}
            return
        reference.start()
        for answer in own.read(ids):
            advance()
            yield {"answer": answer}
        _seconds(reference, ids, lambda: None)
        for _ in range(rounds):
            yield {"round": {"plain": _seconds(reference, ids, lambda: None), "own": _seconds(own, ids, advance)}}


def _command(peer: Peer, python: Path, articles: Path) -> tuple[str, ...]:
    return (str(python), str(peer.script), str(articles), ",".join(peer.packages), *peer.options)


def _seconds(worker: Worker, ids: Sequence[str], advance: Callable[[], None]) -> float:
    seconds = 0.0
    for answer in worker.read(ids):
        advance()
        seconds += answer["seconds"]
    return seconds


@contextmanager
def _running(command: Sequence[str], limit: float) -> Iterator[Worker]:
    with TemporaryFile("w+", encoding="utf8", errors="replace") as log:
        worker = Worker(command, limit, log)
        try:
            yield worker
        finally:
            worker.stop()


class Worker:
    """A worker's process; `workers/protocol.py` says what is spoken. What it says besides goes to `log`."""

    def __init__(self, command: Sequence[str], limit: float, log: TextIO) -> None:
        self._command = command
        self._limit = limit
        self._log = log
        self._process: subprocess.Popen[str] | None = None
        self._answers: TextIO | None = None

    def start(self) -> dict[str, str]:
        """Start the process and return the versions it reports. Raises WorkerDiedError where it does not get so far."""
        self._log.seek(0)
        self._log.truncate()
        reading, writing = os.pipe()
        own = {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "ANSWERS": str(writing)}
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=self._log,
            stderr=self._log,
            text=True,
            pass_fds=[writing],
            env={name: value for name, value in os.environ.items() if name not in PRIVATE} | own,
            # Ctrl-C is for the script, which then ends its workers: it is no crash of theirs.
            start_new_session=True,
        )
        os.close(writing)
        self._answers = os.fdopen(reading, encoding="utf8")
        versions: dict[str, str] = self._line()["versions"]
        return versions

    def read(self, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Yield the answer to each article; for one that the process dies at, an answer with nothing but the error."""
        done = 0
        while done < len(ids):
            try:
                for answer in self._from(done, len(ids)):
                    done += 1
                    yield answer
            except WorkerDiedError as error:
                yield {"id": ids[done], "quotations": [], "errors": [f"the process ended: {error}"], "seconds": 0.0}
                done += 1
                self.stop()

    def _from(self, first: int, count: int) -> Iterator[dict[str, Any]]:
        if self._process is None:
            self.start()
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(f"{first}\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise WorkerDiedError(self._last_words()) from error
        for _ in range(first, count):
            yield self._line()

    def _line(self) -> dict[str, Any]:
        assert self._process is not None
        assert self._answers is not None
        timer = Timer(self._limit, _kill, [self._process])
        started = time.monotonic()
        timer.start()
        try:
            line = self._answers.readline()
        finally:
            timer.cancel()
        if not line:
            late = time.monotonic() - started >= self._limit
            raise WorkerDiedError(f"no answer within {self._limit:.0f} seconds" if late else self._last_words())
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _last_words(self) -> str:
        self._log.seek(0)
        lines = [line.strip() for line in self._log if line.strip()]
        return lines[-1] if lines else "no reason given"

    def stop(self) -> None:
        """End the process, if there is one."""
        if self._process is not None and self._answers is not None:
            _kill(self._process)
            self._process.communicate()
            self._answers.close()
            self._process = self._answers = None


def _kill(process: subprocess.Popen[str]) -> None:
    """End the process and those it started: each worker leads a group of its own."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
