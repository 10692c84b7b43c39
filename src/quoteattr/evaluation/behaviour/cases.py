"""Cases: templates filled with words. A case has one text or two, and a judge of their articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random

from attrs import evolve, frozen

from quoteattr.evaluation.behaviour.answers import found_in
from quoteattr.evaluation.behaviour.judging import Row, Verdict, judge_change, judge_direction, judge_minimum
from quoteattr.evaluation.behaviour.layouts import LAYOUTS, plain
from quoteattr.evaluation.behaviour.lexicon import Filling, Lexicon, draw
from quoteattr.evaluation.behaviour.templates import Answer, Capability, Direction, Minimum, Wanted
from quoteattr.types import Article

__all__ = ["Case", "make_cases"]

# A dateline to put before a text, and the changes that are neither a layout nor other words of a kind.
_DATELINE = "{city:upper} ({agency}) — "
_WITH_DATELINE = "dateline"
_OTHER_GENDER = "gender"


@frozen(kw_only=True)
class Case:
    """Texts to be read, and what judges their articles, which are given in the same order."""

    texts: tuple[str, ...]
    judge: Callable[..., Verdict]


def make_cases(capability: Capability, lexicon: Lexicon, samples: int, seed: int) -> list[Case]:
    """Fill each template of `capability` `samples` times; what is drawn hangs on template, number and seed alone.

    Raises ValueError for a slot that the lexicon cannot fill, and for a change that there is not.
    """
    try:
        return list(_cases(capability, lexicon, samples, seed))
    except ValueError as error:
        raise ValueError(f"{capability.name}: {error}") from error


def _cases(capability: Capability, lexicon: Lexicon, samples: int, seed: int) -> Iterator[Case]:
    for number in range(samples):
        for minimum in capability.minimum:
            for shape in minimum.text:
                yield _minimum(minimum, shape, lexicon, Random(f"{seed} {number} {shape}"))
        for invariance in capability.invariance:
            for shape in invariance.text:
                for change in invariance.change:
                    yield _invariance(shape, change, lexicon, Random(f"{seed} {number} {change} {shape}"))
        for direction in capability.direction:
            yield _direction(direction, lexicon, Random(f"{seed} {number} {direction.stronger}"))


def _minimum(minimum: Minimum, shape: str, lexicon: Lexicon, random: Random) -> Case:
    filling = draw(lexicon, shape, random)
    filled = evolve(
        minimum,
        quotations=tuple(_filled_wanted(wanted, filling) for wanted in minimum.quotations),
        nobody=tuple(map(filling.fill, minimum.nobody)),
        provenance=_filled_answers(minimum.provenance, filling),
    )
    text = filling.fill(shape)
    if minimum.layout is not None:
        text = LAYOUTS[minimum.layout](text)
    return Case(texts=(text,), judge=lambda article: judge_minimum(filled, article))


def _filled_wanted(wanted: Wanted, filling: Filling) -> Wanted:
    return evolve(
        wanted,
        text=filling.fill(wanted.text),
        not_speaker=tuple(map(filling.fill, wanted.not_speaker)),
        answers=_filled_answers(wanted.answers, filling),
    )


def _filled_answers(answers: Mapping[str, tuple[Answer, ...]], filling: Filling) -> dict[str, tuple[Answer, ...]]:
    return {
        name: tuple(filling.fill(answer) if isinstance(answer, str) else answer for answer in accepted)
        for name, accepted in answers.items()
    }


def _invariance(shape: str, change: str, lexicon: Lexicon, random: Random) -> Case:
    before = after = draw(lexicon, shape + _DATELINE, random)
    text = before.fill(shape)
    changed, kind = text, change
    if change in LAYOUTS:
        changed = LAYOUTS[change](text)
    elif change == _WITH_DATELINE:
        changed = before.fill(_DATELINE + shape)
    else:
        kind = "person" if change == _OTHER_GENDER else change
        after = before.of_other_gender(random) if change == _OTHER_GENDER else before.redrawn(kind, random)
        changed = after.fill(shape)
    if changed == text:
        raise ValueError(f"nothing to change by {change!r} in {shape!r}")

    def rows(article: Article, filling: Filling) -> list[Row]:
        """Write the words of the changed kind as slots again, so that they do not count as a difference."""
        found = ({"text": one.text, "kind": one.kind, **one.fields} for one in found_in(article))
        return [
            {
                name: filling.neutral(plain(answer), shape, kind) if isinstance(answer, str) else answer
                for name, answer in row.items()
            }
            for row in found
        ]

    return Case(texts=(text, changed), judge=lambda one, other: judge_change(rows(one, before), rows(other, after)))


def _direction(direction: Direction, lexicon: Lexicon, random: Random) -> Case:
    filling = draw(lexicon, direction.text + direction.stronger, random)
    filled = Direction(
        text=filling.fill(direction.text),
        stronger=filling.fill(direction.stronger),
        quotation=filling.fill(direction.quotation),
        speaker=filling.fill(direction.speaker),
    )
    return Case(texts=(filled.text, filled.stronger), judge=lambda weak, strong: judge_direction(filled, weak, strong))
