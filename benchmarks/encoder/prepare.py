"""Make the windows that the encoder is trained on: word pieces with a tag each and, in contents, who and what reports.

    python -m benchmarks.encoder.prepare --corpora PATH --tokenizer tokenizer.json --out FOLDER

Writes `train.jsonl` and `dev.jsonl`, a window a line: `pieces`, `offsets`, `tags`, and `cues` and `sources`, for each
piece the index of the piece that starts its cue or mention, 0 for none in this window, -1 where none is asked for.
Tag 0 is outside; begin, inside, end and single of each of `quoteattr.reports.encoder.model.KINDS` follow in their
order; -1 is a piece whose tag the answers do not say.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from attrs import frozen
from benchmarks.training.answers import trimmed
from benchmarks.training.corpora import CORPORA
from tokenizers import Tokenizer

from quoteattr.layout.passages import find_passages
from quoteattr.layout.quoted_spans import find_quoted_spans
from quoteattr.lexicon.tables import load_tables
from quoteattr.reports.encoder.model import KINDS, Window, cut_windows

__all__ = ["KINDS", "TABLES", "labelled", "of_relations", "trimmed"]

Piece = tuple[int, int]

TABLES = load_tables()


@frozen
class Relation:
    """A report: the stretches of its content, mention (source) and cue, in characters, half-open."""

    content: tuple[Piece, ...]
    source: tuple[Piece, ...]
    cue: tuple[Piece, ...]


@frozen
class Answered:
    """An article with its relations, and the stretches of which the answers say nothing."""

    text: str
    relations: tuple[Relation, ...]
    unknown: tuple[Piece, ...] = ()


def _pieces(spans: Sequence[Sequence[int]]) -> tuple[Piece, ...]:
    return tuple((start, end) for start, end in spans)


def of_relations(article: dict[str, Any]) -> Answered:
    """An article of source-cue-content relations."""
    found = [Relation(*(_pieces(r[kind]) for kind in KINDS)) for r in article["attributions"]]
    return Answered(article["text"], tuple(found))


def of_answers(text: str, quoted: Sequence[dict[str, Any]], unmarked: Sequence[dict[str, Any]]) -> Answered:
    """An article whose quoted strings and unmarked reports have answers in words.

    The sentence around a mixed quotation is not said to be content or not; blocks are found by other means.
    """
    relations, unknown = [], []
    for row in quoted:
        kinds = set(row["kind"])
        extent = (row["start"], row["end"])
        if not kinds & {"direct", "mixed"}:
            continue
        inside_another = any(o["start"] < extent[0] and extent[1] < o["end"] for o in quoted)
        if "mixed" in kinds:
            unknown.append(_line_around(text, extent))
        elif not inside_another:
            relations.append(_answer(text, extent, row["mention"][0], row["cue"][0]))
    for row in unmarked:
        extent = (row["start"], row["end"])
        if row["kind"] == "block":
            unknown.append(extent)
            continue
        before = text[: extent[0]]
        for opening in ("that ", "to "):
            if before.endswith(" " + opening):
                extent = (extent[0] - len(opening), extent[1])
        relations.append(_answer(text, extent, row["mention"], row["cue"]))
    return Answered(text, tuple(relations), tuple(unknown))


def _line_around(text: str, extent: Piece) -> Piece:
    end = text.find("\n", extent[1])
    return text.rfind("\n", 0, extent[0]) + 1, len(text) if end < 0 else end


def _answer(text: str, extent: Piece, mention: str | None, cue: str | None) -> Relation:
    """A relation whose mention and cue are the occurrences of the words that stand nearest outside the content."""
    cue_at = _nearest(text, cue, extent, extent)
    mention_at = _nearest(text, mention, extent, cue_at or extent)
    return Relation((extent,), (mention_at,) if mention_at else (), (cue_at,) if cue_at else ())


FARTHEST = 400


def _nearest(text: str, words: str | None, outside: Piece, near: Piece) -> Piece | None:
    if not words:
        return None
    places = []
    at = text.find(words, max(0, outside[0] - FARTHEST))
    while 0 <= at < outside[1] + FARTHEST:
        end = at + len(words)
        if end <= outside[0] or at >= outside[1]:
            places.append((max(near[0] - end, at - near[1], 0), at, end))
        at = text.find(words, at + 1)
    return min(places)[1:] if places else None


def labelled(article: Answered, tokenizer: Tokenizer) -> Iterator[dict[str, Any]]:
    """The windows of an article with their tags and pointers."""
    passages = find_passages(article.text, TABLES)
    spans = find_quoted_spans(article.text, passages)
    for window in cut_windows(article.text, passages, spans, tokenizer):
        yield _labelled(window, article)


def _labelled(window: Window, article: Answered) -> dict[str, Any]:
    length = len(window.pieces)
    tags, cues, sources = [0] * length, [-1] * length, [-1] * length
    for span in article.unknown:
        for at in _covered(window, span):
            tags[at] = -1
    for number, kind in enumerate(KINDS):
        for relation in article.relations:
            for span in getattr(relation, kind):
                covered = _covered(window, span)
                for at in covered:
                    tags[at] = 2 + 4 * number
                if covered:
                    tags[covered[0]], tags[covered[-1]] = 1 + 4 * number, 3 + 4 * number
                if len(covered) == 1:
                    tags[covered[0]] = 4 + 4 * number
    for relation in article.relations:
        for span in relation.content:
            cue, source = (_start(window, span, s) for s in (relation.cue, relation.source))
            for at in _covered(window, span):
                cues[at], sources[at] = cue, source
    return {"pieces": window.pieces, "offsets": window.offsets, "tags": tags, "cues": cues, "sources": sources}


def _covered(window: Window, span: Piece) -> list[int]:
    return [n for n, (s, e) in enumerate(window.offsets) if s < span[1] and e > span[0] and s < e]


def _start(window: Window, content: Piece, spans: Sequence[Piece]) -> int:
    """The first piece of whichever of `spans` is nearest to the content, 0 where none is in the window."""
    for span in sorted(spans, key=lambda s: max(content[0] - s[1], s[0] - content[1])):
        covered = _covered(window, span)
        if covered:
            return covered[0]
    return 0


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.open(encoding="utf8"))


def _answered(folder: Path, corpus: str) -> Iterator[Answered]:
    where = CORPORA[corpus]
    assert where.gold is not None
    assert where.unmarked is not None
    articles_file = folder / where.articles
    quoted: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    unmarked: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for rows, path in ((quoted, where.gold), (unmarked, where.unmarked)):
        for row in _rows(folder / path):
            rows[row["doc"]].append(row)
    if articles_file.is_dir():
        texts = {file.stem: file.read_bytes().decode() for file in sorted(articles_file.glob("*.txt"))}
    else:
        texts = {row["id"]: row["text"] for row in _rows(articles_file)}
    for name, text in texts.items():
        yield of_answers(text, quoted[name], unmarked[name])


def main(
    corpora: Annotated[Path, typer.Option(help="Folder with written/ and polnear/.")],
    tokenizer: Annotated[Path, typer.Option(help="The encoder's tokenizer.json.")],
    out: Annotated[Path, typer.Option(help="Folder to write to.")],
) -> None:
    """Write the windows of the training and the dev sets."""
    out.mkdir(parents=True, exist_ok=True)
    pieces = Tokenizer.from_file(str(tokenizer))
    pieces.no_truncation()
    pieces.no_padding()
    sets = {
        "train": [
            *(of_relations(a) for a in _rows(corpora / "polnear" / "train.jsonl")),
            *_answered(corpora, "written"),
            *_answered(corpora, "own"),
        ],
        "dev": [of_relations(a) for a in _rows(corpora / "polnear" / "dev.jsonl")],
    }
    for name, articles in sets.items():
        with (out / f"{name}.jsonl").open("w", encoding="utf8") as file:
            for number, article in enumerate(articles):
                for window in labelled(article, pieces):
                    file.write(json.dumps(window | {"article": number}) + "\n")


if __name__ == "__main__":
    typer.run(main)
