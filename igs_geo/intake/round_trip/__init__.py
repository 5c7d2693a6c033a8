"""A list that goes out to be corrected: written as Excel, filled in by others, read back as differences."""

from igs_geo.intake.round_trip.reading import Answered, is_list_to_check, read_answers
from igs_geo.intake.round_trip.writing import list_to_check

__all__ = ["Answered", "is_list_to_check", "list_to_check", "read_answers"]
