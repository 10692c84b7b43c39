"""What runs in a worker process, whoever started it: for each text an article, or the reason why there is none."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import closing
from functools import cache
from itertools import islice
from multiprocessing import get_all_start_methods, get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol, TypedDict, TypeVar, Unpack

from attrs import frozen

from quoteattr.serialization import ROW_TYPES
from quoteattr.types import Article, CueKind, QuotationKind

__all__ = ["attribute_in_processes", "check_batch_size", "map_in_order", "prepare_worker"]

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


def check_batch_size(batch_size: int) -> None:
    """Raise ValueError where so many texts are no batch."""
    if batch_size < 1:
        raise ValueError(f"batch_size is how many texts are read together, 1 or more, not {batch_size}")


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


if TYPE_CHECKING:
    from quoteattr.pipeline import Extractor
    from quoteattr.reports import ReaderName

__all__ = ["Failed", "LoadOptions", "attribute_each", "checked_options", "extractor_of", "rows_of"]


class LoadOptions(TypedDict, total=False):
    """The options of `quoteattr.load` that can travel to another process: a pipeline goes by its name."""

    nlp: str
    reader: ReaderName
    kinds: str | Collection[str]
    cue_kinds: str | Collection[str]
    tables: str | Path


@frozen
class Failed:
    """Why a text has no article."""

    reason: str


def extractor_of(**options: Unpack[LoadOptions]) -> Extractor:
    """The extractor with these options, loaded once a process. Raises whatever `quoteattr.load` raises."""
    return _loaded(**checked_options(options))


def checked_options(options: LoadOptions) -> dict[str, Any]:
    """The options with their kinds as enums. Raises ValueError for a kind that does not exist, as `load` does."""
    values: dict[str, Any] = dict(options)
    for name, kind in (("kinds", QuotationKind), ("cue_kinds", CueKind)):
        if name in values:
            values[name] = kind.several(values[name], name)
    return values


@cache
def _loaded(**options: Any) -> Extractor:
    from quoteattr.pipeline import load

    return load(**options)


def attribute_each(extractor: Extractor, texts: Sequence[object]) -> list[Article | Failed]:
    """The article of each of `texts`, in order, or Failed where it is not a str or anything is raised.

    They are read as one batch, and one by one where the batch fails. A Failed among them, as of a text that could not
    even be read, stays what it is.
    """
    good = [text for text in texts if isinstance(text, str)]
    try:
        articles: list[Article | Failed] = list(extractor.pipe(good, batch_size=len(good) or 1))
    except Exception:  # of which text it is, shows when each is read alone
        articles = [_alone(extractor, text) for text in good]
    in_order = iter(articles)
    return [next(in_order) if isinstance(text, str) else _not_a_text(text) for text in texts]


def rows_of(outcome: Article | Failed) -> list[dict[str, Any]]:
    """Make the rows of an article; one row of nothing but None where there is none, so that no text goes missing."""
    rows = outcome.to_rows() if isinstance(outcome, Article) else []
    return rows or [dict.fromkeys(ROW_TYPES)]


def _alone(extractor: Extractor, text: str) -> Article | Failed:
    try:
        return extractor.extract(text)
    except Exception as error:
        return Failed(f"{type(error).__name__}: {error}")


def _not_a_text(value: object) -> Failed:
    return value if isinstance(value, Failed) else Failed(f"the text is not a str but {type(value).__name__}")
