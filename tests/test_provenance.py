"""Agency, dateline, place, date and byline as the first and last lines of an article give them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.layout.passages import find_passages
from quoteattr.layout.provenance import Origin, find_origin
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


DATELINES = [
    # before the dash, place, date, agency
    ("OSLO, Nov. 19 (UPI) — ", "OSLO, Nov. 19 (UPI)", "OSLO", "Nov. 19", "UPI"),
    ("Lisbon (AFP) – ", "Lisbon (AFP)", "Lisbon", None, "AFP"),
    ("São Paulo (AFP) – ", "São Paulo (AFP)", "São Paulo", None, "AFP"),
    ("MINOT, N.D. (AP) — ", "MINOT, N.D. (AP)", "MINOT, N.D.", None, "AP"),
    ("SAPPORO, Japan, Feb. 3 (Kyodo) -- ", "SAPPORO, Japan, Feb. 3 (Kyodo)", "SAPPORO, Japan", "Feb. 3", "Kyodo"),
    ("May 12 (UPI) -- ", "May 12 (UPI)", None, "May 12", "UPI"),
    ("Dec 29 (Reuters) - ", "Dec 29 (Reuters)", None, "Dec 29", "Reuters"),
    ("ROSTOCK (dpa) - ", "ROSTOCK (dpa)", "ROSTOCK", None, "dpa"),
    ("WHITEHORSE — ", "WHITEHORSE", "WHITEHORSE", None, None),
    ("ATHENS, 12 March (Reuters) - ", "ATHENS, 12 March (Reuters)", "ATHENS", "12 March", "Reuters"),
    ("(Reuters) - ", "(Reuters)", None, None, "Reuters"),
    ("BOGOTA -- ", "BOGOTA", "BOGOTA", None, None),
    ("GENEVA―", "GENEVA", "GENEVA", None, None),
    ("GENEVA ― ", "GENEVA", "GENEVA", None, None),
    ("RIO DE JANEIRO, Brazil (AP) _", "RIO DE JANEIRO, Brazil (AP)", "RIO DE JANEIRO, Brazil", None, "AP"),
    ("TROMSØ (AP) _ ", "TROMSØ (AP)", "TROMSØ", None, "AP"),
    ("GHENT--(BUSINESS WIRE)--", "GHENT--(BUSINESS WIRE)", "GHENT", None, "BUSINESS WIRE"),
    ("GHENT, May 9, 2024 /PRNewswire/ -- ", "GHENT, May 9, 2024 /PRNewswire/", "GHENT", "May 9, 2024", "PRNewswire"),
    ("HOBART, Mar 9 AAP - ", "HOBART, Mar 9 AAP", "HOBART", "Mar 9", "AAP"),
    ("HOBART — AAP — ", "HOBART — AAP", "HOBART", None, "AAP"),
    ("AFP - ", "AFP", None, None, "AFP"),
    ("Hobart, 9 March 2024 (The Mercury) – ", "Hobart, 9 March 2024 (The Mercury)", "Hobart", "9 March 2024", None),
    ("LEEDS, March 9, 10:30 GMT (Reuters) - ", "LEEDS, March 9, 10:30 GMT (Reuters)", "LEEDS", "March 9", "Reuters"),
    ("LIMA (Reuters) 9 March - ", "LIMA (Reuters) 9 March", "LIMA", "9 March", "Reuters"),
    ("KANO, Nigeria – March 9, 2024 – ", "KANO, Nigeria – March 9, 2024", "KANO, Nigeria", "March 9, 2024", None),
    ("(CNN) -- ", "(CNN)", None, None, None),
    ("(Adds detail) ", None, None, None, None),
    ("RIO DE JANEIRO (AP) — ", "RIO DE JANEIRO (AP)", "RIO DE JANEIRO", None, "AP"),
    ("DEIR al-BALAH, Gaza Strip (AP) — ", "DEIR al-BALAH, Gaza Strip (AP)", "DEIR al-BALAH, Gaza Strip", None, "AP"),
    (
        "POINTE-NOIRE, Republic of Congo (AFP) — ",
        "POINTE-NOIRE, Republic of Congo (AFP)",
        "POINTE-NOIRE, Republic of Congo",
        None,
        "AFP",
    ),
    ("ST. JOHN’S, N.L. — ", "ST. JOHN’S, N.L.", "ST. JOHN’S, N.L.", None, None),
    ("McALLEN, Texas (AP) — ", "McALLEN, Texas (AP)", "McALLEN, Texas", None, "AP"),
    ("L’AQUILA, Italy – ", "L’AQUILA, Italy", "L’AQUILA, Italy", None, None),
    ("BERLIN/WARSAW, Sept 4 (Reuters) - ", "BERLIN/WARSAW, Sept 4 (Reuters)", "BERLIN/WARSAW", "Sept 4", "Reuters"),
    ("TEHRAN, Jan. 5 (IRNA) – ", "TEHRAN, Jan. 5 (IRNA)", "TEHRAN", "Jan. 5", "IRNA"),
    ("Tehran, Jan 5, IRNA – ", "Tehran, Jan 5, IRNA", "Tehran", "Jan 5", "IRNA"),
    ("TOMSK, January 23. /TASS/. ", "TOMSK, January 23. /TASS/", "TOMSK", "January 23", "TASS"),
    ("(ANSA) - TURIN, MAY 5 - ", "(ANSA) - TURIN, MAY 5", "TURIN", "MAY 5", "ANSA"),
    ("Madrid, 5 may (EFE).- ", "Madrid, 5 may (EFE)", "Madrid", "5 may", "EFE"),
    ("LAHORE: ", "LAHORE", "LAHORE", None, None),
    ("LUCKNOW, Jan 8 (PTI): ", "LUCKNOW, Jan 8 (PTI)", "LUCKNOW", "Jan 8", "PTI"),
    ("CANBERRA (AAP) - ", "CANBERRA (AAP)", "CANBERRA", None, "AAP"),
    ("DAKAR (AFP/APS) — ", "DAKAR (AFP/APS)", "DAKAR", None, "AFP"),
    ("LAGOS (The Associated Press) — ", "LAGOS (The Associated Press)", "LAGOS", None, "The Associated Press"),
    ("PORTLAND, Maine (WMTW) — ", "PORTLAND, Maine (WMTW)", "PORTLAND, Maine", None, None),
    ("PERTH, Feb. 28, 2024 (Xinhua) -- ", "PERTH, Feb. 28, 2024 (Xinhua)", "PERTH", "Feb. 28, 2024", "Xinhua"),
    ("Zürich, March 5, 2024 – ", "Zürich, March 5, 2024", "Zürich", "March 5, 2024", None),
    ("Bergen, Norway — ", "Bergen, Norway", "Bergen, Norway", None, None),
    ("EXCLUSIVE — ", None, None, None, None),
    ("UPDATE: ", None, None, None, None),
    ("Marta Quell (Independent) — ", None, None, None, None),
    ("NATO-", None, None, None, None),
]


@pytest.mark.parametrize(("opening", "dateline", "place", "date", "agency"), DATELINES, ids=[d[0] for d in DATELINES])
def test_dateline_by_form(
    opening: str, dateline: str | None, place: str | None, date: str | None, agency: str | None
) -> None:
    origin = provenance((HEADLINE, "Ferries collide in fog"), (BODY, opening + PARAGRAPH), (BODY, PARAGRAPH))
    assert texts(origin, "dateline", "place", "date", "agency") == (dateline, place, date, agency)


NO_DATELINES = [
    ("subject of an aside", "Boise — a city of 235,000 that had one ferry — now has two. " + PARAGRAPH),
    ("aside in title case", "Boise — Idaho's capital — has two ferries. " + PARAGRAPH),
    ("clause after the dash", "FEMA — which had no ferry — declined to comment. " + PARAGRAPH),
    ("all of it in capitals", "FERRIES COLLIDE — ALL SAFE"),
    ("agency in the sentence", "The captain told Reuters (and AFP) that the fog – the worst in years – was to blame."),
    ("name in a death notice", "MORROW--Edith, 98, of this city. " + PARAGRAPH),
]


@pytest.mark.parametrize("opening", [text for _, text in NO_DATELINES], ids=[name for name, _ in NO_DATELINES])
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


BYLINES = [
    ("By Wanda Kessel", "Wanda Kessel", None),
    ("By WANDA KESSEL Associated Press", "WANDA KESSEL", "Associated Press"),
    ("By WANDA KESSEL, Associated Press", "WANDA KESSEL", "Associated Press"),
    ("By WANDA KESSEL AP", "WANDA KESSEL", "AP"),
    ("By WANDA KESSEL Staff Writer", "WANDA KESSEL", None),
    ("By WANDA KESSEL and TOM van der MEER", "WANDA KESSEL and TOM van der MEER", None),
    ("By Wanda Kessel, Ola Brandt and Tom de Groot", "Wanda Kessel, Ola Brandt and Tom de Groot", None),
    ("By Wanda Kessel, Transport Correspondent", "Wanda Kessel", None),
    ("By Wanda Kessel, Arts Editor and Ola Brandt", "Wanda Kessel", None),
    ("By Wanda Kessel in Tromsø", "Wanda Kessel", None),
    ("Wanda Kessel | Reuters", "Wanda Kessel", "Reuters"),
    ("Wanda Kessel, Special to The Harbour Post", "Wanda Kessel", None),
    ("Wanda Kessel, The Canadian Press", "Wanda Kessel", "The Canadian Press"),
    ("By The Associated Press", None, "The Associated Press"),
    ("Agence France-Presse in Tromsø", None, "Agence France-Presse"),
    ("By Petra Nowak", "Petra Nowak", None),
    ("By Wanda Kessel for KFF Health News", "Wanda Kessel", "KFF Health News"),
    ("By Our Staff Reporter in Tromsø", None, None),
    ("By Wanda Kessel For The Vell Post", "Wanda Kessel", None),
    ("By Wanda Kessel, 12 minutes ago", "Wanda Kessel", None),
    ("Author: Wanda Kessel", "Wanda Kessel", None),
    ("Wanda Kessel and Tom de Groot, AFP", "Wanda Kessel and Tom de Groot", "AFP"),
    ("By Wanda Kessel in Tromsø and Tom de Groot in Malta", "Wanda Kessel", None),
]


@pytest.mark.parametrize(("line", "byline", "agency"), BYLINES, ids=[b[0] for b in BYLINES])
def test_byline(line: str, byline: str | None, agency: str | None) -> None:
    origin = provenance((HEADLINE, "Ferries collide in fog"), (BYLINE, line), (BODY, PARAGRAPH))
    assert texts(origin, "byline", "agency") == (byline, agency)


AUTHORS = [
    ("By Wanda Kessel", ["Wanda Kessel"]),
    ("By WANDA KESSEL, OLA BRANDT and TOM DE GROOT", ["WANDA KESSEL", "OLA BRANDT", "TOM DE GROOT"]),
    ("By Wanda Kessel in Tromsø and Tom de Groot in Malta", ["Wanda Kessel", "Tom de Groot"]),
    ("By Wanda Kessel, Arts Editor and Tom de Groot", ["Wanda Kessel", "Tom de Groot"]),
    ("By Wanda Kessel, Susan Brandt", ["Wanda Kessel", "Susan Brandt"]),
    ("By Wanda Kessel, North America", ["Wanda Kessel"]),
    ("By AP", []),
]


@pytest.mark.parametrize(("line", "authors"), AUTHORS, ids=[a[0] for a in AUTHORS])
def test_each_author_alone(line: str, authors: list[str]) -> None:
    origin = provenance((HEADLINE, "Ferries collide in fog"), (BYLINE, line), (BODY, PARAGRAPH))
    assert origin is not None
    assert [span.text for span in origin.bylines] == authors


CREDITS = [
    ("This report by The Canadian Press was first published Feb. 9, 2023.", "The Canadian Press"),
    ("THE ASSOCIATED PRESS", "THE ASSOCIATED PRESS"),
    ("==Kyodo", "Kyodo"),
    ("— Reuters", "Reuters"),
    ("© AFP", "AFP"),
    ("Copyright 2024 The Associated Press. All rights reserved.", "The Associated Press"),
    ("Source: Xinhua", "Xinhua"),
    ("The Harbour Post has added quotations to this Reuters article.", "Reuters"),
    ("This story was originally published by Religion News Service.", "Religion News Service"),
    ("The Associated Press contributed to this report.", "The Associated Press"),
    ("(With inputs from PTI)", "PTI"),
    ("This story first appeared in the Vell Post, a member of Coast News.", "the Vell Post"),
    ("— With files from Harbour Radio", None),
    ("Follow Wanda Kessel on the usual networks.", None),
]


@pytest.mark.parametrize(("line", "agency"), CREDITS, ids=[c[0] for c in CREDITS])
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
    assert find_origin("", (), load_tables()) == Origin(None, ())
