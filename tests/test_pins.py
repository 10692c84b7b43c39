"""Answers are byte for byte those of `pins.json`: a change of structure leaves them as they are.

After a retraining, or a fault mended: `python benchmarks/pins.py --renew`, in a commit that says so.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import pins

from extras import ENCODER, missing


def answers(shared: Path | None) -> dict[str, str]:
    """Those of the encoder, too, where it can run."""
    return dict(pins.answers(pins.readings(encoder=missing(*ENCODER) is None), shared))


def test_answers_on_our_own_articles_are_as_pinned() -> None:
    assert pins.changed(answers(None)) == []


@pytest.mark.slow
def test_answers_on_the_shared_corpora_are_as_pinned(shared: Path) -> None:
    assert pins.changed(answers(shared)) == []


def test_an_answer_of_one_more_blank_is_no_longer_as_pinned() -> None:
    name, answer = next(pins.answers({"blank": pins.readings()["blank"]}, None))
    assert pins.changed({name: answer + " "}) == [name]
