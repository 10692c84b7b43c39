"""A virtual environment for each set of requirements, made once and kept."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

__all__ = ["EnvironmentFailedError", "environment", "reason_of"]

COMPLETE = "complete"


class EnvironmentFailedError(RuntimeError):
    """An environment that cannot be made; its message is the reason that pip gave."""


def environment(folder: Path, pip_arguments: Sequence[str]) -> Path:
    """Return the python of the environment below `folder` that has what `pip_arguments` ask for; make it if need be.

    One that was left half made is made again. Raises EnvironmentFailedError where pip cannot install it.
    """
    key = sha256("\n".join((sys.version, *pip_arguments)).encode()).hexdigest()[:12]
    place = folder / key
    python = place / "bin" / "python"
    if (place / COMPLETE).exists():
        return python
    shutil.rmtree(place, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    result = subprocess.run([*pip, *pip_arguments], capture_output=True, text=True, check=False)
    if result.returncode:
        raise EnvironmentFailedError(reason_of(result.stderr))
    (place / COMPLETE).write_text(" ".join(pip_arguments), encoding="utf8")
    return python


def reason_of(log: str) -> str:
    """Find why pip failed in the `log` of what it wrote: its last line that starts with ERROR, or else its last."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR:")]
    return (errors or lines or ["pip gives no reason"])[-1]
