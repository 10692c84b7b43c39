"""Who is measured, as `peers.toml` has it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import cattrs
from attrs import frozen

__all__ = ["PROJECT", "Peer", "Roster", "read_roster"]

FOLDER = Path(__file__).parent
PROJECT = FOLDER.parents[1]


@frozen(kw_only=True)
class Peer:
    """A tool, called in one way: its `worker` script with `options`, in an environment with the `requirements`."""

    name: str
    title: str
    worker: str
    options: tuple[str, ...]
    requirements: tuple[str, ...]
    packages: tuple[str, ...]

    @property
    def script(self) -> Path:
        """The file of its worker."""
        return FOLDER / "workers" / self.worker

    @property
    def pip_arguments(self) -> tuple[str, ...]:
        """The requirements, with the folder of this project filled in."""
        return tuple(each.format(project=PROJECT) for each in self.requirements)


@frozen(kw_only=True)
class Roster:
    """The `peers`, and `plain`, whose CPU time theirs is compared with."""

    plain: Peer
    peers: tuple[Peer, ...]


def read_roster() -> Roster:
    """Read `peers.toml`."""
    rows = tomllib.loads((FOLDER / "peers.toml").read_text(encoding="utf8"))
    return Roster(plain=cattrs.structure(rows["plain"], Peer), peers=cattrs.structure(rows["peer"], tuple[Peer, ...]))
