"""The public face: every name in an `__all__` is explained and typed, and so is every method of a public class."""

from __future__ import annotations

import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from typing import Any

import pytest

import quoteattr
from case_tables import cases
from extras import WANTED_BY_MODULE, skip_without

MODULES = ["quoteattr", *(found.name for found in pkgutil.walk_packages(quoteattr.__path__, "quoteattr."))]
MODULES.remove("quoteattr.__main__")  # importing it runs the command line


def callables_of(name: str, value: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The functions behind a public name: itself, or the public methods and properties that a class defines."""
    if inspect.isfunction(inspect.unwrap(value)):
        yield name, inspect.unwrap(value)
    elif inspect.isclass(value):
        for member, held in vars(value).items():
            if member.startswith("_") and member != "__call__":
                continue
            if isinstance(held, property):
                yield f"{name}.{member}", held.fget
            elif isinstance(held, cached_property):
                yield f"{name}.{member}", held.func
            elif isinstance(held, classmethod | staticmethod):
                yield f"{name}.{member}", held.__func__
            elif inspect.isfunction(held):
                yield f"{name}.{member}", held


def untyped(function: Callable[..., Any]) -> list[str]:
    """The parameters of `function` without a type, and `return` where it has none."""
    signature = inspect.signature(function)
    own = [name for name in list(signature.parameters)[:1] if name in ("self", "cls")]
    parameters = [parameter for name, parameter in signature.parameters.items() if name not in own]
    missing = [parameter.name for parameter in parameters if parameter.annotation is parameter.empty]
    return missing + ["return"] * (signature.return_annotation is signature.empty)


@pytest.mark.parametrize("name", MODULES)
def test_public_names_have_docstrings_and_types(name: str) -> None:
    skip_without(*WANTED_BY_MODULE.get(name, ()))
    module = import_module(name)
    assert module.__doc__
    assert sorted(module.__all__) == sorted(set(module.__all__))
    without = []
    for public in module.__all__:
        value = getattr(module, public)
        if inspect.isclass(value) and not value.__doc__:
            without.append((public, "docstring"))
        for label, function in callables_of(public, value):
            without += [(label, "docstring")] * (not function.__doc__)
            without += [(label, f"type of {missing}") for missing in untyped(function)]
    assert without == []


def test_the_check_sees_what_is_missing() -> None:
    class Bare:
        def method(self, given):  # type: ignore[no-untyped-def]
            return given

    [(label, function)] = callables_of("Bare", Bare)
    assert (label, function.__doc__, untyped(function)) == ("Bare.method", None, ["given", "return"])


@cases("public_api/light")
def test_what_does_without(script: str, absent: str) -> None:
    code = f"import sys; {script}; print({absent!r} in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
