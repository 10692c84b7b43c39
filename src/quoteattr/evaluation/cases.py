"""A wrong decision as a person reads it: what was expected, what came out, and the words around it."""

from __future__ import annotations

import regex
from attrs import frozen

from quoteattr.evaluation.corpora import Extent
from quoteattr.evaluation.measures import Decision

__all__ = ["Context", "context_of", "describe", "on_a_line"]

_AROUND = 100
_INSIDE = 240
_BREAK = regex.compile(r"\s*\n\s*")
_LAST_WORD = regex.compile(r"\s\S*+$")
# Controls, of a terminal or of the direction of writing: an article must not paint the screen that shows it.
_CONTROL = regex.compile(r"[\p{Cc}\p{Bidi_Control}]")


@frozen
class Context:
    """The words of a decision, and those before and after it, on one line: paragraphs are parted by ¶."""

    before: str
    inside: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}[{self.inside}]{self.after}"


def context_of(text: str, extent: Extent, around: int = _AROUND) -> Context:
    """Cut `around` characters before and behind `extent` (characters of `text`, half-open), at the borders of words.

    The middle of an extent of more than 240 characters is left out.
    """
    start, end = extent
    first, last = max(0, start - around), min(len(text), end + around)
    before = text[first:start] if first else text[:start].lstrip()
    if first and " " in before:
        before = f"… {before.split(' ', 1)[1]}"
    after = f"{_LAST_WORD.sub('', text[end:last])} …" if last < len(text) else text[end:].rstrip()
    inside = text[start:end]
    if len(inside) > _INSIDE:
        inside = f"{inside[: _INSIDE // 2]} … {inside[-_INSIDE // 2 :]}"
    return Context(*(_BREAK.sub(" ¶ ", part) for part in (before, inside, after)))


def describe(decision: Decision, text: str) -> str:
    """Say in two lines what was expected and what came out, and show the place in the article's `text`."""
    expected = " or ".join(_answer(one) for one in decision.accepted) if decision.accepted else "nothing"
    partly = f" ({decision.right:.2f} right)" if 0 < decision.right < 1 else ""
    sure = "" if decision.confidence is None else f" (confidence {decision.confidence:.2f})"
    start, end = decision.extent
    return (
        f"{on_a_line(decision.article)} [{start}, {end}): "
        f"expected {expected}, got {_answer(decision.answer)}{partly}{sure}\n"
        f"    {on_a_line(str(context_of(text, decision.extent)))}"
    )


def on_a_line(words: str) -> str:
    """Make words safe to show on a line of a terminal: line breaks become ¶ and controls their escapes."""
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], _BREAK.sub(" ¶ ", words))


def _answer(answer: str | None) -> str:
    return "nothing" if answer is None else on_a_line(answer)
