"""Try odd texts on the extractor, and count the exceptions and broken promises.

    PYTHONPATH=tests python benchmarks/fuzz.py [--pipeline blank] [--inputs 100000] [--seed 1] [--shared ../shared]

The texts are those of the tests' strategies: mark soup, odd characters, nested marks, layouts, and the project's own
articles with things gone wrong; with `--shared` also articles of the corpora there. They are drawn in rounds of 500,
each from a seed of its own, so that `--first ROUND` goes on where a run was stopped, and `--first ROUND --inputs 500`
draws the texts of one round again. What is checked of each is in tests/invariants.py.
"""

from __future__ import annotations

import json
import time
import traceback
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Annotated

import spacy
import typer
from attrs import define, field
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy
from rich.console import Console
from rich.progress import Progress

import quoteattr
from invariants import assert_what_always_holds
from mutations import base_texts
from strategies import texts

ROUND = 500
CORPORA = ("gold/train.articles.jsonl", "written/learn.articles.jsonl", "polnear/train.jsonl")


class Pipeline(Enum):
    """What lies below the extractor: a tokenizer alone, or tagger, parser and entities too."""

    BLANK = "blank"
    FULL = "full"


@define
class Tally:
    """What came of the inputs so far: how many were tried, and the input and trace of each that failed."""

    tried: int = 0
    failures: list[tuple[str, str]] = field(factory=list)
    slowest: tuple[float, str] = (0.0, "")

    def try_on(self, extractor: quoteattr.Extractor, text: str) -> None:
        """Extract and check one input."""
        self.tried += 1
        start = time.process_time()
        try:
            assert_what_always_holds(extractor.extract(text), text)
        except Exception:
            self.failures.append((text, traceback.format_exc()))
        self.slowest = max(self.slowest, (time.process_time() - start, text))


def corpus_texts(shared: Path) -> Iterator[str]:
    """The texts of the articles of the corpora in the folder `shared`."""
    for name in CORPORA:
        with (shared / "corpora" / name).open(encoding="utf8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


def run_round(
    tally: Tally, extractor: quoteattr.Extractor, strategy: SearchStrategy[str], number: int, inputs: int
) -> None:
    """Try the `inputs` texts that the seed `number` draws."""

    @seed(number)
    @settings(
        max_examples=inputs,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(text=strategy)
    def try_one(text: str) -> None:
        tally.try_on(extractor, text)

    try_one()


def main(
    pipeline: Annotated[Pipeline, typer.Option(help="What lies below the extractor.")] = Pipeline.BLANK,
    inputs: Annotated[int, typer.Option(min=1, help="How many texts to try.")] = 100_000,
    first: Annotated[int, typer.Option(min=0, help="The round to begin with.")] = 0,
    seed_number: Annotated[int, typer.Option("--seed", min=0, help="Another seed draws other texts.")] = 1,
    shared: Annotated[Path | None, typer.Option(exists=True, help="A folder with corpora/ to start from too.")] = None,
) -> None:
    """Count exceptions and broken promises over many odd texts."""
    extractor = quoteattr.load(spacy.blank("en") if pipeline is Pipeline.BLANK else None)
    strategy = texts([*base_texts(), *(corpus_texts(shared) if shared is not None else ())])
    tally, console = Tally(), Console(stderr=True)
    number = first
    try:
        with Progress(console=console) as progress:
            task = progress.add_task(f"{pipeline.value} pipeline", total=inputs)
            while tally.tried < inputs:
                run_round(
                    tally, extractor, strategy, seed_number * 1_000_000 + number, min(ROUND, inputs - tally.tried)
                )
                number += 1
                progress.update(
                    task, completed=tally.tried, description=f"round {number}, {len(tally.failures)} failed"
                )
    except KeyboardInterrupt:
        console.print(f"stopped in round {number}: --first {number} goes on from there")
    for text, trace in tally.failures:
        typer.echo(f"{trace}{text!a}\n")
    seconds, text = tally.slowest
    typer.echo(f"{pipeline.value} pipeline, seed {seed_number}, rounds {first} to {number - 1}")
    typer.echo(f"the slowest input took {seconds:.2f} s for {len(text)} characters")
    typer.echo(f"inputs tried: {tally.tried}, exceptions: {len(tally.failures)}")
    raise typer.Exit(bool(tally.failures))


if __name__ == "__main__":
    typer.run(main)
