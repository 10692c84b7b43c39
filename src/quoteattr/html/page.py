"""An article as HTML: a page of its own, or a fragment for a notebook; and the index of several pages.

There is no script in it: filters are check boxes that style sheets look at (`:has`), so that without styles, or in a
viewer that strips them, everything is still there to read. A page forbids itself all but its own styles by a content
security policy. Templates escape whatever they print.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from attrs import frozen
from jinja2 import Environment, PackageLoader, StrictUndefined

from quoteattr.html.cards import make_cards, make_filters
from quoteattr.html.paragraphs import show_text
from quoteattr.html.traces import show_traces
from quoteattr.html.words import clipped, plain, runs, writable
from quoteattr.layout import find_passages
from quoteattr.lexicon import load_tables
from quoteattr.types import Article
from quoteattr.values import Passage

if TYPE_CHECKING:
    from quoteattr.tracing import Trace

__all__ = [
    "PageLink",
    "article_to_fragment",
    "article_to_page",
    "index_to_page",
    "plan_pages",
    "title_of",
    "write_index",
    "write_page",
]

STANDARD_INPUT = "-"
INDEX = "index.html"
_ENDINGS = frozenset([".html", ".htm"])


def plan_pages(names: Sequence[str], path: Path) -> tuple[Path, ...]:
    """Say where the page of each of the files called `names` goes, in their order, no two of them to one place.

    A single page is `path` itself. Several go to the folder `path` and are called by their files: `story.txt` makes
    `story.html`, and a second `story.txt` makes `story-2.html`. Raises ValueError, which says what to do, where `path`
    cannot be either, and where a page would overwrite one of the files.
    """
    if len(names) == 1:
        if path.suffix.lower() not in _ENDINGS or path.is_dir():
            raise ValueError(f"one file makes one page, and {path} is no name for it: call it {path}.html")
        pages = [path]
    else:
        if path.suffix.lower() in _ENDINGS or path.is_file():
            raise ValueError(f"{len(names)} files make a folder of pages, and {path} is no name for it: name a folder")
        pages = [path / f"{stem}.html" for stem in _distinct(_stem(name) for name in names)]
    read = {_identity(Path(name)): name for name in names if name != STANDARD_INPUT}
    for page in [*pages, *([path / INDEX] if len(names) > 1 else [])]:
        overwritten = read.get(_identity(page)) if page.exists() else None
        if overwritten is not None:
            raise ValueError(f"the page {page} would overwrite {overwritten}, which it is of: write it elsewhere")
    return tuple(pages)


def write_page(article: Article, name: str, page: Path, traces: Sequence[Trace] = ()) -> PageLink:
    """Write the page of `article`, read from the file called `name`, and return how an index links to it.

    Folders are made as needed; a page that is there is written anew. Raises OSError where it cannot be written.
    """
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(article_to_page(article, traces=traces).encode())
    return PageLink(
        # With a dot in front no name can be taken for a scheme, as `javascript:` in it could.
        href=f"./{quote(os.fsencode(page.name))}",
        title=title_of(article),
        file=name,
        quotations=len(article.attributions),
        speakers=len(article.speakers),
    )


def write_index(links: Sequence[PageLink], folder: Path) -> Path:
    """Write the page that leads to those in `folder`, and return where it is. Raises OSError as `write_page` does."""
    index = folder / INDEX
    folder.mkdir(parents=True, exist_ok=True)
    index.write_bytes(index_to_page(links).encode())
    return index


def _stem(name: str) -> str:
    return "standard-input" if name == STANDARD_INPUT else Path(name).stem


def _distinct(stems: Iterator[str]) -> Iterator[str]:
    """Number stems that were there before; `Story` and `story` are one file on many disks, and so are forms of `é`."""
    taken = {Path(INDEX).stem}
    again: Counter[str] = Counter()
    for stem in stems:
        name = stem
        while (key := unicodedata.normalize("NFC", name).casefold()) in taken:
            again[stem] += 1
            name = f"{stem}-{again[stem] + 1}"
        taken.add(key)
        yield name


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from others by whatever name; None where it cannot be seen, which reading it will report."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


LONGEST_TITLE = 120


@frozen(kw_only=True)
class PageLink:
    """A line of an index: the page's `href`, quoted as in a URL, and what is told of it."""

    href: str
    title: str
    file: str
    quotations: int
    speakers: int


def article_to_page(article: Article, title: str | None = None, traces: Sequence[Trace] = ()) -> str:
    """Make a page of `article` that needs nothing beside itself; the same article gives the same page.

    `title` is for the browser's tab: the text's first paragraph where it is None. `traces` are shown below the article.
    """
    title = title_of(article) if title is None else title
    return _render("page.html", title=title, page=True, level=1, root="qa", **_view(article, traces))


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


def _view(article: Article, traces: Sequence[Trace] = ()) -> dict[str, Any]:
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
        "traced": show_traces(traces, entries),
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
