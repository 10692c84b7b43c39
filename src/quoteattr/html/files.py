"""Where pages are written: one file for one article, a folder with an index for several."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from quoteattr.html.page import PageLink, article_to_page, index_to_page, title_of
from quoteattr.types import Article

__all__ = ["plan_pages", "write_index", "write_page"]

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


def write_page(article: Article, name: str, page: Path) -> PageLink:
    """Write the page of `article`, read from the file called `name`, and return how an index links to it.

    Folders are made as needed; a page that is there is written anew. Raises OSError where it cannot be written.
    """
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(article_to_page(article).encode())
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
