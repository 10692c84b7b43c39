"""Exact F1 of the encoder's content, cue and source spans, and F1 of its tags by word piece, on a set of relations.

    python -m benchmarks.encoder.evaluate --corpora PATH [--part dev]

A span is right if the gold has one of its kind with the same characters, white space and punctuation at the edges left
aside; each piece of a content that its cue interrupts is a span. A tag is right if it is of the kind that the gold has
there (outside aside), whether it begins a span or goes on.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from benchmarks.encoder.prepare import KINDS, TABLES, labelled, of_relations, trimmed
from rich.console import Console
from rich.progress import track
from rich.table import Table

from quoteattr.layout.passages import find_passages
from quoteattr.layout.quoted_spans import find_quoted_spans
from quoteattr.reports.encoder.model import cut_windows, load_encoder, spans_of_window, tags_of_window


def main(
    corpora: Annotated[Path, typer.Option(help="Folder with polnear/.")],
    part: Annotated[str, typer.Option(help="Which part of polnear/ is read.")] = "dev",
) -> None:
    """Print a table with a row a kind, and one of all kinds together."""
    counts: Counter[tuple[str, str, str]] = Counter()
    encoder = load_encoder()
    lines = (corpora / "polnear" / f"{part}.jsonl").read_text(encoding="utf8").splitlines()
    for line in track(lines, "reading"):
        article = of_relations(json.loads(line))
        text, gold = article.text, labelled(article, encoder.tokenizer)
        passages = find_passages(text, TABLES)
        windows = cut_windows(text, passages, find_quoted_spans(text, passages), encoder.tokenizer)
        found = set()
        for window, answers in zip(windows, gold, strict=True):
            scores = encoder.scores(window)
            found |= {(span.kind, trimmed(text, span.start, span.end)) for span in spans_of_window(window, *scores)}
            for tag, answer in zip(tags_of_window(scores[0]), answers["tags"], strict=True):
                one, other = ((t + 3) // 4 for t in (tag, answer))
                counts.update([("tag", "found", str(one)), ("tag", "gold", str(other))])
                counts["tag", "right", str(one)] += one == other
        known = {
            (kind, trimmed(text, *piece)) for r in article.relations for kind in KINDS for piece in getattr(r, kind)
        }
        for name, spans in (("found", found), ("gold", known), ("right", found & known)):
            counts.update(("span", name, kind) for kind, _ in spans)
    table = Table("kind", "exact span F1", "tag F1")
    tags = {kind: str(number) for number, kind in enumerate(KINDS, 1)}
    for kind in KINDS:
        table.add_row(kind, f"{_f1(counts, 'span', [kind]):.3f}", f"{_f1(counts, 'tag', [tags[kind]]):.3f}")
    table.add_row("all", f"{_f1(counts, 'span', KINDS):.3f}", f"{_f1(counts, 'tag', list(tags.values())):.3f}")
    Console().print(table)


def _f1(counts: Counter[tuple[str, str, str]], what: str, kinds: list[str] | tuple[str, ...]) -> float:
    right, found, gold = (sum(counts[what, name, kind] for kind in kinds) for name in ("right", "found", "gold"))
    return 2 * right / max(1, found + gold)


if __name__ == "__main__":
    typer.run(main)
