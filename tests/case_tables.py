"""Tables of cases: TOML files beside the tests, where a table is a case, and its name the rule that the case shows."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from quoteattr import Article

FOLDER = Path(__file__).parent
# TOML has no word for None.
NOTHING = "–"


def cases(*tables: str, named: str | None = None, only: Sequence[str] | None = None) -> pytest.MarkDecorator:
    """Run a test on each case of `tables`, files named from this folder on; the keys of a case are its arguments.

    What a case does not have is None, and so is a dash. `named` is the argument that stands as the name of the case;
    `only` are the arguments of a test that does not take them all. A list is of cases with this one argument.
    """
    rows = [
        (name, row if named is None else {named: name, **row})
        for table in tables
        for name, row in read_cases(table).items()
    ]
    arguments = list(only or dict.fromkeys(key for _, row in rows for key in row))
    return pytest.mark.parametrize(arguments, [pytest.param(*map(row.get, arguments), id=name) for name, row in rows])


def read_cases(table: str) -> dict[str, dict[str, Any]]:
    """Read the cases of a table by their names."""
    read = _with_none(tomllib.loads((FOLDER / f"{table}.toml").read_text(encoding="utf8")))
    for name, row in list(read.items()):
        if isinstance(row, list):
            read |= {case: {name: case} for case in read.pop(name)}
    return read


def _with_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_none(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_none(item) for item in value]
    return None if value == NOTHING else value


def plain(value: Any) -> Any:
    """Make of what was found what a table can hold: lists of tuples and sets, the values of enumerations."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(map(plain, value))
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def told(article: Article, *paths: str) -> list[list[Any]]:
    """What is told of each attribution, by paths such as `speaker.name`: None where something on the way is."""
    return [[_at(attribution, path) for path in paths] for attribution in article.attributions]


def _at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value if value is None else getattr(value, name)
    return plain(value)
