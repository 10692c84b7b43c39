"""The corpora to train on, read from a folder that is given: quoted strings with their answers, and relations.

For further articles of PolNeAR's training part, `labels.jsonl` beside this module has answers of our own, as offsets
into their texts; `articles/` has articles that we wrote, of other countries and genres.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import spacy
from attrs import evolve, frozen
from benchmarks.training.perturbed import perturbed_copy

from quoteattr.document.article import Document
from quoteattr.document.discourse import Discourse
from quoteattr.evaluation.behaviour.templates import read_lexicon
from quoteattr.evaluation.corpora.gold import STRING_KEYS, Extent, GoldArticle, GoldRelation, GoldString, read_gold
from quoteattr.layout import NormalizedText, mask
from quoteattr.lexicon.tables import Tables
from quoteattr.parse.analysis import analyze_as_packaged
from quoteattr.parse.batches import parse_texts
from quoteattr.parse.tokens import Parse
from quoteattr.pipeline import DEFAULT_PIPELINE, read_discourse_of

__all__ = [
    "COPIES",
    "CORPORA",
    "LABELS",
    "PRONOUNS",
    "KnownPronoun",
    "TrainingArticle",
    "TrainingCorpus",
    "chosen_corpora",
    "read_articles",
    "read_gold_of",
]

HERE = Path(__file__).parent
OWN = HERE / "articles"
LABELS = HERE / "labels.jsonl"


@frozen
class TrainingCorpus:
    """Where a corpus lies, from the folder that is given, and how much a choice of it counts.

    `articles` and `gold` are as `quoteattr.evaluation.read_gold` reads them; without `gold`, articles have relations.
    `unmarked` are reports without marks, which nothing is learnt from: figures are made of them.
    """

    articles: Path
    gold: Path | None = None
    unmarked: Path | None = None
    weight: float = 3.0


# Quoted strings were annotated for what is learnt here; relations, of which there are more, for something close to it.
CORPORA: Mapping[str, TrainingCorpus] = {
    "gold": TrainingCorpus(Path("gold/train.articles.jsonl"), Path("gold/train.jsonl")),
    "labels": TrainingCorpus(Path("polnear/train.jsonl"), LABELS),
    "written": TrainingCorpus(
        Path("written/learn.articles.jsonl"), Path("written/learn.gold.jsonl"), Path("written/learn.unmarked.jsonl")
    ),
    "own": TrainingCorpus(OWN, OWN / "gold.jsonl", OWN / "unmarked.jsonl"),
    "real": TrainingCorpus(
        Path("real/train.articles.jsonl"), Path("real/train.gold.jsonl"), Path("real/train.unmarked.jsonl")
    ),
    "polnear": TrainingCorpus(Path("polnear/train.jsonl"), weight=1.0),
}


# Perturbed copies of the articles of these corpora, with words that no test of behaviour has: a choice counts half.
COPIES = "copies"
COPIED = frozenset(["gold", "written", "own", "real"])
COPY_WEIGHT = 1.5
WORDS = HERE.parents[1] / "tests" / "behaviour" / "lexicon.train.toml"


# Passages of GAP with a pronoun and two names (Webster et al., TACL 2018), of its training part every third.
PRONOUNS = "gap"
GAP, EVERY = Path("open/gap.jsonl"), 3
GAP_WEIGHT = 1.0


@frozen
class KnownPronoun:
    """A pronoun, and the names near it that it means and those that it does not, as stretches of characters."""

    extent: Extent
    meant: tuple[Extent, ...]
    others: tuple[Extent, ...]


@frozen(eq=False, slots=False)
class Reading:
    """A text with its parse; who is in it is found when it is first asked for, by the rates of verbs as they are then.

    An article that stands in two corpora is read once.
    """

    text: NormalizedText
    parse: Parse
    tables: Tables

    @cached_property
    def discourse(self) -> Discourse:
        """Everything before the first decision."""
        return read_discourse_of(self.text, self.parse, self.tables)


@frozen(eq=False)
class TrainingArticle:
    """An article of a corpus with its answers, its parse, and how much a choice of it counts."""

    corpus: str
    gold: GoldArticle
    reading: Reading
    weight: float
    pronouns: tuple[KnownPronoun, ...] = ()

    @property
    def name(self) -> str:
        """Its id: the same in all corpora that have it."""
        return self.gold.id

    @property
    def strings(self) -> Sequence[GoldString]:
        """The quoted strings with their answers."""
        return self.gold.strings

    @property
    def relations(self) -> Sequence[GoldRelation] | None:
        """The relations of source, cue and content; None where quoted strings were annotated instead."""
        return self.gold.relations

    @property
    def discourse(self) -> Discourse:
        """Everything before the first decision."""
        return self.reading.discourse

    @property
    def document(self) -> Document:
        """The article by token."""
        return self.reading.discourse.document


def chosen_corpora(leave_out: Collection[str]) -> Sequence[str]:
    """The names of all corpora, copies among them, but those left out. Raises ValueError for one that there is not."""
    names = [*CORPORA, COPIES, PRONOUNS]
    unknown = set(leave_out).difference(names)
    if unknown:
        raise ValueError(f"no corpus {', '.join(sorted(unknown))}: there are {', '.join(names)}")
    return [name for name in names if name not in leave_out]


def read_articles(
    folder: Path, corpora: Collection[str], tables: Tables, most: int | None = None
) -> tuple[TrainingArticle, ...]:
    """The articles of `corpora` under `folder`, parsed as the default extractor does, `most` of each corpus."""
    gold = {name: tuple(islice(read_gold_of(folder, name), most)) for name in CORPORA if name in corpora}
    if COPIES in corpora:
        copied = [article for name in gold if name in COPIED for article in gold[name] if article.strings]
        lexicon = read_lexicon(WORDS)
        gold[COPIES] = tuple(perturbed_copy(article, lexicon, tables) for article in copied)
    pronouns: dict[str, tuple[KnownPronoun, ...]] = {}
    if PRONOUNS in corpora:
        passages = tuple(islice(_pronouns_of(folder), most))
        gold[PRONOUNS] = tuple(article for article, _ in passages)
        pronouns = {article.id: known for article, known in passages}
    texts = list(dict.fromkeys(article.text for articles in gold.values() for article in articles))
    # Gold has offsets of the text as it stands: entities and broken lines stay.
    masked = [mask(text, tables) for text in texts]
    nlp = spacy.load(DEFAULT_PIPELINE)
    parses = parse_texts(nlp, (page.text for page in masked), analyze=analyze_as_packaged(nlp), forget=True)
    readings = {page.given: Reading(page, parse, tables) for page, parse in zip(masked, parses, strict=True)}
    weights = {name: corpus.weight for name, corpus in CORPORA.items()} | {COPIES: COPY_WEIGHT, PRONOUNS: GAP_WEIGHT}
    return tuple(
        TrainingArticle(name, article, readings[article.text], weights[name], pronouns.get(article.id, ()))
        for name, articles in gold.items()
        for article in articles
    )


def read_gold_of(folder: Path, corpus: str) -> Sequence[GoldArticle]:
    """The articles of a corpus under `folder` with their answers, without a parse."""
    where = CORPORA[corpus]
    if where.gold == LABELS:
        return _labelled(read_gold(folder / where.articles).articles)
    gold, unmarked = (None if path is None else folder / path for path in (where.gold, where.unmarked))
    return read_gold(folder / where.articles, gold, unmarked).articles


def _pronouns_of(folder: Path) -> Iterator[tuple[GoldArticle, tuple[KnownPronoun, ...]]]:
    """Passages as articles without strings, each with its pronoun."""
    rows = map(json.loads, (folder / GAP).read_text(encoding="utf8").splitlines())
    for row in islice((row for row in rows if row["part"] == "train"), 0, None, EVERY):
        names = [(row[f"{which}_is"], (row[which][0], row[which][1])) for which in "ab"]
        meant, others = (tuple(extent for is_meant, extent in names if is_meant is wanted) for wanted in (True, False))
        pronoun = KnownPronoun((row["pronoun"][0], row["pronoun"][1]), meant, others)
        yield GoldArticle(id=row["id"], text=row["text"], strings=()), (pronoun,)


def _labelled(articles: Sequence[GoldArticle]) -> Sequence[GoldArticle]:
    """Those of `articles` that the labels speak of, with their answers in place of relations."""
    labels: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for line in LABELS.read_text(encoding="utf8").splitlines():
        label = json.loads(line)
        labels[label["doc"]].append(label)
    return tuple(
        evolve(article, relations=None, strings=tuple(_spelt_out(article.text, label) for label in labels[article.id]))
        for article in articles
        if article.id in labels
    )


def _spelt_out(text: str, label: Mapping[str, Any]) -> GoldString:
    """A string as the other corpora have it, from a label whose answers are offsets."""

    def answer(field: str) -> str | None:
        value = label.get(field)
        return " ".join(text[slice(*value)].split()) if isinstance(value, list) else value

    accepted = {field: (answer(field),) for field in STRING_KEYS}
    return GoldString(extent=(label["start"], label["end"]), accepted=accepted)
