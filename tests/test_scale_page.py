"""The page on scale runs, and describes every column that comes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

from quoteattr.serialization import ROW_TYPES

PAGE = Path(__file__).parent.parent / "docs" / "scale.md"
TYPES = {"string": str, "long": int, "double": float}


def test_examples_show_what_the_page_says() -> None:
    pytest.importorskip("pyspark", reason="wants pyspark, of the extra spark")
    from local_spark import local_spark

    with local_spark():
        examples = list(Sybil([PythonCodeBlockParser()], encoding="utf8").parse(PAGE).examples())
        assert examples
        for example in examples:
            example.evaluate()


def test_every_column_is_described_with_its_type() -> None:
    lines = re.findall(r"^\| (`.*?) \| (\w+) \|", PAGE.read_text(encoding="utf8"), re.MULTILINE)
    described = {name: TYPES[kind] for names, kind in lines for name in re.findall(r"`(\w+)`", names)}
    assert described == {**ROW_TYPES, "error": str}
    assert list(described) == [*ROW_TYPES, "error"]
