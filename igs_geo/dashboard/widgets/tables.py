"""Tables as a reader sees them: headings in words, numbers the way the language writes them, a download below."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.widgets.downloads import show_downloads
from igs_geo.i18n import format_number, format_percent, translate

Width = Literal["small", "medium", "large"] | int
_LONG = 17
_TALLEST_PIXELS = 500
_LINE_PIXELS, _MARGIN_PIXELS, _LETTER_PIXELS = 20, 14, 7
_WRAPPING_PIXELS = 65
"""Lower rows do not wrap in Streamlit."""
MISSING = "–"
"""What stands in a cell without a value."""


@dataclass(frozen=True)
class Digits:
    """How the numbers of a column are written.

    Parameters
    ----------
    decimals
        How many.
    percent
        Whether they are shares in [0, 1], written as percentages.
    """

    decimals: int = 0
    percent: bool = False

    def write(self, value: float | None, language: str) -> str:
        """Return a number in a language; "–" for a missing one."""
        return (format_percent if self.percent else format_number)(value, language, self.decimals)


@dataclass(frozen=True)
class Layout:
    """How a table is drawn; the downloads always hold all rows and columns.

    Parameters
    ----------
    widths
        Widths of columns, in words or in pixels.
    lines
        How many lines a row is high at most; text that is wider than its column (``widths`` in pixels) goes on below.
    drawn
        The columns that are drawn, those that decide first; None for all.
    most
        Most rows to draw; None for all.
    """

    widths: Mapping[str, Width] = field(default_factory=dict)
    lines: int = 1
    drawn: Sequence[str] | None = None
    most: int | None = None


USUAL = Layout()


def show_table(
    table: pd.DataFrame,
    *,
    key: str,
    file: str,
    digits: Mapping[str, Digits] | None = None,
    about: Mapping[str, str] | None = None,
    texts: str = "tables.col_",
    layout: Layout = USUAL,
) -> None:
    """Draw a long table that can be sorted and searched, and its downloads.

    Parameters
    ----------
    table
        The table; its columns are named in the texts.
    key
        Key of the table and its buttons, the same in every language.
    file
        Name of the downloaded files, without ending.
    digits
        The columns with numbers.
    about
        What the second sheet of the Excel file says.
    texts
        How the keys of the texts that name the columns begin; the name of the column follows.
    layout
        How it is drawn.
    """
    language = current_view().language
    heads = headings(table.columns, language, texts)
    shown = table if layout.most is None else table.head(layout.most)
    lines = min(layout.lines, needed_lines(shown, layout.widths))
    st.dataframe(
        styled(shown, digits or {}, language, texts),
        hide_index=True,
        key=key,
        column_order=None if layout.drawn is None else [heads[name] for name in layout.drawn if name in heads],
        height="content" if len(shown) * lines <= _LONG else _TALLEST_PIXELS,
        row_height=row_height(lines),
        placeholder=MISSING,
        column_config={heads[name]: st.column_config.Column(width=width) for name, width in layout.widths.items()},
    )
    say_cut(len(shown), len(table), language)
    show_downloads(lambda: table.rename(columns=heads), file, key=key, about=about or {})


def needed_lines(table: pd.DataFrame, widths: Mapping[str, Width]) -> int:
    """Return how many lines the longest text of a table takes, in the columns whose width is given in pixels."""
    needed = [
        math.ceil(int(table[name].astype(str).str.len().max()) * _LETTER_PIXELS / (width - _LINE_PIXELS))
        for name, width in widths.items()
        if isinstance(width, int) and name in table and len(table)
    ]
    return max([1, *needed])


def row_height(lines: int) -> int | None:
    """Return the pixels of a row of some lines; None for the usual row of one."""
    return None if lines == 1 else max(_WRAPPING_PIXELS, _MARGIN_PIXELS + lines * _LINE_PIXELS)


def say_cut(shown: int, count: int, language: str) -> None:
    """Say how many rows of a table are drawn, where it has more."""
    if shown < count:
        numbers = {"shown": format_number(shown, language), "count": format_number(count, language)}
        st.caption(translate("tables.first_rows", language, **numbers))


def show_small_table(
    table: pd.DataFrame,
    *,
    key: str,
    file: str,
    digits: Mapping[str, Digits] | None = None,
    about: Mapping[str, str] | None = None,
    texts: str = "tables.col_",
) -> None:
    """Draw a table of a few rows in full, and its downloads; the first row is the one that the page is about."""
    language = current_view().language
    heads = headings(table.columns, language, texts)
    st.html(table_html(table, digits or {}, language, texts))
    show_downloads(lambda: table.rename(columns=heads), file, key=key, about=about or {})


def styled(
    table: pd.DataFrame, digits: Mapping[str, Digits], language: str, texts: str = "tables.col_"
) -> pd.DataFrame | Styler:
    """Return a table with its headings in words, to draw with numbers as the language writes them.

    Parameters
    ----------
    table
        The table.
    digits
        The columns with numbers; those that the table does not have are left out.
    language
        ``"nl"`` or ``"en"``.
    texts
        How the keys of the texts that name the columns begin; the name of the column follows.
    """
    heads = headings(table.columns, language, texts)
    formats: dict[Any, Any] = {heads[name]: write for name, write in _writers(table, digits, language).items()}
    shown = table.rename(columns=heads)
    return shown.style.format(formats) if formats else shown


def table_html(table: pd.DataFrame, digits: Mapping[str, Digits], language: str, texts: str = "tables.col_") -> str:
    """Return a table as HTML, every cell escaped."""
    heads = headings(table.columns, language, texts)
    writers = _writers(table, digits, language)
    head = "".join(
        f'<th scope="col"{_right(name, writers)}>{escaped(heads[name])}</th>' for name in table.columns.astype(str)
    )
    rows = []
    for values in table.itertuples(index=False, name=None):
        cells = (
            f"<td{_right(name, writers)}>{escaped(writers[name](value) if name in writers else value)}</td>"
            for name, value in zip(table.columns.astype(str), values, strict=True)
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f'<div class="igs-wide"><table class="igs-table">{body}</table></div>'


def headings(columns: Iterable[Hashable], language: str, texts: str = "tables.col_") -> dict[str, str]:
    """Return the heading of each column in words."""
    return {str(name): translate(f"{texts}{name}", language) for name in columns}


def _right(name: str, writers: Mapping[str, object]) -> str:
    return ' class="number"' if name in writers else ""


def _writers(
    table: pd.DataFrame, digits: Mapping[str, Digits], language: str
) -> dict[str, Callable[[float | None], str]]:
    return {
        name: lambda value, kind=kind: kind.write(value, language)  # type: ignore[misc]
        for name, kind in digits.items()
        if name in table.columns
    }
