"""Several processes for a stream: what they are given is read ahead by a bounded number, and comes back in order."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import closing
from itertools import islice
from multiprocessing import get_all_start_methods, get_context, parent_process
from threading import Thread
from typing import Protocol, TypeVar

from quoteattr.types import Article

__all__ = ["attribute_in_processes", "map_in_order", "prepare_worker"]

Portion = TypeVar("Portion")
Result = TypeVar("Result")

# Batches under way for each process: one that it reads, and one that waits, so that it need not.
_UNDER_WAY = 2


class _Pipe(Protocol):
    def pipe(self, texts: Iterable[str], *, batch_size: int) -> Iterator[Article]: ...


# The extractor of a worker process, set once when it starts.
_extractor: _Pipe | None = None


def attribute_in_processes(
    extractor: _Pipe, texts: Iterable[str], batch_size: int, n_process: int
) -> Iterator[Article]:
    """The articles of `texts`, in order, read by `n_process` processes (-1: one a core), each with the extractor.

    No more than two batches a process are taken from `texts` ahead of the articles that were given. Where processes can
    be forked, the extractor and its weights are shared; elsewhere it must be one that can be pickled. Raises
    BrokenProcessPool where a process was killed.
    """
    if n_process == -1:
        n_process = os.cpu_count() or 1
    context = get_context("fork" if "fork" in get_all_start_methods() else None)
    batches = _batches(iter(texts), batch_size)
    with (
        ProcessPoolExecutor(n_process, context, initializer=_begin, initargs=(extractor,)) as pool,
        closing(map_in_order(pool, _attribute, batches, ahead=n_process * _UNDER_WAY)) as read,
    ):
        for articles in read:
            yield from articles


def map_in_order(
    pool: Executor, work: Callable[[Portion], Result], portions: Iterable[Portion], *, ahead: int
) -> Generator[Result, None, None]:
    """What `work` makes of each of `portions`, in order; no more than `ahead` are taken before the first is given.

    At the end, and where the caller stops in between, the pool is shut down, and what has not begun is left undone.
    """
    waiting: deque[Future[Result]] = deque()
    try:
        for portion in portions:
            waiting.append(pool.submit(work, portion))
            if len(waiting) == ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def prepare_worker() -> None:
    """Let a worker end at once, and without a word, with Ctrl-C or with the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the parent's end: after a kill -9 nobody else would tell the worker, and it would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _batches(texts: Iterator[str], size: int) -> Iterator[list[str]]:
    while batch := list(islice(texts, size)):
        yield batch


def _begin(extractor: _Pipe) -> None:
    global _extractor  # noqa: PLW0603 - a process has one
    prepare_worker()
    _extractor = extractor


def _attribute(texts: list[str]) -> list[Article]:
    assert _extractor is not None
    return list(_extractor.pipe(texts, batch_size=len(texts)))
