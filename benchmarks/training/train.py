"""Train the scorers of quoteattr and write their weights into the package.

    python benchmarks/training/train.py --corpora PATH [--cache FOLDER] [--only linker]

Trains on training sets only. Seeded: the same corpora and pipeline give the same weights.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import spacy
import typer
from cases import antecedent_cases, kind_cases, link_cases, stage
from corpora import CORPORA, read_corpus
from listwise import Case, train, write_weights
from rich.progress import track

from quoteattr.pipeline import DEFAULT_PIPELINE

DATA = Path(__file__).resolve().parents[2] / "src" / "quoteattr" / "data"
SETTINGS = {
    "linker": {"hidden": 16, "epochs": 8},
    "kinds": {"hidden": 4, "epochs": 8},
    "antecedents": {"hidden": 8, "epochs": 10, "rarest": 3},
}


def gather(corpora: Path, cache: Path | None) -> dict[str, list[Case]]:
    """The cases of each scorer, their groups named corpus:document."""
    gathered: dict[str, list[Case]] = {name: [] for name in SETTINGS}
    for corpus in CORPORA:
        for document in track(list(read_corpus(corpora, corpus, cache)), corpus):
            cast, group = stage(document), f"{corpus}:{document.name}"
            gathered["linker"] += link_cases(document, cast.scene, group)
            gathered["kinds"] += kind_cases(document, cast.scene, group)
            gathered["antecedents"] += antecedent_cases(document, cast, group)
    return gathered


def main(
    corpora: Annotated[Path, typer.Option(help="Folder with gold/, written/ and polnear/.")],
    cache: Annotated[Path | None, typer.Option(help="Folder that keeps the parses.")] = None,
    only: Annotated[str | None, typer.Option(help="One scorer: linker, kinds or antecedents.")] = None,
) -> None:
    """Train and write weights."""
    meta = spacy.load(DEFAULT_PIPELINE).meta
    for name, cases in gather(corpora, cache).items():
        if only in (None, name):
            card = {
                "scorer": name,
                "trained_on": sorted({case.group.split(":")[0] for case in cases}),
                "cases": len(cases),
                "documents": len({case.group for case in cases}),
                "settings": SETTINGS[name],
                "seed": 0,
                "pipeline": DEFAULT_PIPELINE,
                "pipeline_version": meta["version"],
                "script": "benchmarks/training/train.py",
            }
            write_weights(train(cases, **SETTINGS[name]), card, DATA / f"{name}.json")
            print(f"{name}: {len(cases)} cases", file=sys.stderr)


if __name__ == "__main__":
    typer.run(main)
