"""Take the README's picture of a page: `python docs/pictures/take.py`, with playwright installed and chromium.

Lettering is that of the machine: with the fonts P052 and Inter (Debian's fonts-urw-base35 and fonts-inter) it comes
out as it is in the repository.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import quoteattr

PICTURES = Path(__file__).parent
SIZE = {"width": 1280, "height": 760}


def main() -> None:
    """Write article.png beside this file."""
    article = quoteattr.extract((PICTURES.parent / "examples" / "harbour.txt").read_text(encoding="utf8"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "article.html"
        page_file.write_bytes(article.to_html().encode())
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.goto(page_file.as_uri())
        page.screenshot(path=PICTURES / "article.png")
        browser.close()


if __name__ == "__main__":
    main()
