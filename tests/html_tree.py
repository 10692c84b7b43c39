"""A page as the elements it is made of, for tests that look at what a browser would see."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from attrs import define, field

__all__ = ["ATTRIBUTES", "ELEMENTS", "Element", "parse"]

# All that a page is made of, none of which does anything by itself.
_ELEMENT_NAMES = """
    root html head meta title style body main header section article h1 h2 h3 h4 h5 p blockquote div span bdi a dl dt dd
    ul ol li details summary form fieldset legend label input button
"""
_ATTRIBUTE_NAMES = """
    lang dir charset http-equiv content name class id href role type method tabindex style aria-label aria-labelledby
    aria-hidden data-label data-name data-all
"""
ELEMENTS = frozenset(_ELEMENT_NAMES.split())
ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())
_VOID = frozenset(["meta", "input", "br", "img", "link", "base", "hr"])


@define(eq=False)
class Element:
    """An element with its attributes and what is in it, words and elements in order."""

    tag: str
    attributes: dict[str, str | None]
    inside: list[Element | str] = field(factory=list)

    def __iter__(self) -> Iterator[Element]:
        """Go through this element and all within, in document order."""
        yield self
        for one in self.inside:
            if isinstance(one, Element):
                yield from one

    @property
    def text(self) -> str:
        """The words of all within, as `textContent` in a browser."""
        return "".join(one.text if isinstance(one, Element) else one for one in self.inside)

    def of_class(self, name: str) -> list[Element]:
        """The elements within that have the class `name`."""
        return [one for one in self if name in (one.attributes.get("class") or "").split()]

    def of_tag(self, tag: str) -> list[Element]:
        """The elements within that are called `tag`."""
        return [one for one in self if one.tag == tag]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute stands twice in {tag}: {names}"
        element = Element(tag, dict(attrs))
        self.open[-1].inside.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def parse(markup: str) -> Element:
    """Parse `markup`; fails on elements that are not well nested, on comments, and on attributes given twice."""
    parser = _Parser()
    parser.feed(markup)
    parser.close()
    assert parser.open == [parser.root], f"<{parser.open[-1].tag}> is not closed"
    return parser.root
