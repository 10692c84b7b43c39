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
from corpora import CORPORA, read_corpus
from listwise import Case, Weights, as_scorer, train, write_weights
from rich.progress import track

from quoteattr.pipeline import DEFAULT_PIPELINE

DATA = Path(__file__).resolve().parents[2] / "src" / "quoteattr" / "data"
SETTINGS = {
    "linker": {"hidden": 16, "epochs": 8},
    "kinds": {"hidden": 8, "epochs": 8, "dropout": 0.3},
    "antecedents": {"hidden": 4, "epochs": 20, "rarest": 3, "dropout": 0.5},
}


# Quoted strings were annotated for what is learnt here; relations, of which there are more, for something close to it.
WEIGHTS = {"gold": 3.0, "written": 3.0, "polnear": 1.0}


def gather(corpora: Path, cache: Path | None) -> tuple[list[QuotationCase], list[Case]]:
    """The quotations and the antecedents of all corpora, their groups named corpus:document."""
    quotations: list[QuotationCase] = []
    antecedents: list[Case] = []
    for corpus in CORPORA:
        for document in track(list(read_corpus(corpora, corpus, cache)), corpus):
            cast, group = stage(document), f"{corpus}:{document.name}"
            quotations += quotation_cases(document, cast.scene, group)
            antecedents += antecedent_cases(document, cast, group)
    return quotations, antecedents


def train_all(quotations: Sequence[QuotationCase], antecedents: Sequence[Case]) -> dict[str, tuple[Weights, int]]:
    """The weights of each scorer, with the number of cases; kinds are learnt given what the linker prefers."""
    weight = {case.group: WEIGHTS[case.group.split(":")[0]] for case in quotations}
    link_cases = [link_case(case, weight[case.group]) for case in quotations if case.right]
    linker = train(link_cases, **SETTINGS["linker"])
    scorer = as_scorer(linker)
    kind_cases = [kind_case(case, scorer, weight[case.group]) for case in quotations]
    return {
        "linker": (linker, len(link_cases)),
        "kinds": (train(kind_cases, **SETTINGS["kinds"]), len(kind_cases)),
        "antecedents": (train(antecedents, **SETTINGS["antecedents"]), len(antecedents)),
    }


def main(
    corpora: Annotated[Path, typer.Option(help="Folder with gold/, written/ and polnear/.")],
    cache: Annotated[Path | None, typer.Option(help="Folder that keeps the parses.")] = None,
) -> None:
    """Train and write weights."""
    quotations, antecedents = gather(corpora, cache)
    documents = len({case.group for case in quotations})
    for name, (weights, cases) in train_all(quotations, antecedents).items():
        card = {
            "scorer": name,
            "trained_on": sorted(CORPORA),
            "documents": documents,
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
