"""The reader of brat standoff with Source, Cue and Content, as PolNeAR is distributed (https://brat.nlplab.org).

`NAME.txt` is an article and `NAME.ann` its annotation, in any order of lines: a `T` line is a stretch with a label, in
any number of pieces (`T3<TAB>Content 9966 9970;9980 10044<TAB>text`), an `E` line ties the stretches of an attribution
together, and `R` lines tie two each. Other lines (attributes, notes) are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import regex
from attrs import frozen

from quoteattr.evaluation.corpora.gold import (
    Corpus,
    Extent,
    GoldArticle,
    GoldError,
    GoldRelation,
    read_lines,
    read_text,
)

__all__ = ["read_brat"]

_LABELS = ("Source", "Cue", "Content")
_STRETCH = regex.compile(
    r"(?<id>T\S+)\t(?<label>\S+) (?<pieces>[0-9]{1,9} [0-9]{1,9}(?:;[0-9]{1,9} [0-9]{1,9})*+)(?:\t(?<words>.*+))?+"
)
_TIE = regex.compile(r"[ER]\S*+\t.*+")
_ARGUMENT = regex.compile(r":(?<id>T\S+)")


@frozen
class _Stretch:
    label: str
    pieces: tuple[Extent, ...]


@frozen
class _Tie:
    """An `E` or `R` line, and its place for messages."""

    is_whole: bool
    members: tuple[str, ...]
    at: str


def read_brat(folder: str | Path) -> Corpus:
    """Read the articles of `folder`, at any depth, with their relations; ids are paths below it without the suffix.

    Offsets are characters (code points), as brat counts them. Raises FileNotFoundError where there is no folder or an
    article has no annotation file, and GoldError, with file and line, where a line is broken, a stretch has other words
    in the text than in its line, a tie names a stretch that is not there, or there is no article.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"no folder at {folder}")
    articles = tuple(_article(folder, path) for path in sorted(folder.rglob("*.txt")))
    if not articles:
        raise GoldError(f"{folder}: no article there: brat's are pairs of NAME.txt and NAME.ann")
    return Corpus(articles=articles)


def _article(folder: Path, path: Path) -> GoldArticle:
    text = read_text(path)
    annotation = path.with_suffix(".ann")
    if not annotation.is_file():
        raise FileNotFoundError(f"{path} has no annotation beside it: {annotation.name} is missing")
    name = path.relative_to(folder).with_suffix("").as_posix()
    return GoldArticle(id=name, text=text, relations=tuple(_relations(text, annotation)))


def _relations(text: str, path: Path) -> Iterator[GoldRelation]:
    stretches: dict[str, _Stretch] = {}
    ties: list[_Tie] = []
    for at, line in read_lines(path):
        if line.startswith("T"):
            name, stretch = _stretch(line, text, at)
            stretches[name] = stretch
        elif _TIE.fullmatch(line):
            ties.append(_Tie(line.startswith("E"), tuple(found["id"] for found in _ARGUMENT.finditer(line)), at))
    # brat writes a stretch that was added to an event later below it.
    for tie in ties:
        if missing := [one for one in tie.members if one not in stretches]:
            raise GoldError(f"{tie.at}: there is no stretch {missing[0]}")
    for members in _joined(ties):
        yield _relation(members, stretches)


def _stretch(line: str, text: str, at: str) -> tuple[str, _Stretch]:
    found = _STRETCH.fullmatch(line)
    if found is None:
        raise GoldError(f"{at}: not ID, label and offsets: {line!r:.60}")
    pieces = tuple(_pieces(found["pieces"], text, at))
    words = " ".join(text[start:end] for start, end in pieces)
    if found["words"] is not None and _unspaced(words) != _unspaced(found["words"]):
        raise GoldError(f"{at}: the article has {words!r:.60} there, not {found['words']!r:.60}")
    return found["id"], _Stretch(found["label"], pieces)


def _unspaced(words: str) -> str:
    """Leave out white space, since brat writes a space for a line break."""
    return "".join(words.split())


def _pieces(pieces: str, text: str, at: str) -> Iterator[Extent]:
    for piece in pieces.split(";"):
        start, end = map(int, piece.split(" "))
        if not start < end <= len(text):
            raise GoldError(f"{at}: [{start}, {end}) is not a stretch of the article's {len(text)} characters")
        yield start, end


def _joined(ties: Iterable[_Tie]) -> list[tuple[str, ...]]:
    """Take each `E` line for an attribution, and `R` lines that share a stretch for one.

    Two events may share their source: *“No,” said Poe, who added that it was late* has two attributions.
    """
    groups: list[dict[str, None]] = []
    for members in (tie.members for tie in ties if not tie.is_whole):
        sharing = [group for group in groups if not group.keys().isdisjoint(members)]
        merged = dict.fromkeys([*(one for group in sharing for one in group), *members])
        groups = [group for group in groups if group not in sharing] + [merged]
    return [*(tie.members for tie in ties if tie.is_whole), *map(tuple, groups)]


def _relation(members: Iterable[str], stretches: Mapping[str, _Stretch]) -> GoldRelation:
    of_label = {
        label: tuple(sorted(p for one in members if stretches[one].label == label for p in stretches[one].pieces))
        for label in _LABELS
    }
    return GoldRelation(source=of_label["Source"], cue=of_label["Cue"], content=of_label["Content"])
