"""Without what the extras bring the tests are collected, and say what they want."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from extras import GROUPS, missing, skip_without

ROOT = Path(__file__).parent.parent
# What is None in `sys.modules` cannot be imported, nor is it found.
COLLECT = """
import sys
sys.modules.update(dict.fromkeys(sys.argv[1:]))
import pytest
sys.exit(pytest.main(["--collect-only", "-q", "-rs", "tests"]))
"""


def test_collection_goes_on_without_any_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    done = subprocess.run(
        [sys.executable, "-c", COLLECT, *GROUPS], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
    skipped = re.findall(r"^SKIPPED \[1\] tests/(\S+\.py):\d+: (.* --group test-.*)$", done.stdout, re.MULTILINE)
    assert set(skipped) == {
        ("scale/test_arrow.py", "wants pyarrow: pip install --group test-spark"),
        ("scale/test_spark.py", "wants pandas: pip install --group test-spark"),
        ("slow/test_many_rows.py", "wants pandas: pip install --group test-spark"),
    }


def test_a_group_brings_each(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["dependency-groups"]
    assert set(GROUPS.values()) <= set(groups)
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    assert missing("tokenizers") == "wants tokenizers: pip install --group test-encoder"
    with pytest.raises(pytest.skip.Exception, match="wants tokenizers"):
        skip_without("pytest", "tokenizers")


def test_nothing_is_skipped_where_all_is_there() -> None:
    assert missing("pytest", "regex") is None
    skip_without("pytest", "regex")
