"""Which bodies could take the youth cooperation of a region in: under the list, and beside a region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.frame.about import about_file
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.widgets.figures import show_heading, show_source
from igs_geo.dashboard.widgets.tables import Digits, Layout, show_table
from igs_geo.fragmentation import region_hosts
from igs_geo.i18n import format_number, translate
from igs_geo.maps.sources import PARTNERSHIPS, said_sources
from igs_geo.regions import Proposal
from igs_geo.regions.analysis.sentences import say_hosts_rule, yes_or_no

TEXTS = "regions.col_"


def show_hosts(atlas: Atlas, proposal: Proposal, language: str) -> None:
    """Draw the host bodies of every region; nothing where the package does not say who could be one."""
    if not atlas.emphasis.hosts:
        return
    show_heading(
        translate("regions.p_hosts", language), translate("regions.p_hosts_help", language), key="regions-hosts"
    )
    found = region_hosts(atlas, {str(place): region.members for place, region in enumerate(proposal.regions, 1)})
    with_host = found["region"].nunique()
    st.markdown(
        translate("regions.p_hosts_count", language, with_host=format_number(with_host, language),
                  regions=format_number(len(proposal.regions), language))
    )  # fmt: skip
    if len(found):
        names = {str(place): f"{place}. {region.name}" for place, region in enumerate(proposal.regions, 1)}
        table = pd.DataFrame(
            {
                "region": found["region"].map(names),
                "body": found["name"],
                "member_count": [_inside(row, language) for row in found.to_dict("records")],
                "fits": [yes_or_no(_plain(value), language) for value in found["fits"]],
                "reference_regions": found["reference_regions"].astype(int),
            }
        )
        digits = {"reference_regions": Digits()}
        about = about_file(atlas, translate("regions.p_hosts", language), language)
        file = translate("regions.file_hosts", language)
        layout = Layout(
            widths={"region": 170, "body": 190, "member_count": 110, "fits": 90, "reference_regions": 90}, lines=2
        )
        show_table(table, key="regions-hosts", file=file, digits=digits, about=about, texts=TEXTS, layout=layout)
    show_source(
        f"{say_hosts_rule(atlas, language)} {said_sources(atlas, (), language, tables=(PARTNERSHIPS,))}".strip()
    )


def show_region_hosts(atlas: Atlas, proposal: Proposal, place: int, language: str) -> None:
    """Draw the host bodies of one region; nothing where the package does not say who could be one."""
    if not atlas.emphasis.hosts:
        return
    own = region_hosts(atlas, {str(place + 1): proposal.regions[place].members}).to_dict("records")
    st.markdown(f"**{translate('regions.p_hosts', language)}**")
    if not own:
        st.markdown(translate("regions.p_hosts_none", language))
    for row in own:
        key = {True: "fits", False: "unfit", None: "unknown"}[_plain(row["fits"])]
        fit = translate(f"regions.p_host_{key}", language, number=row["reference_regions"])
        st.markdown(f"- {plain(row['name'])}: {_inside(row, language)}; {fit}")


def _inside(row: Mapping[Any, Any], language: str) -> str:
    key = "regions.host_inside_partial" if row["partial"] else "regions.host_inside"
    return translate(key, language, inside=row["inside"], of=row["of"], partial=row["partial"])


def _plain(value: Any) -> bool | None:
    return None if pd.isna(value) else bool(value)
