"""A long table of measures with its own headings, written the way the language writes numbers, and its downloads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.widgets.downloads import show_downloads
from igs_geo.i18n import format_number, format_percent, translate

TALLEST_PIXELS = 460
LONG = 17


def show_measures(
    table: pd.DataFrame,
    *,
    key: str,
    file: str,
    decimals: Mapping[str, int | str],
    about: Mapping[str, str],
    wide: tuple[str, ...] = (),
    most: int | None = None,
) -> None:
    """Draw a table that can be sorted and searched, and its downloads.

    Parameters
    ----------
    table
        Its columns are named in the texts as ``fragmentation.col_<name>``.
    key
        Key of the table, the same in every language.
    file
        Name of the downloaded files, without ending.
    decimals
        Decimals of the columns with numbers; ``"share"`` for a percentage.
    about
        What the second sheet of the Excel file says.
    wide
        Columns with much text.
    most
        Most rows to draw; the downloads always hold all.
    """
    language = current_view().language
    heads = {str(name): translate(f"fragmentation.col_{name}", language) for name in table.columns}
    everything = table.rename(columns=heads)
    shown = everything if most is None else everything.head(most)
    formats: dict[Any, Any] = {heads[name]: _writer(number, language) for name, number in decimals.items()}
    st.dataframe(
        shown.style.format(formats) if formats else shown,
        hide_index=True,
        key=key,
        height="content" if len(table) <= LONG else TALLEST_PIXELS,
        column_config={heads[name]: st.column_config.Column(width="large") for name in wide},
    )
    if len(shown) < len(everything):
        st.caption(
            translate(
                "fragmentation.p_first_rows",
                language,
                shown=format_number(len(shown), language),
                count=format_number(len(everything), language),
            )
        )
    show_downloads(lambda: everything, file, key=f"{key}.file", about=about)


def _writer(decimals: int | str, language: str) -> Callable[[Any], str]:
    if decimals == "share":
        return partial(format_percent, language=language, decimals=0)
    return partial(format_number, language=language, decimals=int(decimals))
