"""quoteattr itself: `Extractor.pipe` with its defaults, and the reader that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from protocol import serve

import quoteattr


def load(reader: str) -> Any:
    """Read texts with that `reader`. Articles come back as they are, as the plain values of `Article.to_dict`."""
    extractor = quoteattr.load(reader=reader)

    def read(texts: list[str]) -> Iterator[dict[str, Any]]:
        return ({"article": article.to_dict(), "errors": []} for article in extractor.pipe(texts))

    return read


if __name__ == "__main__":
    serve(load)
