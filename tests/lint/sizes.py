"""Hold modules and functions of the package to their sizes: ``python -m tests.lint.sizes``.

What is larger is named in :data:`LARGER` with the size that it may have; what has shrunk has to leave that list.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
MODULE_LINES, FUNCTION_LINES, COMPILED_LINES, ARGUMENTS = 300, 60, 120, 8
COMPILED = {"compiled", "inlined", "njit"}
"""Decorators of functions that are compiled: those cannot be cut up as freely."""
LARGER: dict[str, int] = {}
"""What is larger than it should be, and is to be cut up: lines that a module or function may have meanwhile."""


class Size(NamedTuple):
    """How large a thing is, and how large it may be."""

    what: str
    unit: str
    found: int
    most: int


def sizes(name: str, source: str) -> Iterator[Size]:
    """Yield every size in a module."""
    yield Size(name, "lines", len(source.splitlines()), MODULE_LINES)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            most = COMPILED_LINES if _is_compiled(node) else FUNCTION_LINES
            yield Size(f"{name} {node.name}", "lines", (node.end_lineno or node.lineno) - node.lineno + 1, most)
            yield Size(f"{name} {node.name}", "arguments", _arguments(node), ARGUMENTS)


def _is_compiled(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = {part.id for decorator in node.decorator_list for part in ast.walk(decorator) if isinstance(part, ast.Name)}
    return bool(names & COMPILED)


def _arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    own = node.args
    names = [one.arg for one in (*own.posonlyargs, *own.args, *own.kwonlyargs, own.vararg, own.kwarg) if one]
    return len(names) - (names[:1] in (["self"], ["cls"]))


def complaints(found: list[Size], larger: dict[str, int]) -> list[str]:
    """Return what is too large, and what no longer needs its place in a list of exceptions."""
    said = []
    for one in found:
        allowed = larger.get(one.what, one.most) if one.unit == "lines" else one.most
        if one.found > allowed:
            said.append(f"{one.what}: {one.found} {one.unit}, at most {allowed}")
    needed = {one.what for one in found if one.unit == "lines" and one.found > one.most}
    return said + [f"{name}: is no longer larger than it should be" for name in larger if name not in needed]


def main() -> int:
    """Print every complaint; return the exit status."""
    files = [ROOT / "app.py", *sorted((ROOT / "igs_geo").rglob("*.py"))]
    found = [size for file in files for size in sizes(str(file.relative_to(ROOT)), file.read_text("utf-8"))]
    said = complaints(found, LARGER)
    print("\n".join(said) or f"{len(files)} modules keep to their sizes")
    return int(bool(said))


if __name__ == "__main__":
    sys.exit(main())
