"""No garbage collection while a batch is read: a million values are made, and none of them is garbage yet.

Python's collector runs each time some hundred values were made, looks at all young ones again, and now and then at all
others. Of the time that this takes, a tenth of the parse, half is saved.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Within it the cyclic collector rests, in all threads; where it rests already, it goes on resting behind it.

    Of two threads within, the first one out wakes it: the other is then slower, no worse.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
