"""Spatial region analysis for intermunicipal cooperation in Flanders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from igs_geo.errors import IgsGeoError

if TYPE_CHECKING:
    from igs_geo.atlas import Atlas, Layer, load_atlas

__all__ = ["Atlas", "IgsGeoError", "Layer", "load_atlas"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import the atlas when it is first asked for: a command that only says its help should not wait for geopandas."""
    if name in {"Atlas", "Layer", "load_atlas"}:
        from igs_geo import atlas

        return getattr(atlas, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
