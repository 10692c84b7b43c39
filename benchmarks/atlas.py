"""The error atlas: what is wrong on the training sets, by cross-validation, sorted into kinds.

    python benchmarks/atlas.py --corpora PATH [--corpus gold] [--kind "pronoun" --examples 20]

Prints a table of kinds with the number of quoted strings each spoils, and examples in context. Every article is read by
scorers that have not seen it. What no rule can tell apart (a mistake of the parser or of the answers) is left to the
reader of the examples.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from attrs import frozen
from rich.console import Console
from rich.progress import track
from rich.table import Table

sys.path.append(str(Path(__file__).parent / "training"))

from cases import choices_of, stage
from corpora import Document
from crossvalidation import cross_validate
from fitting import gather
from labelling import is_speech, same_name, within, words_of

from quoteattr.types import Article, Attribution, Quotation, QuotationKind

Row = Mapping[str, Any]
FIELDS = {
    "role": lambda a: a.role and a.role.title,
    "organization": lambda a: a.role and a.role.organization,
    "source_kind": lambda a: a.source and a.source.kind,
    "source_name": lambda a: a.source and a.source.name,
    "source_date": lambda a: a.source and a.source.date,
}
PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "who", "his", "her", "their", "him", "them"])
CONTEXT = 240


@frozen
class Error:
    """One wrong decision: its kind, the quoted string, what was answered and what is right."""

    area: str
    kind: str
    document: str
    place: tuple[int, int]
    answered: str | None
    right: tuple[str | None, ...]
    note: str = ""


def errors_of_rows(document: Document, article: Article) -> Iterator[Error]:
    """The errors on the quoted strings of a document."""
    found = {row["q"]: _overlapping(article, row) for row in document.rows}
    reachable = _reachable(document)
    for row in document.rows:
        quotation = found[row["q"]]
        place = (row["start"], row["end"])
        spoken = quotation is not None and quotation.kind is not QuotationKind.SCARE
        if not is_speech(row):
            if spoken:
                kind = "broken marks taken for speech" if "broken" in row["kind"] else "scare taken for speech"
                yield Error("detection", kind, document.name, place, quotation.kind.value, tuple(row["kind"]))
            continue
        if not spoken:
            kind = "pairing of marks" if quotation is None else "speech taken for scare"
            yield Error("detection", kind, document.name, place, None, tuple(row["kind"]))
            continue
        attribution = article.attribution_of(quotation)
        yield from _of_speaker(document, row, attribution, reachable)
        yield from _of_fields(document, row, attribution)


def _overlapping(article: Article, row: Row) -> Quotation | None:
    """The quotation that shares most with a quoted string, if that is half of it."""

    def shared(quotation: Quotation) -> int:
        return max(0, min(row["end"], quotation.span.end) - max(row["start"], quotation.span.start))

    best = max(article.quotations, key=lambda q: (shared(q), q.span.start), default=None)
    return best if best is not None and 2 * shared(best) >= row["end"] - row["start"] else None


def _reachable(document: Document) -> dict[str, bool]:
    """For each quoted string whether a right candidate was proposed."""
    scene = stage(document).scene
    return {
        choice.answer["q"]: any(choice.candidates[n].pattern != "unknown" for n in choice.right)
        for choice in choices_of(document, scene)
        if choice.answer is not None and choice.speech
    }


def _of_speaker(document: Document, row: Row, found: Attribution, reachable: Mapping[str, bool]) -> Iterator[Error]:
    speakers, mentions = row["speaker"], [m for m in row["mention"] if m]
    named = found.speaker.name if found.speaker is not None else None
    place = (row["start"], row["end"])
    mention = found.mention.text if found.mention is not None else None
    note = f"{found.evidence}, mention {mention!r} for {row['mention']}, cue {found.cue and found.cue.text!r}"
    if named in speakers or any(words_of(named) == words_of(s) for s in speakers if s):
        return
    if named is not None and any(same_name(named, s) or within(named, s) for s in speakers if s):
        yield Error("speaker", "canonical name", document.name, place, named, tuple(speakers), note)
        return
    right_mention = mention is not None and any(within(mention, m) for m in mentions)
    if not mentions:
        kind = "carried on wrongly" if mention is None else "mention where none attributes"
    elif mention is None:
        kind = "not linked" if reachable.get(row["q"], True) else "mention not among the candidates"
    elif not right_mention:
        kind = "wrong candidate" if reachable.get(row["q"], True) else "mention not among the candidates"
    elif mention.casefold() in PRONOUNS:
        kind = "pronoun"
    else:
        kind = "name leads to the wrong entity" if found.link.value == "explicit" else "description"
    yield Error("speaker", kind, document.name, place, named, tuple(speakers), note)


def _of_fields(document: Document, row: Row, found: Attribution) -> Iterator[Error]:
    for field, read in FIELDS.items():
        value = read(found)
        answer = value if value is None else str(getattr(value, "text", getattr(value, "value", value)))
        accepted = row[field]
        if answer in accepted or any(answer and a and within(answer, a) for a in accepted):
            continue
        named = found.speaker.name if found.speaker is not None else None
        if not any(named and s and same_name(named, s) for s in row["speaker"]):
            kind = "the speaker is wrong"
        elif answer is None:
            said_before = any(
                r["start"] < row["start"] and set(r["speaker"]) & set(row["speaker"]) and set(r[field]) & set(accepted)
                for r in document.rows
            )
            kind = "missing, though said before" if said_before else "missing"
        elif None in accepted:
            kind = "none expected"
        elif any(a and set(words_of(a)) & set(words_of(answer)) for a in accepted):
            kind = "border"
        else:
            kind = "another"
        yield Error(field, kind, document.name, (row["start"], row["end"]), answer, tuple(accepted), named or "")


def errors_of_relations(document: Document, article: Article) -> Iterator[Error]:
    """The errors on relations whose content has quotation marks: no quotation, or another mention."""
    assert document.relations is not None
    for relation in document.relations:
        for start, end in relation["content"]:
            text = document.text[start:end]
            if not any(mark in text for mark in '“”"'):
                continue
            touching = [
                a for a in article.attributions if a.quotation.span.start < end and a.quotation.span.end > start
            ]
            source = tuple(document.text[s:e] for s, e in relation["source"]) or (None,)
            if not touching:
                yield Error("relation", "quotation not found", document.name, (start, end), None, source)
                continue
            best = max(touching, key=lambda a: min(a.quotation.span.end, end) - max(a.quotation.span.start, start))
            mention = best.mention
            if mention is not None and any(s <= mention.start and mention.end <= e for s, e in relation["source"]):
                continue
            answered = mention.text if mention is not None else None
            kind = "another mention" if answered else "no mention"
            yield Error("relation", kind, document.name, (start, end), answered, source, best.evidence)


def main(
    corpora: Annotated[Path, typer.Option(help="Folder with gold/, written/ and polnear/.")],
    corpus: Annotated[str, typer.Option(help="gold, labels, written, own or polnear.")] = "gold",
    kind: Annotated[str | None, typer.Option(help="Show only kinds that contain this.")] = None,
    examples: Annotated[int, typer.Option(help="Examples of each kind.")] = 2,
    folds: int = 4,
    seed: int = 0,
) -> None:
    """Print the table of kinds, then examples."""
    gathered = gather(corpora)
    total = sum(document.corpus == corpus for document, _ in gathered.documents)
    articles = track(cross_validate(gathered, [corpus], folds), "attributing", total=total)
    texts: dict[str, str] = {}
    kinds: defaultdict[tuple[str, str], list[Error]] = defaultdict(list)
    for document, article in articles:
        texts[document.name] = document.text
        found = errors_of_rows if document.relations is None else errors_of_relations
        for error in found(document, article):
            kinds[error.area, error.kind].append(error)
    show(kinds, texts, kind, examples, seed)


def show(
    kinds: Mapping[tuple[str, str], list[Error]], texts: Mapping[str, str], only: str | None, examples: int, seed: int
) -> None:
    """Print how many errors there are of each kind, and some of each, drawn by `seed`."""
    console = Console(highlight=False)
    table = Table("area", "kind", "errors")
    for (area, kind), errors in sorted(kinds.items(), key=lambda item: (item[0][0], -len(item[1]))):
        table.add_row(area, kind, str(len(errors)))
    console.print(table)
    choose = random.Random(seed)
    for (area, kind), errors in kinds.items():
        if only is None or only in f"{area}: {kind}":
            for error in choose.sample(errors, min(examples, len(errors))):
                console.print(f"\n[bold]{area}: {kind}[/] {error.document}")
                console.print(f"answered {error.answered!r}, right {error.right} {error.note}", markup=False)
                start, end = error.place
                text = texts[error.document]
                before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
                console.print(f"{before}⟦{text[start:end]}⟧{after}", markup=False)


if __name__ == "__main__":
    typer.run(main)
