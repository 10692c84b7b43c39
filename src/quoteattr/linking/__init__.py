"""Linking: for each quotation in marks or set off, the words that attribute it. Two decisions, `link` and `kind`.

In: a document, and what the reader reported of it. Out: one `Report` a quotation, in text order, with its cue, its
mention or the quotation whose speaker goes on, and whether it is anybody’s speech at all. Named patterns propose
candidates, and a judge weighs them against each other (a scored choice among candidates, as in O’Keefe et al., EMNLP-
CoNLL 2012).
"""

from quoteattr.linking.choose import link_blocks, link_quotations
from quoteattr.linking.extents import join_reports

__all__ = ["join_reports", "link_blocks", "link_quotations"]
