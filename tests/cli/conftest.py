"""Commands that share what they read: an atlas never changes, and reading one takes half a second."""

import functools
from pathlib import Path

import pytest

from igs_geo.atlas import load_atlas
from igs_geo.atlas.overlays import apply_overlays

read_once = functools.cache(load_atlas)


@pytest.fixture(autouse=True)
def read_what_never_changes_once(monkeypatch, tiny_folder):
    """Keep the atlases of the embedded and the tiny package between commands; others are read each time."""

    def load(edition: str = "2025", data: Path | str | None = None, overlays=()):
        same = data is None or str(data) == str(tiny_folder)
        atlas = read_once(edition, None if data is None else str(data)) if same else load_atlas(edition, data)
        return apply_overlays(atlas, overlays)

    monkeypatch.setattr("igs_geo.atlas.load_atlas", load)
