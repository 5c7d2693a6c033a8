"""Compiling everything before the first search."""

from __future__ import annotations


def kernels_are_cold() -> bool:
    """Return whether a search would have to compile first."""
    return False


def prepare_kernels() -> None:
    """Compile everything that a search or an analysis of it can need."""
