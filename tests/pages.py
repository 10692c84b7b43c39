"""A page of the documentation, run from top to bottom in an empty folder that has the example articles in it.

What a block is follows from the language of its fence: `python` runs and shows what it says, `sh` is a list of
commands, `toml` is the file that its first line names, `json` is JSON. Blocks of other languages are only shown.
"""

from __future__ import annotations

import doctest
import json
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from typer.testing import CliRunner

import quoteattr
from quoteattr.cli import app
from quoteattr.pipeline import load
from quoteattr.tracing.desk.command import app as tracing_app

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", *sorted(path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts))


def run_page(page: Path) -> list[int]:
    """Run every block of `page` in the current folder; raises at the first that does not hold.

    Returns where in the page, in characters, each example begins that was run: a block, or a statement of one.
    """
    Path("docs").mkdir(exist_ok=True)
    shutil.copytree(ROOT / "docs" / "examples", Path("docs") / "examples", dirs_exist_ok=True)
    parsers = [
        PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS),
        CodeBlockParser("toml", _write_table),
        CodeBlockParser("json", _read_json),
        CodeBlockParser("sh", _run_commands),
    ]
    examples = list(Sybil(parsers, encoding="utf8").parse(page).examples())
    with patch("quoteattr.load", _load_as_a_page):
        for example in examples:
            example.evaluate()
    return [example.start for example in examples]


def _write_table(example: Example) -> None:
    """Write the block to the file that its first line names, as in `# my_tables/outlets.toml`."""
    comment, _, name = example.parsed.partition("\n")[0].partition(" ")
    assert comment == "#", f"line {example.line} of {example.path}: the first line of a toml block names its file"
    tomllib.loads(example.parsed)
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(example.parsed, encoding="utf8")


def _read_json(example: Example) -> None:
    """Read the block, which is a value or a value a line."""
    try:
        json.loads(example.parsed)
    except json.JSONDecodeError:
        for line in example.parsed.splitlines():
            json.loads(line)


def _run_commands(example: Example) -> None:
    """Do with each command what `PROGRAMS` says of its first word."""
    for line in example.parsed.replace("\\\n", " ").splitlines():
        for command in line.split("&&"):
            words = shlex.split(command, comments=True)
            if words:
                program = words[0].removeprefix(".venv/bin/")
                assert program in PROGRAMS, f"line {example.line} of {example.path}: what is {program}?"
                PROGRAMS[program](command.strip().removeprefix(".venv/bin/"), words)


def _reads(command: str, _words: Sequence[str]) -> None:
    """Run the command line, which must succeed. `<` and `>` are a file's."""
    words = shlex.shlex(command, posix=True, punctuation_chars="<>")
    words.whitespace_split = True
    _, *given = words
    files = {mark: given.pop(given.index(mark) + 1) for mark in "<>" if mark in given}
    given = [word for word in given if word not in files]
    arguments = [name for word in given for name in (sorted(map(str, Path().glob(word))) if "*" in word else [word])]
    before = Path(files["<"]).read_bytes() if "<" in files else None
    with patch("quoteattr.pipeline.load", _load):
        done = CliRunner().invoke(app, arguments, input=before)
    assert done.exit_code == 0, f"{command}\n{done.output}"
    if ">" in files:
        Path(files[">"]).write_text(done.stdout, encoding="utf8")


def _traces(_command: str, words: Sequence[str]) -> None:
    """Run the command line of tracing, which must succeed, or find what it was to stop for."""
    done = CliRunner().invoke(tracing_app, words[1:])
    assert done.exit_code == (3 if "--fail-on" in words else 0), f"{words}\n{done.output}"


_load = cache(load)


def _load_as_a_page(nlp: Any = None, **options: Any) -> quoteattr.Extractor:
    """Load once for all pages what depends on none of their files and pipelines."""
    return _load(**options) if nlp is None and options.keys() <= {"reader"} else load(nlp, **options)


def _runs_if_installed(command: str, words: Sequence[str]) -> None:
    """Programs that the tests do not install."""
    if shutil.which(words[0]):
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


def _exists(command: str, words: Sequence[str]) -> None:
    """A script of the project's has every option that it is given; those of shared/ are looked for where it is."""
    name = words[1]
    script = ROOT.parent / name if name.startswith("shared/") else ROOT / name
    if name == "-m":
        name = words[2].replace(".", "/")
        places = [ROOT / folder / f"{name}{end}" for folder in (".", "src") for end in ("/__main__.py", ".py")]
        script = next((place for place in places if place.exists()), places[0])
    if name.startswith("shared/") and not script.exists():
        return
    assert script.is_file(), f"no {name}: {command}"
    source = script.read_text(encoding="utf8")
    for option in (word.removeprefix("--") for word in words if word.startswith("--")):
        assert option in source or f" {option.replace('-', '_')}: Annotated[" in source, f"no --{option}: {command}"


def _installs(_command: str, words: Sequence[str]) -> None:
    """What pip is to install of the project's own are extras and groups that it has."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))
    extras = [word.partition("[")[2].rstrip("]") for word in words if word.startswith("quoteattr[")]
    groups = [words[number + 1] for number, word in enumerate(words) if word == "--group"]
    assert set(extras) <= set(project["project"]["optional-dependencies"])
    assert set(groups) <= set(project["dependency-groups"])


def _only_shown(_command: str, _words: Sequence[str]) -> None:
    """Commands that make an environment, run what `.ci/run` and `.ci/slow` run, or compare two folders."""


PROGRAMS: dict[str, Callable[[str, Sequence[str]], None]] = {
    "quoteattr": _reads,
    "quoteattr-trace": _traces,
    "jq": _runs_if_installed,
    "python": _exists,
    "pip": _installs,
    "python3": _only_shown,
    "pytest": _only_shown,
    "sphinx-build": _only_shown,
    **dict.fromkeys(("diff", "mypy", "ruff"), _only_shown),
}
