"""What is compared: values of both texts, the units that words are made of, and the names in a text.

Nothing here reads a text: `reading` makes these, all other rooms take them.
"""

from quoteattr.tracing.texts.names import PRONOUNS, TOKEN, is_common, names_in, words_in
from quoteattr.tracing.texts.texts import Declared, DeclaredKind, Part, Reading, Voice, VoiceKind, Words
from quoteattr.tracing.texts.units import units_of, value_of_number

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
    "is_common",
    "names_in",
    "units_of",
    "value_of_number",
    "words_in",
]
