"""How a list is understood: its shape and its columns, with the guess filled in, to be changed on screen."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.i18n import translate
from igs_geo.intake import SHAPES, Cell, Guess, Role, Shape, Sheet

NEEDED: dict[Shape, tuple[Role, ...]] = {
    "membership": ("municipality", "partnership"),
    "partnership": ("partnership", "members"),
    "matrix": ("municipality",),
    "figures": ("municipality",),
}
"""Columns that a list of each shape has to have."""
OPTIONAL: tuple[Role, ...] = ("domain", "legal_form", "source", "date", "confirmed_by", "note")
ACROSS: tuple[Shape, ...] = ("matrix", "figures")
"""Shapes with a column for each partnership or figure."""
SHOWN_ROWS, SHOWN_COLUMNS = 6, 12
IN_A_ROW = 4


def show_sheet(sheet: Sheet, header: int) -> None:
    """Draw the first rows of a list, with the letters of its columns and the numbers of its rows.

    Parameters
    ----------
    sheet
        As it was read.
    header
        Row with the titles; 0 when there is none.
    """
    language = current_view().language
    first = max(header, 1)
    rows = range(first, min(first + SHOWN_ROWS, len(sheet.rows) + 1))
    width = min(max((len(sheet.rows[row - 1]) for row in rows), default=0), SHOWN_COLUMNS)
    places = range(1, width + 1)
    head = "".join(f'<th scope="col">{_letter(column)}</th>' for column in places)
    body = []
    for row in rows:
        tag = "th" if row == header else "td"
        cells = (f"<{tag}>{escaped(sheet.text(Cell(row, column)))}</{tag}>" for column in places)
        body.append(f'<tr><th scope="row">{row}</th>{"".join(cells)}</tr>')
    st.html(
        f'<div class="igs-wide"><table class="igs-table igs-sheet"><thead><tr><th></th>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )
    st.caption(translate("own_file.first_rows", language, count=len(rows), all=len(sheet.rows)))


def ask_mapping(sheet: Sheet, guess: Guess | None, key: str) -> Guess | None:
    """Draw the choice of the shape, the row with titles and the columns; return it when what is needed is chosen.

    Parameters
    ----------
    sheet
        As it was read.
    guess
        How it was recognised; None when it was not.
    key
        Names the widgets in the session.
    """
    language = current_view().language
    if guess is None:
        st.warning(translate("own_file.not_recognised", language))
    shape = st.segmented_control(
        translate("own_file.shape", language),
        SHAPES,
        default=SHAPES[0] if guess is None else guess.shape,
        format_func=lambda one: translate(f"own_file.shape_{one}", language),
        required=True,
        key=f"{key}-shape-{language}",
    )
    shape = next((one for one in SHAPES if one == shape), SHAPES[0])
    key = f"{key}-{shape}-{language}"
    header = st.number_input(
        translate("own_file.header", language),
        0,
        len(sheet.rows),
        value=1 if guess is None else guess.header,
        help=translate("own_file.header_help", language),
        key=f"{key}-header",
        width=260,
    )
    show_sheet(sheet, int(header))
    st.markdown(f"**{translate('own_file.which_column', language)}**")
    columns = _columns(sheet, int(header))
    known = {} if guess is None else dict(guess.columns)
    chosen = _ask_columns(shape, columns, known, key)
    across: tuple[int, ...] = ()
    if shape in ACROSS:
        taken = set(chosen.values())
        own = guess.across if guess is not None and guess.shape == shape else ()
        across = tuple(
            st.multiselect(
                translate(f"own_file.across_{shape}", language),
                [column for column in columns if column not in taken],
                default=[column for column in own if column not in taken],
                format_func=columns.__getitem__,
                placeholder=translate("own_file.choose_columns", language),
                key=f"{key}-across-{min(taken, default=0)}",
            )
        )
    missing = [translate(f"own_file.role_{role}", language) for role in NEEDED[shape] if role not in chosen]
    if shape in ACROSS and not across:
        missing.append(translate(f"own_file.across_{shape}", language))
    if missing:
        st.info(translate("own_file.columns_missing", language, names=", ".join(missing)))
        return None
    return Guess(shape, int(header), chosen, across)


def _columns(sheet: Sheet, header: int) -> dict[int, str]:
    """Return what a reader sees of each column: its letter and its title."""
    width = max((len(row) for row in sheet.rows), default=0)
    found = {}
    for column in range(1, width + 1):
        letter = _letter(column)
        title = sheet.text(Cell(header, column)) if header else ""
        found[column] = f"{letter} · {title}" if title else letter
    return found


def _letter(column: int) -> str:
    return Cell(1, column).label.rstrip("1")


def _ask_columns(shape: Shape, columns: dict[int, str], known: dict[Role, int], key: str) -> dict[Role, int]:
    language = current_view().language
    roles = [*NEEDED[shape], *(OPTIONAL if shape not in ACROSS else ())]
    chosen: dict[Role, int] = {}
    for first in range(0, len(roles), IN_A_ROW):
        for role, place in zip(roles[first : first + IN_A_ROW], st.columns(IN_A_ROW), strict=False):
            words = {0: translate("own_file.no_column", language), **columns}
            with place:
                column = st.selectbox(
                    plain(translate(f"own_file.role_{role}", language)),
                    list(words),
                    index=list(words).index(known.get(role, 0)) if known.get(role, 0) in words else 0,
                    format_func=words.__getitem__,
                    key=f"{key}-{role}",
                )
            if column:
                chosen[role] = int(column)
    return chosen
