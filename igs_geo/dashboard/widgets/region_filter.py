"""Looking at one region of the divisions that the package names for that."""

from __future__ import annotations

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.atlas.emphasis import NAME
from igs_geo.dashboard.address import options
from igs_geo.dashboard.address.inputs import select
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.i18n import LANGUAGES, translate


@st.cache_data(show_spinner=False, max_entries=40, hash_funcs=BY_ATLAS)
def regions(atlas: Atlas, language: str) -> dict[str, str]:
    """Return the regions that can be looked at: what they are called by ``DIVISION:REGION_CODE``."""
    found, labels = options.regions(atlas).items(), atlas.emphasis.focus
    place = LANGUAGES.index(language)
    return {code: labels[division][place].replace(NAME, name) for code, (division, name) in found}


def choose_region(atlas: Atlas) -> None:
    """Draw the choice of a region to look at."""
    language = current_view().language
    select(
        "focus",
        translate("fragmentation.p_focus", language),
        regions(atlas, language),
        placeholder=translate("fragmentation.p_flanders", language),
    )


def focus(atlas: Atlas) -> str:
    """Return the region in the view, empty for all of Flanders or for one that this edition does not have."""
    asked = current_view().focus
    return asked if asked in regions(atlas, current_view().language) else ""


def area_name(atlas: Atlas) -> str:
    """Return what the area in the view is called: a region, or Flanders."""
    language = current_view().language
    return regions(atlas, language).get(focus(atlas), translate("fragmentation.p_flanders", language))


def inside(atlas: Atlas) -> frozenset[str]:
    """Return the municipalities of the region in the view, all of Flanders without one."""
    everyone = frozenset(map(str, atlas.flemish.index))
    division, _, region = focus(atlas).partition(":")
    if not division:
        return everyone
    rows = atlas.divisions
    return everyone & frozenset(rows.loc[(rows["division"] == division) & (rows["region_code"] == region), "nis"])
