"""Many articles: several processes for a stream of texts, and a corpus in JSON Lines that goes on after a kill.

In: texts, or a file of records. Out: their articles in the same order, each bad record with its reason, in memory that
does not grow with their number. `quoteattr.arrow` and `quoteattr.spark` do the same for batches of Arrow.
"""

from quoteattr.scale.workers import (
    Failed,
    LoadOptions,
    attribute_each,
    attribute_in_processes,
    check_batch_size,
    checked_options,
    extractor_of,
    rows_of,
)

__all__ = [
    "Failed",
    "LoadOptions",
    "attribute_each",
    "attribute_in_processes",
    "check_batch_size",
    "checked_options",
    "extractor_of",
    "rows_of",
]
