"""What goes wrong with an article on its way: marks lost, paragraphs run together, case lost, a bad scan."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import regex

__all__ = ["MUTATIONS", "base_texts", "mutated"]

PROJECT = Path(__file__).resolve().parent.parent
MARKS = "“”\"‘’'«»„‹›"
STRAIGHT = str.maketrans("“”„«»‘’‹›", '"""""\'\'\'\'')
ODD = [
    *("\ud800", "\udc00", "\u202e", "\u200f", "\u2066", "\ufeff", "\u0301"),
    *("🙂", "𝒜", "\x00", "\x7f", "\xad", "\u200b"),
]
LINE_ENDS = ["\r\n", "\r", "\n\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\n \n", "\n"]
CONFUSED = tomllib.loads((PROJECT / "tests" / "confused.toml").read_text(encoding="utf8"))
_CONFUSED = regex.compile("|".join(map(regex.escape, CONFUSED)))
_MARK = regex.compile(f"[{MARKS}]")
_BREAK = regex.compile(r"\n\s*\n|\n")
_WORD = regex.compile(r"\S+")

Mutation = Callable[[str, Random], str]


def base_texts() -> list[str]:
    """The articles of the project's own that mutations start from."""
    folders = (PROJECT / "docs" / "examples", PROJECT / "tests" / "corpus")
    return [file.read_text(encoding="utf8") for folder in folders for file in sorted(folder.glob("*.txt"))]


def mutated(text: str, names: Sequence[str], random: Random) -> str:
    """`text` after the mutations `names`, one after the other."""
    for name in names:
        text = MUTATIONS[name](text, random)
    return text


def _some(pattern: regex.Pattern[str], change: Callable[[str, Random], str]) -> Mutation:
    """A mutation that makes `change` of some matches of `pattern`: of few, half or all."""

    def mutate(text: str, random: Random) -> str:
        share = random.choice([0.03, 0.2, 0.5, 1.0])
        return pattern.sub(lambda m: change(m.group(), random) if random.random() < share else m.group(), text)

    return mutate


def _sentences_shuffled(text: str, random: Random) -> str:
    sentences = regex.split(r"(?<=[.?!][”’\"']?)\s+", text)
    random.shuffle(sentences)
    return " ".join(sentences)


def _cut(text: str, random: Random) -> str:
    start, end = sorted(random.randint(0, len(text)) for _ in range(2))
    return text[start:end]


def _wrapped(text: str, random: Random) -> str:
    width = random.choice([1, 20, 60, 80])
    lines = regex.sub(rf"(.{{{width},}}?)\s+", r"\1\n", text)
    return lines if random.random() < 0.5 else regex.sub(r"(\p{Ll}{3})(\p{Ll}{3,}\n)", r"\1-\n\2", lines)


# By name: what becomes of a text, by chances of its own.
MUTATIONS: dict[str, Mutation] = {
    "marks deleted": _some(_MARK, lambda _mark, _: ""),
    "marks doubled": _some(_MARK, lambda mark, _: mark * 2),
    "marks swapped": _some(_MARK, lambda _mark, random: random.choice(MARKS)),
    "marks spaced": _some(_MARK, lambda mark, _: f" {mark} "),
    "marks straightened": lambda text, _: text.translate(STRAIGHT),
    "marks strewn": _some(_WORD, lambda word, random: random.choice(MARKS) + word + random.choice(MARKS)),
    "paragraphs joined": _some(_BREAK, lambda _, random: random.choice([" ", ""])),
    "paragraphs cut": _some(_WORD, lambda word, _: f"{word}\n\n"),
    "line ends": _some(_BREAK, lambda _, random: random.choice(LINE_ENDS) * random.randint(1, 2)),
    "lines wrapped": _wrapped,
    "lower case": lambda text, _: text.lower(),
    "capitals": lambda text, _: text.upper(),
    "title case": lambda text, _: text.title(),
    "case of words": _some(_WORD, lambda word, random: random.choice([word.lower(), word.upper(), word.title()])),
    "a bad scan": _some(_CONFUSED, lambda found, _: CONFUSED[found]),
    "odd characters": _some(_WORD, lambda word, random: word + random.choice(ODD)),
    "accents apart": _some(regex.compile("[aeioun]"), lambda letter, random: letter + "\u0301" * random.randint(1, 3)),
    "other blanks": _some(
        regex.compile(" "), lambda _, random: random.choice(["\xa0", "\u2009", "\t", "  ", "\u3000"])
    ),
    "words lost": _some(_WORD, lambda _word, _: ""),
    "words twice": _some(_WORD, lambda word, _: f"{word} {word}"),
    "sentences shuffled": _sentences_shuffled,
    "cut short": _cut,
    "twice": lambda text, _: f"{text}\n\n{text}",
    "backwards": lambda text, _: text[::-1],
}
