"""How far confidence can be trusted: of the speakers given with a confidence, how many are right, by cross-validation.

    python benchmarks/reliability.py --corpora PATH [--corpus gold --corpus labels]

Every training article is read by scorers that have not seen it. Prints ten bins with the same number of speakers, and,
for callers who want precision, the confidence from which that share of speakers is right.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

sys.path.append(str(Path(__file__).parent / "training"))

from corpora import Document
from crossvalidation import cross_validate
from fitting import gather
from labelling import is_speech, same_name

from quoteattr.types import Article

BINS = 10
PRECISIONS = (0.9, 0.95, 0.98, 0.99)

Rated = tuple[float, bool]


def main(
    corpora: Annotated[Path, typer.Option(help="Folder with gold/, written/ and polnear/.")],
    corpus: Annotated[list[str] | None, typer.Option(help="Corpora whose articles count; gold and labels.")] = None,
    folds: Annotated[int, typer.Option(help="So many parts take turns to be left out.")] = 4,
) -> None:
    """Print the table of bins and that of thresholds."""
    gathered = gather(corpora)
    pairs = cross_validate(gathered, corpus or ["gold", "labels"], folds)
    rated = sorted(rating for document, article in pairs for rating in ratings(document, article))
    if len(rated) < BINS:
        raise typer.BadParameter(f"{len(rated)} speakers are too few for {BINS} bins")
    console = Console()
    console.print(_bins(rated))
    console.print(_thresholds(rated))


def ratings(document: Document, article: Article) -> Iterator[Rated]:
    """The confidence of every speaker given for a quoted string with answers, and whether it is right."""
    answers = {row["start"]: row["speaker"] if is_speech(row) else () for row in document.rows}
    for attribution in article.attributions:
        accepted = answers.get(attribution.quotation.span.start)
        if attribution.speaker is not None and accepted is not None and None not in accepted:
            name = attribution.speaker.name
            yield attribution.confidence, any(same_name(name, answer) for answer in accepted if answer)


def _bins(rated: Sequence[Rated]) -> Table:
    table = Table("confidence", "speakers", "mean confidence", "right", title="Reliability")
    for number in range(BINS):
        held = rated[number * len(rated) // BINS : (number + 1) * len(rated) // BINS]
        mean, right = (sum(values) / len(held) for values in zip(*held, strict=True))
        table.add_row(f"{held[0][0]:.2f} to {held[-1][0]:.2f}", f"{len(held)}", f"{mean:.3f}", f"{right:.3f}")
    return table


def _thresholds(rated: Sequence[Rated]) -> Table:
    table = Table("precision", "from confidence", "speakers kept", title="Thresholds")
    confidences = [confidence for confidence, _ in rated]
    right = list(accumulate((is_right for _, is_right in reversed(rated)), initial=0))
    for precision in PRECISIONS:
        # What has the same confidence is kept together.
        kept = [len(rated) - bisect_left(confidences, confidence) for confidence in sorted(set(confidences))]
        kept = [count for count in kept if right[count] >= precision * count]
        threshold = f"{confidences[-max(kept)]:.3f}" if kept else "none"
        table.add_row(f"{precision:.2f}", threshold, f"{max(kept, default=0) / len(rated):.3f}")
    return table


if __name__ == "__main__":
    typer.run(main)
