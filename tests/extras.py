"""What the package's extras bring: a test that wants it is skipped where it is not installed, and says what to do."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

__all__ = ["ENCODER", "GROUPS", "SPARK", "WANTED_BY_MODULE", "missing", "skip_without"]

ENCODER = ("onnxruntime", "tokenizers")
SPARK = ("pandas", "pyarrow", "pyspark")
#: By package, the dependency group that brings it for the tests.
GROUPS = dict.fromkeys(ENCODER, "test-encoder") | dict.fromkeys(SPARK, "test-spark")
#: By module of the package, what it needs to be imported and its cached functions to be called.
WANTED_BY_MODULE = {
    "quoteattr.arrow": ("pyarrow",),
    "quoteattr.reports.encoder.model": ENCODER,
    "quoteattr.spark": SPARK,
}


def missing(*packages: str) -> str | None:
    """Why a test that wants `packages` cannot run, told of the first that is not installed; None where all are."""
    absent = [package for package in packages if find_spec(package) is None]
    return f"wants {absent[0]}: pip install --group {GROUPS[absent[0]]}" if absent else None


def skip_without(*packages: str) -> None:
    """Skip the test, or the module of tests, where one of `packages` is not installed."""
    __tracebackhide__ = True  # the report names the line that calls this
    if (reason := missing(*packages)) is not None:
        pytest.skip(reason, allow_module_level=True)
