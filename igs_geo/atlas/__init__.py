"""The facts: municipalities, partnerships, divisions and population of one edition, read and checked."""

from igs_geo.atlas.atlas import Atlas
from igs_geo.atlas.contiguity import contiguous_parts
from igs_geo.atlas.layer import Layer
from igs_geo.atlas.loader import EDITIONS, data_folder, load_atlas

__all__ = ["EDITIONS", "Atlas", "Layer", "contiguous_parts", "data_folder", "load_atlas"]
