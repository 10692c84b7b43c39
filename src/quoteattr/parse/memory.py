"""Memory, for a pipeline that reads without end: what is kept between batches, and when garbage is looked for.

spaCy keeps every word that it has ever met, and its lemmatizer every lemma, and of new names there is no end. A memory
zone of spaCy 3.8 forgets at its end what was new in it.

While a batch is read, a million values are made, and none of them is garbage yet. Python's collector runs each time
some hundred values were made, looks at all young ones again, and now and then at all others: of the time that this
takes, a tenth of the parse, half is saved by letting it rest.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from spacy.language import Language
from spacy.pipeline import Lemmatizer

__all__ = ["forgetting", "uncollected"]

# A zone takes in whatever any thread reads with the pipeline meanwhile: one thread at a time.
_ONE_THREAD = RLock()
if hasattr(os, "register_at_fork"):
    # A process that is forked has no thread but its own: while it is made, nobody may be within.
    os.register_at_fork(
        before=_ONE_THREAD.acquire, after_in_parent=_ONE_THREAD.release, after_in_child=_ONE_THREAD.release
    )


@contextmanager
def forgetting(nlp: Language) -> Iterator[None]:
    """Let `nlp` forget at the end of the block what it met for the first time within.

    Docs that were made within must not be used behind it, and no other thread may make any with `nlp` meanwhile, unless
    it does so in such a block, too, which waits. Within a memory zone of the caller's nothing is done.
    """
    vocabulary: Any = nlp.vocab  # whose type stub knows nothing of zones
    with _ONE_THREAD:
        if vocabulary.in_memory_zone:
            yield
            return
        try:
            with nlp.memory_zone():
                yield
        finally:
            for _, component in nlp.pipeline:
                if isinstance(component, Lemmatizer):
                    component.cache.clear()


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
