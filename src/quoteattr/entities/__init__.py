"""Entities: who is who in an article.

In: a parse and the layout; later the document and its role mentions. Out: proper names, each with a kind; the entities
that they name, short forms joined to full ones by their strings (as in the sieves of Lee et al., Computational
Linguistics 2013); and the discourse, in which those without a name are found, too.
"""
