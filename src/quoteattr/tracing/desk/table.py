"""The table that a person reads: a row a quoted part, with the differing words in colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from quoteattr.cli import printable
from quoteattr.tracing.differences import Piece, PieceKind, count_verdicts, pieces_of_article, pieces_of_document
from quoteattr.tracing.values import Trace, TracedSpeaker, Verdict

__all__ = ["make_table", "sum_up"]

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


def make_table(traces: Iterable[Trace]) -> Table:
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


def sum_up(traces: Sequence[Trace]) -> str:
    """Make a line of how many traces have which verdict."""
    line = ", ".join(f"{count} {name}" for name, count in count_verdicts(traces))
    another = sum(trace.speaker is TracedSpeaker.ANOTHER for trace in traces)
    cut = sum(trace.cut is not None for trace in traces)
    return line + (f"; {another} said by another" if another else "") + (f"; {cut} cut" if cut else "")
