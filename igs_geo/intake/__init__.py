"""What people bring, read with care: names in running text, Excel and CSV files. Nothing is guessed, nothing is run."""

from igs_geo.intake.names import Option, Piece, chosen_members, read_names
#from igs_geo.intake.spreadsheet import Cell, Sheet, read_spreadsheet

__all__ = ["Option", "Piece", "chosen_members", "read_names"]
