"""The corpora to train on, read from a folder that is given: quoted strings with their answers, and relations.

Layout and fields: `gold/train.jsonl` with `gold/train.articles.jsonl`, `written/learn.gold.jsonl` with
`written/learn.articles.jsonl`, `polnear/train.jsonl`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from attrs import frozen
from spacy.tokens import Doc, DocBin

from quoteattr.parsing import ATTRIBUTES, parse_texts
from quoteattr.pipeline import DEFAULT_PIPELINE

__all__ = ["CORPORA", "Document", "read_corpus"]

CORPORA = {
    "gold": ("gold/train.articles.jsonl", "gold/train.jsonl"),
    "written": ("written/learn.articles.jsonl", "written/learn.gold.jsonl"),
    "polnear": ("polnear/train.jsonl", None),
}


@frozen(eq=False)
class Document:
    """An article with its parse; `rows` are answers for quoted strings, `relations` source-cue-content relations."""

    name: str
    text: str
    doc: Doc
    rows: tuple[dict[str, Any], ...]
    relations: tuple[dict[str, Any], ...] | None


def read_corpus(folder: Path, corpus: str, cache: Path | None) -> Iterator[Document]:
    """The documents of `corpus` under `folder`; parses are kept in `cache` where one is given."""
    articles_file, answers_file = CORPORA[corpus]
    articles = [json.loads(line) for line in (folder / articles_file).open(encoding="utf8")]
    answers: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    if answers_file is not None:
        for line in (folder / answers_file).open(encoding="utf8"):
            row = json.loads(line)
            answers[row["doc"]].append(row)
    for article, doc in zip(articles, _parsed(corpus, [a["text"] for a in articles], cache), strict=True):
        relations = tuple(article["attributions"]) if answers_file is None else None
        yield Document(article["id"], article["text"], doc, tuple(answers[article["id"]]), relations)


def _parsed(corpus: str, texts: list[str], cache: Path | None) -> Iterator[Doc]:
    nlp = spacy.load(DEFAULT_PIPELINE)
    file = cache / f"{corpus}.spacy" if cache is not None else None
    if file is None or not file.exists():
        docs = list(parse_texts(nlp, texts))
        if file is None:
            yield from docs
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        DocBin(attrs=ATTRIBUTES, docs=docs).to_disk(file)
    yield from DocBin().from_disk(file).get_docs(nlp.vocab)
