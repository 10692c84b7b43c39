"""Mentions of roles: what the article calls its people, beside their names and away from them.

In: the tokens of an article and its names. Out: titles with organization and status, by the name that they stand
beside, and those that stand alone. Nothing is chosen here: whom *the senator* means is asked by `roles`.
"""

from quoteattr.roles.mentions.find import find_roles, role_of_mention

__all__ = ["find_roles", "role_of_mention"]
