"""Measure what quoteattr costs on top of spaCy.

    python benchmarks/throughput.py ARTICLES [--rounds 5] [--reader encoder]

ARTICLES is a JSON Lines file with an article's `text` in each line, or a folder of .txt files. Each round measures the
CPU time of plain `nlp.pipe` and of `Extractor.pipe` over the same texts and the same pipeline object, each with its own
default batch size. Plain `nlp.pipe` parses articles whole, while the extractor parses them paragraph by paragraph: the
ratio is what a user pays, not the time of quoteattr's own stages.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer
from attrs import frozen

import quoteattr


@frozen
class Round:
    """CPU seconds, of all threads of the process, that one pass over the texts took."""

    plain: float
    extractor: float

    @property
    def ratio(self) -> float:
        """How many times the CPU time of plain spaCy the extractor takes; comparable across machines."""
        return self.extractor / self.plain


def read_texts(path: Path) -> list[str]:
    """The texts of a folder's .txt files, by name, or of the lines of a JSON Lines file.

    Raises ValueError where there is none, or where a line is not an object with a `text`.
    """
    if path.is_dir():
        texts = [file.read_text(encoding="utf8") for file in sorted(path.glob("*.txt"))]
    else:
        with path.open(encoding="utf8") as lines:
            texts = [_text_of(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()]
    # Blank texts have no token to parse, and nothing can be divided by their time.
    if not any(text.strip() for text in texts):
        raise ValueError(f"no articles in {path}")
    return texts


def _text_of(line: str, place: str) -> str:
    try:
        article = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"{place} is not JSON: {error}") from error
    if not isinstance(article, dict) or not isinstance(article.get("text"), str):
        raise ValueError(f"{place} is not an object with a text")
    return str(article["text"])


def measure(extractor: quoteattr.Extractor, texts: list[str]) -> Round:
    """Measure plain spaCy and the extractor on `texts`, one right after the other, so that both meet the same load."""
    return Round(_cpu_seconds(extractor.nlp.pipe(texts)), _cpu_seconds(extractor.pipe(texts)))


def _cpu_seconds(results: Iterable[Any]) -> float:
    start = time.process_time()
    for _ in results:
        pass
    return time.process_time() - start


def main(
    articles: Annotated[Path, typer.Argument(exists=True, help="A JSON Lines file or a folder of .txt files.")],
    rounds: Annotated[int, typer.Option(min=1, help="How often to measure both.")] = 5,
    reader: Annotated[str, typer.Option(help="The reader of the extractor.")] = "parse",
) -> None:
    """Compare the CPU time of Extractor.pipe with that of plain nlp.pipe of the same pipeline on the same texts."""
    try:
        texts = read_texts(articles)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    extractor = quoteattr.load(reader=reader)
    # A pass that does not count: it reads tables and weights, and fills the vocabulary and the tokenizer's cache, which
    # would otherwise be paid for by whichever of the two comes first.
    tokens = sum(len(doc) for doc in extractor.nlp.pipe(texts))
    measure(extractor, texts)

    typer.echo(f"{len(texts)} articles, {tokens} tokens, {extractor.made_by.pipeline}, reader {reader}; CPU seconds")
    typer.echo(f"{'round':<8}{'nlp.pipe':>12}{'Extractor.pipe':>16}{'ratio':>8}")
    measured = []
    for number in range(1, rounds + 1):
        measured.append(measure(extractor, texts))
        _echo_row(str(number), measured[-1].plain, measured[-1].extractor, measured[-1].ratio)
    plain, own = median(each.plain for each in measured), median(each.extractor for each in measured)
    _echo_row("median", plain, own, median(each.ratio for each in measured))
    typer.echo(f"{'tokens/s':<8}{tokens / plain:>12.0f}{tokens / own:>16.0f}")


def _echo_row(label: str, plain: float, own: float, ratio: float) -> None:
    typer.echo(f"{label:<8}{plain:>12.2f}{own:>16.2f}{ratio:>8.3f}")


if __name__ == "__main__":
    typer.run(main)
