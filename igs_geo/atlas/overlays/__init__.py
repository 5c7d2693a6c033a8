"""What people add to the tables: overlays, checked like the package and applied on top of an atlas.

The operations that an overlay may hold are the models of :mod:`igs_geo.atlas.overlays.model`.
"""

from igs_geo.atlas.overlays.apply import apply_overlays
from igs_geo.atlas.overlays.change import Change
from igs_geo.atlas.overlays.json_text import DocumentError, read_json
from igs_geo.atlas.overlays.model import Overlay
from igs_geo.atlas.overlays.problem import OverlayError, OverlayProblem, Where
from igs_geo.atlas.overlays.reading import (
    overlay_of,
    overlay_schema,
    overlay_text,
    overlays_of,
    read_file,
    read_overlay,
)

__all__ = [
    "Change",
    "DocumentError",
    "Overlay",
    "OverlayError",
    "OverlayProblem",
    "Where",
    "apply_overlays",
    "overlay_of",
    "overlay_schema",
    "overlay_text",
    "overlays_of",
    "read_file",
    "read_json",
    "read_overlay",
]
