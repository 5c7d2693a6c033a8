"""The list that others correct, as somebody has it open."""

from __future__ import annotations

import io

import openpyxl

from igs_geo.intake import read_spreadsheet

NETELAND = "0687552727"
SHEETS = {"nl": ("Leden", "Verbanden"), "en": ("Members", "Partnerships")}
COLUMNS = {"correct": "D", "day": "E", "joined": "F", "source": "G", "note": "H"}


class Form:
    """The list."""

    def __init__(self, content, language="nl"):
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.members, self.bodies = (self.book[name] for name in SHEETS[language])

    def row(self, body, municipality=""):
        return next(
            row[0].row
            for row in self.members.iter_rows(min_row=2)
            if row[9].value == body and (row[1].value or "") == municipality
        )

    def fill(self, row, **values):
        for name, value in values.items():
            self.members[f"{COLUMNS[name]}{row}"] = value
        return row

    def sheets(self):
        stream = io.BytesIO()
        self.book.save(stream)
        return read_spreadsheet(stream.getvalue(), "lijst.xlsx")
