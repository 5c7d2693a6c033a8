"""Under the map of youth: which municipalities of the area have nothing, and beside whom they lie."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.inputs import segments
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.view import YOUTH_SHOWN
from igs_geo.dashboard.frame.about import about_file
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.widgets.figures import show_heading, show_source
from igs_geo.dashboard.widgets.nearest import bodies_said, nearest, through_said
from igs_geo.dashboard.widgets.region_filter import area_name, inside
from igs_geo.dashboard.widgets.tables import Digits, Layout, Shown, draw_table
from igs_geo.fragmentation import reference_names, reference_regions, say_without_members
from igs_geo.i18n import format_number, translate
from igs_geo.maps.sources import PARTNERSHIPS, POPULATION, said_sources


def show_youth_list(atlas: Atlas, language: str) -> None:
    """Draw the municipalities of the area by their state of youth cooperation, the nearest known one beside each."""
    found = nearest(atlas)
    found = found[found.index.isin(inside(atlas))]
    if (found["state"] == "no_data").all():
        return
    show_heading(
        translate("map_page.youth_list", language, area=area_name(atlas)),
        translate("map_page.meaning_youth_list", language),
        key="youth-list",
    )
    counts = found["state"].value_counts().to_dict() | {"all": len(found)}
    segments(
        "state",
        translate("map_page.state", language),
        {
            state: translate(
                f"map_page.state_{state}", language, count=format_number(int(counts.get(state, 0)), language)
            )
            for state in YOUTH_SHOWN
        },
    )
    state = current_view().state
    shown = found if state == "all" else found[found["state"] == state]
    if shown.empty:
        st.info(plain(translate("map_page.state_nobody", language)))
        return
    draw_table(youth_table(atlas, language), key="youth")
    divisions = (atlas.emphasis.frame,) if atlas.emphasis.frame else ()
    show_source(said_sources(atlas, (), language, divisions=divisions, tables=(PARTNERSHIPS, POPULATION)))


def youth_table(atlas: Atlas, language: str) -> Shown:
    """Return the municipalities of the area in view by their state of youth cooperation as a table."""
    found, state = nearest(atlas), current_view().state
    found = found[found.index.isin(inside(atlas))]
    shown = found if state == "all" else found[found["state"] == state]
    title = translate(f"map_page.title_{state}", language, area=area_name(atlas))
    return Shown(
        _table(atlas, shown, language, with_state=state == "all"),
        texts="map_page.col_",
        file=translate("map_page.file_youth", language, edition=atlas.edition),
        digits={"young": Digits(), "borders": Digits()},
        layout=Layout(
            widths={"name": 115, "young": 75, "borders": 70, "nearest": 150, "through": 150, "reference_region": 140},
            lines=2,
            drawn=("name", "state", "young", "borders", "nearest", "through", "reference_region"),
        ),
        about=about_file(atlas, title, language)
        | {translate("map_page.youth_unknown", language): say_without_members(atlas, language)},
    )


def _table(atlas: Atlas, found: pd.DataFrame, language: str, *, with_state: bool) -> pd.DataFrame:
    names, regions = atlas.flemish["name"], reference_regions(atlas).map(reference_names(atlas))
    near = zip(found["nearest"], found["through"], strict=True)
    table = pd.DataFrame(
        {
            "name": names.reindex(found.index),
            "young": found["young"],
            "borders": found["borders"],
            "nearest": [bodies_said(atlas, bodies, language) for bodies in found["nearest"]],
            "through": [through_said(atlas, bodies, through, language) for bodies, through in near],
            "reference_region": regions.reindex(found.index),
            "nis": found.index,
        }
    ).sort_values(["borders", "young"], kind="stable")
    if with_state:
        said = [translate(f"map_page.state_of_{state}", language) for state in found["state"].reindex(table.index)]
        table.insert(1, "state", said)
    return table
