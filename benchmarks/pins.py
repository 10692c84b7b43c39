"""Pin what quoteattr answers, byte for byte, so that a change of structure can be told from a change of answers.

    python benchmarks/pins.py [--shared PATH] [--renew] [--write FOLDER]

Reads the example articles, `tests/corpus`, gold dev, written dev and fifty training articles of PolNeAR, and compares
the SHA-256 of each article's JSON with `tests/pins.json`, which holds no text of others. `--renew` writes that file
anew: after a retraining, or a fault mended, in a commit that says so. `--write` writes the JSON of each article into a
folder, to compare two of them with `diff -r`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import spacy
import typer

import quoteattr

__all__ = ["PINS", "answers", "changed", "readings"]

PROJECT = Path(__file__).resolve().parents[1]
PINS = PROJECT / "tests" / "pins.json"
POLNEAR_ARTICLES = 50


def readings(*, encoder: bool = False) -> Mapping[str, quoteattr.Extractor]:
    """The ways to read that are pinned, by name: `encoder` wants the extra of that name."""
    found = {
        "parse": quoteattr.load(),
        "every cue": quoteattr.load(cue_kinds=frozenset(quoteattr.CueKind)),
        "blank": quoteattr.load(spacy.blank("en")),
    }
    return found | ({"encoder": quoteattr.load(reader="encoder")} if encoder else {})


def texts(shared: Path | None) -> Iterator[tuple[str, str]]:
    """The name and the text of each pinned article; those of the shared corpora only where they are."""
    for folder in ("docs/examples", "tests/corpus"):
        for path in sorted((PROJECT / folder).glob("*.txt")):
            yield f"{folder}/{path.stem}", path.read_text(encoding="utf8")
    if shared is None:
        return
    for corpus in ("gold/dev.articles", "written/dev.articles", "polnear/train"):
        lines = (shared / "corpora" / f"{corpus}.jsonl").read_text(encoding="utf8").split("\n")
        records = [json.loads(line) for line in lines if line]
        for record in records[:POLNEAR_ARTICLES] if corpus == "polnear/train" else records:
            yield f"{corpus}/{record['id']}", record["text"]


def answers(extractors: Mapping[str, quoteattr.Extractor], shared: Path | None) -> Iterator[tuple[str, str]]:
    """The name of each pinned answer, and its JSON: all articles by the parse, our own by the other readings, too."""
    articles = dict(texts(shared))
    own = [name for name in articles if name.startswith(("docs/", "tests/"))]
    for reading, extractor in extractors.items():
        names = list(articles) if reading == "parse" else own
        for name, article in zip(names, extractor.pipe(articles[name] for name in names), strict=True):
            yield f"{reading}: {name}", article.to_json()


def digest(answer: str) -> str:
    """The SHA-256 of an answer."""
    return hashlib.sha256(answer.encode("utf8")).hexdigest()


def changed(found: Mapping[str, str]) -> list[str]:
    """The names of those answers that are not as pinned."""
    pinned = json.loads(PINS.read_text(encoding="utf8"))
    return [name for name, answer in found.items() if pinned.get(name) != digest(answer)]


def main(
    shared: Annotated[Path, typer.Option(help="Folder with corpora/.")] = PROJECT.parent / "shared",
    *,
    renew: Annotated[bool, typer.Option(help="Pin today's answers.")] = False,
    write: Annotated[Path | None, typer.Option(help="Folder for the JSON of each article.")] = None,
) -> None:
    """Compare today's answers with those pinned, or pin them."""
    found = dict(answers(readings(encoder=True), shared))
    if write is not None:
        write.mkdir(parents=True, exist_ok=True)
        for name, answer in found.items():
            path = write / f"{name.replace('/', '_').replace(': ', '_')}.json"
            path.write_text(json.dumps(json.loads(answer), indent=1, ensure_ascii=False), encoding="utf8")
    if renew:
        lines = json.dumps({name: digest(answer) for name, answer in found.items()}, indent=0)
        PINS.write_text(lines + "\n", encoding="utf8")
    differing = changed(found)
    for name in differing:
        print(f"changed  {name}")
    print(f"{len(found)} answers, {len(differing)} changed")
    raise typer.Exit(1 if differing else 0)


if __name__ == "__main__":
    typer.run(main)
