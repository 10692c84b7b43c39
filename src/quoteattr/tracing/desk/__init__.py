"""At a desk: `quoteattr-trace`, which says of articles where their quotations stand in documents.

In: files of articles and of documents, or an index of them. Out: a table, JSON Lines, or pages; and an exit code.
"""

from quoteattr.tracing.desk.documents import is_index, read_documents

__all__ = ["is_index", "read_documents"]
