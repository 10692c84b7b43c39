"""Train the judges of quoteattr's decisions and write their weights, as the package has them.

    python -m benchmarks.training.train --corpora PATH [--leave-out real] [--out FOLDER] [--articles N]

Trains on training sets only. Seeded: the same corpora and pipeline give the same weights, byte for byte.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Container, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

import spacy
import typer
from attrs import asdict
from benchmarks.training.corpora import COPIES, PRONOUNS, TrainingArticle, chosen_corpora, read_articles
from benchmarks.training.fitting import Case, Weights, fit, write_weights
from benchmarks.training.reporting_rates import rates_of_verbs, write_rates
from benchmarks.training.settings import DESKS_APART, SETTINGS
from benchmarks.training.teachers import TEACHERS, Teacher

from quoteattr.decisions import DECISIONS, Decision, Judge, Judges
from quoteattr.lexicon.tables import load_tables
from quoteattr.pipeline import DEFAULT_PIPELINE

__all__ = ["desks_apart", "folds_of", "judges_of", "learn"]

DATA = Path(__file__).resolve().parents[2] / "src" / "quoteattr" / "data"


def learn(
    articles: Sequence[TrainingArticle], decisions: Sequence[Decision] = DECISIONS
) -> Iterator[tuple[str, Weights]]:
    """The name and weights of each of `decisions`, in their order, taught with the judges of those before it."""
    judges: dict[str, Judge] = {}
    for decision in decisions:
        name, teacher = decision.name, TEACHERS[decision.name]
        for number in range(1, teacher.rounds + 1):
            cases = _of_unseen(decision, articles) if teacher.unseen else _cases(teacher, articles, judges)
            weights = fit(cases, SETTINGS[name])
            judges[name] = weights.judge(SETTINGS[name].thresholds)
            if number == teacher.rounds:
                yield name, weights


def judges_of(articles: Sequence[TrainingArticle], decisions: Sequence[Decision] = DECISIONS) -> Judges:
    """The judges of `decisions` that have learnt from `articles`, by name."""
    return {name: weights.judge(SETTINGS[name].thresholds) for name, weights in learn(articles, decisions)}


Fold = tuple[Sequence[TrainingArticle], Sequence[TrainingArticle]]


def folds_of(articles: Sequence[TrainingArticle], folds: int) -> Iterator[Fold]:
    """The articles of each part, and those of all other parts.

    An article that stands in two corpora is in one part with both its answers.
    """
    names = sorted({article.name for article in articles})
    for fold in range(folds):
        yield _parted(articles, frozenset(names[fold::folds]))


def desks_apart(articles: Sequence[TrainingArticle]) -> Iterator[Fold]:
    """The articles of each part, and those of all other parts, the corpora of `DESKS_APART` each in one part."""
    desks = {a.name: n for a in articles for n, desk in enumerate(DESKS_APART) if a.corpus in desk}
    others = sorted({article.name for article in articles} - desks.keys())
    for number in range(len(DESKS_APART)):
        of_desk = (name for name, desk in desks.items() if desk == number)
        yield _parted(articles, frozenset([*of_desk, *others[number :: len(DESKS_APART)]]))


def _parted(articles: Sequence[TrainingArticle], held_out: Container[str]) -> Fold:
    return (
        [article for article in articles if article.name in held_out],
        [article for article in articles if article.name not in held_out],
    )


def _of_unseen(decision: Decision, articles: Sequence[TrainingArticle]) -> Iterator[Case]:
    """The cases of each part of the articles, by judges that have learnt from the other parts."""
    for part, others in desks_apart(articles):
        yield from _cases(TEACHERS[decision.name], part, judges_of(others, _before(decision)))


def _before(decision: Decision) -> Sequence[Decision]:
    """The decisions that a decision builds on, and those that they do, in order."""
    needed = {decision.name}
    for earlier in reversed(DECISIONS):
        needed |= set(earlier.after) if earlier.name in needed else set()
    return [earlier for earlier in DECISIONS if earlier.name in needed - {decision.name}]


def _cases(teacher: Teacher, articles: Sequence[TrainingArticle], judges: Judges) -> Iterator[Case]:
    for article in articles:
        if (article.corpus == COPIES and not teacher.copies) or (article.corpus == PRONOUNS and not teacher.pronouns):
            continue
        yield from _kept_cases(teacher, article) if teacher.the_same else teacher.cases(article, judges)


@cache
def _kept_cases(teacher: Teacher, article: TrainingArticle) -> tuple[Case, ...]:
    """The cases of an article that no judge changes, made once for all folds."""
    return tuple(teacher.cases(article, {}))


def main(
    corpora: Annotated[Path, typer.Option(exists=True, help="Folder with gold/, written/, real/, open/ and polnear/.")],
    out: Annotated[Path, typer.Option(help="Folder to write to; the package's data by default.")] = DATA,
    leave_out: Annotated[list[str] | None, typer.Option(help="Corpora that nothing is learnt from.")] = None,
    articles: Annotated[int | None, typer.Option(min=1, help="So many of each corpus, for a quick try.")] = None,
) -> None:
    """Count how often verbs report, train, and write rates and weights."""
    if articles is not None and out == DATA:
        raise typer.BadParameter("--articles wants --out: weights of a few articles are not the package's")
    names = chosen_corpora(leave_out or ())
    for folder in ("lexicon", "decisions"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    # Tables are read when they are first asked for, which is after the rates are written.
    read = read_articles(corpora, names, load_tables(None if out == DATA else out / "lexicon"), articles)
    with_relations = [article for article in read if article.relations is not None]
    if with_relations:
        write_rates(rates_of_verbs(with_relations), out / "lexicon" / "reporting_rates.toml")
    _tell(f"{len(read)} articles read")
    version = spacy.load(DEFAULT_PIPELINE).meta["version"]
    for name, weights in learn(read):
        card = {
            "decision": name,
            "trained_on": sorted(names),
            "documents": len({article.name for article in read}),
            "cases": weights.cases,
            "settings": asdict(SETTINGS[name], filter=lambda field, _: field.name != "thresholds"),
            "thresholds": dict(SETTINGS[name].thresholds),
            "seed": 0,
            "pipeline": DEFAULT_PIPELINE,
            "pipeline_version": version,
            "script": "benchmarks/training/train.py",
        }
        write_weights(weights, card, out / "decisions" / f"{name}.json")
        _tell(f"{name}: {weights.cases} cases")


def _tell(what: str) -> None:
    print(f"{time.process_time():6.0f} CPU s  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    typer.run(main)
