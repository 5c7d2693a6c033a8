"""The list that comes back: what people filled in, as changes that can be accepted one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from igs_geo.atlas import Atlas
from igs_geo.atlas.schema import quote
from igs_geo.atlas.search import plain
from igs_geo.i18n import LANGUAGES
from igs_geo.intake.csv_text import SpreadsheetError
from igs_geo.intake.days import day_of
from igs_geo.intake.findings import Finding, Taken, Weight
from igs_geo.intake.list_reading import Answers, code_of, read_cell
from igs_geo.intake.round_trip.columns import columns_of, title
from igs_geo.intake.shapes import NO, YES
from igs_geo.intake.spreadsheet import Cell, Sheet


@dataclass
class Answered(Taken):
    """What a list that came back says, not yet taken over.

    Parameters
    ----------
    operations, findings, places
        As of anything taken from a table.
    confirmed
        Rows of which somebody said that they are right.
    """

    confirmed: int = 0


@dataclass
class _Rows:
    """A sheet while it is read."""

    atlas: Atlas
    sheet: Sheet
    columns: Mapping[str, int]
    known: Mapping[str, str]
    answers: Answers
    found: Answered
    joined: dict[str, list[tuple[Cell, list[dict[str, Any]], dict[str, str]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def cell(self, row: int, name: str) -> Cell:
        return Cell(row, self.columns.get(name, self.columns["correct"]))

    def text(self, row: int, name: str) -> str:
        return self.sheet.text(Cell(row, self.columns[name])) if name in self.columns else ""

    def find(self, weight: Weight, row: int, name: str, key: str, **values: object) -> None:
        self.found.findings.append(Finding(weight, self.sheet.name, self.cell(row, name), key, values))

    def put(self, row: int, name: str, operation: dict[str, Any]) -> None:
        self.found.put(operation, self.sheet.name, self.cell(row, name))

    def right(self, row: int) -> bool | None:
        """Return what is answered to whether a row is right; None when nothing is, or not clearly."""
        mark = self.text(row, "correct").casefold()
        if mark in YES:
            return True
        if mark and mark in NO:
            return False
        if mark:
            self.find("problem", row, "correct", "intake.r_p_correct", text=quote(mark))
        return None

    def provenance(self, row: int) -> dict[str, str] | None:
        """Return source, date and note of a row; None when something is missing or cannot be read."""
        found = {name: text for name, text in self.known.items() if text}
        written = self.text(row, "day")
        day = day_of(written) if written else found.get("date")
        if day is None:
            key = "intake.day" if written else "intake.r_p_day"
            self.find("problem", row, "day", key, **({"text": quote(written)} if written else {}))
        found |= {name: text for name in ("source", "note") if (text := self.text(row, name))}
        if "source" not in found:
            self.find("problem", row, "source", "intake.r_p_source")
        return None if day is None or "source" not in found else found | {"date": day}


def is_list_to_check(sheets: Sequence[Sheet]) -> bool:
    """Return whether a file is a list that :func:`list_to_check` wrote.

    Parameters
    ----------
    sheets
        As they were read.
    """
    return any(columns_of(sheet, kind) for sheet in sheets for kind in ("members", "bodies"))


def read_answers(
    atlas: Atlas, sheets: Sequence[Sheet], known: Mapping[str, str], name: str, answers: Answers | None = None
) -> Answered:
    """Return what people filled in on a list that went out.

    Rows may be in another order, and rows and columns may be gone: a row that is not there says nothing.

    Parameters
    ----------
    atlas
        The edition, with the own data that count already.
    sheets
        As they were read.
    known
        What holds where rows do not say it: ``source``, ``date``, ``confirmed_by``.
    name
        What a person calls the file.
    answers
        What was answered to the questions.

    Returns
    -------
    Answered
        Operations and findings.

    Raises
    ------
    SpreadsheetError
        When it is no such list, or one of another edition.
    """
    if not is_list_to_check(sheets):
        raise SpreadsheetError("intake.r_no_list", name=name)
    edition = _edition(sheets)
    if edition and edition != atlas.edition:
        raise SpreadsheetError("intake.r_other_edition", name=name, edition=edition, present=atlas.edition)
    found = Answered()
    for sheet in sheets:
        for kind, read in (("members", _member), ("bodies", _body)):
            place = columns_of(sheet, kind)
            if place is None:
                continue
            header, columns = place
            rows = _Rows(atlas, sheet, columns, known, answers or {}, found)
            for cell in sheet.unknown:
                found.findings.append(Finding("problem", sheet.name, cell, "intake.formula"))
            for number in range(header + 1, len(sheet.rows) + 1):
                read(rows, number)
            _found(rows)
            break
    return found


def _edition(sheets: Sequence[Sheet]) -> str:
    titles = {plain(title("edition", language)) for language in LANGUAGES}
    pairs = (row for sheet in sheets for row in sheet.rows[:20] if len(row) > 1)
    return next((row[1] for row in pairs if plain(row[0]) in titles), "")


def _member(rows: _Rows, row: int) -> None:
    asked = {name: rows.text(row, name) for name in ("correct", "day", "joined", "note")}
    if not any(asked.values()):
        return
    code, nis, right = rows.text(row, "body_code"), rows.text(row, "nis"), rows.right(row)
    known = code in rows.atlas.partnerships.index
    if not known and code not in rows.atlas.youth_mentions.index:
        rows.find("problem", row, "body_code", "intake.r_p_body", text=quote(code))
        return
    if nis and not _is_named(rows, row, nis):
        rows.find("problem", row, "municipality", "intake.r_p_changed", column=quote(rows.text(row, "municipality")))
        return
    if right is False and not nis:
        rows.find("problem", row, "correct", "intake.r_p_nobody")
        return
    if right and nis:
        rows.found.confirmed += 1
    joined = asked["joined"]
    if not joined and right is not False:
        if asked["day"]:
            rows.find("problem", row, "day", "intake.r_p_day_alone")
        elif asked["note"]:
            rows.find("notice", row, "note", "intake.r_n_note", text=quote(asked["note"]))
        return
    cell = rows.cell(row, "joined")
    members = (joined and read_cell(rows.atlas, rows.sheet, cell, rows.answers, rows.found)) or []
    own = rows.provenance(row)
    if own is None:
        return
    if right is False:
        rows.put(row, "correct", {"op": "end_membership", "partnership": code, "nis": nis, **own})
    if members and not known:
        rows.joined[code].append((cell, members, own))
        return
    for member in members:
        rows.put(row, "joined", {"op": "add_membership", "partnership": code, **member, **own})


def _is_named(rows: _Rows, row: int, nis: str) -> bool:
    names = rows.atlas.municipalities["name"]
    return nis in names.index and plain(str(names[nis])) == plain(rows.text(row, "municipality"))


def _body(rows: _Rows, row: int) -> None:
    asked = {name: rows.text(row, name) for name in ("correct", "day", "renamed", "note")}
    if not any(asked.values()):
        return
    code, right = rows.text(row, "body_code"), rows.right(row)
    if code not in rows.atlas.partnerships.index:
        rows.find("problem", row, "body_code", "intake.r_p_body", text=quote(code))
        return
    rows.found.confirmed += right is True
    renamed = asked["renamed"]
    if not renamed and right is not False:
        if asked["day"]:
            rows.find("problem", row, "day", "intake.r_p_day_alone")
        elif asked["note"]:
            rows.find("notice", row, "note", "intake.r_n_note", text=quote(asked["note"]))
        return
    own = rows.provenance(row)
    if own is None:
        return
    if renamed:
        rows.put(row, "renamed", {"op": "change_partnership", "partnership": code, "name": renamed, **own})
    if right is False and not renamed:
        rows.put(row, "correct", {"op": "end_partnership", "partnership": code, **own})


def _found(rows: _Rows) -> None:
    """Add a partnership for each one that was only mentioned and now has members."""
    used = {str(code) for code in rows.atlas.partnerships.index}
    for code, parts in rows.joined.items():
        cell, _, own = parts[0]
        members: dict[str, dict[str, Any]] = {}
        for where, some, _ in parts:
            for member in some:
                if member["nis"] in members:
                    name = rows.atlas.municipalities["name"][member["nis"]]
                    rows.found.findings.append(
                        Finding("problem", rows.sheet.name, where, "intake.row_twice",
                                {"name": name, "other": cell.label})
                    )  # fmt: skip
                members.setdefault(member["nis"], member)
        name = str(rows.atlas.youth_mentions["name"][code])
        rows.found.put(
            {"op": "add_partnership", "id": code_of(name, used), "name": name, "members": list(members.values()),
             "domains": [rows.atlas.emphasis.domain], **own}, rows.sheet.name, cell,
        )  # fmt: skip
