"""Cross-validation: every training article attributed by judges that have not seen it, and how often they are right.

    python -m benchmarks.training.crossvalidation --corpora PATH [--leave-out real] [--only gold] [--out FOLDER]

Prints the figures of `quoteattr.evaluation` for each corpus. With `--out` the answers are kept, a file of JSON Lines a
corpus, so that two runs can be compared decision by decision: `python -m benchmarks.training.comparison`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from benchmarks.training.corpora import CORPORA, TrainingArticle, chosen_corpora, read_articles
from benchmarks.training.train import folds_of, judges_of

from quoteattr.evaluation import Corpus, Report, evaluate
from quoteattr.lexicon.tables import load_tables
from quoteattr.pipeline import DEFAULT_PIPELINE, Settings, attribute
from quoteattr.reports import load_reader
from quoteattr.types import Article, Maker

__all__ = ["FOLDS", "cross_validate", "read_answers", "write_answers"]

MAKER = Maker(reader="parse", pipeline=DEFAULT_PIPELINE, pipeline_version="")
FOLDS = 4


def cross_validate(
    articles: Sequence[TrainingArticle], attributed: Collection[str], folds: int = FOLDS
) -> Iterator[tuple[TrainingArticle, Article]]:
    """The articles whose corpus is `attributed`, each as judges that learnt from the other folds read it."""
    for held_out, others in folds_of(articles, folds):
        judges = judges_of(others)
        how = Settings(judges=judges, reader=load_reader("parse", judges))
        for article in held_out:
            if article.corpus in attributed:
                reading = article.reading
                yield article, attribute(reading.text, reading.parse, reading.tables, how, MAKER)


def write_answers(answers: Mapping[str, Mapping[str, Article]], folder: Path) -> None:
    """Write the articles of each corpus, by their names, into a file of JSON Lines named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    for corpus, articles in answers.items():
        lines = (json.dumps({"id": name, "article": article.to_dict()}) for name, article in sorted(articles.items()))
        (folder / f"{corpus}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf8")


def read_answers(folder: Path) -> dict[str, dict[str, Article]]:
    """What `write_answers` wrote into a folder."""
    found: dict[str, dict[str, Article]] = {}
    for corpus in CORPORA:
        path = folder / f"{corpus}.jsonl"
        if path.exists():
            rows = map(json.loads, path.read_text(encoding="utf8").splitlines())
            found[corpus] = {row["id"]: Article.from_dict(row["article"]) for row in rows}
    return found


def main(
    corpora: Annotated[Path, typer.Option(exists=True, help="Folder with gold/, written/, real/ and polnear/.")],
    leave_out: Annotated[list[str] | None, typer.Option(help="Corpora that nothing is learnt from.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="Corpora whose articles are attributed; all of them.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder to keep the answers in.")] = None,
    articles: Annotated[int | None, typer.Option(min=1, help="So many of each corpus, for a quick try.")] = None,
    folds: Annotated[int, typer.Option(min=2, help="So many parts take turns to be left out.")] = FOLDS,
) -> None:
    """Attribute every training article by judges that have not seen it, and print figures for each corpus."""
    names = chosen_corpora(leave_out or ())
    read = read_articles(corpora, names, load_tables(), articles)
    answers: defaultdict[str, dict[str, Article]] = defaultdict(dict)
    for article, answer in cross_validate(read, only or CORPORA.keys(), folds):
        answers[article.corpus][article.name] = answer
    if out is not None:
        write_answers(answers, out)
    for name, found in answers.items():
        print(f"\n{name}\n{_report(read, name, found)}")


def _report(read: Sequence[TrainingArticle], corpus: str, answers: Mapping[str, Article]) -> Report:
    gold = tuple(article.gold for article in read if article.corpus == corpus)
    return evaluate(Corpus(articles=gold), answers)


if __name__ == "__main__":
    typer.run(main)
