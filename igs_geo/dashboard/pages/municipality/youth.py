"""Youth first: the state of a municipality, what is not known of it, and its best candidate region."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.atlas.contiguity import neighbours_of
from igs_geo.atlas.standing import DEFAULT_PRESET
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.frame.menu import link_to
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.widgets.cooperation import show_domain
from igs_geo.dashboard.widgets.figures import show_heading, show_source
from igs_geo.dashboard.widgets.nearest import bodies_said, say_nearest, say_neighbours
from igs_geo.fragmentation import ended_youth, say_recognition, say_without_members, youth_states
from igs_geo.i18n import format_number, translate
from igs_geo.regions import preset
from igs_geo.regions.analysis.candidates import candidates_of


def show_youth(atlas: Atlas, nis: str, language: str) -> None:
    """Draw what is known of youth cooperation in a municipality, and with whom it could work."""
    name = str(atlas.municipalities.loc[nis, "name"])
    with st.container(border=True, key="municipality-youth", gap="small"):
        show_heading(
            translate("municipality.youth_of", language, name=name),
            translate("municipality.meaning_youth", language),
            key="youth",
        )
        left, right = st.columns([1.25, 1], gap="large")
        with left:
            _state(atlas, nis, language)
        with right:
            _candidate(atlas, nis, name, language)


@st.cache_data(show_spinner=False, max_entries=40, hash_funcs=BY_ATLAS)
def _states(atlas: Atlas) -> pd.DataFrame:
    return youth_states(atlas)


def _state(atlas: Atlas, nis: str, language: str) -> None:
    row = _states(atlas).loc[[nis]].to_dict("records")[0]
    state = str(row["state"])
    key = f"youth_{state}{'_partly' if row['partial'] else ''}"
    bodies = bodies_said(atlas, row["partnerships"], language)
    st.markdown(f"**{plain(translate(f'municipality.{key}', language, bodies=bodies))}**")
    said, caveats = [], []
    if state == "none":
        said = [say_nearest(atlas, nis, language), say_neighbours(atlas, neighbours_of(atlas, nis), language)]
        caveats = [
            *(body.sentence(language) for body in ended_youth(atlas).get(nis, ())),
            say_without_members(atlas, language),
            translate("municipality.youth_register", language),
        ]
    elif state != "no_data":
        caveats = [say_recognition(atlas, language), translate("municipality.youth_sources", language)]
    if lines := "".join(f'<p class="igs-members">{escaped(sentence)}</p>' for sentence in said if sentence):
        st.html(lines)
    show_domain(atlas, nis, atlas.emphasis.domain, language)
    for sentence in caveats:
        if sentence:
            show_source(sentence)


@st.cache_resource(show_spinner=False, max_entries=40, hash_funcs=BY_ATLAS)
def _candidates(atlas: Atlas) -> Mapping[str, tuple[str, ...]] | None:
    return candidates_of(atlas, preset(DEFAULT_PRESET).criteria)


def _candidate(atlas: Atlas, nis: str, name: str, language: str) -> None:
    known = _candidates(atlas)
    st.html(f'<h3 class="igs-domain">{escaped(translate("municipality.candidate", language))}</h3>')
    if known is None:
        st.markdown(translate("municipality.candidate_unknown", language))
    elif nis not in known:
        st.markdown(plain(translate("municipality.candidate_none", language, name=name)))
    else:
        members = list(known[nis])
        others = sorted(str(atlas.flemish.loc[other, "name"]) for other in members if other != nis)
        st.markdown(f"**{plain(name)}** + {plain(', '.join(others))}")
        st.html(f'<p class="igs-members">{escaped(_size(atlas, members, language))}</p>')
        show_source(translate("municipality.candidate_note", language))
    link_to(
        "kandidaat-regios",
        translate("municipality.candidate_more", language, name=name),
        municipality=nis,
        searching="around",
        also=(),
        answer=0,
    )


def _size(atlas: Atlas, members: list[str], language: str) -> str:
    heads, young = atlas.inhabitants().reindex(members), atlas.young_people().reindex(members)
    return translate(
        "municipality.candidate_size",
        language,
        count=format_number(len(members), language),
        inhabitants=format_number(float(heads.sum()), language),
        young=format_number(float(young.sum()), language),
    )
