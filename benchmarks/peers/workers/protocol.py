"""What every worker does, whatever it drives: read articles, answer in JSON lines, say what it cost and what crashed.

A worker is run by the python of its peer's own environment, with nothing but the standard library and the peer:

    python WORKER ARTICLES PACKAGES [OPTION ...]

ARTICLES is a JSON Lines file with `id` and `text`, PACKAGES the names, with commas, of the packages whose versions are
asked for. Once the peer is loaded the worker writes `{"versions": {...}}`. Then, for every number that it reads from
its standard input, it reads all articles from that number on and writes a line for each, to the file descriptor that
the environment variable ANSWERS names, since peers print what they like on standard output:

    {"id", "quotations": [{"content", "speaker", "mention", "cue"}], "errors": [str], "seconds": float}

`content`, `mention` and `cue` are `{"start", "end", "text"}` in the text as the peer has it, which may not be the
article's; the latter two and `speaker`, a name, may be null. `seconds` is the CPU time, of all threads and finished
children, since the line before. A peer that reads in batches pays for a batch at its first article: only sums tell.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

__all__ = ["attempt", "piece", "serve"]

Reading = dict[str, Any]
Reader = Callable[[list[str]], Iterable[Reading]]


def serve(load: Callable[..., Reader]) -> None:
    """Answer until standard input ends. `load` takes the worker's options and gives what reads texts."""
    answers = os.fdopen(int(os.environ["ANSWERS"]), "w", encoding="utf8")
    articles = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf8").splitlines()]
    read = load(*sys.argv[3:])

    def answer(line: dict[str, Any]) -> None:
        answers.write(json.dumps(line) + "\n")
        answers.flush()

    answer({"versions": {name: version(name) for name in sys.argv[2].split(",")}})
    for number in sys.stdin:
        rest = articles[int(number) :]
        for article, (reading, seconds) in zip(rest, _timed(read([each["text"] for each in rest])), strict=True):
            answer({"id": article["id"], **reading, "seconds": seconds})


def attempt(found: Callable[[Any], Iterable[dict[str, Any]]], *parts: Any) -> Reading:
    """Collect what `found` gives for each of an article's `parts`; a part on which it raises gives an error instead."""
    quotations, errors = [], []
    for part in parts:
        try:
            quotations += list(found(part))
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
    return {"quotations": quotations, "errors": errors}


def piece(start: int, end: int, text: str) -> dict[str, Any]:
    """Give a stretch of the text as the peer has it, in characters, half-open."""
    return {"start": start, "end": end, "text": text}


def _timed(readings: Iterable[Reading]) -> Iterator[tuple[Reading, float]]:
    started = _cpu_seconds()
    for reading in readings:
        now = _cpu_seconds()
        yield reading, now - started
        started = _cpu_seconds()


def _cpu_seconds() -> float:
    return sum(os.times()[:4])
