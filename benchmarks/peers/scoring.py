"""The figures of every peer on a corpus, by quoteattr's own scorer."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from quoteattr.evaluation import Corpus, Figure, evaluate

from .articles import article_of
from .results import Measurement
from .roster import Peer

__all__ = ["Row", "Scores", "score"]


@frozen(kw_only=True)
class Row:
    """What a table and a picture tell of a `peer`: `figures` by name, and what was `measured`."""

    peer: Peer
    measured: Measurement
    figures: Mapping[str, Figure] = field(factory=dict, hash=False)


@frozen(kw_only=True)
class Scores:
    """The `rows` of all peers on a corpus, with its `name` and its number of articles, strings of speech and words."""

    name: str
    articles: int
    strings: int
    words: int
    rows: tuple[Row, ...]


def score(name: str, corpus: Corpus, measured: Mapping[Peer, Measurement]) -> Scores:
    """Score what each peer answered. An article that a peer crashed on counts with what it still found there."""
    texts = {article.id: article.text for article in corpus.articles}
    rows = [Row(peer=peer, measured=each, figures=_figures(corpus, texts, each)) for peer, each in measured.items()]
    return Scores(
        name=name,
        articles=len(texts),
        strings=sum(s.is_speech and not s.is_disputed for article in corpus.articles for s in article.strings),
        words=sum(len(text.split()) for text in texts.values()),
        rows=tuple(rows),
    )


def _figures(corpus: Corpus, texts: Mapping[str, str], measured: Measurement) -> Mapping[str, Figure]:
    if measured.failure is not None:
        return {}
    articles = {answer.id: article_of(texts[answer.id], answer) for answer in measured.answers}
    return evaluate(corpus, articles).figures
