"""One thread for matrix products: those here are small, and a second thread costs more than it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from threadpoolctl import ThreadpoolController

__all__ = ["one_thread"]


class _Limit:
    """A limit that several threads share: the first one in sets it, the last one out puts the number back."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._within = 0
        self._controller: ThreadpoolController | None = None
        self._limiter: Any = None

    def enter(self) -> None:
        with self._lock:
            if not self._within:
                self._controller = self._controller or ThreadpoolController()
                self._limiter = self._controller.limit(limits=1, user_api="blas")
            self._within += 1

    def leave(self) -> None:
        with self._lock:
            self._within -= 1
            if not self._within:
                self._limiter.restore_original_limits()


_LIMIT = _Limit()


@contextmanager
def one_thread() -> Iterator[None]:
    """Within it NumPy's products run on the calling thread alone; several threads may be within at once."""
    _LIMIT.enter()
    try:
        yield
    finally:
        _LIMIT.leave()
