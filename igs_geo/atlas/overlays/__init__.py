"""What people add to the tables: overlays, checked like the package and applied on top of an atlas."""

from igs_geo.atlas.overlays.apply import apply_overlays
from igs_geo.atlas.overlays.change import Change
from igs_geo.atlas.overlays.json_text import DocumentError, read_json
from igs_geo.atlas.overlays.model import (
    AddDivision,
    AddFigures,
    AddMembership,
    AddMention,
    AddPartnership,
    ChangePartnership,
    EndMembership,
    EndPartnership,
    Member,
    Overlay,
    Region,
    SetYouth,
)
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
    "AddDivision",
    "AddFigures",
    "AddMembership",
    "AddMention",
    "AddPartnership",
    "Change",
    "ChangePartnership",
    "DocumentError",
    "EndMembership",
    "EndPartnership",
    "Member",
    "Overlay",
    "OverlayError",
    "OverlayProblem",
    "Region",
    "SetYouth",
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
