"""Answers are byte for byte those of `pins.json`: a change of structure leaves them as they are.

After a retraining, or a fault mended: `python benchmarks/pins.py --renew`, in a commit that says so.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from benchmarks import pins


@pytest.fixture(scope="module")
def shared_folder(pytestconfig: pytest.Config) -> Path | None:
    """Find the shared corpora; without them only our own articles are compared."""
    folder = (pytestconfig.rootpath / pytestconfig.getoption("shared")).resolve()
    return folder if (folder / "corpora").is_dir() else None


def test_answers_are_as_pinned(shared_folder: Path | None) -> None:
    with_encoder = find_spec("onnxruntime") is not None and find_spec("tokenizers") is not None
    found = dict(pins.answers(pins.readings(encoder=with_encoder), shared_folder))
    assert pins.changed(found) == []


def test_an_answer_of_one_more_blank_is_no_longer_as_pinned() -> None:
    name, answer = next(pins.answers({"blank": pins.readings()["blank"]}, None))
    assert pins.changed({name: answer + " "}) == [name]
