"""Fitting: from the corpora to the weights of every scorer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cases import QuotationCase, antecedent_cases, kind_case, link_case, quotation_cases, stage
from confidence_cases import confidence_cases
from corpora import CORPORA, Document, read_corpus
from listwise import Case, Weights, as_scorer, train
from rich.progress import track
from role_cases import SpeakerCase, organization_case, speaker_cases, title_case
from source_cases import SOURCE_SCORERS, source_cases

from quoteattr.cast import Cast
from quoteattr.scorer import Scorer, Scorers

__all__ = ["SETTINGS", "fit", "fit_confidence", "fit_roles", "fit_speakers", "gather", "scorers_of"]

SETTINGS = {
    "linker": {"hidden": 0, "runs": 3, "epochs": 8, "dropout": 0.4},
    "kinds": {"hidden": 0, "runs": 3, "epochs": 8, "dropout": 0.3},
    "antecedents": {"hidden": 8, "epochs": 20, "rarest": 3, "dropout": 0.4},
    "roles": {"hidden": 4, "epochs": 20, "rarest": 3, "dropout": 0.4},
    "role_organizations": {"hidden": 4, "epochs": 20, "rarest": 3, "dropout": 0.4},
    "source_kinds": {"hidden": 2, "epochs": 8, "rarest": 8, "dropout": 0.4},
    "source_names": {"hidden": 2, "epochs": 8, "rarest": 8, "dropout": 0.4},
    "source_dates": {"hidden": 2, "epochs": 8, "rarest": 8, "dropout": 0.4},
    "confidence": {"hidden": 0, "epochs": 20, "dropout": 0.1},
}
# Confidence is learnt on articles that the other scorers did not see: so many parts take turns.
FOLDS = 3


# Quoted strings were annotated for what is learnt here; relations, of which there are more, for something close to it.
WEIGHTS = {"gold": 3.0, "labels": 3.0, "written": 3.0, "own": 3.0, "polnear": 1.0}


def gather(corpora: Path, cache: Path | None) -> tuple[list[QuotationCase], list[tuple[Document, Cast]]]:
    """The quotations of all corpora, and their documents."""
    quotations: list[QuotationCase] = []
    documents: list[tuple[Document, Cast]] = []
    for corpus in CORPORA:
        for document in track(list(read_corpus(corpora, corpus, cache)), corpus):
            cast = stage(document)
            quotations += quotation_cases(document, cast.scene)
            documents.append((document, cast))
    return quotations, documents


def fit(
    quotations: Sequence[QuotationCase], documents: Sequence[tuple[Document, Cast]]
) -> dict[str, tuple[Weights, int]]:
    """The weights of each scorer, with the number of cases."""
    found = fit_speakers(quotations, documents)
    speakers = [case for document, cast in documents for case in speaker_cases(document, cast)]
    found |= fit_roles(speakers)
    found |= _fit_sources(documents, {name: as_scorer(weights) for name, (weights, _) in found.items()})
    return found | {"confidence": fit_confidence(quotations, documents)}


def fit_speakers(
    quotations: Sequence[QuotationCase], documents: Sequence[tuple[Document, Cast]]
) -> dict[str, tuple[Weights, int]]:
    """The weights of the scorers that find who speaks.

    Kinds are learnt given what the linker prefers. Antecedents are learnt twice: first without the pronouns between the
    quotations, then with them as the first scorer resolves them.
    """
    link_cases = [link_case(case, WEIGHTS[case.corpus]) for case in quotations if case.right]
    linker = train(link_cases, **SETTINGS["linker"])
    kind_cases = [kind_case(case, as_scorer(linker), WEIGHTS[case.corpus]) for case in quotations]
    scorer: Scorer | None = None
    for _ in range(2):
        antecedents = [case for d, cast in documents for case in antecedent_cases(d, cast, scorer)]
        resolver = train(antecedents, **SETTINGS["antecedents"])
        scorer = as_scorer(resolver)
    return {
        "linker": (linker, len(link_cases)),
        "kinds": (train(kind_cases, **SETTINGS["kinds"]), len(kind_cases)),
        "antecedents": (resolver, len(antecedents)),
    }


def fit_confidence(
    quotations: Sequence[QuotationCase], documents: Sequence[tuple[Document, Cast]]
) -> tuple[Weights, int]:
    """The weights for confidence, learnt on what scorers find in articles that they have not seen."""
    cases: list[Case] = []
    for fold in range(FOLDS):
        held_out = set(sorted({document.name for document, _ in documents})[fold::FOLDS])
        found = fit_speakers(
            [case for case in quotations if case.document not in held_out],
            [(document, cast) for document, cast in documents if document.name not in held_out],
        )
        scorers = {name: as_scorer(weights) for name, (weights, _) in found.items()}
        unseen = [(document, cast) for document, cast in documents if document.name in held_out]
        cases += [case for document, cast in unseen for case in confidence_cases(document, cast, scorers)]
    return train(cases, **SETTINGS["confidence"]), len(cases)


def _fit_sources(
    documents: Sequence[tuple[Document, Cast]], scorers: Mapping[str, Scorer]
) -> dict[str, tuple[Weights, int]]:
    """The weights of the scorers of sources, on the quotations that the other scorers find."""
    cases: dict[str, list[Case]] = {name: [] for name in SOURCE_SCORERS.values()}
    for document, cast in documents:
        for name, of_document in source_cases(document, cast, scorers, WEIGHTS[document.corpus]).items():
            cases[name] += of_document
    return {name: (train(found, **SETTINGS[name]), len(found)) for name, found in cases.items()}


def fit_roles(speakers: Sequence[SpeakerCase]) -> dict[str, tuple[Weights, int]]:
    """The weights for titles, and for organizations given the titles."""
    titles = train([title_case(case) for case in speakers], **SETTINGS["roles"])
    cases = [organization_case(case, as_scorer(titles)) for case in speakers]
    organizations = train(cases, **SETTINGS["role_organizations"])
    return {"roles": (titles, len(speakers)), "role_organizations": (organizations, len(speakers))}


def scorers_of(weights: Mapping[str, tuple[Weights, int]]) -> Scorers:
    """The scorers that read what `fit` gives."""
    return Scorers(**{name: as_scorer(fitted) for name, (fitted, _) in weights.items()})
