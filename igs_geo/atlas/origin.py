"""Where each row comes from: the register, other sources that were found, or what people add."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

BODIES = ("partnership_domains", "memberships")
"""Tables whose rows come from where their partnership comes from."""
PLAIN = {"division_kinds": "register", "divisions": "register", "youth_mentions": "added"}
NO_FIGURES = {
    "figures": pd.DataFrame({"figure": pd.Series(dtype="str"), "nis": pd.Series(dtype="str"),
                             "value": pd.Series(dtype="float64")}),
    "figure_kinds": pd.DataFrame(
        {name: pd.Series(dtype="str") for name in
         ("name_nl", "name_en", "unit", "aggregate", "as_of", "source", "note_nl", "note_en", "origin")},
        index=pd.Index([], dtype="str", name="figure"),
    ),
}  # fmt: skip
"""The tables that only overlays fill."""


def with_origin(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables of a package with a column ``origin``: ``register`` or ``added``; overlays add ``own``.

    Parameters
    ----------
    frames
        The tables of an edition, by name.
    """
    inventory = frames["partnerships"]["inventory"]
    origins = dict(zip(inventory.index, inventory, strict=True))
    found = dict(NO_FIGURES) | dict(frames)
    for name in BODIES:
        found[name] = frames[name].assign(origin=frames[name]["partnership"].map(origins).astype("str"))
    youth = frames["youth_partnerships"]
    found["youth_partnerships"] = youth.assign(origin=pd.Series(youth.index.map(origins), youth.index, dtype="str"))
    for name, origin in PLAIN.items():
        found[name] = frames[name].assign(origin=pd.Series(origin, frames[name].index, dtype="str"))
    found["partnerships"] = frames["partnerships"].assign(origin=inventory)
    return found
