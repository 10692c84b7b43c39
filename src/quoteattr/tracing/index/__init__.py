"""Documents on disk, thousands to millions of them, and which of them matter for an article.

In: documents, once. Out: the `Reading`s of those few that share words with an article, and, where they were read, their
attributions. It is SQLite with a full-text table: what is in memory does not grow with the number of documents.
"""

from quoteattr.tracing.index.index import TraceIndex, build_steps

__all__ = ["TraceIndex", "build_steps"]
