"""Run a system over a corpus and report every figure with its interval and the cases behind it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from attrs import field, frozen
from rich.console import Console
from rich.progress import track

from quoteattr.evaluation.cases import describe
from quoteattr.evaluation.corpora import Corpus, GoldArticle
from quoteattr.evaluation.measures import (
    METRICS,
    Decision,
    Figure,
    as_figures,
    decide_relations,
    decide_strings,
    decide_unmarked,
    draw_samples,
    measure,
)
from quoteattr.types import Article

__all__ = ["Report", "evaluate"]

_DECIDE: tuple[Callable[[GoldArticle, Article], Iterator[Decision]], ...] = (
    decide_strings,
    decide_unmarked,
    decide_relations,
)


class _Pipe(Protocol):
    """What reads many texts, as quoteattr's Extractor does."""

    def pipe(self, texts: Any) -> Iterator[Article]: ...


@frozen(kw_only=True, repr=False)
class Report:
    """A system's decisions on a corpus and the figures made of them, by name (see `METRICS`).

    A figure that the corpus has no case for is not there.
    """

    corpus: Corpus
    decisions: tuple[Decision, ...]
    figures: Mapping[str, Figure] = field(hash=False)

    def wrong(self, name: str) -> tuple[Decision, ...]:
        """The wrong decisions behind the figure `name`, in the corpus's order. Raises KeyError for no such figure."""
        return tuple(decision for decision in self._behind(name) if decision.is_wrong)

    def worst_articles(self, name: str) -> tuple[tuple[str, int, int], ...]:
        """The articles with a wrong decision behind the figure `name`: id, how many, of how many; most wrong first."""
        wrong = Counter(decision.article for decision in self.wrong(name))
        all_of = Counter(decision.article for decision in self._behind(name))
        return tuple((article, count, all_of[article]) for article, count in wrong.most_common())

    def describe(self, decision: Decision) -> str:
        """Say in two lines what was expected and what came out, and show the place in the article."""
        return describe(decision, self.corpus.text_of(decision.article))

    def _behind(self, name: str) -> Iterator[Decision]:
        return filter(METRICS[name].counts, self.decisions)

    def __repr__(self) -> str:
        return f"Report({len(self.corpus.articles)} articles, {len(self.figures)} figures)"

    def __str__(self) -> str:
        return "\n".join(
            f"{figure.name:24} {figure.value:.3f}   [{figure.low:.3f}, {figure.high:.3f}]   {figure.cases:5} cases"
            for figure in self.figures.values()
        )


def evaluate(corpus: Corpus, system: _Pipe | Mapping[str, Article]) -> Report:
    """Score a system on `corpus`: an extractor, which reads its texts now, or articles by id that were read before.

    Intervals are 95 %, by a thousand resamples of articles with a fixed seed. Raises KeyError for an article that
    is missing in a mapping, ValueError for one whose text is not the corpus's.
    """
    decisions: list[Decision] = []
    for gold, article in _read(corpus, system):
        if article.text != gold.text:
            raise ValueError(f"the text of article {gold.id!r} is not the corpus's: offsets would not agree")
        for decide in _DECIDE:
            decisions += decide(gold, article)
    samples = draw_samples([gold.id for gold in corpus.articles])
    figures = as_figures(measure(decisions, samples), decisions)
    return Report(corpus=corpus, decisions=tuple(decisions), figures=figures)


def _read(corpus: Corpus, system: _Pipe | Mapping[str, Article]) -> Iterator[tuple[GoldArticle, Article]]:
    if isinstance(system, Mapping):
        for gold in corpus.articles:
            if gold.id not in system:
                raise KeyError(f"no article {gold.id!r} among those given")
            yield gold, system[gold.id]
        return
    articles = zip(corpus.articles, system.pipe([gold.text for gold in corpus.articles]), strict=True)
    console = Console(stderr=True)
    yield from track(
        articles,
        description="quoteattr",
        total=len(corpus.articles),
        console=console,
        transient=True,
        disable=not sys.stderr.isatty(),
    )
