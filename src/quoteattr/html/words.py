"""Words as a page can hold them: nothing that UTF-8 cannot write, nothing that turns the page around.

Bidirectional controls reorder what stands around them (Unicode Standard Annex 9): a scraped name that ends in U+202E
would show the rest of its line backwards. They stay in the text, each in a box of its own that shows its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex
from attrs import frozen

__all__ = ["Run", "clipped", "plain", "runs", "writable"]

REPLACEMENT = "\ufffd"
CLIPPED_LENGTH = 260
# Control characters but for tab and line breaks, and lone surrogates.
_UNWRITABLE = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BIDI_NAMES = {
    "\u061c": "ALM",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
_BIDI = regex.compile(f"([{''.join(_BIDI_NAMES)}])")
_WHITE_SPACE = regex.compile(r"\s++")


@frozen(kw_only=True)
class Run:
    """Words without bidirectional controls, or one such control with its `control` name."""

    words: str
    control: str | None


def writable(value: Any) -> Any:
    """Replace what UTF-8 or HTML cannot hold, one for one: the last thing done to whatever a template prints.

    What is markup already has been through here, and is left as it is.
    """
    is_words = isinstance(value, str) and not hasattr(value, "__html__")
    return _UNWRITABLE.sub(REPLACEMENT, value) if is_words else value


def runs(words: str) -> Iterator[Run]:
    """Split `words` at bidirectional controls; put together again, the runs are the same words."""
    for part in _BIDI.split(words):
        if part:
            yield Run(words=part, control=_BIDI_NAMES.get(part))


def plain(words: str) -> str:
    """Make a line of `words` for where no element can stand, such as a label: controls replaced, white space single."""
    return _BIDI.sub(REPLACEMENT, _WHITE_SPACE.sub(" ", words).strip())


def clipped(words: str) -> str:
    """Make one line of `words`, cut after a word, or within one that is very long, where it would fill a card."""
    line = _WHITE_SPACE.sub(" ", words).strip()
    if len(line) <= CLIPPED_LENGTH:
        return line
    head = line[:CLIPPED_LENGTH]
    return f"{head.rpartition(' ')[0] or head}…"
