"""Compare two runs of cross-validation by decision: what was won, what was lost, and whether that may be chance.

    python -m benchmarks.training.comparison BEFORE AFTER --corpora PATH [--only gold] [--figure speaker --examples 5]

BEFORE and AFTER are folders that `benchmarks.training.crossvalidation --out` wrote. Prints the change of each figure
for each corpus that both have; of one figure also decisions that were won and lost, in context.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from benchmarks.training.corpora import read_gold_of
from benchmarks.training.crossvalidation import read_answers

from quoteattr.evaluation import METRICS, Comparison, Corpus, Decision, Report, compare, evaluate
from quoteattr.types import Article

__all__ = ["compare_answers"]


def compare_answers(corpus: Corpus, before: Mapping[str, Article], after: Mapping[str, Article]) -> Comparison:
    """The change of each figure on those articles of a corpus that both runs have read."""
    return compare(*(evaluate(_read_by_both(corpus, before, after), answers) for answers in (before, after)))


def _read_by_both(corpus: Corpus, before: Mapping[str, Article], after: Mapping[str, Article]) -> Corpus:
    read = before.keys() & after.keys()
    return Corpus(articles=tuple(article for article in corpus.articles if article.id in read))


def main(
    before: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Answers of the one run.")],
    after: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Answers of the other.")],
    corpora: Annotated[Path, typer.Option(exists=True, help="Folder with gold/, written/, real/ and polnear/.")],
    only: Annotated[list[str] | None, typer.Option(help="Only these corpora.")] = None,
    figure: Annotated[str | None, typer.Option(help="Show decisions behind this figure.")] = None,
    examples: Annotated[int, typer.Option(min=1, help="So many of those won, and of those lost.")] = 5,
) -> None:
    """Print the change of each figure, and decisions behind one of them."""
    if figure is not None and figure not in METRICS:
        raise typer.BadParameter(f"no figure {figure}: there are {', '.join(METRICS)}")
    earlier, later = read_answers(before), read_answers(after)
    for name in (corpus for corpus in earlier if corpus in later and (not only or corpus in only)):
        corpus = Corpus(articles=tuple(read_gold_of(corpora, name)))
        comparison = compare_answers(corpus, earlier[name], later[name])
        print(f"\n{name}\n{comparison}")
        change = comparison.changes.get(figure) if figure is not None else None
        if change is not None:
            report = evaluate(_read_by_both(corpus, earlier[name], later[name]), later[name])
            _show("won", change.won, report, examples)
            _show("lost", change.lost, report, examples)


def _show(what: str, decisions: Sequence[Decision], report: Report, examples: int) -> None:
    for decision in random.Random(0).sample(decisions, min(examples, len(decisions))):
        print(f"\n{what}: {report.describe(decision)}")


if __name__ == "__main__":
    typer.run(main)
