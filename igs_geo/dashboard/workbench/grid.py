"""A table to fill in: drawn from what is kept, and drawn anew only when something else changed that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from igs_geo.dashboard.address.session import current_view

_GRIDS = "workbench.grids"


class Grid:
    """A table in the page.

    Parameters
    ----------
    name
        Names it in the session.
    value
        What is kept; whatever compares as equal means that nothing changed.
    """

    def __init__(self, name: str, value: object) -> None:
        self._name = f"{name}.{current_view().language}"
        self._value = value

    def draw(self, table: pd.DataFrame, columns: Mapping[str, Any], **options: Any) -> list[dict[str, Any]]:
        """Draw the table, and return its rows as they are filled in; None where a cell is empty.

        Parameters
        ----------
        table
            What is kept, as a table.
        columns
            How each column is drawn.
        **options
            Of :func:`streamlit.data_editor`.
        """
        turn, begun, known = self._grids().get(self._name, (0, table, self._value))
        if known != self._value:
            # Not by this table: it begins again from what is kept.
            turn, begun, known = turn + 1, table, self._value
        self._grids()[self._name] = (turn, begun, known)
        shown = st.data_editor(
            begun,
            column_config=dict(columns),
            hide_index=True,
            placeholder="",
            key=f"{self._name}.{turn}",
            **options,
        )
        return [
            {str(name): None if pd.isna(value) else value for name, value in row.items()}
            for row in shown.to_dict("records")
        ]

    def settle(self, value: object) -> None:
        """Say that what is kept from now on came from this table.

        Parameters
        ----------
        value
            What is kept.
        """
        turn, begun, _ = self._grids()[self._name]
        self._grids()[self._name] = (turn, begun, value)

    @staticmethod
    def _grids() -> dict[str, tuple[int, pd.DataFrame, object]]:
        found: dict[str, tuple[int, pd.DataFrame, object]] = st.session_state.setdefault(_GRIDS, {})
        return found
