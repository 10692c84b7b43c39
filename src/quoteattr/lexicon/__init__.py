"""The lexicon: what is known of words and characters before any article is read; it knows no stage.

In: the tables under `data/`, and a user's own on top of them. Out: look-ups: which words are titles, what names, nouns
and given names tell, which expressions are dates, and the characters that part a text, each set defined once.
"""
