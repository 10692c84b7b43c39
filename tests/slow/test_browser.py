"""Pages in a real browser: nothing executed, nothing lost, filters that work, words that can be read.

Wants chromium (Debian's package of that name) and playwright, which drives it: `pip install playwright`.
"""

from __future__ import annotations

import html
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from case_tables import cases
from hostile import SCRIPTS, hostile_article
from made_articles import read_article, spoken
from quoteattr.html.words import writable
from quoteattr.layout.passages import find_passages
from quoteattr.lexicon.tables import load_tables
from quoteattr.types import Article, LinkKind, Role, Span, Speaker, SpeakerKind

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.slow

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARTICLE = read_article("html/shown")
HOSTILE = hostile_article()
POLICY = '<meta http-equiv="Content-Security-Policy"'
WIDE = {"width": 1400, "height": 900}
# Opens markup in a context with options: the page, and the list of what it asks for, which grows.
Load = Callable[..., "tuple[Page, list[str]]"]
Render = Callable[[Article], str]


def script(name: str) -> str:
    return (Path(__file__).parent / "browser" / f"{name}.js").read_text(encoding="utf8")


def notebook(*articles: Article) -> str:
    """Show fragments as a notebook does, among styles that would spoil them."""
    style = "p { color: red; font-size: 13px; margin: 39px } ul:not(.x) { padding-left: 4em; list-style: square }"
    shown = "".join(article._repr_html_() for article in articles)
    return f"<!DOCTYPE html><meta charset=utf-8><title>In</title><style>{style}</style><p id=outside>In</p>{shown}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start a browser without a window."""
    driver = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install playwright")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no chromium: apt-get install chromium")
    with driver.sync_playwright() as playwright:
        # The sandbox refuses to start for root, as in a container.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        running = playwright.chromium.launch(executable_path=path, args=arguments)
        yield running
        running.close()


@pytest.fixture
def load(browser: Browser, tmp_path: Path) -> Iterator[Load]:
    """Write markup to a file and open it in a context of its own."""
    contexts = []

    def load(markup: str, **options: Any) -> tuple[Page, list[str]]:
        path = tmp_path / "page.html"
        path.write_bytes(markup.encode())
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri())
        return page, requests

    yield load
    for context in contexts:
        context.close()


# ---- nothing executed


def attacked(words: str) -> Article:
    """Make an article whose text, speaker and role are `words`."""
    text = f"Top\n\n“{words}” said nobody."
    span = Span.of(text, 5, 7 + len(words))
    speaker = Speaker(name=words, kind=SpeakerKind.PERSON, roles=(Role(title=span),))
    return spoken(text, (span.start, span.end), speakers=(speaker,), evidence=words)


@pytest.mark.parametrize(
    ("escaped", "policy", "executed"),
    [
        pytest.param(True, True, False, id="as_it_is"),
        pytest.param(True, False, False, id="escaping_alone_holds"),
        pytest.param(False, True, False, id="policy_alone_holds"),
        pytest.param(False, False, True, id="control_without_either_is_taken_over"),
    ],
)
@pytest.mark.parametrize("attack", SCRIPTS, ids=["script", "image", "drawing", "attribute", "end_tags", "frame"])
def test_what_an_attack_executes(load: Load, attack: str, escaped: bool, policy: bool, executed: bool) -> None:
    """An attack takes over a page that neither escapes nor forbids, so that this test can fail; and no other page."""
    markup = attacked(attack).to_html("Safe")
    assert markup.count(POLICY) == 1
    markup = markup if policy else markup.replace(POLICY, "<meta ")
    page, _ = load(markup if escaped else html.unescape(markup))
    page.wait_for_timeout(250)
    assert page.title() == ("owned" if executed else "Safe")


@pytest.mark.parametrize("render", [Article.to_html, notebook], ids=["page", "fragment"])
def test_hostile_article_executes_nothing_and_asks_for_nothing(load: Load, render: Render) -> None:
    page, requests = load(render(HOSTILE))
    title = page.title()
    page.keyboard.press("Tab")
    for details in page.locator("summary:visible").all():
        details.click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.wait_for_timeout(500)
    assert page.title() == title != "owned"
    assert [request for request in requests if not request.startswith("file:")] == []
    assert len(requests) == 1
    assert page.evaluate("[...document.querySelectorAll('script, iframe, img, svg, base, object, link')].length") == 0


# ---- nothing lost


@pytest.mark.parametrize("article", [HOSTILE, ARTICLE], ids=["hostile", "plain"])
@pytest.mark.parametrize("render", [Article.to_html, notebook], ids=["page", "fragment"])
def test_what_is_seen_is_the_text(load: Load, render: Render, article: Article) -> None:
    """The elements have every character, and what is laid out has every one that is not white space."""
    page, _ = load(render(article))
    passages = find_passages(article.text, load_tables())
    paragraphs = [writable(article.text[part.start : part.end]) for part in passages]
    found = page.locator("article .qa-paragraph")
    assert found.evaluate_all("all => all.map(each => each.textContent)") == paragraphs
    laid_out = page.locator("article").evaluate("each => each.innerText")
    assert "".join(laid_out.split()) == "".join("".join(paragraphs).split())


def test_nothing_is_lost_of_a_long_text(load: Load) -> None:
    """Two million characters with two thousand quotations."""
    line = "“We go on Monday,” said Ann Obi." + " It rained for the rest of the day, and on the next one." * 17 + "\n"
    text = line * (2_000_000 // len(line))
    said = [(at, at + 18) for at in range(0, len(text), len(line))]
    page, _ = load(spoken(text, *said, link=LinkKind.IMPLICIT).to_html())
    assert page.locator("article").evaluate("each => each.textContent.replaceAll('\\n', '')") == text.replace("\n", "")
    assert page.locator(".qa-entry").count() == len(said)


# ---- filters


def labelled(page: Page) -> list[str]:
    """Collect the labels in the text that can be seen; they are made by the style sheet."""
    return page.locator(".qa-label").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.label)"
    )


def listed(page: Page) -> list[str]:
    """Collect the labels of the entries that can be seen."""
    return page.locator(".qa-back:visible").all_inner_texts()


def carded(page: Page) -> list[str]:
    """Collect the names on the cards that can be seen."""
    return page.locator(".qa-name:visible").all_inner_texts()


def choice(page: Page, words: str) -> Locator:
    """Find the box of a filter by its words, `direct` but not `indirect`."""
    return page.locator(".qa-choice", has=page.get_by_text(words, exact=True))


ALL = ["A1", "A2", "B1", "?1", "~1"]


@cases("slow/browser/boxes")
def test_boxes_narrow_what_is_shown(load: Load, checked: list[str], labels: list[str], names: list[str]) -> None:
    """Without scripts; the text stays whole, and the words that are out have no ground and no line."""
    page, _ = load(ARTICLE.to_html(), java_script_enabled=False, viewport=WIDE)
    for words in checked:
        choice(page, words).click()
    assert listed(page) == labels
    assert sorted(labelled(page)) == sorted(labels)
    assert carded(page) == names
    lined = page.locator(".qa-quotation").evaluate_all(
        "all => all.filter(one => getComputedStyle(one).textDecorationColor != 'rgba(0, 0, 0, 0)').map(one => one.id)"
    )
    assert len([identity for identity in lined if identity]) == len(labels)
    assert page.locator("article").inner_text().split() == ARTICLE.text.split()
    if checked:
        page.get_by_role("button", name="Show all").click()
    assert listed(page) == ALL


def test_filters_work_by_keyboard_and_focus_is_seen(load: Load) -> None:
    page, _ = load(ARTICLE.to_html(), viewport=WIDE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "qa-skip"
    assert page.locator(".qa-skip").bounding_box()["x"] >= 0
    page.keyboard.press("Tab")
    outline = "getComputedStyle(document.activeElement).outline"
    assert "solid 2px" in page.evaluate(outline)
    page.keyboard.press("Space")
    assert listed(page) == ["A1", "A2"]
    page.keyboard.press("Enter")
    assert page.url.endswith("page.html")


def test_filters_of_two_fragments_do_not_meet(load: Load) -> None:
    """Nor do their styles reach the notebook around them, or its styles them."""
    page, _ = load(notebook(ARTICLE, ARTICLE), viewport=WIDE)
    first, second = page.locator(".quoteattr").all()
    second.locator(".qa-choice", has_text="Ann Obi").click()
    assert first.locator(".qa-back:visible").all_inner_texts() == ALL
    assert second.locator(".qa-back:visible").all_inner_texts() == ["A1", "A2"]
    style = "one => [getComputedStyle(one).color, getComputedStyle(one).fontSize, getComputedStyle(one).marginTop]"
    assert page.locator("#outside").evaluate(style) == ["rgb(255, 0, 0)", "13px", "39px"]
    assert first.locator(".qa-sum").evaluate(style) != page.locator("#outside").evaluate(style)


def test_labels_lead_to_entries_and_back(load: Load) -> None:
    page, _ = load(ARTICLE.to_html(), viewport=WIDE)
    page.locator(".qa-label[data-label=B1]").click()
    assert page.url.endswith("#qa-entry-3")
    assert page.locator(".qa-entry:target").is_visible()
    page.locator(".qa-back", has_text="B1").click()
    assert page.locator(".qa-quotation:target").inner_text() == "it was “ready”"


# ---- to be read


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("checked", [[], ["Ann Obi"]], ids=["all", "narrowed"])
def test_words_stand_out_as_laid_out(load: Load, scheme: str, checked: list[str]) -> None:
    page, _ = load(ARTICLE.to_html(), color_scheme=scheme, viewport=WIDE)
    for words in checked:
        choice(page, words).click()
    page.mouse.move(0, 0)
    lowest, *where = page.evaluate(script("lowest_contrast"))
    assert lowest >= 4.5, where


def test_schemes_differ_and_print_is_light(load: Load) -> None:
    page, _ = load(ARTICLE.to_html(), color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(21, 23, 27)"
    page.emulate_media(media="print")
    assert page.evaluate(paper) == "rgb(253, 252, 249)"
    assert not page.locator(".qa-filters").is_visible()


@pytest.mark.parametrize("article", [HOSTILE, ARTICLE], ids=["hostile", "plain"])
@pytest.mark.parametrize("width", [320, 390, 820, 1280, 1900])
def test_no_width_makes_words_leave_the_page(load: Load, width: int, article: Article) -> None:
    page, _ = load(article.to_html(), viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("boxed", "in_order"),
    [pytest.param(True, True, id="boxed"), pytest.param(False, False, id="control_without_boxes_is_turned_around")],
)
@pytest.mark.parametrize("control", ["\u202e", "\u2067", "\u2068\u05d0\u202e", "\u2069\u202e"], ids=ascii)
def test_bidirectional_controls_turn_nothing_around(load: Load, control: str, boxed: bool, in_order: bool) -> None:
    """The words after a control are on the right of those before; without its box they are on the left."""
    markup = attacked(f"{control} x y z").to_html()
    markup = markup if boxed else re.sub(r"</?bdi[^>]*>", "", markup).replace("isolate", "normal")
    page, _ = load(markup, viewport=WIDE)
    places = page.locator("article p").evaluate(script("places"))
    order = [places["“"], places["x"], places["z"], places["”"], places["d"], places["."]]
    assert (order == sorted(order)) is in_order
