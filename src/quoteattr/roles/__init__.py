"""Roles: what a speaker is, and of which body. Two decisions, `title` and `organization`.

In: the discourse of an article, with the roles that it states, and the speakers. Out: a `Role` for each speaker, or
None.
"""

from quoteattr.roles.choose import assign_roles

__all__ = ["assign_roles"]
