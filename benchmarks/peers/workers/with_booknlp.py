"""BookNLP's small model, through the files that it writes: tokens, entities with coreference, attributed quotations.

The speaker is the commonest proper name of the character that a quotation goes to, or else the mention itself. It is
made for novels. Its weights are on its authors' server and are downloaded, into its environment, when it is first
loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from booknlp.booknlp import BookNLP
from booknlp_files import read_files
from protocol import attempt, serve


def load(pipeline: str) -> Any:
    """Read texts with BookNLP on top of the spaCy `pipeline` of that name."""
    weights = {"model": "small", "model_path": str(Path(sys.prefix) / "booknlp_models")}
    booknlp = BookNLP("en", {"pipeline": "entity,quote,coref", "spacy_model": pipeline, **weights})

    def quotations(text: str) -> list[dict[str, Any]]:
        with TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "article.txt").write_bytes(text.encode())
            booknlp.process(str(folder / "article.txt"), name, "article")
            return list(read_files(folder, text))

    def read(texts: list[str]) -> Iterator[dict[str, Any]]:
        return (attempt(quotations, text) for text in texts)

    return read


if __name__ == "__main__":
    serve(load)
