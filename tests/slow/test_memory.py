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


# A process begins with the peak of the one that starts it: so a small one does.
MEASURED = """
import os, subprocess, sys
process = subprocess.Popen([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(usage.ru_maxrss)
sys.exit(process.returncode)
"""


def peak_of(command: list[str]) -> int:
    """Run a command, and return the peak memory of whichever of its processes took most, in wait4's own unit."""
    measured = [sys.executable, "-c", MEASURED, *command]
    return int(subprocess.run(measured, check=True, stdout=subprocess.PIPE, text=True).stdout)


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
