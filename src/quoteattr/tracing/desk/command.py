"""The command line of tracing: `quoteattr-trace ARTICLE… --against FILE|FOLDER|INDEX`.

Exit codes: 0 when every article was traced and nothing that `--fail-on` names was found, 1 when a file could not be
read, a page or an index not be written, 2 for wrong arguments, 3 when something that `--fail-on` names was found, 130
when interrupted. What was put into an index until then stays.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from attrs import frozen
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from quoteattr.cli import FAILED, INTERRUPTED, FileError, plan, printable, read_text, with_progress
from quoteattr.html import PageLink, write_index, write_page
from quoteattr.tracing.desk.documents import is_index, read_documents
from quoteattr.tracing.differences import Piece, PieceKind, count_verdicts, pieces_of_article, pieces_of_document
from quoteattr.tracing.serialization import trace_to_dict
from quoteattr.tracing.values import Document, Trace, TracedSpeaker, Verdict
from quoteattr.types import Article

if TYPE_CHECKING:
    from quoteattr.tracing.index import TraceIndex

__all__ = ["app", "main"]

FOUND = 3
GOES_ON = "the same command goes on from there"

# Words that differ are underlined, too, for who does not see colours.
_STYLES = {
    PieceKind.SAME: "",
    PieceKind.DECLARED: "cyan",
    PieceKind.MINOR: "yellow underline",
    PieceKind.MAJOR: "bold red underline",
    PieceKind.GAP: "dim",
}
_STYLE_OF_VERDICT = {
    Verdict.VERBATIM: "green",
    Verdict.MARKED: "cyan",
    Verdict.ALTERED: "bold red",
    Verdict.STITCHED: "bold red",
    Verdict.ABSENT: "dim",
}

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


class Fault(StrEnum):
    """What an article can be held back for."""

    MARKED = "marked"
    ALTERED = "altered"
    STITCHED = "stitched"
    ABSENT = "absent"
    ANOTHER = "another"
    CUT = "cut"


# A graver verdict is a fault of the lighter ones' kind as well; absent is none, for the document may be missing.
_OF_FAULT: dict[Fault, Callable[[Trace], bool]] = {
    Fault.MARKED: lambda found: found.verdict in {Verdict.MARKED, Verdict.ALTERED, Verdict.STITCHED},
    Fault.ALTERED: lambda found: found.verdict in {Verdict.ALTERED, Verdict.STITCHED},
    Fault.STITCHED: lambda found: found.verdict is Verdict.STITCHED,
    Fault.ABSENT: lambda found: found.verdict is Verdict.ABSENT,
    Fault.ANOTHER: lambda found: found.speaker is TracedSpeaker.ANOTHER,
    Fault.CUT: lambda found: found.cut is not None,
}


def main() -> None:
    """Run the command line on `sys.argv` and exit with its code."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    app(prog_name="quoteattr-trace")


# typer reads these annotations at run time, from the signature of the class: no strings.
@frozen(kw_only=True)
class Arguments:
    """What stands on the command line; each field is an argument or an option of it."""

    articles: Annotated[
        list[str] | None, typer.Argument(metavar="ARTICLE", help="UTF-8 text files; - is standard input.")
    ] = None
    against: Annotated[
        list[Path],
        typer.Option(
            metavar="PATH",
            exists=True,
            help="Documents: a .txt, a .jsonl of them, a folder of both, or an index; more than once for several.",
        ),
    ]
    build: Annotated[
        Path | None, typer.Option(metavar="INDEX", help="Put the documents into this index, and trace against it.")
    ] = None
    read: Annotated[
        bool, typer.Option("--read", help="With --build: find the speakers of every document now, and keep them.")
    ] = False
    processes: Annotated[int, typer.Option(min=1, help="With --read: how many workers.")] = 1
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Print one line of JSON per article: its name as `file`, and `traces`.")
    ] = False
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Write pages to look at: of one article to PATH, which ends in .html, of several to the folder PATH.",
        ),
    ] = None
    fail_on: Annotated[
        list[Fault] | None, typer.Option(help="Exit with 3 where a quotation is so; more than once for several.")
    ] = None


class _Failures:
    """What went wrong, told on standard error as it happens, and counted."""

    def __init__(self, messages: Console) -> None:
        self.messages = messages
        self.count = 0

    def tell(self, reason: str) -> None:
        """Tell of one more."""
        self.messages.print(f"quoteattr-trace: {printable(reason)}")
        self.count += 1


def quoteattr_trace(**values: Any) -> None:
    """Say of every quotation of an article where its words stand in documents, and whether they are the same words."""
    arguments = Arguments(**values)
    articles = arguments.articles or []
    if not articles and arguments.build is None:
        raise typer.BadParameter("name an article, or an index to --build")
    pages = plan(articles, arguments.html) if articles else ()
    failures = _Failures(Console(stderr=True, highlight=False, markup=False, soft_wrap=True))
    found = False
    try:
        documents = _documents(arguments, failures)
        found = _trace(articles, documents, pages, arguments, failures)
    except (OSError, ValueError, ImportError) as error:
        failures.tell(str(error))
    except KeyboardInterrupt:
        failures.messages.print(f"quoteattr-trace: interrupted{f'; {GOES_ON}' if arguments.build else ''}")
        raise typer.Exit(INTERRUPTED) from None
    if failures.count or found:
        raise typer.Exit(FAILED if failures.count else FOUND)


quoteattr_trace.__signature__ = signature(Arguments)  # type: ignore[attr-defined]
app.command()(quoteattr_trace)


def _documents(arguments: Arguments, failures: _Failures) -> "Sequence[Document] | TraceIndex":
    """The documents to trace against: in memory, or in the index that was named or is made.

    Raises OSError and ValueError for what cannot be read or written.
    """
    from quoteattr.tracing.index import TraceIndex  # noqa: PLC0415 - it reads texts, which --help need not wait for

    indexes = [path for path in arguments.against if is_index(path)]
    if arguments.build is None and indexes:
        if len(arguments.against) > 1:
            raise ValueError(f"an index is asked alone: {indexes[0]} or the other documents, not both")
        return TraceIndex(indexes[0])
    given = (
        document
        for path in arguments.against
        for document in (TraceIndex(path) if path in indexes else read_documents(path, failures.tell))
    )
    if arguments.build is None:
        return list(given)
    return _build(given, arguments, failures.messages)


def _build(documents: Iterable[Document], arguments: Arguments, messages: Console) -> "TraceIndex":
    from quoteattr.tracing.index import TraceIndex, build_steps  # noqa: PLC0415

    assert arguments.build is not None
    steps = build_steps(arguments.build, documents, read=arguments.read, n_process=arguments.processes)
    for _ in _with_progress(steps, messages):
        pass
    index = TraceIndex(arguments.build, keep=True)
    messages.print(f"quoteattr-trace: {len(index):,} documents are in {printable(str(arguments.build))}")
    return index


def _with_progress(steps: Iterable[int], messages: Console) -> Iterator[int]:
    """Yield `steps`, and on a terminal show how many documents are done, and how many a second."""
    told = TextColumn("{task.completed:,} documents, {task.fields[rate]:.0f} a second")
    columns = (SpinnerColumn(), told, TimeElapsedColumn())
    started, done = time.monotonic(), 0
    with Progress(*columns, console=messages, transient=True, disable=not messages.is_terminal) as bar:
        task = bar.add_task("", total=None, rate=0.0)
        for step in steps:
            done += step
            bar.update(task, completed=done, rate=done / (time.monotonic() - started))
            yield step


def _trace(
    articles: list[str],
    documents: "Sequence[Document] | TraceIndex",
    pages: Sequence[Path],
    arguments: Arguments,
    failures: _Failures,
) -> bool:
    """Trace every article, print or write what was found, and tell whether any has what it is to fail on."""
    if not articles:
        return False
    # spaCy takes a second, which --help need not wait for.
    from quoteattr.pipeline import extract  # noqa: PLC0415
    from quoteattr.tracing.tracing import trace  # noqa: PLC0415

    faults = [_OF_FAULT[fault] for fault in arguments.fail_on or ()]
    links: list[PageLink] = []
    found = False
    for number, name in enumerate(with_progress(articles, failures.messages, printing=arguments.jsonl or not pages)):
        try:
            article = extract(read_text(name))
            traces = trace(article, documents)
            if pages:
                links.append(_write(article, name, pages[number], traces))
        except FileError as error:
            failures.tell(str(error))
            continue
        found = found or any(is_so(one) for is_so in faults for one in traces)
        if arguments.jsonl:
            typer.echo(json.dumps({"file": name, "traces": [trace_to_dict(one) for one in traces]}))
        elif not pages:
            _print(name, traces)
        sys.stdout.flush()
    if len(articles) > 1 and links and arguments.html is not None:
        write_index(links, arguments.html)
    return found


def _write(article: Article, name: str, page: Path, traces: Sequence[Trace]) -> PageLink:
    try:
        return write_page(article, name, page, traces)
    except OSError as error:
        raise FileError(f"cannot write {page}: {error.strerror}") from error


def _print(name: str, traces: Sequence[Trace]) -> None:
    console = Console(highlight=False)
    console.print(Text(printable(name), style="bold"))
    if traces:
        console.print(_table(traces))
        console.print(Text(_sum_up(traces)))
    else:
        console.print("No quotations in marks.")
    console.print()


def _table(traces: Iterable[Trace]) -> Table:
    """Make a row of each trace, in text order."""
    table = Table(show_lines=True, expand=True)
    table.add_column("#", justify="right")
    table.add_column("verdict")
    for heading, share in (("the article has", 5), ("the document has", 5), ("speaker", 3), ("where", 2)):
        table.add_column(heading, ratio=share, overflow="fold")
    for number, trace in enumerate(traces, start=1):
        table.add_row(
            str(number),
            Text(trace.verdict.value, style=_STYLE_OF_VERDICT[trace.verdict]),
            _side(pieces_of_article(trace)),
            _document(trace),
            _speaker(trace),
            _where(trace),
        )
    return table


def _side(pieces: Iterable[Piece]) -> Text:
    return Text.assemble(*((printable(piece.words), _STYLES[piece.kind]) for piece in pieces))


def _document(trace: Trace) -> Text:
    """What the document has; of words that are the same nothing but what was cut behind them."""
    shown = Text() if trace.verdict in {Verdict.VERBATIM, Verdict.ABSENT} else _side(pieces_of_document(trace))
    if trace.cut is not None:
        shown.append(f"{' ' if shown else ''}goes on: ", "dim")
        shown.append(printable(trace.cut.text), "magenta")
    return shown


def _speaker(trace: Trace) -> Text:
    theirs = trace.attribution.speaker if trace.attribution is not None else None
    name = trace.label if theirs is None else theirs.name
    shown = Text(trace.speaker.value, style="bold red" if trace.speaker is TracedSpeaker.ANOTHER else "")
    return shown.append(f"\n{printable(name)}") if name else shown


def _where(trace: Trace) -> Text:
    if trace.document is None:
        return Text()
    places = ", ".join(f"{span.start}–{span.end}" for span in trace.spans)
    lines = [printable(trace.document), places]
    lines += [f"also {printable(place.document)}" for place in trace.elsewhere]
    return Text("\n".join(lines))


def _sum_up(traces: Sequence[Trace]) -> str:
    """Make a line of how many traces have which verdict."""
    line = ", ".join(f"{count} {name}" for name, count in count_verdicts(traces))
    another = sum(trace.speaker is TracedSpeaker.ANOTHER for trace in traces)
    cut = sum(trace.cut is not None for trace in traces)
    return line + (f"; {another} said by another" if another else "") + (f"; {cut} cut" if cut else "")


if __name__ == "__main__":
    main()
