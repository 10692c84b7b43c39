"""The failure rate of each capability, with an example, of a pipeline of yours.

    python -m quoteattr.evaluation.behaviour FOLDER [--nlp NAME] [--reader encoder] [--samples 20] [--seed 1]

Exits with 1 where a floor or ceiling of the folder's `floors.toml` does not hold.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, cast

import typer
from rich.console import Console
from rich.table import Table

import quoteattr
from quoteattr.evaluation.behaviour.report import BehaviourReport, run_behaviour

__all__ = ["main"]


def main(
    folder: Annotated[Path, typer.Argument(help="Folder with the capabilities, a lexicon and perhaps floors.")],
    nlp: Annotated[str | None, typer.Option(help="A spaCy pipeline by name; the packaged one by default.")] = None,
    reader: Annotated[str, typer.Option(help="parse or encoder.")] = "parse",
    samples: Annotated[int, typer.Option(help="How often each template is filled.")] = 2,
    seed: Annotated[int, typer.Option(help="Another seed draws other words.")] = 0,
) -> None:
    """Print how often each capability fails, with an example."""
    report = run_behaviour(quoteattr.load(nlp, reader=cast("Any", reader)), folder, samples=samples, seed=seed)
    console = Console()
    console.print(_table(report))
    console.print(
        f"Of {report.sure} speakers with confidence {quoteattr.HIGH_PRECISION} or more "
        f"{report.sure_and_wrong} are wrong ({report.sure_failure_rate:.3f})."
    )
    for capability in report.below:
        console.print(f"{capability.name}: {1 - capability.failure_rate:.2f} right, under its floor {capability.floor}")
    if not report.holds:
        raise typer.Exit(1)


def _table(report: BehaviourReport) -> Table:
    table = Table("capability", "cases", "failed", "example", show_lines=True)
    for capability in report.capabilities:
        example = capability.example
        shown = "\n".join((*example.texts, *(f"- {problem}" for problem in example.problems))) if example else ""
        table.add_row(capability.name, f"{capability.cases}", f"{capability.failure_rate:.2f}", shown)
    return table


if __name__ == "__main__":
    typer.run(main)
