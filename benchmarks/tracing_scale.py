"""What an index of documents takes: `python -m benchmarks.tracing_scale --out FOLDER --documents 1000 10000 100000`.

The documents are made, some two hundred words each of a vocabulary as uneven as that of news, and among them stands one
that the article was made of. Printed are bytes and time a document, then of tracing one article against each index the
peak memory, and the time beside that of extracting the article, once the document was read.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import accumulate, product
from pathlib import Path
from random import Random
from statistics import median

import quoteattr

ARTICLE = (Path(__file__).parent.parent / "docs/examples/harbour.txt").read_text(encoding="utf8")
WORDS, VOCABULARY, ROUNDS = 200, 50_000, 7
SYLLABLES = ["".join(pair) for pair in product([*"bdfgklmnprstvz", "br", "st", "tr"], "aeiou")]
FREQUENT = """the of and to in a is that for it was on with as at by from be this have are not but had his they or she
which we one all their has would will there been if more when who so what up out about into than them can only other
new some could time these two may then do first any my now such like our over me even most made after also did many
before must through back years much your way well down should because each just those people how too little good"""

# A child begins with the peak of its parent: so this one, which is small, asks another.
MEASURED = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", sys.argv[1], *sys.argv[2:]], stdout=subprocess.DEVNULL)
print(os.wait4(child.pid, 0)[2].ru_maxrss)
"""
TRACE = "import sys, quoteattr; quoteattr.trace(sys.argv[1], quoteattr.TraceIndex(sys.argv[2]))"


def documents(count: int) -> Iterator[quoteattr.Document]:
    """Yield the document of the article, and then others."""
    yield quoteattr.Document(id="original", text=ARTICLE)
    random = Random(7)
    vocabulary = [*FREQUENT.split(), *("".join(random.choices(SYLLABLES, k=3)) for _ in range(VOCABULARY))]
    weights = list(accumulate(1 / (place + 3) for place in range(len(vocabulary))))
    for number in range(1, count):
        words = random.choices(vocabulary, cum_weights=weights, k=WORDS)
        yield quoteattr.Document(id=str(number), text="\n\n".join(_sentences(random, words)))


def _sentences(random: Random, words: list[str]) -> Iterator[str]:
    while words:
        taken, words = words[:16], words[16:]
        first, last = random.choice(words or taken).capitalize(), random.choice(taken).capitalize()
        said = " ".join(taken).capitalize()
        yield f"“{said},” said {first} {last}." if random.random() < 0.3 else f"{said}."


def build(path: Path, count: int) -> str:
    """Build an index, and tell what it took, without the making of the documents."""
    texts = list(documents(count))
    started = time.process_time()
    quoteattr.TraceIndex.build(path, texts)
    took, given = time.process_time() - started, sum(len(document.text.encode()) for document in texts)
    size = path.stat().st_size
    return f"{given / count:.0f} | {size / count:.0f} | {1000 * took / count:.2f}"


def peak(path: Path) -> int:
    """The peak memory of a process that traces the article."""
    command = [sys.executable, "-c", MEASURED, TRACE, ARTICLE, str(path)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def shares(path: Path) -> Iterator[tuple[float, float]]:
    """Yield the seconds of extracting the article and of tracing it, by an index that is opened anew each time."""
    quoteattr.trace(ARTICLE, quoteattr.TraceIndex(path, keep=True))
    for _ in range(ROUNDS):
        index = quoteattr.TraceIndex(path)
        started = time.perf_counter()
        article = quoteattr.extract(ARTICLE)
        extracted = time.perf_counter()
        quoteattr.trace(article, index)
        yield extracted - started, time.perf_counter() - extracted


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    print("| documents | bytes of text | bytes in the index | ms to put in | peak, MB | extract, ms | trace, ms |")
    print("|--:|--:|--:|--:|--:|--:|--:|", flush=True)
    for count in given.documents:
        path = given.out / f"{count}.sqlite"
        path.unlink(missing_ok=True)
        built = build(path, count)
        memory = peak(path) * (1 if sys.platform == "darwin" else 1024) / 1e6
        extracting, tracing = (1000 * median(times) for times in zip(*shares(path), strict=True))
        print(f"| {count:,} | {built} | {memory:.0f} | {extracting:.0f} | {tracing:.0f} |", flush=True)


if __name__ == "__main__":
    main()
