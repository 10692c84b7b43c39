"""How far a target of `quoteattr-corpus` has got, so that a run goes on from there.

Each line begins with the number of the source's line that it is made from. A kill may have cut the last line short, or
left out rows of the last record: the last record is taken off and done again, with what is behind its last whole line.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import regex
from attrs import evolve, frozen

__all__ = ["Progress", "StrangeTargetError", "read_progress", "target_line"]

_HEAD = regex.compile(rb'\{"line": ([0-9]++), ("error": ")?+')
_START_OF_HEAD = b'{"line": '


class StrangeTargetError(Exception):
    """The target is not what `quoteattr-corpus` made of this source with these options; its message says why."""


@frozen(kw_only=True)
class Progress:
    """The records of a target that are kept: their number, the bad among them, and the line that the last is made from.

    They end at byte `end`. `next_record` is a line of the record behind them, which is done again; None where there is
    none.
    """

    records: int = 0
    bad: int = 0
    line: int = 0
    end: int = 0
    next_record: dict[str, Any] | None = None


def target_line(line: int, values: dict[str, Any]) -> bytes:
    """Make a line of the target, in ASCII: the number of the source's line, then `values`.

    The first of them is `error` where there is one, so that bad records can be counted without reading JSON.
    """
    return json.dumps({"line": line, **values}).encode("ascii") + b"\n"


def read_progress(target: Path) -> Progress:
    """Read how far `target` has got; a file that does not exist is at its beginning.

    Raises StrangeTargetError for a file of another kind, OSError for one that cannot be read.
    """
    if not target.exists():
        return Progress()
    kept = Progress()
    line, bad, at, last = 0, False, 0, b""
    with target.open("rb") as lines:
        for content in lines:
            if not content.endswith(b"\n") and content.startswith(_START_OF_HEAD[: len(content)]):
                break
            head = _HEAD.match(content)
            if head is None or int(head[1]) < line:
                raise StrangeTargetError(f"byte {at} of it does not begin a record that could stand there")
            if int(head[1]) > line:
                if line:
                    kept = Progress(records=kept.records + 1, bad=kept.bad + bad, line=line, end=at)
                line, bad = int(head[1]), head[2] is not None
            at += len(content)
            last = content
    return evolve(kept, next_record=json.loads(last)) if last else kept
