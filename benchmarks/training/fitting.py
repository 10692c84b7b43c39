"""Fitting: from the corpora to the weights of every scorer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from attrs import frozen
from cases import QuotationCase, antecedent_cases, kind_case, link_case, quotation_cases, stage
from confidence_cases import confidence_cases
from corpora import CORPORA, Document, read_corpus
from listwise import Case, Weights, as_scorer, train
from report_cases import CueCase, cue_cases
from rich.progress import track
from role_cases import SpeakerCase, organization_case, speaker_cases, title_case
from source_cases import SOURCE_SCORERS, source_cases

from quoteattr.decisions.linear import Scorer, Scorers
from quoteattr.entities.index import Cast

__all__ = ["SETTINGS", "Gathered", "fit", "fit_confidence", "fit_roles", "fit_speakers", "gather", "scorers_of"]

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
    "contents": {"hidden": 0, "epochs": 6, "rarest": 6, "dropout": 0.3},
    "reporters": {"hidden": 0, "epochs": 6, "rarest": 6, "dropout": 0.3},
}
# Confidence is learnt on articles that the other scorers did not see: so many parts take turns.
FOLDS = 3


# Quoted strings were annotated for what is learnt here; relations, of which there are more, for something close to it.
WEIGHTS = {"gold": 3.0, "labels": 3.0, "written": 3.0, "own": 3.0, "polnear": 1.0}


@frozen(eq=False)
class Gathered:
    """All that is learnt from: the quotations and the cues of all corpora, and their documents."""

    quotations: tuple[QuotationCase, ...]
    cues: tuple[CueCase, ...]
    documents: tuple[tuple[Document, Cast], ...]

    def where(self, is_kept: Callable[[str], bool]) -> Gathered:
        """What stems from documents whose name is kept."""
        return Gathered(
            tuple(case for case in self.quotations if is_kept(case.document)),
            tuple(case for case in self.cues if is_kept(case.document)),
            tuple((document, cast) for document, cast in self.documents if is_kept(document.name)),
        )


def gather(corpora: Path) -> Gathered:
    """The quotations and cues of all corpora, and their documents."""
    quotations: list[QuotationCase] = []
    cues: list[CueCase] = []
    documents: list[tuple[Document, Cast]] = []
    for corpus in CORPORA:
        for document in track(list(read_corpus(corpora, corpus)), corpus):
            cast = stage(document)
            quotations += quotation_cases(document, cast.scene)
            cues += cue_cases(document, cast)
            documents.append((document, cast))
    return Gathered(tuple(quotations), tuple(cues), tuple(documents))


def fit(gathered: Gathered) -> dict[str, tuple[Weights, int]]:
    """The weights of each scorer, with the number of cases."""
    found = fit_speakers(gathered)
    speakers = [case for document, cast in gathered.documents for case in speaker_cases(document, cast)]
    found |= fit_roles(speakers)
    found |= _fit_sources(gathered.documents, {name: as_scorer(weights) for name, (weights, _) in found.items()})
    return found | {"confidence": fit_confidence(gathered)}


def fit_speakers(gathered: Gathered) -> dict[str, tuple[Weights, int]]:
    """The weights of the scorers that find reports and who speaks.

    Kinds are learnt given what the linker prefers. Antecedents are learnt twice: first without the pronouns between the
    quotations, then with them as the first scorer resolves them.
    """
    quotations, documents = gathered.quotations, gathered.documents
    link_cases = [link_case(case, WEIGHTS[case.corpus]) for case in quotations if case.right]
    linker = train(link_cases, **SETTINGS["linker"])
    kind_cases = [kind_case(case, as_scorer(linker), WEIGHTS[case.corpus]) for case in quotations]
    scorer: Scorer | None = None
    for _ in range(2):
        antecedents = [case for d, cast in documents for case in antecedent_cases(d, cast, scorer)]
        resolver = train(antecedents, **SETTINGS["antecedents"])
        scorer = as_scorer(resolver)
    contents = [case.contents for case in gathered.cues]
    reporters = [case.reporters for case in gathered.cues if case.reporters is not None]
    return {
        "linker": (linker, len(link_cases)),
        "kinds": (train(kind_cases, **SETTINGS["kinds"]), len(kind_cases)),
        "antecedents": (resolver, len(antecedents)),
        "contents": (train(contents, **SETTINGS["contents"]), len(contents)),
        "reporters": (train(reporters, **SETTINGS["reporters"]), len(reporters)),
    }


def fit_confidence(gathered: Gathered) -> tuple[Weights, int]:
    """The weights for confidence, learnt on what scorers find in articles that they have not seen."""
    cases: list[Case] = []
    for fold in range(FOLDS):
        held_out = frozenset(sorted({document.name for document, _ in gathered.documents})[fold::FOLDS])
        found = fit_speakers(gathered.where(lambda name, away=held_out: name not in away))
        scorers = {name: as_scorer(weights) for name, (weights, _) in found.items()}
        unseen = [(document, cast) for document, cast in gathered.documents if document.name in held_out]
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
