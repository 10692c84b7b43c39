"""The command line: `quoteattr FILE… | -`, a table of quotations for reading, JSON Lines for machines, or pages.

Exit codes: 0 when every file was done, 1 when one could not be read or its page not be written, or the extractor not be
loaded, 2 for wrong arguments, 130 when interrupted, with everything printed that was done until then.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import regex
import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from quoteattr.html import PageLink, plan_pages, write_index, write_page
from quoteattr.types import Article, Cue, Provenance, QuotationKind, Span

if TYPE_CHECKING:
    from quoteattr.pipeline import Extractor

__all__ = ["main"]

FAILED = 1
INTERRUPTED = 130
STANDARD_INPUT = "-"
_WHITE_SPACE = regex.compile(r"\s++")
# What would steer the terminal, as an escape sequence in a scraped page does, or turn the text behind it around.
_CONTROL = regex.compile(r"[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]")

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


class ReaderName(StrEnum):
    """The readers that there are."""

    PARSE = "parse"
    ENCODER = "encoder"


class _FileError(Exception):
    """A file that cannot be read as text, or a page that cannot be written; its message says why and what to do."""


def main() -> None:
    """Run the command line on `sys.argv` and exit with its code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    app(prog_name="quoteattr")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"quoteattr {version('quoteattr')}")
        raise typer.Exit


@app.command()
def quoteattr(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="UTF-8 text files; - is standard input.")],
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Print one line of JSON per file: its name as `file`, and the article.")
    ] = False,
    reader: Annotated[
        ReaderName, typer.Option(help="Who finds reports without marks; encoder wants the extra of that name.")
    ] = ReaderName.PARSE,
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Write pages to look at: of one file to PATH, which ends in .html, of several to the folder PATH.",
        ),
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Say for every quotation of a news article who said it, in what role, and where the words come from."""
    messages = Console(stderr=True, highlight=False, markup=False)
    pages = _plan(files, html)
    links: list[PageLink] = []
    done = failed = 0
    interrupted = False
    try:
        extractor = _load(reader, messages)
        for number, name in enumerate(_with_progress(files, messages, printing=jsonl or html is None)):
            try:
                article = extractor.extract(_read(name))
                if html is not None:
                    links.append(_write(article, name, pages[number]))
            except _FileError as error:
                messages.print(f"quoteattr: {error}", soft_wrap=True)
                failed += 1
                continue
            if jsonl:
                typer.echo(json.dumps({"file": name, **article.to_dict()}))
            elif html is None:
                _print_article(name, article)
            sys.stdout.flush()
            done += 1
    except KeyboardInterrupt:
        messages.print(f"quoteattr: interrupted after {done} of {len(files)} files")
        interrupted = True
    if html is not None and links:
        failed += not _close(links, html, messages, alone=len(files) == 1)
    if interrupted or failed:
        raise typer.Exit(INTERRUPTED if interrupted else FAILED)


def _plan(files: list[str], path: Path | None) -> tuple[Path, ...]:
    """Say where the page of each file goes, if pages are wanted. Raises typer.BadParameter where they cannot."""
    try:
        return () if path is None else plan_pages(files, path)
    except ValueError as error:
        raise typer.BadParameter(_printable(str(error)), param_hint="--html") from None


def _write(article: Article, name: str, page: Path) -> PageLink:
    """Write a page and return the link to it. Raises _FileError."""
    try:
        return write_page(article, name, page)
    except OSError as error:
        raise _FileError(f"cannot write {_printable(str(page))}: {error.strerror}") from error


def _close(links: list[PageLink], path: Path, messages: Console, *, alone: bool) -> bool:
    """Write the index, unless the page is alone, and say what was written; tell whether all of it was."""
    try:
        index = path if alone else write_index(links, path)
    except OSError as error:
        messages.print(f"quoteattr: cannot write an index in {_printable(str(path))}: {error.strerror}", soft_wrap=True)
        return False
    count = f"{len(links)} page{'' if len(links) == 1 else 's'}"
    written = _printable(str(index))
    messages.print(f"quoteattr: {f'wrote {written}' if alone else f'wrote {count}, see {written}'}", soft_wrap=True)
    return True


def _load(reader: ReaderName, messages: Console) -> Extractor:
    from quoteattr.pipeline import load  # noqa: PLC0415 - spaCy takes a second, which --help need not wait for

    try:
        return load(reader=reader.value)
    except (OSError, ImportError) as error:
        messages.print(f"quoteattr: {error}", soft_wrap=True)
        raise typer.Exit(FAILED) from None


def _with_progress(files: list[str], messages: Console, *, printing: bool) -> Iterator[str]:
    """Yield the names in `files`, with a bar on standard error if somebody waits there and sees nothing else move."""
    waiting = len(files) > 1 and messages.is_terminal and not (printing and sys.stdout.isatty())
    bar = Progress(console=messages, redirect_stdout=False, redirect_stderr=False, transient=True)
    with bar if waiting else nullcontext():
        task = bar.add_task("quoteattr", total=len(files))
        for name in files:
            yield name
            bar.advance(task)


def _read(name: str) -> str:
    """Read the text of the file called `name`, line ends as they are. Raises _FileError."""
    try:
        content = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except OSError as error:
        raise _FileError(f"cannot read {_printable(name)}: {error.strerror}") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _FileError(
            f"{_printable(name)} is not UTF-8 (byte {content[error.start]:#x} at {error.start}): convert it first, "
            f"as with: iconv -f WINDOWS-1252 -t UTF-8 FILE | quoteattr -"
        ) from error


def _print_article(name: str, article: Article) -> None:
    console = Console(highlight=False)
    console.print(Text(_printable(name), style="bold"))
    if article.provenance is not None:
        console.print(_provenance(article.provenance))
    if article.attributions:
        console.print(_table(article))
    else:
        console.print("No quotations.")
    scare = sum(quotation.kind is QuotationKind.SCARE for quotation in article.quotations)
    if scare:
        console.print(f"Left out: {scare} in marks that are nobody's speech (scare quotes, titles, names).")
    console.print()


def _provenance(origin: Provenance) -> Text:
    """Make the line above the table: what the article says of its own origin, as `agency: AFP · byline: …`."""
    known = {"agency": origin.agency, "dateline": origin.dateline, "byline": origin.byline}
    return Text(" · ".join(f"{label}: {_printable(span)}" for label, span in known.items() if span is not None))


def _table(article: Article) -> Table:
    """Make a row of each attribution, numbered in text order."""
    table = Table(show_lines=True, expand=True)
    table.add_column("#", justify="right")
    table.add_column("kind")
    for heading, share in (("quotation", 6), ("speaker", 4), ("source", 3), ("cue", 2)):
        table.add_column(heading, ratio=share, overflow="fold")
    number_of = {attribution.quotation: number for number, attribution in enumerate(article.attributions, start=1)}
    for attribution, number in zip(article.attributions, number_of.values(), strict=True):
        quotation, speaker = attribution.quotation, attribution.speaker
        role, source = attribution.role, attribution.source
        outer = None if quotation.parent is None else number_of.get(article.quotations[quotation.parent])
        table.add_row(
            str(number),
            _cell(quotation.kind.value, f"in {outer}" if outer else None),
            _cell(quotation.span),
            _cell(speaker.name if speaker else "unknown", *((role.title, role.organization) if role else ())),
            _cell(*((source.kind and source.kind.value, source.name, source.date) if source else ())),
            _cell(attribution.cue),
        )
    return table


def _cell(*lines: Span | Cue | str | None) -> Text:
    return Text("\n".join(_printable(line) for line in lines if line))


def _printable(words: Span | Cue | str) -> str:
    return str(_CONTROL.sub("\ufffd", _WHITE_SPACE.sub(" ", str(words))))
