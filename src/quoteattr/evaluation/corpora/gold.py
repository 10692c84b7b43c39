"""Gold as frozen values: a corpus of articles, each with its strings in marks, its reports and its relations.

All offsets are characters of the article's text, half-open.

The reader of quoteattr's own format: JSON Lines of articles, strings in marks and reports without.

- *articles*: a line an article, `{"id", "text"}`, or a folder of UTF-8 `ID.txt` files. A line may have `attributions`,
  a list of `{"source", "cue", "content"}`, each a list of `[start, end]`: its relations.
- *gold*: a line a string in marks, `{"doc", "start", "end"}` (marks included) and, of `kind` (direct, mixed,
  unattributed, broken), `speaker`, `speaker_type`, `mention`, `cue`, `role`, `organization`, `source_kind`,
  `source_name` and `source_date`, those that were annotated: an answer, null for none, or a list of accepted answers.
- *unmarked*: a line a report without marks, `{"doc", "kind": "indirect" or "block", "start", "end"}` and `speaker`, if
  that was annotated.

`text`, where a line of gold or unmarked has it, must be what stands there. Other keys are left aside.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeVar

from attrs import Attribute, field, frozen

__all__ = [
    "STRING_KEYS",
    "Accepted",
    "Corpus",
    "Extent",
    "GoldArticle",
    "GoldError",
    "GoldRelation",
    "GoldReport",
    "GoldString",
    "read_gold",
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


# The fields of a string that hold answers.
STRING_KEYS = (
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
_STRING_KINDS = ("direct", "mixed", "unattributed", "broken")
_REPORT_KINDS = ("indirect", "block")


class _Placed(Protocol):
    @property
    def extent(self) -> Extent: ...


Value = TypeVar("Value")
Annotated = TypeVar("Annotated", bound=_Placed)


def read_gold(articles: str | Path, gold: str | Path | None = None, unmarked: str | Path | None = None) -> Corpus:
    """Read a corpus in quoteattr's own format, as the head of this module describes it.

    An article without a line in `gold` is not scored for strings. Raises FileNotFoundError where a file is missing and
    GoldError, with file and line, where one is broken or there is no article.
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
    if not texts:
        raise GoldError(f"{articles}: no article there, neither as a line of JSON nor as a file ID.txt of a folder")
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
        yield str(file), {"id": file.stem, "text": read_text(file)}


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each line that is not blank, as an object, with its place for messages."""
    for at, line in read_lines(path):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"{at}: not JSON ({error.msg} at column {error.colno})") from error
        except (ValueError, RecursionError) as error:  # a number or a nesting beyond all measure
            raise GoldError(f"{at}: not JSON that can be read ({error})") from error
        if not isinstance(row, dict):
            raise GoldError(f"{at}: not a JSON object")
        yield at, row


def _by_article(
    path: Path, texts: Mapping[str, str], read: Callable[[dict[str, Any], str, str], Annotated]
) -> dict[str, list[Annotated]]:
    found: dict[str, dict[Extent, Annotated]] = {}
    for at, row in _rows(path):
        name = _value(row, "doc", str, at)
        if name not in texts:
            raise GoldError(f"{at}: there is no article {name!r}")
        annotated = read(row, texts[name], at)
        start, end = annotated.extent
        if (start, end) in found.setdefault(name, {}):
            raise GoldError(f"{at}: a second line on [{start}, {end}) of article {name!r}")
        found[name][start, end] = annotated
    return {name: list(of_article.values()) for name, of_article in found.items()}


def _string(row: dict[str, Any], text: str, at: str) -> GoldString:
    accepted = {name: _accepted(row, name, at) for name in STRING_KEYS if name in row}
    for kind in accepted.get("kind", ()):
        _check_kind(kind, _STRING_KINDS, at)
    return GoldString(extent=_placed(row, text, at), accepted=accepted)


def _report(row: dict[str, Any], text: str, at: str) -> GoldReport:
    kind = _value(row, "kind", str, at)
    _check_kind(kind, _REPORT_KINDS, at)
    names = _accepted(row, "speaker", at) if "speaker" in row else ()
    # Several accepted names of one speaker may stand in one string: “the coroner|Ann Poe”.
    apart = tuple(part for name in names for part in (name.split("|") if name is not None else (None,)))
    return GoldReport(extent=_placed(row, text, at), kind=kind, speaker=apart)


def _check_kind(kind: str | None, known: tuple[str, ...], at: str) -> None:
    if kind not in known:
        raise GoldError(f"{at}: kind is one of {', '.join(known)}, not {kind or 'null'}")


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
