"""Gold as frozen values: a corpus of articles, each with its strings in marks, its reports and its relations.

All offsets are characters of the article's text, half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import Attribute, field, frozen

__all__ = [
    "Accepted",
    "Corpus",
    "Extent",
    "GoldArticle",
    "GoldError",
    "GoldRelation",
    "GoldReport",
    "GoldString",
    "read_lines",
    "read_text",
]

# A stretch of an article's text.
Extent = tuple[int, int]
# The answers that annotators accept; None among them where nothing is an answer too.
Accepted = tuple[str | None, ...]

_SPEECH = frozenset(["direct", "mixed"])


class GoldError(ValueError):
    """A corpus that cannot be read; its message names the file, the line and what is wrong there."""


@frozen(kw_only=True)
class GoldString:
    """A string in marks and what annotators accept of it; a field that was not annotated is missing in `accepted`."""

    extent: Extent
    accepted: Mapping[str, Accepted] = field(hash=False)

    @property
    def kinds(self) -> Accepted:
        """The accepted kinds; where they were not annotated, it is speech of either kind."""
        return self.accepted.get("kind", ("direct", "mixed"))

    @property
    def is_speech(self) -> bool:
        """Whether it may be speech."""
        return bool(_SPEECH.intersection(self.kinds))

    @property
    def is_disputed(self) -> bool:
        """Whether it may be speech or not: then either answer is accepted, and it is not counted."""
        return self.is_speech and not _SPEECH.issuperset(self.kinds)


@frozen(kw_only=True)
class GoldReport:
    """A report without marks, *indirect* or *block*; `speaker` is its speaker under any accepted name.

    It is () where speakers were not annotated.
    """

    extent: Extent
    kind: str
    speaker: Accepted


@frozen(kw_only=True)
class GoldRelation:
    """A source, its cue and what it is reported to say, each of any number of pieces (PARC, PolNeAR)."""

    source: tuple[Extent, ...]
    cue: tuple[Extent, ...]
    content: tuple[Extent, ...]


@frozen(kw_only=True)
class GoldArticle:
    """An article and its gold. `relations` is None where they were not annotated, unlike () for an article without."""

    id: str
    text: str = field(repr=lambda text: f"<{len(text)} characters>")
    strings: tuple[GoldString, ...] = ()
    reports: tuple[GoldReport, ...] = ()
    relations: tuple[GoldRelation, ...] | None = None


def _ids_differ(_instance: Corpus, _attribute: Attribute[Any], articles: tuple[GoldArticle, ...]) -> None:
    seen: set[str] = set()
    for article in articles:
        if article.id in seen:
            raise ValueError(f"two articles have the id {article.id!r}")
        seen.add(article.id)


@frozen(kw_only=True)
class Corpus:
    """Articles with gold, by unlike ids. Raises ValueError for two with the same."""

    articles: tuple[GoldArticle, ...] = field(
        validator=_ids_differ, repr=lambda articles: f"<{len(articles)} articles>"
    )

    def text_of(self, article: str) -> str:
        """The text of the article with this id. Raises KeyError where there is none."""
        for candidate in self.articles:
            if candidate.id == article:
                return candidate.text
        raise KeyError(article)


_BYTE_ORDER_MARK = "\ufeff"


def read_text(path: Path) -> str:
    """The text of the file at `path`, character for character: offsets count every carriage return and byte order mark.

    Raises GoldError where it is not UTF-8.
    """
    content = path.read_bytes()
    try:
        return content.decode("utf8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise GoldError(f"{path}, line {line}: not UTF-8 (byte {content[error.start]:#x})") from error


def read_lines(path: Path) -> list[tuple[str, str]]:
    """The lines of a file of records, each after its place (*gold.jsonl, line 3*) for messages.

    What a Windows editor adds, a byte order mark and carriage returns, is left out. Raises what `read_text` raises.
    """
    lines = read_text(path).removeprefix(_BYTE_ORDER_MARK).split("\n")
    return [(f"{path}, line {number}", line.removesuffix("\r")) for number, line in enumerate(lines, start=1)]
