"""What was measured, as a line an event in a file a peer, and as values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import cattrs
from attrs import field, frozen

__all__ = ["Answer", "Found", "Measurement", "Piece", "Round", "read_measurement", "write_events"]


@frozen(kw_only=True)
class Piece:
    """A stretch of a text as the peer has it: `start` and `end` in characters, half-open, and its `text`."""

    start: int
    end: int
    text: str


@frozen(kw_only=True)
class Found:
    """A quotation that a peer found: its `content`, its `speaker` by name, the words that stand for it, and the cue."""

    content: Piece
    speaker: str | None = None
    mention: Piece | None = None
    cue: Piece | None = None


@frozen(kw_only=True)
class Answer:
    """What a peer says of an article: `quotations`, or the plain values of an `article` of quoteattr; its `errors`."""

    id: str
    quotations: tuple[Found, ...] = ()
    article: dict[str, Any] | None = field(default=None, hash=False)
    errors: tuple[str, ...] = ()


@frozen(kw_only=True)
class Round:
    """CPU seconds that plain spaCy and the peer took over all articles, one right after the other."""

    plain: float
    own: float


@frozen(kw_only=True)
class Measurement:
    """All that is known of a peer on a corpus; `failure` says why it has no answers."""

    failure: str | None = None
    versions: dict[str, str] = field(factory=dict, hash=False)
    answers: tuple[Answer, ...] = ()
    rounds: tuple[Round, ...] = ()

    @property
    def crashed(self) -> tuple[Answer, ...]:
        """The answers to articles that it crashed on, or on a part of."""
        return tuple(answer for answer in self.answers if answer.errors)

    @property
    def is_silent_on_cues(self) -> bool:
        """Whether it never says which words report."""
        found = (quotation for answer in self.answers for quotation in answer.quotations)
        return all(answer.article is None for answer in self.answers) and all(each.cue is None for each in found)

    @property
    def ratio(self) -> float | None:
        """Times the CPU time of plain spaCy, the median of the rounds; None if no round was timed."""
        return median(each.own / each.plain for each in self.rounds) if self.rounds else None

    @property
    def seconds(self) -> float | None:
        """CPU seconds over all articles, the median of the rounds; None if no round was timed."""
        return median(each.own for each in self.rounds) if self.rounds else None


def write_events(path: Path, events: Iterable[dict[str, Any]]) -> None:
    """Write each event as soon as it is there, so that what stops the script loses none that came before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf8") as lines:
        for event in events:
            lines.write(json.dumps(event) + "\n")
            lines.flush()


def read_measurement(path: Path, ids: Sequence[str]) -> Measurement:
    """Read what `write_events` wrote. One without an answer to each of `ids` counts as a failure, not as a figure."""
    if not path.exists():
        return Measurement(failure="not measured")
    text = path.read_text(encoding="utf8")
    # A line that the script was stopped in has no end, and counts as not written.
    events = [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]

    def of(kind: str) -> list[Any]:
        return [event[kind] for event in events if kind in event]

    answers = cattrs.structure(of("answer"), tuple[Answer, ...])
    failure = next(iter(of("failure")), None)
    if failure is None and [answer.id for answer in answers] != list(ids):
        failure = f"stopped after {len(answers)} of {len(ids)} articles"
    return Measurement(
        failure=failure,
        versions=next(iter(of("versions")), {}),
        answers=answers,
        rounds=cattrs.structure(of("round"), tuple[Round, ...]),
    )
