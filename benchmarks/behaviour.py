"""How often each capability of `tests/behaviour` fails, with an example: writes `docs/behaviour.md`.

    python benchmarks/behaviour.py [--samples 20] [--floors] [--failures NAME]

`--floors` writes `tests/behaviour/floors.toml` anew: what is reached now, rounded down, by the samples of the default
test run and by all. Do so after a mended fault, never to hide a loss. `--failures` prints all failures of a capability.
"""

from __future__ import annotations

import math
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

import quoteattr
from quoteattr.evaluation import BehaviourReport, CapabilityFigure, Failure, run_behaviour

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / "tests" / "behaviour"
FLOORS = FOLDER / "floors.toml"
PAGE = PROJECT / "docs" / "behaviour.md"
# The script writes between these lines; the rest of the page is written by hand.
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
WIDTH = 100
STEP = 0.05
SURE = f"`HIGH_PRECISION` ({quoteattr.HIGH_PRECISION})"


def main(
    samples: Annotated[int, typer.Option(help="How often each template is filled.")] = 20,
    floors: Annotated[bool, typer.Option("--floors", help="Write floors.toml anew.")] = False,
    failures: Annotated[str | None, typer.Option(help="Print all failures of this capability.")] = None,
) -> None:
    """Run all capabilities and write the page."""
    extractor = quoteattr.load()
    report = run_behaviour(extractor, FOLDER, samples=samples)
    if failures is not None:
        [figure] = [one for one in report.capabilities if one.name == failures]
        print("\n\n".join("\n".join(_shown(failure)) for failure in figure.failures))
        return
    if floors:
        _write_floors([run_behaviour(extractor, FOLDER), report])
    before, _, rest = PAGE.read_text(encoding="utf8").partition(BEGIN)
    after = rest.partition(END)[2]
    written = "\n".join(_figures(report, tomllib.loads(FLOORS.read_text(encoding="utf8"))["floors"]))
    PAGE.write_text(f"{before}{BEGIN}\n\n{written}\n\n{END}{after}", encoding="utf8")


def _write_floors(reports: list[BehaviourReport]) -> None:
    reached: dict[str, float] = {}
    for report in reports:
        for figure in report.capabilities:
            right = 1 - figure.failure_rate
            reached[figure.name] = min(right, reached.get(figure.name, 1.0))
    sure = max(report.sure_failure_rate for report in reports)
    lines = [
        "# The least share of cases that must be right, and the greatest share of sure speakers that may be wrong:",
        "# what is reached now, rounded. Written by `benchmarks/behaviour.py --floors`; raised as kinds are mended.",
        "[floors]",
        *(f"{name} = {math.floor(right / STEP + 1e-9) * STEP:.2f}" for name, right in sorted(reached.items())),
        "",
        "[ceilings]",
        f"sure_failure_rate = {math.ceil(sure / STEP - 1e-9) * STEP:.2f}",
    ]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf8")


def _figures(report: BehaviourReport, floors: Mapping[str, float]) -> Iterator[str]:
    """The table and an example of each failing capability, the worst first."""
    figures = sorted(report.capabilities, key=lambda figure: -figure.failure_rate)
    cases, failed = (sum(counts) for counts in zip(*((one.cases, len(one.failures)) for one in figures), strict=True))
    yield f"Of {cases:,} cases {failed:,} fail. Of {report.sure:,} speakers given with a confidence of {SURE} or"
    yield f"more {report.sure_and_wrong:,} are wrong ({report.sure_failure_rate:.3f})."
    yield ""
    yield "| capability | cases | failure rate | floor of the share right |"
    yield "|---|---|---|---|"
    for figure in figures:
        yield f"| {figure.name} | {figure.cases} | {figure.failure_rate:.3f} | {floors[figure.name]:.2f} |"
    for figure in figures:
        yield from _section(figure)


def _section(figure: CapabilityFigure) -> Iterator[str]:
    yield ""
    yield f"### {figure.name}"
    yield ""
    yield from textwrap.wrap(figure.says, 120)
    if figure.example is not None:
        yield ""
        yield "```text"
        yield from _shown(figure.example)
        yield "```"


def _shown(failure: Failure) -> Iterator[str]:
    for number, text in enumerate(failure.texts):
        if number:
            yield "changed:"
        yield from (line for part in text.split("\n") for line in textwrap.wrap(part, WIDTH) or [""])
    for problem in failure.problems:
        yield from textwrap.wrap(f"- {problem}", WIDTH, subsequent_indent="  ")


if __name__ == "__main__":
    typer.run(main)
