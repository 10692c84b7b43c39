"""Measure how the cost of one article grows with its length and with its quotations, and fit the exponents.

    python benchmarks/growth.py [--pipeline full --pipeline blank] [--largest 2000000] [--most 20000] [--only SERIES]
        [--plot docs/pictures/growth.svg]

Cost is the CPU time of `Extractor.extract`, and of `to_json`, `to_rows` and `to_html` too where quotations grow.
An exponent is the slope of the least-squares line through the logarithms of size and time: 1 is linear, 2 quadratic.
Texts are made of the example articles, again and again; of paragraphs with people who are new each time, so that the
cast grows as well; of short quotations; and of nothing but quotation marks. The plot wants matplotlib, of the
dependency group `peers`.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Annotated

import numpy as np
import spacy
import typer
from attrs import frozen

import quoteattr
from quoteattr import Article

EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "examples"
SHORTEST = 10_000
STEPS_PER_DECADE = 3
# Small sizes are measured again and again until this many CPU seconds are spent.
LEAST_SECONDS = 0.5
# The exponent of the last sizes is told apart: the start, where all is fixed cost, flattens that of the whole.
LAST = 4

SYLLABLES = ["".join(letters) for letters in product("BDGKLMNPRSTV", "aeiou", "lmnrst")]


class Pipeline(Enum):
    """What lies below the extractor: a tokenizer alone, or tagger, parser and entities too."""

    BLANK = "blank"
    FULL = "full"


class Cost(Enum):
    """What is measured: the extraction alone, or also writing the article out."""

    EXTRACT = "extract"
    WRITE = "extract and write"


@frozen
class Series:
    """Texts that grow: `make` gives the text of a size, which counts `unit`."""

    unit: str
    cost: Cost
    make: Callable[[int], str]


@frozen
class Point:
    """What a text of `size` took: CPU `seconds`, of which `writing` for JSON, rows and HTML, and peak `megabytes`."""

    size: int
    seconds: float
    writing: float
    megabytes: float


def examples_of(length: int) -> str:
    """The example articles, one after the other and again, cut at `length` characters."""
    articles = "".join(file.read_text(encoding="utf8").strip() + "\n\n" for file in sorted(EXAMPLES.glob("*.txt")))
    return (articles * (length // len(articles) + 1))[:length]


def new_people_of(length: int) -> str:
    """Paragraphs that quote somebody new each time, cut at `length` characters."""
    paragraphs: list[str] = []
    total = 0
    for number in range(length):
        paragraphs.append(_paragraph(*_name(number)))
        total += len(paragraphs[-1])
        if total >= length:
            break
    return "".join(paragraphs)[:length]


def _name(number: int) -> tuple[str, str, str]:
    """A given name, a surname and a town; the surname comes back after 129,600 numbers."""
    syllables = len(SYLLABLES)
    given = SYLLABLES[number * 7 % syllables] + "ea"[number % 2]
    surname = SYLLABLES[number % syllables] + SYLLABLES[number // syllables % syllables].lower()
    return given, surname, SYLLABLES[number * 13 % syllables] + "ville"


def _paragraph(given: str, surname: str, town: str) -> str:
    return (
        f"“We will reopen the bridge in {town},” said {given} {surname}, mayor of {town}. “Not before June.”\n\n"
        f"The ‘temporary’ closure, {surname} said, was “a first”. A nurse who was aboard said the engine had stopped. "
        f"The mayor told the council in a statement on Monday that the campaign would go on.\n\n"
        f"“It’s the workers’ bridge,” {surname} added.\n\n"
    )


def quotations_of(count: int) -> str:
    """`count` short quotations, each by somebody new."""
    return "".join("“Go,” said {} {}.\n\n".format(*_name(number)) for number in range(count))


def quotations_in_one_paragraph(count: int) -> str:
    """`count` short quotations without an end of line between them."""
    return "".join("“Go,” said {} {}. ".format(*_name(number)) for number in range(count))


def quotations_without_cue(count: int) -> str:
    """`count` paragraphs that are nothing but a quotation."""
    return "“We will go home now.”\n\n" * count


SERIES = {
    "examples": Series("characters", Cost.EXTRACT, examples_of),
    "new people": Series("characters", Cost.EXTRACT, new_people_of),
    "marks": Series("characters", Cost.EXTRACT, lambda length: ("“‘\"'”’«» " * (length // 9 + 1))[:length]),
    "quotations": Series("quotations", Cost.WRITE, quotations_of),
    "one paragraph": Series("quotations", Cost.WRITE, quotations_in_one_paragraph),
    "without cue": Series("quotations", Cost.WRITE, quotations_without_cue),
}


def sizes_between(first: int, last: int) -> Iterator[int]:
    """Sizes from `first` to `last`, both among them, in steps of about the same ratio."""
    steps = max(1, round(np.log10(last / first) * STEPS_PER_DECADE))
    for step in range(steps + 1):
        yield round(first * (last / first) ** (step / steps))


def measure(extractor: quoteattr.Extractor, series: Series, size: int) -> Point:
    """Measure the text of one size, a small one several times."""
    text = series.make(size)
    spent: list[tuple[float, float]] = []
    while not spent or sum(seconds for seconds, _ in spent) < LEAST_SECONDS:
        start = time.process_time()
        article = extractor.extract(text)
        extracted = time.process_time()
        if series.cost is Cost.WRITE:
            _write(article)
        spent.append((time.process_time() - start, time.process_time() - extracted))
    seconds, writing = np.min(spent, axis=0)
    # On Linux in kilobytes; the highest so far, which is that of this size, as sizes rise.
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Point(size, float(seconds), float(writing), megabytes)


def _write(article: Article) -> None:
    article.to_json()
    article.to_rows()
    article.to_html()
    for quotation in article.quotations:
        article.attribution_of(quotation)


def exponent(points: Sequence[Point]) -> float:
    """The exponent of time over size."""
    logs = np.log([(point.size, point.seconds) for point in points])
    return float(np.polyfit(logs[:, 0], logs[:, 1], 1)[0])


def measure_series(extractor: quoteattr.Extractor, name: str, pipeline: Pipeline, last: int) -> list[Point]:
    """Measure the sizes of a series up to `last`, and tell each as it comes, and the exponents."""
    series = SERIES[name]
    typer.echo(f"{name}, {pipeline.value} pipeline: {series.cost.value}")
    typer.echo(f"{series.unit:>12}{'CPU s':>10}{'writing':>10}{'peak MB':>10}")
    points: list[Point] = []
    for size in sizes_between(SHORTEST if series.unit == "characters" else 1, last):
        point = measure(extractor, series, size)
        points.append(point)
        typer.echo(f"{size:>12}{point.seconds:>10.3f}{point.writing:>10.3f}{point.megabytes:>10.0f}")
    typer.echo(f"exponent {exponent(points):.3f}, of the last four sizes {exponent(points[-LAST:]):.3f}\n")
    return points


def main(
    pipeline: Annotated[list[Pipeline] | None, typer.Option(help="What lies below the extractor.")] = None,
    largest: Annotated[int, typer.Option(min=SHORTEST * 2, help="The longest text, in characters.")] = 2_000_000,
    most: Annotated[int, typer.Option(min=2, help="The most quotations.")] = 20_000,
    only: Annotated[list[str] | None, typer.Option(help=f"Only these series: {', '.join(SERIES)}.")] = None,
    plot: Annotated[Path | None, typer.Option(help="A picture to draw, .svg or .png.")] = None,
) -> None:
    """Fit the exponents of the cost over length and over quotations."""
    unknown = set(only or ()) - SERIES.keys()
    if unknown:
        raise typer.BadParameter(f"no series {', '.join(sorted(unknown))}: there are {', '.join(SERIES)}")
    if plot is not None and find_spec("matplotlib") is None:
        raise typer.BadParameter("--plot wants matplotlib: pip install --group peers")
    measured: dict[tuple[str, Pipeline], list[Point]] = {}
    for below in pipeline or [Pipeline.FULL]:
        extractor = quoteattr.load(spacy.blank("en") if below is Pipeline.BLANK else None)
        _write(extractor.extract(examples_of(SHORTEST)))  # reads tables and weights, which is no part of what grows
        for name in only or SERIES:
            last = largest if SERIES[name].unit == "characters" else most
            measured[name, below] = measure_series(extractor, name, below, last)
    if plot is not None:
        _draw(measured, plot)


def _draw(measured: Mapping[tuple[str, Pipeline], Sequence[Point]], plot: Path) -> None:
    from growth_plot import Curve, draw  # noqa: PLC0415 - matplotlib is only there for who wants a picture

    curves = [
        Curve(
            series=name,
            pipeline=pipeline.value,
            unit=SERIES[name].unit,
            sizes=[point.size for point in points],
            seconds=[point.seconds for point in points],
            whole=exponent(points),
            end=exponent(points[-LAST:]),
        )
        for (name, pipeline), points in measured.items()
    ]
    draw(curves, plot)


if __name__ == "__main__":
    typer.run(main)
