"""The page on scale describes every column that comes out, and every option of the command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from quoteattr.scale.corpus_cli import app
from quoteattr.serialization import ROW_TYPES

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf8")
TYPES = {"string": str, "long": int, "double": float}


def test_every_column_is_described_with_its_type() -> None:
    lines = re.findall(r"^\| (`.*?) \| (\w+) \|", PAGE, re.MULTILINE)
    described = {name: TYPES[kind] for names, kind in lines for name in re.findall(r"`(\w+)`", names)}
    assert described == {**ROW_TYPES, "error": str}
    assert list(described) == [*ROW_TYPES, "error"]


def test_every_option_is_described() -> None:
    options = {name for parameter in get_command(app).params for name in parameter.opts if name.startswith("--")}
    assert {option for option in options if f"`{option}" not in PAGE} == set()
