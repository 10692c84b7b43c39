"""The document: one article with all that was found in it before anything is chosen, ready to be asked by token.

In: the text, its tokens, passages, quoted spans, cues and names. Out: a `Document`; its `Discourse`, the entities and
who is the subject where (a discourse model: Webber, A Formal Approach to Discourse Anaphora, 1979); the mention that
a token belongs to; and who may be speaking by a cue.
"""
