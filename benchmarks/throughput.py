"""Measure what quoteattr costs beside plain spaCy: CPU time, by stage, start-up, memory and several processes.

    python benchmarks/throughput.py ARTICLES [--rounds 5] [--reader encoder] [--kinds direct --kinds mixed]

ARTICLES is a JSON Lines file with an article's `text` in each line, or a folder of .txt files. Each round measures the
CPU time of plain `nlp.pipe` of a pipeline of its own and of `Extractor.pipe` over the same texts, one right after the
other, each with its own default batch size: the ratio is what a user pays beside plain spaCy, on any machine.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from types import FunctionType
from typing import Annotated, Any

import spacy
import typer
from attrs import evolve, frozen
from spacy.language import Language

import quoteattr
from quoteattr import pipeline
from quoteattr.parse.batches import parse_texts

START = "import time; s = time.process_time(); import quoteattr; e = quoteattr.load(); e.extract('“No,” he said.')"


@frozen
class Round:
    """CPU seconds, of all threads of the process, that one pass over the texts took."""

    plain: float
    extractor: float

    @property
    def ratio(self) -> float:
        """How many times the CPU time of plain spaCy the extractor takes."""
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


def seconds(results: Iterable[Any], clock: Callable[[], float] = time.process_time) -> float:
    """How long it takes to go through `results`."""
    start = clock()
    for _ in results:
        pass
    return clock() - start


def by_stage(extractor: quoteattr.Extractor, texts: list[str]) -> dict[str, float]:
    """CPU seconds of analysis and of each stage that `pipeline.attribute` calls, longest first."""
    spent: dict[str, float] = {}
    reader = extractor.reader_of_spans
    timed = evolve(extractor, reader_of_spans=evolve(reader, read=_timed(reader.read, "reader", spent)))
    with _stages_timed(spent):
        whole = seconds(timed.pipe(texts))
    options: dict[str, Any] = {"analyze": extractor.analyze, "forget": extractor.owns_pipeline}
    spent["analysis"] = seconds(parse_texts(extractor.nlp, texts, **options))
    spent["everything else"] = whole - sum(spent.values())
    return dict(sorted(spent.items(), key=lambda item: -item[1]))


@contextmanager
def _stages_timed(spent: dict[str, float]) -> Iterator[None]:
    """Put a clock around each stage that the pipeline's module imports from another one."""
    stages = {
        name: found
        for name, found in vars(pipeline).items()
        if isinstance(found, FunctionType)
        and found.__module__.startswith("quoteattr.")
        and found.__module__ not in (pipeline.__name__, parse_texts.__module__)
        and not name.startswith(("load", "analyze", "by_"))
    }
    for name, stage in stages.items():
        setattr(pipeline, name, _timed(stage, name, spent))
    try:
        yield
    finally:
        for name, stage in stages.items():
            setattr(pipeline, name, stage)


def _timed(stage: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **options: Any) -> Any:
        start = time.process_time()
        try:
            return stage(*arguments, **options)
        finally:
            spent[name] = spent.get(name, 0.0) + time.process_time() - start

    return timed


def speed_up(pipe: Callable[..., Iterable[Any]], texts: list[str], batch_size: int) -> float:
    """How many times as fast, by the clock on the wall, two processes go through `texts` as one does."""
    alone = seconds(pipe(texts, batch_size=batch_size), time.perf_counter)
    return alone / seconds(pipe(texts, batch_size=batch_size, n_process=2), time.perf_counter)


def main(
    articles: Annotated[Path, typer.Argument(exists=True, help="A JSON Lines file or a folder of .txt files.")],
    rounds: Annotated[int, typer.Option(min=1, help="How often to measure both.")] = 5,
    reader: Annotated[str, typer.Option(help="The reader of the extractor.")] = "parse",
    kinds: Annotated[list[str] | None, typer.Option(help="Kinds of quotations; all by default.")] = None,
) -> None:
    """Compare the cost of Extractor.pipe with that of plain nlp.pipe of the same pipeline on the same texts."""
    try:
        texts = read_texts(articles)
        wanted = [quoteattr.QuotationKind(kind) for kind in kinds or []] or list(quoteattr.QuotationKind)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    nlp: Language = spacy.load(pipeline.DEFAULT_PIPELINE)
    extractor = quoteattr.load(reader=reader, kinds=wanted)
    # A pass that does not count: it reads tables and weights, and fills the vocabulary and the tokenizer's cache, which
    # would otherwise be paid for by whichever of the two comes first.
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    seconds(extractor.pipe(texts))

    size = f"{len(texts)} articles, {tokens} tokens, {sum(map(len, texts))} characters"
    typer.echo(f"{size}; {extractor.made_by.pipeline}, reader {reader}; CPU seconds")
    typer.echo(f"{'round':<8}{'nlp.pipe':>12}{'Extractor.pipe':>16}{'ratio':>8}")
    measured = []
    for number in range(1, rounds + 1):
        measured.append(Round(seconds(nlp.pipe(texts)), seconds(extractor.pipe(texts))))
        _echo_row(str(number), measured[-1].plain, measured[-1].extractor, measured[-1].ratio)
    plain, own = median(each.plain for each in measured), median(each.extractor for each in measured)
    _echo_row("median", plain, own, median(each.ratio for each in measured))
    for unit, count in (("articles", len(texts)), ("tokens", tokens), ("letters", sum(map(len, texts)))):
        typer.echo(f"{unit + '/s':<12}{count / plain:>8.0f}{count / own:>16.0f}")

    typer.echo("\nstage, share of Extractor.pipe")
    stages = by_stage(extractor, texts)
    for name, spent in stages.items():
        typer.echo(f"{name:<24}{spent / sum(stages.values()):>6.1%}")

    batch_size = max(1, len(texts) // 8)
    spacys, ours = speed_up(nlp.pipe, texts, batch_size), speed_up(extractor.pipe, texts, batch_size)
    typer.echo(f"\ntwo processes: {ours:.2f} times as fast as one; spaCy's own {spacys:.2f}; ratio {ours / spacys:.2f}")
    started = subprocess.run(
        [sys.executable, "-c", f"{START}; print(time.process_time() - s)"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    typer.echo(f"from import to the first article: {float(started.stdout):.1f} CPU seconds")
    typer.echo(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _echo_row(label: str, plain: float, own: float, ratio: float) -> None:
    typer.echo(f"{label:<8}{plain:>12.2f}{own:>16.2f}{ratio:>8.3f}")


if __name__ == "__main__":
    typer.run(main)
