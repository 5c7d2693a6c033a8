"""The facts: municipalities, partnerships, divisions and population of one edition, read and checked."""

from igs_geo.atlas.atlas import Atlas
from igs_geo.atlas.contiguity import border_distances, contiguous_parts
from igs_geo.atlas.contract import EDITIONS
from igs_geo.atlas.layer import Layer
from igs_geo.atlas.loader import check_package, load_atlas
from igs_geo.atlas.package import data_folder

__all__ = [
    "EDITIONS",
    "Atlas",
    "Layer",
    "border_distances",
    "check_package",
    "contiguous_parts",
    "data_folder",
    "load_atlas",
]
