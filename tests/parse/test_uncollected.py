"""The collector rests while a batch is parsed, and only then."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import pytest

import quoteattr
from quoteattr.parse.batches import uncollected


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    yield
    gc.enable()


@pytest.mark.parametrize(
    ("switch", "behind"),
    [pytest.param(gc.enable, True, id="awake before"), pytest.param(gc.disable, False, id="at rest before")],
)
def test_behind_it_is_as_before(switch: Callable[[], None], behind: bool) -> None:
    switch()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled() is behind


def test_an_error_within_wakes_it() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_it_is_awake_while_the_caller_has_an_article(blank: quoteattr.Extractor) -> None:
    awake = [gc.isenabled() for _ in blank.pipe(["“No,” said Ann Poe."] * 3, batch_size=2)]
    assert awake == [True] * 3
