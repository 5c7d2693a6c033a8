"""What is wrong or doubtful in a list: by sheet, row and cell, with questions, and back as a coloured file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath

import pandas as pd
import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.widgets.doubtful import ask_names
from igs_geo.dashboard.widgets.tables import say_cut, show_small_table
from igs_geo.dashboard.widgets.takeaways import EXCEL_TYPE
from igs_geo.i18n import format_number, translate
from igs_geo.intake import Cell, Finding, Sheet, coloured

MOST_SHOWN = 100
"""Most findings that are listed on the page; the coloured file has all of them."""
WEIGHTS = ("problem", "question", "notice")
Answers = dict[tuple[Cell, int], int | None]


def ask_doubtful(findings: Sequence[Finding], key: str) -> Answers:
    """Draw a question for each doubtful name, once for all cells with it, and return what was answered so far.

    Parameters
    ----------
    findings
        Those of the list as it was read without any answer.
    key
        Names the list in the session.
    """
    places: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.piece is not None:
            places[finding.piece.text].append(finding)
    if not places:
        return {}
    pieces = [found[0].piece for found in places.values() if found[0].piece is not None]
    times = {place: len(found) for place, found in enumerate(places.values())}
    st.markdown(f"**{translate('own_file.questions', current_view().language)}**")
    chosen = ask_names(pieces, key=f"{key}-name", times=times)
    return {
        (finding.cell, finding.place): chosen[place]
        for place, found in enumerate(places.values()) if place in chosen
        for finding in found
    }  # fmt: skip


def show_findings(findings: Sequence[Finding], sheets: Sequence[Sheet], name: str, key: str) -> None:
    """Draw the list of what is wrong, doubtful or skipped, and the button for the same list as a coloured file.

    Parameters
    ----------
    findings
        What was found.
    sheets
        The file as it was read.
    name
        Of the file.
    key
        Names the widgets in the session.
    """
    language = current_view().language
    if not findings:
        st.success(translate("own_file.nothing_wrong", language))
        return
    number: Mapping[str, int] = {weight: sum(one.weight == weight for one in findings) for weight in WEIGHTS}
    said = [translate(f"own_file.count_{weight}{'_one' if count == 1 else ''}", language,
                      count=format_number(count, language)) for weight, count in number.items() if count]  # fmt: skip
    (st.info if not number["problem"] and not number["question"] else st.warning)(" ".join(said))
    ordered = sorted(findings, key=lambda one: WEIGHTS.index(one.weight))
    table = pd.DataFrame(
        [(translate(f"own_file.{one.weight}", language), one.sheet, str(one.cell.row), one.cell.label,
          one.says(language)) for one in ordered],
        columns=["kind", "sheet", "row", "cell", "what"],
    )  # fmt: skip
    if not table["sheet"].any():
        table = table.drop(columns="sheet")
    show_small_table(
        table.head(MOST_SHOWN), key=f"{key}-findings", file=translate("own_file.file_findings", language),
        texts="own_file.col_",
    )  # fmt: skip
    say_cut(min(MOST_SHOWN, len(table)), len(table), language)
    st.download_button(
        translate("own_file.coloured", language),
        _coloured(sheets, findings, language),
        file_name=f"{PurePath(name).stem}-{translate('own_file.coloured_name', language)}.xlsx",
        mime=EXCEL_TYPE,
        key=f"{key}-coloured",
        on_click="ignore",
    )
    st.caption(plain(translate("own_file.coloured_help", language)))


def _coloured(sheets: Sequence[Sheet], findings: Sequence[Finding], language: str) -> Callable[[], bytes]:
    return lambda: coloured(sheets, findings, language)
