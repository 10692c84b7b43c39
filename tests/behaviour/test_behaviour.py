"""Capabilities: templates of plain sentences, filled with drawn words, keep to their floors.

The default run fills each template twice, `--slow` twenty times; `docs/behaviour.md` shows the rates.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import quoteattr
from quoteattr.evaluation import BehaviourReport, run_behaviour
from quoteattr.evaluation.behaviour.report import make_cases
from quoteattr.evaluation.behaviour.templates import Capability, read_capabilities, read_lexicon

FOLDER = Path(__file__).parent
PAGE = FOLDER.parents[1] / "docs" / "behaviour.md"
CAPABILITIES = list(read_capabilities(FOLDER))
NAMES = [capability.name for capability in CAPABILITIES]
LEXICONS = ("lexicon.test.toml", "lexicon.train.toml")


@pytest.fixture(scope="module", params=[2, pytest.param(20, marks=pytest.mark.slow)])
def report(request: pytest.FixtureRequest, extractor: quoteattr.Extractor) -> BehaviourReport:
    return run_behaviour(extractor, FOLDER, samples=request.param)


@pytest.mark.parametrize("name", NAMES)
def test_capability_keeps_to_its_floor(report: BehaviourReport, name: str) -> None:
    [figure] = [figure for figure in report.capabilities if figure.name == name]
    assert figure.floor is not None
    assert figure.holds, f"{1 - figure.failure_rate:.2f} right, floor {figure.floor}: {figure.example}"


def test_sure_speakers_are_seldom_wrong(report: BehaviourReport) -> None:
    assert report.ceiling is not None
    assert report.sure_failure_rate <= report.ceiling, f"{report.sure_and_wrong} of {report.sure} are wrong"


def templates(capability: Capability) -> int:
    texts = [*capability.minimum, *capability.invariance]
    return sum(len(one.text) for one in texts) + len(capability.direction)


@pytest.mark.parametrize("capability", CAPABILITIES, ids=NAMES)
def test_capability_has_several_sentence_shapes(capability: Capability) -> None:
    assert templates(capability) >= 5


@pytest.mark.parametrize("lexicon", LEXICONS)
@pytest.mark.parametrize("capability", CAPABILITIES, ids=NAMES)
def test_each_half_of_the_words_fills_every_template(capability: Capability, lexicon: str) -> None:
    cases = make_cases(capability, read_lexicon(FOLDER / lexicon), samples=3, seed=1)
    assert cases
    assert not [text for case in cases for text in case.texts if "{" in text or "}" in text]


def words(lexicon: str) -> Iterator[str]:
    """Every word or name of the lexicon, surnames and given names apart, without an article."""
    kinds: dict[str, list[Any]] = tomllib.loads((FOLDER / lexicon).read_text(encoding="utf8"))
    for entry in (entry for entries in kinds.values() for entry in entries):
        if isinstance(entry, str):
            yield re.sub(r"^the ", "", entry.lower())
        elif "gender" in entry:
            yield entry["surname"].lower()
            yield entry["name"].removesuffix(entry["surname"]).removeprefix(entry["surname"]).strip().lower()
        else:
            yield entry["name"].lower()


def test_the_halves_have_no_word_in_common() -> None:
    tested, trained = (set(words(lexicon)) for lexicon in LEXICONS)
    assert tested & trained == set()


@pytest.mark.parametrize("lexicon", LEXICONS)
def test_names_are_of_twenty_cultures_and_both_genders(lexicon: str) -> None:
    people = tomllib.loads((FOLDER / lexicon).read_text(encoding="utf8"))["person"]
    assert len({person["culture"] for person in people}) >= 20
    assert {person["gender"] for person in people} == {"female", "male"}


def test_the_page_shows_every_capability() -> None:
    assert set(re.findall(r"^\| (\w+) \| \d", PAGE.read_text(encoding="utf8"), re.MULTILINE)) == set(NAMES)
