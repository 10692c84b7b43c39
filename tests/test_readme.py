"""The README's examples run and show what they say."""

from __future__ import annotations

import doctest
from pathlib import Path

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

import quoteattr

README = Path(__file__).parent.parent / "README.md"


def test_python_examples_show_what_the_readme_says() -> None:
    examples = list(Sybil([PythonCodeBlockParser()], encoding="utf8").parse(README).examples())
    assert examples
    for example in examples:
        example.evaluate()


def test_example_of_the_package_shows_what_it_says() -> None:
    assert doctest.testmod(quoteattr).attempted > 0
    assert doctest.testmod(quoteattr).failed == 0
