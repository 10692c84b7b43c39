"""Cues: the words that report, each with its kind, its frames and whether it is negated.

In: a parse, and the tables. Out: cues in text order, the listed ones and every other verb as an unlisted one. Who may
be speaking by a cue is asked of the document. Lists of reporting verbs are as old as the task (Krestel, Bergler and
Witte, LREC 2008); ours says of each word what it reports: speech, writing, a belief, an intention, a perception.
"""

from quoteattr.cues.cues import cue_at, find_cue_nouns, find_cues, is_so_called, negators_of

__all__ = ["cue_at", "find_cue_nouns", "find_cues", "is_so_called", "negators_of"]
