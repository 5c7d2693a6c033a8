"""What all sessions share: the atlas of each edition, loaded once.

What is derived from an atlas is cached with ``hash_funcs={Atlas: id}``: atlases here live as long as the server.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from igs_geo.atlas import Atlas, load_atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.settings import data_source
from igs_geo.fragmentation import Counted, count


@st.cache_resource(show_spinner=False)
def _load(edition: str, data: Path | None) -> Atlas:
    return load_atlas(edition, data)


def atlas(edition: str | None = None) -> Atlas:
    """Return the atlas of an edition, by default the one in view."""
    return _load(edition or current_view().edition, data_source())


@st.cache_resource(show_spinner=False, hash_funcs={Atlas: id})
def counted(atlas: Atlas) -> Counted:
    """Return what counts in an atlas, by the default settings."""
    return count(atlas)
