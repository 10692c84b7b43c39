"""Measure quoteattr beside other tools: who is right about speakers, at what CPU time, and who crashes.

    python -m benchmarks.peers [--corpus NAME:ARTICLES:GOLD ...] [--peer NAME ...] [--docs docs/peers.md]

Run from the project's folder, with quoteattr installed. ARTICLES is a folder of .txt files or a JSON Lines file with
`id` and `text`, GOLD a JSON Lines file as `quoteattr.evaluation.read_gold` reads it; without --corpus the project's own
corpus is measured. Every peer of peers.toml gets a virtual environment of its own, made with pip where it is not there
yet (BookNLP's takes 8 GB). All that peers answer is kept in RESULTS, a file a peer: with --keep those that are there
are not measured again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from attrs import frozen
from platformdirs import user_cache_path
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from quoteattr.evaluation import Corpus, read_gold

from .environments import EnvironmentFailedError, environment
from .measuring import measure
from .plot import draw
from .results import read_measurement, write_events
from .roster import PROJECT, Peer, Roster, read_roster
from .scoring import Scores, score
from .tables import page, replace_generated

CACHE = user_cache_path("quoteattr") / "peers"
OWN = f"The project's own corpus:{PROJECT / 'tests/corpus'}:{PROJECT / 'tests/corpus/gold.jsonl'}"

# What a shell reports of a command that Ctrl-C ended.
INTERRUPTED = 130


@frozen(kw_only=True)
class Measured:
    """A corpus by its `name`, and the `folder` that keeps what peers answer on it."""

    name: str
    corpus: Corpus
    folder: Path

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its articles."""
        return tuple(article.id for article in self.corpus.articles)

    def answers(self, peer: Peer) -> Path:
        """The file with what `peer` answers."""
        return self.folder / f"{peer.name}.jsonl"


def main(
    corpus: Annotated[list[str] | None, typer.Option(help="NAME:ARTICLES:GOLD; may be given several times.")] = None,
    peer: Annotated[list[str] | None, typer.Option(help="A name in peers.toml; all of them if left out.")] = None,
    environments: Annotated[Path, typer.Option(help="Folder that keeps the environments.")] = CACHE / "environments",
    results: Annotated[Path, typer.Option(help="Folder that keeps answers, table and picture.")] = CACHE / "results",
    docs: Annotated[
        Path | None, typer.Option(help="A document to put the tables in, with pictures/ beside it.")
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often to time each peer.")] = 3,
    limit: Annotated[float, typer.Option(help="Seconds without an answer that count as a crash.")] = 600.0,
    keep: Annotated[bool, typer.Option("--keep", help="Measure only peers that have no answers yet.")] = False,
) -> None:
    """Measure the peers on the corpora; write peers.md and peers.svg to RESULTS and, where asked for, to the docs."""
    console = Console(stderr=True)
    roster = _chosen(read_roster(), peer)
    corpora = [_corpus(each, results) for each in corpus or [OWN]]
    try:
        _measure_all(roster, corpora, environments=environments, rounds=rounds, limit=limit, keep=keep, console=console)
    except KeyboardInterrupt as stopped:
        _write(_scores(roster, corpora), results, docs=None)
        console.print(f"Stopped. What was measured is kept in {results}; --keep goes on from there.")
        raise typer.Exit(INTERRUPTED) from stopped
    _write(_scores(roster, corpora), results, docs)


def _chosen(roster: Roster, names: Sequence[str] | None) -> Roster:
    known = {peer.name: peer for peer in roster.peers}
    unknown = set(names or ()) - set(known)
    if unknown:
        raise typer.BadParameter(f"no peer {', '.join(sorted(unknown))}: there are {', '.join(known)}")
    return Roster(plain=roster.plain, peers=tuple(peer for peer in roster.peers if not names or peer.name in names))


def _corpus(given: str, results: Path) -> Measured:
    """Read a corpus, and write its articles as the workers read them."""
    parts = given.split(":")
    if len(parts) != 3:
        raise typer.BadParameter(f"a corpus is NAME:ARTICLES:GOLD, not {given!r}")
    name, articles, gold = parts
    try:
        corpus = read_gold(articles=articles, gold=gold)
    except (ValueError, FileNotFoundError) as error:
        raise typer.BadParameter(str(error)) from error
    folder = results / "".join(character if character.isalnum() else "-" for character in name.casefold())
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "articles.jsonl").open("w", encoding="utf8") as lines:
        lines.writelines(json.dumps({"id": article.id, "text": article.text}) + "\n" for article in corpus.articles)
    return Measured(name=name, corpus=corpus, folder=folder)


def _measure_all(
    roster: Roster,
    corpora: Sequence[Measured],
    *,
    environments: Path,
    rounds: int,
    limit: float,
    keep: bool,
    console: Console,
) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        for measured, peer in _wanted(roster, corpora, keep):
            task = progress.add_task(f"{measured.name}: environment of {peer.title}", total=None)
            try:
                pythons = {each: environment(environments, each.pip_arguments) for each in (roster.plain, peer)}
            except EnvironmentFailedError as error:
                write_events(measured.answers(peer), [{"failure": f"does not install: {error}"}])
                continue
            total = len(measured.ids) * (rounds + 1)
            progress.update(task, description=f"{measured.name}: {peer.title}", total=total)
            events = measure(
                peer,
                roster.plain,
                measured.folder / "articles.jsonl",
                measured.ids,
                pythons=pythons,
                rounds=rounds,
                limit=limit,
                advance=partial(progress.advance, task),
            )
            write_events(measured.answers(peer), events)
            progress.stop_task(task)


def _wanted(roster: Roster, corpora: Sequence[Measured], keep: bool) -> Iterator[tuple[Measured, Peer]]:
    for measured in corpora:
        for peer in roster.peers:
            if not keep or read_measurement(measured.answers(peer), measured.ids).failure is not None:
                yield measured, peer


def _scores(roster: Roster, corpora: Sequence[Measured]) -> list[Scores]:
    return [
        score(
            measured.name,
            measured.corpus,
            {peer: read_measurement(measured.answers(peer), measured.ids) for peer in roster.peers},
        )
        for measured in corpora
    ]


def _write(scores: Sequence[Scores], results: Path, docs: Path | None) -> None:
    generated = page(scores)
    (results / "peers.md").write_text(generated, encoding="utf8")
    draw(scores, results / "peers.svg")
    if docs is not None:
        docs.write_text(replace_generated(docs.read_text(encoding="utf8"), generated), encoding="utf8")
        draw(scores, docs.parent / "pictures" / "peers.svg")
    typer.echo(generated)


if __name__ == "__main__":
    typer.run(main)
