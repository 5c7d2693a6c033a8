"""Commands that share what they read: an atlas never changes, and reading one takes half a second."""

import functools
from pathlib import Path

import pytest

from igs_geo.atlas import load_atlas

embedded = functools.cache(load_atlas)


@pytest.fixture(autouse=True)
def read_the_embedded_data_once(monkeypatch):
    """Keep the atlases of the embedded data between commands; other folders and zips are read each time."""

    def load(edition: str = "2025", data: Path | str | None = None):
        return embedded(edition) if data is None else load_atlas(edition, data)

    monkeypatch.setattr("igs_geo.atlas.load_atlas", load)
