"""The corpora to train on, read from a folder that is given: quoted strings with their answers, and relations.

Layout and fields: `gold/train.jsonl` with `gold/train.articles.jsonl`, `written/learn.gold.jsonl` with
`written/learn.articles.jsonl`, `polnear/train.jsonl`. For further articles of PolNeAR's training part, `labels.jsonl`
beside this module has answers of our own, as offsets into their texts; `articles/` has articles that we wrote,
of other countries and genres.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from attrs import frozen

from quoteattr.parse.batches import parse_texts
from quoteattr.parse.tokens import Parse
from quoteattr.pipeline import DEFAULT_PIPELINE

__all__ = ["CORPORA", "Document", "read_corpus"]

LABELS = Path(__file__).parent / "labels.jsonl"
OWN = Path(__file__).parent / "articles"
CORPORA = {
    "gold": ("gold/train.articles.jsonl", "gold/train.jsonl"),
    "labels": ("polnear/train.jsonl", LABELS),
    "written": ("written/learn.articles.jsonl", "written/learn.gold.jsonl"),
    "own": (OWN, OWN / "gold.jsonl"),
    "polnear": ("polnear/train.jsonl", None),
}
ANSWERS = ("kind", "speaker", "speaker_type", "mention", "cue", "role", "organization")
SOURCES = ("source_kind", "source_name", "source_date")


@frozen(eq=False)
class Document:
    """An article with its parse; `rows` are answers for quoted strings, `relations` source-cue-content relations."""

    corpus: str
    name: str
    text: str
    doc: Parse
    rows: tuple[dict[str, Any], ...]
    relations: tuple[dict[str, Any], ...] | None


def read_corpus(folder: Path, corpus: str) -> Iterator[Document]:
    """The documents of `corpus` under `folder`, parsed as the default extractor does."""
    articles_file, answers_file = CORPORA[corpus]
    articles = list(_articles(folder / articles_file))
    answers: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    if answers_file is not None:
        for line in (folder / answers_file).open(encoding="utf8"):
            row = json.loads(line)
            answers[row["doc"]].append(row)
    parses = parse_texts(spacy.load(DEFAULT_PIPELINE), [article["text"] for article in articles])
    for article, doc in zip(articles, parses, strict=True):
        name, text = article["id"], article["text"]
        if answers_file is None:
            yield Document(corpus, name, text, doc, (), tuple(article["attributions"]))
        elif answers_file == LABELS:
            rows = tuple(_spelt_out(text, n, row) for n, row in enumerate(answers[name]))
            if rows:
                yield Document(corpus, name, text, doc, rows, None)
        else:
            yield Document(corpus, name, text, doc, tuple(answers[name]), None)


def _articles(path: Path) -> Iterator[dict[str, Any]]:
    """Articles with `id` and `text`: a line each of a file, or a file each of a folder."""
    if path.is_dir():
        yield from ({"id": file.stem, "text": file.read_bytes().decode()} for file in sorted(path.glob("*.txt")))
    else:
        yield from map(json.loads, path.open(encoding="utf8"))


def _spelt_out(text: str, number: int, label: dict[str, Any]) -> dict[str, Any]:
    """A row as the other corpora have it, from one whose answers are offsets."""

    def answer(field: str) -> str | None:
        value = label.get(field)
        return " ".join(text[slice(*value)].split()) if isinstance(value, list) else value

    place = {"doc": label["doc"], "q": f"q{number}", "start": label["start"], "end": label["end"]}
    return place | {field: [answer(field)] for field in (*ANSWERS, *SOURCES)}
