"""What people bring, read with care: names in running text, Excel and CSV files. Nothing is guessed, nothing is run."""

from igs_geo.intake.known import Option
from igs_geo.intake.names import Piece, chosen_members, read_names
from igs_geo.intake.spreadsheet import Cell, Sheet, SpreadsheetError, read_spreadsheet

__all__ = ["Cell", "Option", "Piece", "Sheet", "SpreadsheetError", "chosen_members", "read_names", "read_spreadsheet"]
