"""Gold: what people found in articles, as frozen values.

In: files of quoteattr's own format (JSON Lines), or a folder of brat standoff, as PolNeAR is distributed. Out: a
`Corpus` of articles, each with its strings in marks, its reports without, and its relations of source, cue and content.
"""

from quoteattr.evaluation.corpora.brat import read_brat
from quoteattr.evaluation.corpora.gold import (
    Accepted,
    Corpus,
    Extent,
    GoldArticle,
    GoldError,
    GoldRelation,
    GoldReport,
    GoldString,
    read_gold,
)

__all__ = [
    "Accepted",
    "Corpus",
    "Extent",
    "GoldArticle",
    "GoldError",
    "GoldRelation",
    "GoldReport",
    "GoldString",
    "read_brat",
    "read_gold",
]
