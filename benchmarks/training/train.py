"""Train the scorers of quoteattr and write their weights into the package.

    python benchmarks/training/train.py --corpora PATH [--cache FOLDER]

Trains on training sets only. Seeded: the same corpora and pipeline give the same weights.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import spacy
import typer
from cases import QuotationCase, antecedent_cases, kind_case, link_case, quotation_cases, stage
from corpora import CORPORA, Document, read_corpus
from listwise import Weights, as_scorer, train, write_weights
from rich.progress import track

from quoteattr.cast import Cast
from quoteattr.pipeline import DEFAULT_PIPELINE
from quoteattr.scorer import Scorer

DATA = Path(__file__).resolve().parents[2] / "src" / "quoteattr" / "data"
SETTINGS = {
    "linker": {"hidden": 16, "epochs": 8},
    "kinds": {"hidden": 8, "epochs": 8, "dropout": 0.3},
    "antecedents": {"hidden": 4, "epochs": 20, "rarest": 3, "dropout": 0.5},
}


# Quoted strings were annotated for what is learnt here; relations, of which there are more, for something close to it.
WEIGHTS = {"gold": 3.0, "written": 3.0, "polnear": 1.0}


def gather(corpora: Path, cache: Path | None) -> tuple[list[QuotationCase], list[tuple[Document, Cast]]]:
    """The quotations of all corpora, their groups named corpus:document, and the documents that know their speakers."""
    quotations: list[QuotationCase] = []
    documents: list[tuple[Document, Cast]] = []
    for corpus in CORPORA:
        for document in track(list(read_corpus(corpora, corpus, cache)), corpus):
            cast = stage(document)
            quotations += quotation_cases(document, cast.scene, f"{corpus}:{document.name}")
            if document.relations is None:
                documents.append((document, cast))
    return quotations, documents


def train_all(
    quotations: Sequence[QuotationCase], documents: Sequence[tuple[Document, Cast]]
) -> dict[str, tuple[Weights, int]]:
    """The weights of each scorer, with the number of cases.

    Kinds are learnt given what the linker prefers. Antecedents are learnt twice: first without the pronouns between the
    quotations, then with them as the first scorer resolves them.
    """
    weight = {case.group: WEIGHTS[case.group.split(":")[0]] for case in quotations}
    link_cases = [link_case(case, weight[case.group]) for case in quotations if case.right]
    linker = train(link_cases, **SETTINGS["linker"])
    kind_cases = [kind_case(case, as_scorer(linker), weight[case.group]) for case in quotations]
    scorer: Scorer | None = None
    for _ in range(2):
        antecedents = [case for d, cast in documents for case in antecedent_cases(d, cast, d.name, scorer)]
        resolver = train(antecedents, **SETTINGS["antecedents"])
        scorer = as_scorer(resolver)
    return {
        "linker": (linker, len(link_cases)),
        "kinds": (train(kind_cases, **SETTINGS["kinds"]), len(kind_cases)),
        "antecedents": (resolver, len(antecedents)),
    }


def main(
    corpora: Annotated[Path, typer.Option(help="Folder with gold/, written/ and polnear/.")],
    cache: Annotated[Path | None, typer.Option(help="Folder that keeps the parses.")] = None,
) -> None:
    """Train and write weights."""
    quotations, documents = gather(corpora, cache)
    for name, (weights, cases) in train_all(quotations, documents).items():
        card = {
            "scorer": name,
            "trained_on": sorted(CORPORA),
            "documents": len({case.group for case in quotations}),
            "cases": cases,
            "settings": SETTINGS[name],
            "seed": 0,
            "pipeline": DEFAULT_PIPELINE,
            "pipeline_version": spacy.load(DEFAULT_PIPELINE).meta["version"],
            "script": "benchmarks/training/train.py",
        }
        write_weights(weights, card, DATA / f"{name}.json")
        print(f"{name}: {cases} cases", file=sys.stderr)


if __name__ == "__main__":
    typer.run(main)
