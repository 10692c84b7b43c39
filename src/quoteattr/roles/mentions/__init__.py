"""Mentions of roles: what the article calls its people, beside their names and away from them.

In: the tokens of an article and its names. Out: titles with organization and status, by the name that they stand
beside, and those that stand alone. Nothing is chosen here: whom *the senator* means is asked by `roles`.
"""
