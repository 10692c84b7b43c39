"""Sort the nouns of WordNet into the classes that the library asks for, and write the table `nouns`.

    python -m benchmarks.noun_classes WORDNET_FOLDER

The folder has the files of WordNet 3.0 (`data.noun`, `index.noun`, `cntlist.rev`; Miller, CACM 1995). A noun is of the
class that most of its uses have: every sense counts as often as the tagged texts of WordNet have it, and the first
senses a little more than the last. Words that WordNet calls slurs are left out.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

import typer
from attrs import frozen

TABLE = Path(__file__).resolve().parents[1] / "src" / "quoteattr" / "data" / "lexicon" / "nouns.toml"
HEAD = """\
# Common nouns of one word, and titles of several, by what they name: from WordNet 3.0 by benchmarks/noun_classes.py.
# `class`:
#   job       what somebody does or is in an office, rank, trade or contest: *midwife*, *chief justice*, *striker*
#   kin       a relative: *grandson*
#   person    anybody else: *passer-by*, *tenant*
#   body      an organization, or people as one: *tribunal*, *co-op*
#   document  what is written or published: *affidavit*
#   place     where one is: *quayside*, *courthouse*
# A user's row wins over these.
#
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. THIS SOFTWARE AND DATABASE IS PROVIDED "AS
# IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED. The full licence stands in
# LICENSE-WORDNET.
"""
# The meanings at the heads of the classes, by a word and the number of its sense, 1 if none is given; the first class
# that has one holds.
HEADS = {
    "kin": "relative",
    "job": """
        worker professional leader expert official creator scientist entertainer intellectual communicator contestant
        combatant capitalist businessperson negotiator representative adviser preserver defender lawman aristocrat ruler
        clergyman serviceman adjudicator officer officer#2 head#4
    """,
    "person": "person",
    "body": "organization people",
    "document": "document publication writing#2",
    "place": "location structure",
}
PEOPLE = frozenset(["kin", "job", "person"])
# The share of its uses that must be of one class, and what stands in the gloss of a word nobody should be called by.
LEAST_SHARE = 0.7
NOT_USED = ("slur", "offensive", "disparag", "derog", "obscene", "vulgar", "contempt", "insult", "abuse")
LONGEST_TITLE = 4
COLUMNS = 118


@frozen
class Synset:
    """A meaning: its words as they are written, those above it, whether it is one thing with a name, its gloss."""

    words: frozenset[str]
    above: tuple[str, ...]
    instance: bool
    gloss: str


def main(folder: Annotated[Path, typer.Argument(help="the files of WordNet 3.0")]) -> None:
    """Write the table."""
    synsets, senses = _read_synsets(folder / "data.noun"), _read_senses(folder / "index.noun")
    classes = _classes(synsets, senses)
    counts = _read_counts(folder / "cntlist.rev")
    words: dict[str, list[str]] = defaultdict(list)
    for noun, found in senses.items():
        kind = _class_of_noun(found, counts.get(noun, {}), classes)
        if kind is not None and _is_kept(noun, kind, [synsets[number] for number in found]):
            words[kind].append(noun.replace("_", " "))
    rows = (f'\n[[row]]\nclass = "{kind}"\nwords = [\n{_lines(words[kind])}\n]\n' for kind in HEADS)
    TABLE.write_text(HEAD + "".join(rows), encoding="utf8")


def _read_synsets(path: Path) -> Mapping[str, Synset]:
    return dict(_synset(line) for line in path.read_text(encoding="utf8").splitlines() if not line.startswith("  "))


def _synset(line: str) -> tuple[str, Synset]:
    fields, _, gloss = line.partition(" | ")
    number, _, _, count, *rest = fields.split()
    words, pointers = rest[: 2 * int(count, 16) : 2], rest[2 * int(count, 16) :]
    links = [pointers[1 + 4 * at : 5 + 4 * at] for at in range(int(pointers[0]))]
    above = tuple(target for sign, target, *_ in links if sign in ("@", "@i"))
    return number, Synset(frozenset(words), above, any(sign == "@i" for sign, *_ in links), gloss)


def _read_senses(path: Path) -> Mapping[str, tuple[str, ...]]:
    rows = (line.split() for line in path.read_text(encoding="utf8").splitlines() if not line.startswith("  "))
    return {row[0]: tuple(row[-int(row[2]) :]) for row in rows}


def _read_counts(path: Path) -> Mapping[str, Mapping[int, int]]:
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    for line in path.read_text(encoding="utf8").splitlines():
        key, sense, count = line.split()
        noun, _, rest = key.partition("%")
        if rest.startswith("1:"):
            counts[noun][int(sense)] = int(count)
    return counts


def _classes(synsets: Mapping[str, Synset], senses: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    @cache
    def heads(number: str) -> frozenset[str]:
        return frozenset([number]).union(*map(heads, synsets[number].above))

    tops = {kind: frozenset(_sense(head, senses) for head in words.split()) for kind, words in HEADS.items()}
    return {
        number: next((kind for kind, top in tops.items() if top & heads(number)), "other")
        for number, synset in synsets.items()
        if not synset.instance
    }


def _sense(head: str, senses: Mapping[str, tuple[str, ...]]) -> str:
    word, _, number = head.partition("#")
    return senses[word][int(number or 1) - 1]


def _class_of_noun(found: tuple[str, ...], counts: Mapping[int, int], classes: Mapping[str, str]) -> str | None:
    shares: dict[str, float] = defaultdict(float)
    for sense, number in enumerate(found, 1):
        shares[classes.get(number, "name")] += counts.get(sense, 0) + 1 / sense
    people = {kind: share for kind, share in shares.items() if kind in PEOPLE}
    if sum(people.values()) >= LEAST_SHARE * sum(shares.values()):
        return max(people, key=people.__getitem__)
    kind = max(shares, key=shares.__getitem__)
    return kind if kind in HEADS and shares[kind] >= LEAST_SHARE * sum(shares.values()) else None


def _is_kept(noun: str, kind: str, found: Sequence[Synset]) -> bool:
    """Whether the table has a noun: one that is written small, is no slur, and is one word or a title of several."""
    longest = LONGEST_TITLE if kind == "job" else 1
    plain = noun.count("_") < longest and noun.replace("_", "").replace("-", "").isalpha()
    slur = any(word in synset.gloss for synset in found for word in NOT_USED)
    return plain and not slur and all(noun in synset.words for synset in found if not synset.instance)


def _lines(words: list[str]) -> str:
    return "\n".join(_wrapped(", ".join(f'"{word}"' for word in sorted(words)) + ","))


def _wrapped(text: str) -> Iterator[str]:
    kept = text.replace(" ", "\0").replace(",\0", ", ")
    for line in textwrap.wrap(kept, COLUMNS - 2, break_long_words=False, break_on_hyphens=False):
        yield f"  {line}".replace("\0", " ")


if __name__ == "__main__":
    typer.run(main)
