"""Agency, dateline, place, date and byline as the first and last lines of an article give them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from quoteattr.layout import normalize
from quoteattr.layout.passages import find_passages
from quoteattr.layout.provenance import find_origin
from quoteattr.lexicon.tables import load_tables
from quoteattr.types import Provenance
from quoteattr.values import Passage, PassageKind
from strategies import ORIGIN

HEADLINE, BYLINE, BODY = PassageKind.HEADLINE, PassageKind.BYLINE, PassageKind.BODY
SIGN_OFF = PassageKind.SIGN_OFF

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


@cases("layout/provenance/articles")
def test_origin_of_an_article(parts: list[list[str]], expected: dict[str, str | None]) -> None:
    origin = provenance(*((PassageKind(kind), part.replace("{paragraph}", PARAGRAPH)) for kind, part in parts))
    assert texts(origin, *expected) == tuple(expected.values())


@cases("layout/provenance/bylines", named="line")
def test_byline(line: str, byline: str | None, agency: str | None) -> None:
    origin = provenance((HEADLINE, "Ferries collide in fog"), (BYLINE, line), (BODY, PARAGRAPH))
    assert texts(origin, "byline", "agency") == (byline, agency)


@cases("layout/provenance/credits", named="line")
def test_credit_at_the_end(line: str, agency: str | None) -> None:
    origin = provenance((HEADLINE, "Ferries collide in fog"), (BODY, PARAGRAPH), (SIGN_OFF, line))
    assert texts(origin, "agency") == (agency,)


def test_a_row_of_ones_own_adds_an_agency(tmp_path: Path) -> None:
    (tmp_path / "agencies.toml").write_text('[[row]]\nname = "Skerry Wire"\naliases = ["SKW"]\n', encoding="utf8")
    text, passages = article((BODY, "MALTA (SKW) — " + PARAGRAPH))
    assert texts(find_origin(text, passages, load_tables()).provenance, "agency") == (None,)
    assert texts(find_origin(text, passages, load_tables(tmp_path)).provenance, "agency") == ("SKW",)


def test_the_table_covers_the_world() -> None:
    names = [row["name"] for row in load_tables().rows("agencies")]
    assert len(names) >= 50
    assert len(names) == len(set(names))


PIECES = [
    *("LIMA", " (Reuters) ", "Reuters", "AB", "(", ")", ", ", ".", "-", " — ", ":", "/", "\n", "\n\n"),
    *("12 May", "©", "“", "By Ann Poe", "The ferry left the harbour on Sunday. "),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_spans_lie_in_the_text(text: str) -> None:
    origin = find_origin(text, find_passages(text, load_tables()), load_tables()).provenance
    for span in filter(None, (getattr(origin, name, None) for name in ORIGIN)):
        assert text[span.start : span.end] == span.text != ""


def test_no_passages_no_provenance() -> None:
    assert find_origin("", (), load_tables()).provenance is None


@cases("layout/provenance/releases")
def test_a_text_that_is_a_press_release(text: str, expected: list[str | None] | None) -> None:
    release = normalize(text, load_tables()).release
    told = release and [at and text[slice(*at)] for at in (release.carrier, release.date)]
    assert told == expected


@cases("layout/provenance/text_kinds")
def test_what_a_text_is(text: str, expected: list[str | None]) -> None:
    origin = normalize(text.replace("{paragraph}", PARAGRAPH), load_tables()).provenance
    kind = origin.kind.value if origin is not None and origin.kind is not None else None
    assert [kind, *texts(origin, "issuer", "carrier", "outlet", "date")] == expected
