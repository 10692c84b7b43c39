"""Agency, dateline, place, date and byline as the first and last lines of an article give them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from quoteattr.layout.passages import find_passages
from quoteattr.layout.provenance import find_origin
from quoteattr.lexicon.tables import load_tables
from quoteattr.types import Provenance
from quoteattr.values import Passage, PassageKind

HEADLINE, BYLINE, BODY = PassageKind.HEADLINE, PassageKind.BYLINE, PassageKind.BODY
CAPTION, SIGN_OFF = PassageKind.CAPTION, PassageKind.SIGN_OFF

SENTENCE = "Two ferries collided in thick fog on Sunday, and all 214 passengers were brought ashore unhurt."
PARAGRAPH = f"{SENTENCE} The harbour master closed the strait until Monday and asked both crews for their logs."


def article(*parts: tuple[PassageKind, str]) -> tuple[str, tuple[Passage, ...]]:
    """The parts as one text, a blank line between them, and their passages."""
    text, passages = "", []
    for kind, part in parts:
        passages.append(Passage(start=len(text), end=len(text) + len(part), kind=kind, label=None))
        text += part + "\n\n"
    return text, tuple(passages)


def provenance(*parts: tuple[PassageKind, str]) -> Provenance | None:
    text, passages = article(*parts)
    return find_origin(text, passages, load_tables()).provenance


def texts(origin: Provenance | None, *names: str) -> tuple[str | None, ...]:
    spans = [getattr(origin, name, None) for name in names]
    return tuple(span and span.text for span in spans)


@cases("layout/provenance/datelines", named="opening")
def test_dateline_by_form(
    opening: str, dateline: str | None, place: str | None, date: str | None, agency: str | None
) -> None:
    origin = provenance((HEADLINE, "Ferries collide in fog"), (BODY, opening + PARAGRAPH), (BODY, PARAGRAPH))
    assert texts(origin, "dateline", "place", "date", "agency") == (dateline, place, date, agency)


@cases("layout/provenance/no_datelines")
def test_no_dateline(opening: str) -> None:
    assert provenance((HEADLINE, "Ferries collide in fog"), (BODY, opening), (BODY, PARAGRAPH)) is None


def test_dateline_without_agency_only_opens_the_first_paragraph() -> None:
    assert provenance((BODY, PARAGRAPH), (BODY, "GENEVA — " + PARAGRAPH)) is None


def test_dateline_with_agency_may_follow_a_standfirst() -> None:
    origin = provenance((BODY, PARAGRAPH), (BODY, "GENEVA (AFP) — " + PARAGRAPH))
    assert texts(origin, "place", "agency") == ("GENEVA", "AFP")


def test_dateline_on_a_line_of_its_own() -> None:
    origin = provenance((HEADLINE, "Fog"), (BODY, "TUNIS, 3 June (Reuters)"), (BODY, PARAGRAPH))
    assert texts(origin, "dateline", "agency") == ("TUNIS, 3 June (Reuters)", "Reuters")


def test_the_first_of_several_datelines_counts() -> None:
    origin = provenance((BODY, "TUNIS (AP) — " + PARAGRAPH), (BODY, "MALTA (AFP) — " + PARAGRAPH))
    assert texts(origin, "place", "agency") == ("TUNIS", "AP")


@cases("layout/provenance/bylines", named="line")
def test_byline(line: str, byline: str | None, agency: str | None) -> None:
    origin = provenance((HEADLINE, "Ferries collide in fog"), (BYLINE, line), (BODY, PARAGRAPH))
    assert texts(origin, "byline", "agency") == (byline, agency)


@cases("layout/provenance/credits", named="line")
def test_credit_at_the_end(line: str, agency: str | None) -> None:
    origin = provenance((HEADLINE, "Ferries collide in fog"), (BODY, PARAGRAPH), (SIGN_OFF, line))
    assert texts(origin, "agency") == (agency,)


@pytest.mark.parametrize("ending", [" — Reuters", " (Reuters)", "\u00a0– Reuters."])
def test_credit_at_the_end_of_the_last_paragraph(ending: str) -> None:
    assert texts(provenance((BODY, PARAGRAPH + ending)), "agency") == ("Reuters",)


def test_names_of_the_reporters_at_the_end() -> None:
    last = PARAGRAPH + " (Reporting by Ola Brandt and Tom de Groot in Malta; Editing by Wanda Kessel)"
    assert texts(provenance((BODY, PARAGRAPH), (BODY, last)), "byline") == ("Ola Brandt and Tom de Groot",)


HELPED = "The Associated Press contributed to this report."


@pytest.mark.parametrize(
    ("before", "agency"),
    [
        pytest.param((BYLINE, "By Wanda Kessel"), None, id="a byline claims the article"),
        pytest.param((BODY, "TUNIS — " + PARAGRAPH), None, id="a dateline of the outlet's own claims the article"),
        pytest.param((BYLINE, "By Wanda Kessel, Reuters"), "Reuters", id="another agency's byline"),
        pytest.param((BODY, "TUNIS (AFP) — " + PARAGRAPH), "AFP", id="another agency's dateline"),
        pytest.param((BODY, PARAGRAPH), "The Associated Press", id="nothing else"),
    ],
)
def test_help_counts_where_nothing_else_claims_the_article(before: tuple[PassageKind, str], agency: str | None) -> None:
    assert texts(provenance(before, (BODY, PARAGRAPH), (SIGN_OFF, HELPED)), "agency") == (agency,)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([(BODY, "“Never again,” he told Reuters. AP described the fog as historic.")], id="a source"),
        pytest.param(
            [(BODY, PARAGRAPH), (CAPTION, "A ferry at Malta. AP Photo/Ola Brandt"), (BODY, PARAGRAPH)], id="photo"
        ),
        pytest.param([(BODY, PARAGRAPH), (BODY, "ASSOCIATED PRESS"), (BODY, PARAGRAPH)], id="photo credit on a line"),
        pytest.param([(BODY, PARAGRAPH), (BODY, "From Bloomberg:"), (BODY, PARAGRAPH)], id="lead of a reprint"),
    ],
)
def test_an_agency_that_is_no_origin(parts: list[tuple[PassageKind, str]]) -> None:
    assert texts(provenance(*parts), "agency") == (None,)


def test_a_row_of_ones_own_adds_an_agency(tmp_path: Path) -> None:
    (tmp_path / "agencies.toml").write_text('[[row]]\nname = "Skerry Wire"\naliases = ["SKW"]\n', encoding="utf8")
    text, passages = article((BODY, "MALTA (SKW) — " + PARAGRAPH))
    assert texts(find_origin(text, passages, load_tables()).provenance, "agency") == (None,)
    assert texts(find_origin(text, passages, load_tables(tmp_path)).provenance, "agency") == ("SKW",)


def test_the_table_covers_the_world() -> None:
    names = [row["name"] for row in load_tables().rows("agencies")]
    assert len(names) >= 50
    assert len(names) == len(set(names))


@given(st.text(alphabet=st.sampled_from("AB Reuters(),.-—:/\n12May©“"), max_size=300))
def test_spans_lie_in_the_text(text: str) -> None:
    origin = find_origin(text, find_passages(text, load_tables()), load_tables()).provenance
    for span in filter(
        None, (getattr(origin, name, None) for name in ("agency", "dateline", "place", "date", "byline"))
    ):
        assert text[span.start : span.end] == span.text != ""


def test_no_passages_no_provenance() -> None:
    assert find_origin("", (), load_tables()).provenance is None
