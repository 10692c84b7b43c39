"""An article that was read leaves nothing behind: neither its text nor its parse."""

from __future__ import annotations

import gc

import quoteattr
from quoteattr.parse.tokens import Parse

# A word that no other text has, and more characters than any name or title.
MARK, LONG = "Vreemquallo", 1_000


def _read(extractor: quoteattr.Extractor) -> None:
    """Read an article with the mark, and forget it: people with roles, quotations and reports."""
    said = f"“The {MARK} mill must stay open,” said Ann Poe, the mayor of Eastmoor. She said that it was hers."
    (speaker,) = extractor.extract("\n\n".join([said] * 30)).speakers
    assert speaker.roles


def _words_of(held: object) -> str:
    """The words of a parse or of a long string, none of anything else."""
    if isinstance(held, Parse):
        return held.text
    return held if isinstance(held, str) and len(held) > LONG else ""


def _holders() -> list[object]:
    """What holds a parse, or a long string, with the mark in it."""
    gc.collect()
    return [holder for holder in gc.get_objects() for held in gc.get_referents(holder) if MARK in _words_of(held)]


def test_nothing_of_an_article_stays(extractor: quoteattr.Extractor) -> None:
    _read(extractor)
    assert [type(holder) for holder in _holders()] == []
