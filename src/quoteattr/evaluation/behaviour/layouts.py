"""Ways to lay a text out, or to set it, that change nothing of what it says."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping

import regex

__all__ = ["LAYOUTS", "plain"]

_WIDTH = 72
_PARAGRAPHS = regex.compile(r"\n{2,}+")
_MARKS = str.maketrans("“”„«»", '"' * 5)


def plain(words: str) -> str:
    """`words` as they are compared: each white space one blank, every kind of double marks one kind."""
    return " ".join(words.translate(_MARKS).replace("``", '"').replace("''", '"').split())


def _wrapped(text: str) -> str:
    paragraphs = (textwrap.fill(paragraph, _WIDTH, break_on_hyphens=False) for paragraph in _PARAGRAPHS.split(text))
    return "\n\n".join(paragraphs)


def _with(opening: str, closing: str) -> Callable[[str], str]:
    return lambda text: text.replace("“", opening).replace("”", closing)


LAYOUTS: Mapping[str, Callable[[str], str]] = {
    "wrapped": _wrapped,
    "blank_line": lambda text: _PARAGRAPHS.sub("\n\n\n", text),
    "marks": _with('"', '"'),
    "old_marks": _with("``", "''"),
    "guillemets": _with("«", "»"),
    "double_blanks": lambda text: text.replace(". ", ".  "),
    "no_break_blanks": lambda text: text.replace(", ", ",\N{NO-BREAK SPACE}"),
}
