"""A wrong decision as a person reads it: what was expected, what came out, and the words around it."""

from __future__ import annotations

import regex
from attrs import frozen

from quoteattr.evaluation.decisions import Decision, Extent

__all__ = ["Context", "context_of", "describe"]

_AROUND = 100
_INSIDE = 240
_BREAK = regex.compile(r"\s*\n\s*")
_LAST_WORD = regex.compile(r"\s\S*+$")


@frozen
class Context:
    """The words of a decision, and those before and after it, on one line: paragraphs are parted by ¶."""

    before: str
    inside: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}[{self.inside}]{self.after}"


def context_of(text: str, extent: Extent) -> Context:
    """Cut about a line before and behind `extent` (characters of `text`, half-open), at the borders of words."""
    start, end = extent
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = text[first:start]
    if first and " " in before:
        before = f"… {before.split(' ', 1)[1]}"
    after = text[end:last]
    if last < len(text):
        after = f"{_LAST_WORD.sub('', after)} …"
    inside = text[start:end]
    if len(inside) > _INSIDE:
        inside = f"{inside[: _INSIDE // 2]} … {inside[-_INSIDE // 2 :]}"
    return Context(*(_BREAK.sub(" ¶ ", part) for part in (before, inside, after)))


def describe(decision: Decision, text: str) -> str:
    """Say in two lines what was expected and what came out, and show the place in the article's `text`."""
    expected = " or ".join(_answer(one) for one in decision.accepted) if decision.accepted else "nothing"
    sure = "" if decision.confidence is None else f" (confidence {decision.confidence:.2f})"
    start, end = decision.extent
    return (
        f"{decision.article} [{start}, {end}): expected {expected}, got {_answer(decision.answer)}{sure}\n"
        f"    {context_of(text, decision.extent)}"
    )


def _answer(answer: str | None) -> str:
    return "nothing" if answer is None else _BREAK.sub(" ¶ ", answer)
