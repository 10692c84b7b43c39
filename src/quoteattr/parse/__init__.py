"""The parse: a text's tokens with what spaCy says of each, as plain values.

In: texts, and a spaCy pipeline. Out: for each text a `Parse` of its tokens, over the text's own characters; and words,
which are tokens with compounds kept whole. Paragraphs are parsed apart, in batches. Tags, dependencies and entities
are those of the pipeline (its parser makes greedy transitions: Honnibal and Johnson, EMNLP 2015).
"""

from quoteattr.parse.analysis import Analyze, analyze_as_packaged, analyze_as_spacy, blanked, parse_of
from quoteattr.parse.batches import parse_texts, uncollected
from quoteattr.parse.tokens import Word, read_words

__all__ = [
    "Analyze",
    "Word",
    "analyze_as_packaged",
    "analyze_as_spacy",
    "blanked",
    "parse_of",
    "parse_texts",
    "read_words",
    "uncollected",
]
