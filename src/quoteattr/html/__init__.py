"""An article to look at: HTML without a script, that needs nothing beside itself.

In: an Article, and the paragraphs that `layout` finds in its text. Out: a page, a fragment for a notebook, or pages and
their index in a folder. Nothing here is asked by any stage.
"""

from quoteattr.html.page import (
    PageLink,
    article_to_fragment,
    article_to_page,
    index_to_page,
    plan_pages,
    write_index,
    write_page,
)

__all__ = [
    "PageLink",
    "article_to_fragment",
    "article_to_page",
    "index_to_page",
    "plan_pages",
    "write_index",
    "write_page",
]
