"""Bounded memory for a pipeline that reads without end.

spaCy keeps every word that it has ever met, and its lemmatizer every lemma, and of new names there is no end. A memory
zone of spaCy 3.8 forgets at its end what was new in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from spacy.language import Language
from spacy.pipeline import Lemmatizer

__all__ = ["forgetting"]

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
