"""Run the cases of a folder on an extractor, and say of each capability how often it fails."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Protocol

from attrs import evolve, field, frozen
from cattrs import BaseValidationError, structure

from quoteattr.evaluation.behaviour.judging import (
    Row,
    Verdict,
    found_in,
    judge_change,
    judge_direction,
    judge_minimum,
    plain,
)
from quoteattr.evaluation.behaviour.templates import (
    LAYOUTS,
    Answer,
    Capability,
    Direction,
    Filling,
    Lexicon,
    Minimum,
    Wanted,
    draw,
    read_capabilities,
    read_lexicon,
)
from quoteattr.types import Article

__all__ = ["BehaviourReport", "CapabilityFigure", "Case", "Failure", "make_cases", "run_behaviour"]

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


# A share may fall short of its floor by the last bit.
_ROUNDING = 1e-9


# The ceiling's name.
_SURE = "sure_failure_rate"


@frozen(kw_only=True)
class _Bounds:
    """What `floors.toml` says: the least share right of each capability, and how many sure speakers may be wrong."""

    floors: Mapping[str, float] = field(factory=dict)
    ceilings: Mapping[str, float] = field(factory=dict)


class _Pipe(Protocol):
    """What reads many texts, as quoteattr's Extractor does."""

    def pipe(self, texts: Iterable[str], /) -> Iterator[Article]: ...


@frozen(kw_only=True)
class Failure:
    """A case that failed: its texts, the changed one last, and what is wrong, in words."""

    texts: tuple[str, ...]
    problems: tuple[str, ...]


@frozen(kw_only=True)
class CapabilityFigure:
    """What a capability is, how many cases it has, and those that failed; its `floor` is the least share right."""

    name: str
    says: str
    cases: int
    failures: tuple[Failure, ...]
    floor: float | None = None

    @property
    def failure_rate(self) -> float:
        """The share of cases that failed."""
        return len(self.failures) / self.cases

    @property
    def example(self) -> Failure | None:
        """The shortest failure, None where nothing failed."""
        return min(self.failures, key=lambda failure: sum(map(len, failure.texts)), default=None)

    @property
    def holds(self) -> bool:
        """Whether the share right keeps to the floor."""
        return self.floor is None or 1 - self.failure_rate >= self.floor - _ROUNDING


@frozen(kw_only=True, repr=False)
class BehaviourReport:
    """The capabilities, in order of their names, and how sure wrong speakers are.

    Of the speakers given in cases of what is right, `sure` have a confidence of `HIGH_PRECISION` or more, and
    `sure_and_wrong` of these are wrong: somebody else spoke, or nobody. `ceiling` is the greatest share allowed.
    """

    capabilities: tuple[CapabilityFigure, ...]
    sure: int
    sure_and_wrong: int
    ceiling: float | None = None

    @property
    def sure_failure_rate(self) -> float:
        """The share of speakers with `HIGH_PRECISION` or more that are wrong."""
        return self.sure_and_wrong / self.sure if self.sure else 0.0

    @property
    def holds(self) -> bool:
        """Whether every capability keeps to its floor, and the share of sure and wrong speakers to its ceiling."""
        kept = self.ceiling is None or self.sure_failure_rate <= self.ceiling + _ROUNDING
        return kept and not self.below

    @property
    def below(self) -> tuple[CapabilityFigure, ...]:
        """The capabilities that fall under their floors."""
        return tuple(capability for capability in self.capabilities if not capability.holds)

    def __repr__(self) -> str:
        failed = sum(len(capability.failures) for capability in self.capabilities)
        cases = sum(capability.cases for capability in self.capabilities)
        return f"BehaviourReport({len(self.capabilities)} capabilities, {failed} of {cases} cases failed)"


def run_behaviour(
    extractor: _Pipe, folder: str | Path, *, samples: int = 2, seed: int = 0, lexicon: str = "lexicon.test.toml"
) -> BehaviourReport:
    """Fill each template of `folder` `samples` times with words of `lexicon`, a file in it, and judge what is found.

    All texts go through one call of `extractor.pipe`. The same seed draws the same words, and few samples are the first
    of many. Bounds are those of `floors.toml` in the folder, if there is one. Raises ValueError, with the name of the
    file, for one that cannot be understood.
    """
    if samples < 1:
        raise ValueError(f"a template is filled once or more, not {samples} times")
    folder = Path(folder)
    words = read_lexicon(folder / lexicon)
    capabilities = list(read_capabilities(folder))
    cases = [make_cases(capability, words, samples, seed) for capability in capabilities]
    articles = extractor.pipe(text for some in cases for case in some for text in case.texts)
    bounds = _bounds(folder, {capability.name for capability in capabilities})
    sure = wrong = 0
    figures = []
    for capability, some in zip(capabilities, cases, strict=True):
        failures = []
        for case in some:
            verdict = case.judge(*(next(articles) for _ in case.texts))
            sure, wrong = sure + verdict.sure, wrong + verdict.sure_and_wrong
            if verdict.problems:
                failures.append(Failure(texts=case.texts, problems=verdict.problems))
        figures.append(
            CapabilityFigure(
                name=capability.name,
                says=capability.says,
                cases=len(some),
                failures=tuple(failures),
                floor=bounds.floors.get(capability.name),
            )
        )
    return BehaviourReport(
        capabilities=tuple(figures), sure=sure, sure_and_wrong=wrong, ceiling=bounds.ceilings.get(_SURE)
    )


def _bounds(folder: Path, capabilities: Collection[str]) -> _Bounds:
    path = folder / "floors.toml"
    if not path.exists():
        return _Bounds()
    try:
        bounds = structure(tomllib.loads(path.read_text(encoding="utf8")), _Bounds)
    except (tomllib.TOMLDecodeError, BaseValidationError) as error:
        raise ValueError(f"{path} has no [floors] and [ceilings]: {error}") from error
    if unknown := (bounds.floors.keys() - capabilities) | (bounds.ceilings.keys() - {_SURE}):
        raise ValueError(f"{path}: there is no {', '.join(sorted(unknown))}")
    return bounds
