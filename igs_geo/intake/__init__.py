"""What people bring, read with care: names in running text, Excel and CSV files. Nothing is guessed, nothing is run."""

from igs_geo.intake.coloured import coloured, is_list_of_findings
from igs_geo.intake.csv_text import SpreadsheetError
from igs_geo.intake.days import day_of
from igs_geo.intake.differences import Compared, Difference, compare
from igs_geo.intake.findings import Finding, Taken
from igs_geo.intake.known import Option
from igs_geo.intake.lists import read_list
from igs_geo.intake.names import Piece, chosen_members, read_names
from igs_geo.intake.round_trip import Answered, is_list_to_check, list_to_check, read_answers
from igs_geo.intake.shapes import SHAPES, Guess, Role, Shape, recognise
from igs_geo.intake.spreadsheet import Cell, Sheet, read_spreadsheet

__all__ = [
    "SHAPES",
    "Answered",
    "Cell",
    "Compared",
    "Difference",
    "Finding",
    "Guess",
    "Option",
    "Piece",
    "Role",
    "Shape",
    "Sheet",
    "SpreadsheetError",
    "Taken",
    "chosen_members",
    "coloured",
    "compare",
    "day_of",
    "is_list_of_findings",
    "is_list_to_check",
    "list_to_check",
    "read_answers",
    "read_list",
    "read_names",
    "read_spreadsheet",
    "recognise",
]
