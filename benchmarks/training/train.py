"""Train the scorers of quoteattr and write their weights into the package.

    python benchmarks/training/train.py --corpora PATH

Trains on training sets only. Seeded: the same corpora and pipeline give the same weights.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import spacy
import typer
from corpora import CORPORA, read_corpus
from fitting import SETTINGS, fit, gather
from listwise import write_weights
from reporting import rates_of_verbs, write_rates

from quoteattr.pipeline import DEFAULT_PIPELINE

DATA = Path(__file__).resolve().parents[2] / "src" / "quoteattr" / "data"


def main(
    corpora: Annotated[Path, typer.Option(help="Folder with gold/, written/ and polnear/.")],
) -> None:
    """Count how often verbs report, train, and write rates and weights."""
    write_rates(rates_of_verbs(read_corpus(corpora, "polnear")), DATA / "lexicon" / "reporting_rates.toml")
    gathered = gather(corpora)
    names = {document.name for document, _ in gathered.documents}
    for name, (weights, cases) in fit(gathered).items():
        card = {
            "scorer": name,
            "trained_on": sorted(CORPORA),
            "documents": len(names),
            "cases": cases,
            "settings": SETTINGS[name],
            "seed": 0,
            "pipeline": DEFAULT_PIPELINE,
            "pipeline_version": spacy.load(DEFAULT_PIPELINE).meta["version"],
            "script": "benchmarks/training/train.py",
        }
        write_weights(weights, card, DATA / "decisions" / f"{name}.json")
        print(f"{name}: {cases} cases", file=sys.stderr)


if __name__ == "__main__":
    typer.run(main)
