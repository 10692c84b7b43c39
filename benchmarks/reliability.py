"""How far confidence can be trusted: of the speakers given with a confidence, how many are right, by cross-validation.

    python -m benchmarks.reliability --corpora PATH [--corpus gold --corpus labels] [--leave-out real]

Every training article is read by judges that have not seen it. Prints ten bins with the same number of speakers, and,
for callers who want precision, the confidence from which that share of speakers is right.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Annotated

import typer
from benchmarks.training.corpora import TrainingArticle, chosen_corpora, read_articles
from benchmarks.training.crossvalidation import FOLDS, cross_validate
from benchmarks.training.teachers.confidence import right_speaker
from rich.console import Console
from rich.table import Table

from quoteattr.lexicon.tables import load_tables
from quoteattr.types import Article

BINS = 10
PRECISIONS = (0.9, 0.95, 0.98, 0.99)

Rated = tuple[float, bool]


def main(
    corpora: Annotated[Path, typer.Option(exists=True, help="Folder with gold/, written/, real/ and polnear/.")],
    corpus: Annotated[list[str] | None, typer.Option(help="Corpora whose articles count; gold and labels.")] = None,
    leave_out: Annotated[list[str] | None, typer.Option(help="Corpora that nothing is learnt from.")] = None,
    articles: Annotated[int | None, typer.Option(min=1, help="So many of each corpus, for a quick try.")] = None,
    folds: Annotated[int, typer.Option(min=2, help="So many parts take turns to be left out.")] = FOLDS,
) -> None:
    """Print the table of bins and that of thresholds."""
    read = read_articles(corpora, chosen_corpora(leave_out or ()), load_tables(), articles)
    pairs = cross_validate(read, corpus or ["gold", "labels"], folds)
    rated = sorted(rating for article, answer in pairs for rating in ratings(article, answer))
    if len(rated) < BINS:
        raise typer.BadParameter(f"{len(rated)} speakers are too few for {BINS} bins")
    console = Console()
    console.print(_bins(rated))
    console.print(_thresholds(rated))


def ratings(read: TrainingArticle, article: Article) -> Iterator[Rated]:
    """The confidence of every speaker given for a quoted string with answers, and whether it is right."""
    answers = {string.extent[0]: string.accepted["speaker"] if string.is_speech else () for string in read.strings}
    for attribution in article.attributions:
        accepted = answers.get(attribution.quotation.span.start)
        if attribution.speaker is not None and accepted is not None and None not in accepted:
            yield attribution.confidence, right_speaker(accepted, attribution.speaker.name)


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
