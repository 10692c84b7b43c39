"""The error atlas: what is wrong on the training sets, by cross-validation, sorted into kinds.

    python -m benchmarks.atlas --corpora PATH [--corpus gold] [--kind "pronoun" --examples 20] [--leave-out real]

Prints a table of kinds with the number of quoted strings each spoils, and examples in context. Every article is read by
judges that have not seen it. What no rule can tell apart (a mistake of the parser or of the answers) is left to the
reader of the examples.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from attrs import frozen
from benchmarks.training.answers import given, same_name, within, words_of
from benchmarks.training.corpora import TrainingArticle, chosen_corpora, read_articles
from benchmarks.training.crossvalidation import FOLDS, cross_validate
from benchmarks.training.teachers.linking import choices_of
from rich.console import Console
from rich.progress import track
from rich.table import Table

from quoteattr.evaluation import GoldString
from quoteattr.evaluation.corpora.gold import Extent
from quoteattr.lexicon.tables import load_tables
from quoteattr.types import Article, Attribution, Quotation, QuotationKind
from quoteattr.values import Pattern

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
    """One wrong decision: its kind, the article, the quoted string, what was answered and what is right."""

    area: str
    kind: str
    article: str
    place: Extent
    answered: str | None
    right: tuple[str | None, ...]
    note: str = ""


def errors_of_strings(read: TrainingArticle, article: Article) -> Iterator[Error]:
    """The errors on the quoted strings of an article."""
    reachable = _reachable(read)
    for string in read.strings:
        quotation = _overlapping(article, string)
        spoken = quotation is not None and quotation.kind is not QuotationKind.SCARE
        if not string.is_speech:
            if spoken:
                kind = "broken marks taken for speech" if "broken" in string.kinds else "scare taken for speech"
                yield Error("detection", kind, read.name, string.extent, quotation.kind.value, string.kinds)
            continue
        if not spoken:
            kind = "pairing of marks" if quotation is None else "speech taken for scare"
            yield Error("detection", kind, read.name, string.extent, None, string.kinds)
            continue
        attribution = article.attribution_of(quotation)
        yield from _of_speaker(read, string, attribution, is_reachable=reachable.get(string.extent, True))
        yield from _of_fields(read, string, attribution)


def _overlapping(article: Article, string: GoldString) -> Quotation | None:
    """The quotation that shares most with a quoted string, if that is half of it."""
    start, end = string.extent

    def shared(quotation: Quotation) -> int:
        return max(0, min(end, quotation.span.end) - max(start, quotation.span.start))

    best = max(article.quotations, key=lambda q: (shared(q), q.span.start), default=None)
    return best if best is not None and 2 * shared(best) >= end - start else None


def _reachable(read: TrainingArticle) -> Mapping[Extent, bool]:
    """For each quoted string whether a right candidate was proposed."""
    return {
        choice.answer.extent: any(choice.candidates[n].pattern is not Pattern.UNKNOWN for n in choice.right)
        for choice in choices_of(read)
        if isinstance(choice.answer, GoldString) and choice.speech
    }


def _of_speaker(
    read: TrainingArticle, string: GoldString, found: Attribution, *, is_reachable: bool
) -> Iterator[Error]:
    speakers, mentions = given(string, "speaker"), given(string, "mention")
    named = found.speaker.name if found.speaker is not None else None
    mention = found.mention.text if found.mention is not None else None
    if named is None and None in string.accepted["speaker"]:
        return
    if named is not None and any(words_of(named) == words_of(s) for s in speakers):
        return
    right_mention = mention is not None and any(within(mention, m) for m in mentions)
    if named is not None and any(same_name(named, s) or within(named, s) for s in speakers):
        kind = "canonical name"
    elif not mentions:
        kind = "carried on wrongly" if mention is None else "mention where none attributes"
    elif mention is None or not right_mention:
        wrong = "not linked" if mention is None else "wrong candidate"
        kind = wrong if is_reachable else "mention not among the candidates"
    elif mention.casefold() in PRONOUNS:
        kind = "pronoun"
    else:
        kind = "name leads to the wrong entity" if found.link.value == "explicit" else "description"
    note = (
        f"{found.evidence}, mention {mention!r} for {string.accepted['mention']}, cue {found.cue and found.cue.text!r}"
    )
    yield Error("speaker", kind, read.name, string.extent, named, string.accepted["speaker"], note)


def _of_fields(read: TrainingArticle, string: GoldString, found: Attribution) -> Iterator[Error]:
    for field, read_field in FIELDS.items():
        value = read_field(found)
        answer = value if value is None else str(getattr(value, "text", getattr(value, "value", value)))
        accepted = string.accepted[field]
        if answer in accepted or any(answer and within(answer, a) for a in given(string, field)):
            continue
        named = found.speaker.name if found.speaker is not None else None
        if not any(named and same_name(named, s) for s in given(string, "speaker")):
            kind = "the speaker is wrong"
        elif answer is None:
            kind = "missing, though said before" if _said_before(read, string, field) else "missing"
        elif None in accepted:
            kind = "none expected"
        elif any(set(words_of(a)) & set(words_of(answer)) for a in given(string, field)):
            kind = "border"
        else:
            kind = "another"
        yield Error(field, kind, read.name, string.extent, answer, accepted, named or "")


def _said_before(read: TrainingArticle, string: GoldString, field: str) -> bool:
    """Whether an earlier quoted string of the same speaker has the same answer."""
    return any(
        other.extent[0] < string.extent[0]
        and set(other.accepted["speaker"]) & set(string.accepted["speaker"])
        and set(other.accepted[field]) & set(string.accepted[field])
        for other in read.strings
    )


def errors_of_relations(read: TrainingArticle, article: Article) -> Iterator[Error]:
    """The errors on relations whose content has quotation marks: no quotation, or another mention."""
    text = read.gold.text
    for relation in read.relations or ():
        source = tuple(text[s:e] for s, e in relation.source) or (None,)
        for start, end in relation.content:
            if not any(mark in text[start:end] for mark in '“”"'):
                continue
            touching = [
                a for a in article.attributions if a.quotation.span.start < end and a.quotation.span.end > start
            ]
            if not touching:
                yield Error("relation", "quotation not found", read.name, (start, end), None, source)
                continue
            best = max(touching, key=lambda a: min(a.quotation.span.end, end) - max(a.quotation.span.start, start))
            mention = best.mention
            if mention is not None and any(s <= mention.start and mention.end <= e for s, e in relation.source):
                continue
            answered = mention.text if mention is not None else None
            kind = "another mention" if answered else "no mention"
            yield Error("relation", kind, read.name, (start, end), answered, source, best.evidence)


def main(
    corpora: Annotated[Path, typer.Option(exists=True, help="Folder with gold/, written/, real/ and polnear/.")],
    corpus: Annotated[str, typer.Option(help="gold, labels, written, own, real or polnear.")] = "gold",
    kind: Annotated[str | None, typer.Option(help="Show only kinds that contain this.")] = None,
    examples: Annotated[int, typer.Option(help="Examples of each kind.")] = 2,
    leave_out: Annotated[list[str] | None, typer.Option(help="Corpora that nothing is learnt from.")] = None,
    articles: Annotated[int | None, typer.Option(min=1, help="So many of each corpus, for a quick try.")] = None,
    folds: Annotated[int, typer.Option(min=2, help="So many parts take turns to be left out.")] = FOLDS,
    seed: int = 0,
) -> None:
    """Print the table of kinds, then examples."""
    read = read_articles(corpora, chosen_corpora(leave_out or ()), load_tables(), articles)
    total = sum(article.corpus == corpus for article in read)
    texts: dict[str, str] = {}
    kinds: defaultdict[tuple[str, str], list[Error]] = defaultdict(list)
    for article, answer in track(cross_validate(read, [corpus], folds), "attributing", total=total):
        texts[article.name] = article.gold.text
        found = errors_of_strings if article.relations is None else errors_of_relations
        for error in found(article, answer):
            kinds[error.area, error.kind].append(error)
    show(kinds, texts, kind, examples, seed)


def show(
    kinds: Mapping[tuple[str, str], Sequence[Error]],
    texts: Mapping[str, str],
    only: str | None,
    examples: int,
    seed: int,
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
                console.print(f"\n[bold]{area}: {kind}[/] {error.article}")
                console.print(f"answered {error.answered!r}, right {error.right} {error.note}", markup=False)
                start, end = error.place
                text = texts[error.article]
                before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
                console.print(f"{before}⟦{text[start:end]}⟧{after}", markup=False)


if __name__ == "__main__":
    typer.run(main)
