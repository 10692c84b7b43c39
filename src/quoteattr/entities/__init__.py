"""Entities: who is who in an article.

In: a parse and the layout; later the document and its role mentions. Out: proper names, each with a kind; the entities
that they name, short forms joined to full ones by their strings (as in the sieves of Lee et al., Computational
Linguistics 2013); and the discourse, in which those without a name are found, too.
"""

from quoteattr.entities.clusters import find_entities, with_author
from quoteattr.entities.index import read_discourse
from quoteattr.entities.names import find_names

__all__ = ["find_entities", "find_names", "read_discourse", "with_author"]
