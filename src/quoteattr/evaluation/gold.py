"""Gold as frozen values, and the reader of quoteattr's own format: JSON Lines of articles, strings and reports.

- *articles*: a line an article, `{"id", "text"}`, or a folder of UTF-8 `ID.txt` files. A line may have `attributions`,
  a list of `{"source", "cue", "content"}`, each a list of `[start, end]`: its relations.
- *gold*: a line a string in marks, `{"doc", "start", "end"}` (marks included) and, of `kind` (direct, mixed,
  unattributed, broken), `speaker`, `speaker_type`, `mention`, `cue`, `role`, `organization`, `source_kind`,
  `source_name` and `source_date`, those that were annotated: an answer, null for none, or a list of accepted answers.
  `text`, where given, must be what stands there.
- *unmarked*: a line a report without marks, `{"doc", "kind": "indirect" or "block", "start", "end", "speaker"}`.

All offsets are characters of the article's text, half-open.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from attrs import Attribute, field, frozen

from quoteattr.evaluation.decisions import Extent

__all__ = [
    "ANSWERS",
    "SPEECH",
    "Corpus",
    "GoldArticle",
    "GoldError",
    "GoldRelation",
    "GoldReport",
    "GoldString",
    "read_gold",
]

Accepted = tuple[str | None, ...]
Value = TypeVar("Value")

# The fields of a string that hold answers, and the values that some of them may have.
ANSWERS = (
    "kind",
    "speaker",
    "speaker_type",
    "mention",
    "cue",
    "role",
    "organization",
    "source_kind",
    "source_name",
    "source_date",
)
SPEECH = frozenset(["direct", "mixed"])
_STRING_KINDS = frozenset(["direct", "mixed", "unattributed", "broken"])
_REPORT_KINDS = frozenset(["indirect", "block"])


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
        return bool(SPEECH.intersection(self.kinds))

    @property
    def is_disputed(self) -> bool:
        """Whether it may be speech or not: then either answer is accepted, and it is not counted."""
        return self.is_speech and not SPEECH.issuperset(self.kinds)


@frozen(kw_only=True)
class GoldReport:
    """A report without marks: *indirect* or *block*, and its speaker under any accepted name."""

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


def read_gold(articles: str | Path, gold: str | Path | None = None, unmarked: str | Path | None = None) -> Corpus:
    """Read a corpus in quoteattr's own format, as the head of this module describes it.

    An article without a line in `gold` is not scored for strings. Raises FileNotFoundError where a file is missing and
    GoldError, with file and line, where one is broken.
    """
    texts: dict[str, str] = {}
    relations: dict[str, tuple[GoldRelation, ...]] = {}
    for at, row in _article_rows(Path(articles)):
        name, text = _value(row, "id", str, at), _value(row, "text", str, at)
        if name in texts:
            raise GoldError(f"{at}: a second article with the id {name!r}")
        texts[name] = text
        if "attributions" in row:
            relations[name] = tuple(_relation(one, text, at) for one in _value(row, "attributions", list, at))
    strings = _by_article(Path(gold), texts, _string) if gold is not None else {}
    reports = _by_article(Path(unmarked), texts, _report) if unmarked is not None else {}
    return Corpus(
        articles=tuple(
            GoldArticle(
                id=name,
                text=text,
                strings=tuple(strings.get(name, ())),
                reports=tuple(reports.get(name, ())),
                relations=relations.get(name),
            )
            for name, text in texts.items()
        )
    )


def _article_rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    if not path.is_dir():
        yield from _rows(path)
        return
    for file in sorted(path.glob("*.txt")):
        yield str(file), {"id": file.stem, "text": _decoded(file)}


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise GoldError(f"{path}, line {line}: not UTF-8 (byte {content[error.start]:#x})") from error


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each line that is not blank, as an object, with its place for messages."""
    for number, line in enumerate(_decoded(path).split("\n"), start=1):
        if not line.strip():
            continue
        at = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"{at}: not JSON ({error.msg} at column {error.colno})") from error
        if not isinstance(row, dict):
            raise GoldError(f"{at}: not a JSON object")
        yield at, row


def _by_article(
    path: Path, texts: Mapping[str, str], read: Callable[[dict[str, Any], str, str], Value]
) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = defaultdict(list)
    for at, row in _rows(path):
        name = _value(row, "doc", str, at)
        if name not in texts:
            raise GoldError(f"{at}: there is no article {name!r}")
        found[name].append(read(row, texts[name], at))
    return found


def _string(row: dict[str, Any], text: str, at: str) -> GoldString:
    accepted = {name: _accepted(row, name, at) for name in ANSWERS if name in row}
    for kind in accepted.get("kind", ()):
        if kind not in _STRING_KINDS:
            raise GoldError(f"{at}: kind is one of {', '.join(sorted(_STRING_KINDS))}, not {kind}")
    return GoldString(extent=_placed(row, text, at), accepted=accepted)


def _report(row: dict[str, Any], text: str, at: str) -> GoldReport:
    kind = _value(row, "kind", str, at)
    if kind not in _REPORT_KINDS:
        raise GoldError(f"{at}: kind is one of {', '.join(sorted(_REPORT_KINDS))}, not {kind}")
    names = _accepted(row, "speaker", at) if "speaker" in row else (None,)
    # Several accepted names of one speaker may stand in one string: “the coroner|Ann Poe”.
    apart = tuple(part for name in names for part in (name.split("|") if name is not None else (None,)))
    return GoldReport(extent=_placed(row, text, at), kind=kind, speaker=apart)


def _relation(row: Any, text: str, at: str) -> GoldRelation:
    if not isinstance(row, dict):
        raise GoldError(f"{at}: an attribution is an object with source, cue and content")
    return GoldRelation(
        **{
            part: tuple(_extent(piece, text, f"{at}: {part}") for piece in _value(row, part, list, at))
            for part in ("source", "cue", "content")
        }
    )


def _placed(row: dict[str, Any], text: str, at: str) -> Extent:
    extent = _extent([_value(row, "start", int, at), _value(row, "end", int, at)], text, at)
    if "text" in row and text[slice(*extent)] != row["text"]:
        raise GoldError(f"{at}: the article has {text[slice(*extent)]!r:.60} there, not {row['text']!r:.60}")
    return extent


def _extent(piece: Any, text: str, at: str) -> Extent:
    if not (isinstance(piece, list) and len(piece) == 2 and all(type(offset) is int for offset in piece)):
        raise GoldError(f"{at}: a piece is [start, end], not {piece!r:.60}")
    start, end = piece
    if not 0 <= start < end <= len(text):
        raise GoldError(f"{at}: [{start}, {end}) is not a stretch of the article's {len(text)} characters")
    return start, end


def _value(row: dict[str, Any], name: str, kind: type[Value], at: str) -> Value:
    if name not in row:
        raise GoldError(f"{at}: {name} is missing")
    if type(row[name]) is not kind:
        raise GoldError(f"{at}: {name} is not of type {kind.__name__}: {row[name]!r:.60}")
    value: Value = row[name]
    return value


def _accepted(row: dict[str, Any], name: str, at: str) -> Accepted:
    value = row[name]
    answers = tuple(value) if isinstance(value, list) else (value,)
    if not answers or not all(answer is None or isinstance(answer, str) for answer in answers):
        raise GoldError(f"{at}: {name} is a string, null or a list of them, not {value!r:.60}")
    return answers
