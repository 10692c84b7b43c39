"""The reader of brat standoff with Source, Cue and Content, as PolNeAR is distributed (https://brat.nlplab.org).

`NAME.txt` is an article and `NAME.ann` its annotation: `T` lines are stretches with a label, in any number of pieces
(`T3<TAB>Content 9966 9970;9980 10044<TAB>text`); `E` lines tie the stretches of one attribution together, `R` lines two
of them. Other lines (attributes, notes) are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import regex
from attrs import frozen

from quoteattr.evaluation.decisions import Extent
from quoteattr.evaluation.gold import Corpus, GoldArticle, GoldError, GoldRelation

__all__ = ["read_brat"]

_LABELS = ("Source", "Cue", "Content")
_STRETCH = regex.compile(r"(?<id>T\S+)\t(?<label>\S+) (?<pieces>\d+ \d+(?:;\d+ \d+)*+)(?:\t.*+)?+")
_TIE = regex.compile(r"[ER]\S*+\t.*+")
_ARGUMENT = regex.compile(r":(?<id>T\S+)")


@frozen
class _Stretch:
    label: str
    pieces: tuple[Extent, ...]


def read_brat(folder: str | Path) -> Corpus:
    """Read the articles of `folder`, at any depth, with their relations; ids are paths below it without the suffix.

    Raises FileNotFoundError where there is no folder or an article has no annotation file, and GoldError, with file and
    line, where a line is broken, a stretch is outside the text or a tie names a stretch that is not there.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"no folder at {folder}")
    return Corpus(articles=tuple(_article(folder, path) for path in sorted(folder.rglob("*.txt"))))


def _article(folder: Path, path: Path) -> GoldArticle:
    text = path.read_bytes().decode("utf8")
    annotation = path.with_suffix(".ann")
    if not annotation.is_file():
        raise FileNotFoundError(f"{path} has no annotation beside it: {annotation.name} is missing")
    name = path.relative_to(folder).with_suffix("").as_posix()
    return GoldArticle(id=name, text=text, relations=tuple(_relations(text, annotation)))


def _relations(text: str, path: Path) -> Iterator[GoldRelation]:
    stretches: dict[str, _Stretch] = {}
    ties: list[tuple[str, ...]] = []
    for number, line in enumerate(path.read_text(encoding="utf8").split("\n"), start=1):
        at = f"{path}, line {number}"
        if line.startswith("T"):
            found = _STRETCH.fullmatch(line.rstrip("\r"))
            if found is None:
                raise GoldError(f"{at}: not ID, label and offsets: {line!r:.60}")
            stretches[found["id"]] = _Stretch(found["label"], tuple(_pieces(found["pieces"], text, at)))
        elif _TIE.match(line):
            ties.append(tuple(found["id"] for found in _ARGUMENT.finditer(line)))
            if missing := [one for one in ties[-1] if one not in stretches]:
                raise GoldError(f"{at}: there is no stretch {missing[0]} above")
    for members in _joined(ties):
        yield _relation(members, stretches)


def _pieces(pieces: str, text: str, at: str) -> Iterator[Extent]:
    for piece in pieces.split(";"):
        start, end = map(int, piece.split(" "))
        if not start < end <= len(text):
            raise GoldError(f"{at}: [{start}, {end}) is not a stretch of the article's {len(text)} characters")
        yield start, end


def _joined(ties: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Join ties that share a stretch: an attribution told by several `R` lines is one."""
    groups: list[dict[str, None]] = []
    for tie in ties:
        sharing = [group for group in groups if not group.keys().isdisjoint(tie)]
        merged = dict.fromkeys([*(one for group in sharing for one in group), *tie])
        groups = [group for group in groups if group not in sharing] + [merged]
    return [tuple(group) for group in groups]


def _relation(members: Iterable[str], stretches: Mapping[str, _Stretch]) -> GoldRelation:
    of_label = {
        label: tuple(sorted(p for one in members if stretches[one].label == label for p in stretches[one].pieces))
        for label in _LABELS
    }
    return GoldRelation(source=of_label["Source"], cue=of_label["Cue"], content=of_label["Content"])
