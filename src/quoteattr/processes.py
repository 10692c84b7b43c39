"""Several processes for a stream of texts: each reads whole batches, and only Articles come back."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from typing import Protocol

from quoteattr.types import Article

__all__ = ["attribute_in_processes"]

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
    be forked, the extractor and its weights are shared; elsewhere it must be one that can be pickled.
    """
    if n_process == -1:
        n_process = os.cpu_count() or 1
    context = get_context("fork" if "fork" in get_all_start_methods() else None)
    texts = iter(texts)
    with ProcessPoolExecutor(n_process, context, initializer=_begin, initargs=(extractor,)) as pool:
        waiting: deque[Future[list[Article]]] = deque()
        try:
            while True:
                while len(waiting) < n_process * _UNDER_WAY and (batch := list(islice(texts, batch_size))):
                    waiting.append(pool.submit(_attribute, batch))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin(extractor: _Pipe) -> None:
    global _extractor  # noqa: PLW0603 - a process has one
    _extractor = extractor


def _attribute(texts: list[str]) -> list[Article]:
    assert _extractor is not None
    return list(_extractor.pipe(texts, batch_size=len(texts)))
