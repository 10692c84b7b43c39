"""An article as HTML: a page of its own, or a fragment for a notebook; and the index of several pages.

There is no script in it: filters are check boxes that style sheets look at (`:has`), so that without styles, or in a
viewer that strips them, everything is still there to read. A page forbids itself all but its own styles by a content
security policy. Templates escape whatever they print.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from secrets import token_hex
from typing import Any

from attrs import frozen
from jinja2 import Environment, PackageLoader, StrictUndefined

from quoteattr.html.cards import make_cards
from quoteattr.html.filters import make_filters
from quoteattr.html.paragraphs import show_text
from quoteattr.html.words import clipped, plain, runs, writable
from quoteattr.layout.passages import find_passages
from quoteattr.lexicon.tables import load_tables
from quoteattr.types import Article
from quoteattr.values import Passage

__all__ = ["PageLink", "article_to_fragment", "article_to_page", "index_to_page", "title_of"]

LONGEST_TITLE = 120


@frozen(kw_only=True)
class PageLink:
    """A line of an index: the page's `href`, quoted as in a URL, and what is told of it."""

    href: str
    title: str
    file: str
    quotations: int
    speakers: int


def article_to_page(article: Article, title: str | None = None) -> str:
    """Make a page of `article` that needs nothing beside itself; the same article gives the same page.

    `title` is for the browser's tab: the text's first paragraph where it is None.
    """
    title = title_of(article) if title is None else title
    return _render("page.html", title=title, page=True, level=1, root="qa", **_view(article))


def article_to_fragment(article: Article) -> str:
    """Make an element to show `article` in among other content: its styles and ids meet no others."""
    root = f"qa-{token_hex(4)}"
    return _render("fragment.html", title="Article", page=False, level=3, root=root, **_view(article))


def index_to_page(links: Sequence[PageLink]) -> str:
    """Make the page that `links` lead from."""
    return _render("index.html", page=True, links=links)


def title_of(article: Article) -> str:
    """Give `article` a title: the first paragraph of its text in one line, if it has one."""
    first = next((article.text[passage.start : passage.end] for passage in _passages(article)), "Article without words")
    line = " ".join(first.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[:LONGEST_TITLE]}…"


def _passages(article: Article) -> tuple[Passage, ...]:
    """The paragraphs of `article` as the stages read them: what a page shows is what was read."""
    return find_passages(article.text, load_tables())


def _view(article: Article) -> dict[str, Any]:
    """Everything the templates show of an article."""
    cards = make_cards(article, colors=len(load_tables().rows("speaker_colors")))
    entries = sorted((entry for card in cards for entry in card.entries), key=lambda entry: entry.number)
    paragraphs = show_text(article, _passages(article), entries)
    openings = [opening for shown in paragraphs for piece in shown.pieces for opening in piece.opens]
    return {
        "article": article,
        "cards": cards,
        "card_of": {card.key: card for card in cards},
        "filters": make_filters(cards),
        "paragraphs": paragraphs,
        # A quotation of nothing but white space has no place to link to.
        "placed": {opening.entry.number for opening in openings if opening.use == "quotation"},
    }


def _render(template: str, **view: Any) -> str:
    return _environment().get_template(template).render(**view)


@cache
def _environment() -> Environment:
    tables = load_tables()
    environment = Environment(
        loader=PackageLoader("quoteattr.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=writable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(clipped=clipped, plain=plain, runs=runs)
    environment.globals.update(
        version=version("quoteattr"),
        speaker_colors=tables.rows("speaker_colors"),
        page_colors=tables.rows("page_colors"),
    )
    return environment
