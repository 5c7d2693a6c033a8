"""Spatial region analysis for intermunicipal cooperation in Flanders."""

from igs_geo.atlas import Atlas, Layer, load_atlas
from igs_geo.errors import IgsGeoError

__all__ = ["Atlas", "IgsGeoError", "Layer", "load_atlas"]
__version__ = "0.1.0"
