"""As many short articles as a test of scale wants, each with words that no other has, as new names come up in news."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

__all__ = ["many_articles"]

_SYLLABLES = ["".join(pair) for pair in product([*"bdfgklmnprstvz", "br", "st", "tr"], "aeiou")]
_BRIDGE = """{0} (AP) – “We will reopen the {1} bridge in May,” said {2} {3}, the mayor, in a statement on Friday.

The {4} had been shut since the flood. “Nobody {5} it,” she said, “and nobody will.”

{6} {7}, who runs a café nearby, told reporters that {8} was ready. He called the delay “a {9} joke”.
"""
_COUNCIL = """The {0} council voted for the {1} plan on Monday, according to {2} {3}, a spokesman for {4}.

“It is not what we {5},” said {6} {7}, who leads the opposition. He said {8} would go to court.

{3} denied that. “There is no {9},” he wrote in an email.
"""
_NAMES = {0, 2, 3, 4, 6, 7, 8}


def many_articles(count: int) -> Iterator[str]:
    """Yield `count` articles of some fifty words, the same ones every time."""
    random = Random(7)
    for number in range(count):
        words = ["".join(random.choices(_SYLLABLES, k=3)) for _ in range(10)]
        story = (_BRIDGE, _COUNCIL)[number % 2]
        yield story.format(*(word.capitalize() if place in _NAMES else word for place, word in enumerate(words)))
