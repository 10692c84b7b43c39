"""How likely the speaker is right. All people are invented."""

from __future__ import annotations

import pytest

import quoteattr
from quoteattr import HIGH_PRECISION, Article

SURE = "“The gates will open on Monday,” said Ann Poe, director of the Springfield Water Board."
LESS_SURE = {
    "a pronoun that may mean two people": (
        "Susan Falk met Ann Poe at the mill. The rain had stopped. “It is a ruin,” she said."
    ),
    "no cue of its own": "“It is a ruin,” said Ann Poe. The rain had stopped.\n\n“Pull it down.”",
}


def _confidence(article: Article) -> float:
    attribution = article.attributions[-1]
    assert attribution.speaker is not None
    return attribution.confidence


@pytest.mark.parametrize("text", LESS_SURE.values(), ids=LESS_SURE.keys())
def test_confidence_is_lower_for(extractor: quoteattr.Extractor, text: str) -> None:
    assert _confidence(extractor.extract(text)) < _confidence(extractor.extract(SURE))


def test_who_is_named_beside_said_is_highly_likely(extractor: quoteattr.Extractor) -> None:
    assert _confidence(extractor.extract(SURE)) >= HIGH_PRECISION


def test_an_unknown_speaker_has_no_confidence(extractor: quoteattr.Extractor) -> None:
    (attribution,) = extractor.extract("It was said on Monday: “The gates will open again, and soon.”").attributions
    assert (attribution.speaker, attribution.confidence) == (None, 0.0)
