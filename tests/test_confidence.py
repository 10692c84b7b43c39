"""How likely the speaker is right. All people are invented."""

from __future__ import annotations

import pytest

import quoteattr
from quoteattr import HIGH_PRECISION, Article

SURE = "“The gates will open on Monday,” said Ann Poe, director of the Springfield Water Board."
# The surer first.
PAIRS = {
    "a name rather than a pronoun": (
        SURE,
        "Susan Falk met Ann Poe at the mill. The rain had stopped. “It is a ruin,” she said.",
    ),
    "a cue beside it rather than none": (
        SURE,
        "Ann Poe met Robert Okello at the mill. The rain had stopped. “It is a ruin.”",
    ),
    "a verb of saying rather than one that reports now and then": (
        SURE,
        "Ann Poe closed the mill as “a ruin”.",
    ),
}


def _confidence(article: Article) -> float:
    return article.attributions[-1].confidence if article.attributions else 0.0


@pytest.mark.parametrize(("surer", "other"), PAIRS.values(), ids=PAIRS.keys())
def test_confidence_is_higher_for(extractor: quoteattr.Extractor, surer: str, other: str) -> None:
    assert _confidence(extractor.extract(surer)) > _confidence(extractor.extract(other))


def test_who_is_named_beside_said_is_highly_likely(extractor: quoteattr.Extractor) -> None:
    assert _confidence(extractor.extract(SURE)) >= HIGH_PRECISION


def test_an_unknown_speaker_has_no_confidence(extractor: quoteattr.Extractor) -> None:
    (attribution,) = extractor.extract("It was said on Monday: “The gates will open again, and soon.”").attributions
    assert (attribution.speaker, attribution.confidence) == (None, 0.0)
