"""Peak memory does not grow with the number of articles that stream through."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from many_articles import many_articles

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "wait4"), reason="reads a process's peak memory by wait4"),
]

FEW, MANY = 100, 10_000
HIGHEST_RATIO = 1.2


def peak_of(command: list[str]) -> int:
    """Run a command, and return the peak memory of whichever of its processes took most, in wait4's own unit."""
    process = subprocess.Popen([sys.executable, *command])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss


@pytest.mark.parametrize("processes", [1, 2])
def test_corpus_takes_no_more_memory_for_more_articles(tmp_path: Path, processes: int) -> None:
    peaks = []
    for count in (FEW, MANY):
        source = tmp_path / f"{count}.jsonl"
        source.write_text("".join(json.dumps({"text": text}) + "\n" for text in many_articles(count)))
        target = tmp_path / f"{count}.{processes}.jsonl"
        peaks.append(
            peak_of(["-m", "quoteattr.scale.corpus_cli", str(source), str(target), f"--processes={processes}"])
        )
        assert sum(1 for _ in target.open()) == count
    print(f"\n{MANY} articles to {FEW}, {processes} processes: {peaks[1] / peaks[0]:.3f} times the peak, {peaks}")
    assert peaks[1] / peaks[0] <= HIGHEST_RATIO, peaks
