"""Articles as pages: nothing lost, nothing let out, every link leads somewhere, every colour can be read."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given

from case_tables import cases
from hostile import ATTACKS, BIDI, hostile_article
from html_tree import ATTRIBUTES, ELEMENTS, Element, parse
from made_articles import read_article, spoken
from quoteattr.html.cards import make_cards, make_filters
from quoteattr.html.words import writable
from quoteattr.layout.passages import find_passages
from quoteattr.lexicon.tables import load_tables
from quoteattr.types import Article, LinkKind, Span, Speaker, SpeakerKind
from quoteattr.values import PassageKind
from strategies import articles, layouts, mark_soup

ARTICLE = read_article("html/shown")
PAGE = parse(ARTICLE.to_html())


def one(root: Element, identity: str) -> Element:
    """Find the one element with an id."""
    (found,) = [element for element in root if element.attributes.get("id") == identity]
    return found


def squeezed(element: Element) -> str:
    return " ".join(element.text.split())


def assert_nothing_lost(article: Article, page: Element) -> None:
    """Every passage that was read is a paragraph of the page, and all that can be seen of the text is on it."""
    passages = [article.text[part.start : part.end] for part in find_passages(article.text, load_tables())]
    (shown,) = page.of_tag("article")
    assert [paragraph.text for paragraph in shown.of_class("qa-paragraph")] == [writable(part) for part in passages]
    assert seen(shown.text) == seen(article.text)


def seen(text: str) -> str:
    """Leave out white space, what has no width, and what a page cannot hold."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\ufeff\u200b\ufffd\ud800-\udfff]", "", text)


def assert_links_lead_somewhere(page: Element) -> None:
    identities = [element.attributes["id"] for element in page if "id" in element.attributes]
    assert len(identities) == len(set(identities))
    targets = [element.attributes["href"] for element in page.of_tag("a")]
    assert {target[:1] for target in targets} <= {"#"}
    named = [element.attributes[key] for element in page for key in ("aria-labelledby",) if key in element.attributes]
    assert {target[1:] for target in targets} | set(named) <= set(identities)


each_rendering = pytest.mark.parametrize("render", [Article.to_html, Article._repr_html_], ids=["page", "fragment"])


@each_rendering
@given(article=articles())
def test_any_article_makes_a_whole_page(render: Callable[[Article], str], article: Article) -> None:
    markup = render(article)
    markup.encode()
    page = parse(markup)
    assert_nothing_lost(article, page)
    assert_links_lead_somewhere(page)


def test_same_article_makes_the_same_page() -> None:
    assert ARTICLE.to_html() == ARTICLE.to_html()


def test_a_quotation_is_a_labelled_group_that_links_to_its_entry() -> None:
    group = one(PAGE, "qa-text-0")
    assert group.text == "“We go,”"
    assert group.attributes["role"] == "group"
    assert group.attributes["aria-label"] == "quotation by Ann Obi, direct"
    label = next(a for a in PAGE.of_class("qa-label") if a.attributes["href"] == "#qa-entry-0")
    assert label.attributes["data-label"] == "A1"
    assert label.attributes["aria-label"] == "A1, to its entry"
    back = one(PAGE, "qa-entry-0").of_class("qa-back")[0]
    assert (back.text, back.attributes["href"]) == ("A1", "#qa-text-0")


@cases("html/labels")
def test_screen_readers_are_told_whose_words_follow(words: str, label: str) -> None:
    assert [group.attributes["aria-label"] for group in PAGE.of_class("qa-quotation") if group.text == words] == [label]


def test_mentions_and_cues_are_marked_even_within_a_quotation() -> None:
    assert [mark.text for mark in PAGE.of_tag("article")[0].of_class("qa-mention")] == ["Ann Obi", "her", "the board"]
    assert [mark.text for mark in one(PAGE, "qa-text-2").of_class("qa-cue")] == ["had said"]
    assert [mark.text for mark in one(PAGE, "qa-text-2").of_class("qa-quotation")][1:] == ["it was “ready”"]


def test_crossing_stretches_are_cut_into_pieces() -> None:
    text = "“One two,” three."
    page = parse(spoken(text, (0, 10), mention=Span.of(text, 5, 16)).to_html())
    assert [mark.text for mark in page.of_tag("article")[0].of_class("qa-mention")] == ["two,”", " three"]
    assert [mark.text for mark in page.of_class("qa-quotation")] == ["“One two,”"]


def test_paragraphs_have_their_elements() -> None:
    (shown,) = PAGE.of_tag("article")
    tags = [paragraph.tag for paragraph in shown.of_class("qa-paragraph")]
    assert tags == ["h1", "p", "p", "p", "blockquote", "blockquote"]


# ---- the paragraphs are those that were read

LEDE = "The ferry to Sevo was late again on Tuesday, and nobody on the quay could say why."
LINE = "The council of the island voted on Monday to keep the ferry that has carried its children to school,"
NEXT_LINE = "and to raise the fare for visitors by a third, as it had promised it would."


@cases("html/paragraphs")
def test_paragraphs_are_those_that_were_read(text: str, expected: list[list[str]]) -> None:
    page = parse(Article(text=text).to_html())
    shown = page.of_class("qa-paragraph")
    read = find_passages(text, load_tables())
    assert [paragraph.text for paragraph in shown] == [text[part.start : part.end] for part in read]
    assert [[kind_of(paragraph), paragraph.text] for paragraph in shown] == expected
    assert [paragraph.tag for paragraph in shown] == ["h1" if kind == "headline" else "p" for kind, _ in expected]
    assert len(page.of_tag("h1")) == 1


def kind_of(paragraph: Element) -> str:
    first, kind = (paragraph.attributes["class"] or "").split()
    assert first == "qa-paragraph"
    return kind.removeprefix("qa-")


def test_every_kind_of_passage_is_told_apart_but_running_text_and_turns() -> None:
    style = PAGE.of_tag("style")[0].text
    told = {kind for kind in PassageKind if re.search(rf"\.qa-{kind.value.replace(' ', '-')}\b", style)}
    assert told == set(PassageKind) - {PassageKind.BODY, PassageKind.TURN}


@given(mark_soup() | layouts())
def test_paragraphs_of_any_text_are_those_that_were_read(text: str) -> None:
    article = Article(text=text)
    assert_nothing_lost(article, parse(article.to_html()))


def test_a_quotation_over_paragraphs_is_shown_in_each_of_them() -> None:
    text = f"{LEDE}\n“We wait,\n\u200b\n“and wait,\n \nand wait.”"
    page = parse(spoken(text, (text.index("“We"), len(text)), link=LinkKind.IMPLICIT).to_html())
    groups = page.of_class("qa-quotation")
    assert [group.text for group in groups] == ["“We wait,", "“and wait,", "and wait.”"]
    assert [group.attributes.get("id") for group in groups] == ["qa-text-0", None, None]
    assert [len(paragraph.of_class("qa-quotation")) for paragraph in page.of_class("qa-paragraph")] == [0, 1, 1, 1]


def test_card_tells_all_of_a_speaker() -> None:
    card = squeezed(one(PAGE, "qa-card-0"))
    for words in (
        "A Ann Obi person",
        "Role acting mayor, Sevo acting",
        "Also called Obi",
        "Source interview, RTV, May 2",
        "A1 “We go,” Kind direct Attributed by Ann Obi told Source interview, RTV, May 2",
        "Attributed by According to her",
        "Confidence 0.97 explicit, inverted cue",
    ):
        assert words in card
    bar = one(PAGE, "qa-entry-0").of_class("qa-bar")[0].of_tag("span")[1]
    assert bar.attributes["style"] == "width: 97%"


def test_cards_of_others() -> None:
    assert "Members Ann Obi Ben Ek" in squeezed(one(PAGE, "qa-card-1"))
    assert "negated Nested within A2" in squeezed(one(PAGE, "qa-entry-3"))
    assert "?1 No carts. No geese." in squeezed(one(PAGE, "qa-card-unknown"))
    assert "~1 “first”" in squeezed(one(PAGE, "qa-card-nobody"))


def test_provenance_is_at_the_top() -> None:
    (head,) = PAGE.of_tag("header")
    assert squeezed(head) == "Agency AFP Dateline SEVO (AFP) 4 quotations by 2 speakers"


def test_filters_have_what_there_is() -> None:
    found = {
        each.key: [(choice.words, choice.count, sorted(choice.cards)) for choice in each.choices]
        for each in make_filters(make_cards(ARTICLE, colors=8))
    }
    assert found == {
        "speaker": [("Ann Obi", 2, ["0"]), ("the board", 1, ["1"]), ("unknown", 1, ["unknown"])],
        "kind": [
            ("direct", 1, ["0"]),
            ("mixed", 1, ["1"]),
            ("indirect", 1, ["0"]),
            ("block", 1, ["unknown"]),
            ("scare", 1, ["nobody"]),
        ],
        "source": [("interview", 1, ["0"]), ("not stated", 3, ["0", "1", "unknown"])],
    }


def test_every_box_of_a_filter_has_rules() -> None:
    style = PAGE.of_tag("style")[0].text
    boxes = [box.attributes["id"] for box in PAGE.of_tag("input")]
    assert len(boxes) == 10
    for box in boxes:
        assert f":not(:has(#{box}:checked)) " in style


def test_more_speakers_than_colors_have_labels_of_their_own() -> None:
    text = "“Go.” " * 60
    crowd = tuple(Speaker(name=f"Obi {number}", kind=SpeakerKind.PERSON) for number in range(60))
    page = parse(spoken(text, *((at, at + 5) for at in range(0, len(text), 6)), speakers=crowd).to_html())
    labels = [label.attributes["data-label"] for label in page.of_class("qa-label")]
    assert (labels[0], labels[25], labels[26], labels[52], labels[59]) == ("A1", "Z1", "AA1", "BA1", "BH1")
    assert len(set(labels)) == 60


@cases("html/nothing_to_show")
def test_nothing_to_show_is_said(text: str, words: str) -> None:
    page = parse(Article(text=text).to_html())
    assert words in squeezed(page)
    assert not page.of_tag("form")
    assert len(page.of_tag("h1")) == 1


def test_title_is_the_first_paragraph_unless_one_is_given() -> None:
    assert PAGE.of_tag("title")[0].text == "Bridge to reopen"
    assert parse(Article(text=f"\ufeff\n {LINE}\n{NEXT_LINE}").to_html()).of_tag("title")[0].text == (
        f"{LINE} {NEXT_LINE}"[:120] + "…"
    )
    assert parse(ARTICLE.to_html("A <b>tale")).of_tag("title")[0].text == "A <b>tale"
    assert len(parse(Article(text="x" * 5000).to_html()).of_tag("title")[0].text) == 121


def test_page_has_landmarks_and_headings_in_order() -> None:
    assert [len(PAGE.of_tag(tag)) for tag in ("main", "header", "article", "form", "h1")] == [1, 1, 1, 1, 1]
    levels = [int(element.tag[1]) for element in PAGE if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert PAGE.of_tag("html")[0].attributes["lang"] == "en"


# ---- what a hostile text can do

HOSTILE = hostile_article()


@each_rendering
def test_hostile_words_stay_words(render: Callable[[Article], str]) -> None:
    page = parse(render(HOSTILE))
    assert {element.tag for element in page} <= ELEMENTS
    assert {name for element in page for name in element.attributes} <= ATTRIBUTES
    assert {element.attributes["style"] for element in page if "style" in element.attributes} == {"width: 50%"}
    assert_nothing_lost(HOSTILE, page)
    assert_links_lead_somewhere(page)
    (style,) = page.of_tag("style")
    assert "owned" not in style.text
    assert "display: none } /*" not in style.text


def test_hostile_names_are_all_on_their_cards() -> None:
    page = parse(HOSTILE.to_html())
    for number, speaker in enumerate(HOSTILE.speakers):
        card = one(page, f"qa-card-{number}")
        assert one(page, f"qa-name-{number}").text == writable(speaker.name)
        assert all(writable(alias) in card.text for alias in (*speaker.aliases, *speaker.members))


def test_hostile_title_stays_a_title() -> None:
    for attack in ATTACKS:
        page = parse(HOSTILE.to_html(attack))
        assert page.of_tag("title")[0].text == attack
        assert not page.of_tag("script")


def test_a_page_that_is_not_escaped_fails_these_tests() -> None:
    """The check is one that can fail: the same words as markup are found."""
    page = "<p>" + "".join(ATTACKS[:1]) + "</p>"
    assert not {element.tag for element in parse(page)} <= ELEMENTS


def test_bidirectional_controls_are_in_boxes_of_their_own() -> None:
    """No control is outside a box, where it could turn what follows, and none is in a label or the title."""
    page = parse(HOSTILE.to_html(BIDI))
    controls = set(BIDI) & set("\u061c\u200e\u200f\u202b\u202c\u202e\u2066\u2067\u2069")
    assert len(controls) == 9
    boxed = page.of_class("qa-control")
    assert {box.text for box in boxed} == controls
    assert {box.tag for box in boxed} == {"bdi"}
    for element in page:
        if element not in boxed:
            own = "".join(part for part in element.inside if isinstance(part, str))
            assert not controls & set(own)
            assert not controls & set("".join(value or "" for value in element.attributes.values()))


def test_page_forbids_itself_scripts_and_network() -> None:
    policies = [
        meta.attributes["content"]
        for meta in PAGE.of_tag("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]
    assert "url(" not in PAGE.of_tag("style")[0].text
    assert "@import" not in PAGE.of_tag("style")[0].text


# ---- in a notebook


def test_fragments_share_no_id() -> None:
    first, second = (
        {element.attributes["id"] for element in parse(ARTICLE._repr_html_()) if "id" in element.attributes}
        for _ in range(2)
    )
    assert first
    assert not first & second


def test_styles_of_a_fragment_reach_nothing_else() -> None:
    """Each selector begins with the fragment's own class or id."""
    fragment = parse(ARTICLE._repr_html_())
    root = next(element for element in fragment if "quoteattr" in (element.attributes.get("class") or ""))
    own = (".quoteattr", f"#{root.attributes['id']}")
    (style,) = fragment.of_tag("style")
    rules = re.sub(r"/\*.*?\*/", "", style.text, flags=re.DOTALL)
    preludes = [prelude.strip() for prelude in re.findall(r"([^{};]+)\{", rules)]
    selectors = [part.strip() for prelude in preludes if prelude[0] != "@" for part in outer_commas(prelude)]
    assert len(selectors) > 100
    assert [selector for selector in selectors if not selector.startswith(own)] == []


def outer_commas(selectors: str) -> list[str]:
    """Split a selector list at its own commas, not at those within `:is(…)`."""
    while (flat := re.sub(r"\([^()]*\)", "", selectors)) != selectors:
        selectors = flat
    return selectors.split(",")


def test_headings_of_a_fragment_are_below_a_notebooks_own() -> None:
    headings = {element.tag for element in parse(ARTICLE._repr_html_()) if re.fullmatch("h[1-6]", element.tag)}
    assert headings == {"h3", "h4", "h5"}


def test_page_of_stored_json_needs_no_spacy() -> None:
    script = (
        "import sys, quoteattr; page = quoteattr.Article.from_json(sys.stdin.read()).to_html(); "
        "print('spacy' in sys.modules, 'Ann Obi' in page)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], input=ARTICLE.to_json(), capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["False", "True"]


# ---- colours (contrast as WCAG 2.2 defines it)


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one_color: str, other: str) -> float:
    darker, lighter = sorted((luminance(one_color), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_definition() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("side", ["light", "dark"])
def test_all_words_stand_out_from_all_they_stand_on(side: str) -> None:
    page = {row["name"]: row[side] for row in load_tables().rows("page_colors")}
    speakers = load_tables().rows("speaker_colors")
    inks = {row["name"]: row[f"{side}_ink"] for row in speakers}
    inks |= {name: page[name] for name in ("ink", "muted", "unknown_ink")}
    grounds = {row["name"]: row[f"{side}_ground"] for row in speakers}
    grounds |= {name: page[name] for name in ("paper", "unknown_ground")}
    poor = {
        (ink, ground): round(contrast(inks[ink], grounds[ground]), 2)
        for ink in inks
        for ground in grounds
        if contrast(inks[ink], grounds[ground]) < 4.5
    }
    assert not poor
