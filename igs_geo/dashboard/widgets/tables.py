"""Tables as a reader sees them: headings in words, numbers the way the language writes them, a download below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import pandas as pd
import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.widgets.downloads import show_downloads
from igs_geo.i18n import format_number, format_percent, translate

Kind = Literal["number", "decimal", "share"]
_LONG = 15
_TALLEST_PIXELS = 500


def show_table(
    table: pd.DataFrame,
    *,
    key: str,
    file: str,
    kinds: Mapping[str, Kind] | None = None,
    widths: Mapping[str, Literal["small", "medium", "large"]] | None = None,
    about: Mapping[str, str] | None = None,
) -> None:
    """Draw a long table that can be sorted and searched, and its downloads.

    Parameters
    ----------
    table
        Its columns are named in the texts as ``tables.col_<name>``.
    key
        Key of the table, the same in every language.
    file
        Name of the downloaded files, without ending.
    kinds
        Which columns are numbers or shares.
    widths
        Widths of columns.
    about
        What the second sheet of the Excel file says.
    """
    language = current_view().language
    heads = headings(table.columns, language)
    formats: dict[Any, Any] = {heads[name]: _writer(kind, language) for name, kind in (kinds or {}).items()}
    shown = table.rename(columns=heads)
    st.dataframe(
        shown.style.format(formats) if formats else shown,
        hide_index=True,
        key=key,
        height="content" if len(table) <= _LONG else _TALLEST_PIXELS,
        column_config={heads[name]: st.column_config.Column(width=width) for name, width in (widths or {}).items()},
    )
    show_downloads(lambda: shown, file, key=key, about=about or {})


def show_small_table(
    table: pd.DataFrame,
    *,
    key: str,
    file: str,
    kinds: Mapping[str, Kind] | None = None,
    about: Mapping[str, str] | None = None,
) -> None:
    """Draw a table of a few rows in full, and its downloads; the first row is the one that the page is about."""
    language = current_view().language
    heads = headings(table.columns, language)
    st.html(table_html(table, kinds or {}, language))
    show_downloads(lambda: table.rename(columns=heads), file, key=key, about=about or {})


def table_html(table: pd.DataFrame, kinds: Mapping[str, Kind], language: str) -> str:
    """Return a table as HTML, every cell escaped."""
    heads = headings(table.columns, language)
    writers = {name: _writer(kind, language) for name, kind in kinds.items()}
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


def headings(columns: Sequence[str] | pd.Index, language: str) -> dict[str, str]:
    """Return the heading of each column in words."""
    return {str(name): translate(f"tables.col_{name}", language) for name in columns}


def _right(name: str, writers: Mapping[str, object]) -> str:
    return ' class="number"' if name in writers else ""


def _writer(kind: Kind, language: str) -> Callable[[Any], str]:
    def write(value: float | None) -> str:
        if kind == "share":
            return format_percent(value, language, 1)
        return format_number(value, language, 1 if kind == "decimal" else 0)

    return write
