"""Both texts as words: an article's quoted parts, and the documents that they may come from.

In: an article, or a document. Out: `Part`s and a `Reading`, whose words are compared unit by unit.
"""

from quoteattr.trace.reading.document import Reading, read_document, text_to_attribute
from quoteattr.trace.reading.names import PRONOUNS, TOKEN, is_common, names_in, words_in
from quoteattr.trace.reading.parts import Declared, DeclaredKind, Part, find_parts, read_part
from quoteattr.trace.reading.voices import Voice, VoiceKind
from quoteattr.trace.reading.words import Words, fold, read_words, value_of_number

__all__ = [
    "PRONOUNS",
    "TOKEN",
    "Declared",
    "DeclaredKind",
    "Part",
    "Reading",
    "Voice",
    "VoiceKind",
    "Words",
    "find_parts",
    "fold",
    "is_common",
    "names_in",
    "read_document",
    "read_part",
    "read_words",
    "text_to_attribute",
    "value_of_number",
    "words_in",
]
