"""The command line of a whole corpus: `quoteattr-corpus IN.jsonl OUT.jsonl`; the same command again goes on.

Exit codes: 0 when every record has its article, 1 when one is bad, or a file, the extractor or a worker failed, 2 for
wrong arguments, 130 when interrupted. Whatever was written until then stays.
"""

import os
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from inspect import signature
from pathlib import Path
from typing import Annotated, Any

import typer
from attrs import frozen
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from quoteattr.cli import FAILED, INTERRUPTED, ReaderName
from quoteattr.scale.corpus import Form, Step, StrangeTargetError, annotate_corpus, read_progress

__all__ = ["main"]

GOES_ON = "the same command goes on from there"

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def main() -> None:
    """Run the command line on `sys.argv` and exit with its code."""
    app(prog_name="quoteattr-corpus")


def _cores() -> int:
    """Count the cores that this process may use: a container or a batch system often gives fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# typer reads these annotations at run time, from the signature of the class: no strings.
@frozen(kw_only=True)
class Arguments:
    """What stands on the command line; each field is an argument or an option of it."""

    source: Annotated[
        Path, typer.Argument(metavar="IN.jsonl", help="JSON Lines, an article a line; .gz, .bz2 and .xz are read too.")
    ]
    target: Annotated[
        Path, typer.Argument(metavar="OUT.jsonl", help="JSON Lines; where it exists, the run that made it goes on.")
    ]
    processes: Annotated[
        int, typer.Option(min=1, default_factory=_cores, show_default="one a core", help="How many workers.")
    ]
    rows: Annotated[bool, typer.Option("--rows", help="Write a line an attribution, not a line an article.")] = False
    text_field: Annotated[str, typer.Option(help="The field of a record that holds the text.")] = "text"
    id_field: Annotated[str, typer.Option(help="The field that is kept as `id`.")] = "id"
    reader: Annotated[
        ReaderName, typer.Option(help="Who finds reports without marks; encoder wants the extra of that name.")
    ] = ReaderName.PARSE

    @property
    def form(self) -> Form:
        """What the records of the source look like, and those of the target."""
        return Form(text_field=self.text_field, id_field=self.id_field, rows=self.rows, reader=self.reader.value)


def quoteattr_corpus(**values: Any) -> None:
    """Read every article of a JSON Lines file with all cores. A bad record becomes a line with an `error`."""
    arguments = Arguments(**values)
    source, target = arguments.source, arguments.target
    if source.exists() and target.exists() and target.samefile(source):
        raise typer.BadParameter("IN.jsonl and OUT.jsonl are the same file")
    messages = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    try:
        records, bad = _annotate(arguments, messages)
    except BrokenProcessPool:
        messages.print(f"quoteattr-corpus: a worker was killed; with fewer --processes there is more memory; {GOES_ON}")
        raise typer.Exit(FAILED) from None
    except StrangeTargetError as error:
        messages.print(f"quoteattr-corpus: {target} stays as it is: {error}; remove it or name another OUT.jsonl")
        raise typer.Exit(FAILED) from None
    except (OSError, ImportError) as error:
        messages.print(f"quoteattr-corpus: {error}")
        raise typer.Exit(FAILED) from None
    messages.print(f"quoteattr-corpus: {records:,} records in {target}, {bad:,} of them bad")
    if bad:
        raise typer.Exit(FAILED)


quoteattr_corpus.__signature__ = signature(Arguments)  # type: ignore[attr-defined]
app.command()(quoteattr_corpus)


def _annotate(arguments: Arguments, messages: Console) -> tuple[int, int]:
    """Go on with the target, and count the records in it and the bad ones among them. Exits where interrupted."""
    source, target = arguments.source, arguments.target
    records = bad = 0
    try:
        resumed = read_progress(target)
        records, bad = resumed.records, resumed.bad
        if records:
            messages.print(f"quoteattr-corpus: {records:,} records are in {target} already; going on from there")
        steps = annotate_corpus(source, target, arguments.form, processes=arguments.processes, resumed=resumed)
        for step in _with_progress(steps, source, records, messages):
            for record in step.bad:
                messages.print(f"quoteattr-corpus: {source}:{record.line}: {record.reason}")
            records += step.records
            bad += len(step.bad)
    except KeyboardInterrupt:
        messages.print(f"quoteattr-corpus: interrupted after {records:,} records; {GOES_ON}")
        raise typer.Exit(INTERRUPTED) from None
    return records, bad


def _with_progress(steps: Iterator[Step], source: Path, records: int, messages: Console) -> Iterator[Step]:
    """Yield `steps`, with a bar on a terminal: records so far and a second, and the time left by the source's bytes."""
    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[records]:,} records, {task.fields[rate]:.1f} a second"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    started, new = time.monotonic(), 0
    with Progress(*columns, console=messages, transient=True, disable=not messages.is_terminal) as bar:
        task = bar.add_task("", total=None, records=records, rate=0.0)
        for step in steps:
            new += step.records
            bar.update(
                task,
                total=source.stat().st_size,
                completed=step.position,
                records=records + new,
                rate=new / (time.monotonic() - started),
            )
            yield step


if __name__ == "__main__":
    main()
