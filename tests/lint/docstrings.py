"""Validate every public docstring as numpydoc does, with the exceptions of ``[tool.numpydoc_validation]``.

Run as ``python -m tests.lint.docstrings``. ``numpydoc lint`` reads the source only, and so takes the documented fields
of a data class for parameters that do not exist; this imports the modules and reads the real signatures.

A one-line docstring may leave its parameters to the signature, unless its function or class is in the ``__all__`` of a
package: what is offered to others is documented in full.
"""

from __future__ import annotations

import importlib
import inspect
import logging
import os
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from numpydoc.validate import get_validation_checks, validate

import igs_geo

ROOT = Path(__file__).parents[2]


class Settings(NamedTuple):
    """The checks that count, the names that are left out, and per check the docstrings that it spares."""

    checks: set[str]
    exclude: re.Pattern[str]
    spared: dict[str, re.Pattern[str]]


def read_settings(pyproject: Path = ROOT / "pyproject.toml") -> Settings:
    """The table of numpydoc's own linter."""
    table = tomllib.loads(pyproject.read_text("utf-8"))["tool"]["numpydoc_validation"]
    spared = {
        key.removeprefix("override_").upper(): re.compile("|".join(patterns))
        for key, patterns in table.items()
        if key.startswith("override_")
    }
    exclude = table.get("exclude") or ["$^"]
    return Settings(get_validation_checks(set(table["checks"])), re.compile("|".join(exclude)), spared)


def modules() -> Iterator[ModuleType]:
    """Every public module of the package, compiled functions as plain ones: numpydoc wants to see their source."""
    os.environ["NUMBA_DISABLE_JIT"] = "1"
    yield igs_geo
    for found in pkgutil.walk_packages(igs_geo.__path__, "igs_geo."):
        if not any(part.startswith("_") for part in found.name.split(".")):
            yield importlib.import_module(found.name)


def documented(module: ModuleType) -> Iterator[tuple[str, object]]:
    """Name of each public function and class that a module defines and of each public member, with the thing itself."""
    for name, thing in vars(module).items():
        plain = inspect.unwrap(thing) if callable(thing) else thing  # cached and compiled functions are wrapped
        if not (inspect.isfunction(plain) or inspect.isclass(plain)):
            continue
        if name.startswith("_") or getattr(thing, "__module__", None) != module.__name__:
            continue
        yield f"{module.__name__}.{name}", thing
        for member, value in vars(thing).items() if inspect.isclass(thing) else ():
            own = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
            if member.startswith("_") or not inspect.isfunction(own) or own.__name__ == "<lambda>":
                continue  # the default of a field may be a lambda
            if own.__module__ == module.__name__:
                yield f"{module.__name__}.{name}.{member}", thing


def offered(module: ModuleType) -> Iterator[int]:
    """Identity of what a package lists in its ``__all__``."""
    if hasattr(module, "__path__"):
        yield from (id(getattr(module, name)) for name in getattr(module, "__all__", ()))


def problems(settings: Settings) -> Iterator[str]:
    """Every finding as ``file:line: check name: message``."""
    everything = list(modules())
    public = {identity for module in everything for identity in offered(module)}
    for module in everything:
        for name, thing in documented(module):
            if settings.exclude.search(name):
                continue
            report = validate(name)
            text = inspect.cleandoc(report["docstring"])
            for check, message in report["errors"]:
                spared = check in settings.spared and settings.spared[check].search(text)
                short = check == "PR01" and "\n" not in text and id(thing) not in public
                if check in settings.checks and not spared and not short:
                    yield f"{report['file']}:{report['file_line']}: {check} {name}: {message}"


def main() -> int:
    """Print what is wrong; 1 when anything is."""
    logging.disable(logging.WARNING)  # Streamlit's caches say that no dashboard runs
    found = sorted(set(problems(read_settings())))
    print(*found, sep="\n", end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
