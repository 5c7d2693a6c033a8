"""The examples in the docstrings give what they say."""

import doctest
import functools
import importlib
from pathlib import Path

import pytest

import igs_geo
from igs_geo import load_atlas

PACKAGE = Path(igs_geo.__file__).parent
MODULES = sorted(
    ".".join(["igs_geo", *path.relative_to(PACKAGE).with_suffix("").parts])
    for path in PACKAGE.rglob("*.py")
    if ">>> " in path.read_text("utf-8")
)

load = functools.cache(load_atlas)


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name, monkeypatch):
    # every example loads the atlas for itself; an atlas never changes, so here they share it
    monkeypatch.setattr("igs_geo.atlas.load_atlas", load)
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted
    assert not result.failed


def test_there_are_examples():
    assert MODULES
