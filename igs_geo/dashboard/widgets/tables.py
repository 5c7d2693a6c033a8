"""Tables as a reader sees them: headings in words, numbers the way the language writes them, a download below."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.widgets.baskets import adding
from igs_geo.dashboard.widgets.downloads import Picture, Takeaway, show_downloads
from igs_geo.dashboard.widgets.lines import Width, needed_lines, row_height
from igs_geo.dashboard.widgets.takeaways import show_table_downloads, takeaway_of_table
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.reports.blocks import Table

_LONG, _TALLEST_PIXELS = 17, 500
MISSING = "–"
"""What stands in a cell without a value."""
MOST_WRITTEN = 60
"""Rows of a table that a report writes."""


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
    picture
        The table as a chart for print.
    """

    widths: Mapping[str, Width] = field(default_factory=dict)
    lines: int = 1
    drawn: Sequence[str] | None = None
    most: int | None = None
    picture: Picture | None = None


USUAL = Layout()


@dataclass(frozen=True)
class Shown:
    """A table, and how it is drawn and taken along.

    Parameters
    ----------
    table
        The table; its columns are named in the texts.
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

    table: pd.DataFrame
    file: str
    digits: Mapping[str, Digits] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)
    texts: str = "tables.col_"
    layout: Layout = USUAL

    @property
    def _columns(self) -> list[str]:
        """The columns that are drawn."""
        drawn = self.layout.drawn or list(self.table.columns)
        return [str(name) for name in drawn if name in self.table.columns]

    def takeaway(self, language: str) -> Takeaway:
        """Return what can be taken along of it.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        heads = headings(self.table.columns, language, self.texts)
        found = takeaway_of_table(
            lambda: self.table.rename(columns=heads), self.file, self.about, language, picture=self.layout.picture
        )
        return replace(found, rows=lambda: self._rows(language), table=lambda: self.written(found.heading, language))

    def written(self, caption: str, language: str) -> Table:
        """Return it as a report writes it: the columns that are drawn, and the first rows.

        Parameters
        ----------
        caption
            What stands above it.
        language
            ``"nl"`` or ``"en"``.
        """
        columns = self._columns
        writers, heads = _writers(self.table, self.digits, language), headings(columns, language, self.texts)
        rows = [
            tuple(
                writers[name](value) if name in writers else MISSING if _is_missing(value) else str(value)
                for name, value in zip(columns, values, strict=True)
            )
            for values in self.table[columns].head(MOST_WRITTEN).itertuples(index=False, name=None)
        ]
        numbers = frozenset(place for place, name in enumerate(columns) if name in self.digits)
        return Table(tuple(heads[name] for name in columns), tuple(rows), caption, numbers)

    def _rows(self, language: str) -> dict[str, str]:
        """Return every row as text, by its first cell that is text."""
        table, columns = self.written("", language), self._columns
        texts = [place for place, name in enumerate(columns) if not pd.api.types.is_numeric_dtype(self.table[name])]
        place = texts[0] if texts else 0
        return {row[place]: " | ".join(row) for row in table.rows}


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
    draw_table(Shown(table, file, digits or {}, about or {}, texts, layout), key=key)


def draw_table(shown_table: Shown, *, key: str) -> None:
    """Draw a table, and its menu.

    Parameters
    ----------
    shown_table
        The table, and how it is drawn.
    key
        Key of the table and its menu, the same in every language.
    """
    language = current_view().language
    table, digits, texts, layout = shown_table.table, shown_table.digits, shown_table.texts, shown_table.layout
    heads = headings(table.columns, language, texts)
    shown = table if layout.most is None else table.head(layout.most)
    lines = min(layout.lines, needed_lines(shown, layout.widths))
    st.dataframe(
        styled(shown, digits, language, texts),
        hide_index=True,
        key=key,
        column_order=None if layout.drawn is None else [heads[name] for name in layout.drawn if name in heads],
        height="content" if len(shown) * lines <= _LONG else _TALLEST_PIXELS,
        row_height=row_height(lines),
        placeholder=MISSING,
        column_config={heads[name]: st.column_config.Column(width=width) for name, width in layout.widths.items()},
    )
    say_cut(len(shown), len(table), language)
    show_downloads(partial(shown_table.takeaway, language), key=key, add=adding(key))


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
    show_table_downloads(lambda: table.rename(columns=heads), file, key=key, about=about or {})


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


def _is_missing(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


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
