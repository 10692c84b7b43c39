"""Layout: the form of a text, by its characters alone, before anything of it is parsed.

In: a text, and the tables. Out: its passages, each with a kind; the spans in quotation marks, paired by the cheapest
reading of a paragraph's marks (a search over paths, as Viterbi's of 1967); blocks set off without marks; and where the
article itself comes from: agency, dateline and byline.
"""

from quoteattr.layout.blocks import find_blocks
from quoteattr.layout.normalization import NormalizedText, mask, normalize
from quoteattr.layout.passages import find_paragraphs, find_passages, title_case_headlines
from quoteattr.layout.quoted_spans import find_quoted_spans

__all__ = [
    "NormalizedText",
    "find_blocks",
    "find_paragraphs",
    "find_passages",
    "find_quoted_spans",
    "mask",
    "normalize",
    "title_case_headlines",
]
