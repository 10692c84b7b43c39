"""Training: how the judges of quoteattr's decisions learn, and what is learnt from.

In: corpora with answers. Out: a file of weights for each of `quoteattr.decisions.DECISIONS`, with its model card.
`train` is the loop over the decisions; `teachers` has one module a room of the package, which says what is right.
"""
