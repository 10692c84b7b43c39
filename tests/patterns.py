"""Every regular expression of the package, and in which ways the code uses it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from inspect import getsource, signature, unwrap
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import attrs
import regex

import quoteattr
from extras import WANTED_BY_MODULE, missing
from quoteattr.lexicon.tables import load_tables
from quoteattr.lexicon.words import agency_pattern

__all__ = ["patterns", "unseen_patterns", "ways_in"]

# By the method that the code calls: the one that stands for it in an attack, where each match costs, not the first.
WAYS = {
    **{name: name for name in ("match", "fullmatch", "search")},
    **dict.fromkeys(("finditer", "findall", "sub", "subn", "split", "splititer"), "finditer"),
}
_EVERY_WAY = frozenset(WAYS.values())
Pattern = type(regex.compile(""))


def patterns() -> dict[str, tuple[regex.Pattern[str], frozenset[str]]]:
    """Every pattern by a name, with its ways: those that modules hold, and that their cached functions make of tables.

    A pattern whose use is not seen in the source has every way. Modules that want what is not installed are left out.
    """
    found: dict[tuple[str | bytes, int], tuple[str, regex.Pattern[str], frozenset[str]]] = {}
    for place, pattern, ways in _held():
        key = (pattern.pattern, pattern.flags)
        name, _, others = found.get(key, (place, pattern, frozenset()))
        found[key] = (min(name, place), pattern, ways | others)
    return {name: (pattern, ways or _EVERY_WAY) for name, pattern, ways in sorted(found.values(), key=lambda it: it[0])}


def _held() -> Iterator[tuple[str, regex.Pattern[str], frozenset[str]]]:
    tables = load_tables()
    for info in walk_packages(quoteattr.__path__, "quoteattr."):
        if info.name == "quoteattr.__main__":
            continue  # importing it runs the command line
        if missing(*WANTED_BY_MODULE.get(info.name, ())) is not None:
            continue
        module = import_module(info.name)
        source = getsource(module)
        for name, value in vars(module).items():
            if isinstance(value, ModuleType):
                continue
            held = {name: value}
            if hasattr(value, "cache_info") and unwrap(value).__module__ == info.name:
                wanted = list(signature(value).parameters)
                held = {f"{name}()": value(*[tables] * len(wanted))} if wanted in ([], ["tables"]) else {}
            for place, pattern in _within(held):
                yield f"{info.name.removeprefix('quoteattr.')}.{place}", pattern, ways_in(source, place)
    # Made as a text, for the patterns that it is a part of; alone it is looked for in a line.
    yield "layout.provenance.agency_pattern()", regex.compile(agency_pattern(tables)), frozenset({"search", "finditer"})


def _within(value: Any, place: str = "") -> Iterator[tuple[str, regex.Pattern[str]]]:
    """The patterns that a value holds, each with its place in it."""
    if isinstance(value, Pattern):
        yield place, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _within(part, f"{place}.{key}".lstrip("."))
    elif isinstance(value, tuple | list | set | frozenset):
        for number, part in enumerate(value):
            yield from _within(part, f"{place}.{number}")
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _within(getattr(value, field.name, None), f"{place}.{field.name}")


def ways_in(source: str, place: str) -> frozenset[str]:
    """In which ways the code of a module uses the pattern at `place`, such as `_NAME` or `_forms().0.3.pattern`.

    Called by a name of the place (`_NAME.search`, `form.pattern.match`, `_scanner().finditer`), or else by a name of
    their own in functions that know one of its names (`for form, pattern in _FORMS: pattern.match`).
    """
    names = frozenset(regex.findall(r"[^\W\d]\w*", place))
    module = _parsed(source)
    called = {WAYS[method] for name, method in _calls(module) if name in names}
    if called:
        return frozenset(called)
    functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef) and _mentions(node, names)]
    # A string has a `split`, too.
    local = {(name, method) for node in functions for name, method in _calls(node) if name.islower()}
    return frozenset(WAYS[method] for name, method in local if method != "split" and not name.startswith("_"))


_parsed = cache(ast.parse)


def _calls(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Each method of a pattern that is called, and the last name of what it is called of."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in WAYS:
            owner = call.func.value.func if isinstance(call.func.value, ast.Call) else call.func.value
            name = getattr(owner, "id", getattr(owner, "attr", None))
            if name is not None:
                yield name, call.func.attr


def _mentions(node: ast.AST, names: frozenset[str]) -> bool:
    return any(getattr(part, "id", getattr(part, "attr", None)) in names for part in ast.walk(node))


def unseen_patterns() -> Iterator[str]:
    """The functions that make a pattern where `patterns` does not find it, and modules that use `re`."""
    folder = Path(quoteattr.__path__[0])
    for file in folder.rglob("*.py"):
        name = ".".join(file.relative_to(folder).with_suffix("").parts)
        module = ast.parse(file.read_text(encoding="utf8"))
        imported = [alias.name for node in ast.walk(module) if isinstance(node, ast.Import) for alias in node.names]
        if "re" in imported or any(
            isinstance(n, ast.ImportFrom) and n.module in ("re", "regex") for n in ast.walk(module)
        ):
            yield name
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef) and _makes_pattern(node) and not _is_found(node):
                yield f"{name}.{node.name}"


def _makes_pattern(function: ast.FunctionDef) -> bool:
    return any(owner == "regex" for owner, _ in _calls(function)) or any(
        isinstance(node, ast.Attribute) and ast.unparse(node) == "regex.compile" for node in ast.walk(function)
    )


def _is_found(function: ast.FunctionDef) -> bool:
    parameters = [argument.arg for argument in function.args.args]
    cached = any(isinstance(node, ast.Name) and node.id == "cache" for node in function.decorator_list)
    return cached and parameters in ([], ["tables"]) and not function.args.kwonlyargs
