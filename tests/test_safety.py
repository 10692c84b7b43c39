"""Nothing is unpickled or executed from data, nothing touches the network, and nothing recurs as deep as a text is."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.tokens import Doc

import quoteattr
from case_tables import cases
from extras import ENCODER, skip_without

SOURCE = Path(__file__).resolve().parent.parent / "src" / "quoteattr"
MODULES = sorted(SOURCE.rglob("*.py"))

ALLOWED = tomllib.loads((Path(__file__).parent / "safety" / "allowed.toml").read_text(encoding="utf8"))


def unsafe_parts(code: str) -> list[str]:
    """What in `code` could run data or reach the network."""
    return [found for node in ast.walk(ast.parse(code)) for found in _unsafe(node)]


def _unsafe(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if _is_unsafe_module(alias.name))
    elif isinstance(node, ast.ImportFrom) and node.module is not None and _is_unsafe_module(node.module):
        yield node.module
    elif isinstance(node, ast.Name) and node.id in ALLOWED["unsafe_builtins"]:
        yield node.id
    elif isinstance(node, ast.Attribute) and node.attr in ALLOWED["unsafe_attributes"]:
        yield node.attr
    elif isinstance(node, ast.keyword) and node.arg in ("allow_pickle", "shell"):
        yield node.arg


def _is_unsafe_module(name: str) -> bool:
    package = name.partition(".")[0]
    return package in ALLOWED["unsafe_modules"] or (package == "urllib" and name not in ALLOWED["safe_submodules"])


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_code_that_runs_data(module: Path) -> None:
    allowed = {"multiprocessing"} if module.name in ALLOWED["own_processes"] else set()
    assert set(unsafe_parts(module.read_text(encoding="utf8"))) <= allowed


@cases("safety/unsafe_code", named="code")
def test_the_check_sees_such_code(code: str, found: list[str]) -> None:
    assert unsafe_parts(code) == found


def recursive_functions(code: str) -> set[str]:
    """The functions in `code` that call themselves, alone or by way of others; a method is named with its class."""
    calls = dict(_called(ast.parse(code)))
    reached = {name: set(names) for name, names in calls.items()}
    for _ in calls:
        reached = {name: names.union(*(reached.get(other, ()) for other in names)) for name, names in reached.items()}
    return {name for name, names in reached.items() if name in names}


def _called(node: ast.AST, owner: str = "") -> Iterator[tuple[str, set[str]]]:
    """Each function with the functions of its module and the methods of its object that it calls."""
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.ClassDef):
            yield from _called(part, f"{part.name}.")
        elif isinstance(part, ast.FunctionDef):
            functions = [call.func for call in ast.walk(part) if isinstance(call, ast.Call)]
            plain = {name.id for name in functions if isinstance(name, ast.Name)}
            own = {
                f"{owner}{method.attr}"
                for method in functions
                if isinstance(method, ast.Attribute) and ast.unparse(method.value) in ("self", "cls")
            }
            yield f"{owner}{part.name}", plain | own
            yield from _called(part)


def test_recursion_is_bounded() -> None:
    found = {
        f"{'.'.join(module.relative_to(SOURCE).with_suffix('').parts)}.{name}"
        for module in MODULES
        for name in recursive_functions(module.read_text(encoding="utf8"))
    }
    assert found == set(ALLOWED["recursive"])


@cases("safety/recursive_code", named="code")
def test_the_check_sees_recursion(code: str, found: list[str]) -> None:
    assert sorted(recursive_functions(code)) == found


# Deeper than Python recurs.
DEPTH = 2_000


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“He said, ‘" * DEPTH + "Go" + "’”" * DEPTH, id="quotations"),
        pytest.param("“‘" * DEPTH + "Go" + "’”" * DEPTH, id="marks"),
        pytest.param("Ann Obi, " + "who said that Bo Tam, " * DEPTH + "“No.”", id="clauses"),
        pytest.param("“No,” said the head " + "of it " * DEPTH + "on Monday.", id="phrases"),
    ],
)
def test_a_text_that_is_deeply_nested(extractor: quoteattr.Extractor, text: str) -> None:
    article = extractor.extract(text)
    assert article.quotations
    assert quoteattr.Article.from_json(article.to_json()) == article


def test_a_doc_that_is_deeply_nested(blank: quoteattr.Extractor) -> None:
    """A caller’s own parse is not cut into pieces, so that *the head of men of men of men …* is one phrase."""
    words = ["The", "head", *["of", "men"] * DEPTH, "said", "“", "No", ".", "”"]
    said = 2 + 2 * DEPTH
    heads = [1, said, *range(1, said - 1), said, said + 2, said, said, said + 2]
    deps = ["det", "nsubj", *["prep", "pobj"] * DEPTH, "ROOT", "punct", "intj", "punct", "punct"]
    tags = ["DT", "NN", *["IN", "NNS"] * DEPTH, "VBD", "``", "UH", ".", "''"]
    parts = ["DET", "NOUN", *["ADP", "NOUN"] * DEPTH, "VERB", "PUNCT", "INTJ", "PUNCT", "PUNCT"]
    spaces = [True] * (said + 1) + [False] * 4
    doc = Doc(blank.nlp.vocab, words=words, spaces=spaces, heads=heads, deps=deps, tags=tags, pos=parts)
    (attribution,) = blank.extract(doc).attributions
    assert attribution.mention is not None
    assert attribution.mention.text.startswith("The head of men of men")


# An audit hook sees what C code does too; it cannot be taken off again, so that it needs a process of its own.
GUARDED = """
import sys
import tomllib

seen = []

def forbid(event, arguments):
    if event.startswith(("socket.", "urllib.", "pickle.", "subprocess.", "os.system", "os.posix_spawn")):
        seen.append(event)
        raise PermissionError(f"{event} {arguments}")

sys.addaudithook(forbid)
"""
EXTRACT = """
import quoteattr
text = "“We will stay,” said Ann Obi, mayor of Sevo, in a statement on Monday. Bo Tam said that he would go."
article = quoteattr.load(reader=READER).extract(text)
assert [attribution.speaker.name for attribution in article.attributions] == ["Ann Obi", "Bo Tam"], article.attributions
assert quoteattr.Article.from_json(article.to_json()) == article
article.to_rows(), article.to_html()
# urllib3, which spaCy imports, asks once whether this machine has IPv6; it gets no answer.
assert seen in ([], ["socket.__new__"]), seen
"""
CONNECT = "import socket\nsocket.create_connection(('127.0.0.1', 9), timeout=1)"
UNPICKLE = "import pickle\npickle.loads(pickle.dumps(sys.intern))"


def run_guarded(code: str) -> subprocess.CompletedProcess[str]:
    """Run `code` in a fresh process in which sockets, other processes and unpickling are forbidden."""
    return subprocess.run([sys.executable, "-c", GUARDED + code], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("reader", ["parse", "encoder"])
def test_loading_and_extracting_reach_for_nothing_outside(reader: str) -> None:
    if reader == "encoder":
        skip_without(*ENCODER)
    done = run_guarded(EXTRACT.replace("READER", repr(reader)))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("code", "event"), [(CONNECT, "socket."), (UNPICKLE, "pickle.find_class")])
def test_the_guard_forbids(code: str, event: str) -> None:
    done = run_guarded(code)
    assert done.returncode == 1
    assert f"PermissionError: {event}" in done.stderr
