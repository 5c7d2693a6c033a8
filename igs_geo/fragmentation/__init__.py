"""How fragmented cooperation is: pure functions, an atlas in and tables out."""

from igs_geo.fragmentation.coverage import white_spots, youth_states

__all__ = ["white_spots", "youth_states"]
