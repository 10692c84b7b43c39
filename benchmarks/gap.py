"""How often a pronoun leads to the right one of two names, on GAP (Webster et al., TACL 2018).

    python -m benchmarks.gap PATH/gap.jsonl [--part dev]

A passage has a pronoun and two names, which are given: the judge of antecedents chooses one of them, or leaves the
pronoun open. F1 is that over names, as GAP's own scorer counts it; the bias is the F1 of feminine pronouns over that of
masculine ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import spacy
import typer
from attrs import evolve, frozen

from quoteattr.coreference import resolve_mentions
from quoteattr.decisions import Judge, Option, load_judges
from quoteattr.document import Discourse
from quoteattr.entities import find_names
from quoteattr.layout import mask, title_case_headlines
from quoteattr.lexicon import Tables, load_tables
from quoteattr.parse import analyze_as_packaged, parse_texts
from quoteattr.parse.tokens import Parse
from quoteattr.pipeline import DEFAULT_PIPELINE, discourse_over
from quoteattr.values import Mention, MentionKind, Name, NameKind, Resolution, Unnamed

__all__ = ["Passage", "f1", "meant_by", "read_passages"]

FEMININE = frozenset(["she", "her", "hers"])


@frozen(eq=False)
class Passage:
    """A passage with its pronoun; the entities of its two names, and of each whether the pronoun means it."""

    discourse: Discourse
    pronoun: Mention
    named: tuple[int, int]
    meant: tuple[bool, bool]

    @property
    def is_feminine(self) -> bool:
        """Whether the pronoun is *she* or *her*."""
        return self.discourse.document.doc[self.pronoun.head].lower_ in FEMININE


def read_passages(path: Path, part: str, tables: Tables) -> Iterator[Passage]:
    """The passages of a part, parsed as the default extractor does, over their names and the two that are given."""
    lines = path.read_text(encoding="utf8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["part"] == part]
    nlp = spacy.load(DEFAULT_PIPELINE)
    texts = (row["text"] for row in rows)
    parses = parse_texts(nlp, texts, analyze=analyze_as_packaged(nlp), forget=True)
    for row, parse in zip(rows, parses, strict=True):
        yield _passage(row, parse, tables)


def _passage(row: Mapping[str, Any], parse: Parse, tables: Tables) -> Passage:
    page = mask(row["text"], tables)
    given = [_name(parse, row[which]) for which in "ab"]
    found = find_names(parse, title_case_headlines(page.text, page.passages), tables)
    names = sorted([*_apart(found, given), *given], key=lambda name: name.start)
    discourse = discourse_over(names, page, parse, tables)
    a, b = (discourse.entity_of_name[names.index(name)] for name in given)
    start, end = _tokens(parse, row["pronoun"])
    return Passage(discourse, Mention(start, end, start, MentionKind.PRONOUN), (a, b), (row["a_is"], row["b_is"]))


def _name(parse: Parse, extent: Sequence[int]) -> Name:
    start, end = _tokens(parse, extent)
    return Name(start, end, parse.stretch(start, end).text, NameKind.PERSON, titled=False)


def _tokens(parse: Parse, extent: Sequence[int]) -> tuple[int, int]:
    """The tokens that a stretch of characters touches, half-open."""
    touched = [token.i for token in parse if token.idx < extent[1] and token.idx + len(token.text) > extent[0]]
    return touched[0], touched[-1] + 1


def _apart(found: Iterable[Name], given: Sequence[Name]) -> Iterator[Name]:
    """The names that share no token with those given; those that share a word with them are of people, too."""
    words = {word for name in given for word in name.text.split()}
    for name in found:
        if all(name.end <= other.start or other.end <= name.start for other in given):
            yield name if words.isdisjoint(name.text.split()) else evolve(name, kind=NameKind.PERSON)


def meant_by(judge: Judge, passage: Passage) -> tuple[bool, bool]:
    """Of each of the two names whether `judge` takes the pronoun for it: of one, or of none."""

    def decide(_: int | None, mention: Mention, antecedents: Sequence[Option[int | Unnamed]]) -> Resolution:
        probabilities = judge(antecedents)
        asked = mention.head == passage.pronoun.head
        open_to = [n for n, a in enumerate(antecedents) if not asked or a.value is None or a.value in passage.named]
        best = max(open_to, key=lambda number: probabilities[number])
        return Resolution(antecedents[best].value, float(probabilities[best]))

    [resolution] = resolve_mentions(passage.discourse, [passage.pronoun], decide)
    a, b = (resolution.speaker == entity for entity in passage.named)
    return a, b


def f1(answers: Iterable[tuple[Sequence[bool], Sequence[bool]]]) -> float:
    """The F1 over names of pairs of what was said of two names and what holds."""
    pairs = [pair for said, held in answers for pair in zip(said, held, strict=True)]
    both = sum(said and held for said, held in pairs)
    return 2 * both / max(1, sum(said + held for said, held in pairs))


def figures(passages: Iterable[Passage], judge: Judge) -> Mapping[str, float]:
    """F1 over all passages, over those with feminine and with masculine pronouns, and the bias."""
    answers = [(passage.is_feminine, (meant_by(judge, passage), passage.meant)) for passage in passages]
    feminine, masculine = (f1(answer for is_feminine, answer in answers if is_feminine is of) for of in (True, False))
    return {
        "f1": f1(answer for _, answer in answers),
        "feminine": feminine,
        "masculine": masculine,
        "bias": feminine / max(masculine, 1e-9),
    }


def main(
    path: Annotated[Path, typer.Argument(exists=True, help="The passages, as JSON Lines.")],
    part: Annotated[str, typer.Option(help="The part that is read.")] = "dev",
) -> None:
    """Print the figures of the packaged judge."""
    found = figures(read_passages(path, part, load_tables()), load_judges()["antecedent"])
    typer.echo("  ".join(f"{name} {figure:.3f}" for name, figure in found.items()))


if __name__ == "__main__":
    typer.run(main)
